//! Ties of time, money and company in small worlds in which it is plain what must come out.

use bonafide_linking::behaviour::{
    BehaviourSettings, Move, Stay, handovers, hours_in_common, moves_in_step,
};
use bonafide_linking::company::{CompanySettings, in_common};
use bonafide_linking::money::{Flow, MoneySettings, MoneyTies, follow};

const DAY: u32 = 86_400;
const HOUR: u32 = 3_600;

/// Numbers that look like chance and are the same everywhere.
fn dice(seed: u32, below: u32) -> u32 {
    let mut mixed = u64::from(seed)
        .wrapping_add(1)
        .wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 31)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((mixed >> 33) % u64::from(below)) as u32
}

fn stay(place: u64, subject: u32, start: u32, minutes: u32) -> Stay {
    Stay {
        place,
        subject,
        start,
        end: start + minutes * 60,
    }
}

#[test]
fn who_begins_minutes_after_the_other_ends_day_after_day_is_handed_over_to() {
    let stays: Vec<Stay> = (1..20)
        .flat_map(|day| {
            let morning = day * DAY + 8 * HOUR + dice(day, 3_600);
            let noon = morning + 3 * HOUR + 120 + dice(day + 100, 180);
            [stay(7, 0, morning, 180), stay(7, 1, noon, 60)]
        })
        .collect();
    let found = handovers(stays, &BehaviourSettings::default());
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].a, found[0].b, found[0].count), (0, 1, 19));
    assert!(found[0].strength > 0.9, "{found:?}");
}

#[test]
fn a_couple_that_uses_one_laptop_in_the_evening_hands_nothing_over() {
    let stays: Vec<Stay> = (1..40)
        .flat_map(|day| {
            let evening = |seed: u32| day * DAY + 18 * HOUR + dice(day * 3 + seed, 4 * HOUR);
            [stay(7, 0, evening(1), 30), stay(7, 1, evening(2), 30)]
        })
        .collect();
    assert_eq!(handovers(stays, &BehaviourSettings::default()), []);
}

#[test]
fn the_crowd_of_a_busy_place_hands_nothing_over() {
    let stays: Vec<Stay> = (0..3_000)
        .map(|n| stay(7, n % 15, DAY + dice(n, 20 * DAY), 40))
        .collect();
    assert_eq!(handovers(stays, &BehaviourSettings::default()), []);
}

/// Sessions of somebody who works on some days and not on others, in the same hours.
fn working(subject: u32, place: u64, works: impl Fn(u32) -> bool) -> Vec<Stay> {
    (1..90_u32)
        .filter(|day| works(*day))
        .flat_map(|day| {
            [9, 13, 17].map(|hour| stay(place, subject, day * DAY + hour * HOUR + 300, 30))
        })
        .collect()
}

#[test]
fn the_same_hours_alone_tie_nobody_and_the_same_days_off_do() {
    let settings = BehaviourSettings::default();
    // Both work in the same three hours, each on days of their own.
    let strangers = [
        working(0, 7, |day| dice(day, 2) == 0),
        working(1, 7, |day| dice(day + 5_000, 2) == 0),
    ]
    .concat();
    assert_eq!(hours_in_common(strangers, &settings), []);
    let one_hand = [
        working(0, 7, |day| dice(day, 4) == 0),
        working(1, 7, |day| dice(day, 4) == 0),
    ]
    .concat();
    let found = hours_in_common(one_hand.clone(), &settings);
    assert!(found.len() == 1 && found[0].strength > 0.5, "{found:?}");
    // Who shares no place is not looked at, however alike the hours.
    let apart: Vec<Stay> = one_hand
        .into_iter()
        .map(|stay| Stay {
            place: 10 + u64::from(stay.subject),
            ..stay
        })
        .collect();
    assert_eq!(hours_in_common(apart, &settings), []);
}

