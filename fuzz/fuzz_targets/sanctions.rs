//! Any bytes are a sanctions list of some format or an error; no reader panics.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| bonafide_sanctions::load(bytes));
