//! The files themselves: text, tables and trees, with an account of everything in them.

pub(crate) mod cell;
pub(crate) mod ledger;
pub(crate) mod table;
pub(crate) mod text;
pub(crate) mod workbook;
pub(crate) mod xml;
pub(crate) mod zip;
