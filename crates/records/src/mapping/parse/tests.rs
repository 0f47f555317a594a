use super::*;

fn problems(text: &str) -> Vec<String> {
    match Mapping::parse("m.toml", text) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn a_whole_mapping_is_read() {
    let mapping = Mapping::parse(
        "m.toml",
        r#"
[[file]]
match = "auth_log*.csv"
table = "session"
zone = "Europe/Berlin"
day_order = "dmy"
decimal = ","
delimiter = ";"
where = { column = "event", equals = ["start", "refresh"] }
optional = true
[file.columns]
subject_id = "actor.id"
started_at = "timestamp"
compliant = { value = true }
language = { join = ["lang", "region"], with = "-" }
[file.values.method]
"WEB" = "browser"
[[file]]
match = "x.csv"
table = "payout"
zone = "+02:00"
"#,
    );
    let mapping = mapping.expect("is right");
    let [session, payout] = mapping.files() else {
        panic!("two parts");
    };
    assert_eq!(
        session.columns["subject_id"],
        Source::Column("actor.id".to_owned())
    );
    assert_eq!(
        session.columns["compliant"],
        Source::Constant("true".to_owned())
    );
    assert_eq!(session.words["method"]["WEB"], "browser");
    assert!(session.optional && !session.same_names && payout.same_names);
    assert_eq!(
        session.filter.as_ref().map(|filter| filter.equals.len()),
        Some(2)
    );
}

#[test]
fn every_problem_is_told_with_its_line_and_a_suggestion() {
    let text = r#"[[file]]
match = "a.csv"
table = "sesion"

[[file]]
match = "b.csv"
table = "session"
zone = "Europe/Berln"
day_order = "mixed"
colums = 1
[file.columns]
subject_id = "id"
startd_at = "t"
bids = { value = "many" }
ip = 7
[file.values.methd]
a = "b"
[[file]]
table = "ip_range"
"#;
    assert_eq!(
        problems(text),
        [
            "m.toml:3: no table is called \"sesion\" (did you mean \"session\"?)",
            "m.toml:8: no time zone is called \"Europe/Berln\"; write a name such as \"Europe/Berlin\", \"UTC\" or an offset such as \"+02:00\"",
            "m.toml:9: `day_order` must be one of \"dmy\", \"mdy\", \"ymd\"",
            "m.toml:10: a [[file]] has no key \"colums\" (did you mean \"columns\"?)",
            "m.toml:13: \"session\" has no column \"startd_at\" (did you mean \"started_at\"?)",
            "m.toml:14: \"bids\" holds a whole number, and this is not a whole number",
            "m.toml:15: write the name of a column in quotes, { value = \"…\" } or { join = [\"…\", \"…\"], with = \" \" }",
            "m.toml:16: \"session\" has no column \"methd\" (did you mean \"method\"?)",
            "m.toml:18: this [[file]] has no `match`; say which files it is for",
            "m.toml:19: the table \"ip_range\" comes from lists or from bonafide itself, not from a firm's files",
        ]
    );
}

#[test]
fn an_id_without_a_source_is_a_problem() {
    let text = "[[file]]\nmatch = \"a\"\ntable = \"identifier\"\n[file.columns]\nsubject_id = \"x\"\nvalue = \"mail\"\n";
    let [problem] = &problems(text)[..] else {
        panic!("one problem");
    };
    assert!(problem.contains("\"kind\""), "{problem}");
}

#[test]
fn broken_toml_is_a_problem_with_a_line() {
    let [problem] = &problems("[[file]]\nmatch = \n")[..] else {
        panic!("one problem");
    };
    assert!(problem.starts_with("m.toml:2: "), "{problem}");
    assert_eq!(
        problems(""),
        ["m.toml:1: a mapping needs at least one [[file]] part"]
    );
    assert_eq!(
        problems("file = 1"),
        ["m.toml:1: write [[file]] with two brackets on each side"]
    );
    assert_eq!(
        problems("[file]\nmatch=\"a\""),
        ["m.toml:1: write [[file]] with two brackets on each side"]
    );
}
