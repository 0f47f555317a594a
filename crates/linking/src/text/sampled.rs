//! Texts of which one person writes many: bids, messages. A few of each are kept, the same ones on both sides.

use std::collections::HashMap;

use super::{MOST_SHINGLES, Texts, shingle};

/// Many short texts a subject, of which those with the least shingles are kept.
///
/// The shingles are hashes, so the choice is random, but it is the same everywhere: of two subjects who both send one
/// bid in a hundred versions, the kept versions resemble each other (coordinated sampling, after Broder's MinHash).
/// What a subject costs is bounded whatever it writes.
#[derive(Debug)]
pub struct Sampled {
    each: usize,
    least_shared: usize,
    most_bytes: usize,
    kept: HashMap<u32, Vec<Vec<u32>>>,
    reader: shingle::Reader,
    features: Vec<u32>,
}

impl Sampled {
    /// No texts yet; of each subject at most so many will be kept.
    #[must_use]
    pub fn new(each: usize, texts: &Texts) -> Self {
        Self {
            each: each.max(1),
            least_shared: texts.settings.least_shared as usize,
            most_bytes: texts.settings.most_bytes,
            kept: HashMap::new(),
            reader: shingle::Reader::default(),
            features: Vec::new(),
        }
    }

    /// Adds a text of a subject; the order of adding is indifferent.
    pub fn add(&mut self, subject: u32, text: &str) {
        self.features.clear();
        let end = text.floor_char_boundary(self.most_bytes);
        self.reader.read(&text[..end], &mut self.features);
        self.features.sort_unstable();
        self.features.dedup();
        self.features.truncate(MOST_SHINGLES);
        if self.features.len() < self.least_shared.max(1) {
            return;
        }
        let kept = self.kept.entry(subject).or_default();
        if let Some(place) = place_for(&self.features, kept, self.each) {
            kept.insert(place, self.features.clone());
            kept.truncate(self.each);
        }
    }

    /// Takes over what another kept that was made with the same settings.
    pub fn absorb(&mut self, other: Self) {
        for (subject, texts) in other.kept {
            let kept = self.kept.entry(subject).or_default();
            for features in texts {
                if let Some(place) = place_for(&features, kept, self.each) {
                    kept.insert(place, features);
                    kept.truncate(self.each);
                }
            }
        }
    }

    /// Hands what was kept to those who compare.
    pub fn pour(self, into: &mut Texts) {
        let mut kept: Vec<(u32, Vec<Vec<u32>>)> = self.kept.into_iter().collect();
        kept.sort_unstable();
        for (subject, texts) in kept {
            for mut features in texts {
                into.wordings.add(subject, &mut features);
            }
        }
    }
}

/// Where a text belongs among those that are kept; none where it is there already or others come before.
fn place_for(features: &Vec<u32>, kept: &[Vec<u32>], each: usize) -> Option<usize> {
    kept.binary_search(features)
        .err()
        .filter(|place| *place < each)
}
