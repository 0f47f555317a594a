//! Ties and groups from the outside: what people decide binds, and days add up.

mod place;

use std::fs;

use place::{Place, code, err, out, report};

const SUBJECTS: &str = "subject_id,kind,name,country,created_at\n\
    ana,contractor,Ana Invented,PT,2026-01-10T00:00:00Z\n\
    bob,contractor,Bob Invented,US,2026-01-12T00:00:00Z\n\
    cy,contractor,Cy Invented,CA,2026-02-01T00:00:00Z\n\
    dan,contractor,Dan Invented,GB,2026-03-01T00:00:00Z\n\
    eve,contractor,Eve Invented,DE,\n";
const IDENTIFIERS: &str = "subject_id,kind,value\n\
    ana,bank_account,DE89370400440532013000\n\
    bob,bank_account,DE89370400440532013000\n\
    ana,phone,+380441300417\n\
    bob,phone,+380441300417\n\
    cy,device,dev-aa11\n\
    bob,device,dev-aa11\n";

/// The members of each group.
fn groups(place: &Place, out: &str) -> Vec<Vec<String>> {
    let report = report(&place.path(out));
    let mut groups: Vec<Vec<String>> = report["groups"]
        .as_array()
        .expect("groups")
        .iter()
        .map(|group| {
            let mut members: Vec<String> = group["members"]
                .as_array()
                .expect("members")
                .iter()
                .map(|member| member["subject_id"].as_str().expect("an id").to_owned())
                .collect();
            members.sort();
            members
        })
        .collect();
    groups.sort();
    groups
}

fn screened(place: &Place, input: &str, more: &[&str]) {
    let mut words = vec!["screen", input, "--out", "out", "--embedded-lists-only"];
    words.extend(["--verdicts", "verdicts.ndjson"]);
    words.extend(more);
    let done = place.run(&words);
    assert_eq!(code(&done), 0, "{}", err(&done));
}

fn decide(place: &Place, words: &[&str]) -> std::process::Output {
    let mut all = vec!["link"];
    all.extend(words);
    all.extend(["--by", "R. Viewer", "--reason", "met both"]);
    all.extend(["--verdicts", "verdicts.ndjson"]);
    place.run(&all)
}

fn made() -> Place {
    let place = Place::new();
    place.write("in/subject.csv", SUBJECTS);
    place.write("in/identifier.csv", IDENTIFIERS);
    place
}

#[test]
fn verdicts_join_and_part_until_they_are_withdrawn_and_the_report_says_who_said_so() {
    let place = made();
    screened(&place, "in", &[]);
    let before = groups(&place, "out");
    assert!(
        before
            .iter()
            .any(|g| g.contains(&"ana".to_owned()) && g.contains(&"bob".to_owned()))
    );
    for words in [
        &["different", "bob", "ana"][..],
        &["same", "eve", "dan", "--until", "2099-01-01"],
        &["same", "ana", "gone"],
    ] {
        let done = decide(&place, words);
        assert_eq!(code(&done), 0, "{}", err(&done));
    }
    screened(&place, "in", &[]);
    let after = groups(&place, "out");
    let together = |a: &str, b: &str| {
        after
            .iter()
            .any(|g| g.contains(&a.to_owned()) && g.contains(&b.to_owned()))
    };
    assert!(
        !together("ana", "bob") && together("dan", "eve"),
        "{after:?}"
    );
    let told = report(&place.path("out"));
    let effects: Vec<&str> = told["verdicts"]
        .as_array()
        .expect("verdicts")
        .iter()
        .map(|verdict| {
            assert_eq!(verdict["author"], "R. Viewer");
            verdict["effect"].as_str().expect("an effect")
        })
        .collect();
    assert_eq!(effects[0], "kept apart");
    assert!(effects[1].contains("`gone` is not among the subjects"));
    assert!(effects[2].starts_with("both are in group"));
    // A verdict on somebody who is gone is told and makes no run partial.
    assert_eq!(told["run"]["complete"], true);
    let why = out(&place.run(&["link", "why", "dan", "eve", "--on", "out"]));
    assert!(why.contains("called the same by R. Viewer"), "{why}");
    let page = fs::read_to_string(place.path("out").join("report.html")).expect("a page");
    assert!(page.contains("met both") && page.contains("kept apart"));

    for words in [&["withdraw", "ana", "bob"][..], &["withdraw", "dan", "eve"]] {
        assert_eq!(code(&decide(&place, words)), 0);
    }
    screened(&place, "in", &[]);
    assert_eq!(groups(&place, "out"), before);
    assert_eq!(code(&decide(&place, &["withdraw", "ana", "bob"])), 2);
    let listed = out(&place.run(&["link", "verdicts", "--verdicts", "verdicts.ndjson"]));
    assert!(
        listed.contains("different,ana,bob,withdrawn,R. Viewer"),
        "{listed}"
    );
}

