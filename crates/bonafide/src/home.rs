//! Where the user's lists live.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use bonafide_lists::{Lists, Store};
use bonafide_screening::{Clearances, Ledger};
use clap::Args;

/// Which lists to use.
#[derive(Debug, Clone, Args)]
pub(crate) struct ListPlace {
    /// Folder of the list store [default: $BONAFIDE_LISTS, or bonafide/lists in the data folder of the user]
    #[arg(long = "lists", value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Use only the small lists that come with the program
    #[arg(long, conflicts_with = "folder")]
    embedded_lists_only: bool,
}

impl ListPlace {
    /// The folder that the user named, on the command line or in the environment.
    fn named(&self) -> Option<PathBuf> {
        let set = || std::env::var_os("BONAFIDE_LISTS").filter(|folder| !folder.is_empty());
        self.folder.clone().or_else(|| set().map(PathBuf::from))
    }

    /// The folder of the store.
    pub(crate) fn folder(&self) -> anyhow::Result<PathBuf> {
        if let Some(folder) = self.named() {
            return Ok(folder);
        }
        let data = data_folder().context(
            "neither HOME nor XDG_DATA_HOME is set; name the list store with --lists DIR",
        )?;
        Ok(data.join("lists"))
    }

    /// The lists of the store with the embedded ones.
    pub(crate) fn load(&self) -> anyhow::Result<Arc<Lists>> {
        if self.embedded_lists_only {
            return Ok(Lists::embedded()?);
        }
        let folder = match self.folder() {
            Ok(folder) if folder.is_dir() => folder,
            Ok(folder) if self.named().is_some() => {
                return Err(crate::exit::wrong_usage(format!(
                    "there is no list store at {}; make one with `bonafide lists add`",
                    folder.display()
                )));
            }
            _ => return Ok(Lists::embedded()?),
        };
        let store = Store::open(&folder)?;
        store
            .load_all()
            .with_context(|| format!("the list store {} cannot be used", folder.display()))
    }
}

/// Where programs of this user keep data.
fn data_folder() -> Option<PathBuf> {
    let data = std::env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .or_else(|| {
            std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local").join("share"))
        });
    data.map(|data| data.join("bonafide"))
}

/// Where the decisions are kept that a subject is not a listed party.
#[derive(Debug, Clone, Args)]
pub(crate) struct ClearancePlace {
    /// File of cleared pairs [default: $BONAFIDE_CLEARANCES, or bonafide/clearances.ndjson in the data folder of the user]
    #[arg(long = "clearances", value_name = "FILE")]
    file: Option<PathBuf>,
}

impl ClearancePlace {
    /// The ledger; none where the user has no data folder and named no file.
    pub(crate) fn ledger(&self) -> Option<Ledger> {
        let set = || std::env::var_os("BONAFIDE_CLEARANCES").filter(|file| !file.is_empty());
        self.file
            .clone()
            .or_else(|| set().map(PathBuf::from))
            .or_else(|| data_folder().map(|data| data.join("clearances.ndjson")))
            .map(Ledger::at)
    }

    /// What is cleared today.
    pub(crate) fn load(&self) -> anyhow::Result<Clearances> {
        Ok(match self.ledger() {
            Some(ledger) => ledger.on(today())?,
            None => Clearances::default(),
        })
    }
}

/// Today, in UTC.
pub(crate) fn today() -> jiff::civil::Date {
    jiff::Timestamp::now()
        .to_zoned(jiff::tz::TimeZone::UTC)
        .date()
}

/// Where indexes are kept from run to run: they can be removed at any time and are built again.
pub(crate) fn index_folder() -> Option<bonafide_mapped::Folder> {
    let cache = std::env::var_os("XDG_CACHE_HOME")
        .filter(|folder| !folder.is_empty())
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache")));
    cache.map(|cache| {
        bonafide_mapped::Folder::at(cache.join("bonafide").join("index")).marked(&program())
    })
}

/// Which program this is: another build may read names in another way, so it does not use the indexes of this one.
fn program() -> String {
    let about = std::env::current_exe().and_then(std::fs::metadata).ok();
    let made = about.as_ref().and_then(|about| about.modified().ok());
    let made = made.and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
    format!(
        "{:x}-{:x}",
        about.map_or(0, |about| about.len()),
        made.map_or(0, |since| since.as_nanos())
    )
}
