//! Claims about records of people, who are all invented.

use bonafide_linking::people::{Field, Level, People, PeopleGroups, PeopleSettings};
use proptest::prelude::*;

const FIELDS: [Field; 5] = [
    Field::GivenName,
    Field::FamilyName,
    Field::Date,
    Field::Text,
    Field::Number,
];

fn number(seed: u64) -> u64 {
    let mut hash = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    hash ^ (hash >> 31)
}

/// An invented person: names of syllables, a day, a town and a number.
fn person(seed: u64) -> [String; 5] {
    let syllables = [
        "bra", "den", "kol", "mi", "ter", "os", "vel", "lun", "ga", "fir",
    ];
    let name = |salt: u64, parts: u64| -> String {
        (0..parts)
            .map(|part| syllables[(number(seed * 31 + salt * 7 + part) % 10) as usize])
            .collect()
    };
    let day = number(seed + 500_000);
    [
        name(1, 2),
        name(2, 3),
        format!(
            "{}-{:02}-{:02}",
            1950 + day % 50,
            1 + day / 50 % 12,
            1 + day / 600 % 28
        ),
        name(3, 3),
        format!("{:09}", number(seed + 900_000) % 1_000_000_000),
    ]
}

/// Three records of each of a number of people; the second and the third with slips.
fn world(people: u64) -> Vec<[String; 5]> {
    let mut records = Vec::new();
    for seed in 0..people {
        let own = person(seed);
        let mut slipped = own.clone();
        slipped[1].replace_range(1..2, "q");
        slipped[2].replace_range(9..10, "9");
        let mut exchanged = own.clone();
        exchanged.swap(0, 1);
        exchanged[4].clear();
        records.extend([own, slipped, exchanged]);
    }
    records
}

fn link(records: &[(u32, [String; 5])]) -> PeopleGroups {
    let mut people = People::new(FIELDS.to_vec(), PeopleSettings::default());
    for (subject, record) in records {
        let values: Vec<&str> = record.iter().map(String::as_str).collect();
        people.add(*subject, &values);
    }
    people.finish()
}

#[test]
fn slips_and_exchanged_names_are_one_person_without_labels() {
    let records: Vec<(u32, [String; 5])> = (0..).zip(world(400)).collect();
    let found = link(&records);
    let whole = found
        .groups
        .iter()
        .filter(|group| group.len() == 3 && group[0] % 3 == 0 && group[2] == group[0] + 2)
        .count();
    assert!(whole >= 396, "{whole} of 400");
    let mixed = found
        .groups
        .iter()
        .filter(|group| group.iter().any(|each| each / 3 != group[0] / 3));
    assert_eq!(mixed.count(), 0);
    // What was learned has a meaning: equal values speak for one person, different ones against.
    for field in &found.model {
        let find = |wanted| {
            field
                .levels
                .iter()
                .find(|level| level.level == wanted)
                .expect("the level is met")
        };
        assert!(find(Level::Equal).m > find(Level::Equal).u);
        assert!(find(Level::Different).m < find(Level::Different).u);
    }
}

/// Whether two subjects are said to be one person.
fn together(found: &PeopleGroups, x: u32, y: u32) -> bool {
    found
        .groups
        .iter()
        .any(|group| group.contains(&x) && group.contains(&y))
}

#[test]
fn whoever_moves_stays_one_person_though_street_town_and_number_change_at_once() {
    use Field::{Date, FamilyName, GivenName, Number, Text};
    let fields = vec![GivenName, FamilyName, Date, Text, Text, Number];
    let mut people = People::new(fields, PeopleSettings::default());
    for seed in 0..4000_u64 {
        let own = person(seed);
        for record in 0..3_u32 {
            // One in four moves before the last record; nobody changes one of the three alone. Of the birth dates of
            // those some are not known then: what moving means has to be learned from the others.
            let moves = record == 2 && seed % 4 == 0;
            let home = if moves { seed + 10_000 } else { seed };
            let (place, street) = (person(home), format!("{} road", person(home + 3_000)[1]));
            let date = match moves && seed % 16 == 0 {
                true => "",
                false => &own[2],
            };
            let values = [&own[0], &own[1], date, &street, &place[3], &place[4]];
            people.add(seed as u32 * 3 + record, &values);
        }
    }
    let found = people.finish();
    let moved = (0..4000).step_by(16);
    let stayed = moved.filter(|seed| together(&found, seed * 3, seed * 3 + 2));
    let stayed = stayed.count();
    assert!(stayed >= 230, "{stayed} of 250");
}

