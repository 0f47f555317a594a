//! How a Latin spelling sounds, roughly and across languages, and how far apart two sounds are.

/// Longest word that is compared; the rest is left out.
pub(crate) const LONGEST: usize = 24;

/// A few letters, in place: analysing names makes very many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run<const MOST: usize> {
    bytes: [u8; MOST],
    length: u8,
}

impl<const MOST: usize> Run<MOST> {
    fn new() -> Self {
        Self {
            bytes: [0; MOST],
            length: 0,
        }
    }

    /// The first letters of a word.
    pub(crate) fn of(word: &[u8]) -> Self {
        let mut run = Self::new();
        word.iter().for_each(|letter| run.push(*letter));
        run
    }

    /// What does not fit is left out.
    fn push(&mut self, letter: u8) {
        if let Some(free) = self.bytes.get_mut(usize::from(self.length)) {
            *free = letter;
            self.length += 1;
        }
    }

    fn is_full(&self) -> bool {
        usize::from(self.length) == MOST
    }

    /// All places: those after the last letter are 0.
    pub(crate) fn padded(self) -> ([u8; MOST], u8) {
        (self.bytes, self.length)
    }
}

impl<const MOST: usize> std::ops::Deref for Run<MOST> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes[..usize::from(self.length)]
    }
}

/// The sounds of a folded word (a–z, 0–9; other bytes stay as they are). Upper case letters are sounds that take two
/// letters to spell: `S` for sh, `C` for ch; `c` is ts.
pub(crate) fn sounds(word: &[u8]) -> Run<LONGEST> {
    let mut out = Run::new();
    let mut at = 0;
    while at < word.len() && !out.is_full() {
        let rest = &word[at..];
        let next = rest.get(1).copied().unwrap_or(0);
        let (sound, taken): (&[u8], usize) = match rest[0] {
            b's' if rest.starts_with(b"shch") => (b"SC", 4),
            b's' if rest.starts_with(b"sch") => (b"S", 3),
            b's' if next == b'h' => (b"S", 2),
            b't' if rest.starts_with(b"tsch") => (b"C", 4),
            b't' if rest.starts_with(b"tch") || rest.starts_with(b"tsh") => (b"C", 3),
            b't' if next == b's' || next == b'z' => (b"c", 2),
            b't' if next == b'h' => (b"t", 2),
            b'c' if next == b'h' => (b"C", 2),
            b'c' if next == b'z' => (b"C", 2),
            b'c' if next == b'k' => (b"k", 2),
            b'c' if matches!(next, b'e' | b'i' | b'y') => (b"s", 1),
            b'c' => (b"k", 1),
            b'd' if rest.starts_with(b"dzh") => (b"j", 3),
            b'd' if next == b'j' => (b"j", 2),
            b'd' if next == b'h' => (b"d", 2),
            b'k' if next == b'h' => (b"h", 2),
            b'g' if next == b'h' => (b"g", 2),
            b'p' if next == b'h' => (b"f", 2),
            b'z' if next == b'h' => (b"j", 2),
            b'r' if next == b'h' => (b"r", 2),
            b'x' if out.is_empty() => (b"s", 1),
            b'x' => (b"ks", 1),
            b'q' if next == b'u' && matches!(rest.get(2), Some(b'e' | b'i')) => (b"k", 2),
            b'q' => (b"k", 1),
            b'w' => (b"v", 1),
            b'y' => (b"i", 1),
            b'o' if next == b'u' || next == b'o' => (b"u", 2),
            b'e' if next == b'e' => (b"i", 2),
            b'h' if matches!(out.last(), Some(b'a' | b'e' | b'i' | b'o' | b'u'))
                && !matches!(next, b'a' | b'e' | b'i' | b'o' | b'u' | b'y') =>
            {
                (b"", 1)
            }
            _ => (&rest[..1], 1),
        };
        for sound in sound {
            if out.last() != Some(sound) || sound.is_ascii_digit() || *sound >= 0x80 {
                out.push(*sound);
            }
        }
        at += taken;
    }
    // Belarusian spells what Russian ends in -av and -ev with a u.
    if word.len() > 4
        && let [.., b'a' | b'e', b'u'] = *out
        && let Some(last) = out.bytes.get_mut(usize::from(out.length) - 1)
    {
        *last = b'v';
    }
    out
}

/// Longest skeleton that is kept.
pub(crate) const LONGEST_SKELETON: usize = 12;

/// The consonants of a word of sounds; hissing sounds are one.
pub(crate) fn skeleton(sounds: &[u8]) -> Run<LONGEST_SKELETON> {
    let mut out = Run::new();
    for sound in sounds {
        let Some(class) = consonant(*sound) else {
            continue;
        };
        if out.last() != Some(&class) {
            out.push(class);
        }
    }
    out
}

