//! Whom and what two subjects have in common though no single one of them says much: raters, clients, steps of a
//! career, answers in their order.
//!
//! Three clients in common mean nothing in a small town of a market and much in a large one. So the number in common
//! is held against what is to be expected of two who each chose so many, given how popular each choice is, and against
//! the number of pairs that were compared.

use crate::chance;

/// When things in common count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CompanySettings {
    /// A thing that more subjects have says nothing. Default 20.
    pub most_holders: u32,
    /// Fewest things that two must have in common. Default 3.
    pub least: u32,
    /// Most pairs that are written out; where there would be more, the least rare things are left out. Default 20
    /// million, some 400 MB.
    pub most_pairs: u64,
}

impl Default for CompanySettings {
    fn default() -> Self {
        Self {
            most_holders: 20,
            least: 3,
            most_pairs: 20_000_000,
        }
    }
}

/// Two subjects with more in common than chance explains.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InCommon {
    /// The subject with the lower number.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// Things in common.
    pub count: u32,
    /// Things in common that were to be expected.
    pub expected: f64,
    /// How many subjects have what they have in common: the most of any.
    pub shared_by: u32,
    /// From 0 to 1: how far beyond what chance makes among all pairs.
    pub strength: f32,
}

/// What was found, and what was too common to look at.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Company {
    /// Sorted by `a`, then `b`.
    pub pairs: Vec<InCommon>,
    /// Things that more subjects have than count: the most common first, each with its number of subjects; at most 100.
    pub common: Vec<(u64, u32)>,
    /// The number of holders up to which things were looked at: less than the setting where there were too many pairs.
    pub looked_at: u32,
}

/// Finds pairs with things in common. A row is a thing and a subject who has it; order and repetition are indifferent.
#[must_use]
pub fn in_common(mut rows: Vec<(u64, u32)>, settings: &CompanySettings) -> Company {
    rows.sort_unstable();
    rows.dedup();
    let mut found = Company {
        looked_at: settings.most_holders,
        ..Company::default()
    };
    let mut pairs_at = vec![0_u64; settings.most_holders as usize + 1];
    for thing in rows.chunk_by(|x, y| x.0 == y.0) {
        match pairs_at.get_mut(thing.len()) {
            Some(pairs) => *pairs += (thing.len() * (thing.len() - 1) / 2) as u64,
            None => found.common.push((thing[0].0, thing.len() as u32)),
        }
    }
    found
        .common
        .sort_unstable_by_key(|&(thing, subjects)| (u32::MAX - subjects, thing));
    found.common.truncate(100);
    let mut sum = 0_u64;
    for (holders, pairs) in (0_u32..).zip(&pairs_at) {
        sum = sum.saturating_add(*pairs);
        if sum > settings.most_pairs {
            found.looked_at = holders.saturating_sub(1);
            break;
        }
    }
    let most = found.looked_at as usize;
    rows = {
        let mut kept = Vec::with_capacity(rows.len());
        for thing in rows.chunk_by(|x, y| x.0 == y.0) {
            if thing.len() <= most {
                kept.extend_from_slice(thing);
            }
        }
        kept
    };
    let all = rows.len() as f64;
    let mut has: Vec<u32> = rows.iter().map(|row| row.1).collect();
    has.sort_unstable();
    let counted: Vec<(u32, u32)> = has
        .chunk_by(|x, y| x == y)
        .map(|of| (of[0], of.len() as u32))
        .collect();
    let count_of = |subject: u32| {
        let place = counted.binary_search_by_key(&subject, |of| of.0);
        place.map_or(0.0, |place| f64::from(counted[place].1))
    };
    // The chance that one thing of one is one thing of another, over all things with so many holders or fewer.
    let mut same = vec![0.0_f64; most + 1];
    let mut together: Vec<(u32, u32, u32)> = Vec::new();
    for thing in rows.chunk_by(|x, y| x.0 == y.0) {
        let holders = thing.len();
        same[holders] += (holders as f64 / all) * ((holders as f64 - 1.0) / all);
        for (place, one) in thing.iter().enumerate() {
            for other in &thing[place + 1..] {
                together.push((one.1, other.1, holders as u32));
            }
        }
    }
    for holders in 1..same.len() {
        same[holders] += same[holders - 1];
    }
    let compared = counted
        .iter()
        .filter(|(_, count)| *count >= settings.least)
        .count();
    // Each pair is held against chance twice: with all that was looked at, and with what is as rare as what the two
    // share. That limit is chosen after the fact: as many comparisons more as there are limits to choose from.
    let comparisons = 2.0 * chance::pairs(compared);
    let limits = 10.0 * f64::from(settings.most_holders.max(1)).log10();
    together.sort_unstable();
    for of_two in together.chunk_by(|x, y| (x.0, x.1) == (y.0, y.1)) {
        if of_two.len() < settings.least as usize {
            continue;
        }
        let (a, b, _) = of_two[0];
        let shared_by = of_two.iter().map(|tie| tie.2).max().unwrap_or(2);
        let (count, choices) = (of_two.len() as f64, count_of(a) * count_of(b));
        let expected = choices * same[shared_by as usize];
        let beyond = (chance::beyond_poisson(count, expected) - limits)
            .max(chance::beyond_poisson(count, choices * same[most]));
        if let Some(strength) = chance::strength(beyond, comparisons) {
            found.pairs.push(InCommon {
                a,
                b,
                count: of_two.len() as u32,
                expected,
                shared_by,
                strength,
            });
        }
    }
    found
}
