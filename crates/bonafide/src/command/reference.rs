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
            Self::ReportSchema => {
                print::data(&serde_json::to_string_pretty(
                    &bonafide_model::report::json_schema(),
                )?)?;
            }
        }
        Ok(Exit::Done)
    }
}
