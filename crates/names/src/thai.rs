//! Thai in Latin letters: syllables, for most of their short vowels are not written.
//!
//! A consonant without a vowel is the end of a syllable, or one with an unwritten o after it (สม, som), or one with an
//! unwritten a (สวัสดิ์, sawat). Which it is cannot be known without a dictionary; counting those that stand together
//! says it for most names. People spell their names by the Royal system, which writes what is heard, or by the letters,
//! as the Indian languages that many names come from do (Charnvirakul): so there are two spellings.

/// By which of the two a name is spelled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// By the Royal system.
    Heard,
    /// By its letters.
    Written,
}

/// A consonant, the vowel written before it, and the signs after it.
#[derive(Clone, Default)]
struct Unit {
    consonant: char,
    before: Option<char>,
    signs: String,
    /// A silenced letter follows: a syllable ends here.
    closes: bool,
}

impl Unit {
    fn is_bare(&self) -> bool {
        self.before.is_none() && self.signs.is_empty()
    }
}

/// Stands for the doubled r that is a vowel.
const DOUBLED_R: char = 'ร';
/// It silences the letter before it.
const SILENCED: char = '์';

fn is_consonant(letter: char) -> bool {
    ('ก'..='ฮ').contains(&letter)
}

fn is_before(letter: char) -> bool {
    matches!(letter, 'เ' | 'แ' | 'โ' | 'ใ' | 'ไ')
}

fn is_sign(letter: char) -> bool {
    // Normalising cuts ำ in two, of which the first is the small circle.
    matches!(letter, 'ะ'..='ู' | '็' | '\u{e4d}')
}

/// Stands where a letter was silenced.
const END: char = '|';

/// Without tones, and without what is silenced.
fn spoken(word: &[char]) -> Vec<char> {
    let mut out: Vec<char> = Vec::with_capacity(word.len());
    for letter in word {
        match *letter {
            '่' | '้' | '๊' | '๋' | 'ๆ' | 'ฯ' => {}
            SILENCED => {
                if out.last().is_some_and(|last| is_sign(*last)) {
                    out.pop();
                }
                let silenced = out.pop();
                // จันทร์, ศาสตร์: what stands before a silenced r, after another consonant, is silent too.
                if let [.., before, last] = *out
                    && silenced == Some('ร')
                    && matches!(last, 'ท' | 'ต' | 'ด')
                    && is_consonant(before)
                {
                    out.pop();
                }
                out.push(END);
            }
            letter => out.push(letter),
        }
    }
    out
}

fn units(word: &[char]) -> Vec<Unit> {
    let letters = spoken(word);
    let mut units: Vec<Unit> = Vec::new();
    let mut before = None;
    let mut at = 0;
    while let Some(letter) = letters.get(at).copied() {
        let next = letters.get(at + 1).copied();
        // The vowel around เกรียง begins before the first of two consonants.
        let around = match units.as_slice() {
            [.., first, last] if last.before.is_none() && first.signs.is_empty() => first.before,
            _ => None,
        };
        let last = units.last_mut().filter(|_| before.is_none());
        at += 1;
        if letter == END {
            if let Some(last) = last {
                last.closes = true;
            }
        } else if is_before(letter) {
            before = Some(letter);
        } else if is_sign(letter) {
            if let Some(last) = last {
                last.signs.push(letter);
            }
        } else if letter == 'ฤ' {
            units.push(Unit {
                consonant: 'ร',
                before: None,
                signs: "ิ".to_owned(),
                closes: false,
            });
        } else if is_consonant(letter) {
            if let Some(last) = last {
                if letter == 'ร' && next == Some('ร') && last.is_bare() {
                    last.signs.push(DOUBLED_R);
                    at += 1;
                    continue;
                }
                let carries = next.is_some_and(is_sign);
                let is_vowel = match letter {
                    'อ' => {
                        !carries
                            && (last.is_bare()
                                || matches!(&*last.signs, "ื" | "็")
                                || last.before == Some('เ') && last.signs.is_empty())
                    }
                    'ว' => last.signs == "ั",
                    'ย' => !carries && last.before.or(around) == Some('เ') && last.signs == "ี",
                    _ => false,
                };
                if is_vowel {
                    last.signs.push(letter);
                    continue;
                }
                if letter == 'ย' && !carries && last.before == Some('ไ') {
                    continue;
                }
            }
            units.push(Unit {
                consonant: letter,
                before: before.take(),
                signs: String::new(),
                closes: false,
            });
        }
    }
    units
}

