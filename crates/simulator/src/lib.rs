//! A world in which the truth is known.
//!
//! [`simulate`] makes a folder of records of a freelance marketplace: honest people of many kinds,
//! and planted operations that follow published numbers. Nothing here has read a rule, and no
//! person of the world exists. `bonafide-evaluation` compares what a screen said with the truth.

mod emit;
mod error;
mod honest;
mod letters;
mod lists;
mod names;
mod network;
mod parameters;
mod paraphrase;
mod place;
mod plan;
mod season;
mod simulate;
mod stream;
mod tables;
mod text;
mod trade;
mod truth;
mod view;
mod world;
mod write;

pub use error::{Error, Result};
pub use honest::{HonestKind, Kinds};
pub use names::Origin;
pub use parameters::{Operations, PARAMETERS, Parameters, People, Recording, Season};
pub use plan::person::Care;
pub use simulate::simulate;
pub use truth::{OperationTruth, SubjectTruth, read_operations, read_subjects};
pub use view::View;
pub use world::{Format, Summary, World};
