//! A second look at what is left over when most of two names has met.
//!
//! Two words that are only somewhat alike say little by themselves. Beside two others that are the same they are more
//! likely a slip of the pen or another spelling than another name: Marvin Jeovanny, Marvin Geovanny.

use crate::align::Meeting;
use crate::explain::How;
use crate::name::MOST_TOKENS;
use crate::phonetic::{distance, within_one_edit};
use crate::script::Script;
use crate::side::Side;
use crate::token::{Group, Kind, Token};

/// Words that must have met before, and how well.
const FIRM_WORDS: usize = 2;
const FIRM: f32 = 0.85;
/// Less alike than this is another word.
const LEAST: f32 = 0.6;
const LEAST_WITH_ANOTHER_BEGINNING: f32 = 0.68;
/// What a second look is worth beside a first.
pub(crate) const WORTH: f32 = 0.95;
/// How much the distance of two words takes away.
const WEIGHT_OF_DISTANCE: f32 = 1.25;
/// A shorter beginning is not the short form of a longer word.
pub(crate) const SHORTEST_BEGINNING: usize = 4;

/// Lets left-over words meet that are near enough; each at most once, in order.
pub(crate) fn second_look(
    a: &Side<'_>,
    b: &Side<'_>,
    free_a: &mut u16,
    free_b: &mut u16,
    meetings: &mut [Option<Meeting>; MOST_TOKENS],
    met: &mut usize,
) {
    if *free_a == 0 || *free_b == 0 {
        return;
    }
    let names = |side: &Side<'_>, places: u16| {
        places.count_ones() == 1
            && side
                .token(places.trailing_zeros() as usize)
                .is_some_and(|token| token.kind == Kind::Word)
    };
    let firm = meetings
        .iter()
        .flatten()
        .filter(|meeting| meeting.alike >= FIRM && meeting.how != How::Initial)
        .filter(|meeting| names(a, meeting.left) && names(b, meeting.right))
        .count();
    if firm < FIRM_WORDS {
        return;
    }
    while *met < MOST_TOKENS {
        let mut best: Option<(f32, u16, u16)> = None;
        for i in (0..a.count).filter(|place| *free_a >> place & 1 == 1) {
            for j in (0..b.count).filter(|place| *free_b >> place & 1 == 1) {
                if let (Some(one), Some(other)) = (a.token(i), b.token(j))
                    && let Some(alike) = near(one, other)
                    && best.is_none_or(|(most, _, _)| alike > most)
                {
                    best = Some((alike, 1 << i, 1 << j));
                }
            }
        }
        let Some((alike, left, right)) = best else {
            return;
        };
        *free_a &= !left;
        *free_b &= !right;
        meetings[*met] = Some(Meeting {
            left,
            right,
            alike,
            how: How::Spelling,
        });
        *met += 1;
    }
}

pub(crate) fn near(one: &Token, other: &Token) -> Option<f32> {
    let spelled = |token: &Token| {
        token.kind == Kind::Word
            && token.group == Group::Sounds
            && !matches!(token.script, Script::Han | Script::Hangul)
    };
    // Mohamed and Ahmed are alike too, but everybody knows both.
    let both_known = one.common && other.common;
    if !spelled(one) || !spelled(other) || one.servant != other.servant || both_known {
        return None;
    }
    let (a, b) = (one.sounds(), other.sounds());
    let (least, most) = (a.len().min(b.len()), a.len().max(b.len()));
    if least < 2 {
        return None;
    }
    let alike = if least >= SHORTEST_BEGINNING
        && most <= 2 * least
        && (a.starts_with(b) || b.starts_with(a))
    {
        // "Moham", "Henri" for Henrikus: cut short.
        0.8
    } else if fathers_name(a) && fathers_name(b) && !within_one_edit(a, b) {
        // All fathers' names end alike.
        return None;
    } else {
        let furthest = most_apart_of_near(most, a.first() == b.first());
        1.0 - WEIGHT_OF_DISTANCE * distance(a, b, furthest)? as f32 / 100.0 / most as f32
    };
    let least = if a.first() == b.first() {
        LEAST
    } else {
        LEAST_WITH_ANOTHER_BEGINNING
    };
    Some(alike * WORTH).filter(|alike| *alike >= least)
}

/// How much may differ, in hundredths, when the longer word has so many sounds; one covers rounding.
pub(crate) fn most_apart_of_near(longest: usize, same_beginning: bool) -> u32 {
    let least = if same_beginning {
        LEAST
    } else {
        LEAST_WITH_ANOTHER_BEGINNING
    };
    let share = 100.0 * (1.0 - least / WORTH) / WEIGHT_OF_DISTANCE;
    (longest as f32 * share) as u32 + 1
}

/// In the letters of sounds: -ovich, -evic, -ovna.
fn fathers_name(sounds: &[u8]) -> bool {
    sounds.len() > 5
        && [b"viC".as_slice(), b"vik", b"vic", b"vna", b"una"]
            .iter()
            .any(|ending| sounds.ends_with(ending))
}
