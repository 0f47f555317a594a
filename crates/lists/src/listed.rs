//! From sanctions lists to the look-ups: the wallets and the numbers of listed parties.
//!
//! Parties that a list only names for their ties give nothing, and names give nothing: a name alone is no match.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bonafide_sanctions::{Identifier, IdentifierKind, Party, Standing};
use bonafide_signals::identifier;

use crate::About;
use crate::domain_name::host_of;
use crate::sanctions_entry::Listing;
use crate::wallet::{Wallet, chain_name, chain_of, normal_wallet};
use crate::watched::{Watch, normal_value};

const TIER: &str = "sanctions";

/// Shorter numbers are given out by every office of the world. Who compares countries too finds them in the parties.
const LEAST: usize = 7;

/// Where sites begin: a path that says no more than the site.
const FRONT_PAGES: [&str; 16] = [
    "about",
    "ar",
    "cn",
    "contact",
    "contacts",
    "default.aspx",
    "en",
    "fa",
    "home",
    "index.asp",
    "index.aspx",
    "index.htm",
    "index.html",
    "index.php",
    "main",
    "ru",
];

/// Hosts on which everybody can have a page: the page may be watched, the host never.
const SHARED_HOSTS: [&str; 34] = [
    "amazonaws.com",
    "apple.com",
    "baidu.com",
    "blogger.com",
    "blogspot.com",
    "discord.gg",
    "facebook.com",
    "fb.com",
    "flickr.com",
    "github.com",
    "github.io",
    "google.com",
    "googleapis.com",
    "instagram.com",
    "linkedin.com",
    "livejournal.com",
    "medium.com",
    "ok.ru",
    "pinterest.com",
    "rutube.ru",
    "soundcloud.com",
    "t.me",
    "telegram.me",
    "telegram.org",
    "tiktok.com",
    "twitter.com",
    "vimeo.com",
    "vk.com",
    "wechat.com",
    "weibo.com",
    "wikipedia.org",
    "wordpress.com",
    "x.com",
    "youtube.com",
];

/// What is the same for all values of an entry.
struct Common {
    listing: Arc<Listing>,
    source: Arc<str>,
    date: Option<Arc<str>>,
    name: Arc<str>,
}

fn common(about: &About, party: &Party) -> Common {
    let own = party.details.iter().find(|detail| detail.label == "source");
    let source = own.map_or_else(
        || {
            let source = about.source.as_deref();
            format!("{}, entry {}", source.unwrap_or(&party.list), party.id)
        },
        |detail| detail.text.clone(),
    );
    Common {
        listing: Arc::new(Listing {
            list: party.list.as_str().into(),
            id: party.id.as_str().into(),
            entity: party.primary_name().into(),
            programme: party.programmes.join("; ").into(),
        }),
        source: source.into(),
        // The day of the file is not the day of the listing.
        date: party.listed_on.map(|day| day.to_string().into()),
        name: about.name.as_str().into(),
    }
}

/// The wallets of a listed party whose form and checksum are those of a known chain: one for each address of an entry,
/// however many assets the list names on it.
pub(crate) fn wallets_of(about: &About, party: &Party) -> Vec<Wallet> {
    if party.standing != Standing::Listed || party.wallets.is_empty() {
        return Vec::new();
    }
    let common = common(about, party);
    let mut assets: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for wallet in &party.wallets {
        // Chains that are not known here are compared as they are written, as long as they look whole.
        let looks_whole = wallet.chain.is_some()
            || (26..=110).contains(&wallet.address.len())
                && wallet
                    .address
                    .bytes()
                    .all(|letter| letter.is_ascii_alphanumeric());
        if let (true, Some(address)) = (looks_whole, normal_wallet(&wallet.address)) {
            let asset = match wallet.asset.as_str() {
                "" => wallet.chain.as_deref().unwrap_or("unknown"),
                asset => asset,
            };
            assets.entry(address).or_default().insert(chain_name(asset));
        }
    }
    let all = assets.into_iter();
    all.map(|(address, assets)| listed_wallet(address, assets, &common))
        .collect()
}

fn listed_wallet(address: String, assets: BTreeSet<String>, common: &Common) -> Wallet {
    let filled = |text: &str| Some(text).filter(|text| !text.is_empty()).map(Into::into);
    // Of several assets the form of the address decides: they share the chain.
    let of_form = chain_of(&address).filter(|_| assets.len() > 1);
    let chain = of_form
        .map(str::to_owned)
        .or_else(|| assets.into_iter().next());
    Wallet {
        address: address.into(),
        chain: chain.map(Into::into),
        entity: filled(&common.listing.entity),
        programme: filled(&common.listing.programme),
        source: Some((*common.source).into()),
        date: common.date.as_deref().map(Into::into),
        list: common.name.clone(),
        listing: Some(common.listing.clone()),
    }
}

