//! Names of people: how alike two spellings are.
//!
//! Order, case, accents, punctuation, hyphens and joined parts do not matter; initials and usual variants of
//! Korean surnames count as near. Meant for two names of *one* subject (profile and document), not for search.

use crate::{fold, hangul};

/// [`similarity`] from which two names may well be of one person.
///
/// At this value a missing middle name, an initial, a joined given name or one typing error pass; a different
/// surname or a different given name does not.
pub const PLAUSIBLE: f64 = 0.75;

/// More parts than this are left out of the comparison; no name needs them, and the work grows with their square.
const MOST_TOKENS: usize = 8;
const LONGEST_TOKEN: usize = 40;

/// Spellings under which one Korean surname is met in Latin letters.
const KOREAN_SURNAMES: [&[&str]; 14] = [
    &["kim", "gim"],
    &["lee", "yi", "ri", "rhee", "i", "li"],
    &["park", "pak", "bak", "bag"],
    &["choi", "choe", "choy"],
    &["jung", "jeong", "jong", "chung", "chong", "cheong"],
    &["kang", "gang"],
    &["cho", "jo"],
    &["yoon", "yun", "youn"],
    &["jang", "chang"],
    &["lim", "im", "rim", "yim"],
    &["han", "hahn"],
    &["oh", "o"],
    &["seo", "suh", "so"],
    &["shin", "sin"],
];

/// The parts of a name: folded, without titles and punctuation.
///
/// ```
/// assert_eq!(bonafide_signals::name::tokens("Dr. José O’Neill-Łuk"), ["jose", "oneill", "luk"]);
/// ```
pub fn tokens(name: &str) -> Vec<String> {
    let mut words = match hangul::surname_and_given(name) {
        Some((surname, given)) => vec![fold::plain(surname), fold::plain(given)],
        None => fold::words(name),
    };
    let titles = [
        "mr", "mrs", "ms", "miss", "dr", "prof", "sir", "jr", "sr", "phd", "msc", "bsc", "mba",
    ];
    if words.iter().any(|word| !titles.contains(&word.as_str())) {
        words.retain(|word| !titles.contains(&word.as_str()));
    }
    words
}

/// How alike two names are, from 0 (nothing in common, or no name) to 1 (the same parts in any order).
pub fn similarity(a: &str, b: &str) -> f64 {
    if a == b {
        return if tokens(a).is_empty() { 0.0 } else { 1.0 };
    }
    let (a, b) = (shortened(tokens(a)), shortened(tokens(b)));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let mut best = of_tokens(&a, &b);
    // "Jun-ho Kim" and "Junho Kim": try each joint of one side.
    for (joined, other) in [(&a, &b), (&b, &a)] {
        if other.len() < 2 || joined.len() <= other.len() {
            continue;
        }
        for joint in 1..joined.len() {
            let mut fewer = joined.clone();
            let tail = fewer.remove(joint);
            fewer[joint - 1].push_str(&tail);
            best = best.max(of_tokens(&fewer, other));
            let head = &joined[joint - 1];
            fewer[joint - 1] = format!("{tail}{head}");
            best = best.max(of_tokens(&fewer, other));
        }
    }
    best
}

/// Whether two names may well be of one person: [`similarity`] of at least [`PLAUSIBLE`].
pub fn same_person_plausible(a: &str, b: &str) -> bool {
    similarity(a, b) >= PLAUSIBLE
}

fn shortened(mut tokens: Vec<String>) -> Vec<String> {
    tokens.truncate(MOST_TOKENS);
    for token in &mut tokens {
        if let Some((end, _)) = token.char_indices().nth(LONGEST_TOKEN) {
            token.truncate(end);
        }
    }
    tokens
}

/// The best pairing of the parts, weighted by their length; parts left over count a little against.
fn of_tokens(a: &[String], b: &[String]) -> f64 {
    const LEFT_OVER: f64 = 0.35;
    // A fixed order makes the measure symmetric.
    let (few, many) = if (a.len(), a) <= (b.len(), b) {
        (a, b)
    } else {
        (b, a)
    };
    let weight = |token: &String| token.chars().count() as f64;
    let full = many.iter().chain(few).map(weight).sum::<f64>();
    // best[set of used parts of `many`] = (agreement, matched weight); at most 2^8 sets.
    let mut best = vec![None::<(f64, f64)>; 1 << many.len()];
    best[0] = Some((0.0, 0.0));
    for token in few {
        let mut next = best.clone();
        for (used, state) in best.iter().enumerate() {
            let Some((agreement, matched)) = *state else {
                continue;
            };
            for (place, other) in many
                .iter()
                .enumerate()
                .filter(|(place, _)| used & (1 << place) == 0)
            {
                let alike = part_similarity(token, other);
                if alike <= 0.0 {
                    continue;
                }
                let pair = weight(token) + weight(other);
                let candidate = (agreement + alike * pair, matched + pair);
                let slot = &mut next[used | (1 << place)];
                if slot.is_none_or(|known| candidate.0 > known.0) {
                    *slot = Some(candidate);
                }
            }
        }
        best = next;
    }
    let score = best
        .into_iter()
        .flatten()
        .map(|(agreement, matched)| {
            // The shorter name must be found whole: what it has left over counts in full.
            agreement / (matched + LEFT_OVER * (full - matched)).max(1.0)
        })
        .fold(0.0, f64::max);
    // All parts of the shorter name should find a partner; a name of one part is never enough for a longer one.
    let ceiling = if few.len() == 1 && many.len() > 1 {
        0.7
    } else {
        1.0
    };
    score.min(ceiling).min(matched_ceiling(few, many))
}

