//! Versions are compared, and a folder that does not hang together is told.

mod given;

use std::path::Path;

use bonafide_catalogue::check::problems;
use bonafide_catalogue::coverage::Coverage;
use bonafide_catalogue::diff::{CatalogueDiff, Change};
use bonafide_catalogue::folder::CatalogueFolder;
use bonafide_model::catalogue::{Catalogue, CatalogueTexts};
use given::{borrowed, repository, rules};

fn changed(file: &str, from: &str, to: &str) -> (Catalogue, CatalogueTexts<'static>) {
    let mut texts = CatalogueTexts::embedded();
    let text = texts.get(file).expect("the file is there").to_owned();
    assert!(text.contains(from), "{file} does not hold {from}");
    texts.put(file, text.replacen(from, to, 1));
    let catalogue = Catalogue::read(&texts).expect("it can be read");
    (catalogue, texts)
}

fn check(catalogue: &Catalogue, texts: &CatalogueTexts<'_>) -> Vec<String> {
    let rules = rules();
    problems(catalogue, &borrowed(&rules), texts, None)
}

#[test]
fn the_catalogue_hangs_together() {
    assert_eq!(
        check(Catalogue::embedded(), &CatalogueTexts::embedded()),
        Vec::<String>::new()
    );
}

#[test]
fn the_version_stands_in_the_change_log() {
    let changes =
        std::fs::read_to_string(repository().join("catalogue/CHANGES.md")).expect("CHANGES.md");
    let edition = Catalogue::embedded().edition();
    let heading = format!("\n## {}, {}\n", edition.version, edition.date);
    assert!(
        changes.contains(&heading),
        "CHANGES.md does not tell {heading:?}"
    );
}

#[test]
fn a_change_without_a_new_version_is_a_problem() {
    let (catalogue, texts) = changed("indicators.json", "Unsolicited pitch", "Unasked pitch");
    let problems = check(&catalogue, &texts);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].contains("raise `version`"), "{problems:?}");
}

#[test]
fn a_citation_without_a_source_and_a_source_without_a_citation_are_problems() {
    let (catalogue, texts) = changed("sources.json", "\"key\": \"ANY26\"", "\"key\": \"ANY27\"");
    let problems = check(&catalogue, &texts);
    assert!(
        problems
            .iter()
            .any(|problem| problem.contains("`ANY26`, which nobody describes")),
        "{problems:?}"
    );
    assert!(
        problems.contains(&"source ANY27: nobody cites it".to_owned()),
        "{problems:?}"
    );
}

#[test]
fn a_difference_names_the_field_and_the_rules_that_it_touches() {
    let (new, _) = changed(
        "indicators.json",
        "\"machine_checkable\": \"partly\", \"strength\": \"weak\", \"strength_reason\": \"Common in legitimate outsourcing sales",
        "\"machine_checkable\": \"partly\", \"strength\": \"moderate\", \"strength_reason\": \"Common in legitimate outsourcing sales",
    );
    let rules = rules();
    let diff = CatalogueDiff::between(Catalogue::embedded(), &new, &borrowed(&rules));
    assert_eq!(diff.entries.len(), 1);
    let entry = &diff.entries[0];
    assert_eq!(entry.id, "exec-persona-cold-outreach");
    let Change::Changed(fields) = &entry.change else {
        panic!("{entry:?}");
    };
    assert_eq!(fields[0].field, "strength");
    assert_eq!(
        (&fields[0].old, &fields[0].new),
        (&"weak".into(), &"moderate".into())
    );
    assert!(
        entry
            .rules
            .contains(&"identity/executive-pitch-without-company".to_owned())
    );
    insta::assert_snapshot!(diff.text());
}

#[test]
fn an_entry_that_came_or_went_is_told() {
    let (new, _) = changed(
        "measures.json",
        "\"id\": \"m-sar\"",
        "\"id\": \"m-report-suspicion\"",
    );
    let diff = CatalogueDiff::between(Catalogue::embedded(), &new, &[]);
    let told: Vec<(&str, bool)> = diff
        .entries
        .iter()
        .map(|entry| (entry.id.as_str(), entry.change == Change::Added))
        .collect();
    assert_eq!(told, [("m-report-suspicion", true), ("m-sar", false)]);
}

#[test]
fn a_catalogue_does_not_differ_from_itself() {
    let diff = CatalogueDiff::between(Catalogue::embedded(), Catalogue::embedded(), &[]);
    assert!(diff.entries.is_empty());
}

/// A firm's own folder.
fn own(folder: &Path, files: &[(&str, &str)]) -> Result<Catalogue, String> {
    for (name, text) in files {
        std::fs::write(folder.join(name), text).expect("a file");
    }
    let opened = CatalogueFolder::open(folder).map_err(|error| error.to_string())?;
    opened
        .beside(Catalogue::embedded().clone())
        .map_err(|error| error.to_string())
}

const OWN: &str =
    "namespace = \"acme\"\nversion = \"0.1\"\ndate = \"2026-01-01\"\ntitle = \"Ours\"\n";
const OWN_SOURCE: &str = "[[source]]\nkey = \"acme:NOTE\"\npublisher = \"Acme\"\ntitle = \"Note\"\ndate = \"2026\"\nkind = \"industry\"\n";

