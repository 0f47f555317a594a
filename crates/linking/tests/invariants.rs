//! What holds for every input: order, numbering and batches change nothing, and hostile input costs bounded time.

use bonafide_linking::{
    Day, DirectTie, Linked, Settings, Sighting, Standing, SubjectFacts, TieKind, Verdict, Weights,
    link, link_bounded,
};
use proptest::prelude::*;

const SUBJECTS: u32 = 40;

fn subjects() -> Vec<SubjectFacts> {
    (0..SUBJECTS)
        .map(|n| SubjectFacts {
            id: format!("s{n}"),
            since: (n % 7 != 0).then(|| i64::from(n * 37 % 101) * 86_400),
            country: u64::from(n % 4),
            birth: u64::from(n % 9),
            name: u64::from(n % 11),
            is_agency: n % 13 == 0,
        })
        .collect()
}

fn kinds() -> impl Strategy<Value = TieKind> {
    prop::sample::select(TieKind::ALL.to_vec())
}

fn sightings() -> impl Strategy<Value = Vec<Sighting>> {
    let one = (
        0..SUBJECTS,
        kinds(),
        1_u64..12,
        prop::option::of(0_i64..400),
        0_i64..90,
    )
        .prop_map(|(subject, kind, value, first, lasts)| Sighting {
            subject,
            kind,
            value,
            first: first.map(|day| day * 86_400),
            last: first.map(|day| (day + lasts) * 86_400),
        });
    prop::collection::vec(one, 0..160)
}

/// The same of few subjects, kinds and values, so that much is shared and lists are long.
fn crowded(
    sightings: impl Strategy<Value = Vec<Sighting>>,
) -> impl Strategy<Value = Vec<Sighting>> {
    const FEW: [TieKind; 5] = [
        TieKind::Ip,
        TieKind::Device,
        TieKind::BankAccount,
        TieKind::Text,
        TieKind::Address,
    ];
    sightings.prop_map(|mut all| {
        for one in &mut all {
            one.subject %= 16;
            one.kind = FEW[one.kind as usize % FEW.len()];
            one.value %= 4;
        }
        all
    })
}

fn ties() -> impl Strategy<Value = Vec<DirectTie>> {
    // Many of one kind along chains, so that crews in step are among them.
    let kinds = prop_oneof![1 => kinds(), 1 => Just(TieKind::Synchrony)];
    let one = (0..SUBJECTS, 0..SUBJECTS, kinds, 0.0_f32..1.0, 2_u32..40).prop_map(
        |(a, b, kind, strength, shared_by)| DirectTie {
            a,
            b,
            kind,
            strength,
            shared_by,
            at: None,
        },
    );
    prop::collection::vec(one, 0..45)
}

fn verdicts() -> impl Strategy<Value = Vec<Verdict>> {
    let one = (0..SUBJECTS, 0..SUBJECTS, any::<bool>()).prop_map(|(a, b, same)| {
        if same {
            Verdict::Same { a, b }
        } else {
            Verdict::Different { a, b }
        }
    });
    prop::collection::vec(one, 0..6)
}

