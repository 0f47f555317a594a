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
            last = assimilated((one, a[place + 1]), (other, b[place + 1]));
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

/// The cost of endings that differ because one of them is spelled as the next syllable makes it sound. Each side is
/// a syllable and the one after it.
fn assimilated(a: (Syllable, Syllable), b: (Syllable, Syllable)) -> u8 {
    heard(a, b).min(heard(b, a))
}

/// 자음동화: ㄱ, ㄷ, ㅂ are spoken as ng, n, m before n, m, r, and ㄹ after them as n: Kuk-ryol is Kung-nyol. ㄴ is spoken
/// as ㄹ beside ㄹ only: Sin-ra is Silla, but In-man is never Il-man.
fn heard(written: (Syllable, Syllable), spoken: (Syllable, Syllable)) -> u8 {
    const N: u32 = 1 << 2;
    const R: u32 = 1 << 5;
    const M: u32 = 1 << 6;
    const NONE: u32 = 1 << 11;
    /// Both change, so that hardly anything else can be meant.
    const BOTH: u8 = 10;
    /// Another name may be meant as well: 역남 and 영남 are both spoken as Yongnam.
    const ENDING: u8 = 18;
    let (may_be, apart) = spoken.0.may_be_heard();
    if !may_be {
        return DIFFERENT;
    }
    let tables = tables();
    let endings = |syllable: Syllable| {
        let spelling = tables.finals.get(syllable.last as usize);
        spelling.map_or(0, |it| it.usual)
    };
    let initials = |syllable: Syllable| {
        let spelling = tables.initials.get(syllable.initial as usize);
        spelling.map_or((0, 0), |it| (it.usual, it.possible))
    };
    let (from, to) = (endings(written.0), endings(spoken.0));
    let ((next, _), (next_spoken, may_stand_for)) = (initials(written.1), initials(spoken.1));
    let pair = |x: u32, y: u32| from & 1 << x != 0 && to & 1 << y != 0;
    let nasal = pair(1, 7) || pair(6, 5) || pair(3, 2);
    // An n is put in before i and y, which kana write: 석열 is ソンニョル.
    let put_in = next & NONE != 0 && may_stand_for & NONE != 0;
    if nasal && next_spoken & N != 0 && (next & R != 0 || put_in) {
        BOTH
    } else if apart {
        DIFFERENT
    } else if nasal && next & next_spoken & (N | M) != 0 {
        ENDING
    } else if (nasal || pair(2, 4)) && next & next_spoken & R != 0 {
        BOTH
    } else {
        DIFFERENT
    }
}
