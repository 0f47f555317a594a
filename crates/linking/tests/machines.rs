//! Machines that go from hand to hand make no group without end, and machines that one hand uses still make one.

use bonafide_linking::{Linked, Settings, Sighting, SubjectFacts, TieKind, Weights, link};

const DAY: i64 = 86_400;

fn subjects(count: u32) -> Vec<SubjectFacts> {
    (0..count)
        .map(|n| SubjectFacts {
            id: format!("s{n}"),
            country: u64::from(n % 5) + 1,
            name: u64::from(n) + 1,
            ..SubjectFacts::default()
        })
        .collect()
}

fn used(subject: u32, device: u64, first: i64, last: i64) -> Sighting {
    Sighting {
        subject,
        kind: TieKind::Device,
        value: device,
        first: Some(first * DAY),
        last: Some(last * DAY),
    }
}

/// With the documented weights: machines alone, and nothing beside them, teach that machines say nothing.
fn linked(sightings: &[Sighting], count: u32) -> Linked {
    let settings = Settings {
        weights: Some(Weights::default()),
        ..Settings::default()
    };
    link(sightings, &[], &subjects(count), &[], &settings)
}

fn largest(linked: &Linked) -> usize {
    let sizes = linked.groups.iter().map(|group| group.members.len());
    sizes.max().unwrap_or(0)
}

/// So many that no pattern of machines repeats.
const DEALERS: u32 = 101;

/// Every dealer has some six machines for a month each; a machine has three owners, one after the other.
fn dealers(side_by_side: bool) -> Vec<Sighting> {
    (0_u32..600)
        .map(|n| {
            let (machine, turn) = (n % 200, n / 200);
            let dealer = (machine * (7 + 4 * turn) + turn * 31) % DEALERS;
            let (machine, owner) = (u64::from(machine) + 1, i64::from(turn));
            let first = if side_by_side { owner } else { owner * 40 };
            used(dealer, machine, first, first + 30)
        })
        .collect()
}

#[test]
fn dealers_in_used_machines_are_no_group() {
    assert_eq!(linked(&dealers(false), DEALERS).groups, []);
}

#[test]
fn those_who_use_the_same_machines_side_by_side_are_tied() {
    let linked = linked(&dealers(true), DEALERS);
    let tied: usize = linked.groups.iter().map(|group| group.members.len()).sum();
    assert!(tied > 90, "{tied} of {DEALERS}");
}

#[test]
fn a_machine_seen_once_ties_with_a_witness_alone() {
    let seen_once = [used(0, 9, 0, 60), used(1, 9, 30, 30)];
    assert_eq!(linked(&seen_once, 2).groups, []);
    let mut with_a_witness = seen_once.to_vec();
    with_a_witness.extend([0, 1].map(|subject| Sighting {
        kind: TieKind::BankAccount,
        ..used(subject, 5, 0, 60)
    }));
    let linked = linked(&with_a_witness, 2);
    assert_eq!(largest(&linked), 2);
    let kinds: Vec<TieKind> = linked.links.iter().map(|link| link.kind).collect();
    assert_eq!(kinds, [TieKind::BankAccount, TieKind::Device]);
}

#[test]
fn a_crew_on_one_machine_stays_together_after_it_is_sold() {
    let mut crew: Vec<Sighting> = (0..4).map(|n| used(n, 9, i64::from(n), 60)).collect();
    crew.push(used(4, 9, 90, 120));
    let linked = linked(&crew, 5);
    assert_eq!(largest(&linked), 4);
    // Nothing is told twice.
    assert_eq!(linked.links.len(), 3);
}
