//! Entities that tell of parties: measures, documents, addresses and ties.

use std::collections::BTreeMap;

use super::Entity;
use crate::party::{Address, filled, push_text};
use crate::source::ledger::Ledger;
use crate::{Identifier, Party, Relation, RelationKind, Share, date, identifier};

/// The two ends of each kind of tie: schema, property of the one, property of the other, what the one is to the other.
const TIES: [(&str, &str, &str, RelationKind); 12] = [
    ("Ownership", "owner", "asset", RelationKind::Owns),
    (
        "Directorship",
        "director",
        "organization",
        RelationKind::Directs,
    ),
    ("Family", "person", "relative", RelationKind::Family),
    ("Associate", "person", "associate", RelationKind::Associate),
    ("Representation", "agent", "client", RelationKind::ActsFor),
    (
        "Membership",
        "member",
        "organization",
        RelationKind::MemberOf,
    ),
    ("Employment", "employee", "employer", RelationKind::MemberOf),
    ("UnknownLink", "subject", "object", RelationKind::LinkedTo),
    (
        "Succession",
        "successor",
        "predecessor",
        RelationKind::LinkedTo,
    ),
    ("Payment", "payer", "beneficiary", RelationKind::Supports),
    ("Debt", "debtor", "creditor", RelationKind::LinkedTo),
    ("Interest", "holder", "target", RelationKind::LinkedTo),
];

pub(super) fn add(
    mut link: Entity,
    places: &BTreeMap<String, usize>,
    parties: &mut [Party],
    addresses: &BTreeMap<String, Vec<usize>>,
    ledger: &mut Ledger,
) {
    let is_known = match link.schema.as_str() {
        "Sanction" => sanction(&mut link, places, parties),
        "Passport" | "Identification" => document(&mut link, places, parties),
        "Address" => address(&mut link, parties, addresses),
        schema => match TIES.iter().find(|(name, ..)| *name == schema) {
            Some((_, one, other, kind)) => tie(&mut link, (one, other, *kind), places, parties),
            None => false,
        },
    };
    if !is_known {
        let root = ledger.root(&link.schema);
        let path = ledger.below(
            root,
            "(entity tied to no party, or of a kind that is not read)",
        );
        ledger.unread(path, &link.id);
    }
}

fn holders(link: &mut Entity, property: &str, places: &BTreeMap<String, usize>) -> Vec<usize> {
    link.take(property)
        .iter()
        .filter_map(|id| places.get(id).copied())
        .collect()
}

fn sanction(link: &mut Entity, places: &BTreeMap<String, usize>, parties: &mut [Party]) -> bool {
    let targets = holders(link, "entity", places);
    let programmes = [link.take("program"), link.take("programId")].concat();
    let measures = [link.take("provisions"), link.take("status")].concat();
    let reasons = [link.take("reason"), link.take("summary")].concat();
    let starts = [link.take("startDate"), link.take("listingDate")].concat();
    let authority_ids = [link.take("authorityId"), link.take("unscId")].concat();
    for target in &targets {
        let party = &mut parties[*target];
        party.standing = crate::Standing::Listed;
        for text in &programmes {
            push_text(&mut party.programmes, text);
        }
        for text in &measures {
            push_text(&mut party.measures, text);
        }
        for text in &reasons {
            party.remark(text);
        }
        for text in &starts {
            match date::day(text) {
                Some(day) => party.listed(Some(day)),
                None => party.detail("listed", text),
            }
        }
        for text in &authority_ids {
            let found = Identifier::new(crate::IdentifierKind::ListReference, text);
            party
                .identifiers
                .extend(found.map(|found| found.labelled("authority's number")));
        }
        for (property, values) in &link.properties {
            for value in values {
                match property.as_str() {
                    "modifiedAt" => party.amended_on.extend(date::day(value)),
                    "programUrl" | "sourceUrl" => party.detail("source", value),
                    other => party.detail(&format!("sanction {other}"), value),
                }
            }
        }
    }
    !targets.is_empty()
}

