//! Distances of short strings, many characters in one machine word.

/// Room for comparisons: for each byte the places where it stands in one of the strings.
#[derive(Debug)]
pub(super) struct Strings {
    places: [u64; 256],
}

impl Strings {
    pub(super) fn new() -> Self {
        Self { places: [0; 256] }
    }

    /// The similarity of Jaro (1989) and Winkler (1990), from 0 to 1; strings of at most 64 bytes.
    pub(super) fn jaro_winkler(&mut self, x: &[u8], y: &[u8]) -> f64 {
        let (x, y) = (&x[..x.len().min(64)], &y[..y.len().min(64)]);
        if x.is_empty() || y.is_empty() {
            return 0.0;
        }
        for (place, byte) in y.iter().enumerate() {
            self.places[usize::from(*byte)] |= 1 << place;
        }
        let reach = (x.len().max(y.len()) / 2).saturating_sub(1);
        let (mut met_x, mut met_y) = (0_u64, 0_u64);
        for (place, byte) in x.iter().enumerate() {
            let (from, to) = (place.saturating_sub(reach), place + reach);
            if from >= 64 {
                break;
            }
            let window = (u64::MAX << from) & (u64::MAX >> (63 - to.min(63)));
            let free = self.places[usize::from(*byte)] & window & !met_y;
            if free != 0 {
                met_y |= free & free.wrapping_neg();
                met_x |= 1 << place;
            }
        }
        for byte in y {
            self.places[usize::from(*byte)] = 0;
        }
        let met = met_x.count_ones();
        if met == 0 {
            return 0.0;
        }
        let mut out_of_order = 0;
        while met_x != 0 {
            let (left, right) = (met_x.trailing_zeros(), met_y.trailing_zeros());
            out_of_order += u32::from(x[left as usize] != y[right as usize]);
            met_x &= met_x - 1;
            met_y &= met_y - 1;
        }
        let met = f64::from(met);
        let exchanged = f64::from(out_of_order / 2);
        let jaro = (met / x.len() as f64 + met / y.len() as f64 + (met - exchanged) / met) / 3.0;
        let prefix = x.iter().zip(y).take(4).take_while(|(a, b)| a == b).count();
        if jaro > 0.7 {
            jaro + prefix as f64 * 0.1 * (1.0 - jaro)
        } else {
            jaro
        }
    }

    /// The edit distance with exchanges of neighbours counted as one (Hyyrö 2003); at most 64 bytes.
    pub(super) fn edits(&mut self, x: &[u8], y: &[u8]) -> usize {
        let (x, y) = (&x[..x.len().min(64)], &y[..y.len().min(64)]);
        if x.is_empty() {
            return y.len();
        }
        for (place, byte) in x.iter().enumerate() {
            self.places[usize::from(*byte)] |= 1 << place;
        }
        let last = 1_u64 << (x.len() - 1);
        let mut distance = x.len();
        let (mut rises, mut falls, mut diagonal, mut before) = (u64::MAX, 0_u64, 0_u64, 0_u64);
        for byte in y {
            let equal = self.places[usize::from(*byte)];
            let exchange = ((!diagonal & equal) << 1) & before;
            diagonal = ((equal & rises).wrapping_add(rises) ^ rises) | equal | falls | exchange;
            let mut up = falls | !(diagonal | rises);
            let mut down = diagonal & rises;
            distance += usize::from(up & last != 0);
            distance -= usize::from(down & last != 0);
            up = up << 1 | 1;
            down <<= 1;
            rises = down | !(diagonal | up);
            falls = up & diagonal;
            before = equal;
        }
        for byte in x {
            self.places[usize::from(*byte)] = 0;
        }
        distance
    }
}

/// How a name sounds, roughly: its first letter and the classes of its next consonants
/// (Soundex, Russell 1918, with six classes and up to four consonants). Other scripts by their bytes.
pub(super) fn sound(name: &[u8]) -> [u8; 5] {
    let class = |byte: u8| match byte {
        b'b' | b'f' | b'p' | b'v' => b'1',
        b'c' | b'g' | b'j' | b'k' | b'q' | b's' | b'x' | b'z' => b'2',
        b'd' | b't' => b'3',
        b'l' => b'4',
        b'm' | b'n' => b'5',
        b'r' => b'6',
        b'a' | b'e' | b'i' | b'o' | b'u' | b'y' => 0,
        b'h' | b'w' | b' ' => 1,
        other => other,
    };
    let mut code = [0; 5];
    let Some(first) = name.first() else {
        return code;
    };
    code[0] = *first;
    let mut length = 1;
    let mut last = class(*first);
    for byte in &name[1..] {
        let class = class(*byte);
        if class > 1 && class != last && length < code.len() {
            code[length] = class;
            length += 1;
        }
        // h and w do not part equal consonants.
        if class != 1 {
            last = class;
        }
    }
    code
}