impl Spelling {
    fn onset(self, consonant: char) -> &'static str {
        let by_letter = self == Self::Written;
        match consonant {
            'ก' => "k",
            'ข' | 'ฃ' | 'ค' | 'ฅ' | 'ฆ' => {
                if by_letter {
                    "k"
                } else {
                    "kh"
                }
            }
            'ง' => "ng",
            'จ' => {
                if by_letter {
                    "j"
                } else {
                    "ch"
                }
            }
            'ฉ' | 'ช' | 'ฌ' => "ch",
            'ซ' | 'ศ' | 'ษ' | 'ส' => "s",
            'ญ' | 'ย' => "y",
            'ฎ' | 'ด' => "d",
            'ฏ' | 'ต' => "t",
            'ฐ' | 'ฑ' | 'ฒ' | 'ถ' | 'ท' | 'ธ' => "th",
            'ณ' | 'น' => "n",
            'บ' => "b",
            'ป' => "p",
            // "ph" is an f to most languages.
            'ผ' | 'พ' | 'ภ' => {
                if by_letter {
                    "p"
                } else {
                    "ph"
                }
            }
            'ฝ' | 'ฟ' => "f",
            'ม' => "m",
            'ร' => "r",
            'ล' | 'ฬ' => "l",
            'ว' => {
                if by_letter {
                    "v"
                } else {
                    "w"
                }
            }
            'ห' | 'ฮ' => "h",
            _ => "",
        }
    }

    /// Thai ends syllables in few sounds.
    fn ending(self, consonant: char) -> &'static str {
        match (consonant, self) {
            ('ย', _) => "i",
            ('ว', Self::Heard) => "o",
            ('ว', Self::Written) => "w",
            ('ร' | 'ล' | 'ฬ', Self::Written) => {
                if consonant == 'ร' {
                    "r"
                } else {
                    "l"
                }
            }
            ('ส' | 'ศ' | 'ษ', Self::Written) => "s",
            ('ก' | 'ข' | 'ค' | 'ฆ', _) => "k",
            ('ง', _) => "ng",
            ('ญ' | 'ณ' | 'น' | 'ร' | 'ล' | 'ฬ', _) => "n",
            ('บ' | 'ป' | 'พ' | 'ฟ' | 'ภ', _) => "p",
            ('ม', _) => "m",
            ('ห' | 'อ' | 'ฮ', _) => "",
            _ => "t",
        }
    }
}

fn vowel(before: Option<char>, signs: &str) -> &'static str {
    match (before, signs) {
        (Some('เ'), "ีย") => "ia",
        (Some('เ'), "ือ") => "uea",
        (Some('เ'), "า") => "ao",
        (Some('เ'), "าะ") => "o",
        (Some('เ'), "ิ" | "อ" | "ื") => "oe",
        (Some('เ'), _) => "e",
        (Some('แ'), _) => "ae",
        (Some('โ'), _) => "o",
        (Some(_), _) => "ai",
        (None, "ำ" | "\u{e4d}า") => "am",
        (None, "ิ" | "ี") => "i",
        (None, "ึ" | "ื" | "ือ") => "ue",
        (None, "ุ" | "ู") => "u",
        (None, "ัว" | "ัวะ") => "ua",
        (None, "อ" | "็อ") => "o",
        (None, _) => "a",
    }
}

/// Two consonants that begin a syllable together.
fn are_a_cluster(first: char, second: char) -> bool {
    matches!(second, 'ร' | 'ล')
        && matches!(
            first,
            'ก' | 'ข'
                | 'ค'
                | 'ต'
                | 'ป'
                | 'ผ'
                | 'พ'
                | 'ศ'
                | 'ส'
                | 'ท'
                | 'ด'
                | 'บ'
                | 'ฟ'
        )
        || second == 'ว' && matches!(first, 'ก' | 'ข' | 'ค')
}

/// ห before these only sets the tone.
fn is_led(first: char, second: char) -> bool {
    first == 'ห' && matches!(second, 'ง' | 'ญ' | 'น' | 'ม' | 'ย' | 'ร' | 'ล' | 'ว')
}

struct Speller<'a> {
    units: &'a [Unit],
    spelling: Spelling,
    out: &'a mut String,
    at: usize,
}

