//! Things that are the same at nearly the same moment: one line on which two people are interviewed at once, one
//! camera that photographed several people's papers within the hour. By themselves they are shared by many; only
//! together with the moment do they tell something. They do not tie subjects: rules see them as values.

use bonafide_signals::identifier;

use crate::shared_value;

/// Columns that are compared together with the moment beside them.
pub(crate) struct SharedMoment {
    pub(crate) table: &'static str,
    /// The columns; a row counts only where all are there.
    pub(crate) columns: &'static [&'static str],
    /// The column that tells the moment.
    pub(crate) at: &'static str,
    /// Moments less than half of this apart have a value in common, and never those further apart than this.
    minutes: i64,
    /// The kind under which rules see it.
    pub(crate) kind: &'static str,
}

/// Everything that is compared so.
pub(crate) const MOMENTS: &[SharedMoment] = &[
    SharedMoment {
        table: "meeting",
        columns: &["ip"],
        at: "started_at",
        minutes: 60,
        kind: "meeting_slot",
    },
    SharedMoment {
        table: "application",
        columns: &["ip"],
        at: "submitted_at",
        minutes: 60,
        kind: "application_burst",
    },
    SharedMoment {
        table: "document",
        columns: &["camera", "issuer_office"],
        at: "captured_at",
        minutes: 60,
        kind: "document_batch",
    },
];

/// One value, in its normal form.
pub(crate) struct Moment {
    pub(crate) hash: u64,
    pub(crate) value: String,
}

impl SharedMoment {
    /// The two stretches of time in which a moment lies, each half over the next, so that the border of one lies in
    /// the middle of another. `texts` are those of [`SharedMoment::columns`], `at` is in microseconds.
    pub(crate) fn values(&self, texts: &[&str], at: i64) -> Option<[Moment; 2]> {
        let mut parts = Vec::with_capacity(texts.len());
        for (column, text) in self.columns.iter().zip(texts) {
            let part = match *column {
                "ip" => identifier::normalise("ip", text, None)?.into_owned(),
                _ => text.trim().to_lowercase(),
            };
            if part.is_empty() {
                return None;
            }
            parts.push(part);
        }
        let what = parts.join(" ");
        let half = self.minutes * 60_000_000 / 2;
        let place = at.div_euclid(half);
        let moment = |place: i64| {
            let since = jiff::Timestamp::from_microsecond(place.checked_mul(half)?).ok()?;
            let value = format!("{what} {since}");
            Some(Moment {
                hash: shared_value::of_own_kind(self.kind, &value),
                value,
            })
        };
        Some([moment(place - 1)?, moment(place)?])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str, minutes: i64) -> Vec<u64> {
        MOMENTS[0]
            .values(&[text], minutes * 60_000_000)
            .expect("an address and a moment")
            .map(|moment| moment.hash)
            .to_vec()
    }

    #[test]
    fn moments_near_each_other_have_a_value_in_common_and_far_ones_have_none() {
        let first = values("192.0.2.1", 1_000_000);
        let meets = |other: Vec<u64>| other.iter().any(|hash| first.contains(hash));
        for apart in 0..30 {
            assert!(meets(values("192.0.2.1", 1_000_000 + apart)), "{apart}");
        }
        assert!(!meets(values("192.0.2.1", 1_000_000 + 61)));
        assert!(!meets(values("192.0.2.2", 1_000_000)));
    }

    #[test]
    fn a_row_without_one_of_the_columns_tells_nothing() {
        assert!(MOMENTS[2].values(&["Example Camera 5", " "], 0).is_none());
    }
}