fn document(link: &mut Entity, places: &BTreeMap<String, usize>, parties: &mut [Party]) -> bool {
    let holders = holders(link, "holder", places);
    let label = match link.first("type") {
        label if label.is_empty() => link.schema.clone(),
        label => label,
    };
    let numbers = [link.take("number"), link.take("passportNumber")].concat();
    let [country, authority, start, end] =
        ["country", "authority", "startDate", "endDate"].map(|name| link.first(name));
    let notes: Vec<String> = link
        .properties
        .iter()
        .flat_map(|(property, values)| {
            values
                .iter()
                .map(move |value| format!("{property}: {value}"))
        })
        .collect();
    for holder in &holders {
        for number in &numbers {
            let Some(found) = Identifier::new(identifier::kind_of_label(&label), number) else {
                continue;
            };
            let mut found = found
                .labelled(&label)
                .of_country(&country)
                .issued(&start)
                .expires(&end);
            found.issuer = filled(&authority);
            for note in &notes {
                found = found.with_note(note);
            }
            parties[*holder].identifiers.push(found);
        }
    }
    !holders.is_empty()
}

fn address(
    link: &mut Entity,
    parties: &mut [Party],
    addresses: &BTreeMap<String, Vec<usize>>,
) -> bool {
    let [
        full,
        street,
        street_2,
        city,
        region,
        state,
        postal_code,
        country,
        remarks,
    ] = [
        "full",
        "street",
        "street2",
        "city",
        "region",
        "state",
        "postalCode",
        "country",
        "remarks",
    ]
    .map(|name| link.first(name));
    let words: Vec<&str> = [street.as_str(), street_2.as_str()]
        .into_iter()
        .filter(|word| !word.is_empty())
        .collect();
    let region = if region.is_empty() { state } else { region };
    let Some(mut found) = Address::from_parts(
        &words.join(", "),
        &city,
        &region,
        &postal_code,
        &country,
        &remarks,
    ) else {
        return false;
    };
    if !full.is_empty() {
        found.text = full;
    } else if found.text.is_empty() {
        return false;
    }
    let holders = addresses.get(&link.id);
    for place in holders.into_iter().flatten() {
        parties[*place].addresses.push(found.clone());
    }
    holders.is_some()
}

/// A tie is written to both of its ends, where both stand in the file.
fn tie(
    link: &mut Entity,
    (one, other, kind): (&str, &str, RelationKind),
    places: &BTreeMap<String, usize>,
    parties: &mut [Party],
) -> bool {
    let (ones, others) = (link.take(one), link.take(other));
    let share = [
        link.take("percentage"),
        link.take("sharesCount")
            .into_iter()
            .filter(|text| text.contains('%'))
            .collect(),
    ]
    .concat()
    .iter()
    .find_map(|text| Share::read(text));
    let mut notes = [
        link.take("role"),
        link.take("relationship"),
        link.take("ownershipType"),
    ]
    .concat();
    let ended = link.take("endDate");
    notes.extend(ended.iter().map(|day| format!("ended {day}")));
    notes.extend(link.properties.iter().flat_map(|(property, values)| {
        values
            .iter()
            .map(move |value| format!("{property}: {value}"))
    }));
    let note = filled(&notes.join("; "));
    let mut is_used = false;
    for (from, to, kind) in [(&ones, &others, kind), (&others, &ones, kind.reversed())] {
        for from in from {
            let Some(place) = places.get(from) else {
                continue;
            };
            for to in to {
                let name = places
                    .get(to)
                    .map(|place| parties[*place].primary_name().to_owned());
                parties[*place].relations.push(Relation {
                    kind,
                    other_id: Some(to.clone()),
                    other_name: name.filter(|name| !name.is_empty()),
                    share,
                    note: note.clone(),
                });
                is_used = true;
            }
        }
    }
    is_used
}
