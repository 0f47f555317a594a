//! What operators do in the world, and that honest people do it too.

mod common;

use std::collections::{BTreeMap, BTreeSet};

use bonafide_simulator::{Care, SubjectTruth, simulate};
use common::{cell, lines, rows, truth};

/// A world with many operations for its size.
fn dense(seed: u64, out: &std::path::Path) -> bonafide_simulator::World {
    let mut world = lines(9_000, seed, out);
    world.parameters.operations.subjects_per_operation = 150;
    world
}

fn share(of: &[&SubjectTruth], method: &str) -> f64 {
    let with = of.iter().filter(|one| {
        one.methods
            .as_deref()
            .is_some_and(|words| words.split(';').any(|word| word == method))
    });
    with.count() as f64 / of.len().max(1) as f64
}

#[test]
fn careful_operators_use_more_of_what_hides_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("world");
    simulate(&dense(1, &out)).expect("a world");
    let truth = truth(&out);
    let by_care: BTreeMap<&str, Vec<&SubjectTruth>> = Care::ALL
        .into_iter()
        .map(|care| {
            let of = truth.values().filter(|one| {
                one.care.as_deref() == Some(care.word())
                    && one.role.as_deref() != Some("facilitator")
            });
            (care.word(), of.collect())
        })
        .collect();
    for method in [
        "own_device",
        "residential_proxy",
        "slow_ramp",
        "lent_document",
        "paraphrased_cv",
        "hired_face",
        "fresh_wallets",
        "claimed_hours",
    ] {
        let (sloppy, careful) = (
            share(&by_care["sloppy"], method),
            share(&by_care["careful"], method),
        );
        assert!(
            careful > sloppy,
            "{method}: sloppy {sloppy}, careful {careful}"
        );
    }
}

#[test]
fn fresh_wallets_never_repeat_and_their_pay_comes_together_after_hops() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("world");
    let mut world = dense(2, &out);
    world.parameters.operations.crypto_by_care = [1.0; 3];
    world.parameters.operations.fresh_wallets_by_care = [1.0; 3];
    world.parameters.operations.hops_by_care = [3.0; 3];
    simulate(&world).expect("a world");
    let truth = truth(&out);
    let next: BTreeMap<String, String> = rows(&out, "transfer")
        .iter()
        .map(|row| {
            (
                cell(row, "from_wallet").to_owned(),
                cell(row, "to_wallet").to_owned(),
            )
        })
        .collect();
    let mut seen = BTreeSet::new();
    let mut ends: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in rows(&out, "payout") {
        let subject = cell(&row, "subject_id");
        let Some(operation) = &truth[subject].operation_id else {
            continue;
        };
        if cell(&row, "method") != "crypto" {
            continue;
        }
        let wallet = cell(&row, "destination").to_owned();
        if truth[subject]
            .methods
            .as_deref()
            .is_some_and(|words| words.contains("fresh_wallets"))
        {
            assert!(seen.insert(wallet.clone()), "{wallet} was paid twice");
        }
        let (mut at, mut hops) = (wallet, 0);
        while let Some(to) = next.get(&at) {
            at.clone_from(to);
            hops += 1;
            assert!(hops < 40, "a ring of transfers");
        }
        if hops > 1 {
            ends.entry(format!("{operation} {at}"))
                .or_default()
                .insert(subject.to_owned());
        }
    }
    let together = ends.values().filter(|subjects| subjects.len() > 1).count();
    assert!(
        together > 5,
        "pay of several personas comes together {together} times"
    );
}

