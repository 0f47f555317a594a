//! Words written together on one side, or cut in different places.

use crate::align::{Meeting, Meets};
use crate::explain::How;
use crate::name::MOST_TOKENS;
use crate::side::Side;
use crate::similarity::{LEAST_BOTH_JOINED, LEAST_JOINED};
use crate::token::{Group, Token};

/// Whether another form of one word is another form of the other: see [`crate::slavic`].
pub(crate) fn share_a_form(a: &Side<'_>, b: &Side<'_>, i: usize, j: usize) -> bool {
    let has_forms = |side: &Side<'_>, place: usize| side.join_marks.forms >> place & 1 == 1;
    if !has_forms(a, i) || !has_forms(b, j) || !a.join_marks.may_share(b.join_marks) {
        return false;
    }
    fn forms<'a>(side: &Side<'a>, place: usize) -> impl Iterator<Item = u64> + use<'a> {
        side.joins()
            .filter(move |join| join.count == 1 && join.first as usize == place)
            .map(|join| join.token.hash)
    }
    forms(a, i).any(|one| forms(b, j).any(|other| one == other))
}

/// Little of what stood between words written together on both sides is left to tell them apart: only vowels may differ.
fn same_consonants(one: &Token, other: &Token) -> bool {
    one.group != other.group || one.group != Group::Sounds || one.skeleton() == other.skeleton()
}

/// Two words on each side that are the same when written together, but cut in different places.
pub(crate) fn moved_spaces(
    a: &Side<'_>,
    b: &Side<'_>,
    free_a: &mut u16,
    free_b: &mut u16,
    meetings: &mut [Option<Meeting>; MOST_TOKENS],
    met: &mut usize,
) {
    if !a.join_marks.may_share(b.join_marks) {
        return;
    }
    for one in a.joins() {
        for other in b.joins() {
            let same_halves = |place: u8| {
                let hash = |side: &Side<'_>, first: u8| {
                    side.token(first as usize + place as usize)
                        .map(|token| token.hash)
                };
                hash(a, one.first) == hash(b, other.first)
            };
            if one.token.hash != other.token.hash || one.count != other.count || same_halves(0) {
                continue;
            }
            let (left, right) = (one.bits(), other.bits());
            if *free_a & left == left && *free_b & right == right && *met < MOST_TOKENS {
                *free_a &= !left;
                *free_b &= !right;
                meetings[*met] = Some(Meeting {
                    left,
                    right,
                    alike: 0.97,
                    how: How::Joined,
                });
                *met += 1;
            }
        }
    }
}

/// Lets words written together meet their pieces, where all of them are still free.
pub(crate) fn joined(
    a: &Side<'_>,
    b: &Side<'_>,
    meets: &impl Meets,
    free_a: &mut u16,
    free_b: &mut u16,
    meetings: &mut [Option<Meeting>; MOST_TOKENS],
    met: &mut usize,
) {
    let mut add = |free_a: &mut u16, free_b: &mut u16, left: u16, right: u16, alike: f32| {
        // One word for one word: another form of it, nothing is written together.
        let how = if left.count_ones() == 1 && right.count_ones() == 1 {
            How::Spelling
        } else {
            How::Joined
        };
        if *met < MOST_TOKENS {
            *free_a &= !left;
            *free_b &= !right;
            meetings[*met] = Some(Meeting {
                left,
                right,
                alike: alike * 0.98,
                how,
            });
            *met += 1;
        }
    };
    // Words of people that have other forms meet each other by those, below. Those of bodies have a translation on the one
    // side and an article on the other.
    let (forms_a, forms_b) = if a.person && b.person {
        (a.join_marks.forms, b.join_marks.forms)
    } else {
        (0, 0)
    };
    // Most have no words left that stand side by side.
    let among_a = a.join_marks.may_be_among(*free_a);
    let among_b = b.join_marks.may_be_among(*free_b);
    for (at, join) in a.joins().enumerate().take_while(|_| among_a) {
        let left = join.bits();
        let skipped = if join.count == 1 { forms_b } else { 0 };
        for place in 0..b.count {
            let right = 1u16 << place;
            if *free_a & left == left
                && *free_b & right & !skipped == right
                && let Some((alike, _)) = meets
                    .meet(MOST_TOKENS + at, place)
                    .filter(|(alike, how)| *alike >= LEAST_JOINED && *how != How::Initial)
            {
                add(free_a, free_b, left, right, alike);
            }
        }
    }
    for (at, join) in b.joins().enumerate().take_while(|_| among_b) {
        let right = join.bits();
        let skipped = if join.count == 1 { forms_a } else { 0 };
        for place in 0..a.count {
            let left = 1u16 << place;
            if *free_a & left & !skipped == left
                && *free_b & right == right
                && let Some((alike, _)) = meets
                    .meet(place, MOST_TOKENS + at)
                    .filter(|(alike, how)| *alike >= LEAST_JOINED && *how != How::Initial)
            {
                add(free_a, free_b, left, right, alike);
            }
        }
    }
    for (from, one) in a.joins().enumerate().take_while(|_| among_a && among_b) {
        let left = one.bits();
        for (to, other) in b.joins().enumerate() {
            let right = other.bits();
            // Forms of single words are the same or are nothing to each other, and nothing to words written together.
            let fits = match (one.count == 1, other.count == 1) {
                (true, true) => one.token.hash == other.token.hash,
                (false, false) => same_consonants(one.token, other.token),
                _ => false,
            };
            if fits
                && *free_a & left == left
                && *free_b & right == right
                && let Some((alike, _)) = meets
                    .meet(MOST_TOKENS + from, MOST_TOKENS + to)
                    .filter(|(alike, _)| *alike >= LEAST_BOTH_JOINED)
            {
                add(free_a, free_b, left, right, alike);
            }
        }
    }
}
