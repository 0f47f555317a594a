//! What subjects show that is nearly, not quite, the same: texts, pictures, handles, document numbers, addresses.
//!
//! Gathered while rows are read, compared when all is read. Equal values are the work of `frequency`.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};

use bonafide_linking::TieKind;
use bonafide_linking::image::{ImageSettings, Images, Pdq};
use bonafide_linking::similar::{IdentifierKind, Similar, SimilarSettings};
use bonafide_linking::text::{CommonText, Likeness as By, Sampled, TextSettings, Texts, disguise};
use datafusion::arrow::array::{Array, RecordBatch};

use crate::frequency::texts;
use crate::shared_value::general_kind;
use crate::shelf;

/// Columns with texts that a person writes once.
pub(crate) const TEXTS: [(&str, &str); 3] = [
    ("application", "resume_text"),
    ("application", "cover_letter"),
    ("profile", "bio"),
];

/// Columns with texts of which a person writes many: of each a few are kept, the same ones on both sides.
pub(crate) const MANY: [(&str, &str); 2] = [("bid", "text"), ("message", "text")];

/// Texts of each of these columns that are kept of one subject. More would find copies among the rest as well, at
/// about a kilobyte each.
const KEPT_OF_MANY: usize = 2;

/// Shorter texts are not compared: strangers introduce themselves in the same few words.
const LEAST_BYTES: usize = 200;

/// Columns with the PDQ hash of a picture that shows a person or what is theirs.
pub(crate) const PICTURES: [(&str, &str, TieKind); 2] = [
    ("profile", "photo_hash", TieKind::Photo),
    ("meeting", "background_hash", TieKind::Background),
];

/// Two subjects, by their numbers on the shelf, with something alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Alike {
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) kind: TieKind,
    /// From 0 to 1.
    pub(crate) strength: f32,
    pub(crate) shared_by: u32,
}

/// What was found alike.
#[derive(Debug, Default)]
pub(crate) struct Likeness {
    pub(crate) ties: Vec<Alike>,
    /// Names by the subject's number on the shelf.
    pub(crate) names: HashMap<u32, String>,
    /// Texts that too many have.
    pub(crate) common: Vec<CommonText>,
    /// Subjects of whose text only a part was read.
    pub(crate) cut: Vec<u32>,
    /// Subjects whose texts or identifiers hold characters that are not seen.
    pub(crate) unseen: BTreeSet<u32>,
    /// Subjects whose texts or identifiers hold words of mixed alphabets.
    pub(crate) mixed: BTreeSet<u32>,
}

/// Gathers while rows are read.
pub(crate) struct Likenesses {
    texts: Mutex<Texts>,
    many: [Mutex<Sampled>; MANY.len()],
    names: Mutex<HashMap<u32, String>>,
    unseen: Mutex<BTreeSet<u32>>,
    mixed: Mutex<BTreeSet<u32>>,
    pictures: [Mutex<Images>; PICTURES.len()],
    handles: Mutex<Similar>,
    documents: Mutex<Similar>,
    addresses: Mutex<Similar>,
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // A panic in another thread ends the run anyway; its half-done work is not read.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn inner<T>(mutex: Mutex<T>) -> T {
    mutex.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn similar(kind: IdentifierKind) -> Similar {
    Similar::new(kind, SimilarSettings::default())
}

fn sampled() -> Sampled {
    Sampled::new(KEPT_OF_MANY, &Texts::new(TextSettings::default()))
}

impl Likenesses {
    pub(crate) fn new() -> Self {
        Self {
            many: MANY.map(|_| Mutex::new(sampled())),
            texts: Mutex::new(Texts::new(TextSettings::default())),
            names: Mutex::default(),
            unseen: Mutex::default(),
            mixed: Mutex::default(),
            pictures: PICTURES.map(|_| Mutex::new(Images::new(ImageSettings::default()))),
            handles: Mutex::new(similar(IdentifierKind::Handle)),
            documents: Mutex::new(similar(IdentifierKind::Document)),
            addresses: Mutex::new(similar(IdentifierKind::Address)),
        }
    }

