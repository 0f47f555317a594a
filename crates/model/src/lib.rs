//! Words and shapes of bonafide: tables, ids, catalogue, rule files, findings and reports.
//!
//! The crate knows neither SQL engines nor servers, so that anybody can read our records and
//! reports with it alone.

pub mod catalogue;
pub mod column;
pub mod reference;
pub mod report;
pub mod rule_file;
pub mod table;

pub use column::{Cell, Date, Field, Timestamp, ValueType};
pub use table::{Column, Group, Row, TABLES, Table};
