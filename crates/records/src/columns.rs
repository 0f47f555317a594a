//! Which columns a reader is to deliver.

use std::sync::Arc;

use arrow::datatypes::{Schema, SchemaRef};
use bonafide_model::{Column, Table};

/// Some columns of a table, in the order of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnSet {
    table: &'static Table,
    wanted: Vec<bool>,
}

impl ColumnSet {
    /// Every column.
    pub fn all(table: &'static Table) -> Self {
        Self {
            table,
            wanted: vec![true; table.columns.len()],
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
        Self { table, wanted }
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
        let fields: Vec<_> = whole
            .fields()
            .iter()
            .zip(&self.wanted)
            .filter(|(_, wanted)| **wanted)
            .map(|(field, _)| field.clone())
            .collect();
        Arc::new(Schema::new(fields))
    }
}
