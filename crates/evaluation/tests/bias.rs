//! Bias reports, on people few enough to count by hand.

mod made;

use bonafide_evaluation::{Audit, Categories, Judged, Reported, Truth, audit};
use bonafide_model::report::Outcome;
use made::{honest, judged, persona, weighing};
use proptest::prelude::*;

/// People of a category, of them those sent to review.
fn people(categories: &[(&str, usize, usize)]) -> (Reported, Categories) {
    let mut subjects: Vec<Judged> = Vec::new();
    let mut of = std::collections::BTreeMap::new();
    for (category, many, sent) in categories {
        for at in 0..*many {
            let id = format!("{category}-{at}");
            let (outcome, weight) = if at < *sent {
                (Outcome::Review, 20.0)
            } else {
                (Outcome::None, 0.0)
            };
            let values: Vec<Option<String>> = category
                .split('/')
                .map(|value| (value != "?").then(|| value.to_owned()))
                .collect();
            of.insert(id.clone(), values);
            subjects.push(judged(&id, outcome, weight));
        }
    }
    let width = categories[0].0.split('/').count();
    let categories = Categories {
        characteristics: ["sex", "origin"][..width]
            .iter()
            .map(|one| (*one).to_owned())
            .collect(),
        of,
        source: "a test".to_owned(),
    };
    (Reported::new(Vec::new(), weighing(), subjects), categories)
}

fn audited(categories: &[(&str, usize, usize)]) -> Audit {
    let (reported, categories) = people(categories);
    audit(&reported, &categories)
}

#[test]
fn a_ratio_of_two_full_counts_is_no_certainty() {
    // Nobody is sent: the rates are equal, and six people do not show that they stay so.
    let found = audited(&[("a", 100, 0), ("b", 6, 0)]);
    // One of the two is that with which the other is compared, and has no interval.
    let ratios = found.tables[0].categories.iter();
    let (ratio, interval) = ratios
        .filter_map(|one| one.impact_ratio)
        .find_map(|ratio| Some((ratio, ratio.interval?)))
        .expect("an interval");
    assert!((ratio.ratio - 1.0).abs() < 1e-12, "{ratio:?}");
    assert!(interval.low < 0.85 && interval.high > 1.15, "{interval:?}");
}

#[test]
fn impact_ratios_are_those_of_the_rules() {
    // Selection rates 0.8 and 0.5: the ratio is 0.625, below four fifths.
    let found = audited(&[("a", 100, 20), ("b", 100, 50)]);
    let table = &found.tables[0];
    let [a, b] = table.categories.as_slice() else {
        panic!("{table:?}")
    };
    assert_eq!(
        (a.category[0].as_str(), a.left_alone.share),
        ("a", Some(0.8))
    );
    assert_eq!(a.impact_ratio.map(|one| one.ratio), Some(1.0));
    let ratio = b.impact_ratio.expect("a ratio");
    assert!((ratio.ratio - 0.625).abs() < 1e-12);
    // Katz by hand: ln 0.625 ± 1.96 · sqrt(1/50 − 1/100 + 1/80 − 1/100).
    let interval = ratio.interval.expect("an interval");
    assert!(
        (interval.low - 0.5020).abs() < 5e-4 && (interval.high - 0.7781).abs() < 5e-4,
        "{interval:?}"
    );
    assert_eq!(
        (table.least_impact_ratio, table.four_fifths_kept),
        (Some(0.625), Some(false))
    );
    assert_eq!(b.sent_ratio.map(|one| one.ratio), Some(2.5));
    // The median sum is zero: a third and a half lie above it.
    assert_eq!(found.median_sum, Some(0.0));
    assert_eq!((a.above_median.count, b.not_above_median.count), (20, 50));
    assert!(table.chance.is_some_and(|chance| chance < 0.01));
}

#[test]
fn small_categories_are_shown_and_not_compared_with() {
    // The small one is left alone most often; the others are compared with the best large one.
    let found = audited(&[("large", 500, 50), ("other", 490, 98), ("small", 10, 0)]);
    let table = &found.tables[0];
    let small = table.categories.last().expect("the smallest");
    assert!(small.small && small.category[0] == "small");
    assert!(small.impact_ratio.is_some_and(|one| one.ratio > 1.0));
    let large = &table.categories[0];
    assert_eq!(large.impact_ratio.map(|one| one.ratio), Some(1.0));
    assert!((table.least_impact_ratio.expect("a ratio") - 0.8 / 0.9).abs() < 1e-12);
}

