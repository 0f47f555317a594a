//! From the bytes of a list file to its content, by kind.

mod email;
mod ip;
mod mail_drop;
mod mmdb;
mod peripheral;
mod phone;
mod remote_tool;
mod sanctions;
mod wallet;
mod watched;

use bonafide_sanctions::SanctionsList;

use crate::country_code::CountryCode;
use crate::decompress::decompress;
use crate::table::{BadRow, Layout, Tally, layout, unknown_layout};
use crate::{About, Kind, ListError};

pub(crate) use email::EmailDomains;
pub(crate) use ip::{AsnClasses, AsnFact, AsnNames, IpRanges, Tier};
pub(crate) use mmdb::{Mmdb, MmdbRecord};
pub(crate) use peripheral::{PeripheralRow, Peripherals, parse_hex, parse_oui};
pub(crate) use phone::{PhonePrefix, PhoneRanges, prefix_key};
pub(crate) use remote_tool::RemoteToolRow;

use crate::ip_map::IpMap;
use crate::mail_drop::MailDrop;
use crate::wallet::Wallet;
use crate::watched::Watch;

/// What is allowed while a list is read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReadLimits {
    /// The largest content, after decompression, in bytes.
    pub bytes: u64,
    /// The largest share of broken rows, from 0 to 1.
    pub bad_share: f64,
}

impl Default for ReadLimits {
    fn default() -> Self {
        Self {
            bytes: 2 << 30,
            bad_share: 0.05,
        }
    }
}

/// A list that was read, with the rows that were set aside.
#[derive(Debug)]
pub struct Parsed {
    /// What is known about the list.
    pub about: About,
    /// Good rows.
    pub rows: u64,
    /// Rows set aside.
    pub bad: u64,
    /// The first of them, with line and reason.
    pub bad_rows: Vec<BadRow>,
    /// What else a user should know of the reading, in sentences: the list's own warnings and what was not understood.
    pub notes: Vec<String>,
    pub(crate) content: Content,
}

/// The content of a list, ready to be looked up or to be put into an index.
#[derive(Debug)]
pub(crate) enum Content {
    IpRanges(IpRanges),
    IpCountries(IpMap<Option<CountryCode>>),
    IpAsns(IpMap<AsnFact>),
    AsnClasses(AsnClasses),
    AsnNames(AsnNames),
    Mmdb(Box<Mmdb>),
    EmailDomains(EmailDomains),
    Phones(PhoneRanges),
    RemoteTools(Vec<RemoteToolRow>),
    Peripherals(Box<Peripherals>),
    Watched(Vec<Watch>),
    MailDrops(Vec<MailDrop>),
    Wallets(Vec<Wallet>),
    Countries(Vec<(CountryCode, Box<str>)>),
    Sanctions(Box<SanctionsList>),
}

impl Parsed {
    /// The sanctions list with its parties and the full account of the reading; `None` for other kinds.
    #[must_use]
    pub fn sanctions(&self) -> Option<&SanctionsList> {
        match &self.content {
            Content::Sanctions(list) => Some(list),
            _ => None,
        }
    }
}

/// Reads a list from the bytes of its file, plain or compressed. Never panics, whatever the bytes.
pub fn parse(bytes: &[u8], mut about: About, limits: ReadLimits) -> Result<Parsed, ListError> {
    let content = decompress(&about.name, bytes, limits.bytes)?;
    if content.iter().all(u8::is_ascii_whitespace) {
        return Err(ListError::Empty(about.name));
    }
    let mut tally = Tally::default();
    let content = match about.kind {
        Kind::IpRange => Content::IpRanges(ip::ranges(&content, &about, &mut tally)?),
        Kind::IpCountry => Content::IpCountries(ip::countries(&content, &about, &mut tally)?),
        Kind::IpAsn => Content::IpAsns(ip::asns(&content, &about, &mut tally)?),
        Kind::AsnClass => Content::AsnClasses(ip::asn_classes(&content, &about, &mut tally)?),
        Kind::AsnName => Content::AsnNames(ip::asn_names(&content, &about, &mut tally)?),
        Kind::Mmdb => Content::Mmdb(Box::new(Mmdb::read(
            content.into_owned(),
            &about,
            &mut tally,
        )?)),
        Kind::EmailDomain => Content::EmailDomains(email::domains(&content, &about, &mut tally)?),
        Kind::PhoneRange => Content::Phones(phone::ranges(&content, &about, &mut tally)?),
        Kind::RemoteTool => Content::RemoteTools(remote_tool::tools(&content, &about, &mut tally)?),
        Kind::PeripheralId => Content::Peripherals(Box::new(peripheral::identifiers(
            &content, &about, &mut tally,
        )?)),
        Kind::WatchedIdentifier => Content::Watched(watched::values(&content, &about, &mut tally)?),
        Kind::MailDrop => Content::MailDrops(mail_drop::places(&content, &about, &mut tally)?),
        Kind::Wallet => Content::Wallets(wallet::addresses(&content, &about, &mut tally)?),
        Kind::Country => Content::Countries(countries(&content, &about, &mut tally)?),
        Kind::Sanctions => Content::Sanctions(Box::new(sanctions::list(
            &content,
            &mut about,
            &mut tally,
            limits.bytes,
        )?)),
    };
    let all = tally.good + tally.bad;
    if tally.bad > 0 && tally.bad as f64 > limits.bad_share * all as f64 {
        return Err(ListError::TooManyBadRows {
            list: about.name,
            bad: tally.bad,
            all,
            limit_percent: limits.bad_share * 100.0,
            rows: tally.bad_rows,
        });
    }
    if tally.good == 0 {
        return Err(ListError::Empty(about.name));
    }
    let notes = match &content {
        Content::Sanctions(list) => sanctions::notes(list),
        _ => Vec::new(),
    };
    Ok(Parsed {
        about,
        rows: tally.good,
        bad: tally.bad,
        bad_rows: tally.bad_rows,
        notes,
        content,
    })
}

fn countries(
    bytes: &[u8],
    about: &About,
    tally: &mut Tally,
) -> Result<Vec<(CountryCode, Box<str>)>, ListError> {
    let mut countries = Vec::new();
    let Layout::Table(table) =
        layout(about, bytes, &["code", "country_code", "alpha_2", "alpha2"])?
    else {
        return Err(unknown_layout(about, "one value a line"));
    };
    let code = table.column(&["code", "country_code", "alpha_2", "alpha2"]);
    let name = table.column(&["name", "country", "country_name"]);
    if !name.is_there() {
        return Err(unknown_layout(about, &table.column_names().join(", ")));
    }
    table.each_row(tally, |row| {
        let text = row.get(code);
        let code = CountryCode::parse(text)
            .ok_or_else(|| format!("{text:?} is no country code of two letters"))?;
        countries.push((code, row.get(name).into()));
        Ok(())
    });
    Ok(countries)
}

/// A list without the columns that its kind needs.
fn missing_columns(about: &About, columns: &[String]) -> ListError {
    unknown_layout(about, &columns.join(", "))
}

/// A list of one value a line of a kind that needs columns.
fn needs_columns(about: &About) -> ListError {
    unknown_layout(about, "one value a line, without a header")
}

fn boxed(text: Option<&str>) -> Option<Box<str>> {
    text.map(Into::into)
}
