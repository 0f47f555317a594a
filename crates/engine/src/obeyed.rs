//! What people decided about ties and groups: obeyed while linking, and told with who and when.

use std::collections::BTreeMap;

use bonafide_linking::Verdict;
use bonafide_model::report::VerdictReport;
use bonafide_verdicts::{GroupModel, GroupReview, PairVerdict, Said, Verdicts};

use crate::linking::Linking;

/// Decisions that a run obeys.
#[derive(Debug, Clone, Default)]
pub struct Obeyed {
    /// Verdicts on subjects and groups.
    pub verdicts: Verdicts,
    /// What makes a group look like an operation.
    pub model: GroupModel,
}

impl Obeyed {
    /// The verdicts that hold of subjects that are there.
    pub(crate) fn verdicts_for(&self, number: &dyn Fn(&str) -> Option<u32>) -> Vec<Verdict> {
        self.verdicts
            .holding()
            .filter_map(|verdict| {
                let (a, b) = (number(&verdict.subject_a)?, number(&verdict.subject_b)?);
                Some(match verdict.verdict {
                    Said::Same => Verdict::Same { a, b },
                    Said::Different => Verdict::Different { a, b },
                })
            })
            .collect()
    }
}

/// What people said, in words, for those who read the result.
#[derive(Debug, Default)]
pub(crate) struct Words {
    verdicts: Vec<VerdictReport>,
    /// Verdicts that could not be obeyed.
    notes: Vec<String>,
    /// By two subjects in the order of their ids.
    same: BTreeMap<(String, String), String>,
    reviews: BTreeMap<String, GroupReview>,
}

impl Words {
    pub(crate) fn of(obeyed: &Obeyed, linking: &Linking) -> Self {
        let contradicted: BTreeMap<(String, String), Vec<String>> = obeyed
            .verdicts
            .contradictions()
            .into_iter()
            .map(|found| (found.different, found.path))
            .collect();
        let (mut verdicts, mut notes) = (Vec::new(), Vec::new());
        for verdict in obeyed.verdicts.holding() {
            let told = match effect(verdict, linking, &contradicted) {
                Ok(effect) => effect,
                Err(why) => {
                    notes.push(format!(
                        "the verdict `{}` on `{}` and `{}` by {} of {} has no effect: {why}",
                        verdict.verdict.word(),
                        verdict.subject_a,
                        verdict.subject_b,
                        verdict.author,
                        verdict.decided_on
                    ));
                    format!("no effect: {why}")
                }
            };
            verdicts.push(VerdictReport {
                subject_a: verdict.subject_a.clone(),
                subject_b: verdict.subject_b.clone(),
                verdict: verdict.verdict.word().to_owned(),
                author: verdict.author.clone(),
                decided_on: verdict.decided_on.to_string(),
                until: verdict.until.map(|until| until.to_string()),
                reason: verdict.reason.clone(),
                effect: told,
            });
        }
        let same = obeyed
            .verdicts
            .holding()
            .filter(|verdict| verdict.verdict == Said::Same)
            .map(|verdict| {
                let pair = (verdict.subject_a.clone(), verdict.subject_b.clone());
                let words = format!(
                    "called the same by {} on {}: {}",
                    verdict.author, verdict.decided_on, verdict.reason
                );
                (pair, words)
            })
            .collect();
        let reviews = obeyed
            .verdicts
            .reviews()
            .map(|review| (review.group_id.clone(), review.clone()))
            .collect();
        Self {
            verdicts,
            notes,
            same,
            reviews,
        }
    }

    /// The words that an earlier run wrote.
    pub(crate) fn read(same: impl Iterator<Item = ((String, String), String)>) -> Self {
        let ordered = |(a, b): (String, String)| if a <= b { (a, b) } else { (b, a) };
        Self {
            same: same.map(|(pair, words)| (ordered(pair), words)).collect(),
            ..Self::default()
        }
    }

    /// Who called the two the same.
    pub(crate) fn same(&self, a: &str, b: &str) -> String {
        let pair = if a <= b { (a, b) } else { (b, a) };
        self.same
            .get(&(pair.0.to_owned(), pair.1.to_owned()))
            .cloned()
            .unwrap_or_else(|| "called the same by a reviewer".to_owned())
    }

    /// What a reviewer found of a group.
    pub(crate) fn review(&self, group: &str, members: usize) -> Option<String> {
        let review = self.reviews.get(group)?;
        let found = match review.is_operation {
            true => "an operation",
            false => "no operation",
        };
        let then = match review.members {
            then if then == members as u64 => String::new(),
            then => format!(", when it had {then} members"),
        };
        Some(format!(
            "{} found it to be {found} on {}{then}: {}",
            review.author, review.reviewed_on, review.reason
        ))
    }

    pub(crate) fn verdicts(&self) -> &[VerdictReport] {
        &self.verdicts
    }

    /// What somebody should know and is no fault of the run.
    pub(crate) fn notes(&self) -> &[String] {
        &self.notes
    }
}

/// What came of a verdict; an error says why nothing did.
fn effect(
    verdict: &PairVerdict,
    linking: &Linking,
    contradicted: &BTreeMap<(String, String), Vec<String>>,
) -> Result<String, String> {
    let ends = [&verdict.subject_a, &verdict.subject_b];
    let absent: Vec<String> = ends
        .iter()
        .filter(|id| linking.number(id).is_none())
        .map(|id| format!("`{id}`"))
        .collect();
    if !absent.is_empty() {
        return Err(format!(
            "{} is not among the subjects",
            absent.join(" and ")
        ));
    }
    let group = |id: &str| {
        let place = linking.number(id)?;
        linking.group_of(place).map(|(group, _)| group.id.as_str())
    };
    let (a, b) = (group(ends[0]), group(ends[1]));
    match verdict.verdict {
        Said::Same => match (a, b) {
            (Some(a), Some(b)) if a == b => Ok(format!("both are in group {a}")),
            // Only a verdict `different` on the way can part them.
            _ => Err("a verdict `different` on the way between the two prevails".to_owned()),
        },
        Said::Different => {
            let pair = (verdict.subject_a.clone(), verdict.subject_b.clone());
            match contradicted.get(&pair) {
                Some(path) => Ok(format!(
                    "kept apart, against the verdicts `same` along {}",
                    path.join(", ")
                )),
                None => Ok("kept apart".to_owned()),
            }
        }
    }
}
