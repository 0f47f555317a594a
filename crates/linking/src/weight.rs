//! How much it says that two subjects share a value: weights by Fellegi and Sunter, by kind and number of sharers.
//!
//! For every kind there is a documented guess of how often two subjects that alone share such a value are of one hand
//! (or one home), and of how fast that falls with more sharers. Given the prior chance `λ`, the guess `π` is the same
//! as a pair of the classical m and u: `m/u = odds(π)/odds(λ)`. The weight is that ratio in decibans.
//!
//! [`crate::em`] adjusts the guesses to the user's own data.

use crate::index::Value;
use crate::kind::TieKind;

/// Classes of the number of subjects that share a value: 2, 3–5, 6–10, 11–20, 21–50, 51–100, 101–1,000, more. Weights
/// change by class, so that one more holder rarely changes anything.
pub const DEGREE_CLASSES: [u32; 8] = [2, 5, 10, 20, 50, 100, 1_000, u32::MAX];

/// Number of classes.
pub(crate) const CLASSES: usize = DEGREE_CLASSES.len();

/// The class of a number of sharers.
pub(crate) fn class(sharers: u32) -> usize {
    DEGREE_CLASSES
        .iter()
        .position(|&most| sharers <= most)
        .unwrap_or(CLASSES - 1)
}

/// A probability as decibans: ten times the decimal logarithm of its odds.
pub(crate) fn decibans(probability: f64) -> f64 {
    let p = if probability.is_nan() {
        0.5
    } else {
        probability
    };
    let p = p.clamp(1e-9, 1.0 - 1e-9);
    10.0 * (p / (1.0 - p)).log10()
}

/// Decibans as a probability.
pub(crate) fn probability(decibans: f64) -> f64 {
    1.0 / (1.0 + 10_f64.powf(-decibans / 10.0))
}

/// For a kind: the chance that two subjects who alone share a value are of one hand or home, and by how many decibans
/// the odds fall for every tenfold number of sharers.
///
/// Pure chance would let the odds fall by 10 a decade. Identity-bound values fall slower, because an operation itself
/// makes many sharers; places, names and set-ups fall faster, because many sharers mean a public place. All are
/// judgements, to be adjusted by data.
fn guess(kind: TieKind, in_passing: bool) -> (f64, f64) {
    match kind {
        // Used machines are sold, and lent for a day, by people who never meet; but homes hand theirs down too.
        _ if in_passing => (0.3, 8.0),
        // Papers are one person's; forged ones are sold to several.
        TieKind::Document | TieKind::TaxId => (0.95, 8.0),
        // A private key is not lent.
        TieKind::SshKey => (0.95, 8.0),
        TieKind::Email | TieKind::RecoveryEmail | TieKind::CommitEmail => (0.93, 8.0),
        // Numbers are re-assigned within months, and families share them.
        TieKind::Phone => (0.85, 8.0),
        // Payout accounts are shared by couples, and by staff of one employer.
        TieKind::Wallet | TieKind::BankAccount => (0.9, 8.0),
        // Devices are sold on, and stand in libraries.
        TieKind::Device | TieKind::Cookie => (0.85, 8.0),
        // Equal commits under two names: forks are excluded before.
        TieKind::Commit => (0.8, 8.0),
        // The same picture may be a stock picture.
        TieKind::Photo => (0.8, 10.0),
        TieKind::Handover => (0.7, 10.0),
        TieKind::Background | TieKind::Handle => (0.5, 12.0),
        TieKind::Text => (0.5, 12.0),
        TieKind::Synchrony => (0.4, 10.0),
        TieKind::Address => (0.4, 18.0),
        TieKind::Answers | TieKind::Transfer => (0.3, 12.0),
        // Families and small firms send their money on to one account as well.
        TieKind::Collector => (0.8, 8.0),
        // One pays for another's first fee among friends, and in every firm that sets wallets up.
        TieKind::Funding => (0.3, 12.0),
        // Careers are told with a strength: how far beyond chance they agree. Class-mates share the beginning of one,
        // a team that was bought two steps; three under two names are one person's, or copied.
        TieKind::Career => (0.8, 12.0),
        TieKind::Rating => (0.4, 12.0),
        // A former chief stands up for a whole team.
        TieKind::Referee => (0.3, 12.0),
        // Work teams share tokens, clients and repositories.
        TieKind::Credential => (0.3, 12.0),
        TieKind::Client => (0.2, 12.0),
        TieKind::Referral | TieKind::Repository => (0.15, 12.0),
        // Carrier-grade translation, offices, guests: one address is many homes.
        TieKind::Ip => (0.1, 20.0),
        TieKind::Configuration => (0.03, 20.0),
        TieKind::Name => (0.02, 15.0),
        // It binds by other means and is no evidence: as good as never seen.
        TieKind::Verdict => (1e-9, 0.0),
    }
}

