//! Writes Hangul syllables in Latin letters by the Revised Romanisation, syllable by syllable.
//!
//! Sound changes between syllables are left out on purpose: names are usually written without them.

const INITIAL: [&str; 19] = [
    "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p",
    "h",
];
const VOWEL: [&str; 21] = [
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we",
    "wi", "yu", "eu", "ui", "i",
];
const FINAL: [&str; 28] = [
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p",
    "t", "t", "ng", "t", "t", "k", "t", "p", "t",
];

/// Appends the Latin spelling when the letter is a Hangul syllable; says whether it was.
pub(crate) fn push_romanised(letter: char, out: &mut String) -> bool {
    let Some(index) = (letter as usize)
        .checked_sub(0xAC00)
        .filter(|index| *index < 11_172)
    else {
        return false;
    };
    out.push_str(INITIAL[index / 588]);
    out.push_str(VOWEL[index % 588 / 28]);
    out.push_str(FINAL[index % 28]);
    true
}

/// Splits a name written in two to four Hangul syllables without a space: the surname is the first one.
/// The dozen surnames of two syllables are rare enough to be left out.
pub(crate) fn surname_and_given(name: &str) -> Option<(&str, &str)> {
    let name = name.trim();
    let is_syllable = |letter: char| matches!(letter, '\u{ac00}'..='\u{d7a3}');
    let count = name.chars().count();
    let (second, _) = name.char_indices().nth(1)?;
    ((2..=4).contains(&count) && name.chars().all(is_syllable)).then(|| name.split_at(second))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn romanised(text: &str) -> String {
        let mut out = String::new();
        for letter in text.chars() {
            if !push_romanised(letter, &mut out) {
                out.push(letter);
            }
        }
        out
    }

    #[test]
    fn syllables_follow_the_revised_romanisation() {
        assert_eq!(romanised("김민준"), "gimminjun");
        assert_eq!(romanised("서울"), "seoul");
        assert_eq!(romanised("x힣"), "xhit");
    }
}
