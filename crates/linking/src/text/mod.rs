//! Texts that were copied and edited: CVs, cover letters, bids, profiles, messages.
//!
//! [`Texts`] looks at texts in two ways. *Wording*: shingles of the normalised words, or of the
//! characters in scripts without spaces, compared by a Jaccard index in which rare shingles weigh
//! more and boilerplate nothing. *Outline*: the employers, dates, projects and other names in their
//! order, as the caller gives them or as found in the text, which survive a paraphrase.
//!
//! ```
//! use bonafide_linking::text::{TextSettings, Texts};
//!
//! let mut texts = Texts::new(TextSettings::default());
//! texts.add(1, "I build payment back ends in Rust and Go since nine years, mostly remote");
//! texts.add(2, "I build payment back-ends in Rust and Go since ten years, mostly remote");
//! texts.add(3, "Nurse with a diploma from Tartu, night shifts welcome, own car");
//! let found = texts.finish();
//! assert_eq!((found.ties[0].a, found.ties[0].b), (1, 2));
//! assert_eq!(found.ties.len(), 1);
//! ```

mod normalise;
mod outline;
mod sampled;
mod shingle;

use crate::set_join::{CommonSet, JoinSettings, SetJoin};

pub use normalise::{Disguise, disguise};
pub(crate) use normalise::{Kind, fold, kind};
pub use sampled::Sampled;

/// How texts are compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextSettings {
    /// The least weighted Jaccard index of two wordings, from 0 to 1.
    pub least_alike: f64,
    /// The least weighted Jaccard index of two outlines, from 0 to 1.
    pub least_alike_outline: f64,
    /// The least number of shingles in common; a shorter text, such as a greeting, ties nobody.
    pub least_shared: u32,
    /// A text or a passage that more subjects have is common: it is reported and ties nobody.
    /// At most 254.
    pub most_subjects: u32,
    /// Bytes of one text that are read; the rest is left out and the subject noted.
    pub most_bytes: usize,
}

impl Default for TextSettings {
    fn default() -> Self {
        Self {
            least_alike: 0.10,
            least_alike_outline: 0.35,
            least_shared: 3,
            most_subjects: 100,
            most_bytes: 1 << 20,
        }
    }
}

/// In what two texts are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Passages are the same.
    Wording,
    /// The same names, years and numbers come in the same order.
    Outline,
}

/// Two subjects with texts alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextTie {
    /// The subject with the lower number.
    pub a: u32,
    /// The subject with the higher number.
    pub b: u32,
    /// The weighted Jaccard index, from 0 to 1.
    pub alike: f32,
    /// How many subjects have what the two have in common: the median over the shared shingles,
    /// or the number of holders of equal texts.
    pub shared_by: u32,
    /// In what they are alike.
    pub by: Likeness,
}

/// A text that too many subjects have to tell anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommonText {
    /// How many subjects have it.
    pub subjects: u32,
    /// The lowest numbers among them, at most 16.
    pub examples: Vec<u32>,
}

/// What [`Texts::finish`] found.
#[derive(Debug, Default)]
pub struct TextTies {
    /// Sorted by `a`, `b`, then `by`; at most one of each.
    pub ties: Vec<TextTie>,
    /// Equal texts that more than [`TextSettings::most_subjects`] subjects have.
    pub common: Vec<CommonText>,
    /// Subjects with a text of which more than half is common passages, counted by text.
    pub boilerplate: u32,
    /// Subjects of whose text only a part was read, sorted.
    pub cut: Vec<u32>,
}

/// Shingles of one text that are kept.
const MOST_SHINGLES: usize = 4096;
/// Steps of one outline that are kept.
const MOST_STEPS: usize = 512;

/// Texts of subjects, compared when all are there.
#[derive(Debug)]
pub struct Texts {
    settings: TextSettings,
    wordings: SetJoin,
    outlines: SetJoin,
    cut: Vec<u32>,
    reader: shingle::Reader,
    features: Vec<u32>,
}

impl Texts {
    /// No texts yet.
    pub fn new(settings: TextSettings) -> Self {
        let join = |least_alike, least_shared, most_features| {
            SetJoin::new(JoinSettings {
                least_alike,
                least_shared,
                most_subjects: settings.most_subjects,
                most_features,
            })
        };
        Self {
            settings,
            wordings: join(settings.least_alike, settings.least_shared, MOST_SHINGLES),
            outlines: join(
                settings.least_alike_outline,
                outline::LEAST_SHARED,
                MOST_STEPS,
            ),
            cut: Vec::new(),
            reader: shingle::Reader::default(),
            features: Vec::new(),
        }
    }

    /// Adds a text of a subject. A subject may have many; the order of adding is indifferent.
    pub fn add(&mut self, subject: u32, text: &str) {
        let end = text.floor_char_boundary(self.settings.most_bytes);
        let read = &text[..end];
        self.features.clear();
        self.reader.read(read, &mut self.features);
        let left_out = self.wordings.add(subject, &mut self.features);
        if left_out || end < text.len() {
            self.cut.push(subject);
        }
        self.features.clear();
        self.reader.outline(read, &mut self.features);
        self.outlines.add(subject, &mut self.features);
    }

    /// Adds an outline that the caller knows: employers, dates, projects, entities in their order.
    pub fn add_outline<'a>(&mut self, subject: u32, entries: impl IntoIterator<Item = &'a str>) {
        self.features.clear();
        outline::steps_of_entries(entries, &mut self.features);
        self.outlines.add(subject, &mut self.features);
    }

    /// Takes over all texts that were added to another with the same settings, so that several threads can read texts and
    /// wait for each other only here.
    pub fn absorb(&mut self, other: Self) {
        self.wordings.absorb(other.wordings);
        self.outlines.absorb(other.outlines);
        self.cut.extend(other.cut);
    }

    /// Compares all texts.
    pub fn finish(mut self) -> TextTies {
        let wordings = self.wordings.finish();
        let outlines = self.outlines.finish();
        let mut found = TextTies {
            boilerplate: wordings.boilerplate,
            common: wordings.common.into_iter().map(common).collect(),
            ..TextTies::default()
        };
        self.cut.sort_unstable();
        self.cut.dedup();
        found.cut = self.cut;
        for (ties, by) in [
            (wordings.ties, Likeness::Wording),
            (outlines.ties, Likeness::Outline),
        ] {
            found.ties.extend(ties.into_iter().map(|tie| TextTie {
                a: tie.a,
                b: tie.b,
                alike: tie.alike,
                shared_by: tie.shared_by,
                by,
            }));
        }
        found.ties.sort_by_key(|tie| (tie.a, tie.b, tie.by));
        found
    }
}

fn common(set: CommonSet) -> CommonText {
    CommonText {
        subjects: set.subjects,
        examples: set.examples,
    }
}
