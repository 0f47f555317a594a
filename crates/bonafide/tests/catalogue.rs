//! Checklists come back as findings, notices tell what may be told, and a firm's own advisory takes part
//! everywhere.

mod place;

use place::{Place, code, err, out, report};
use serde_json::Value;

/// The sheet that the program prints, filled in: for each subject, what is answered to which code.
fn filled_in(sheet: &str, answers: &[(&str, &str, &str, &str)]) -> String {
    let mut reader = csv::Reader::from_reader(sheet.as_bytes());
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = reader.headers().expect("a header").clone();
    writer.write_record(&header).expect("a row");
    for row in reader.records() {
        let row = row.expect("a row");
        let answered = answers
            .iter()
            .find(|(subject, code, ..)| *subject == &row[0] && *code == &row[1]);
        let cells: Vec<&str> = row
            .iter()
            .enumerate()
            .map(|(place, cell)| match (place, answered) {
                (2, Some((.., answer, _))) => answer,
                (3, Some(_)) => "2026-02-05T10:00:00Z",
                (6, Some((.., explained))) => explained,
                _ => cell,
            })
            .collect();
        writer.write_record(cells).expect("a row");
    }
    String::from_utf8(writer.into_inner().expect("all is written")).expect("text")
}

fn fired<'a>(report: &'a Value, subject: &str) -> Vec<&'a str> {
    let subjects = report["subjects"].as_array().expect("subjects");
    let subject = subjects.iter().find(|shown| shown["subject_id"] == subject);
    let findings = subject.and_then(|subject| subject["findings"].as_array());
    findings
        .into_iter()
        .flatten()
        .filter_map(|finding| finding["rule"].as_str())
        .collect()
}

#[test]
fn a_filled_in_checklist_makes_rules_fire_and_mitigations_count() {
    let place = Place::new();
    let mut sheets = Vec::new();
    for observer in ["o1", "o2"] {
        let sheet = place.run(&[
            "checklist",
            "employer",
            "interview",
            "--format",
            "csv",
            "--subject",
            "seen",
            "--subject",
            "passed",
            "--observer",
            observer,
        ]);
        assert_eq!(code(&sheet), 0, "{}", err(&sheet));
        sheets.push(out(&sheet));
    }
    place.write(
        "records/subject.csv",
        "subject_id,country\nseen,PT\npassed,PT\n",
    );
    // Nobody has answered yet: the sheets say nothing.
    place.write("records/observation-1.csv", &sheets[0]);
    place.write("records/observation-2.csv", &sheets[1]);
    let blank = place.run(&["screen", "records", "--out", "blank", "--quiet"]);
    assert_eq!(code(&blank), 0, "{}", err(&blank));
    assert_eq!(
        fired(&report(&place.path("blank")), "seen"),
        Vec::<&str>::new()
    );

    let first = [
        ("seen", "screen-share-reveals-other-identity", "present", ""),
        ("passed", "realtime-face-swap-artifacts", "absent", ""),
    ];
    let second = [("passed", "local-knowledge-failure", "absent", "")];
    place.write("records/observation-1.csv", filled_in(&sheets[0], &first));
    place.write("records/observation-2.csv", filled_in(&sheets[1], &second));
    let checks = place.run(&[
        "checklist",
        "employer",
        "interview",
        "--format",
        "csv",
        "--table",
        "verification",
        "--subject",
        "passed",
    ]);
    let mut lines = out(&checks);
    lines = lines.replace(
        "passed,in_person,,,,",
        "passed,in_person,,2026-02-05T10:00:00Z,passed,",
    );
    place.write("records/verification.csv", lines);
    let screened = place.run(&["screen", "records", "--out", "out", "--quiet"]);
    assert_eq!(code(&screened), 0, "{}", err(&screened));
    let report = report(&place.path("out"));
    assert_eq!(fired(&report, "seen"), ["observation/strong-answer"]);
    let passed = fired(&report, "passed");
    assert!(
        passed.contains(&"mitigation/live-challenge-passed"),
        "{passed:?}"
    );
    assert!(
        passed.contains(&"mitigation/verified-in-person"),
        "{passed:?}"
    );
}

