//! What firms of different kinds see of the same world.
//!
//! The views stand in `data/views.toml`. A view leaves out tables, columns, kinds of rows and
//! subjects; it changes nothing else, so that the truth is the same for all.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use arrow::array::{Array, AsArray, BooleanArray, RecordBatch};
use arrow::compute::filter_record_batch;
use bonafide_model::Table;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

static TABLE: &str = include_str!("../data/views.toml");

static VIEWS: LazyLock<BTreeMap<View, Seen>> =
    LazyLock::new(|| toml::from_str(TABLE).unwrap_or_default());

/// Whose records a world holds.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum View {
    /// Everything that any of the firms has, in one hand.
    #[default]
    All,
    /// A firm of a few dozen people.
    SmallFirm,
    /// A larger employer with device management and logs.
    Employer,
    /// A freelance marketplace.
    Marketplace,
    /// A payment provider.
    Payments,
    /// A crypto or Web3 project.
    Crypto,
    /// A provider of AI services.
    Ai,
}

/// What a view shows.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seen {
    about: String,
    sector: String,
    kind: String,
    known_by: Vec<String>,
    tables: BTreeMap<String, Columns>,
}

/// What a view shows of one table.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Columns {
    only: Vec<String>,
    without: Vec<String>,
    #[serde(rename = "where")]
    column: Option<String>,
    is: Vec<String>,
}

impl Columns {
    fn shows(&self, column: &str) -> bool {
        (self.only.is_empty() || self.only.iter().any(|only| only == column))
            && !self.without.iter().any(|without| without == column)
    }
}

impl View {
    /// Every view.
    pub const ALL: [Self; 7] = [
        Self::All,
        Self::SmallFirm,
        Self::Employer,
        Self::Marketplace,
        Self::Payments,
        Self::Crypto,
        Self::Ai,
    ];

    /// The name on the command line and in the truth.
    pub fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::SmallFirm => "small-firm",
            Self::Employer => "employer",
            Self::Marketplace => "marketplace",
            Self::Payments => "payments",
            Self::Crypto => "crypto",
            Self::Ai => "ai",
        }
    }

    /// The view of that name.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.word() == word)
    }

    /// What it is, in a few words.
    pub fn about(self) -> &'static str {
        match VIEWS.get(&self) {
            Some(seen) => &seen.about,
            None => "everything that any of the firms has, in one hand",
        }
    }

    /// Sector that the subjects' records name.
    pub(crate) fn sector(self) -> &'static str {
        VIEWS
            .get(&self)
            .map_or("freelance-platform", |seen| &seen.sector)
    }

    /// What an ordinary subject is to the firm.
    pub(crate) fn kind(self) -> &'static str {
        VIEWS.get(&self).map_or("account", |seen| &seen.kind)
    }

    /// Tables of which one row makes a subject known; `None` if everybody is known.
    pub(crate) fn known_by(self) -> Option<&'static [String]> {
        VIEWS.get(&self).map(|seen| seen.known_by.as_slice())
    }

    /// How to cut the rows of that table; `None` if the firm does not have it.
    pub(crate) fn cut(self, table: &'static Table) -> Option<Cut> {
        let Some(seen) = VIEWS.get(&self) else {
            return Some(Cut::default());
        };
        let columns = seen.tables.get(table.name)?;
        let all = table.columns;
        let place = |name: &str| all.iter().position(|column| column.name == name);
        Some(Cut {
            keep: (!columns.only.is_empty() || !columns.without.is_empty()).then(|| {
                (0..all.len())
                    .filter(|at| columns.shows(all[*at].name))
                    .collect()
            }),
            rows: columns
                .column
                .as_deref()
                .and_then(|name| Some((name, place(name)?, columns.is.as_slice()))),
        })
    }
}

/// Which columns and rows of a table stay.
#[derive(Debug, Default)]
pub(crate) struct Cut {
    /// Columns that stay; all if none are named.
    pub(crate) keep: Option<Vec<usize>>,
    /// Name and place of a column, and the values that stay.
    rows: Option<(&'static str, usize, &'static [String])>,
}

impl Cut {
    /// Whether nothing is cut away.
    pub(crate) fn is_whole(&self) -> bool {
        self.keep.is_none() && self.rows.is_none()
    }

    /// The rows and columns that stay.
    pub(crate) fn batch(&self, batch: RecordBatch) -> Result<RecordBatch> {
        let mut cut = batch;
        if let Some((_, place, values)) = self.rows {
            let column = cut.column(place).as_string_view();
            let stays: BooleanArray = (0..column.len())
                .map(|row| {
                    Some(column.is_valid(row) && values.iter().any(|v| v == column.value(row)))
                })
                .collect();
            cut = filter_record_batch(&cut, &stays).map_err(Error::View)?;
        }
        match &self.keep {
            Some(keep) => cut.project(keep).map_err(Error::View),
            None => Ok(cut),
        }
    }

    /// The row without what is cut away; `None` if the whole row is.
    pub(crate) fn row(
        &self,
        table: &Table,
        mut row: serde_json::Map<String, serde_json::Value>,
    ) -> Option<serde_json::Map<String, serde_json::Value>> {
        if let Some((name, _, values)) = self.rows {
            let value = row.get(name)?.as_str()?;
            if !values.iter().any(|stays| stays == value) {
                return None;
            }
        }
        if let Some(keep) = &self.keep {
            row.retain(|name, _| keep.iter().any(|at| table.columns[*at].name == name));
        }
        Some(row)
    }
}

#[cfg(test)]
mod tests {
    use bonafide_model::table::by_name;

    use super::*;

    #[test]
    fn every_view_names_tables_and_columns_that_are_there() {
        let views: BTreeMap<View, Seen> = toml::from_str(TABLE).expect("the views are TOML");
        assert_eq!(
            views.len(),
            View::ALL.len() - 1,
            "all but `all` stand in the file"
        );
        for (view, seen) in &views {
            for table in &seen.known_by {
                let known = seen.tables.contains_key(table);
                assert!(
                    known,
                    "{view:?} knows subjects by {table}, which it does not have"
                );
            }
            for (table, columns) in &seen.tables {
                let declared = by_name(table).unwrap_or_else(|| panic!("{view:?}: no {table}"));
                let named = columns
                    .only
                    .iter()
                    .chain(&columns.without)
                    .chain(&columns.column);
                for column in named {
                    let there = declared.columns.iter().any(|one| one.name == column);
                    assert!(there, "{view:?}: no column {table}.{column}");
                }
                let ids = declared
                    .columns
                    .iter()
                    .filter(|one| one.name == "subject_id");
                for id in ids {
                    assert!(columns.shows(id.name), "{view:?} hides the id in {table}");
                }
                assert_eq!(
                    columns.column.is_some(),
                    !columns.is.is_empty(),
                    "{view:?} {table}"
                );
            }
        }
    }

    #[test]
    fn names_lead_back_to_their_views() {
        for view in View::ALL {
            assert_eq!(View::named(view.word()), Some(view));
        }
        assert_eq!(View::named("bank"), None);
    }
}