    /// Notes what a batch shows whose subjects are numbers.
    pub(crate) fn note(&self, table: &str, batch: &RecordBatch) {
        let Some(numbers) = shelf::numbers(batch) else {
            return;
        };
        let each = |column: &str, take: &mut dyn FnMut(u32, &str)| {
            if let Some(values) = texts(batch, column) {
                for row in 0..batch.num_rows() {
                    if values.is_valid(row) {
                        take(numbers.value(row), values.value(row));
                    }
                }
            }
        };
        // What takes time is done before the lock: threads that read one table would wait for each other otherwise.
        for (_, column) in TEXTS.iter().filter(|(of, _)| *of == table) {
            let mut read = Texts::new(TextSettings::default());
            each(column, &mut |subject, text| {
                if text.len() >= LEAST_BYTES {
                    read.add(subject, text);
                    self.note_disguise(subject, text);
                }
            });
            locked(&self.texts).absorb(read);
        }
        for ((_, column), many) in MANY
            .iter()
            .zip(&self.many)
            .filter(|((of, _), _)| *of == table)
        {
            let mut read = sampled();
            each(column, &mut |subject, text| {
                if text.len() >= LEAST_BYTES {
                    read.add(subject, text);
                    self.note_disguise(subject, text);
                }
            });
            locked(many).absorb(read);
        }
        if table == "subject" {
            let mut names = locked(&self.names);
            each("name", &mut |subject, name| {
                let known = names.entry(subject).or_insert_with(|| name.to_owned());
                // The smallest wins where a subject was brought twice, so that order does not matter.
                if name < known.as_str() {
                    name.clone_into(known);
                }
            });
        }
        for ((_, column, _), pictures) in PICTURES
            .iter()
            .zip(&self.pictures)
            .filter(|((of, ..), _)| *of == table)
        {
            let mut all = locked(pictures);
            each(column, &mut |subject, text| {
                // Hashes of other kinds are compared as equal texts alone.
                if let Ok(hash) = text.trim().parse::<Pdq>() {
                    all.add(subject, hash);
                }
            });
        }
        if table == "document" {
            let mut read = similar(IdentifierKind::Document);
            each("number", &mut |subject, number| read.add(subject, number));
            locked(&self.documents).absorb(read);
        }
        if table == "identifier"
            && let Some(kinds) = texts(batch, "kind")
        {
            let mut handles = similar(IdentifierKind::Handle);
            let mut addresses = similar(IdentifierKind::Address);
            let mut documents = similar(IdentifierKind::Document);
            if let Some(values) = texts(batch, "value") {
                let rows = (0..batch.num_rows())
                    .filter(|row| kinds.is_valid(*row) && values.is_valid(*row));
                for row in rows {
                    let (subject, value) = (numbers.value(row), values.value(row));
                    match general_kind(kinds.value(row)) {
                        "handle" | "email" => handles.add(subject, value),
                        "address" => addresses.add(subject, value),
                        "document" => documents.add(subject, value),
                        _ => {}
                    }
                    self.note_disguise(subject, value);
                }
            }
            locked(&self.handles).absorb(handles);
            locked(&self.addresses).absorb(addresses);
            locked(&self.documents).absorb(documents);
        }
    }

    fn note_disguise(&self, subject: u32, text: &str) {
        let found = disguise(text);
        if found.unseen {
            locked(&self.unseen).insert(subject);
        }
        if found.mixed {
            locked(&self.mixed).insert(subject);
        }
    }

    /// Compares all that was gathered.
    pub(crate) fn finish(self) -> Likeness {
        let mut found = Likeness {
            names: inner(self.names),
            unseen: inner(self.unseen),
            mixed: inner(self.mixed),
            ..Likeness::default()
        };
        let mut ties = Vec::new();
        let mut add = |a, b, kind, strength, shared_by| {
            ties.push(Alike {
                a,
                b,
                kind,
                strength,
                shared_by,
            });
        };
        let mut texts = inner(self.texts);
        for many in self.many {
            inner(many).pour(&mut texts);
        }
        let texts = texts.finish();
        found.common = texts.common;
        found.cut = texts.cut;
        for tie in texts.ties {
            let kind = match tie.by {
                By::Wording => TieKind::Text,
                By::Outline => TieKind::Career,
            };
            add(tie.a, tie.b, kind, tie.alike, tie.shared_by);
        }
        for ((.., kind), pictures) in PICTURES.into_iter().zip(self.pictures) {
            for tie in inner(pictures).finish().ties {
                add(tie.a, tie.b, kind, tie.alike, tie.shared_by);
            }
        }
        for (similar, kind) in [
            (self.handles, TieKind::Handle),
            (self.documents, TieKind::Document),
            (self.addresses, TieKind::Address),
        ] {
            for tie in inner(similar).finish().ties {
                add(tie.a, tie.b, kind, tie.alike, tie.shared_by);
            }
        }
        found.ties = ties;
        found
    }
}
