//! Korean names in kana: 정은 is ジョンウン.
//!
//! Kana have one letter for many Korean sounds, and write what is heard: an ending before a vowel goes over to it, and
//! an h between them is lost, so that 근혜 is クネ. So a word is cut in each way that it can be, and each letter stands
//! for all the sounds that it may be meant to.

use std::sync::OnceLock;

use super::parse::{MOST_SEGMENTS, Segment};
use super::spelling::{Spelling, Syllable, tables};

/// Katakana without marks of length, where the text is in kana: hiragana has the same order, 0x60 before.
pub(super) fn plain(word: &str) -> String {
    let katakana = |letter: char| match letter as u32 {
        code @ 0x3041..=0x3096 => char::from_u32(code + 0x60).unwrap_or(letter),
        _ => letter,
    };
    let letters = word.chars().filter(|letter| *letter != 'ー');
    letters.map(katakana).collect()
}

/// Whether a word is in plain katakana.
pub(super) fn is_kana(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|letter| ('ァ'..='ヺ').contains(&letter))
}

/// Whether a word may begin so: small letters and ン follow others.
pub(super) fn may_begin(word: &str) -> bool {
    !word.starts_with(['ァ', 'ィ', 'ゥ', 'ェ', 'ォ', 'ャ', 'ュ', 'ョ', 'ッ', 'ン'])
}

/// Consonants, and the letters that begin with them and end in a, i, u, e, o. The consonant is the text of a spelling.
const ROWS: [(&str, &str); 15] = [
    ("ア", "アイウエオ"),
    ("カ", "カキクケコ"),
    ("ガ", "ガギグゲゴ"),
    ("サ", "サシスセソ"),
    ("ジ", "ザジズゼゾ"),
    ("タ", "タ..テト"),
    ("チ", ".チツ.."),
    ("ダ", "ダ..デド"),
    ("ジ", ".ヂヅ.."),
    ("ナ", "ナニヌネノ"),
    ("ハ", "ハヒフヘホ"),
    ("バ", "バビブベボ"),
    ("パ", "パピプペポ"),
    ("マ", "マミムメモ"),
    ("ラ", "ラリルレロ"),
];
const VOWELS: [&str; 5] = ["ア", "イ", "ウ", "エ", "オ"];

/// One beat of a word: a consonant and a vowel, or ン or ッ with no vowel.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Beat {
    consonant: &'static str,
    vowel: &'static str,
}

impl Beat {
    fn of(letter: char) -> Option<Self> {
        let alone = |consonant, vowel| Some(Self { consonant, vowel });
        match letter {
            'ン' => return alone("ン", ""),
            'ッ' => return alone("ッ", ""),
            'ヤ' => return alone("ア", "ヤ"),
            'ユ' => return alone("ア", "ユ"),
            'ヨ' => return alone("ア", "ヨ"),
            'ワ' => return alone("ア", "ワ"),
            'ヲ' => return alone("ア", "オ"),
            'ヴ' => return alone("バ", "ウ"),
            _ => {}
        }
        ROWS.iter().find_map(|(consonant, row)| {
            let place = row.chars().position(|known| known == letter)?;
            let vowel = VOWELS.get(place)?;
            alone(consonant, vowel)
        })
    }

    /// With the small letter after it: キョ, クォ, ティ.
    fn with_small(self, small: char) -> Option<Self> {
        // These sounds swallow what makes キ and キョ two.
        let hissing = matches!(self.consonant, "チ" | "ジ");
        let vowel = match (self.vowel, small) {
            ("イ" | "エ", 'ャ') if hissing => "チャ",
            ("イ" | "エ", 'ュ') if hissing => "チュ",
            ("イ" | "エ", 'ョ') if hissing => "チョ",
            ("イ" | "エ" | "ウ", 'ャ') => "ヤ",
            ("イ" | "エ" | "ウ", 'ュ') => "ユ",
            ("イ" | "エ" | "ウ", 'ョ') => "ヨ",
            ("イ", 'ェ') if hissing || self.consonant == "サ" => "エ",
            ("イ", 'ェ') => "イェ",
            ("ウ", 'ァ') => "ワ",
            ("ウ", 'ィ') => "ウィ",
            ("ウ", 'ェ') => "ウェ",
            ("ウ", 'ォ') => "ウォ",
            ("エ", 'ィ') => "イ",
            ("オ", 'ゥ') => "ウ",
            _ => return None,
        };
        Some(Self { vowel, ..self })
    }

    /// The ending that it stands for after another beat: カム is 감, テク is 택.
    fn as_ending(self) -> Option<&'static str> {
        match (self.consonant, self.vowel) {
            ("ン", _) => Some("ン"),
            ("ッ", _) => Some("ッ"),
            ("マ", "ウ") => Some("ム"),
            ("ラ", "ウ") => Some("ル"),
            ("カ" | "ガ", "ウ") => Some("ク"),
            ("パ" | "バ", "ウ") => Some("プ"),
            _ => None,
        }
    }

    /// The ending that has gone over to its vowel: 선희 is ソニ.
    fn as_link(self) -> Option<&'static str> {
        Some(match self.consonant {
            "ナ" => "ナ",
            "マ" => "ム",
            "ラ" => "ル",
            "カ" | "ガ" => "ク",
            "パ" | "バ" => "プ",
            _ => return None,
        })
    }
}

