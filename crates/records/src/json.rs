//! NDJSON: reads the wanted members of one object straight into slots, without a tree in between.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::assembler::RawRow;
use crate::plan::spelling;
use crate::value::Raw;

/// Where the members of an object go.
#[derive(Debug, Default)]
struct Node {
    entries: Vec<Entry>,
    by_name: HashMap<String, usize>,
}

#[derive(Debug, Default)]
struct Entry {
    /// The slot, and how exactly the path names it: a member called `a.b` wins over a path.
    slot: Option<(usize, Exactness)>,
    node: Option<Node>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Exactness {
    Unset,
    Path,
    Name,
}

impl Node {
    fn entry(&mut self, name: &str) -> &mut Entry {
        let at = match self.by_name.get(name) {
            Some(at) => *at,
            None => {
                self.entries.push(Entry::default());
                self.by_name.insert(name.to_owned(), self.entries.len() - 1);
                self.entries.len() - 1
            }
        };
        &mut self.entries[at]
    }

    fn find(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied().or_else(|| {
            let foreign = name
                .bytes()
                .any(|b| b.is_ascii_uppercase() || matches!(b, b' ' | b'-'));
            if foreign {
                self.by_name.get(&spelling(name)).copied()
            } else {
                None
            }
        })
    }
}

/// Reads objects into slots.
#[derive(Debug)]
pub(crate) struct JsonRows {
    root: Node,
    slots: usize,
    /// What the members were called in the last object, by place: objects of one file look alike,
    /// so most names are found by one comparison.
    seen: Vec<(Box<str>, Option<usize>)>,
}

/// The slots of one object.
#[derive(Debug)]
pub(crate) struct JsonRow<'a> {
    values: Vec<(Raw<'a>, Exactness)>,
}

impl RawRow for JsonRow<'_> {
    fn get(&self, slot: usize) -> Raw<'_> {
        match self.values.get(slot) {
            None | Some((Raw::Null, _)) => Raw::Null,
            Some((Raw::Text(text), _)) => Raw::Text(Cow::Borrowed(text)),
            Some((Raw::Boolean(value), _)) => Raw::Boolean(*value),
            Some((Raw::Integer(value), _)) => Raw::Integer(*value),
            Some((Raw::Real(value), _)) => Raw::Real(*value),
            Some((Raw::Other(what), _)) => Raw::Other(what),
        }
    }
}

/// Places after which names are no longer remembered.
const REMEMBERED: usize = 256;

impl JsonRows {
    pub(crate) fn new(slots: &[String]) -> Self {
        let mut root = Node::default();
        for (slot, path) in slots.iter().enumerate() {
            root.entry(path).slot = Some((slot, Exactness::Name));
            let parts: Vec<&str> = path.split('.').collect();
            if let [first @ .., last] = &parts[..]
                && !first.is_empty()
            {
                let mut node = &mut root;
                for part in first {
                    node = node.entry(part).node.get_or_insert_default();
                }
                node.entry(last).slot = Some((slot, Exactness::Path));
            }
        }
        Self {
            root,
            slots: slots.len(),
            seen: Vec::new(),
        }
    }

    /// Reads one line.
    pub(crate) fn read<'a>(&mut self, line: &'a str) -> Result<JsonRow<'a>, serde_json::Error> {
        let mut values = Vec::with_capacity(self.slots);
        values.resize_with(self.slots, || (Raw::Null, Exactness::Unset));
        let mut json = serde_json::Deserializer::from_str(line);
        json.deserialize_map(ObjectVisitor {
            node: &self.root,
            seen: Some(&mut self.seen),
            values: &mut values,
        })?;
        json.end()?;
        Ok(JsonRow { values })
    }
}

struct ObjectVisitor<'n, 'v, 'a> {
    node: &'n Node,
    seen: Option<&'v mut Vec<(Box<str>, Option<usize>)>>,
    values: &'v mut Vec<(Raw<'a>, Exactness)>,
}

impl<'a> Visitor<'a> for ObjectVisitor<'_, '_, 'a> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(mut self, mut map: A) -> Result<(), A::Error> {
        let mut place = 0;
        while let Some(key) = map.next_key_seed(KeySeed)? {
            let entry = match &mut self.seen {
                Some(seen) => remembered(seen, place, &key, self.node),
                None => self.node.find(&key),
            };
            place += 1;
            match entry.and_then(|at| self.node.entries.get(at)) {
                Some(entry) => map.next_value_seed(MemberSeed {
                    entry,
                    values: self.values,
                })?,
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

fn remembered(
    seen: &mut Vec<(Box<str>, Option<usize>)>,
    place: usize,
    key: &str,
    node: &Node,
) -> Option<usize> {
    match seen.get_mut(place) {
        Some((name, entry)) if &**name == key => *entry,
        Some(other) => {
            *other = (key.into(), node.find(key));
            other.1
        }
        None => {
            let entry = node.find(key);
            if place < REMEMBERED && seen.len() == place {
                seen.push((key.into(), entry));
            }
            entry
        }
    }
}

struct KeySeed;

impl<'a> DeserializeSeed<'a> for KeySeed {
    type Value = Cow<'a, str>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'a> Visitor<'a> for KeySeed {
    type Value = Cow<'a, str>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a member name")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'a str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }
}

struct MemberSeed<'n, 'v, 'a> {
    entry: &'n Entry,
    values: &'v mut Vec<(Raw<'a>, Exactness)>,
}

