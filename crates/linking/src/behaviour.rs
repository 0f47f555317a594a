//! Ties of time: one leaves off where the other begins, and both act in step.
//!
//! Hours alone tie nobody: whole countries keep the same ones. A hand-over is held against how often the second begins
//! in the hours around, so that a busy evening explains itself; hours in common are held against the usual week of each
//! of the two, and looked at only between two who share a place; moves in common must concern the same thing within
//! seconds, and are held against how often that happens to any two in the data.

use crate::chance;

/// A stay of a subject at a place: a session on a device or at a network address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stay {
    /// Hash of the place.
    pub place: u64,
    /// The subject.
    pub subject: u32,
    /// When it began, in Unix seconds.
    pub start: u32,
    /// When it ended; 0 for unknown.
    pub end: u32,
}

/// A move: a subject did something with a thing at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Move {
    /// Hash of the thing and of what was done.
    pub thing: u64,
    /// When, in Unix seconds.
    pub at: u32,
    /// The subject.
    pub subject: u32,
}

/// What counts as a hand-over and as being in step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BehaviourSettings {
    /// A place or thing of more subjects is public. Default 20.
    pub most_subjects: u32,
    /// Seconds between the end of one stay and the beginning of the next. Default 600.
    pub handover: u32,
    /// Seconds before and after an end in which beginnings are counted for comparison. Default four hours.
    pub around: u32,
    /// Seconds between two moves of one step. Default 60.
    pub step: u32,
    /// Days on which hand-overs, or things with which steps, must have happened. Default 3.
    pub least: u32,
    /// Weeks that two must have been seen together before their hours are compared. Default 3.
    pub least_weeks: u32,
}

impl Default for BehaviourSettings {
    fn default() -> Self {
        Self {
            most_subjects: 20,
            handover: 600,
            around: 4 * 3_600,
            step: 60,
            least: 3,
            least_weeks: 3,
        }
    }
}

/// Two who are tied by time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InTime {
    /// The subject with the lower number.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// How often.
    pub count: u32,
    /// How often it was to be expected.
    pub expected: f64,
    /// From 0 to 1: how far beyond what chance makes among all pairs that had the opportunity.
    pub strength: f32,
    /// When it first happened, in Unix seconds.
    pub first: i64,
}

const DAY: u32 = 86_400;
const HOUR: u32 = 3_600;
const WEEK_HOURS: usize = 168;

/// Places of several subjects, not of too many.
fn shared(stays: &[Stay], most: u32) -> impl Iterator<Item = &[Stay]> {
    stays
        .chunk_by(|x, y| x.place == y.place)
        .filter(move |at_place| {
            let subjects = at_place.chunk_by(|x, y| x.subject == y.subject).count();
            (2..=most as usize).contains(&subjects)
        })
}

/// Hand-overs: again and again one's stay ends and the other's begins within minutes at the same place.
#[must_use]
pub fn handovers(mut stays: Vec<Stay>, settings: &BehaviourSettings) -> Vec<InTime> {
    stays.sort_unstable();
    stays.dedup();
    // Ends of one beside beginnings of another: a session has a device and an address and counts once.
    let mut near: Vec<(u32, u32, u32, u32)> = Vec::new();
    for at_place in shared(&stays, settings.most_subjects) {
        let mut by_start: Vec<&Stay> = at_place.iter().collect();
        by_start.sort_unstable_by_key(|stay| (stay.start, stay.subject));
        for stay in at_place.iter().filter(|stay| stay.end > stay.start) {
            let from = by_start
                .partition_point(|next| next.start < stay.end.saturating_sub(settings.around));
            near.extend(
                by_start[from..]
                    .iter()
                    .take_while(|next| next.start <= stay.end.saturating_add(settings.around))
                    .filter(|next| next.subject != stay.subject)
                    .map(|next| {
                        let (a, b) = (stay.subject, next.subject);
                        // The same for both directions; the end tells which it was.
                        (a.min(b), a.max(b), stay.end, next.start)
                    }),
            );
        }
    }
    near.sort_unstable();
    near.dedup();
    let pairs = near.chunk_by(|x, y| (x.0, x.1) == (y.0, y.1)).count();
    let p = f64::from(settings.handover) / (2.0 * f64::from(settings.around.max(1)));
    let mut found = Vec::new();
    for of_two in near.chunk_by(|x, y| (x.0, x.1) == (y.0, y.1)) {
        let over: Vec<u32> = of_two
            .iter()
            .filter(|(_, _, end, start)| *start >= *end && start - end <= settings.handover)
            .map(|(_, _, end, _)| *end)
            .collect();
        let mut days: Vec<u32> = over.iter().map(|end| end / DAY).collect();
        days.sort_unstable();
        days.dedup();
        if (days.len() as u32) < settings.least {
            continue;
        }
        let (count, trials) = (over.len() as f64, of_two.len() as f64);
        let beyond = chance::beyond_binomial(count, trials, p);
        if let Some(strength) = chance::strength(beyond, pairs as f64) {
            found.push(InTime {
                a: of_two[0].0,
                b: of_two[0].1,
                count: over.len() as u32,
                expected: trials * p,
                strength,
                first: over.iter().copied().min().map_or(0, i64::from),
            });
        }
    }
    found
}

