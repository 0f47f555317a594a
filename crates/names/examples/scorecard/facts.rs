//! Innocent people whose birth date and country are known, against the listed people whose own are.

use std::collections::HashMap;
use std::path::Path;

use bonafide_names::{Birth, Entry, Evidence, Index, Name, POSSIBLE, Schema, Strength, score};

use crate::cases::csv_rows;

/// What a list says of a person beside the names.
#[derive(Default, Clone)]
struct Facts {
    births: Vec<Birth>,
    countries: Vec<String>,
}

#[derive(Default)]
struct Listed {
    entries: Vec<Entry>,
    facts: Vec<Facts>,
}

impl Listed {
    fn add(&mut self, names: &[String], facts: Facts) {
        let party = self.facts.len() as u32;
        self.facts.push(facts);
        self.entries.extend(names.iter().map(|name| Entry {
            text: name.clone(),
            schema: Schema::Person,
            party,
            strength: Strength::Strong,
        }));
    }
}

pub(crate) fn run(shared: &Path, wants: &dyn Fn(&str) -> bool) {
    if !wants("facts") {
        return;
    }
    let mut listed = Listed::default();
    ofac(&shared.join("data/lists"), &mut listed);
    un(
        &shared.join("data/lists/un_consolidated_2026-02-27.xml"),
        &mut listed,
    );
    let with_birth = listed
        .facts
        .iter()
        .filter(|facts| !facts.births.is_empty())
        .count();
    let with_country = listed
        .facts
        .iter()
        .filter(|facts| !facts.countries.is_empty())
        .count();
    println!(
        "facts: {} people of OFAC and UN, {with_birth} with birth dates, {with_country} with countries",
        listed.facts.len()
    );
    let index = Index::build(listed.entries);
    for file in [
        "yente_negatives_us_dev.csv",
        "yente_negatives_global_dev.csv",
    ] {
        let rows = csv_rows(
            &shared.join("data/names").join(file),
            &["full_name", "date_of_birth", "nationality"],
        );
        let (mut by_name, mut with_facts) = (0, 0);
        for row in &rows {
            let name = Name::analyse(&row[0], Schema::Person);
            let hits = index.search(&name, 50);
            by_name += usize::from(!hits.is_empty());
            let alert = hits.iter().any(|hit| {
                let Some(facts) = listed.facts.get(hit.party as usize) else {
                    return false;
                };
                let evidence = Evidence {
                    births: (Birth::parse(&row[1]), facts.births.clone()),
                    countries: (vec![country(&row[2])], facts.countries.clone()),
                    ..Evidence::none()
                };
                let stored = Name::analyse(index.text(hit.name), Schema::Person);
                score(&name, &stored, &evidence).value >= POSSIBLE
            });
            with_facts += usize::from(alert);
        }
        let share = |count: usize| 100.0 * count as f64 / rows.len().max(1) as f64;
        println!(
            "facts {file:<38} {:.2} % alert by name, {:.2} % with birth date and country",
            share(by_name),
            share(with_facts)
        );
    }
}

/// "Iran (Islamic Republic of)" and "Iran" are one country.
fn country(text: &str) -> String {
    text.split('(')
        .next()
        .unwrap_or_default()
        .trim()
        .to_lowercase()
}

/// "DOB 31 May 1970; alt. DOB 1971; nationality Iran; ..." in the remarks of the Treasury's file.
fn ofac(lists: &Path, listed: &mut Listed) {
    let mut aliases: HashMap<String, Vec<String>> = HashMap::new();
    let rows = |file: &str| -> Vec<csv::StringRecord> {
        csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_path(lists.join(file))
            .map(|mut reader| reader.records().filter_map(Result::ok).collect())
            .unwrap_or_default()
    };
    for row in rows("ofac_sdn_alt_2025-12-24.csv") {
        if let (Some(number), Some(name)) = (row.get(0), row.get(3)) {
            aliases
                .entry(number.trim().to_owned())
                .or_default()
                .push(name.to_owned());
        }
    }
    for row in rows("ofac_sdn_full_2024-05-03.csv") {
        if row.get(2) != Some("individual") {
            continue;
        }
        let mut names = vec![row.get(1).unwrap_or_default().to_owned()];
        names.extend(
            aliases
                .remove(row.get(0).unwrap_or_default().trim())
                .unwrap_or_default(),
        );
        let mut facts = Facts::default();
        for remark in row.get(11).unwrap_or_default().split(';') {
            let remark = remark
                .trim()
                .trim_start_matches("alt. ")
                .trim_end_matches('.');
            if let Some(date) = remark.strip_prefix("DOB ") {
                facts.births.extend(birth(date));
            } else if let Some(place) = remark
                .strip_prefix("nationality ")
                .or_else(|| remark.strip_prefix("citizen "))
            {
                facts.countries.push(country(place));
            }
        }
        listed.add(&names, facts);
    }
}

/// "31 May 1970", "May 1970", "1970", "circa 1970", "1970 to 1973".
fn birth(text: &str) -> Option<Birth> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let years: Vec<i16> = text
        .split(|letter: char| !letter.is_ascii_digit())
        .filter_map(|field| field.parse().ok().filter(|_| field.len() == 4))
        .collect();
    let (first, last) = (*years.first()?, *years.last()?);
    if text.contains("circa") || first != last {
        return Some(Birth {
            from_year: first - i16::from(first == last),
            to_year: last + i16::from(first == last),
            month: None,
            day: None,
        });
    }
    let month = MONTHS.iter().position(|month| text.contains(month));
    let day = text
        .split(' ')
        .next()
        .and_then(|field| field.parse().ok())
        .filter(|day| (1..=31).contains(day));
    Some(Birth {
        from_year: first,
        to_year: first,
        month: month.map(|month| month as u8 + 1),
        day: month.and(day),
    })
}

/// Enough of the UN file for measuring: the tags are on lines of their own.
fn un(path: &Path, listed: &mut Listed) {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let (mut names, mut aliases, mut facts) = (Vec::new(), Vec::new(), Facts::default());
    let (mut person, mut nationality) = (false, false);
    for line in text.lines().map(str::trim) {
        let value = |tag: &str| {
            line.strip_prefix(&format!("<{tag}>"))
                .and_then(|rest| rest.strip_suffix(&format!("</{tag}>")))
                .map(|value| value.replace("&amp;", "&").replace("&apos;", "'"))
        };
        match line {
            "<INDIVIDUAL>" => {
                (names, aliases, facts) = (Vec::new(), Vec::new(), Facts::default());
                person = true;
            }
            "<NATIONALITY>" => nationality = true,
            "</NATIONALITY>" => nationality = false,
            "</INDIVIDUAL>" if person => {
                let mut all: Vec<String> = vec![names.join(" ")];
                all.append(&mut aliases);
                listed.add(&all, std::mem::take(&mut facts));
                person = false;
            }
            _ => {}
        }
        for tag in ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"] {
            names.extend(value(tag));
        }
        aliases.extend(value("ALIAS_NAME").filter(|alias| !alias.is_empty()));
        if nationality {
            facts
                .countries
                .extend(value("VALUE").map(|place| country(&place)));
        }
        let date = value("DATE").filter(|_| person).or(value("YEAR"));
        facts
            .births
            .extend(date.and_then(|date| Birth::parse(&date)));
    }
}
