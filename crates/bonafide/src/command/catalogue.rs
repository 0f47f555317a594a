//! `bonafide catalogue`

mod new;

use std::path::PathBuf;
use std::sync::Arc;

use bonafide_catalogue::check::problems;
use bonafide_catalogue::diff::CatalogueDiff;
use bonafide_catalogue::folder::{CatalogueFolder, FolderError};
use bonafide_engine::Pack;
use bonafide_model::catalogue::{Catalogue, CatalogueTexts, Sector, Stage};
use bonafide_model::rule_file::RuleFile;
use clap::{Args, Subcommand};

use crate::exit::{Exit, wrong_usage};
use crate::pack::{self, RulePlace};
use crate::print;

/// The catalogue of published indicators and measures, and a firm's own advisories beside it.
#[derive(Debug, Subcommand)]
pub(crate) enum Catalogues {
    /// List indicators, measures, signals left out, or sources
    List(List),
    /// Print one entry with its sources, rules and question
    Show(Show),
    /// Compare two versions: what was added, removed and changed, and which rules that touches
    Diff(Diff),
    /// Check that a folder hangs together, ours or an advisory of your own
    Check(Check),
    /// Write the folder of an advisory of your own, ready to be changed
    New(new::New),
}

/// Entries to list.
#[derive(Debug, Args)]
pub(crate) struct List {
    /// indicators, measures, excluded or sources
    #[arg(default_value = "indicators")]
    kind: String,
    /// Only entries of this stage
    #[arg(long)]
    stage: Option<String>,
    /// Only entries that this sector can see or take
    #[arg(long)]
    sector: Option<String>,
    /// table or json
    #[arg(long, default_value = "table")]
    format: String,
    #[command(flatten)]
    rules: RulePlace,
}

/// An entry to show.
#[derive(Debug, Args)]
pub(crate) struct Show {
    /// Id of an indicator, measure or excluded signal, or key of a source
    id: String,
    #[command(flatten)]
    rules: RulePlace,
}

/// Two folders.
#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// Folder of the older version
    old: PathBuf,
    /// Folder of the newer version [default: the catalogue of this program]
    new: Option<PathBuf>,
    /// text or json
    #[arg(long, default_value = "text")]
    format: String,
    #[command(flatten)]
    rules: RulePlace,
}

/// A folder to check.
#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Folder of a catalogue or of an advisory of your own [default: the catalogue of this program]
    folder: Option<PathBuf>,
}

impl Catalogues {
    pub(crate) fn run(self) -> anyhow::Result<Exit> {
        match self {
            Self::List(list) => list.run(),
            Self::Show(show) => show.run(),
            Self::Diff(diff) => diff.run(),
            Self::Check(check) => check.run(),
            Self::New(new) => new.run(),
        }
    }
}

impl List {
    fn run(self) -> anyhow::Result<Exit> {
        let pack = self.rules.load()?;
        let catalogue = pack.catalogue();
        let stage = self.stage.as_deref().map(stage).transpose()?;
        let sector = self.sector.as_deref().map(sector).transpose()?;
        let fits = |of_stage: Stage, of_sectors: &[Sector]| {
            stage.is_none_or(|stage| stage == of_stage)
                && sector.is_none_or(|sector| Sector::overlap(of_sectors, &[sector]))
        };
        let rows: Vec<(String, String, String, serde_json::Value)> = match self.kind.as_str() {
            "indicators" => catalogue
                .indicators()
                .iter()
                .filter(|entry| fits(entry.stage, &entry.sector))
                .map(|entry| {
                    let strength = format!("{}, {}", entry.stage.word(), entry.strength.word());
                    (
                        entry.id.clone(),
                        strength,
                        entry.title.clone(),
                        serde_json::json!(entry),
                    )
                })
                .collect(),
            "measures" => catalogue
                .measures()
                .iter()
                .filter(|entry| fits(entry.stage, &entry.sector))
                .map(|entry| {
                    let stage = entry.stage.word().to_owned();
                    (
                        entry.id.clone(),
                        stage,
                        entry.title.clone(),
                        serde_json::json!(entry),
                    )
                })
                .collect(),
            "excluded" => catalogue
                .all_excluded()
                .iter()
                .map(|entry| {
                    (
                        entry.id.clone(),
                        String::new(),
                        entry.signal.clone(),
                        serde_json::json!(entry),
                    )
                })
                .collect(),
            "sources" => catalogue
                .sources()
                .iter()
                .map(|entry| {
                    let date = entry.date.clone().unwrap_or_default();
                    let title = format!("{}: {}", entry.publisher, entry.title);
                    (entry.key.clone(), date, title, serde_json::json!(entry))
                })
                .collect(),
            other => {
                return Err(wrong_usage(format!(
                    "{other}: one of indicators, measures, excluded, sources"
                )));
            }
        };
        match self.format.as_str() {
            "json" => {
                let values: Vec<_> = rows.into_iter().map(|(.., value)| value).collect();
                let of = serde_json::json!({ "catalogue": catalogue.versions(), self.kind.as_str(): values });
                print::data(&serde_json::to_string_pretty(&of)?)?;
            }
            "table" => {
                let mut text = format!("catalogue {}\n", catalogue.versions());
                for (id, about, title, _) in &rows {
                    text += &format!("{id:<42} {about:<34} {title}\n");
                }
                text += &format!("{} {}\n", rows.len(), self.kind);
                print::data(&text)?;
            }
            other => return Err(wrong_usage(format!("--format {other}: one of table, json"))),
        }
        Ok(Exit::Done)
    }
}

