//! Files that nobody honest publishes, and files that came down the line broken.

use bonafide_sanctions::{Error, File, Options, load, read};
use proptest::prelude::*;

fn fail(name: &str, bytes: &[u8]) -> Error {
    read(&[File { name, bytes }], &Options::default()).expect_err(name)
}

#[test]
fn a_document_type_is_refused() {
    let bomb = r#"<?xml version="1.0"?><!DOCTYPE sdnList [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><sdnList><sdnEntry><uid>&b;</uid></sdnEntry></sdnList>"#;
    let error = fail("bomb.xml", bomb.as_bytes());
    assert!(matches!(error, Error::Refused { .. }), "{error}");
    assert!(
        error.to_string().contains("bomb.xml") && error.to_string().contains("line 1"),
        "{error}"
    );
    let unknown = "<sdnList><sdnEntry><uid>1</uid><lastName>&boom;</lastName></sdnEntry></sdnList>";
    assert!(
        fail("unknown.xml", unknown.as_bytes())
            .to_string()
            .contains("&boom;")
    );
}

#[test]
fn an_entry_of_no_honest_size_is_refused() {
    let huge = format!(
        "<sdnList><sdnEntry><uid>1</uid><lastName>{}</lastName></sdnEntry></sdnList>",
        "A".repeat(9 << 20)
    );
    assert!(matches!(
        fail("huge.xml", huge.as_bytes()),
        Error::Refused { .. }
    ));
    let deep = format!(
        "<sdnList><sdnEntry>{}{}</sdnEntry></sdnList>",
        "<a>".repeat(500),
        "</a>".repeat(500)
    );
    assert!(matches!(
        fail("deep.xml", deep.as_bytes()),
        Error::Refused { .. }
    ));
    let cell = format!("id,schema,name\n1,person,\"{}\"\n", "B".repeat(2 << 20));
    assert!(matches!(
        fail("cell.csv", cell.as_bytes()),
        Error::Refused { .. }
    ));
}

#[test]
fn a_file_cut_off_is_named_with_its_place() {
    let xml = include_str!("samples/ofac_sdn.xml");
    let half = &xml[..xml.len() * 2 / 3];
    let error = fail("half.xml", half.as_bytes());
    assert!(
        matches!(error, Error::CutOff { .. } | Error::Broken { .. }),
        "{error}"
    );
    assert!(
        error.to_string().contains("half.xml") && error.to_string().contains("line "),
        "{error}"
    );
    let csv = include_str!("samples/uk.csv");
    let error = fail("half.csv", &csv.as_bytes()[..csv.len() - 120]);
    assert!(matches!(error, Error::CutOff { .. }), "{error}");
    let lines = include_str!("samples/follow_the_money.ndjson");
    let error = fail("half.ndjson", &lines.as_bytes()[..lines.len() - 60]);
    assert!(error.to_string().contains("line 7"), "{error}");
    assert!(matches!(fail("empty.csv", b""), Error::Unrecognised { .. }));
}

#[test]
fn parts_of_different_lists_are_not_mixed() {
    let files = [
        File {
            name: "a.xml",
            bytes: include_bytes!("samples/uk.xml"),
        },
        File {
            name: "b.xml",
            bytes: include_bytes!("samples/swiss.xml"),
        },
    ];
    let error = read(&files, &Options::default()).expect_err("two lists");
    assert!(matches!(error, Error::Mixed { .. }), "{error}");
}

fn samples() -> Vec<&'static [u8]> {
    vec![
        include_bytes!("samples/ofac_sdn.csv"),
        include_bytes!("samples/un.xml"),
        include_bytes!("samples/eu_journal.csv"),
        include_bytes!("samples/ofac_sdn.xml"),
        include_bytes!("samples/ofac_sdn_advanced.xml"),
        include_bytes!("samples/ofac_sdn_enhanced.xml"),
        include_bytes!("samples/eu_fsf.xml"),
        include_bytes!("samples/eu_fsf.csv"),
        include_bytes!("samples/uk.csv"),
        include_bytes!("samples/uk.xml"),
        include_bytes!("samples/swiss.xml"),
        include_bytes!("samples/follow_the_money.ndjson"),
    ]
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        load(&bytes);
    }

    #[test]
    fn no_damage_to_a_list_makes_a_reader_panic(
        which in 0..12_usize,
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3_u8), 1..8),
    ) {
        let mut bytes = samples()[which].to_vec();
        for (place, byte, kind) in damage {
            let place = place.index(bytes.len());
            match kind {
                0 => bytes[place] = byte,
                1 => bytes.insert(place, byte),
                _ => bytes.truncate(place.max(1)),
            }
        }
        load(&bytes);
    }
}
