//! What somebody states to have done before: the same jobs in the CV, in the table of employments
//! and among the firms that are looked up.
//!
//! A CV that is made from another one, in the same words or in others, keeps employers and months;
//! that they return is published (US State and others 2022). Honest people take the words of a
//! template and state their own jobs; what they share is what they really did together.

use crate::stream::{Chance, Dice, Purpose, mix, stream};
use crate::text;
use crate::world::Setting;

use super::habits::Employers;
use super::person::Person;

/// A stated job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Job {
    pub(crate) employer: String,
    pub(crate) domain: String,
    /// First and last day, counted from 1970.
    pub(crate) from: i64,
    pub(crate) until: i64,
    /// Whether the CV says that it ended; the latest job may go on.
    pub(crate) ended: bool,
}

/// A school or course that is attended with others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Course {
    pub(crate) school: String,
    pub(crate) from: i64,
    pub(crate) until: i64,
}

/// Where a stated career comes from, if it is not the person's own.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stated {
    /// Somebody whose career it is, and the day until which it goes: the same person under an
    /// earlier account.
    pub(crate) as_of: Option<(u64, i64)>,
    /// The CV of an operation from which it is taken, and the share of jobs that are new.
    pub(crate) from_cv: Option<(u64, f64)>,
    /// The latest jobs, where others of the world have had them too; the latest first.
    pub(crate) latest: Vec<Job>,
}

/// The jobs that a person states, the latest first.
pub(crate) fn jobs(setting: &Setting, person: &Person) -> Vec<Job> {
    let stated = &person.habits.stated;
    let (number, until) = stated
        .as_of
        .unwrap_or((person.index, person.opened.div_euclid(86_400)));
    let mut dice = stream(setting.seed, Purpose::Career, number);
    let mut jobs = if let Some((cv, own)) = stated.from_cv {
        of_cv(setting, cv)
            .1
            .into_iter()
            .map(|told| {
                if dice.chance(own) {
                    elsewhere(&told, &mut dice)
                } else {
                    told
                }
            })
            .collect()
    } else {
        let until = until - dice.whole(0, 200);
        timeline(until, person.years, person.habits.career_gap, &mut dice)
    };
    if let Employers::Invented(operation) = person.habits.employers {
        // A few invented firms vouch for all of an operation.
        for job in jobs.iter_mut().take(2) {
            let number = mix(mix(91, operation), dice.whole(0, 2) as u64);
            let (employer, domain) =
                text::company(&mut stream(setting.seed, Purpose::Template, number));
            (job.employer, job.domain) = (employer, domain);
        }
    }
    if let Some(earliest) = stated.latest.last() {
        // What came before ends before.
        let later = jobs
            .first()
            .map_or(0, |job| (job.until - earliest.from + 30).max(0));
        for job in &mut jobs {
            job.until -= later;
            job.from -= later;
            job.ended = true;
        }
        jobs.splice(0..0, stated.latest.iter().cloned());
        jobs.truncate(4);
    }
    jobs
}

/// Lets a persona state the career of the CV that its own is made from.
pub(super) fn copy(setting: &Setting, person: &mut Person, dice: &mut Dice) {
    if let Some(cv) = person.cv.template {
        person.habits.stated.from_cv = Some((cv, person.cv.own));
        if !dice.chance(person.cv.own) {
            person.years = of_cv(setting, cv).0;
        }
    }
}

/// Years and jobs of a CV that personas are made from.
fn of_cv(setting: &Setting, cv: u64) -> (f64, Vec<Job>) {
    let mut dice = stream(setting.seed, Purpose::Template, mix(cv, 6));
    let years = dice.between(5.0, 12.0);
    let until = setting.days().0 - dice.whole(0, 200);
    (years, timeline(until, years, false, &mut dice))
}

fn timeline(mut until: i64, years: f64, gap: bool, dice: &mut Dice) -> Vec<Job> {
    let count = (years / 3.5).ceil().clamp(1.0, 4.0) as i64;
    let mean = years * 365.0 / count as f64;
    (0..count)
        .map(|at| {
            let (employer, domain) = text::company(dice);
            let from = until - (mean * dice.between(0.7, 1.3)) as i64;
            let job = Job {
                employer,
                domain,
                from,
                until,
                ended: at > 0 || dice.chance(0.7),
            };
            until = from - dice.whole(10, 160);
            if gap && at == 0 {
                until -= dice.whole(300, 1_500);
            }
            job
        })
        .collect()
}

/// Another job at about the same time.
fn elsewhere(told: &Job, dice: &mut Dice) -> Job {
    let (employer, domain) = text::company(dice);
    Job {
        employer,
        domain,
        from: told.from + dice.whole(-120, 120),
        until: told.until + dice.whole(-40, 40),
        ended: told.ended,
    }
}

/// What somebody did at the firm from which many lost their work on one day. Some began there in one
/// month; of those, some had come together, with the small firm that was bought.
pub(super) fn laid_off(
    setting: &Setting,
    firm: u64,
    day: i64,
    years: f64,
    dice: &mut Dice,
) -> Vec<Job> {
    let mut shared = stream(setting.seed, Purpose::Pool, mix(56, firm));
    let intake = day - shared.whole(400, 1_500);
    let mut at = |from: i64, until: i64| {
        let (employer, domain) = text::company(&mut shared);
        Job {
            employer,
            domain,
            from,
            until,
            ended: true,
        }
    };
    if !dice.chance(0.1) {
        return vec![at(
            day - (years * 365.0 * dice.between(0.15, 0.9)) as i64,
            day,
        )];
    }
    let mut jobs = vec![at(intake, day)];
    if dice.chance(0.3) {
        jobs.push(at(intake - 700, intake - 1));
    }
    jobs
}

/// The agency for which somebody works; its founders began together.
pub(super) fn at_agency(
    employer: &str,
    domain: &str,
    founded: i64,
    now: i64,
    dice: &mut Dice,
) -> Job {
    let from = if dice.chance(0.3) {
        founded
    } else {
        dice.whole(founded.min(now - 60), now - 60)
    };
    Job {
        employer: employer.to_owned(),
        domain: domain.to_owned(),
        from,
        until: now,
        ended: false,
    }
}

/// A class of a bootcamp: its months are everybody's.
pub(super) fn bootcamp(setting: &Setting, class: u64) -> Course {
    let mut shared = stream(setting.seed, Purpose::Pool, mix(57, class));
    let until = setting.days().0 - shared.whole(20, 900);
    let school = shared.word(&[
        "Tidewater",
        "Kiteline",
        "Northgate",
        "Fernhill",
        "Seventh Row",
    ]);
    Course {
        school: format!("{school} Code Bootcamp"),
        from: until - 90,
        until,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jobs_follow_one_another() {
        let mut dice = stream(4, Purpose::Career, 1);
        for years in [1.0, 4.0, 9.0, 30.0] {
            let jobs = timeline(19_000, years, true, &mut dice);
            assert!(!jobs.is_empty());
            for job in &jobs {
                assert!(job.from < job.until, "{job:?}");
            }
            for pair in jobs.windows(2) {
                assert!(pair[1].until < pair[0].from, "{pair:?}");
            }
        }
    }
}
