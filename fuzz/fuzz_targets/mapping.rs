//! Any text is a mapping or a list of problems; never a panic.
#![no_main]

use bonafide_records::Mapping;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Err(problems) = Mapping::parse("mapping.toml", text) {
        assert!(!problems.is_empty(), "a refusal says why");
    }
});