#[test]
fn a_next_step_names_what_it_answers_and_is_not_proposed_once_it_was_taken() {
    let place = Place::new();
    let observation = "subject_id,indicator,answer,observed_at,observer\n\
        a,realtime-face-swap-artifacts,present,2026-02-05T10:00:00Z,o1\n\
        b,realtime-face-swap-artifacts,present,2026-02-05T10:00:00Z,o1\n";
    place.write("records/observation.csv", observation);
    place.write(
        "records/verification.csv",
        "subject_id,check_name,completed_at,outcome\nb,in_person,2026-02-06T10:00:00Z,passed\n",
    );
    let screened = place.run(&["screen", "records", "--out", "out", "--quiet"]);
    assert_eq!(code(&screened), 0, "{}", err(&screened));
    let report = report(&place.path("out"));
    assert!(
        report["run"]["catalogue"]
            .as_str()
            .is_some_and(|version| !version.is_empty())
    );
    let steps = |subject: &str| -> Vec<Value> {
        let subjects = report["subjects"].as_array().expect("subjects");
        let found = subjects
            .iter()
            .find(|shown| shown["subject_id"] == subject)
            .expect("it is shown");
        found["next_steps"].as_array().expect("steps").clone()
    };
    let proposed = steps("a");
    let in_person = proposed
        .iter()
        .find(|step| step["measure"] == "m-in-person-or-notary")
        .expect("it is proposed");
    assert_eq!(in_person["check"], "in_person");
    assert!(
        in_person["mitigations"]
            .as_array()
            .expect("a list")
            .contains(&"mitigation/verified-in-person".into())
    );
    assert_eq!(in_person["answers"].as_array().expect("a list").len(), 1);
    assert!(
        steps("b")
            .iter()
            .all(|step| step["measure"] != "m-in-person-or-notary"),
        "{:?}",
        steps("b")
    );
    let page = std::fs::read_to_string(place.path("out/report.html")).expect("report.html");
    assert!(page.contains("Once done with success, it counts for the subject"));
}

const WALLET: &str = "TA3941uFAvmVibSkQ6fMJXxmaSNovX86mz";

/// Two people paid into one account, one of them with a listed wallet as well.
fn paid_into_one_account() -> Place {
    let place = Place::new();
    place.write(
        "records/subject.csv",
        "subject_id,kind,name,country\nb,applicant,Ben Invented,US\nc,applicant,Cai Invented,US\n",
    );
    place.write(
        "records/payout.csv",
        "subject_id,paid_at,amount,currency,method,destination,payee_name\n\
        b,2026-03-01T00:00:00Z,2000,USD,bank,GB82WEST12345698765432,Ben Invented\n\
        c,2026-03-02T00:00:00Z,2100,USD,bank,GB82 WEST 1234 5698 7654 32,Cai Invented\n",
    );
    place.write(
        "records/identifier.csv",
        format!("subject_id,kind,value\nb,wallet,{WALLET}\n"),
    );
    let screened = place.run(&["screen", "records", "--out", "out", "--quiet"]);
    assert_eq!(code(&screened), 0, "{}", err(&screened));
    let found = report(&place.path("out"));
    assert!(fired(&found, "b").contains(&"money/payout-account-shared"));
    assert!(
        fired(&found, "b").contains(&"sanctions/listed-wallet"),
        "{:?}",
        fired(&found, "b")
    );
    place
}

#[test]
fn a_notice_tells_the_facts_without_other_people_values_or_sums() {
    let place = paid_into_one_account();
    for (lang, title) in [
        ("en", "Several people are paid into one account"),
        ("ja", "複数の人が、一つの口座で受け取っています"),
        ("ko", "여러 사람이 한 계좌로 받습니다"),
    ] {
        for format in ["text", "html"] {
            let notice = place.run(&["notice", "out", "b", "--lang", lang, "--format", format]);
            assert_eq!(code(&notice), 0, "{}", err(&notice));
            let text = out(&notice);
            assert!(text.contains(title), "{lang} {format}: {text}");
            for secret in [
                "Cai", "GB82", "WEST", WALLET, "CHEIL", " 11", "11 ", "dB", "sanction", "制裁",
                "제재",
            ] {
                assert!(
                    !text.contains(secret),
                    "{lang} {format} tells {secret}: {text}"
                );
            }
            assert!(
                !text.contains("notice."),
                "{lang} {format}: a key stands for its sentence: {text}"
            );
        }
    }
}