#[test]
fn personas_that_ramp_up_bid_late_and_people_apply_more_in_january_than_in_august() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("world");
    let mut world = dense(3, &out);
    world.parameters.operations.slow_ramp_by_care = [1.0; 3];
    world.parameters.operations.ramp_days = [80.0, 80.0];
    world.parameters.people.ramps_up = 0.0;
    simulate(&world).expect("a world");
    let truth = truth(&out);
    let (mut early, mut late) = (0, 0);
    let mut months: BTreeMap<String, u64> = BTreeMap::new();
    for row in rows(&out, "bid") {
        let one = &truth[cell(&row, "subject_id")];
        let at = cell(&row, "placed_at");
        let day: jiff::civil::Date = at[..10].parse().expect("a day");
        let Some(first) = one.first_record_on.as_deref() else {
            continue;
        };
        let first: jiff::civil::Date = first.parse().expect("a day");
        let since = first.until(day).expect("a span").get_days();
        if one.persona && one.role.as_deref() != Some("facilitator") {
            match since {
                0..=20 => early += 1,
                60..=80 => late += 1,
                _ => {}
            }
        } else if !one.persona {
            *months.entry(at[..7].to_owned()).or_default() += 1;
        }
    }
    assert!(
        late > 3 * early.max(1),
        "{early} bids in the first weeks, {late} later"
    );
    let there = |day: &str| {
        let on = truth.values().filter(|one| {
            !one.persona
                && one.first_record_on.as_deref() <= Some(day)
                && Some(day) <= one.last_record_on.as_deref()
        });
        on.count() as f64
    };
    // Days of the two months that are in the records: 27 of January, 31 of August.
    let january = months["2026-01"] as f64 / 27.0 / there("2026-01-18");
    let august = months["2026-08"] as f64 / 31.0 / there("2026-08-15");
    assert!(january > 1.1 * august, "{months:?}");
}

#[test]
fn a_hired_face_is_seen_in_interviews_and_another_machine_works() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("world");
    let mut world = dense(4, &out);
    world.parameters.operations.hired_face_by_care = [1.0; 3];
    world.parameters.people.borrowed_computer = 0.0;
    simulate(&world).expect("a world");
    let truth = truth(&out);
    let mut used: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in rows(&out, "session") {
        let (subject, device) = (cell(&row, "subject_id"), cell(&row, "device_id"));
        used.entry(subject.to_owned())
            .or_default()
            .insert(device.to_owned());
    }
    let (mut faces, mut workers) = (0, 0);
    for row in rows(&out, "meeting") {
        let one = &truth[cell(&row, "subject_id")];
        let device = cell(&row, "device_id");
        let hired = one
            .methods
            .as_deref()
            .is_some_and(|words| words.contains("hired_face"));
        if !hired || device.is_empty() {
            continue;
        }
        let own = used
            .get(&one.subject_id)
            .is_some_and(|devices| devices.contains(device));
        if cell(&row, "kind") == "interview" {
            assert!(!own, "the hired person has a computer of their own");
            faces += 1;
        } else {
            workers += u64::from(own);
        }
    }
    assert!(
        faces > 20 && workers > 5,
        "{faces} interviews, {workers} other calls"
    );
}

#[test]
fn insiders_do_harm_late_and_leave_records_of_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("world");
    let mut world = dense(5, &out);
    world.parameters.operations.placed_with_laptop = 1.0;
    world.parameters.operations.insider_by_care = [1.0; 3];
    simulate(&world).expect("a world");
    let truth = truth(&out);
    let insiders: Vec<&SubjectTruth> = truth
        .values()
        .filter(|one| one.role.as_deref() == Some("insider"))
        .collect();
    assert!(insiders.len() > 20, "{} insiders", insiders.len());
    let extortions: BTreeSet<String> = rows(&out, "message")
        .iter()
        .filter(|row| cell(row, "topic") == "extortion")
        .map(|row| cell(row, "subject_id").to_owned())
        .collect();
    for one in insiders {
        let (first, harm) = (one.first_record_on.as_deref(), one.harm_on.as_deref());
        assert!(
            first < harm && harm <= one.last_record_on.as_deref(),
            "{one:?}"
        );
        let extorts = one
            .harm
            .as_deref()
            .is_some_and(|harm| harm.contains("extortion"));
        assert_eq!(extorts, extortions.contains(&one.subject_id), "{one:?}");
    }
    assert!(
        truth
            .values()
            .all(|one| one.harm.is_none() || one.role.as_deref() == Some("insider"))
    );
}

