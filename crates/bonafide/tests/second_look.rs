//! What rules found of those with whom a subject stands together, from the outside.

mod place;

use std::fmt::Write;

use place::{Place, code, err, report};

const NAMES: [&str; 7] = [
    "Baradin Celobek",
    "Domuvar Fenimos",
    "Guselta Holyrch",
    "Jarondo Kipaziq",
    "Lumewin Noruhle",
    "Pelastra Quorim",
    "Runavik Soltmar",
];
const COUNTRIES: [&str; 7] = ["PT", "US", "JP", "PL", "DE", "FR", "CA"];
/// An address that may belong to somebody: lists are not asked of those reserved for documentation.
const SERVED: &str = "3.24.10.7";

/// So many people, of whom those named have a former employer who says that they never worked there.
fn people(place: &Place, count: usize, denied: &[usize]) {
    let mut subjects = String::from("subject_id,kind,name,country,created_at\n");
    for number in 0..count {
        let _ = writeln!(
            subjects,
            "s{number},account,{},{},2026-01-01T00:00:00Z",
            NAMES[number], COUNTRIES[number]
        );
    }
    place.write("in/subject.csv", subjects);
    let mut experience = String::from(
        "subject_id,employer,employer_domain,title,started_on,ended_on,source,verification,verified_at\n",
    );
    for number in denied {
        let _ = writeln!(
            experience,
            "s{number},Firm {number},firm{number}.example,Developer,2020-01-01,2024-01-01,cv,denied,2026-02-01T00:00:00Z"
        );
    }
    place.write("in/experience.csv", experience);
}

/// The rules that fired for a subject.
fn rules(place: &Place, subject: &str) -> Vec<String> {
    rules_with(place, subject, &["--embedded-lists-only"])
}

