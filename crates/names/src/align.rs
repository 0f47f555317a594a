//! Lays the parts of two names side by side: what meets, and what is left over. What that is worth is in `weigh`.

use std::cmp::Ordering;

use crate::both_korean::{both_korean, firm, in_script, of_korea, surely_korean};
use crate::explain::How;
use crate::joined::{joined, moved_spaces, share_a_form};
use crate::name::MOST_TOKENS;
use crate::schema::Schema;
use crate::script::Script;
use crate::second_look::second_look;
use crate::side::Side;
use crate::similarity::{as_spelled, compare};
use crate::token::{Kind, Token};
use crate::weigh::{each, value};

/// Which words meet, and how alike they are. A place is that of a word, or [`MOST_TOKENS`] more than that of words
/// written together.
pub(crate) trait Meets {
    fn meet(&self, left: usize, right: usize) -> Option<(f32, How)>;

    /// Whether any words written together can meet anything.
    fn any_joined(&self) -> bool {
        true
    }
}

/// Finds out by comparing.
pub(crate) struct Comparing<'a> {
    pub(crate) a: &'a Side<'a>,
    pub(crate) b: &'a Side<'a>,
}

impl Meets for Comparing<'_> {
    fn meet(&self, left: usize, right: usize) -> Option<(f32, How)> {
        compare(self.a.at(left)?, self.b.at(right)?)
    }
}

/// Two runs of words that met: `places` are bits of the words on each side.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Meeting {
    pub(crate) left: u16,
    pub(crate) right: u16,
    pub(crate) alike: f32,
    pub(crate) how: How,
}

/// What came out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Alignment {
    pub(crate) value: f32,
    pub(crate) meetings: [Option<Meeting>; MOST_TOKENS],
    pub(crate) left_over: (u16, u16),
    pub(crate) korean: Option<u32>,
    pub(crate) notes: u16,
}

/// Notes, as bits.
pub(crate) const NOTES: [&str; 8] = [
    "read as one Korean name",
    "both read as Korean names, and as different ones",
    "the company forms differ in kind",
    "a person is compared with a body",
    "only one part in common",
    "the numbers differ",
    "initials of the other name",
    "father and son stand the other way round",
];

/// What it is worth that two words have a form in common.
const FORM: f32 = 0.97;

/// Two words that may meet.
#[derive(Clone, Copy)]
struct Candidate {
    /// How alike they are, weighed.
    counts: f32,
    alike: f32,
    left: u8,
    right: u8,
    how: How,
}

impl Default for Candidate {
    fn default() -> Self {
        Self {
            counts: 0.0,
            alike: 0.0,
            left: 0,
            right: 0,
            how: How::Equal,
        }
    }
}

impl Candidate {
    /// Those that count most come first, then those that stand in like places.
    fn order(&self, other: &Self) -> Ordering {
        let apart = |it: &Self| (it.left.abs_diff(it.right), it.left + it.right);
        (other.counts.total_cmp(&self.counts))
            .then(other.alike.total_cmp(&self.alike))
            .then(apart(self).cmp(&apart(other)))
    }
}

pub(crate) fn align(a: &Side<'_>, b: &Side<'_>) -> Alignment {
    align_by(a, b, &Comparing { a, b })
}

