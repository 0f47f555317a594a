//! Everything in the catalogue has its place, and what has none is told.

mod given;

use bonafide_catalogue::checklist::Occasion;
use bonafide_catalogue::coverage::Coverage;
use bonafide_model::catalogue::{Catalogue, CatalogueTexts, MachineCheckable, Stage};
use given::{borrowed, repository, rules};

/// The catalogue of this build with another text for one of its files.
fn with(file: &str, text: impl Into<String>) -> Catalogue {
    let mut texts = CatalogueTexts::embedded();
    texts.put(file, text.into());
    Catalogue::read(&texts).expect("the changed catalogue can be read")
}

fn gaps(catalogue: &Catalogue) -> Vec<String> {
    let rules = rules();
    Coverage::of(catalogue, &borrowed(&rules)).gaps
}

#[test]
fn nothing_lacks_a_place() {
    assert_eq!(gaps(Catalogue::embedded()), Vec::<String>::new());
}

#[test]
fn page_of_coverage_is_current() {
    let rules = rules();
    let page = Coverage::of(Catalogue::embedded(), &borrowed(&rules)).page();
    let path = repository().join("docs/coverage.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, page).expect("the page can be written");
        return;
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed.replace("\r\n", "\n") == page,
        "docs/coverage.md differs from catalogue/ and rules/; renew it with `UPDATE_DOCS=1 cargo test -p bonafide-catalogue`"
    );
}

#[test]
fn all_that_was_published_is_counted() {
    let catalogue = Catalogue::embedded();
    let of = |checkable| {
        catalogue
            .indicators()
            .iter()
            .filter(|indicator| indicator.machine_checkable == checkable)
            .count()
    };
    assert_eq!(
        (
            of(MachineCheckable::Yes),
            of(MachineCheckable::Partly),
            of(MachineCheckable::HumanOnly)
        ),
        (154, 30, 3)
    );
    assert_eq!(catalogue.measures().len(), 81);
    assert_eq!(catalogue.all_excluded().len(), 9);
}

#[test]
fn what_is_partly_checkable_has_an_answer_and_a_rule_over_records_or_the_reason_why_not() {
    let rules = rules();
    let coverage = Coverage::of(Catalogue::embedded(), &borrowed(&rules));
    for one in &coverage.indicators {
        if one.machine_checkable == "partly" {
            assert!(one.question.is_some(), "{}", one.indicator);
            assert!(!one.observation.is_empty(), "{}", one.indicator);
            assert!(
                !one.rules.is_empty() || one.reason.is_some(),
                "{}",
                one.indicator
            );
        }
        if one.machine_checkable == "human-only" {
            assert!(!one.observation.is_empty(), "{}", one.indicator);
        }
    }
}

#[test]
fn a_rule_on_answers_reads_the_answer_under_the_id_of_the_indicator() {
    let mut rules = rules();
    let reader = rules
        .iter_mut()
        .find(|rule| rule.id == "observation/strong-answer")
        .expect("the rule is there");
    reader.sql.value = reader.sql.value.replace(
        "'borrows-colleague-identity'",
        "'borrows-colleagues-identity'",
    );
    let gaps = Coverage::of(Catalogue::embedded(), &borrowed(&rules)).gaps;
    assert_eq!(
        gaps,
        [
            "indicator borrows-colleague-identity: no rule reads the answer to its question from the table observation"
        ]
    );
}

#[test]
fn an_indicator_without_a_place_is_a_gap() {
    let without_reasons = with("pending.toml", "");
    let gaps = gaps(&without_reasons);
    assert!(!gaps.is_empty());
    assert!(
        gaps.iter().all(|gap| gap.starts_with("indicator ")),
        "{gaps:?}"
    );
    assert!(
        gaps.iter()
            .any(|gap| gap.starts_with("indicator voice-changing:")),
        "{gaps:?}"
    );
}

#[test]
fn a_measure_without_a_place_is_a_gap() {
    let uses = include_str!("../../../catalogue/measures-used.toml");
    let without = with(
        "measures-used.toml",
        uses.replace("[m-own-channels]", "[m-nobody]"),
    );
    assert!(
        gaps(&without)
            .iter()
            .any(|gap| gap.starts_with("measure m-own-channels:")),
        "{:?}",
        gaps(&without)
    );
    let wrong = with(
        "measures-used.toml",
        uses.replace(
            "\"mitigation/verified-in-person\"",
            "\"mitigation/was-nice\"",
        ),
    );
    assert!(
        gaps(&wrong)
            .iter()
            .any(|gap| gap.contains("mitigation/was-nice, which does not exist")),
        "{:?}",
        gaps(&wrong)
    );
    let adds = with(
        "measures-used.toml",
        uses.replace(
            "\"mitigation/verified-in-person\"",
            "\"interview/camera-off\"",
        ),
    );
    assert!(
        gaps(&adds)
            .iter()
            .any(|gap| gap.contains("its weight is not negative")),
        "{:?}",
        gaps(&adds)
    );
}

#[test]
fn a_signal_that_nothing_keeps_out_is_a_gap() {
    let none = with("refusals.toml", "");
    assert_eq!(
        gaps(&none)
            .iter()
            .filter(|gap| gap.contains("does not say what keeps it out"))
            .count(),
        9
    );
    let refusals = include_str!("../../../catalogue/refusals.toml");
    let open = with(
        "refusals.toml",
        refusals.replace("\"education.country\"", "\"subject.country\""),
    );
    assert_eq!(
        gaps(&open),
        ["signal x-foreign-degree: the column subject.country is not there or not protected"]
    );
    let held = with(
        "refusals.toml",
        refusals.replace("\"headset\"", "\"offset\""),
    );
    assert!(
        gaps(&held)
            .iter()
            .any(|gap| gap.contains("no column should hold `offset`")),
        "{:?}",
        gaps(&held)
    );
}

#[test]
fn a_rule_that_checks_what_is_left_out_is_a_gap() {
    let mut rules = rules();
    rules[0].indicators.push("x-accent-english".to_owned());
    let gaps = Coverage::of(Catalogue::embedded(), &borrowed(&rules)).gaps;
    assert!(
        gaps.iter()
            .any(|gap| gap.starts_with("signal x-accent-english: it is left out on purpose")),
        "{gaps:?}"
    );
    let problems = bonafide_model::rule_file::check_indicators(&rules[0], Catalogue::embedded());
    assert!(problems.is_empty() || problems.iter().all(|problem| problem.help.is_some()));
}

#[test]
fn every_stage_belongs_to_exactly_one_occasion() {
    for stage in Stage::ALL {
        let of: Vec<&str> = Occasion::all()
            .filter(|occasion| occasion.stages().contains(stage))
            .map(Occasion::word)
            .collect();
        assert_eq!(of.len(), 1, "{}: {of:?}", stage.word());
        assert_eq!(Occasion::parse(stage.word()), Some(Occasion::of(*stage)));
    }
}
