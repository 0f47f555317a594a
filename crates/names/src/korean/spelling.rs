//! What the letters of a syllable may stand for.
//!
//! Initials, vowels and finals are sets of jamo: bit *n* is the *n*-th of Unicode's order. Each spelling has the
//! jamo it usually stands for, and those that it may stand for.

use std::sync::OnceLock;

/// One syllable: places in the tables of initials, vowels and finals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Syllable {
    pub(crate) initial: u8,
    pub(crate) vowel: u8,
    pub(crate) last: u8,
}

/// Where a vowel spelling may stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Anywhere,
    Open,
    Closed,
}

pub(crate) struct Spelling {
    pub(crate) text: &'static str,
    /// The bytes of the text, first lowest, and which they are.
    bytes: u64,
    mask: u64,
    pub(crate) usual: u32,
    pub(crate) possible: u32,
    pub(crate) place: Place,
}

/// The first eight bytes of a text, first lowest: spellings are shorter.
pub(crate) fn first_bytes(text: &str) -> u64 {
    text.bytes()
        .take(8)
        .rev()
        .fold(0, |all, byte| all << 8 | u64::from(byte))
}

impl Spelling {
    /// Whether a text with these first bytes begins with it.
    #[inline]
    pub(crate) fn begins(&self, bytes: u64) -> bool {
        bytes & self.mask == self.bytes
    }
}

const INITIALS: &str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const VOWELS: &str = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
/// Finals as they are spoken: none, ㄱ, ㄴ, ㄷ, ㄹ, ㅁ, ㅂ, ㅇ.
const FINALS: &str = "-ㄱㄴㄷㄹㅁㅂㅇ";
const SPOKEN_FINAL: [u8; 28] = [
    0, 1, 1, 1, 2, 2, 2, 3, 4, 1, 5, 4, 4, 4, 6, 4, 5, 6, 6, 3, 3, 7, 3, 3, 1, 3, 6, 3,
];