fn rules_with(place: &Place, subject: &str, lists: &[&str]) -> Vec<String> {
    let done = place.run(&[&["screen", "in", "--out", "out"], lists].concat());
    assert_eq!(code(&done), 0, "{}", err(&done));
    let report = report(&place.path("out"));
    let subjects = report["subjects"].as_array().expect("subjects");
    let Some(of) = subjects.iter().find(|one| one["subject_id"] == subject) else {
        return Vec::new();
    };
    of["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .map(|finding| finding["rule"].as_str().expect("a rule").to_owned())
        .collect()
}

fn on_one_address(place: &Place, users: usize) {
    let users: Vec<usize> = (0..users).collect();
    on_addresses(place, &[(SERVED, &users)]);
}

fn on_addresses(place: &Place, addresses: &[(&str, &[usize])]) {
    let mut sessions = String::from("subject_id,session_id,started_at,ip\n");
    for (address, users) in addresses {
        for number in *users {
            let _ = writeln!(
                sessions,
                "s{number},l{number}-{address},2026-03-0{}T10:00:00Z,{address}",
                number + 1
            );
        }
    }
    place.write("in/session.csv", sessions);
}

const ADDRESS: &str = "group/users-of-one-address-told";
const SERVER: &str = "group/users-of-one-server-told";
const BOUND: &str = "group/bound-in-several-ways";

#[test]
fn users_of_one_address_are_told_of_where_much_is_found_of_the_others() {
    let place = Place::new();
    people(&place, 3, &[1, 2]);
    on_one_address(&place, 3);
    let found = rules(&place, "s0");
    assert!(found.iter().any(|rule| rule == ADDRESS), "{found:?}");
}

#[test]
fn users_of_whom_nothing_is_found_speak_for_the_others() {
    let place = Place::new();
    people(&place, 5, &[1, 2]);
    on_one_address(&place, 5);
    let found = rules(&place, "s0");
    assert!(!found.iter().any(|rule| rule == ADDRESS), "{found:?}");
}

#[test]
fn nobody_is_told_of_by_what_is_found_of_himself() {
    let place = Place::new();
    people(&place, 3, &[0]);
    on_one_address(&place, 3);
    let found = rules(&place, "s0");
    assert!(
        found
            .iter()
            .any(|rule| rule == "identity/employer-denied-employment"),
        "{found:?}"
    );
    assert!(!found.iter().any(|rule| rule == ADDRESS), "{found:?}");
}

#[test]
fn an_address_of_quiet_suspicion_does_not_hide_one_of_whose_user_much_is_told() {
    let place = Place::new();
    people(&place, 5, &[1]);
    // One strong finding and a moderate one of one, less than a strong one of each of three others.
    let mut observations = String::from("subject_id,indicator,answer,observed_at,observer\n");
    observations.push_str("s1,realtime-face-swap-artifacts,present,2026-02-05T10:00:00Z,o1\n");
    for number in 2..5 {
        let _ = writeln!(
            observations,
            "s{number},screen-share-reveals-other-identity,present,2026-02-05T10:00:00Z,o1"
        );
    }
    place.write("in/observation.csv", observations);
    let told: (&str, &[usize]) = ("198.51.100.7", &[0, 1]);
    let quiet: (&str, &[usize]) = ("198.51.100.9", &[0, 2, 3, 4]);
    on_addresses(&place, &[told]);
    let alone = rules(&place, "s0");
    assert!(alone.iter().any(|rule| rule == ADDRESS), "{alone:?}");
    on_addresses(&place, &[told, quiet]);
    let both = rules(&place, "s0");
    assert!(both.iter().any(|rule| rule == ADDRESS), "{both:?}");
}

#[test]
fn what_is_found_of_the_address_itself_is_nobodys_own_record() {
    let place = Place::new();
    people(&place, 3, &[]);
    on_addresses(&place, &[("175.45.176.9", &[0, 1, 2])]);
    let found = rules(&place, "s0");
    assert!(
        found
            .iter()
            .any(|rule| rule == "location/dprk-address-range"),
        "{found:?}"
    );
    assert!(!found.iter().any(|rule| rule == ADDRESS), "{found:?}");
}

/// The banks of all but the first say that the account is somebody else's.
fn denied_by_banks(place: &Place, accounts: &[&str]) {
    let mut payouts = String::from(
        "subject_id,payout_id,paid_at,amount,currency,destination,payee_name,name_match,via_company\n",
    );
    for (number, account) in (1..).zip(accounts) {
        let _ = writeln!(
            payouts,
            "s{number},p{number},2026-04-0{number}T10:00:00Z,900,EUR,{account},Somebody Else,false,false"
        );
    }
    place.write("in/payout.csv", payouts);
}

#[test]
fn whose_account_it_is_counts_unless_users_of_the_address_share_it() {
    let place = Place::new();
    people(&place, 4, &[]);
    on_one_address(&place, 4);
    denied_by_banks(
        &place,
        &[
            "DE89370400440532013000",
            "FR1420041010050500013M02606",
            "GB29NWBK60161331926819",
        ],
    );
    let apart = rules(&place, "s0");
    assert!(apart.iter().any(|rule| rule == ADDRESS), "{apart:?}");
    denied_by_banks(&place, &["DE89370400440532013000"; 3]);
    let together = rules(&place, "s0");
    assert!(!together.iter().any(|rule| rule == ADDRESS), "{together:?}");
}

/// So many accounts with one payout account and one postal address.
fn paid_together(place: &Place, count: usize) {
    let mut identifiers = String::from("subject_id,kind,value\n");
    for number in 0..count {
        let _ = writeln!(
            identifiers,
            "s{number},bank_account,DE89370400440532013000\ns{number},address,12 Alder Crest Springfield"
        );
    }
    place.write("in/identifier.csv", identifiers);
}

#[test]
fn a_group_whose_members_show_nothing_speaks_for_its_members() {
    let place = Place::new();
    people(&place, 6, &[]);
    paid_together(&place, 6);
    let found = rules(&place, "s0");
    assert!(
        found
            .iter()
            .any(|rule| rule == "mitigation/fellows-ordinary"),
        "{found:?}"
    );
    assert!(
        !found
            .iter()
            .any(|rule| rule.starts_with("coordination/one-hand")),
        "{found:?}"
    );
}

#[test]
fn the_same_group_looks_like_one_hand_where_much_is_found_of_the_others() {
    let place = Place::new();
    people(&place, 6, &[1, 2, 3, 4, 5]);
    paid_together(&place, 6);
    let found = rules(&place, "s0");
    assert!(
        found
            .iter()
            .any(|rule| rule.starts_with("coordination/one-hand")),
        "{found:?}"
    );
    assert!(
        !found
            .iter()
            .any(|rule| rule == "mitigation/fellows-ordinary"),
        "{found:?}"
    );
}

#[test]
fn a_group_says_more_of_whom_ties_of_several_families_bind() {
    let place = Place::new();
    people(&place, 6, &[1, 2, 3, 4, 5]);
    let all = |number: usize| {
        format!(
            "s{number},bank_account,DE89370400440532013000\ns{number},device,7f3a9c1e5b2d4860\n"
        )
    };
    let others: String = (1..6).map(all).collect();
    let header = "subject_id,kind,value\n";
    place.write("in/identifier.csv", format!("{header}{others}{}", all(0)));
    let in_several = rules(&place, "s0");
    assert!(
        in_several.iter().any(|rule| rule == BOUND),
        "{in_several:?}"
    );

    // A telephone number that one of them had before, or has since.
    let number = "s0,phone,+14155550143\ns1,phone,+14155550143\n";
    place.write("in/identifier.csv", format!("{header}{others}{number}"));
    let by_one = rules(&place, "s0");
    assert!(
        by_one
            .iter()
            .any(|rule| rule.starts_with("coordination/one-hand")),
        "{by_one:?}"
    );
    assert!(!by_one.iter().any(|rule| rule == BOUND), "{by_one:?}");
}

/// A list on which the network of the test addresses is hosted, or is the exit of a VPN.
fn list_of(place: &Place, kind: &str) {
    place.write(
        &format!("{kind}.csv"),
        format!("network,class\n{SERVED},{kind}\n"),
    );
    let (file, name) = (format!("{kind}.csv"), format!("test-{kind}"));
    let done = place.run(&[
        "lists",
        "add",
        "ip-range",
        &name,
        &file,
        "--source",
        "a test",
        "--licence",
        "Apache-2.0",
        "--lists",
        "lists",
    ]);
    assert_eq!(code(&done), 0, "{}", err(&done));
}

#[test]
fn a_rented_server_says_more_than_a_line_and_the_exit_of_a_vpn_no_more() {
    let place = Place::new();
    people(&place, 4, &[1, 2, 3]);
    on_one_address(&place, 4);
    let fired = |lists: &[&str]| {
        let found = rules_with(&place, "s0", lists);
        let has = |rule: &str| found.iter().any(|one| one == rule);
        (has(ADDRESS), has(SERVER))
    };
    assert_eq!(fired(&["--embedded-lists-only"]), (true, false));
    list_of(&place, "hosting");
    assert_eq!(fired(&["--lists", "lists"]), (true, true));
    list_of(&place, "vpn");
    assert_eq!(fired(&["--lists", "lists"]), (true, false));
}

#[test]
fn one_told_user_of_a_server_is_not_enough() {
    let place = Place::new();
    people(&place, 3, &[1]);
    on_one_address(&place, 3);
    list_of(&place, "hosting");
    let found = rules_with(&place, "s0", &["--lists", "lists"]);
    assert!(!found.iter().any(|rule| rule == SERVER), "{found:?}");
}
