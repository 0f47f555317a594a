#![doc = include_str!("../README.md")]

mod birth;
mod country;
mod counts;
mod date;
pub mod diff;
mod east_asian;
mod embedded;
mod error;
mod eu;
mod follow_the_money;
mod format;
mod identifier;
mod list;
mod mapped;
mod name;
mod ofac;
pub mod ownership;
mod party;
mod read;
mod relation;
mod script;
mod snapshot;
mod source;
mod swiss;
mod uk;
mod un;
mod wallet;
mod words;

pub use birth::{Birth, Precision};
pub use counts::{Counts, Tally};
pub use embedded::dprk_it_workers;
pub use error::Error;
pub use format::Format;
pub use identifier::{Identifier, IdentifierKind};
pub use list::{About, FileAbout, SanctionsList};
pub use name::{ListedName, NameKind, NamePart, PartKind, Strength};
pub use party::{
    Address, CountryRole, Detail, Gender, Party, PartyCountry, Place, Schema, Standing,
};
pub use read::{File, Options, detect, load, read};
pub use relation::{Relation, RelationKind, Share};
pub use wallet::ListedWallet;
