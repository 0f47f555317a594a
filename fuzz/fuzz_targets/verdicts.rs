#![no_main]
//! Ledgers of verdicts and learned models: read or refused with a line and a reason.

use bonafide_verdicts::{GroupModel, Verdicts};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(verdicts) = Verdicts::of_text(text, jiff::civil::date(2026, 3, 1)) {
        let _ = verdicts.contradictions();
        assert!(verdicts.holding().count() <= verdicts.pairs().count());
    }
    let _ = GroupModel::of_text(text);
});
