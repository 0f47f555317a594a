//! What was seen, as a file to which a later day is added: numbers one after the other, little end first, under a
//! checksum. It holds no conclusions, so that it never disagrees with the program that reads it.
//!
//! ```text
//! "bonafide links" · layout u32 · recipe u64 · checksum u64 of all that follows
//! subjects u32 · for each: length of its id u32, id, since, country u64, birth u64, name u64, flags u8
//! weights u8: 0 or 1 · rows u32, each 8 × f64 · 2 × f64 · 8 × f64
//! sightings u64 · for each: subject u32, kind u8, value u64, first, last
//! ties u64 · for each: a u32, b u32, kind u8, strength f32, shared by u32, at
//! ```
//!
//! A day or instant is an i64, the least of which stands for none. A file that was changed, cut or made by hand is
//! refused as a whole, with what is wrong.

use twox_hash::XxHash3_64;

use crate::kind::TieKind;
use crate::sighting::{DirectTie, Sighting, SubjectFacts};
use crate::weight::{ROWS, Weights};

const MAGIC: &[u8; 14] = b"bonafide links";
const LAYOUT: u32 = 1;
/// No day is known.
const NONE: i64 = i64::MIN;

/// What a file holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Kept {
    /// Subjects; sightings and ties name them by their places.
    pub subjects: Vec<SubjectFacts>,
    /// Weights that were learned.
    pub weights: Option<Weights>,
    /// What was seen.
    pub sightings: Vec<Sighting>,
    /// Ties between two.
    pub direct: Vec<DirectTie>,
}

/// The bytes of a file. `recipe` stands for how the caller makes hashes of values: hashes made in two ways never meet.
#[must_use]
pub fn write(kept: &Kept, recipe: u64) -> Vec<u8> {
    let mut body = Vec::with_capacity(kept.subjects.len() * 64 + kept.sightings.len() * 29);
    let put = |body: &mut Vec<u8>, bytes: &[u8]| body.extend_from_slice(bytes);
    let day = |body: &mut Vec<u8>, at: Option<i64>| {
        body.extend_from_slice(&at.unwrap_or(NONE).to_le_bytes());
    };
    put(&mut body, &(kept.subjects.len() as u32).to_le_bytes());
    for facts in &kept.subjects {
        put(&mut body, &(facts.id.len() as u32).to_le_bytes());
        put(&mut body, facts.id.as_bytes());
        day(&mut body, facts.since);
        for hash in [facts.country, facts.birth, facts.name] {
            put(&mut body, &hash.to_le_bytes());
        }
        body.push(u8::from(facts.is_agency));
    }
    body.push(u8::from(kept.weights.is_some()));
    if let Some(weights) = &kept.weights {
        put(&mut body, &(weights.chance.len() as u32).to_le_bytes());
        let numbers = weights
            .chance
            .iter()
            .flatten()
            .chain(&weights.corroborated)
            .chain(&weights.coincidence);
        for number in numbers {
            put(&mut body, &number.to_le_bytes());
        }
    }
    put(&mut body, &(kept.sightings.len() as u64).to_le_bytes());
    for seen in &kept.sightings {
        put(&mut body, &seen.subject.to_le_bytes());
        body.push(seen.kind as u8);
        put(&mut body, &seen.value.to_le_bytes());
        day(&mut body, seen.first);
        day(&mut body, seen.last);
    }
    put(&mut body, &(kept.direct.len() as u64).to_le_bytes());
    for tie in &kept.direct {
        put(&mut body, &tie.a.to_le_bytes());
        put(&mut body, &tie.b.to_le_bytes());
        body.push(tie.kind as u8);
        put(&mut body, &tie.strength.to_le_bytes());
        put(&mut body, &tie.shared_by.to_le_bytes());
        day(&mut body, tie.at);
    }
    seal(&body, recipe)
}

/// Puts the head before the body of a file.
#[must_use]
pub fn seal(body: &[u8], recipe: u64) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len() + 34);
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&LAYOUT.to_le_bytes());
    bytes.extend_from_slice(&recipe.to_le_bytes());
    bytes.extend_from_slice(&XxHash3_64::oneshot(body).to_le_bytes());
    bytes.extend_from_slice(body);
    bytes
}