#[test]
fn a_slip_in_one_of_two_exchanged_names_hides_no_exchange() {
    let mut records: Vec<(u32, [String; 5])> = (0..).zip(world(400)).collect();
    for (subject, record) in &mut records {
        if *subject % 3 == 2 {
            record[0].replace_range(2..3, "q");
            record[3].clear();
        }
    }
    let found = link(&records);
    let whole = (0..400).filter(|person| together(&found, person * 3, person * 3 + 2));
    let whole = whole.count();
    assert!(whole >= 396, "{whole} of 400");
}

#[test]
fn what_one_record_lacks_is_taken_from_the_others_of_its_person() {
    let mut records: Vec<(u32, [String; 5])> = (0..).zip(world(400)).collect();
    for seed in 0..400_u32 {
        let own = person(u64::from(seed));
        let but = |known: &[usize]| -> [String; 5] {
            std::array::from_fn(|at| match known.contains(&at) {
                true => own[at].clone(),
                false => String::new(),
            })
        };
        // These two know nothing that both know.
        records.push((10_000 + 2 * seed, but(&[0, 1, 2])));
        records.push((10_001 + 2 * seed, but(&[3, 4])));
    }
    let found = link(&records);
    let whole = (0..400).filter(|seed| together(&found, 10_000 + 2 * seed, 10_001 + 2 * seed));
    let whole = whole.count();
    assert!(whole >= 396, "{whole} of 400");
}

#[test]
fn a_slip_that_nobody_else_makes_says_more_than_two_names_that_many_bear() {
    let common: Vec<String> = (0..40).map(|seed| person(seed)[0].clone()).collect();
    let mut records: Vec<(u32, [String; 5])> = Vec::new();
    for seed in 0..2000_u32 {
        let mut own = person(u64::from(seed));
        own[0] = match seed % 52 {
            40..46 => "martin".to_owned(),
            46.. => "marten".to_owned(),
            other => common[other as usize].clone(),
        };
        let mut again = own.clone();
        if seed % 50 == 0 {
            let letter = char::from(b'a' + (seed / 50 % 26) as u8);
            again[0].insert(seed as usize % 3, letter);
        }
        records.extend([(10 * seed, own), (10 * seed + 1, again)]);
    }
    for (seed, letter) in (3000..).zip('b'..='h') {
        let own = person(u64::from(seed));
        let named = |name: String| -> [String; 5] {
            std::array::from_fn(|at| match at {
                0 => name.clone(),
                _ => own[at].clone(),
            })
        };
        records.push((10 * seed, named("martin".to_owned())));
        records.push((10 * seed + 1, named("marten".to_owned())));
        records.push((10 * seed + 2, named(format!("mart{letter}in"))));
    }
    let found = link(&records);
    let weight = |a, b| {
        let tie = found.ties.iter().find(|tie| (tie.a, tie.b) == (a, b));
        tie.expect("they are of one person").weight
    };
    for seed in 3000..3007 {
        let (names, slip) = (10 * seed + 1, 10 * seed + 2);
        // One letter each, and all else is equal.
        assert!(weight(10 * seed, slip) > weight(10 * seed, names) + 2.0);
    }
}

#[test]
fn a_number_that_one_of_many_records_gives_leads_to_whoever_else_gives_it() {
    let mut records: Vec<(u32, [String; 5])> = (0..).zip(world(2000)).collect();
    for (subject, record) in &mut records {
        // Numbers change.
        if *subject % 15 == 1 {
            record[4] = person(u64::from(*subject) + 50_000)[4].clone();
        }
    }
    for seed in 0..50_u32 {
        let own = person(u64::from(seed) + 5_000);
        let number = &person(u64::from(seed) + 90_000)[4];
        for copy in 0..6 {
            records.push((10_000 + 10 * seed + copy, own.clone()));
        }
        let mut later = own.clone();
        later[4] = number.clone();
        let nothing = String::new;
        let only = [
            own[0].clone(),
            nothing(),
            nothing(),
            nothing(),
            number.clone(),
        ];
        records.push((10_006 + 10 * seed, later));
        records.push((10_007 + 10 * seed, only));
    }
    let found = link(&records);
    let met = (0..50).filter(|seed| together(&found, 10_000 + 10 * seed, 10_007 + 10 * seed));
    let met = met.count();
    assert!(met >= 48, "{met} of 50");
}

