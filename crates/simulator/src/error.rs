//! What can go wrong when a world is made or measured.

use std::path::PathBuf;

/// Why a world could not be made, or a screen not be measured.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The folder for the world is in use.
    #[error("{} is not empty: choose another folder, or ask to replace the world in it", .0.display())]
    NotEmpty(PathBuf),
    /// The folder holds something that is not a world.
    #[error("{} was not made by a simulation (it has no truth/world.json), so it is not replaced: choose another folder", .0.display())]
    NotAWorld(PathBuf),
    /// Too few subjects to hold two operations.
    #[error(
        "a world needs at least {least} subjects to hold two operations, not {asked}: ask for more"
    )]
    TooSmall {
        /// Subjects asked for.
        asked: u64,
        /// Fewest subjects of a world.
        least: u64,
    },
    /// More subjects than there are ids.
    #[error("a world can have at most {most} subjects, not {asked}: ask for fewer")]
    TooLarge {
        /// Subjects asked for.
        asked: u64,
        /// Most subjects of a world.
        most: u64,
    },
    /// A parameter makes no sense.
    #[error(
        "parameter {name} is {value}, which is not {expected}: correct it in the parameter file"
    )]
    Parameter {
        /// Name of the parameter.
        name: String,
        /// Its value.
        value: String,
        /// What it should be.
        expected: &'static str,
    },
    /// A parameter is so large that a world would not be done in any useful time.
    #[error(
        "parameter {name} is {value}, more than {most}, with which a world would hardly ever be done: lower it in the parameter file"
    )]
    TooMuch {
        /// Name of the parameter.
        name: String,
        /// Its value.
        value: f64,
        /// The largest that is taken.
        most: f64,
    },
    /// The parameter file cannot be understood.
    #[error("the parameter file cannot be read: {0}")]
    Toml(#[from] toml::de::Error),
    /// A file or folder cannot be read or written.
    #[error("{doing} {} failed: {source}", path.display())]
    Io {
        /// What was tried.
        doing: &'static str,
        /// On which path.
        path: PathBuf,
        /// Why it failed.
        source: std::io::Error,
    },
    /// A Parquet file cannot be read or written.
    #[error("{doing} {} failed: {source}", path.display())]
    Parquet {
        /// What was tried.
        doing: &'static str,
        /// On which path.
        path: PathBuf,
        /// Why it failed.
        source: parquet::errors::ParquetError,
    },
    /// Rows could not be cut to what a view shows.
    #[error("cutting rows to the view failed: {0}")]
    View(arrow::error::ArrowError),
    /// A CSV file cannot be read or written.
    #[error("{doing} {} failed: {source}", path.display())]
    Csv {
        /// What was tried.
        doing: &'static str,
        /// On which path.
        path: PathBuf,
        /// Why it failed.
        source: csv::Error,
    },
    /// A row cannot be turned into JSON.
    #[error("writing JSON to {} failed: {source}", path.display())]
    Json {
        /// On which path.
        path: PathBuf,
        /// Why it failed.
        source: serde_json::Error,
    },
    /// A worker thread ended early.
    #[error("a worker thread ended early; this is a fault of the simulator, please report it")]
    Worker,
}

/// A result with this crate's error.
pub type Result<T, E = Error> = std::result::Result<T, E>;