/// Rows of [`Weights::chance`]: one for each kind, and one for machines that only passed.
pub(crate) const ROWS: usize = TieKind::ALL.len() + 1;

/// The row of a kind, or of what only passed.
pub(crate) fn row(kind: TieKind, in_passing: bool) -> usize {
    match in_passing {
        true => ROWS - 1,
        false => kind as usize,
    }
}

/// Kinds, each with whether it is what only passed, in the order of rows.
pub(crate) fn rows() -> impl Iterator<Item = (TieKind, bool)> {
    let kinds = TieKind::ALL.into_iter().map(|kind| (kind, false));
    kinds.chain([(TieKind::Device, true)])
}

/// The documented guess for a kind and a class of sharers.
pub(crate) fn guessed(kind: TieKind, in_passing: bool, class: usize) -> f64 {
    // The middle of the class on a logarithmic scale.
    const MIDDLE: [f64; CLASSES] = [2.0, 3.9, 7.7, 14.8, 32.4, 71.4, 317.0, 3_000.0];
    let (alone, slope) = guess(kind, in_passing);
    probability(decibans(alone) - slope * (MIDDLE[class.min(CLASSES - 1)] / 2.0).log10())
}

/// Weights of all kinds, as data: learn them once, keep them, and use them for later days.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// By kind (in the order of [`TieKind::ALL`]; after them machines that only passed from one to another) and class of
    /// sharers: the chance that sharers are of one hand or home.
    pub chance: Vec<[f64; CLASSES]>,
    /// How often a holder of a value of one hand is tied to another holder by something of another family, for kinds
    /// that are not identity-bound and for those that are.
    pub corroborated: [f64; 2],
    /// The same for a value that strangers share, by class of sharers.
    pub coincidence: [f64; CLASSES],
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            chance: rows()
                .map(|(kind, in_passing)| {
                    std::array::from_fn(|class| guessed(kind, in_passing, class))
                })
                .collect(),
            corroborated: [0.5, 0.5],
            // Couples and flat-mates are among the guests of every café: one holder in ten, more in larger places.
            coincidence: [0.03, 0.05, 0.07, 0.1, 0.12, 0.15, 0.2, 0.25],
        }
    }
}

/// The most that the corroboration of one value may add to its weight or take from it, in decibans.
const MOST_FROM_CORROBORATION: f64 = 15.0;
/// The most it may take from an identity-bound value: a careful operator's one payout account has no other witness.
pub(crate) const MOST_FROM_IDENTITY: f64 = 4.0;
/// Below so many sharers a value's own corroboration says too little; it is in the ties themselves.
const FEW: u32 = 6;
/// The same for identity-bound values: a crew shares machines and payouts by the handful, each with other members, so
/// that no two members share two things; services are shared by the dozen.
const FEW_BOUND: u32 = 11;
/// The same for machines that only passed: of two already it is asked what else they have. One hand that takes a machine from one
/// account and gives it to the next leaves something else at both.
const FEW_PASSED: u32 = 2;

impl Weights {
    /// Weight in decibans of sharing a value of this kind with so many sharers.
    pub(crate) fn of(
        &self,
        kind: TieKind,
        in_passing: bool,
        sharers: u32,
        prior_decibans: f32,
    ) -> f32 {
        let class = class(sharers);
        let chance = self.chance.get(row(kind, in_passing)).map_or_else(
            || guessed(kind, in_passing, class),
            |by_class| by_class[class],
        );
        decibans(chance) as f32 - prior_decibans
    }

