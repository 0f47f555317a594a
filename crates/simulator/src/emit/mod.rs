//! Records: what the plans of people leave behind in a firm's tables.
//!
//! The same code writes the records of everybody; it reads nothing but the plan.

mod access;
mod applications;
mod claims;
mod code;
mod companies;
mod equipment;
mod money;
mod prompts;
mod seen;
mod work;

use bonafide_model::{Date, Timestamp};

use crate::plan::career::{self, Job};
use crate::plan::person::Person;
use crate::stream::{Chance, Dice, Purpose, stream};
use crate::tables::Tables;
use crate::world::Setting;

/// Everything that writing one person's records needs.
pub(crate) struct Desk<'a> {
    setting: &'a Setting,
    person: &'a Person,
    dice: Dice,
    /// The jobs that the person states, the latest first.
    jobs: Vec<Job>,
    tables: &'a mut Tables,
}

/// Writes all records of one person.
pub(crate) fn records(setting: &Setting, person: &Person, tables: &mut Tables) {
    let dice = stream(setting.seed, Purpose::Records, person.index);
    let mut desk = Desk {
        setting,
        person,
        dice,
        jobs: career::jobs(setting, person),
        tables,
    };
    desk.claims();
    desk.seen();
    desk.work();
    desk.money();
    desk.equipment();
    desk.code();
    desk.access();
    desk.prompts();
    desk.companies();
}

impl Desk<'_> {
    /// The value, where the firm keeps such a thing for this subject.
    fn kept<T>(&mut self, value: T) -> Option<T> {
        let filled = self.person.filled;
        self.dice.kept(filled, value)
    }

    /// A value that is recorded in that share of cases.
    fn maybe<T>(&mut self, share: f64, make: impl FnOnce(&mut Dice) -> T) -> Option<T> {
        self.dice.chance(share).then(|| make(&mut self.dice))
    }

    fn id(&self) -> String {
        self.person.id.clone()
    }

    /// Some second of the days in which the person is active, at an hour in which they work.
    fn moment(&mut self) -> i64 {
        let (from, until) = self.person.active;
        let day = self.work_day(from, until);
        self.moment_on(day)
    }

    /// A day between the two, holidays and slow months less often.
    fn work_day(&mut self, from: i64, until: i64) -> i64 {
        let country = self.person.rhythm.city.country;
        let calendar = &self.setting.calendar;
        self.day_by(from, until, |day| calendar.work(day, country))
    }

    /// A day on which the person applies or bids.
    fn hiring_day(&mut self) -> i64 {
        let person = self.person;
        let (from, until) = person.active;
        let country = person.rhythm.city.country;
        let calendar = &self.setting.calendar;
        let (ramp, fade) = (person.habits.ramp_days, person.habits.fade_days);
        self.day_by(from, until, |day| {
            let since = (day - from) as f64;
            let grown = if ramp > 0.0 {
                ((since + 2.0) / ramp).min(1.0).powi(2)
            } else {
                1.0
            };
            let left = if fade > 0.0 {
                (-since / fade).exp()
            } else {
                1.0
            };
            calendar.hiring(day, country) * grown * left
        })
    }

    fn day_by(&mut self, from: i64, until: i64, share: impl Fn(i64) -> f64) -> i64 {
        let mut day = self.dice.whole(from, until);
        // Few tries are enough: the shares do not need to be exact, the end must come.
        for _ in 0..24 {
            if self.dice.chance(share(day)) {
                break;
            }
            day = self.dice.whole(from, until);
        }
        day
    }

    /// Some second of that day's work.
    fn moment_on(&mut self, day: i64) -> i64 {
        let rhythm = &self.person.rhythm;
        let hour = rhythm.start + rhythm.hours * self.dice.between(0.0, 1.0);
        rhythm.city.at(day, hour)
    }

    /// An address from which the person acts, on that day.
    fn address(&mut self, day: i64) -> (u32, &'static str) {
        let person = self.person;
        if let Some(trip) = person
            .trips
            .iter()
            .find(|trip| (trip.first_day..=trip.last_day).contains(&day))
        {
            // Away from home, but habits such as a VPN stay.
            let habit = person
                .ways
                .iter()
                .skip(2)
                .any(|way| way.weight > 2.0 && way.method != "remote-desktop");
            if !habit || self.dice.chance(0.3) {
                return (trip.address, "browser");
            }
        }
        let way = &person.ways[self.dice.weighted(person.ways.iter().map(|way| way.weight))];
        let count = way.addresses.len() as i64;
        let place = if way.steady {
            // The address changes a few times in the year.
            ((day - person.active.0.min(day)) * count / 300).min(count - 1)
        } else {
            self.dice.whole(0, count - 1)
        };
        (way.addresses[place as usize], way.method)
    }

    /// Whether the clock of the device shows the true place just now, and the offset it shows.
    fn clock(&mut self, at: i64) -> (&'static crate::place::City, i64) {
        let person = self.person;
        let day = at.div_euclid(86_400);
        let city = if let Some(trip) = person
            .trips
            .iter()
            .find(|trip| (trip.first_day..=trip.last_day).contains(&day))
        {
            if self.dice.chance(0.8) {
                trip.city
            } else {
                person.home
            }
        } else if self.dice.chance(person.clock_leak) {
            person.seat
        } else {
            person.home
        };
        (city, city.offset_minutes(at))
    }
}

fn time(second: i64) -> Timestamp {
    Timestamp::from_seconds(second)
}

fn day(day: i64) -> Date {
    Date(i32::try_from(day).unwrap_or(i32::MAX))
}
