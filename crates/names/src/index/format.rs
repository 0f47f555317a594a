//! An index as bytes: a head, and columns one after the other, little-endian. Opening checks that they are whole and
//! as they were written; what they say is read in place when it is needed.

use super::IndexError;
use super::keytable::KeyTable;
use super::store::Columns;
use crate::korean::{Segment, Syllable};
use crate::scoring;
use crate::script::Script;
use crate::token::{Group, Kind, Token, Written, hash};

const MAGIC: &[u8; 8] = b"bfnames\0";
const VERSION: u32 = 7;
const COLUMNS: usize = 15;
/// Magic, version, the mark of the scoring, a checksum of all that follows, and the lengths of the columns.
const SCORING_AT: usize = 12;
const CHECKSUM_AT: usize = 16;
const LENGTHS_AT: usize = 24;
const HEAD: usize = LENGTHS_AT + 8 * COLUMNS;

type Read<T> = Result<T, IndexError>;

/// Where the columns lie.
pub(super) struct Layout {
    ends: [usize; COLUMNS],
}

/// Puts columns together.
pub(super) fn write(columns: [&[u8]; COLUMNS]) -> Vec<u8> {
    let total: usize = columns.iter().map(|column| column.len()).sum();
    let mut out = Vec::with_capacity(HEAD + total);
    out.extend_from_slice(MAGIC);
    out.extend_from_slice(&VERSION.to_le_bytes());
    out.extend_from_slice(&scoring::mark());
    out.resize(LENGTHS_AT, 0);
    for column in columns {
        out.extend_from_slice(&(column.len() as u64).to_le_bytes());
    }
    for column in columns {
        out.extend_from_slice(column);
    }
    let checksum = hash(&out[LENGTHS_AT..]);
    out[CHECKSUM_AT..LENGTHS_AT].copy_from_slice(&checksum.to_le_bytes());
    out
}

impl Layout {
    pub(super) fn read(bytes: &[u8]) -> Read<Self> {
        let damaged = |what| IndexError::Damaged { what };
        let ours = bytes.starts_with(MAGIC) && bytes.get(8..12) == Some(&VERSION.to_le_bytes());
        if !ours {
            return Err(IndexError::Version { expected: VERSION });
        }
        if bytes.get(SCORING_AT..CHECKSUM_AT) != Some(&scoring::mark()) {
            return Err(IndexError::Scoring);
        }
        let (Some(said), Some(rest)) =
            (bytes.get(CHECKSUM_AT..LENGTHS_AT), bytes.get(LENGTHS_AT..))
        else {
            return Err(damaged("it ends early"));
        };
        if said != hash(rest).to_le_bytes() {
            return Err(damaged("its checksum is another"));
        }
        let lengths = bytes
            .get(LENGTHS_AT..HEAD)
            .ok_or(damaged("it ends early"))?;
        let mut ends = [0; COLUMNS];
        let mut end = HEAD;
        for (to, length) in ends.iter_mut().zip(lengths.as_chunks::<8>().0) {
            end = usize::try_from(u64::from_le_bytes(*length))
                .ok()
                .and_then(|length| end.checked_add(length))
                .filter(|end| *end <= bytes.len())
                .ok_or(damaged("it ends early"))?;
            *to = end;
        }
        if end != bytes.len() {
            return Err(damaged("something follows its end"));
        }
        let layout = Self { ends };
        layout.check(bytes)?;
        Ok(layout)
    }

    fn check(&self, bytes: &[u8]) -> Read<()> {
        let damaged = |what| Err(IndexError::Damaged { what });
        let columns = self.view(bytes);
        let words = columns.letters.len();
        if columns.token_starts.len() != words + 1 || columns.posting_starts.len() != words + 1 {
            return damaged("its words are not of one number");
        }
        let tables = [
            (columns.word_key_starts, columns.word_keys),
            (columns.name_key_starts, columns.name_keys),
        ];
        if !tables
            .iter()
            .all(|(starts, entries)| KeyTable { starts, entries }.fits())
        {
            return damaged("its keys do not fit their table");
        }
        Ok(())
    }

