//! Raters, clients, careers, answers in their order, referrals, and commits under two names.

use bonafide_linking::TieKind;
use bonafide_linking::company::{CompanySettings, InCommon, in_common};
use bonafide_signals::{name, text};
use datafusion::arrow::array::{Array, AsArray, Date32Array, RecordBatch, UInt32Array};
use datafusion::arrow::datatypes::Date32Type;

use super::rows::Thinned;
use super::time::about;
use super::{Names, Public, Told, Traced};
use crate::frequency::{instant, instants, texts};
use crate::shelf::hash_of;

pub(super) const TABLES: [&str; 8] = [
    "rating",
    "engagement",
    "experience",
    "education",
    "message",
    "observation",
    "subject",
    "commit",
];

/// Rows of each sort that are kept, 16 bytes each: beyond, raters, clients and the like are drawn by lot.
const MOST_ROWS: usize = 20_000_000;
/// Messages and notes of which the order is kept, 24 bytes each.
const MOST_SAID: usize = 20_000_000;
/// Letters below which an answer is anybody's.
const SHORTEST_ANSWER: usize = 20;

/// Who was met, while rows are read.
pub(super) struct Meetings {
    raters: Thinned<(u64, u32)>,
    clients: Thinned<(u64, u32)>,
    careers: Thinned<(u64, u32)>,
    commits: Thinned<(u64, u32)>,
    jobs: Vec<(u32, i32, u64)>,
    said: Vec<(u32, i64, u64)>,
    referred: Vec<(u32, u64, Option<i64>)>,
    rated: Vec<(u32, u64, Option<i64>)>,
    /// Whether the order of answers was given up because there are too many.
    too_many_said: bool,
}

impl Default for Meetings {
    fn default() -> Self {
        let thinned = || Thinned::new(MOST_ROWS);
        Self {
            raters: thinned(),
            clients: thinned(),
            careers: thinned(),
            commits: thinned(),
            jobs: Vec::new(),
            said: Vec::new(),
            referred: Vec::new(),
            rated: Vec::new(),
            too_many_said: false,
        }
    }
}

/// What one batch shows.
#[derive(Default)]
pub(super) struct Noted {
    raters: Vec<(u64, u32)>,
    clients: Vec<(u64, u32)>,
    careers: Vec<(u64, u32)>,
    commits: Vec<(u64, u32)>,
    jobs: Vec<(u32, i32, u64)>,
    said: Vec<(u32, i64, u64)>,
    referred: Vec<(u32, u64, Option<i64>)>,
    rated: Vec<(u32, u64, Option<i64>)>,
}

impl Meetings {
    pub(super) fn of(table: &str, batch: &RecordBatch, numbers: &UInt32Array) -> Noted {
        let mut noted = Noted::default();
        match table {
            "rating" => {
                let at = instants(batch, Some("rated_at"));
                each(batch, "rater_id", |row, rater| {
                    let rater = hash_of(rater);
                    noted.raters.push((rater, numbers.value(row)));
                    noted
                        .rated
                        .push((numbers.value(row), rater, instant(at, row)));
                });
            }
            "engagement" => each(batch, "client_id", |row, client| {
                noted.clients.push((hash_of(client), numbers.value(row)));
            }),
            "experience" => noted.steps(batch, numbers, "employer", None),
            "education" => noted.steps(batch, numbers, "institution", Some("degree")),
            "message" => {
                let direction = texts(batch, "direction");
                let is_sent = |row: usize| {
                    direction.is_none_or(|all| all.is_null(row) || all.value(row) != "received")
                };
                noted.answers(batch, numbers, "text", "sent_at", &is_sent);
            }
            "observation" => noted.answers(batch, numbers, "note", "observed_at", &|_| true),
            "subject" => {
                let at = instants(batch, Some("created_at"));
                each(batch, "referred_by", |row, referrer| {
                    noted
                        .referred
                        .push((numbers.value(row), hash_of(referrer), instant(at, row)));
                });
            }
            _ => {
                let messages = texts(batch, "message_hash");
                each(batch, "tree_id", |row, tree| {
                    // The same content with the same message is the same change, whatever its author and time say.
                    let message = messages
                        .filter(|all| all.is_valid(row))
                        .map_or(0, |all| hash_of(all.value(row)));
                    let change = hash_of(tree).rotate_left(17) ^ message;
                    noted.commits.push((change, numbers.value(row)));
                });
            }
        }
        noted
    }

