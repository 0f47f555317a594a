//! Reference lists: what is published about addresses, domains, numbers, tools, devices and wallets.
//!
//! A list is an immutable artefact named by its SHA-256, with source, date and licence. A
//! [`Store`] keeps the lists that a user brought, [`Lists`] holds them ready for look-ups beside
//! the small tables that come with the program, and [`parse`] reads one list from bytes.
//!
//! Look-ups never turn missing data into an answer: a flag is `None` unless some list can deny it.

mod about;
mod address;
mod bundle;
mod country_code;
mod decompress;
mod domain_name;
mod download;
mod email_fact;
mod embedded;
mod error;
mod glob;
mod in_force;
mod interval;
mod ip_class;
mod ip_fact;
mod ip_map;
mod kind;
mod listed;
mod lists;
mod mail_drop;
mod parse;
mod peripheral;
mod phone_fact;
mod remote_tool;
mod sanctions_entry;
mod sha256;
mod store;
mod table;
mod wallet;
mod watched;

pub use about::{About, Attributes};
pub use bundle::bundle;
pub use country_code::CountryCode;
pub use download::DownloadLimits;
pub use email_fact::EmailFact;
pub use embedded::{EmbeddedPage, embedded_pages};
pub use error::ListError;
pub use in_force::authority;
pub use ip_class::IpClass;
pub use ip_fact::IpFact;
pub use kind::Kind;
pub use lists::{ListHash, Lists};
pub use mail_drop::MailDrop;
pub use parse::{Parsed, ReadLimits, parse};
pub use peripheral::{Peripheral, PeripheralQuery};
pub use phone_fact::PhoneFact;
pub use remote_tool::RemoteTool;
pub use sanctions_entry::{Listing, SanctionsEntry};
pub use store::{AddOptions, Artefact, Change, Store, StoredState, Verified};
pub use table::BadRow;
pub use wallet::Wallet;
pub use watched::Watch;

/// Reads arbitrary bytes as a list of a kind and asks it a few questions; for fuzzing.
///
/// Never panics, whatever the bytes and the text.
pub fn load(
    bytes: &[u8],
    kind: Kind,
    class: Option<&str>,
    question: &str,
) -> Result<u64, ListError> {
    let mut about = About::new("fuzz", kind);
    about.attributes.class = class.map(str::to_owned);
    about.attributes.value_kind = Some("domain".to_owned());
    let limits = ReadLimits {
        bytes: 16 << 20,
        bad_share: 1.0,
    };
    let parsed = parse(bytes, about, limits)?;
    let rows = parsed.rows;
    let lists = Lists::only(vec![(parsed, sha256::hexadecimal(bytes))]);
    let _ = lists.ip_fact(question);
    let _ = lists.email_fact(question);
    let _ = lists.phone_fact(question);
    let _ = lists.remote_tool_by_process(question);
    let _ = lists.remote_tool_by_domain(question);
    let _ = lists.remote_tool_by_product(question);
    let _ = lists.watched("domain", question);
    let _ = lists.listings("document", question, None).count();
    let _ = lists.wallet(question);
    let _ = lists.mail_drop(question);
    let _ = lists.peripheral(&PeripheralQuery {
        product: Some(question),
        edid: Some(question),
        mac: Some(question),
        ..PeripheralQuery::default()
    });
    Ok(rows)
}