    /// The most that corroboration adds to any value, in decibans.
    pub(crate) fn most_from_corroboration() -> f32 {
        MOST_FROM_CORROBORATION as f32
    }

    /// Whether a value of so many sharers is weighed by their corroboration at all.
    pub(crate) fn is_corroborated(&self, kind: TieKind, in_passing: bool, sharers: u32) -> bool {
        let few = if in_passing {
            FEW_PASSED
        } else if kind.is_identity_bound() {
            FEW_BOUND
        } else {
            FEW
        };
        sharers >= few
    }

    /// The same for a value: what holds between two subjects has no other holders.
    pub(crate) fn asks_for_corroboration(&self, value: &Value) -> bool {
        !value.is_direct && self.is_corroborated(value.kind, value.in_passing, value.sharers)
    }

    /// What it adds to the weight that so many of the sharers are tied by something else too. A value whose sharers
    /// are otherwise strangers is a public one.
    pub(crate) fn corroboration(
        &self,
        kind: TieKind,
        in_passing: bool,
        sharers: u32,
        corroborated: u32,
    ) -> f32 {
        if !self.is_corroborated(kind, in_passing, sharers) {
            return 0.0;
        }
        let one_hand = self.corroborated[usize::from(kind.is_identity_bound())].clamp(0.05, 0.95);
        let strangers = self.coincidence[class(sharers)].clamp(0.005, 0.5);
        // Two holders corroborate each other, so there are half as many independent trials as holders.
        let yes = f64::from(corroborated.min(sharers)) / 2.0;
        let no = f64::from(sharers) / 2.0 - yes;
        let sum = 10.0
            * (yes * (one_hand / strangers).log10()
                + no * ((1.0 - one_hand) / (1.0 - strangers)).log10());
        let least = if kind.is_identity_bound() && !in_passing {
            -MOST_FROM_IDENTITY
        } else {
            -MOST_FROM_CORROBORATION
        };
        // What a few have beside it ties them already; that they have nothing else is told nowhere but here.
        let most = if in_passing && !self.is_corroborated(kind, false, sharers) {
            0.0
        } else {
            MOST_FROM_CORROBORATION
        };
        sum.clamp(least, most) as f32
    }
}

/// What one kind and class of sharers weighs, and on what it rests.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KindWeight {
    /// The kind.
    pub kind: TieKind,
    /// Fewest sharers of this class.
    pub from: u32,
    /// Most sharers of this class.
    pub to: u32,
    /// Values seen.
    pub values: u64,
    /// Pairs of subjects that share one of them.
    pub pairs: f64,
    /// Chance that two linked subjects share a value of this kind and class.
    pub m: f64,
    /// Chance that two strangers do: exactly from the numbers of sharers, less the pairs taken to be linked.
    pub u: f64,
    /// The weight used.
    pub decibans: f32,
    /// The documented weight, before the data spoke.
    pub documented: f32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_sharers_never_weigh_more() {
        let weights = Weights::default();
        for kind in TieKind::ALL {
            for pair in DEGREE_CLASSES.windows(2) {
                assert!(
                    weights.of(kind, false, pair[0], -30.0)
                        > weights.of(kind, false, pair[1], -30.0)
                );
            }
        }
    }

    #[test]
    fn a_public_place_is_told_by_its_strangers() {
        let weights = Weights::default();
        assert!(weights.corroboration(TieKind::Ip, false, 20, 2) < -10.0);
        assert!(weights.corroboration(TieKind::Ip, false, 20, 18) > 10.0);
        assert_eq!(weights.corroboration(TieKind::Ip, false, 4, 0), 0.0);
    }

    #[test]
    fn decibans_and_probabilities_are_two_spellings() {
        for p in [0.001, 0.1, 0.5, 0.93] {
            assert!((probability(decibans(p)) - p).abs() < 1e-12);
        }
        assert!(decibans(f64::NAN).abs() < 1e-9);
    }
}
