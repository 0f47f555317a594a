//! When two names, or two words, are to be compared as Korean ones.

use crate::korean::{Form, form_cost};
use crate::phonetic::within_one_edit;
use crate::script::Script;
use crate::side::Side;
use crate::token::{Kind, Token};

/// `None`: not both can be Korean names. `Some(None)`: both can, and they are different ones.
pub(crate) fn both_korean(a: &Side<'_>, b: &Side<'_>) -> Option<Option<u32>> {
    if a.korean.is_empty() || b.korean.is_empty() {
        return None;
    }
    // A Chinese name of two characters can nearly always be read as some Korean one too: 静 as 정, which is "Chong".
    let short_han = in_script(a, Script::Han) && !in_script(b, Script::Hangul)
        || in_script(b, Script::Han) && !in_script(a, Script::Hangul);
    // Tony and Terry can both be cut into syllables, and in Latin letters nothing says that they should be.
    let in_syllables =
        |side: &Side<'_>| in_script(side, Script::Hangul) || in_script(side, Script::Han);
    let spelled = !in_syllables(a) && !in_syllables(b);
    let costs = a.korean.iter().flat_map(|one| {
        b.korean
            .iter()
            .filter(move |_| !short_han || one.given.length > 1)
            .filter(move |other| !(spelled && (is_borrowed(one) || is_borrowed(other))))
            .filter_map(move |other| form_cost(one, other))
    });
    let cost = costs.min().filter(|cost| *cost <= 40);
    if cost.is_none() && !(firm(a) && firm(b)) {
        return None;
    }
    Some(cost)
}

/// Whether a name can only be a Korean one, if it is one at all.
pub(crate) fn firm(side: &Side<'_>) -> bool {
    // Kana spell names of all languages by their sounds, and Korean ones are not told from others.
    if in_script(side, Script::Kana) {
        return false;
    }
    let mut forms = side
        .korean
        .iter()
        .filter(|form| !form.is_through_chinese())
        .peekable();
    forms.peek().is_some() && forms.all(|form| !form.borrowed)
}

fn is_borrowed(form: &Form) -> bool {
    form.borrowed && !form.is_through_chinese()
}

/// Words of many languages can be cut into Korean syllables: Queen is not Koen because both could be 퀸. In Latin
/// letters the name must say that it is Korean, or the word be long, or no more differ than the systems of spelling do:
/// Taedong and Daedong.
pub(crate) fn surely_korean(one: &Token, other: &Token) -> bool {
    const LONG: u8 = 3;
    let syllables = |token: &Token| token.readings().first().map_or(0, |cut| cut.length);
    let spelled = |token: &Token| !matches!(token.script, Script::Hangul | Script::Han);
    !(spelled(one) && spelled(other))
        || syllables(one).min(syllables(other)) >= LONG
        || within_one_edit(&voiceless(&one.text), &voiceless(&other.text))
}

/// Korean does not tell voiced consonants from voiceless ones; the systems of spelling do, each in its way.
fn voiceless(word: &str) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(word.len() + 2);
    for letter in word.bytes() {
        match letter {
            b'g' if out.last() != Some(&b'n') => out.push(b'k'),
            b'd' => out.push(b't'),
            b'b' => out.push(b'p'),
            b'j' => out.extend(b"ch"),
            b'l' => out.push(b'r'),
            other => out.push(other),
        }
    }
    out
}

/// Whether a body says that it is of Korea.
pub(crate) fn of_korea(side: &Side<'_>) -> bool {
    (0..side.count).any(|place| {
        side.token(place).is_some_and(|token| {
            token.kind == Kind::Place
                && matches!(&*token.text, "korea" | "pyongyang" | "southkorea")
        })
    })
}

pub(crate) fn in_script(side: &Side<'_>, script: Script) -> bool {
    side.token(0).is_some_and(|token| token.script == script)
}
