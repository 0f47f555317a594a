//! FollowTheMoney entities, one JSON object a line, as OpenSanctions publishes them (flat or nested).

mod link;
mod party;

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::error::Error;
use crate::list::{About, SanctionsList};
use crate::source::ledger::Ledger;
use crate::{Format, Party};

/// A line longer than this is refused.
const GREATEST_LINE: usize = 32 << 20;
/// Nested entities do not nest deeper than this.
const DEEPEST: usize = 6;

#[derive(Deserialize)]
struct RawEntity {
    id: String,
    schema: String,
    #[serde(default)]
    properties: BTreeMap<String, Vec<Value>>,
    #[serde(default)]
    datasets: Vec<String>,
    #[serde(default)]
    target: bool,
    #[serde(flatten)]
    more: BTreeMap<String, Value>,
}

/// An entity with text only: nested entities are replaced by their numbers.
pub(super) struct Entity {
    id: String,
    schema: String,
    properties: BTreeMap<String, Vec<String>>,
    datasets: Vec<String>,
    is_target: bool,
}

impl Entity {
    /// Takes the values of a property; what is left at the end has no field of its own.
    fn take(&mut self, property: &str) -> Vec<String> {
        self.properties.remove(property).unwrap_or_default()
    }

    fn first(&mut self, property: &str) -> String {
        self.take(property).into_iter().next().unwrap_or_default()
    }
}

pub(crate) fn looks_like(start: &str) -> bool {
    start.contains("\"schema\"") && start.contains("\"properties\"") && start.contains("\"id\"")
}

pub(crate) fn read((file, text): (&str, &str)) -> Result<SanctionsList, Error> {
    let about = About {
        list: "follow_the_money".to_owned(),
        title: "Entities in the FollowTheMoney model".to_owned(),
        publisher: "see each entry's data sets".to_owned(),
        format: Format::FollowTheMoney,
        published: None,
        files: Vec::new(),
    };
    let mut ledger = Ledger::new(&[]);
    let mut entities = Vec::new();
    let lines = text.lines().enumerate();
    for (number, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        let place = || format!("line {}", number + 1);
        if line.len() > GREATEST_LINE {
            return Err(Error::Refused {
                file: file.to_owned(),
                place: place(),
                problem: "an entity larger than any list has".to_owned(),
            });
        }
        let raw: RawEntity = serde_json::from_str(line).map_err(|error| {
            let problem = error.to_string();
            if error.is_eof() {
                Error::CutOff {
                    file: file.to_owned(),
                    place: place(),
                    problem,
                }
            } else {
                Error::Broken {
                    file: file.to_owned(),
                    place: place(),
                    problem,
                }
            }
        })?;
        flatten(raw, &mut entities, &mut ledger, 0);
    }
    let parties = parties(entities, &about, &mut ledger);
    Ok(SanctionsList::finish(about, parties, ledger.finish()))
}

/// Puts an entity and all that are nested in it into one row.
fn flatten(raw: RawEntity, entities: &mut Vec<Entity>, ledger: &mut Ledger, depth: usize) {
    let root = ledger.root(&raw.schema);
    for (name, value) in &raw.more {
        let path = ledger.below(root, name);
        match name.as_str() {
            "caption" => ledger.ignored_because(path, "one of the names again"),
            "referents" => ledger.ignored_because(path, "earlier numbers of merged entities"),
            "first_seen" | "last_seen" | "last_change" => {
                ledger.ignored_because(
                    path,
                    "when the collector saw the entity, not when the list changed",
                );
            }
            _ => ledger.unread(path, &value.to_string()),
        }
    }
    let mut properties = BTreeMap::new();
    for (name, values) in raw.properties {
        let path = ledger.below(root, &name);
        let mut texts = Vec::with_capacity(values.len());
        for value in values {
            match value {
                Value::String(text) => {
                    ledger.used(path);
                    texts.push(text);
                }
                Value::Number(number) => {
                    ledger.used(path);
                    texts.push(number.to_string());
                }
                Value::Object(_) if depth < DEEPEST => {
                    let shown = value.to_string();
                    match serde_json::from_value::<RawEntity>(value) {
                        Ok(inner) => {
                            ledger.used(path);
                            texts.push(inner.id.clone());
                            flatten(inner, entities, ledger, depth + 1);
                        }
                        Err(_) => ledger.unread(path, &shown),
                    }
                }
                other => ledger.unread(path, &other.to_string()),
            }
        }
        properties.insert(name, texts);
    }
    entities.push(Entity {
        id: raw.id,
        schema: raw.schema,
        properties,
        datasets: raw.datasets,
        is_target: raw.target,
    });
}

fn parties(entities: Vec<Entity>, about: &About, ledger: &mut Ledger) -> Vec<Party> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut parties: Vec<Party> = Vec::new();
    let mut links = Vec::new();
    let mut addresses: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    // A file that marks nobody is somebody's own list: all in it are meant. In one that marks its targets the others
    // are there for their ties.
    let says_who = entities
        .iter()
        .any(|entity| entity.is_target || entity.properties.contains_key("topics"));
    for mut entity in entities {
        let Some(schema) = party::schema(&entity.schema) else {
            links.push(entity);
            continue;
        };
        if places.contains_key(&entity.id) {
            // A nested file repeats an entity in every entity that it is tied to.
            continue;
        }
        for address in entity.take("addressEntity") {
            addresses.entry(address).or_default().push(parties.len());
        }
        places.insert(entity.id.clone(), parties.len());
        parties.push(party::read(entity, schema, about, says_who));
    }
    let mut seen = std::collections::BTreeSet::new();
    for link in links {
        if seen.insert(link.id.clone()) {
            link::add(link, &places, &mut parties, &addresses, ledger);
        }
    }
    party::wallets_to_holders(&mut parties, &places);
    parties
}
