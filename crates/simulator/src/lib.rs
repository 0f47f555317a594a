//! A world in which the truth is known, and a measure of how well a screen finds it.
//!
//! [`simulate`] makes a folder of records of a freelance marketplace: honest people of many kinds,
//! and planted operations that follow published numbers. [`evaluate`] compares what a screen said
//! with the truth. Nothing here has read a rule, and no person of the world exists.

mod emit;
mod error;
mod evaluate;
mod honest;
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
mod truth;
mod view;
mod world;
mod write;

pub use error::{Error, Result};
pub use evaluate::{
    Budget, CareRecall, Evaluation, FourFifths, GroupEvaluation, GroupShare, Interval, Judged,
    OutcomeCount, Recall, RuleEvaluation, SIMULATED, Share, evaluate, evaluate_files,
};
pub use honest::{HonestKind, Kinds};
pub use names::Origin;
pub use parameters::{Operations, PARAMETERS, Parameters, People, Recording, Season};
pub use plan::person::Care;
pub use simulate::simulate;
pub use truth::{OperationTruth, SubjectTruth, read_operations, read_subjects};
pub use view::View;
pub use world::{Format, Summary, World};
