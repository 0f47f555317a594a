//! The small list of facts that comes with the program.

use crate::error::Error;
use crate::list::SanctionsList;
use crate::mapped::{self, Mapping};

const TABLE: &str = include_str!("../../../lists/sanctions_dprk_itw.csv");

/// The designations that bear on IT workers of the Democratic People's Republic of Korea, as facts with their source.
///
/// # Errors
/// None in practice: a test reads the table that is compiled in.
pub fn dprk_it_workers() -> Result<SanctionsList, Error> {
    let header = TABLE.lines().next().unwrap_or_default();
    let mapping = Mapping::plain("ofac_sdn", header);
    mapped::read(&[("lists/sanctions_dprk_itw.csv", TABLE)], &mapping)
}
