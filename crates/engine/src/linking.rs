//! From what subjects share to links and groups.
//!
//! The ties themselves, their weights and the groups are the work of `bonafide_linking`, which knows numbers alone; here
//! values get their kinds and subjects their names back.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use bonafide_linking::kept::Kept;
use bonafide_linking::{
    DirectTie, Group, Link, Linked, Settings, Sighting, SubjectFacts, TieKind, link, link_bounded,
};

use bonafide_model::report::GroupMonth;

use crate::error::EngineError;
use crate::evidence_of_ties::{Evidence, put_in_order};
use crate::frequency::{Held, Shares};
use crate::hashing::Spread;
use crate::history::History;
use crate::likeness::Likenesses;
use crate::name_ties;
use crate::obeyed::{Obeyed, Words};
use crate::output_links;
use crate::passed_over::PassedOver;
use crate::shared_value::realm_of;
use crate::shelf::hash_of;
use crate::traces::{Behind, Names, Told, Traces};

/// Links and groups, by subject.
#[derive(Debug, Default)]
pub struct Linking {
    /// Ids of the subjects, sorted: the place is the number that links speak of.
    pub ids: Vec<String>,
    /// The ties and groups.
    pub linked: Linked,
    /// The place of a subject by the number that it has on the shelf.
    places: HashMap<u64, u32, Spread>,
    /// For each subject the places of its links, those of subject `n` from `starts[n]` to `starts[n + 1]`.
    starts: Vec<u32>,
    links_of: Vec<u32>,
    /// For each group, how many names and countries its members state, and how many of them are accounts of teams.
    claims: Vec<Claims>,
    /// For each subject the group and the place in it.
    group_of: HashMap<u64, (u32, u32), Spread>,
    /// Since when each subject is there, in Unix seconds.
    since: Vec<Option<i64>>,
    /// What reviewers said.
    pub(crate) words: Words,
    /// What ties rest on, in words and in records.
    evidence: Evidence,
    /// Values too common to tie anybody, and what was not looked at in full.
    pub(crate) passed_over: PassedOver,
    /// What the next day needs, where days are kept.
    pub(crate) kept: Option<Kept>,
    /// Subjects of earlier days who are not among those of today.
    pub(crate) earlier: usize,
}

const DAY: i64 = 86_400;
/// Bytes that linking takes for each sighting where all is in memory (measured: docs/linking.md).
const LINKED_IN_MEMORY: usize = 90;

/// What of the machine linking may use.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Machine {
    /// What is compared takes so many bytes; what is more goes to temporary files.
    pub(crate) memory: usize,
    pub(crate) threads: usize,
}

impl Machine {
    /// Two pieces of work that do not need each other, side by side where there are threads for both.
    fn both<A: Send, B>(self, a: impl FnOnce() -> A + Send, b: impl FnOnce() -> B) -> (A, B) {
        if self.threads < 2 {
            return (a(), b());
        }
        std::thread::scope(|scope| {
            let a = scope.spawn(a);
            let b = b();
            match a.join() {
                Ok(a) => (a, b),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        })
    }
}

/// What the members of a group state, counted.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Claims {
    pub(crate) names: i64,
    pub(crate) countries: i64,
    pub(crate) teams: i64,
}

impl Claims {
    fn of(group: &Group, subjects: &[SubjectFacts]) -> Self {
        let members = || {
            group
                .members
                .iter()
                .filter_map(|member| subjects.get(member.subject as usize))
        };
        let distinct = |of: fn(&SubjectFacts) -> u64| -> i64 {
            let stated: BTreeSet<u64> = members().map(of).filter(|hash| *hash != 0).collect();
            stated.len() as i64
        };
        Self {
            names: distinct(|subject| subject.name),
            countries: distinct(|subject| subject.country),
            teams: members().filter(|subject| subject.is_agency).count() as i64,
        }
    }
}

