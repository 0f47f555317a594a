//! What changed between two versions of a list, by entry and field.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::Party;
use crate::error::Error;

/// Everything that differs. Applied to the old version it gives the new one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListDiff {
    /// Entries that only the new version has.
    pub added: Vec<Party>,
    /// Entries that only the old version has.
    pub removed: Vec<Party>,
    /// Entries that both have, and that say different things.
    pub changed: Vec<ChangedParty>,
}

/// An entry that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedParty {
    /// The list.
    pub list: String,
    /// The entry's number.
    pub id: String,
    /// The name that the new version leads with.
    pub name: String,
    /// What changed, by field.
    pub fields: BTreeMap<String, FieldChange>,
}

/// The values of a field that went and came.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// Values that only the new version has.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<Value>,
    /// Values that only the old version has.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<Value>,
}

/// The size of a difference.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Entries that came.
    pub added: usize,
    /// Entries that went.
    pub removed: usize,
    /// Entries that changed.
    pub changed: usize,
    /// For each field, in how many entries it changed.
    pub fields: BTreeMap<String, usize>,
}

/// Compares two versions. The order of entries, and of values within them, does not matter.
#[must_use]
pub fn diff(old: &[Party], new: &[Party]) -> ListDiff {
    let before = by_key(old);
    let after = by_key(new);
    let mut found = ListDiff::default();
    for (key, party) in &after {
        match before.get(key) {
            None => found.added.push(party.clone()),
            Some(earlier) if earlier != party => found.changed.push(changed(earlier, party)),
            Some(_) => {}
        }
    }
    for (key, party) in before {
        if !after.contains_key(&key) {
            found.removed.push(party);
        }
    }
    found
}

impl ListDiff {
    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }

    /// How much differs.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let mut fields = BTreeMap::new();
        for name in self.changed.iter().flat_map(|party| party.fields.keys()) {
            *fields.entry(name.clone()).or_insert(0) += 1;
        }
        Summary {
            added: self.added.len(),
            removed: self.removed.len(),
            changed: self.changed.len(),
            fields,
        }
    }

    /// The entries against which everything stored must be screened again: those that came, and those of which
    /// anything changed that a match can rest on.
    pub fn to_screen(&self) -> impl Iterator<Item = (&str, &str)> {
        const SCREENED: [&str; 8] = [
            "names",
            "births",
            "countries",
            "identifiers",
            "wallets",
            "schema",
            "standing",
            "relations",
        ];
        let added = self
            .added
            .iter()
            .map(|party| (party.list.as_str(), party.id.as_str()));
        let changed = self
            .changed
            .iter()
            .filter(|party| {
                party
                    .fields
                    .keys()
                    .any(|field| SCREENED.contains(&field.as_str()))
            })
            .map(|party| (party.list.as_str(), party.id.as_str()));
        added.chain(changed)
    }

    /// Makes the new version out of the old one, in canonical order.
    ///
    /// # Errors
    /// The difference was made from another version.
    pub fn apply(&self, old: &[Party]) -> Result<Vec<Party>, Error> {
        let mut parties = by_key(old);
        for party in &self.removed {
            if parties.remove(&key(party)).is_none() {
                return Err(misfit(format!(
                    "there is no entry {} {} to take out",
                    party.list, party.id
                )));
            }
        }
        for change in &self.changed {
            let place = (change.list.clone(), change.id.len(), change.id.clone());
            let party = parties.get_mut(&place).ok_or_else(|| {
                misfit(format!(
                    "there is no entry {} {} to change",
                    change.list, change.id
                ))
            })?;
            *party = change.apply(party)?;
        }
        for party in &self.added {
            if parties.insert(key(party), party.clone()).is_some() {
                return Err(misfit(format!(
                    "there is an entry {} {} already",
                    party.list, party.id
                )));
            }
        }
        Ok(parties.into_values().collect())
    }
}

impl ChangedParty {
    fn apply(&self, party: &Party) -> Result<Party, Error> {
        let mut fields = fields(party);
        for (name, change) in &self.fields {
            let mut values = values(fields.get(name));
            for gone in &change.removed {
                let place = values
                    .iter()
                    .position(|value| value == gone)
                    .ok_or_else(|| {
                        misfit(format!(
                            "entry {} {} has no such value in {name}",
                            self.list, self.id
                        ))
                    })?;
                values.remove(place);
            }
            values.extend(change.added.iter().cloned());
            if is_single(name) {
                match values.pop() {
                    Some(value) => fields.insert(name.clone(), value),
                    None => fields.shift_remove(name),
                };
            } else {
                fields.insert(name.clone(), Value::Array(values));
            }
        }
        let mut party: Party = serde_json::from_value(Value::Object(fields))
            .map_err(|error| misfit(format!("entry {} {}: {error}", self.list, self.id)))?;
        party.tidy();
        Ok(party)
    }
}

fn misfit(problem: String) -> Error {
    Error::DoesNotFit { problem }
}

/// Numbers of digits sort by their value when the shorter comes first.
type Key = (String, usize, String);

fn key(party: &Party) -> Key {
    (party.list.clone(), party.id.len(), party.id.clone())
}

/// Parties by their number, each in its canonical form.
fn by_key(parties: &[Party]) -> BTreeMap<Key, Party> {
    parties
        .iter()
        .map(|party| {
            let mut party = party.clone();
            party.tidy();
            (key(&party), party)
        })
        .collect()
}

fn changed(old: &Party, new: &Party) -> ChangedParty {
    let (before, after) = (fields(old), fields(new));
    let mut found = BTreeMap::new();
    let names = before.keys().chain(after.keys());
    for name in names {
        let (old_values, new_values) = (values(before.get(name)), values(after.get(name)));
        let only = |these: &[Value], others: &[Value]| -> Vec<Value> {
            these
                .iter()
                .filter(|value| !others.contains(value))
                .cloned()
                .collect()
        };
        let change = FieldChange {
            added: only(&new_values, &old_values),
            removed: only(&old_values, &new_values),
        };
        if change != FieldChange::default() {
            found.insert(name.clone(), change);
        }
    }
    ChangedParty {
        list: new.list.clone(),
        id: new.id.clone(),
        name: new.primary_name().to_owned(),
        fields: found,
    }
}

/// Fields that hold one value.
fn is_single(name: &str) -> bool {
    matches!(name, "list" | "id" | "schema" | "standing" | "listed_on")
}

fn fields(party: &Party) -> Map<String, Value> {
    match serde_json::to_value(party) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

fn values(field: Option<&Value>) -> Vec<Value> {
    match field {
        None => Vec::new(),
        Some(Value::Array(values)) => values.clone(),
        Some(single) => vec![single.clone()],
    }
}
