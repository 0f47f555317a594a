//! What hearing the people would change.
//!
//! An honest person has an innocent explanation for every finding. An appeal records some of them:
//!
//! - a finding is *explained*: a person has checked the innocent reason of a finding and it holds, so
//!   the finding is set aside;
//! - a check is *passed*: a mitigating finding is added, such as a verification in person.
//!
//! What is left is weighed again by the code that weighed it first. The appeal is granted when the
//! outcome falls below `review`. The same is told of personas: what a story that should not have
//! been believed would let through.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::evaluation::{Seen, sent};
use crate::reported::{Found, Reported};
use crate::share::Share;
use crate::weighing::{Weigher, counts, speaks_against};

/// Explanations that are tried together at most.
const MOST: usize = 3;

/// What hearing the people would change.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Appeals {
    /// Honest people in review.
    pub honest: Heard,
    /// Personas in review: what a false story would let through if it were believed.
    pub personas: Heard,
    /// What explaining the finding of one rule alone would do, in the order of the ids.
    pub by_rule: Vec<Explained>,
    /// What passing one check would do, in the order of the ids.
    pub by_check: Vec<Passed>,
}

/// How many explanations it takes to leave review.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Heard {
    /// In review.
    pub in_review: u64,
    /// One explained finding is enough.
    pub by_one: Share,
    /// Two at most are enough.
    pub by_two: Share,
    /// Three at most are enough.
    pub by_three: Share,
    /// One passed check is enough, the one that takes most.
    pub by_one_check: Share,
    /// One explained finding together with one passed check is enough.
    pub by_one_and_a_check: Share,
}

/// What explaining the finding of one rule alone would do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explained {
    /// The rule.
    pub rule: String,
    /// Honest people in review with this finding, of them those who would leave.
    pub honest: Share,
    /// Personas in review with this finding, of them those who would leave.
    pub personas: Share,
}

/// What passing one check would do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Passed {
    /// The mitigating rule.
    pub rule: String,
    /// Its weight in decibans.
    pub weight: f64,
    /// Honest people in review without this check, of them those who would leave.
    pub honest: Share,
    /// Personas in review without this check, of them those who would leave.
    pub personas: Share,
}

pub(crate) fn appeals(reported: &Reported, all: &[Seen<'_>], weigher: &dyn Weigher) -> Appeals {
    let court = Court {
        reported,
        weigher,
        checks: checks(reported),
    };
    let mut heard = [Tally::default(), Tally::default()];
    let mut by_rule: BTreeMap<usize, [(u64, u64); 2]> = BTreeMap::new();
    let mut by_check: BTreeMap<usize, [(u64, u64); 2]> = BTreeMap::new();
    for check in &court.checks {
        by_check.insert(check.rule, [(0, 0); 2]);
    }
    for one in all.iter().filter(|one| one.sent()) {
        let side = usize::from(one.truth.persona);
        let findings = one.findings();
        let doubts = court.doubts(findings);
        let mut alone = false;
        for doubt in &doubts {
            let granted = court.granted(findings, &[*doubt], None);
            alone |= granted;
            note(
                by_rule.entry(findings[*doubt].rule).or_default(),
                side,
                granted,
            );
        }
        let (mut check_alone, mut check_and_one) = (false, false);
        for check in court
            .checks
            .iter()
            .filter(|check| findings.iter().all(|found| found.rule != check.rule))
        {
            let granted = court.granted(findings, &[], Some(check));
            check_alone |= granted;
            check_and_one |= granted
                || doubts
                    .iter()
                    .any(|doubt| court.granted(findings, &[*doubt], Some(check)));
            note(by_check.entry(check.rule).or_default(), side, granted);
        }
        let needed = match alone {
            true => Some(1),
            false => (2..=MOST).find(|many| court.granted_by(findings, &doubts, *many)),
        };
        let tally = &mut heard[side];
        tally.in_review += 1;
        for (many, count) in tally.by.iter_mut().enumerate() {
            *count += u64::from(needed.is_some_and(|needed| needed <= many + 1));
        }
        tally.check += u64::from(check_alone);
        tally.check_and_one += u64::from(check_and_one || alone);
    }
    let [honest, personas] = heard.map(Tally::finish);
    let shares = |[honest, personas]: [(u64, u64); 2]| {
        (
            Share::new(honest.0, honest.1),
            Share::new(personas.0, personas.1),
        )
    };
    Appeals {
        honest,
        personas,
        by_rule: by_rule
            .into_iter()
            .map(|(rule, counts)| {
                let (honest, personas) = shares(counts);
                Explained {
                    rule: reported.rules[rule].id.clone(),
                    honest,
                    personas,
                }
            })
            .collect(),
        by_check: by_check
            .into_iter()
            .map(|(rule, counts)| {
                let (honest, personas) = shares(counts);
                Passed {
                    rule: reported.rules[rule].id.clone(),
                    weight: reported.rules[rule].weight,
                    honest,
                    personas,
                }
            })
            .collect(),
    }
}

fn note(counts: &mut [(u64, u64); 2], side: usize, granted: bool) {
    counts[side].0 += u64::from(granted);
    counts[side].1 += 1;
}

#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    in_review: u64,
    by: [u64; MOST],
    check: u64,
    check_and_one: u64,
}

impl Tally {
    fn finish(self) -> Heard {
        let share = |count| Share::new(count, self.in_review);
        Heard {
            in_review: self.in_review,
            by_one: share(self.by[0]),
            by_two: share(self.by[1]),
            by_three: share(self.by[2]),
            by_one_check: share(self.check),
            by_one_and_a_check: share(self.check_and_one),
        }
    }
}

/// The mitigating findings that a check could give.
fn checks(reported: &Reported) -> Vec<Found> {
    reported
        .rules
        .iter()
        .enumerate()
        .filter(|(_, rule)| counts(rule) && rule.weight < 0.0)
        .map(|(rule, summary)| Found {
            rule,
            counted: summary.weight,
            evidence: String::new(),
        })
        .collect()
}

/// Weighs appeals.
struct Court<'a> {
    reported: &'a Reported,
    weigher: &'a dyn Weigher,
    checks: Vec<Found>,
}

impl Court<'_> {
    /// Places of the findings that could be explained.
    fn doubts(&self, findings: &[Found]) -> Vec<usize> {
        (0..findings.len())
            .filter(|at| speaks_against(&self.reported.rules[findings[*at].rule]))
            .collect()
    }

    /// Whether the subject leaves review with these findings explained and this check passed.
    fn granted(&self, findings: &[Found], explained: &[usize], passed: Option<&Found>) -> bool {
        let left = findings
            .iter()
            .enumerate()
            .filter(|(at, _)| !explained.contains(at))
            .map(|(_, found)| found)
            .chain(passed);
        !sent(self.reported.weigh(self.weigher, left).outcome)
    }

    /// Whether some choice of so many explained findings is enough.
    fn granted_by(&self, findings: &[Found], doubts: &[usize], many: usize) -> bool {
        let mut chosen = Vec::with_capacity(many);
        self.choose(findings, doubts, many, &mut chosen)
    }

    fn choose(
        &self,
        findings: &[Found],
        doubts: &[usize],
        many: usize,
        chosen: &mut Vec<usize>,
    ) -> bool {
        if many == 0 {
            return self.granted(findings, chosen, None);
        }
        for (at, doubt) in doubts.iter().enumerate() {
            chosen.push(*doubt);
            if self.choose(findings, &doubts[at + 1..], many - 1, chosen) {
                return true;
            }
            chosen.pop();
        }
        false
    }
}
