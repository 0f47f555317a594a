//! Linking with bounded memory finds what linking in memory finds, and says what to do where it cannot go on.

#[allow(dead_code)]
#[path = "../examples/marketplace/dice.rs"]
mod dice;
#[allow(dead_code)]
#[path = "../examples/marketplace/world.rs"]
mod world;

use std::path::PathBuf;

use bonafide_linking::{LinkError, Settings, Sighting, SubjectFacts, TieKind, link, link_bounded};
use world::world;

#[test]
fn a_marketplace_in_a_sixtieth_of_its_memory_has_the_same_groups_and_ids() {
    for (seed, hard) in [(1, false), (2, true)] {
        let world = world(seed, 6_000, hard, 40);
        let settings = Settings::default();
        let plain = link(
            &world.sightings,
            &world.direct,
            &world.subjects,
            &[],
            &settings,
        );
        assert!(plain.groups.len() > 100);
        let given = size_of_val(world.sightings.as_slice());
        for part in [4, 60] {
            let bounded = link_bounded(
                world.sightings.iter().rev().copied(),
                world.direct.iter().rev().copied(),
                &world.subjects,
                &[],
                &Settings {
                    memory: Some(given / part),
                    ..settings.clone()
                },
            );
            assert_eq!(bounded.ok().as_ref(), Some(&plain), "1/{part}");
        }
    }
}

/// A value that everybody shows is counted, not held.
#[test]
fn a_value_on_everybody_is_common_within_little_memory() {
    let subjects: Vec<SubjectFacts> = (0..50_000)
        .map(|number| SubjectFacts {
            id: number.to_string(),
            ..SubjectFacts::default()
        })
        .collect();
    let seen = (0..50_000).map(|subject| Sighting {
        subject,
        kind: TieKind::Email,
        value: 1,
        first: None,
        last: None,
    });
    let settings = Settings {
        memory: Some(100_000),
        ..Settings::default()
    };
    let linked = link_bounded(seen, [], &subjects, &[], &settings).unwrap_or_default();
    assert!(linked.groups.is_empty());
    assert_eq!(linked.common[0].subjects, 50_000);
}

#[test]
fn a_folder_that_cannot_be_used_is_an_error_and_no_panic() {
    let world = world(1, 2_000, false, 40);
    let settings = Settings {
        memory: Some(1_000),
        scratch: Some(PathBuf::from("no/such/folder")),
        ..Settings::default()
    };
    let sightings = world.sightings.iter().copied();
    let told = link_bounded(sightings, [], &world.subjects, &[], &settings);
    assert!(matches!(told, Err(LinkError::Make { .. })));
}

#[cfg(unix)]
#[test]
fn no_file_stays_behind() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let world = world(1, 2_000, false, 40);
    let settings = Settings {
        memory: Some(20_000),
        scratch: Some(folder.path().to_owned()),
        ..Settings::default()
    };
    let files = || std::fs::read_dir(folder.path()).map(Iterator::count).ok();
    // While it runs, too: a run that is killed leaves nothing.
    let sightings = world
        .sightings
        .iter()
        .inspect(|_| assert_eq!(files(), Some(0)));
    let linked = link_bounded(sightings.copied(), [], &world.subjects, &[], &settings);
    assert!(linked.is_ok());
    assert_eq!(files(), Some(0));
}