/// What a file holds.
///
/// # Errors
///
/// It is not one of ours, of another layout or recipe, changed, cut, or does not fit together; the text says which.
pub fn read(bytes: &[u8], recipe: u64) -> Result<Kept, String> {
    let mut all = Reader { rest: bytes };
    if all.take(MAGIC.len()).ok() != Some(MAGIC.as_slice()) {
        return Err("it is no file of this program".to_owned());
    }
    let layout = all.u32()?;
    if layout != LAYOUT {
        return Err(format!(
            "its layout is {layout}, and this version reads {LAYOUT}"
        ));
    }
    if all.u64()? != recipe {
        return Err(
            "it was made by a version that brings values into another form, so that none of them would tie"
                .to_owned(),
        );
    }
    if all.u64()? != XxHash3_64::oneshot(all.rest) {
        return Err("its checksum does not fit: it was changed or cut".to_owned());
    }
    let kept = body(&mut all)?;
    match all.rest.len() {
        0 => Ok(kept),
        more => Err(format!("{more} bytes stand after its end")),
    }
}

fn body(all: &mut Reader<'_>) -> Result<Kept, String> {
    let mut kept = Kept::default();
    let count = u64::from(all.u32()?);
    kept.subjects = Vec::with_capacity(all.room(count, 37)?);
    for _ in 0..count {
        let length = all.u32()? as usize;
        let id = std::str::from_utf8(all.take(length)?)
            .map_err(|_| "an id is not UTF-8".to_owned())?
            .to_owned();
        kept.subjects.push(SubjectFacts {
            id,
            since: all.day()?,
            country: all.u64()?,
            birth: all.u64()?,
            name: all.u64()?,
            is_agency: all.flag()?,
        });
    }
    let mut ids: Vec<&str> = kept
        .subjects
        .iter()
        .map(|facts| facts.id.as_str())
        .collect();
    ids.sort_unstable();
    if ids.windows(2).any(|two| two[0] == two[1]) {
        return Err("two subjects have one id".to_owned());
    }
    if all.flag()? {
        kept.weights = Some(weights(all)?);
    }
    let subjects = kept.subjects.len();
    let within = |subject: u32| match (subject as usize) < subjects {
        true => Ok(subject),
        false => Err(format!("subject {subject} of {subjects} is named")),
    };
    let count = all.u64()?;
    kept.sightings = Vec::with_capacity(all.room(count, 29)?);
    for _ in 0..count {
        kept.sightings.push(Sighting {
            subject: within(all.u32()?)?,
            kind: all.kind()?,
            value: all.u64()?,
            first: all.day()?,
            last: all.day()?,
        });
    }
    let count = all.u64()?;
    kept.direct = Vec::with_capacity(all.room(count, 25)?);
    for _ in 0..count {
        kept.direct.push(DirectTie {
            a: within(all.u32()?)?,
            b: within(all.u32()?)?,
            kind: all.kind()?,
            strength: all.share_f32()?,
            shared_by: all.u32()?,
            at: all.day()?,
        });
    }
    Ok(kept)
}

fn weights(all: &mut Reader<'_>) -> Result<Weights, String> {
    let rows = all.u32()? as usize;
    if rows != ROWS {
        return Err(format!(
            "another version of the program kept it: it has weights of {rows} sorts of ties, and there are {ROWS}. \
             Begin a new folder with all records; the old one stays as it is"
        ));
    }
    let mut weights = Weights::default();
    let numbers = weights
        .chance
        .iter_mut()
        .flatten()
        .chain(&mut weights.corroborated)
        .chain(&mut weights.coincidence);
    for number in numbers {
        let read = f64::from_le_bytes(all.array()?);
        if !(0.0..=1.0).contains(&read) {
            return Err(format!("a chance of {read} is none"));
        }
        *number = read;
    }
    Ok(weights)
}

