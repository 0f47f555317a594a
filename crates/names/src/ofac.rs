//! The score that the search page of the US Treasury would give.
//!
//! The page documents its parts (Jaro–Winkler of the whole and of the parts, FAQ 249) and no details. These were
//! found from 164 scores that it gave: blanks and signs are dropped from the whole, whose common beginning counts up
//! to five letters; a part meets only parts with the same first letter; parts of one or two letters of the query are
//! left out; further parts of the listed name cost nothing.

/// Letters at the beginning that raise the likeness of the whole, and of a part.
const WHOLE_BEGINNING: usize = 5;
const PART_BEGINNING: usize = 4;
/// Longer texts are cut: the work grows with the square.
const LONGEST: usize = 200;

/// A score from 0 to 100 as the search page of the US Treasury's sanctions list gives it for a name typed in (`query`)
/// against a name on the list: for telling a customer why the page shows a name, or does not.
///
/// ```
/// assert_eq!(bonafide_names::score_like_ofac("VLADIMIR PUTIN", "PUTIN, Vladimir"), 100.0);
/// assert_eq!(bonafide_names::score_like_ofac("KIM JONG UN", "KIM, Jong Man"), 100.0);
/// ```
pub fn score_like_ofac(query: &str, listed: &str) -> f64 {
    let whole = jaro_winkler(&letters(query), &letters(listed), WHOLE_BEGINNING);
    (100.0 * whole.max(by_parts(query, listed))).round()
}

fn letters(text: &str) -> Vec<char> {
    parts(text).concat()
}

fn parts(text: &str) -> Vec<Vec<char>> {
    let mut parts = vec![Vec::new()];
    for letter in text.chars().take(LONGEST).flat_map(char::to_uppercase) {
        if letter.is_whitespace() || matches!(letter, '-' | ',' | '.' | '"' | '(' | ')' | '/' | '&')
        {
            parts.push(Vec::new());
        } else if !matches!(letter, '\'' | '’')
            && let Some(last) = parts.last_mut()
        {
            last.push(letter);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn by_parts(query: &str, listed: &str) -> f64 {
    let (mut query, listed) = (parts(query), parts(listed));
    if query.iter().any(|part| part.len() > 2) {
        query.retain(|part| part.len() > 2);
    }
    if query.is_empty() {
        return 0.0;
    }
    let best = |part: &Vec<char>| {
        listed
            .iter()
            .filter(|other| other.first() == part.first())
            .map(|other| jaro_winkler(part, other, PART_BEGINNING))
            .fold(0.0, f64::max)
    };
    query.iter().map(best).sum::<f64>() / query.len() as f64
}

/// Jaro–Winkler without the usual lower bound for the bonus.
fn jaro_winkler(a: &[char], b: &[char], beginning: usize) -> f64 {
    let jaro = jaro(a, b);
    let same = a
        .iter()
        .zip(b)
        .take(beginning)
        .take_while(|(x, y)| x == y)
        .count();
    jaro + same as f64 * 0.1 * (1.0 - jaro)
}

fn jaro(a: &[char], b: &[char]) -> f64 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let window = (a.len().max(b.len()) / 2).saturating_sub(1);
    let mut taken = vec![false; b.len()];
    let mut from_a = Vec::with_capacity(a.len());
    for (place, letter) in a.iter().enumerate() {
        let range = place.saturating_sub(window)..(place + window + 1).min(b.len());
        if let Some(found) = range
            .into_iter()
            .find(|other| !taken[*other] && b[*other] == *letter)
        {
            taken[found] = true;
            from_a.push(*letter);
        }
    }
    if from_a.is_empty() {
        return 0.0;
    }
    let from_b = b
        .iter()
        .zip(&taken)
        .filter(|(_, taken)| **taken)
        .map(|(letter, _)| letter);
    let moved = from_a.iter().zip(from_b).filter(|(x, y)| x != y).count() as f64 / 2.0;
    let met = from_a.len() as f64;
    (met / a.len() as f64 + met / b.len() as f64 + (met - moved) / met) / 3.0
}

#[cfg(test)]
mod tests {
    use super::score_like_ofac;

    #[test]
    fn the_page_is_met_within_a_point() {
        for (query, listed, theirs) in [
            ("VLADIMIR PUTIN", "VLADIMIR BILIY", 90.0),
            ("PUTIN", "PUTINA, Maria", 97.0),
            ("KIM JONG UN", "KIM, Song Hun", 93.0),
        ] {
            let ours = score_like_ofac(query, listed);
            assert!(
                (ours - theirs).abs() <= 1.0,
                "{query} / {listed}: {ours}, theirs {theirs}"
            );
        }
        assert_eq!(score_like_ofac("", "X"), 0.0);
        assert_eq!(score_like_ofac("Z", "ALBARRAQ Z"), 100.0);
    }
}