fn own_indicator(id: &str, source: &str, benign: &str) -> String {
    format!(
        "[[indicator]]\nid = \"{id}\"\ntitle = \"T\"\ndescription = \"D\"\nstage = \"payment\"\nsector = [\"any\"]\ncategory = \"payment\"\n\
         machine_checkable = \"yes\"\nstrength = \"weak\"\nbenign_explanations = [{benign}]\nthreshold_basis = \"none\"\n\
         sources = [{{ key = \"{source}\", seen = \"excerpt\" }}]\n"
    )
}

#[test]
fn an_own_advisory_stands_beside_ours_under_its_namespace() {
    let folder = tempfile::tempdir().expect("a folder");
    let restates = format!(
        "{OWN}[[restates]]\nindicator = \"voice-changing\"\nsource = \"acme:NOTE\"\nseen = \"full-text\"\n"
    );
    let whole = own(
        folder.path(),
        &[
            ("catalogue.toml", &restates),
            ("sources.toml", OWN_SOURCE),
            (
                "indicators.toml",
                &own_indicator("acme:new-sign", "acme:NOTE", "\"a reason\""),
            ),
        ],
    )
    .expect("it can be read");
    assert_eq!(whole.indicators().len(), 188);
    let indicator = whole.indicator("acme:new-sign").expect("it is there");
    assert_eq!(indicator.evidence_grade.word(), "primary-partly-read");
    assert_eq!(
        (
            indicator.independent_publishers,
            indicator.government_source
        ),
        (1, false)
    );
    let restated = whole.indicator("voice-changing").expect("it is there");
    assert!(
        restated
            .sources
            .iter()
            .any(|citation| citation.key == "acme:NOTE")
    );
    assert_eq!(
        whole.versions(),
        format!("{} + acme 0.1", Catalogue::embedded().edition().version)
    );
    let rules = rules();
    let gaps = Coverage::of(&whole, &borrowed(&rules)).gaps;
    assert_eq!(
        gaps,
        [
            "indicator acme:new-sign: no rule checks it over records, and pending.toml gives no reason"
        ]
    );
}

#[test]
fn an_indicator_that_is_stated_again_and_a_rule_that_weighs_more_are_differences() {
    let folder = tempfile::tempdir().expect("a folder");
    let read = |about: &str| {
        let files = [("catalogue.toml", about), ("sources.toml", OWN_SOURCE)];
        own(folder.path(), &files).expect("it can be read");
        let opened = CatalogueFolder::open(folder.path()).expect("a folder");
        opened.read(Catalogue::embedded()).expect("it can be read")
    };
    let before = read(OWN);
    let after = read(&format!(
        "{OWN}[[restates]]\nindicator = \"voice-changing\"\nsource = \"acme:NOTE\"\nseen = \"full-text\"\n"
    ));
    let rules = rules();
    let old = borrowed(&rules);
    let mut heavier = old[0].clone();
    heavier.weight += 3.0;
    let mut new = old.clone();
    new[0] = &heavier;
    let diff = CatalogueDiff::between(&before, &after, &old).with_rules(&old, &new);
    let told: Vec<(&str, &str)> = diff
        .entries
        .iter()
        .map(|entry| (entry.kind, entry.id.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("restates", "voice-changing by acme:NOTE"),
            ("rule", heavier.id.as_str())
        ]
    );
    assert_eq!(diff.entries[0].change, Change::Added);
    assert!(
        diff.entries[0]
            .rules
            .contains(&"observation/moderate-answer".to_owned())
    );
    let Change::Changed(fields) = &diff.entries[1].change else {
        panic!("{diff:?}");
    };
    assert_eq!(fields.len(), 1, "{fields:?}");
    assert_eq!(fields[0].field, "weight");
}

#[test]
fn what_is_wrong_with_an_own_advisory_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    let said = |files: &[(&str, &str)]| own(path, files).expect_err("it is refused");
    assert!(said(&[]).contains("holds no catalogue"));
    assert!(
        said(&[(
            "catalogue.toml",
            "version = \"1\"\ndate = \"2026-01-01\"\ntitle = \"T\"\n"
        )])
        .contains("needs `namespace`")
    );
    let sound = [("catalogue.toml", OWN), ("sources.toml", OWN_SOURCE)];
    assert!(own(path, &sound).is_ok());
    let indicator = |text: &str| said(&[("indicators.toml", text)]);
    assert!(indicator(&own_indicator("new-sign", "acme:NOTE", "\"r\"")).contains("write `acme:…`"));
    assert!(
        indicator(&own_indicator("acme:new-sign", "acme:GONE", "\"r\""))
            .contains("neither in this folder nor")
    );
    assert!(
        indicator(&own_indicator("acme:new-sign", "acme:NOTE", ""))
            .contains("names no innocent explanation")
    );
    let misspelt = own_indicator("acme:new-sign", "acme:NOTE", "\"r\"")
        .replace("category = \"payment\"", "category = \"paiment\"");
    let told = indicator(&misspelt);
    assert!(
        told.contains("line 7") && told.contains("indicators.toml"),
        "{told}"
    );
    std::fs::remove_file(path.join("indicators.toml")).expect("it was there");
    assert!(
        said(&[("questions.toml", "\"acme:gone\" = \"Is it?\"\n")])
            .contains("is no indicator of this folder")
    );
}
