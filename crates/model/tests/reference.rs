//! The reference pages in the repository are what the declarations say.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use bonafide_model::catalogue::Catalogue;
use bonafide_model::reference::{catalogue_page, tables_page};
use bonafide_model::{Row, TABLES, Table, ValueType};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn compare(page: &str, text: &str) {
    let path = repository().join("docs").join(page);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, text).expect("the page can be written");
        return;
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed.replace("\r\n", "\n") == text,
        "docs/{page} differs from the declarations; renew it with `UPDATE_DOCS=1 cargo test -p bonafide-model`"
    );
}

#[test]
fn page_of_tables_is_current() {
    compare("tables.md", &tables_page());
}

#[test]
fn page_of_the_catalogue_is_current() {
    compare("catalogue.md", &catalogue_page(Catalogue::embedded()));
}

#[test]
fn every_table_has_a_file_of_its_name_and_is_listed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/table");
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .expect("the tables are part of the crate")
        .map(|entry| entry.expect("the folder can be read").path())
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .filter(|name| name != "mod")
        .collect();
    let listed: BTreeSet<String> = TABLES.iter().map(|table| table.name.to_owned()).collect();
    assert_eq!(listed.len(), TABLES.len(), "a table is listed twice");
    assert_eq!(files, listed);
}

#[test]
fn every_table_and_column_says_what_it_means() {
    for table in TABLES {
        assert!(table.doc.trim().ends_with('.'), "{}", table.name);
        let names: BTreeSet<_> = table.columns.iter().map(|column| column.name).collect();
        assert_eq!(
            names.len(),
            table.columns.len(),
            "{} has a column twice",
            table.name
        );
        for column in table.columns {
            assert!(
                !column.doc.trim().is_empty(),
                "{}.{}",
                table.name,
                column.name
            );
        }
    }
}

/// A JSON value of that kind, in the form in which rows are written.
fn example(value_type: ValueType) -> serde_json::Value {
    match value_type {
        ValueType::Text => "text".into(),
        ValueType::Integer => (-9_007_199_254_740_993_i64).into(),
        ValueType::Real => 0.25.into(),
        ValueType::Boolean => true.into(),
        ValueType::Timestamp => "2026-03-02T08:30:00.000001Z".into(),
        ValueType::Date => "2024-02-29".into(),
    }
}

fn round_trip<R: Row + serde::Serialize + serde::de::DeserializeOwned>(
    seen: &mut BTreeSet<&'static str>,
) {
    let table: &Table = R::TABLE;
    let full: serde_json::Map<_, _> = table
        .columns
        .iter()
        .map(|column| (column.name.to_owned(), example(column.value_type)))
        .collect();
    let ids: serde_json::Map<_, _> = table
        .columns
        .iter()
        .filter(|column| column.id)
        .map(|column| (column.name.to_owned(), example(column.value_type)))
        .collect();
    let mut rows = Vec::new();
    for json in [full, ids] {
        let json = serde_json::Value::Object(json);
        let row: R = serde_json::from_value(json.clone())
            .unwrap_or_else(|error| panic!("{}: {error}", table.name));
        let back = serde_json::to_value(&row).expect("a row is plain data");
        assert_eq!(back, json, "{}", table.name);
        rows.push(row);
    }
    let batch = R::batch(&rows);
    assert_eq!(batch.num_rows(), 2);
    for (column, array) in table.columns.iter().zip(batch.columns()) {
        assert!(array.is_valid(0), "{}.{}", table.name, column.name);
        assert_eq!(
            array.is_valid(1),
            column.id,
            "{}.{}",
            table.name,
            column.name
        );
    }
    assert!(
        serde_json::from_value::<R>(serde_json::json!({ "no_such_column": 1 })).is_err(),
        "{} takes unknown columns",
        table.name
    );
    seen.insert(table.name);
}

macro_rules! round_trips {
    ($($row:ident)+) => {
        #[test]
        fn rows_survive_json() {
            let mut seen = BTreeSet::new();
            $(round_trip::<bonafide_model::table::$row>(&mut seen);)+
            let listed: BTreeSet<_> = TABLES.iter().map(|table| table.name).collect();
            assert_eq!(seen, listed, "a table is missing from this test");
        }
    };
}

round_trips! {
    AccessEvent Activity AddressOutcome AiUse Application Bid Charge Commit Company Complaint Country Device
    DeviceLocation Document Education EmailDomain EmailFact Engagement Experience Follow
    GroupFact GroupMember GroupOutcome HrEvent Identifier ImageMatch Invoice IpFact IpRange Link ListMatch ListedAddress
    ListedBirth ListedIdentifier ListedName ListedRelation NameMatch
    ListedParty ListedWallet MailDrop Meeting Message NetworkContact Observation Payout
    Peripheral PeripheralId PhoneFact PhoneRange Profile ProfileChange PullRequest Rating
    ReferenceContact RemoteTool Repository RoleGrant Session Shipment Skill Software StolenLogin Subject
    TextMatch Transfer Travel ValueFrequency Verification WalletExposure WalletTransfer WatchedIdentifier
    WorkOutput
}
