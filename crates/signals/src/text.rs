//! Free text: near-copies of CVs, profiles and messages, and look-alike domain names.

use std::collections::HashSet;

use twox_hash::XxHash3_64;
use unicode_normalization::UnicodeNormalization;

/// Fewer words than this are a phrase that many people write.
const LEAST_WORDS: usize = 12;
/// The same bound for scripts without spaces between words.
const LEAST_CJK: usize = 30;
/// Edit distances are taken over this many characters at most: the work grows with the square.
const LONGEST_COMPARED: usize = 2_000;

/// Text in one form: compatibility characters unified, small letters, words separated by one space, no punctuation,
/// and no digits in web addresses (they carry tracking numbers).
///
/// ```
/// assert_eq!(bonafide_signals::text::normalise("Hello,\n  WORLD! www.x.org/i?id=77"), "hello world www x org i id");
/// ```
pub fn normalise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if text.is_ascii() && !text.contains("://") && !contains_www(text) {
        plain_ascii(text.as_bytes(), &mut out);
        return out;
    }
    for word in text.split_whitespace() {
        let is_url = word.contains("://")
            || word
                .get(..4)
                .is_some_and(|start| start.eq_ignore_ascii_case("www."));
        let mut gap = !out.is_empty();
        let mut push = |letter: char, out: &mut String| {
            if !letter.is_alphanumeric() {
                // An apostrophe joins; other punctuation parts words.
                gap |= !out.is_empty() && !matches!(letter, '\'' | '’');
            } else if !(is_url && letter.is_numeric()) {
                if std::mem::take(&mut gap) {
                    out.push(' ');
                }
                out.push(letter);
            }
        };
        if word.is_ascii() {
            word.chars()
                .for_each(|letter| push(letter.to_ascii_lowercase(), &mut out));
        } else {
            word.nfkc()
                .flat_map(char::to_lowercase)
                .for_each(|letter| push(letter, &mut out));
        }
    }
    out
}

fn contains_www(text: &str) -> bool {
    text.as_bytes()
        .windows(4)
        .any(|start| start.eq_ignore_ascii_case(b"www."))
}

/// [`normalise`] for what most text is: ASCII without a web address.
fn plain_ascii(text: &[u8], out: &mut String) {
    let mut gap = false;
    for letter in text {
        if letter.is_ascii_alphanumeric() {
            if std::mem::take(&mut gap) && !out.is_empty() {
                out.push(' ');
            }
            out.push(char::from(letter.to_ascii_lowercase()));
        } else {
            gap |= *letter != b'\'';
        }
    }
}

/// A hash of the normalised text; equal for copies that differ in case, spacing and punctuation only.
///
/// `None` under twelve words (or thirty Chinese, Japanese or Korean characters), so that "Hello, I am interested"
/// never links people.
pub fn fingerprint(text: &str) -> Option<u64> {
    let normal = normalise(text);
    let long_enough = normal.split(' ').nth(LEAST_WORDS - 1).is_some()
        || normal
            .chars()
            .filter(|letter| is_cjk(*letter))
            .nth(LEAST_CJK - 1)
            .is_some();
    long_enough.then(|| XxHash3_64::oneshot(normal.as_bytes()))
}

fn is_cjk(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{20000}'..='\u{323af}')
}

/// The share of runs of `n` words that two texts have in common, from 0 to 1; 0 when one has no such run.
pub fn shingle_jaccard(a: &str, b: &str, n: usize) -> f64 {
    let shingles = |text: &str| -> HashSet<u64> {
        let normal = normalise(text);
        let words: Vec<&str> = normal.split(' ').filter(|word| !word.is_empty()).collect();
        words
            .windows(n.max(1))
            .map(|run| XxHash3_64::oneshot(run.join(" ").as_bytes()))
            .collect()
    };
    let (a, b) = (shingles(a), shingles(b));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let common = a.intersection(&b).count();
    common as f64 / (a.len() + b.len() - common) as f64
}

/// The number of letters to insert, drop or change to get from one text to the other (first 2,000 letters of each).
pub fn edit_distance(a: &str, b: &str) -> usize {
    let cut = |text: &str| text.chars().take(LONGEST_COMPARED).collect::<String>();
    strsim::levenshtein(&cut(a), &cut(b))
}

/// How one domain name resembles another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lookalike {
    /// The same name under another ending (`example.com`, `example.net`).
    OtherEnding,
    /// The same name to the eye (`example.com`, `examp1e.com`).
    SameToTheEye,
    /// One or two letters apart.
    Letters(usize),
}

/// Whether a domain name may be taken for another; `None` for the same domain and for names that are too short
/// or too far apart. Under five letters nothing resembles, under eight one letter may differ.
///
/// ```
/// use bonafide_signals::text::{Lookalike, looks_like_domain};
/// assert_eq!(looks_like_domain("examp1e.com", "example.com"), Some(Lookalike::SameToTheEye));
/// ```
pub fn looks_like_domain(a: &str, b: &str) -> Option<Lookalike> {
    let (a, b) = (bare_domain(a), bare_domain(b));
    if a == b {
        return None;
    }
    let (name_a, name_b) = (main_label(&a)?, main_label(&b)?);
    if name_a == name_b {
        // A subdomain of the same registered name is no look-alike.
        let (end_a, end_b) = (a.rsplit('.').next(), b.rsplit('.').next());
        return (end_a != end_b && name_a.len() >= 4).then_some(Lookalike::OtherEnding);
    }
    let (eye_a, eye_b) = (homoglyphs_folded(name_a), homoglyphs_folded(name_b));
    let shortest = eye_a.chars().count().min(eye_b.chars().count());
    if shortest < 5 {
        return None;
    }
    match strsim::levenshtein(&eye_a, &eye_b) {
        0 => Some(Lookalike::SameToTheEye),
        apart @ 1 => Some(Lookalike::Letters(apart)),
        apart @ 2 if shortest >= 8 => Some(Lookalike::Letters(apart)),
        _ => None,
    }
}

