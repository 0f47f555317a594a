//! Names across scripts, as a corroboration of what other things tie.
//!
//! A name alone never ties anybody, and names of strangers are never compared: only of two who share something that
//! few show, it is asked whether their names are one name, in whatever script. Then it counts a little.

use std::collections::HashMap;

use bonafide_linking::{Sighting, TieKind};
use bonafide_names::{Name, Schema, similarity};

use crate::traces::Told;

/// Likeness from which two spellings are one name. Stricter than for lists: brothers and sisters are no one person, and a
/// search that must miss nobody may look at more than a tie may rest on.
const ONE_NAME: f64 = 0.97;
/// A name says a little beside other things, and must not decide: of its weight this share counts, some 5 decibans.
const SHARE: f64 = 0.4;
/// A value of more holders brings nobody together whose names are worth comparing.
const FEW: usize = 5;
/// Pairs whose names are compared at most; beyond, none are, so that no order decides.
const MOST_PAIRS: usize = 2_000_000;

/// Adds a tie of name to two who are tied otherwise; `common` tells how many have the name of a subject. Gives a sentence where there were too many to compare.
pub(crate) fn corroborate(
    told: &mut Vec<Told>,
    sightings: &[Sighting],
    names: &HashMap<u32, String>,
    common: &dyn Fn(u32) -> u32,
) -> Option<String> {
    let mut pairs: Vec<(u32, u32)> = told
        .iter()
        .map(|tie| (tie.a.min(tie.b), tie.a.max(tie.b)))
        .collect();
    for of_value in sightings.chunk_by(|x, y| (x.kind, x.value) == (y.kind, y.value)) {
        let mut subjects: Vec<u32> = of_value.iter().map(|seen| seen.subject).collect();
        subjects.dedup();
        if subjects.len() > FEW || of_value[0].kind == TieKind::Configuration {
            continue;
        }
        for (place, a) in subjects.iter().enumerate() {
            pairs.extend(subjects[place + 1..].iter().map(|b| (*a, *b)));
        }
        if pairs.len() > 4 * MOST_PAIRS {
            break;
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    if pairs.len() > MOST_PAIRS {
        return Some(format!(
            "more than {MOST_PAIRS} pairs are tied by something: their names were not compared"
        ));
    }
    for (a, b) in pairs {
        let (Some(one), Some(other)) = (names.get(&a), names.get(&b)) else {
            continue;
        };
        let alike = similarity(
            &Name::analyse(one, Schema::Person),
            &Name::analyse(other, Schema::Person),
        );
        if alike >= ONE_NAME {
            told.push(Told {
                a,
                b,
                kind: TieKind::Name,
                strength: (SHARE * alike.min(1.0)) as f32,
                shared_by: common(a).max(common(b)).max(2),
                at: None,
                words: "one name, in whatever spelling or script".to_owned(),
                records: "subject.name",
            });
        }
    }
    None
}
