//! Small worlds in which it is plain what must come out.

use std::time::Instant;

use bonafide_linking::{
    DirectTie, Linked, Settings, Sighting, SubjectFacts, TieKind, Verdict, link,
};

#[derive(Default)]
struct World {
    sightings: Vec<Sighting>,
    direct: Vec<DirectTie>,
    subjects: Vec<SubjectFacts>,
}

impl World {
    fn person(&mut self, country: u64) -> u32 {
        let n = self.subjects.len() as u64;
        self.subjects.push(SubjectFacts {
            id: format!("person-{n}"),
            since: Some(n as i64 * 30 * 86_400),
            country,
            birth: 1_000 + n,
            name: 5_000 + n,
            is_agency: false,
        });
        n as u32
    }

    fn share(&mut self, kind: TieKind, value: u64, among: &[u32]) {
        for &subject in among {
            self.sightings.push(Sighting {
                subject,
                kind,
                value,
                first: None,
                last: None,
            });
        }
    }

    /// Personas on common machines, payouts and recovery addresses, from many claimed countries.
    fn crew(&mut self, size: usize, first_value: u64) -> Vec<u32> {
        let crew: Vec<u32> = (0..size).map(|n| self.person(1 + n as u64 % 5)).collect();
        for (number, some) in crew.chunks(3).enumerate() {
            self.share(TieKind::Device, first_value + number as u64, some);
        }
        // Payouts across the machines, in an order that has nothing to do with theirs.
        let mut mixed = crew.clone();
        mixed.sort_by_key(|&member| {
            let once = (u64::from(member) + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            (once ^ (once >> 31)).wrapping_mul(0x94D0_49BB_1331_11EB)
        });
        for (number, some) in mixed.chunks(5).enumerate() {
            self.share(TieKind::BankAccount, first_value + 50 + number as u64, some);
        }
        crew
    }

    fn link(&self) -> Linked {
        self.link_with(&[])
    }

    fn link_with(&self, verdicts: &[Verdict]) -> Linked {
        link(
            &self.sightings,
            &self.direct,
            &self.subjects,
            verdicts,
            &Settings::default(),
        )
    }
}

fn sizes(linked: &Linked) -> Vec<usize> {
    let mut sizes: Vec<usize> = linked.groups.iter().map(|g| g.members.len()).collect();
    sizes.sort_unstable();
    sizes
}

#[test]
fn a_crew_is_an_operation_and_a_couple_is_not() {
    let mut world = World::default();
    let crew = world.crew(9, 100);
    let couple = [world.person(1), world.person(1)];
    for (kind, value) in [
        (TieKind::Address, 1),
        (TieKind::Ip, 2),
        (TieKind::BankAccount, 3),
        (TieKind::Device, 4),
    ] {
        world.share(kind, value, &couple);
    }
    let linked = world.link();
    assert_eq!(sizes(&linked), [2, 9]);
    let (first, second) = (&linked.groups[0], &linked.groups[1]);
    assert_eq!(first.members.len(), crew.len());
    assert!(first.operation > 0.8, "{:?}", first.reasons);
    assert!(
        second.linked > 0.99 && second.operation < 0.1,
        "{:?}",
        second.reasons
    );
}

#[test]
fn one_wrong_tie_joins_no_two_crews_and_is_told_as_a_tie() {
    let mut world = World::default();
    let (one, two) = (world.crew(9, 100), world.crew(9, 200));
    world.share(TieKind::Phone, 1, &[one[0], two[0]]);
    let linked = world.link();
    assert_eq!(sizes(&linked), [9, 9]);
    assert!(linked.links.iter().any(|link| link.kind == TieKind::Phone));
    let why = linked.why(one[0], two[0]).expect("the tie is there");
    assert_eq!((why.len(), why[0].kind), (1, TieKind::Phone));
}

#[test]
fn two_wrong_ties_between_large_crews_are_a_narrow_place() {
    let mut world = World::default();
    let (one, two) = (world.crew(18, 100), world.crew(18, 200));
    world.share(TieKind::Phone, 1, &[one[0], two[0]]);
    world.share(TieKind::Cookie, 2, &[one[9], two[11]]);
    assert_eq!(sizes(&world.link()), [18, 18]);
}

#[test]
fn one_thing_joins_no_two_crews_however_many_of_each_share_it() {
    let mut world = World::default();
    let (one, two) = (world.crew(12, 100), world.crew(12, 200));
    world.share(TieKind::Wallet, 1, &[one[0], one[7], two[0], two[7]]);
    assert_eq!(sizes(&world.link()), [12, 12]);
    world.share(TieKind::Phone, 2, &[one[3], two[5]]);
    assert_eq!(sizes(&world.link()), [24], "two things do");
}

#[test]
fn a_library_computer_stays_one_thing_when_two_of_its_users_share_a_number() {
    let mut world = World::default();
    let users: Vec<u32> = (0..10).map(|n| world.person(1 + n % 5)).collect();
    world.share(TieKind::Device, 1, &users);
    let alone = world.link().groups[0].operation;
    world.share(TieKind::Phone, 2, &users[..2]);
    let with_a_number = world.link().groups[0].operation;
    assert!(
        alone < 0.3 && with_a_number < 0.5,
        "{alone} {with_a_number}"
    );
    // A second thing that most of them share is another matter.
    world.share(TieKind::Wallet, 3, &users[3..]);
    assert!(world.link().groups[0].operation > 0.8);
}

#[test]
fn reviewers_words_outweigh_evidence() {
    let mut world = World::default();
    let (one, two) = (world.crew(60, 1_000), world.crew(60, 2_000));
    let same = Verdict::Same {
        a: one[5],
        b: two[7],
    };
    assert_eq!(sizes(&world.link()), [60, 60]);
    assert_eq!(sizes(&world.link_with(&[same])), [120]);
    let different = Verdict::Different {
        a: one[20],
        b: two[30],
    };
    let parted = world.link_with(&[same, different]);
    let group_of = |subject: u32| {
        parted
            .groups
            .iter()
            .position(|group| group.members.iter().any(|member| member.subject == subject))
    };
    // The word that they are the same outweighs evidence: what is torn is the ties of one member.
    assert_eq!(group_of(one[5]), group_of(two[7]));
    assert_ne!(group_of(one[20]), group_of(two[30]));
}

#[test]
fn crews_do_not_grow_together_from_a_few_members_that_a_wrong_tie_joins() {
    let mut world = World::default();
    let (one, two) = (world.crew(36, 1_000), world.crew(36, 2_000));
    world.share(TieKind::Phone, 1, &[one[0], two[0]]);
    let linked = world.link();
    let mixed = linked.groups.iter().any(|group| {
        let has = |crew: &[u32]| {
            group
                .members
                .iter()
                .filter(|m| crew.contains(&m.subject))
                .count()
        };
        has(&one) > 3 && has(&two) > 3
    });
    assert!(!mixed, "{:?}", sizes(&linked));
    assert_eq!(sizes(&linked), [36, 36]);
}

#[test]
fn a_single_persona_joins_by_one_good_tie_which_is_told_as_fragile() {
    let mut world = World::default();
    let crew = world.crew(9, 100);
    let late = world.person(7);
    world.share(TieKind::Document, 1, &[crew[4], late]);
    let linked = world.link();
    assert_eq!(sizes(&linked), [10]);
    let group = &linked.groups[0];
    let (a, b, kind) = group.fragile.expect("one tie holds the late one");
    assert_eq!(kind, TieKind::Document);
    assert!([a, b].contains(&late));
    let late = group
        .members
        .iter()
        .find(|m| m.subject == late)
        .expect("a member");
    assert_eq!(
        late.via.last().map(|link| link.kind),
        Some(TieKind::Document)
    );
}

#[test]
fn guests_of_a_café_stay_strangers_and_its_couples_stay_couples() {
    let mut world = World::default();
    let guests: Vec<u32> = (0..24).map(|n| world.person(1 + n % 3)).collect();
    world.share(TieKind::Ip, 1, &guests);
    world.share(TieKind::Device, 2, &guests[..2]);
    world.share(TieKind::Device, 3, &guests[2..4]);
    assert_eq!(sizes(&world.link()), [2, 2]);
}

#[test]
fn a_network_address_of_another_year_ties_nobody() {
    let mut world = World::default();
    let pair = [world.person(1), world.person(1)];
    world.share(TieKind::Phone, 5, &pair);
    let day = 86_400;
    for (subject, from) in [(pair[0], 0), (pair[1], 400 * day)] {
        world.sightings.push(Sighting {
            subject,
            kind: TieKind::Ip,
            value: 1,
            first: Some(from),
            last: Some(from + 20 * day),
        });
    }
    let linked = world.link();
    assert!(linked.links.iter().all(|link| link.kind != TieKind::Ip));
}

#[test]
fn weak_ties_of_two_families_between_two_pairs_are_strong_together() {
    let mut world = World::default();
    let people: Vec<u32> = (0..4).map(|_| world.person(1)).collect();
    world.share(TieKind::Wallet, 1, &people[..2]);
    world.share(TieKind::Wallet, 2, &people[2..]);
    let tie = |a, b, kind| DirectTie {
        a,
        b,
        kind,
        strength: 0.9,
        shared_by: 2,
        at: None,
    };
    world.direct.push(tie(people[0], people[2], TieKind::Text));
    assert_eq!(sizes(&world.link()), [2, 2], "a text alone joins no pairs");
    world
        .direct
        .push(tie(people[1], people[3], TieKind::Synchrony));
    assert_eq!(sizes(&world.link()), [4]);
    let linked = world.link_with(&[Verdict::Different {
        a: people[0],
        b: people[3],
    }]);
    assert_eq!(sizes(&linked), [2, 2]);
}

#[test]
fn a_crew_in_step_is_believed_where_half_of_it_is_tied_otherwise_too() {
    let in_step = |kind: TieKind, tied_otherwise: usize| {
        let mut world = World::default();
        let crew: Vec<u32> = (0..8).map(|n| world.person(1 + n % 3)).collect();
        for two in crew.windows(2) {
            world.direct.push(DirectTie {
                a: two[0],
                b: two[1],
                kind: TieKind::Synchrony,
                strength: 0.8,
                shared_by: 2,
                at: None,
            });
        }
        // Members who are no neighbours in the chain.
        for n in 0..tied_otherwise {
            world.share(kind, n as u64, &[crew[n], crew[n + 4]]);
        }
        sizes(&world.link())
    };
    let wallet = TieKind::Wallet;
    assert_eq!(in_step(wallet, 0), [], "in step alone ties nobody");
    assert_eq!(in_step(wallet, 1), [2], "one wallet vouches not for all");
    assert_eq!(in_step(wallet, 2), [8]);
    let device = in_step(TieKind::Device, 2);
    assert_eq!(device, [2, 2], "who shares a device is in step anyway");
}

#[test]
fn what_homes_share_does_not_silence_the_wallets_of_those_who_keep_everything_else_apart() {
    let mut world = World::default();
    let mut value = 0;
    for _ in 0..400 {
        let couple = [world.person(1), world.person(1)];
        for kind in [TieKind::BankAccount, TieKind::Address, TieKind::Ip] {
            value += 1;
            world.share(kind, value, &couple);
        }
    }
    for _ in 0..120 {
        let trio = [world.person(1), world.person(2), world.person(3)];
        value += 1;
        world.share(TieKind::Wallet, value, &trio);
    }
    let trios = sizes(&world.link()).into_iter().filter(|&size| size == 3);
    assert_eq!(trios.count(), 120);
}

#[test]
fn used_computers_that_go_from_hand_to_hand_join_no_crowd() {
    let mut world = World::default();
    let mut value = 0;
    for number in 0..400 {
        let couple = [world.person(1), world.person(1)];
        for kind in [TieKind::BankAccount, TieKind::Address, TieKind::Ip] {
            value += 1;
            world.share(kind, value, &couple);
        }
        if number % 10 == 0 {
            value += 1;
            world.share(TieKind::Device, value, &couple);
        }
    }
    let dealers: Vec<u32> = (0..150).map(|at| world.person(1 + at % 7)).collect();
    for (at, dealer) in dealers.iter().enumerate() {
        for step in [1, 31] {
            value += 1;
            world.share(
                TieKind::Device,
                value,
                &[*dealer, dealers[(at + step) % 150]],
            );
        }
    }
    let linked = world.link();
    assert_eq!(sizes(&linked).into_iter().max(), Some(2));
}

#[test]
fn a_group_keeps_its_id_when_it_grows_later() {
    let mut world = World::default();
    let crew = world.crew(6, 100);
    let before = world.link();
    let late = world.person(9);
    world.share(TieKind::Document, 1, &[crew[5], late]);
    let after = world.link();
    assert_eq!(after.groups[0].members.len(), 7);
    assert_eq!(before.groups[0].id, after.groups[0].id);
}

#[test]
fn a_million_on_one_value_cost_little_and_are_told() {
    let subjects: Vec<SubjectFacts> = (0..1_000_000)
        .map(|n| SubjectFacts {
            id: n.to_string(),
            ..SubjectFacts::default()
        })
        .collect();
    let sightings: Vec<Sighting> = (0..1_000_000)
        .map(|subject| Sighting {
            subject,
            kind: TieKind::Email,
            value: 1,
            first: None,
            last: None,
        })
        .collect();
    let start = Instant::now();
    let linked = link(&sightings, &[], &subjects, &[], &Settings::default());
    assert!(start.elapsed().as_secs() < 30);
    assert!(linked.groups.is_empty());
    assert_eq!(linked.common[0].subjects, 1_000_000);
}

#[test]
fn a_subject_with_all_values_and_a_chain_without_end_cost_little() {
    let mut world = World::default();
    for _ in 0..20_001 {
        world.person(1);
    }
    for n in 0..20_000_u32 {
        world.share(TieKind::Device, u64::from(n), &[n, n + 1]);
        world.share(TieKind::Phone, u64::from(n), &[0, n + 1]);
    }
    let start = Instant::now();
    let linked = world.link();
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
    assert!(!linked.groups.is_empty());
}

#[test]
fn what_names_no_subject_is_counted_and_left_out() {
    let mut world = World::default();
    world.person(1);
    world.share(TieKind::Email, 1, &[0, 7, u32::MAX]);
    world.direct.push(DirectTie {
        a: 0,
        b: 99,
        kind: TieKind::Text,
        strength: f32::NAN,
        shared_by: 0,
        at: Some(i64::MIN),
    });
    let linked = world.link();
    assert_eq!(linked.ignored, 3);
    assert!(linked.groups.is_empty());
    assert!(linked.why(0, 0).is_none() && linked.why(0, 50).is_none());
}
