//! What the measures of an evaluation are, on worlds small enough to count by hand.

mod made;

use bonafide_evaluation::{Evaluation, Judged, SIMULATED, Share, evaluate};
use bonafide_model::report::Outcome;
use made::{Example, MadeWeigher, honest, judged, operation, persona};
use proptest::prelude::*;

/// Two operations. Of the sloppy one three of four members are sent, of the careful one none of
/// two (one of them was never screened). Of six honest people two are sent.
fn example() -> Example {
    let truth = vec![
        persona("p1", "A", "sloppy"),
        persona("p2", "A", "sloppy"),
        persona("p3", "A", "average"),
        persona("p4", "A", "sloppy"),
        persona("p5", "B", "careful"),
        persona("p6", "B", "careful"),
        honest("h1", "plain", "africa"),
        honest("h2", "plain", "africa"),
        honest("h3", "nomad", "africa"),
        honest("h4", "nomad", "oceania"),
        honest("h5", "plain", "oceania"),
        honest("h6", "plain", "oceania"),
    ];
    let subjects = vec![
        judged("p1", Outcome::Urgent, 60.0),
        judged("p2", Outcome::Review, 30.0),
        judged("p3", Outcome::Review, 25.0),
        judged("p4", Outcome::Watch, 12.0),
        judged("p5", Outcome::None, 2.0),
        judged("h1", Outcome::None, 0.0),
        judged("h2", Outcome::None, 0.0),
        judged("h3", Outcome::Urgent, 70.0),
        judged("h4", Outcome::Review, 25.0),
        judged("h5", Outcome::Watch, 11.0),
        judged("h6", Outcome::None, -3.0),
    ];
    let fired = [
        ("p1", "device/shared"),
        ("p2", "device/shared"),
        ("h3", "device/shared"),
        ("p1", "device/shared"),
        ("h4", "location/clock"),
        ("h3", "location/clock"),
        ("stranger", "location/clock"),
    ];
    let findings = fired
        .map(|(subject, rule)| (subject.to_owned(), rule.to_owned()))
        .to_vec();
    Example {
        subjects,
        findings,
        truth,
        operations: vec![operation("A", "sloppy"), operation("B", "careful")],
    }
}

fn evaluated(example: &Example) -> Evaluation {
    let (reported, truth) = example.put_together();
    evaluate(&reported, &truth, &MadeWeigher)
}

#[test]
fn counts_are_those_of_a_hand_count() {
    let found = evaluated(&example());
    assert_eq!((found.subjects, found.personas, found.honest), (12, 6, 6));
    assert_eq!((found.not_screened, found.not_in_truth), (1, 0));
    let of = |outcome| {
        let count = found.outcomes[&outcome];
        (count.subjects, count.personas, count.honest)
    };
    assert_eq!(of(Outcome::Urgent), (2, 1, 1));
    assert_eq!(of(Outcome::Review), (3, 2, 1));
    assert_eq!(of(Outcome::Watch), (2, 1, 1));
    assert_eq!(of(Outcome::None), (5, 2, 3));
    assert_eq!(found.precision, Share::new(3, 5));
    assert_eq!(found.honest_sent, Share::new(2, 6));
}

#[test]
fn recall_counts_members_and_operations_by_care() {
    let found = evaluated(&example());
    assert_eq!(found.recall.members, Share::new(3, 6));
    assert_eq!(found.recall.operations, Share::new(1, 2));
    assert_eq!(found.recall.half_operations, Share::new(1, 2));
    let by_care: Vec<_> = found
        .recall_by_care
        .iter()
        .map(|one| {
            (
                one.care,
                one.recall.members.count,
                one.recall.members.of,
                one.recall.operations.count,
                one.recall.operations.of,
            )
        })
        .collect();
    assert_eq!(
        by_care,
        [
            ("sloppy", 2, 3, 1, 1),
            ("average", 1, 1, 0, 0),
            ("careful", 0, 2, 0, 1)
        ]
    );
}

#[test]
fn one_of_three_members_finds_an_operation_but_not_half_of_it() {
    let truth: Vec<_> = ["a", "b", "c"]
        .map(|id| persona(id, "A", "sloppy"))
        .to_vec();
    let of = |subjects: Vec<Judged>| {
        evaluated(&Example {
            subjects,
            truth: truth.clone(),
            operations: vec![operation("A", "sloppy")],
            ..Example::default()
        })
    };
    let found = of(vec![judged("a", Outcome::Review, 1.0)]);
    assert_eq!(found.recall.operations, Share::new(1, 1));
    assert_eq!(found.recall.half_operations, Share::new(0, 1));
    let two = vec![
        judged("a", Outcome::Review, 1.0),
        judged("b", Outcome::Review, 1.0),
    ];
    let found = of(two);
    assert_eq!(found.recall.half_operations, Share::new(1, 1));
}