    pub(super) fn add(&mut self, noted: Noted) {
        self.raters.extend(noted.raters);
        self.clients.extend(noted.clients);
        self.careers.extend(noted.careers);
        self.commits.extend(noted.commits);
        self.jobs.extend(noted.jobs);
        self.referred.extend(noted.referred);
        self.rated.extend(noted.rated);
        self.said.extend(noted.said);
        if self.said.len() > MOST_SAID || self.too_many_said {
            self.too_many_said = true;
            self.said = Vec::new();
        }
    }

    pub(super) fn finish(self, names: &Names<'_>, traced: &mut Traced) {
        if self.too_many_said {
            traced.notes.push(format!(
                "there are more than {MOST_SAID} messages and notes: the same answers in the same order were not looked for"
            ));
        }
        self.direct(names, traced);
        let at_place = |rows: Vec<(u64, u32)>| -> Vec<(u64, u32)> {
            rows.into_iter()
                .filter_map(|(thing, number)| Some((thing, (names.place)(number)?)))
                .collect()
        };
        let ordered = |rows: Vec<(u32, i64, u64)>| {
            let mut rows: Vec<(u32, i64, u64)> = rows
                .into_iter()
                .filter_map(|(number, at, what)| Some(((names.place)(number)?, at, what)))
                .collect();
            rows.sort_unstable();
            rows.dedup();
            in_order(&rows)
        };
        let three = CompanySettings::default();
        let two = CompanySettings { least: 2, ..three };
        let jobs = self
            .jobs
            .into_iter()
            .map(|(number, day, job)| (number, i64::from(day), job))
            .collect();
        let thinned = |rows: Thinned<(u64, u32)>| {
            let (rows, share) = rows.finish();
            (at_place(rows), share)
        };
        for (sort, settings, (rows, share)) in [
            (&RATERS, &three, thinned(self.raters)),
            (&CLIENTS, &three, thinned(self.clients)),
            // Few careers have more than four steps. Colleagues share one with both its months, hardly
            // ever two: whether two are beyond chance, the number of people who share them decides.
            (&CAREERS, &two, thinned(self.careers)),
            (&CHANGES_OF_WORK, &three, (ordered(jobs), 1)),
            (&ANSWERS, &three, (ordered(self.said), 1)),
            (&COMMITS, &three, thinned(self.commits)),
        ] {
            if share > 1 {
                traced.notes.push(format!(
                    "there are more {} than are held in memory: one in {share} was looked at",
                    sort.what
                ));
            }
            let found = in_common(rows, settings);
            traced
                .ties
                .extend(found.pairs.iter().map(|tie| sort.told(tie)));
            let public = found.common.into_iter().take(10);
            traced.public.extend(public.map(|(value, subjects)| Public {
                kind: sort.kind,
                value,
                subjects,
                counted: "subjects",
            }));
        }
    }

    /// One who brought or rated the other.
    fn direct(&self, names: &Names<'_>, traced: &mut Traced) {
        let sorts = [
            (
                TieKind::Referral,
                &self.referred,
                "one referred the other",
                "subject.referred_by",
            ),
            (
                TieKind::Rating,
                &self.rated,
                "one rated the other",
                "rating.rater_id",
            ),
        ];
        for (kind, rows, words, records) in sorts {
            // From the one who brings to the one who is brought: roles are read from it.
            let mut pairs: Vec<(u32, u32, Option<i64>)> = rows
                .iter()
                .filter_map(|(number, other, at)| {
                    let (to, from) = ((names.place)(*number)?, *names.by_id.get(other)?);
                    (from != to).then_some((from, to, at.map(|at| at.div_euclid(1_000_000))))
                })
                .collect();
            pairs.sort_unstable();
            pairs.dedup_by_key(|pair| (pair.0, pair.1));
            let brought_by = |from: u32| {
                let start = pairs.partition_point(|pair| pair.0 < from);
                pairs[start..]
                    .iter()
                    .take_while(|pair| pair.0 == from)
                    .count()
            };
            for (from, to, at) in &pairs {
                let back = pairs
                    .binary_search_by_key(&(*to, *from), |pair| (pair.0, pair.1))
                    .is_ok();
                let words = if back {
                    words.replace("one", "each")
                } else {
                    words.to_owned()
                };
                traced.ties.push(Told {
                    a: *from,
                    b: *to,
                    kind,
                    strength: 1.0,
                    // Whoever brings a hundred says nothing of any one of them.
                    shared_by: (brought_by(*from) + 1).max(2) as u32,
                    at: *at,
                    words,
                    records,
                });
            }
        }
    }
}

/// Things that several have in common.
struct Sort {
    kind: TieKind,
    what: &'static str,
    how: &'static str,
    records: &'static str,
}

