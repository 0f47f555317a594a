//! An explained sum: how findings become an outcome.
//!
//! Each finding weighs some decibans (10·log10 of a likelihood ratio). Findings that rest on one fact count once,
//! and findings of one family are capped together, so that ten echoes count once. Mitigating findings subtract.
//! `review` and above need corroboration: two independent families, or one hard artefact equality.
//! Sanctions findings are kept apart: they have their own legal basis.

use std::borrow::Cow;

use bonafide_model::report::{FamilySum, Outcome, WeighingSummary};

/// Caps and thresholds, all in decibans. They are stated proposals; `docs/weighing.md` gives the reasons.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighing {
    /// The profile that the lines come from.
    pub profile: Cow<'static, str>,
    /// The assumed share of the screened who belong to an operation, from 0 to 1.
    pub prior: f64,
    /// The most that one family can add.
    pub family_cap: f64,
    /// The most that mitigating findings can take away.
    pub mitigation_cap: f64,
    /// The sum from which `watch` begins.
    pub watch: f64,
    /// The sum from which `review` begins, if corroborated.
    pub review: f64,
    /// The sum from which one hard artefact equality is enough for `review`.
    pub hard: f64,
    /// The sum from which `urgent` begins, if two families agree.
    pub urgent: f64,
    /// The least that a family must add to corroborate another.
    pub corroborating: f64,
}

impl Default for Weighing {
    fn default() -> Self {
        Self::at("marketplace", 0.004, 0.3, 0.7)
    }
}

/// How far below the line of `review` the line of `watch` lies, and the one of hard artefacts.
const BELOW_REVIEW: (f64, f64) = (11.0, 9.0);
/// The lowest lines of `watch`, and of a hard artefact: one moderate finding, and one strong one.
const LOWEST: (f64, f64) = (4.0, 10.0);

impl Weighing {
    /// Lines that follow from an assumed share of the screened (`prior`), and from the shares of those at the lines of
    /// `review` and `urgent` who would belong to an operation if the weights were exact. All lie between 0 and 1.
    pub fn at(profile: &str, prior: f64, review: f64, urgent: f64) -> Self {
        let decibans = |share: f64| 10.0 * (share / (1.0 - share)).log10();
        let line = |share: f64| (decibans(share) - decibans(prior)).ceil();
        let review = line(review).max(LOWEST.1);
        Self {
            profile: Cow::Owned(profile.to_owned()),
            prior,
            family_cap: 16.0,
            mitigation_cap: 12.0,
            watch: (review - BELOW_REVIEW.0).max(LOWEST.0),
            review,
            hard: (review - BELOW_REVIEW.1).max(LOWEST.1),
            urgent: line(urgent).max(review + 1.0),
            corroborating: 3.0,
        }
    }

    /// The numbers as a report shows them.
    pub fn summary(&self) -> WeighingSummary {
        WeighingSummary {
            profile: self.profile.clone().into_owned(),
            prior: self.prior,
            family_cap: self.family_cap,
            watch: self.watch,
            review: self.review,
            hard: self.hard,
            urgent: self.urgent,
            mitigation_cap: self.mitigation_cap,
            corroborating: self.corroborating,
        }
    }
}

/// One finding to be weighed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weight<'a> {
    /// The rule.
    pub rule: &'a str,
    /// Its family.
    pub family: &'a str,
    /// Decibans; negative for a mitigating finding.
    pub decibans: f64,
    /// The facts that it rests on. Of findings that rest on one fact the heaviest counts.
    pub facts: &'a [String],
    /// Whether it is the equality of a hard artefact.
    pub hard: bool,
    /// Whether it belongs to the sanctions track.
    pub sanctions: bool,
    /// Whether it counts: findings of preview and shadow rules are shown and do not count.
    pub counts: bool,
}

