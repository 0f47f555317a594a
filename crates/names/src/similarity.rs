//! How alike two words are, and by what.

use crate::abjad;
use crate::explain::How;
use crate::korean::{hanja_reading, segment_cost};
use crate::lexicon::FATHERS_NAMES;
use crate::phonetic::{distance, within_one_edit};
use crate::script::Script;
use crate::token::{Group, Kind, Token};

/// Words less alike than this do not meet.
pub(crate) const LEAST: f32 = 0.62;
/// Words less alike than this do not meet where only one of them is written without vowels.
const LEAST_ACROSS: f32 = 0.78;
/// Words less alike than this do not meet where one is several written together.
pub(crate) const LEAST_JOINED: f32 = 0.86;
/// Words less alike than this do not meet where both are several written together: little of what stood between them is
/// left to tell them apart.
pub(crate) const LEAST_BOTH_JOINED: f32 = 0.95;
/// What one slip of the pen costs in hundredths, whatever it does to the sounds.
const A_SLIP: u32 = 100;
/// Words with at most this many sounds are found by one edit; longer ones by their consonants.
pub(crate) const SHORT: usize = 8;
/// Words with at least this many sounds are also found by their consonants.
pub(crate) const LONG: usize = 5;
/// Skeletons with at least this many consonants may differ by one.
pub(crate) const SKELETON_WITH_EDIT: usize = 4;

/// How alike two words are, from [`LEAST`] to 1; `None` when they do not meet.
#[inline]
pub(crate) fn compare(a: &Token, b: &Token) -> Option<(f32, How)> {
    if a.cannot_meet(b) {
        None
    } else {
        compare_in_full(a, b)
    }
}

fn compare_in_full(a: &Token, b: &Token) -> Option<(f32, How)> {
    if is_written_in_syllables(a, b) && a.text != b.text {
        return if a.script == Script::Han {
            same_characters(a, b)
        } else {
            korean(a, b)
        };
    }
    if a.hash == b.hash && a.servant == b.servant {
        let how = if a.script == b.script {
            How::Equal
        } else {
            How::Transliterated
        };
        return Some((1.0, how));
    }
    if a.kind == Kind::Initial || b.kind == Kind::Initial {
        return initial(a, b);
    }
    if a.kind == Kind::Number || b.kind == Kind::Number {
        return None;
    }
    let by_sound = match (a.group, b.group) {
        (Group::Sounds, Group::Sounds) => by_sounds(a, b),
        (Group::Abjad, Group::Abjad) => by_consonants(a, b),
        (Group::Abjad, Group::Sounds) => across(a, b),
        (Group::Sounds, Group::Abjad) => across(b, a),
        (Group::Letters, Group::Letters) if a.script == b.script => by_letters(a, b),
        _ => None,
    };
    let by_nickname = nickname(a, b);
    let by_korean = korean(a, b);
    [by_sound, by_nickname, by_korean]
        .into_iter()
        .flatten()
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .filter(|(alike, _)| *alike >= LEAST)
}

/// The same without reading words as Korean syllables.
pub(crate) fn as_spelled(a: &Token, b: &Token) -> Option<(f32, How)> {
    let by_sound = match (a.group, b.group) {
        (Group::Sounds, Group::Sounds) => by_sounds(a, b),
        _ => None,
    };
    [by_sound, nickname(a, b)]
        .into_iter()
        .flatten()
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .filter(|(alike, _)| *alike >= LEAST)
}

/// How alike a word and its first letter are.
pub(crate) const INITIAL: f32 = 0.85;

fn initial(a: &Token, b: &Token) -> Option<(f32, How)> {
    let first = |token: &Token| token.text.bytes().next();
    let same = a.group == Group::Sounds && b.group == Group::Sounds && first(a) == first(b);
    same.then_some((INITIAL, How::Initial))
}

/// Ministries become departments and bureaus offices from one translation to the next.
pub(crate) fn is_authority(concept: &str) -> bool {
    matches!(
        concept,
        "ministry"
            | "department"
            | "directorate"
            | "bureau"
            | "office"
            | "committee"
            | "command"
            | "agency"
            | "organization"
    )
}

