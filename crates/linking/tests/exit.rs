//! One exit of a VPN that a third of a marketplace uses is no tie, and moves nobody.

// Both are the world that the example measures; a test needs less of it.
#[allow(dead_code)]
#[path = "../examples/marketplace/dice.rs"]
mod dice;
#[allow(dead_code)]
#[path = "../examples/marketplace/world.rs"]
mod world;

use bonafide_linking::{Linked, Settings, Sighting, TieKind, link};
use world::{World, world};

const EXIT: u64 = 0x00E1_71E5;

/// The sightings of a world, and three of ten accounts at one exit besides: for a month each, or on no known day.
fn with_an_exit(world: &World, has_days: bool) -> Vec<Sighting> {
    let used = (0..world.subjects.len() as u32).filter(|subject| subject % 10 < 3);
    let seen = used.map(|subject| {
        let first = world.subjects[subject as usize].since;
        Sighting {
            subject,
            kind: TieKind::Ip,
            value: EXIT,
            first: first.filter(|_| has_days),
            last: first.filter(|_| has_days).map(|day| day + 30 * 86_400),
        }
    });
    world.sightings.iter().copied().chain(seen).collect()
}

fn linked(world: &World, sightings: &[Sighting]) -> Linked {
    link(
        sightings,
        &world.direct,
        &world.subjects,
        &[],
        &Settings::default(),
    )
}

#[test]
fn an_exit_that_three_of_ten_accounts_share_changes_no_group_and_no_id() {
    for (seed, hard) in [(1, false), (2, true)] {
        let world = world(seed, 6_000, hard, 40);
        let without = linked(&world, &world.sightings);
        assert!(without.groups.len() > 100);
        for has_days in [true, false] {
            let with = linked(&world, &with_an_exit(&world, has_days));
            // Ids, members, ties, both numbers and every reason.
            assert_eq!(with.groups, without.groups);
            assert_eq!(with.links, without.links);
            assert_eq!(with.learned, without.learned);
            let told = with.common.iter().find(|common| common.value == EXIT);
            assert_eq!(told.map(|common| common.subjects), Some(1_800));
        }
    }
}
