//! Where the user's lists live.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use bonafide_engine::Obeyed;
use bonafide_lists::{Lists, Store};
use bonafide_screening::{Clearances, Ledger};
use bonafide_verdicts::{GroupModel, Verdicts};
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

/// Where reviewers' verdicts on ties and groups are kept.
#[derive(Debug, Clone, Args)]
pub(crate) struct VerdictPlace {
    /// File of verdicts [default: $BONAFIDE_VERDICTS, or bonafide/verdicts.ndjson in the data folder of the user]
    #[arg(long = "verdicts", value_name = "FILE")]
    verdicts: Option<PathBuf>,
}

impl VerdictPlace {
    /// The ledger; none where the user has no data folder and named no file.
    pub(crate) fn ledger(&self) -> Option<bonafide_verdicts::Ledger> {
        place(
            self.verdicts.as_ref(),
            "BONAFIDE_VERDICTS",
            "verdicts.ndjson",
        )
        .map(bonafide_verdicts::Ledger::at)
    }

    /// What holds today.
    pub(crate) fn load(&self) -> anyhow::Result<Verdicts> {
        Ok(match self.ledger() {
            Some(ledger) => ledger.on(today())?,
            None => Verdicts::default(),
        })
    }
}

/// Where the model is kept of what makes a group look like an operation.
#[derive(Debug, Clone, Args)]
pub(crate) struct GroupModelPlace {
    /// Model that `bonafide link learn` made [default: $BONAFIDE_GROUP_MODEL, or bonafide/group-model.json in the data
    /// folder of the user, where it is there; else the stated model]
    #[arg(long = "group-model", value_name = "FILE")]
    group_model: Option<PathBuf>,
}

impl GroupModelPlace {
    const VARIABLE: &str = "BONAFIDE_GROUP_MODEL";

    /// Where a model is or would be.
    pub(crate) fn path(&self) -> Option<PathBuf> {
        place(
            self.group_model.as_ref(),
            Self::VARIABLE,
            "group-model.json",
        )
    }

    /// The model; the stated one where the user named none and has none.
    pub(crate) fn load(&self) -> anyhow::Result<GroupModel> {
        let is_named = self.group_model.is_some()
            || std::env::var_os(Self::VARIABLE).is_some_and(|file| !file.is_empty());
        match self.path() {
            // A file that was named must be there; that of the data folder need not.
            Some(path) if is_named || path.is_file() => Ok(GroupModel::read(&path)?),
            _ => Ok(GroupModel::default()),
        }
    }
}

/// What people decided about ties and groups.
#[derive(Debug, Clone, Args)]
pub(crate) struct ObeyedPlace {
    #[command(flatten)]
    verdicts: VerdictPlace,
    #[command(flatten)]
    model: GroupModelPlace,
}

impl ObeyedPlace {
    pub(crate) fn load(&self) -> anyhow::Result<Obeyed> {
        Ok(Obeyed {
            verdicts: self.verdicts.load()?,
            model: self.model.load()?,
        })
    }
}

/// A file that the user named, on the command line or in the environment, or that of this name in the data folder.
fn place(named: Option<&PathBuf>, variable: &str, name: &str) -> Option<PathBuf> {
    let set = || std::env::var_os(variable).filter(|file| !file.is_empty());
    named
        .cloned()
        .or_else(|| set().map(PathBuf::from))
        .or_else(|| data_folder().map(|data| data.join(name)))
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