#[test]
fn people_of_unknown_category_are_counted_and_in_no_ratio() {
    let found = audited(&[("a", 50, 5), ("b", 50, 5), ("?", 20, 10)]);
    let table = &found.tables[0];
    assert_eq!(
        (table.known, table.unknown, table.unknown_sent.count),
        (100, 20, 10)
    );
    assert_eq!(table.categories.len(), 2);
    assert_eq!(table.least_impact_ratio, Some(1.0));
}

#[test]
fn two_characteristics_are_measured_together() {
    let found = audited(&[
        ("f/x", 50, 0),
        ("f/y", 50, 20),
        ("m/x", 50, 20),
        ("m/y", 50, 0),
    ]);
    let names: Vec<String> = found
        .tables
        .iter()
        .map(|one| one.characteristic.join("+"))
        .collect();
    assert_eq!(names, ["sex", "origin", "sex+origin"]);
    assert_eq!(
        found.tables[0].least_impact_ratio,
        Some(1.0),
        "alone each looks even"
    );
    assert_eq!(found.tables[1].least_impact_ratio, Some(1.0));
    assert_eq!(found.tables[2].least_impact_ratio, Some(0.6));
    assert_eq!(found.tables[2].four_fifths_kept, Some(false));
}

#[test]
fn honest_people_of_a_simulated_world_are_audited_without_personas() {
    let truth = Truth {
        view: String::new(),
        subjects: vec![
            honest("h1", "nomad", "africa"),
            honest("h2", "plain", "oceania"),
            persona("p", "A", "sloppy"),
        ],
        operations: Vec::new(),
    };
    let subjects = ["h1", "h2", "p"]
        .map(|id| judged(id, Outcome::Review, 20.0))
        .to_vec();
    let found = audit(
        &Reported::new(Vec::new(), weighing(), subjects),
        &Categories::honest(&truth),
    );
    assert_eq!((found.people, found.not_in_categories), (2, 1));
}

#[test]
fn hostile_names_of_categories_become_no_markup() {
    let found = audited(&[("<script>alert(1)</script>", 10, 1), ("b\u{202e}", 10, 2)]);
    let page = found.html();
    assert!(!page.contains("<script>alert") && page.contains("&lt;script&gt;alert"));
    assert!(!page.contains('\u{202e}') && !found.table().contains('\u{202e}'));
}

#[test]
fn categories_are_read_from_a_table_with_its_mistakes_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("groups.csv");
    std::fs::write(
        &path,
        "subject_id,sex,race\na,female,Asian\nb,Unknown,prefer not to say\n",
    )
    .expect("a file");
    let mut read = Categories::from_csv(&path).expect("categories");
    assert_eq!(read.characteristics, ["sex", "race"]);
    assert_eq!(read.of["b"], [None, None]);
    read.only(&["race".to_owned()]).expect("it is there");
    assert_eq!(read.of["a"], [Some("Asian".to_owned())]);
    assert!(read.only(&["age".to_owned()]).is_err());
    std::fs::write(&path, "subject_id,sex\na,female\na,male\n").expect("a file");
    let error = Categories::from_csv(&path)
        .expect_err("two answers")
        .to_string();
    assert!(error.contains("line 3") && error.contains('a'), "{error}");
}

proptest! {
    #[test]
    fn ratios_are_at_most_one_and_everybody_is_counted_once(
        sizes in prop::collection::vec((1..60_usize, 0..60_usize), 1..6)
    ) {
        let names: Vec<String> = (0..sizes.len()).map(|at| format!("c{at}")).collect();
        let some: Vec<(&str, usize, usize)> = names.iter().zip(&sizes).map(|(name, (many, sent))| (name.as_str(), *many, (*sent).min(*many))).collect();
        let found = audited(&some);
        let table = &found.tables[0];
        prop_assert_eq!(table.categories.iter().map(|one| one.people.count).sum::<u64>(), found.people);
        for one in &table.categories {
            prop_assert_eq!(one.left_alone.count + one.sent.count, one.people.count);
            if let Some(ratio) = one.impact_ratio.filter(|_| !one.small) {
                prop_assert!(ratio.ratio <= 1.0 + 1e-12);
                if let Some(interval) = ratio.interval {
                    prop_assert!(interval.low <= ratio.ratio + 1e-9 || one.left_alone.count == 0);
                }
            }
        }
    }
}
