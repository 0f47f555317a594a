//! What holds on a day.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use jiff::civil::Date;

use crate::line::{GroupReview, GroupWithdrawal, Line, PairVerdict, PairWithdrawal, Said};

/// How a decision stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It holds.
    Holds,
    /// Its last day is past.
    Ended,
    /// It was taken back.
    Withdrawn,
}

impl State {
    /// One word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Ended => "ended",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A decision, and how it was taken back if it was.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry<D, W> {
    /// The decision, the latest on the same two subjects or the same group.
    pub decision: D,
    /// Its withdrawal.
    pub withdrawn: Option<W>,
}

/// Two subjects called different that verdicts `same` lead from one to the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// What was called different.
    pub different: (String, String),
    /// The subjects on the way, both ends with them.
    pub path: Vec<String>,
}

type Pair = Entry<PairVerdict, PairWithdrawal>;
type Review = Entry<GroupReview, GroupWithdrawal>;

/// The decisions of a firm, on one day.
#[derive(Debug, Clone, Default)]
pub struct Verdicts {
    pairs: BTreeMap<(String, String), Pair>,
    groups: BTreeMap<String, Review>,
    today: Option<Date>,
}

impl Verdicts {
    /// The decisions in the text of a ledger, as they stand on that day.
    ///
    /// # Errors
    ///
    /// The number of the first line that is not one of ours, from 1, and what is wrong with it.
    pub fn of_text(text: &str, today: Date) -> Result<Self, (usize, String)> {
        let mut verdicts = Self {
            today: Some(today),
            ..Self::default()
        };
        for (place, line) in text.lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            serde_json::from_str(line)
                .map_err(|error| error.to_string())
                .and_then(|line| verdicts.take(line))
                .map_err(|problem| (place + 1, problem))?;
        }
        Ok(verdicts)
    }

    fn take(&mut self, line: Line) -> Result<(), String> {
        match line {
            Line::Pair(decision) => {
                if decision.subject_a >= decision.subject_b {
                    return Err("its two subjects are not in the order of their ids".to_owned());
                }
                let key = (decision.subject_a.clone(), decision.subject_b.clone());
                let withdrawn = None;
                self.pairs.insert(
                    key,
                    Entry {
                        decision,
                        withdrawn,
                    },
                );
            }
            Line::PairWithdrawn(one) => {
                let key = (one.subject_a.clone(), one.subject_b.clone());
                match self.pairs.get_mut(&key) {
                    Some(entry) => entry.withdrawn = Some(one),
                    None => return Err("it withdraws a verdict that was never given".to_owned()),
                }
            }
            Line::Group(decision) => {
                decision.read_features()?;
                let withdrawn = None;
                self.groups.insert(
                    decision.group_id.clone(),
                    Entry {
                        decision,
                        withdrawn,
                    },
                );
            }
            Line::GroupWithdrawn(one) => match self.groups.get_mut(&one.group_id) {
                Some(entry) => entry.withdrawn = Some(one),
                None => return Err("it withdraws a review that was never given".to_owned()),
            },
        }
        Ok(())
    }

    /// How a verdict on two subjects stands.
    pub fn state(&self, pair: &Pair) -> State {
        if pair.withdrawn.is_some() {
            State::Withdrawn
        } else if pair
            .decision
            .until
            .is_some_and(|until| self.today.is_some_and(|today| today > until))
        {
            State::Ended
        } else {
            State::Holds
        }
    }

    /// The latest verdict on every two subjects, in the order of their ids.
    pub fn pairs(&self) -> impl Iterator<Item = &Pair> {
        self.pairs.values()
    }

    /// The verdicts that hold.
    pub fn holding(&self) -> impl Iterator<Item = &PairVerdict> {
        self.pairs
            .values()
            .filter(|pair| self.state(pair) == State::Holds)
            .map(|pair| &pair.decision)
    }

    /// Whether there is a verdict on the two that was not withdrawn.
    pub fn has_pair(&self, a: &str, b: &str) -> bool {
        self.pairs
            .get(&(a.to_owned(), b.to_owned()))
            .is_some_and(|pair| pair.withdrawn.is_none())
    }

    /// The latest review of every group, in the order of their ids.
    pub fn groups(&self) -> impl Iterator<Item = &Review> {
        self.groups.values()
    }

    /// The reviews that were not withdrawn.
    pub fn reviews(&self) -> impl Iterator<Item = &GroupReview> {
        self.groups
            .values()
            .filter(|review| review.withdrawn.is_none())
            .map(|review| &review.decision)
    }

    /// The review of a group, if it was not withdrawn.
    pub fn review_of(&self, group: &str) -> Option<&GroupReview> {
        self.groups
            .get(group)
            .filter(|review| review.withdrawn.is_none())
            .map(|review| &review.decision)
    }

    /// Where `same` leads from one to the other of two who were called different. `different` prevails there: somebody
    /// should look at what was said on the way.
    pub fn contradictions(&self) -> Vec<Contradiction> {
        let mut same: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for verdict in self.holding().filter(|v| v.verdict == Said::Same) {
            let (a, b) = (verdict.subject_a.as_str(), verdict.subject_b.as_str());
            same.entry(a).or_default().insert(b);
            same.entry(b).or_default().insert(a);
        }
        self.holding()
            .filter(|verdict| verdict.verdict == Said::Different)
            .filter_map(|verdict| {
                let path = way(&same, &verdict.subject_a, &verdict.subject_b)?;
                Some(Contradiction {
                    different: (verdict.subject_a.clone(), verdict.subject_b.clone()),
                    path,
                })
            })
            .collect()
    }
}

/// The shortest way from `a` to `b`.
fn way(same: &BTreeMap<&str, BTreeSet<&str>>, a: &str, b: &str) -> Option<Vec<String>> {
    let mut by: BTreeMap<&str, &str> = BTreeMap::new();
    let mut waiting = VecDeque::from([a]);
    while let Some(at) = waiting.pop_front() {
        if at == b {
            let mut path = vec![b.to_owned()];
            let mut at = b;
            while at != a {
                at = by.get(at)?;
                path.push(at.to_owned());
            }
            path.reverse();
            return Some(path);
        }
        for &next in same.get(at).into_iter().flatten() {
            if next != a && !by.contains_key(next) {
                by.insert(next, at);
                waiting.push_back(next);
            }
        }
    }
    None
}
