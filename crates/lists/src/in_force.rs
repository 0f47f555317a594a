//! Which entries count where lists overlap: copies of one entry are told once, and what a newer list dropped is gone.
//!
//! Two entries are one when [`authority`] and number are the same, whatever format or list they were read from. Of its
//! copies the best is told: that of a whole list before that of an extract, and both before a snapshot of names alone,
//! which would lose aliases and births; within each the newest, and of equally new ones the first.
//!
//! An entry is gone when the newest whole list of its numbering is newer than the list that the entry stands in and
//! does not have it. It stays where there is doubt: where either list has no date, where the entry was listed after the
//! day of the whole list, and where the whole list has no other entry of one of its programmes, which is how a list
//! looks that was cut to a few programmes. Which lists are whole the format says: tables read by a mapping and acts of
//! the Official Journal never take an entry out of force, and neither do delimited files of different days.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use bonafide_sanctions::{Format, Party, SanctionsList};
use jiff::civil::Date;

use crate::About;

/// The authority behind the short name of a list, within which the numbers of entries are given once: both lists of
/// the US Treasury and snapshots of them are `ofac`; other lists are their own.
#[must_use]
pub fn authority(list: &str) -> &str {
    match list {
        "ofac_sdn" | "ofac_cons" | "ofac_consolidated" => "ofac",
        list => list,
    }
}

/// What becomes of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It is told.
    Told,
    /// A better copy of it is told; its numbers and wallets count.
    Copied,
    /// A newer whole list, of this day, dropped it.
    Gone(Date),
}

/// For every list the standing of its parties, in their order.
pub(crate) fn standings(lists: &[(&About, &SanctionsList)]) -> Vec<Vec<Standing>> {
    let whole = newest_whole(lists);
    let mut found: Vec<Vec<Standing>> = lists
        .iter()
        .map(|(about, list)| {
            let day = day_of(about);
            let of = |party: &Party| match gone(party, list, day, &whole) {
                Some(since) => Standing::Gone(since),
                None => Standing::Told,
            };
            list.parties.iter().map(of).collect()
        })
        .collect();
    let mut order: Vec<usize> = (0..lists.len()).collect();
    // The sort is stable: of equally good lists the first stays first.
    order.sort_by_key(|place| {
        let (about, list) = lists[*place];
        (goodness(about, list), std::cmp::Reverse(day_of(about)))
    });
    let mut told: HashSet<(&str, &str)> = HashSet::new();
    for place in order {
        for (party, standing) in lists[place].1.parties.iter().zip(&mut found[place]) {
            if *standing == Standing::Told && !told.insert((authority(&party.list), &party.id)) {
                *standing = Standing::Copied;
            }
        }
    }
    found
}

/// The smaller, the more is known of the parties of a list.
fn goodness(about: &About, list: &SanctionsList) -> u8 {
    match list.about.format {
        Format::PrimaryNames => 2,
        _ if about.attributes.partial => 1,
        _ => 0,
    }
}

fn day_of(about: &About) -> Option<Date> {
    about.date.as_deref()?.parse().ok()
}

/// Entries of one numbering can be missed in a whole list of it. The snapshots that are called `ofac` hold the SDN list.
type Numbering<'l> = (&'l str, bool);

fn numbering<'l>(list: &'l str, format: Format) -> Numbering<'l> {
    let code = match list {
        "ofac" => "ofac_sdn",
        "ofac_cons" => "ofac_consolidated",
        list => list,
    };
    (code, format == Format::EuJournal)
}

/// What a whole list holds of one numbering.
struct Whole<'l> {
    day: Date,
    ids: HashSet<&'l str>,
    programmes: HashSet<&'l str>,
}

/// The newest whole list of every numbering.
fn newest_whole<'l>(lists: &[(&'l About, &'l SanctionsList)]) -> HashMap<Numbering<'l>, Whole<'l>> {
    let mut newest: HashMap<Numbering<'l>, Whole<'l>> = HashMap::new();
    for (about, list) in lists {
        let Some(day) = day_of(about).filter(|_| is_whole(about, list)) else {
            continue;
        };
        let mut held: HashMap<Numbering<'l>, Whole<'l>> = HashMap::new();
        for party in &list.parties {
            let of = held
                .entry(numbering(&party.list, list.about.format))
                .or_insert_with(|| Whole {
                    day,
                    ids: HashSet::new(),
                    programmes: HashSet::new(),
                });
            of.ids.insert(&party.id);
            of.programmes
                .extend(party.programmes.iter().map(String::as_str));
        }
        for (numbering, whole) in held {
            match newest.entry(numbering) {
                Entry::Vacant(place) => {
                    place.insert(whole);
                }
                Entry::Occupied(mut place) => match whole.day.cmp(&place.get().day) {
                    std::cmp::Ordering::Greater => {
                        place.insert(whole);
                    }
                    // Two lists of one day: what either has is in force.
                    std::cmp::Ordering::Equal => place.get_mut().ids.extend(whole.ids),
                    std::cmp::Ordering::Less => {}
                },
            }
        }
    }
    newest
}

/// Whether a party that is not in the list is not listed.
fn is_whole(about: &About, list: &SanctionsList) -> bool {
    if about.attributes.partial {
        return false;
    }
    match list.about.format {
        // An entry without a programme has no row in the main file: that file is missing or of another day.
        Format::OfacCsv => list
            .parties
            .iter()
            .all(|party| !party.programmes.is_empty()),
        Format::OfacXml
        | Format::OfacAdvanced
        | Format::OfacEnhanced
        | Format::UnXml
        | Format::EuXml
        | Format::EuCsv
        | Format::UkCsv
        | Format::UkXml
        | Format::JapanMof
        | Format::JapanMeti
        | Format::SwissXml
        | Format::PrimaryNames => true,
        Format::EuJournal | Format::Korea | Format::FollowTheMoney | Format::Mapped => false,
    }
}

/// The day of the whole list that dropped a party.
fn gone(
    party: &Party,
    list: &SanctionsList,
    day: Option<Date>,
    whole: &HashMap<Numbering<'_>, Whole<'_>>,
) -> Option<Date> {
    let newest = whole.get(&numbering(&party.list, list.about.format))?;
    let is_older = day? < newest.day && party.listed_on.is_none_or(|day| day <= newest.day);
    let covers = || {
        let mut programmes = party.programmes.iter();
        programmes.any(|programme| newest.programmes.contains(programme.as_str()))
    };
    (is_older && !newest.ids.contains(party.id.as_str()) && covers()).then_some(newest.day)
}
