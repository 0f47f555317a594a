//! A world in a file, so that linking can be measured without the making of it, and without all of it in memory.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Result, Write};

use bonafide_linking::{DirectTie, Sighting, SubjectFacts, TieKind};

use crate::world::World;

/// Subjects, then direct ties, then sightings.
pub(crate) fn save(world: &World, path: &str) -> Result<()> {
    let mut to = BufWriter::with_capacity(1 << 20, File::create(path)?);
    let sizes = [
        world.subjects.len(),
        world.direct.len(),
        world.sightings.len(),
    ];
    for size in sizes {
        to.write_all(&(size as u64).to_le_bytes())?;
    }
    for facts in &world.subjects {
        to.write_all(&(facts.id.len() as u64).to_le_bytes())?;
        to.write_all(facts.id.as_bytes())?;
        for number in [facts.country, facts.birth, facts.name] {
            to.write_all(&number.to_le_bytes())?;
        }
        time(&mut to, facts.since)?;
        to.write_all(&[u8::from(facts.is_agency)])?;
    }
    for tie in &world.direct {
        for number in [tie.a, tie.b, tie.shared_by, tie.strength.to_bits()] {
            to.write_all(&number.to_le_bytes())?;
        }
        time(&mut to, tie.at)?;
        to.write_all(&[tie.kind as u8])?;
    }
    for seen in &world.sightings {
        to.write_all(&seen.subject.to_le_bytes())?;
        to.write_all(&seen.value.to_le_bytes())?;
        time(&mut to, seen.first)?;
        time(&mut to, seen.last)?;
        to.write_all(&[seen.kind as u8])?;
    }
    to.flush()
}

fn time(to: &mut impl Write, at: Option<i64>) -> Result<()> {
    to.write_all(&at.unwrap_or(i64::MIN).to_le_bytes())
}

/// A saved world that is read piece by piece, in the order in which it was written.
pub(crate) struct Saved {
    from: BufReader<File>,
    sizes: [u64; 3],
}

impl Saved {
    pub(crate) fn open(path: &str) -> Result<Self> {
        let mut saved = Self {
            from: BufReader::with_capacity(1 << 20, File::open(path)?),
            sizes: [0; 3],
        };
        for place in 0..3 {
            saved.sizes[place] = saved.long()?;
        }
        Ok(saved)
    }

    fn bytes<const N: usize>(&mut self) -> Result<[u8; N]> {
        let mut bytes = [0; N];
        self.from.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    fn long(&mut self) -> Result<u64> {
        Ok(u64::from_le_bytes(self.bytes()?))
    }

    fn short(&mut self) -> Result<u32> {
        Ok(u32::from_le_bytes(self.bytes()?))
    }

    fn time(&mut self) -> Result<Option<i64>> {
        let at = i64::from_le_bytes(self.bytes()?);
        Ok((at != i64::MIN).then_some(at))
    }

    fn kind(&mut self) -> Result<TieKind> {
        let [number] = self.bytes()?;
        Ok(TieKind::ALL[usize::from(number)])
    }

    pub(crate) fn subjects(&mut self) -> Result<Vec<SubjectFacts>> {
        let mut subjects = Vec::with_capacity(self.sizes[0] as usize);
        for _ in 0..self.sizes[0] {
            let mut id = vec![0; self.long()? as usize];
            self.from.read_exact(&mut id)?;
            let [country, birth, name] = [self.long()?, self.long()?, self.long()?];
            let since = self.time()?;
            let [is_agency] = self.bytes()?;
            subjects.push(SubjectFacts {
                id: String::from_utf8_lossy(&id).into_owned(),
                since,
                country,
                birth,
                name,
                is_agency: is_agency == 1,
            });
        }
        Ok(subjects)
    }

    pub(crate) fn ties(&mut self) -> impl Iterator<Item = Result<DirectTie>> {
        (0..self.sizes[1]).map(|_| {
            let [a, b, shared_by] = [self.short()?, self.short()?, self.short()?];
            let strength = f32::from_bits(self.short()?);
            let at = self.time()?;
            let kind = self.kind()?;
            Ok(DirectTie {
                a,
                b,
                kind,
                strength,
                shared_by,
                at,
            })
        })
    }

    pub(crate) fn sightings(&mut self) -> impl Iterator<Item = Result<Sighting>> {
        (0..self.sizes[2]).map(|_| {
            let subject = self.short()?;
            let value = self.long()?;
            let (first, last) = (self.time()?, self.time()?);
            let kind = self.kind()?;
            Ok(Sighting {
                subject,
                kind,
                value,
                first,
                last,
            })
        })
    }
}
