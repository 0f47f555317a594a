//! `bonafide reference`

use bonafide_model::catalogue::Catalogue;
use clap::Subcommand;

use crate::exit::Exit;
use crate::print;

/// References that the program prints of itself.
#[derive(Debug, Subcommand)]
pub(crate) enum Reference {
    /// Every table with its columns (Markdown)
    Tables,
    /// The catalogue of published indicators and measures (Markdown)
    Catalogue,
    /// Where every indicator, measure and excluded signal has its place (Markdown)
    Coverage,
    /// The JSON Schema of report.json
    ReportSchema,
}

impl Reference {
    pub(crate) fn run(self) -> anyhow::Result<Exit> {
        match self {
            Self::Tables => print::data(&bonafide_model::reference::tables_page())?,
            Self::Catalogue => print::data(&bonafide_model::reference::catalogue_page(
                Catalogue::embedded(),
            ))?,
            Self::Coverage => {
                let pack = bonafide_engine::Pack::embedded()?;
                let rules: Vec<_> = pack.rules().map(AsRef::as_ref).collect();
                let coverage = bonafide_catalogue::coverage::Coverage::of(pack.catalogue(), &rules);
                print::data(&coverage.page())?;
            }
            Self::ReportSchema => {
                print::data(&serde_json::to_string_pretty(
                    &bonafide_model::report::json_schema(),
                )?)?;
            }
        }
        Ok(Exit::Done)
    }
}