impl Linking {
    /// Links everybody, and obeys what people decided.
    pub(crate) fn of(
        everybody: Vec<(u32, String)>,
        shares: &Shares,
        likenesses: Likenesses,
        traces: Traces,
        obeyed: &Obeyed,
        history: Option<&History>,
        machine: Machine,
    ) -> Result<Self, EngineError> {
        // Sorted by id, so that neither the order of files nor threads make a difference.
        let mut everybody = everybody;
        let today = everybody.len();
        if let Some(history) = history {
            history.add_everybody(&mut everybody);
        }
        everybody.sort_unstable_by(|a, b| a.1.cmp(&b.1));
        let places: HashMap<u64, u32, Spread> = (0_u32..)
            .zip(&everybody)
            .map(|(place, (number, _))| (u64::from(*number), place))
            .collect();
        let mut subjects: Vec<SubjectFacts> = everybody
            .iter()
            .map(|(number, id)| {
                let holder = shares.holders.get(number).copied().unwrap_or_default();
                SubjectFacts {
                    id: id.clone(),
                    since: holder.since.map(|at| at.div_euclid(1_000_000)),
                    country: holder.country,
                    // Birth dates are compared with documents and lists alone.
                    birth: 0,
                    name: holder.name,
                    is_agency: holder.is_team,
                }
            })
            .collect();
        if let Some(history) = history {
            history.add_facts(&mut subjects);
        }
        let place = |number: u32| places.get(&u64::from(number)).copied();
        let by_id: HashMap<u64, u32, Spread> = (0_u32..)
            .zip(&everybody)
            .map(|(place, (_, id))| (hash_of(id), place))
            .collect();
        let (likeness, traced) = machine.both(
            || likenesses.finish(),
            || {
                traces.finish(&Names {
                    place: &place,
                    by_id: &by_id,
                })
            },
        );
        drop(by_id);
        let mut sightings: Vec<Sighting> = shares
            .tying
            .iter()
            .filter_map(|held| sighting(held, &places))
            .collect();
        sightings.extend(traced.behind.iter().map(Behind::sighting));
        sightings.sort_unstable_by_key(|seen| {
            (seen.kind, seen.value, seen.subject, seen.first, seen.last)
        });
        let mut told: Vec<Told> = traced.ties;
        told.extend(likeness.ties.iter().filter_map(|tie| tie.told(&place)));
        told.extend(
            shares
                .crossings
                .iter()
                .filter_map(|crossing| crossing.told(&place)),
        );
        let names: HashMap<u32, String> = likeness
            .names
            .iter()
            .filter_map(|(number, name)| Some((place(*number)?, name.clone())))
            .collect();
        let mut named: HashMap<u64, u32> = HashMap::new();
        for subject in &subjects {
            *named.entry(subject.name).or_default() += 1;
        }
        let common = |place: u32| {
            named
                .get(&subjects[place as usize].name)
                .copied()
                .unwrap_or(2)
        };
        let mut notes = traced.notes;
        notes.extend(name_ties::corroborate(
            &mut told, &sightings, &names, &common,
        ));
        put_in_order(&mut told);
        let mut direct: Vec<DirectTie> = told
            .iter()
            .map(|tie| DirectTie {
                a: tie.a,
                b: tie.b,
                kind: tie.kind,
                strength: tie.strength,
                shared_by: tie.shared_by,
                at: tie.at,
            })
            .collect();
        let number = |id: &str| {
            let place = everybody.binary_search_by(|(_, known)| known.as_str().cmp(id));
            place.ok().map(|place| place as u32)
        };
        if let Some(history) = history {
            history.recall(&number, &mut sightings, &mut direct);
        }
        let settings = Settings {
            operation: obeyed.model.model,
            weights: history.and_then(History::weights),
            memory: Some(machine.memory),
            ..Settings::default()
        };
        let verdicts = obeyed.verdicts_for(&number);
        let linked = if sightings.len() * LINKED_IN_MEMORY <= machine.memory {
            link(&sightings, &direct, &subjects, &verdicts, &settings)
        } else {
            // The same ties and groups, only slower.
            link_bounded(
                sightings.iter().copied(),
                direct.iter().copied(),
                &subjects,
                &verdicts,
                &settings,
            )?
        };
        let evidence = Evidence::of(&linked.links, told, &shares.tying, &place);
        let claims = linked
            .groups
            .iter()
            .map(|group| Claims::of(group, &subjects))
            .collect();
        let since = subjects.iter().map(|subject| subject.since).collect();
        let kept = history.map(|_| Kept {
            weights: Some(linked.learned.clone()),
            subjects,
            sightings,
            direct,
        });
        let ids: Vec<String> = everybody.into_iter().map(|(_, id)| id).collect();
        let passed_over = PassedOver::of(
            &linked.common,
            &traced.public,
            notes,
            &likeness,
            &shares.tying,
            &|number| Some(ids[place(number)? as usize].as_str()),
        );
        let earlier = places.len() - today;
        let linking = Self {
            claims,
            since,
            evidence,
            passed_over,
            kept,
            earlier,
            ..Self::indexed(ids, places, linked)
        };
        let words = Words::of(obeyed, &linking);
        Ok(Self { words, ..linking })
    }

