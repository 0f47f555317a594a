//! Many stored names against the lists in use, and after a change of a list only what can have changed.
//!
//! What a name and a party score depends on these two alone (the weights of words come from fixed tables, never from
//! the list), so a match of an unchanged name with an unchanged party stands as it was. After an update every stored
//! name is compared with the changed parties only, and changed names with everything: [`update`] gives the same
//! matches as [`screen`], which a property test holds it to.

mod folder;
mod records;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use bonafide_lists::Lists;
use bonafide_names::{Birth, Decision, Entry, Evidence, Hit, Index, Name, Schema, Strength, score};

use crate::listed::{Listed, gather};
use records::{fingerprint_in, fingerprints};

pub use folder::{Folder, FolderError, Known};
pub use records::Records;

/// A name that a firm stores.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct StoredName {
    /// The firm's own id of who bears it.
    pub id: String,
    /// The name.
    pub name: String,
    /// Whose name it is.
    pub schema: Schema,
    /// The birth date, `1984-01-08`, `1984-01` or `1984`; empty where it is not known.
    pub birth_date: String,
    /// Country as a two-letter code; empty where it is not known.
    pub country: String,
}

impl StoredName {
    /// The number by which this name is known from run to run: another one when anything of it changes.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint_in(&mut Vec::new())
    }

    fn fingerprint_in(&self, buffer: &mut Vec<u8>) -> u64 {
        let texts: [&str; 5] = [
            &self.id,
            &self.name,
            self.schema.word(),
            &self.birth_date,
            &self.country,
        ];
        fingerprint_in(texts, buffer)
    }

    fn evidence(&self, party: &Listed) -> Evidence {
        let country = self.country.trim().to_ascii_uppercase();
        Evidence {
            births: (Birth::parse(&self.birth_date), party.births.clone()),
            countries: (
                Some(country)
                    .filter(|code| !code.is_empty())
                    .into_iter()
                    .collect(),
                party.countries.clone(),
            ),
            ..Evidence::none()
        }
    }
}

/// A stored name and a party that it may be.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// Who bears the name.
    pub id: String,
    /// The name, as stored.
    pub name: String,
    /// [`StoredName::fingerprint`].
    pub record: u64,
    /// The list, by its short name.
    pub list: String,
    /// The number of the entry.
    pub entry: String,
    /// The primary name of the party.
    pub entity: String,
    /// The listed name that met best.
    pub met: String,
    /// How firmly the list gives that name.
    pub strength: Strength,
    /// From 0 to 1, with birth date and country.
    pub score: f64,
    /// What the score means.
    pub decision: Decision,
    /// Programmes, with `; ` between them.
    pub programme: String,
    /// What was weighed beside the name, and who owns a party that is not listed itself.
    pub note: String,
}

/// The matches of stored names, and the parties that they were compared with.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Screening {
    /// In the order of the names; those of one name by score, the best first.
    pub matches: Vec<Match>,
    /// Every party by list and entry, with a number that changes when what is compared or shown of it does.
    pub parties: BTreeMap<(String, String), u64>,
    /// The names that were compared.
    pub names: Records,
    /// What the run had to compare.
    pub work: Work,
}

/// What a run had to compare.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Work {
    /// Names compared with every party.
    pub whole_names: usize,
    /// Names compared with changed parties alone.
    pub other_names: usize,
    /// Parties that are new or not as they were.
    pub changed_parties: usize,
    /// Parties that are gone.
    pub removed_parties: usize,
}

/// Compares every name with every party of the lists that `keep` wants (by name of the artefact and short name).
pub fn screen(names: &[StoredName], lists: &Lists, keep: impl Fn(&str, &str) -> bool) -> Screening {
    update(names, lists, keep, &Screening::default(), None)
}

/// An index of stored names, in their order: with it a few changed parties are looked up among the names, where
/// without it every name is compared with the parties.
pub fn index_of(names: &[StoredName]) -> Index {
    Index::build((0_u32..).zip(names).map(|(place, stored)| Entry {
        text: stored.name.clone(),
        schema: stored.schema,
        party: place,
        strength: Strength::Strong,
    }))
}