#[test]
fn moves_within_seconds_tie_where_they_are_rare_and_not_in_a_rush() {
    let settings = BehaviourSettings::default();
    let strangers = |thing: u32| {
        (0..6).map(move |n| Move {
            thing: u64::from(thing),
            at: DAY + dice(thing * 7 + n, 3 * DAY),
            subject: 10 + dice(thing + n * 911, 500),
        })
    };
    let mut moves: Vec<Move> = (0..400).flat_map(strangers).collect();
    for thing in (0..80).step_by(10) {
        let at = DAY + dice(thing + 77, 3 * DAY);
        for (subject, later) in [(0, 0), (1, 20)] {
            moves.push(Move {
                thing: u64::from(thing),
                at: at + later,
                subject,
            });
        }
    }
    let found = moves_in_step(moves, &settings);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].a, found[0].b, found[0].count), (0, 1, 8));
    // On a market where everybody is told of a project at once, everybody is quick.
    let rush: Vec<Move> = (0..400_u32)
        .flat_map(|thing| {
            (0..6).map(move |n| Move {
                thing: u64::from(thing),
                at: thing * HOUR + 100 + dice(thing + n, 30),
                subject: (thing + n * 13) % 25,
            })
        })
        .collect();
    assert_eq!(moves_in_step(rush, &settings), []);
}

#[test]
fn rare_things_in_common_tie_and_common_ones_do_not() {
    let mut rows: Vec<(u64, u32)> = (0..5_000_u32)
        .map(|n| (u64::from(dice(n, 1_000)), 10 + n % 800))
        .collect();
    for thing in 2_000..2_004 {
        rows.extend([(thing, 0), (thing, 1)]);
    }
    // What everybody has says nothing, however much of it there is.
    for thing in 3_000..3_010 {
        rows.extend((0..300).map(|subject| (thing, subject)));
    }
    let found = in_common(rows.clone(), &CompanySettings::default());
    assert_eq!(found.pairs.len(), 1, "{:?}", found.pairs);
    let tie = found.pairs[0];
    assert_eq!((tie.a, tie.b, tie.count, tie.shared_by), (0, 1, 4, 2));
    assert_eq!(found.common.len(), 10);
    rows.reverse();
    assert_eq!(in_common(rows, &CompanySettings::default()), found);
}

#[test]
fn too_many_pairs_cost_the_least_rare_things() {
    let rows: Vec<(u64, u32)> = (0..200_u64)
        .flat_map(|thing| (0..2 + thing as u32 % 15).map(move |n| (thing, n * 31 % 97)))
        .collect();
    let settings = CompanySettings {
        most_pairs: 500,
        ..CompanySettings::default()
    };
    let found = in_common(rows, &settings);
    assert!(found.looked_at < settings.most_holders);
}

fn flow(from: u64, to: u64, amount: f64, at: i64) -> Flow {
    Flow {
        from,
        to,
        amount,
        at: Some(at),
        to_service: false,
    }
}

fn followed(flows: Vec<Flow>, held: Vec<(u64, u32)>) -> MoneyTies {
    follow(flows, held, &MoneySettings::default())
}

#[test]
fn pay_that_converges_over_a_hop_names_the_collector() {
    // Two accounts, one directly and one over a wallet in between; each keeps a tenth.
    let flows = vec![
        flow(900, 1, 1_000.0, 10),
        flow(901, 2, 1_000.0, 10),
        flow(1, 50, 900.0, 20),
        flow(1, 60, 50.0, 21),
        flow(2, 40, 900.0, 20),
        flow(40, 50, 890.0, 30),
    ];
    let found = followed(flows, vec![(1, 100), (2, 200)]);
    let at_50: Vec<(u32, u8)> = found
        .collectors
        .iter()
        .filter(|behind| behind.account == 50)
        .map(|behind| (behind.subject, behind.hops))
        .collect();
    assert_eq!(at_50, [(100, 1), (200, 2)]);
    // Small change is not followed.
    assert!(found.collectors.iter().all(|behind| behind.account != 60));
}

