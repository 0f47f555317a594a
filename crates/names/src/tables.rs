//! The word tables, as they are written in `data`.

pub(crate) const FREQUENCY: &str = include_str!("../data/frequency.txt");
pub(crate) const HANJA: &str = include_str!("../data/hanja.txt");
pub(crate) const JAPANESE: &str = include_str!("../data/japanese.txt");
pub(crate) const KOREAN_SURNAMES: &str = include_str!("../data/korean_surnames.txt");
pub(crate) const LEGAL_FORMS: &str = include_str!("../data/legal_forms.txt");
pub(crate) const NICKNAMES: &str = include_str!("../data/nicknames.txt");
pub(crate) const PARTICLES: &str = include_str!("../data/particles.txt");
pub(crate) const PLACES: &str = include_str!("../data/places.txt");
pub(crate) const SLAVIC_STEMS: &str = include_str!("../data/slavic_stems.txt");
pub(crate) const TITLES: &str = include_str!("../data/titles.txt");
pub(crate) const TRANSLATED: &str = include_str!("../data/translated.txt");
pub(crate) const WITHIN: &str = include_str!("../data/within.txt");
pub(crate) const WORDS: &str = include_str!("../data/words.txt");

/// All of them: scores depend on each.
pub(crate) const ALL: [&str; 13] = [
    FREQUENCY,
    HANJA,
    JAPANESE,
    KOREAN_SURNAMES,
    LEGAL_FORMS,
    NICKNAMES,
    PARTICLES,
    PLACES,
    SLAVIC_STEMS,
    TITLES,
    TRANSLATED,
    WITHIN,
    WORDS,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_of_the_folder_is_among_them() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
        let mut written: Vec<String> = std::fs::read_dir(folder)
            .expect("the folder of tables")
            .map(|file| std::fs::read_to_string(file.expect("a file").path()).expect("a table"))
            .collect();
        let mut known = ALL.map(str::to_owned);
        written.sort();
        known.sort();
        assert!(written == known, "a table is missing from `ALL`");
    }
}
