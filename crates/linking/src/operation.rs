//! The second number: how much a group looks like an operation, which is another question than whether it is linked.
//!
//! A couple is linked and no operation. What tells them apart is size, ties of several families that only one hand
//! explains, claims that contradict each other on one device or payout, work in step, one text. The documented weights
//! are judgements in natural logarithms of odds; some fifty reviewed groups adjust them ([`OperationModel::learn`]).

/// Number of features.
pub const FEATURES: usize = 14;

/// What a group shows, each from 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Features {
    /// Logarithm of the number of people that the members claim to be, 1 from twenty on. A person with two accounts is one.
    pub size: f64,
    /// Different identity-bound kinds by which members are tied, 1 from four on.
    pub identity_kinds: f64,
    /// Independent ways a member: how many identity-bound ties more than are needed to hang together, a member.
    pub independent_paths: f64,
    /// Share of the members that identity-bound ties of two families or more tie to others.
    pub twice_bound: f64,
    /// Share of the members who share something personal with a member of another claimed country; the first pair, which
    /// one wrong tie could make, does not count.
    pub countries: f64,
    /// Share of the members who share a device, cookie, document, key or recovery address with a member of another
    /// claimed name or birth, again without the first pair. Homes share some of these.
    pub contradictions: f64,
    /// Share of the members active in step or handing over.
    pub synchrony: f64,
    /// Share of the members tied by texts and pictures.
    pub content: f64,
    /// Share of the members tied by code.
    pub code: f64,
    /// Share of the members tied by payout accounts or wallets.
    pub money: f64,
    /// Share of the members that were opened within a fortnight of another one.
    pub opened_together: f64,
    /// Share of the members at one place, the one with the most: a home, an office, also a laptop farm.
    pub one_place: f64,
    /// Share of the members declared as accounts of a team or company.
    pub agency: f64,
    /// Whether the group could be a home: one person or a couple, or at most five people who mostly share a place; all
    /// of one claimed country.
    pub household_like: f64,
}

impl Features {
    /// Names in the order of [`Features::values`].
    pub const NAMES: [&'static str; FEATURES] = [
        "size",
        "identity_kinds",
        "independent_paths",
        "twice_bound",
        "countries",
        "contradictions",
        "synchrony",
        "content",
        "code",
        "money",
        "opened_together",
        "one_place",
        "agency",
        "household_like",
    ];

    /// Features of values in the order of [`Features::NAMES`].
    #[must_use]
    pub fn of_values(values: [f64; FEATURES]) -> Self {
        let [
            size,
            identity_kinds,
            independent_paths,
            twice_bound,
            countries,
            contradictions,
            synchrony,
            content,
            code,
            money,
            opened_together,
            one_place,
            agency,
            household_like,
        ] = values;
        Self {
            size,
            identity_kinds,
            independent_paths,
            twice_bound,
            countries,
            contradictions,
            synchrony,
            content,
            code,
            money,
            opened_together,
            one_place,
            agency,
            household_like,
        }
    }

    /// The values in the order of [`Features::NAMES`].
    #[must_use]
    pub fn values(&self) -> [f64; FEATURES] {
        [
            self.size,
            self.identity_kinds,
            self.independent_paths,
            self.twice_bound,
            self.countries,
            self.contradictions,
            self.synchrony,
            self.content,
            self.code,
            self.money,
            self.opened_together,
            self.one_place,
            self.agency,
            self.household_like,
        ]
    }
}

/// A logistic model over [`Features`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OperationModel {
    /// Log odds of a group that shows nothing.
    pub base: f64,
    /// Log odds that each feature adds when it is 1.
    pub weights: [f64; FEATURES],
}

impl Default for OperationModel {
    fn default() -> Self {
        Self {
            // Most groups are homes, teams and second accounts: without anything, one in four hundred.
            base: -6.0,
            weights: [
                2.5,  // size: twenty accounts are no household
                2.0, // identity_kinds: colleagues share an office, not four kinds of papers and machines
                1.5, // independent_paths
                2.0, // twice_bound
                3.0, // countries: one hand, many claimed homes: the published mark of these schemes
                1.5, // contradictions
                1.5, // synchrony
                1.5, // content: agencies reuse texts too
                1.0, // code
                0.5, // money: couples and staff share payouts
                0.5, // opened_together: campaigns and intakes do that too
                -2.5, // one_place: that is what homes and offices look like; laptop farms show more
                -3.0, // agency: said openly
                -3.0, // household_like: in one home all of the above is everyday life
            ],
        }
    }
}

