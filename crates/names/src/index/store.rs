//! What an index holds: each word once, names as lists of words, and where each word and key occurs. All of it lies
//! in one run of bytes that is read in place.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use super::bytes::{between, eight, four, number, one, run};
use super::format::{Layout, read_token};
use super::keytable::{self, KeyTable};
use super::sketch::Letters;
use super::{IndexError, Strength};
use crate::korean::{Form, MOST_FORMS_IN_ALL, MOST_SYLLABLES, Segment, Syllable};
use crate::name::{Acronyms, LegalForm, MOST_TOKENS, Standing};
use crate::schema::Schema;
use crate::side::{Join, JoinMarks, Joins, MOST_JOINS, Side};
use crate::token::Token;

/// One stored name; ranges into the columns.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Stored {
    pub(super) text: u32,
    pub(super) text_length: u32,
    pub(super) party: u32,
    pub(super) words: u32,
    pub(super) joins: u32,
    pub(super) forms: u32,
    pub(super) acronyms: Acronyms,
    pub(super) word_count: u8,
    pub(super) join_count: u8,
    pub(super) form_count: u8,
    pub(super) schema: u8,
    pub(super) strength: u8,
    pub(super) legal: u8,
    pub(super) flags: u8,
    /// How many of its words name.
    pub(super) naming: u8,
}

pub(super) const IS_PERSON: u8 = 1;

impl Stored {
    pub(super) const SIZE: usize = 48;

    pub(super) fn write(&self) -> [u8; Self::SIZE] {
        let mut record = [0; Self::SIZE];
        for (to, acronym) in record[..16].chunks_exact_mut(8).zip(self.acronyms) {
            to.copy_from_slice(&acronym.to_le_bytes());
        }
        let numbers = [
            self.text,
            self.text_length,
            self.party,
            self.words,
            self.joins,
            self.forms,
        ];
        for (to, number) in record[16..40].chunks_exact_mut(4).zip(numbers) {
            to.copy_from_slice(&number.to_le_bytes());
        }
        record[40..].copy_from_slice(&[
            self.word_count,
            self.join_count,
            self.form_count,
            self.schema,
            self.strength,
            self.legal,
            self.flags,
            self.naming,
        ]);
        record
    }

    #[inline]
    pub(super) fn read(record: &[u8; Self::SIZE]) -> Self {
        Self {
            acronyms: [eight(record, 0), eight(record, 8)],
            text: four(record, 16),
            text_length: four(record, 20),
            party: four(record, 24),
            words: four(record, 28),
            joins: four(record, 32),
            forms: four(record, 36),
            word_count: one(record, 40),
            join_count: one(record, 41),
            form_count: one(record, 42),
            schema: one(record, 43),
            strength: one(record, 44),
            legal: one(record, 45),
            flags: one(record, 46),
            naming: one(record, 47),
        }
    }
}

/// A word in a name.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Placed {
    pub(super) word: u32,
    pub(super) weight: f32,
    pub(super) kind: u8,
    pub(super) flags: u8,
    /// The first byte of the word, by which initials meet it.
    pub(super) first: u8,
}

pub(super) const DESCENT: u8 = 1;
pub(super) const ASIDE: u8 = 2;
/// The same word stands in the name a second time.
pub(super) const REPEATS: u8 = 4;
/// It is written in sounds of Latin letters.
pub(super) const SOUNDS: u8 = 8;

impl Placed {
    pub(super) const SIZE: usize = 12;

    pub(super) fn write(self) -> [u8; Self::SIZE] {
        let [a, b, c, d] = self.word.to_le_bytes();
        let [e, f, g, h] = self.weight.to_le_bytes();
        [a, b, c, d, e, f, g, h, self.kind, self.flags, self.first, 0]
    }

    #[inline]
    pub(super) fn read(record: &[u8; Self::SIZE]) -> Self {
        Self {
            word: four(record, 0),
            weight: f32::from_bits(four(record, 4)),
            kind: one(record, 8),
            flags: one(record, 9),
            first: one(record, 10),
        }
    }

    fn standing(self) -> Standing {
        Standing {
            // Damaged bytes may hold what is no number.
            weight: if self.weight.is_finite() {
                self.weight.clamp(0.0, 4.0)
            } else {
                0.0
            },
            descent: self.flags & DESCENT != 0,
            aside: self.flags & ASIDE != 0,
        }
    }
}

/// Words of a name that are written together: the first, how many, and the word they make.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Joined {
    pub(super) word: u32,
    pub(super) first: u8,
    pub(super) count: u8,
}

impl Joined {
    pub(super) const SIZE: usize = 8;

    pub(super) fn write(self) -> [u8; Self::SIZE] {
        let [a, b, c, d] = self.word.to_le_bytes();
        [a, b, c, d, self.first, self.count, 0, 0]
    }

    #[inline]
    pub(super) fn read(record: &[u8; Self::SIZE]) -> Self {
        let first = one(record, 4).min(MOST_TOKENS as u8 - 1);
        Self {
            word: four(record, 0),
            first,
            count: one(record, 5).clamp(1, MOST_TOKENS as u8 - first),
        }
    }

