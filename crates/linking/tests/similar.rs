//! Claims about identifiers that are nearly equal.

use bonafide_linking::similar::{IdentifierKind, Similar, SimilarSettings, SimilarTies};
use proptest::prelude::*;

fn found(kind: IdentifierKind, values: &[(u32, &str)]) -> SimilarTies {
    let mut similar = Similar::new(kind, SimilarSettings::default());
    for (subject, value) in values {
        similar.add(*subject, value);
    }
    similar.finish()
}

fn tied(kind: IdentifierKind, x: &str, y: &str) -> bool {
    !found(kind, &[(1, x), (2, y)]).ties.is_empty()
}

#[test]
fn handles_of_a_family_are_tied() {
    let family = [
        "kestrel.dev1990@mail.example",
        "kestreldev91",
        "Dev_Kestrel-90",
        "kestrel-dev+jobs@x.example",
    ];
    for (at, left) in family.iter().enumerate() {
        for right in &family[at + 1..] {
            assert!(tied(IdentifierKind::Handle, left, right), "{left} {right}");
        }
    }
    assert!(!tied(
        IdentifierKind::Handle,
        "kestrel.dev1990",
        "plover.dev1990"
    ));
    assert!(
        !tied(IdentifierKind::Handle, "dev1990", "dev1991"),
        "too short a skeleton"
    );
    assert!(
        !tied(
            IdentifierKind::Handle,
            "kestrel.dev@a.example",
            "kestrel.dev@b.example"
        ),
        "equal"
    );
}

#[test]
fn a_skeleton_of_many_subjects_ties_nobody() {
    let mut handles = Similar::new(IdentifierKind::Handle, SimilarSettings::default());
    for subject in 0..100_000 {
        handles.add(subject, &format!("john.smith{subject}"));
    }
    let found = handles.finish();
    assert!(found.ties.is_empty());
    assert!(found.common > 0);
}

#[test]
fn documents_with_one_slip_are_tied() {
    for slip in ["K4820193", "K4802913", "k-480 2194"] {
        assert!(tied(IdentifierKind::Document, "K4802193", slip), "{slip}");
    }
    for other in ["K4802193", "K4811193", "K480219", "K4820139"] {
        assert!(
            !tied(IdentifierKind::Document, "K4802193", other),
            "{other}"
        );
    }
    assert!(
        !tied(IdentifierKind::Document, "00000000", "00000001"),
        "placeholders"
    );
}

#[test]
fn numbers_handed_out_one_after_another_tie_nobody() {
    let mut documents = Similar::new(IdentifierKind::Document, SimilarSettings::default());
    for subject in 0..5000 {
        documents.add(subject, &format!("{}", 4_310_000 + subject * 3));
    }
    let found = documents.finish();
    assert!(found.ties.is_empty(), "{}", found.ties.len());
    assert!(found.common > 0);
}

#[test]
fn variants_of_an_address_are_tied() {
    let address = "1840 North Alder Crest Street, Apt 12, Bellmont, OH 43951";
    for variant in [
        "Bellmont OH 43951, 1840 N. Alder Crest St., Unit 12",
        "1840 North Alder Crest St Bellmont OH 43951",
    ] {
        assert!(tied(IdentifierKind::Address, address, variant), "{variant}");
    }
    for other in [
        "77 Harbour Road, Bellmont, OH 43951",
        "26 Cherry Lane, Northfield, NY 10001",
    ] {
        assert!(!tied(IdentifierKind::Address, address, other), "{other}");
    }
    assert!(tied(
        IdentifierKind::Address,
        "улица Садовая, дом 5, квартира 7, Вязники",
        "Вязники ул. Садовая д. 5 кв. 7"
    ));
}

fn kinds() -> impl Strategy<Value = IdentifierKind> {
    prop::sample::select(vec![
        IdentifierKind::Handle,
        IdentifierKind::Document,
        IdentifierKind::Address,
    ])
}

proptest! {
    #[test]
    fn order_is_indifferent_and_ties_are_well_formed(
        kind in kinds(),
        values in prop::collection::vec((0..12_u32, "[abc12 .]{0,9}|\\PC{0,12}"), 0..30),
    ) {
        let run = |values: &mut dyn Iterator<Item = &(u32, String)>| {
            let mut similar = Similar::new(kind, SimilarSettings::default());
            for (subject, value) in values {
                similar.add(*subject, value);
            }
            similar.finish()
        };
        let forward = run(&mut values.iter());
        prop_assert_eq!(&forward, &run(&mut values.iter().rev()));
        for tie in &forward.ties {
            prop_assert!(tie.a < tie.b && tie.shared_by >= 2 && tie.alike > 0.0 && tie.alike <= 1.0);
        }
    }
}