fn stage(word: &str) -> anyhow::Result<Stage> {
    let found = Stage::ALL.iter().find(|stage| stage.word() == word);
    let words: Vec<&str> = Stage::ALL.iter().map(|stage| stage.word()).collect();
    found
        .copied()
        .ok_or_else(|| wrong_usage(format!("--stage {word}: one of {}", words.join(", "))))
}

fn sector(word: &str) -> anyhow::Result<Sector> {
    let found = Sector::ALL.iter().find(|sector| sector.word() == word);
    let words: Vec<&str> = Sector::ALL.iter().map(|sector| sector.word()).collect();
    found
        .copied()
        .ok_or_else(|| wrong_usage(format!("--sector {word}: one of {}", words.join(", "))))
}

impl Show {
    fn run(self) -> anyhow::Result<Exit> {
        let pack = self.rules.load()?;
        let catalogue = pack.catalogue();
        let id = self.id.as_str();
        let named: Vec<&str> = pack
            .rules()
            .filter(|rule| rule.indicators.iter().any(|indicator| indicator == id))
            .map(|rule| rule.id.as_str())
            .collect();
        let entry = if let Some(entry) = catalogue.indicator(id) {
            serde_json::json!({
                "indicator": entry,
                "question": catalogue.question(id),
                "not_checked_because": catalogue.pending().get(id),
                "rules": named,
                "sources": cited(catalogue, entry.sources.iter().map(|citation| citation.key.as_str())),
            })
        } else if let Some(entry) = catalogue.measure(id) {
            serde_json::json!({
                "measure": entry,
                "used": catalogue.measure_use(id),
                "sources": cited(catalogue, entry.sources.iter().map(|citation| citation.key.as_str())),
            })
        } else if let Some(entry) = catalogue.excluded(id) {
            serde_json::json!({ "excluded": entry, "kept_out": catalogue.refusal(id) })
        } else if let Some(entry) = catalogue.source(id) {
            let citing = |sources: &[bonafide_model::catalogue::Citation]| {
                sources.iter().any(|citation| citation.key == id)
            };
            let indicators = catalogue.indicators().iter();
            let cited_by: Vec<&str> = indicators
                .filter(|entry| citing(&entry.sources))
                .map(|entry| entry.id.as_str())
                .collect();
            serde_json::json!({ "source": entry, "cited_by": cited_by })
        } else {
            return Err(wrong_usage(format!(
                "the catalogue has no entry `{id}`{}",
                nearest(catalogue, id)
                    .map(|near| format!("; did you mean `{near}`?"))
                    .unwrap_or_default()
            )));
        };
        print::data(&serde_json::to_string_pretty(&entry)?)?;
        Ok(Exit::Done)
    }
}

fn cited<'a>(catalogue: &Catalogue, keys: impl Iterator<Item = &'a str>) -> Vec<serde_json::Value> {
    keys.filter_map(|key| catalogue.source(key))
        .map(|source| serde_json::json!(source))
        .collect()
}

fn nearest(catalogue: &Catalogue, id: &str) -> Option<String> {
    let ids = (catalogue.indicators().iter().map(|entry| entry.id.as_str()))
        .chain(catalogue.measures().iter().map(|entry| entry.id.as_str()))
        .chain(
            catalogue
                .all_excluded()
                .iter()
                .map(|entry| entry.id.as_str()),
        )
        .chain(catalogue.sources().iter().map(|entry| entry.key.as_str()));
    bonafide_model::table::suggest(id, ids).map(str::to_owned)
}