    fn indexed(ids: Vec<String>, places: HashMap<u64, u32, Spread>, linked: Linked) -> Self {
        let mut starts = vec![0_u32; ids.len() + 1];
        for link in &linked.links {
            for end in [link.a, link.b] {
                starts[end as usize + 1] += 1;
            }
        }
        for place in 1..starts.len() {
            starts[place] += starts[place - 1];
        }
        let mut next = starts.clone();
        let mut links_of = vec![0_u32; linked.links.len() * 2];
        for (number, link) in (0_u32..).zip(&linked.links) {
            for end in [link.a, link.b] {
                let place = &mut next[end as usize];
                links_of[*place as usize] = number;
                *place += 1;
            }
        }
        let mut group_of = HashMap::with_hasher(Spread);
        for (number, group) in (0_u32..).zip(&linked.groups) {
            for (place, member) in (0_u32..).zip(&group.members) {
                group_of.insert(u64::from(member.subject), (number, place));
            }
        }
        Self {
            ids,
            linked,
            places,
            starts,
            links_of,
            claims: Vec::new(),
            group_of,
            since: Vec::new(),
            words: Words::default(),
            evidence: Evidence::default(),
            passed_over: PassedOver::default(),
            kept: None,
            earlier: 0,
        }
    }

    /// The number by which links know the subject with that number on the shelf.
    pub(crate) fn place(&self, number: u32) -> Option<u32> {
        self.places.get(&u64::from(number)).copied()
    }

    /// The links of a subject.
    pub(crate) fn links_of(&self, place: u32) -> impl Iterator<Item = &Link> {
        let place = place as usize;
        let range = match (self.starts.get(place), self.starts.get(place + 1)) {
            (Some(from), Some(to)) => *from as usize..*to as usize,
            _ => 0..0,
        };
        self.links_of[range]
            .iter()
            .filter_map(|link| self.linked.links.get(*link as usize))
    }

    /// The group of a subject, with the place among its members.
    pub(crate) fn group_of(&self, place: u32) -> Option<(&Group, usize)> {
        let (group, member) = self.group_of.get(&u64::from(place))?;
        Some((self.linked.groups.get(*group as usize)?, *member as usize))
    }

    /// What the members of a group state.
    pub(crate) fn claims(&self, group: &Group) -> Claims {
        let place = group
            .members
            .first()
            .and_then(|member| self.group_of.get(&u64::from(member.subject)));
        place
            .and_then(|(group, _)| self.claims.get(*group as usize))
            .copied()
            .unwrap_or_default()
    }

    /// When members came, month by month; those of whom no day is known stand last.
    pub(crate) fn grew(&self, group: &Group) -> Vec<GroupMonth> {
        let mut months: BTreeMap<Option<String>, u64> = BTreeMap::new();
        for member in &group.members {
            let since = self.since.get(member.subject as usize).copied().flatten();
            let month = since
                .and_then(|at| jiff::Timestamp::from_second(at).ok())
                .map(|at| {
                    at.to_zoned(jiff::tz::TimeZone::UTC)
                        .strftime("%Y-%m")
                        .to_string()
                });
            *months.entry(month).or_default() += 1;
        }
        let unknown = months.remove(&None).map(|joined| (None, joined));
        let mut members = 0;
        months
            .into_iter()
            .chain(unknown)
            .map(|(month, joined)| {
                members += joined;
                GroupMonth {
                    month,
                    joined,
                    members,
                }
            })
            .collect()
    }

    /// What a tie is, in words; of a reviewer's word who said it and when.
    pub(crate) fn words_of(&self, link: &Link) -> String {
        match link.kind {
            TieKind::Verdict => self.words.same(self.id(link.a), self.id(link.b)),
            _ => self.in_words(link),
        }
    }