/// What a sound is in a skeleton.
const fn consonant(sound: u8) -> Option<u8> {
    match sound {
        b'a' | b'e' | b'i' | b'o' | b'u' | b'h' => None,
        b'z' | b'S' | b'C' | b'c' => Some(b's'),
        other => Some(other),
    }
}

const fn is_vowel(sound: u8) -> bool {
    matches!(sound, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Cost in hundredths of one sound in place of another.
const fn swap(a: u8, b: u8) -> u32 {
    if a == b {
        return 0;
    }
    let (a, b) = if a < b { (a, b) } else { (b, a) };
    match (a, b) {
        (b'o', b'u') => 22,
        (b'e', b'i') => 25,
        (b'a', b'e') | (b'a', b'o') => 33,
        _ if is_vowel(a) && is_vowel(b) => 45,
        (b's', b'z') => 25,
        (b'S', b's') | (b'c', b's') | (b'C', b'c') | (b'f', b'v') => 38,
        (b'C', b'S') | (b'C', b'h') | (b'u', b'v') | (b'c', b'z') => 40,
        (b'C', b'k') | (b'g', b'k') | (b'g', b'j') | (b'j', b'z') | (b'h', b'k') => 50,
        (b'i', b'j') => 20,
        (b'd', b't') | (b'b', b'p') | (b'f', b'p') | (b'C', b'j') | (b'S', b'j') => 60,
        (b'g', b'h') => 45,
        (b'c', b't') | (b'C', b't') | (b'd', b'j') | (b'h', b'v') => 65,
        (b'b', b'v') | (b'm', b'n') => 75,
        _ if a.is_ascii_digit() != b.is_ascii_digit() => 130,
        _ if a.is_ascii_digit() => 150,
        _ => 100,
    }
}

/// Cost in hundredths of a sound that one side lacks.
const fn lack(sound: u8) -> u32 {
    match sound {
        b'i' => 40,
        _ if is_vowel(sound) => 55,
        b'h' => 35,
        _ => 100,
    }
}

/// Sounds by which costs are looked up: letters, `S`, `C`, any digit, anything else.
const CLASSES: usize = 30;

/// What stands for each class in the tables of costs; `?` costs what every unknown sound does.
pub(crate) const EXAMPLES: [u8; CLASSES] = *b"abcdefghijklmnopqrstuvwxyzSC0?";

pub(crate) const fn class(sound: u8) -> u8 {
    match sound {
        b'a'..=b'z' => sound - b'a',
        b'S' => 26,
        b'C' => 27,
        b'0'..=b'9' => 28,
        _ => 29,
    }
}

struct Costs {
    class: [u8; 256],
    /// Costs of unequal sounds of two classes.
    swap: [[u8; 32]; 32],
    lack: [u8; 32],
}

const COSTS: Costs = {
    let mut costs = Costs {
        class: [0; 256],
        swap: [[100; 32]; 32],
        lack: [100; 32],
    };
    let mut sound = 0;
    while sound < 256 {
        costs.class[sound] = class(sound as u8);
        sound += 1;
    }
    let mut a = 0;
    while a < CLASSES {
        costs.lack[a] = lack(EXAMPLES[a]) as u8;
        let mut b = 0;
        while b < CLASSES {
            costs.swap[a][b] = swap(EXAMPLES[a], EXAMPLES[b]) as u8;
            b += 1;
        }
        a += 1;
    }
    // Two sounds of these classes may be unequal.
    costs.swap[28][28] = swap(b'0', b'1') as u8;
    costs.swap[29][29] = 100;
    costs
};

static TABLES: Costs = COSTS;

/// The class of a sound, below 32: sounds of unequal classes are unequal, and of all digits there is one class.
pub(crate) fn class_of(sound: u8) -> u8 {
    TABLES.class[sound as usize]
}

/// Cost in hundredths that sounds of these classes are unequal.
#[inline]
pub(crate) fn swap_of_classes(a: u8, b: u8) -> u32 {
    u32::from(TABLES.swap[usize::from(a & 31)][usize::from(b & 31)])
}

/// Cost in hundredths of a sound of this class that one side lacks.
#[inline]
pub(crate) fn lack_of_class(class: u8) -> u32 {
    u32::from(TABLES.lack[usize::from(class & 31)])
}

/// Classes of sounds as bits.
pub(crate) type Classes = u32;

/// What a sound of each class costs at least when it meets no equal one: that it is lacked, or stands for another.
const LEAST_COST: [u8; 32] = {
    let mut least = COSTS.lack;
    let mut a = 0;
    while a < CLASSES {
        let mut b = 0;
        while b < CLASSES {
            if a != b && COSTS.swap[a][b] < least[a] {
                least[a] = COSTS.swap[a][b];
            }
            b += 1;
        }
        a += 1;
    }
    least
};

/// Sums of [`LEAST_COST`] over any eight neighbouring classes.
static LEAST_COSTS: [[u16; 256]; 4] = {
    let mut sums = [[0u16; 256]; 4];
    let mut eight = 0;
    while eight < 4 {
        let mut bits = 0;
        while bits < 256 {
            let mut place = 0;
            while place < 8 {
                if bits >> place & 1 == 1 {
                    sums[eight][bits] += LEAST_COST[eight * 8 + place] as u16;
                }
                place += 1;
            }
            bits += 1;
        }
        eight += 1;
    }
    sums
};

/// What a word costs at least beside another that has no sound of these classes.
#[inline]
pub(crate) fn least_cost_of(classes: Classes) -> u32 {
    let sums = LEAST_COSTS.iter().zip(classes.to_le_bytes());
    sums.map(|(sums, bits)| u32::from(sums[usize::from(bits)]))
        .sum()
}

/// The least that a sound too many costs.
const LEAST_LACK: u32 = 35;
/// What two neighbours that changed places cost.
const SWAPPED: u32 = 70;
/// What it costs more that a first sound is another: spellings rarely differ there.
const FIRST: u32 = 20;
/// From here on it does.
const OTHER_FIRST: u32 = 60;

/// A cost that no two words have.
const NEVER: u32 = 1 << 20;

/// How far two places in two words may lie apart without costing more than `most`: the longer word's ahead of the
/// shorter's, and behind it. Whatever is passed over costs, and so does coming back to where both words end.
#[inline]
pub(crate) fn reach(shorter: usize, longer: usize, most: u32) -> Option<(usize, usize)> {
    let more = longer - shorter;
    let spare = most_lacks(most).checked_sub(more)? / 2;
    Some((more + spare, spare))
}

/// How many sounds can be too many without costing more than `most`.
#[inline]
pub(crate) fn most_lacks(most: u32) -> usize {
    (most / LEAST_LACK) as usize
}

/// Weighted distance of two words of classes of sounds in hundredths, neighbours swapped counting once: the least that
/// a path between them costs, where `unequal` says what two classes cost that stand for one another. Gives up above
/// `most`, and looks only at places that a path below it can pass: see [`reach`]. Where the one word is only the
/// beginning of a longer one, the path ends with it.
#[inline]
pub(crate) fn distance_of_classes(
    (one, is_beginning): (&[u8], bool),
    other: &[u8],
    most: u32,
    (ahead, behind): (usize, usize),
    unequal: impl Fn(usize, usize) -> u32,
    crossed: impl Fn(usize, usize) -> bool,
) -> Option<u32> {
    let (rows, columns) = (one.len().min(LONGEST), other.len().min(LONGEST));
    let mut space = [[NEVER; LONGEST + 2]; 3];
    let [before, last, row] = &mut space;
    let (mut before, mut last, mut row) = (before, last, row);
    last[0] = 0;
    for place in 0..columns.min(ahead) {
        last[place + 1] = last[place] + lack_of_class(other[place]);
    }
    let (mut least_before, mut least) = (0, 0);
    for (i, class) in one.iter().enumerate().take(rows) {
        let lacks = lack_of_class(*class);
        let (from, to) = (i.saturating_sub(behind), columns.min(i + 1 + ahead));
        // The column before the first that is looked at.
        let mut left = if i < behind { last[0] + lacks } else { NEVER };
        row[from] = left;
        least_before = least;
        least = left;
        for j in from..to {
            let mut best = (last[j] + unequal(i, j))
                .min(last[j + 1] + lacks)
                .min(left + lack_of_class(other[j]));
            if i > 0 && j > 0 && crossed(i, j) {
                best = best.min(before[j - 1] + SWAPPED);
            }
            row[j + 1] = best;
            left = best;
            least = least.min(best);
        }
        row[to + 1] = NEVER;
        // Two neighbours that change places reach back by two rows.
        if least > most && least_before > most {
            return None;
        }
        (before, last, row) = (last, row, before);
    }
    let cost = if is_beginning {
        least.min(least_before)
    } else {
        last[columns]
    };
    Some(cost).filter(|cost| *cost <= most)
}

/// What a sound costs in place of another, which stands at the beginning of both words or not.
#[inline]
pub(crate) fn in_place_of(swapped: u32, at_the_beginning: bool) -> u32 {
    if at_the_beginning && swapped >= OTHER_FIRST {
        swapped + FIRST
    } else {
        swapped
    }
}

/// Weighted distance of two words of sounds in hundredths, neighbours swapped counting once.
/// Gives up above `most`.
pub(crate) fn distance(a: &[u8], b: &[u8], most: u32) -> Option<u32> {
    let (a, b) = (&a[..a.len().min(LONGEST)], &b[..b.len().min(LONGEST)]);
    let (shorter, longer) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let reach = reach(shorter.len(), longer.len(), most)?;
    let classes = |sounds: &[u8]| {
        let mut classes = [0u8; LONGEST];
        for (to, sound) in classes.iter_mut().zip(sounds) {
            *to = class_of(*sound);
        }
        classes
    };
    let (one, other) = (classes(shorter), classes(longer));
    let (one, other) = (&one[..shorter.len()], &other[..longer.len()]);
    let unequal = |i: usize, j: usize| {
        if shorter[i] == longer[j] {
            0
        } else {
            in_place_of(swap_of_classes(one[i], other[j]), i == 0 && j == 0)
        }
    };
    let crossed = |i: usize, j: usize| shorter[i] == longer[j - 1] && shorter[i - 1] == longer[j];
    distance_of_classes((one, false), other, most, reach, unequal, crossed)
}

/// Whether one letter changed, added, left out, or two neighbours swapped, at most, make one word the other.
pub(crate) fn within_one_edit(a: &[u8], b: &[u8]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let (short, long) = (&short[same..], &long[same..]);
    if short.len() < long.len() {
        return *short == long[1..];
    }
    match (short, long) {
        ([], _) => true,
        ([_, x @ ..], [_, y @ ..]) if x == y => true,
        ([a, b, x @ ..], [c, d, y @ ..]) => a == d && b == c && x == y,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same distance by looking at every pair of places.
    fn distance_in_full(a: &[u8], b: &[u8]) -> u32 {
        let mut cost = vec![vec![0u32; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                let mut best = if i + j == 0 { 0 } else { u32::MAX };
                if i > 0 {
                    best = best.min(cost[i - 1][j] + lack(a[i - 1]));
                }
                if j > 0 {
                    best = best.min(cost[i][j - 1] + lack(b[j - 1]));
                }
                if i > 0 && j > 0 {
                    let swapped = swap(a[i - 1], b[j - 1]);
                    let first = if i + j == 2 && swapped >= 60 { 20 } else { 0 };
                    best = best.min(cost[i - 1][j - 1] + swapped + first);
                }
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    best = best.min(cost[i - 2][j - 2] + 70);
                }
                cost[i][j] = best;
            }
        }
        cost[a.len()][b.len()]
    }

    #[test]
    fn spellings_of_one_name_sound_alike() {
        for (a, b) in [
            ("wladimir", "vladimir"),
            ("sergei", "sergey"),
            ("yuriy", "yurii"),
            ("philip", "filip"),
            ("mohammed", "mohamed"),
            ("khalid", "halid"),
            ("tshombe", "chombe"),
        ] {
            assert_eq!(sounds(a.as_bytes()), sounds(b.as_bytes()), "{a} {b}");
        }
    }

    #[test]
    fn the_tables_say_what_the_rules_say() {
        for a in 0..=255u8 {
            let class = |sound: u8| usize::from(TABLES.class[usize::from(sound)]);
            assert_eq!(u32::from(TABLES.lack[class(a)]), lack(a), "{a}");
            for b in (0..=255u8).filter(|b| *b != a) {
                let looked_up = u32::from(TABLES.swap[class(a)][class(b)]);
                assert_eq!(looked_up, swap(a, b), "{a} {b}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_path_is_missed_that_costs_little_enough(
            a in "[aeiouhtdkgmnrsSC]{0,14}",
            b in "[aeiouhtdkgmnrsSC]{0,14}",
            edits in prop::collection::vec((0usize..14, "[aeiouhtdknrs]", 0u8..3), 0..4),
            most in 0u32..400,
        ) {
            let mut near = a.clone();
            for (place, letter, way) in edits {
                let place = place % near.len().max(1);
                match way {
                    0 => near.insert_str(place, &letter),
                    1 if place + 1 < near.len() => {
                        let swapped: String = near[place..place + 2].chars().rev().collect();
                        near.replace_range(place..place + 2, &swapped);
                    }
                    _ if !near.is_empty() => near.replace_range(place..=place, ""),
                    _ => {}
                }
            }
            for other in [b, near] {
                let other = &other.as_bytes()[..other.len().min(LONGEST)];
                let full = Some(distance_in_full(a.as_bytes(), other)).filter(|cost| *cost <= most);
                prop_assert_eq!(distance(a.as_bytes(), other, most), full);
            }
        }

        #[test]
        fn distance_is_symmetric(a in "[a-zSC]{0,12}", b in "[a-zSC]{0,12}") {
            prop_assert_eq!(distance(a.as_bytes(), b.as_bytes(), 9_999), distance(b.as_bytes(), a.as_bytes(), 9_999));
        }

        #[test]
        fn one_edit_is_symmetric(a in "[ab]{0,6}", b in "[ab]{0,6}") {
            prop_assert_eq!(within_one_edit(a.as_bytes(), b.as_bytes()), within_one_edit(b.as_bytes(), a.as_bytes()));
        }
    }
}
