//! The file in which a learned model is kept.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use bonafide_linking::{FEATURES, Features, Losses, OperationModel};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::learn::Learned;

/// The version of the file's layout.
const LAYOUT: u32 = 1;
/// No weight of a sound model is larger: it would decide alone whatever else a group shows.
const LARGEST: f64 = 25.0;

/// Where a learned model comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LearnedFrom {
    /// When it was learned.
    pub learned_on: Date,
    /// Reviewed groups.
    pub reviews: usize,
    /// Operations among them.
    pub operations: usize,
    /// Groups for which they stand.
    pub stand_for: usize,
    /// Log loss of the stated model on the reviewed groups.
    pub stated_log_loss: f64,
    /// Brier score of the stated model on them.
    pub stated_brier: f64,
    /// Log loss on groups that were left out in turn.
    pub left_out_log_loss: f64,
    /// Brier score on groups that were left out in turn.
    pub left_out_brier: f64,
}

/// How much a group looks like an operation, and where that judgement comes from.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GroupModel {
    /// The model.
    pub model: OperationModel,
    /// Where it was learned; nothing where it is the stated one.
    pub learned: Option<LearnedFrom>,
    /// The beginning of the file's SHA-256.
    hash: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    layout: u32,
    base: f64,
    weights: BTreeMap<String, f64>,
    learned: LearnedFrom,
}

/// Why a model cannot be used or kept.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// The file cannot be read or written.
    #[error("cannot {what} the model of groups {}", path.display())]
    File {
        /// `read` or `write`.
        what: &'static str,
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It is not one of ours.
    #[error(
        "the model of groups {} cannot be used: {problem}; make it again with `bonafide link learn`, or remove it to use the stated model",
        path.display()
    )]
    Broken {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        problem: String,
    },
}

impl GroupModel {
    /// A model that was learned on that day.
    pub fn learned(learned: &Learned, on: Date) -> Self {
        let Losses { brier, log_loss } = learned.stated;
        // Fifty reviews teach no fourth digit, and short numbers are read back as they were written.
        let short = |number: f64| (number * 1e4).round() / 1e4;
        Self {
            model: OperationModel {
                base: short(learned.model.base),
                weights: learned.model.weights.map(short),
            },
            learned: Some(LearnedFrom {
                learned_on: on,
                reviews: learned.reviews,
                operations: learned.operations,
                stand_for: learned.stand_for,
                stated_log_loss: short(log_loss),
                stated_brier: short(brier),
                left_out_log_loss: short(learned.left_out.log_loss),
                left_out_brier: short(learned.left_out.brier),
            }),
            hash: String::new(),
        }
    }

    /// Reads a model.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or it is no model of this layout.
    pub fn read(path: &Path) -> Result<Self, ModelError> {
        let text = std::fs::read_to_string(path).map_err(|source| ModelError::File {
            what: "read",
            path: path.to_owned(),
            source,
        })?;
        Self::of_text(&text).map_err(|problem| ModelError::Broken {
            path: path.to_owned(),
            problem,
        })
    }

    /// The model in the text of a file.
    ///
    /// # Errors
    ///
    /// What is wrong with the text.
    pub fn of_text(text: &str) -> Result<Self, String> {
        let file: File = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if file.layout != LAYOUT {
            return Err(format!(
                "its layout is {}, this version reads {LAYOUT}",
                file.layout
            ));
        }
        let mut weights = [0.0; FEATURES];
        for (name, weight) in Features::NAMES.into_iter().zip(&mut weights) {
            *weight = *file
                .weights
                .get(name)
                .ok_or_else(|| format!("the weight of `{name}` is missing"))?;
        }
        if let Some(name) = file
            .weights
            .keys()
            .find(|name| !Features::NAMES.contains(&name.as_str()))
        {
            return Err(format!("`{name}` is no feature of a group"));
        }
        if let Some(wild) = weights
            .into_iter()
            .chain([file.base])
            .find(|weight| weight.is_nan() || weight.abs() > LARGEST)
        {
            return Err(format!("a weight of {wild} lies beyond {LARGEST}"));
        }
        let hash = Sha256::digest(text);
        Ok(Self {
            model: OperationModel {
                base: file.base,
                weights,
            },
            learned: Some(file.learned),
            hash: hash
                .iter()
                .take(6)
                .map(|byte| format!("{byte:02x}"))
                .collect(),
        })
    }

    /// Writes the model; the file appears whole. A stated model is not written: it is what there is without a file.
    ///
    /// # Errors
    ///
    /// The folder cannot be made or written.
    pub fn write(&self, path: &Path) -> Result<(), ModelError> {
        let Some(learned) = &self.learned else {
            return Ok(());
        };
        let failed = |source: std::io::Error| ModelError::File {
            what: "write",
            path: path.to_owned(),
            source,
        };
        let file = File {
            layout: LAYOUT,
            base: self.model.base,
            weights: Features::NAMES
                .into_iter()
                .map(str::to_owned)
                .zip(self.model.weights)
                .collect(),
            learned: learned.clone(),
        };
        let text = serde_json::to_string_pretty(&file)
            .map_err(|error| failed(std::io::Error::other(error)))?
            + "\n";
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        std::fs::create_dir_all(folder).map_err(failed)?;
        let mut whole = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
        whole.write_all(text.as_bytes()).map_err(failed)?;
        whole.persist(path).map_err(|error| failed(error.error))?;
        Ok(())
    }

    /// Where the judgement comes from, for the report.
    pub fn in_words(&self) -> String {
        match &self.learned {
            None => "stated judgements, not learned from reviews".to_owned(),
            Some(from) => format!(
                "learned on {} from {} reviewed groups, {} of them operations (model {}); on groups left out in turn its Brier score is {:.3}, that of the stated model {:.3}",
                from.learned_on,
                from.reviews,
                from.operations,
                self.hash,
                from.left_out_brier,
                from.stated_brier
            ),
        }
    }

    /// What was learned, feature by feature, those first that changed most.
    pub fn changes(&self) -> Vec<String> {
        let stated = OperationModel::default();
        let mut changes: Vec<(f64, String)> = Features::NAMES
            .into_iter()
            .zip(stated.weights.into_iter().zip(self.model.weights))
            .chain([("base", (stated.base, self.model.base))])
            .map(|(name, (before, after))| {
                let says = match (before, after) {
                    (before, after) if before * after < 0.0 => "turned round: ",
                    (before, after) if after.abs() > before.abs() + 0.05 => "says more: ",
                    (before, after) if after.abs() < before.abs() - 0.05 => "says less: ",
                    _ => "as before: ",
                };
                let line = format!(
                    "{} {says}{before:+.2} became {after:+.2}",
                    name.replace('_', " ")
                );
                ((after - before).abs(), line)
            })
            .collect();
        changes.sort_by(|x, y| y.0.total_cmp(&x.0).then_with(|| x.1.cmp(&y.1)));
        changes.into_iter().map(|(_, line)| line).collect()
    }
}
