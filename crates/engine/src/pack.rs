//! The rules of a run: ours, and those of the user's own folders.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bonafide_model::catalogue::Catalogue;
use bonafide_model::rule_file::{self, Param, RuleFile, Status};
use datafusion::execution::SessionState;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use crate::check::{self, CheckedRule, Schemas};
use crate::enrich_inputs;
use crate::error::EngineError;

/// The rules that come with the program.
#[derive(RustEmbed)]
#[folder = "../../rules"]
#[include = "**/*.md"]
struct Embedded;

/// Rules in the order of their ids.
#[derive(Debug, Clone, Default)]
pub struct Pack {
    rules: BTreeMap<String, Arc<RuleFile>>,
    /// The catalogue with the firm's own entries; none where it is that of this build.
    catalogue: Option<Arc<Catalogue>>,
}

/// Problems found while rules were loaded, rendered for people.
#[derive(Debug, Default)]
struct Problems {
    count: usize,
    rendered: String,
}

impl Problems {
    fn add(&mut self, path: &Path, text: &str, problems: &[rule_file::Problem]) {
        self.count += problems.len();
        self.rendered
            .push_str(&rule_file::render(path, text, problems, false));
        self.rendered.push('\n');
    }

    fn into_result<T>(self, value: T) -> Result<T, EngineError> {
        match self.count {
            0 => Ok(value),
            count => Err(EngineError::Rules {
                count,
                rendered: self.rendered,
            }),
        }
    }
}

impl Pack {
    /// One rule alone.
    pub fn of(rule: RuleFile) -> Self {
        Self {
            rules: BTreeMap::from([(rule.id.clone(), Arc::new(rule))]),
            catalogue: None,
        }
    }

    /// These rules and another one.
    #[must_use]
    pub fn beside(mut self, rule: Arc<RuleFile>) -> Self {
        self.rules.insert(rule.id.clone(), rule);
        self
    }

    /// These rules over a catalogue with the firm's own entries beside ours.
    #[must_use]
    pub fn with_catalogue(self, catalogue: Arc<Catalogue>) -> Self {
        Self {
            catalogue: Some(catalogue),
            ..self
        }
    }

    /// The catalogue that the rules rest on.
    pub fn catalogue(&self) -> &Catalogue {
        self.catalogue
            .as_deref()
            .unwrap_or_else(|| Catalogue::embedded())
    }

    /// These rules, if the catalogue knows every indicator that they name.
    ///
    /// # Errors
    ///
    /// All indicators that are unknown or left out on purpose, with their places.
    pub fn with_known_indicators(self) -> Result<Self, EngineError> {
        let mut problems = Problems::default();
        for rule in self.rules.values() {
            let unknown = rule_file::check_indicators(rule, self.catalogue());
            if !unknown.is_empty() {
                problems.add(&rule.path, &rule.text, &unknown);
            }
        }
        problems.into_result(self)
    }

    /// The rules that come with the program.
    pub fn embedded() -> Result<Self, EngineError> {
        let mut files: Vec<(PathBuf, String)> = Embedded::iter()
            .filter_map(|path| {
                let file = Embedded::get(&path)?;
                Some((
                    Path::new("rules").join(path.as_ref()),
                    String::from_utf8_lossy(&file.data).into_owned(),
                ))
            })
            .collect();
        files.sort();
        Self::default().with_files(Path::new("rules"), files)
    }

    /// These rules with those of a folder beside them.
    pub fn with_folder(self, folder: &Path) -> Result<Self, EngineError> {
        let mut files = Vec::new();
        gather(folder, &mut files)?;
        files.sort();
        if files.is_empty() {
            return Err(EngineError::file(
                "found no rule (no file that ends in .md) in",
                folder,
                std::io::Error::new(
                    std::io::ErrorKind::NotFound,
                    "write one with `bonafide rules new`",
                ),
            ));
        }
        self.with_files(folder, files)
    }

    fn with_files(
        mut self,
        root: &Path,
        files: Vec<(PathBuf, String)>,
    ) -> Result<Self, EngineError> {
        let mut problems = Problems::default();
        for (path, text) in files {
            match rule_file::parse_in(root, &path, &text) {
                Ok(rule) => {
                    if let Some(other) = self.rules.get(&rule.id) {
                        let taken = rule_file::Problem {
                            message: format!(
                                "the id `{}` is taken by `{}`",
                                rule.id,
                                other.path.display()
                            ),
                            span: 0..3.min(text.len()),
                            label: "this rule".to_owned(),
                            help: Some(
                                "choose another file name, or override its parameters with --param"
                                    .to_owned(),
                            ),
                        };
                        problems.add(&path, &text, &[taken]);
                        continue;
                    }
                    self.rules.insert(rule.id.clone(), Arc::new(rule));
                }
                Err(found) => problems.add(&path, &text, &found),
            }
        }
        problems.into_result(self)
    }

    /// Innocent explanations that no case of these rules is about, rendered for people.
    pub fn check_explanations(&self, catalogue: &Catalogue) -> Result<(), EngineError> {
        let mut problems = Problems::default();
        for rule in self.rules.values() {
            let found = rule_file::check_explanations(rule, catalogue);
            if !found.is_empty() {
                problems.add(&rule.path, &rule.text, &found);
            }
        }
        problems.into_result(())
    }

