//! What rules found on somebody's own records, and how much of that is ordinary.
//!
//! Where others are looked at (fellow members of a group, users of one address), what they share with the subject must
//! not count again: it is what brought them together. And what is found of most people says nothing: an ordinary person
//! of the same records is the measure.

use std::collections::BTreeMap;

use crate::engine::Engine;
use crate::subjects::{SubjectFindings, weight_of};
use crate::tally::RuleTally;
use crate::weigh::{Weight, weigh};

/// Decibans of somebody's own records from which rules tell something of them: one strong finding.
pub(crate) const TOLD: f64 = 8.0;
/// Most decibans that one person's records may say about others: the cap of a family.
const MOST_OF_ONE: f64 = 16.0;
/// Facts that tie subjects begin with this word.
const SHARED: &str = "shared";
/// Decibans that an ordinary person's records are taken for at least where so much can be found, and where the folder is
/// too small to tell. Stated; what worlds of full records show. One unusual record among few says less than it seems to.
const STATED: f64 = 3.0;
/// Subjects from which the folder itself tells what is ordinary.
const ENOUGH: usize = 1_000;

/// What several have in common anyway, so that it is no record of one's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Common {
    /// The account that they are paid into: for all but one the holder is somebody else.
    pub(crate) account: bool,
    /// The address from which they connect, and all that is found of the place at which it ends.
    pub(crate) connection: bool,
}

impl Common {
    fn explains(self, weight: &Weight<'_>) -> bool {
        const OF_THE_ACCOUNT: &str = "payee is somebody else";
        const OF_THE_CONNECTION: [&str; 3] = [
            "connection through a relay or server",
            "is not where stated",
            "address is a mail drop",
        ];
        const ABOUT_PLACES: &str = "location";
        let of = |word: &str| weight.facts.iter().any(|fact| fact == word);
        weight.facts.iter().any(|fact| fact.starts_with(SHARED))
            || (self.account && of(OF_THE_ACCOUNT))
            || (self.connection
                && (weight.family == ABOUT_PLACES || OF_THE_CONNECTION.into_iter().any(of)))
    }
}

/// What rules found of a subject in decibans, without findings that rest on what several share or have in common.
pub(crate) fn own(engine: &Engine, subject: &SubjectFindings, common: Common) -> f64 {
    let weights: Vec<Weight<'_>> = subject
        .findings
        .iter()
        .map(|finding| weight_of(&engine.pack.rules[finding.rule]))
        .filter(|weight| !common.explains(weight))
        .collect();
    if weights.is_empty() {
        return 0.0;
    }
    weigh(&engine.weighing, &weights).weight
}

/// How much rules could find of an ordinary person of these records, in decibans.
///
/// A rule that fires on a share `f` of those of whom it can be answered, with a weight of `w`, is taken for
/// `10·log10(1 + f·(10^(w/10) − 1))`; the mean is taken over everybody of whom it could be answered or not.
pub(crate) fn findable(engine: &Engine, tally: &RuleTally) -> f64 {
    engine
        .pack
        .rules
        .iter()
        .zip(&tally.rules)
        .filter(|(_, sum)| sum.answerable > 0)
        .map(|(rule, sum)| {
            let weight = weight_of(rule);
            let speaks = weight.counts && !weight.sanctions && weight.decibans > 0.0;
            // What several share is nobody's own record.
            if !speaks || Common::default().explains(&weight) {
                return 0.0;
            }
            let fires = sum.fired as f64 / sum.answerable as f64;
            let times = 1.0 + fires * (10_f64.powf(weight.decibans / 10.0) - 1.0);
            10.0 * times.log10() * sum.answerable as f64 / sum.subjects as f64
        })
        .sum()
}

/// What an ordinary person's own records are worth, in decibans.
///
/// If sums mean what they say, people of whom `s` decibans are found are `10^(s/10)` times as often among operators'
/// accounts as among ordinary ones, and for the shares of all sums to add up to one the mean of `10^(s/10)` over ordinary
/// people has to be taken off. So a fellow says `s` less that: somebody of whom nothing is found speaks a little for the
/// others, and a folder in which rules fire on everybody makes nobody suspicious.
///
/// At least so much is taken off as is stated for full records, or as could be found in these at all where that is less:
/// in the records of a marketplace alone the silence of a fellow says less.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Ordinary(f64);

impl Ordinary {
    /// From everybody who was screened, and what could be [found](findable). Operators' accounts among them make the
    /// measure a little too high, which errs on the side of those who are looked at.
    pub(crate) fn of(sums: &[f64], findable: f64) -> Self {
        if sums.len() < ENOUGH {
            return Self(STATED);
        }
        // Counted by hundredths, so that neither slices nor threads change the last digits of the mean.
        let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
        for sum in sums {
            *counts
                .entry((bounded(*sum) * 100.0).round() as i64)
                .or_default() += 1;
        }
        let mean = counts
            .iter()
            .map(|(sum, count)| 10_f64.powf(*sum as f64 / 1_000.0) * *count as f64)
            .sum::<f64>()
            / sums.len() as f64;
        Self((10.0 * mean.log10()).max(findable.min(STATED)))
    }

    /// What somebody's own records say of the hand behind them, in decibans.
    pub(crate) fn beyond(self, own: f64) -> f64 {
        bounded(own) - self.0
    }
}

fn bounded(own: f64) -> f64 {
    own.clamp(0.0, MOST_OF_ONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Records in which much can be found.
    const FULL: f64 = 12.0;

    #[test]
    fn what_everybody_shows_is_ordinary() {
        let quiet = Ordinary::of(&[0.0; 5_000], FULL);
        let noisy = Ordinary::of(&[9.0; 5_000], FULL);
        assert!((quiet.beyond(9.0) - 6.0).abs() < 1e-9);
        assert!(noisy.beyond(9.0).abs() < 1e-9);
        assert!(noisy.beyond(0.0) < -8.9);
    }

    #[test]
    fn a_small_folder_takes_the_stated_measure() {
        assert_eq!(Ordinary::of(&[16.0; 20], 0.0), Ordinary::of(&[], FULL));
    }

    #[test]
    fn the_silence_of_thin_records_says_little() {
        let thin = Ordinary::of(&[0.0; 5_000], 0.5);
        let full = Ordinary::of(&[0.0; 5_000], FULL);
        assert!((thin.beyond(0.0) + 0.5).abs() < 1e-9);
        assert!((full.beyond(0.0) + 3.0).abs() < 1e-9);
        // What is found of most is ordinary, however little could be found.
        let noisy = Ordinary::of(&[9.0; 5_000], 0.5);
        assert!(noisy.beyond(9.0).abs() < 1e-9);
    }

    #[test]
    fn one_person_never_says_more_than_a_family_may() {
        let ordinary = Ordinary::of(&[], FULL);
        assert!((ordinary.beyond(60.0) - ordinary.beyond(16.0)).abs() < 1e-9);
        // Somebody of whom much speaks for innocence vouches for nobody else.
        assert!((ordinary.beyond(-12.0) - ordinary.beyond(0.0)).abs() < 1e-9);
    }

    #[test]
    fn the_order_of_people_changes_no_digit() {
        let sums: Vec<f64> = (0..3_000).map(|n| f64::from(n % 17) * 0.9).collect();
        let turned: Vec<f64> = sums.iter().rev().copied().collect();
        assert_eq!(Ordinary::of(&sums, FULL), Ordinary::of(&turned, FULL));
    }
}