/// `spelling usual [possible]`: Latin spellings of all systems in use.
const INITIAL_SPELLINGS: &str = "\
g ㄱ ㄲㅋ;k ㄱㅋ ㄲ;kk ㄲ ㄱㅋ;gg ㄲ ㄱ;kh ㅋ ㄱ;gh ㄱ;q ㅋ ㄱ;c ㅋ ㄱㅈ;n ㄴ ㄹ;d ㄷ ㄸㅌ;t ㄷㅌ ㄸ;tt ㄸ ㄷ;dd ㄸ ㄷ;th ㅌ ㄷ;\
r ㄹ ㄴㅇ;l ㄹ ㄴㅇ;rh ㄹ ㄴㅇ;m ㅁ;b ㅂ ㅃㅍ;p ㅂㅍ ㅃ;pp ㅃ ㅂ;bb ㅃ ㅂ;ph ㅍ ㅂ;f ㅍ ㅎ;v ㅂ ㅍ;s ㅅ ㅆ;ss ㅆ ㅅ;sh ㅅ ㅆ;\
- ㅇ ㄹ;j ㅈ ㅉㅊ;jj ㅉ ㅈ;z ㅈ;zh ㅈ ㅊ;ch ㅈㅊ ㅉ;tch ㅊ ㅈㅉ;ts ㅊ ㅈ;tj ㅉ;cc ㅉ;dj ㅈ;jh ㅈ;h ㅎ;x ㅅ;nn ㄴ;ll ㄹ;\
кк ㄲ;кх ㅋ;к ㄱ ㅋ;г ㄱ;н ㄴ ㄹ;тт ㄸ;тх ㅌ;т ㄷ ㅌㅈ;д ㄷ;р ㄹ ㄴ;л ㄹ ㄴ;м ㅁ;пп ㅃ;пх ㅍ;п ㅂ ㅍ;б ㅂ;сс ㅆ;с ㅅ ㅆ;ш ㅅ;\
чч ㅉ;чх ㅊ;ч ㅈ ㅊ;чж ㅈ;дж ㅈ;ц ㅊ ㅈ;цх ㅊ;х ㅎ;хв ㅎ;в ㅂ;\
カ ㄱㅋ ㄲ;ガ ㄱ ㄲㅋ;サ ㅅㅆ;タ ㄷㅌ ㄸ;ダ ㄷ ㄸㅌ;チ ㅈㅊ ㅉ;ジ ㅈ ㅉㅊ;ナ ㄴ ㄹ;ニ ㄴ ㄹㅇ;ハ ㅎ;バ ㅂ ㅃㅍ;パ ㅂㅍ ㅃ;マ ㅁ;ラ ㄹ ㄴ;ア ㅇ;ンア ㅇㅎ";
const VOWEL_SPELLINGS: &str = "\
a ㅏ;ah ㅏ;aa ㅏ;ar ㅏ;ae ㅐ ㅔ;ai ㅐ;ay ㅐ;e ㅔ ㅐㅖㅓ;eh ㅔ ㅐ;ei ㅔ ㅐ;ey ㅔ;ea ㅐ ㅔㅣ;ya ㅑ;yah ㅑ;ia ㅑ;yae ㅒ;yai ㅒ;eo ㅓ;eoh ㅓ;\
uh ㅓ ㅜ;ur ㅓ;er ㅓ;ue ㅓ ㅜ;o ㅗㅓ;oh ㅗ ㅓ;oe ㅚ ㅗㅓ;yeo ㅕ;yeoh ㅕ;yuh ㅕ;yeu ㅕ;ieo ㅕ;yo ㅛㅕ;yoh ㅛ;you ㅕ ㅛㅠ;io ㅛ ㅕ;yoe ㅕ;\
ye ㅖ ㅕ;yeh ㅖ;yea ㅖ;ie ㅣ ㅖㅔ;wa ㅘ;wah ㅘ;ua ㅘ;oa ㅘ;wae ㅙ;wai ㅙ;oae ㅙ;oi ㅚ ㅗ;oy ㅚ;we ㅞ ㅙㅚㅝ;way ㅙ;wey ㅞ;yey ㅖ;yay ㅒ;wo ㅝ ㅗ;weo ㅝ;uo ㅝ;wu ㅜ;woo ㅜ;wou ㅜ;\
oo ㅜ;ou ㅜ ㅗㅓ;wi ㅟ;wee ㅟ;wie ㅟ;yu ㅠ ㅕ;yoo ㅠ;yuu ㅠ;iu ㅠ;ew ㅠ;eu ㅡ ㅓ;ui ㅢ ㅟ;eui ㅢ;uy ㅢ;i ㅣ ㅢ;ee ㅣ ㅢ;y ㅣ ㅢ;yi ㅣ ㅢ;ii ㅣ;ih ㅣ;yee ㅣ;oui ㅟ;uee ㅟ;\
u( ㅜ ㅡㅠ;u) ㅜㅡㅓ;yeou ㅕ;\
а ㅏ;я ㅑ ㅐ;э ㅐㅔ ㅓ;е ㅔㅓㅕ ㅐㅖ;ё ㅛㅕ ㅓ;о ㅗㅓ;у ㅜ;ю ㅠ;ы ㅡ;и ㅣ ㅢ;ый ㅢ;ва ㅘ;вэ ㅙㅞ ㅚ;ве ㅚㅞ ㅙ;во ㅝ;ви ㅟ;ой ㅚ;ое ㅚ;ай ㅐ;йе ㅖ;уй ㅟ;\
ア ㅏ;イ ㅣ ㅢ;ウ ㅜㅡ;エ ㅐㅔ ㅖㅚ;オ ㅓㅗ;ヤ ㅑ;ユ ㅠ;ヨ ㅕㅛ;イェ ㅖ;ワ ㅘ;ウィ ㅟㅢ;ウェ ㅙㅚㅞ;ウォ ㅝ;チャ ㅏㅑ;チュ ㅜㅠ ㅡ;チョ ㅓㅕㅗㅛ";
const FINAL_SPELLINGS: &str = "\
- -;k ㄱ;g ㄱ;ck ㄱ;c ㄱ;kk ㄱ;n ㄴ;nn ㄴ;t ㄷ;d ㄷ;s ㄷ;tt ㄷ;l ㄹ;r ㄹ;ll ㄹ;m ㅁ;mm ㅁ;p ㅂ;b ㅂ;ng ㅇ;h -;\
к ㄱ;н ㄴㅇ;нъ ㅇ;нг ㅇ;т ㄷ;ль ㄹ;л ㄹ;р ㄹ;м ㅁ;п ㅂ;й -;\
ン ㄴㅇ ㅁ;ッ ㄱㄷㅂ;ク ㄱ;プ ㅂ;ム ㅁ;ル ㄹ;ナ ㄴ";

/// The spoken finals come before their spellings.
pub(crate) const FIRST_FINAL: usize = 8;

