//! Texts: CVs, cover letters, bids, profiles and messages, put together from phrases.
//!
//! A text is a row of sentences, each drawn either from the writer's own stream or from the stream
//! of a template. How much is a writer's own is all that tells a copied CV from an honest one: an
//! honest CV from a career service is copied in the same way as that of a careless operator.

use crate::paraphrase::reword;
use crate::plan::career::Job;
use crate::season::year_and_month;
use crate::stream::{Chance, Dice, Purpose, mix, stream};
use crate::trade::Trade;

static VERBS: &[&str] = &[
    "Built",
    "Led",
    "Rewrote",
    "Designed",
    "Maintained",
    "Shipped",
    "Documented",
    "Tested",
    "Migrated",
    "Automated",
    "Reviewed",
    "Planned",
    "Improved",
    "Supported",
    "Delivered",
    "Launched",
    "Tidied",
    "Replaced",
    "Measured",
    "Coordinated",
    "Prepared",
    "Extended",
    "Repaired",
    "Translated",
];
static OBJECTS: &[&str] = &[
    "a booking system for small clinics",
    "the checkout of an outdoor shop",
    "reports for a freight broker",
    "a tutoring platform",
    "dashboards for a wind farm",
    "the member area of a choir",
    "a farm supply store",
    "monthly accounts of a bakery chain",
    "a loyalty card app",
    "the search of a used-book shop",
    "an inventory tool for a museum",
    "the style guide of a charity",
    "a course on home repair",
    "a mapping service for cyclists",
    "payroll exports for a hotel",
    "a token vesting contract",
    "a lending pool front end",
    "an insurance claims portal",
    "a delivery tracking page",
    "a clinic intake form",
    "a marketplace for craft goods",
    "the archive of a radio station",
    "a dental imaging viewer",
    "a fleet maintenance planner",
    "sensor feeds of a greenhouse",
    "a recipe newsletter",
    "a ticket shop for theatres",
    "the onboarding of a bank",
    "a warehouse scanner",
    "a public transport kiosk",
    "a language learning game",
    "a wallet extension",
];
static MEANS: &[&str] = &[
    "together with two colleagues",
    "for a client in another time zone",
    "within one quarter",
    "under a fixed budget",
    "with weekly releases",
    "after long talks with users",
    "on top of an older system",
    "from the first sketch on",
    "with a small remote team",
    "next to daily support work",
    "with full test coverage",
    "in close contact with sales",
    "using {skill}",
    "mainly in {skill}",
    "moving step by step to {skill}",
    "with {skill} and plain tools",
];
static RESULTS: &[&str] = &[
    "which cut costs by {n} percent",
    "so that pages load in under {n} tenths of a second",
    "and trained {n} people to use it",
    "used by {n} customers a day",
    "with {n} fewer complaints a month",
    "saving {n} hours a week",
    "and handed it over after {n} weeks",
    "which passed an outside audit",
    "and kept it running for {n} months",
    "still in use today",
    "and wrote the manual",
    "with no downtime",
    "which won over {n} new clients",
    "and halved the backlog",
];
static AI_OPENERS: &[&str] = &[
    "Results-driven {role} with a proven track record of delivering scalable solutions.",
    "Passionate {role} dedicated to leveraging {skill} to drive business value.",
    "Dynamic and detail-oriented {role} with {n}+ years of experience.",
    "Highly motivated {role} who thrives in fast-paced, collaborative environments.",
    "Seasoned {role} adept at transforming complex requirements into elegant solutions.",
    "Innovative {role} with deep expertise in {skill} and a commitment to excellence.",
];
static OPENERS: &[&str] = &[
    "{role}, {n} years in small teams.",
    "I work as a {role} and like clear tasks.",
    "Freelance {role}; most of my clients stay for years.",
    "{role} with a background in {skill}.",
    "I started with {skill} and came to be a {role} by accident.",
    "{role}. Part-time studies, evening work.",
    "Independent {role} since {n} years, before that in-house.",
];
static BIDS: &[&str] = &[
    "I have done something close to this before.",
    "Could you say how many pages you expect?",
    "I can start on Monday.",
    "My rate includes two rounds of changes.",
    "Please see the attached sample.",
    "I suggest a short call first.",
    "I read your brief twice and have one question.",
    "I would begin with {skill}.",
    "You will have a first version within {n} days.",
    "I have worked with {skill} for {n} years.",
    "Your project fits my current schedule.",
    "I deliver clean, documented work.",
    "I keep a daily log that you can read.",
    "Let us fix milestones before we begin.",
    "Similar work is in my portfolio.",
    "I am flexible about the tools.",
    "I can meet the deadline.",
    "Happy to sign your agreement.",
    "I am available {n} hours a week.",
    "Dear hiring manager, I read your post carefully.",
];