/// The same answer as [`screen`], from the matches of an earlier run. `index` is [`index_of`] these very names, where
/// it was kept: it makes the answer quicker and no other.
pub fn update(
    names: &[StoredName],
    lists: &Lists,
    keep: impl Fn(&str, &str) -> bool,
    earlier: &Screening,
    index: Option<&Index>,
) -> Screening {
    let (entries, parties) = gather(lists, |artefact, party| keep(artefact, &party.list));
    let mut texts: Vec<Vec<&str>> = vec![Vec::new(); parties.len()];
    for entry in &entries {
        texts[entry.party as usize].extend([entry.text.as_str(), strength(entry.strength)]);
    }
    let parties_and_texts: Vec<_> = parties.iter().zip(&texts).collect();
    let marks: Vec<u64> = on_all_cores(&parties_and_texts, |some| {
        some.iter()
            .map(|(party, texts)| mark(texts, party))
            .collect()
    });
    let now: BTreeMap<(String, String), u64> = parties
        .iter()
        .zip(&marks)
        .map(|(party, mark)| ((party.list.clone(), party.entry.clone()), *mark))
        .collect();
    let is_changed = |party: &Listed, mark: u64| {
        let key = (party.list.clone(), party.entry.clone());
        earlier.parties.get(&key) != Some(&mark)
    };
    let changed: BTreeSet<u32> = (0_u32..)
        .zip(parties.iter().zip(&marks))
        .filter(|(_, (party, mark))| is_changed(party, **mark))
        .map(|(number, _)| number)
        .collect();
    let stands = |one: &Match| {
        let key = (one.list.clone(), one.entry.clone());
        let mark = earlier.parties.get(&key);
        mark.is_some() && mark == now.get(&key)
    };

    let records = fingerprints(names);
    let all_records = Records::from(records.clone());
    // From run to run most firms' names are the same, which is told at once.
    let (known, new): (Vec<usize>, Vec<usize>) = if all_records == earlier.names {
        ((0..names.len()).collect(), Vec::new())
    } else {
        (0..names.len()).partition(|place| earlier.names.contains(records[*place]))
    };
    let work = Work {
        whole_names: new.len(),
        other_names: if changed.is_empty() { 0 } else { known.len() },
        changed_parties: changed.len(),
        removed_parties: earlier
            .parties
            .keys()
            .filter(|key| !now.contains_key(*key))
            .count(),
    };

    let mut kept: HashMap<u64, Vec<&Match>> = HashMap::new();
    for one in earlier.matches.iter().filter(|one| stands(one)) {
        kept.entry(one.record).or_default().push(one);
    }
    let mut found: Vec<(usize, Match)> = Vec::new();
    if !changed.is_empty() && !known.is_empty() {
        let of_changed = Index::build(
            entries
                .iter()
                .filter(|entry| changed.contains(&entry.party))
                .cloned(),
        );
        found.extend(match index.filter(|index| index.len() == names.len()) {
            Some(index) => looked_up(names, &records, index, &of_changed, &parties, earlier),
            None => compare(names, &records, &known, &of_changed, &parties),
        });
    }
    if !new.is_empty() {
        let all = Index::build(entries);
        found.extend(compare(names, &records, &new, &all, &parties));
    }
    for place in &known {
        let stood = kept.get(&records[*place]).into_iter().flatten();
        found.extend(stood.map(|one| (*place, (*one).clone())));
    }
    found.sort_by(|(a, one), (b, other)| {
        a.cmp(b)
            .then_with(|| other.score.total_cmp(&one.score))
            .then_with(|| (&one.list, &one.entry).cmp(&(&other.list, &other.entry)))
    });
    Screening {
        matches: found.into_iter().map(|(_, one)| one).collect(),
        parties: now,
        names: all_records,
        work,
    }
}

/// What is compared and shown of a party.
fn mark(names: &[&str], party: &Listed) -> u64 {
    let births = format!("{:?}", party.births);
    let countries = party.countries.join(",");
    let mut texts = vec![
        party.entity.as_str(),
        &party.programme,
        party.schema.word(),
        party.ownership.as_deref().unwrap_or_default(),
        &births,
        &countries,
    ];
    texts.extend(names);
    fingerprint_in(texts, &mut Vec::new())
}