/// The same where it is already known which words meet.
pub(crate) fn align_by(a: &Side<'_>, b: &Side<'_>, meets: &impl Meets) -> Alignment {
    let mut result = Alignment {
        value: 0.0,
        meetings: [None; MOST_TOKENS],
        left_over: (0, 0),
        korean: None,
        notes: 0,
    };
    let korean = both_korean(a, b);
    // John is Ivan, but the surname Jon of a Korean name is neither.
    let nicknames = || firm(a) == firm(b);
    let from_korea = || of_korea(a) || of_korea(b);
    let mut candidates = [Candidate::default(); 64];
    let mut found = 0;
    for i in 0..a.count {
        for j in 0..b.count {
            let met = meets.meet(i, j).and_then(|met| {
                let (Some(one), Some(other)) = (a.token(i), b.token(j)) else {
                    return None;
                };
                let by_syllables = met.1 == How::KoreanReading;
                if by_syllables && !surely_korean(one, other) && !from_korea() {
                    as_spelled(one, other)
                } else {
                    Some(met)
                }
            });
            if let Some((alike, how)) = met
                && found < candidates.len()
                && (how != How::Nickname || nicknames())
            {
                let form = alike < FORM && share_a_form(a, b, i, j);
                let (alike, how) = if form {
                    (FORM, How::Spelling)
                } else {
                    (alike, how)
                };
                candidates[found] = Candidate {
                    counts: alike * (a.weight(i) + b.weight(j)),
                    alike,
                    left: i as u8,
                    right: j as u8,
                    how,
                };
                found += 1;
            }
        }
    }
    let acronym = is_acronym(a, b) || is_acronym(b, a);
    if found == 0 && korean.is_none() && !acronym && a.joins.is_empty() && b.joins.is_empty() {
        return result;
    }
    let all = |count: usize| ((1u32 << count) - 1) as u16;
    let (mut free_a, mut free_b) = (all(a.count), all(b.count));
    let mut met = 0;
    candidates[..found].sort_unstable_by(Candidate::order);
    // "Lauren Tnkunda" is "Laurent Nkunda": two words that are the same when written together come first, so that
    // their halves do not meet by chance.
    moved_spaces(
        a,
        b,
        &mut free_a,
        &mut free_b,
        &mut result.meetings,
        &mut met,
    );
    for candidate in &candidates[..found] {
        let (left, right) = (1u16 << candidate.left, 1u16 << candidate.right);
        if free_a & left != 0 && free_b & right != 0 && met < MOST_TOKENS {
            free_a &= !left;
            free_b &= !right;
            result.meetings[met] = Some(Meeting {
                left,
                right,
                alike: candidate.alike,
                how: candidate.how,
            });
            met += 1;
        }
    }
    if free_a != 0 && free_b != 0 && meets.any_joined() {
        joined(
            a,
            b,
            meets,
            &mut free_a,
            &mut free_b,
            &mut result.meetings,
            &mut met,
        );
    }
    second_look(
        a,
        b,
        &mut free_a,
        &mut free_b,
        &mut result.meetings,
        &mut met,
    );
    result.left_over = (without_repeats(a, free_a), without_repeats(b, free_b));
    result.value = value(
        a,
        b,
        &result.meetings[..met],
        result.left_over,
        &mut result.notes,
    );
    if acronym && result.value < 0.72 {
        result.value = 0.72;
        result.notes |= 1 << 6;
    }
    match korean {
        Some(Some(cost)) => {
            result.korean = Some(cost);
            result.notes |= 1;
            result.value = result.value.max((0.985 - cost as f32 / 150.0).max(0.71));
        }
        // A doubled letter makes another count of syllables, not another name. And Han characters that meet as Mandarin
        // reads them may well be a Chinese name.
        Some(None)
            if result.left_over == (0, 0)
                && met > 1
                && least_alike(&result.meetings) >= same_though_not_korean(a, b) => {}
        Some(None) => {
            result.notes |= 1 << 1;
            result.value = result.value.min(0.64);
        }
        _ => {}
    }
    // Whatever has words of companies in its name is no person, also where its list does not say what it is.
    let conflict = |x: &Side<'_>, y: &Side<'_>| x.schema == Schema::Person && !y.person;
    if conflict(a, b) || conflict(b, a) {
        result.notes |= 1 << 3;
        result.value *= 0.72;
    }
    result
}

fn same_though_not_korean(a: &Side<'_>, b: &Side<'_>) -> f32 {
    if in_script(a, Script::Han) || in_script(b, Script::Han) {
        0.88
    } else {
        0.975
    }
}

fn least_alike(meetings: &[Option<Meeting>]) -> f32 {
    meetings
        .iter()
        .flatten()
        .map(|meeting| meeting.alike)
        .fold(1.0, f32::min)
}

fn is_acronym(short: &Side<'_>, long: &Side<'_>) -> bool {
    let alone = short.schema == Schema::Unknown && short.count == 1 && !long.person;
    let spells = |token: &Token| token.hash != 0 && long.acronyms.contains(&token.hash);
    long.acronyms != [0; 2]
        && (!short.person || alone)
        && (0..short.count.min(2)).any(|place| {
            short
                .token(place)
                .is_some_and(|token| token.kind == Kind::Word && spells(token))
        })
        && (0..short.count).all(|place| {
            short
                .token(place)
                .is_some_and(|token| spells(token) || token.kind == Kind::Place)
        })
}

/// "Sergey Sergey Shoigu": what stands twice in a name is not missing from the other.
fn without_repeats(side: &Side<'_>, free: u16) -> u16 {
    // Liu and Liu in other characters are two names.
    let same = |one: usize, other: usize| match (side.token(one), side.token(other)) {
        (Some(one), Some(other)) => {
            one.hash == other.hash
                && (!matches!(one.script, Script::Han | Script::Hangul) || one.text == other.text)
        }
        _ => false,
    };
    each(free)
        .filter(|place| {
            (0..side.count).any(|other| {
                other != *place && (free >> other & 1 == 0 || other < *place) && same(*place, other)
            })
        })
        .fold(free, |left, place| left & !(1 << place))
}