pub(crate) struct Tables {
    pub(crate) initials: Vec<Spelling>,
    pub(crate) vowels: Vec<Spelling>,
    /// Those inside a word or before a hyphen, and then the spelled ones again before a word that stands apart, which
    /// nobody spells as what comes next makes them sound.
    pub(crate) finals: Vec<Spelling>,
    pub(crate) finals_in_words: usize,
    /// Places of the spellings that a text may begin with, by its first byte.
    pub(crate) initials_by_byte: ByByte,
    pub(crate) vowels_by_byte: ByByte,
    pub(crate) finals_by_byte: ByByte,
    initial_cost: Vec<u8>,
    vowel_cost: Vec<u8>,
    final_cost: Vec<u8>,
}

/// Spellings by the first byte of a text, in their order; those of no letters are in every list.
pub(crate) struct ByByte {
    places: Vec<Vec<u8>>,
}

impl ByByte {
    /// Without the jamo themselves, which are no spellings.
    fn of(spellings: &[Spelling], jamo: &str) -> Self {
        let begins = |spelling: &Spelling, byte: u8| {
            let first = spelling.text.bytes().next();
            first.is_none_or(|first| first == byte)
        };
        let places = |byte: u8| {
            spellings
                .iter()
                .enumerate()
                .skip(jamo.chars().count())
                .filter(|(_, spelling)| begins(spelling, byte))
                .map(|(place, _)| place as u8)
                .collect()
        };
        Self {
            places: (0..=255).map(places).collect(),
        }
    }

    /// Places of what `text` may begin with.
    pub(crate) fn beginning(&self, text: &str) -> &[u8] {
        // No spelling begins with this byte, so that of nothing only the empty spellings are a beginning.
        let byte = text.bytes().next().unwrap_or(0);
        self.places.get(byte as usize).map_or(&[], Vec::as_slice)
    }
}

/// Costs in hundredths; this much or more is a different sound.
pub(crate) const DIFFERENT: u8 = 100;

pub(crate) fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(Tables::new)
}

impl Tables {
    fn new() -> Self {
        let initials = read(INITIALS, INITIAL_SPELLINGS);
        let vowels = read(VOWELS, VOWEL_SPELLINGS);
        let mut finals = read(FINALS, FINAL_SPELLINGS);
        let finals_by_byte = ByByte::of(&finals, FINALS);
        let finals_in_words = finals.len();
        finals.extend(read(FINALS, FINAL_SPELLINGS).drain(FIRST_FINAL..));
        Self {
            initials_by_byte: ByByte::of(&initials, INITIALS),
            vowels_by_byte: ByByte::of(&vowels, VOWELS),
            finals_by_byte,
            finals_in_words,
            initial_cost: costs(&initials, |_, _| false),
            vowel_cost: costs(&vowels, near_vowels),
            final_cost: costs(&finals, |_, _| false),
            initials,
            vowels,
            finals,
        }
    }

    pub(crate) fn initial_cost(&self, a: u8, b: u8) -> u8 {
        cost_at(&self.initial_cost, self.initials.len(), a, b)
    }

    pub(crate) fn vowel_cost(&self, a: u8, b: u8) -> u8 {
        cost_at(&self.vowel_cost, self.vowels.len(), a, b)
    }

    pub(crate) fn final_cost(&self, a: u8, b: u8) -> u8 {
        cost_at(&self.final_cost, self.finals.len(), a, b)
    }
}

fn cost_at(costs: &[u8], width: usize, a: u8, b: u8) -> u8 {
    costs
        .get(a as usize * width + b as usize)
        .copied()
        .unwrap_or(DIFFERENT)
}

/// The jamo themselves come first, so that a Hangul syllable is its own spelling.
fn read(jamo: &'static str, spellings: &'static str) -> Vec<Spelling> {
    let set = |letters: &str| {
        letters.chars().fold(0, |set, letter| {
            set | jamo
                .chars()
                .position(|known| known == letter)
                .map_or(0, |place| 1 << place)
        })
    };
    let own = (0..jamo.chars().count()).map(|place| Spelling {
        text: "",
        bytes: 0,
        mask: 0,
        usual: 1 << place,
        possible: 1 << place,
        place: Place::Anywhere,
    });
    let spelled = spellings.split(';').map(|row| {
        let mut fields = row.trim().split(' ');
        let text = fields.next().unwrap_or_default();
        let usual = set(fields.next().unwrap_or_default());
        let possible = usual | set(fields.next().unwrap_or_default());
        let (text, place) = match (text, text.strip_suffix('('), text.strip_suffix(')')) {
            ("-", _, _) => ("", Place::Anywhere),
            (_, Some(text), _) => (text, Place::Open),
            (_, _, Some(text)) => (text, Place::Closed),
            _ => (text, Place::Anywhere),
        };
        Spelling {
            text,
            bytes: first_bytes(text),
            mask: u64::MAX
                .checked_shr(64 - 8 * text.len() as u32)
                .unwrap_or(0),
            usual,
            possible,
            place,
        }
    });
    own.chain(spelled).collect()
}