/// What a function makes of the parts of something, one part for each core, in their order.
fn on_all_cores<T: Sync, U: Send>(all: &[T], each: impl Fn(&[T]) -> Vec<U> + Sync) -> Vec<U> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let part = all.len().div_ceil(cores).max(1);
    let each = &each;
    std::thread::scope(|scope| {
        let workers: Vec<_> = all
            .chunks(part)
            .map(|some| scope.spawn(move || each(some)))
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| match worker.join() {
                Ok(found) => found,
                Err(panic) => std::panic::resume_unwind(panic),
            })
            .collect()
    })
}

/// The matches of some names with the parties of an index, on all cores.
fn compare(
    names: &[StoredName],
    records: &[u64],
    places: &[usize],
    index: &Index,
    parties: &[Listed],
) -> Vec<(usize, Match)> {
    on_all_cores(places, |places| {
        places
            .iter()
            .flat_map(|place| {
                of_name(&names[*place], records[*place], index, parties)
                    .into_iter()
                    .map(move |one| (*place, one))
            })
            .collect()
    })
}

/// The matches of known names with changed parties, found among the names.
fn looked_up(
    names: &[StoredName],
    records: &[u64],
    index: &Index,
    changed: &Index,
    parties: &[Listed],
    earlier: &Screening,
) -> Vec<(usize, Match)> {
    let affected = index.affected_by(changed, usize::MAX);
    affected
        .chunk_by(|one, other| one.subject == other.subject)
        .filter(|same| earlier.names.contains(records[same[0].subject]))
        .flat_map(|same| {
            let place = same[0].subject;
            let hits = same.iter().map(|one| one.hit);
            of_hits(&names[place], records[place], hits, changed, parties)
                .into_iter()
                .map(move |one| (place, one))
        })
        .collect()
}

fn of_name(stored: &StoredName, record: u64, index: &Index, parties: &[Listed]) -> Vec<Match> {
    let query = Name::analyse(&stored.name, stored.schema);
    let hits = index.search(&query, usize::MAX);
    of_hits(stored, record, hits.into_iter(), index, parties)
}

/// The matches of a name, from the listed names that resemble it, the best first.
fn of_hits(
    stored: &StoredName,
    record: u64,
    hits: impl Iterator<Item = Hit>,
    index: &Index,
    parties: &[Listed],
) -> Vec<Match> {
    let query = Name::analyse(&stored.name, stored.schema);
    let mut told = BTreeSet::new();
    let mut found = Vec::new();
    for hit in hits {
        let Some(party) = parties.get(hit.party as usize) else {
            continue;
        };
        // The names of a party come best first: it is told once.
        if !told.insert(hit.party) {
            continue;
        }
        let met = index.text(hit.name);
        let listed = Name::analyse(met, party.schema);
        let scored = score(&query, &listed, &stored.evidence(party));
        if scored.decision == Decision::Different {
            continue;
        }
        let mut notes: Vec<&str> = scored.evidence.iter().map(|fact| fact.reason).collect();
        notes.extend(party.ownership.as_deref());
        found.push(Match {
            id: stored.id.clone(),
            name: stored.name.clone(),
            record,
            list: party.list.clone(),
            entry: party.entry.clone(),
            entity: party.entity.clone(),
            met: met.to_owned(),
            strength: hit.strength,
            // As it is written: what is read back must be equal.
            score: (scored.value * 10_000.0).round() / 10_000.0,
            decision: scored.decision,
            programme: party.programme.clone(),
            note: notes.join("; "),
        });
    }
    found
}

pub(crate) fn strength(strength: Strength) -> &'static str {
    match strength {
        Strength::Strong => "strong",
        Strength::Weak => "weak",
        Strength::Former => "former",
        Strength::OriginalScript => "original_script",
    }
}

/// The lists whose names or short names are among these; all where there are none.
pub fn among(wanted: &[String]) -> impl Fn(&str, &str) -> bool + use<> {
    let wanted: BTreeSet<String> = wanted.iter().cloned().collect();
    move |artefact, short| wanted.is_empty() || wanted.contains(artefact) || wanted.contains(short)
}
