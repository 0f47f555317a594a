//! A difference is empty where nothing changed, does not hang on order, and makes the new version out of the old.

use bonafide_sanctions::diff::diff;
use bonafide_sanctions::{
    Birth, Identifier, IdentifierKind, ListedName, ListedWallet, NameKind, Party, Schema,
};
use proptest::prelude::*;

fn party() -> impl Strategy<Value = Party> {
    let names = prop::collection::vec("[A-D]{1,2} [a-d]{1,2}", 0..4);
    let years = prop::collection::vec(1950..1955_i32, 0..3);
    let numbers = prop::collection::vec("[0-3]{2}", 0..3);
    (
        0..30_u32,
        0..2_usize,
        names,
        years,
        numbers,
        prop::option::of(1..28_i8),
    )
        .prop_map(|(id, schema, names, years, numbers, day)| {
            let mut party = Party::new(
                "un",
                id.to_string(),
                [Schema::Person, Schema::Organisation][schema],
            );
            party.names.extend(
                names
                    .iter()
                    .filter_map(|name| ListedName::new(NameKind::Alias, name)),
            );
            party.births.extend(
                years
                    .iter()
                    .filter_map(|year| Birth::read(&year.to_string())),
            );
            let ids = numbers
                .iter()
                .filter_map(|number| Identifier::new(IdentifierKind::Passport, number));
            party.identifiers.extend(ids);
            party.wallets.extend(
                numbers
                    .iter()
                    .filter_map(|number| ListedWallet::new("XBT", number)),
            );
            party.listed_on = day.and_then(|day| jiff::civil::Date::new(2020, 1, day).ok());
            party.tidy();
            party
        })
}

/// Entries with numbers of their own, in canonical order.
fn list() -> impl Strategy<Value = Vec<Party>> {
    prop::collection::vec(party(), 0..20).prop_map(|mut parties| {
        parties.sort_by(|a, b| (a.id.len(), &a.id).cmp(&(b.id.len(), &b.id)));
        parties.dedup_by(|a, b| a.id == b.id);
        parties
    })
}

proptest! {
    #[test]
    fn a_list_does_not_differ_from_itself(list in list()) {
        prop_assert!(diff(&list, &list).is_empty());
    }

    #[test]
    fn a_difference_applied_gives_the_new_version(old in list(), new in list()) {
        let found = diff(&old, &new);
        prop_assert_eq!(found.apply(&old).expect("it was made from this version"), new);
    }

    #[test]
    fn order_does_not_matter(old in list(), new in list()) {
        let turned = |list: &[Party]| -> Vec<Party> {
            let mut list = list.to_vec();
            list.reverse();
            for party in &mut list {
                party.names.reverse();
                party.identifiers.reverse();
            }
            list
        };
        prop_assert_eq!(diff(&turned(&old), &turned(&new)), diff(&old, &new));
    }

    #[test]
    fn a_difference_survives_being_written(old in list(), new in list()) {
        let found = diff(&old, &new);
        let text = serde_json::to_string(&found).expect("plain data");
        prop_assert_eq!(serde_json::from_str::<bonafide_sanctions::diff::ListDiff>(&text).expect("the same data"), found);
    }
}

#[test]
fn a_change_names_its_field_and_values() {
    let mut old = Party::new("un", "KPi.999", Schema::Person);
    old.names
        .extend(ListedName::new(NameKind::Primary, "Example Invented"));
    let mut new = old.clone();
    new.names
        .extend(ListedName::new(NameKind::Alias, "Exampel Invented"));
    new.remarks.push("moved".to_owned());
    let found = diff(std::slice::from_ref(&old), std::slice::from_ref(&new));
    let summary = found.summary();
    assert_eq!((summary.added, summary.removed, summary.changed), (0, 0, 1));
    assert_eq!(
        summary.fields.keys().collect::<Vec<_>>(),
        ["names", "remarks"]
    );
    let names = &found.changed[0].fields["names"];
    assert_eq!((names.added.len(), names.removed.len()), (1, 0));
    assert_eq!(names.added[0]["text"], "Exampel Invented");
    assert_eq!(found.to_screen().collect::<Vec<_>>(), [("un", "KPi.999")]);
    assert_ne!(old.fingerprint(), new.fingerprint());
    let error = found.apply(&[]).expect_err("another version");
    assert!(error.to_string().contains("KPi.999"), "{error}");
}
