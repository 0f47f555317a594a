//! Sightings and direct ties as one two-sided graph: values on one side, subjects on the other. Pairs of subjects are
//! never written out, so that a value on a million subjects costs a million rows and no more.

use twox_hash::XxHash3_64;

use crate::kind::TieKind;
use crate::settings::Settings;
use crate::sighting::{DirectTie, Sighting, SubjectFacts};
use crate::uses;

/// A shared value, or a direct tie (a value that two subjects share).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Value {
    pub(crate) kind: TieKind,
    pub(crate) hash: u64,
    /// Subjects that show it, in all times; of a direct tie, as the caller says.
    pub(crate) sharers: u32,
    /// 1 for equal values, less for direct ties that are less alike.
    pub(crate) strength: f32,
    pub(crate) is_direct: bool,
    /// Whether it only passed through the hands of its holders ([`uses`]).
    pub(crate) in_passing: bool,
    start: u32,
    end: u32,
}

impl Value {
    /// A value whose holders are not there yet.
    pub(crate) fn new(
        kind: TieKind,
        hash: u64,
        sharers: u32,
        strength: f32,
        is_direct: bool,
    ) -> Self {
        Self {
            kind,
            hash,
            sharers,
            strength,
            is_direct,
            in_passing: false,
            start: 0,
            end: 0,
        }
    }

    /// The same, of which is told whether it only passed.
    pub(crate) fn passing(self, in_passing: bool) -> Self {
        Self { in_passing, ..self }
    }
}

/// A subject at a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Holder {
    pub(crate) subject: u32,
    pub(crate) first: Option<i64>,
}

/// A value that too many share to tie anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommonValue {
    /// Its kind.
    pub kind: TieKind,
    /// Its hash.
    pub value: u64,
    /// How many subjects show it.
    pub subjects: u32,
}

/// Values that may tie, each with its holders, and for every subject its values.
#[derive(Debug, Default)]
pub(crate) struct Index {
    pub(crate) values: Vec<Value>,
    holders: Vec<Holder>,
    starts: Vec<u32>,
    of_subject: Vec<u32>,
    /// Values above the cap of their kind.
    pub(crate) common: Vec<CommonValue>,
    /// For every kind and class the values and pairs seen, also those above the cap.
    pub(crate) seen: Seen,
    /// Rows that named no subject.
    pub(crate) ignored: u64,
}

/// Numbers of subjects that derive from their ids: everything inside works on these, so that the caller's numbering and
/// order change nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ranks {
    /// The caller's number by rank.
    pub(crate) number: Vec<u32>,
    /// Rank by the caller's number.
    pub(crate) rank: Vec<u32>,
}

/// Pairs among so many.
pub(crate) fn pairs(sharers: u32) -> f64 {
    f64::from(sharers) * (f64::from(sharers) - 1.0) / 2.0
}

/// For every kind and class of sharers the values and pairs seen, also those above the cap.
pub(crate) type Seen = Vec<[(u64, f64); crate::weight::CLASSES]>;

/// Nothing seen yet.
pub(crate) fn nothing_seen() -> Seen {
    vec![[(0, 0.0); crate::weight::CLASSES]; TieKind::ALL.len()]
}

/// Counts a value that so many share.
pub(crate) fn count(seen: &mut Seen, kind: TieKind, sharers: u32) {
    let seen = &mut seen[kind as usize][crate::weight::class(sharers)];
    seen.0 += 1;
    seen.1 += pairs(sharers);
}

/// Common values in the order in which they are told, no more than so many.
pub(crate) fn most_common(common: &mut Vec<CommonValue>, most: usize) {
    common.sort_unstable_by_key(|common| (u32::MAX - common.subjects, common.kind, common.value));
    common.truncate(most);
}

/// A direct tie between ranks, the lesser first.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tie {
    pub(crate) kind: TieKind,
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) strength: f32,
    pub(crate) shared_by: u32,
    pub(crate) at: Option<i64>,
}