/// The documents, registrations, telephones, mailboxes, sites and handles of a listed party.
pub(crate) fn watches_of(about: &About, party: &Party) -> Vec<Watch> {
    if party.standing != Standing::Listed || party.identifiers.is_empty() {
        return Vec::new();
    }
    let common = common(about, party);
    let mut found = Vec::new();
    for identifier in &party.identifiers {
        for (kind, value) in values(identifier, party) {
            found.push(watch(kind, value, identifier, &common));
        }
    }
    found
}

fn watch(kind: &str, value: String, identifier: &Identifier, common: &Common) -> Watch {
    let listing = &common.listing;
    let note = match &*listing.programme {
        "" => listing.entity.clone(),
        programme => format!("{} ({programme})", listing.entity).into(),
    };
    Watch {
        kind: kind.into(),
        value: value.into(),
        tier: Some(TIER.into()),
        source: Some(common.source.clone()),
        note: Some(note),
        date: common.date.clone(),
        list: common.name.clone(),
        country: identifier.country.as_deref().map(Into::into),
        listing: Some(listing.clone()),
    }
}

/// The values under which an identifier is found: none where it does not tell its party from others.
fn values(identifier: &Identifier, party: &Party) -> Vec<(&'static str, String)> {
    let number = match identifier.kind {
        IdentifierKind::Passport
        | IdentifierKind::NationalId
        | IdentifierKind::TravelDocument
        | IdentifierKind::DrivingLicence => &without_words(&identifier.number),
        _ => identifier.number.as_str(),
    };
    let country = identifier.country.as_deref();
    let single = |kind: &'static str| -> Vec<(&'static str, String)> {
        let canonical = identifier::normalise(kind, number, country);
        let value = canonical.and_then(|value| normal_value(kind, &value).ok());
        value.map(|value| (kind, value)).into_iter().collect()
    };
    let long_enough = |mut found: Vec<(&'static str, String)>, least: usize| {
        found.retain(|(_, value)| value.len() >= least);
        found
    };
    match identifier.kind {
        IdentifierKind::Passport
        | IdentifierKind::NationalId
        | IdentifierKind::TravelDocument
        | IdentifierKind::DrivingLicence => long_enough(single("document"), LEAST),
        IdentifierKind::Tax | IdentifierKind::SocialSecurity => {
            long_enough(single("tax_id"), LEAST)
        }
        IdentifierKind::Registration => long_enough(single("registration"), LEAST),
        IdentifierKind::Imo => long_enough(single("imo"), 7),
        IdentifierKind::Lei => long_enough(single("lei"), 20),
        IdentifierKind::Account => single("bank_account"),
        IdentifierKind::Phone => phone(number, country, party),
        IdentifierKind::Handle => single("handle"),
        IdentifierKind::Email => {
            // As written, and as the provider delivers it: both spellings occur in records.
            let mut both = single("email");
            both.extend(
                normal_value("email", number)
                    .ok()
                    .map(|value| ("email", value)),
            );
            both.dedup();
            both
        }
        IdentifierKind::Website => sites(number),
        _ => Vec::new(),
    }
}

/// The sites in a text. A line break of the list's own typesetting cuts "https://www.stc- spb.ru" in two; what is left
/// of it would be a whole region, so a text with such a cut is mended, and a piece without a scheme beside one that has
/// one is left out.
fn sites(text: &str) -> Vec<(&'static str, String)> {
    let mended = text.replace("- ", "-");
    let pieces: Vec<&str> = mended
        .split([' ', ';', ','])
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect();
    let has_scheme = |piece: &str| piece.contains("://") || piece.starts_with("www.");
    let some_have = pieces.iter().any(|piece| has_scheme(piece));
    pieces
        .into_iter()
        .filter(|piece| !some_have || has_scheme(piece))
        .filter_map(site_value)
        .collect()
}

/// A document's number without the words that some entries write before it: "Booklet A5250088".
fn without_words(number: &str) -> String {
    let is_word = |text: &&str| {
        text.chars().filter(|letter| letter.is_alphabetic()).count() > 2
            && !text.contains(|letter: char| letter.is_ascii_digit())
    };
    let kept = number.split_whitespace().filter(|text| !is_word(text));
    kept.collect::<Vec<_>>().join(" ")
}