    /// The ties that an earlier run wrote to `link.parquet` in that folder.
    pub fn read(out: &Path) -> Result<Self, EngineError> {
        let path = out.join("link.parquet");
        let rows = output_links::read_links(&path)?;
        let mut ids: Vec<String> = rows
            .iter()
            .flat_map(|row| [row.a.clone(), row.b.clone()])
            .collect();
        ids.sort_unstable();
        ids.dedup();
        let place = |id: &String| ids.binary_search(id).map_or(u32::MAX, |place| place as u32);
        let links = rows
            .iter()
            .zip(1..)
            .filter_map(|(row, number)| {
                Some(Link {
                    a: place(&row.a),
                    b: place(&row.b),
                    kind: TieKind::parse(&row.kind)?,
                    decibans: row.weight as f32,
                    value: number,
                    shared_by: row.shared_by,
                    first: None,
                    is_direct: false,
                })
            })
            .collect();
        let words = rows
            .iter()
            .filter(|row| row.kind == TieKind::Verdict.word())
            .map(|row| ((row.a.clone(), row.b.clone()), row.evidence.clone()));
        let words = Words::read(words);
        let read = rows.into_iter().map(|row| (row.evidence, row.records));
        Ok(Self {
            words,
            evidence: Evidence::read(read.collect()),
            ..Self::indexed(ids, HashMap::default(), Linked::of_links(links))
        })
    }

    /// The number of a subject.
    pub fn number(&self, id: &str) -> Option<u32> {
        let place = self.ids.binary_search_by(|known| known.as_str().cmp(id));
        place.ok().map(|place| place as u32)
    }

    /// The strongest path of ties between two subjects; none where no path leads from one to the other.
    pub fn why(&self, a: &str, b: &str) -> Option<Vec<Step>> {
        let path = self.linked.why(self.number(a)?, self.number(b)?)?;
        Some(
            path.iter()
                .map(|link| Step {
                    a: self.id(link.a).to_owned(),
                    b: self.id(link.b).to_owned(),
                    evidence: self.words_of(link),
                    decibans: link.decibans,
                })
                .collect(),
        )
    }

    /// What ties two subjects, in words.
    pub(crate) fn in_words(&self, link: &Link) -> String {
        self.evidence.in_words(link)
    }

    /// The columns that show a tie, with the short name of the value.
    pub(crate) fn records(&self, link: &Link) -> String {
        self.evidence.records(link)
    }

    /// The id of a subject.
    pub fn id(&self, place: u32) -> &str {
        self.ids.get(place as usize).map_or("", String::as_str)
    }
}

/// One tie on a path.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// One subject.
    pub a: String,
    /// The other.
    pub b: String,
    /// What ties them, in words.
    pub evidence: String,
    /// Weight in decibans.
    pub decibans: f32,
}

impl Step {
    /// Whether the tie is between these two.
    pub fn is_direct_for(&self, a: &str, b: &str) -> bool {
        (self.a == a && self.b == b) || (self.a == b && self.b == a)
    }
}

fn sighting(held: &Held, places: &HashMap<u64, u32, Spread>) -> Option<Sighting> {
    let days = held.days();
    Some(Sighting {
        subject: places.get(&u64::from(held.subject)).copied()?,
        kind: kind_of(realm_of(held.hash)?)?,
        value: held.hash,
        first: days.map(|(first, _)| i64::from(first) * DAY),
        last: days.map(|(_, last)| i64::from(last) * DAY + DAY - 1),
    })
}

/// What a realm ties. A beneficiary to whom two pay a little ties nobody; to whom most of what they earn goes on, see
/// `traces`.
fn kind_of(realm: &str) -> Option<TieKind> {
    Some(match realm {
        "account" => TieKind::BankAccount,
        "address" => TieKind::Address,
        "background" => TieKind::Background,
        "commit" => TieKind::Commit,
        "commit_email" => TieKind::CommitEmail,
        "credential" => TieKind::Credential,
        "device" => TieKind::Device,
        "document" => TieKind::Document,
        "email" => TieKind::Email,
        "handle" => TieKind::Handle,
        "image" | "photo" => TieKind::Photo,
        "ip" => TieKind::Ip,
        "phone" => TieKind::Phone,
        "referee_email" | "referee_phone" => TieKind::Referee,
        "repository" => TieKind::Repository,
        "resume_file" | "text" | "file" => TieKind::Text,
        "sequence" => TieKind::Answers,
        "ssh_key" => TieKind::SshKey,
        "tax_id" => TieKind::TaxId,
        "token" => TieKind::Cookie,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_pieces_of_work_are_done_with_one_thread_and_with_more() {
        for threads in [1, 2] {
            let machine = Machine { memory: 0, threads };
            let own = std::thread::current().id();
            let (a, b) = machine.both(|| std::thread::current().id(), || own);
            assert_eq!(a == b, threads == 1);
        }
    }
}
