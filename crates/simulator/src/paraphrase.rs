//! Saying the same in other words, as a language model does when it is asked to.
//!
//! Facts, numbers, skills and their order stay; the words change. Honest people who work from a
//! template do the same.

use crate::stream::{Chance, Dice};

/// Each row says one thing in several ways.
static WAYS: &[&[&str]] = &[
    &["Built", "Developed", "Created", "Put together"],
    &["Led", "Headed", "Ran the work on"],
    &["Rewrote", "Reworked", "Wrote anew"],
    &["Designed", "Drew up", "Conceived"],
    &["Maintained", "Looked after", "Took care of"],
    &["Shipped", "Released", "Brought out"],
    &["Documented", "Described", "Wrote down"],
    &["Tested", "Checked", "Put to the test"],
    &["Migrated", "Moved", "Carried over"],
    &["Automated", "Scripted", "Took the handwork out of"],
    &["Improved", "Refined", "Made better"],
    &["Supported", "Assisted with", "Backed"],
    &["Delivered", "Completed", "Finished"],
    &["Launched", "Started", "Brought live"],
    &["Replaced", "Swapped out", "Exchanged"],
    &["Coordinated", "Organised", "Steered"],
    &["Extended", "Enlarged", "Added to"],
    &[
        "a booking system for small clinics",
        "an appointment tool for small practices",
    ],
    &[
        "the checkout of an outdoor shop",
        "the payment pages of a shop for hikers",
    ],
    &[
        "reports for a freight broker",
        "the reporting of a cargo agent",
    ],
    &["a tutoring platform", "a site where pupils find tutors"],
    &[
        "dashboards for a wind farm",
        "monitoring screens of a wind park",
    ],
    &["a farm supply store", "an online store for farmers"],
    &["a loyalty card app", "an app for collecting points"],
    &[
        "an inventory tool for a museum",
        "the stock list of a museum",
    ],
    &[
        "a token vesting contract",
        "a contract that pays tokens out over time",
    ],
    &[
        "a lending pool front end",
        "the interface of a lending protocol",
    ],
    &[
        "an insurance claims portal",
        "a site for reporting damage to an insurer",
    ],
    &[
        "a delivery tracking page",
        "a page that shows where a parcel is",
    ],
    &[
        "a marketplace for craft goods",
        "a trading site for handmade things",
    ],
    &[
        "a ticket shop for theatres",
        "ticket sales of several stages",
    ],
    &["the onboarding of a bank", "account opening at a bank"],
    &["a warehouse scanner", "a scanning app for storage halls"],
    &["a language learning game", "a game that teaches vocabulary"],
    &["a wallet extension", "a browser add-on for wallets"],
    &["together with two colleagues", "in a team of three"],
    &[
        "for a client in another time zone",
        "for a customer on another continent",
    ],
    &["within one quarter", "in three months"],
    &["under a fixed budget", "with money that could not grow"],
    &["with weekly releases", "shipping every week"],
    &["on top of an older system", "over what was there before"],
    &["from the first sketch on", "from the very beginning"],
    &[
        "with a small remote team",
        "with a few people in other cities",
    ],
    &["with full test coverage", "with tests for everything"],
    &["mainly in", "mostly with"],
    &["moving step by step to", "going over bit by bit to"],
    &["which cut costs by", "lowering expenses by"],
    &[
        "so that pages load in under",
        "and brought loading times below",
    ],
    &["people to use it", "colleagues in its use"],
    &["customers a day", "people every day"],
    &["fewer complaints a month", "complaints a month less"],
    &["hours a week", "hours in each week"],
    &["and handed it over after", "then passed it on after"],
    &[
        "which passed an outside audit",
        "and an external review found nothing",
    ],
    &["and kept it running for", "then operated it for"],
    &["still in use today", "in service to this day"],
    &["with no downtime", "without any outage"],
    &["and halved the backlog", "cutting the queue to half"],
    &["Results-driven", "Goal-oriented"],
    &["Passionate", "Enthusiastic"],
    &["a proven track record of", "long experience in"],
    &["Dynamic and detail-oriented", "Energetic and precise"],
];

static BEGINNINGS: &[&str] = &[
    "In this role: ",
    "There, ",
    "Later on: ",
    "Among other things: ",
];

/// The sentence in other words.
pub(crate) fn reword(sentence: &str, dice: &mut Dice) -> String {
    let mut text = sentence.to_owned();
    for ways in WAYS {
        let Some(said) = ways.iter().find(|way| text.contains(**way)) else {
            continue;
        };
        let other = *dice.pick(ways);
        if other != *said {
            text = text.replacen(said, other, 1);
        }
    }
    if dice.chance(0.25) {
        text.insert_str(0, dice.word(BEGINNINGS));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stream::{Purpose, stream};

    #[test]
    fn facts_stay_and_words_change() {
        let sentence = "Built a wallet extension using Rust, which cut costs by 31 percent. ";
        let mut dice = stream(1, Purpose::Subject, 1);
        let others: Vec<String> = (0..20).map(|_| reword(sentence, &mut dice)).collect();
        assert!(
            others
                .iter()
                .all(|text| text.contains("Rust") && text.contains("31 percent"))
        );
        let changed = others.iter().filter(|text| *text != sentence).count();
        assert!(changed > 12, "{others:#?}");
    }
}
