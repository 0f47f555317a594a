//! Sessions, calls and moves: hand-overs, hours in common, moves in step, set-ups of devices.

use bonafide_linking::TieKind;
use bonafide_linking::behaviour::{
    BehaviourSettings, InTime, Move, Stay, handovers, hours_in_common, moves_in_step,
};
use datafusion::arrow::array::{Array, AsArray, RecordBatch, UInt32Array};
use datafusion::arrow::datatypes::Int64Type;

use super::rows::{Keyed, Thinned};
use super::{Behind, Names, Told, Traced};
use crate::frequency::{instant, instants, texts};
use crate::shared_value::normal_identifier;
use crate::shelf::hash_of;
use crate::uses::Uses;

pub(super) const TABLES: [&str; 5] = ["session", "meeting", "bid", "pull_request", "application"];

/// Stays of which account is kept, 24 bytes each: beyond, devices and addresses are drawn by lot.
const MOST_STAYS: usize = 40_000_000;
/// Moves, 16 bytes each.
const MOST_MOVES: usize = 40_000_000;
/// Set-ups and who showed them, 16 bytes each.
const MOST_SET_UPS: usize = 20_000_000;

/// On what ties of sessions rest.
const SESSIONS: &str = "session.started_at, session.ended_at, meeting.started_at, meeting.ended_at";
/// On what ties of moves rest.
const MOVES: &str = "bid.placed_at, application.submitted_at, pull_request.opened_at";

/// Times while rows are read.
pub(super) struct Times {
    stays: Thinned<Stay>,
    moves: Thinned<Move>,
    set_ups: Thinned<(u64, u32)>,
}

impl Keyed for Stay {
    fn key(&self) -> u64 {
        self.place
    }
}

impl Keyed for Move {
    fn key(&self) -> u64 {
        self.thing
    }
}

impl Default for Times {
    fn default() -> Self {
        Self {
            stays: Thinned::new(MOST_STAYS),
            moves: Thinned::new(MOST_MOVES),
            set_ups: Thinned::new(MOST_SET_UPS),
        }
    }
}

/// Times of one batch.
#[derive(Default)]
pub(super) struct Noted {
    stays: Vec<Stay>,
    moves: Vec<Move>,
    set_ups: Vec<(u64, u32)>,
}

/// Seconds since 1970; none before it and after 2106.
fn seconds(micros: i64) -> Option<u32> {
    u32::try_from(micros.div_euclid(1_000_000)).ok()
}

impl Times {
    pub(super) fn of(table: &str, batch: &RecordBatch, numbers: &UInt32Array) -> Noted {
        let mut noted = Noted::default();
        match table {
            "session" | "meeting" => {
                noted.stays_of(batch, numbers);
                noted.set_ups_of(batch, numbers);
            }
            "bid" => noted.moves_of(batch, numbers, &["project_id"], "placed_at"),
            "pull_request" => noted.moves_of(batch, numbers, &["repository"], "opened_at"),
            _ => noted.moves_of(batch, numbers, &["employer_id", "position"], "submitted_at"),
        }
        noted
    }

    pub(super) fn add(&mut self, noted: Noted) {
        self.stays.extend(noted.stays);
        self.moves.extend(noted.moves);
        self.set_ups.extend(noted.set_ups);
    }

