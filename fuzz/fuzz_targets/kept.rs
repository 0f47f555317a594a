#![no_main]
//! What linking keeps from day to day: whatever stands behind a right checksum is read or refused with a reason, and
//! what is read is written again as it was.

use bonafide_linking::kept;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| {
    let _ = kept::read(body, 1);
    if let Ok(read) = kept::read(&kept::seal(body, 1), 1) {
        let again = kept::read(&kept::write(&read, 1), 1).expect("what is written is read");
        assert_eq!(again, read);
    }
});
