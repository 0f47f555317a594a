//! An index as bytes: columns one after the other, little-endian, each checked on the way in.

use super::store::{JOINED, KeyTable, Store, Stored, new_identity};
use super::{Index, IndexError, Strength};
use crate::korean::{Form, Segment, Syllable};
use crate::name::{MOST_TOKENS, Standing};
use crate::schema::Schema;
use crate::script::Script;
use crate::token::{Group, Kind, Token, Written};

const MAGIC: &[u8; 8] = b"bfnames\0";
const VERSION: u32 = 1;

#[derive(Default)]
struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    fn u8(&mut self, value: u8) {
        self.bytes.push(value);
    }

    fn u16(&mut self, value: u16) {
        self.bytes.extend_from_slice(&value.to_le_bytes());
    }

    fn u32(&mut self, value: u32) {
        self.bytes.extend_from_slice(&value.to_le_bytes());
    }

    fn u64(&mut self, value: u64) {
        self.bytes.extend_from_slice(&value.to_le_bytes());
    }

    fn run(&mut self, bytes: &[u8]) {
        self.u32(bytes.len() as u32);
        self.bytes.extend_from_slice(bytes);
    }

    fn column(&mut self, values: &[u32]) {
        self.u32(values.len() as u32);
        for value in values {
            self.u32(*value);
        }
    }

    fn segment(&mut self, segment: &Segment) {
        self.u8(segment.length);
        for syllable in segment.syllables() {
            self.bytes
                .extend_from_slice(&[syllable.initial, syllable.vowel, syllable.last]);
        }
    }
}

struct Reader<'a> {
    rest: &'a [u8],
}

type Read<T> = Result<T, IndexError>;

const ENDS: IndexError = IndexError::Damaged {
    what: "it ends early",
};

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Read<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(ENDS)?;
        self.rest = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Read<[u8; N]> {
        let (taken, rest) = self.rest.split_first_chunk().ok_or(ENDS)?;
        self.rest = rest;
        Ok(*taken)
    }

    fn u8(&mut self) -> Read<u8> {
        self.array::<1>().map(|[byte]| byte)
    }

    fn u16(&mut self) -> Read<u16> {
        self.array().map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Read<u32> {
        self.array().map(u32::from_le_bytes)
    }

    fn u64(&mut self) -> Read<u64> {
        self.array().map(u64::from_le_bytes)
    }

    fn run(&mut self) -> Read<&'a [u8]> {
        let count = self.u32()? as usize;
        self.take(count)
    }

    fn text(&mut self) -> Read<&'a str> {
        std::str::from_utf8(self.run()?).map_err(|_| IndexError::Damaged {
            what: "a text is no UTF-8",
        })
    }

    /// A count of things that take at least `least` bytes each: never more than the bytes left could hold.
    fn count(&mut self, least: usize) -> Read<usize> {
        let count = self.u32()? as usize;
        if count.saturating_mul(least) > self.rest.len() {
            Err(ENDS)
        } else {
            Ok(count)
        }
    }

    fn column(&mut self) -> Read<Vec<u32>> {
        let count = self.count(4)?;
        let bytes = self.take(count * 4)?;
        Ok(bytes
            .as_chunks::<4>()
            .0
            .iter()
            .map(|chunk| u32::from_le_bytes(*chunk))
            .collect())
    }

    fn segment(&mut self) -> Read<Segment> {
        let mut segment = Segment {
            length: self.u8()?,
            ..Segment::default()
        };
        let Some(places) = segment.syllables.get_mut(..segment.length as usize) else {
            return Err(IndexError::Damaged {
                what: "a word has too many syllables",
            });
        };
        for place in places {
            let [initial, vowel, last] = self.array()?;
            *place = Syllable {
                initial,
                vowel,
                last,
            };
        }
        Ok(segment)
    }
}

fn damaged(what: &'static str) -> impl FnOnce() -> IndexError {
    move || IndexError::Damaged { what }
}