fn beats(word: &str) -> Option<Vec<Beat>> {
    let mut beats: Vec<Beat> = Vec::new();
    for letter in word.chars() {
        if matches!(
            letter,
            'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ャ' | 'ュ' | 'ョ'
        ) {
            let before = beats.pop()?;
            beats.push(before.with_small(letter)?);
        } else {
            beats.push(Beat::of(letter)?);
        }
    }
    Some(beats)
}

/// Where the spellings in kana stand in the tables.
struct Places {
    initials: Vec<(&'static str, u8)>,
    vowels: Vec<(&'static str, u8)>,
    finals: Vec<(&'static str, u8)>,
}

fn places() -> &'static Places {
    static PLACES: OnceLock<Places> = OnceLock::new();
    PLACES.get_or_init(|| {
        let of = |spellings: &'static [Spelling]| {
            let texts = spellings.iter().map(|spelling| spelling.text).zip(0u8..);
            texts.filter(|(text, _)| is_kana(text)).collect()
        };
        let tables = tables();
        Places {
            initials: of(&tables.initials),
            vowels: of(&tables.vowels),
            finals: of(&tables.finals[..tables.finals_in_words]),
        }
    })
}

/// The place of "no ending" among the finals.
const OPEN: u8 = 0;
/// Before this vowel an ending has gone over.
const LINKED: &str = "ンア";
const MOST_BEATS: usize = 12;

fn place_of(known: &[(&'static str, u8)], text: &str) -> Option<u8> {
    let found = known.iter().find(|(known, _)| *known == text)?;
    Some(found.1)
}

/// The ways to read a word in plain katakana as Korean syllables, the likeliest first.
pub(super) fn segments(word: &str) -> Vec<Segment> {
    let mut found = Vec::new();
    if let Some(beats) = beats(word).filter(|beats| beats.len() <= MOST_BEATS) {
        cut(&beats, None, Segment::default(), 0, &mut found);
    }
    // Most given names have two syllables, and where no ending need have gone over, none has.
    found.sort_by_key(|(links, cut): &(u8, Segment)| (cut.length != 2, *links, cut.length));
    let mut found: Vec<Segment> = found.into_iter().map(|(_, cut)| cut).collect();
    found.truncate(MOST_SEGMENTS + 1);
    found
}

/// `link`: an ending that went over to the first beat.
fn cut(
    beats: &[Beat],
    link: Option<&'static str>,
    so_far: Segment,
    links: u8,
    found: &mut Vec<(u8, Segment)>,
) {
    const MOST_FOUND: usize = 32;
    let [beat, rest @ ..] = beats else {
        if so_far.length > 0 && found.len() < MOST_FOUND {
            found.push((links, so_far));
        }
        return;
    };
    let places = places();
    let softened = matches!(beat.vowel, "ヤ" | "ユ" | "ヨ" | "イ");
    let initial = match (link, beat.consonant) {
        (Some(_), _) => LINKED,
        // An n is put in before i and y: 석열 is ソンニョル.
        (None, "ナ") if softened => "ニ",
        (None, consonant) => consonant,
    };
    let (Some(initial), Some(vowel)) = (
        place_of(&places.initials, initial),
        place_of(&places.vowels, beat.vowel),
    ) else {
        return;
    };
    let mut go_on = |last: u8, rest: &[Beat], link: Option<&'static str>| {
        let syllable = Syllable {
            initial,
            vowel,
            last,
        };
        if let Some(longer) = so_far.push(syllable) {
            cut(rest, link, longer, links + u8::from(link.is_some()), found);
        }
    };
    if let Some(next) = rest.first() {
        if let Some(last) = next.as_ending().and_then(|it| place_of(&places.finals, it)) {
            go_on(last, &rest[1..], None);
        }
        if let Some(link) = next.as_link()
            && let Some(last) = place_of(&places.finals, link)
        {
            go_on(last, rest, Some(link));
        }
    }
    go_on(OPEN, rest, None);
}

#[cfg(test)]
mod tests {
    use super::super::segment_cost;
    use super::*;

    #[test]
    fn kana_are_cut_into_the_syllables_that_they_spell() {
        for (kana, hangul) in [
            ("ジョンウン", "정은"),
            ("ウンスン", "응순"),
            ("クネ", "근혜"),
            ("デジュン", "대중"),
            ("ソンニョル", "석열"),
            ("ヒョヌ", "현우"),
            ("チャヌク", "찬욱"),
            ("ヘギョ", "혜교"),
            ("ウォンビン", "원빈"),
            ("ドゥファン", "두환"),
        ] {
            let cuts = segments(kana);
            let read = super::super::parse::segments(hangul);
            assert!(
                cuts.iter().any(|cut| segment_cost(cut, &read[0]).is_some()),
                "{kana}"
            );
        }
        assert!(segments("ンア").is_empty());
    }
}
