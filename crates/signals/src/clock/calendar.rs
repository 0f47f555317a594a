//! The offsets in use on each day, as a short list of the days on which they change.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};

/// The UTC day of an instant, counted from 1970-01-01.
pub(super) fn day_of(unix_seconds: i64) -> i64 {
    unix_seconds.div_euclid(SECONDS_A_DAY)
}

/// An offset in whole minutes; the seconds of local mean times before railways are dropped.
pub(super) fn minutes(offset: Offset) -> i16 {
    i16::try_from(offset.seconds() / 60)
        .expect("offsets stay below 26 hours, which is 1,560 minutes")
}

const SECONDS_A_DAY: i64 = 86_400;
/// 1990-01-01 to 2060-01-01: records of this century with some room; other days are worked out when asked for.
const FIRST_DAY: i64 = 7_305;
const LAST_DAY: i64 = 32_872;

/// Which offsets some zones use, day by day.
#[derive(Debug)]
pub(super) struct Calendar {
    zones: Vec<TimeZone>,
    /// Days on which the set of offsets changes, ascending, starting with [`FIRST_DAY`].
    starts: Vec<i32>,
    /// For each start, the index of the set that holds from then on.
    set_of: Vec<u16>,
    sets: Vec<Vec<i16>>,
}

impl Calendar {
    pub(super) fn new(zones: Vec<TimeZone>) -> Self {
        let mut calendar = Calendar {
            starts: Vec::new(),
            set_of: Vec::new(),
            sets: Vec::new(),
            zones,
        };
        let mut days = vec![FIRST_DAY];
        for zone in &calendar.zones {
            let first = start_of(FIRST_DAY);
            let changes = zone
                .following(first)
                .map(|change| day_of(change.timestamp().as_second()));
            // On the day of a change both offsets are in use, the next day only the new one.
            days.extend(
                changes
                    .take_while(|day| *day < LAST_DAY)
                    .flat_map(|day| [day, day + 1]),
            );
        }
        days.sort_unstable();
        days.dedup();
        for day in days {
            let set = calendar.work_out(day);
            let index = match calendar.sets.iter().position(|known| *known == set) {
                Some(index) => index,
                None => {
                    calendar.sets.push(set);
                    calendar.sets.len() - 1
                }
            };
            let (Ok(index), Ok(day)) = (u16::try_from(index), i32::try_from(day)) else {
                continue;
            };
            if calendar.set_of.last() != Some(&index) {
                calendar.starts.push(day);
                calendar.set_of.push(index);
            }
        }
        calendar
    }

    /// Hands the offsets in use on a day to `look`; `None` when no zone is there to look at.
    pub(super) fn on_day<T>(&self, day: i64, look: impl FnOnce(&[i16]) -> T) -> Option<T> {
        if self.zones.is_empty() {
            return None;
        }
        if !(FIRST_DAY..LAST_DAY).contains(&day) {
            return Some(look(&self.work_out(day)));
        }
        let day = i32::try_from(day).ok()?;
        let index = self
            .starts
            .partition_point(|start| *start <= day)
            .checked_sub(1)?;
        Some(look(&self.sets[usize::from(self.set_of[index])]))
    }

    fn work_out(&self, day: i64) -> Vec<i16> {
        let (start, end) = (start_of(day), start_of(day.saturating_add(1)));
        let mut set = Vec::new();
        for zone in &self.zones {
            set.push(minutes(zone.to_offset(start)));
            let changes = zone
                .following(start)
                .take_while(|change| change.timestamp() < end);
            set.extend(changes.map(|change| minutes(change.offset())));
        }
        set.sort_unstable();
        set.dedup();
        set
    }
}

fn start_of(day: i64) -> Timestamp {
    let seconds = day.saturating_mul(SECONDS_A_DAY);
    let nearest = if day < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    };
    Timestamp::from_second(seconds).unwrap_or(nearest)
}
