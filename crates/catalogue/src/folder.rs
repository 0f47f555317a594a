//! Reads the folder of a catalogue: ours, or a firm's own advisory.

use std::path::{Path, PathBuf};

use bonafide_model::catalogue::{Catalogue, CatalogueError, CatalogueTexts};

/// What cannot be read of a folder.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// A file cannot be opened.
    #[error("cannot read {path}: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// There is no catalogue in it.
    #[error(
        "{path} holds no catalogue: it has neither catalogue.toml nor indicators.json; `bonafide catalogue new` writes one"
    )]
    Empty {
        /// The folder.
        path: PathBuf,
    },
    /// A file does not fit.
    #[error("{path}: {source}")]
    Catalogue {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: CatalogueError,
    },
}

/// A folder with the files of a catalogue.
#[derive(Debug)]
pub struct CatalogueFolder {
    path: PathBuf,
    texts: CatalogueTexts<'static>,
}

impl CatalogueFolder {
    /// Opens a folder.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, or a folder without a catalogue.
    pub fn open(path: &Path) -> Result<Self, FolderError> {
        let mut texts = CatalogueTexts::default();
        let mut found = false;
        std::fs::read_dir(path).map_err(|source| FolderError::Read {
            path: path.to_owned(),
            source,
        })?;
        for name in CatalogueTexts::NAMES {
            let file = path.join(name);
            match std::fs::read_to_string(&file) {
                Ok(text) => {
                    texts.put(name, text);
                    found |= matches!(name, "catalogue.toml" | "indicators.json");
                }
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(source) => return Err(FolderError::Read { path: file, source }),
            }
        }
        if !found {
            return Err(FolderError::Empty {
                path: path.to_owned(),
            });
        }
        Ok(Self {
            path: path.to_owned(),
            texts,
        })
    }

    /// Whether a folder looks like that of a catalogue.
    pub fn is_one(path: &Path) -> bool {
        path.join("catalogue.toml").is_file()
    }

    /// Whether it is a firm's own: its `catalogue.toml` names a namespace.
    pub fn is_own(&self) -> bool {
        let text = self.texts.get("catalogue.toml").unwrap_or_default();
        toml::from_str::<toml::Table>(text).is_ok_and(|table| table.contains_key("namespace"))
    }

    /// The texts.
    pub fn texts(&self) -> &CatalogueTexts<'static> {
        &self.texts
    }

    /// The folder of rules that come with it, where there is one.
    pub fn rules(&self) -> Option<PathBuf> {
        let rules = self.path.join("rules");
        rules.is_dir().then_some(rules)
    }

    /// The entries alone: of a whole catalogue, or of a firm's own folder beside `base`.
    ///
    /// # Errors
    ///
    /// The first file that does not fit.
    pub fn read(&self, base: &Catalogue) -> Result<Catalogue, FolderError> {
        let read = match self.is_own() {
            true => Catalogue::read_own(&self.texts, base),
            false => Catalogue::read(&self.texts),
        };
        read.map_err(|source| self.error(source))
    }

    /// `base` with this firm's own entries beside it.
    ///
    /// # Errors
    ///
    /// The first file that does not fit, or an id that is taken.
    pub fn beside(&self, base: Catalogue) -> Result<Catalogue, FolderError> {
        if !self.is_own() {
            return Err(self.error(CatalogueError::Own {
                file: "catalogue.toml".to_owned(),
                problem: "a catalogue that stands beside ours needs `namespace`, a short word of small letters and digits"
                    .to_owned(),
            }));
        }
        let own = self.read(&base)?;
        base.with(own).map_err(|source| self.error(source))
    }

    fn error(&self, source: CatalogueError) -> FolderError {
        FolderError::Catalogue {
            path: self.path.clone(),
            source,
        }
    }
}
