//! Numbers of documents in which one character is another or two neighbours are exchanged.

use super::{SimilarSettings, SimilarTies, subjects, tie};
use crate::hash;

/// Characters that a number needs, so that a neighbour is no accident.
const LEAST_LENGTH: usize = 6;
/// Characters of a number that are read.
const MOST_LENGTH: usize = 48;

pub(super) fn ties(values: &[(u32, String)], settings: &SimilarSettings) -> SimilarTies {
    let numbers: Vec<Vec<u8>> = values
        .iter()
        .map(|(_, value)| {
            value
                .bytes()
                .filter(u8::is_ascii_alphanumeric)
                .take(MOST_LENGTH)
                .collect()
        })
        .collect();
    let mut keys: Vec<(u64, u32, u32)> = Vec::new();
    for (place, number) in (0_u32..).zip(&numbers) {
        if !is_telling(number) {
            continue;
        }
        let subject = values[place as usize].0;
        let mut masked = number.clone();
        for at in 0..number.len() {
            masked[at] = b'?';
            keys.push((hash::bytes(2, &masked), subject, place));
            masked[at] = number[at];
            if at + 1 < number.len() && number[at] != number[at + 1] {
                // The two in the order of the alphabet: the same for a number and its exchange.
                masked[at] = number[at].min(number[at + 1]);
                masked[at + 1] = number[at].max(number[at + 1]);
                keys.push((hash::bytes(3 + at as u64, &masked), subject, place));
                masked[at..at + 2].copy_from_slice(&number[at..at + 2]);
            }
        }
    }
    keys.sort_unstable();
    let mut found = SimilarTies::default();
    let mut pairs: Vec<(u32, u32, u32)> = Vec::new();
    for near in keys.chunk_by(|x, y| x.0 == y.0) {
        let shared_by = subjects(near.iter().map(|key| key.1));
        if shared_by < 2 {
            continue;
        }
        if shared_by > settings.most_subjects {
            found.common += 1;
            continue;
        }
        let near = &near[..near.len().min(64 * settings.most_subjects as usize)];
        for (at, (_, x, left)) in near.iter().enumerate() {
            for (_, y, right) in &near[at + 1..] {
                if x != y && numbers[*left as usize] != numbers[*right as usize] {
                    pairs.push((*left.min(right), *left.max(right), shared_by));
                }
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup_by_key(|pair| (pair.0, pair.1));

    // Forms whose numbers have neighbours as a rule.
    let mut forms: Vec<(u64, u32)> = Vec::new();
    let mut of_number = vec![0_u64; numbers.len()];
    for (place, number) in numbers.iter().enumerate().filter(|(_, n)| is_telling(n)) {
        of_number[place] = form(number);
        forms.push((of_number[place], 0));
    }
    for (left, right, _) in &pairs {
        forms.extend([left, right].map(|place| (of_number[*place as usize], 1)));
    }
    forms.sort_unstable();
    let dense: Vec<u64> = forms
        .chunk_by(|x, y| x.0 == y.0)
        .filter(|form| {
            let neighbours = form.iter().filter(|(_, neighbour)| *neighbour == 1).count();
            let numbers = form.len() - neighbours;
            // A handful of numbers cannot show a habit.
            numbers > 100 && neighbours as f64 > settings.most_neighbours * numbers as f64
        })
        .map(|form| form[0].0)
        .collect();
    found.common += dense.len() as u32;
    for (left, right, shared_by) in pairs {
        let (left, right) = (left as usize, right as usize);
        if dense.binary_search(&of_number[left]).is_err()
            && dense.binary_search(&of_number[right]).is_err()
        {
            let alike = 1.0 - 1.0 / numbers[left].len() as f32;
            found
                .ties
                .push(tie(values[left].0, values[right].0, alike, shared_by));
        }
    }
    found
}

/// Long enough and no placeholder such as 000000 or 111112.
fn is_telling(number: &[u8]) -> bool {
    let mut different = number.to_vec();
    different.sort_unstable();
    different.dedup();
    number.len() >= LEAST_LENGTH && different.len() >= 4
}

/// The places of letters and digits.
fn form(number: &[u8]) -> u64 {
    let form: Vec<u8> = number
        .iter()
        .map(|byte| if byte.is_ascii_digit() { b'0' } else { b'a' })
        .collect();
    hash::bytes(0, &form)
}
