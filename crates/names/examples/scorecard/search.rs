//! List search: what is found, how many alarms, how fast.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::time::Instant;

use bonafide_names::{Entry, Hit, Index, Name, Schema, Strength};

use crate::cases::{csv_rows, shared_queries};
use crate::clock::Clock;

struct Lists {
    index: Index,
    parties: Vec<String>,
}

pub(crate) fn run(shared: &Path, wants: &dyn Fn(&str) -> bool, errors: bool) {
    if ![
        "retrieval",
        "innocents",
        "positives",
        "searchspeed",
        "fresh",
        "answers",
        "delta",
    ]
    .iter()
    .any(|section| wants(section))
    {
        return;
    }
    let lists = build(shared);
    if wants("retrieval") {
        retrieval(shared, &lists, errors);
    }
    if wants("innocents") {
        innocents(shared, &lists, errors);
    }
    if wants("positives") {
        positives(shared, &lists, errors);
    }
    if wants("searchspeed") {
        speed(shared, &lists);
    }
    if wants("fresh") {
        crate::fresh::run(shared, &lists.index);
    }
    if wants("answers") {
        crate::answers::run(shared, &lists.index);
    }
    if wants("delta") {
        delta(shared);
    }
}

fn build(shared: &Path) -> Lists {
    let rows = listed_names(shared);
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut parties = Vec::new();
    let entries: Vec<Entry> = rows
        .into_iter()
        .map(|(party, text, schema, strength)| {
            let number = *numbers.entry(party.clone()).or_insert_with(|| {
                parties.push(party);
                parties.len() as u32 - 1
            });
            Entry {
                text,
                schema,
                party: number,
                strength,
            }
        })
        .collect();
    let clock = Clock::start();
    let index = Index::build(entries);
    let built = clock.taken();
    let clock = Clock::start();
    let bytes = index.to_bytes();
    let written = clock.taken();
    let size = bytes.len();
    let clock = Clock::start();
    let index = Index::open(bytes).unwrap_or_else(|error| panic!("{error}"));
    let opened = clock.taken();
    println!(
        "index: {} names of {} parties; built in {built}, {:.1} MB, written in {written}, opened in {opened}",
        index.len(),
        parties.len(),
        size as f64 / 1e6,
    );
    Lists { index, parties }
}

type Row = (String, String, Schema, Strength);

