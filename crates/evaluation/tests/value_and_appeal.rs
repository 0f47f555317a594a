//! What rules are worth and what hearing people changes, on worlds small enough to count by hand.

mod made;

use bonafide_evaluation::{Evaluation, Share, Truth, evaluate};
use made::{MadeWeigher, honest, operation, persona, reported};
use proptest::prelude::*;

const RULES: [(&str, f64); 5] = [
    ("code/copied", 7.0),
    ("device/shared", 10.0),
    ("device/twin", 10.0),
    ("location/relay", 3.0),
    ("mitigation/seen", -6.0),
];

/// Of operation A both members are in review: one by the device rules, which see the same, the other
/// by three rules together. Of three honest people one is in review by one rule, one by two.
fn evaluated() -> Evaluation {
    let report = reported(
        &RULES,
        &[
            ("p1", &["device/shared", "device/twin"]),
            ("p2", &["code/copied", "location/relay"]),
            ("h1", &["device/shared"]),
            (
                "h2",
                &[
                    "device/shared",
                    "device/twin",
                    "location/relay",
                    "mitigation/seen",
                ],
            ),
            ("h3", &["code/copied"]),
        ],
    );
    let truth = Truth {
        view: String::new(),
        subjects: vec![
            persona("p1", "A", "sloppy"),
            persona("p2", "A", "sloppy"),
            honest("h1", "plain", "africa"),
            honest("h2", "plain", "africa"),
            honest("h3", "plain", "africa"),
        ],
        operations: vec![operation("A", "sloppy")],
    };
    evaluate(&report, &truth, &MadeWeigher)
}

fn without<'a>(found: &'a Evaluation, name: &str) -> &'a bonafide_evaluation::LeftOut {
    found
        .without_rule
        .iter()
        .chain(&found.without_family)
        .find(|one| one.without == name)
        .expect("something is left out")
}

#[test]
fn two_rules_that_see_the_same_are_missed_only_together() {
    let found = evaluated();
    assert_eq!(found.made_again, Share::new(5, 5));
    assert_eq!(without(&found, "device/shared").personas_lost, 0);
    assert_eq!(without(&found, "device/twin").personas_lost, 0);
    let family = without(&found, "device");
    assert_eq!((family.personas_lost, family.honest_spared), (1, 2));
    assert_eq!(family.urgent_lost, 1, "p1 was urgent");
    assert_eq!(family.precision, Share::new(1, 1));
}

#[test]
fn a_rule_without_which_an_operation_is_missed_is_told() {
    // p2 needs both of its rules; with p2 gone, p1 alone is still half of the members.
    let found = evaluated();
    let relay = without(&found, "location/relay");
    assert_eq!((relay.personas_lost, relay.operations_lost), (1, 0));
    assert_eq!(relay.members, Share::new(1, 2));
    // h2 has 17 decibans, and 14 without the relay: still in review.
    assert_eq!(relay.honest_spared, 0);
}

#[test]
fn leaving_out_a_mitigating_rule_adds() {
    let found = evaluated();
    let seen = without(&found, "mitigation/seen");
    assert_eq!((seen.honest_added, seen.personas_gained), (0, 0));
    assert_eq!(seen.honest_sent, Share::new(2, 3));
}

#[test]
fn appeals_need_as_many_explanations_as_the_sum_is_above_the_line() {
    let found = evaluated();
    let honest = &found.appeals.honest;
    assert_eq!(honest.in_review, 2);
    // h1 (10) leaves by explaining its one finding; h2 (17) needs 7.5 less: one device finding is 10.
    assert_eq!(honest.by_one, Share::new(2, 2));
    // Passing the check (−6) frees h1; h2 has passed it already.
    assert_eq!(honest.by_one_check, Share::new(1, 2));
    let check = &found.appeals.by_check[0];
    assert_eq!(check.rule, "mitigation/seen");
    assert_eq!(
        (check.honest, check.personas),
        (Share::new(1, 1), Share::new(1, 2))
    );
    // p1 has 20: one explained device finding leaves 10, both leave nothing.
    assert_eq!(found.appeals.personas.by_one, Share::new(1, 2));
    assert_eq!(found.appeals.personas.by_two, Share::new(2, 2));
    let shared = found
        .appeals
        .by_rule
        .iter()
        .find(|one| one.rule == "device/shared")
        .expect("it fired");
    assert_eq!(
        (shared.honest, shared.personas),
        (Share::new(2, 2), Share::new(0, 1))
    );
}

