//! The calendar of work: months, holidays and lay-offs.

use std::collections::BTreeMap;

use crate::parameters::Season;
use crate::stream::mix;

static HOLIDAYS: &str = include_str!("../data/holidays.csv");

/// How much is done on each day of the records, from 0 to 1, by country.
#[derive(Debug)]
pub(crate) struct Calendar {
    first: i64,
    /// Work on a day on which the country has no holiday.
    work: Vec<f64>,
    hiring: Vec<f64>,
    holidays: BTreeMap<&'static str, Vec<bool>>,
    everywhere: Vec<bool>,
    holiday_work: f64,
    layoffs: Vec<i64>,
}

/// Month and day of the month of a day since 1970-01-01.
fn month_and_day(day: i64) -> (usize, u32) {
    date(day).map_or((1, 1), |date| (date.month() as usize, date.day() as u32))
}

/// Year and month of a day since 1970-01-01.
pub(crate) fn year_and_month(day: i64) -> (i16, usize) {
    date(day).map_or((1970, 1), |date| (date.year(), date.month() as usize))
}

fn date(day: i64) -> Option<jiff::civil::Date> {
    let zero = jiff::civil::date(1970, 1, 1);
    zero.checked_add(jiff::Span::new().try_days(day).ok()?).ok()
}

fn month_day(text: &str) -> Option<u32> {
    let (month, day) = text.split_once('-')?;
    Some(month.parse::<u32>().ok()? * 100 + day.parse::<u32>().ok()?)
}

impl Calendar {
    pub(crate) fn new(season: &Season, seed: u64, first: i64, last: i64) -> Self {
        let days: Vec<(usize, u32)> = (first..=last).map(month_and_day).collect();
        let share = |by_month: &[f64; 12]| {
            let most = by_month.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
            days.iter()
                .map(|(month, _)| by_month[month - 1] / most)
                .collect()
        };
        let mut holidays: BTreeMap<&'static str, Vec<bool>> = BTreeMap::new();
        for line in HOLIDAYS
            .lines()
            .filter(|line| !line.starts_with('#'))
            .skip(1)
        {
            let mut cells = line.split(',');
            let Some(country) = cells.next() else {
                continue;
            };
            let (Some(from), Some(until)) = (
                cells.next().and_then(month_day),
                cells.next().and_then(month_day),
            ) else {
                continue;
            };
            let off = holidays
                .entry(country)
                .or_insert_with(|| vec![false; days.len()]);
            for (at, (month, day)) in days.iter().enumerate() {
                let today = *month as u32 * 100 + day;
                off[at] |= if from <= until {
                    (from..=until).contains(&today)
                } else {
                    today >= from || today <= until
                };
            }
        }
        let everywhere = holidays.remove("*").unwrap_or_default();
        let span = (last - first + 1) as f64;
        let layoffs = (season.layoffs_per_year * span / 365.0).round().max(1.0) as u64;
        Self {
            first,
            work: share(&season.work_by_month),
            hiring: share(&season.applications_by_month),
            holidays,
            everywhere,
            holiday_work: season.holiday_work,
            layoffs: (0..layoffs)
                .map(|at| first + (mix(mix(seed, 95), at) % span as u64) as i64)
                .collect(),
        }
    }

    /// How much of the usual is done on that day by people of that country, from 0 to 1.
    pub(crate) fn work(&self, day: i64, country: &str) -> f64 {
        self.share(&self.work, day, country)
    }

    /// The same for bids, applications and new accounts.
    pub(crate) fn hiring(&self, day: i64, country: &str) -> f64 {
        self.share(&self.hiring, day, country)
    }

    fn share(&self, days: &[f64], day: i64, country: &str) -> f64 {
        let at = (day - self.first).clamp(0, days.len() as i64 - 1) as usize;
        let off = self.everywhere.get(at).copied().unwrap_or(false)
            || self.holidays.get(country).is_some_and(|off| off[at]);
        days[at] * if off { self.holiday_work } else { 1.0 }
    }

    /// The day of the lay-off of that number.
    pub(crate) fn layoff(&self, number: u64) -> i64 {
        self.layoffs[(number % self.layoffs.len() as u64) as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar() -> Calendar {
        // The year 2026.
        Calendar::new(&Season::default(), 1, 20_454, 20_454 + 364)
    }

    #[test]
    fn every_line_of_the_holidays_is_read() {
        let lines = HOLIDAYS
            .lines()
            .filter(|line| line.contains('-') && !line.starts_with('#'));
        for line in lines {
            let mut cells = line.split(',').skip(1);
            let from = cells.next().and_then(month_day);
            assert!(
                from.is_some() && cells.next().and_then(month_day).is_some(),
                "{line}"
            );
        }
    }

    #[test]
    fn new_year_is_quiet_everywhere_and_golden_week_in_japan() {
        let calendar = calendar();
        let (new_year, monday) = (20_454, 20_464);
        assert!(calendar.work(new_year, "KE") < 0.5 * calendar.work(monday, "KE"));
        let golden_week = 20_454 + 121;
        assert!(calendar.work(golden_week, "JP") < 0.5 * calendar.work(golden_week, "US"));
    }

    #[test]
    fn people_apply_more_in_january_than_in_august() {
        let calendar = calendar();
        assert!(calendar.hiring(20_470, "US") > 1.5 * calendar.hiring(20_454 + 220, "US"));
    }
}
