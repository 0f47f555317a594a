//! The folder in which a screening of stored names is kept from run to run.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use bonafide_names::{Decision, Index, Strength, scoring_version};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Match, Records, Screening, StoredName, strength};

const MATCHES: &str = "matches.csv";
const STATE: &str = "state.json";
const NAMES: &str = "names.bin";

const COLUMNS: [&str; 12] = [
    "id",
    "name",
    "record",
    "list",
    "entry",
    "entity",
    "met",
    "strength",
    "score",
    "decision",
    "programme",
    "note",
];

/// What goes wrong with such a folder.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// A file cannot be read or written.
    #[error("cannot {what} {}", path.display())]
    File {
        /// `read` or `write`.
        what: &'static str,
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file is not what an earlier run wrote.
    #[error(
        "{} is not as an earlier run wrote it ({problem}); screen everything again with --full",
        path.display()
    )]
    Altered {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        problem: String,
    },
}

/// What an earlier run left.
#[derive(Debug)]
pub enum Known {
    /// Nothing: everything is to be compared.
    Nothing,
    /// Another version of the program or of its scoring wrote it: everything is to be compared.
    OtherVersion,
    /// The matches of then.
    Earlier(Box<Screening>),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct State {
    /// The version of the program that compared, and of its scoring.
    version: String,
    /// SHA-256 of the matches, so that an altered file is noticed.
    matches: String,
    /// Parties: list, entry, fingerprint.
    parties: Vec<(String, String, String)>,
}

/// A folder with `matches.csv` and what the next run needs.
#[derive(Debug, Clone)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// That folder, which need not be there yet.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// The file with the matches.
    pub fn matches(&self) -> PathBuf {
        self.path.join(MATCHES)
    }

    /// What an earlier run left.
    pub fn read(&self) -> Result<Known, FolderError> {
        let state_path = self.path.join(STATE);
        let state = match std::fs::read(&state_path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Known::Nothing);
            }
            Err(source) => return Err(failed("read", &state_path, source)),
        };
        let state: State = serde_json::from_slice(&state)
            .map_err(|error| altered(&state_path, error.to_string()))?;
        if state.version != version() {
            return Ok(Known::OtherVersion);
        }
        let mut parties = BTreeMap::new();
        for (list, entry, mark) in state.parties {
            let mark = u64::from_str_radix(&mark, 16)
                .map_err(|error| altered(&state_path, error.to_string()))?;
            parties.insert((list, entry), mark);
        }
        let names_path = self.path.join(NAMES);
        let bytes =
            std::fs::read(&names_path).map_err(|source| failed("read", &names_path, source))?;
        let (numbers, rest) = bytes.as_chunks::<8>();
        if !rest.is_empty() {
            return Err(altered(&names_path, "it is cut off".to_owned()));
        }
        let names: Vec<u64> = numbers
            .iter()
            .map(|bytes| u64::from_le_bytes(*bytes))
            .collect();
        let matches_path = self.matches();
        let bytes =
            std::fs::read(&matches_path).map_err(|source| failed("read", &matches_path, source))?;
        if hash(&bytes) != state.matches {
            return Err(altered(&matches_path, "its content is another".to_owned()));
        }
        let matches = read_matches(&bytes).map_err(|problem| altered(&matches_path, problem))?;
        Ok(Known::Earlier(Box::new(Screening {
            matches,
            parties,
            names: Records::from(names),
            ..Screening::default()
        })))
    }

    /// The index of these names that an earlier run kept, or a new one that is kept for the next. None where it can
    /// neither be read nor written: it only makes a run quicker.
    pub fn index(&self, names: &[StoredName]) -> Option<Index> {
        let mut digest = Sha256::new();
        digest.update(version());
        // An index holds what names say and no more; each text is told apart by where it ends.
        let mut part = Vec::new();
        for stored in names {
            let texts: [&str; 2] = [&stored.name, stored.schema.word()];
            for text in texts {
                part.extend_from_slice(&(text.len() as u64).to_le_bytes());
                part.extend_from_slice(text.as_bytes());
            }
            if part.len() > 1 << 16 {
                digest.update(&part);
                part.clear();
            }
        }
        digest.update(&part);
        let name = format!("names-{}.index", hex(&digest.finalize()[..12]));
        let kept = bonafide_mapped::Folder::at(self.path.join("index"));
        if let Ok(Some(bytes)) = kept.open(&name)
            && let Ok(index) = Index::open(bytes)
        {
            return Some(index);
        }
        let built = super::index_of(names);
        let bytes = kept.keep(&name, built.as_bytes()).ok()?;
        let _ = kept.keep_only(&name);
        Index::open(bytes).ok()
    }

    /// Writes a screening. Each file appears whole; the state comes last, so that a run that was stopped is noticed.
    pub fn write(&self, screening: &Screening) -> Result<(), FolderError> {
        std::fs::create_dir_all(&self.path)
            .map_err(|source| failed("write", &self.path, source))?;
        let matches = written(&screening.matches)
            .map_err(|error| failed("write", &self.matches(), std::io::Error::other(error)))?;
        let numbers = screening.names.as_slice();
        let mut names = Vec::with_capacity(numbers.len() * 8);
        for number in numbers {
            names.extend_from_slice(&number.to_le_bytes());
        }
        let state = State {
            version: version(),
            matches: hash(&matches),
            parties: screening
                .parties
                .iter()
                .map(|((list, entry), mark)| (list.clone(), entry.clone(), format!("{mark:016x}")))
                .collect(),
        };
        let state = serde_json::to_vec(&state).map_err(|error| {
            failed(
                "write",
                &self.path.join(STATE),
                std::io::Error::other(error),
            )
        })?;
        self.put(MATCHES, &matches)?;
        self.put(NAMES, &names)?;
        self.put(STATE, &state)
    }

    fn put(&self, name: &str, bytes: &[u8]) -> Result<(), FolderError> {
        let path = self.path.join(name);
        let whole = || -> std::io::Result<()> {
            let mut file = tempfile::NamedTempFile::new_in(&self.path)?;
            file.write_all(bytes)?;
            file.persist(&path).map_err(|error| error.error)?;
            Ok(())
        };
        whole().map_err(|source| failed("write", &path, source))
    }
}

