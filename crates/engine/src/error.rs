//! What can go wrong in the engine, in sentences.

use std::path::PathBuf;

use datafusion::error::DataFusionError;

/// An error of the engine.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The query engine could not be started.
    #[error("the query engine could not be started: {0}")]
    Session(#[source] DataFusionError),
    /// A query that is not a rule's failed.
    #[error("a query of the engine failed: {0}")]
    Query(#[source] DataFusionError),
    /// Rule files are wrong; the text shows where.
    #[error("{count} problem(s) in the rules\n{rendered}")]
    Rules {
        /// How many problems.
        count: usize,
        /// Every problem, rendered with the lines that it concerns.
        rendered: String,
    },
    /// A rule that was asked for does not exist.
    #[error("there is no rule `{id}`{}", suggestion(.near))]
    NoSuchRule {
        /// The id that was asked for.
        id: String,
        /// The id that was probably meant.
        near: Option<String>,
    },
    /// A rule does not have the parameter that was set.
    #[error("rule `{rule}` has no parameter `{name}`{}; it has {known}", suggestion(.near))]
    NoSuchParameter {
        /// The rule.
        rule: String,
        /// The parameter that was set.
        name: String,
        /// The parameter that was probably meant.
        near: Option<String>,
        /// The parameters that there are.
        known: String,
    },
    /// The input cannot be read.
    #[error(transparent)]
    Input(#[from] bonafide_records::InputError),
    /// A file broke while it was read.
    #[error(transparent)]
    Read(#[from] bonafide_records::ReadError),
    /// Linking could not use its temporary files.
    #[error(transparent)]
    Link(#[from] bonafide_linking::LinkError),
    /// A file or directory could not be used.
    #[error("{what} `{path}`: {source}")]
    File {
        /// What was tried, such as `cannot write`.
        what: &'static str,
        /// The file or directory.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// Columnar data could not be handled.
    #[error("columnar data could not be handled: {0}")]
    Arrow(#[from] datafusion::arrow::error::ArrowError),
    /// A Parquet file could not be written or read.
    #[error("Parquet file `{path}`: {source}")]
    Parquet {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: parquet::errors::ParquetError,
    },
    /// A report could not be understood.
    #[error(
        "`{path}` is no report of bonafide: {why}; name the folder that `bonafide screen --out` made"
    )]
    Report {
        /// The file.
        path: PathBuf,
        /// Why not.
        why: String,
    },
    /// There is no subject to screen.
    #[error("no subject in {input}: {}", reasons(.lost))]
    NoSubject {
        /// What was read.
        input: String,
        /// Why nothing was kept, where something went wrong.
        lost: Vec<String>,
    },
    /// The run was interrupted.
    #[error("interrupted; nothing was written")]
    Interrupted,
}

fn reasons(lost: &[String]) -> String {
    if lost.is_empty() {
        return "every table read was empty; check that the files have rows and a `subject_id` column".to_owned();
    }
    format!("nothing could be kept\n  {}", lost.join("\n  "))
}

fn suggestion(near: &Option<String>) -> String {
    near.as_ref()
        .map(|near| format!("; did you mean `{near}`?"))
        .unwrap_or_default()
}

impl EngineError {
    pub(crate) fn file(
        what: &'static str,
        path: impl Into<PathBuf>,
        source: std::io::Error,
    ) -> Self {
        Self::File {
            what,
            path: path.into(),
            source,
        }
    }
}