    /// These rules with another value for a parameter of one of them.
    pub fn with_param(mut self, id: &str, name: &str, value: Param) -> Result<Self, EngineError> {
        let rule = self.get(id)?;
        let mut changed = rule.as_ref().clone();
        let Some(old) = changed.params.get_mut(name) else {
            let near = bonafide_model::table::suggest(name, rule.params.keys().map(String::as_str));
            return Err(EngineError::NoSuchParameter {
                rule: id.to_owned(),
                name: name.to_owned(),
                near: near.map(str::to_owned),
                known: match rule.params.is_empty() {
                    true => "none".to_owned(),
                    false => rule.params.keys().cloned().collect::<Vec<_>>().join(", "),
                },
            });
        };
        *old = value;
        self.rules.insert(id.to_owned(), Arc::new(changed));
        Ok(self)
    }

    /// Only the rules whose id is named.
    pub fn only(mut self, ids: &BTreeSet<String>) -> Self {
        self.rules.retain(|id, _| ids.contains(id));
        self
    }

    /// The rule of that id.
    pub fn get(&self, id: &str) -> Result<Arc<RuleFile>, EngineError> {
        self.rules
            .get(id)
            .cloned()
            .ok_or_else(|| EngineError::NoSuchRule {
                id: id.to_owned(),
                near: bonafide_model::table::suggest(id, self.rules.keys().map(String::as_str))
                    .map(str::to_owned),
            })
    }

    /// These rules with another weight for one of them, in decibans.
    pub fn with_weight(mut self, id: &str, decibans: f64) -> Result<Self, EngineError> {
        let mut changed = self.get(id)?.as_ref().clone();
        changed.weight = decibans;
        self.rules.insert(id.to_owned(), Arc::new(changed));
        Ok(self)
    }

    /// All rules.
    pub fn rules(&self) -> impl Iterator<Item = &Arc<RuleFile>> {
        self.rules.values()
    }

    /// SHA-256 over the rules and their parameters, as used.
    pub fn hash(&self) -> String {
        let mut hasher = Sha256::new();
        for (id, rule) in &self.rules {
            hasher.update(id.as_bytes());
            hasher.update([0]);
            hasher.update(rule.text.as_bytes());
            hasher.update(format!("{:?}", rule.params).as_bytes());
            hasher.update(rule.weight.to_le_bytes());
            hasher.update([0]);
        }
        hex(&hasher.finalize())
    }

    /// Plans and checks every rule that is not retired.
    pub async fn compile(&self, state: &SessionState) -> Result<CompiledPack, EngineError> {
        let full = Schemas::full();
        let wide = self.compile_over(state, &full).await?;
        let mut columns: BTreeSet<(&'static str, &'static str)> = wide
            .iter()
            .flat_map(|rule| rule.reads.iter().copied())
            .collect();
        let inputs = enrich_inputs::of(&wide);
        columns.extend(inputs.kept.iter().copied());
        // Whose row it is must be read of every table, also of one that only enrichment looks at.
        let whose: Vec<_> = columns
            .iter()
            .chain(&inputs.read)
            .filter_map(|(table, _)| bonafide_model::table::by_name(table))
            .filter(|table| table.has_subject())
            .map(|table| (table.name, "subject_id"))
            .collect();
        columns.extend(whose);
        let schemas = Schemas::only(&columns);
        let rules = self.compile_over(state, &schemas).await?;
        let mut read = columns;
        read.extend(inputs.read.iter().copied());
        Ok(CompiledPack {
            rules,
            schemas,
            read,
            frequency_kinds: inputs.frequency_kinds,
            catalogue: self.catalogue.clone(),
        })
    }

    async fn compile_over(
        &self,
        state: &SessionState,
        schemas: &Schemas,
    ) -> Result<Vec<CheckedRule>, EngineError> {
        let planner = check::Planner::new(state, schemas).map_err(EngineError::Session)?;
        let mut problems = Problems::default();
        let mut checked = Vec::new();
        for rule in self
            .rules
            .values()
            .filter(|rule| rule.status != Status::Retired)
        {
            match check::compile(&planner, Arc::clone(rule)).await {
                Ok(rule) => checked.push(rule),
                Err(found) => problems.add(&rule.path, &rule.text, &found),
            }
        }
        problems.into_result(checked)
    }
}

/// Rules that are ready to run, and what they read.
#[derive(Debug, Clone)]
pub struct CompiledPack {
    /// Checked rules in the order of their ids.
    pub rules: Vec<CheckedRule>,
    /// Schemas of exactly the columns that rules and enrichment read from a slice.
    pub schemas: Schemas,
    /// Tables and columns that must be read from files.
    pub read: BTreeSet<(&'static str, &'static str)>,
    /// Kinds of values whose frequency some rule asks for; none where all are.
    pub frequency_kinds: Option<BTreeSet<String>>,
    catalogue: Option<Arc<Catalogue>>,
}

impl CompiledPack {
    /// The catalogue that the rules rest on.
    pub fn catalogue(&self) -> &Catalogue {
        self.catalogue
            .as_deref()
            .unwrap_or_else(|| Catalogue::embedded())
    }
}

fn gather(folder: &Path, files: &mut Vec<(PathBuf, String)>) -> Result<(), EngineError> {
    let entries = std::fs::read_dir(folder)
        .map_err(|source| EngineError::file("cannot read the rule folder", folder, source))?;
    for entry in entries {
        let entry = entry
            .map_err(|source| EngineError::file("cannot read the rule folder", folder, source))?;
        let path = entry.path();
        if path.is_dir() {
            gather(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "md")
            && path
                .file_name()
                .is_some_and(|name| !name.eq_ignore_ascii_case("README.md"))
        {
            let text = std::fs::read_to_string(&path)
                .map_err(|source| EngineError::file("cannot read the rule file", &path, source))?;
            files.push((path, text));
        }
    }
    Ok(())
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}