/// Takes numbers from the front.
struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], String> {
        let (taken, rest) = self
            .rest
            .split_at_checked(count)
            .ok_or_else(|| "it ends in the middle".to_owned())?;
        self.rest = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], String> {
        self.take(N)?
            .try_into()
            .map_err(|_| "it ends in the middle".to_owned())
    }

    /// A number of entries of at least that size, if there can be so many.
    fn room(&self, count: u64, least: u64) -> Result<usize, String> {
        match count.checked_mul(least) {
            Some(bytes) if bytes <= self.rest.len() as u64 => Ok(count as usize),
            _ => Err(format!(
                "it says to hold {count} entries and is too short for them"
            )),
        }
    }

    fn u32(&mut self) -> Result<u32, String> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    fn u64(&mut self) -> Result<u64, String> {
        Ok(u64::from_le_bytes(self.array()?))
    }

    fn flag(&mut self) -> Result<bool, String> {
        match self.take(1)? {
            [0] => Ok(false),
            [1] => Ok(true),
            other => Err(format!("{other:?} is no flag")),
        }
    }

    fn day(&mut self) -> Result<Option<i64>, String> {
        let at = i64::from_le_bytes(self.array()?);
        Ok((at != NONE).then_some(at))
    }

    fn kind(&mut self) -> Result<TieKind, String> {
        let number = self.take(1)?[0];
        TieKind::ALL
            .get(usize::from(number))
            .copied()
            .ok_or_else(|| format!("{number} is no kind of tie"))
    }

    fn share_f32(&mut self) -> Result<f32, String> {
        let share = f32::from_le_bytes(self.array()?);
        match (0.0..=1.0).contains(&share) {
            true => Ok(share),
            false => Err(format!("a strength of {share} is none")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn kept() -> Kept {
        let facts = |id: &str, since| SubjectFacts {
            id: id.to_owned(),
            since,
            country: 7,
            birth: 0,
            name: u64::MAX,
            is_agency: id == "bob",
        };
        Kept {
            subjects: vec![
                facts("ana", Some(-5)),
                facts("bob", None),
                facts("김", Some(0)),
            ],
            weights: Some(Weights::default()),
            sightings: vec![Sighting {
                subject: 2,
                kind: TieKind::Phone,
                value: 99,
                first: None,
                last: Some(86_400),
            }],
            direct: vec![DirectTie {
                a: 0,
                b: 2,
                kind: TieKind::Text,
                strength: 0.5,
                shared_by: 3,
                at: None,
            }],
        }
    }

    #[test]
    fn what_is_written_is_read() {
        for kept in [kept(), Kept::default()] {
            assert_eq!(read(&write(&kept, 5), 5), Ok(kept));
        }
    }

    #[test]
    fn every_other_file_is_refused_with_a_reason() {
        let whole = write(&kept(), 5);
        let why = |bytes: &[u8]| read(bytes, 5).expect_err("refused");
        assert!(
            read(&whole, 6)
                .expect_err("refused")
                .contains("another form")
        );
        assert!(why(b"").contains("no file of this program"));
        assert!(why(b"PAR1 and something else entirely").contains("no file of this program"));
        let mut newer = whole.clone();
        newer[14] = 2;
        assert!(why(&newer).contains("its layout is 2"));
        for end in 0..whole.len() {
            assert!(read(&whole[..end], 5).is_err(), "cut at {end}");
        }
        for at in 0..whole.len() {
            let mut changed = whole.clone();
            changed[at] ^= 0x40;
            assert!(read(&changed, 5).is_err(), "changed at {at}");
        }
        let body = &whole[34..];
        let mut longer = body.to_vec();
        longer.push(0);
        assert!(why(&seal(&longer, 5)).contains("after its end"));
    }

    #[test]
    fn a_count_beyond_the_file_asks_for_no_memory() {
        let huge = u32::MAX.to_le_bytes();
        assert!(
            read(&seal(&huge, 1), 1)
                .expect_err("refused")
                .contains("too short")
        );
    }

    proptest! {
        /// A forger can compute the checksum: whatever stands behind it must be refused or read, never panic.
        #[test]
        fn a_sealed_body_of_any_bytes_is_read_or_refused(
            body in prop::collection::vec(any::<u8>(), 0..200),
            at in 0_usize..600,
            byte in any::<u8>(),
        ) {
            let _ = read(&seal(&body, 1), 1);
            let whole = write(&kept(), 1);
            let mut forged = whole[34..].to_vec();
            let place = at % forged.len();
            forged[place] = byte;
            let _ = read(&seal(&forged, 1), 1);
        }
    }
}
