//! Which rules to run, with which parameters.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use bonafide_catalogue::folder::CatalogueFolder;
use bonafide_engine::Pack;
use bonafide_evaluation::Weights;
use bonafide_model::catalogue::Catalogue;
use bonafide_model::rule_file::Param;
use clap::Args;

use crate::exit::wrong_usage;

/// Rules and parameters.
#[derive(Debug, Clone, Args)]
pub(crate) struct RulePlace {
    /// Folder of your own rules, beside ours; may be given more than once
    #[arg(long = "rules", value_name = "DIR")]
    folders: Vec<PathBuf>,
    /// Folder of an advisory of your own, whose entries and rules stand beside ours
    /// (docs/new-advisory.md); may be given more than once
    #[arg(long = "catalogue", value_name = "DIR")]
    catalogues: Vec<PathBuf>,
    /// Another value for a parameter, such as location/clock-disagrees:least_sessions=5
    #[arg(long = "set", value_name = "RULE:NAME=VALUE")]
    settings: Vec<String>,
    /// TOML file of weights that take the place of those in the rules; `bonafide calibrate` writes one
    #[arg(long, value_name = "FILE")]
    weights: Option<PathBuf>,
    /// Only rules whose ids a file lists, one a line
    #[arg(long = "only-rules", value_name = "FILE", hide = true)]
    only: Option<PathBuf>,
}

impl RulePlace {
    /// What a report must say about weights that are not the rules' own.
    pub(crate) fn weights_note(&self) -> anyhow::Result<Option<String>> {
        let Some(path) = &self.weights else {
            return Ok(None);
        };
        let weights = Weights::read(path)?;
        let rules: Vec<String> = weights
            .weights
            .iter()
            .map(|(rule, decibans)| format!("{rule} {decibans}"))
            .collect();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        Ok((!rules.is_empty()).then(|| {
            format!(
                "{} weight(s) are those of {name}, not the rules' own: {}",
                rules.len(),
                rules.join(", ")
            )
        }))
    }

    /// The pack.
    pub(crate) fn load(&self) -> anyhow::Result<Pack> {
        let mut pack = Pack::embedded()?;
        for folder in &self.catalogues {
            pack = with_advisory(pack, folder)?;
        }
        for folder in &self.folders {
            pack = pack.with_folder(folder)?;
        }
        pack = pack.with_known_indicators()?;
        for text in &self.settings {
            let split = text
                .split_once(':')
                .and_then(|(rule, rest)| Some((rule, rest.split_once('=')?)));
            let Some((rule, (name, value))) = split else {
                return Err(wrong_usage(format!("--set {text}: write RULE:NAME=VALUE")));
            };
            pack = set(pack, rule, name, value)?;
        }
        if let Some(path) = &self.weights {
            for (rule, decibans) in Weights::read(path)?.weights {
                pack = pack.with_weight(&rule, decibans)?;
            }
        }
        if let Some(path) = &self.only {
            let text = std::fs::read_to_string(path)?;
            pack = pack.only(&text.lines().map(str::to_owned).collect());
        }
        Ok(pack)
    }
}

/// The pack with the entries and rules of a firm's own advisory.
pub(crate) fn with_advisory(mut pack: Pack, folder: &Path) -> anyhow::Result<Pack> {
    let opened = CatalogueFolder::open(folder)?;
    let catalogue = opened.beside(pack.catalogue().clone())?;
    let namespace = catalogue
        .own_editions()
        .last()
        .and_then(|edition| edition.namespace.clone())
        .unwrap_or_default();
    if let Some(rules) = opened.rules() {
        let before: Vec<String> = pack.rules().map(|rule| rule.id.clone()).collect();
        pack = pack.with_folder(&rules)?;
        for rule in pack.rules().filter(|rule| !before.contains(&rule.id)) {
            let name = rule.id.rsplit('/').next().unwrap_or_default();
            // Without the prefix a later version of ours could take the name.
            if !name.starts_with(&format!("{namespace}-")) {
                return Err(wrong_usage(format!(
                    "{}: the name of the rule must begin with `{namespace}-`, the namespace of {}",
                    rule.path.display(),
                    folder.display()
                )));
            }
        }
    }
    Ok(pack.with_catalogue(Arc::new(catalogue)))
}

/// The rules of a folder alone: plain rules, or those of an advisory over its own catalogue.
pub(crate) fn of_folder(folder: &Path) -> anyhow::Result<Pack> {
    if !CatalogueFolder::is_one(folder) {
        return Ok(Pack::default()
            .with_folder(folder)?
            .with_known_indicators()?);
    }
    let opened = CatalogueFolder::open(folder)?;
    let whole = match opened.is_own() {
        true => opened.beside(Catalogue::embedded().clone())?,
        false => opened.read(Catalogue::embedded())?,
    };
    let Some(rules) = opened.rules() else {
        return Err(wrong_usage(format!(
            "{} has no folder `rules`",
            folder.display()
        )));
    };
    Ok(Pack::default()
        .with_folder(&rules)?
        .with_catalogue(Arc::new(whole))
        .with_known_indicators()?)
}

/// The pack with another value for one parameter, of the kind that the rule declares.
pub(crate) fn set(pack: Pack, rule: &str, name: &str, value: &str) -> anyhow::Result<Pack> {
    let value = parameter(value);
    let declared = pack.get(rule)?.params.get(name).cloned();
    let value = match declared {
        Some(declared) => value.as_kind_of(&declared).ok_or_else(|| {
            wrong_usage(format!(
                "{rule}: {name} is a {}, and `{value}` is a {}",
                declared.word(),
                value.word()
            ))
        })?,
        None => value,
    };
    Ok(pack.with_param(rule, name, value)?)
}

fn parameter(text: &str) -> Param {
    if let Ok(number) = text.parse::<i64>() {
        return Param::Integer(number);
    }
    if let Ok(number) = text.parse::<f64>() {
        return Param::Real(number);
    }
    match text {
        "true" => Param::Boolean(true),
        "false" => Param::Boolean(false),
        words => Param::Text(words.to_owned()),
    }
}