    pub(super) fn view<'a>(&self, bytes: &'a [u8]) -> Columns<'a> {
        let mut from = HEAD;
        let mut ends = self.ends.iter();
        let mut next = || {
            let to = ends.next().copied().unwrap_or(from);
            let column = bytes.get(from..to).unwrap_or_default();
            from = to;
            column
        };
        Columns {
            texts: next(),
            names: next().as_chunks().0,
            placed: next().as_chunks().0,
            joins: next().as_chunks().0,
            forms: next().as_chunks().0,
            glances: next().as_chunks().0,
            letters: next().as_chunks().0,
            token_starts: next().as_chunks().0,
            tokens: next(),
            posting_starts: next().as_chunks().0,
            postings: next().as_chunks().0,
            word_key_starts: next().as_chunks().0,
            word_keys: next().as_chunks().0,
            name_key_starts: next().as_chunks().0,
            name_keys: next().as_chunks().0,
        }
    }
}

fn write_run(bytes: &[u8], out: &mut Vec<u8>) {
    // Words are at most as long as a name, and comparison letters much shorter.
    out.extend_from_slice(&(bytes.len() as u16).to_le_bytes());
    out.extend_from_slice(bytes);
}

pub(super) fn write_token(token: &Token, out: &mut Vec<u8>) {
    let written = token.written();
    out.extend_from_slice(&token.hash.to_le_bytes());
    for group in token.nicknames {
        out.extend_from_slice(&group.to_le_bytes());
    }
    out.extend_from_slice(&[
        token.kind as u8,
        token.group as u8,
        token.script as u8,
        u8::from(token.servant) | u8::from(token.common) << 1,
        written.readings.len() as u8,
    ]);
    for reading in written.readings {
        out.push(reading.length);
        for syllable in reading.syllables() {
            out.extend_from_slice(&[syllable.initial, syllable.vowel, syllable.last]);
        }
    }
    write_run(written.sounds, out);
    write_run(written.skeleton, out);
    write_run(token.text.as_bytes(), out);
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(*taken)
    }

    fn run(&mut self) -> Option<&'a [u8]> {
        let count = u16::from_le_bytes(self.array()?) as usize;
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    fn segment(&mut self) -> Option<Segment> {
        let [length] = self.array()?;
        let mut segment = Segment {
            length,
            ..Segment::default()
        };
        for place in segment.syllables.get_mut(..length as usize)? {
            let [initial, vowel, last] = self.array()?;
            *place = Syllable {
                initial,
                vowel,
                last,
            };
        }
        Some(segment)
    }
}

/// A word as it was written; `None` when it is damaged.
pub(super) fn read_token(bytes: &[u8]) -> Option<Token> {
    let mut reader = Reader { rest: bytes };
    let hash = u64::from_le_bytes(reader.array()?);
    let mut nicknames = [0; 3];
    for group in &mut nicknames {
        *group = u16::from_le_bytes(reader.array()?);
    }
    let [kind, group, script, flags, count] = reader.array()?;
    let mut readings = [Segment::default(); crate::token::MOST_READINGS];
    let readings = readings.get_mut(..count as usize)?;
    for reading in readings.iter_mut() {
        *reading = reader.segment()?;
    }
    let written = Written {
        sounds: reader.run()?,
        skeleton: reader.run()?,
        readings,
    };
    let mut token = Token::from_written(
        std::str::from_utf8(reader.run()?).ok()?,
        Kind::from_code(kind)?,
        Group::from_code(group)?,
        Script::from_code(script)?,
        written,
    )?;
    token.servant = flags & 1 != 0;
    token.common = flags & 2 != 0;
    token.hash = hash;
    token.nicknames = nicknames;
    token.set_ways();
    Some(token)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Entry, Index, Name, Schema, Strength};

    proptest! {
        #[test]
        fn forged_bytes_never_make_a_search_fail(
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..200),
        ) {
            let texts = ["Kim Ung Sun", "김응순", "Good Will Trading Co Ltd", "محمد علي", "J. R. Smith (Ivan)"];
            let mut bytes = Index::build(texts.iter().map(|text| Entry {
                text: (*text).to_owned(),
                schema: Schema::Unknown,
                party: 0,
                strength: Strength::Strong,
            }))
            .to_bytes();
            for (place, byte) in changes {
                // The lengths of the columns stay, or hardly any forgery would be opened.
                let place = HEAD + place.index(bytes.len() - HEAD);
                bytes[place] = byte;
            }
            let checksum = hash(&bytes[LENGTHS_AT..]);
            bytes[CHECKSUM_AT..LENGTHS_AT].copy_from_slice(&checksum.to_le_bytes());
            if let Ok(index) = Index::open(bytes) {
                for text in texts {
                    let query = Name::analyse(text, Schema::Unknown);
                    let _ = index.search(&query, 10);
                    let _ = index.search_exhaustively(&query, 10);
                }
                let _ = index.text(0);
                let _ = index.affected_by(&index, 10);
            }
        }
    }
}