impl Tie {
    /// The tie with its ends as ranks; none if it names nobody.
    pub(crate) fn of(tie: &DirectTie, ranks: &Ranks) -> Option<Self> {
        let (a, b) = (ranks.of(tie.a)?, ranks.of(tie.b)?);
        let strength = if tie.strength.is_nan() {
            0.0
        } else {
            tie.strength.clamp(0.0, 1.0)
        };
        (tie.kind != TieKind::Verdict).then_some(Self {
            kind: tie.kind,
            a: a.min(b),
            b: a.max(b),
            strength,
            shared_by: tie.shared_by.max(2),
            at: tie.at,
        })
    }

    /// Ties with equal ends are of one kind between the same two.
    pub(crate) fn ends(&self) -> (TieKind, u32, u32) {
        (self.kind, self.a, self.b)
    }

    /// By ends; of one kind between the same two the rarest and strongest first.
    pub(crate) fn order(&self, other: &Self) -> std::cmp::Ordering {
        (self.ends(), self.shared_by)
            .cmp(&(other.ends(), other.shared_by))
            .then(other.strength.total_cmp(&self.strength))
            .then(self.at.cmp(&other.at))
    }

    /// What ties of one kind between the same two, in their order, are together: the rarest and strongest counts.
    pub(crate) fn together(same: &[Self]) -> (Value, [Holder; 2]) {
        let most = same[0];
        let first = same.iter().filter_map(|tie| tie.at).min();
        // Ranks derive from ids, but shift when subjects are added; the hash only has to order and name the tie.
        let hash = (u64::from(most.a) << 32) | u64::from(most.b);
        let holder = |subject| Holder { subject, first };
        (
            Value::new(most.kind, hash, most.shared_by, most.strength, true),
            [holder(most.a), holder(most.b)],
        )
    }
}

/// Hash of bytes with a fixed seed.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    XxHash3_64::oneshot(bytes)
}

impl Ranks {
    pub(crate) fn new(subjects: &[SubjectFacts]) -> Self {
        let mut order: Vec<(u64, u32)> = subjects
            .iter()
            .zip(0_u32..)
            .map(|(facts, number)| (hash(facts.id.as_bytes()), number))
            .collect();
        order.sort_unstable_by(|a, b| {
            a.0.cmp(&b.0)
                .then_with(|| subjects[a.1 as usize].id.cmp(&subjects[b.1 as usize].id))
                .then(a.1.cmp(&b.1))
        });
        let number: Vec<u32> = order.into_iter().map(|(_, number)| number).collect();
        let mut rank = vec![0_u32; number.len()];
        for (place, &number) in number.iter().enumerate() {
            rank[number as usize] = place as u32;
        }
        Self { number, rank }
    }

    pub(crate) fn of(&self, number: u32) -> Option<u32> {
        self.rank.get(number as usize).copied()
    }
}

/// A sighting with its subject's rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) value: u64,
    pub(crate) subject: u32,
    pub(crate) kind: TieKind,
    pub(crate) first: Option<i64>,
    pub(crate) last: Option<i64>,
}

impl Row {
    /// A sighting at a subject.
    pub(crate) fn of(sighting: &Sighting, subject: u32) -> Self {
        Self {
            value: sighting.value,
            subject,
            kind: sighting.kind,
            first: sighting.first.or(sighting.last),
            last: sighting.last.or(sighting.first),
        }
    }

    /// The order in which rows are kept.
    pub(crate) fn key(&self) -> (TieKind, u64, u32, Option<i64>, Option<i64>) {
        (self.kind, self.value, self.subject, self.first, self.last)
    }
}

/// Gives the rows of one value, in the order of subjects, that stand together: all, or of a network address those of
/// one time. It is handed on, and those who had it in other months are no neighbours.
fn episodes(run: &[Row], settings: &Settings, mut each: impl FnMut(&[Row])) {
    let by_subject =
        |rows: &mut Vec<Row>| rows.sort_unstable_by_key(|row| (row.subject, row.first));
    let has_times = run.iter().all(|row| row.first.is_some());
    if run.first().is_none_or(|row| row.kind != TieKind::Ip) || !has_times {
        each(run);
        return;
    }
    let mut rows: Vec<Row> = run.to_vec();
    rows.sort_unstable_by_key(|row| (row.first, row.last, row.subject));
    let mut episode: Vec<Row> = Vec::new();
    let mut until = i64::MIN;
    for row in rows {
        let first = row.first.unwrap_or(i64::MIN);
        if !episode.is_empty() && first > until.saturating_add(settings.address_lease) {
            by_subject(&mut episode);
            each(&episode);
            episode.clear();
            until = i64::MIN;
        }
        until = until.max(row.last.unwrap_or(first)).max(first);
        episode.push(row);
    }
    by_subject(&mut episode);
    each(&episode);
}

