//! The days on which records are looked at.

use jiff::Timestamp;
use serde::Serialize;

/// A day in microseconds.
pub(crate) const DAY: i64 = 86_400_000_000;

/// A series of instants, evenly apart; the last one lies at or after the last record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cuts {
    /// Days between two cuts.
    pub days_apart: i64,
    /// The instants, in microseconds since 1970.
    #[serde(skip)]
    cuts: Vec<i64>,
}

impl Cuts {
    /// Cuts every so many days over a span, but no more than `most`: then they lie further apart.
    pub fn over((first, last): (i64, i64), days: i64, most: usize) -> Self {
        let span = last.saturating_sub(first).max(1);
        let most = i64::try_from(most.max(1)).unwrap_or(i64::MAX);
        let span_days = span.saturating_add(DAY - 1) / DAY;
        let least_apart = span_days.saturating_add(most - 1) / most;
        let days_apart = days.max(1).max(least_apart);
        let step = days_apart.saturating_mul(DAY);
        let count = (span + step - 1) / step;
        Self {
            days_apart,
            cuts: (1..=count).map(|at| first + at * step).collect(),
        }
    }

    /// One cut at the end of time: the records as they are.
    pub fn none() -> Self {
        Self {
            days_apart: 0,
            cuts: vec![i64::MAX],
        }
    }

    /// How many there are; at least one.
    #[expect(clippy::len_without_is_empty, reason = "there is at least one cut")]
    pub fn len(&self) -> usize {
        self.cuts.len()
    }

    /// The instant of a cut.
    pub fn at(&self, cut: usize) -> i64 {
        self.cuts.get(cut).copied().unwrap_or(i64::MAX)
    }

    /// Up to when rows are known at a cut. The last cut knows everything: a contract that begins after
    /// the last thing that was seen is in the records all the same.
    pub(crate) fn until(&self, cut: usize) -> i64 {
        match cut + 1 < self.cuts.len() {
            true => self.at(cut),
            false => i64::MAX,
        }
    }

    /// The first cut at which a row that is known since an instant is there.
    pub(crate) fn window(&self, at: i64) -> usize {
        let window = self.cuts.partition_point(|cut| *cut < at);
        window.min(self.cuts.len() - 1)
    }

    /// The day of a cut.
    pub fn day(&self, cut: usize) -> String {
        match Timestamp::from_microsecond(self.at(cut)) {
            Ok(instant) => instant.strftime("%Y-%m-%d").to_string(),
            Err(_) => "the end".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_reach_past_the_last_record() {
        let cuts = Cuts::over((0, 30 * DAY), 7, 100);
        assert_eq!((cuts.days_apart, cuts.len()), (7, 5));
        assert_eq!(cuts.at(4), 35 * DAY);
        assert_eq!(cuts.window(i64::MAX), 4, "the last cut knows everything");
        assert_eq!(cuts.window(7 * DAY), 0);
        assert_eq!(cuts.window(7 * DAY + 1), 1);
        assert_eq!(cuts.window(i64::MIN), 0);
    }

    #[test]
    fn a_long_span_makes_them_lie_further_apart() {
        let cuts = Cuts::over((0, 365 * DAY), 1, 10);
        assert_eq!((cuts.days_apart, cuts.len()), (37, 10));
    }

    #[test]
    fn without_cuts_everything_is_in_the_one_window() {
        assert_eq!(Cuts::none().window(i64::MAX), 0);
        assert_eq!(Cuts::none().window(i64::MIN), 0);
    }
}
