//! Learns the weights from the user's own data, without labels.
//!
//! Every shared value is either of one hand (or home) or shared by strangers. Which of the two is not seen; what is
//! seen is how many of its holders are tied to another holder by something of *another family*. Holders of one hand
//! mostly are, strangers mostly are not, so the counts are a mixture of two binomials, and expectation–maximisation
//! gives for every kind and class of sharers how many values are of one hand.
//!
//! Left alone, such estimates turn labels round: tried on candidate pairs, one took a third of all pairs for linked
//! where two in a million were. So the documented guesses count as so many observed values, the result may not leave
//! them by more than ten decibans, more sharers never weigh more, and the two rates stay apart.

use std::collections::BTreeMap;

use crate::index::{Index, Seen, Value};
use crate::kind::{Family, TieKind};
use crate::settings::Settings;
use crate::weight::{
    CLASSES, DEGREE_CLASSES, KindWeight, MOST_FROM_IDENTITY, ROWS, Weights, class, decibans,
    guessed, probability, row, rows,
};

/// The documented guess counts as this many values.
const GUESS_COUNTS: f64 = 30.0;
/// The documented rates of corroboration count as this many holders.
const RATE_COUNTS: f64 = 60.0;
/// An estimate stays within so many decibans of the documented guess. Of kinds of money it does not fall so far
/// ([`MOST_FROM_IDENTITY`]): whoever keeps personas apart has to be paid somewhere all the same, so a shared wallet has no
/// other witness; that silence says little, and what homes share must not set how often operators are corroborated. Of a
/// machine it says much: who uses it leaves an address and texts too, and used machines go from hand to hand.
const MOST_CHANGE: f64 = 10.0;
const ROUNDS: usize = 25;

/// Holders in pairs, of whom so many are corroborated, with the number of such values.
type Patterns = BTreeMap<Pattern, f64>;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Pattern {
    kind: TieKind,
    in_passing: bool,
    /// Class of the sharers, for the chance.
    class: usize,
    /// Class of the holders looked at, for the rate of coincidence: of a direct tie two.
    looked_at: usize,
    trials: u32,
    successes: u32,
}

/// How often the holders of values are corroborated: all that weights are learned from.
#[derive(Debug, Default)]
pub(crate) struct Corroborations(Patterns);

impl Corroborations {
    /// Counts a value of whose holders so many are corroborated.
    pub(crate) fn count(&mut self, value: &Value, corroborated: u32) {
        let holders = if value.is_direct { 2 } else { value.sharers };
        // Two holders corroborate each other: half as many trials as holders.
        let trials = holders.div_ceil(2);
        let pattern = Pattern {
            kind: value.kind,
            in_passing: value.in_passing,
            class: class(value.sharers),
            looked_at: class(holders),
            trials,
            successes: corroborated.div_ceil(2).min(trials),
        };
        *self.0.entry(pattern).or_default() += 1.0;
    }
}

/// Weights learned from how often the holders of each value are corroborated.
pub(crate) fn learn(index: &Index, corroborated: &[u32]) -> Weights {
    let mut all = Corroborations::default();
    for (value, &corroborated) in index.values.iter().zip(corroborated) {
        all.count(value, corroborated);
    }
    learn_from(&all)
}