fn bare_domain(text: &str) -> String {
    let low = text.trim().to_lowercase();
    let low = low.split_once("://").map_or(low.as_str(), |(_, rest)| rest);
    let host = low.split(['/', '?', '#', ':']).next().unwrap_or(low);
    let host = host
        .rsplit_once('@')
        .map_or(host, |(_, host)| host)
        .trim_end_matches('.');
    let host = host.strip_prefix("www.").unwrap_or(host);
    // No domain name is longer; a cut keeps the comparison cheap.
    host.chars().take(253).collect()
}

/// The label that a person reads as the name: the last one before the public ending (`example` in `a.example.co.uk`).
fn main_label(domain: &str) -> Option<&str> {
    let mut labels = domain.rsplit('.');
    let (_, second) = (labels.next()?, labels.next()?);
    let is_second_level = matches!(
        second,
        "co" | "com" | "org" | "net" | "ac" | "gov" | "edu" | "or" | "ne" | "go"
    );
    if is_second_level {
        labels.next().or(Some(second))
    } else {
        Some(second)
    }
}

fn homoglyphs_folded(name: &str) -> String {
    let folded: String = crate::fold::plain(name)
        .chars()
        .filter(|letter| *letter != '-')
        .map(|letter| match letter {
            '0' | 'о' | 'ο' => 'o',
            '1' | 'l' | 'і' | 'ι' | '|' => 'i',
            '3' | 'е' => 'e',
            '5' | 'ѕ' => 's',
            '4' | 'а' | 'α' => 'a',
            'р' | 'ρ' => 'p',
            'с' => 'c',
            'х' => 'x',
            'у' => 'y',
            other => other,
        })
        .collect();
    folded
        .replace("rn", "m")
        .replace("vv", "w")
        .replace("cl", "d")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const COVER_LETTER: &str =
        "I am a senior full stack developer with eight years of experience in React and Node.";

    #[test]
    fn a_copy_in_other_dress_has_the_same_fingerprint() {
        let copy = COVER_LETTER
            .to_uppercase()
            .replace(' ', "\n  ")
            .replace('.', " !!");
        assert!(fingerprint(COVER_LETTER).is_some());
        assert_eq!(fingerprint(COVER_LETTER), fingerprint(&copy));
        assert_ne!(
            fingerprint(COVER_LETTER),
            fingerprint(&COVER_LETTER.replace("eight", "nine"))
        );
    }

    #[test]
    fn a_greeting_has_none() {
        assert_eq!(fingerprint("Hello, I am interested in your project!"), None);
        assert_eq!(fingerprint("你好，我对这个项目感兴趣。"), None);
        assert!(fingerprint(&"我有八年的软件开发经验".repeat(4)).is_some());
    }

    #[test]
    fn shared_phrases_are_measured() {
        assert_eq!(shingle_jaccard(COVER_LETTER, COVER_LETTER, 3), 1.0);
        assert_eq!(shingle_jaccard("a b c", "d e f", 2), 0.0);
        assert_eq!(shingle_jaccard("", "", 2), 0.0);
        assert_eq!(shingle_jaccard("a b c d", "a b c e", 2), 0.5);
    }

    #[test]
    fn look_alike_domains_are_seen() {
        for (a, b, expected) in [
            ("example.com", "example.net", Some(Lookalike::OtherEnding)),
            ("exarnple.com", "example.com", Some(Lookalike::SameToTheEye)),
            (
                "ехample.com",
                "https://www.example.com/x",
                Some(Lookalike::SameToTheEye),
            ),
            ("exampel.com", "example.com", None),
            (
                "northwind-jobs.com",
                "northwindjob.com",
                Some(Lookalike::Letters(1)),
            ),
            (
                "northwinb.co.uk",
                "northwind.co.uk",
                Some(Lookalike::Letters(1)),
            ),
            ("mail.example.com", "example.com", None),
            ("abc.com", "abd.com", None),
            ("example.com", "www.example.com", None),
            ("", "example.com", None),
        ] {
            assert_eq!(looks_like_domain(a, b), expected, "{a} {b}");
        }
    }

    proptest! {
        #[test]
        fn plain_ascii_reads_like_any_other_text(text in "[a-zA-Z0-9 ,.'!\n-]{0,60}") {
            let mut plain = String::new();
            plain_ascii(text.as_bytes(), &mut plain);
            // A letter that is not ASCII sends the text the other way.
            let other = normalise(&format!("{text} é"));
            let expected = format!("{plain} é");
            prop_assert_eq!(expected.trim_start(), other);
        }

        #[test]
        fn normalising_twice_changes_nothing(text in "[a-zA-Z0-9 ,.!'\\n-]{0,80}") {
            let once = normalise(&text);
            prop_assert_eq!(normalise(&once), once);
        }

        #[test]
        fn no_text_makes_it_panic(a in "\\PC{0,80}", b in "\\PC{0,80}", n in 0usize..5) {
            let _ = (fingerprint(&a), looks_like_domain(&a, &b));
            prop_assert!((0.0..=1.0).contains(&shingle_jaccard(&a, &b, n)));
            prop_assert_eq!(edit_distance(&a, &b), edit_distance(&b, &a));
        }
    }
}
