//! Plans: who somebody is and how they behave, before any record of them is written.
//!
//! Honest people and personas are planned by different files but have the same shape
//! ([`person::Person`]), and the same code writes their records, so that nothing in the records
//! tells them apart but what the plan says.

pub(crate) mod career;
pub(crate) mod gear;
pub(crate) mod habits;
pub(crate) mod honest_person;
pub(crate) mod identity;
mod kinds;
pub(crate) mod operation;
pub(crate) mod person;
pub(crate) mod persona;
mod persona_work;
mod together;
pub(crate) mod tradecraft;
