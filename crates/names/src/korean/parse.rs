//! Cuts a word into Korean syllables, in each way that it can be cut.

use super::kana;
use super::spelling::{FIRST_FINAL, Place, Spelling, Syllable, first_bytes, tables};

/// Longer words than this are no Korean words.
pub(crate) const MOST_SYLLABLES: usize = 6;
/// Ways of cutting one word that are kept, fewest syllables first.
pub(super) const MOST_SEGMENTS: usize = 3;
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

    /// The same before a word that stands apart.
    pub(crate) fn standing_apart(mut self) -> Self {
        let last = (self.length as usize).checked_sub(1);
        if let Some(last) = last.and_then(|place| self.syllables.get_mut(place)) {
            *last = last.standing_apart();
        }
        self
    }

    pub(super) fn push(mut self, syllable: Syllable) -> Option<Self> {
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
    if kana::is_kana(word) {
        return kana::segments(word);
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
    let bytes = first_bytes(rest);
    for initial in tables.initials_by_byte.beginning(rest) {
        let Some((spelling, rest)) = spelled(&tables.initials, *initial, rest, bytes) else {
            continue;
        };
        // "Daesong" is dae-song: an s or t before a vowel begins the next syllable.
        if after_t && spelling.text.is_empty() {
            continue;
        }
        let bytes = first_bytes(rest);
        for vowel in tables.vowels_by_byte.beginning(rest) {
            let Some((spelling, rest)) = spelled(&tables.vowels, *vowel, rest, bytes) else {
                continue;
            };
            let bytes = first_bytes(rest);
            // Each ending counts as a step, also those that are not looked at because they begin otherwise.
            let mut counted = FIRST_FINAL;
            for last in tables.finals_by_byte.beginning(rest) {
                let passed = *last as usize + 1;
                if !take(steps, passed - counted) {
                    return;
                }
                counted = passed;
                let Some((ending, rest)) = spelled(&tables.finals, *last, rest, bytes) else {
                    continue;
                };
                let open = ending.text.is_empty() || ending.text == "h";
                let fits = match spelling.place {
                    Place::Anywhere => true,
                    Place::Open => open,
                    Place::Closed => !open,
                };
                if !fits {
                    continue;
                }
                let syllable = Syllable {
                    initial: *initial,
                    vowel: *vowel,
                    last: *last,
                };
                if let Some(longer) = so_far.push(syllable) {
                    let after_t = ending.usual == 1 << 3;
                    cut(rest, longer, after_t, steps, found);
                }
            }
            if !take(steps, tables.finals_in_words - counted) {
                return;
            }
        }
    }
}

/// A spelling that `rest` begins with, and what follows it.
fn spelled<'a>(
    spellings: &'static [Spelling],
    place: u8,
    rest: &'a str,
    bytes: u64,
) -> Option<(&'static Spelling, &'a str)> {
    let spelling = spellings.get(place as usize)?;
    let begins = spelling.begins(bytes);
    Some((
        spelling,
        rest.get(spelling.text.len()..).filter(|_| begins)?,
    ))
}

/// Takes so many steps; `false` when there are not so many left.
fn take(steps: &mut u32, count: usize) -> bool {
    let left = steps.checked_sub(count as u32);
    *steps = left.unwrap_or(0);
    left.is_some()
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
