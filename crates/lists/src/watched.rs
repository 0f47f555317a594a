//! Values to watch for: domains, addresses, handles, phone numbers, each with its source and tier.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::address::parse_address;
use crate::domain_name::{domain_and_parents, host_of, normal_domain};
use crate::in_force::authority;
use crate::sanctions_entry::Listing;

/// A watched value with what is published about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    /// `domain`, `ip`, `email`, `handle`, `phone`, `asn`, `url`, `sms_service` …
    pub kind: Arc<str>,
    /// The value as it is compared.
    pub value: Box<str>,
    /// How sure the publisher is, or which campaign it belongs to.
    pub tier: Option<Arc<str>>,
    /// Who says so.
    pub source: Option<Arc<str>>,
    /// What else is to be known.
    pub note: Option<Box<str>>,
    /// The day it was listed, where the row says it; the day of the whole list is another matter.
    pub date: Option<Arc<str>>,
    /// The list that holds it.
    pub list: Arc<str>,
    /// The country that issued a document or number, where the list says it: two countries issue equal numbers.
    pub country: Option<Arc<str>>,
    /// The entry of a sanctions list, where it comes from one.
    pub listing: Option<Arc<Listing>>,
}

impl Watch {
    /// Whether a number that this country issued can be this one; unknown countries rule nothing out.
    #[must_use]
    pub fn fits_country(&self, country: Option<&str>) -> bool {
        match (&self.country, country) {
            (Some(issuer), Some(country)) => issuer.eq_ignore_ascii_case(country.trim()),
            _ => true,
        }
    }
}

/// The kind as it is kept: the many names of one thing become one.
pub(crate) fn normal_kind(kind: &str) -> String {
    let kind = kind.trim().to_ascii_lowercase().replace(['-', ' '], "_");
    match kind.as_str() {
        "ipv4" | "ipv6" | "ip_address" | "ip_dst" | "ip_src" | "ipv4:port" | "ipv6:port" => {
            "ip".into()
        }
        "hostname" | "host" | "fqdn" | "url_path_on_ip" => "domain".into(),
        "e_mail" | "email_address" | "mail" => "email".into(),
        "phone_number" | "telephone" => "phone".into(),
        "username" | "user" | "github" | "login" => "handle".into(),
        "as" | "autonomous_system" => "asn".into(),
        _ => kind,
    }
}

/// Kinds whose values are domains, found by their subdomains too.
fn holds_domains(kind: &str) -> bool {
    matches!(kind, "domain" | "sms_service" | "web_service") || kind.ends_with("_domain")
}

/// The value as it is compared, or why it cannot be one of its kind.
pub(crate) fn normal_value(kind: &str, value: &str) -> Result<String, String> {
    let value = value.trim();
    let folded = match kind {
        "ip" => parse_address(value)
            .map(|number| number.to_ip().to_string())
            .ok_or_else(|| format!("{value:?} is no IP address"))?,
        kind if holds_domains(kind) => normal_domain(host_of(value))?,
        "email" => {
            let (user, domain) = value
                .rsplit_once('@')
                .ok_or_else(|| format!("{value:?} is no mail address"))?;
            format!("{}@{}", user.trim().to_lowercase(), normal_domain(domain)?)
        }
        "phone" | "asn" => value.chars().filter(char::is_ascii_digit).collect(),
        "handle" => value.trim_start_matches('@').to_lowercase(),
        "url" => {
            let rest = value.split_once("://").map_or(value, |(_, rest)| rest);
            let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
            // Paths of URLs differ by case, hosts do not.
            format!("{}/{path}", host.to_lowercase())
                .trim_end_matches('/')
                .to_owned()
        }
        "url_path" => value.to_owned(),
        // Numbers are printed with and without their separators.
        "document" | "tax_id" | "registration" | "lei" | "bank_account" => value
            .chars()
            .flat_map(char::to_lowercase)
            .filter(|letter| letter.is_alphanumeric())
            .collect(),
        "imo" => value.chars().filter(char::is_ascii_digit).collect(),
        _ => value.to_lowercase(),
    };
    if folded.is_empty() {
        Err(format!("{value:?} says nothing as {kind}"))
    } else {
        Ok(folded)
    }
}