    /// The places of its words, as bits.
    pub(super) fn bits(self) -> u16 {
        (((1u32 << self.count) - 1) << self.first) as u16
    }
}

pub(super) const FORM_SIZE: usize = 16 + 1 + 3 * MOST_SYLLABLES + 1;

pub(super) fn write_form(form: &Form) -> [u8; FORM_SIZE] {
    let mut record = [0; FORM_SIZE];
    record[..16].copy_from_slice(&form.surnames.to_le_bytes());
    record[16] = form.given.length;
    for (to, syllable) in record[17..].chunks_exact_mut(3).zip(form.given.syllables()) {
        to.copy_from_slice(&[syllable.initial, syllable.vowel, syllable.last]);
    }
    record[FORM_SIZE - 1] = u8::from(form.borrowed);
    record
}

fn read_form(record: &[u8; FORM_SIZE]) -> Form {
    let mut given = Segment {
        length: one(record, 16).min(MOST_SYLLABLES as u8),
        ..Segment::default()
    };
    let used = given.length as usize;
    for (at, syllable) in given.syllables.iter_mut().take(used).enumerate() {
        *syllable = Syllable {
            initial: one(record, 17 + 3 * at),
            vowel: one(record, 18 + 3 * at),
            last: one(record, 19 + 3 * at),
        };
    }
    Form {
        surnames: u128::from(eight(record, 0)) | u128::from(eight(record, 8)) << 64,
        given,
        borrowed: one(record, FORM_SIZE - 1) != 0,
    }
}

/// Words as they were needed so far: most of a list's words are never looked at whole.
struct Words {
    blocks: Box<[OnceLock<Block>]>,
}

type Block = Box<[OnceLock<Option<Token>>]>;

const BLOCK: usize = 256;

impl Words {
    fn new(count: usize) -> Self {
        Self {
            blocks: (0..count.div_ceil(BLOCK))
                .map(|_| OnceLock::new())
                .collect(),
        }
    }
}

/// Marks a posting of words written together.
pub(super) const JOINED: u32 = 1 << 31;
/// Marks a posting of another form of a word.
pub(super) const FORM: u32 = 1 << 30;
/// The name of a posting.
pub(super) const NAME: u32 = FORM - 1;

/// A number that no other index of this process has.
fn new_identity() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// The bytes, wherever their owner keeps them, and where the columns lie in them.
pub(super) struct Store {
    bytes: Box<dyn AsRef<[u8]> + Send + Sync>,
    layout: Layout,
    words: Words,
    /// Tells indexes of one process apart, so that what a thread remembers of one is never used for another.
    pub(super) identity: u64,
}

impl Store {
    pub(super) fn open(
        bytes: impl AsRef<[u8]> + Send + Sync + 'static,
    ) -> Result<Self, IndexError> {
        let layout = Layout::read(bytes.as_ref())?;
        let words = Words::new(layout.view(bytes.as_ref()).letters.len());
        Ok(Self {
            bytes: Box::new(bytes),
            layout,
            words,
            identity: new_identity(),
        })
    }

    pub(super) fn bytes(&self) -> &[u8] {
        (*self.bytes).as_ref()
    }

    pub(super) fn view(&self) -> View<'_> {
        let columns = self.layout.view(self.bytes());
        View {
            columns,
            words: &self.words,
        }
    }
}

/// The columns in place.
#[derive(Clone, Copy, Default)]
pub(super) struct Columns<'a> {
    pub(super) texts: &'a [u8],
    pub(super) names: &'a [[u8; Stored::SIZE]],
    pub(super) placed: &'a [[u8; Placed::SIZE]],
    pub(super) joins: &'a [[u8; Joined::SIZE]],
    pub(super) forms: &'a [[u8; FORM_SIZE]],
    /// What can be told of each name at a glance: see [`super::glance`].
    pub(super) glances: &'a [[u8; 4]],
    pub(super) letters: &'a [[u8; Letters::SIZE]],
    /// Where each word begins in `tokens`.
    pub(super) token_starts: &'a [[u8; 4]],
    pub(super) tokens: &'a [u8],
    /// Where the names of each word begin in `postings`.
    pub(super) posting_starts: &'a [[u8; 4]],
    /// Names of each word; [`JOINED`] marks words that are several written together, [`FORM`] other forms.
    pub(super) postings: &'a [[u8; 4]],
    pub(super) word_key_starts: &'a [[u8; 4]],
    pub(super) word_keys: &'a [[u8; keytable::Entry::SIZE]],
    pub(super) name_key_starts: &'a [[u8; 4]],
    pub(super) name_keys: &'a [[u8; keytable::Entry::SIZE]],
}

/// An index as a search sees it.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) columns: Columns<'a>,
    words: &'a Words,
}

impl<'a> View<'a> {
    pub(super) fn len(&self) -> usize {
        self.columns.names.len()
    }

