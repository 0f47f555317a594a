//! Refuses numbers with which no world can be made, by name and with what is expected.

use super::Parameters;
use crate::error::{Error, Result};

impl Parameters {
    /// Refuses numbers with which no world can be made.
    pub(crate) fn check(&self) -> Result<()> {
        let value = serde_json::to_value(self).map_err(|source| Error::Json {
            path: "the parameters".into(),
            source,
        })?;
        let mut found = Vec::new();
        numbers("", &value, &mut found);
        let found_numbers = found.clone();
        for (name, number) in found {
            if !number.is_finite() || number < 0.0 {
                return Err(refused(&name, number, "a number of at least 0"));
            }
            if is_share(&name) && number > 1.0 {
                return Err(refused(&name, number, "a share from 0 to 1"));
            }
        }
        let operations = &self.operations;
        if operations.subjects_per_operation < 50 {
            return Err(refused(
                "operations.subjects_per_operation",
                operations.subjects_per_operation as f64,
                "at least 50",
            ));
        }
        if operations.discount[0] > operations.discount[1] {
            return Err(refused(
                "operations.discount",
                operations.discount[0],
                "at most the second number",
            ));
        }
        let [least, most] = self.people.agency_size;
        if least < 2 || most > 32 || least > most {
            return Err(refused(
                "people.agency_size",
                least as f64,
                "two numbers from 2 to 32, the smaller first",
            ));
        }
        let weights: [(&'static str, &[f64]); 6] = [
            ("people.origin_shares", &self.people.origin_shares),
            ("operations.care_shares", &operations.care_shares),
            ("operations.retained_weights", &operations.retained_weights),
            ("recording.thin_usual_rich", &self.recording.thin_usual_rich),
            ("season.work_by_month", &self.season.work_by_month),
            (
                "season.applications_by_month",
                &self.season.applications_by_month,
            ),
        ];
        for (name, weights) in weights {
            if weights.iter().sum::<f64>() <= 0.0 {
                return Err(refused(name, 0.0, "a row of numbers with one above 0"));
            }
        }
        let kinds: f64 = self
            .kinds
            .shares()
            .iter()
            .skip(1)
            .map(|(_, share)| share)
            .sum();
        if kinds > 1.0 {
            return Err(refused("kinds", kinds, "shares that sum to at most 1"));
        }
        if operations.ramp_days[0] > operations.ramp_days[1] {
            return Err(refused(
                "operations.ramp_days",
                operations.ramp_days[0],
                "at most the second number",
            ));
        }
        for (name, most) in MOST {
            let found = found_numbers.iter().filter(|(found, _)| found == name);
            if let Some((name, number)) = found.into_iter().find(|(_, number)| number > most) {
                return Err(Error::TooMuch {
                    name: name.clone(),
                    value: *number,
                    most: *most,
                });
            }
        }
        let pools = [
            ("people.campuses", self.people.campuses),
            (
                "people.offices_per_country",
                self.people.offices_per_country,
            ),
            ("people.career_templates", self.people.career_templates),
            (
                "people.bought_bid_templates",
                self.people.bought_bid_templates,
            ),
            ("people.staffing_agencies", self.people.staffing_agencies),
            ("people.bootcamp_classes", self.people.bootcamp_classes),
            ("people.payroll_services", self.people.payroll_services),
            ("operations.largest_farm", operations.largest_farm),
        ];
        for (name, size) in pools {
            if size == 0 {
                return Err(refused(name, 0.0, "at least 1"));
            }
        }
        Ok(())
    }
}

fn refused(name: &str, value: f64, expected: &'static str) -> Error {
    Error::Parameter {
        name: name.to_owned(),
        value: value.to_string(),
        expected,
    }
}

/// Numbers that make a world too large to be made in any useful time, with the largest allowed.
const MOST: &[(&str, f64)] = &[
    ("people.campuses", 1e6),
    ("people.offices_per_country", 1e6),
    ("people.career_templates", 1e6),
    ("people.bought_bid_templates", 1e6),
    ("people.staffing_agencies", 1e6),
    ("people.bootcamp_classes", 1e6),
    ("people.payroll_services", 1e6),
    ("operations.subjects_per_operation", 1e9),
    ("operations.personas_per_operator", 2_000.0),
    ("operations.personas_spread", 3.0),
    ("operations.largest_farm", 1e5),
    ("operations.pass_through_hours", 1e5),
    ("operations.monthly_pay", 1e7),
    ("operations.dwell_days", 3_650.0),
    ("operations.insider_after_days", 3_650.0),
    ("operations.hops_by_care", 12.0),
    ("operations.ramp_days", 3_650.0),
    ("season.layoffs_per_year", 50.0),
    ("recording.sessions", 400.0),
    ("recording.bids", 300.0),
    ("recording.payouts", 60.0),
];

/// Names of numbers that are counts, hours, amounts or spreads; all others are shares.
fn is_share(name: &str) -> bool {
    const OTHERS: &[&str] = &[
        "agency_size",
        "campuses",
        "offices_per_country",
        "career_templates",
        "bought_bid_templates",
        "subjects_per_operation",
        "personas_per_operator",
        "personas_spread",
        "largest_farm",
        "pass_through_hours",
        "monthly_pay",
        "dwell_days",
        "recording.sessions",
        "recording.bids",
        "recording.payouts",
        "staffing_agencies",
        "bootcamp_classes",
        "payroll_services",
        "insider_after_days",
        "ramp_days",
        "hops_by_care",
        "_by_month",
        "layoffs_per_year",
        "origin_shares",
        "care_shares",
        "retained_weights",
        "thin_usual_rich",
    ];
    !OTHERS.iter().any(|other| name.contains(other))
}

fn numbers(name: &str, value: &serde_json::Value, found: &mut Vec<(String, f64)>) {
    match value {
        serde_json::Value::Object(fields) => {
            for (field, value) in fields {
                let name = if name.is_empty() {
                    field.clone()
                } else {
                    format!("{name}.{field}")
                };
                numbers(&name, value, found);
            }
        }
        serde_json::Value::Array(items) => {
            for item in items {
                numbers(name, item, found);
            }
        }
        // A number that is not finite becomes null in JSON.
        _ => found.push((name.to_owned(), value.as_f64().unwrap_or(f64::NAN))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::{PARAMETERS, PUBLISHED, People};

    /// The file is the one place of the numbers: it lacks none and has none that nobody reads.
    #[test]
    fn the_printed_file_is_exactly_the_defaults() {
        let printed: toml::Table = PARAMETERS.parse().expect("the file is TOML");
        let defaults = toml::Table::try_from(Parameters::default()).expect("numbers are TOML");
        assert_eq!(printed["parameters"], toml::Value::Table(defaults));
        let world = crate::World::from_toml(PARAMETERS).expect("the file is a world");
        assert_eq!(world, crate::World::default());
    }

    #[test]
    fn every_number_has_a_source_or_is_called_assumed() {
        let mut comment = String::new();
        for line in PARAMETERS.lines() {
            if let Some(words) = line.strip_prefix('#') {
                comment.push_str(words);
            } else if let Some((name, _)) = line.split_once(" = ") {
                let sourced = comment.to_lowercase().contains("assumed")
                    || (comment.contains('(') && comment.contains(')'));
                assert!(sourced, "{name}: {comment}");
                comment.clear();
            } else {
                comment.clear();
            }
        }
    }

    /// A number that nothing reads would promise what the world does not keep.
    #[test]
    fn every_number_is_read_by_the_plans_or_the_records() {
        let mut code = String::new();
        let mut open = vec![std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src")];
        while let Some(path) = open.pop() {
            for entry in std::fs::read_dir(path).expect("a folder").flatten() {
                let path = entry.path();
                if path.is_dir() && !path.ends_with("parameters") {
                    open.push(path);
                } else if path.is_file() {
                    code.push_str(&std::fs::read_to_string(path).expect("a source file"));
                }
            }
        }
        let sections = PUBLISHED["parameters"].as_table().expect("sections");
        for (section, fields) in sections.iter().filter(|(section, _)| *section != "kinds") {
            for name in fields.as_table().expect("numbers").keys() {
                assert!(
                    code.contains(&format!(".{name}")),
                    "nothing reads {section}.{name}"
                );
            }
        }
    }

    #[test]
    fn numbers_that_would_never_end_are_refused_by_name() {
        for (name, most) in MOST {
            let (section, field) = name.split_once('.').expect("a section and a field");
            let whole = (most * 2.0).round() as i64;
            let number = if PUBLISHED["parameters"][section][field].is_float() {
                format!("{whole}.0")
            } else if PUBLISHED["parameters"][section][field].is_array() {
                let many = PUBLISHED["parameters"][section][field]
                    .as_array()
                    .map_or(0, Vec::len);
                format!("[{}]", vec![format!("{whole}.0"); many].join(", "))
            } else {
                whole.to_string()
            };
            let text = format!("[parameters.{section}]\n{field} = {number}\n");
            let world = crate::World::from_toml(&text).expect("it is a number");
            let error = world.parameters.check().expect_err("too large").to_string();
            assert!(error.contains(name), "{error}");
        }
    }

    #[test]
    fn kinds_that_sum_to_more_than_everybody_are_refused() {
        let world = crate::World::from_toml("[parameters.kinds]\nnomad = 0.9\nstreamer = 0.9\n")
            .expect("both are shares");
        let error = world.parameters.check().expect_err("1.8").to_string();
        assert!(error.contains("kinds"), "{error}");
    }

    #[test]
    fn defaults_are_accepted() {
        Parameters::default()
            .check()
            .expect("the defaults make a world");
    }

    #[test]
    fn a_share_above_one_is_refused_by_name() {
        let parameters = Parameters {
            people: People {
                emigrants: 1.2,
                ..People::default()
            },
            ..Parameters::default()
        };
        let error = parameters.check().expect_err("1.2 is no share").to_string();
        assert!(error.contains("people.emigrants"), "{error}");
    }
}
