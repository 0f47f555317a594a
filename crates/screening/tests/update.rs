//! Screening what changed gives what screening everything gives.

use std::sync::Arc;

use bonafide_lists::{About, Kind, Lists, ReadLimits, parse};
use bonafide_names::{Decision, Schema, scoring_version};
use bonafide_screening::stored::{
    Folder, FolderError, Known, Screening, StoredName, among, index_of, screen, update,
};
use proptest::prelude::*;

/// One entry of an invented list.
#[derive(Debug, Clone)]
struct Entry {
    id: u8,
    name: String,
    alias: String,
    born: u16,
}

fn lists(entries: &[Entry]) -> Arc<Lists> {
    let mut text = String::from("id,schema,name,alias,birth_date,programme\n");
    for entry in entries {
        let Entry {
            id,
            name,
            alias,
            born,
        } = entry;
        text.push_str(&format!("E{id},person,{name},{alias},{born},TEST\n"));
    }
    let about = About::new("invented", Kind::Sanctions);
    let parsed = parse(text.as_bytes(), about, ReadLimits::default()).expect("a list");
    Lists::only(vec![(parsed, "0".repeat(64))])
}

const FAMILY: [&str; 6] = ["Kim", "Ri", "Petrov", "Haddad", "Pak", "Novak"];
const GIVEN: [&str; 8] = [
    "Ung Sun", "Chol Su", "Ivan", "Yusuf", "Un-song", "Jana", "Yong Nam", "Eung-sun",
];

fn name() -> impl Strategy<Value = String> {
    (0..FAMILY.len(), 0..GIVEN.len())
        .prop_map(|(family, given)| format!("{} {}", FAMILY[family], GIVEN[given]))
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let entry =
        (0..12_u8, name(), name(), 1960..1990_u16).prop_map(|(id, name, alias, born)| Entry {
            id,
            name,
            alias,
            born,
        });
    prop::collection::vec(entry, 1..10).prop_map(|mut all| {
        all.sort_by_key(|entry| entry.id);
        all.dedup_by_key(|entry| entry.id);
        all
    })
}

fn people() -> impl Strategy<Value = Vec<StoredName>> {
    let person = (0..40_u8, name(), prop::option::of(1960..1990_u16));
    prop::collection::vec(person, 0..25).prop_map(|all| {
        all.into_iter()
            .map(|(id, name, born)| StoredName {
                id: format!("p{id}"),
                name,
                schema: Schema::Person,
                birth_date: born.map_or_else(String::new, |year| year.to_string()),
                ..StoredName::default()
            })
            .collect()
    })
}

fn all(names: &[StoredName], lists: &Lists) -> Screening {
    screen(names, lists, |_, _| true)
}

proptest! {
    #[test]
    fn an_update_gives_what_a_full_run_gives(
        old_list in entries(), new_list in entries(),
        mut old_names in people(), new_names in people(), shared in people(),
    ) {
        let mut new_names = new_names;
        old_names.extend(shared.iter().cloned());
        new_names.extend(shared);
        let (old_list, new_list) = (lists(&old_list), lists(&new_list));
        let earlier = all(&old_names, &old_list);
        let full = all(&new_names, &new_list);
        let updated = update(&new_names, &new_list, |_, _| true, &earlier, None);
        prop_assert_eq!(&updated.matches, &full.matches);
        let index = index_of(&new_names);
        let looked_up = update(&new_names, &new_list, |_, _| true, &earlier, Some(&index));
        prop_assert_eq!(&looked_up.matches, &full.matches);
        prop_assert_eq!(&updated.parties, &full.parties);
        prop_assert_eq!(&updated.names, &full.names);
    }

    #[test]
    fn what_a_folder_keeps_comes_back(list in entries(), names in people()) {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = Folder::at(folder.path().join("out"));
        let screening = all(&names, &lists(&list));
        folder.write(&screening).expect("written");
        let Known::Earlier(read) = folder.read().expect("read") else {
            panic!("nothing was found");
        };
        prop_assert_eq!(&read.matches, &screening.matches);
        prop_assert_eq!(&read.parties, &screening.parties);
        prop_assert_eq!(&read.names, &screening.names);
    }
}

fn person(id: &str, name: &str) -> StoredName {
    StoredName {
        id: id.to_owned(),
        name: name.to_owned(),
        schema: Schema::Person,
        ..StoredName::default()
    }
}

fn entry(id: u8, name: &str, alias: &str) -> Entry {
    Entry {
        id,
        name: name.to_owned(),
        alias: alias.to_owned(),
        born: 1975,
    }
}

#[test]
fn only_changed_parties_are_compared_again() {
    let names = [person("a", "김응순"), person("b", "Jana Novak")];
    let before = lists(&[entry(1, "Ri Chol Su", ""), entry(2, "Petrov Ivan", "")]);
    let earlier = all(&names, &before);
    assert!(earlier.matches.is_empty());
    assert_eq!(earlier.work.whole_names, 2);

    let after = lists(&[entry(1, "Ri Chol Su", ""), entry(3, "Kim Ung Sun", "")]);
    let updated = update(&names, &after, |_, _| true, &earlier, None);
    assert_eq!(updated.work.whole_names, 0);
    assert_eq!(updated.work.changed_parties, 1);
    assert_eq!(updated.work.removed_parties, 1);
    let [found] = updated.matches.as_slice() else {
        panic!("{:?}", updated.matches);
    };
    assert_eq!((found.id.as_str(), found.entry.as_str()), ("a", "E3"));
    assert!(found.decision >= Decision::Possible);

    let again = update(&names, &after, |_, _| true, &updated, None);
    assert_eq!(again.work.other_names + again.work.whole_names, 0);
    assert_eq!(again.matches, updated.matches);
}

#[test]
fn an_altered_folder_is_refused_and_one_of_another_version_or_scoring_is_not_used() {
    let temporary = tempfile::tempdir().expect("a folder");
    let folder = Folder::at(temporary.path());
    assert!(matches!(folder.read(), Ok(Known::Nothing)));
    let screening = all(
        &[person("a", "Kim Ung Sun")],
        &lists(&[entry(1, "Kim Ung Sun", "")]),
    );
    folder.write(&screening).expect("written");
    let matches = std::fs::read_to_string(folder.matches()).expect("matches");
    std::fs::write(folder.matches(), matches.replace("strong", "possible")).expect("written");
    let error = folder.read().expect_err("altered");
    assert!(matches!(error, FolderError::Altered { .. }), "{error}");

    folder.write(&screening).expect("written");
    let state = temporary.path().join("state.json");
    let text = std::fs::read_to_string(&state).expect("state");
    for (mine, another) in [
        (env!("CARGO_PKG_VERSION"), "0.0.0"),
        (scoring_version(), "0.0000000000000000"),
    ] {
        assert!(text.contains(mine), "{mine} is not in {text}");
        std::fs::write(&state, text.replace(mine, another)).expect("written");
        assert!(matches!(folder.read(), Ok(Known::OtherVersion)));
    }
}

#[test]
fn lists_are_chosen_by_name() {
    let wanted = among(&["un".to_owned()]);
    assert!(wanted("sdn", "un") && wanted("un", "other") && !wanted("sdn", "ofac_sdn"));
    assert!(among(&[])("sdn", "ofac_sdn"));
}
