//! Any bytes are a list of a kind or an error; look-ups in what was read never panic.
//!
//! The input is the kind and perhaps a class on the first line, a question for the look-ups on the
//! second, and then the file. A line that names no kind stands for one all the same.
#![no_main]

use bonafide_lists::{Kind, load};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let mut parts = input.splitn(3, |byte| *byte == b'\n');
    let head = String::from_utf8_lossy(parts.next().unwrap_or_default());
    let question = String::from_utf8_lossy(parts.next().unwrap_or_default());
    let bytes = parts.next().unwrap_or_default();
    let (kind, class) = match head.split_once(' ') {
        Some((kind, class)) => (kind, Some(class)),
        None => (&*head, None),
    };
    let kind = kind.parse().unwrap_or_else(|_| {
        let sum: usize = kind.bytes().map(usize::from).sum();
        Kind::ALL[sum % Kind::ALL.len()]
    });
    let _ = load(bytes, kind, class, &question);
});
