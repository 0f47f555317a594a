//! Every language says everything.

mod given;

use std::collections::BTreeSet;

use bonafide_catalogue::language::{Language, Words};
use bonafide_catalogue::notice::told;
use bonafide_model::catalogue::Catalogue;
use bonafide_model::rule_file::{Status, Track};
use given::rules;

const TRANSLATED: [Language; 2] = [Language::Ja, Language::Ko];

/// Words between braces.
fn places(text: &str) -> BTreeSet<String> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(place, _)| place.to_owned()))
        .collect()
}

#[test]
fn all_languages_have_the_same_sentences_with_the_same_places() {
    let english = Words::of(Language::En);
    let keys = english.keys();
    assert!(keys.len() > 100);
    for language in TRANSLATED {
        let words = Words::of(language);
        assert_eq!(words.keys(), keys, "{}", language.tag());
        for key in keys.iter().filter_map(|key| key.strip_prefix("words ")) {
            assert_eq!(
                places(words.text(key)),
                places(english.text(key)),
                "{} {key}",
                language.tag()
            );
        }
        for key in keys.iter().filter_map(|key| key.strip_prefix("lists ")) {
            assert_eq!(
                words.list(key).len(),
                english.list(key).len(),
                "{} {key}",
                language.tag()
            );
        }
    }
}

#[test]
fn every_stable_rule_of_conduct_that_counts_is_told_in_every_language() {
    for rule in rules() {
        // Matches with sanctions lists have one wording of their own, whatever the rule.
        if rule.status != Status::Stable || rule.track == Track::Sanctions {
            continue;
        }
        for language in TRANSLATED {
            let words = Words::of(language).rule(&rule.id).unwrap_or_else(|| {
                panic!(
                    "catalogue/translations/{}/rules.toml does not say what {} means",
                    language.tag(),
                    rule.id
                )
            });
            assert!(!words.title.is_empty());
            assert!(
                rule.weight < 0.0 || words.innocent.chars().count() > 5,
                "{}",
                rule.id
            );
            assert!(
                rule.weight < 0.0 || words.ask.chars().count() > 5,
                "{}",
                rule.id
            );
        }
    }
}

#[test]
fn no_translation_is_of_a_rule_that_is_gone() {
    let ids: BTreeSet<String> = rules().into_iter().map(|rule| rule.id).collect();
    for language in Language::ALL {
        for id in Words::of(language).rule_ids() {
            assert!(ids.contains(id), "{}: {id}", language.tag());
        }
    }
}

#[test]
fn every_question_and_measure_is_told_in_every_language() {
    let catalogue = Catalogue::embedded();
    for language in TRANSLATED {
        let words = Words::of(language);
        for id in catalogue.questions().keys() {
            let question = words
                .question(id)
                .unwrap_or_else(|| panic!("{} {id}", language.tag()));
            assert!(
                question.question.contains(['?', '？', '。']),
                "{} {id}: {}",
                language.tag(),
                question.question
            );
        }
        for measure in catalogue.measures() {
            assert!(
                words.measure(&measure.id).is_some(),
                "{} {}",
                language.tag(),
                measure.id
            );
        }
    }
}

#[test]
fn each_language_is_written_in_its_own_script() {
    let kana = |text: &str| {
        text.chars()
            .any(|letter| ('\u{3040}'..='\u{30FF}').contains(&letter))
    };
    let hangul = |text: &str| {
        text.chars()
            .any(|letter| ('\u{AC00}'..='\u{D7A3}').contains(&letter))
    };
    let has = |language: Language, text: &str| match language {
        Language::En => !kana(text) && !hangul(text),
        Language::Ja => kana(text) && !hangul(text),
        Language::Ko => hangul(text) && !kana(text),
    };
    for language in Language::ALL {
        let words = Words::of(language);
        for id in words.rule_ids() {
            let rule = words.rule(id).expect("it was listed");
            assert!(
                has(language, &rule.title),
                "{} {id}: {}",
                language.tag(),
                rule.title
            );
        }
    }
}

#[test]
fn nobody_is_told_a_threshold_or_what_a_rule_leaves_out() {
    for rule in rules() {
        if rule.track == Track::Sanctions || rule.weight < 0.0 {
            continue;
        }
        for language in Language::ALL {
            let words = Words::of(language);
            let told = told(
                &rule.id,
                &rule.title,
                &rule.innocent_reasons,
                &rule.ask,
                &words,
            );
            let said = format!("{} {} {}", told.title, told.innocent, told.ask);
            let place = format!("{} {}: {said}", language.tag(), rule.id);
            assert!(!told.innocent.is_empty(), "{place}");
            let number = |letter: char| letter.is_ascii_digit() && letter != '1';
            assert!(!said.contains(number), "{place}");
            for limit in ["left out", "more than", "do not count"] {
                assert!(!told.innocent.contains(limit), "{limit:?} in {place}");
            }
            for addressed in ["To the firm", "To the agency", "Tell the person", "`"] {
                assert!(!said.contains(addressed), "{addressed:?} in {place}");
            }
        }
    }
}