const RATERS: Sort = Sort {
    kind: TieKind::Rating,
    what: "raters",
    how: "of few others",
    records: "rating.rater_id",
};
const CLIENTS: Sort = Sort {
    kind: TieKind::Client,
    what: "clients",
    how: "whom few others have",
    records: "engagement.client_id",
};
const CAREERS: Sort = Sort {
    kind: TieKind::Career,
    what: "employments and studies in the same months",
    how: "that few others tell",
    records: "experience.employer, education.institution",
};
const CHANGES_OF_WORK: Sort = Sort {
    kind: TieKind::Career,
    what: "changes from one employer or school to the next",
    how: "in the same order",
    records: "experience.employer, education.institution",
};
const ANSWERS: Sort = Sort {
    kind: TieKind::Answers,
    what: "answers that follow each other",
    how: "in the same order",
    records: "message.text, observation.note",
};
const COMMITS: Sort = Sort {
    kind: TieKind::Commit,
    what: "changes with the same content and message",
    how: "under two names",
    records: "commit.tree_id, commit.message_hash",
};

impl Sort {
    fn told(&self, tie: &InCommon) -> Told {
        Told {
            a: tie.a,
            b: tie.b,
            kind: self.kind,
            strength: tie.strength,
            shared_by: tie.shared_by,
            at: None,
            words: format!(
                "{} {} in common {}, where {} were to be expected",
                tie.count,
                self.what,
                self.how,
                about(tie.expected)
            ),
            records: self.records,
        }
    }
}

/// Steps from one thing to the next, as things of their own.
fn in_order(rows: &[(u32, i64, u64)]) -> Vec<(u64, u32)> {
    let mut steps = Vec::new();
    for of_one in rows.chunk_by(|x, y| x.0 == y.0) {
        let mut last = None;
        for (subject, _, what) in of_one {
            if let Some(last) = last.filter(|last| last != what) {
                let step: u64 = last;
                steps.push((step.rotate_left(23) ^ what, *subject));
            }
            last = Some(*what);
        }
    }
    steps
}

/// The same words in any case, order kept, without what only tells the form of a firm.
fn plain(text: &str) -> String {
    const FORMS: [&str; 12] = [
        "inc", "ltd", "llc", "limited", "gmbh", "corp", "co", "sa", "bv", "ag", "plc", "oy",
    ];
    let mut words = name::tokens(text);
    words.retain(|word| !FORMS.contains(&word.as_str()));
    words.join(" ")
}

fn each(batch: &RecordBatch, column: &str, mut take: impl FnMut(usize, &str)) {
    if let Some(values) = texts(batch, column) {
        for row in (0..batch.num_rows()).filter(|row| values.is_valid(*row)) {
            let value = values.value(row).trim();
            if !value.is_empty() {
                take(row, value);
            }
        }
    }
}

fn days<'a>(batch: &'a RecordBatch, column: &str) -> Option<&'a Date32Array> {
    batch
        .column_by_name(column)
        .and_then(|days| days.as_primitive_opt::<Date32Type>())
}

/// The month of a day, counted from 1970; people tell careers by months.
fn month(days: Option<&Date32Array>, row: usize) -> Option<i32> {
    let day = days.filter(|days| days.is_valid(row))?.value(row);
    let date = jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().try_days(day).ok()?);
    let date = date.ok()?;
    Some((i32::from(date.year()) - 1970) * 12 + i32::from(date.month()))
}

impl Noted {
    fn steps(&mut self, batch: &RecordBatch, numbers: &UInt32Array, at: &str, what: Option<&str>) {
        let (from, to) = (days(batch, "started_on"), days(batch, "ended_on"));
        let what = what.and_then(|what| texts(batch, what));
        let (careers, jobs) = (&mut self.careers, &mut self.jobs);
        each(batch, at, |row, place| {
            let place = plain(place);
            let (Some(began), number) = (month(from, row), numbers.value(row)) else {
                return;
            };
            let degree = what
                .filter(|all| all.is_valid(row))
                .map_or_else(String::new, |all| plain(all.value(row)));
            let ended = month(to, row).unwrap_or(0);
            let told = format!("{place}\n{degree}\n{began}\n{ended}");
            careers.push((hash_of(&told), number));
            jobs.push((number, began, hash_of(&place)));
        });
    }

    fn answers(
        &mut self,
        batch: &RecordBatch,
        numbers: &UInt32Array,
        column: &str,
        when: &str,
        counts: &dyn Fn(usize) -> bool,
    ) {
        let at = instants(batch, Some(when));
        let said = &mut self.said;
        each(batch, column, |row, words| {
            if words.len() < SHORTEST_ANSWER || !counts(row) {
                return;
            }
            if let (Some(print), Some(at)) = (text::fingerprint(words), instant(at, row)) {
                said.push((numbers.value(row), at, print));
            }
        });
    }
}