impl Index {
    /// The index as bytes, the same for the same entries, to be stored and opened again.
    pub fn to_bytes(&self) -> Vec<u8> {
        let store = &self.store;
        let mut out = Writer::default();
        out.bytes.extend_from_slice(MAGIC);
        out.u32(VERSION);
        out.run(store.texts.as_bytes());
        out.u32(store.vocabulary.len() as u32);
        for token in &store.vocabulary {
            write_token(token, &mut out);
        }
        out.column(&store.words);
        for standing in &store.standings {
            out.u32(standing.weight.to_bits());
            out.u8(u8::from(standing.descent) | u8::from(standing.aside) << 1);
        }
        out.u32(store.joins.len() as u32);
        for (first, count, word) in &store.joins {
            out.u8(*first);
            out.u8(*count);
            out.u32(*word);
        }
        out.u32(store.forms.len() as u32);
        for form in &store.forms {
            out.u64(form.surnames as u64);
            out.u64((form.surnames >> 64) as u64);
            out.segment(&form.given);
            out.u8(u8::from(form.borrowed));
        }
        out.u32(store.names.len() as u32);
        for name in &store.names {
            write_name(name, &mut out);
        }
        for column in [
            &store.posting_starts,
            &store.postings,
            &store.word_keys.keys,
            &store.word_keys.values,
            &store.name_keys.keys,
            &store.name_keys.values,
        ] {
            out.column(column);
        }
        out.bytes
    }

    /// Opens an index from bytes. Every number in them is checked, so that damaged bytes give an error here and
    /// never a wrong place later.
    pub fn open(bytes: impl AsRef<[u8]>) -> Result<Self, IndexError> {
        let mut reader = Reader {
            rest: bytes.as_ref(),
        };
        let version = IndexError::Version { expected: VERSION };
        if reader.take(MAGIC.len()).ok() != Some(MAGIC) || reader.u32().ok() != Some(VERSION) {
            return Err(version);
        }
        let mut store = Store {
            texts: reader.text()?.to_owned(),
            ..Store::default()
        };
        let count = reader.count(20)?;
        store.vocabulary.reserve(count);
        for _ in 0..count {
            store.vocabulary.push(read_token(&mut reader)?);
        }
        store.identity = new_identity();
        store.set_letters();
        store.words = reader.column()?;
        store.standings.reserve(store.words.len());
        for _ in 0..store.words.len() {
            let weight = f32::from_bits(reader.u32()?);
            let flags = reader.u8()?;
            if !(0.0..=4.0).contains(&weight) {
                return Err(IndexError::Damaged {
                    what: "a weight is out of range",
                });
            }
            store.standings.push(Standing {
                weight,
                descent: flags & 1 != 0,
                aside: flags & 2 != 0,
            });
        }
        for _ in 0..reader.count(6)? {
            store
                .joins
                .push((reader.u8()?, reader.u8()?, reader.u32()?));
        }
        for _ in 0..reader.count(17)? {
            let (low, high) = (reader.u64()?, reader.u64()?);
            store.forms.push(Form {
                surnames: u128::from(low) | u128::from(high) << 64,
                given: reader.segment()?,
                borrowed: reader.u8()? != 0,
            });
        }
        let count = reader.count(40)?;
        store.names.reserve(count);
        for _ in 0..count {
            store.names.push(read_name(&mut reader)?);
        }
        store.posting_starts = reader.column()?;
        store.postings = reader.column()?;
        store.word_keys = key_table(&mut reader, store.vocabulary.len())?;
        store.name_keys = key_table(&mut reader, store.names.len())?;
        if !reader.rest.is_empty() {
            return Err(IndexError::Damaged {
                what: "something follows its end",
            });
        }
        check(&store)?;
        Ok(Self { store })
    }
}

fn key_table(reader: &mut Reader<'_>, values_below: usize) -> Read<KeyTable> {
    let (keys, values) = (reader.column()?, reader.column()?);
    if keys.len() != values.len()
        || !keys.is_sorted()
        || values.iter().any(|value| *value as usize >= values_below)
    {
        return Err(IndexError::Damaged {
            what: "its keys are out of order",
        });
    }
    Ok(KeyTable::from_sorted(keys, values))
}

