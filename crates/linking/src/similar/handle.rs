//! Families of handles: the same words with other digits, separators or in another order.
//!
//! The skeleton of a handle is its runs of letters, in any order and joined: `john.dev1990`,
//! `johndev91` and `dev_john_90` have one in common. A skeleton counts where few subjects have it.

use super::{SimilarSettings, SimilarTies, subjects, tie};
use crate::hash;

/// Letters that a skeleton needs; shorter ones are anybody's.
const LEAST_LETTERS: usize = 6;
/// Runs of letters of which all orders are tried.
const MOST_RUNS: usize = 4;

struct Handle<'a> {
    runs: Vec<&'a str>,
    digits: String,
}

pub(super) fn ties(values: &[(u32, String)], settings: &SimilarSettings) -> SimilarTies {
    let handles: Vec<Handle<'_>> = values.iter().map(|(_, value)| read(value)).collect();
    let mut keys: Vec<(u64, u32, u32)> = Vec::new();
    for (place, handle) in (0_u32..).zip(&handles) {
        let subject = values[place as usize].0;
        skeletons(&handle.runs, |skeleton| {
            keys.push((hash::bytes(1, skeleton.as_bytes()), subject, place));
        });
    }
    keys.sort_unstable();
    keys.dedup();
    let mut found = SimilarTies::default();
    for family in keys.chunk_by(|x, y| x.0 == y.0) {
        let shared_by = subjects(family.iter().map(|key| key.1));
        if shared_by < 2 {
            continue;
        }
        if shared_by > settings.most_subjects {
            found.common += 1;
            continue;
        }
        // One subject with very many handles is bounded too.
        let family = &family[..family.len().min(64 * settings.most_subjects as usize)];
        for (at, (_, x, left)) in family.iter().enumerate() {
            for (_, y, right) in &family[at + 1..] {
                let (left, right) = (*left as usize, *right as usize);
                if x != y && local(&values[left].1) != local(&values[right].1) {
                    let alike = alike(&handles[left], &handles[right]);
                    found.ties.push(tie(*x, *y, alike, shared_by));
                }
            }
        }
    }
    found
}

/// The part of an e-mail address before the `@`, without what follows a `+`.
fn local(value: &str) -> &str {
    let local = value.split('@').next().unwrap_or(value);
    local.split('+').next().unwrap_or(local).trim()
}

fn read(value: &str) -> Handle<'_> {
    let local = local(value);
    Handle {
        runs: local
            .split(|letter: char| !letter.is_alphabetic())
            .filter(|run| !run.is_empty())
            .collect(),
        digits: local.chars().filter(char::is_ascii_digit).collect(),
    }
}

/// All orders of the runs, joined.
fn skeletons(runs: &[&str], mut take: impl FnMut(&str)) {
    let letters: usize = runs.iter().map(|run| run.chars().count()).sum();
    if letters < LEAST_LETTERS {
        return;
    }
    if runs.len() > MOST_RUNS {
        return take(&runs.concat());
    }
    let mut order: Vec<&str> = runs.to_vec();
    // Heap's algorithm: every order once by single exchanges.
    let mut counters = vec![0; order.len()];
    take(&order.concat());
    let mut at = 0;
    while at < order.len() {
        if counters[at] < at {
            let with = if at % 2 == 0 { 0 } else { counters[at] };
            order.swap(with, at);
            take(&order.concat());
            counters[at] += 1;
            at = 0;
        } else {
            counters[at] = 0;
            at += 1;
        }
    }
}

/// The words alike make a half; their order a fifth; digits that could be one year or number the rest.
fn alike(x: &Handle<'_>, y: &Handle<'_>) -> f32 {
    let order = if x.runs.concat() == y.runs.concat() {
        0.2
    } else {
        0.0
    };
    let (short, long) = match x.digits.len() < y.digits.len() {
        true => (&x.digits, &y.digits),
        false => (&y.digits, &x.digits),
    };
    let digits = match (short.len(), long.len()) {
        _ if short == long => 0.3,
        (0, _) => 0.15,
        _ if long.ends_with(short.as_str()) => 0.25,
        (a, b) if a == b => 0.1,
        _ => 0.0,
    };
    0.5 + order + digits
}