#[test]
fn a_household_stays_as_many_people_as_it_has() {
    let mut records: Vec<(u32, [String; 5])> = (0..).zip(world(400)).collect();
    let is_like = |home: &u32| {
        let [one, other] = [5_000, 6_000].map(|all| person(u64::from(*home) + all)[0].clone());
        one[..2] == other[..2]
    };
    // Names that begin alike may be one with a slip.
    let homes: Vec<u32> = (0..20).filter(|home| !is_like(home)).collect();
    for home in &homes {
        let one = person(u64::from(*home) + 5_000);
        let mut other = person(u64::from(*home) + 6_000);
        for shared in [1, 3] {
            other[shared] = one[shared].clone();
        }
        for copy in 0..3 {
            records.push((20_000 + home * 10 + copy, one.clone()));
            records.push((20_005 + home * 10 + copy, other.clone()));
        }
        // Once the first gave the number of the second.
        let mut lent = one.clone();
        lent[4] = other[4].clone();
        records.push((20_003 + home * 10, lent));
    }
    let found = link(&records);
    for home in homes {
        let (one, other) = (20_000 + home * 10, 20_005 + home * 10);
        assert!(together(&found, one, one + 2) && together(&found, other, other + 2));
        assert!(!together(&found, one, other), "home {home}");
    }
}

#[test]
fn one_record_on_very_many_subjects_is_bounded() {
    let mut records: Vec<(u32, [String; 5])> = (0..).zip(world(50)).collect();
    let placeholder = ["test", "test", "1900-01-01", "nowhere", "000000000"].map(str::to_owned);
    records.extend((1000..101_000).map(|subject| (subject, placeholder.clone())));
    let found = link(&records);
    assert!(found.crowded > 0);
    assert!(found.compared < 10_000, "{}", found.compared);
    assert!(found.groups.iter().any(|group| group == &[0, 1, 2]));
}

#[test]
fn no_records_and_one_record_are_no_trouble() {
    assert!(link(&[]).groups.is_empty());
    assert_eq!(link(&[(9, person(1))]).groups, vec![vec![9]]);
    let mut bare = People::new(Vec::new(), PeopleSettings::default());
    bare.add(1, &["too", "many"]);
    bare.add(2, &[]);
    assert_eq!(bare.finish().groups, vec![vec![1], vec![2]]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn order_and_numbering_are_indifferent(people in 2..40_u64, seed in any::<u64>()) {
        let records = world(people);
        let plain: Vec<(u32, [String; 5])> = (0..).zip(records).collect();
        let mut shuffled = plain.clone();
        shuffled.sort_by_key(|(subject, _)| number(seed ^ u64::from(*subject)));
        let size = plain.len() as u32;
        let renumbered: Vec<_> = plain.iter().map(|(s, r)| (size - s, r.clone())).collect();
        let expected = link(&plain);
        let other = link(&shuffled);
        prop_assert_eq!(&expected.groups, &other.groups);
        prop_assert_eq!(&expected.ties, &other.ties);
        let mut back: Vec<Vec<u32>> = link(&renumbered).groups.into_iter().map(|group| {
            let mut group: Vec<u32> = group.into_iter().map(|each| size - each).collect();
            group.sort_unstable();
            group
        }).collect();
        back.sort_unstable();
        prop_assert_eq!(expected.groups, back);
    }

    #[test]
    fn no_values_make_it_fail(records in prop::collection::vec(prop::array::uniform5("\\PC{0,9}|[a-c]{0,3}|[0-9-]{0,12}"), 0..20)) {
        let records: Vec<(u32, [String; 5])> = (0..).zip(records).collect();
        let found = link(&records);
        prop_assert_eq!(found.groups.iter().map(Vec::len).sum::<usize>(), records.len());
    }
}
