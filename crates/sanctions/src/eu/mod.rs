//! The lists of the European Union: acts of the Official Journal, and the Financial Sanctions Files.

pub(crate) mod csv;
mod entry;
pub(crate) mod journal;
pub(crate) mod xml;

use crate::Format;
use crate::list::About;

fn about(format: Format) -> About {
    About {
        list: "eu".to_owned(),
        title: "Consolidated list of financial sanctions of the European Union".to_owned(),
        publisher: "European Commission".to_owned(),
        format,
        published: None,
        files: Vec::new(),
    }
}
