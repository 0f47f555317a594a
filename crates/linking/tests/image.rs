//! Claims about picture hashes: the searches are exact, and hostile batches are bounded.

use bonafide_linking::image::{ImageIndex, ImageSettings, Images, Pdq, PdqError, RADIUS};
use proptest::prelude::*;

/// Hashes around a few centres, so that many distances lie near the radius.
fn hashes() -> impl Strategy<Value = Vec<Pdq>> {
    let centres = prop::collection::vec(prop::array::uniform4(any::<u64>()), 1..4);
    let edits = prop::collection::vec(
        (0..4_usize, prop::collection::vec(any::<u8>(), 0..30)),
        0..60,
    );
    (centres, edits).prop_map(|(centres, edits)| {
        edits
            .into_iter()
            .map(|(centre, bits)| {
                let start = Pdq(centres[centre % centres.len()]);
                bits.into_iter().fold(start, Pdq::flip)
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn a_query_finds_what_a_scan_finds(hashes in hashes(), query in 0..60_usize) {
        let Some(query) = hashes.get(query).copied() else { return Ok(()) };
        let mut expected: Vec<(u32, u32)> = hashes.iter().zip(0..)
            .map(|(hash, place)| (hash.distance(&query), place))
            .filter(|(distance, _)| *distance <= RADIUS)
            .collect();
        expected.sort_unstable();
        let found: Vec<(u32, u32)> = ImageIndex::new(hashes).search(&query).iter()
            .map(|found| (found.distance, found.place)).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn all_pairs_are_those_of_a_scan_in_any_order(hashes in hashes(), turn in 0..60_usize) {
        let mut expected = Vec::new();
        for (b, right) in hashes.iter().enumerate() {
            for (a, left) in hashes[..b].iter().enumerate() {
                if left.distance(right) <= RADIUS {
                    expected.push((a as u32, b as u32, left.distance(right)));
                }
            }
        }
        expected.sort_unstable();
        let mut order: Vec<usize> = (0..hashes.len()).collect();
        order.rotate_left(turn % hashes.len().max(1));
        let mut images = Images::new(ImageSettings::default());
        for place in order {
            images.add(place as u32, hashes[place]);
        }
        let found = images.finish();
        prop_assert!(found.common.is_empty() && found.crowds == 0);
        let ties: Vec<_> = found.ties.iter().map(|tie| (tie.a, tie.b, tie.distance)).collect();
        prop_assert_eq!(ties, expected);
    }

    #[test]
    fn text_and_hash_are_two_forms_of_one(words in prop::array::uniform4(any::<u64>())) {
        let text = Pdq(words).to_string();
        prop_assert_eq!(text.parse(), Ok(Pdq(words)));
        prop_assert_eq!(text.to_uppercase().parse(), Ok(Pdq(words)));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,70}") {
        let read: Result<Pdq, PdqError> = text.parse();
        prop_assert_eq!(read.is_ok(), text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit()));
    }
}

#[test]
fn one_picture_of_very_many_is_common_and_ties_nobody() {
    let mut images = Images::new(ImageSettings::default());
    let blank = Pdq([0; 4]);
    for subject in 0..200_000 {
        images.add(subject, blank);
    }
    images.add(200_001, Pdq([7; 4]));
    images.add(200_002, Pdq([7; 4]).flip(3));
    let found = images.finish();
    assert_eq!(found.common.len(), 1);
    assert_eq!(
        (found.common[0].hash, found.common[0].subjects),
        (blank, 200_000)
    );
    assert_eq!(found.ties.len(), 1);
    assert_eq!(
        (found.ties[0].a, found.ties[0].b, found.ties[0].shared_by),
        (200_001, 200_002, 2)
    );
}

#[test]
fn very_many_variants_of_a_picture_are_bounded() {
    let mut images = Images::new(ImageSettings::default());
    for subject in 0..20_000_u32 {
        images.add(subject, Pdq([u64::from(subject), 0, 0, 0]));
    }
    let found = images.finish();
    assert!(found.crowds > 0);
    assert!(found.common.len() > 19_000, "{}", found.common.len());
    assert!(found.ties.len() < 20_000 * 100);
}
