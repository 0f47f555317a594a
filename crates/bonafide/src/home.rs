//! Where the user's lists live.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use bonafide_lists::{Lists, Store};
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
        let data = std::env::var_os("XDG_DATA_HOME")
            .map(PathBuf::from)
            .or_else(|| {
                std::env::var_os("HOME")
                    .map(|home| PathBuf::from(home).join(".local").join("share"))
            });
        let data = data.context(
            "neither HOME nor XDG_DATA_HOME is set; name the list store with --lists DIR",
        )?;
        Ok(data.join("bonafide").join("lists"))
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