/// Watched values by kind.
///
/// What a community or an official publisher watches, and what an entry of a sanctions list holds, are kept apart: both
/// stay findable for a value that stands in both.
#[derive(Debug, Default)]
pub(crate) struct WatchIndex {
    kinds: HashMap<Arc<str>, HashMap<Box<str>, Watch>>,
    listed: HashMap<Arc<str>, HashMap<Box<str>, Vec<Watch>>>,
    /// Which entries of sanctions lists a value has been added for.
    added: HashSet<Added>,
}

/// A value of an entry, with the country that issued it: an entry that stands in two copies of a list is told once.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Added {
    kind: Arc<str>,
    value: Box<str>,
    authority: Box<str>,
    id: Box<str>,
    country: Option<Arc<str>>,
}

impl WatchIndex {
    /// The list that was added first keeps the value; of sanctions lists every entry is kept.
    pub(crate) fn add(&mut self, watch: Watch) {
        let Some(listing) = &watch.listing else {
            let values = self.kinds.entry(watch.kind.clone()).or_default();
            values.entry(watch.value.clone()).or_insert(watch);
            return;
        };
        let is_new = self.added.insert(Added {
            kind: watch.kind.clone(),
            value: watch.value.clone(),
            authority: authority(&listing.list).into(),
            id: listing.id.clone(),
            country: watch.country.clone(),
        });
        if is_new {
            let values = self.listed.entry(watch.kind.clone()).or_default();
            values.entry(watch.value.clone()).or_default().push(watch);
        }
    }

    /// Gives back the memory that only adding needs.
    pub(crate) fn close(&mut self) {
        self.added = HashSet::new();
    }

    /// All entries of sanctions lists that hold a value.
    pub(crate) fn listings(&self, kind: &str, value: &str) -> impl Iterator<Item = &Watch> {
        look_up(&self.listed, kind, value).into_iter().flatten()
    }

    /// What others than sanctions lists watch; where nobody does, the first entry of a sanctions list.
    pub(crate) fn find(&self, kind: &str, value: &str) -> Option<&Watch> {
        look_up(&self.kinds, kind, value).or_else(|| look_up(&self.listed, kind, value)?.first())
    }

    /// Like [`find`](Self::find) for addresses, which are asked for millions of times. Sanctions lists hold none.
    pub(crate) fn find_address(&self, address: &str) -> Option<&Watch> {
        let addresses = self.kinds.get("ip")?;
        addresses.get(parse_address(address)?.to_ip().to_string().as_str())
    }

    pub(crate) fn knows(&self, kind: &str) -> bool {
        let kind = normal_kind(kind);
        self.kinds.contains_key(kind.as_str()) || self.listed.contains_key(kind.as_str())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.kinds.is_empty() && self.listed.is_empty()
    }
}

/// What a table holds of a value; for kinds whose values are domains, of its nearest parent.
fn look_up<'t, T>(
    table: &'t HashMap<Arc<str>, HashMap<Box<str>, T>>,
    kind: &str,
    value: &str,
) -> Option<&'t T> {
    let kind = normal_kind(kind);
    let values = table.get(kind.as_str())?;
    let value = normal_value(&kind, value).ok()?;
    if holds_domains(&kind) {
        domain_and_parents(&value).find_map(|domain| values.get(domain))
    } else {
        values.get(value.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_compared_by_what_they_mean() {
        let same =
            |kind, a, b| assert_eq!(normal_value(kind, a), normal_value(kind, b), "{kind} {a}");
        same("ip", "192.0.2.1:8080", "192.0.2.1");
        same("ip", "2001:DB8::1", "2001:db8:0::1");
        same("domain", "https://WWW.Example.org/x", "www.example.org");
        same("email", "Max@Example.ORG", "max@example.org");
        same("phone", "+1 (202) 555-0143", "12025550143");
        same("handle", "@Octo", "octo");
        same("url", "https://Example.org/a/", "example.org/a");
        assert_ne!(
            normal_value("url", "example.org/A"),
            normal_value("url", "example.org/a")
        );
        assert!(normal_value("ip", "example.org").is_err());
        assert!(normal_value("phone", "none").is_err());
    }
}