/// How a writer writes.
#[derive(Debug, Clone)]
pub(crate) struct Writing {
    /// The template, as the number of its stream; none for people who start from a blank page.
    pub(crate) template: Option<u64>,
    /// Share of sentences that are the writer's own.
    pub(crate) own: f64,
    /// Whether a language model smooths it.
    pub(crate) smoothed: bool,
    /// Whether the template's sentences are said in other words.
    pub(crate) paraphrased: bool,
}

impl Writing {
    pub(crate) fn own_words() -> Self {
        Self {
            template: None,
            own: 1.0,
            smoothed: false,
            paraphrased: false,
        }
    }
}

fn fill(pattern: &str, trade: &Trade, dice: &mut Dice, out: &mut String) {
    let mut rest = pattern;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        let end = rest[at..]
            .find('}')
            .map_or(rest.len(), |length| at + length + 1);
        match &rest[at..end] {
            "{skill}" => out.push_str(dice.word(trade.skills)),
            "{role}" => out.push_str(&trade.role.to_lowercase()),
            _ => out.push_str(&dice.whole(2, 60).to_string()),
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
}

fn work_sentence(trade: &Trade, dice: &mut Dice, out: &mut String) {
    out.push_str(dice.word(VERBS));
    out.push(' ');
    out.push_str(dice.word(OBJECTS));
    out.push(' ');
    fill(dice.word(MEANS), trade, dice, out);
    out.push_str(", ");
    fill(dice.word(RESULTS), trade, dice, out);
    out.push_str(". ");
}

fn opener(smoothed: bool, trade: &Trade, dice: &mut Dice, out: &mut String) {
    let pattern: &&str = if smoothed {
        dice.pick(AI_OPENERS)
    } else {
        dice.pick(OPENERS)
    };
    fill(pattern, trade, dice, out);
    out.push(' ');
}

/// Writes `sentences` sentences, each the writer's own or the template's.
fn compose(
    seed: u64,
    kind: u64,
    writing: &Writing,
    sentences: usize,
    own: &mut Dice,
    sentence: impl FnMut(usize, &mut Dice, &mut String),
) -> String {
    under_headings(seed, kind, writing, sentences, own, |_, _| (), sentence)
}

/// The same, with what stands before each sentence.
fn under_headings(
    seed: u64,
    kind: u64,
    writing: &Writing,
    sentences: usize,
    own: &mut Dice,
    mut before: impl FnMut(usize, &mut String),
    mut sentence: impl FnMut(usize, &mut Dice, &mut String),
) -> String {
    let mut text = String::with_capacity(sentences * 90);
    for at in 0..sentences {
        before(at, &mut text);
        match writing.template {
            Some(template) if !own.chance(writing.own) => {
                let number = mix(mix(template, kind), at as u64);
                let mut shared = stream(seed, Purpose::Template, number);
                if writing.paraphrased {
                    let mut said = String::new();
                    sentence(at, &mut shared, &mut said);
                    text.push_str(&reword(&said, own));
                } else {
                    sentence(at, &mut shared, &mut text);
                }
            }
            _ => sentence(at, own, &mut text),
        }
    }
    text.truncate(text.trim_end().len());
    text
}

/// The body of a CV: what somebody is, then job by job what was done there.
///
/// The jobs are the person's; only sentences come from a template.
pub(crate) fn resume(
    seed: u64,
    writing: &Writing,
    trade: &Trade,
    jobs: &[Job],
    own: &mut Dice,
) -> String {
    const SENTENCES: usize = 7;
    let form = match writing.template {
        Some(template) if !writing.paraphrased => mix(template, 8),
        _ => own.whole(0, 3) as u64,
    };
    let mut headed = usize::MAX;
    let before = |at: usize, out: &mut String| {
        let place = at.saturating_sub(1) * jobs.len() / (SENTENCES - 1);
        if let Some(job) = jobs.get(place).filter(|_| at > 0 && headed != place) {
            headed = place;
            heading(form, job, out);
        }
    };
    under_headings(seed, 1, writing, SENTENCES, own, before, |at, dice, out| {
        if at == 0 {
            opener(writing.smoothed, trade, dice, out);
        } else {
            work_sentence(trade, dice, out);
        }
    })
}

/// Employer and months of a job, in one of the forms in which CVs give them.
fn heading(form: u64, job: &Job, out: &mut String) {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = |day: i64| {
        let (year, month) = year_and_month(day);
        if form.is_multiple_of(2) {
            format!("{} {year}", MONTHS[month - 1])
        } else {
            format!("{month:02}/{year}")
        }
    };
    let until = if job.ended {
        month(job.until)
    } else {
        "today".to_owned()
    };
    let (from, employer) = (month(job.from), &job.employer);
    let line = if form % 4 < 2 {
        format!("{employer}, {from} to {until}. ")
    } else {
        format!("{from} – {until}: {employer}. ")
    };
    out.push_str(&line);
}

/// A cover letter.
pub(crate) fn letter(seed: u64, writing: &Writing, trade: &Trade, own: &mut Dice) -> String {
    compose(seed, 2, writing, 4, own, |at, dice, out| match at {
        0 => opener(writing.smoothed, trade, dice, out),
        1 => work_sentence(trade, dice, out),
        _ => {
            fill(dice.word(BIDS), trade, dice, out);
            out.push(' ');
        }
    })
}

/// The text of a bid.
pub(crate) fn bid(seed: u64, writing: &Writing, trade: &Trade, own: &mut Dice) -> String {
    compose(seed, 3, writing, 4, own, |at, dice, out| {
        // A bid tells what its writer has done: two strangers rarely say the same by chance.
        if at == 0 || at == 3 {
            fill(dice.word(BIDS), trade, dice, out);
            out.push(' ');
        } else {
            work_sentence(trade, dice, out);
        }
    })
}

/// The text about a person on a profile.
pub(crate) fn bio(seed: u64, writing: &Writing, trade: &Trade, own: &mut Dice) -> String {
    compose(seed, 4, writing, 2, own, |at, dice, out| {
        if at == 0 {
            opener(writing.smoothed, trade, dice, out);
        } else {
            work_sentence(trade, dice, out);
        }
    })
}

static COMPANY_HEADS: &[&str] = &[
    "Alder", "Basalt", "Cinder", "Drift", "Ember", "Fathom", "Gable", "Hollow", "Indigo",
    "Juniper", "Kelp", "Lumen", "Marrow", "Nettle", "Orchard", "Pewter", "Quarry", "Rivet",
    "Saffron", "Tundra", "Umber", "Vesper", "Willow", "Yarrow", "Zephyr",
];
static COMPANY_TAILS: &[&str] = &[
    "Works",
    "Labs",
    "Systems",
    "Partners",
    "Studio",
    "Logistics",
    "Foods",
    "Health",
    "Media",
    "Energy",
    "Software",
    "Goods",
    "Capital",
    "Research",
    "Transit",
    "Digital",
];

/// An invented company and its domain.
pub(crate) fn company(dice: &mut Dice) -> (String, String) {
    let (head, tail) = (dice.word(COMPANY_HEADS), dice.word(COMPANY_TAILS));
    let number = dice.whole(1, 60);
    let name = if number > 40 {
        format!("{head} {tail}")
    } else {
        format!("{head} {tail} {number}")
    };
    let domain = format!(
        "{}{}{number}.example",
        head.to_lowercase(),
        tail.to_lowercase()
    );
    (name, domain)
}

static SCHOOL_PLACES: &[&str] = &[
    "Northmere",
    "Ashvale",
    "Corbin Hill",
    "Lakelow",
    "Santa Brisa",
    "Velgrad",
    "Ondara",
    "Mirapur",
    "Kitashima",
    "Portlune",
    "Halden Bay",
    "Ravello Norte",
    "Tessaly",
    "Brackwater",
    "Amberley Cross",
    "Oswin",
    "Darrow",
    "Pelham Reach",
    "Sorvik",
    "Quillan",
];
static SCHOOL_FORMS: &[&str] = &[
    "Polytechnic",
    "State University",
    "College",
    "Institute of Technology",
    "University",
    "Technical College",
    "School of Applied Sciences",
    "City University",
    "Open University",
    "Business School",
];

/// An invented school; a few large ones have many of the students.
pub(crate) fn school(dice: &mut Dice) -> String {
    let place = (SCHOOL_PLACES.len() as f64 * dice.between(0.0, 1.0).powi(2)) as usize;
    let form = (SCHOOL_FORMS.len() as f64 * dice.between(0.0, 1.0).powi(2)) as usize;
    format!(
        "{} {}",
        SCHOOL_PLACES[place.min(SCHOOL_PLACES.len() - 1)],
        SCHOOL_FORMS[form.min(SCHOOL_FORMS.len() - 1)]
    )
}

static STREETS: &[&str] = &[
    "Larkspur", "Millrace", "Harbour", "Old Post", "Chestnut", "Tannery", "Meadow", "Quayside",
    "Granite", "Orchard", "Station", "Weaver", "Lantern", "Bramble", "Foundry", "Kiln", "Heron",
    "Juniper", "Copper", "Linden",
];
static STREET_ENDS: &[&str] = &[
    "Street", "Lane", "Road", "Avenue", "Row", "Walk", "Close", "Way",
];

/// An invented street address.
pub(crate) fn street(dice: &mut Dice) -> String {
    let (name, end) = (dice.word(STREETS), dice.word(STREET_ENDS));
    let house = dice.whole(1, 2_400);
    if dice.chance(0.5) {
        format!("{house} {name} {end}, Unit {}", dice.whole(1, 240))
    } else {
        format!("{house} {name} {end}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trade::TRADES;

    #[test]
    fn a_template_repeats_and_own_words_do_not() {
        let copied = Writing {
            template: Some(9),
            own: 0.0,
            ..Writing::own_words()
        };
        let mut one = stream(1, Purpose::Subject, 1);
        let mut two = stream(1, Purpose::Subject, 2);
        let trade = &TRADES[0];
        assert_eq!(
            resume(1, &copied, trade, &[], &mut one),
            resume(1, &copied, trade, &[], &mut two)
        );
        let own = Writing::own_words();
        assert_ne!(
            resume(1, &own, trade, &[], &mut one),
            resume(1, &own, trade, &[], &mut two)
        );
    }

    #[test]
    fn no_slot_is_left_open() {
        let mut dice = stream(2, Purpose::Subject, 1);
        for trade in TRADES {
            for _ in 0..50 {
                let text = resume(
                    2,
                    &Writing {
                        template: None,
                        own: 1.0,
                        smoothed: true,
                        paraphrased: false,
                    },
                    trade,
                    &[],
                    &mut dice,
                );
                assert!(!text.contains('{') && !text.contains('}'), "{text}");
            }
        }
    }
}