#[test]
fn a_budget_takes_the_most_severe_then_the_heaviest_then_the_first_id() {
    // 49 honest urgent subjects of low weight, then a tie of weight between two of outcome review.
    let mut truth: Vec<_> = (0..49)
        .map(|at| honest(&format!("h{at}"), "plain", "africa"))
        .collect();
    let mut subjects: Vec<_> = (0..49)
        .map(|at| judged(&format!("h{at}"), Outcome::Urgent, 1.0))
        .collect();
    truth.push(persona("x1", "A", "sloppy"));
    truth.push(honest("x2", "plain", "africa"));
    subjects.push(judged("x2", Outcome::Review, 90.0));
    subjects.push(judged("x1", Outcome::Review, 90.0));
    let found = evaluated(&Example {
        subjects,
        truth,
        operations: vec![operation("A", "sloppy")],
        ..Example::default()
    });
    assert_eq!(found.budgets[0].budget, 50);
    assert_eq!(
        found.budgets[0].precision,
        Share::new(1, 50),
        "x1 comes before x2"
    );
    assert_eq!(found.budgets[0].recall, Share::new(1, 1));
    assert_eq!(
        found.budgets[1].precision,
        Share::new(1, 51),
        "no more are there to review"
    );
}

#[test]
fn groups_of_honest_people_come_with_their_rates() {
    let found = evaluated(&example());
    let kinds: Vec<_> = found
        .honest_by_kind
        .iter()
        .map(|one| {
            (
                one.group.as_str(),
                one.sent.count,
                one.sent.of,
                one.per_10_000,
            )
        })
        .collect();
    assert_eq!(kinds, [("nomad", 2, 2, 10_000.0), ("plain", 0, 4, 0.0)]);
    let origins: Vec<_> = found
        .honest_by_origin
        .iter()
        .map(|one| (one.group.as_str(), one.sent.count, one.sent.of))
        .collect();
    assert_eq!(origins, [("africa", 1, 3), ("oceania", 1, 3)]);
    assert_eq!(found.four_fifths.left_alone, Some(1.0));
    assert_eq!(found.four_fifths.kept, Some(true));
    assert_eq!(found.four_fifths.sent, Some(1.0));
    assert!(
        found
            .four_fifths
            .note
            .as_deref()
            .is_some_and(|note| note.contains("only 2 honest")),
        "{:?}",
        found.four_fifths
    );
}

#[test]
fn four_fifths_break_when_one_origin_is_sent_far_more_often() {
    let mut truth = Vec::new();
    let mut subjects = Vec::new();
    for at in 0..100 {
        for (origin, sent) in [("africa", 40), ("oceania", 10)] {
            let id = format!("{origin}{at}");
            truth.push(honest(&id, "plain", origin));
            subjects.push(judged(
                &id,
                if at < sent {
                    Outcome::Review
                } else {
                    Outcome::None
                },
                1.0,
            ));
        }
    }
    let fairness = evaluated(&Example {
        subjects,
        truth,
        ..Example::default()
    })
    .four_fifths;
    assert_eq!(fairness.left_alone, Some(0.6 / 0.9));
    assert_eq!(fairness.kept, Some(false));
    assert_eq!(fairness.sent, Some(0.25));
    assert_eq!(fairness.note, None);
}

#[test]
fn a_rule_counts_each_subject_once_and_no_strangers() {
    let found = evaluated(&example());
    let rules: Vec<_> = found
        .rules
        .iter()
        .map(|one| (one.rule.as_str(), one.personas(), one.fired()))
        .collect();
    assert_eq!(rules, [("device/shared", 2, 3), ("location/clock", 0, 2)]);
    // Wilson for 2 of 3, worked out by hand.
    let interval = found.rules[0].interval();
    assert!(
        (interval.low - 0.2077).abs() < 1e-3 && (interval.high - 0.9385).abs() < 1e-3,
        "{interval:?}"
    );
}

#[test]
fn an_empty_world_is_evaluated_without_a_share() {
    let found = evaluated(&Example::default());
    assert_eq!(found.recall.members.share, None);
    assert_eq!(found.four_fifths.left_alone, None);
    assert!(found.table().contains("simulated world"));
}