impl Diff {
    fn run(self) -> anyhow::Result<Exit> {
        let ours = Catalogue::embedded();
        let old = CatalogueFolder::open(&self.old)?.read(ours)?;
        let new = match &self.new {
            Some(folder) => CatalogueFolder::open(folder)?.read(ours)?,
            None => ours.clone(),
        };
        let pack = self.rules.load()?;
        let mut rules: Vec<&RuleFile> = pack.rules().map(AsRef::as_ref).collect();
        // The rules of an advisory lie beside it, and are touched by its changes like ours by ours.
        let beside = [Some(&self.old), self.new.as_ref()]
            .into_iter()
            .map(|folder| match folder {
                Some(folder)
                    if CatalogueFolder::open(folder)?.is_own() && folder.join("rules").is_dir() =>
                {
                    Ok(Some(pack::of_folder(folder)?))
                }
                _ => Ok(None),
            })
            .collect::<anyhow::Result<Vec<_>>>()?;
        for pack in beside.iter().flatten() {
            for rule in pack.rules() {
                if rules.iter().all(|known| known.id != rule.id) {
                    rules.push(rule);
                }
            }
        }
        let mut diff = CatalogueDiff::between(&old, &new, &rules);
        if let (Some(_), [old, new]) = (&self.new, beside.as_slice()) {
            let of = |pack: &Option<Pack>| -> Vec<Arc<RuleFile>> {
                pack.iter().flat_map(Pack::rules).cloned().collect()
            };
            let (old, new) = (of(old), of(new));
            let old: Vec<&RuleFile> = old.iter().map(AsRef::as_ref).collect();
            let new: Vec<&RuleFile> = new.iter().map(AsRef::as_ref).collect();
            diff = diff.with_rules(&old, &new);
        }
        match self.format.as_str() {
            "json" => print::data(&serde_json::to_string_pretty(&diff)?)?,
            "text" => print::data(&diff.text())?,
            other => return Err(wrong_usage(format!("--format {other}: one of text, json"))),
        }
        Ok(Exit::Done)
    }
}

impl Check {
    /// Exits with 1 where something is wrong: that is what the check was asked to find.
    fn run(self) -> anyhow::Result<Exit> {
        let embedded = bonafide_engine::Pack::embedded()?;
        let found = match &self.folder {
            None => {
                let rules: Vec<&RuleFile> = embedded.rules().map(AsRef::as_ref).collect();
                let whole = Catalogue::embedded();
                problems(whole, &rules, &CatalogueTexts::embedded(), None)
            }
            Some(folder) => match self.of_folder(folder, embedded) {
                Ok(found) => found,
                // What cannot be read is a finding of the check as well, unless there is no such folder.
                Err(error)
                    if matches!(error.downcast_ref(), Some(FolderError::Catalogue { .. })) =>
                {
                    vec![error.to_string()]
                }
                Err(error)
                    if matches!(
                        error.downcast_ref(),
                        Some(bonafide_engine::EngineError::Rules { .. })
                    ) =>
                {
                    vec![error.to_string()]
                }
                Err(error) => return Err(error),
            },
        };
        for problem in &found {
            print::talk(&format!("FAIL  {problem}"));
        }
        print::talk(&match found.len() {
            0 => "checked, no problem".to_owned(),
            some => format!("{some} problem(s)"),
        });
        Ok(match found.is_empty() {
            true => Exit::Done,
            false => Exit::Findings,
        })
    }

    fn of_folder(
        &self,
        folder: &std::path::Path,
        embedded: bonafide_engine::Pack,
    ) -> anyhow::Result<Vec<String>> {
        let opened = CatalogueFolder::open(folder)?;
        if !opened.is_own() {
            let whole = opened.read(Catalogue::embedded())?;
            let rules: Vec<&RuleFile> = embedded.rules().map(AsRef::as_ref).collect();
            return Ok(problems(&whole, &rules, opened.texts(), None));
        }
        let pack = pack::with_advisory(embedded, folder)?.with_known_indicators()?;
        let rules: Vec<&RuleFile> = pack.rules().map(AsRef::as_ref).collect();
        let namespace = pack
            .catalogue()
            .own_editions()
            .last()
            .and_then(|edition| edition.namespace.as_deref());
        Ok(problems(
            pack.catalogue(),
            &rules,
            opened.texts(),
            namespace,
        ))
    }
}