/// The holders of rows that are in the order of subjects.
pub(crate) fn holders_of(rows: &[Row]) -> impl Iterator<Item = Holder> {
    rows.chunk_by(|a, b| a.subject == b.subject)
        .map(|of_one| Holder {
            subject: of_one[0].subject,
            first: of_one.iter().filter_map(|row| row.first).min(),
        })
}

/// Gives what the rows of one value tie, with holders in the order of subjects: the value, each time of an address, or
/// each party that used a machine, with whether it is that of all through whose hands it passed.
pub(crate) fn parties_of_run(
    run: &[Row],
    settings: &Settings,
    mut each: impl FnMut(bool, &[Holder]),
) {
    if run.first().is_some_and(|row| uses::are_told(row.kind)) {
        uses::parties(run, each);
        return;
    }
    let mut holders: Vec<Holder> = Vec::new();
    episodes(run, settings, |rows| {
        holders.clear();
        holders.extend(holders_of(rows));
        if holders.len() > 1 {
            each(false, &holders);
        }
    });
}

/// The same as values.
pub(crate) fn values_of_run(
    run: &[Row],
    sharers: u32,
    settings: &Settings,
    mut each: impl FnMut(Value, &[Holder]),
) {
    parties_of_run(run, settings, |in_passing, holders| {
        let value = Value::new(run[0].kind, run[0].value, sharers, 1.0, false);
        each(value.passing(in_passing), holders);
    });
}

/// Sightings of values that two subjects or more show, as rows in order, and how many named no subject.
///
/// Most values are one subject's own and tie nobody. They are left out part by part, before all rows are there: a part
/// holds the values of one kind between two bounds, so that parts in their order are rows in theirs.
pub(crate) fn rows(sightings: &[Sighting], ranks: &Ranks) -> (Vec<Row>, u64) {
    // Small inputs are one part a kind; of large ones a part fits into a processor's cache.
    let bits: u32 = if sightings.len() < 1 << 16 { 0 } else { 8 };
    let part = |sighting: &Sighting| {
        let high = sighting.value.checked_shr(64 - bits).unwrap_or(0) as usize;
        ((sighting.kind as usize) << bits) | high
    };
    let is_known = |sighting: &Sighting| {
        sighting.kind != TieKind::Verdict && ranks.of(sighting.subject).is_some()
    };
    let mut starts = vec![0_u64; (TieKind::ALL.len() << bits) + 1];
    for sighting in sightings.iter().filter(|sighting| is_known(sighting)) {
        starts[part(sighting) + 1] += 1;
    }
    for place in 1..starts.len() {
        starts[place] += starts[place - 1];
    }
    let known = starts[starts.len() - 1];
    let mut order = vec![0_u32; known as usize];
    let mut next = starts.clone();
    for (number, sighting) in (0_u32..).zip(sightings) {
        if is_known(sighting) {
            let place = &mut next[part(sighting)];
            order[*place as usize] = number;
            *place += 1;
        }
    }
    let mut rows: Vec<Row> = Vec::new();
    let mut of_part: Vec<Row> = Vec::new();
    for bounds in starts.windows(2) {
        let numbers = &order[bounds[0] as usize..bounds[1] as usize];
        of_part.clear();
        of_part.extend(numbers.iter().map(|&number| {
            let sighting = &sightings[number as usize];
            Row::of(sighting, ranks.rank[sighting.subject as usize])
        }));
        of_part.sort_unstable_by_key(Row::key);
        for run in of_part.chunk_by(|a, b| a.kind == b.kind && a.value == b.value) {
            if run[0].subject != run[run.len() - 1].subject {
                rows.extend_from_slice(run);
            }
        }
    }
    (rows, sightings.len() as u64 - known)
}

