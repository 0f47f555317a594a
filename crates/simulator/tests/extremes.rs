//! Whatever numbers people bring, a world is made or refused with a reason.

use bonafide_simulator::{Error, PARAMETERS, Summary, World, simulate};

/// Makes a small world with these changes in its parameter file.
fn made(text: &str) -> Result<Summary, Error> {
    let folder = tempfile::tempdir().expect("a folder");
    let mut world = World::from_toml(text)?;
    world.subjects = 120;
    world.threads = 1;
    world.out_dir = folder.path().join("world");
    simulate(&world)
}

/// Every number of the parameter file: section, name, default.
fn numbers() -> Vec<(String, String, toml::Value)> {
    let file: toml::Table = PARAMETERS.parse().expect("the parameters");
    let sections = file["parameters"].as_table().expect("sections");
    let fields = sections.iter().flat_map(|(section, fields)| {
        let fields = fields.as_table().expect("numbers").iter();
        fields.map(move |(name, value)| (section.clone(), name.clone(), value.clone()))
    });
    fields.collect()
}

/// The same value with every number in it replaced.
fn replaced(value: &toml::Value, by: f64) -> toml::Value {
    match value {
        toml::Value::Array(items) => {
            toml::Value::Array(items.iter().map(|item| replaced(item, by)).collect())
        }
        toml::Value::Integer(_) => toml::Value::Integer(by as i64),
        _ => toml::Value::Float(by),
    }
}

#[test]
fn each_number_alone_may_be_nothing_or_all_or_is_refused_by_its_name() {
    for (section, name, value) in numbers() {
        for by in [0.0, 1.0, 1e12] {
            let changed = replaced(&value, by);
            let text = format!("[parameters.{section}]\n{name} = {changed}\n");
            match made(&text) {
                Ok(summary) => assert_eq!(summary.subjects, 120, "{text}"),
                Err(error) => {
                    let said = error.to_string();
                    assert!(
                        said.contains(&name) || said.contains(&section),
                        "{text}: {said}"
                    );
                }
            }
        }
    }
}

#[test]
fn all_shares_at_once_may_be_nothing_or_all() {
    for by in [0.0, 1.0] {
        let mut text = String::new();
        let mut last = String::new();
        for (section, name, value) in numbers() {
            let items = value
                .as_array()
                .cloned()
                .unwrap_or_else(|| vec![value.clone()]);
            let shares = items.iter().all(|item| {
                item.as_float()
                    .is_some_and(|number| (0.0..=1.0).contains(&number))
            });
            let weights = [
                "origin_shares",
                "care_shares",
                "retained_weights",
                "thin_usual_rich",
            ];
            if !shares || weights.contains(&name.as_str()) || (section == "kinds" && by > 0.0) {
                continue;
            }
            if section != last {
                text.push_str(&format!("[parameters.{section}]\n"));
                last.clone_from(&section);
            }
            text.push_str(&format!("{name} = {}\n", replaced(&value, by)));
        }
        let summary = made(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(summary.subjects, 120);
    }
}

#[test]
fn short_and_long_spans_and_odd_sizes_make_worlds() {
    for text in [
        "days = 60",
        "days = 3650",
        "first_day = \"2031-11-02\"",
        "subjects_per_file = 1",
    ] {
        made(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    }
    for (text, name) in [
        ("days = 59", "days"),
        ("first_day = \"1800-01-01\"", "first_day"),
        ("view = \"bank\"", "bank"),
    ] {
        let error = made(text).expect_err(text).to_string();
        assert!(error.contains(name), "{error}");
    }
}