    pub(super) fn finish(self, names: &Names<'_>, traced: &mut Traced) {
        let settings = BehaviourSettings::default();
        let (mut stays, share) = self.stays.finish();
        if share > 1 {
            traced.notes.push(format!(
                "there are more sessions than are held in memory: hand-overs and hours in common were looked for on one in {share} devices and network addresses"
            ));
        }
        stays.retain_mut(|stay| match (names.place)(stay.subject) {
            Some(place) => {
                stay.subject = place;
                true
            }
            None => false,
        });
        let told = |kind, tie: InTime, words: String, records| Told {
            a: tie.a,
            b: tie.b,
            kind,
            strength: tie.strength,
            shared_by: 2,
            at: Some(tie.first),
            words,
            records,
        };
        for tie in handovers(stays.clone(), &settings) {
            let words = format!(
                "{} times one began within {} minutes after the other had ended, on the same device or address; {} were to be expected of the hours around",
                tie.count,
                settings.handover / 60,
                about(tie.expected)
            );
            traced
                .ties
                .push(told(TieKind::Handover, tie, words, SESSIONS));
        }
        for tie in hours_in_common(stays, &settings) {
            let words = format!(
                "active in the same hour of the same day {} times, where the usual weeks of both make {} likely; they share a device or address",
                tie.count,
                about(tie.expected)
            );
            traced
                .ties
                .push(told(TieKind::Synchrony, tie, words, SESSIONS));
        }
        let (mut moves, share) = self.moves.finish();
        if share > 1 {
            traced.notes.push(format!(
                "there are more bids, applications and pull requests than are held in memory: moves in step were looked for on one in {share} projects"
            ));
        }
        moves.retain_mut(|one| match (names.place)(one.subject) {
            Some(place) => {
                one.subject = place;
                true
            }
            None => false,
        });
        for tie in moves_in_step(moves, &settings) {
            let words = format!(
                "the same move on {} projects, employers or repositories within {} seconds of each other, where {} were to be expected",
                tie.count,
                settings.step,
                about(tie.expected)
            );
            traced
                .ties
                .push(told(TieKind::Synchrony, tie, words, MOVES));
        }
        let (set_ups, _) = self.set_ups.finish();
        traced
            .behind
            .extend(set_ups.into_iter().filter_map(|(value, number)| {
                Some(Behind {
                    kind: TieKind::Configuration,
                    value,
                    subject: (names.place)(number)?,
                    first: None,
                    last: None,
                })
            }));
    }
}

/// A number as people say it.
pub(super) fn about(expected: f64) -> String {
    match expected {
        0.0..0.1 => "fewer than 0.1".to_owned(),
        0.1..10.0 => format!("{expected:.1}"),
        _ => format!("{expected:.0}"),
    }
}

impl Noted {
    fn stays_of(&mut self, batch: &RecordBatch, numbers: &UInt32Array) {
        let (starts, ends) = (
            instants(batch, Some("started_at")),
            instants(batch, Some("ended_at")),
        );
        for (kind, column) in [("device", "device_id"), ("ip", "ip")] {
            let Some(values) = texts(batch, column) else {
                continue;
            };
            let mut uses = Uses::default();
            let mut hashes: Vec<Option<u64>> = Vec::new();
            for row in (0..batch.num_rows()).filter(|row| values.is_valid(*row)) {
                let Some(start) = instant(starts, row).and_then(seconds) else {
                    continue;
                };
                let value = values.value(row);
                let place = uses.add(numbers.value(row), value, None);
                if place == hashes.len() {
                    hashes.push(normal_identifier(kind, value).map(|normal| normal.hash));
                }
                if let Some(hash) = hashes[place] {
                    self.stays.push(Stay {
                        place: hash,
                        subject: numbers.value(row),
                        start,
                        end: instant(ends, row).and_then(seconds).unwrap_or(0),
                    });
                }
            }
        }
    }

    /// A set-up counts where the adapter, the threads and the browser are all known: less is everybody's.
    fn set_ups_of(&mut self, batch: &RecordBatch, numbers: &UInt32Array) {
        let threads = batch
            .column_by_name("hardware_threads")
            .and_then(|column| column.as_primitive_opt::<Int64Type>());
        let (Some(agents), Some(adapters), Some(threads)) =
            (texts(batch, "user_agent"), texts(batch, "gpu"), threads)
        else {
            return;
        };
        for row in 0..batch.num_rows() {
            if agents.is_valid(row) && adapters.is_valid(row) && threads.is_valid(row) {
                let set_up = format!(
                    "{}\n{}\n{}",
                    agents.value(row).trim(),
                    adapters.value(row).trim(),
                    threads.value(row)
                );
                self.set_ups.push((hash_of(&set_up), numbers.value(row)));
            }
        }
    }

    fn moves_of(&mut self, batch: &RecordBatch, numbers: &UInt32Array, what: &[&str], when: &str) {
        let at = instants(batch, Some(when));
        let parts: Vec<_> = what
            .iter()
            .filter_map(|column| texts(batch, column))
            .collect();
        if parts.len() < what.len() {
            return;
        }
        for row in 0..batch.num_rows() {
            let Some(at) = instant(at, row).and_then(seconds) else {
                continue;
            };
            if parts.iter().any(|part| part.is_null(row)) {
                continue;
            }
            // Projects, repositories and positions are different things though they be called the same.
            let thing = parts.iter().fold(hash_of(when), |hash, part| {
                hash.rotate_left(17) ^ hash_of(part.value(row).trim())
            });
            self.moves.push(Move {
                thing,
                at,
                subject: numbers.value(row),
            });
        }
    }
}
