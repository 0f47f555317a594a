//! The program from the outside: words in, words, files and exit codes out. One file, since each test file costs a linking.

mod place;
mod ties;

use std::fs;
use std::path::Path;

use place::{Place, code, err, out, report};

const SUBJECTS: &str = "subject_id,kind,name,country,created_at\n\
    a,applicant,Ana Invented,PT,2026-01-01T00:00:00Z\n\
    b,applicant,Ben Invented,US,2026-01-02T00:00:00Z\n\
    c,applicant,Cai Invented,US,2026-01-03T00:00:00Z\n";

/// Two people under different names are paid to one account.
const PAYOUTS: &str = "subject_id,paid_at,amount,currency,method,destination,payee_name\n\
    b,2026-03-01T00:00:00Z,2000,USD,bank,GB82WEST12345698765432,Ben Invented\n\
    c,2026-03-02T00:00:00Z,2100,USD,bank,GB82 WEST 1234 5698 7654 32,Cai Invented\n";

fn records(place: &Place) {
    place.write("in/subject.csv", SUBJECTS);
    place.write("in/payout.csv", PAYOUTS);
}

#[test]
fn screening_a_folder_writes_every_output_and_explains_a_shared_account() {
    let place = Place::new();
    records(&place);
    let done = place.run(&["screen", "in", "--out", "out"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    for name in [
        "report.html",
        "report.json",
        "subjects.parquet",
        "findings.parquet",
        "rejects.ndjson",
    ] {
        assert!(place.path("out").join(name).is_file(), "{name} is written");
    }
    let report = report(&place.path("out"));
    assert_eq!(report["run"]["subjects"], 3);
    assert_eq!(report["run"]["complete"], true);
    let explained = place.run(&["explain", "out", "b"]);
    assert_eq!(code(&explained), 0, "{}", err(&explained));
    assert!(
        out(&explained).contains("money/payout-account-shared"),
        "{}",
        out(&explained)
    );
    assert!(!out(&explained).to_lowercase().contains("is north korean"));
}

#[test]
fn findings_under_fail_on_end_with_one() {
    let place = Place::new();
    records(&place);
    let done = place.run(&[
        "screen",
        "in",
        "--out",
        "out",
        "--fail-on",
        "watch",
        "--profile",
        "crypto",
    ]);
    assert_eq!(code(&done), 1, "{}", err(&done));
    assert!(
        place.path("out/report.json").is_file(),
        "the report is there all the same"
    );
}

#[test]
fn a_broken_row_is_set_aside_and_the_run_goes_on_as_partial() {
    let place = Place::new();
    records(&place);
    place.write("in/session.csv", "subject_id,session_id,started_at,ip\na,1,2026-02-30T25:00:00Z,198.51.100.1\na,2,2026-02-03T10:00:00Z,198.51.100.1\n");
    let done = place.run(&["screen", "in", "--out", "out"]);
    assert_eq!(code(&done), 3, "{}", err(&done));
    let rejects = fs::read_to_string(place.path("out/rejects.ndjson")).expect("rejects");
    assert_eq!(rejects.lines().count(), 1, "{rejects}");
    assert!(
        rejects.contains("started_at") && rejects.contains("\"line\":2"),
        "{rejects}"
    );
    assert!(
        !rejects.contains("25:00"),
        "the value itself is not told: {rejects}"
    );
    let report = report(&place.path("out"));
    assert_eq!(report["run"]["complete"], false);
}

#[test]
fn a_misspelt_table_is_named_with_a_suggestion() {
    let place = Place::new();
    records(&place);
    place.write("in/sesion.csv", "subject_id\na\n");
    let done = place.run(&["screen", "in", "--out", "out"]);
    assert_eq!(code(&done), 4);
    assert!(err(&done).contains("session"), "{}", err(&done));
    assert!(!place.path("out").exists(), "nothing is written");
}

#[test]
fn a_misspelt_column_is_told_and_costs_nothing() {
    let place = Place::new();
    records(&place);
    place.write(
        "in/session.csv",
        "subject_id,sesion_id,started_at\na,1,2026-02-03T10:00:00Z\n",
    );
    let done = place.run(&["screen", "in", "--out", "out"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    assert!(out(&done).contains("session_id"), "{}", out(&done));
}

#[test]
fn answers_of_a_checklist_count_however_they_are_spelt_and_unknown_words_are_told() {
    let place = Place::new();
    records(&place);
    place.write(
        "in/observation.csv",
        "subject_id,indicator,answer,observed_at,observer\n\
         a,interviewee-is-not-worker,PRESENT ,2026-02-05T10:00:00Z,o1\n\
         b,interviewee-is-not-worker,yes,2026-02-05T10:00:00Z,o1\n\
         c,interviewee-is-not-worker,unclear,2026-02-05T10:00:00Z,o1\n\
         c,interviewe-is-not-worker,present,2026-02-05T10:00:00Z,o1\n",
    );
    let done = place.run(&["screen", "in", "--out", "out", "--shown", "10"]);
    assert_eq!(code(&done), 3, "{}", err(&done));
    let rejects = fs::read_to_string(place.path("out/rejects.ndjson")).expect("rejects");
    assert_eq!(rejects.lines().count(), 1, "{rejects}");
    for told in ["\"line\":3", "\"answer\"", "write `present`"] {
        assert!(rejects.contains(told), "{told}: {rejects}");
    }
    let explained = out(&place.run(&["explain", "out", "a"]));
    assert!(
        explained.contains("observation/strong-answer"),
        "{explained}"
    );
    let report = report(&place.path("out"));
    let rule = report["rules"]
        .as_array()
        .and_then(|rules| {
            rules
                .iter()
                .find(|rule| rule["id"] == "observation/strong-answer")
        })
        .expect("the rule is told");
    assert_eq!(rule["insufficient"], 2, "nobody is cleared: {rule}");
    assert!(
        report["problems"]
            .to_string()
            .contains("did you mean `interviewee-is-not-worker`?"),
        "{}",
        report["problems"]
    );
}

#[test]
fn a_row_of_two_overlapping_exports_counts_once_and_is_told() {
    let place = Place::new();
    place.write("in/subject.csv", SUBJECTS);
    let change = |day: u32| {
        format!(
            "a,p-{day},2026-03-0{day}T00:00:00Z,2000,USD,bank,GB82WEST12345698765432,Ana Invented\n"
        )
    };
    let header = "subject_id,number,paid_at,amount,currency,method,destination,payee_name\n";
    place.write(
        "in/payout/monday.csv",
        format!("{header}{}{}", change(1), change(2)),
    );
    place.write(
        "in/payout/tuesday.csv",
        format!("{header}{}{}", change(2), change(3)),
    );
    // The same moment and amount under another number of the firm's own is another payment.
    place.write(
        "in/payout/wednesday.csv",
        format!("{header}{}", change(3).replace("p-3", "p-4")),
    );
    let done = place.run(&["screen", "in", "--out", "out"]);
    assert_eq!(code(&done), 0, "{}{}", out(&done), err(&done));
    let report = report(&place.path("out"));
    assert!(
        report["problems"]
            .to_string()
            .contains("1 row(s) of `payout` stood twice"),
        "{}",
        report["problems"]
    );
    let payouts = report["tables"]
        .as_array()
        .and_then(|tables| tables.iter().find(|table| table["table"] == "payout"))
        .expect("payouts are counted");
    assert_eq!(payouts["read"], 5);
    assert_eq!(payouts["kept"], 4);
    assert_eq!(payouts["set_aside"], 0);
}

#[test]
fn an_empty_folder_and_a_missing_path_say_what_to_do() {
    let place = Place::new();
    fs::create_dir_all(place.path("in")).expect("a folder");
    let empty = place.run(&["screen", "in", "--out", "out"]);
    assert_eq!(code(&empty), 4);
    assert!(err(&empty).contains("subject.csv"), "{}", err(&empty));
    let missing = place.run(&["screen", "nowhere", "--out", "out"]);
    assert_eq!(code(&missing), 4);
    assert!(err(&missing).contains("no such file"), "{}", err(&missing));
}

#[test]
fn truncated_files_keep_what_came_before_and_make_the_run_partial() {
    let place = Place::new();
    records(&place);
    place.write("in/session.parquet", b"PAR1 this is no Parquet file");
    let done = place.run(&["screen", "in", "--out", "out"]);
    assert_eq!(code(&done), 3, "{}", err(&done));
    assert!(out(&done).contains("session.parquet"), "{}", out(&done));
}

#[test]
fn screening_twice_gives_the_same_bytes_but_for_times() {
    let place = Place::new();
    records(&place);
    for folder in ["one", "two"] {
        let done = place.run(&["screen", "in", "--out", folder]);
        assert_eq!(code(&done), 0, "{}", err(&done));
    }
    for name in ["subjects.parquet", "findings.parquet", "rejects.ndjson"] {
        let read = |folder: &str| fs::read(place.path(folder).join(name)).expect("an output");
        assert_eq!(read("one"), read("two"), "{name}");
    }
    let without_times = |folder: &str| {
        let mut report = report(&place.path(folder));
        report["run"]["seconds"] = 0.into();
        report["run"]["started_at"] = "".into();
        report
    };
    assert_eq!(without_times("one"), without_times("two"));
}

#[test]
fn a_folder_of_own_rules_runs_beside_ours() {
    let place = Place::new();
    records(&place);
    let made = place.run(&[
        "rules",
        "new",
        "money/payout-account-changed-thrice",
        "--rules",
        "own",
    ]);
    assert_eq!(code(&made), 0, "{}", err(&made));
    let tested = place.run(&["rules", "test", "own"]);
    assert_eq!(code(&tested), 0, "{}", err(&tested));
    assert!(
        err(&tested).contains("4 case(s) passed"),
        "{}",
        err(&tested)
    );
    let done = place.run(&["screen", "in", "--out", "out", "--rules", "own"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    assert!(
        fs::read_to_string(place.path("out/report.json"))
            .expect("report")
            .contains("payout-account-changed-thrice")
    );
}

fn rule(sql: &str) -> String {
    let template =
        include_str!("../src/command/rules/new_rule.md").replace("FAMILY/NAME", "money/own");
    let start = template.find("```sql\n").expect("a query") + "```sql\n".len();
    let end = start + template[start..].find("```").expect("its end");
    format!("{}{sql}\n{}", &template[..start], &template[end..])
}

#[test]
fn an_address_meets_its_facts_however_it_is_written() {
    let place = Place::new();
    records(&place);
    place.write(
        "in/session.csv",
        "subject_id,session_id,started_at,ip\n\
         a,1,2026-02-03T10:00:00Z,::ffff:9.9.9.9\n\
         a,2,2026-02-04T10:00:00Z,9.9.9.9\n\
         a,3,2026-02-05T10:00:00Z,2620:00FE:0000::00fe\n\
         a,4,2026-02-06T10:00:00Z, 2620:fe::fe\n",
    );
    place.write(
        "own/money/own.md",
        rule(
            "SELECT s.subject_id, count(*) AS changes, max(s.started_at) AS last_change \
             FROM session s JOIN ip_fact f ON f.subject_id = s.subject_id AND f.ip = s.ip \
             WHERE $minimum_changes > 0 GROUP BY s.subject_id",
        ),
    );
    let done = place.run(&["screen", "in", "--out", "out", "--rules", "own"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    let told = place.run(&["explain", "out", "a"]);
    assert!(out(&told).contains("4 "), "{}", out(&told));
    let report = report(&place.path("out"));
    let text = report.to_string();
    assert!(
        text.contains("\"changes\":4") || text.contains("\"4\""),
        "{text}"
    );
}

/// Every way around the protection of a column that we can think of.
#[test]
fn a_rule_that_reads_a_protected_column_is_refused_whatever_the_way() {
    let ways = [
        "SELECT subject_id, count(*) AS changes, max(created_at) AS last_change FROM subject WHERE nationality = 'XX' AND $minimum_changes > 0 GROUP BY subject_id",
        "SELECT subject_id, $minimum_changes AS changes, nationality AS last_change FROM subject",
        "SELECT subject_id, $minimum_changes AS changes, created_at AS last_change FROM (SELECT subject_id, created_at, nationality AS hidden FROM subject) WHERE hidden LIKE 'K%'",
        "WITH s AS (SELECT *, CASE WHEN language = 'ko' THEN 1 ELSE 0 END AS flag FROM subject) SELECT subject_id, flag AS changes, created_at AS last_change FROM s WHERE flag >= $minimum_changes",
        "SELECT subject_id, length(CAST(birth_date AS VARCHAR)) AS changes, created_at AS last_change FROM subject WHERE $minimum_changes > 0",
        "SELECT a.subject_id, $minimum_changes AS changes, a.created_at AS last_change FROM subject a JOIN subject b ON a.subject_id = b.subject_id AND a.name = b.display_name",
        "SELECT subject_id, $minimum_changes AS changes, created_at AS last_change FROM subject s WHERE EXISTS (SELECT 1 FROM education e WHERE e.subject_id = s.subject_id AND e.country = s.country)",
        "SELECT subject_id, count(DISTINCT name) AS changes, max(created_at) AS last_change FROM subject WHERE $minimum_changes > 0 GROUP BY subject_id",
        "SELECT subject_id, $minimum_changes AS changes, created_at AS last_change FROM subject WHERE same_name(name, 'Kim')",
        "SELECT subject_id, $minimum_changes AS changes, created_at AS last_change FROM subject WHERE same_name(nationality, language)",
        "SELECT subject_id, $minimum_changes AS changes, created_at AS last_change FROM subject WHERE same_name(upper(name), display_name)",
        "SELECT subject_id, row_number() OVER (PARTITION BY subject_id ORDER BY gender) AS changes, created_at AS last_change FROM subject WHERE $minimum_changes > 0",
        "SELECT subject_id, $minimum_changes AS changes, created_at AS last_change FROM subject WHERE name ~ '^K'",
        "SELECT subject_id, $minimum_changes AS changes, created_at AS last_change FROM subject WHERE subject_id IN (SELECT subject_id FROM subject WHERE gender = 'f')",
        "SELECT subject_id, $minimum_changes AS changes, max(created_at) AS last_change FROM subject GROUP BY subject_id, nationality",
        "SELECT subject_id, $minimum_changes AS changes, created_at AS last_change FROM (SELECT DISTINCT subject_id, created_at, gender FROM subject)",
        "SELECT subject_id, $minimum_changes AS changes, created_at AS last_change FROM subject WHERE coalesce(nationality, 'x') <> 'x'",
        "SELECT subject_id, $minimum_changes AS changes, created_at AS last_change FROM subject WHERE (SELECT max(gender) FROM subject t WHERE t.subject_id = subject.subject_id) = 'f'",
        "SELECT s.subject_id, $minimum_changes AS changes, s.created_at AS last_change FROM subject s JOIN profile p ON s.subject_id = p.subject_id WHERE p.handle = ANY (SELECT t.name FROM subject t WHERE t.subject_id = s.subject_id)",
        "SELECT subject_id, $minimum_changes AS changes, created_at AS last_change FROM (SELECT subject_id, created_at, gender FROM subject INTERSECT SELECT subject_id, created_at, gender FROM subject)",
        "SELECT subject_id, $minimum_changes AS changes, created_at AS last_change FROM (SELECT subject_id, created_at, language FROM subject EXCEPT SELECT subject_id, created_at, 'en' FROM subject)",
        "SELECT subject_id, count(*) AS changes, max(created_at) AS last_change FROM subject WHERE $minimum_changes > 0 GROUP BY GROUPING SETS ((subject_id, gender), (subject_id))",
        "SELECT subject_id, $minimum_changes AS changes, created_at AS last_change FROM subject WHERE array_has(make_array(nationality), 'XX')",
        "SELECT subject_id, $minimum_changes AS changes, created_at AS last_change FROM subject WHERE name_similarity(name, (SELECT max(t.family_name) FROM subject t WHERE t.subject_id = subject.subject_id)) > 0.5",
        "SELECT subject_id, $minimum_changes AS changes, created_at AS last_change FROM subject WHERE starts_with(postal_code, '1') IS TRUE",
        "SELECT s.subject_id, $minimum_changes AS changes, s.created_at AS last_change FROM subject s JOIN name_match m ON s.subject_id = m.subject_id WHERE m.met LIKE 'K%'",
    ];
    for (number, sql) in ways.iter().enumerate() {
        let place = Place::new();
        place.write("own/money/own.md", rule(sql));
        let checked = place.run(&["rules", "check", "own"]);
        assert_eq!(
            code(&checked),
            1,
            "way {number} is refused: {sql}\n{}",
            err(&checked)
        );
        assert!(
            err(&checked).contains("protected column"),
            "way {number}: {}",
            err(&checked)
        );
    }
}

/// A column that cannot be followed would be read without a check.
#[test]
fn what_cannot_be_followed_repeated_or_ended_is_refused() {
    let select = "SELECT s.subject_id, $minimum_changes AS changes, s.created_at AS last_change FROM subject s";
    let ways = [
        (
            format!(
                "{select} CROSS JOIN LATERAL (SELECT d.subject_id FROM document d WHERE d.subject_id = s.subject_id AND s.nationality = 'XX') x"
            ),
            "LATERAL",
        ),
        (
            format!(
                "{select} LEFT JOIN LATERAL (SELECT d.subject_id FROM document d WHERE d.subject_id = s.subject_id AND length(s.name) < 8) x ON true"
            ),
            "LATERAL",
        ),
        (
            format!("{select}, LATERAL (SELECT s.country AS c) x WHERE x.c IS NOT NULL"),
            "LATERAL",
        ),
        (
            format!("{select} WHERE random() > 0.5"),
            "another answer each time",
        ),
        (
            format!("{select} WHERE s.created_at > now() - INTERVAL '30 days'"),
            "another answer each time",
        ),
        (
            format!("{select} WHERE length(repeat(s.subject_id, 2000000)) > 9"),
            "of any length",
        ),
        (
            format!(
                "{select} WHERE s.subject_id IN (SELECT CAST(x AS VARCHAR) FROM (SELECT unnest(generate_series(1, 1000000000)) AS x))"
            ),
            "of any length",
        ),
        (
            format!(
                "{select} WHERE s.verification_level > 0{}",
                " + 1".repeat(20_000)
            ),
            "the most is",
        ),
    ];
    for (sql, why) in ways {
        let place = Place::new();
        place.write("own/money/own.md", rule(&sql));
        let checked = place.run(&["rules", "check", "own"]);
        let said = err(&checked);
        assert_eq!(code(&checked), 1, "{why}: {said}");
        let short: String = said.chars().take(600).collect();
        assert!(said.contains(why), "{why}: {short}");
    }
}

/// What ties subjects would otherwise count once for every rule that looks at it.
#[test]
fn a_rule_over_what_subjects_share_names_the_fact_that_it_rests_on() {
    let sql = "SELECT subject_id, count(*) AS changes, max(last_seen_at) AS last_change FROM value_frequency WHERE kind = 'bank_account' AND names > $minimum_changes GROUP BY subject_id";
    let sql = sql.replace("max(last_seen_at)", "max(first_seen_at)");
    let place = Place::new();
    place.write("own/money/own.md", rule(&sql));
    let checked = place.run(&["rules", "check", "own"]);
    assert_eq!(code(&checked), 1, "{}", err(&checked));
    assert!(err(&checked).contains("names no fact"), "{}", err(&checked));
}

/// Where somebody lives may contradict the subject's own claims; a rule that names a place judges an origin.
#[test]
fn a_rule_that_names_a_place_is_refused_whatever_the_way() {
    let subject = |sql: &str| {
        format!(
            "SELECT subject_id, $minimum_changes AS changes, created_at AS last_change FROM {sql}"
        )
    };
    let ways = [
        subject("subject WHERE country = 'XX'"),
        subject("subject WHERE time_zone IN ('Asia/Example', 'Europe/Example')"),
        subject("subject WHERE lower(coalesce(time_zone, '')) LIKE 'asia/%'"),
        subject("subject WHERE regexp_like(time_zone, '^Asia')"),
        subject("subject WHERE time_zone ~ 'Asia'"),
        subject("subject WHERE CASE country WHEN 'XX' THEN true ELSE false END"),
        subject("subject WHERE CASE WHEN substr(country, 1, 1) = 'X' THEN 1 ELSE 0 END = 1"),
        subject("subject WHERE array_has(string_to_array('XX,YY', ','), country)"),
        subject("(SELECT subject_id, created_at, upper(country) AS c FROM subject) WHERE c BETWEEN 'XA' AND 'XZ'"),
        subject("subject WHERE nullif(country, 'XX') IS NULL"),
        subject("subject s WHERE EXISTS (SELECT 1 FROM document d WHERE d.subject_id = s.subject_id AND d.issuing_country || '' = 'XX')"),
        subject("subject s WHERE (SELECT max(e.institution) FROM education e WHERE e.subject_id = s.subject_id) LIKE '%Example%'"),
        "SELECT subject_id, count(*) AS changes, max(started_at) AS last_change FROM session WHERE utc_offset_minutes / 60 = 9 AND $minimum_changes > 0 GROUP BY subject_id".to_owned(),
        "SELECT subject_id, count(*) AS changes, max(started_at) AS last_change FROM session WHERE $minimum_changes > 0 GROUP BY subject_id HAVING max(utc_offset_minutes) > 400".to_owned(),
        subject("subject WHERE local_hour('Asia/Example', created_at) BETWEEN 9 AND 18"),
        subject("subject WHERE local_hour(country, TIMESTAMP '2026-01-01T00:00:00Z') = 8"),
        "SELECT subject_id, count(*) AS changes, max(started_at) AS last_change FROM session WHERE offset_hours_apart('XX', utc_offset_minutes, started_at) < $minimum_changes GROUP BY subject_id".to_owned(),
        "SELECT subject_id, count(*) AS changes, max(started_at) AS last_change FROM session WHERE utc_offset_minutes - 400 = 0 AND $minimum_changes > 0 GROUP BY subject_id".to_owned(),
        "SELECT subject_id, count(*) AS changes, max(started_at) AS last_change FROM session WHERE utc_offset_minutes % 400 = 0 AND $minimum_changes > 0 GROUP BY subject_id".to_owned(),
        "SELECT subject_id, count(*) AS changes, max(started_at) AS last_change FROM session WHERE utc_offset_minutes / 400 = 0 AND $minimum_changes > 0 GROUP BY subject_id".to_owned(),
        "SELECT subject_id, count(*) AS changes, max(started_at) AS last_change FROM session WHERE utc_offset_minutes + utc_offset_minutes = 800 AND $minimum_changes > 0 GROUP BY subject_id".to_owned(),
        "SELECT subject_id, count(*) AS changes, max(started_at) AS last_change FROM session WHERE utc_offset_minutes - (-utc_offset_minutes) = 800 AND $minimum_changes > 0 GROUP BY subject_id".to_owned(),
        "SELECT subject_id, count(*) AS changes, max(started_at) AS last_change FROM session WHERE NOT CAST(utc_offset_minutes - 400 AS BOOLEAN) AND $minimum_changes > 0 GROUP BY subject_id".to_owned(),
        subject("subject WHERE country = (SELECT 'XX')"),
        subject("subject WHERE country = upper(left(subject_id, 0) || 'xx')"),
        subject("subject WHERE country || subject_id = 'XX' || subject_id"),
        subject("subject WHERE coalesce(nullif(country, country), 'XX') = country"),
        subject("(SELECT *, 'XX' AS c FROM subject) WHERE c = country"),
        subject("(SELECT subject_id, created_at, country, CASE WHEN created_at IS NULL THEN 'YY' ELSE 'XX' END AS c FROM subject) WHERE country IN (c)"),
        subject("subject s JOIN (SELECT subject_id AS other, 'XX' AS c FROM profile) p ON s.subject_id = p.other AND s.country = p.c"),
        subject("subject JOIN (SELECT subject_id, 'XX' AS country FROM profile) p USING (subject_id, country)"),
        subject("subject s WHERE EXISTS (SELECT 1 FROM (SELECT subject_id, 'XX' AS c FROM profile) p WHERE p.subject_id = s.subject_id AND p.c = s.country)"),
        subject("subject WHERE country IN (SELECT column1 FROM (VALUES ('XX'), ('YY')) v)"),
        "SELECT subject_id, $minimum_changes AS changes, max(created_at) AS last_change FROM (SELECT subject_id, country, created_at FROM subject UNION ALL SELECT subject_id, 'XX', created_at FROM subject) GROUP BY subject_id, country HAVING count(*) > 1".to_owned(),
        "SELECT subject_id, $minimum_changes AS changes, created_at AS last_change FROM (SELECT subject_id, created_at, country FROM subject INTERSECT SELECT subject_id, created_at, 'XX' FROM subject)".to_owned(),
        "SELECT subject_id, $minimum_changes AS changes, changed_at AS last_change FROM profile_change WHERE new_country = 'XX'".to_owned(),
    ];
    for (number, sql) in ways.iter().enumerate() {
        let place = Place::new();
        place.write("own/money/own.md", rule(sql));
        let checked = place.run(&["rules", "check", "own"]);
        assert_eq!(
            code(&checked),
            1,
            "way {number} is refused: {sql}\n{}",
            err(&checked)
        );
        assert!(
            err(&checked).contains("tells a place"),
            "way {number}: {}",
            err(&checked)
        );
    }
}

#[test]
fn comparing_the_places_that_a_subject_states_is_allowed() {
    let ways = [
        "SELECT s.subject_id, $minimum_changes AS changes, s.created_at AS last_change FROM subject s JOIN profile p ON s.subject_id = p.subject_id WHERE p.country <> s.country AND coalesce(p.country, '') <> ''",
        "SELECT s.subject_id, count(*) AS changes, max(s.started_at) AS last_change FROM session s JOIN subject p ON s.subject_id = p.subject_id WHERE s.utc_offset_minutes <> 0 AND offset_hours_apart(p.country, s.utc_offset_minutes, s.started_at) >= $minimum_changes GROUP BY s.subject_id",
        "SELECT subject_id, count(DISTINCT country) AS changes, max(first_seen_at) AS last_change FROM ip_fact GROUP BY subject_id HAVING count(DISTINCT country) >= $minimum_changes",
    ];
    for sql in ways {
        let place = Place::new();
        place.write("own/money/own.md", rule(sql));
        let checked = place.run(&["rules", "check", "own"]);
        assert_eq!(code(&checked), 0, "{sql}\n{}", err(&checked));
    }
}

#[test]
fn comparing_two_names_of_one_subject_is_allowed() {
    let place = Place::new();
    let sql = "SELECT subject_id, $minimum_changes AS changes, created_at AS last_change FROM subject WHERE NOT same_name(name, display_name)";
    place.write("own/money/own.md", rule(sql));
    let checked = place.run(&["rules", "check", "own"]);
    assert_eq!(code(&checked), 0, "{}", err(&checked));
}

#[test]
fn a_rule_that_crosses_subjects_or_writes_is_refused() {
    let ways = [
        (
            "SELECT a.subject_id, $minimum_changes AS changes, a.created_at AS last_change FROM subject a JOIN subject b ON a.city = b.city",
            "joined",
        ),
        (
            "SELECT a.subject_id, $minimum_changes AS changes, a.created_at AS last_change FROM subject a CROSS JOIN subject b",
            "joined",
        ),
        (
            "SELECT subject_id, $minimum_changes AS changes, created_at AS last_change FROM subject LIMIT 5",
            "LIMIT",
        ),
        (
            "SELECT min(subject_id) AS subject_id, count(*) AS changes, max(created_at) AS last_change FROM subject WHERE $minimum_changes > 0",
            "aggregated",
        ),
        (
            "SELECT subject_id, rank() OVER (ORDER BY created_at) AS changes, created_at AS last_change FROM subject WHERE $minimum_changes > 0",
            "window",
        ),
        (
            "SELECT subject_id, $minimum_changes AS changes, created_at AS last_change FROM subject WHERE created_at > (SELECT avg_at FROM (SELECT max(created_at) AS avg_at FROM subject))",
            "aggregated",
        ),
        ("COPY subject TO 'stolen.csv'", ""),
        ("CREATE TABLE t AS SELECT 1", ""),
    ];
    for (sql, word) in ways {
        let place = Place::new();
        place.write("own/money/own.md", rule(sql));
        let checked = place.run(&["rules", "check", "own"]);
        assert_eq!(code(&checked), 1, "{sql}\n{}", err(&checked));
        assert!(err(&checked).contains(word), "{sql}\n{}", err(&checked));
        assert!(!place.path("stolen.csv").exists());
    }
}

#[test]
fn a_misspelt_column_in_a_rule_is_pointed_at_with_a_suggestion() {
    let place = Place::new();
    place.write("own/money/own.md", rule("SELECT subject_id, count(*) AS changes, max(changed_att) AS last_change FROM profile_change GROUP BY subject_id HAVING count(*) >= $minimum_changes"));
    let checked = place.run(&["rules", "check", "own"]);
    assert_eq!(code(&checked), 1);
    let said = err(&checked);
    assert!(
        said.contains("changed_at`") && said.contains("own.md:"),
        "{said}"
    );
}

#[test]
fn wrong_words_end_with_two() {
    let place = Place::new();
    assert_eq!(code(&place.run(&["screen"])), 2);
    assert_eq!(code(&place.run(&["rules", "new", "NoSuchForm"])), 2);
    records(&place);
    assert_eq!(
        code(&place.run(&["screen", "in", "--out", "out", "--set", "nonsense"])),
        2
    );
}

#[test]
fn backtest_says_what_another_threshold_would_have_done() {
    let place = Place::new();
    records(&place);
    assert_eq!(code(&place.run(&["screen", "in", "--out", "out"])), 0);
    let listed = place.run(&["rules", "list", "--format", "json"]);
    assert_eq!(code(&listed), 0);
    let done = place.run(&[
        "rules",
        "backtest",
        "money/payout-account-shared",
        "--param",
        "most_subjects=1",
        "--on",
        "out",
    ]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    assert!(
        out(&done).contains("before") && out(&done).contains("after"),
        "{}",
        out(&done)
    );
}

#[test]
fn the_schema_of_the_report_is_current_and_a_report_fits_it() {
    let place = Place::new();
    let printed = place.run(&["reference", "report-schema"]);
    assert_eq!(code(&printed), 0);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let committed = fs::read_to_string(root.join("docs/report.schema.json")).expect("the schema");
    assert!(
        out(&printed) == committed,
        "renew it: bonafide reference report-schema > docs/report.schema.json"
    );
    records(&place);
    assert_eq!(code(&place.run(&["screen", "in", "--out", "out"])), 0);
    let schema: serde_json::Value = serde_json::from_str(&committed).expect("the schema is JSON");
    let report = report(&place.path("out"));
    let required = schema["required"].as_array().expect("required members");
    for member in required.iter().filter_map(serde_json::Value::as_str) {
        assert!(report.get(member).is_some(), "the report has `{member}`");
    }
    let known = schema["properties"].as_object().expect("members");
    for member in report.as_object().expect("an object").keys() {
        assert!(known.contains_key(member), "the schema knows `{member}`");
    }
}

#[test]
fn a_folder_of_broken_files_says_what_is_wrong_with_each() {
    let place = Place::new();
    place.write(
        "in/session.csv",
        b"\x7fELF\x00\x01\x02 no table at all \xff\xfe\n",
    );
    let done = place.run(&["screen", "in", "--out", "out"]);
    assert_eq!(code(&done), 4);
    assert!(err(&done).contains("session.csv"), "{}", err(&done));
    assert!(
        place.path("out/rejects.ndjson").is_file(),
        "the rejects are kept"
    );
    assert!(
        !place.path("out/report.json").exists(),
        "there is no report"
    );
}

#[test]
fn a_rule_that_reads_derived_tables_alone_finds_its_subjects() {
    let place = Place::new();
    records(&place);
    place.write("only.txt", "money/payout-account-shared\n");
    let done = place.run(&["screen", "in", "--out", "out", "--only-rules", "only.txt"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    assert!(
        report(&place.path("out"))
            .to_string()
            .contains("payout-account-shared")
    );
    let told = place.run(&[
        "rules",
        "explain",
        "money/payout-account-shared",
        "b",
        "--on",
        "in",
    ]);
    assert_eq!(code(&told), 0, "{}", err(&told));
}

/// Six accounts under six names that share payout accounts and devices in turn, and two couples.
fn ring(place: &Place) {
    let mut subjects = String::from("subject_id,kind,name,country,created_at\n");
    let mut identifiers = String::from("subject_id,kind,value\n");
    for (number, country) in ["US", "JP", "PL", "US", "AR", "JP"].into_iter().enumerate() {
        subjects.push_str(&format!(
            "ring{number},account,Invented Name{number},{country},2026-01-0{}T00:00:00Z\n",
            number + 1
        ));
        let (account, device) = (number / 3, number % 3);
        identifiers.push_str(&format!(
            "ring{number},bank_account,GB82WEST1234569876543{account}\n\
             ring{number},device,serial-000-{device}\nring{number},phone,+4420794600{}\n",
            10 + number / 2
        ));
    }
    for couple in 0..2 {
        for half in 0..2 {
            subjects.push_str(&format!(
                "pair{couple}{half},account,Invented Spouse{couple}{half},PT,2025-0{}-01T00:00:00Z\n",
                2 + couple * 3 + half
            ));
            identifiers.push_str(&format!(
                "pair{couple}{half},address,{couple} Invented Street Lisbon\n\
                 pair{couple}{half},bank_account,PT5000020123000000000{couple}54\n"
            ));
        }
    }
    for lone in 0..300 {
        subjects.push_str(&format!(
            "lone{lone},account,Invented Lone{lone},US,2025-06-01T00:00:00Z\n"
        ));
        identifiers.push_str(&format!(
            "lone{lone},ip,203.0.113.7\nlone{lone},device,own-{lone}\n"
        ));
    }
    place.write("in/subject.csv", subjects);
    place.write("in/identifier.csv", identifiers);
}

#[test]
fn a_folder_of_subjects_and_identifiers_is_enough_to_get_groups() {
    let place = Place::new();
    ring(&place);
    let done = place.run(&["screen", "in", "--out", "out"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    for file in ["link.parquet", "group_member.parquet", "group_fact.parquet"] {
        assert!(place.path("out").join(file).is_file(), "{file}");
    }
    let groups = report(&place.path("out"))["groups"].clone();
    let groups = groups.as_array().expect("groups");
    let members = |group: &serde_json::Value| -> Vec<String> {
        let mut ids: Vec<String> = group["members"]
            .as_array()
            .expect("members")
            .iter()
            .map(|member| member["subject_id"].as_str().expect("an id").to_owned())
            .collect();
        ids.sort();
        ids
    };
    let first = groups.first().expect("a group");
    assert_eq!(
        members(first),
        ["ring0", "ring1", "ring2", "ring3", "ring4", "ring5"]
    );
    let number = |group: &serde_json::Value, what: &str| group[what].as_f64().expect("a number");
    let couple = groups
        .iter()
        .find(|group| members(group) == ["pair00", "pair01"])
        .expect("a couple is linked");
    // Both are linked; one of them looks like an operation.
    assert!(number(couple, "linked") > 0.8, "{couple}");
    assert!(number(couple, "operation") < 0.5, "{couple}");
    assert!(
        number(first, "operation") > number(couple, "operation") + 0.3,
        "{first}"
    );
    // An address that three hundred show ties nobody.
    assert!(
        groups.iter().all(|group| members(group).len() <= 6),
        "{groups:?}"
    );

    let why = place.run(&["link", "why", "ring0", "ring4", "--on", "out"]);
    assert_eq!(code(&why), 0, "{}", err(&why));
    assert!(
        out(&why).contains("tied through others, 2 steps"),
        "{}",
        out(&why)
    );
    let couple = place.run(&["link", "why", "pair00", "pair01", "--on", "out"]);
    assert!(out(&couple).contains("tied directly"), "{}", out(&couple));
    let apart = place.run(&["link", "why", "ring0", "pair00", "--on", "out"]);
    assert!(out(&apart).contains("Nothing ties"), "{}", out(&apart));
    let nobody = place.run(&["link", "why", "ring0", "lone1", "--on", "out"]);
    assert_eq!(code(&nobody), 2);
    assert!(
        err(&nobody).contains("nothing ties `lone1` to anybody"),
        "{}",
        err(&nobody)
    );
}

#[test]
fn the_printed_parameters_are_a_file_that_makes_the_same_world() {
    let place = Place::new();
    let printed = place.run(&["simulate", "--print-parameters"]);
    assert_eq!(code(&printed), 0, "{}", err(&printed));
    assert!(
        out(&printed).contains("Assumed"),
        "sources stand beside the numbers"
    );
    place.write("parameters.toml", out(&printed));
    for (folder, more) in [
        ("one", &[][..]),
        ("two", &["--parameters", "parameters.toml"][..]),
    ] {
        let mut words = vec![
            "simulate",
            "--subjects",
            "60",
            "--format",
            "csv",
            "--out",
            folder,
        ];
        words.extend(more);
        let done = place.run(&words);
        assert_eq!(code(&done), 0, "{}", err(&done));
    }
    for file in ["subject.csv", "truth/truth_subject.csv"] {
        let read = |folder: &str| fs::read(place.path(folder).join(file)).expect("a file");
        assert_eq!(read("one"), read("two"), "{file}");
    }
}

#[test]
fn a_view_that_nobody_has_is_refused_with_those_that_are() {
    let place = Place::new();
    let done = place.run(&["simulate", "--view", "bank", "--out", "world"]);
    assert_eq!(code(&done), 2, "{}", err(&done));
    assert!(err(&done).contains("small-firm"), "{}", err(&done));
    assert!(!place.path("world").exists());
}

#[test]
fn the_example_of_the_help_sets_a_parameter_that_there_is_and_another_is_refused_by_name() {
    let place = Place::new();
    records(&place);
    let help = out(&place.run(&["screen", "--help"]));
    let words: Vec<&str> = help.split_whitespace().collect();
    let example = words
        .windows(3)
        .find(|three| three[..2] == ["such", "as"] && three[2].contains(':'))
        .expect("the help of --set has an example")[2];
    let done = place.run(&["screen", "in", "--out", "out", "--set", example]);
    assert_eq!(code(&done), 0, "{example}: {}", err(&done));
    let wrong = "location/clock-disagrees:minimum_sessions=5";
    let refused = place.run(&["screen", "in", "--out", "other", "--set", wrong]);
    assert_eq!(code(&refused), 2, "{}", err(&refused));
    assert!(
        err(&refused)
            .contains("rule `location/clock-disagrees` has no parameter `minimum_sessions`"),
        "{}",
        err(&refused)
    );
}

#[test]
fn a_folder_of_files_is_no_list_store_and_nothing_is_written_into_it() {
    let place = Place::new();
    records(&place);
    place.write(
        "lists/ip_country.csv",
        "start,end,cc\n192.0.2.0,192.0.2.255,PT\n",
    );
    let refused = place.run(&["screen", "in", "--out", "out", "--lists", "lists"]);
    assert_eq!(code(&refused), 4, "{}", err(&refused));
    assert!(
        err(&refused).contains("bonafide lists add"),
        "{}",
        err(&refused)
    );
    let files = fs::read_dir(place.path("lists")).expect("the folder");
    assert_eq!(files.count(), 1, "the folder is as it was");
}

#[test]
fn pairs_of_names_that_a_file_mangles_are_left_out_and_told() {
    let place = Place::new();
    place.write(
        "pairs.csv",
        "name1,name2,schema\n\
         Ana Invented,Anna Invented,person\n\
         Ana Invented,Anna Invented,martian\n\
         Invented, Ana,Anna Invented,person\n\
         \"Ben Invented,Ben Invented,person\n\
         Cai Invented,Kai Invented,person\n",
    );
    let done = place.run(&["names", "score", "pairs.csv"]);
    assert_eq!(code(&done), 3, "{}{}", out(&done), err(&done));
    assert_eq!(out(&done).lines().count(), 2, "{}", out(&done));
    for told in [
        "no kind of party",
        "4 cells under 3 columns",
        "a quote not closed",
    ] {
        assert!(err(&done).contains(told), "{told}: {}", err(&done));
    }
    place.write("twice.csv", "name1,name1,name2\na,b,c\n");
    let twice = place.run(&["names", "score", "twice.csv"]);
    assert_eq!(code(&twice), 2, "{}", err(&twice));
    assert!(err(&twice).contains("twice"), "{}", err(&twice));
}
