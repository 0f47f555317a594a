//! Any texts are names that can be compared and searched, and any bytes are an index or an error.
#![no_main]

use bonafide_names::{Entry, Evidence, Index, Name, Schema, Strength, score, score_like_ofac};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(index) = Index::open(bytes.to_vec()) {
        let _ = index.search(&Name::analyse("Kim Ung Sun", Schema::Person), 10);
    }
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.lines();
    let (one, other) = (lines.next().unwrap_or(""), lines.next().unwrap_or(""));
    let _ = score_like_ofac(one, other);
    for schema in [Schema::Person, Schema::Organisation, Schema::Vessel, Schema::Unknown] {
        let (a, b) = (Name::analyse(one, schema), Name::analyse(other, schema));
        let value = score(&a, &b, &Evidence::none()).value;
        assert!((0.0..=1.0).contains(&value), "{value}");
        let index = Index::build([Entry {
            text: other.to_owned(),
            schema,
            party: 0,
            strength: Strength::Strong,
        }]);
        let _ = index.search(&a, 3);
    }
});
