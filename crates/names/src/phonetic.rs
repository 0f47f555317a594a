//! How a Latin spelling sounds, roughly and across languages, and how far apart two sounds are.

/// Longest word that is compared; the rest is left out.
pub(crate) const LONGEST: usize = 24;

/// The sounds of a folded word (a–z, 0–9; other bytes stay as they are). Upper case letters are sounds that take two
/// letters to spell: `S` for sh, `C` for ch; `c` is ts.
pub(crate) fn sounds(word: &[u8]) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(word.len());
    let mut at = 0;
    while at < word.len() && out.len() < LONGEST {
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
    if let [.., b'a' | b'e', last @ b'u'] = out.as_mut_slice()
        && word.len() > 4
    {
        *last = b'v';
    }
    out.truncate(LONGEST);
    out
}

/// Longest skeleton that is kept.
pub(crate) const LONGEST_SKELETON: usize = 12;

/// The consonants of a word of sounds; hissing sounds are one.
pub(crate) fn skeleton(sounds: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(LONGEST_SKELETON);
    for sound in sounds {
        let class = match sound {
            b'a' | b'e' | b'i' | b'o' | b'u' | b'h' => continue,
            b'z' | b'S' | b'C' | b'c' => b's',
            other => *other,
        };
        if out.last() != Some(&class) && out.len() < LONGEST_SKELETON {
            out.push(class);
        }
    }
    out
}

fn is_vowel(sound: u8) -> bool {
    matches!(sound, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Cost in hundredths of one sound in place of another.
fn swap(a: u8, b: u8) -> u32 {
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
        (b'd', b't') | (b'b', b'p') | (b'C', b'j') | (b'S', b'j') => 60,
        (b'g', b'h') => 45,
        (b'c', b't') | (b'C', b't') | (b'd', b'j') | (b'h', b'v') => 65,
        (b'b', b'v') | (b'm', b'n') => 75,
        _ if a.is_ascii_digit() != b.is_ascii_digit() => 130,
        _ if a.is_ascii_digit() => 150,
        _ => 100,
    }
}

/// Cost in hundredths of a sound that one side lacks.
fn lack(sound: u8) -> u32 {
    match sound {
        b'i' => 40,
        _ if is_vowel(sound) => 55,
        b'h' => 35,
        _ => 100,
    }
}

/// Weighted distance of two words of sounds in hundredths, neighbours swapped counting once.
/// Gives up above `most`.
pub(crate) fn distance(a: &[u8], b: &[u8], most: u32) -> Option<u32> {
    let (a, b) = (&a[..a.len().min(LONGEST)], &b[..b.len().min(LONGEST)]);
    let mut before = [0u32; LONGEST + 1];
    let mut last = [0u32; LONGEST + 1];
    let mut row = [0u32; LONGEST + 1];
    for (place, sound) in b.iter().enumerate() {
        last[place + 1] = last[place] + lack(*sound);
    }
    for (i, x) in a.iter().enumerate() {
        row[0] = last[0] + lack(*x);
        let mut least = row[0];
        for (j, y) in b.iter().enumerate() {
            // A changed first letter weighs more: spellings rarely differ there.
            let swapped = swap(*x, *y);
            let first = if i == 0 && j == 0 && swapped >= 60 {
                20
            } else {
                0
            };
            let mut best = last[j] + swapped + first;
            best = best.min(last[j + 1] + lack(*x)).min(row[j] + lack(*y));
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                best = best.min(before[j - 1] + 70);
            }
            row[j + 1] = best;
            least = least.min(best);
        }
        if least > most {
            return None;
        }
        (before, last, row) = (last, row, before);
    }
    Some(last[b.len()]).filter(|cost| *cost <= most)
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

    proptest! {
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
