//! What can be set, each with its default and the reason for it.

use std::path::PathBuf;

use crate::operation::OperationModel;
use crate::weight::Weights;

/// Settings of [`link`](crate::link()).
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Chance that two subjects who could meet one tie are run by one hand, before anything is known. Default 0.001.
    ///
    /// Among all pairs of a marketplace the share is nearer to one in a million. But strangers are not drawn evenly:
    /// they live in the same towns and work in the same trades, and so meet in values far oftener than their
    /// frequencies say. A prior that is a thousand times greater, with weights that are as much smaller, keeps two
    /// weak agreements from adding up to certainty.
    pub prior: f64,
    /// Least probability with which two subjects must be linked to stand in one group. Default 0.5: as likely as not.
    /// What the link means is told by [`Group::operation`](crate::Group::operation).
    pub minimum_linked: f64,
    /// Most subjects that a value of an identity-bound kind may have. Default 200: the largest published facilitators
    /// ran below a hundred machines at once; what more than twice as many share belongs to a service.
    pub most_holders: u32,
    /// The same for all other kinds: places, names, set-ups, texts. Default 100, a laptop farm of the largest size.
    pub most_neighbours: u32,
    /// Values that weigh less than this, in decibans, tie nobody. Default 3: twice as likely as not seen.
    pub least_decibans: f32,
    /// How much heavier a single tie must be to join two parts, for every tenfold size of the smaller part, in
    /// decibans. Default 10: the number of ties that could be wrong grows with the members that could have them.
    pub growth_decibans: f32,
    /// Parts that together have more members are never joined by a single tie. Default 300.
    pub largest_joined: usize,
    /// Groups from this many members on are looked at for a narrow place to cut. Default 10: smaller ones have too few
    /// ties for the share that is cut to mean something.
    pub cut_from: usize,
    /// The narrowest place is cut if it carries less than this share of the lighter side's ties, each counted at both
    /// ends. Default 0.03: members mostly have two ties, so it is one tie for every eight members. At 0.1 sparse crews
    /// that belong together fall apart.
    pub cut_below: f64,
    /// Two subjects at one network address are tied only if not more than this many seconds lie between their times
    /// there. Default 30 days, within which home connections mostly keep an address.
    pub address_lease: i64,
    /// How many values of one subject are looked at for corroboration, the heaviest first. Default 64: bounds the cost
    /// of a subject that shows ten thousand values.
    pub values_per_subject: usize,
    /// Weights to use as they are. Without, the documented ones are adjusted to the data.
    pub weights: Option<Weights>,
    /// How much a group looks like an operation.
    pub operation: OperationModel,
    /// Bytes that [`link_bounded`](crate::link_bounded()) may take for what it is given and compares; what is more goes
    /// to temporary files. Beside them it takes some 50 bytes a subject, and what the result takes. Below some
    /// megabytes it gets slow. Without, which is the default, everything is held in memory. [`link()`](crate::link()) is
    /// given all in memory and pays no attention to it.
    pub memory: Option<usize>,
    /// The folder for temporary files. Without, that of the system.
    pub scratch: Option<PathBuf>,
    /// How many of the values that were too common to tie are listed, the most common first. Default 1,000.
    pub list_common: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            prior: 0.001,
            minimum_linked: 0.5,
            most_holders: 200,
            most_neighbours: 100,
            least_decibans: 3.0,
            growth_decibans: 10.0,
            largest_joined: 300,
            cut_from: 10,
            cut_below: 0.03,
            address_lease: 30 * 86_400,
            values_per_subject: 64,
            weights: None,
            operation: OperationModel::default(),
            memory: None,
            scratch: None,
            list_common: 1_000,
        }
    }
}

impl Settings {
    /// The prior in decibans, kept away from 0 and 1.
    pub(crate) fn prior_decibans(&self) -> f32 {
        crate::weight::decibans(self.prior) as f32
    }

    /// Sum of weights from which two subjects are linked.
    pub(crate) fn enough(&self) -> f32 {
        crate::weight::decibans(self.minimum_linked) as f32 - self.prior_decibans()
    }

    /// Most subjects that a value of the kind may have.
    pub(crate) fn most_sharers(&self, kind: crate::TieKind) -> u32 {
        if kind.is_identity_bound() {
            self.most_holders
        } else {
            self.most_neighbours
        }
    }
}
