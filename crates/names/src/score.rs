//! The score of two names, and what it means.

use crate::align::{Alignment, NOTES, align};
use crate::evidence::{Effect, Evidence};
use crate::explain::{How, Part, Score};
use crate::name::Name;
use crate::side::Side;

/// From this value on two names are so alike that the case should be looked at first.
pub const STRONG: f64 = 0.88;

/// From this value on two names may be of one party: somebody should look.
pub const POSSIBLE: f64 = 0.70;

/// Highest value that a name alone can have.
const NAME_ALONE: f64 = 0.999;

/// What a score means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Decision {
    /// Below [`POSSIBLE`].
    Different,
    /// From [`POSSIBLE`] on.
    Possible,
    /// From [`STRONG`] on.
    Strong,
    /// The same document number or wallet: no name alone gets here.
    Decisive,
}

impl Decision {
    /// The decision for a value of names alone.
    pub fn of(value: f64) -> Self {
        if value >= STRONG {
            Self::Strong
        } else if value >= POSSIBLE {
            Self::Possible
        } else {
            Self::Different
        }
    }

    /// The word for it in reports.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Different => "different",
            Self::Possible => "possible",
            Self::Strong => "strong",
            Self::Decisive => "decisive",
        }
    }
}

/// How alike two names are, from 0 to 1, without the reasons: for comparing many.
pub fn similarity(a: &Name, b: &Name) -> f64 {
    fetch(a, b);
    of_alignment(&align(&a.side(), &b.side()))
}

/// Looks at what will be needed of two names: it lies apart in memory, and asked for together it is waited for once.
fn fetch(a: &Name, b: &Name) {
    let mut all = 0;
    let with_joins = a.join_marks.may_share(b.join_marks);
    for name in [a, b] {
        all ^= name.standings.first().map_or(0, |it| it.weight.to_bits());
        all ^= name.standings.last().map_or(0, |it| it.weight.to_bits());
        all ^= name.tokens.iter().fold(0, |all, it| all ^ it.letters);
        if with_joins {
            all ^= (name.joins.iter()).fold(0, |all, it| all ^ u32::from(it.first));
        }
    }
    std::hint::black_box(all);
}

pub(crate) fn similarity_of_sides(a: &Side<'_>, b: &Side<'_>) -> f64 {
    of_alignment(&align(a, b))
}

pub(crate) fn of_alignment(alignment: &Alignment) -> f64 {
    f64::from(alignment.value).clamp(0.0, NAME_ALONE)
}

/// How alike two names are, with the reasons and with what else is known.
pub fn score(a: &Name, b: &Name, evidence: &Evidence) -> Score {
    let alignment = align(&a.side(), &b.side());
    let name_value = of_alignment(&alignment);
    let weighed = evidence.weigh();
    let mut value = name_value;
    let decides = weighed.iter().any(|fact| fact.effect == Effect::Decides);
    if decides {
        value = 1.0;
    } else if value > 0.0 {
        let by: f64 = weighed.iter().map(|fact| fact.by).sum();
        // Agreement cannot make different names alike: it counts from POSSIBLE on, or a little below.
        let by = if by > 0.0 && name_value < POSSIBLE - 0.05 {
            0.0
        } else {
            by
        };
        value = (value + by).clamp(0.0, NAME_ALONE);
    }
    let mut notes: Vec<&'static str> = NOTES
        .iter()
        .enumerate()
        .filter(|(bit, _)| alignment.notes >> bit & 1 == 1)
        .map(|(_, note)| *note)
        .collect();
    if a.truncated || b.truncated {
        notes.push("a name was cut short before comparing");
    }
    if a.look_alikes || b.look_alikes {
        notes.push("letters of another script stand in for look-alike ones");
    }
    Score {
        value,
        name_value,
        decision: if decides {
            Decision::Decisive
        } else {
            Decision::of(value)
        },
        parts: parts(a, b, &alignment),
        evidence: weighed,
        notes,
    }
}

fn parts(a: &Name, b: &Name, alignment: &Alignment) -> Vec<Part> {
    let text = |name: &Name, places: u16| {
        let words: Vec<&str> = name
            .tokens
            .iter()
            .enumerate()
            .filter(|(place, _)| places >> place & 1 == 1)
            .map(|(_, token)| &*token.text)
            .collect();
        // Words that many languages have are known by one, which may be made of several.
        words.join(" ").replace('_', " ")
    };
    let weight = |name: &Name, places: u16| -> f32 {
        name.standings
            .iter()
            .enumerate()
            .filter(|(place, _)| places >> place & 1 == 1)
            .map(|(_, standing)| standing.weight)
            .sum()
    };
    let mut parts: Vec<Part> = alignment
        .meetings
        .iter()
        .flatten()
        .map(|meeting| Part {
            left: text(a, meeting.left),
            right: text(b, meeting.right),
            how: meeting.how,
            alike: meeting.alike,
            weight: weight(a, meeting.left) + weight(b, meeting.right),
        })
        .collect();
    let (left, right) = alignment.left_over;
    let read_as_one = alignment.korean.is_some();
    if left != 0 && right != 0 {
        let how = if read_as_one {
            How::KoreanReading
        } else {
            How::Contradicts
        };
        let alike = if read_as_one { 0.95 } else { 0.0 };
        parts.push(Part {
            left: text(a, left),
            right: text(b, right),
            how,
            alike,
            weight: weight(a, left) + weight(b, right),
        });
    } else if left != 0 {
        parts.push(Part {
            left: text(a, left),
            right: String::new(),
            how: How::Missing,
            alike: 0.0,
            weight: weight(a, left),
        });
    } else if right != 0 {
        parts.push(Part {
            left: String::new(),
            right: text(b, right),
            how: How::Missing,
            alike: 0.0,
            weight: weight(b, right),
        });
    }
    parts
}
