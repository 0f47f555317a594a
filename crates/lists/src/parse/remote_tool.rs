//! Remote-access tools: LOLRMM's files and plain tables.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::table::{Layout, Tally, layout, unknown_layout};
use crate::{About, ListError};

use super::{missing_columns, needs_columns};

/// A tool as a list describes it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct RemoteToolRow {
    pub(crate) name: String,
    pub(crate) category: Option<String>,
    /// File names and paths, perhaps with `*`.
    pub(crate) files: Vec<String>,
    /// Domains, perhaps with `*`.
    pub(crate) domains: Vec<String>,
    /// Names in code-signing certificates.
    pub(crate) signers: Vec<String>,
}

pub(super) fn tools(
    bytes: &[u8],
    about: &About,
    tally: &mut Tally,
) -> Result<Vec<RemoteToolRow>, ListError> {
    let first = bytes
        .iter()
        .copied()
        .find(|byte| !byte.is_ascii_whitespace());
    match first {
        Some(b'[') => from_json(bytes, about, tally),
        Some(b'{') => Err(unknown_layout(
            about,
            "a JSON object, not an array of tools",
        )),
        _ => from_table(bytes, about, tally),
    }
}

fn from_json(
    bytes: &[u8],
    about: &About,
    tally: &mut Tally,
) -> Result<Vec<RemoteToolRow>, ListError> {
    let entries: Vec<Value> =
        serde_json::from_slice(bytes).map_err(|error| ListError::Unreadable {
            list: about.name.clone(),
            what: "a JSON array of tools",
            problem: error.to_string(),
        })?;
    let mut tools = Vec::with_capacity(entries.len());
    for (number, entry) in entries.into_iter().enumerate() {
        let is_certificate = entry.get("signer_names").is_some();
        let tool = if is_certificate {
            read::<CertificateEntry>(entry).map(RemoteToolRow::from)
        } else {
            read::<ToolEntry>(entry).map(RemoteToolRow::from)
        };
        let outcome = tool.and_then(|tool| {
            if tool.name.trim().is_empty() {
                return Err("the entry has no name".to_owned());
            }
            tools.push(tool);
            Ok(())
        });
        tally.note(number as u64 + 1, outcome);
    }
    Ok(tools)
}

fn read<T: DeserializeOwned>(entry: Value) -> Result<T, String> {
    serde_json::from_value(entry).map_err(|error| format!("the entry is no tool: {error}"))
}

fn from_table(
    bytes: &[u8],
    about: &About,
    tally: &mut Tally,
) -> Result<Vec<RemoteToolRow>, ListError> {
    let mut tools = Vec::new();
    let Layout::Table(table) = layout(about, bytes, &["name", "rmm_tool", "tool"])? else {
        return Err(needs_columns(about));
    };
    let name = table.column(&["name", "rmm_tool", "tool"]);
    let category = table.column(&["category", "class"]);
    let files = [
        "filename",
        "originalfilename",
        "installationpaths",
        "processes",
        "process",
        "files",
        "paths",
    ]
    .map(|column| table.column(&[column]));
    let domains = table.column(&["uri", "domain", "domains"]);
    let signers = table.column(&["signers", "signer"]);
    let artifacts = table.column(&["artifacts"]);
    let says_something = domains.is_there() || files.iter().any(|column| column.is_there());
    if !says_something {
        return Err(missing_columns(about, table.column_names()));
    }
    table.each_row(tally, |row| {
        if row.get(name).is_empty() {
            return Err("the row has no name".to_owned());
        }
        let mut tool = RemoteToolRow {
            name: row.get(name).to_owned(),
            category: row.some(category).map(str::to_owned),
            files: files
                .iter()
                .flat_map(|column| many(row.get(*column)))
                .collect(),
            domains: many(row.get(domains)).collect(),
            signers: many(row.get(signers)).collect(),
        };
        if let Some(json) = row.some(artifacts) {
            let artifacts: Artifacts = serde_json::from_str(json)
                .map_err(|error| format!("the artefacts are no JSON: {error}"))?;
            tool.domains.extend(artifacts.domains());
        }
        tools.push(tool);
        Ok(())
    });
    Ok(tools)
}

/// Cells hold several values with `|`, `;` or `, ` between them.
fn many(cell: &str) -> impl Iterator<Item = String> {
    cell.split(['|', ';', ','])
        .map(|value| value.trim().to_owned())
        .filter(|value| !value.is_empty())
}

/// An entry of LOLRMM's `rmm_tools.json`; what it does not need is not read.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ToolEntry {
    name: String,
    #[serde(default)]
    category: Option<String>,
    #[serde(default)]
    details: Option<Details>,
    #[serde(default)]
    artifacts: Option<Artifacts>,
    #[serde(default)]
    code_signing: Option<CodeSigning>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "PascalCase", default)]
struct Details {
    #[serde(rename = "PEMetadata")]
    pe_metadata: Option<OneOrMany<FileNames>>,
    installation_paths: Option<Vec<Value>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany<T> {
    Many(Vec<T>),
    One(T),
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "PascalCase", default)]
struct FileNames {
    filename: Option<String>,
    original_file_name: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "PascalCase", default)]
struct Artifacts {
    network: Option<Vec<Network>>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "PascalCase", default)]
struct Network {
    domains: Option<Vec<String>>,
}

impl Artifacts {
    fn domains(self) -> impl Iterator<Item = String> {
        self.network
            .into_iter()
            .flatten()
            .filter_map(|network| network.domains)
            .flatten()
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct CodeSigning {
    certificates: Option<Vec<Certificate>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Certificate {
    signer_name: Option<String>,
}

/// An entry of LOLRMM's `rmm_certificates.json`.
#[derive(Deserialize)]
struct CertificateEntry {
    name: String,
    #[serde(default)]
    signer_names: Vec<String>,
    #[serde(default)]
    ignored_signer_names: Vec<String>,
}

impl From<ToolEntry> for RemoteToolRow {
    fn from(entry: ToolEntry) -> Self {
        let details = entry.details.unwrap_or_default();
        let file_names = match details.pe_metadata {
            Some(OneOrMany::Many(files)) => files,
            Some(OneOrMany::One(file)) => vec![file],
            None => Vec::new(),
        };
        let mut files: Vec<String> = file_names
            .into_iter()
            .flat_map(|file| [file.filename, file.original_file_name])
            .flatten()
            .filter(|name| !name.trim().is_empty())
            .collect();
        let paths = details.installation_paths.into_iter().flatten();
        files.extend(paths.filter_map(|path| path.as_str().map(str::to_owned)));
        let certificates = entry.code_signing.and_then(|signing| signing.certificates);
        let mut signers: Vec<String> = certificates
            .into_iter()
            .flatten()
            .filter_map(|certificate| certificate.signer_name)
            .collect();
        signers.sort();
        signers.dedup();
        Self {
            name: entry.name,
            category: entry.category,
            files,
            domains: entry
                .artifacts
                .into_iter()
                .flat_map(Artifacts::domains)
                .collect(),
            signers,
        }
    }
}

impl From<CertificateEntry> for RemoteToolRow {
    fn from(entry: CertificateEntry) -> Self {
        let ignored = entry.ignored_signer_names;
        let signers = entry
            .signer_names
            .into_iter()
            .filter(|name| !ignored.contains(name));
        Self {
            name: entry.name,
            signers: signers.collect(),
            ..Self::default()
        }
    }
}
