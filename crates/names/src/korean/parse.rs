//! Cuts a word into Korean syllables, in each way that it can be cut.

use super::spelling::{Place, Syllable, tables};

/// Longer words than this are no Korean words.
pub(crate) const MOST_SYLLABLES: usize = 6;
/// Ways of cutting one word that are kept, fewest syllables first.
const MOST_SEGMENTS: usize = 3;
const LONGEST_WORD: usize = 28;

/// One way to cut a word into syllables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Segment {
    pub(crate) length: u8,
    pub(crate) syllables: [Syllable; MOST_SYLLABLES],
}

impl Segment {
    pub(crate) fn syllables(&self) -> &[Syllable] {
        &self.syllables[..(self.length as usize).min(MOST_SYLLABLES)]
    }

    fn push(mut self, syllable: Syllable) -> Option<Self> {
        *self.syllables.get_mut(self.length as usize)? = syllable;
        self.length += 1;
        Some(self)
    }
}

/// The ways to read a word as Korean syllables; none for most words of other languages.
/// The word is lower case, without marks; Hangul, Latin or Cyrillic.
pub(crate) fn segments(word: &str) -> Vec<Segment> {
    let mut found = Vec::new();
    if word.is_empty() || word.len() > LONGEST_WORD {
        return found;
    }
    if word.starts_with(|letter| Syllable::of_hangul(letter).is_some()) {
        let cut = word.chars().try_fold(Segment::default(), |cut, letter| {
            cut.push(Syllable::of_hangul(letter)?)
        });
        found.extend(cut);
        return found;
    }
    let mut steps = 4_000;
    cut(word, Segment::default(), false, &mut steps, &mut found);
    found.sort_by_key(|segment| segment.length);
    let fewest = found.first().map_or(0, |segment| segment.length);
    found.retain(|segment| segment.length <= fewest + 1);
    found.truncate(MOST_SEGMENTS);
    found
}

fn cut(rest: &str, so_far: Segment, after_t: bool, steps: &mut u32, found: &mut Vec<Segment>) {
    if rest.is_empty() {
        if !found.contains(&so_far) && found.len() < 24 {
            found.push(so_far);
        }
        return;
    }
    let tables = tables();
    let spelled = |text: &str, place: usize| place >= 19 && rest.starts_with(text);
    for (initial, spelling) in tables.initials.iter().enumerate() {
        let begins = spelled(spelling.text, initial);
        // "Daesong" is dae-song: an s or t before a vowel begins the next syllable.
        if !begins || (after_t && spelling.text.is_empty()) {
            continue;
        }
        let rest = &rest[spelling.text.len()..];
        for (vowel, spelling) in tables.vowels.iter().enumerate().skip(21) {
            if !rest.starts_with(spelling.text) {
                continue;
            }
            let rest = &rest[spelling.text.len()..];
            for (last, ending) in tables.finals.iter().enumerate().skip(8) {
                if *steps == 0 {
                    return;
                }
                *steps -= 1;
                let open = ending.text.is_empty() || ending.text == "h";
                let fits = match spelling.place {
                    Place::Anywhere => true,
                    Place::Open => open,
                    Place::Closed => !open,
                };
                if !fits || !rest.starts_with(ending.text) {
                    continue;
                }
                let syllable = Syllable {
                    initial: initial as u8,
                    vowel: vowel as u8,
                    last: last as u8,
                };
                if let Some(longer) = so_far.push(syllable) {
                    let after_t = ending.usual == 1 << 3;
                    cut(&rest[ending.text.len()..], longer, after_t, steps, found);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn romanised_words_are_cut_into_syllables() {
        for (word, count) in [
            ("yongchol", 2),
            ("kyongchol", 2),
            ("rungrado", 3),
            ("eung", 1),
            ("sangman", 2),
            ("김응순", 3),
            ("ын", 1),
            ("сун", 1),
        ] {
            assert_eq!(
                segments(word).first().map(|cut| cut.length),
                Some(count),
                "{word}"
            );
        }
        for word in ["smith", "vladimir", "schmidt", ""] {
            assert!(segments(word).is_empty(), "{word}");
        }
    }
}