/// A word in Latin letters.
pub(crate) fn romanise(word: &[char], spelling: Spelling, out: &mut String) {
    let units = units(word);
    let mut speller = Speller {
        units: &units,
        spelling,
        out,
        at: 0,
    };
    while speller.at < units.len() {
        if units[speller.at].is_bare() {
            speller.bare();
        } else {
            speller.vowelled();
        }
    }
}

impl Speller<'_> {
    fn consonant(&self, place: usize) -> Option<char> {
        self.units.get(place).map(|unit| unit.consonant)
    }

    /// How many consonants without vowels follow one another from here on, up to a silenced letter.
    fn run(&self) -> usize {
        let rest = self.units.get(self.at..).unwrap_or_default();
        let mut bare = rest.iter().take_while(|unit| unit.is_bare()).count();
        // Of "วัฒนประภา" the p begins the next syllable together with its r.
        let begins_next = |last: &Unit, next: &Unit| {
            next.before.is_none() && are_a_cluster(last.consonant, next.consonant)
        };
        if bare > 0
            && let (Some(last), Some(next)) = (rest.get(bare - 1), rest.get(bare))
            && begins_next(last, next)
        {
            bare -= 1;
        }
        let closed = rest[..bare].iter().position(|unit| unit.closes);
        closed.map_or(bare, |place| place + 1)
    }

    fn closes_at(&self, place: usize) -> bool {
        self.units.get(place).is_some_and(|unit| unit.closes)
    }

    fn ends_after(&self, count: usize) -> bool {
        self.at + count >= self.units.len()
    }

    fn begin(&mut self, consonant: char) {
        self.out.push_str(self.spelling.onset(consonant));
    }

    /// The next consonant ends the syllable.
    fn end(&mut self) {
        if let Some(consonant) = self.consonant(self.at) {
            self.out.push_str(self.spelling.ending(consonant));
            self.at += 1;
        }
    }

    /// The first consonants of a syllable: the second of them carries the vowel.
    fn begin_with_two(&mut self, first: char, second: char) {
        if is_led(first, second) {
            self.begin(second);
            return;
        }
        self.begin(first);
        // ศ and ส swallow an r that is only written.
        let swallows =
            second == 'ร' && matches!(first, 'ศ' | 'ส') && self.spelling == Spelling::Heard;
        if !are_a_cluster(first, second) {
            self.out.push('a');
        }
        if !swallows {
            self.begin(second);
        }
    }

    fn vowelled(&mut self) {
        let unit = &self.units[self.at];
        let (before, mut signs) = (unit.before, unit.signs.as_str());
        let next = self.units.get(self.at + 1);
        // เจริญ, เกรียง: the vowel that is written before the first consonant is spoken after the second.
        let goes_on = next.filter(|next| {
            let together = are_a_cluster(unit.consonant, next.consonant)
                || is_led(unit.consonant, next.consonant);
            let followed = self.units.get(self.at + 2).is_some_and(Unit::is_bare);
            let carries = match (before, next.signs.as_str()) {
                (Some('เ'), "ีย" | "ือ") => true,
                (Some('เ'), "ิ") => followed,
                (Some('เ'), "ี") => is_led(unit.consonant, next.consonant),
                (Some('เ'), "ื" | "า" | "อ") | (Some('เ' | 'แ'), "็") => together,
                _ => next.is_bare() && together && !self.ends_after(2),
            };
            before.is_some() && signs.is_empty() && next.before.is_none() && carries
        });
        self.at += 1;
        match goes_on {
            Some(next) => {
                signs = next.signs.as_str();
                self.begin_with_two(unit.consonant, next.consonant);
                self.at += 1;
            }
            None => self.begin(unit.consonant),
        }
        let sound = vowel(before, signs);
        self.out.push_str(sound);
        let run = self.run();
        let next = self.consonant(self.at);
        if signs == "ั" || signs == "รร" || signs == "ร" {
            match (run, next) {
                (0, Some(consonant)) if signs == "ั" => {
                    self.out.push_str(self.spelling.ending(consonant));
                    self.drop_silent_vowel();
                }
                (0, _) => self.out.push('n'),
                _ => self.end(),
            }
            return;
        }
        if sound == "ai" || sound == "am" || sound == "ao" {
            return;
        }
        let short = matches!(sound, "i" | "u") && before.is_none();
        match (run, next) {
            (0, Some('ต' | 'ธ' | 'ด' | 'ท')) if !short => {
                let consonant = next.unwrap_or_default();
                let length = self.out.len();
                self.out.push_str(self.spelling.ending(consonant));
                if !self.drop_silent_vowel() {
                    self.out.truncate(length);
                }
            }
            // วีรกูล is wi-ra-kun, ปิยบุตร pi-ya-but.
            (1, Some('ร' | 'ย')) if short && !self.ends_after(1) && !self.closes_at(self.at) => {
            }
            (1, _) => self.end(),
            // มิตร, เพชร: the r is written only.
            (2, Some('ต' | 'ท' | 'ช'))
                if self.ends_after(2) && self.consonant(self.at + 1) == Some('ร') =>
            {
                self.end()
            }
            (run, _) if run % 2 == 1 => self.end(),
            _ => {}
        }
    }

    /// The i and u that end ชาติ and ธาตุ are not spoken.
    fn drop_silent_vowel(&mut self) -> bool {
        let is_silent = self.ends_after(1)
            && self
                .units
                .get(self.at)
                .is_some_and(|unit| unit.before.is_none() && matches!(&*unit.signs, "ิ" | "ุ"));
        if is_silent {
            self.at += 1;
        }
        is_silent
    }

    fn bare(&mut self) {
        let run = self.run().max(1);
        let first = self.units[self.at].consonant;
        let second = self.consonant(self.at + 1);
        if run == 1 {
            let closes = self.closes_at(self.at);
            self.at += 1;
            match second.filter(|_| !closes) {
                // What ends the name after another ending is not spoken.
                None if first == 'ร' && self.spelling == Spelling::Written => {
                    self.out.push_str("ra")
                }
                None => {}
                Some(second) => {
                    let together = are_a_cluster(first, second) || is_led(first, second);
                    let joins = self.units[self.at].before.is_none();
                    if !is_led(first, second) || !joins {
                        self.begin(first);
                    }
                    if !together || !joins {
                        self.out.push('a');
                    }
                }
            }
            return;
        }
        let Some(second) = second else { return };
        if run % 2 == 1 && second == 'ว' {
            // ดวง: between two consonants it is "ua".
            self.begin(first);
            self.out.push_str("ua");
            self.at += 2;
            self.end();
        } else if run == 3 && (are_a_cluster(first, second) || is_led(first, second)) {
            self.begin_with_two(first, second);
            self.out.push('o');
            self.at += 2;
            self.end();
        } else if run % 2 == 1 {
            self.begin(first);
            self.out.push('a');
            self.at += 1;
        } else {
            self.begin(first);
            self.out.push('o');
            self.at += 1;
            let is_r = second == 'ร' && self.spelling == Spelling::Written;
            self.end();
            if is_r {
                // พร is spelled Porn.
                self.out.push('n');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unwritten_vowels_are_spoken() {
        for (thai, heard, written) in [
            ("สมชาย", "somchai", "somchai"),
            ("วงศ์สวัสดิ์", "wongsawat", "vongsavas"),
            ("ทวีสิน", "thawisin", "thavisin"),
            ("อนุทิน", "anuthin", "anuthin"),
            ("ชาญวีรกูล", "chanwirakun", "chanvirakul"),
            ("ธรรม", "tham", "tham"),
            ("สุวรรณ", "suwan", "suvan"),
            ("จันทร์โอชา", "chanocha", "janocha"),
            ("พนมยงค์", "phanomyong", "panomyong"),
            ("ศิริพร", "siriphon", "siriporn"),
            ("ชาติ", "chat", "chat"),
            ("ดวง", "duang", "duang"),
            ("เจริญ", "charoen", "jaroen"),
            ("ทักษิณ", "thaksin", "thaksin"),
            ("แพทองธาร", "phaethongthan", "paethongthar"),
            ("เกรียงศักดิ์", "kriangsak", "kriangsak"),
            ("วัฒนประภา", "watnaprapha", "vatnaprapa"),
            ("เสรี", "seri", "seri"),
            ("ชินวัตร", "chinwat", "chinvatra"),
        ] {
            let letters: Vec<char> = thai.chars().collect();
            for (spelling, latin) in [(Spelling::Heard, heard), (Spelling::Written, written)] {
                let mut out = String::new();
                romanise(&letters, spelling, &mut out);
                assert_eq!(out, latin, "{thai}");
            }
        }
    }
}