/// OFAC, UN, EU and UK names as the shared copies have them; names in native script are left out, as the queries are.
fn listed_names(shared: &Path) -> Vec<Row> {
    let lists = shared.join("data/lists");
    let mut rows: Vec<Row> = Vec::new();
    let text = std::fs::read_to_string(lists.join("ofac_un_eu_primary_names_2026-08-07.json"))
        .unwrap_or_default();
    let primary: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    let mut schemas: HashMap<String, Schema> = HashMap::new();
    for (number, fields) in primary["OFAC"].as_object().into_iter().flatten() {
        let schema = match fields[2].as_str().unwrap_or_default() {
            "개인" => Schema::Person,
            "선박" | "항공기" => Schema::Vessel,
            _ => Schema::Organisation,
        };
        schemas.insert(number.clone(), schema);
        rows.push((
            format!("ofac-{number}"),
            fields[0].as_str().unwrap_or_default().to_owned(),
            schema,
            Strength::Strong,
        ));
    }
    for file in [
        "ofac_sdn_alt_2025-12-24.csv",
        "ofac_cons_alt_2025-12-19.csv",
    ] {
        let Ok(mut reader) = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_path(lists.join(file))
        else {
            continue;
        };
        for row in reader.records().filter_map(Result::ok) {
            let number = row.get(0).unwrap_or_default().trim().to_owned();
            let schema = schemas.get(&number).copied().unwrap_or_default();
            rows.push((
                format!("ofac-{number}"),
                row.get(3).unwrap_or_default().to_owned(),
                schema,
                Strength::Strong,
            ));
        }
    }
    for row in csv_rows(
        &lists.join("uk_sanctions_list_primary_2025-08-11.csv"),
        &["Unique ID", "Name", "Type"],
    ) {
        let schema = match row[2].as_str() {
            "Individual" => Schema::Person,
            "Ship" => Schema::Vessel,
            _ => Schema::Organisation,
        };
        rows.push((
            format!("uk-{}", row[0]),
            row[1].clone(),
            schema,
            Strength::Strong,
        ));
    }
    un(&lists.join("un_consolidated_2026-02-27.xml"), &mut rows);
    let mut acts: Vec<_> = std::fs::read_dir(lists.join("eu_oj"))
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .collect();
    acts.sort();
    for act in acts {
        for row in csv_rows(
            &act,
            &["celex", "annex", "recordId", "schema", "name", "alias"],
        ) {
            let party = format!("eu-{}-{}-{}", row[0], row[1], row[2]);
            let schema = if row[3] == "LegalEntity" {
                Schema::Unknown
            } else {
                Schema::parse(&row[3])
            };
            for name in std::iter::once(row[4].as_str()).chain(row[5].split([';', '·'])) {
                let native = name
                    .chars()
                    .filter(|letter| letter.is_alphabetic())
                    .any(|letter| {
                        !('\0'..'\u{250}').contains(&letter)
                            && !('\u{1e00}'..'\u{1eff}').contains(&letter)
                    });
                if !native && !name.trim().is_empty() {
                    rows.push((
                        party.clone(),
                        name.trim().to_owned(),
                        schema,
                        Strength::Strong,
                    ));
                }
            }
        }
    }
    rows
}

/// Enough of the UN file for measuring: the tags are on lines of their own.
fn un(path: &Path, rows: &mut Vec<Row>) {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let (mut names, mut party, mut aliases, mut schema) =
        (Vec::new(), String::new(), Vec::new(), Schema::Person);
    for line in text.lines().map(str::trim) {
        let value = |tag: &str| {
            line.strip_prefix(&format!("<{tag}>"))
                .and_then(|rest| rest.strip_suffix(&format!("</{tag}>")))
                .map(|value| value.replace("&amp;", "&").replace("&apos;", "'"))
        };
        if line == "<INDIVIDUAL>" || line == "<ENTITY>" {
            (names, aliases, party) = (Vec::new(), Vec::new(), String::new());
            schema = if line == "<ENTITY>" {
                Schema::Organisation
            } else {
                Schema::Person
            };
        }
        for tag in ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"] {
            names.extend(value(tag));
        }
        party = value("REFERENCE_NUMBER").unwrap_or(party);
        aliases.extend(value("ALIAS_NAME").filter(|alias| !alias.is_empty()));
        if line == "</INDIVIDUAL>" || line == "</ENTITY>" {
            rows.push((
                format!("un-{party}"),
                names.join(" "),
                schema,
                Strength::Strong,
            ));
            rows.extend(
                aliases
                    .drain(..)
                    .map(|alias| (format!("un-{party}"), alias, schema, Strength::Strong)),
            );
        }
    }
}

