//! Answers on something that the catalogue does not have: no rule reads them, and nobody would notice.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use bonafide_model::catalogue::Catalogue;
use bonafide_model::table::suggest;
use datafusion::arrow::array::{AsArray, RecordBatch};

/// Codes that are told for one file.
const TOLD: usize = 10;

/// Codes of observations that are neither indicators nor steps, with how often each stands in a file.
#[derive(Debug, Default)]
pub(crate) struct UnknownCodes(Mutex<BTreeMap<String, BTreeMap<String, u64>>>);

impl UnknownCodes {
    pub(crate) fn note(
        &self,
        catalogue: &Catalogue,
        table: &str,
        file: &Path,
        batch: &RecordBatch,
    ) {
        if table != "observation" {
            return;
        }
        let Some(codes) = batch
            .column_by_name("indicator")
            .and_then(|codes| codes.as_string_view_opt())
        else {
            return;
        };
        for code in codes.iter().flatten() {
            if catalogue.indicator(code).is_some() || catalogue.measure(code).is_some() {
                continue;
            }
            let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let of_file = noted.entry(file.display().to_string()).or_default();
            *of_file.entry(code.to_owned()).or_default() += 1;
        }
    }

    /// A sentence for each code.
    pub(crate) fn sentences(self, catalogue: &Catalogue) -> Vec<String> {
        let known = || {
            let indicators = catalogue.indicators().iter().map(|entry| entry.id.as_str());
            indicators.chain(catalogue.measures().iter().map(|entry| entry.id.as_str()))
        };
        let noted = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut sentences = Vec::new();
        for (file, codes) in noted {
            let more = codes.len().saturating_sub(TOLD);
            for (code, count) in codes.into_iter().take(TOLD) {
                let meant = suggest(code.trim(), known())
                    .map(|meant| format!("; did you mean `{meant}`?"))
                    .unwrap_or_default();
                sentences.push(format!(
                    "{file}: {count} answer(s) are on {}, which the catalogue does not have, so no rule reads them{meant}",
                    shown(&code)
                ));
            }
            if more > 0 {
                sentences.push(format!(
                    "{file}: answers are on {more} more codes that the catalogue does not have"
                ));
            }
        }
        sentences
    }
}

/// The code as it may be repeated: what does not look like one may be a sentence on a person.
fn shown(code: &str) -> String {
    let looks_like_one = code.len() <= 80
        && code
            .bytes()
            .all(|letter| letter.is_ascii_alphanumeric() || b"-_:".contains(&letter));
    match looks_like_one {
        true => format!("`{code}`"),
        false => "something that is no code".to_owned(),
    }
}
