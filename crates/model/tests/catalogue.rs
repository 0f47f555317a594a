//! The catalogue hangs together.

use std::collections::BTreeSet;

use bonafide_model::catalogue::{Catalogue, MachineCheckable, Seen, Stage};

#[test]
fn every_citation_has_its_source_and_every_source_is_cited() {
    let catalogue = Catalogue::embedded();
    let mut cited = BTreeSet::new();
    for indicator in catalogue.indicators() {
        assert!(
            !indicator.sources.is_empty(),
            "{} has no source",
            indicator.id
        );
        assert_eq!(
            catalogue.sources_of(indicator).len(),
            indicator.sources.len(),
            "{}",
            indicator.id
        );
        cited.extend(
            indicator
                .sources
                .iter()
                .map(|citation| citation.key.as_str()),
        );
    }
    for measure in catalogue.measures() {
        cited.extend(measure.sources.iter().map(|citation| citation.key.as_str()));
    }
    let known: BTreeSet<_> = catalogue
        .sources()
        .iter()
        .map(|source| source.key.as_str())
        .collect();
    assert_eq!(cited, known);
}

#[test]
fn provenance_grades_agree_with_how_sources_were_seen() {
    for indicator in Catalogue::embedded().indicators() {
        if indicator
            .sources
            .iter()
            .all(|citation| citation.seen == Seen::Secondary)
        {
            assert_eq!(
                indicator.evidence_grade.word(),
                "reported-only",
                "{}",
                indicator.id
            );
        }
    }
}

#[test]
fn what_records_cannot_answer_has_a_question() {
    let catalogue = Catalogue::embedded();
    let needed: BTreeSet<_> = catalogue
        .indicators()
        .iter()
        .filter(|indicator| indicator.machine_checkable != MachineCheckable::Yes)
        .map(|indicator| indicator.id.as_str())
        .collect();
    let asked: BTreeSet<_> = catalogue.questions().keys().map(String::as_str).collect();
    assert_eq!(needed, asked);
    for (id, question) in catalogue.questions() {
        assert!(question.contains('?'), "{id} asks nothing: {question}");
    }
}

#[test]
fn pending_indicators_exist() {
    let catalogue = Catalogue::embedded();
    for (id, reason) in catalogue.pending() {
        assert!(
            catalogue.indicator(id).is_some(),
            "catalogue/pending.toml names `{id}`, which is no indicator"
        );
        assert!(
            !reason.trim().is_empty(),
            "`{id}` is pending without a reason"
        );
    }
}

#[test]
fn ids_are_unique_over_all_files() {
    let catalogue = Catalogue::embedded();
    let mut ids = BTreeSet::new();
    let all = (catalogue.indicators().iter().map(|entry| &entry.id))
        .chain(catalogue.measures().iter().map(|entry| &entry.id))
        .chain(catalogue.all_excluded().iter().map(|entry| &entry.id));
    for id in all {
        assert!(ids.insert(id), "`{id}` stands twice");
    }
}

#[test]
fn signals_left_out_are_no_indicators() {
    let catalogue = Catalogue::embedded();
    assert!(!catalogue.all_excluded().is_empty());
    for excluded in catalogue.all_excluded() {
        let bare = excluded
            .id
            .strip_prefix("x-")
            .expect("ids of signals left out begin with x-");
        assert!(catalogue.indicator(&excluded.id).is_none());
        assert!(
            catalogue.indicator(bare).is_none(),
            "{bare} is left out and yet an indicator"
        );
        let title = catalogue
            .indicators()
            .iter()
            .find(|entry| entry.title == excluded.signal);
        assert!(title.is_none(), "{title:?}");
    }
}

#[test]
fn every_indicator_has_a_next_step_that_fits() {
    let catalogue = Catalogue::embedded();
    for indicator in catalogue.indicators() {
        let measures = catalogue.measures_for(indicator);
        assert!(!measures.is_empty(), "{} has no next step", indicator.id);
        assert!(
            measures
                .iter()
                .all(|measure| measure.stage == indicator.stage)
        );
        assert!(
            measures.is_sorted_by_key(|measure| !measure.government_source),
            "a government's measure stands behind another for {}",
            indicator.id
        );
    }
}

#[test]
fn every_stage_has_measures() {
    for stage in Stage::ALL {
        let measures = Catalogue::embedded()
            .measures()
            .iter()
            .filter(|measure| measure.stage == *stage);
        assert!(measures.count() > 0, "{} has none", stage.word());
    }
}

#[test]
fn every_use_and_refusal_names_an_entry() {
    let catalogue = Catalogue::embedded();
    for id in catalogue.measure_uses().keys() {
        assert!(
            catalogue.measure(id).is_some(),
            "measures-used.toml names `{id}`, which is no measure"
        );
    }
    for id in catalogue.refusals().keys() {
        assert!(
            catalogue.excluded(id).is_some(),
            "refusals.toml names `{id}`, which is no excluded signal"
        );
    }
}

#[test]
fn the_version_fits_what_was_published() {
    let texts = bonafide_model::catalogue::CatalogueTexts::embedded();
    assert_eq!(
        Catalogue::embedded().edition().content.as_deref(),
        Some(texts.content().as_str()),
        "the entries changed: raise `version` in catalogue/catalogue.toml, tell the change in CHANGES.md, and write the new `content`"
    );
}