/// Distinct parties among hits, those in `gold` counted as one.
fn alarms(lists: &Lists, hits: &[Hit], gold: &[&str]) -> (bool, usize) {
    let parties: BTreeSet<&str> = hits
        .iter()
        .filter_map(|hit| lists.parties.get(hit.party as usize))
        .map(String::as_str)
        .collect();
    let found = parties.iter().any(|party| gold.contains(party));
    // One party under several lists, or several numbers of one list, is one alarm to whoever reads it; names tell.
    let texts: BTreeSet<String> = hits
        .iter()
        .filter(|hit| {
            lists
                .parties
                .get(hit.party as usize)
                .is_none_or(|party| !gold.contains(&party.as_str()))
        })
        .map(|hit| {
            let mut words: Vec<String> = lists
                .index
                .text(hit.name)
                .to_lowercase()
                .split(|letter: char| !letter.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect();
            words.sort();
            words.join(" ")
        })
        .collect();
    (found, texts.len() + usize::from(found))
}

fn retrieval(shared: &Path, lists: &Lists, errors: bool) {
    let text = std::fs::read_to_string(shared.join("data/names/retrieval_queries_dev.jsonl"))
        .unwrap_or_default();
    let mut sets: BTreeMap<String, (u32, u32, usize, u32, u32)> = BTreeMap::new();
    for row in text
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
    {
        let query = row["query"].as_str().unwrap_or_default();
        let schema = row["schema"].as_str().unwrap_or_default();
        let gold: Vec<&str> = row["gold"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|gold| gold.as_str())
            .collect();
        let dropped: Vec<(&str, &str)> = row["drop"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|pair| Some((pair[0].as_str()?, pair[1].as_str()?)))
            .collect();
        let name = Name::analyse(query, Schema::parse(schema));
        let mut hits = lists.index.search(&name, 50);
        hits.retain(|hit| {
            let party = lists
                .parties
                .get(hit.party as usize)
                .map(String::as_str)
                .unwrap_or_default();
            !dropped
                .iter()
                .any(|(owner, text)| *owner == party && *text == lists.index.text(hit.name))
        });
        let (found, alarms) = alarms(lists, &hits, &gold);
        let kind = if schema == "Person" {
            "persons"
        } else {
            "bodies"
        };
        let guessable = row["sim"].as_f64().unwrap_or(0.0) >= 50.0;
        for set in [
            format!("{} {kind}", row["set"].as_str().unwrap_or_default()),
            "all aliases (OFAC, UN)".to_owned(),
        ] {
            if set.starts_with("all") && !row["set"].as_str().unwrap_or_default().ends_with("alias")
            {
                continue;
            }
            let counts = sets.entry(set).or_default();
            counts.0 += 1;
            counts.1 += u32::from(found);
            counts.2 += alarms;
            counts.3 += u32::from(guessable);
            counts.4 += u32::from(guessable && found);
        }
        if errors && (!found && guessable || alarms > 8) {
            let names: Vec<&str> = hits
                .iter()
                .take(3)
                .map(|hit| lists.index.text(hit.name))
                .collect();
            println!(
                "  {} {} | {query} -> {alarms} {names:?} gold {gold:?} sim {}",
                if found { "MANY" } else { "MISS" },
                row["set"],
                row["sim"]
            );
        }
    }
    for (set, (all, found, alarms, guessable, guessable_found)) in sets {
        println!(
            "search {set:<36} hit {:.3} of {all}; guessable {:.3} of {guessable}; alerts a query {:.2}",
            f64::from(found) / f64::from(all),
            f64::from(guessable_found) / f64::from(guessable.max(1)),
            alarms as f64 / f64::from(all)
        );
    }
}

fn innocents(shared: &Path, lists: &Lists, errors: bool) {
    for file in [
        "yente_negatives_us_dev.csv",
        "yente_negatives_global_dev.csv",
    ] {
        let rows = csv_rows(&shared.join("data/names").join(file), &["full_name"]);
        let start = Instant::now();
        let mut alerted = 0;
        for (place, row) in rows.iter().enumerate() {
            let name = Name::analyse(&row[0], Schema::Person);
            let hits = lists.index.search(&name, 50);
            alerted += usize::from(!hits.is_empty());
            if errors && !hits.is_empty() && place % 3 == 0 {
                println!(
                    "  ALERT {} -> {} {:.3}",
                    row[0],
                    lists.index.text(hits[0].name),
                    hits[0].value
                );
            }
        }
        println!(
            "innocents {file:<34} {:.2} % alert ({alerted} of {}), {:.0} queries a second",
            100.0 * alerted as f64 / rows.len().max(1) as f64,
            rows.len(),
            rows.len() as f64 / start.elapsed().as_secs_f64()
        );
    }
}

fn positives(shared: &Path, lists: &Lists, errors: bool) {
    for file in [
        "yente_positives_un_treated_dev.csv",
        "yente_positives_un_untreated_dev.csv",
    ] {
        let rows = csv_rows(&shared.join("data/names").join(file), &["full_name"]);
        let mut found = 0;
        for row in &rows {
            let hits = lists
                .index
                .search(&Name::analyse(&row[0], Schema::Person), 50);
            let hit = hits.iter().any(|hit| {
                lists
                    .parties
                    .get(hit.party as usize)
                    .is_some_and(|party| party.starts_with("un-"))
            });
            found += usize::from(hit);
            if errors && !hit {
                println!("  MISS {}", row[0]);
            }
        }
        println!(
            "positives {file:<34} {:.3} found of {}",
            found as f64 / rows.len().max(1) as f64,
            rows.len()
        );
    }
}

fn speed(shared: &Path, lists: &Lists) {
    let queries = shared_queries(shared);
    // What this thread remembers of the first round makes the second what a service sees.
    for round in ["first round", "second round"] {
        let mut times = Vec::with_capacity(queries.len());
        let clock = Clock::start();
        for (text, schema) in &queries {
            let start = Instant::now();
            std::hint::black_box(lists.index.search(&Name::analyse(text, *schema), 50));
            times.push(start.elapsed());
        }
        let whole = clock.taken();
        times.sort();
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
        println!(
            "search speed, {round}: queries with analysis {}; p50 {:.1?}, p99 {:.1?}, worst {:.1?}",
            whole.rate(queries.len()),
            at(0.5),
            at(0.99),
            at(1.0)
        );
    }
}

fn delta(shared: &Path) {
    let rows = listed_names(shared);
    let changed =
        rows.iter()
            .step_by(rows.len() / 100)
            .take(100)
            .map(|(_, text, schema, strength)| Entry {
                text: text.clone(),
                schema: *schema,
                party: 0,
                strength: *strength,
            });
    let changed = Index::build(changed);
    let mut rows = Vec::new();
    for file in [
        "yente_negatives_us_dev.csv",
        "yente_negatives_global_dev.csv",
    ] {
        rows.extend(csv_rows(
            &shared.join("data/names").join(file),
            &["full_name"],
        ));
    }
    let rounds = 1_000_000usize.div_ceil(rows.len().max(1));
    // A million different names: the people of the files with each other's last words.
    let mut texts: Vec<String> = Vec::with_capacity(rounds * rows.len());
    for round in 0..rounds {
        for (place, row) in rows.iter().enumerate() {
            let other = &rows[(place * 31 + round * 7919) % rows.len()][0];
            let begins = row[0].rsplit_once(' ').map_or(row[0].as_str(), |it| it.0);
            let ends = other.rsplit_once(' ').map_or(other.as_str(), |it| it.1);
            texts.push(if round == 0 {
                row[0].clone()
            } else {
                format!("{begins} {ends}")
            });
        }
    }
    let names: Vec<Name> = texts
        .iter()
        .map(|text| Name::analyse(text, Schema::Person))
        .collect();
    let clock = Clock::start();
    let screened = changed.screen(&names, 10);
    println!(
        "delta: {} analysed names against 100 changed entries in {} ({} hits)",
        names.len(),
        clock.taken(),
        screened.len()
    );
    drop(names);
    let entries = texts.into_iter().map(|text| Entry {
        text,
        schema: Schema::Person,
        party: 0,
        strength: Strength::Strong,
    });
    let clock = Clock::start();
    let stored = Index::build(entries);
    let built = clock.taken();
    let clock = Clock::start();
    let affected = stored.affected_by(&changed, 10);
    println!(
        "delta: the same names kept in an index in {} (built before in {built}, {:.0} MB); the same answers: {}",
        clock.taken(),
        stored.as_bytes().len() as f64 / 1e6,
        affected == screened
    );
}