#[test]
fn the_table_says_first_that_the_world_is_simulated_and_fits_a_terminal() {
    let mut example = example();
    for at in 0..6 {
        let rule =
            "coordination/a-rule-with-a-name-that-is-far-longer-than-any-sensible-name".to_owned();
        example.findings.push((format!("h{}", at + 1), rule));
    }
    let found = evaluated(&example);
    let table = found.table();
    assert!(
        table
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .starts_with(SIMULATED),
        "{table}"
    );
    for line in table.lines() {
        assert!(line.chars().count() <= 80, "{line}");
        assert_eq!(line.trim_end(), line);
    }
    for words in [
        "12 subjects: 6 personas of 2 operations, 6 honest people",
        "50.0% (3 of 6)",
        "3333.3 in 10,000 (2 of 6)",
        "nomad",
        "device/shared",
    ] {
        assert!(table.contains(words), "{words} is not in\n{table}");
    }
    let weakest = table
        .split("least precise rules")
        .nth(1)
        .and_then(|rest| rest.split("rules that found most").next())
        .expect("the part between");
    assert!(
        !weakest.contains("device/shared"),
        "a rule that fired less than five times is not called weak\n{table}"
    );
}

fn world() -> impl Strategy<Value = Example> {
    let subject = (
        0..4_usize,
        -40..90_i32,
        any::<bool>(),
        0..3_usize,
        0..4_usize,
        0..3_usize,
    );
    let findings = prop::collection::vec((0..70_usize, 0..5_usize), 0..120);
    (prop::collection::vec(subject, 0..60), findings).prop_map(|(subjects, findings)| {
        let cares = ["sloppy", "average", "careful"];
        let kinds = ["plain", "nomad", "agency", "streamer"];
        let mut said = Vec::new();
        let mut truth = Vec::new();
        for (at, (outcome, weight, is_persona, care, kind, origin)) in
            subjects.into_iter().enumerate()
        {
            let id = format!("s{at}");
            said.push(judged(&id, Outcome::ALL[outcome], f64::from(weight)));
            truth.push(match is_persona {
                true => persona(&id, &format!("o{care}"), cares[care]),
                false => honest(&id, kinds[kind], ["africa", "oceania", "east_asia"][origin]),
            });
        }
        // The same subject may come twice, with another outcome.
        if let Some(first) = said.first().cloned() {
            said.push(Judged {
                outcome: Outcome::Review,
                ..first
            });
        }
        let findings = findings
            .into_iter()
            .map(|(subject, rule)| (format!("s{subject}"), format!("rule/{rule}")))
            .collect();
        let operations = (0..3)
            .map(|at| operation(&format!("o{at}"), cares[at]))
            .collect();
        Example {
            subjects: said,
            findings,
            truth,
            operations,
        }
    })
}

/// The same world and another with everything in another order.
fn two_orders() -> impl Strategy<Value = (Example, Example)> {
    world().prop_flat_map(|example| {
        let Example {
            subjects,
            findings,
            truth,
            operations,
        } = example.clone();
        let shuffled = (
            Just(subjects).prop_shuffle(),
            Just(findings).prop_shuffle(),
            Just(truth).prop_shuffle(),
            Just(operations).prop_shuffle(),
        );
        let shuffled = shuffled.prop_map(|(subjects, findings, truth, operations)| Example {
            subjects,
            findings,
            truth,
            operations,
        });
        (Just(example), shuffled)
    })
}

proptest! {
    #[test]
    fn the_order_of_the_inputs_changes_nothing((one, other) in two_orders()) {
        let (one, other) = (evaluated(&one), evaluated(&other));
        prop_assert_eq!(serde_json::to_string(&one).expect("JSON"), serde_json::to_string(&other).expect("JSON"));
        prop_assert_eq!(one.table(), other.table());
    }

    #[test]
    fn every_subject_is_counted_once(example in world()) {
        let found = evaluated(&example);
        prop_assert_eq!(found.outcomes.values().map(|count| count.subjects).sum::<u64>(), found.subjects);
        prop_assert_eq!(found.honest_by_kind.iter().map(|one| one.sent.of).sum::<u64>(), found.honest);
        prop_assert_eq!(found.honest_by_origin.iter().map(|one| one.sent.count).sum::<u64>(), found.honest_sent.count);
        prop_assert_eq!(found.recall_by_care.iter().map(|one| one.recall.members.of).sum::<u64>(), found.personas);
        for rule in &found.rules {
            let share = rule.precision.share.expect("a rule that fired");
            prop_assert!(rule.interval().low <= share + 1e-12 && share <= rule.interval().high + 1e-12);
        }
    }
}
