#![doc = include_str!("../README.md")]

mod error;
mod group_model;
mod holding;
mod learn;
mod ledger;
mod line;

pub use error::VerdictError;
pub use group_model::{GroupModel, LearnedFrom, ModelError};
pub use holding::{Contradiction, Entry, State, Verdicts};
pub use learn::{LEAST_OF_EACH, LEAST_REVIEWS, Learned, NotLearned, Population, learn};
pub use ledger::Ledger;
pub use line::{GroupReview, GroupWithdrawal, PairVerdict, PairWithdrawal, Said};
