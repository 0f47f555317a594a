//! The transfers of each wallet, and what they tell of the wallets at the other end.

use std::collections::{HashMap, HashSet};

/// Of one wallet no more transfers are told than this: the latest.
const TOLD: usize = 2_000;
const HOUR_MICROSECONDS: f64 = 3_600_000_000.0;

/// Texts that repeat often, each kept once.
#[derive(Debug, Default)]
pub(crate) struct Words {
    numbers: HashMap<String, u32>,
    words: Vec<String>,
}

impl Words {
    /// The number of a text; 0 is none.
    pub(crate) fn number(&mut self, text: Option<&str>) -> u32 {
        let Some(text) = text else { return 0 };
        if let Some(known) = self.numbers.get(text) {
            return *known;
        }
        self.words.push(text.to_owned());
        let number = self.words.len() as u32;
        self.numbers.insert(text.to_owned(), number);
        number
    }

    fn word(&self, number: u32) -> Option<&str> {
        let place = (number as usize).checked_sub(1)?;
        self.words.get(place).map(String::as_str)
    }
}

/// One transfer between wallets that are known by their numbers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    pub(crate) from: u32,
    pub(crate) to: u32,
    pub(crate) amount: Option<f64>,
    /// Microseconds since 1970.
    pub(crate) at: Option<i64>,
    pub(crate) chain: u32,
    pub(crate) asset: u32,
    pub(crate) via: u32,
    pub(crate) to_label: u32,
}

/// What is known of a wallet as a partner in trade.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Partner {
    /// Different wallets that paid it.
    pub(crate) payers: usize,
    /// Median of the hours from a payment that it received to the next one that it made.
    pub(crate) hold_hours: Option<f64>,
    /// Whether it takes crypto and pays out on a bank ledger, or the other way round.
    pub(crate) converts: Option<bool>,
}

/// One transfer as one of its wallets sees it.
#[derive(Debug, PartialEq)]
pub(crate) struct Seen<'a> {
    pub(crate) other: &'a str,
    pub(crate) out: bool,
    pub(crate) amount: Option<f64>,
    pub(crate) at: Option<i64>,
    pub(crate) chain: Option<&'a str>,
    pub(crate) asset: Option<&'a str>,
    pub(crate) via: Option<&'a str>,
    pub(crate) to_label: Option<&'a str>,
    pub(crate) partner: Partner,
}

/// All transfers, by wallet.
#[derive(Debug, Default)]
pub(crate) struct Flows {
    names: Vec<String>,
    places: HashMap<String, u32>,
    words: Words,
    steps: Vec<Step>,
    /// For each wallet, the places of its transfers in the order of their time.
    of: Vec<Vec<u32>>,
}

impl Flows {
    /// Puts transfers in order. `names` are the wallets in the order of their numbers.
    pub(crate) fn of(names: Vec<String>, words: Words, steps: Vec<Step>) -> Self {
        let mut of: Vec<Vec<u32>> = vec![Vec::new(); names.len()];
        for (place, step) in (0_u32..).zip(&steps) {
            of[step.from as usize].push(place);
            if step.to != step.from {
                of[step.to as usize].push(place);
            }
        }
        let places = (0_u32..)
            .zip(&names)
            .map(|(place, name)| (name.clone(), place))
            .collect();
        let mut flows = Self {
            names,
            places,
            words,
            steps,
            of: Vec::new(),
        };
        // By all that a transfer says, so that the order of files makes no difference.
        for transfers in &mut of {
            transfers.sort_by(|a, b| {
                let (a, b) = (flows.told(*a), flows.told(*b));
                (a.0, a.1, a.2)
                    .cmp(&(b.0, b.1, b.2))
                    .then_with(|| a.3.total_cmp(&b.3))
                    .then_with(|| a.4.cmp(&b.4))
            });
        }
        flows.of = of;
        flows
    }

    /// What a transfer says, in a form that can be put in order.
    fn told(&self, place: u32) -> (Option<i64>, &str, &str, f64, [Option<&str>; 4]) {
        let step = &self.steps[place as usize];
        (
            step.at,
            &self.names[step.from as usize],
            &self.names[step.to as usize],
            step.amount.unwrap_or(0.0),
            [step.chain, step.asset, step.via, step.to_label].map(|word| self.words.word(word)),
        )
    }