/// A number without a country of its own is read in the country that the list gives beside it, or the only one that
/// the party has. Of "850 2 18111 ext. 8221" and "8204/8208" the line counts, not the extension.
fn phone(number: &str, country: Option<&str>, party: &Party) -> Vec<(&'static str, String)> {
    let mut of_party = party
        .addresses
        .iter()
        .filter_map(|address| address.country.as_deref());
    let first = of_party.next();
    let only = first.filter(|first| of_party.all(|other| other == *first));
    let start = number.find(|letter: char| letter.is_ascii_digit() || matches!(letter, '+' | '('));
    let number = start.map_or("", |start| &number[start..]);
    let line = number
        .split(|letter: char| letter.is_alphabetic() || matches!(letter, '/' | ';' | ','))
        .next()
        .unwrap_or_default()
        .trim();
    let international = line.strip_prefix("00").map(|rest| format!("+{rest}"));
    let line = international.as_deref().unwrap_or(line);
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    let with_plus = (digits > 10 && !line.starts_with(['+', '0', '('])).then(|| format!("+{line}"));
    let canonical = with_plus
        .as_deref()
        .and_then(|line| identifier::normalise("phone", line, None))
        .or_else(|| identifier::normalise("phone", line, country.or(only)));
    let value = canonical.and_then(|value| normal_value("phone", &value).ok());
    value.map(|value| ("phone", value)).into_iter().collect()
}

/// A site of its own is a domain; a page on somebody's site is no more than that page.
fn site_value(site: &str) -> Option<(&'static str, String)> {
    let url = identifier::normalise("url", site, None)?;
    let host = identifier::normalise("domain", host_of(site), None)?;
    let is_shared = SHARED_HOSTS.iter().any(|shared| {
        host.strip_suffix(shared)
            .is_some_and(|before| before.is_empty() || before == "m.")
    });
    let page = url.split_once('/').map(|(_, page)| page);
    let first = page.and_then(|page| page.split('/').next());
    match page.filter(|_| !first.is_some_and(|first| FRONT_PAGES.contains(&first))) {
        None if is_shared => None,
        None => Some(("domain", normal_value("domain", &host).ok()?)),
        Some(_) => Some(("url", normal_value("url", &url).ok()?)),
    }
}

#[cfg(test)]
mod tests {
    use bonafide_sanctions::Schema;

    use super::*;

    #[test]
    fn numbers_of_registers_are_compared_without_their_separators() {
        let party = Party::new("x", "1", Schema::Organisation);
        let found = |kind, number| {
            let identifier = Identifier::new(kind, number).expect("a number");
            values(&identifier, &party)
        };
        let one = |kind, value: &str| vec![(kind, value.to_owned())];
        assert_eq!(
            found(IdentifierKind::Registration, "HRB 99-4711-X"),
            one("registration", "hrb994711x")
        );
        assert_eq!(
            found(IdentifierKind::Imo, "IMO 9134919"),
            one("imo", "9134919")
        );
        assert_eq!(found(IdentifierKind::Registration, "10234"), []);
        assert_eq!(
            found(IdentifierKind::Passport, "Booklet: A5250088"),
            one("document", "a5250088")
        );
        assert_eq!(
            found(IdentifierKind::Passport, "B 960789"),
            one("document", "b960789")
        );
        assert_eq!(found(IdentifierKind::Passport, "issued in Sarajevo"), []);
        assert_eq!(found(IdentifierKind::Other, "HRB 99-4711-X"), []);
    }

    #[test]
    fn telephones_are_read_however_they_are_written() {
        let party = Party::new("x", "1", Schema::Organisation);
        let first = |number| phone(number, None, &party).pop().map(|(_, value)| value);
        assert_eq!(
            first("No. 009613380223").as_deref(),
            first("+961 3 380 223").as_deref()
        );
        assert!(first("No. 009613380223").is_some());
        assert_eq!(first("850 2 381 8208/4188").as_deref(), Some("85023818208"));
        assert_eq!(first("none"), None);
    }

    #[test]
    fn a_page_on_a_shared_host_accuses_nobody_else() {
        let found = |site| site_value(site).map(|(kind, value)| (kind, value.clone()));
        let domain = |value: &str| Some(("domain", value.to_owned()));
        assert_eq!(
            found("http://www.Company.example/"),
            domain("company.example")
        );
        assert_eq!(
            found("company.blogspot.com"),
            domain("company.blogspot.com")
        );
        assert_eq!(
            found("https://t.me/someone"),
            Some(("url", "t.me/someone".to_owned()))
        );
        assert_eq!(
            found("https://host.example/pages/someone"),
            Some(("url", "host.example/pages/someone".to_owned()))
        );
        assert_eq!(
            found("https://company.example/en/contacts"),
            domain("company.example")
        );
        for nothing in [
            "https://www.facebook.com/",
            "facebook.com/home",
            "m.youtube.com",
            "",
            "none",
        ] {
            assert_eq!(found(nothing), None, "{nothing}");
        }
    }
}
