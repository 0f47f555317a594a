//! Which remote-access tool a process, path, domain, signer or product name belongs to.

use std::collections::HashMap;
use std::sync::Arc;

use crate::domain_name::{domain_and_parents, host_of};
use crate::glob;
use crate::parse::RemoteToolRow;

/// A remote-access tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteTool {
    /// Its name.
    pub name: Box<str>,
    /// `RMM` or `RAT` as published, or the class of the list.
    pub category: Option<Box<str>>,
    /// The list that describes it.
    pub list: Arc<str>,
}

/// File names that public lists give and that say nothing by themselves: they are part of the
/// system, shared by many products, or an aid that must not count against anybody (`nvda.exe`
/// is the screen reader of blind people).
const COMMON_FILES: [&str; 29] = [
    "agent",
    "agent.exe",
    "client.exe",
    "config",
    "connect.exe",
    "connection.exe",
    "dashboard",
    "dwm.exe",
    "host.exe",
    "installer.exe",
    "install.exe",
    "java.exe",
    "launcher.exe",
    "main.exe",
    "mstsc.exe",
    "nvda.exe",
    "nvda_*.exe",
    "plink.exe",
    "putty.exe",
    "qq.exe",
    "rdp.exe",
    "remote.exe",
    "server.exe",
    "service.exe",
    "setup.exe",
    "ssh.exe",
    "update.exe",
    "updater.exe",
    "winscp.exe",
];

/// Hosts that public lists give and that serve everybody.
const COMMON_HOSTS: [&str; 14] = [
    "amazonaws.com",
    "github.com",
    "github.io",
    "githubusercontent.com",
    "*.zoho.com",
    "*.zoho.eu",
    "*.zoho.in",
    "*.zoho.com.au",
    "*.zoho.com.cn",
    "objects.githubusercontent.com",
    "raw.githubusercontent.com",
    "packagesstore.blob.core.windows.net",
    "user_managed",
    "*.support.services.microsoft.com",
];

/// Endings of files that run or install something, which alone tell no product (`*.exe`).
const ENDINGS: [&str; 10] = [
    "exe", "app", "msi", "pkg", "deb", "rpm", "com", "bin", "service", "dmg",
];

/// A pattern without this many letters in a row that mean something fits too much.
const LETTERS_NEEDED: usize = 3;
const LONGEST_PATTERN: usize = 400;
const LONGEST_INPUT: usize = 2000;

/// Remote-access tools by everything that tells them.
#[derive(Debug, Default)]
pub(crate) struct RemoteToolIndex {
    tools: Vec<RemoteTool>,
    names: HashMap<String, usize>,
    files: HashMap<String, usize>,
    file_globs: Vec<(String, usize)>,
    path_globs: Vec<(String, usize)>,
    domains: HashMap<String, usize>,
    subdomains: HashMap<String, usize>,
    domain_globs: Vec<(String, usize)>,
    signers: HashMap<String, usize>,
}

impl RemoteToolIndex {
    /// The tool that was added first keeps a name, file or domain that two claim.
    pub(crate) fn add(&mut self, row: &RemoteToolRow, list: &Arc<str>, class: Option<&str>) {
        let tool = self.tools.len();
        self.tools.push(RemoteTool {
            name: row.name.trim().into(),
            category: row.category.as_deref().or(class).map(Into::into),
            list: list.clone(),
        });
        self.names.entry(product_words(&row.name)).or_insert(tool);
        for file in &row.files {
            self.add_file(file, tool);
        }
        for domain in &row.domains {
            self.add_domain(domain, tool);
        }
        for signer in &row.signers {
            self.signers
                .entry(signer.trim().to_lowercase())
                .or_insert(tool);
        }
    }

    fn add_file(&mut self, text: &str, tool: usize) {
        let path = path_pattern(text);
        if path.len() > LONGEST_PATTERN || path.contains(' ') && !path.contains(['/', '.']) {
            // Some entries are remarks ("can't find this one").
            return;
        }
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", path.as_str()));
        let is_common = COMMON_FILES.contains(&file);
        // Libraries, scripts and settings are no processes.
        let names_a_file = match file.rsplit_once('.') {
            Some((_, ending)) => ENDINGS.contains(&ending),
            None => folder.is_empty(),
        };
        if !is_common && names_a_file && says_something(file) {
            if file.contains(['*', '?']) {
                self.file_globs.push((file.to_owned(), tool));
            } else {
                self.files.entry(file.to_owned()).or_insert(tool);
            }
        }
        if !folder.is_empty() && says_something(folder) {
            self.path_globs.push((path, tool));
        }
    }

    fn add_domain(&mut self, text: &str, tool: usize) {
        let pattern = without_character_classes(&text.trim().to_lowercase());
        let pattern = host_of(&pattern).trim_end_matches('.');
        let is_common =
            COMMON_HOSTS.contains(&pattern) || pattern.parse::<std::net::IpAddr>().is_ok();
        if is_common
            || !pattern.contains('.')
            || pattern.contains(['<', ' '])
            || pattern.len() > LONGEST_PATTERN
        {
            return;
        }
        match pattern.strip_prefix("*.") {
            Some(parent) if !parent.contains('*') && parent.contains('.') => {
                self.subdomains.entry(parent.to_owned()).or_insert(tool);
            }
            _ if pattern.contains('*') => {
                if says_something(pattern) {
                    self.domain_globs.push((pattern.to_owned(), tool));
                }
            }
            _ => {
                self.domains.entry(pattern.to_owned()).or_insert(tool);
            }
        }
    }