impl Index {
    /// The index of rows in their order.
    pub(crate) fn new(
        rows: &[Row],
        direct: &[DirectTie],
        ranks: &Ranks,
        settings: &Settings,
    ) -> Self {
        let mut index = Self {
            seen: nothing_seen(),
            ..Self::default()
        };
        for run in rows.chunk_by(|a, b| a.kind == b.kind && a.value == b.value) {
            index.take_run(run, settings);
        }
        index.take_direct(direct, ranks, settings);
        index.turn_round(ranks.number.len());
        most_common(&mut index.common, settings.list_common);
        index
    }

    /// One value with all its sightings, in the order of subjects.
    fn take_run(&mut self, run: &[Row], settings: &Settings) {
        let (kind, hash) = (run[0].kind, run[0].value);
        let sharers = run.chunk_by(|a, b| a.subject == b.subject).count() as u32;
        if sharers < 2 {
            return;
        }
        count(&mut self.seen, kind, sharers);
        if sharers > settings.most_sharers(kind) {
            self.common.push(CommonValue {
                kind,
                value: hash,
                subjects: sharers,
            });
            return;
        }
        values_of_run(run, sharers, settings, |value, holders| {
            self.push(value, holders);
        });
    }

    fn take_direct(&mut self, direct: &[DirectTie], ranks: &Ranks, settings: &Settings) {
        let mut ties: Vec<Tie> = Vec::new();
        for tie in direct {
            match Tie::of(tie, ranks) {
                None => self.ignored += 1,
                Some(tie) if tie.a != tie.b => ties.push(tie),
                Some(_) => {}
            }
        }
        ties.sort_unstable_by(Tie::order);
        for same in ties.chunk_by(|x, y| x.ends() == y.ends()) {
            let (kind, shared_by) = (same[0].kind, same[0].shared_by);
            count(&mut self.seen, kind, shared_by);
            if shared_by > settings.most_sharers(kind) {
                continue;
            }
            let (value, holders) = Tie::together(same);
            self.push(value, &holders);
        }
    }

    /// No values yet.
    pub(crate) fn empty(subjects: usize) -> Self {
        Self {
            starts: vec![0; subjects + 1],
            ..Self::default()
        }
    }

    /// Adds a value after all others. What its subjects hold is not listed.
    pub(crate) fn push(&mut self, value: Value, holders: &[Holder]) {
        let start = self.holders.len() as u32;
        self.holders.extend_from_slice(holders);
        self.values.push(Value {
            start,
            end: self.holders.len() as u32,
            ..value
        });
    }

    /// An index of values that are given with their holders, in their order.
    pub(crate) fn of<'a>(
        values: impl IntoIterator<Item = (Value, &'a [Holder])>,
        subjects: usize,
    ) -> Self {
        let mut index = Self::empty(subjects);
        for (value, holders) in values {
            index.push(value, holders);
        }
        index
    }

    /// Lists the values of every subject.
    fn turn_round(&mut self, subjects: usize) {
        let mut starts = vec![0_u32; subjects + 2];
        for holder in &self.holders {
            starts[holder.subject as usize + 2] += 1;
        }
        for place in 0..=subjects {
            starts[place + 1] += starts[place];
        }
        let mut of_subject = vec![0_u32; self.holders.len()];
        for (number, value) in self.values.iter().enumerate() {
            for holder in &self.holders[value.start as usize..value.end as usize] {
                let place = &mut starts[holder.subject as usize + 1];
                of_subject[*place as usize] = number as u32;
                *place += 1;
            }
        }
        starts.pop();
        self.starts = starts;
        self.of_subject = of_subject;
    }

    pub(crate) fn subjects(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    pub(crate) fn holders(&self, value: u32) -> &[Holder] {
        let value = &self.values[value as usize];
        &self.holders[value.start as usize..value.end as usize]
    }

    pub(crate) fn values_of(&self, subject: u32) -> &[u32] {
        let subject = subject as usize;
        &self.of_subject[self.starts[subject] as usize..self.starts[subject + 1] as usize]
    }

    /// Puts the values of every subject in an order.
    pub(crate) fn sort_values_of_subjects(&mut self, key: impl Fn(u32) -> (i32, u32)) {
        for subject in 0..self.subjects() {
            let range = self.starts[subject] as usize..self.starts[subject + 1] as usize;
            self.of_subject[range].sort_unstable_by_key(|&value| key(value));
        }
    }
}