/// A part of the shorter name that has no partner at all means another person, however well the others fit.
fn matched_ceiling(few: &[String], many: &[String]) -> f64 {
    let stray = few.iter().any(|token| {
        many.iter()
            .all(|other| part_similarity(token, other) <= 0.25)
    });
    if stray { 0.7 } else { 1.0 }
}

/// Two parts: equal 1, an initial 0.85, a surname variant 0.95, else Jaro–Winkler stretched so that chance gives 0.
fn part_similarity(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    let (a, b) = if a < b { (a, b) } else { (b, a) };
    let variant = |group: &&[&str]| group.contains(&a) && group.contains(&b);
    if KOREAN_SURNAMES.iter().any(variant) {
        return 0.95;
    }
    let is_initial =
        |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    if is_initial(a, b) || is_initial(b, a) {
        return 0.85;
    }
    let chance = 0.65;
    ((strsim::jaro_winkler(a, b) - chance) / (1.0 - chance)).max(0.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_of_one_name_are_plausible() {
        for (a, b) in [
            ("Anna Maria Eriksson", "ERIKSSON, Anna Maria"),
            ("José Núñez", "Jose Nunez"),
            ("Jun-ho Kim", "Kim Junho"),
            ("김준호", "Kim Jun Ho"),
            ("J. Doe", "Jane Doe"),
            ("Jane Mary Doe", "Jane Doe"),
            ("Jonathan Doe", "Jonathon Doe"),
            ("Pak Chol", "Park Chol"),
            ("Dr. Jane Doe", "Jane Doe"),
            ("ＪＡＮＥ　ＤＯＥ", "Jane Doe"),
        ] {
            assert!(
                same_person_plausible(a, b),
                "{a} / {b}: {}",
                similarity(a, b)
            );
        }
    }

    #[test]
    fn different_people_are_not() {
        for (a, b) in [
            ("Jane Doe", "John Smith"),
            ("Jane Doe", "Jane Smith"),
            ("Jane Doe", "Peter Doe"),
            ("Kim Jun Ho", "Kim Sung Min"),
            ("Jane", "Jane Doe"),
            ("", ""),
            ("...", "Jane Doe"),
            ("Wei Chen", "Li Zhang"),
        ] {
            assert!(
                !same_person_plausible(a, b),
                "{a} / {b}: {}",
                similarity(a, b)
            );
        }
    }

    #[test]
    fn korean_script_against_latin_is_not_zero() {
        assert!(
            similarity("박민수", "Park Minsu") > 0.7,
            "{}",
            similarity("박민수", "Park Minsu")
        );
        assert!(similarity("박 민수", "Park Minsu") > 0.9);
    }

    proptest! {
        #[test]
        fn similarity_is_symmetric_and_bounded(a in "\\PC{0,40}|[a-e ]{0,24}", b in "\\PC{0,40}|[a-e ]{0,24}") {
            let forward = similarity(&a, &b);
            prop_assert!((0.0..=1.0).contains(&forward));
            prop_assert!((forward - similarity(&b, &a)).abs() < 1e-9);
        }

        #[test]
        fn a_name_is_like_itself(name in "\\PC{0,40}|[a-e ]{0,24}") {
            let parts = shortened(tokens(&name));
            let expected = if parts.is_empty() { 0.0 } else { 1.0 };
            prop_assert_eq!(similarity(&name, &name), expected);
            prop_assert!(parts.is_empty() || (of_tokens(&parts, &parts) - 1.0).abs() < 1e-9);
        }

        #[test]
        fn the_order_of_parts_does_not_matter(mut parts in prop::collection::vec("[a-z]{2,8}", 1..5)) {
            let forward = parts.join(" ");
            parts.reverse();
            prop_assert!(similarity(&forward, &parts.join(" ")) > 0.999 || tokens(&forward).is_empty());
        }
    }
}
