//! What people read of the catalogue: which rule, question or reason each published indicator has
//! ([`coverage`]), what to ask and do at each stage ([`checklist`]), what changed between two
//! versions ([`diff`]), whether a folder hangs together ([`check`]), and what a person is told about a
//! decision that concerns them ([`notice`]).
//!
//! Pure functions of the catalogue, the rules and a report; only [`folder`] reads files.

pub mod check;
pub mod checklist;
pub mod coverage;
pub mod diff;
mod escape;
pub mod folder;
pub mod language;
pub mod notice;
pub mod reads;