/// A group that a person reviewed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reviewed {
    /// What it shows.
    pub features: Features,
    /// What the review found.
    pub is_operation: bool,
    /// For how many groups it stands: if one in ten of the likely and one in a thousand of the others were reviewed,
    /// 10 and 1,000. Reviewers look at the likely ones first; without this the model would take that for the world.
    pub stands_for: f64,
}

/// How far an estimate may leave the documented weight, as a standard deviation in log odds.
const SPREAD: f64 = 1.5;

impl OperationModel {
    /// Probability that the group is an operation.
    #[must_use]
    pub fn probability(&self, features: &Features) -> f64 {
        1.0 / (1.0 + (-self.log_odds(features)).exp())
    }

    fn log_odds(&self, features: &Features) -> f64 {
        let sum: f64 = self
            .weights
            .iter()
            .zip(features.values())
            .map(|(weight, value)| weight * value)
            .sum();
        self.base + sum
    }

    /// The two or three features that speak loudest for it and against it, as name and log odds.
    #[must_use]
    pub fn loudest(&self, features: &Features) -> Vec<(&'static str, f64)> {
        let mut all: Vec<(&'static str, f64)> = Features::NAMES
            .into_iter()
            .zip(self.weights.iter().zip(features.values()))
            .map(|(name, (weight, value))| (name, weight * value))
            .filter(|(_, adds)| adds.abs() >= 0.2)
            .collect();
        all.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(b.0)));
        all.truncate(5);
        all
    }

    /// Learns from reviewed groups. The documented weights are the prior (normal, standard deviation 1.5), so that fifty
    /// groups suffice and one changes little. Newton's method; the sum is convex, so there is one answer. How much each
    /// feature weighs does not depend on which groups were reviewed; how common operations are does, so the base is set
    /// again with each group counted for those it stands for (King and Zeng, 2001).
    #[must_use]
    pub fn learn(self, reviewed: &[Reviewed]) -> Self {
        let learned = self.learn_weights(reviewed);
        let total: f64 = reviewed.iter().map(|one| one.stands_for.max(0.0)).sum();
        if !total.is_finite() || total <= 0.0 {
            return learned;
        }
        let scale = reviewed.len() as f64 / total;
        // The prior pulls towards the documented base.
        let (start, mut at) = (self.base, learned.base);
        let precision = 1.0 / (SPREAD * SPREAD);
        for _ in 0..50 {
            let (mut slope, mut bend) = (precision * (start - at), precision);
            for one in reviewed {
                let counts = one.stands_for.max(0.0) * scale;
                let log_odds = learned.log_odds(&one.features) - learned.base + at;
                let p = 1.0 / (1.0 + (-log_odds).exp());
                slope += counts * (f64::from(u8::from(one.is_operation)) - p);
                bend += counts * p * (1.0 - p);
            }
            let step = (slope / bend).clamp(-2.0, 2.0);
            at += step;
            if step.abs() < 1e-9 {
                break;
            }
        }
        Self {
            base: at,
            ..learned
        }
    }

    fn learn_weights(self, reviewed: &[Reviewed]) -> Self {
        const SIZE: usize = FEATURES + 1;
        let mut at: [f64; SIZE] = self.parameters();
        let start = at;
        let precision = 1.0 / (SPREAD * SPREAD);
        for _ in 0..50 {
            let mut slope = [0.0; SIZE];
            let mut bend = [[0.0; SIZE]; SIZE];
            for place in 0..SIZE {
                slope[place] = precision * (start[place] - at[place]);
                bend[place][place] = precision;
            }
            for one in reviewed {
                let mut x = [1.0; SIZE];
                x[1..].copy_from_slice(&one.features.values());
                let log_odds: f64 = x.iter().zip(at).map(|(x, w)| x * w).sum();
                let p = 1.0 / (1.0 + (-log_odds).exp());
                let miss = f64::from(u8::from(one.is_operation)) - p;
                for i in 0..SIZE {
                    slope[i] += miss * x[i];
                    for j in 0..SIZE {
                        bend[i][j] += p * (1.0 - p) * x[i] * x[j];
                    }
                }
            }
            let step = solve(bend, slope);
            let longest = step.iter().fold(0.0_f64, |most, s| most.max(s.abs()));
            // Steps are bounded, so that a start far away cannot overshoot.
            let scale = if longest > 2.0 { 2.0 / longest } else { 1.0 };
            for (at, step) in at.iter_mut().zip(step) {
                *at += scale * step;
            }
            if longest < 1e-9 {
                break;
            }
        }
        let mut weights = [0.0; FEATURES];
        weights.copy_from_slice(&at[1..]);
        Self {
            base: at[0],
            weights,
        }
    }

    fn parameters(&self) -> [f64; FEATURES + 1] {
        let mut all = [self.base; FEATURES + 1];
        all[1..].copy_from_slice(&self.weights);
        all
    }
}

