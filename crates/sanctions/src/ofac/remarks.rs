//! The remarks of the delimited files, in which most of what is known of a party stands as text.

use crate::party::filled;
use crate::source::ledger::{Ledger, PathId};
use crate::{
    Birth, CountryRole, Identifier, IdentifierKind, ListedWallet, NameKind, Party, Place, Relation,
    RelationKind, Schema, identifier,
};

use super::clause::{self, Tells};

/// Reads remarks into a party. Clauses that are not understood stay as remarks of the party and are counted.
pub(super) fn read(party: &mut Party, remarks: &str, ledger: &mut Ledger) {
    let root = ledger.root("remarks");
    for clause in clauses(remarks) {
        let plain = ["alt. ", "Alt. "]
            .iter()
            .find_map(|start| clause.strip_prefix(start))
            .unwrap_or(clause);
        match clause::read(plain) {
            Some((label, tells, rest)) => {
                let path = ledger.below(root, label);
                if take(party, label, tells, rest) {
                    ledger.used(path);
                } else {
                    keep(party, clause, path, ledger);
                }
            }
            None => match clause::unknown_document(plain) {
                Some((label, number)) => {
                    document(party, label, number);
                    let path = ledger.below(root, "(number with another label)");
                    ledger.used(path);
                }
                None => {
                    let path = ledger.below(root, "(free text, kept as a remark)");
                    keep(party, clause, path, ledger);
                }
            },
        }
    }
}

/// Takes a fact that comes with its label apart, as the XML files give it: `[country, issued, expires]` stand beside.
pub(super) fn labelled(
    party: &mut Party,
    label: &str,
    text: &str,
    beside: [&str; 3],
    ledger: &mut Ledger,
) {
    let root = ledger.root("labels");
    let path = ledger.below(root, label);
    let [country, issued, expires] = beside;
    let whole = format!("{label} x");
    let known = clause::read(&whole);
    let (name, tells) = known.map_or((label, Tells::Document), |(name, tells, _)| (name, tells));
    // "Digital Currency Address - XBT" has the code of the asset in the label.
    if let Some(asset) = label.strip_prefix("Digital Currency Address - ") {
        party.wallets.extend(ListedWallet::new(asset, text));
        ledger.used(path);
        return;
    }
    let before = party.identifiers.len();
    let is_taken = match tells {
        Tells::Document => document(party, label, text),
        _ => take(party, name, tells, text),
    };
    for found in &mut party.identifiers[before..] {
        *found = found
            .clone()
            .of_country(country)
            .issued(issued)
            .expires(expires);
    }
    if is_taken {
        ledger.used(path);
    } else if text.is_empty() {
        ledger.empty(path);
    } else {
        party.detail(label, text);
        ledger.unread(path, text);
    }
}

fn keep(party: &mut Party, clause: &str, path: PathId, ledger: &mut Ledger) {
    party.remark(clause);
    ledger.unread(path, clause);
}

/// Clauses end with "; ", the last one with a full stop. A quoted name may hold a semicolon.
fn clauses(remarks: &str) -> Vec<&str> {
    let remarks = remarks.trim().trim_end_matches('.');
    let mut found = Vec::new();
    let mut start = 0;
    let last_close = remarks.rfind("';").unwrap_or_default();
    for (at, _) in remarks.match_indices("; ") {
        let clause = &remarks[start..at];
        let is_open_name = clause.starts_with("a.k.a. '") && !clause.ends_with('\'');
        let can_close = last_close >= at || remarks.ends_with('\'');
        if start > at || is_open_name && can_close {
            continue;
        }
        found.push(clause.trim());
        start = at + 2;
    }
    found.push(remarks[start..].trim());
    found.retain(|clause| !clause.is_empty());
    found
}

