//! Whatever stands in texts, identifiers and transfers, comparing them ends, and the order changes nothing.
#![no_main]

use bonafide_linking::money::{Flow, MoneySettings, follow};
use bonafide_linking::similar::{IdentifierKind, Similar, SimilarSettings};
use bonafide_linking::text::{Sampled, TextSettings, Texts, disguise};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let lines: Vec<&str> = text.lines().take(64).collect();
    let compared = |lines: &mut dyn Iterator<Item = (usize, &&str)>| {
        let mut texts = Texts::new(TextSettings::default());
        let mut many = Sampled::new(2, &texts);
        for (number, line) in lines {
            let subject = (number % 7) as u32;
            let _ = disguise(line);
            texts.add(subject, line);
            many.add(subject, line);
        }
        many.pour(&mut texts);
        texts.finish().ties
    };
    let forward = compared(&mut lines.iter().enumerate());
    let back = compared(&mut lines.iter().enumerate().rev());
    assert_eq!(forward, back);
    for kind in [
        IdentifierKind::Handle,
        IdentifierKind::Document,
        IdentifierKind::Address,
    ] {
        let mut similar = Similar::new(kind, SimilarSettings::default());
        for (number, line) in lines.iter().enumerate() {
            similar.add(number as u32, line);
        }
        let _ = similar.finish();
    }
    let flows = data
        .chunks_exact(12)
        .map(|bytes| Flow {
            from: u64::from(bytes[0] % 16),
            to: u64::from(bytes[1] % 16),
            amount: f64::from(f32::from_le_bytes([bytes[2], bytes[3], bytes[4], bytes[5]])),
            at: Some(i64::from(i32::from_le_bytes([
                bytes[6], bytes[7], bytes[8], bytes[9],
            ]))),
            to_service: bytes[10] == 0,
        })
        .collect();
    let held = (0..16)
        .map(|account| (account, account as u32 / 2))
        .collect();
    let _ = follow(flows, held, &MoneySettings::default());
});
