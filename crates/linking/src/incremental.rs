//! A standing result to which days of records are added.
//!
//! The answer is that of a full run with the same weights, bit by bit; a property test holds it. Rows stay in order and
//! new ones are merged in, weights stay as they were learned (else a new day could move every group), and groups whose
//! subjects and ties are what they were are not described again.

use std::collections::HashMap;

use twox_hash::XxHash3_64;

use crate::groups::{Gathered, Group, Scene};
use crate::index::{Ranks, Row, rows};
use crate::link::{Given, Linked, from_rows};
use crate::settings::Settings;
use crate::sighting::{DirectTie, Sighting, SubjectFacts, Verdict};

/// Groups by what they were described from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Described {
    by_content: HashMap<(u64, u64), Group>,
    /// How many groups the last run described anew.
    fresh: usize,
}

impl Described {
    pub(crate) fn groups(&mut self, scene: &Scene<'_>, gathered: &[Gathered]) -> Vec<Group> {
        let mut kept = HashMap::with_capacity(gathered.len());
        self.fresh = 0;
        let groups = gathered
            .iter()
            .map(|one| {
                let content = content(scene, one);
                let group = self.by_content.remove(&content).unwrap_or_else(|| {
                    self.fresh += 1;
                    scene.group(one)
                });
                kept.insert(content, group.clone());
                group
            })
            .collect();
        self.by_content = kept;
        groups
    }
}

/// Hash of all that a description reads. Subjects count by the caller's numbers, which stay, and not by rank.
fn content(scene: &Scene<'_>, gathered: &Gathered) -> (u64, u64) {
    let mut told: Vec<u8> = Vec::new();
    for &subject in &gathered.subjects {
        told.extend((scene.number(subject)).to_le_bytes());
        let from = scene.directed.partition_point(|tie| tie.0 < subject);
        for tie in scene.directed[from..]
            .iter()
            .take_while(|tie| tie.0 == subject)
        {
            told.extend((scene.number(tie.1)).to_le_bytes());
            told.extend((tie.2 as u8).to_le_bytes());
        }
    }
    told.extend((gathered.same.len() as u64).to_le_bytes());
    for &(a, b) in &gathered.same {
        told.extend((scene.number(a)).to_le_bytes());
        told.extend((scene.number(b)).to_le_bytes());
    }
    for tied in &gathered.tied {
        let value = &scene.index.values[tied.value as usize];
        told.extend((tied.kind as u8).to_le_bytes());
        told.extend((u8::from(value.is_direct)).to_le_bytes());
        // The hash of a direct tie holds ranks; its ends say the same.
        told.extend((if value.is_direct { 0 } else { value.hash }).to_le_bytes());
        told.extend((value.sharers).to_le_bytes());
        told.extend((tied.weight.to_bits()).to_le_bytes());
        told.extend((tied.circumstance).to_le_bytes());
        for holder in scene.index.holders(tied.value) {
            if tied.subjects.binary_search(&holder.subject).is_ok() {
                told.extend((scene.number(holder.subject)).to_le_bytes());
                told.extend((holder.first.unwrap_or(i64::MIN)).to_le_bytes());
                told.extend((u8::from(holder.first.is_some())).to_le_bytes());
            }
        }
    }
    // Two hashes of 64 bits: no two groups of any size of data have both in common.
    (
        XxHash3_64::oneshot(&told),
        XxHash3_64::oneshot_with_seed(1, &told),
    )
}

/// A result that grows with its records. Sightings of a subject that is not there yet are left out and counted.
#[derive(Debug, Clone)]
pub struct Standing {
    rows: Vec<Row>,
    ranks: Ranks,
    direct: Vec<DirectTie>,
    subjects: Vec<SubjectFacts>,
    verdicts: Vec<Verdict>,
    settings: Settings,
    described: Described,
    ignored: u64,
    linked: Linked,
}

impl Standing {
    /// Starts from a first batch. Weights are learned from it, unless the settings bring some, and kept from then on.
    #[must_use]
    pub fn new(
        sightings: &[Sighting],
        direct: &[DirectTie],
        subjects: &[SubjectFacts],
        verdicts: &[Verdict],
        mut settings: Settings,
    ) -> Self {
        let ranks = Ranks::new(subjects);
        let (rows, ignored) = rows(sightings, &ranks);
        let mut described = Described::default();
        let given = Given {
            rows: &rows,
            direct,
            subjects,
            verdicts,
            ranks: &ranks,
            settings: &settings,
        };
        let mut linked = from_rows(&given, Some(&mut described));
        linked.ignored += ignored;
        settings.weights = Some(linked.learned.clone());
        Self {
            rows,
            ranks,
            direct: direct.to_vec(),
            subjects: subjects.to_vec(),
            verdicts: verdicts.to_vec(),
            settings,
            described,
            ignored,
            linked,
        }
    }

    /// Adds records and new subjects, which take the numbers after those that are there. `verdicts` are all that hold
    /// now: what a reviewer withdrew is left out.
    pub fn add(
        &mut self,
        sightings: &[Sighting],
        direct: &[DirectTie],
        subjects: &[SubjectFacts],
        verdicts: &[Verdict],
    ) -> &Linked {
        if !subjects.is_empty() {
            self.subjects.extend_from_slice(subjects);
            let ranks = Ranks::new(&self.subjects);
            // New subjects come between the old ones; the order among the old ones stays, and so does that of rows.
            for row in &mut self.rows {
                row.subject = ranks.rank[self.ranks.number[row.subject as usize] as usize];
            }
            self.ranks = ranks;
        }
        let (new, ignored) = rows(sightings, &self.ranks);
        self.ignored += ignored;
        self.rows = merged(&self.rows, &new);
        self.direct.extend_from_slice(direct);
        self.verdicts = verdicts.to_vec();
        let given = Given {
            rows: &self.rows,
            direct: &self.direct,
            subjects: &self.subjects,
            verdicts: &self.verdicts,
            ranks: &self.ranks,
            settings: &self.settings,
        };
        self.linked = from_rows(&given, Some(&mut self.described));
        self.linked.ignored += self.ignored;
        &self.linked
    }

    /// The result as it stands.
    #[must_use]
    pub fn linked(&self) -> &Linked {
        &self.linked
    }

    /// The settings with the weights that are kept: a full run with them gives the same.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// How many groups the last addition changed or made.
    #[must_use]
    pub fn changed(&self) -> usize {
        self.described.fresh
    }
}

fn merged(old: &[Row], new: &[Row]) -> Vec<Row> {
    let mut all = Vec::with_capacity(old.len() + new.len());
    let mut rest = old;
    for row in new {
        let before = rest.partition_point(|other| other.key() <= row.key());
        all.extend_from_slice(&rest[..before]);
        rest = &rest[before..];
        all.push(*row);
    }
    all.extend_from_slice(rest);
    all
}