#[test]
fn the_reliability_of_sums_counts_every_subject_once() {
    let found = evaluated();
    let steps = &found.reliability.steps;
    assert_eq!(steps.iter().map(|step| step.personas.of).sum::<u64>(), 5);
    let high = steps.last().expect("a step");
    assert_eq!((high.from, high.personas), (Some(18.0), Share::new(1, 1)));
    assert_eq!(found.reliability.base, Share::new(2, 5));
}

#[test]
fn intervals_over_operations_are_wider_than_those_over_members() {
    // Ten operations of ten members each: five wholly found, five not at all.
    let ids: Vec<String> = (0..100).map(|at| format!("p{at}")).collect();
    let subjects: Vec<(&str, &[&str])> = ids
        .iter()
        .enumerate()
        .map(|(at, id)| {
            let fired: &[&str] = if at < 50 { &["device/shared"] } else { &[] };
            (id.as_str(), fired)
        })
        .collect();
    let truth = Truth {
        view: String::new(),
        subjects: ids
            .iter()
            .enumerate()
            .map(|(at, id)| persona(id, &format!("o{}", at / 10), "average"))
            .collect(),
        operations: (0..10)
            .map(|at| operation(&format!("o{at}"), "average"))
            .collect(),
    };
    let found = evaluate(&reported(&RULES, &subjects), &truth, &MadeWeigher);
    let by_member = found.recall.members.interval;
    let by_operation = found.clustered.members.expect("an interval");
    assert!(by_operation.low < by_member.low && by_operation.high > by_member.high);
    assert!((0.1..=0.3).contains(&by_operation.low), "{by_operation:?}");
    assert_eq!(found.clustered.precision.expect("an interval").low, 1.0);
}

fn findings() -> impl Strategy<Value = Vec<Vec<bool>>> {
    prop::collection::vec(prop::collection::vec(any::<bool>(), RULES.len()), 1..30)
}

proptest! {
    #[test]
    fn leaving_out_a_rule_that_did_not_fire_changes_nobody(fired in findings(), personas in 0..30_usize) {
        let ids: Vec<String> = (0..fired.len()).map(|at| format!("s{at}")).collect();
        let names: Vec<Vec<&str>> = fired
            .iter()
            .map(|fired| RULES.iter().zip(fired).filter(|(_, fired)| **fired).map(|(rule, _)| rule.0).collect())
            .collect();
        let subjects: Vec<(&str, &[&str])> = ids.iter().zip(&names).map(|(id, names)| (id.as_str(), names.as_slice())).collect();
        let report = reported(&RULES, &subjects);
        let truth = Truth {
            view: String::new(),
            subjects: ids.iter().enumerate().map(|(at, id)| match at < personas {
                true => persona(id, "A", "sloppy"),
                false => honest(id, "plain", "africa"),
            }).collect(),
            operations: vec![operation("A", "sloppy")],
        };
        let found = evaluate(&report, &truth, &MadeWeigher);
        prop_assert_eq!(found.made_again.count, found.made_again.of);
        for left in &found.without_rule {
            // What is left plus what was lost is what there was.
            let personas = left.members.count + left.personas_lost - left.personas_gained;
            prop_assert_eq!(personas, found.recall.members.count);
            let honest = left.honest_sent.count + left.honest_spared - left.honest_added;
            prop_assert_eq!(honest, found.honest_sent.count);
            if !left.without.starts_with("mitigation") {
                prop_assert_eq!((left.personas_gained, left.honest_added), (0, 0));
            }
        }
        // Explaining more never keeps somebody in review whom explaining less freed.
        for heard in [&found.appeals.honest, &found.appeals.personas] {
            prop_assert!(heard.by_one.count <= heard.by_two.count && heard.by_two.count <= heard.by_three.count);
            prop_assert!(heard.by_three.count <= heard.in_review);
        }
    }
}
