//! What earlier days left for linking: a file of hashes and days, to which a day is added.
//!
//! It holds what was seen and not what was concluded: ids of subjects, hashes of what they state, hashes of values with
//! the days on which they were seen, ties found between two, and the weights learned from the first batch. Groups are
//! made anew from it, so that a file never disagrees with the program that reads it. Values themselves are not in it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use bonafide_linking::kept::{self, Kept};
use bonafide_linking::{DirectTie, Sighting, SubjectFacts, TieKind, Weights};
use bonafide_mapped::Folder;

use crate::error::EngineError;
use crate::shelf::hash_of;

/// The name of the file in its folder.
const NAME: &str = "links";

/// What earlier days left.
#[derive(Debug)]
pub(crate) struct History {
    path: PathBuf,
    folder: Folder,
    kept: Kept,
    /// Weights are learned again, from all days.
    learns: bool,
}

impl History {
    /// Reads what is in the folder; nothing where it is new.
    pub(crate) fn open(folder: &Path, learns: bool) -> Result<Self, EngineError> {
        let path = folder.join(NAME);
        let refused = |source| EngineError::File {
            what: "cannot use what earlier days left for linking (start a new folder from all records)",
            path: path.clone(),
            source,
        };
        let files = Folder::at(folder);
        let known = match files.open(NAME).map_err(refused)? {
            None => Kept::default(),
            Some(bytes) => kept::read(bytes.as_ref(), recipe()).map_err(|why| {
                refused(std::io::Error::new(std::io::ErrorKind::InvalidData, why))
            })?,
        };
        Ok(Self {
            path,
            folder: files,
            kept: known,
            learns,
        })
    }

    /// The weights that were learned; none on the first day, and where they are to be learned again.
    pub(crate) fn weights(&self) -> Option<Weights> {
        self.kept.weights.clone().filter(|_| !self.learns)
    }

    /// Adds the subjects of earlier days, under numbers that no subject of today has.
    pub(crate) fn add_everybody(&self, everybody: &mut Vec<(u32, String)>) {
        let today: std::collections::HashSet<String> =
            everybody.iter().map(|(_, id)| id.clone()).collect();
        let numbers: std::collections::HashSet<u32> =
            everybody.iter().map(|(number, _)| *number).collect();
        let mut free = (0..u32::MAX)
            .rev()
            .filter(|number| !numbers.contains(number));
        let absent = self
            .kept
            .subjects
            .iter()
            .filter(|facts| !today.contains(&facts.id))
            .filter_map(|facts| Some((free.next()?, facts.id.clone())));
        everybody.extend(absent.collect::<Vec<_>>());
    }

    /// Adds what is known of subjects from earlier days, by the rules that hold within one: the smallest wins.
    pub(crate) fn add_facts(&self, subjects: &mut [SubjectFacts]) {
        let known: HashMap<&str, &SubjectFacts> = self
            .kept
            .subjects
            .iter()
            .map(|facts| (facts.id.as_str(), facts))
            .collect();
        for facts in subjects {
            let Some(before) = known.get(facts.id.as_str()) else {
                continue;
            };
            let least = |a: u64, b: u64| if a == 0 || b == 0 { a.max(b) } else { a.min(b) };
            facts.since = match (facts.since, before.since) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
            facts.country = least(facts.country, before.country);
            facts.birth = least(facts.birth, before.birth);
            facts.name = least(facts.name, before.name);
            facts.is_agency |= before.is_agency;
        }
    }

    /// Adds what was seen on earlier days. `number` gives the place of a subject.
    pub(crate) fn recall(
        &self,
        number: &dyn Fn(&str) -> Option<u32>,
        sightings: &mut Vec<Sighting>,
        direct: &mut Vec<DirectTie>,
    ) {
        let place: Vec<Option<u32>> = self
            .kept
            .subjects
            .iter()
            .map(|facts| number(&facts.id))
            .collect();
        let of = |subject: u32| place.get(subject as usize).copied().flatten();
        sightings.extend(self.kept.sightings.iter().filter_map(|seen| {
            Some(Sighting {
                subject: of(seen.subject)?,
                ..*seen
            })
        }));
        sightings.sort_unstable_by_key(|seen| {
            (seen.kind, seen.value, seen.subject, seen.first, seen.last)
        });
        // One value at one subject is one time span, as within a day.
        sightings.dedup_by(|next, kept| {
            let is_same =
                (next.kind, next.value, next.subject) == (kept.kind, kept.value, kept.subject);
            if is_same {
                kept.first = match (kept.first, next.first) {
                    (Some(a), Some(b)) => Some(a.min(b)),
                    (a, b) => a.or(b),
                };
                kept.last = kept.last.max(next.last);
            }
            is_same
        });
        let key = |tie: &DirectTie| {
            (
                tie.kind,
                tie.a,
                tie.b,
                tie.shared_by,
                tie.strength.to_bits(),
                tie.at,
            )
        };
        direct.extend(self.kept.direct.iter().filter_map(|tie| {
            Some(DirectTie {
                a: of(tie.a)?,
                b: of(tie.b)?,
                ..*tie
            })
        }));
        direct.sort_by_key(key);
        direct.dedup_by_key(|tie| key(tie));
    }

    /// Keeps everything for the next day; the file appears whole.
    pub(crate) fn keep(&self, now: Kept) -> Result<(), EngineError> {
        let bytes = kept::write(&now, recipe());
        match self.folder.keep(NAME, &bytes) {
            Ok(_) => Ok(()),
            Err(source) => Err(EngineError::File {
                what: "cannot keep what was linked",
                path: self.path.clone(),
                source,
            }),
        }
    }
}

/// How values become hashes, as one number: with another recipe the hashes of one value differ, and nothing would tie.
///
/// Values of every kind in several spellings are normalised and hashed; whoever changes a normal form changes this.
fn recipe() -> u64 {
    const SAMPLES: [(&str, &str); 14] = [
        ("email", "Mira.Oru+jobs@GoogleMail.com"),
        ("recovery_email", "mira@mailbox.dev"),
        ("email", "m\u{430}ra\u{200b}@mailbox.dev"),
        ("phone", "+380 44 130 04 17"),
        (
            "wallet",
            "bitcoin:1BoatSLRHtKNngkdXEeobR76b53LETtpyT?amount=1",
        ),
        ("bank_account", "de89 3704 0044 0532 0130 00"),
        ("wallet", "0x52908400098527886E0F7030069857D2E4169EE7"),
        ("device", "Dev-AA:11"),
        ("document", "AB 730-1946"),
        ("tax_id", "12-345 6780"),
        ("handle", "@Mira_Oru"),
        ("address", "12 Main Street, Apt. 4, Springfield"),
        ("ip", "081.2.69.142"),
        (
            "ssh_key",
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIInvented mira",
        ),
    ];
    let mut told = String::new();
    for kind in TieKind::ALL {
        told.push_str(kind.word());
        told.push(' ');
    }
    told.push_str(&crate::shared_value::REALMS.join(" "));
    for (kind, value) in SAMPLES {
        let hash = crate::shared_value::normal_identifier(kind, value).map(|normal| normal.hash);
        told.push_str(&format!(" {kind}={hash:?}"));
    }
    hash_of(&told)
}
