//! Finding tables among files and folders.

use std::fs;
use std::path::{Path, PathBuf};

use bonafide_records::{Compression, Format, Input, InputError, Mapping, discover};

fn folder(files: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for file in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().expect("has a parent")).expect("creates");
        fs::write(&path, "subject_id\na\n").expect("writes");
    }
    folder
}

fn found(folder: &Path) -> Result<Input, InputError> {
    discover(&[folder.to_owned()], None)
}

fn tables(input: &Input, folder: &Path) -> Vec<(String, &'static str)> {
    input
        .files
        .iter()
        .map(|file| {
            let path = file.path.strip_prefix(folder).expect("is inside");
            (path.to_string_lossy().into_owned(), file.table.name)
        })
        .collect()
}

fn sentence(folder: &Path) -> String {
    let error = found(folder).expect_err("is refused").to_string();
    error
        .replace(&format!("{}/", folder.display()), "")
        .replace(&folder.display().to_string(), "DIR")
}

#[test]
fn files_and_folders_called_after_tables_are_found_in_one_order() {
    let data = folder(&[
        "subject.csv",
        "Session.TSV",
        "session/part-0.parquet",
        "session/2025/x.ndjson.zst",
        "payout-2025-01.csv.gz",
        "payout_02.jsonl",
        "export/device_location.csv",
        "README.md",
        "subject.csv.sha256",
        ".hidden.csv",
        "truth/subject.csv",
    ]);
    let input = found(data.path()).expect("is found");
    let expected = [
        ("Session.TSV", "session"),
        ("export/device_location.csv", "device_location"),
        ("payout-2025-01.csv.gz", "payout"),
        ("payout_02.jsonl", "payout"),
        ("session/2025/x.ndjson.zst", "session"),
        ("session/part-0.parquet", "session"),
        ("subject.csv", "subject"),
    ];
    let mut found: Vec<_> = tables(&input, data.path());
    found.sort();
    assert_eq!(
        found,
        expected.map(|(path, table)| (path.to_owned(), table))
    );
    let ignored: Vec<String> = input
        .ignored
        .iter()
        .map(|(path, why)| {
            format!(
                "{}: {why}",
                path.strip_prefix(data.path()).expect("inside").display()
            )
        })
        .collect();
    assert_eq!(
        ignored,
        [
            ".hidden.csv: hidden",
            "README.md: not a table",
            "subject.csv.sha256: not a table",
            "truth: the answers of a simulated world, never read as input",
        ]
    );
    let packed = &input
        .files
        .iter()
        .find(|file| file.table.name == "payout")
        .expect("is there");
    assert_eq!(
        (packed.format, packed.compression),
        (Format::Csv, Compression::Gzip)
    );
    assert_eq!(packed.bytes, 13);
}

#[test]
fn misspelt_tables_are_named_with_a_suggestion() {
    for (file, expected) in [
        (
            "sesion.csv",
            "sesion.csv: no table is called \"sesion\" (did you mean \"session\"?)",
        ),
        (
            "sessions.csv",
            "sessions.csv: no table is called \"sessions\" (did you mean \"session\"?)",
        ),
        (
            "sesion/part-0.parquet",
            "sesion/part-0.parquet: no table is called \"part-0\" (did you mean \"session\"?)",
        ),
        (
            "payout_export.csv",
            "payout_export.csv: no table is called \"payout_export\" (did you mean \"payout\"?)",
        ),
        (
            "xyzzy.csv",
            "xyzzy.csv: no table is called \"xyzzy\"; rename the file after its table, assign it with --mapping, or move it away",
        ),
        (
            "session.xlsx",
            "session.xlsx: cannot be read as a table: save the sheet as CSV (UTF-8)",
        ),
        (
            "session.csv.bz2",
            "session.csv.bz2: cannot be read as a table: unpack it, or pack it with gzip or zstd",
        ),
        (
            "ip_range.csv",
            "ip_range.csv: the table \"ip_range\" is reference data, which comes from lists: add it with `bonafide lists add`",
        ),
        (
            "travel.parquet",
            "travel.parquet: the table \"travel\" is derived from the others by bonafide itself: take the file away",
        ),
    ] {
        let data = folder(&[file]);
        assert_eq!(sentence(data.path()), expected);
    }
}

#[test]
fn empty_missing_and_unreadable_folders_are_told() {
    let empty = folder(&[]);
    assert_eq!(
        sentence(empty.path()),
        "DIR: holds no table; bring at least one file such as subject.csv, session.ndjson.zst or payout/*.parquet"
    );
    let notes = folder(&["notes.md"]);
    assert!(sentence(notes.path()).ends_with("(one file that is no table was passed over)"));
    let missing = empty.path().join("nowhere");
    assert!(matches!(
        discover(&[missing], None),
        Err(InputError::Missing { .. })
    ));
    let truth = folder(&["truth/subject.csv"]);
    for path in ["truth", "truth/subject.csv"] {
        let outcome = discover(&[truth.path().join(path)], None);
        assert!(matches!(outcome, Err(InputError::Truth { .. })), "{path}");
    }
    let odd = folder(&["notes.md"]);
    let outcome = discover(&[odd.path().join("notes.md")], None);
    assert!(matches!(outcome, Err(InputError::UnknownFormat { .. })));
}

#[test]
fn a_file_named_twice_is_read_once() {
    let data = folder(&["subject.csv", "session.csv"]);
    let paths: Vec<PathBuf> = vec![
        data.path().join("subject.csv"),
        data.path().to_owned(),
        data.path().to_owned(),
    ];
    let input = discover(&paths, None).expect("is found");
    assert_eq!(input.files.len(), 2);
}

#[test]
fn the_output_of_an_earlier_run_is_no_input() {
    let data = folder(&[
        "subject.csv",
        "out/findings.parquet",
        "out/report.json",
        "out/subjects.parquet",
    ]);
    let input = found(data.path()).expect("is found");
    assert_eq!(
        tables(&input, data.path()),
        [("subject.csv".to_owned(), "subject")]
    );
}

#[test]
fn a_mapping_assigns_files_of_any_name_to_several_tables() {
    let data = folder(&["ATS-2025.csv", "subject.csv"]);
    let mapping = Mapping::parse(
        "m.toml",
        "[[file]]\nmatch = \"ats-*.csv\"\ntable = \"application\"\n[[file]]\nmatch = \"ats-*.csv\"\ntable = \"identifier\"\n",
    )
    .expect("is right");
    let input = discover(&[data.path().to_owned()], Some(&mapping)).expect("is found");
    assert_eq!(
        tables(&input, data.path()),
        [
            ("ATS-2025.csv".to_owned(), "application"),
            ("ATS-2025.csv".to_owned(), "identifier"),
            ("subject.csv".to_owned(), "subject"),
        ]
    );
    assert!(input.files[0].mapping.is_some() && input.files[2].mapping.is_none());
}