/// Solves a symmetric positive definite system by Gaussian elimination.
fn solve<const N: usize>(mut a: [[f64; N]; N], mut b: [f64; N]) -> [f64; N] {
    for pivot in 0..N {
        for row in pivot + 1..N {
            let factor = a[row][pivot] / a[pivot][pivot];
            let above = a[pivot];
            for (cell, above) in a[row].iter_mut().zip(above).skip(pivot) {
                *cell -= factor * above;
            }
            b[row] -= factor * b[pivot];
        }
    }
    for row in (0..N).rev() {
        for column in row + 1..N {
            b[row] -= a[row][column] * b[column];
        }
        b[row] /= a[row][row];
    }
    b
}

/// One band of a table of reliability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// Groups whose probability lies in this band.
    pub groups: usize,
    /// Their mean probability.
    pub said: f64,
    /// The share that were operations.
    pub found: f64,
}

/// How well probabilities fit outcomes, in ten bands; empty bands are left out.
#[must_use]
pub fn reliability(said_and_found: &[(f64, bool)]) -> Vec<Band> {
    let mut bands = [(0_usize, 0.0, 0_usize); 10];
    for &(said, found) in said_and_found {
        let band = &mut bands[((said.clamp(0.0, 1.0) * 10.0) as usize).min(9)];
        band.0 += 1;
        band.1 += said.clamp(0.0, 1.0);
        band.2 += usize::from(found);
    }
    bands
        .into_iter()
        .filter(|band| band.0 > 0)
        .map(|(groups, said, found)| Band {
            groups,
            said: said / groups as f64,
            found: found as f64 / groups as f64,
        })
        .collect()
}

/// Expected calibration error: the mean gap between what was said and found, over the bands by their groups.
#[must_use]
pub fn calibration_error(bands: &[Band]) -> f64 {
    let all: usize = bands.iter().map(|band| band.groups).sum();
    if all == 0 {
        return 0.0;
    }
    bands
        .iter()
        .map(|band| band.groups as f64 * (band.said - band.found).abs())
        .sum::<f64>()
        / all as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn learning_without_reviews_changes_nothing() {
        let model = OperationModel::default();
        assert_eq!(model.learn(&[]), model);
    }

    #[test]
    fn reviews_move_the_weight_of_what_tells_apart() {
        let model = OperationModel::default();
        let with = |money: f64, content: f64| Features {
            size: 0.5,
            money,
            content,
            ..Features::default()
        };
        let reviewed: Vec<Reviewed> = (0..50)
            .map(|n| Reviewed {
                features: with(f64::from(n % 2), f64::from(n / 2 % 2)),
                is_operation: n % 2 == 0,
                stands_for: 1.0,
            })
            .collect();
        let learned = model.learn(&reviewed);
        assert!(learned.weights[9] < model.weights[9] - 1.0, "{learned:?}");
        assert!(learned.probability(&with(0.0, 0.0)) > learned.probability(&with(1.0, 0.0)));
    }

    #[test]
    fn what_stands_for_many_sets_the_base() {
        let shows = |size| Features {
            size,
            ..Features::default()
        };
        let reviewed = |stands_for| -> Vec<Reviewed> {
            (0..40)
                .map(|n| Reviewed {
                    features: shows(f64::from(n % 2)),
                    is_operation: n % 2 == 1,
                    stands_for: if n % 2 == 1 { 1.0 } else { stands_for },
                })
                .collect()
        };
        let model = OperationModel::default();
        let few = model.learn(&reviewed(1.0));
        let many = model.learn(&reviewed(500.0));
        assert!(many.base < few.base);
        assert_eq!(many.weights, few.weights);
    }

    #[test]
    fn hostile_features_give_a_probability_all_the_same() {
        let wild = Features {
            size: 1e300,
            ..Features::default()
        };
        let learned = OperationModel::default().learn(&[Reviewed {
            features: wild,
            is_operation: true,
            stands_for: f64::NAN,
        }]);
        assert!(!OperationModel::default().probability(&wild).is_nan());
        assert!(learned.base.is_finite());
    }

    #[test]
    fn reliability_counts_every_group_once() {
        let said: Vec<(f64, bool)> = (0..100).map(|n| (f64::from(n) / 100.0, n >= 50)).collect();
        let bands = reliability(&said);
        assert_eq!(bands.iter().map(|band| band.groups).sum::<usize>(), 100);
        assert!(calibration_error(&bands) > 0.2);
        assert!(calibration_error(&reliability(&[(1.0, true), (0.0, false)])) < 1e-9);
    }
}
