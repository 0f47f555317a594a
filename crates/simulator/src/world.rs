//! What world is asked for, and how its subjects are laid out.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::honest::HonestKind;
use crate::parameters::Parameters;
use crate::season::Calendar;
use crate::stream::{Chance, Dice, scramble};
use crate::view::View;

/// Fewest subjects of a world: two operations need room among honest people.
const LEAST: u64 = 50;
/// Most subjects: as many as the ids have room for.
const MOST: u64 = 1 << 34;

/// The format of the record files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Apache Parquet with zstd.
    #[default]
    Parquet,
    /// Comma-separated values with a header.
    Csv,
    /// One JSON object a line.
    Ndjson,
}

impl Format {
    /// The ending of the files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Parquet => "parquet",
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
        }
    }
}

/// A world that is asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct World {
    /// Number of subjects, personas included.
    pub subjects: u64,
    /// The same seed and parameters give the same bytes.
    pub seed: u64,
    /// Format of the record files.
    pub format: Format,
    /// Folder to make; it must not exist, be empty, or hold an earlier world if `replace` is set.
    pub out_dir: PathBuf,
    /// Whether an earlier world in the folder may be replaced.
    pub replace: bool,
    /// First day of the records.
    pub first_day: jiff::civil::Date,
    /// Days that the records span: about nine months.
    pub days: u32,
    /// Threads to use; the bytes do not depend on it.
    pub threads: usize,
    /// Subjects in one part file; a world with more has a folder of parts for each table.
    pub subjects_per_file: u64,
    /// Whose records are written; the truth is the same.
    pub view: View,
    /// Numbers of the world.
    pub parameters: Parameters,
}

impl Default for World {
    fn default() -> Self {
        Self {
            subjects: 10_000,
            seed: 1,
            format: Format::Parquet,
            out_dir: PathBuf::from("world"),
            replace: false,
            first_day: jiff::civil::date(2026, 1, 5),
            days: 273,
            threads: std::thread::available_parallelism().map_or(1, usize::from),
            subjects_per_file: 25_000,
            view: View::All,
            parameters: Parameters::default(),
        }
    }
}

impl World {
    /// A world of that many subjects with default numbers.
    pub fn new(subjects: u64, seed: u64, out_dir: impl Into<PathBuf>) -> Self {
        Self {
            subjects,
            seed,
            out_dir: out_dir.into(),
            ..Self::default()
        }
    }

    /// Reads a world from a parameter file; what it leaves out keeps its default.
    pub fn from_toml(text: &str) -> Result<Self> {
        Ok(toml::from_str(text)?)
    }

    pub(crate) fn setting(&self) -> Result<Setting> {
        if self.subjects < LEAST {
            return Err(Error::TooSmall {
                asked: self.subjects,
                least: LEAST,
            });
        }
        if self.subjects > MOST {
            return Err(Error::TooLarge {
                asked: self.subjects,
                most: MOST,
            });
        }
        if !(60..=3_650).contains(&self.days) {
            return Err(Error::Parameter {
                name: "days".to_owned(),
                value: self.days.to_string(),
                expected: "a number from 60 to 3650",
            });
        }
        if !(1990..=2100).contains(&self.first_day.year()) {
            return Err(Error::Parameter {
                name: "first_day".to_owned(),
                value: self.first_day.to_string(),
                expected: "a day of the years 1990 to 2100",
            });
        }
        self.parameters.check()?;
        let zero = jiff::civil::date(1970, 1, 1);
        let first_day = match zero.until(self.first_day) {
            Ok(span) => i64::from(span.get_days()),
            Err(_) => 20_458,
        };
        Ok(Setting {
            seed: self.seed,
            subjects: self.subjects,
            first_day,
            last_day: first_day + i64::from(self.days) - 1,
            calendar: Calendar::new(
                &self.parameters.season,
                self.seed,
                first_day,
                first_day + i64::from(self.days) - 1,
            ),
            view: self.view,
            kinds: self.parameters.kinds.shares(),
            parameters: self.parameters.clone(),
        })
    }
}

/// A world that can be made: checked, with days as numbers.
#[derive(Debug)]
pub(crate) struct Setting {
    pub(crate) seed: u64,
    pub(crate) subjects: u64,
    first_day: i64,
    last_day: i64,
    pub(crate) view: View,
    pub(crate) calendar: Calendar,
    /// Kinds of honest people who stand alone, with their shares.
    pub(crate) kinds: Vec<(HonestKind, f64)>,
    pub(crate) parameters: Parameters,
}

impl Setting {
    /// First and last day of the records, since 1970-01-01.
    pub(crate) fn days(&self) -> (i64, i64) {
        (self.first_day, self.last_day)
    }

    /// A day on which somebody new arrives: more in months in which many look for work.
    pub(crate) fn arrival(&self, country: &str, latest: i64, dice: &mut Dice) -> i64 {
        let mut day = dice.whole(self.first_day, latest);
        for _ in 0..12 {
            if dice.chance(self.calendar.hiring(day, country)) {
                break;
            }
            day = dice.whole(self.first_day, latest);
        }
        day
    }

    /// Subjects among which one operation hides. Fixed in worlds of a usual size, so that an
    /// operation does not change when the world grows.
    pub(crate) fn block(&self) -> u64 {
        self.parameters
            .operations
            .subjects_per_operation
            .min(self.subjects / 2)
    }

    /// How many operations there are: at least two.
    pub(crate) fn operations(&self) -> u64 {
        self.subjects / self.block()
    }

    /// The id of a subject in the records; it tells nothing about the subject.
    pub(crate) fn subject_id(&self, index: u64) -> String {
        format!("u{:010x}", scramble(self.seed, index))
    }

    /// Subjects who may have referred others: the first ones, so that referrers do not depend on
    /// how many came later.
    pub(crate) fn referrers(&self) -> i64 {
        (self.subjects.min(5_000) - 1) as i64
    }

    /// A telephone line that belongs to no subject.
    pub(crate) fn spare_line(&self, operation: u64, place: u64) -> u64 {
        MOST + operation * 64 + place
    }

    /// A client, busy ones more often.
    pub(crate) fn client(&self, dice: &mut Dice) -> u64 {
        (dice.between(0.0, 1.0).powi(2) * 20_000.0) as u64
    }
}

/// The id of a client in the records.
pub(crate) fn client_id(number: u64) -> String {
    format!("c{number:05}")
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Subjects, personas included.
    pub subjects: u64,
    /// Subjects who are personas.
    pub personas: u64,
    /// Operations.
    pub operations: u64,
    /// Rows in all record tables.
    pub rows: u64,
    /// Rows by table, in the order of the table names.
    pub tables: std::collections::BTreeMap<String, u64>,
    /// Bytes of the record files.
    pub bytes: u64,
}
