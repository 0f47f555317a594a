//! Plans and runs rules, weighs what they find, and tells the whole story in [`screen`].
//!
//! This is the only crate that plans queries. It knows no HTTP, no users and no database.

mod answerable;
mod bits;
mod bound_users;
pub mod case;
pub mod check;
mod engine;
mod enrich;
mod enrich_inputs;
mod error;
pub mod evidence;
mod evidence_of_ties;
mod exposure;
mod fellows;
mod flow;
mod frequency;
mod function;
mod group_features;
mod groups_section;
mod hashing;
mod history;
mod likeness;
mod linking;
mod name_ties;
mod neighbours;
mod obeyed;
pub mod output;
pub mod output_links;
mod own_records;
mod pack;
mod passed_over;
pub mod profile;
mod run;
mod sanctions_section;
pub mod screen;
pub mod session;
mod shared_moment;
mod shared_value;
mod shelf;
mod slice;
mod spent;
mod subjects;
mod tally;
mod tell;
mod traces;
mod uses;
pub mod weigh;

pub use engine::Engine;
pub use error::EngineError;
pub use group_features::{GroupShows, read_features, write_features};
pub use linking::Linking;
pub use obeyed::Obeyed;
pub use pack::{CompiledPack, Pack};
pub use slice::Slice;
pub use subjects::{RuleFinding, RuleSet, SubjectFindings};