    /// The transfers of a wallet, the earliest first.
    pub(crate) fn of_wallet(&self, wallet: &str) -> Vec<Seen<'_>> {
        let Some(&own) = self.places.get(wallet) else {
            return Vec::new();
        };
        let all = &self.of[own as usize];
        let mut partners: HashMap<u32, Partner> = HashMap::new();
        all[all.len().saturating_sub(TOLD)..]
            .iter()
            .map(|place| {
                let step = &self.steps[*place as usize];
                let out = step.from == own;
                let other = if out { step.to } else { step.from };
                Seen {
                    other: &self.names[other as usize],
                    out,
                    amount: step.amount,
                    at: step.at,
                    chain: self.words.word(step.chain),
                    asset: self.words.word(step.asset),
                    via: self.words.word(step.via),
                    to_label: self.words.word(step.to_label),
                    partner: *partners.entry(other).or_insert_with(|| self.partner(other)),
                }
            })
            .collect()
    }

    fn partner(&self, wallet: u32) -> Partner {
        let mut payers: HashSet<u32> = HashSet::new();
        let mut waiting: Vec<i64> = Vec::new();
        let mut held: Vec<f64> = Vec::new();
        // Whether a bank ledger and a chain were seen, coming in and going out.
        let (mut takes, mut gives) = ([false; 2], [false; 2]);
        for place in &self.of[wallet as usize] {
            let step = &self.steps[*place as usize];
            let ledger = self
                .words
                .word(step.chain)
                .map(|chain| usize::from(chain != "bank"));
            if step.to == wallet && step.from != wallet {
                payers.insert(step.from);
                waiting.extend(step.at);
                if let Some(ledger) = ledger {
                    takes[ledger] = true;
                }
            } else if step.from == wallet && step.to != wallet {
                if let Some(at) = step.at {
                    held.extend(
                        waiting
                            .drain(..)
                            .map(|since| (at - since) as f64 / HOUR_MICROSECONDS),
                    );
                }
                if let Some(ledger) = ledger {
                    gives[ledger] = true;
                }
            }
        }
        held.sort_unstable_by(f64::total_cmp);
        let knows = takes != [false; 2] && gives != [false; 2];
        Partner {
            payers: payers.len(),
            hold_hours: held.get(held.len() / 2).copied(),
            converts: knows.then_some(takes[0] && gives[1] || takes[1] && gives[0]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000_000;

    /// A world of transfers as `from, to, hour, chain`.
    fn flows(all: &[(&str, &str, i64, &str)]) -> Flows {
        let mut names = Words::default();
        let mut words = Words::default();
        let steps = all
            .iter()
            .map(|(from, to, hour, chain)| Step {
                from: names.number(Some(from)) - 1,
                to: names.number(Some(to)) - 1,
                amount: Some(1.0),
                at: Some(hour * HOUR),
                chain: words.number(Some(chain)),
                asset: 0,
                via: 0,
                to_label: 0,
            })
            .collect();
        Flows::of(names.words, words, steps)
    }

    #[test]
    fn a_broker_is_paid_by_many_holds_little_and_converts() {
        let flows = flows(&[
            ("ana", "broker", 1, "tron"),
            ("ben", "broker", 2, "tron"),
            ("broker", "cash", 3, "bank"),
            ("cleo", "broker", 10, "tron"),
            ("broker", "cash", 12, "bank"),
        ]);
        let seen = flows.of_wallet("ana");
        assert_eq!(seen.len(), 1);
        assert_eq!((seen[0].other, seen[0].out), ("broker", true));
        assert_eq!(
            seen[0].partner,
            Partner {
                payers: 3,
                hold_hours: Some(2.0),
                converts: Some(true)
            }
        );
    }

    #[test]
    fn of_a_wallet_that_keeps_what_it_gets_nothing_is_said_about_holding() {
        let flows = flows(&[("ana", "savings", 1, "tron")]);
        assert_eq!(
            flows.of_wallet("ana")[0].partner,
            Partner {
                payers: 1,
                hold_hours: None,
                converts: None
            }
        );
        assert!(!flows.of_wallet("savings")[0].out);
        assert!(flows.of_wallet("nobody").is_empty());
    }

    #[test]
    fn the_order_in_which_transfers_are_read_makes_no_difference() {
        let mut all = vec![
            ("ana", "broker", 1, "tron"),
            ("ana", "shop", 1, "tron"),
            ("broker", "ana", 1, "bank"),
        ];
        let told = |all: &[(&str, &str, i64, &str)]| format!("{:?}", flows(all).of_wallet("ana"));
        let before = told(&all);
        all.reverse();
        assert_eq!(told(&all), before);
    }
}