fn costs(spellings: &[Spelling], near: fn(u32, u32) -> bool) -> Vec<u8> {
    let mut costs = Vec::with_capacity(spellings.len() * spellings.len());
    for a in spellings {
        for b in spellings {
            let cost = if a.usual & b.usual != 0 {
                0
            } else if a.usual & b.possible != 0 || a.possible & b.usual != 0 {
                5
            } else if a.possible & b.possible != 0 {
                12
            } else if near(a.usual, b.usual) {
                18
            } else {
                DIFFERENT
            };
            costs.push(cost);
        }
    }
    costs
}

/// Vowels that spellings of one name are known to confuse: a missing w, ㅐ for ㅔ.
fn near_vowels(a: u32, b: u32) -> bool {
    const NEAR: [&str; 8] = [
        "ㅏㅘ",
        "ㅓㅝ",
        "ㅐㅔ",
        "ㅔㅖ",
        "ㅚㅙㅞ",
        "ㅢㅣ",
        "ㅗㅝ",
        "ㅐㅙ",
    ];
    NEAR.iter().any(|group| {
        let set = group.chars().fold(0u32, |set, letter| {
            set | VOWELS
                .chars()
                .position(|known| known == letter)
                .map_or(0, |place| 1 << place)
        });
        a & set != 0 && b & set != 0
    })
}

impl Syllable {
    /// A Hangul syllable as itself.
    pub(crate) fn of_hangul(letter: char) -> Option<Self> {
        let index = (letter as u32)
            .checked_sub(0xAC00)
            .filter(|index| *index < 11_172)?;
        Some(Self {
            initial: (index / 588) as u8,
            vowel: (index % 588 / 28) as u8,
            last: SPOKEN_FINAL[(index % 28) as usize],
        })
    }
}

impl Syllable {
    /// The same at the end of a word that stands apart from the next; Hangul always writes it so.
    pub(crate) fn standing_apart(self) -> Self {
        let in_words = tables().finals_in_words;
        if (FIRST_FINAL..in_words).contains(&usize::from(self.last)) {
            let last = self.last + (in_words - FIRST_FINAL) as u8;
            return Self { last, ..self };
        }
        self
    }

    /// Whether its ending may be spelled as the next syllable makes it sound, and whether that stands apart.
    pub(crate) fn may_be_heard(self) -> (bool, bool) {
        let last = usize::from(self.last);
        (last >= FIRST_FINAL, last >= tables().finals_in_words)
    }
}

/// Coarse sounds that two spellings of one syllable always share: the keys under which syllables are found.
pub(crate) fn class_keys(syllable: Syllable, first: bool, out: &mut Vec<u8>) {
    if let Some(readings) = syllable.readings() {
        for reading in readings {
            class_keys(*reading, first, out);
        }
        out.sort_unstable();
        out.dedup();
        return;
    }
    const INITIAL_CLASS: [u8; 19] = [1, 1, 2, 3, 3, 4, 5, 6, 6, 7, 7, 0, 8, 8, 8, 1, 3, 6, 9];
    let tables = tables();
    let initial = tables.initials.get(syllable.initial as usize);
    let last = tables.finals.get(syllable.last as usize);
    let (Some(initial), Some(last)) = (initial, last) else {
        return;
    };
    let mut classes = 0u16;
    for place in (0..19).filter(|place| initial.possible >> place & 1 == 1) {
        // The initial-sound rule makes ㄹ, ㄴ and nothing one at the beginning.
        let class = match INITIAL_CLASS[place] {
            2 | 4 if first => 0,
            class => class,
        };
        classes |= 1 << class;
    }
    let closed = u8::from(last.usual & 1 == 0);
    out.extend(
        (0..10u8)
            .filter(|class| classes >> class & 1 == 1)
            .map(|class| class * 2 + closed),
    );
}
