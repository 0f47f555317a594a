//! What subjects show that is nearly, not quite, the same: texts, pictures, handles, document numbers, addresses.
//!
//! Gathered while rows are read, compared when all is read. Equal values are the work of `frequency`.

use std::sync::{Mutex, PoisonError};

use bonafide_linking::TieKind;
use bonafide_linking::image::{ImageSettings, Images, Pdq};
use bonafide_linking::similar::{IdentifierKind, Similar, SimilarSettings};
use bonafide_linking::text::{TextSettings, Texts};
use datafusion::arrow::array::{Array, RecordBatch};

use crate::frequency::texts;
use crate::shelf;

/// Columns with texts that a person writes once: a market's bids and messages repeat themselves, and equal ones are
/// found without this.
pub(crate) const TEXTS: [(&str, &str); 3] = [
    ("application", "resume_text"),
    ("application", "cover_letter"),
    ("profile", "bio"),
];

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

/// Gathers while rows are read.
pub(crate) struct Likenesses {
    texts: Mutex<Texts>,
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

impl Likenesses {
    pub(crate) fn new() -> Self {
        let similar = |kind| Mutex::new(Similar::new(kind, SimilarSettings::default()));
        Self {
            texts: Mutex::new(Texts::new(TextSettings::default())),
            pictures: PICTURES.map(|_| Mutex::new(Images::new(ImageSettings::default()))),
            handles: similar(IdentifierKind::Handle),
            documents: similar(IdentifierKind::Document),
            addresses: similar(IdentifierKind::Address),
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
        for (_, column) in TEXTS.iter().filter(|(of, _)| *of == table) {
            let mut all = locked(&self.texts);
            each(column, &mut |subject, text| {
                if text.len() >= LEAST_BYTES {
                    all.add(subject, text);
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
            let mut all = locked(&self.documents);
            each("number", &mut |subject, number| all.add(subject, number));
        }
        if table == "identifier"
            && let Some(kinds) = texts(batch, "kind")
        {
            let (mut handles, mut addresses) = (Vec::new(), Vec::new());
            if let Some(values) = texts(batch, "value") {
                let rows = (0..batch.num_rows())
                    .filter(|row| kinds.is_valid(*row) && values.is_valid(*row));
                for row in rows {
                    let seen = (numbers.value(row), values.value(row));
                    match kinds.value(row) {
                        "handle" | "email" => handles.push(seen),
                        "address" => addresses.push(seen),
                        _ => {}
                    }
                }
            }
            for (seen, into) in [(handles, &self.handles), (addresses, &self.addresses)] {
                let mut into = locked(into);
                for (subject, value) in seen {
                    into.add(subject, value);
                }
            }
        }
    }

    /// Compares all that was gathered.
    pub(crate) fn finish(self) -> Vec<Alike> {
        let mut found = Vec::new();
        let mut add = |a, b, kind, strength, shared_by| {
            found.push(Alike {
                a,
                b,
                kind,
                strength,
                shared_by,
            });
        };
        for tie in inner(self.texts).finish().ties {
            add(tie.a, tie.b, TieKind::Text, tie.alike, tie.shared_by);
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
        found
    }
}