/// The sum of a subject's findings.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighed {
    /// Outcome.
    pub outcome: Outcome,
    /// Sum of what counts.
    pub weight: f64,
    /// What of each finding counts, in the order given.
    pub counted: Vec<f64>,
    /// For each finding, in the order given, the place of one that rests on the same fact and counts in its place.
    pub same_fact_as: Vec<Option<usize>>,
    /// The sum, family by family, the largest first.
    pub families: Vec<FamilySum>,
    /// Why the outcome is what it is, in a sentence.
    pub gate: String,
}

/// Weighs the findings of one subject. Their order does not matter.
///
/// Findings that rest on one fact count once: of all sets of findings in which no fact is told twice, the one counts that
/// says most. So a finding that rests on several facts counts, or those that tell these facts one by one do.
pub fn weigh(weighing: &Weighing, findings: &[Weight<'_>]) -> Weighed {
    let mut order: Vec<usize> = (0..findings.len())
        .filter(|index| conduct(&findings[*index]))
        .collect();
    order.sort_by(|a, b| {
        let (a, b) = (&findings[*a], &findings[*b]);
        b.decibans
            .abs()
            .total_cmp(&a.decibans.abs())
            .then_with(|| a.rule.cmp(b.rule))
    });
    // Only what rests on several facts can stand in the way of several others.
    let broad: Vec<usize> = order
        .iter()
        .copied()
        .filter(|index| findings[*index].decibans > 0.0 && findings[*index].facts.len() > 1)
        .take(MOST_BROAD)
        .collect();
    let mut best = Sum::of(weighing, findings, &order, &[]);
    if best.stood_in_the_way(&broad) {
        for left_out in 1..1_u32 << broad.len() {
            let without: Vec<usize> = (0..broad.len())
                .filter(|place| left_out >> place & 1 == 1)
                .map(|place| broad[place])
                .collect();
            let other = Sum::of(weighing, findings, &order, &without);
            if other.weight() > best.weight() + 1e-9 {
                best = other;
            }
        }
    }
    best.weighed(weighing, findings)
}

/// Findings on several facts that are tried both ways; beyond so many the lighter ones stay. Sixty-four sums at most.
const MOST_BROAD: usize = 6;

fn conduct(finding: &Weight<'_>) -> bool {
    finding.counts && !finding.sanctions
}

/// The sum of a set of findings in which no fact is told twice.
struct Sum {
    counted: Vec<f64>,
    same_fact_as: Vec<Option<usize>>,
    families: Vec<FamilySum>,
}

impl Sum {
    /// Takes the findings in their order, but for those left out, and leaves out what tells a fact again.
    fn of(
        weighing: &Weighing,
        findings: &[Weight<'_>],
        order: &[usize],
        left_out: &[usize],
    ) -> Self {
        let mut sum = Self {
            counted: vec![0.0; findings.len()],
            same_fact_as: vec![None; findings.len()],
            families: Vec::new(),
        };
        let mut facts: Vec<(&str, usize)> = Vec::new();
        let first_told = |facts: &[(&str, usize)], finding: &Weight<'_>| {
            let told = |fact: &String| facts.iter().find(|(known, _)| known == fact);
            finding
                .facts
                .iter()
                .find_map(told)
                .map(|(_, heavier)| *heavier)
        };
        for index in order.iter().copied().filter(|at| !left_out.contains(at)) {
            let finding = &findings[index];
            if finding.decibans > 0.0 {
                if let Some(other) = first_told(&facts, finding) {
                    sum.same_fact_as[index] = Some(other);
                    continue;
                }
                facts.extend(finding.facts.iter().map(|fact| (fact.as_str(), index)));
            }
            sum.add(weighing, index, finding);
        }
        for index in left_out {
            sum.same_fact_as[*index] = first_told(&facts, &findings[*index]);
        }
        sum
    }

    fn add(&mut self, weighing: &Weighing, index: usize, finding: &Weight<'_>) {
        let known = |sum: &FamilySum| sum.family == finding.family;
        let place = self.families.iter().position(known).unwrap_or_else(|| {
            self.families.push(FamilySum {
                family: finding.family.to_owned(),
                sum: 0.0,
                counted: 0.0,
            });
            self.families.len() - 1
        });
        let family = &mut self.families[place];
        family.sum += finding.decibans;
        self.counted[index] = if finding.decibans >= 0.0 {
            // One finding that alone outweighs the cap keeps its weight; its echoes add nothing.
            let room = weighing.family_cap.max(finding.decibans) - family.counted.max(0.0);
            finding.decibans.min(room.max(0.0))
        } else {
            finding
                .decibans
                .max((-weighing.mitigation_cap - family.counted).min(0.0))
        };
        family.counted += self.counted[index];
    }

    /// Whether one of these is counted in the place of another finding.
    fn stood_in_the_way(&self, broad: &[usize]) -> bool {
        let places = self.same_fact_as.iter().flatten();
        places.into_iter().any(|place| broad.contains(place))
    }

    fn weight(&self) -> f64 {
        self.families.iter().map(|family| family.counted).sum()
    }

    fn weighed(mut self, weighing: &Weighing, findings: &[Weight<'_>]) -> Weighed {
        self.families.sort_by(|a, b| {
            b.counted
                .total_cmp(&a.counted)
                .then_with(|| a.family.cmp(&b.family))
        });
        let weight = self.weight();
        let agreeing = self
            .families
            .iter()
            .filter(|family| family.counted >= weighing.corroborating)
            .count();
        let hard = findings
            .iter()
            .any(|finding| conduct(finding) && finding.hard);
        let sanctioned = findings
            .iter()
            .any(|finding| finding.counts && finding.sanctions && finding.hard);
        let (mut outcome, mut gate) = gate(weighing, weight, agreeing, hard);
        if sanctioned && outcome < Outcome::Review {
            outcome = Outcome::Review;
            gate = "a match with a listed party by number, wallet, or name and birth date is reviewed on the sanctions track, whatever the sum".to_owned();
        }
        Weighed {
            outcome,
            weight,
            counted: self.counted,
            same_fact_as: self.same_fact_as,
            families: self.families,
            gate,
        }
    }
}

fn gate(weighing: &Weighing, weight: f64, agreeing: usize, hard: bool) -> (Outcome, String) {
    let families = format!("{agreeing} independent families of evidence");
    if weight < weighing.watch {
        return (
            Outcome::None,
            format!("the sum is below {}", weighing.watch),
        );
    }
    if weight >= weighing.urgent && agreeing >= 2 {
        return (
            Outcome::Urgent,
            format!("the sum reaches {} and {families} agree", weighing.urgent),
        );
    }
    if weight >= weighing.review && agreeing >= 2 {
        return (
            Outcome::Review,
            format!("the sum reaches {} and {families} agree", weighing.review),
        );
    }
    if weight >= weighing.hard && hard {
        return (
            Outcome::Review,
            format!(
                "the sum reaches {} and a hard artefact is equal",
                weighing.hard
            ),
        );
    }
    if weight >= weighing.review {
        return (
            Outcome::Watch,
            format!(
                "the sum reaches {}, but fewer than two families speak: without corroboration it stays here",
                weighing.review
            ),
        );
    }
    (
        Outcome::Watch,
        format!("the sum reaches {}", weighing.watch),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn finding(rule: &'static str, family: &'static str, decibans: f64) -> Weight<'static> {
        Weight {
            rule,
            family,
            decibans,
            facts: &[],
            hard: false,
            sanctions: false,
            counts: true,
        }
    }

    #[test]
    fn ten_echoes_of_one_fact_count_once() {
        let echoes: Vec<_> = (0..10)
            .map(|_| finding("location/echo", "location", 6.0))
            .collect();
        let weighed = weigh(&Weighing::default(), &echoes);
        assert_eq!(weighed.weight, 16.0);
        assert_eq!(
            weighed.outcome,
            Outcome::Watch,
            "one family alone is never reviewed"
        );
    }

    #[test]
    fn two_families_corroborate_each_other() {
        let findings = [
            finding("location/a", "location", 11.0),
            finding("money/b", "money", 10.0),
        ];
        assert_eq!(
            weigh(&Weighing::default(), &findings).outcome,
            Outcome::Review
        );
        let one_and_a_half = [findings[0], finding("money/b", "money", 6.0)];
        assert_eq!(
            weigh(&Weighing::default(), &one_and_a_half).outcome,
            Outcome::Watch
        );
    }

    #[test]
    fn findings_of_two_families_that_rest_on_one_fact_count_once() {
        let shared = ["shared device".to_owned()];
        let other = ["shared device".to_owned(), "shared document".to_owned()];
        let device = Weight {
            facts: &shared,
            ..finding("device/many", "device", 8.0)
        };
        let returns = Weight {
            facts: &other,
            ..finding("coordination/returns", "coordination", 12.0)
        };
        let place = finding("location/a", "location", 5.0);
        let weighed = weigh(&Weighing::default(), &[device, place, returns]);
        assert_eq!(weighed.weight, 17.0);
        assert_eq!(weighed.same_fact_as, [Some(2), None, None]);
        assert_eq!(weighed.counted, [0.0, 5.0, 12.0]);
        let families: Vec<&str> = weighed
            .families
            .iter()
            .map(|sum| sum.family.as_str())
            .collect();
        assert_eq!(
            families,
            ["coordination", "location"],
            "a family that only repeats a fact corroborates nothing"
        );
    }

    #[test]
    fn one_by_one_or_together_whichever_says_more() {
        let facts = [
            "shared device".to_owned(),
            "shared payout account".to_owned(),
        ];
        let group = Weight {
            facts: &facts,
            ..finding("coordination/group", "coordination", 12.0)
        };
        let device = Weight {
            facts: &facts[..1],
            ..finding("device/many", "device", 8.0)
        };
        let account = Weight {
            facts: &facts[1..],
            ..finding("money/one-account", "money", 7.0)
        };
        let together = weigh(&Weighing::default(), &[group, device]);
        assert_eq!(together.counted, [12.0, 0.0]);
        let apart = weigh(&Weighing::default(), &[group, device, account]);
        assert_eq!(apart.counted, [0.0, 8.0, 7.0]);
        assert_eq!(apart.same_fact_as, [Some(1), None, None]);
        let as_much = Weight {
            decibans: 4.0,
            ..account
        };
        let as_much = weigh(&Weighing::default(), &[device, as_much, group]);
        assert_eq!(
            as_much.counted,
            [0.0, 0.0, 12.0],
            "where both say as much, the heavier finding is the reason"
        );
    }

    proptest! {
        #[test]
        fn no_fact_is_told_twice_whatever_the_order(
            told in proptest::collection::vec((0..4_usize, 1..16_u8, proptest::collection::btree_set(0..6_usize, 0..4)), 1..12),
            turn in 0..12_usize,
        ) {
            let families = ["device", "money", "identity", "coordination"];
            let rules: Vec<String> = (0..told.len()).map(|n| format!("x/{n:02}")).collect();
            let facts: Vec<Vec<String>> = told
                .iter()
                .map(|(.., facts)| facts.iter().map(|fact| format!("fact {fact}")).collect())
                .collect();
            let mut findings: Vec<Weight<'_>> = (0..told.len())
                .map(|n| Weight {
                    rule: &rules[n],
                    facts: &facts[n],
                    ..finding("", families[told[n].0], f64::from(told[n].1))
                })
                .collect();
            let weighed = weigh(&Weighing::default(), &findings);
            let mut known: Vec<&String> = Vec::new();
            for (finding, same) in findings.iter().zip(&weighed.same_fact_as) {
                if same.is_none() {
                    known.extend(finding.facts);
                }
            }
            let count = known.len();
            known.sort_unstable();
            known.dedup();
            prop_assert_eq!(known.len(), count, "a fact was told twice");
            for (place, same) in weighed.same_fact_as.iter().enumerate() {
                if let Some(other) = same {
                    prop_assert!(weighed.same_fact_as[*other].is_none());
                    prop_assert!(findings[place].facts.iter().any(|fact| findings[*other].facts.contains(fact)));
                }
            }
            let heaviest = findings.iter().map(|one| one.decibans).fold(0.0, f64::max);
            prop_assert!(weighed.weight >= heaviest);
            let turn = turn % findings.len();
            findings.rotate_left(turn);
            prop_assert_eq!(weigh(&Weighing::default(), &findings).weight, weighed.weight);
        }
    }

    #[test]
    fn a_fact_of_a_preview_rule_takes_nothing_from_others() {
        let shared = ["shared device".to_owned()];
        let preview = Weight {
            facts: &shared,
            counts: false,
            ..finding("device/new", "device", 20.0)
        };
        let stable = Weight {
            facts: &shared,
            ..finding("coordination/old", "coordination", 7.0)
        };
        assert_eq!(weigh(&Weighing::default(), &[preview, stable]).weight, 7.0);
    }

    #[test]
    fn lines_follow_from_the_assumed_share() {
        let lines = |prior| {
            let weighing = Weighing::at("a", prior, 0.3, 0.7);
            (weighing.watch, weighing.review, weighing.urgent)
        };
        assert_eq!(lines(0.004), (10.0, 21.0, 28.0));
        assert_eq!(lines(0.03), (4.0, 12.0, 19.0));
    }

    #[test]
    fn one_hard_artefact_is_enough_for_review_and_not_for_urgent() {
        let hard = Weight {
            hard: true,
            ..finding("document/same", "document", 12.0)
        };
        let weighed = weigh(&Weighing::default(), &[hard]);
        assert_eq!((weighed.outcome, weighed.weight), (Outcome::Review, 12.0));
    }

    #[test]
    fn mitigation_subtracts_and_is_capped() {
        let findings = [
            finding("location/a", "location", 8.0),
            finding("money/b", "money", 8.0),
            finding("mitigation/x", "mitigation", -9.0),
            finding("mitigation/y", "mitigation", -9.0),
        ];
        let weighed = weigh(&Weighing::default(), &findings);
        assert_eq!(weighed.weight, 4.0);
        assert_eq!(
            weighed.counted.iter().sum::<f64>(),
            weighed.weight,
            "the rows add up to the sum"
        );
    }

    #[test]
    fn findings_of_preview_rules_are_shown_and_do_not_count() {
        let preview = Weight {
            counts: false,
            ..finding("money/b", "money", 20.0)
        };
        assert_eq!(
            weigh(&Weighing::default(), &[preview]).outcome,
            Outcome::None
        );
    }

    #[test]
    fn a_listed_wallet_is_reviewed_without_adding_to_the_sum() {
        let listed = Weight {
            hard: true,
            sanctions: true,
            ..finding("sanctions/wallet", "sanctions", 12.0)
        };
        let weighed = weigh(&Weighing::default(), &[listed]);
        assert_eq!((weighed.outcome, weighed.weight), (Outcome::Review, 0.0));
    }

    #[test]
    fn the_order_of_findings_does_not_matter() {
        let mut findings = vec![
            finding("a/a", "a", 7.0),
            finding("a/b", "a", 5.0),
            finding("b/a", "b", 3.0),
            finding("m/a", "mitigation", -2.0),
        ];
        let forward = weigh(&Weighing::default(), &findings);
        findings.reverse();
        let backward = weigh(&Weighing::default(), &findings);
        assert_eq!(
            (forward.weight, forward.outcome, forward.families),
            (backward.weight, backward.outcome, backward.families)
        );
    }
}