/// Takes a clause into the party; `false` where its rest is not what its label promises.
fn take(party: &mut Party, label: &str, tells: Tells, rest: &str) -> bool {
    match tells {
        Tells::Birth => {
            let birth = Birth::read(rest);
            let is_read = birth.is_some();
            party.births.extend(birth);
            return is_read;
        }
        Tells::BirthPlace => party.birth_places.extend(Place::from_line(rest)),
        Tells::Gender => party.gender(rest),
        Tells::Nationality => party.country(CountryRole::Nationality, rest),
        Tells::Citizenship => party.country(CountryRole::Citizenship, rest),
        Tells::Registered => party.country(CountryRole::Registration, rest),
        Tells::Flag => party.country(CountryRole::Flag, rest),
        Tells::FormerFlag => party.country(CountryRole::FormerFlag, rest),
        Tells::Wallet => {
            let Some((asset, address)) = asset_and_address(rest) else {
                return false;
            };
            party
                .wallets
                .extend(ListedWallet::new(asset, address.trim_end_matches(';')));
        }
        Tells::WeakName | Tells::FormerName => {
            let quoted = rest.trim_matches('\'');
            let kind = if tells == Tells::FormerName {
                NameKind::Former
            } else {
                NameKind::Alias
            };
            let Some(name) = super::name(party.schema, kind, quoted) else {
                return false;
            };
            party.names.push(if tells == Tells::WeakName {
                name.weak()
            } else {
                name
            });
        }
        Tells::LinkedTo => relation(
            party,
            RelationKind::LinkedTo,
            rest.trim_end_matches(')'),
            label,
        ),
        Tells::Operator => {
            party.detail(label, rest);
            relation(party, RelationKind::ControlledBy, rest, label);
        }
        Tells::Owner => relation(party, RelationKind::OwnedBy, rest, label),
        Tells::Phone => number(party, IdentifierKind::Phone, label, rest),
        Tells::Email => number(party, IdentifierKind::Email, label, rest),
        Tells::Website => number(party, IdentifierKind::Website, label, rest),
        Tells::WholeWebsite => number(party, IdentifierKind::Website, "", &format!("www.{rest}")),
        Tells::Family => relation(party, RelationKind::Family, rest, label),
        Tells::Legal => party.detail(label, if rest.is_empty() { label } else { rest }),
        Tells::Detail => party.detail(label, if rest.is_empty() { "yes" } else { rest }),
        Tells::Document => return document(party, label, rest),
    }
    true
}

/// "XBT 1Hm…"; some entries lack the space behind the asset's code.
fn asset_and_address(text: &str) -> Option<(&str, &str)> {
    text.split_once(' ').or_else(|| {
        (3..=5)
            .filter_map(|length| text.split_at_checked(length))
            .find(|(asset, address)| {
                asset.bytes().all(|letter| letter.is_ascii_uppercase())
                    && bonafide_signals::wallet::detect(address).is_some()
            })
    })
}

fn number(party: &mut Party, kind: IdentifierKind, label: &str, text: &str) {
    party
        .identifiers
        .extend(Identifier::new(kind, text).map(|found| found.labelled(label)));
}

fn relation(party: &mut Party, kind: RelationKind, other: &str, label: &str) {
    party.relations.push(Relation {
        kind,
        other_id: None,
        other_name: filled(other),
        share: None,
        note: filled(label),
    });
}

/// "48131-1 (Guadalajara) (Mexico) issued 08 May 2009 expires 19 Jun 2023".
fn document(party: &mut Party, label: &str, text: &str) -> bool {
    let (text, expires) = cut(text, " expires ");
    let (text, issued) = cut(text, " issued ");
    let mut number = text.trim();
    let mut groups = Vec::new();
    while let Some(open) = number.strip_suffix(')').and_then(|inner| inner.rfind('(')) {
        groups.push(number[open + 1..number.len() - 1].trim());
        let rest = number[..open].trim_end();
        if rest.is_empty() {
            break;
        }
        number = rest;
    }
    let mut kind = identifier::kind_of_label(label);
    if let Some(ship) = number.strip_prefix("IMO ") {
        kind = IdentifierKind::Imo;
        number = ship.trim();
    }
    // "Vessel Registration Identification" and "Identification Number IMO" of what is no ship are numbers of companies.
    if kind == IdentifierKind::NationalId && party.schema == Schema::Organisation {
        kind = IdentifierKind::Registration;
    }
    let Some(mut found) = Identifier::new(kind, number) else {
        return false;
    };
    found = found.labelled(label).issued(issued).expires(expires);
    for (place, group) in groups.iter().enumerate() {
        found = if place == 0 && crate::country::static_code(group).is_some() {
            found.of_country(group)
        } else {
            found.with_note(group)
        };
    }
    party.identifiers.push(found);
    true
}