fn check(store: &Store) -> Read<()> {
    let within = |from: u32, count: u8, length: usize| from as usize + count as usize <= length;
    for name in &store.names {
        let end = (name.text as usize)
            .checked_add(name.text_length as usize)
            .ok_or_else(damaged("a text is too long"))?;
        let fits = store.texts.get(name.text as usize..end).is_some()
            && within(name.words, name.word_count, store.words.len())
            && within(name.joins, name.join_count, store.joins.len())
            && within(name.forms, name.form_count, store.forms.len())
            && name.word_count as usize <= MOST_TOKENS
            && Schema::from_code(name.schema).is_some()
            && Strength::from_code(name.strength).is_some();
        if !fits {
            return Err(IndexError::Damaged {
                what: "a name points outside its columns",
            });
        }
    }
    let vocabulary = store.vocabulary.len();
    let joins_fit = store.joins.iter().all(|(first, count, word)| {
        (*first as usize + *count as usize) <= MOST_TOKENS
            && *count > 0
            && (*word as usize) < vocabulary
    });
    if !joins_fit || store.words.iter().any(|word| *word as usize >= vocabulary) {
        return Err(IndexError::Damaged {
            what: "a name has a word that is not in the vocabulary",
        });
    }
    let starts_fit = store.posting_starts.len() == vocabulary + 1
        && store.posting_starts.is_sorted()
        && store
            .posting_starts
            .last()
            .is_some_and(|last| *last as usize == store.postings.len());
    if !starts_fit
        || store
            .postings
            .iter()
            .any(|posting| (posting & !JOINED) as usize >= store.names.len())
    {
        return Err(IndexError::Damaged {
            what: "a word points to a name that is not there",
        });
    }
    Ok(())
}

fn write_token(token: &Token, out: &mut Writer) {
    let written = token.written();
    out.run(token.text.as_bytes());
    out.bytes.extend_from_slice(&[
        token.kind as u8,
        token.group as u8,
        token.script as u8,
        u8::from(token.servant) | u8::from(token.common) << 1,
    ]);
    out.u64(token.hash);
    for group in token.nicknames {
        out.u16(group);
    }
    out.u8(written.sounds.len() as u8);
    out.bytes.extend_from_slice(written.sounds);
    out.u8(written.skeleton.len() as u8);
    out.bytes.extend_from_slice(written.skeleton);
    out.u8(written.readings.len() as u8);
    for reading in written.readings {
        out.segment(reading);
    }
}

fn read_token(reader: &mut Reader<'_>) -> Read<Token> {
    let wrong = damaged("a word is of an unknown kind");
    let text = reader.text()?;
    let [kind, group, script, flags] = reader.array()?;
    let known = (|| {
        Some((
            Kind::from_code(kind)?,
            Group::from_code(group)?,
            Script::from_code(script)?,
        ))
    })();
    let (kind, group, script) = known.ok_or_else(wrong)?;
    let hash = reader.u64()?;
    let nicknames = [reader.u16()?, reader.u16()?, reader.u16()?];
    let count = reader.u8()? as usize;
    let sounds = reader.take(count)?;
    let count = reader.u8()? as usize;
    let skeleton = reader.take(count)?;
    let mut readings = Vec::new();
    for _ in 0..reader.u8()? {
        readings.push(reader.segment()?);
    }
    let written = Written {
        sounds,
        skeleton,
        readings: &readings,
    };
    let mut token = Token::from_written(text, kind, group, script, written)
        .ok_or_else(damaged("a word is too long"))?;
    token.servant = flags & 1 != 0;
    token.common = flags & 2 != 0;
    token.hash = hash;
    token.nicknames = nicknames;
    Ok(token)
}

fn write_name(name: &Stored, out: &mut Writer) {
    for value in [
        name.text,
        name.text_length,
        name.party,
        name.words,
        name.joins,
        name.forms,
    ] {
        out.u32(value);
    }
    out.u64(name.acronym);
    out.bytes.extend_from_slice(&[
        name.word_count,
        name.join_count,
        name.form_count,
        name.schema,
        name.strength,
        name.legal,
        name.flags,
        name.naming,
    ]);
}

fn read_name(reader: &mut Reader<'_>) -> Read<Stored> {
    let mut name = Stored {
        text: reader.u32()?,
        text_length: reader.u32()?,
        party: reader.u32()?,
        words: reader.u32()?,
        joins: reader.u32()?,
        forms: reader.u32()?,
        acronym: reader.u64()?,
        ..Stored::default()
    };
    [
        name.word_count,
        name.join_count,
        name.form_count,
        name.schema,
        name.strength,
        name.legal,
        name.flags,
        name.naming,
    ] = reader.array()?;
    Ok(name)
}