/// Hours in common beyond what the usual weeks of both make likely, between two who share a place.
#[must_use]
pub fn hours_in_common(mut stays: Vec<Stay>, settings: &BehaviourSettings) -> Vec<InTime> {
    stays.sort_unstable();
    stays.dedup();
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    // Half as many as elsewhere: every pair of a place is compared hour by hour.
    for at_place in shared(&stays, settings.most_subjects / 2) {
        let subjects: Vec<u32> = at_place
            .chunk_by(|x, y| x.subject == y.subject)
            .map(|of| of[0].subject)
            .collect();
        for (place, a) in subjects.iter().enumerate() {
            pairs.extend(subjects[place + 1..].iter().map(|b| (*a, *b)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut subjects: Vec<u32> = pairs.iter().flat_map(|pair| [pair.0, pair.1]).collect();
    subjects.sort_unstable();
    subjects.dedup();
    let place_of = |subject: u32| subjects.binary_search(&subject).ok();
    let mut hours: Vec<Vec<u32>> = vec![Vec::new(); subjects.len()];
    for stay in &stays {
        if let Some(place) = place_of(stay.subject) {
            hours[place].push(stay.start / HOUR);
        }
    }
    for of in &mut hours {
        of.sort_unstable();
        of.dedup();
    }
    let mut found = Vec::new();
    for (a, b) in &pairs {
        let (Some(x), Some(y)) = (place_of(*a), place_of(*b)) else {
            continue;
        };
        let (x, y) = (&hours[x], &hours[y]);
        let (Some(from), Some(to)) = (
            x.first().max(y.first()).copied(),
            x.last().min(y.last()).copied(),
        ) else {
            continue;
        };
        let weeks = f64::from(to.saturating_sub(from)) / WEEK_HOURS as f64;
        if weeks < f64::from(settings.least_weeks) {
            continue;
        }
        let within = |of: &[u32]| -> Vec<u32> {
            of.iter()
                .copied()
                .filter(|hour| (from..=to).contains(hour))
                .collect()
        };
        let (x, y) = (within(x), within(y));
        let week = |of: &[u32]| {
            let mut week = [0_u32; WEEK_HOURS];
            for hour in of {
                week[*hour as usize % WEEK_HOURS] += 1;
            }
            week
        };
        // The usual week, as it is and with an hour to each side, for those who are not punctual to the hour: what makes
        // more likely counts.
        let smooth = |week: &[u32; WEEK_HOURS], hour: usize| {
            let at = |shift: usize| f64::from(week[(hour + shift) % WEEK_HOURS]);
            (at(WEEK_HOURS - 1) + at(0) + at(1)) / 3.0
        };
        let (usual_x, usual_y) = (week(&x), week(&y));
        let punctual: f64 = (0..WEEK_HOURS)
            .map(|hour| f64::from(usual_x[hour]) * f64::from(usual_y[hour]) / weeks)
            .sum();
        let unpunctual: f64 = (0..WEEK_HOURS)
            .map(|hour| smooth(&usual_x, hour) * smooth(&usual_y, hour) / weeks)
            .sum();
        let expected = punctual.max(unpunctual);
        let both: Vec<u32> = x
            .iter()
            .copied()
            .filter(|hour| y.binary_search(hour).is_ok())
            .collect();
        // Whoever works on a day works several hours of it: days are counted, not hours.
        let a_day = |of: &[u32]| {
            let days = of.chunk_by(|x, y| x / 24 == y / 24).count();
            of.len() as f64 / days.max(1) as f64
        };
        let clump = a_day(&x).max(a_day(&y)).max(1.0);
        let beyond = chance::beyond_poisson(both.len() as f64 / clump, expected / clump);
        if both.len() as u32 >= 2 * settings.least
            && let Some(strength) = chance::strength(beyond, pairs.len() as f64)
        {
            found.push(InTime {
                a: *a,
                b: *b,
                count: both.len() as u32,
                expected,
                strength,
                first: both
                    .first()
                    .map_or(0, |hour| i64::from(*hour) * i64::from(HOUR)),
            });
        }
    }
    found
}

/// The same moves within seconds: both do the same with the same things, again and again almost at once.
#[must_use]
pub fn moves_in_step(mut moves: Vec<Move>, settings: &BehaviourSettings) -> Vec<InTime> {
    moves.sort_unstable();
    moves.dedup();
    let public = |of_thing: &[Move]| {
        let subjects = subjects_of(of_thing);
        let is_public = !(2..=settings.most_subjects as usize).contains(&subjects.len());
        (!is_public).then_some(subjects)
    };
    // First who met within seconds, and how many met at all; then how often those met who did so again and again.
    let mut close: Vec<(u32, u32, u64, u32)> = Vec::new();
    let mut met = 0.0;
    for of_thing in moves.chunk_by(|x, y| x.thing == y.thing) {
        let Some(subjects) = public(of_thing) else {
            continue;
        };
        met += chance::pairs(subjects.len());
        for (place, one) in of_thing.iter().enumerate() {
            // Bounded: one who repeats a move a thousand times within a minute is looked at by the first ones.
            for other in of_thing[place + 1..]
                .iter()
                .take_while(|other| other.at - one.at <= settings.step)
                .take(4 * settings.most_subjects as usize)
                .filter(|other| other.subject != one.subject)
            {
                let (a, b) = (one.subject, other.subject);
                close.push((a.min(b), a.max(b), one.thing, one.at));
            }
        }
    }
    close.sort_unstable();
    close.dedup_by_key(|one| (one.0, one.1, one.2));
    // Where little is known, one meeting in a thousand happens within seconds.
    let p = (close.len() as f64 + 0.1) / (met + 100.0);
    let mut often: Vec<InTime> = close
        .chunk_by(|x, y| (x.0, x.1) == (y.0, y.1))
        .filter(|of_two| of_two.len() >= settings.least as usize)
        .map(|of_two| InTime {
            a: of_two[0].0,
            b: of_two[0].1,
            count: of_two.len() as u32,
            expected: 0.0,
            strength: 0.0,
            first: of_two.iter().map(|one| i64::from(one.3)).min().unwrap_or(0),
        })
        .collect();
    let mut meetings = vec![0_u32; often.len()];
    if !often.is_empty() {
        for of_thing in moves.chunk_by(|x, y| x.thing == y.thing) {
            let subjects = public(of_thing).unwrap_or_default();
            for (place, a) in subjects.iter().enumerate() {
                for b in &subjects[place + 1..] {
                    if let Ok(at) = often.binary_search_by_key(&(*a, *b), |one| (one.a, one.b)) {
                        meetings[at] += 1;
                    }
                }
            }
        }
    }
    for (one, met_at) in often.iter_mut().zip(meetings) {
        let trials = f64::from(met_at);
        one.expected = trials * p;
        let beyond = chance::beyond_binomial(f64::from(one.count), trials, p);
        // Every meeting counts as a pair of its own: there are never more pairs than meetings.
        one.strength = chance::strength(beyond, met).unwrap_or(0.0);
    }
    often.retain(|one| one.strength > 0.0);
    often
}

fn subjects_of(moves: &[Move]) -> Vec<u32> {
    let mut subjects: Vec<u32> = moves.iter().map(|one| one.subject).collect();
    subjects.sort_unstable();
    subjects.dedup();
    subjects
}