#[test]
fn nobody_does_anything_before_the_first_or_after_the_last_recorded_day() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("world");
    simulate(&lines(3_000, 6, &out)).expect("a world");
    let truth = truth(&out);
    let mut firsts = BTreeSet::new();
    for (table, column) in [
        ("session", "started_at"),
        ("bid", "placed_at"),
        ("payout", "paid_at"),
    ] {
        for row in rows(&out, table) {
            let one = &truth[cell(&row, "subject_id")];
            let day = cell(&row, column).get(..10).unwrap_or("");
            let (Some(first), Some(last)) = (&one.first_record_on, &one.last_record_on) else {
                panic!("{one:?} has no days");
            };
            firsts.insert(first.clone());
            // A bought account has log-ins of whoever had it before; clocks differ by a day.
            let bought = one
                .methods
                .as_deref()
                .is_some_and(|words| words.contains("bought_account"));
            let slack = |day: &str, by: i64| {
                let day: jiff::civil::Date = day.parse().expect("a day");
                day.checked_add(jiff::Span::new().days(by))
                    .expect("a day")
                    .to_string()
            };
            assert!(
                bought || day >= slack(first, -1).as_str(),
                "{table} {day} {one:?}"
            );
            assert!(day <= slack(last, 4).as_str(), "{table} {day} {one:?}");
        }
    }
    assert!(
        firsts.len() > 200,
        "people begin on {} different days",
        firsts.len()
    );
}

#[test]
fn tables_of_a_workplace_are_filled_for_honest_people_and_personas() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("world");
    simulate(&dense(7, &out)).expect("a world");
    let truth = truth(&out);
    for table in [
        "access_event",
        "ai_use",
        "company",
        "complaint",
        "charge",
        "work_output",
        "follow",
    ] {
        let (mut personas, mut honest) = (BTreeSet::new(), BTreeSet::new());
        for row in rows(&out, table) {
            let subject = cell(&row, "subject_id").to_owned();
            if truth[&subject].persona {
                &mut personas
            } else {
                &mut honest
            }
            .insert(subject);
        }
        assert!(!honest.is_empty(), "{table} has no honest people");
        assert!(!personas.is_empty(), "{table} has no personas");
    }
}

#[test]
fn copied_cvs_tell_one_career_and_honest_users_of_a_template_their_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("world");
    let mut world = dense(3, &out);
    world.parameters.operations.own_words_by_care = [0.1; 3];
    simulate(&world).expect("a world");
    let truth = truth(&out);
    let mut jobs: BTreeMap<String, BTreeSet<(String, String, String)>> = BTreeMap::new();
    for row in rows(&out, "experience") {
        let job =
            ["employer", "started_on", "ended_on"].map(|column| cell(&row, column).to_owned());
        let [employer, from, until] = job;
        let of = jobs.entry(cell(&row, "subject_id").to_owned()).or_default();
        of.insert((employer, from, until));
    }
    let of = |pick: &dyn Fn(&SubjectTruth) -> bool| -> Vec<&String> {
        let picked = truth
            .iter()
            .filter(|(id, one)| pick(one) && jobs.contains_key(*id));
        picked.map(|(id, _)| id).collect()
    };
    let alike = |people: &[&String]| {
        let has_like = |one: &String| {
            let in_common = |other: &String| jobs[one].intersection(&jobs[other]).count();
            people
                .iter()
                .any(|other| *other != one && in_common(other) >= 2)
        };
        let with = people.iter().filter(|one| has_like(one));
        with.count() as f64 / people.len().max(1) as f64
    };
    let workers = of(&|one| one.persona && one.role.as_deref() == Some("worker"));
    let templates =
        of(&|one| !one.persona && one.honest_kind.as_deref() == Some("career_template"));
    assert!(
        workers.len() > 100 && templates.len() > 20,
        "{} {}",
        workers.len(),
        templates.len()
    );
    assert!(alike(&workers) > 0.5, "{}", alike(&workers));
    assert!(alike(&templates) < 0.02, "{}", alike(&templates));
}

#[test]
fn the_jobs_of_a_cv_are_those_of_the_table() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("world");
    simulate(&dense(4, &out)).expect("a world");
    let mut employers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows(&out, "experience") {
        let of = employers
            .entry(cell(&row, "subject_id").to_owned())
            .or_default();
        of.push(cell(&row, "employer").to_owned());
    }
    let mut read = 0;
    for row in rows(&out, "application") {
        let (who, text) = (cell(&row, "subject_id"), cell(&row, "resume_text"));
        let Some(stated) = employers.get(who).filter(|_| !text.is_empty()) else {
            continue;
        };
        read += 1;
        let told = stated
            .iter()
            .filter(|employer| text.contains(employer.as_str()));
        assert!(
            told.count() >= stated.len().min(2),
            "{who}: {stated:?}\n{text}"
        );
    }
    assert!(read > 500, "{read}");
}