#[test]
fn money_is_not_followed_beyond_three_hops() {
    let flows = vec![
        flow(1, 11, 9.0, 1),
        flow(11, 12, 9.0, 2),
        flow(12, 13, 9.0, 3),
        flow(13, 14, 9.0, 4),
    ];
    let found = followed(flows, vec![(1, 100)]);
    let accounts: Vec<u64> = found.collectors.iter().map(|one| one.account).collect();
    assert_eq!(accounts, [11, 12, 13]);
}

#[test]
fn an_exchange_ends_every_way_and_is_named() {
    let mut flows: Vec<Flow> = (0..200)
        .map(|n| flow(1_000 + n, 50, 10.0, n as i64))
        .collect();
    flows.extend([flow(1, 50, 900.0, 3), flow(50, 70, 5_000.0, 9)]);
    let found = followed(flows, vec![(1, 100), (1_000, 200)]);
    assert_eq!(found.collectors, []);
    assert_eq!(found.hubs, [(50, 202)]);
    // A label says it without the numbers.
    let labelled = vec![
        Flow {
            to_service: true,
            ..flow(1, 50, 9.0, 1)
        },
        flow(2, 50, 9.0, 1),
    ];
    assert_eq!(followed(labelled, vec![(1, 100), (2, 200)]).collectors, []);
}

#[test]
fn who_first_filled_an_account_is_behind_it_and_who_pays_later_is_not() {
    let flows = vec![
        flow(5, 1, 1.0, 10),
        flow(5, 2, 1.0, 12),
        flow(900, 1, 1_000.0, 20),
        flow(901, 2, 1_000.0, 21),
        // Money that left before it came was filled from elsewhere.
        flow(3, 8, 10.0, 1),
        flow(5, 3, 1.0, 30),
    ];
    let found = followed(flows, vec![(1, 100), (2, 200), (3, 300)]);
    let funded: Vec<(u64, u32)> = found
        .funders
        .iter()
        .map(|behind| (behind.account, behind.subject))
        .collect();
    assert_eq!(funded, [(5, 100), (5, 200)]);
}

#[test]
fn what_one_pays_the_other_is_told_with_its_share() {
    let flows = vec![flow(1, 2, 30.0, 10), flow(1, 70, 70.0, 11)];
    let found = followed(flows, vec![(1, 100), (2, 200)]);
    assert_eq!(found.paid.len(), 1);
    assert_eq!((found.paid[0].from, found.paid[0].to), (100, 200));
    assert!((found.paid[0].share - 0.3).abs() < 1e-9);
}

#[test]
fn hostile_amounts_and_circles_are_borne() {
    let flows = vec![
        flow(1, 2, f64::NAN, 1),
        flow(2, 3, f64::INFINITY, 2),
        flow(3, 1, -5.0, 3),
        flow(1, 1, 9.0, 4),
    ];
    let turned: Vec<Flow> = flows.iter().rev().copied().collect();
    let held = vec![(1, 100), (2, 200), (3, 300)];
    let found = followed(flows, held.clone());
    assert_eq!(found, followed(turned, held));
    assert!(found.paid.iter().all(|paid| paid.share.is_finite()));
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let stays: Vec<Stay> = (0..2_000_u32)
        .map(|n| {
            stay(
                u64::from(dice(n, 60)),
                dice(n + 9, 90),
                DAY + dice(n + 3, 60 * DAY),
                30,
            )
        })
        .collect();
    let turned: Vec<Stay> = stays.iter().rev().copied().collect();
    let settings = BehaviourSettings {
        least: 1,
        ..BehaviourSettings::default()
    };
    assert_eq!(
        handovers(stays.clone(), &settings),
        handovers(turned.clone(), &settings)
    );
    assert_eq!(
        hours_in_common(stays, &settings),
        hours_in_common(turned, &settings)
    );
}
