//! Checklists are made from the catalogue, and their tables come back.

mod given;

use bonafide_catalogue::checklist::{Checklist, Occasion};
use bonafide_catalogue::language::Language;
use bonafide_model::catalogue::{Catalogue, Sector};
use given::{borrowed, rules};

fn checklist(sector: Sector, occasion: &str, language: Language) -> Checklist {
    let rules = rules();
    let occasion = Occasion::parse(occasion).expect("a known occasion");
    Checklist::of(
        Catalogue::embedded(),
        &borrowed(&rules),
        sector,
        occasion,
        language,
    )
}

#[test]
fn an_interview_at_an_employer_in_full() {
    let list = checklist(Sector::Employer, "interview", Language::En);
    insta::assert_snapshot!(list.text());
}

#[test]
fn every_sector_has_the_five_checklists_of_a_working_relation_but_where_it_ships_nothing() {
    let mut empty = Vec::new();
    for sector in Sector::ALL {
        for occasion in [
            "interview",
            "identity-check",
            "onboarding",
            "device-shipping",
            "exit",
        ] {
            if checklist(*sector, occasion, Language::En).is_empty() {
                empty.push((sector.word(), occasion));
            }
        }
    }
    assert_eq!(
        empty,
        [
            ("freelance-platform", "device-shipping"),
            ("ai-company", "device-shipping"),
        ]
    );
}

#[test]
fn every_question_is_on_the_checklist_of_its_stage_and_some_rule_reads_its_answer() {
    let catalogue = Catalogue::embedded();
    for id in catalogue.questions().keys() {
        let indicator = catalogue
            .indicator(id)
            .expect("questions are about indicators");
        let occasion = Occasion::of(indicator.stage).word();
        let list = checklist(Sector::Any, occasion, Language::En);
        let question = list.questions.iter().find(|question| question.code == *id);
        let question = question.unwrap_or_else(|| panic!("{id} is not on {occasion}"));
        assert!(!question.read_by.is_empty(), "{id}");
        assert!(!question.innocent.is_empty(), "{id}");
    }
}

#[test]
fn a_checklist_asks_nothing_that_another_sector_alone_can_see() {
    let list = checklist(Sector::PaymentProvider, "interview", Language::En);
    let catalogue = Catalogue::embedded();
    for question in &list.questions {
        let indicator = catalogue.indicator(&question.code).expect("it is there");
        assert!(
            Sector::overlap(&indicator.sector, &[Sector::PaymentProvider]),
            "{}",
            question.code
        );
    }
}

#[test]
fn the_table_has_the_columns_of_observation_and_a_row_an_item_and_subject() {
    let list = checklist(Sector::Employer, "interview", Language::En);
    let text = list.csv(&["s-1".to_owned(), "s-2".to_owned()], Some("reviewer-7"));
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let headers = table.headers().expect("a header").clone();
    let observation = bonafide_model::table::by_name("observation").expect("a table");
    for column in observation.columns {
        assert!(
            headers.iter().any(|name| name == column.name),
            "{}",
            column.name
        );
    }
    let rows: Vec<csv::StringRecord> = table.records().map(|row| row.expect("a row")).collect();
    let items = list.steps.len() + list.questions.len() + list.explanations.len();
    assert_eq!(rows.len(), 2 * items);
    assert_eq!(&rows[0][0], "s-1");
    assert!(
        rows.iter()
            .all(|row| &row[4] == "reviewer-7" && row[2].is_empty())
    );
}

#[test]
fn steps_with_a_record_of_their_own_are_rows_of_verification() {
    let list = checklist(Sector::Employer, "interview", Language::En);
    let text = list.verification_csv(&["s-1".to_owned()]);
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let verification = bonafide_model::table::by_name("verification").expect("a table");
    let headers = table.headers().expect("a header").clone();
    let known = headers
        .iter()
        .filter(|name| verification.column(name).is_some());
    assert_eq!(known.count(), 5);
    let checks: Vec<String> = table
        .records()
        .map(|row| row.expect("a row")[1].to_owned())
        .collect();
    assert!(checks.contains(&"in_person".to_owned()), "{checks:?}");
}

#[test]
fn the_page_prints_without_script_and_escapes_what_it_prints() {
    for language in Language::ALL {
        let page = checklist(Sector::CryptoWeb3, "identity-check", language).html();
        assert!(page.contains(&format!("<html lang=\"{}\">", language.tag())));
        assert!(page.contains("@media print"));
        assert!(!page.contains("<script"));
        assert!(page.contains("default-src 'none'"));
    }
}

#[test]
fn japanese_and_korean_checklists_hold_no_english_sentence() {
    for language in [Language::Ja, Language::Ko] {
        for occasion in Occasion::all() {
            let list = checklist(Sector::Any, occasion.word(), language);
            for text in (list.steps.iter().map(|step| &step.description))
                .chain(list.questions.iter().map(|question| &question.question))
                .chain(list.explanations.iter().map(|question| &question.title))
            {
                assert!(
                    text.chars().filter(|letter| !letter.is_ascii()).count() > text.len() / 6,
                    "{} {}: {text}",
                    language.tag(),
                    occasion.word()
                );
            }
        }
    }
}