    pub(crate) fn by_process(&self, text: &str) -> Option<&RemoteTool> {
        let path = text
            .trim()
            .trim_matches('"')
            .replace('\\', "/")
            .to_lowercase();
        if path.is_empty() || path.len() > LONGEST_INPUT {
            return None;
        }
        let file = path.rsplit('/').next().unwrap_or_default();
        let with_extension = format!("{file}.exe");
        let by_file = self.files.get(file).or_else(|| {
            // Some sensors drop the extension.
            (!file.contains('.'))
                .then(|| self.files.get(&with_extension))
                .flatten()
        });
        let found = by_file.copied().or_else(|| {
            find_glob(&self.file_globs, file).or_else(|| {
                path.contains('/')
                    .then(|| find_glob(&self.path_globs, &path))
                    .flatten()
            })
        })?;
        self.tools.get(found)
    }

    pub(crate) fn by_domain(&self, text: &str) -> Option<&RemoteTool> {
        let host = host_of(text).trim_end_matches('.').to_lowercase();
        if host.len() > LONGEST_INPUT {
            return None;
        }
        let exact = self.domains.get(host.as_str());
        let found = exact.or_else(|| {
            domain_and_parents(&host)
                .skip(1)
                .find_map(|parent| self.subdomains.get(parent))
        });
        let found = found
            .copied()
            .or_else(|| find_glob(&self.domain_globs, &host))?;
        self.tools.get(found)
    }

    pub(crate) fn by_product(&self, name: &str) -> Option<&RemoteTool> {
        let words = product_words(name);
        let found = self.names.get(words.as_str()).or_else(|| {
            // "AnyDesk 8.0.4" and "TeamViewer Host": the product's name comes first.
            let ends = words
                .match_indices(' ')
                .map(|(at, _)| at)
                .collect::<Vec<_>>();
            ends.into_iter().rev().find_map(|end| {
                words
                    .get(..end)
                    .filter(|start| start.len() >= 5)
                    .and_then(|start| self.names.get(start))
            })
        })?;
        self.tools.get(*found)
    }

    pub(crate) fn by_signer(&self, name: &str) -> Option<&RemoteTool> {
        self.signers
            .get(&name.trim().to_lowercase())
            .and_then(|tool| self.tools.get(*tool))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.tools.is_empty()
    }
}

fn find_glob(globs: &[(String, usize)], text: &str) -> Option<usize> {
    globs
        .iter()
        .find(|(pattern, _)| glob::matches(pattern, text))
        .map(|(_, tool)| *tool)
}

/// A Windows or Unix path as a pattern: placeholders become stars, a folder means all in it.
fn path_pattern(text: &str) -> String {
    let text = text
        .trim()
        .trim_matches('"')
        .to_lowercase()
        .replace('\\', "/");
    let mut pattern = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        let closing = match c {
            '%' => Some('%'),
            '<' => Some('>'),
            '[' => Some(']'),
            _ => None,
        };
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        match closing.and_then(|closing| after.split_once(closing)) {
            Some((_, behind)) => {
                pattern.push('*');
                rest = behind;
            }
            None => {
                pattern.push(c);
                rest = after;
            }
        }
    }
    let mut pattern = pattern.replace("(random)", "*").replace("//", "/");
    if pattern.ends_with('/') {
        pattern.push('*');
    }
    if pattern.starts_with("~/") {
        pattern.replace_range(..1, "*");
    }
    pattern
}

/// `relay-[a-f0-9]{8}.net` becomes `relay-*.net`.
fn without_character_classes(text: &str) -> String {
    let mut plain = String::new();
    let mut depth = 0_u32;
    for c in text.chars() {
        match c {
            '[' | '{' => {
                if !plain.ends_with('*') {
                    plain.push('*');
                }
                depth += 1;
            }
            ']' | '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    plain
}

/// Whether a pattern has a part that only one product would use.
fn says_something(pattern: &str) -> bool {
    pattern.split('/').any(|part| {
        let is_place = matches!(
            part,
            "c:" | "users"
                | "windows"
                | "program files"
                | "program files (x86)"
                | "programdata"
                | "appdata"
                | "local"
                | "roaming"
                | "temp"
                | "usr"
                | "opt"
                | "bin"
                | "applications"
                | "library"
                | "downloads"
                | "system32"
                | "syswow64"
                | "etc"
                | "var"
                | "lib"
                | "home"
        );
        !is_place
            && part
                .split(['*', '?', '.'])
                .filter(|word| !ENDINGS.contains(word))
                .any(|word| word.chars().filter(|c| c.is_alphanumeric()).count() >= LETTERS_NEEDED)
    })
}

/// A product's name as words in small letters.
fn product_words(name: &str) -> String {
    let mut words = String::new();
    for c in name.chars().take(200) {
        if c.is_alphanumeric() {
            words.extend(c.to_lowercase());
        } else if !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
    }
    words.truncate(words.trim_end().len());
    words
}