/// What is stored depends on the program and on how it scores names, which changes more often than its version.
fn version() -> String {
    format!("{} {}", env!("CARGO_PKG_VERSION"), scoring_version())
}

fn hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn failed(what: &'static str, path: &Path, source: std::io::Error) -> FolderError {
    FolderError::File {
        what,
        path: path.to_owned(),
        source,
    }
}

fn altered(path: &Path, problem: String) -> FolderError {
    FolderError::Altered {
        path: path.to_owned(),
        problem,
    }
}

fn written(matches: &[Match]) -> Result<Vec<u8>, csv::Error> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(COLUMNS)?;
    for one in matches {
        out.write_record([
            &one.id,
            &one.name,
            &format!("{:016x}", one.record),
            &one.list,
            &one.entry,
            &one.entity,
            &one.met,
            strength(one.strength),
            &format!("{:.4}", one.score),
            one.decision.in_words(),
            &one.programme,
            &one.note,
        ])?;
    }
    out.into_inner()
        .map_err(|error| csv::Error::from(error.into_error()))
}

fn read_matches(bytes: &[u8]) -> Result<Vec<Match>, String> {
    let mut reader = csv::Reader::from_reader(bytes);
    let mut matches = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| error.to_string())?;
        let cell = |place: usize| row.get(place).unwrap_or_default();
        let text = |place: usize| cell(place).to_owned();
        let wrong = |what: &str| format!("a row has no {what}");
        matches.push(Match {
            id: text(0),
            name: text(1),
            record: u64::from_str_radix(cell(2), 16).map_err(|_| wrong("record"))?,
            list: text(3),
            entry: text(4),
            entity: text(5),
            met: text(6),
            strength: [
                Strength::Strong,
                Strength::Weak,
                Strength::Former,
                Strength::OriginalScript,
            ]
            .into_iter()
            .find(|known| strength(*known) == cell(7))
            .ok_or_else(|| wrong("strength"))?,
            score: cell(8).parse().map_err(|_| wrong("score"))?,
            decision: [
                Decision::Different,
                Decision::Possible,
                Decision::Strong,
                Decision::Decisive,
            ]
            .into_iter()
            .find(|known| known.in_words() == cell(9))
            .ok_or_else(|| wrong("decision"))?,
            programme: text(10),
            note: text(11),
        });
    }
    Ok(matches)
}