fn nickname(a: &Token, b: &Token) -> Option<(f32, How)> {
    if a.kind == Kind::Generic && b.kind == Kind::Generic {
        return a.are_authorities(b).then_some((0.8, How::Spelling));
    }
    if a.nicknames[0] == 0 || b.nicknames[0] == 0 {
        return None;
    }
    let shared = share_nicknames(a, b);
    // John and Jon begin alike; that John is Ivan too is worth less. Fathers' names stand beside the name itself.
    let begins_alike = a.sounds().first() == b.sounds().first() || a.nicknames[0] > FATHERS_NAMES;
    shared.then_some((if begins_alike { 0.88 } else { 0.74 }, How::Nickname))
}

fn share_nicknames(a: &Token, b: &Token) -> bool {
    a.nicknames
        .iter()
        .any(|group| *group != 0 && b.nicknames.contains(group))
}

/// Traditional and simplified forms of one word: each character reads alike in Mandarin and in Korean.
fn same_characters(a: &Token, b: &Token) -> Option<(f32, How)> {
    let same = a.hash == b.hash
        && a.text.chars().count() == b.text.chars().count()
        && a.text
            .chars()
            .zip(b.text.chars())
            .all(|(x, y)| x == y || hanja_reading(x) == hanja_reading(y));
    same.then_some((0.97, How::Spelling))
}

/// Whether a word is in a script that writes Korean syllables apart or spells them by one system.
pub(crate) fn is_written_as_korean(token: &Token) -> bool {
    matches!(
        token.script,
        Script::Hangul | Script::Han | Script::Cyrillic
    )
}

fn korean(a: &Token, b: &Token) -> Option<(f32, How)> {
    let mut best: Option<u32> = None;
    for one in a.readings() {
        for other in b.readings() {
            // One syllable in Latin letters says too little to be read as Korean.
            if one.length > 1 || is_written_as_korean(a) || is_written_as_korean(b) {
                best = segment_cost(one, other).into_iter().chain(best).min();
            }
        }
    }
    let cost = best?;
    Some(((0.96 - cost as f32 / 180.0).max(0.0), How::KoreanReading))
}

/// Unequal Han or Hangul words of one script are unequal names: 习近朋 is not 习近平.
fn is_written_in_syllables(a: &Token, b: &Token) -> bool {
    a.script == b.script && matches!(a.script, Script::Han | Script::Hangul)
}

fn by_sounds(a: &Token, b: &Token) -> Option<(f32, How)> {
    if (a.letters ^ b.letters).count_ones() > 2 || a.servant != b.servant {
        return None;
    }
    let (one, other) = (a.sounds(), b.sounds());
    if one == other {
        let how = if a.script == b.script {
            How::Spelling
        } else {
            How::Transliterated
        };
        return Some((0.98, how));
    }
    if !meets_by_sounds(a, b) {
        return None;
    }
    // Readings of syllables are exact: what is not the same is another name.
    let syllabic = |token: &Token| matches!(token.script, Script::Han | Script::Hangul);
    if (syllabic(a) || syllabic(b)) && one.len().min(other.len()) < 8 {
        return None;
    }
    let longest = one.len().max(other.len()) as f32;
    let most = most_apart(one.len().max(other.len()));
    let by_letters = || {
        // "Innocnet": one slip of the pen can change how the letters around it sound.
        within_one_edit(a.text.as_bytes(), b.text.as_bytes()).then_some(A_SLIP)
    };
    let cost = distance(one, other, most).or_else(by_letters)? as f32 / 100.0;
    let across_scripts = a.script != b.script;
    let alike = 1.0 - (1.25 * cost / longest) * if across_scripts { 0.8 } else { 1.0 };
    Some((
        alike,
        if across_scripts {
            How::Transliterated
        } else {
            How::Spelling
        },
    ))
}

/// How much may differ, in hundredths, when the longer word has so many sounds: long words are not near only because
/// they are long.
pub(crate) fn most_apart(longest: usize) -> u32 {
    let most = match longest {
        0..=7 => 105,
        8..=9 => 150,
        10..=11 => 175,
        _ => 210,
    };
    (longest as u32 * 25).min(most)
}

/// The same for words that must be at least so alike.
pub(crate) fn most_apart_for(least: f32, longest: usize) -> u32 {
    // Across scripts a hundredth of difference for each sound counts one; one more covers rounding.
    let share = ((1.0 - least) * 100.0).ceil() as u32;
    (longest as u32 * share + 1).min(most_apart(longest))
}

