//! What changed between two versions of a catalogue, and which rules it touches.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::catalogue::Catalogue;
use bonafide_model::rule_file::{Param, RuleFile};
use serde::Serialize;
use serde_json::{Value, json};

/// A field with its old and its new value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldChange {
    /// The field.
    pub field: String,
    /// Before.
    pub old: Value,
    /// After.
    pub new: Value,
}

/// What happened to an entry.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Some fields differ.
    Changed(Vec<FieldChange>),
}

/// One entry that differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EntryChange {
    /// `indicator`, `measure`, `excluded`, `source`, `question`, `pending`, `restates` or `rule`.
    pub kind: &'static str,
    /// Id.
    pub id: String,
    /// What happened.
    pub change: Change,
    /// Rules that name it, or an entry that cites it.
    pub rules: Vec<String>,
}

/// All differences, in the order of kind and id.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CatalogueDiff {
    /// Version before.
    pub old: String,
    /// Version after.
    pub new: String,
    /// What differs.
    pub entries: Vec<EntryChange>,
    /// All rules that something touches.
    pub rules: Vec<String>,
}

type Entries = BTreeMap<(&'static str, String), BTreeMap<String, Value>>;

impl CatalogueDiff {
    /// Compares two catalogues; `rules` are those that may be touched.
    pub fn between(old: &Catalogue, new: &Catalogue, rules: &[&RuleFile]) -> Self {
        let (before, after) = (entries(old), entries(new));
        let keys: BTreeSet<_> = before.keys().chain(after.keys()).collect();
        let mut changes = Vec::new();
        for key in keys {
            let Some(change) = change(before.get(key), after.get(key)) else {
                continue;
            };
            changes.push(EntryChange {
                kind: key.0,
                id: key.1.clone(),
                change,
                rules: touched(key.0, &key.1, [old, new], rules),
            });
        }
        let all: BTreeSet<String> = changes
            .iter()
            .flat_map(|change| change.rules.clone())
            .collect();
        Self {
            old: old.versions(),
            new: new.versions(),
            entries: changes,
            rules: all.into_iter().collect(),
        }
    }

    /// The same, with what differs between the rules that lie beside the two.
    #[must_use]
    pub fn with_rules(mut self, old: &[&RuleFile], new: &[&RuleFile]) -> Self {
        let by_id = |rules: &[&RuleFile]| -> BTreeMap<String, BTreeMap<String, Value>> {
            rules
                .iter()
                .map(|rule| (rule.id.clone(), rule_fields(rule)))
                .collect()
        };
        let (before, after) = (by_id(old), by_id(new));
        let ids: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        for id in ids {
            let Some(change) = change(before.get(id), after.get(id)) else {
                continue;
            };
            self.entries.push(EntryChange {
                kind: "rule",
                id: id.clone(),
                change,
                rules: Vec::new(),
            });
            if !self.rules.contains(id) {
                self.rules.push(id.clone());
            }
        }
        self.rules.sort();
        self.entries
            .sort_by(|a, b| (a.kind, &a.id).cmp(&(b.kind, &b.id)));
        self
    }

    /// For a terminal.
    pub fn text(&self) -> String {
        let mut text = format!("{} -> {}\n", self.old, self.new);
        for entry in &self.entries {
            let sign = match entry.change {
                Change::Added => "+",
                Change::Removed => "-",
                Change::Changed(_) => "~",
            };
            text += &format!("\n{sign} {} {}\n", entry.kind, entry.id);
            if let Change::Changed(fields) = &entry.change {
                for field in fields {
                    text += &format!(
                        "    {}\n      - {}\n      + {}\n",
                        field.field,
                        short(&field.old),
                        short(&field.new)
                    );
                }
            }
            for rule in &entry.rules {
                text += &format!("    touches {rule}\n");
            }
        }
        let count = |wanted: fn(&Change) -> bool| {
            self.entries
                .iter()
                .filter(|entry| wanted(&entry.change))
                .count()
        };
        text += &format!(
            "\n{} added, {} removed, {} changed; {} rule(s) touched\n",
            count(|change| *change == Change::Added),
            count(|change| *change == Change::Removed),
            count(|change| matches!(change, Change::Changed(_))),
            self.rules.len()
        );
        text
    }
}

/// What happened to an entry; none where nothing did.
fn change(
    before: Option<&BTreeMap<String, Value>>,
    after: Option<&BTreeMap<String, Value>>,
) -> Option<Change> {
    match (before, after) {
        (None, Some(_)) => Some(Change::Added),
        (Some(_), None) => Some(Change::Removed),
        (Some(before), Some(after)) if before != after => {
            Some(Change::Changed(fields(before, after)))
        }
        _ => None,
    }
}

/// What of a rule decides whom it finds and what that weighs.
fn rule_fields(rule: &RuleFile) -> BTreeMap<String, Value> {
    let mut fields = BTreeMap::from([
        ("title".to_owned(), json!(rule.title)),
        ("indicators".to_owned(), json!(rule.indicators)),
        ("weight".to_owned(), json!(rule.weight)),
        ("facts".to_owned(), json!(rule.facts)),
        ("hard".to_owned(), json!(rule.hard)),
        ("status".to_owned(), json!(rule.status.word())),
        ("query".to_owned(), json!(rule.sql.value.trim())),
    ]);
    for (name, value) in &rule.params {
        let value = match value {
            Param::Integer(number) => json!(number),
            Param::Real(number) => json!(number),
            Param::Text(text) => json!(text),
            Param::Boolean(is) => json!(is),
        };
        fields.insert(format!("params.{name}"), value);
    }
    fields
}

/// A value in words; what is missing shows as a dash.
fn short(value: &Value) -> String {
    let text = match value {
        Value::Null => return "–".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    bonafide_report::visible(&text).into_owned()
}

fn entries(catalogue: &Catalogue) -> Entries {
    let mut entries = Entries::new();
    let mut put = |kind: &'static str, id: &str, value: Result<Value, serde_json::Error>| {
        let fields = match value {
            Ok(Value::Object(fields)) => fields.into_iter().collect(),
            Ok(other) => BTreeMap::from([("text".to_owned(), other)]),
            Err(_) => BTreeMap::new(),
        };
        entries.insert((kind, id.to_owned()), fields);
    };
    for entry in catalogue.indicators() {
        put("indicator", &entry.id, serde_json::to_value(entry));
    }
    for entry in catalogue.measures() {
        put("measure", &entry.id, serde_json::to_value(entry));
    }
    for entry in catalogue.all_excluded() {
        put("excluded", &entry.id, serde_json::to_value(entry));
    }
    for entry in catalogue.sources() {
        put("source", &entry.key, serde_json::to_value(entry));
    }
    for (id, text) in catalogue.questions() {
        put("question", id, serde_json::to_value(text));
    }
    for (id, text) in catalogue.pending() {
        put("pending", id, serde_json::to_value(text));
    }
    let editions = std::iter::once(catalogue.edition()).chain(catalogue.own_editions());
    for entry in editions.flat_map(|edition| &edition.restates) {
        let id = format!("{} by {}", entry.indicator, entry.source);
        put("restates", &id, serde_json::to_value(entry));
    }
    entries
}

fn fields(before: &BTreeMap<String, Value>, after: &BTreeMap<String, Value>) -> Vec<FieldChange> {
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    names
        .into_iter()
        .filter(|name| before.get(*name) != after.get(*name))
        .map(|name| FieldChange {
            field: name.clone(),
            old: before.get(name).cloned().unwrap_or_default(),
            new: after.get(name).cloned().unwrap_or_default(),
        })
        .collect()
}

/// Rules that name an entry: an indicator in their front matter, a measure in what it is used for, a
/// source through the indicators that cite it.
fn touched(kind: &str, id: &str, catalogues: [&Catalogue; 2], rules: &[&RuleFile]) -> Vec<String> {
    let checks = |indicator: &str| {
        rules
            .iter()
            .filter(|rule| rule.indicators.iter().any(|named| named == indicator))
            .map(|rule| rule.id.clone())
            .collect::<Vec<_>>()
    };
    let mut touched: BTreeSet<String> = BTreeSet::new();
    match kind {
        "indicator" | "question" | "excluded" | "pending" => touched.extend(checks(id)),
        "restates" => touched.extend(checks(id.split(' ').next().unwrap_or_default())),
        "measure" => {
            for used in catalogues
                .iter()
                .filter_map(|catalogue| catalogue.measure_use(id))
            {
                touched.extend(used.rules.iter().chain(&used.mitigations).cloned());
            }
        }
        _ => {
            for catalogue in catalogues {
                for indicator in catalogue.indicators() {
                    if indicator.sources.iter().any(|citation| citation.key == id) {
                        touched.extend(checks(&indicator.id));
                    }
                }
            }
        }
    }
    touched.into_iter().collect()
}
