//! Which columns a reader is to deliver.

use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use bonafide_model::{Column, Table};

/// The column of the marks of rows; no table has a column of this name.
pub const ROW_MARK: &str = "row mark";

/// Some columns of a table, in the order of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnSet {
    table: &'static Table,
    wanted: Vec<bool>,
    marked: bool,
}

impl ColumnSet {
    /// Every column.
    pub fn all(table: &'static Table) -> Self {
        Self {
            table,
            wanted: vec![true; table.columns.len()],
            marked: false,
        }
    }

    /// The columns of those names; names that the table does not have are passed over.
    pub fn of<'a>(table: &'static Table, names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut wanted = vec![false; table.columns.len()];
        for name in names {
            if let Some(at) = table.columns.iter().position(|column| column.name == name) {
                wanted[at] = true;
            }
        }
        Self {
            table,
            wanted,
            marked: false,
        }
    }

    /// The same, and after the others the column [`ROW_MARK`]: a hash of the whole row as it is written in a text file, with
    /// the columns that nobody wants. Rows of Parquet files have none, since those columns are not read there.
    #[must_use]
    pub fn marked(self) -> Self {
        Self {
            marked: true,
            ..self
        }
    }

    pub(crate) fn is_marked(&self) -> bool {
        self.marked
    }

    /// The table.
    pub fn table(&self) -> &'static Table {
        self.table
    }

    /// Whether the column is wanted.
    pub fn contains(&self, name: &str) -> bool {
        self.columns().any(|column| column.name == name)
    }

    /// The columns, in the order of the table.
    pub fn columns(&self) -> impl Iterator<Item = &'static Column> + '_ {
        self.table
            .columns
            .iter()
            .zip(&self.wanted)
            .filter(|(_, wanted)| **wanted)
            .map(|(column, _)| column)
    }

    /// The schema of the batches.
    pub fn schema(&self) -> SchemaRef {
        let whole = self.table.schema();
        let mut fields: Vec<_> = whole
            .fields()
            .iter()
            .zip(&self.wanted)
            .filter(|(_, wanted)| **wanted)
            .map(|(field, _)| field.clone())
            .collect();
        if self.marked {
            fields.push(Arc::new(Field::new(ROW_MARK, DataType::UInt64, true)));
        }
        Arc::new(Schema::new(fields))
    }
}