/// Groups by id with their members' ids and both numbers, for comparing runs with other numberings.
fn told(linked: &Linked, subjects: &[SubjectFacts]) -> Vec<(String, Vec<String>, String)> {
    let mut all: Vec<_> = linked
        .groups
        .iter()
        .map(|group| {
            let mut members: Vec<String> = group
                .members
                .iter()
                .map(|m| format!("{} {:?}", subjects[m.subject as usize].id, m.role))
                .collect();
            members.sort();
            let numbers = format!(
                "{:.9} {:.9} {:?}",
                group.linked, group.operation, group.features
            );
            (group.id.clone(), members, numbers)
        })
        .collect();
    all.sort();
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn order_and_numbering_change_nothing(
        sightings in sightings(),
        ties in ties(),
        verdicts in verdicts(),
        order in Just((0..SUBJECTS).collect::<Vec<u32>>()).prop_shuffle(),
    ) {
        let subjects = subjects();
        let settings = Settings::default();
        let plain = link(&sightings, &ties, &subjects, &verdicts, &settings);
        // Subject n becomes number order[n]; all lists are turned round.
        let to = |n: u32| order[n as usize];
        let mut others = subjects.clone();
        for (n, facts) in subjects.iter().enumerate() {
            others[order[n] as usize] = facts.clone();
        }
        let sightings: Vec<Sighting> =
            sightings.iter().rev().map(|s| Sighting { subject: to(s.subject), ..*s }).collect();
        let ties: Vec<DirectTie> =
            ties.iter().rev().map(|t| DirectTie { a: to(t.a), b: to(t.b), ..*t }).collect();
        let verdicts: Vec<Verdict> = verdicts
            .iter()
            .rev()
            .map(|verdict| match *verdict {
                Verdict::Same { a, b } => Verdict::Same { a: to(b), b: to(a) },
                Verdict::Different { a, b } => Verdict::Different { a: to(b), b: to(a) },
            })
            .collect();
        let shuffled = link(&sightings, &ties, &others, &verdicts, &settings);
        prop_assert_eq!(told(&plain, &subjects), told(&shuffled, &others));
        prop_assert_eq!(&plain.learned, &shuffled.learned);
        prop_assert_eq!(plain.links.len(), shuffled.links.len());
    }

    #[test]
    fn days_added_give_what_a_full_run_gives(
        first in sightings(),
        second in sightings(),
        early in ties(),
        late in ties(),
        verdicts in verdicts(),
        known in 1_u32..SUBJECTS,
    ) {
        let subjects = subjects();
        let is_known = |s: &Sighting| s.subject < known;
        let (before, rest): (Vec<Sighting>, Vec<Sighting>) = first.iter().partition(|s| is_known(s));
        let early: Vec<DirectTie> =
            early.into_iter().filter(|tie| tie.a < known && tie.b < known).collect();
        let mut standing = Standing::new(
            &before,
            &early,
            &subjects[..known as usize],
            &[],
            Settings::default(),
        );
        standing.add(&Day {
            sightings: &rest,
            direct: &late,
            subjects: &subjects[known as usize..],
            verdicts: &verdicts,
            restated: &[],
        });
        standing.add(&Day { sightings: &second, verdicts: &verdicts, ..Day::default() });
        let all: Vec<Sighting> = first.iter().chain(&second).copied().collect();
        let ties: Vec<DirectTie> = early.iter().chain(&late).copied().collect();
        let full = link(&all, &ties, &subjects, &verdicts, standing.settings());
        prop_assert_eq!(&standing.linked(), &full);
        let change = standing.add(&Day { verdicts: &verdicts, ..Day::default() });
        prop_assert_eq!(change, Default::default());
        prop_assert_eq!(&standing.linked(), &full);
    }

    /// With limits so tight that values become common, subjects crowded and weak ties decisive.
    #[test]
    fn small_days_with_tight_limits_give_what_a_full_run_gives(
        all in sightings(),
        ties in ties(),
        verdicts in verdicts(),
        days in 2_usize..7,
        values_per_subject in 1_usize..6,
        prior in prop::sample::select(vec![0.001, 0.02, 0.2]),
        restated in prop::collection::vec((0..SUBJECTS, 0_u64..3), 0..5),
    ) {
        let mut subjects = subjects();
        let settings = Settings {
            values_per_subject,
            prior,
            most_holders: 9,
            most_neighbours: 6,
            weights: Some(Weights::default()),
            ..Settings::default()
        };
        let mut standing = Standing::new(&[], &[], &[], &[], settings.clone());
        let known = |day: usize| SUBJECTS as usize * day / days;
        for day in 1..=days {
            let of_day = |place: usize| place * days / all.len().max(1) < day;
            let (from, to) = (known(day - 1), known(day));
            let seen: Vec<Sighting> = all
                .iter()
                .enumerate()
                .filter(|(place, s)| of_day(*place) && (s.subject as usize) < to)
                .map(|(_, s)| *s)
                .collect();
            let tied: Vec<DirectTie> = ties
                .iter()
                .filter(|tie| (tie.a.max(tie.b) as usize) < to)
                .copied()
                .collect();
            // A reviewer changes their mind every day.
            let hold: Vec<Verdict> = verdicts
                .iter()
                .enumerate()
                .filter(|(place, _)| (place + day) % 3 > 0)
                .map(|(_, verdict)| *verdict)
                .collect();
            let mut again = Vec::new();
            if day == days {
                for (number, country) in &restated {
                    subjects[*number as usize].country = *country;
                    again.push((*number, subjects[*number as usize].clone()));
                }
            }
            standing.add(&Day {
                // What was told before is told again, and changes nothing.
                sightings: &seen,
                direct: &tied,
                subjects: &subjects[from..to],
                restated: &again,
                verdicts: &hold,
            });
            let full = link(&seen, &tied, &subjects[..to], &hold, &settings);
            prop_assert_eq!(&standing.linked(), &full);
            for group in &full.groups {
                for member in &group.members {
                    prop_assert_eq!(standing.group_of(member.subject), Some(group));
                }
            }
        }
    }

    /// So little that every step writes to the disk and looks at one value at a time.
    #[test]
    fn a_bound_of_memory_changes_nothing(
        sightings in prop_oneof![sightings(), crowded(sightings())]
            .prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        ties in ties().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        times in prop::collection::vec(prop::option::of(0_i64..400), 30),
        verdicts in verdicts(),
        memory in prop::sample::select(vec![0, 300, 2_000, 20_000, 1 << 20]),
        values_per_subject in prop::sample::select(vec![1, 2, 3, 64]),
        (most_holders, most_neighbours) in prop::sample::select(vec![(200, 100), (9, 6)]),
        has_weights in any::<bool>(),
    ) {
        let subjects = subjects();
        // Few pairs with several ties each, at times that follow from what they are and not from their place.
        let timed = |mut ties: Vec<DirectTie>| {
            for tie in &mut ties {
                (tie.a, tie.b) = (tie.a % 3, tie.b % 3);
                tie.kind = [TieKind::Device, TieKind::Referral][tie.kind as usize % 2];
                tie.at = times[(tie.strength * 29.0) as usize];
            }
            ties
        };
        let ties = (timed(ties.0), timed(ties.1));
        let settings = Settings {
            values_per_subject,
            most_holders,
            most_neighbours,
            weights: has_weights.then(Weights::default),
            list_common: 3,
            ..Settings::default()
        };
        let plain = link(&sightings.0, &ties.0, &subjects, &verdicts, &settings);
        let settings = Settings { memory: Some(memory), ..settings };
        let bounded = link_bounded(
            sightings.1.iter().copied(),
            ties.1.iter().copied(),
            &subjects,
            &verdicts,
            &settings,
        )?;
        prop_assert_eq!(bounded, plain);
    }

    #[test]
    fn groups_are_apart_and_verdicts_bind(
        sightings in sightings(),
        ties in ties(),
        verdicts in verdicts(),
    ) {
        let subjects = subjects();
        let linked = link(&sightings, &ties, &subjects, &verdicts, &Settings::default());
        let mut group_of = vec![None; SUBJECTS as usize];
        for (number, group) in linked.groups.iter().enumerate() {
            prop_assert!(group.members.len() > 1);
            prop_assert!((0.0..=1.0).contains(&group.linked) && (0.0..=1.0).contains(&group.operation));
            for value in group.features.values() {
                prop_assert!((0.0..=1.0).contains(&value), "{:?}", group.features);
            }
            for member in &group.members {
                let before = group_of[member.subject as usize].replace(number);
                prop_assert!(before.is_none(), "a subject is in two groups");
                for pair in member.via.windows(2) {
                    prop_assert_eq!(pair[0].b, pair[1].a);
                }
            }
        }
        for verdict in &verdicts {
            if let Verdict::Different { a, b } = *verdict {
                let (x, y) = (group_of[a as usize], group_of[b as usize]);
                prop_assert!(a == b || x.is_none() || x != y);
            }
        }
        let has_different = verdicts.iter().any(|v| matches!(v, Verdict::Different { .. }));
        for verdict in verdicts.iter().filter(|_| !has_different) {
            if let Verdict::Same { a, b } = *verdict {
                prop_assert!(a == b || (group_of[a as usize].is_some() && group_of[a as usize] == group_of[b as usize]));
            }
        }
    }

    #[test]
    fn a_value_that_all_share_changes_no_group(sightings in sightings(), ties in ties()) {
        let subjects = subjects();
        let settings = Settings { most_neighbours: 20, ..Settings::default() };
        let plain = link(&sightings, &ties, &subjects, &[], &settings);
        let mut with = sightings.clone();
        with.extend((0..SUBJECTS).map(|subject| Sighting {
            subject,
            kind: TieKind::Ip,
            value: 999,
            first: None,
            last: None,
        }));
        let linked = link(&with, &ties, &subjects, &[], &settings);
        prop_assert_eq!(&plain.groups, &linked.groups);
        prop_assert!(linked.common.iter().any(|common| common.value == 999 && common.subjects == SUBJECTS));
    }
}
