//! Learning what looks like an operation from reviewed groups.
//!
//! A model is kept only if groups that it did not learn from are judged better by it than by the stated one: each
//! reviewed group is left out once and judged by what the others teach.

use bonafide_linking::{Features, Losses, OperationModel, Reviewed, losses};

use crate::line::GroupReview;

/// Fewest reviewed groups to learn from. A stated proposal: fourteen features are adjusted, each held near its stated
/// weight, and with fewer groups the measurement of whether it helped says nothing.
pub const LEAST_REVIEWS: usize = 40;
/// Fewest groups of each answer among them.
pub const LEAST_OF_EACH: usize = 8;

/// Edges of the bands of the groups, by their place when the likeliest come first, as shares of all: reviewers look at
/// the likeliest, so each reviewed group stands for those of its band.
const BANDS: [f64; 5] = [0.002, 0.01, 0.05, 0.2, 1.0];

/// All groups of a screening, among which the reviewed ones are a choice.
#[derive(Debug, Clone, Default)]
pub struct Population {
    /// What each shows.
    pub features: Vec<Features>,
}

/// What was learned.
#[derive(Debug, Clone, PartialEq)]
pub struct Learned {
    /// The model.
    pub model: OperationModel,
    /// Reviewed groups it learned from.
    pub reviews: usize,
    /// Operations among them.
    pub operations: usize,
    /// Groups for which they stand.
    pub stand_for: usize,
    /// What the stated model costs on the reviewed groups.
    pub stated: Losses,
    /// What models that had not seen them cost.
    pub left_out: Losses,
}

/// Why nothing was learned.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum NotLearned {
    /// Too few groups.
    #[error(
        "{reviews} groups are reviewed, {operations} of them found to be operations: {LEAST_REVIEWS} are needed with at least {LEAST_OF_EACH} of each answer; `bonafide link propose` names groups worth a review"
    )]
    TooFew {
        /// Reviewed groups.
        reviews: usize,
        /// Operations among them.
        operations: usize,
    },
    /// It does not help.
    #[error(
        "what the reviewed groups teach judges groups it has not seen no better than the stated model (log loss {:.3} against {:.3}, Brier score {:.3} against {:.3}): the stated model stays; review more groups",
        left_out.log_loss, stated.log_loss, left_out.brier, stated.brier
    )]
    NotBetter {
        /// What the stated model costs.
        stated: Losses,
        /// What the learned ones cost on what they had not seen.
        left_out: Losses,
    },
}

/// Learns from reviews, starting from the stated model.
///
/// # Errors
///
/// There are too few reviews, or the learned model would be no better.
pub fn learn<'a>(
    stated: OperationModel,
    reviews: impl IntoIterator<Item = &'a GroupReview>,
    population: &Population,
) -> Result<Learned, NotLearned> {
    // The ledger refuses a review whose features cannot be read.
    let reviews: Vec<(Features, bool)> = reviews
        .into_iter()
        .filter_map(|review| Some((review.read_features().ok()?, review.is_operation)))
        .collect();
    let operations = reviews.iter().filter(|(_, is)| *is).count();
    let others = reviews.len() - operations;
    if reviews.len() < LEAST_REVIEWS || operations < LEAST_OF_EACH || others < LEAST_OF_EACH {
        return Err(NotLearned::TooFew {
            reviews: reviews.len(),
            operations,
        });
    }
    let reviewed = standing_for(stated, &reviews, population);
    let cost = |said: &dyn Fn(usize) -> f64| {
        losses(
            reviewed
                .iter()
                .enumerate()
                .map(|(place, one)| (said(place), one.is_operation, 1.0)),
        )
    };
    let unseen = stated.left_out(&reviewed);
    let left_out = cost(&|place| unseen[place]);
    let stated_cost = cost(&|place| stated.probability(&reviewed[place].features));
    if left_out.log_loss >= stated_cost.log_loss || left_out.brier > stated_cost.brier {
        return Err(NotLearned::NotBetter {
            stated: stated_cost,
            left_out,
        });
    }
    Ok(Learned {
        model: stated.learn(&reviewed),
        reviews: reviewed.len(),
        operations,
        stand_for: population.features.len().max(reviewed.len()),
        stated: stated_cost,
        left_out,
    })
}

/// The reviewed groups, each with the number of groups for which it stands: those of its band of the population,
/// shared among the reviewed ones there. A band that nobody reviewed goes to the next.
fn standing_for(
    stated: OperationModel,
    reviews: &[(Features, bool)],
    population: &Population,
) -> Vec<Reviewed> {
    let mut all: Vec<f64> = population
        .features
        .iter()
        .map(|features| stated.probability(features))
        .collect();
    all.sort_by(|x, y| y.total_cmp(x));
    let place = |said: f64| all.partition_point(|other| *other > said);
    let band = |place: usize| {
        let share = place as f64 / all.len().max(1) as f64;
        BANDS
            .iter()
            .position(|edge| share < *edge)
            .unwrap_or(BANDS.len() - 1)
    };
    let mut groups = [0_usize; BANDS.len()];
    for place in 0..all.len() {
        groups[band(place)] += 1;
    }
    let of: Vec<usize> = reviews
        .iter()
        .map(|(features, _)| band(place(stated.probability(features))))
        .collect();
    let mut reviewed = [0_usize; BANDS.len()];
    for band in &of {
        reviewed[*band] += 1;
    }
    let mut stands_for = [1.0; BANDS.len()];
    let mut waiting = 0;
    for band in 0..BANDS.len() {
        waiting += groups[band];
        if reviewed[band] > 0 {
            stands_for[band] = (waiting as f64 / reviewed[band] as f64).max(1.0);
            waiting = 0;
        }
    }
    reviews
        .iter()
        .zip(of)
        .map(|(&(features, is_operation), band)| Reviewed {
            features,
            is_operation,
            stands_for: stands_for[band],
        })
        .collect()
}
