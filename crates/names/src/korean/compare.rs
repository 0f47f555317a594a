//! How far apart two readings of Korean names are.

use super::form::Form;
use super::parse::Segment;
use super::spelling::{DIFFERENT, Syllable, tables};

/// Sum of the costs of the syllables in hundredths; `None` when they are different words.
pub(crate) fn segment_cost(a: &Segment, b: &Segment) -> Option<u32> {
    if a.length != b.length {
        return None;
    }
    syllables_cost(a.syllables(), b.syllables())
}

/// Cost of meeting in hundredths; `None` when the names are different.
pub(crate) fn form_cost(a: &Form, b: &Form) -> Option<u32> {
    if a.surnames & b.surnames == 0 || a.given.length != b.given.length {
        return None;
    }
    syllables_cost(a.given.syllables(), b.given.syllables())
}

fn syllables_cost(a: &[Syllable], b: &[Syllable]) -> Option<u32> {
    let tables = tables();
    let mut total = 0;
    for place in 0..a.len().min(b.len()) {
        let (one, other) = (a[place], b[place]);
        if let Some(cost) = through_chinese(one, other, place == 0) {
            total += cost?;
            continue;
        }
        if one == other {
            continue;
        }
        let mut initial = tables.initial_cost(one.initial, other.initial);
        if initial == DIFFERENT && place == 0 {
            initial = initial_sound_rule(one, other);
        }
        let vowel = tables.vowel_cost(one.vowel, other.vowel);
        let mut last = tables.final_cost(one.last, other.last);
        if last == DIFFERENT && place + 1 < a.len() {
            last = assimilated(one.last, other.last, a[place + 1], b[place + 1]);
        }
        if initial == DIFFERENT || vowel == DIFFERENT || last == DIFFERENT {
            return None;
        }
        total += u32::from(initial) + u32::from(vowel) + u32::from(last);
    }
    Some(total)
}

/// What it costs to read a syllable through Chinese.
const CHINESE: u32 = 16;

/// The cost of a syllable that came through Chinese against another; the outer `None` when neither did. Two that both
/// did are compared as they are spelled, not here.
fn through_chinese(a: Syllable, b: Syllable, first: bool) -> Option<Option<u32>> {
    let (readings, other) = match (a.readings(), b.readings()) {
        (None, None) => return None,
        (Some(_), Some(_)) => return Some(None),
        (Some(readings), None) => (readings, b),
        (None, Some(readings)) => (readings, a),
    };
    let tables = tables();
    let cost = readings.iter().filter_map(|reading| {
        let mut initial = tables.initial_cost(reading.initial, other.initial);
        if initial == DIFFERENT && first {
            initial = initial_sound_rule(*reading, other);
        }
        let vowel = tables.vowel_cost(reading.vowel, other.vowel);
        let last = tables.final_cost(reading.last, other.last);
        (![initial, vowel, last].contains(&DIFFERENT))
            .then(|| u32::from(initial) + u32::from(vowel) + u32::from(last))
    });
    Some(cost.min().map(|cost| cost + CHINESE))
}

/// 두음법칙: at the beginning of a word the South drops or changes what the North writes (리/이, 로/노, 녀/여).
fn initial_sound_rule(a: Syllable, b: Syllable) -> u8 {
    const N: u32 = 1 << 2;
    const R: u32 = 1 << 5;
    const NONE: u32 = 1 << 11;
    let tables = tables();
    let set = |syllable: Syllable| {
        tables
            .initials
            .get(syllable.initial as usize)
            .map_or(0, |it| it.usual)
    };
    let (a, b) = (set(a), set(b));
    let pair = |x: u32, y: u32| (a & x != 0 && b & y != 0) || (a & y != 0 && b & x != 0);
    if pair(R, NONE) || pair(R, N) || pair(N, NONE) {
        6
    } else {
        DIFFERENT
    }
}

/// ㄱ, ㄷ, ㅂ are spoken and sometimes spelled as ng, n, m before n, m, r: Kuk-ryol is Kung-nyol.
fn assimilated(a: u8, b: u8, next_a: Syllable, next_b: Syllable) -> u8 {
    let tables = tables();
    let set = |last: u8| tables.finals.get(last as usize).map_or(0, |it| it.usual);
    let sonorant = |next: Syllable| {
        tables
            .initials
            .get(next.initial as usize)
            .is_some_and(|it| it.usual & (1 << 2 | 1 << 5 | 1 << 6) != 0)
    };
    let (a, b) = (set(a), set(b));
    let pair = |x: u32, y: u32| {
        let (x, y) = (1 << x, 1 << y);
        (a & x != 0 && b & y != 0) || (a & y != 0 && b & x != 0)
    };
    if sonorant(next_a)
        && sonorant(next_b)
        && (pair(1, 7) || pair(6, 5) || pair(3, 2) || pair(2, 4))
    {
        10
    } else {
        DIFFERENT
    }
}