/// The same from what was counted.
pub(crate) fn learn_from(Corroborations(patterns): &Corroborations) -> Weights {
    let documented = Weights::default();
    let mut weights = documented.clone();
    for _ in 0..ROUNDS {
        let mut values = vec![[(0.0, 0.0); CLASSES]; ROWS];
        let mut one_hand = [(0.0, 0.0); 2];
        let mut strangers = [(0.0, 0.0); CLASSES];
        for (pattern, &count) in patterns {
            let Pattern {
                kind,
                in_passing,
                class,
                looked_at,
                trials,
                successes,
            } = *pattern;
            let identity = usize::from(kind.is_identity_bound());
            let (yes, all) = (f64::from(successes), f64::from(trials));
            let log = |chance: f64, rate: f64| {
                chance.ln() + yes * rate.ln() + (all - yes) * (1.0 - rate).ln()
            };
            let row = row(kind, in_passing);
            let chance = weights.chance[row][class];
            let a = log(chance, weights.corroborated[identity]);
            let b = log(1.0 - chance, weights.coincidence[looked_at]);
            let share = 1.0 / (1.0 + (b - a).exp());
            let cell = &mut values[row][class];
            cell.0 += share * count;
            cell.1 += count;
            one_hand[identity].0 += share * count * yes;
            one_hand[identity].1 += share * count * all;
            strangers[looked_at].0 += (1.0 - share) * count * yes;
            strangers[looked_at].1 += (1.0 - share) * count * all;
        }
        for (row, (kind, in_passing)) in rows().enumerate() {
            weights.chance[row] = chances(kind, in_passing, &values[row]);
        }
        for (place, &(yes, all)) in one_hand.iter().enumerate() {
            weights.corroborated[place] = rate(yes, all, documented.corroborated[place], 0.3, 0.9);
        }
        for (class, &(yes, all)) in strangers.iter().enumerate() {
            weights.coincidence[class] = rate(yes, all, documented.coincidence[class], 0.01, 0.25);
        }
    }
    weights
}

fn rate(yes: f64, all: f64, documented: f64, least: f64, most: f64) -> f64 {
    ((yes + RATE_COUNTS * documented) / (all + RATE_COUNTS)).clamp(least, most)
}

fn chances(kind: TieKind, in_passing: bool, values: &[(f64, f64); CLASSES]) -> [f64; CLASSES] {
    let mut above = 1.0_f64;
    std::array::from_fn(|class| {
        let guess = guessed(kind, in_passing, class);
        let (yes, all) = values[class];
        let raw = (yes + GUESS_COUNTS * guess) / (all + GUESS_COUNTS);
        let near = decibans(guess);
        let most_taken = if kind.family() == Family::Money {
            MOST_FROM_IDENTITY
        } else {
            MOST_CHANGE
        };
        let bounded = decibans(raw).clamp(near - most_taken, near + MOST_CHANGE);
        above = above.min(probability(bounded));
        above
    })
}

/// The table of weights with what was seen.
pub(crate) fn table(
    seen: &Seen,
    weights: &Weights,
    subjects: usize,
    settings: &Settings,
) -> Vec<KindWeight> {
    let prior = settings.prior_decibans();
    let documented = Weights::default();
    let all_pairs = subjects as f64 * (subjects as f64 - 1.0) / 2.0;
    let linked = |kind: TieKind, class: usize| {
        seen[kind as usize][class].1 * weights.chance[kind as usize][class]
    };
    // What is above the cap ties nobody, so it does not count among the linked pairs.
    let capped = |kind: TieKind, class: usize| {
        class > 0 && DEGREE_CLASSES[class - 1] + 1 > settings.most_sharers(kind)
    };
    let all_linked: f64 = TieKind::ALL
        .into_iter()
        .flat_map(|kind| (0..CLASSES).map(move |class| (kind, class)))
        .filter(|&(kind, class)| !capped(kind, class))
        .map(|(kind, class)| linked(kind, class))
        .sum();
    let mut table = Vec::new();
    for kind in TieKind::ALL {
        for class in 0..CLASSES {
            let (values, pairs) = seen[kind as usize][class];
            if values == 0 {
                continue;
            }
            let linked = if capped(kind, class) {
                0.0
            } else {
                linked(kind, class)
            };
            table.push(KindWeight {
                kind,
                from: if class == 0 {
                    2
                } else {
                    DEGREE_CLASSES[class - 1] + 1
                },
                to: DEGREE_CLASSES[class],
                values,
                pairs,
                m: if all_linked > 0.0 {
                    linked / all_linked
                } else {
                    0.0
                },
                u: if all_pairs > 0.0 {
                    ((pairs - linked) / all_pairs).clamp(0.0, 1.0)
                } else {
                    0.0
                },
                decibans: weights.of(kind, false, DEGREE_CLASSES[class], prior),
                documented: documented.of(kind, false, DEGREE_CLASSES[class], prior),
            });
        }
    }
    table
}
