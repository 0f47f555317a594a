//! Addresses at which nobody lives: private mailboxes, forwarders, virtual offices.

use std::collections::HashMap;
use std::sync::Arc;

/// An address or word of a list of mail drops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailDrop {
    /// The address or words, in small letters and single spaces.
    pub value: Box<str>,
    /// Whether the whole address has to be equal; words may stand anywhere in an address.
    pub is_address: bool,
    /// `cmra`, `forwarder`, `virtual_office`, `post_office_box` …
    pub class: Box<str>,
    /// Who says so.
    pub source: Option<Box<str>>,
    /// What else is to be known.
    pub note: Option<Box<str>>,
    /// The list that holds it.
    pub list: Arc<str>,
}

/// Mail drops by address and by words.
#[derive(Debug, Default)]
pub(crate) struct MailDropIndex {
    addresses: HashMap<Box<str>, MailDrop>,
    keywords: HashMap<Box<str>, MailDrop>,
    longest_keyword: usize,
}

impl MailDropIndex {
    pub(crate) fn add(&mut self, place: MailDrop) {
        if place.is_address {
            self.addresses.entry(place.value.clone()).or_insert(place);
        } else {
            self.longest_keyword = self.longest_keyword.max(place.value.split(' ').count());
            self.keywords.entry(place.value.clone()).or_insert(place);
        }
    }

    /// The whole address first, then the longest run of words in it.
    pub(crate) fn find(&self, address: &str) -> Option<&MailDrop> {
        let address = normal_address(address);
        if let Some(place) = self.addresses.get(address.as_str()) {
            return Some(place);
        }
        let words: Vec<&str> = address.split(' ').collect();
        (1..=self.longest_keyword).rev().find_map(|length| {
            words
                .windows(length)
                .find_map(|run| self.keywords.get(run.join(" ").as_str()))
        })
    }
}

/// An address in small letters, with dots dropped (`P.O.` is `po`) and other marks as single spaces.
pub(crate) fn normal_address(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for c in text
        .chars()
        .take(1000)
        .filter(|c| !matches!(c, '.' | '\'' | '’'))
    {
        if c.is_alphanumeric() {
            words.extend(c.to_lowercase());
        } else if !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
    }
    words.truncate(words.trim_end().len());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(value: &str, is_address: bool) -> MailDrop {
        MailDrop {
            value: normal_address(value).into(),
            is_address,
            class: "cmra".into(),
            source: None,
            note: None,
            list: "test".into(),
        }
    }

    #[test]
    fn words_match_whole_and_the_longest_wins() {
        let mut index = MailDropIndex::default();
        for words in ["PMB", "UPS Store", "The UPS Store"] {
            index.add(place(words, false));
        }
        index.add(place("1 Example Road, Suite 5", true));
        let found = |text: &str| index.find(text).map(|place| place.value.to_string());
        assert_eq!(found("12 Sample St, PMB #40").as_deref(), Some("pmb"));
        assert_eq!(
            found("c/o The U.P.S. Store 12").as_deref(),
            Some("the ups store")
        );
        assert_eq!(
            found("1 EXAMPLE ROAD; SUITE 5").as_deref(),
            Some("1 example road suite 5")
        );
        assert_eq!(found("12 Groups Storefront").as_deref(), None);
        assert_eq!(found("").as_deref(), None);
    }
}
