//! Sanctions lists, names and clearances from the outside. One file, since each test file costs a linking and one place
//! with lists serves all.

mod place;

use std::fs;

use place::{Place, code, err, out, report};

/// What each rule of the sanctions track says of each subject.
fn sanctions_findings(place: &Place, out: &str) -> Vec<(String, String, String)> {
    let report = report(&place.path(out));
    let subjects = report["subjects"].as_array().expect("subjects");
    let mut found = Vec::new();
    for subject in subjects {
        for finding in subject["findings"].as_array().expect("findings") {
            let rule = finding["rule"].as_str().expect("a rule");
            if rule.starts_with("sanctions/") {
                found.push((
                    subject["subject_id"].as_str().expect("an id").to_owned(),
                    rule.to_owned(),
                    subject["outcome"].as_str().expect("an outcome").to_owned(),
                ));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn a_fresh_machine_screens_names_wallets_and_birth_dates_against_the_embedded_list() {
    let place = Place::new();
    place.write(
        "in/subject.csv",
        "subject_id,kind,name,birth_date,country\n\
         alone,applicant,김응순,,KR\n\
         born,applicant,Sim Hyonsop,1983-11-25,CN\n\
         namesake,applicant,Sim Hyon Sop,1975-02-03,KR\n\
         wallet,contractor,Nobody Invented,,US\n\
         other,contractor,Ana Invented,1983-11-25,PT\n",
    );
    place.write(
        "in/payout.csv",
        "subject_id,paid_at,amount,currency,method,destination,payee_name\n\
         wallet,2026-03-01T00:00:00Z,0.1,XBT,crypto,1HmqvgSXUVES1jn4TQPzk9dxo1NE8wim2T,Nobody Invented\n",
    );
    let done = place.run(&["screen", "in", "--out", "out", "--embedded-lists-only"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let found = sanctions_findings(&place, "out");
    let has = |subject: &str, rule: &str| {
        found
            .iter()
            .find(|(of, by, _)| of == subject && by == rule)
            .map(|(.., outcome)| outcome.as_str())
    };
    assert_eq!(
        has("born", "sanctions/name-and-number-on-sanctions-list"),
        Some("review"),
        "{found:?}"
    );
    assert_eq!(
        has("wallet", "sanctions/listed-wallet"),
        Some("review"),
        "{found:?}"
    );
    // A name alone sends nobody to review, and one who was born in another year is another person.
    assert_eq!(
        has("alone", "sanctions/name-and-number-on-sanctions-list"),
        None
    );
    assert!(
        found
            .iter()
            .all(|(of, ..)| of != "namesake" && of != "other"),
        "{found:?}"
    );
    let told = place.run(&["explain", "out", "alone"]);
    assert!(
        out(&told).contains("KIM, Ung Sun"),
        "{}{}",
        out(&told),
        err(&told)
    );
}

/// Cases in which a careless comparison accuses somebody, or misses a listed party.
#[test]
fn a_listed_wallet_is_met_however_it_is_written() {
    let listed = "1HmqvgSXUVES1jn4TQPzk9dxo1NE8wim2T";
    let spellings = [
        format!("{listed}\u{200B}"),
        format!("\u{FEFF}{listed}"),
        "1HmqvgSXUVES\u{AD}1jn4TQPzk9dxo1NE8wim2T".to_owned(),
        format!("bitcoin:{listed}"),
        format!("BITCOIN:{listed}?amount=1&label=pay"),
        format!("{listed} memo 7"),
        format!("\"\"\"{listed}\"\"\""),
        "1\u{41D}mqvgSXUVES1jn4TQPzk9dxo1NE8wim2T".to_owned(),
    ];
    for written in spellings {
        let place = Place::new();
        place.write(
            "in/subject.csv",
            "subject_id,kind,name,country\nidentifier,account,Nobody Invented,US\npaid,account,Nobody Inventedson,US\n",
        );
        place.write(
            "in/identifier.csv",
            format!("subject_id,kind,value\nidentifier,wallet,{written}\n"),
        );
        place.write(
            "in/payout.csv",
            format!("subject_id,paid_at,amount,currency,method,destination\npaid,2026-03-01T00:00:00Z,10,USD,crypto,{written}\n"),
        );
        let done = place.run(&["screen", "in", "--out", "out", "--embedded-lists-only"]);
        assert_eq!(code(&done), 0, "{written}: {}", err(&done));
        let found = sanctions_findings(&place, "out");
        for subject in ["identifier", "paid"] {
            assert!(
                found
                    .iter()
                    .any(|(of, rule, _)| of == subject && rule == "sanctions/listed-wallet"),
                "{subject} {written:?}: {found:?}"
            );
        }
    }
}

#[test]
fn a_year_a_short_number_or_another_country_is_no_match_and_a_family_name_like_a_body_is_found() {
    let place = Place::new();
    place.write(
        "own.csv",
        "id,schema,name,birth_date,passport\n\
         1,person,Invented Person,1962,\n\
         2,person,Saw Steel,1970-05-06,\n\
         3,person,Other Invented,,AB7204519 (KP)\n",
    );
    let added = place.run(&[
        "lists",
        "add",
        "sanctions",
        "own",
        "own.csv",
        "--lists",
        "store",
    ]);
    assert_eq!(code(&added), 0, "{}", err(&added));
    place.write(
        "in/subject.csv",
        "subject_id,kind,name,birth_date,country\n\
         year,applicant,Invented Person,1962-03-04,US\n\
         steel,applicant,Saw Steel,1970-05-06,US\n\
         other,applicant,Other Invented,,US\n\
         same,applicant,Other Invented,,US\n",
    );
    place.write(
        "in/document.csv",
        "subject_id,document_id,kind,number,issuing_country,birth_date,submitted_at\n\
         other,1,passport,AB7204519,SE,,2026-01-01T00:00:00Z\n\
         same,2,passport,AB 7204519,KP,,2026-01-01T00:00:00Z\n",
    );
    let done = place.run(&["screen", "in", "--out", "out", "--lists", "store"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let found = sanctions_findings(&place, "out");
    let hard: Vec<&str> = found
        .iter()
        .filter(|(_, by, _)| by == "sanctions/name-and-number-on-sanctions-list")
        .map(|(of, ..)| of.as_str())
        .collect();
    assert_eq!(hard, ["same", "steel"], "{found:?}");
    let number: Vec<&str> = found
        .iter()
        .filter(|(_, by, _)| by == "sanctions/identifier-on-sanctions-list")
        .map(|(of, ..)| of.as_str())
        .collect();
    assert_eq!(number, ["same"], "{found:?}");
    // What is told of a name alone stands in the report, though its sum is nothing.
    assert!(
        found.iter().any(|(of, by, outcome)| of == "year"
            && by == "sanctions/name-like-a-listed-name"
            && outcome == "none"),
        "{found:?}"
    );
}

#[test]
fn a_sanctions_list_of_ones_own_is_added_compared_and_searched() {
    let place = Place::new();
    place.write(
        "own.csv",
        "id,schema,name,alias,birth_date\n1,person,Invented Person,Person Invent,1970-01-02\n2,organisation,Invented Trading Co. Ltd,,\n",
    );
    place.write(
        "later.csv",
        "id,schema,name,alias,birth_date\n1,person,Invented Person,Person Invent,1970-01-03\n3,person,Somebody New,,\n",
    );
    place.write("broken.csv", "nothing,here\n1,2\n");
    let added = place.run(&[
        "lists",
        "add",
        "sanctions",
        "own",
        "own.csv",
        "--lists",
        "store",
    ]);
    assert_eq!(code(&added), 0, "{}", err(&added));
    let refused = place.run(&[
        "lists",
        "add",
        "sanctions",
        "own",
        "broken.csv",
        "--lists",
        "store",
    ]);
    assert_eq!(code(&refused), 4, "{}", err(&refused));

    let difference = place.run(&["lists", "diff", "own", "later.csv", "--lists", "store"]);
    assert_eq!(code(&difference), 1, "{}", err(&difference));
    let told = out(&difference);
    assert!(told.contains("+ 3 Somebody New"), "{told}");
    assert!(told.contains("- 2 Invented Trading Co. Ltd"), "{told}");
    assert!(told.contains("~ 1 Invented Person: birth"), "{told}");

    place.write(
        "queries.csv",
        "query,schema\n\"person, invented\",person\nInvented Trading,company\nNobody Else,person\n",
    );
    let searched = place.run(&[
        "names",
        "search",
        "queries.csv",
        "--list",
        "own",
        "--lists",
        "store",
    ]);
    assert_eq!(code(&searched), 0, "{}", err(&searched));
    let told = out(&searched);
    assert!(
        told.contains("\"person, invented\",1,own,1,Invented Person"),
        "{told}"
    );
    assert!(told.contains("Invented Trading,1,own,2,"), "{told}");
    assert!(!told.contains("Nobody Else"), "{told}");
    let unknown = place.run(&[
        "names",
        "search",
        "queries.csv",
        "--list",
        "none",
        "--lists",
        "store",
    ]);
    assert_eq!(code(&unknown), 2, "{}", err(&unknown));
}

#[test]
fn pairs_of_names_come_back_with_score_and_decision() {
    let place = Place::new();
    place.write(
        "pairs.csv",
        "id,name1,name2,schema\n1,김응순,Kim Ung Sun,Person\n2,Ana Invented,Ben Other,Person\n",
    );
    let scored = place.run(&["names", "score", "pairs.csv"]);
    assert_eq!(code(&scored), 0, "{}", err(&scored));
    let told = out(&scored);
    let mut lines = told.lines();
    assert_eq!(lines.next(), Some("id,name1,name2,schema,score,decision"));
    assert!(
        lines.next().is_some_and(|line| line.ends_with(",strong")),
        "{told}"
    );
    assert!(
        lines
            .next()
            .is_some_and(|line| line.ends_with(",different")),
        "{told}"
    );
    let like = place.run(&["names", "score", "pairs.csv", "--like-ofac"]);
    assert!(
        out(&like).contains("Ana Invented,Ben Other,Person,"),
        "{}",
        out(&like)
    );
    let missing = place.write("wrong.csv", "a,b\n1,2\n");
    let refused = place.run(&["names", "score", &missing.display().to_string()]);
    assert_eq!(code(&refused), 2, "{}", err(&refused));
    assert!(err(&refused).contains("name1"), "{}", err(&refused));
}

/// A person who shares name and day of birth with an entry of an invented list.
fn namesake(place: &Place, born: &str) {
    place.write(
        "in/subject.csv",
        format!(
            "subject_id,kind,name,birth_date,country\nsame,applicant,Invented Person,{born},US\n"
        ),
    );
}

fn own_list(place: &Place, programme: &str) {
    place.write(
        "own.csv",
        format!(
            "id,schema,name,birth_date,programme\n7,person,Invented Person,1962-03-04,{programme}\n"
        ),
    );
    let words = [
        "lists",
        "add",
        "sanctions",
        "own",
        "own.csv",
        "--lists",
        "store",
    ];
    let added = place.run(&words);
    assert_eq!(code(&added), 0, "{}", err(&added));
}

/// The rules of the sanctions track that fire in a new run.
fn screened(place: &Place) -> Vec<String> {
    let words = [
        "screen",
        "in",
        "--out",
        "out",
        "--lists",
        "store",
        "--clearances",
        "cleared.ndjson",
    ];
    let done = place.run(&words);
    assert_eq!(code(&done), 0, "{}", err(&done));
    sanctions_findings(place, "out")
        .into_iter()
        .map(|(_, rule, _)| rule)
        .collect()
}

const HARD: &str = "sanctions/name-and-number-on-sanctions-list";
const CLEARED: &str = "sanctions/cleared-match";

#[test]
fn a_cleared_pair_stays_quiet_until_the_records_or_the_entry_change_or_it_is_withdrawn() {
    let place = Place::new();
    own_list(&place, "TEST");
    namesake(&place, "1962-03-04");
    assert_eq!(screened(&place), [HARD]);

    let clear = |reason: &str| {
        place.run(&[
            "sanctions",
            "clear",
            "out",
            "same",
            "own",
            "7",
            "--by",
            "R. Viewer",
            "--reason",
            reason,
            "--clearances",
            "cleared.ndjson",
        ])
    };
    let refused = clear("  ");
    assert_eq!(code(&refused), 2, "{}", err(&refused));
    assert!(
        err(&refused).contains("needs a reason"),
        "{}",
        err(&refused)
    );
    let cleared = clear("another passport, seen on the original");
    assert_eq!(code(&cleared), 0, "{}", err(&cleared));
    assert!(err(&cleared).contains("second person"), "{}", err(&cleared));

    assert_eq!(screened(&place), [CLEARED]);
    let report_now = report(&place.path("out"));
    let told = &report_now["sanctions"]["matches"][0];
    assert_eq!(told["firmness"], "cleared");
    assert!(
        told["clearance"]
            .as_str()
            .expect("words")
            .contains("R. Viewer"),
        "{told}"
    );
    assert_eq!(report_now["outcomes"]["review"], 0);

    // The records change, and change back.
    place.write(
        "in/document.csv",
        "subject_id,document_id,kind,number,issuing_country\nsame,1,passport,QX7204519,US\n",
    );
    assert_eq!(screened(&place), [HARD]);
    let report_now = report(&place.path("out"));
    let told = report_now["sanctions"]["matches"][0]["clearance"]
        .as_str()
        .expect("words")
        .to_owned();
    assert!(told.contains("have changed since"), "{told}");
    fs::remove_file(place.path("in/document.csv")).expect("removed");
    assert_eq!(screened(&place), [CLEARED]);

    // The entry changes, and changes back.
    own_list(&place, "OTHER");
    assert_eq!(screened(&place), [HARD]);
    own_list(&place, "TEST");
    assert_eq!(screened(&place), [CLEARED]);

    let listed = place.run(&["sanctions", "cleared", "--clearances", "cleared.ndjson"]);
    assert!(
        out(&listed).contains("same,own,7,holds"),
        "{}",
        out(&listed)
    );
    let withdrawn = place.run(&[
        "sanctions",
        "withdraw",
        "same",
        "own",
        "7",
        "--by",
        "S. Econd",
        "--reason",
        "forged passport",
        "--clearances",
        "cleared.ndjson",
    ]);
    assert_eq!(code(&withdrawn), 0, "{}", err(&withdrawn));
    assert_eq!(screened(&place), [HARD]);
}

#[test]
fn what_is_not_shown_cannot_be_cleared_and_neither_can_a_wallet() {
    let place = Place::new();
    place.write(
        "in/subject.csv",
        "subject_id,kind,name\nw,applicant,Ana Invented\n",
    );
    place.write(
        "in/identifier.csv",
        "subject_id,kind,value\nw,wallet,1HmqvgSXUVES1jn4TQPzk9dxo1NE8wim2T\n",
    );
    let done = place.run(&["screen", "in", "--out", "out", "--embedded-lists-only"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let section = &report(&place.path("out"))["sanctions"];
    let found = &section["matches"][0];
    assert_eq!(
        (&found["firmness"], &found["authority"]),
        (&"equal".into(), &"us".into()),
        "{section}"
    );
    assert_eq!(section["duties"][0]["authority"], "us");
    let version = found["list_version"].as_str().expect("a version");
    assert!(version.starts_with("sanctions_dprk_itw of 20"), "{version}");

    let clear = |entry: &str| {
        place.run(&[
            "sanctions",
            "clear",
            "out",
            "w",
            "ofac_sdn",
            entry,
            "--by",
            "R",
            "--reason",
            "r",
        ])
    };
    let wallet = clear("55065");
    assert_eq!(code(&wallet), 2);
    assert!(
        err(&wallet).contains("a listed wallet stays listed"),
        "{}",
        err(&wallet)
    );
    let nothing = clear("1");
    assert_eq!(code(&nothing), 2);
    assert!(
        err(&nothing).contains("its open matches of that subject: ofac_sdn 55065"),
        "{}",
        err(&nothing)
    );
}

#[test]
fn stored_names_are_screened_once_and_then_only_against_what_changed() {
    let place = Place::new();
    place.write(
        "own.csv",
        "id,schema,name\n1,person,Ri Chol Su\n2,person,Petrov Ivan\n",
    );
    let add = [
        "lists",
        "add",
        "sanctions",
        "own",
        "own.csv",
        "--lists",
        "store",
    ];
    assert_eq!(code(&place.run(&add)), 0);
    place.write(
        "names.csv",
        "id,name,schema\na,김응순,person\nb,Пётр Иванов,person\nc,Jana Novak,person\nd,Ivan Petrov,person\n",
    );
    let screen = [
        "names",
        "screen",
        "names.csv",
        "--out",
        "kept",
        "--list",
        "own",
        "--lists",
        "store",
    ];
    let first = place.run(&screen);
    assert_eq!(code(&first), 0, "{}", err(&first));
    assert!(
        err(&first).contains("4 compared with all 2 parties"),
        "{}",
        err(&first)
    );
    let matches = || fs::read_to_string(place.path("kept/matches.csv")).expect("matches");
    assert!(matches().contains("d,Ivan Petrov"), "{}", matches());

    place.write(
        "own.csv",
        "id,schema,name\n1,person,Ri Chol Su\n3,person,Kim Ung Sun\n",
    );
    assert_eq!(code(&place.run(&add)), 0);
    let second = place.run(&screen);
    assert!(
        err(&second).contains(
            "0 compared with all 2 parties, 4 with 1 changed parties; 1 parties are gone"
        ),
        "{}",
        err(&second)
    );
    let of_change = matches();
    assert!(
        of_change.contains("a,김응순") && !of_change.contains("Petrov"),
        "{of_change}"
    );
    let mut whole: Vec<&str> = screen.to_vec();
    whole.push("--full");
    assert_eq!(code(&place.run(&whole)), 0);
    assert_eq!(matches(), of_change);
}

#[test]
fn lists_in_use_are_written_as_tables() {
    let place = Place::new();
    let done = place.run(&[
        "lists",
        "export",
        "tables",
        "--format",
        "csv",
        "--embedded-lists-only",
    ]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let table = |name: &str| {
        fs::read_to_string(place.path(&format!("tables/{name}.csv"))).expect("a table")
    };
    assert!(
        table("listed_party").contains("ofac_sdn"),
        "{}",
        table("listed_party")
    );
    assert!(table("listed_wallet").contains("1HmqvgSXUVES1jn4TQPzk9dxo1NE8wim2T"));
    for name in [
        "listed_name",
        "listed_birth",
        "listed_identifier",
        "listed_address",
        "listed_relation",
    ] {
        assert!(table(name).starts_with("party_id,list,"), "{name}");
    }
}

#[test]
fn a_body_that_a_listed_party_owns_by_more_than_half_is_screened_with_who_owns_it() {
    let place = Place::new();
    let entity = |id: &str, name: &str, more: &str| {
        format!(
            r#"{{"id":"{id}","schema":"Company","caption":"{name}","datasets":["invented"],"properties":{{"name":["{name}"]{more}}}}}"#
        )
    };
    let owns = |id: &str, owner: &str, asset: &str, share: &str| {
        format!(
            r#"{{"id":"{id}","schema":"Ownership","caption":"owns","datasets":["invented"],"properties":{{"owner":["{owner}"],"asset":["{asset}"],"percentage":["{share}"]}}}}"#
        )
    };
    place.write(
        "ftm.json",
        [
            entity(
                "p",
                "Invented Parent Holding",
                r#","topics":["sanction"],"program":["TEST"]"#,
            ),
            entity(
                "d",
                "Invented Daughter Works",
                r#","registrationNumber":["QX7204519"]"#,
            ),
            entity(
                "m",
                "Invented Minority Works",
                r#","registrationNumber":["QX7204520"]"#,
            ),
            owns("o1", "p", "d", "60"),
            owns("o2", "p", "m", "30"),
        ]
        .join("\n"),
    );
    let added = place.run(&[
        "lists",
        "add",
        "sanctions",
        "ftm",
        "ftm.json",
        "--lists",
        "store",
    ]);
    assert_eq!(code(&added), 0, "{}", err(&added));
    place.write(
        "in/subject.csv",
        "subject_id,kind,name\nd,vendor,Invented Daughter Works\nm,vendor,Invented Minority Works\n",
    );
    place.write(
        "in/identifier.csv",
        "subject_id,kind,value\nd,registration,QX7204519\nm,registration,QX7204520\n",
    );
    let done = place.run(&["screen", "in", "--out", "out", "--lists", "store"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let section = &report(&place.path("out"))["sanctions"];
    let matches = section["matches"].as_array().expect("matches");
    let firm: Vec<&serde_json::Value> = matches
        .iter()
        .filter(|one| one["firmness"] == "equal")
        .collect();
    assert!(
        !firm.is_empty() && firm.iter().all(|one| one["subject_id"] == "d"),
        "{section}"
    );
    let why = firm[0]["ownership"].as_str().expect("who owns it");
    assert!(
        why.contains("at least 60 %") && why.contains("Invented Parent Holding"),
        "{why}"
    );
}

/// The gender of a listed person is compared with that of the subject's own document, and with nothing else.
#[test]
fn the_gender_in_a_document_counts_against_and_a_stated_one_is_not_read() {
    let place = Place::new();
    place.write(
        "own.csv",
        "id,schema,name,birth_date,gender\n7,person,Invented Person,1962-03-04,male\n",
    );
    let added = place.run(&[
        "lists",
        "add",
        "sanctions",
        "own",
        "own.csv",
        "--lists",
        "store",
    ]);
    assert_eq!(code(&added), 0, "{}", err(&added));
    place.write(
        "in/subject.csv",
        "subject_id,kind,name,gender\n\
         stated,applicant,Invented Person,female\n\
         shown,applicant,Invented Person,\n\
         same,applicant,Invented Person,\n",
    );
    place.write(
        "in/document.csv",
        "subject_id,document_id,kind,gender\nshown,1,passport,F\nsame,2,passport,M\n",
    );
    let done = place.run(&["screen", "in", "--out", "out", "--lists", "store"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let section = report(&place.path("out"))["sanctions"].clone();
    let score = |subject: &str| {
        let matches = section["matches"].as_array().expect("matches");
        let found = matches.iter().find(|one| one["subject_id"] == subject);
        found.and_then(|one| one["score"].as_f64()).unwrap_or(0.0)
    };
    assert!(score("shown") < score("stated"), "{section}");
    assert!((score("stated") - score("same")).abs() < 0.05, "{section}");
    assert!(score("same") >= score("stated"), "{section}");
}
