//! Who belongs to which category, from the user's own table or from what subjects declared.
//!
//! These values are read for this audit alone. Rules cannot read them, and no outcome changes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use arrow::array::AsArray;
use bonafide_model::ValueType;
use bonafide_records::{ColumnSet, ForgetRejects, Mapping, ReadOptions, TableReader};

use crate::error::{Error, Result};
use crate::truth::{Rows, Truth};

/// What a person of no known category is counted as.
pub const UNKNOWN: &str = "unknown";

/// Categories of subjects by characteristic.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Categories {
    /// The characteristics, such as `gender`.
    pub characteristics: Vec<String>,
    /// For each subject a value of each characteristic; none where it is not known.
    pub of: BTreeMap<String, Vec<Option<String>>>,
    /// Where they come from.
    pub source: String,
}

impl Categories {
    /// Reads a CSV with `subject_id` and one column a characteristic.
    pub fn from_csv(path: &Path) -> Result<Self> {
        let rows = Rows::of(path)?;
        rows.require(&["subject_id"])?;
        let characteristics: Vec<String> = rows
            .names()
            .into_iter()
            .filter(|name| *name != "subject_id")
            .map(str::to_owned)
            .collect();
        if characteristics.is_empty() {
            return Err(Error::Asked(format!(
                "{} has no column beside subject_id: add one for each characteristic, such as sex",
                path.display()
            )));
        }
        let each = rows.each(|row| {
            let values: Vec<Option<String>> = characteristics
                .iter()
                .map(|name| row.text(name).and_then(known))
                .collect();
            Ok((row.id("subject_id")?, values, row.wrong(String::new())))
        })?;
        let mut of: BTreeMap<String, Vec<Option<String>>> = BTreeMap::new();
        for (subject, values, place) in each {
            if let Some(other) = of.get(&subject)
                && *other != values
            {
                let Error::Row { path, line, .. } = place else {
                    continue;
                };
                return Err(Error::Row {
                    path,
                    line,
                    why: format!(
                        "{subject} was given other categories before: keep one row a subject"
                    ),
                });
            }
            of.insert(subject, values);
        }
        Ok(Self {
            characteristics,
            of,
            source: path.display().to_string(),
        })
    }

    /// Reads what subjects declared in the table `subject`: every protected text of it that is no
    /// name and no postcode, such as gender, nationality and first language.
    pub fn declared(paths: &[PathBuf], mapping: Option<&Mapping>) -> Result<Self> {
        let mut characteristics: Vec<&'static str> = Vec::new();
        let mut of: BTreeMap<String, Vec<Option<String>>> = BTreeMap::new();
        for file in bonafide_records::discover(paths, mapping)?.files {
            if file.table.name != "subject" {
                continue;
            }
            if characteristics.is_empty() {
                let protected = file.table.columns.iter().filter(|column| {
                    column.protected
                        && column.value_type == ValueType::Text
                        && !column.is_person_name()
                        && column.name != "postal_code"
                });
                characteristics.extend(protected.map(|column| column.name));
            }
            let mut wanted = vec!["subject_id"];
            wanted.extend(&characteristics);
            let columns = ColumnSet::of(file.table, wanted);
            let mut reader = TableReader::open(&file, &columns, &ReadOptions::default())?;
            while let Some(batch) = reader.next_batch(&ForgetRejects)? {
                let text = |name: &str, row: usize| {
                    let column = batch.column_by_name(name)?.as_string_view_opt()?;
                    (!arrow::array::Array::is_null(column, row)).then(|| column.value(row))
                };
                for row in 0..batch.num_rows() {
                    let Some(id) = text("subject_id", row) else {
                        continue;
                    };
                    let values = characteristics
                        .iter()
                        .map(|name| text(name, row).and_then(known));
                    let own = of
                        .entry(id.to_owned())
                        .or_insert_with(|| vec![None; characteristics.len()]);
                    for (own, value) in own.iter_mut().zip(values) {
                        // As the engine does with a subject that comes twice: the smallest value.
                        *own = match (own.take(), value) {
                            (Some(own), Some(value)) => Some(own.min(value)),
                            (own, value) => own.or(value),
                        };
                    }
                }
            }
        }
        if of.is_empty() {
            return Err(Error::Asked(
                "there is no table `subject` in the records: name them, or give a CSV with --groups".to_owned(),
            ));
        }
        let mut all = Self {
            characteristics: characteristics.into_iter().map(str::to_owned).collect(),
            of,
            source: "what subjects declared".to_owned(),
        };
        all.drop_empty();
        if all.characteristics.is_empty() {
            return Err(Error::Asked(
                "no subject declared a characteristic in these records: give a CSV with --groups"
                    .to_owned(),
            ));
        }
        Ok(all)
    }

    /// The honest people of a simulated world by kind and origin; personas are in no category and
    /// are left out.
    pub fn honest(truth: &Truth) -> Self {
        Self {
            characteristics: vec!["kind of honest person".to_owned(), "origin".to_owned()],
            of: truth
                .subjects
                .iter()
                .filter(|one| !one.persona)
                .map(|one| {
                    let kind = one.kinds.join(" + ");
                    (
                        one.subject_id.clone(),
                        vec![known(&kind), known(&one.origin)],
                    )
                })
                .collect(),
            source: "the truth of a simulated world, honest people alone".to_owned(),
        }
    }

    /// Leaves out characteristics that nobody has a value of.
    fn drop_empty(&mut self) {
        let some: Vec<bool> = (0..self.characteristics.len())
            .map(|at| self.of.values().any(|values| values[at].is_some()))
            .collect();
        let mut keep = some.iter();
        self.characteristics
            .retain(|_| *keep.next().unwrap_or(&true));
        for values in self.of.values_mut() {
            let mut keep = some.iter();
            values.retain(|_| *keep.next().unwrap_or(&true));
        }
    }

    /// Only some of the characteristics.
    pub fn only(&mut self, names: &[String]) -> Result<()> {
        for name in names {
            if !self.characteristics.contains(name) {
                return Err(Error::Asked(format!(
                    "there is no characteristic {name}; there is {}",
                    self.characteristics.join(", ")
                )));
            }
        }
        let keep: Vec<bool> = self
            .characteristics
            .iter()
            .map(|one| names.is_empty() || names.contains(one))
            .collect();
        let mut kept = keep.iter();
        self.characteristics
            .retain(|_| *kept.next().unwrap_or(&true));
        for values in self.of.values_mut() {
            let mut kept = keep.iter();
            values.retain(|_| *kept.next().unwrap_or(&true));
        }
        Ok(())
    }
}

/// How people and systems write that a category is not known.
const NOT_STATED: [&str; 7] = [
    UNKNOWN,
    "unstated",
    "not stated",
    "undisclosed",
    "not disclosed",
    "prefer not to say",
    "n/a",
];

fn known(text: &str) -> Option<String> {
    let text = text.trim();
    let stated = NOT_STATED
        .iter()
        .all(|word| !text.eq_ignore_ascii_case(word));
    (!text.is_empty() && stated).then(|| text.to_owned())
}