fn cut<'t>(text: &'t str, word: &str) -> (&'t str, &'t str) {
    match text.rsplit_once(word) {
        Some((before, after)) => (before, after.trim()),
        None => (text, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_one(schema: Schema, remarks: &str) -> (Party, crate::Counts) {
        let mut ledger = Ledger::new(&[]);
        let mut party = Party::new("ofac_sdn", "1", schema);
        read(&mut party, remarks, &mut ledger);
        (party, ledger.finish())
    }

    #[test]
    fn remarks_become_facts() {
        let (party, counts) = read_one(
            Schema::Person,
            "DOB 08 Aug 1968; alt. DOB circa 1969; POB Sinuiju, Korea, North; nationality Korea, North; Gender Male; \
             Passport 472220033 (Korea, North) issued 20 Jun 2012 expires 20 Jun 2017; alt. Passport 1 (Atlantis); \
             Digital Currency Address - XBT 1HmqvgSXUVES1jn4TQPzk9dxo1NE8wim2T; Email Address a@example.com; \
             a.k.a. 'BIG; LITTLE'; Linked To: EXAMPLE TRADING; Widget Certificate No. 12-34 (Austria); \
             Secondary sanctions risk: some sections; Member of the Example Council.",
        );
        assert_eq!(party.births.len(), 2);
        assert_eq!(party.birth_places[0].country.as_deref(), Some("KP"));
        assert_eq!(party.countries[0].code.as_deref(), Some("KP"));
        let passport = &party.identifiers[0];
        assert_eq!(
            (passport.number.as_str(), passport.country.as_deref()),
            ("472220033", Some("KP"))
        );
        assert_eq!(
            passport.issued_on.map(|day| day.to_string()).as_deref(),
            Some("2012-06-20")
        );
        assert_eq!(
            passport.expires_on.map(|day| day.to_string()).as_deref(),
            Some("2017-06-20")
        );
        assert_eq!(
            party.identifiers[1].note.as_deref(),
            Some("Atlantis"),
            "a country that is not known is not lost"
        );
        assert_eq!(party.wallets[0].chain.as_deref(), Some("bitcoin"));
        assert_eq!(party.names[0].text, "BIG; LITTLE");
        assert_eq!(party.names[0].strength, crate::Strength::Weak);
        assert_eq!(
            party.relations[0].other_name.as_deref(),
            Some("EXAMPLE TRADING")
        );
        assert_eq!(party.remarks, ["Member of the Example Council"]);
        assert_eq!(counts.unread(), 1);
        assert!(counts.is_complete());
        let widget = party
            .identifiers
            .iter()
            .find(|found| found.number == "12-34")
            .expect("the certificate");
        assert_eq!(widget.label.as_deref(), Some("Widget Certificate No."));
        assert_eq!(widget.country.as_deref(), Some("AT"));
    }

    #[test]
    fn a_number_of_a_ship_is_known_as_such() {
        let (ship, _) = read_one(
            Schema::Vessel,
            "Vessel Registration Identification IMO 7406784; MMSI 572469210.",
        );
        let kinds: Vec<_> = ship
            .identifiers
            .iter()
            .map(|found| (found.kind, found.number.as_str()))
            .collect();
        assert_eq!(
            kinds,
            [
                (IdentifierKind::Imo, "7406784"),
                (IdentifierKind::Mmsi, "572469210")
            ]
        );
    }
}
