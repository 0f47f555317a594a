//! What the commands print, line by line: the transcripts of `tests/cmd`.
//!
//! `TRYCMD=overwrite cargo test -p bonafide --test transcripts` writes what is printed now; read the
//! difference before you keep it.

#[test]
fn every_transcript_is_true() {
    let nowhere = tempfile::tempdir().expect("a temporary folder");
    trycmd::TestCases::new()
        .env("BONAFIDE_LISTS", "")
        .env("XDG_DATA_HOME", nowhere.path().display().to_string())
        .env("HOME", nowhere.path().display().to_string())
        .env("COLUMNS", "80")
        .env("NO_COLOR", "1")
        .case("tests/cmd/*.trycmd")
        .run();
}