/// Whether two words that only one slip of the pen tells apart may be so alike.
pub(crate) fn may_be_a_slip(least: f32, longest: usize) -> bool {
    A_SLIP as f32 <= longest as f32 * (1.0 - least) * 100.0 + 1.0
}

/// Whether two words are near enough to be found from each other in an index.
pub(crate) fn meets_by_sounds(a: &Token, b: &Token) -> bool {
    let (one, other) = (a.sounds(), b.sounds());
    let (least, most) = (one.len().min(other.len()), one.len().max(other.len()));
    if most <= SHORT && within_one_edit(one, other) {
        return true;
    }
    if least < LONG {
        return false;
    }
    let (one, other) = (a.skeleton(), b.skeleton());
    one == other
        || (one.len().min(other.len()) >= SKELETON_WITH_EDIT && within_one_edit(one, other))
}

fn by_consonants(a: &Token, b: &Token) -> Option<(f32, How)> {
    if a.servant != b.servant || !within_one_edit(a.sounds(), b.sounds()) {
        return None;
    }
    let longest = a.sounds().len().max(b.sounds().len()).max(1);
    let cost: u32 = if a.sounds().len() == b.sounds().len() {
        a.sounds()
            .iter()
            .zip(b.sounds())
            .map(|(x, y)| abjad::letter_cost(*x, *y))
            .sum::<u32>()
            .min(100)
    } else {
        100
    };
    Some((1.0 - cost as f32 / 100.0 / longest as f32, How::Spelling))
}

fn by_letters(a: &Token, b: &Token) -> Option<(f32, How)> {
    let longest = a.sounds().len().max(b.sounds().len()).max(1);
    within_one_edit(a.sounds(), b.sounds()).then_some((1.0 - 1.0 / longest as f32, How::Spelling))
}

fn across(abjad: &Token, latin: &Token) -> Option<(f32, How)> {
    if abjad.servant != latin.servant {
        return None;
    }
    // Names that everybody bears are known in both scripts: without vowels Mohammed would be Mahmud.
    if abjad.nicknames[0] != 0 && latin.nicknames[0] != 0 {
        return share_nicknames(abjad, latin).then_some((0.96, How::Transliterated));
    }
    let cost = cost_across(abjad.sounds(), latin.sounds(), LEAST_ACROSS)?;
    let substance = abjad::substance(abjad.sounds());
    let alike = 1.0 - 1.1 * cost as f32 / 100.0 / substance.max(1.5);
    // A word that is not the known way to write a known name is more likely another.
    let alike = if abjad.nicknames[0] == 0 && latin.nicknames[0] != 0 {
        alike * 0.9
    } else {
        alike
    };
    if alike < LEAST_ACROSS || !meets_by_consonants(abjad, latin) {
        return None;
    }
    // Without vowels a short word says little: two consonants fit many names.
    let most = match substance {
        0.0..2.9 => 0.87,
        2.9..3.9 => 0.93,
        _ => 0.97,
    };
    Some((alike.min(most), How::Transliterated))
}

/// What it costs to read an abjad word as a Latin one, both in sounds; `None` where that makes them less alike than
/// `least`.
fn cost_across(abjad: &[u8], latin: &[u8], least: f32) -> Option<u32> {
    if !lengths_fit_across(abjad.len(), latin.len()) || !abjad::may_share_a_skeleton(abjad, latin) {
        return None;
    }
    let most = most_across(abjad, least);
    abjad::cost_within(abjad, latin, most).filter(|cost| *cost <= most)
}

/// Whether words of so many letters may be one, written without vowels and with them.
pub(crate) fn lengths_fit_across(abjad: usize, latin: usize) -> bool {
    let strong = abjad.max(2);
    latin <= 2 * strong + 3 && 2 * latin >= strong
}

/// How much the reading of an abjad word may cost, in hundredths, where words must be so alike.
pub(crate) fn most_across(abjad: &[u8], least: f32) -> u32 {
    let least = least.max(LEAST_ACROSS);
    // One covers rounding.
    (100.0 * (1.0 - least) / 1.1 * abjad::substance(abjad).max(1.5) + 1.0) as u32
}

/// Whether an abjad word and a Latin one can be found from each other in an index.
fn meets_by_consonants(abjad: &Token, latin: &Token) -> bool {
    let bones = abjad::skeleton_of_sounds(latin.sounds());
    abjad::skeletons(abjad.sounds()).contains(&bones)
}
