//! Records of people without a common number: which are of one person.
//!
//! The model is that of Fellegi and Sunter (1969): each field agrees at some level, and each level
//! has a probability among records of one person (m) and among records of any two (u). u is counted
//! from the values' frequencies and from random pairs, m and the share of true pairs are learned by
//! expectation-maximisation over the counted patterns of levels; nothing is labelled. An agreement
//! on a rare value weighs more than on a common one, a slip makes a rare value, and fields that change
//! together are told together. Records are grouped by what all pairs between two groups say, fact by
//! fact, so that one wrong pair does not join two groups.
//!
//! ```
//! use bonafide_linking::people::{Field, People, PeopleSettings};
//!
//! let mut people = People::new(
//!     vec![Field::GivenName, Field::FamilyName, Field::Date],
//!     PeopleSettings::default(),
//! );
//! people.add(10, &["Ilse", "Quandt", "1984-03-09"]);
//! people.add(11, &["Oskar", "Brede", "1979-11-30"]);
//! people.add(12, &["Ilse", "Quandt", "1984-03-09"]);
//! let found = people.finish();
//! assert_eq!(found.groups, vec![vec![10, 12], vec![11]]);
//! ```

mod block;
mod cluster;
mod compare;
mod facts;
mod frequencies;
mod model;
mod records;
mod slips;
mod strings;
mod together;
mod weigh;

use std::collections::BTreeMap;

pub use compare::Level;
pub use model::{FieldModel, LevelModel};
use records::Records;

/// What a field holds, which says how two values of it are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// A given name; nicknames, initials and an exchange with the family name are known.
    GivenName,
    /// A family name.
    FamilyName,
    /// A date in digits, year first, with or without separators.
    Date,
    /// A number, code or address for messages: a character may be mistyped.
    Number,
    /// A place, a street, an occupation.
    Text,
    /// One of few values, such as a state: it agrees or not.
    Category,
}

/// How records are grouped.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PeopleSettings {
    /// The least weight, in bits of evidence after the prior, at which two groups are joined: 0 is
    /// even odds. A little below is best in measurements, where pairs of that weight are of one person
    /// as often as not.
    pub least_weight: f64,
    /// Blocks of more records are not compared within: the values are common.
    pub most_in_block: usize,
    /// The seed of the random pairs from which chance agreement is counted.
    pub seed: u64,
}

impl Default for PeopleSettings {
    fn default() -> Self {
        Self {
            least_weight: -1.0,
            most_in_block: 80,
            seed: 1,
        }
    }
}

/// Two records that may be of one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PeopleTie {
    /// The subject with the lower number.
    pub a: u32,
    /// The subject with the higher number.
    pub b: u32,
    /// Bits of evidence that the two are one, after the prior; 0 is even odds.
    pub weight: f32,
}

/// What [`People::finish`] found.
#[derive(Debug, Default)]
pub struct PeopleGroups {
    /// Subjects of one person each, sorted; groups sorted by their lowest subject.
    pub groups: Vec<Vec<u32>>,
    /// Pairs within groups that were compared, sorted.
    pub ties: Vec<PeopleTie>,
    /// What was learned of each field, in the order of the fields.
    pub model: Vec<FieldModel>,
    /// Share of true pairs among all pairs of records.
    pub true_share: f64,
    /// Pairs compared.
    pub compared: u64,
    /// Blocks passed over because they have too many records.
    pub crowded: u32,
}

/// Records of people, compared when all are there.
#[derive(Debug)]
pub struct People {
    settings: PeopleSettings,
    records: Records,
}

impl People {
    /// No records yet; at most 20 fields are used.
    #[must_use]
    pub fn new(mut fields: Vec<Field>, settings: PeopleSettings) -> Self {
        fields.truncate(compare::MOST_FIELDS);
        Self {
            settings,
            records: Records::new(fields),
        }
    }

    /// Adds a record of a subject: a value for each field in their order, empty where unknown.
    /// Missing fields are unknown, further ones are left out. The order of adding is indifferent.
    pub fn add(&mut self, subject: u32, values: &[&str]) {
        self.records.add(subject, values);
    }

    /// Compares and groups all records.
    #[must_use]
    pub fn finish(mut self) -> PeopleGroups {
        self.records.arrange();
        let records = &self.records;
        let blocked = block::pairs(records, self.settings.most_in_block);
        let mut scored = model::score(records, &blocked.pairs, self.settings.seed);
        let labels = cluster::group(
            records.len(),
            &blocked.pairs,
            &scored.weights,
            self.settings.least_weight,
            &mut scored.weigher,
        );

        let mut by_label: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (record, label) in labels.iter().enumerate() {
            by_label
                .entry(*label)
                .or_default()
                .push(records.subject(record as u32));
        }
        let mut groups: Vec<Vec<u32>> = by_label
            .into_values()
            .map(|mut group| {
                group.sort_unstable();
                group.dedup();
                group
            })
            .collect();
        groups.sort_unstable();
        let mut ties: Vec<PeopleTie> = blocked
            .pairs
            .iter()
            .zip(&scored.weights)
            .filter(|((x, y), _)| labels[*x as usize] == labels[*y as usize])
            .map(|((x, y), weight)| {
                let (x, y) = (records.subject(*x), records.subject(*y));
                PeopleTie {
                    a: x.min(y),
                    b: x.max(y),
                    weight: *weight,
                }
            })
            .collect();
        ties.sort_unstable_by(|x, y| {
            (x.a, x.b)
                .cmp(&(y.a, y.b))
                .then(y.weight.total_cmp(&x.weight))
        });
        ties.dedup_by_key(|tie| (tie.a, tie.b));
        PeopleGroups {
            groups,
            ties,
            model: scored.model,
            true_share: scored.true_share,
            compared: blocked.pairs.len() as u64,
            crowded: blocked.crowded,
        }
    }
}
