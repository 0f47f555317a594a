//! `bonafide checklist`

use bonafide_catalogue::checklist::{Checklist as List, Occasion};
use bonafide_catalogue::language::Language;
use bonafide_model::catalogue::Sector;
use bonafide_model::rule_file::RuleFile;
use clap::Args;

use crate::exit::{Exit, wrong_usage};
use crate::pack::RulePlace;
use crate::print;

/// Prints what to do, to ask and to look at on one occasion. Answers come back as rows of the table
/// `observation`, which `--format csv` prints ready to be filled in.
#[derive(Debug, Args)]
pub(crate) struct Checklist {
    /// employer, staffing, freelance-platform, payment-provider, crypto-web3, ai-company or any
    #[arg(value_parser = sector)]
    sector: Sector,
    /// sourcing, application, identity-check, interview, onboarding, device-shipping, access, work,
    /// code, payment, onchain or exit
    #[arg(value_name = "STAGE", value_parser = occasion)]
    occasion: Occasion,
    /// text, markdown, html, csv or json
    #[arg(long, default_value = "text")]
    format: String,
    /// With --format csv, the table to fill in: observation, or verification for steps that are
    /// recorded there
    #[arg(long, default_value = "observation")]
    table: String,
    /// en, ja or ko
    #[arg(long, default_value = "en", value_parser = language)]
    lang: Language,
    /// With --format csv, a subject to write rows for; may be given more than once
    #[arg(long = "subject", value_name = "ID")]
    subjects: Vec<String>,
    /// With --format csv, the id of who observes
    #[arg(long, value_name = "ID")]
    observer: Option<String>,
    #[command(flatten)]
    rules: RulePlace,
}

fn sector(word: &str) -> Result<Sector, String> {
    let words: Vec<&str> = Sector::ALL.iter().map(|sector| sector.word()).collect();
    let found = Sector::ALL.iter().find(|sector| sector.word() == word);
    found
        .copied()
        .ok_or_else(|| format!("one of {}", words.join(", ")))
}

fn occasion(word: &str) -> Result<Occasion, String> {
    let words: Vec<&str> = Occasion::all().map(Occasion::word).collect();
    Occasion::parse(word).ok_or_else(|| format!("one of {}", words.join(", ")))
}

pub(super) fn language(tag: &str) -> Result<Language, String> {
    Language::parse(tag).ok_or_else(|| "one of en, ja, ko".to_owned())
}

impl Checklist {
    pub(crate) fn run(self) -> anyhow::Result<Exit> {
        let pack = self.rules.load()?;
        let rules: Vec<&RuleFile> = pack.rules().map(AsRef::as_ref).collect();
        let list = List::of(
            pack.catalogue(),
            &rules,
            self.sector,
            self.occasion,
            self.lang,
        );
        if list.is_empty() {
            return Err(wrong_usage(format!(
                "the catalogue has nothing for {} at {}: neither a measure nor an indicator; choose another sector or stage",
                self.sector.word(),
                self.occasion.word()
            )));
        }
        let text = match (self.format.as_str(), self.table.as_str()) {
            ("text", _) => list.text(),
            ("markdown", _) => list.markdown(),
            ("html", _) => list.html(),
            ("json", _) => serde_json::to_string_pretty(&list)?,
            ("csv", "observation") => list.csv(&self.subjects, self.observer.as_deref()),
            ("csv", "verification") => list.verification_csv(&self.subjects),
            ("csv", other) => {
                return Err(wrong_usage(format!(
                    "--table {other}: one of observation, verification"
                )));
            }
            (other, _) => {
                return Err(wrong_usage(format!(
                    "--format {other}: one of text, markdown, html, csv, json"
                )));
            }
        };
        print::data(&text)?;
        Ok(Exit::Done)
    }
}