    #[inline]
    pub(super) fn stored(&self, name: u32) -> Option<Stored> {
        self.columns.names.get(name as usize).map(Stored::read)
    }

    pub(super) fn text(&self, name: u32) -> &'a str {
        let stored = self.stored(name).unwrap_or_default();
        let text = run(self.columns.texts, stored.text, stored.text_length as usize);
        std::str::from_utf8(text).unwrap_or_default()
    }

    #[inline]
    pub(super) fn placed(&self, stored: &Stored) -> &'a [[u8; Placed::SIZE]] {
        let count = (stored.word_count as usize).min(MOST_TOKENS);
        run(self.columns.placed, stored.words, count)
    }

    #[inline]
    pub(super) fn joins(&self, stored: &Stored) -> &'a [[u8; Joined::SIZE]] {
        let count = (stored.join_count as usize).min(MOST_JOINS);
        run(self.columns.joins, stored.joins, count)
    }

    /// The readings as a Korean name, and how many there are.
    pub(super) fn forms(&self, stored: &Stored) -> ([Form; MOST_FORMS_IN_ALL], usize) {
        let count = (stored.form_count as usize).min(MOST_FORMS_IN_ALL);
        let mut forms = [Form::default(); MOST_FORMS_IN_ALL];
        let records = run(self.columns.forms, stored.forms, count);
        for (to, record) in forms.iter_mut().zip(records) {
            *to = read_form(record);
        }
        (forms, records.len())
    }

    #[inline]
    pub(super) fn letters(&self, word: u32) -> Option<Letters> {
        self.columns.letters.get(word as usize).map(Letters::read)
    }

    /// A word whole; it is read when it is first needed.
    pub(super) fn token(&self, word: u32) -> Option<&'a Token> {
        let place = word as usize;
        let block = self
            .words
            .blocks
            .get(place / BLOCK)?
            .get_or_init(|| (0..BLOCK).map(|_| OnceLock::new()).collect());
        block
            .get(place % BLOCK)?
            .get_or_init(|| {
                let columns = &self.columns;
                read_token(between(columns.token_starts, place, columns.tokens))
            })
            .as_ref()
    }

    pub(super) fn postings_of(&self, word: u32) -> impl ExactSizeIterator<Item = u32> + use<'a> {
        between(
            self.columns.posting_starts,
            word as usize,
            self.columns.postings,
        )
        .iter()
        .map(|bytes| u32::from_le_bytes(*bytes))
    }

    pub(super) fn word_keys(&self) -> KeyTable<'a> {
        KeyTable {
            starts: self.columns.word_key_starts,
            entries: self.columns.word_keys,
        }
    }

    pub(super) fn name_keys(&self) -> KeyTable<'a> {
        KeyTable {
            starts: self.columns.name_key_starts,
            entries: self.columns.name_keys,
        }
    }

    /// Lays a stored name out for comparing. Words written together are left out where it is known that they meet
    /// nothing.
    pub(super) fn with_side<T>(
        &self,
        name: u32,
        with_joins: bool,
        then: impl FnOnce(&Side<'_>) -> T,
    ) -> T {
        let stored = self.stored(name).unwrap_or_default();
        let records = self.placed(&stored);
        let mut tokens = [None; MOST_TOKENS];
        let mut standings = [Standing::default(); MOST_TOKENS];
        for (place, record) in records.iter().enumerate().take(MOST_TOKENS) {
            let placed = Placed::read(record);
            tokens[place] = self.token(placed.word);
            standings[place] = placed.standing();
        }
        let mut joins = Vec::new();
        let mut join_marks = JoinMarks::default();
        let records_of_joins = if with_joins { self.joins(&stored) } else { &[] };
        for record in records_of_joins {
            let join = Joined::read(record);
            // Damaged bytes may name a word that is not there.
            let Some(token) = self.token(join.word) else {
                break;
            };
            join_marks.add(join.first, join.count, token);
            joins.push(Join {
                first: join.first,
                count: join.count,
                token,
            });
        }
        let (forms, form_count) = self.forms(&stored);
        let count = records.len().min(MOST_TOKENS);
        then(&Side {
            schema: Schema::from_code(stored.schema).unwrap_or_default(),
            person: stored.flags & IS_PERSON != 0,
            count,
            tokens,
            standings: &standings[..count],
            joins: Joins::Stored(&joins),
            join_marks,
            korean: &forms[..form_count],
            legal: LegalForm::from_code(stored.legal),
            acronyms: stored.acronyms,
        })
    }
}

impl Stored {
    pub(super) fn strength(&self) -> Strength {
        Strength::from_code(self.strength).unwrap_or_default()
    }
}

/// How many names a column of beginnings and postings counts for one word.
pub(super) fn posting_count(columns: &Columns<'_>, word: u32) -> usize {
    let at = |place: usize| number(columns.posting_starts, place) as usize;
    at(word as usize + 1).saturating_sub(at(word as usize))
}
