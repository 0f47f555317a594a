#![doc = include_str!("../README.md")]

pub mod behaviour;
mod bounded;
mod bridges;
mod chains;
mod chance;
mod collective;
pub mod company;
mod components;
mod corroboration;
mod cut;
mod em;
mod features;
mod groups;
mod hash;
mod ids;
pub mod image;
mod index;
pub mod kept;
mod kind;
mod link;
pub mod money;
mod operation;
mod parts;
pub mod people;
mod roles;
mod scratch;
mod set_join;
mod settings;
mod sighting;
pub mod similar;
mod standing;
pub mod text;
mod uses;
mod validation;
mod verdict;
mod weight;
mod why;

pub use bounded::{Bounded, link_bounded};
pub use bridges::bridges;
pub use components::Components;
pub use groups::{Group, Link, Member};
pub use index::CommonValue;
pub use kind::{Family, TieKind};
pub use link::{Linked, link};
pub use operation::{
    Band, FEATURES, Features, OperationModel, Reviewed, calibration_error, reliability,
};
pub use roles::Role;
pub use scratch::LinkError;
pub use settings::Settings;
pub use sighting::{DirectTie, Sighting, SubjectFacts, Verdict};
pub use standing::{Change, Day, Standing};
pub use validation::{Losses, losses};
pub use weight::{DEGREE_CLASSES, KindWeight, Weights};