/// Customary forms of one given name; English names mostly.
pub(super) const NICKNAMES: &[&[&str]] = &[
    &["albert", "al", "bert", "bertie"],
    &["alexander", "alex", "sandy", "sasha", "alec"],
    &["alfred", "alf", "fred", "freddie"],
    &["andrew", "andy", "drew"],
    &["anthony", "tony", "antony"],
    &["arthur", "art", "artie"],
    &["benjamin", "ben", "benny"],
    &[
        "catherine",
        "katherine",
        "kathryn",
        "kate",
        "kathy",
        "cathy",
        "katie",
        "kitty",
    ],
    &["charles", "charlie", "chuck", "chas"],
    &["christopher", "chris", "kit"],
    &["daniel", "dan", "danny"],
    &["david", "dave", "davy"],
    &["dorothy", "dot", "dolly"],
    &["edward", "ed", "eddie", "ted", "ned", "teddy"],
    &["eleanor", "ellie", "nell", "nellie"],
    &[
        "elizabeth",
        "liz",
        "beth",
        "betty",
        "eliza",
        "lizzie",
        "bess",
        "libby",
    ],
    &["frances", "fanny", "fran", "frankie"],
    &["francis", "frank", "frankie"],
    &["frederick", "fred", "freddie", "freddy"],
    &["george", "georgie"],
    &["gerald", "gerry", "jerry"],
    &["gregory", "greg"],
    &["harold", "harry", "hal"],
    &["henry", "harry", "hal", "hank"],
    &["herbert", "bert", "herb"],
    &["hugh", "hughie"],
    &["isabella", "bella", "isobel", "isabel"],
    &["james", "jim", "jimmy", "jamie", "jem"],
    &["jeffrey", "geoffrey", "jeff", "geoff"],
    &["john", "jack", "johnny", "jon"],
    &["jonathan", "jon", "jonny"],
    &["joseph", "joe", "joey"],
    &["lawrence", "laurence", "larry"],
    &["leonard", "len", "lenny", "leo"],
    &["lewis", "louis", "lou", "lew"],
    &["margaret", "maggie", "meg", "peggy", "daisy", "madge"],
    &["martha", "patty", "mattie"],
    &["mary", "molly", "polly", "may"],
    &["matthew", "matt", "mat"],
    &["michael", "mike", "mick", "mickey"],
    &["nicholas", "nick", "nicky"],
    &["oliver", "ollie"],
    &["patrick", "pat", "paddy"],
    &["peter", "pete"],
    &["philip", "phillip", "phil", "pip"],
    &["raymond", "ray"],
    &["richard", "dick", "rick", "richie", "rich"],
    &["robert", "bob", "bobby", "rob", "robbie", "bert"],
    &["ronald", "ron", "ronnie"],
    &["samuel", "sam", "sammy"],
    &["sarah", "sally", "sadie"],
    &["stephen", "steven", "steve"],
    &["susan", "sue", "susie"],
    &["theodore", "ted", "teddy", "theo"],
    &["thomas", "tom", "tommy"],
    &["timothy", "tim"],
    &["victoria", "vicky", "tori"],
    &["walter", "wally", "walt", "wat"],
    &["william", "bill", "billy", "will", "willie", "liam"],
];

#[cfg(test)]
mod tests {
    use super::{Strings, sound};
    use proptest::prelude::*;

    /// Optimal string alignment by its recurrence.
    fn edits(x: &[u8], y: &[u8]) -> usize {
        let mut table = vec![vec![0; y.len() + 1]; x.len() + 1];
        for i in 0..=x.len() {
            for j in 0..=y.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let other = usize::from(x[i - 1] != y[j - 1]);
                    let mut least = (table[i - 1][j] + 1)
                        .min(table[i][j - 1] + 1)
                        .min(table[i - 1][j - 1] + other);
                    if i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1] {
                        least = least.min(table[i - 2][j - 2] + 1);
                    }
                    least
                };
            }
        }
        table[x.len()][y.len()]
    }

    #[test]
    fn published_examples_of_jaro_winkler() {
        // Winkler 1990 and later tables of the same author.
        let mut strings = Strings::new();
        for (x, y, expected) in [
            ("martha", "marhta", 0.961),
            ("dwayne", "duane", 0.840),
            ("dixon", "dicksonx", 0.813),
            ("abroms", "abrams", 0.922),
        ] {
            let found = strings.jaro_winkler(x.as_bytes(), y.as_bytes());
            assert!((found - expected).abs() < 0.001, "{x} {y} {found}");
        }
        assert_eq!(sound(b"robert"), sound(b"rupert"));
        assert_ne!(sound(b"robert"), sound(b"dagmar"));
    }

    proptest! {
        #[test]
        fn edits_are_those_of_the_recurrence(x in "[abc]{0,12}|[a-z]{50,64}", y in "[abc]{0,12}|[a-z]{50,64}") {
            let mut strings = Strings::new();
            prop_assert_eq!(strings.edits(x.as_bytes(), y.as_bytes()), edits(x.as_bytes(), y.as_bytes()));
        }

        #[test]
        fn jaro_winkler_is_a_similarity(x in "\\PC{0,30}", y in "\\PC{0,30}") {
            let mut strings = Strings::new();
            let found = strings.jaro_winkler(x.as_bytes(), y.as_bytes());
            prop_assert!((0.0..=1.0).contains(&found));
            if !x.is_empty() {
                prop_assert!((strings.jaro_winkler(x.as_bytes(), x.as_bytes()) - 1.0).abs() < 1e-12);
            }
        }
    }
}