#[test]
fn a_broken_ledger_stops_the_run_and_names_the_line() {
    let place = made();
    place.write("verdicts.ndjson", "{\"what\":\"pair\"}\n");
    let done = place.run(&[
        "screen",
        "in",
        "--out",
        "out",
        "--embedded-lists-only",
        "--verdicts",
        "verdicts.ndjson",
    ]);
    assert_eq!(code(&done), 4);
    assert!(
        err(&done).contains("line 1 of the verdicts"),
        "{}",
        err(&done)
    );
}

#[test]
fn a_review_is_recorded_told_and_too_few_teach_nothing() {
    let place = made();
    screened(&place, "in", &[]);
    let proposed = out(&place.run(&[
        "link",
        "propose",
        "--on",
        "out",
        "--verdicts",
        "verdicts.ndjson",
    ]));
    let group = proposed
        .lines()
        .nth(1)
        .and_then(|line| line.split(',').next())
        .expect("a group")
        .to_owned();
    let done = decide(&place, &["review", &group, "not-operation", "--on", "out"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let again = out(&place.run(&[
        "link",
        "propose",
        "--on",
        "out",
        "--verdicts",
        "verdicts.ndjson",
    ]));
    assert!(
        !again.contains(&group),
        "what is reviewed is not proposed again: {again}"
    );
    screened(&place, "in", &[]);
    let told = report(&place.path("out"));
    let reviewed = told["groups"][0]["reviewed"].as_str().expect("it is told");
    assert!(
        reviewed.contains("R. Viewer found it to be no operation"),
        "{reviewed}"
    );
    let learned = place.run(&[
        "link",
        "learn",
        "--on",
        "out",
        "--verdicts",
        "verdicts.ndjson",
        "--group-model",
        "model.json",
    ]);
    assert_eq!(code(&learned), 2);
    assert!(
        err(&learned).contains("1 groups are reviewed"),
        "{}",
        err(&learned)
    );
    assert!(!place.path("model.json").exists());
    assert_eq!(
        code(&decide(
            &place,
            &["review", "gnowhere", "operation", "--on", "out"]
        )),
        2
    );
}

#[test]
fn reviews_teach_a_model_that_the_next_run_uses_and_names() {
    let place = made();
    screened(&place, "in", &[]);
    // Fifty reviewed groups in which, against what the stated model expects, payouts tell.
    let names = [
        "size",
        "identity_kinds",
        "independent_paths",
        "twice_bound",
        "countries",
        "contradictions",
        "synchrony",
        "content",
        "code",
        "money",
        "opened_together",
        "one_place",
        "agency",
        "household_like",
    ];
    let mut ledger = String::new();
    for number in 0..50 {
        let is_operation = number % 2 == 0;
        let features: Vec<String> = names
            .iter()
            .map(|name| {
                let value = match *name {
                    "money" => f64::from(u8::from(is_operation)),
                    "size" => 0.3 + f64::from(number % 7) / 20.0,
                    "identity_kinds" | "twice_bound" => 0.6,
                    _ => 0.0,
                };
                format!("\"{name}\":{value}")
            })
            .collect();
        ledger.push_str(&format!(
            "{{\"what\":\"group\",\"group_id\":\"g{number}\",\"is_operation\":{is_operation},\"features\":{{{}}},\"members\":4,\"operation\":0.1,\"reason\":\"read\",\"author\":\"R. Viewer\",\"reviewed_on\":\"2026-03-01\"}}\n",
            features.join(",")
        ));
    }
    place.write("verdicts.ndjson", &ledger);
    let learned = place.run(&[
        "link",
        "learn",
        "--on",
        "out",
        "--verdicts",
        "verdicts.ndjson",
        "--group-model",
        "model.json",
    ]);
    assert_eq!(code(&learned), 0, "{}", err(&learned));
    let told = out(&learned);
    assert!(
        told.contains("Brier score") && told.contains("money says more"),
        "{told}"
    );
    screened(&place, "in", &["--group-model", "model.json"]);
    let model = report(&place.path("out"))["group_model"]
        .as_str()
        .expect("words")
        .to_owned();
    assert!(
        model.contains("50 reviewed groups, 25 of them operations"),
        "{model}"
    );
    place.write("model.json", "{}");
    let broken = place.run(&[
        "screen",
        "in",
        "--out",
        "out",
        "--embedded-lists-only",
        "--group-model",
        "model.json",
    ]);
    assert_eq!(code(&broken), 4);
    assert!(err(&broken).contains("cannot be used"), "{}", err(&broken));
}

#[test]
fn a_day_and_what_stands_give_the_groups_of_all_records() {
    let place = made();
    screened(&place, "in", &[]);
    let whole = report(&place.path("out"))["groups"].clone();
    // The same records in two days; a payout account that one shows on the first is shared on the second.
    let of = |text: &str, ids: &[&str]| -> String {
        text.lines()
            .enumerate()
            .filter(|(number, line)| *number == 0 || ids.iter().any(|id| line.starts_with(id)))
            .map(|(_, line)| format!("{line}\n"))
            .collect()
    };
    for (day, ids) in [
        ("one", &["ana,", "cy,", "eve,"][..]),
        ("two", &["bob,", "dan,"]),
    ] {
        place.write(&format!("{day}/subject.csv"), of(SUBJECTS, ids));
        place.write(&format!("{day}/identifier.csv"), of(IDENTIFIERS, ids));
    }
    screened(&place, "one", &["--standing", "standing"]);
    assert!(groups(&place, "out").is_empty());
    screened(&place, "two", &["--standing", "standing"]);
    let told = report(&place.path("out"));
    assert_eq!(told["earlier_subjects"], 3);
    assert_eq!(told["run"]["subjects"], 2);
    let ids = |groups: &serde_json::Value| -> Vec<(String, String)> {
        let all = groups.as_array().expect("groups").iter();
        let mut all: Vec<(String, String)> = all
            .flat_map(|group| {
                let id = group["id"].as_str().expect("an id").to_owned();
                let members = group["members"].as_array().expect("members").clone();
                members.into_iter().map(move |member| {
                    (
                        id.clone(),
                        member["subject_id"].as_str().expect("an id").to_owned(),
                    )
                })
            })
            .collect();
        all.sort();
        all
    };
    assert_eq!(ids(&told["groups"]), ids(&whole), "groups and their ids");
    // The same day again changes nothing.
    screened(&place, "two", &["--standing", "standing"]);
    assert_eq!(report(&place.path("out"))["groups"], told["groups"]);

    let file = place.path("standing").join("links");
    let mut bytes = fs::read(&file).expect("a file");
    let text = String::from_utf8_lossy(&bytes).into_owned();
    assert!(
        !text.contains("DE8937") && !text.contains("Invented"),
        "hashes, no values"
    );
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    fs::write(&file, &bytes).expect("written");
    let refused = place.run(&[
        "screen",
        "two",
        "--out",
        "other",
        "--embedded-lists-only",
        "--standing",
        "standing",
    ]);
    assert_eq!(code(&refused), 4);
    assert!(err(&refused).contains("checksum"), "{}", err(&refused));
    assert!(!place.path("other").exists());
}