#[test]
fn a_notice_warns_of_blanks_and_of_what_it_leaves_out() {
    let place = paid_into_one_account();
    let bare = place.run(&["notice", "out", "b"]);
    assert!(
        err(&bare).contains("10 field(s) are still to be filled in"),
        "{}",
        err(&bare)
    );
    assert!(
        err(&bare).contains("sanctions track are left out"),
        "{}",
        err(&bare)
    );
    assert!(
        out(&bare).contains("[to be filled in: what was decided"),
        "{}",
        out(&bare)
    );
    let full = place.run(&[
        "notice",
        "out",
        "b",
        "--with-sanctions",
        "--firm",
        "Example Works",
        "--date",
        "2026-04-01",
        "--decision",
        "Payouts are held back <now>",
        "--scope",
        "everywhere, for 14 days",
        "--ground",
        "clause 7",
        "--decided-by",
        "two-people",
        "--contact",
        "M. Example",
        "--deadline",
        "30 days; we answer within 7",
        "--complaint",
        "complaints@example.com",
        "--dispute",
        "none",
    ]);
    assert!(!err(&full).contains("to be filled in"), "{}", err(&full));
    assert!(err(&full).contains("tipping off"), "{}", err(&full));
    let text = out(&full);
    for told in [
        "Example Works",
        "held back <now>",
        "by two people",
        "30 days; we answer within 7",
        "public sanctions lists",
    ] {
        assert!(text.contains(told), "{told}: {text}");
    }
    for secret in [WALLET, "CHEIL", "OFAC", "DPRK"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    let page = place.run(&[
        "notice",
        "out",
        "b",
        "--format",
        "html",
        "--decision",
        "<b>held</b>",
    ]);
    assert!(out(&page).contains("&lt;b&gt;held"), "{}", out(&page));
    let unknown = place.run(&["notice", "out", "nobody"]);
    assert_eq!(code(&unknown), 2);
}

#[test]
fn the_tables_that_a_notice_names_are_those_that_rules_read() {
    use bonafide_engine::weigh::Weighing;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime");
    let pack = bonafide_engine::Pack::embedded().expect("the rules");
    let lists = bonafide_lists::Lists::embedded().expect("the lists");
    let engine = runtime
        .block_on(bonafide_engine::Engine::new(
            &pack,
            lists,
            Weighing::default(),
        ))
        .expect("an engine");
    for rule in &engine.pack().rules {
        let told: Vec<&str> = bonafide_catalogue::reads::tables(&rule.file)
            .into_iter()
            .collect();
        let mut read: Vec<&str> = rule.reads.iter().map(|(table, _)| *table).collect();
        read.sort_unstable();
        read.dedup();
        assert_eq!(told, read, "{}", rule.file.id);
        let words =
            bonafide_catalogue::language::Words::of(bonafide_catalogue::language::Language::Ko);
        for table in told {
            assert!(
                words.table(table).is_some(),
                "{}: {table} has no words",
                rule.file.id
            );
        }
    }
}

#[test]
fn an_own_advisory_works_in_screen_coverage_and_checklist() {
    let place = Place::new();
    let made = place.run(&["catalogue", "new", "advisory", "--namespace", "acme"]);
    assert_eq!(code(&made), 0, "{}", err(&made));
    let checked = place.run(&["catalogue", "check", "advisory"]);
    assert_eq!(code(&checked), 0, "{}", err(&checked));
    let tested = place.run(&["rules", "test", "advisory"]);
    assert_eq!(code(&tested), 0, "{}", err(&tested));
    assert!(
        err(&tested).contains("6 case(s) passed, 0 failed"),
        "{}",
        err(&tested)
    );

    let sheet = place.run(&[
        "checklist",
        "any",
        "interview",
        "--catalogue",
        "advisory",
        "--format",
        "csv",
        "--subject",
        "s",
        "--observer",
        "o",
    ]);
    let filled = filled_in(
        &out(&sheet),
        &[("s", "acme:somebody-prompts", "present", "")],
    );
    assert_ne!(filled, out(&sheet), "the question is on the sheet");
    place.write("records/observation.csv", filled);
    let screened = place.run(&[
        "screen",
        "records",
        "--catalogue",
        "advisory",
        "--out",
        "out",
        "--quiet",
    ]);
    assert_eq!(code(&screened), 0, "{}", err(&screened));
    let found = report(&place.path("out"));
    assert_eq!(fired(&found, "s"), ["observation/acme-answer"]);
    assert_eq!(
        found["sources"]["acme:NOTE1"]["publisher"],
        "Example Security Team"
    );
    assert!(
        found["run"]["catalogue"]
            .as_str()
            .is_some_and(|versions| versions.ends_with(" + acme 0.1"))
    );

    let coverage = place.run(&[
        "rules",
        "coverage",
        "--catalogue",
        "advisory",
        "--format",
        "json",
    ]);
    assert_eq!(code(&coverage), 0, "{}", err(&coverage));
    let coverage: Value = serde_json::from_str(&out(&coverage)).expect("JSON");
    let indicators = coverage["indicators"].as_array().expect("indicators");
    let own = indicators
        .iter()
        .find(|one| one["indicator"] == "acme:payout-changed-by-chat")
        .expect("it is there");
    assert_eq!(own["rules"][0], "money/acme-payout-changed-by-chat");
    let shown = place.run(&[
        "catalogue",
        "show",
        "acme:m-call-back",
        "--catalogue",
        "advisory",
    ]);
    assert!(
        out(&shown).contains("Call the number that was on file"),
        "{}",
        out(&shown)
    );
}

#[test]
fn what_does_not_hang_together_is_told_with_what_to_do() {
    let place = Place::new();
    place.run(&["catalogue", "new", "advisory", "--namespace", "acme"]);
    let rule = place.path("advisory/rules/money/acme-payout-changed-by-chat.md");
    let text = std::fs::read_to_string(&rule).expect("the rule");
    std::fs::write(
        &rule,
        text.replace(
            "acme:payout-changed-by-chat",
            "acme:payout-changed-by-phone",
        ),
    )
    .expect("a file");
    for words in [
        &["catalogue", "check", "advisory"][..],
        &[
            "screen",
            "advisory",
            "--catalogue",
            "advisory",
            "--out",
            "out",
        ],
        &["rules", "check", "advisory"],
    ] {
        let output = place.run(words);
        assert_ne!(code(&output), 0, "{words:?}");
        let said = err(&output);
        assert!(
            said.contains("no indicator `acme:payout-changed-by-phone`"),
            "{words:?}: {said}"
        );
        assert!(
            said.contains("did you mean `acme:payout-changed-by-chat`?"),
            "{words:?}: {said}"
        );
    }
    std::fs::write(&rule, &text).expect("a file");
    let foreign = place.path("advisory/rules/money/payout-changed-by-chat.md");
    std::fs::write(&foreign, text.replace("money/acme-payout", "money/payout")).expect("a file");
    let output = place.run(&["rules", "list", "--catalogue", "advisory"]);
    assert_eq!(code(&output), 2);
    assert!(
        err(&output).contains("must begin with `acme-`"),
        "{}",
        err(&output)
    );
    let output = place.run(&["catalogue", "show", "voice-changin"]);
    assert_eq!(code(&output), 2);
    assert!(
        err(&output).contains("did you mean `voice-changing`?"),
        "{}",
        err(&output)
    );
    let output = place.run(&["checklist", "freelance-platform", "device-shipping"]);
    assert_eq!(code(&output), 2);
    assert!(
        err(&output).contains("nothing for freelance-platform"),
        "{}",
        err(&output)
    );
    let output = place.run(&["catalogue", "check"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
}

#[test]
fn the_page_on_new_advisories_shows_the_commands_of_its_transcript() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let commands = |path: &str| -> Vec<String> {
        let text = std::fs::read_to_string(root.join(path)).expect("the page");
        let lines = text.lines().filter(|line| line.starts_with("$ bonafide "));
        lines.map(str::to_owned).collect()
    };
    let page = commands("../../docs/new-advisory.md");
    assert!(page.len() >= 8);
    assert_eq!(page, commands("tests/cmd/new-advisory.trycmd"));
}
