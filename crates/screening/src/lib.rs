//! Screening names against the sanctions lists in use.
//!
//! [`ListedNames`] holds every name of every listed party, and of bodies that listed parties own by half or more
//! ([`owned`]). [`Clearances`] remembers which pairs a person has cleared, and forgets by itself when either side
//! changes. [`stored`] screens many stored names, and after an update of a list only what can have changed.

mod clearance;
mod listed;
mod owned;
pub mod stored;

pub use clearance::{
    Clearance, ClearanceError, Clearances, Ledger, Pair, Standing, Withdrawal, longest, term,
};
pub use listed::{Listed, ListedNames, Number, version};
pub use owned::owned;