/// What an object says twice has no meaning that two readers agree on.
pub(crate) const TWICE: &str = "names a member twice";

impl<'a> MemberSeed<'_, '_, 'a> {
    fn set<E: Error>(self, raw: Raw<'a>) -> Result<(), E> {
        if let Some((slot, exactness)) = self.entry.slot
            && let Some(value) = self.values.get_mut(slot)
        {
            if value.1 == exactness {
                return Err(E::custom(TWICE));
            }
            if value.1 < exactness {
                *value = (raw, exactness);
            }
        }
        Ok(())
    }
}

impl<'a> DeserializeSeed<'a> for MemberSeed<'_, '_, 'a> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a> Visitor<'a> for MemberSeed<'_, '_, 'a> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.set(Raw::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.set(Raw::Boolean(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.set(Raw::Integer(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        match i64::try_from(value) {
            Ok(value) => self.set(Raw::Integer(value)),
            // Ids are longer than numbers at times: the digits are kept.
            Err(_) => self.set(Raw::Text(Cow::Owned(value.to_string().into_bytes()))),
        }
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.set(Raw::Real(value))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'a str) -> Result<(), E> {
        self.set(Raw::Text(Cow::Borrowed(text.as_bytes())))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.set(Raw::Text(Cow::Owned(text.as_bytes().to_vec())))
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        match &self.entry.node {
            Some(node) => {
                ObjectVisitor {
                    node,
                    seen: None,
                    values: &mut *self.values,
                }
                .visit_map(map)?;
            }
            None => while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {},
        }
        self.set(Raw::Other("an object"))
    }

    /// A number in a path leads into a list, from 0.
    fn visit_seq<A: SeqAccess<'a>>(self, mut list: A) -> Result<(), A::Error> {
        let Some(node) = &self.entry.node else {
            while list.next_element::<IgnoredAny>()?.is_some() {}
            return self.set(Raw::Other("a list"));
        };
        let mut place = 0_usize;
        loop {
            let entry = node
                .find(&place.to_string())
                .and_then(|at| node.entries.get(at));
            let more = match entry {
                Some(entry) => list
                    .next_element_seed(MemberSeed {
                        entry,
                        values: &mut *self.values,
                    })?
                    .is_some(),
                None => list.next_element::<IgnoredAny>()?.is_some(),
            };
            if !more {
                return self.set(Raw::Other("a list"));
            }
            place += 1;
        }
    }
}

/// The names of the members of an object, with dots for nested ones.
pub(crate) fn member_names(line: &str, names: &mut Vec<String>) {
    const DEEPEST: usize = 4;
    const MOST: usize = 10_000;
    fn walk(
        value: &serde_json::Map<String, serde_json::Value>,
        prefix: &str,
        depth: usize,
        names: &mut Vec<String>,
    ) {
        for (name, value) in value {
            let path = if prefix.is_empty() {
                name.clone()
            } else {
                format!("{prefix}.{name}")
            };
            match value {
                serde_json::Value::Object(inner) if depth < DEEPEST => {
                    walk(inner, &path, depth + 1, names);
                }
                _ if names.len() < MOST && !names.contains(&path) => names.push(path),
                _ => {}
            }
        }
    }
    if let Ok(serde_json::Value::Object(members)) = serde_json::from_str(line) {
        walk(&members, "", 0, names);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(slots: &[&str]) -> JsonRows {
        JsonRows::new(
            &slots
                .iter()
                .map(|slot| (*slot).to_owned())
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn members_nested_members_and_list_items_are_found() {
        let mut rows = rows(&["id", "client.ip", "tags.1", "missing"]);
        for _ in 0..2 {
            let row = rows
                .read(r#"{"x":[{}],"id":7,"client":{"port":1,"ip":"192.0.2.1"},"tags":["a","b"]}"#)
                .expect("is an object");
            assert_eq!(row.get(0), Raw::Integer(7));
            assert_eq!(row.get(1), Raw::Text(b"192.0.2.1".as_slice().into()));
            assert_eq!(row.get(2), Raw::Text(b"b".as_slice().into()));
            assert_eq!(row.get(3), Raw::Null);
        }
        // Another order, an escaped string, a member with a dot in its name, a list in place of an object.
        let row = rows
            .read(r#"{"client.ip":"a\nb","client":{"ip":"other"},"id":18446744073709551615,"tags":{}}"#)
            .expect("is an object");
        assert_eq!(row.get(1), Raw::Text(b"a\nb".as_slice().into()));
        assert_eq!(
            row.get(0),
            Raw::Text(b"18446744073709551615".as_slice().into())
        );
    }

    #[test]
    fn what_is_no_object_or_says_things_twice_is_an_error() {
        let mut rows = rows(&["id"]);
        for line in [
            "",
            "7",
            "[]",
            "{\"id\":1",
            "{\"id\":1}x",
            "{\"id\":1,\"id\":2}",
        ] {
            assert!(rows.read(line).is_err(), "{line}");
        }
        assert_eq!(
            rows.read("{\"id\":[1]}").expect("reads").get(0),
            Raw::Other("a list")
        );
        let deep = format!("{{\"id\":{}1{}}}", "[".repeat(10_000), "]".repeat(10_000));
        // Deep nesting must neither overflow nor hang, whatever is made of it.
        drop(rows.read(&deep));
    }
}
