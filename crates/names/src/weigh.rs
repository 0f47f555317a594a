//! What two names that are laid side by side are worth: what met, what is missing and what contradicts.

use crate::align::Meeting;
use crate::both_korean::in_script;
use crate::explain::How;
use crate::lexicon::lexicon;
use crate::name::LegalForm;
use crate::schema::Schema;
use crate::script::Script;
use crate::side::Side;
use crate::token::{Kind, Token};

/// Weight of a contradiction against what met, for people and for bodies.
pub(crate) const CONTRADICTION: f32 = 1.6;
const MISSING_PERSON: f32 = 0.35;
/// No missing part of a person's name counts less.
pub(crate) const LEAST_MISSING_OF_PERSON: f32 = MISSING_PERSON * LEAST_MISSING;
/// No missing part of a body counts less.
pub(crate) const MISSING_BODY: f32 = 0.55;
/// A word this long and rare says of which body the talk is.
const OWN_WORD: f32 = 0.85;
/// Where nothing but general words and places met, each of them is needed.
const MISSING_OF_GENERAL: f32 = 0.75;
/// How much weight must have met for missing parts to count no more than they do by themselves.
const ENOUGH: f32 = 1.85;
const LEAST_MISSING: f32 = 0.7;
const MOST_MISSING: f32 = 6.0;
// What one side lacks never counts more than what contradicts.
const _: () = assert!(MISSING_PERSON * MOST_MISSING < 2.0 * CONTRADICTION);
const _: () = assert!(MISSING_BODY < MISSING_OF_GENERAL);
/// A company limited by shares is seldom one with limited liability, but companies change their form.
const OTHER_FORM: f32 = 0.85;
/// How much parts that are each a little different count against people together.
const DOUBT: f32 = 0.35;
/// The same for bodies that have one word of their own and other words besides.
const DOUBT_OF_ONE_WORD: f32 = 1.1;
/// How much more where parts are missing, for each whole part.
const DOUBT_WITH_MISSING: f32 = 0.7;
/// Highest value with a contradiction in a part that names.
pub(crate) const CONTRADICTED: f32 = 0.66;
/// Weight from which parts that name contradict.
pub(crate) const CONTRADICTS: f32 = 0.25;
/// Highest value when one of several parts met.
pub(crate) const ONE_PART: f32 = 0.68;

/// Words that say what kind of body it is, not what it does.
fn says_what_kind(concept: &str) -> bool {
    matches!(
        concept,
        "factory"
            | "group"
            | "companies"
            | "company_of_enterprises"
            | "company_joint"
            | "holding"
            | "concern"
            | "npo"
            | "npp"
            | "npk"
            | "npc"
            | "production_association"
            | "okb"
            | "tskb"
            | "skb"
            | "tsnii"
            | "vnii"
            | "institute"
            | "bureau"
            | "center"
            | "association"
            | "union"
            | "production"
            | "general"
            | "management"
            | "trading"
            | "branch"
            | "organization"
    )
}

/// The places among these bits, in order.
#[inline]
pub(crate) fn each(mut places: u16) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = places.trailing_zeros() as usize;
        places = places.checked_sub(1)? & places;
        Some(place)
    })
}

/// Words of some kind among these places, in order.
fn of_kind<'a>(
    side: &'a Side<'_>,
    places: u16,
    is: impl Fn(&Token) -> bool + 'a,
) -> impl Iterator<Item = usize> + 'a {
    each(places).filter(move |place| side.token(*place).is_some_and(&is))
}

fn weight_of(side: &Side<'_>, places: u16) -> f32 {
    each(places).map(|place| side.weight(place)).sum()
}

/// The same of countries, peoples and cities.
fn weight_of_places(side: &Side<'_>, places: u16) -> f32 {
    of_kind(side, places, |token| token.kind == Kind::Place)
        .map(|place| side.weight(place))
        .sum()
}

/// Left-over places of the one side that lie in or around those of the other.
fn places_near(side: &Side<'_>, places: u16, other: &Side<'_>, other_places: u16) -> u16 {
    let is_place = |token: &Token| token.kind == Kind::Place;
    of_kind(side, places, is_place)
        .filter(|place| {
            of_kind(other, other_places, is_place).any(|against| {
                match (side.token(*place), other.token(against)) {
                    (Some(one), Some(two)) => lexicon().lie_within(&one.text, &two.text),
                    _ => false,
                }
            })
        })
        .fold(0, |bits, place| bits | 1 << place)
}

/// How many of its words name.
fn naming(side: &Side<'_>) -> usize {
    (0..side.count)
        .filter(|place| {
            side.token(*place)
                .is_some_and(|token| token.kind == Kind::Word)
        })
        .count()
}

fn has_kind(side: &Side<'_>, places: u16, kind: Kind) -> bool {
    of_kind(side, places, |token| token.kind == kind)
        .next()
        .is_some()
}

/// Whether a word of the name's own is among these: what stands in brackets is an addition.
fn names_itself(side: &Side<'_>, places: u16) -> bool {
    of_kind(side, places, |token| token.kind == Kind::Word).any(|place| {
        !side
            .standings
            .get(place)
            .is_some_and(|standing| standing.aside)
    })
}

/// Weight of the left-over words of some kinds, as contradictions see it: what stands in brackets does not contradict.
fn against(side: &Side<'_>, places: u16, kinds: &[Kind]) -> f32 {
    let is_aside =
        |place: &usize| (side.standings.get(*place)).is_some_and(|standing| standing.aside);
    of_kind(side, places, |token| kinds.contains(&token.kind))
        .filter(|place| !is_aside(place))
        .map(|place| side.weight(place))
        .sum()
}

/// How much missing parts of people's names count. Two names that very many people bear meet by chance: that others
/// are missing counts more then.
pub(crate) fn missing_of_person(shared: f32) -> f32 {
    MISSING_PERSON
        * (ENOUGH / shared.max(0.1))
            .powi(3)
            .clamp(LEAST_MISSING, MOST_MISSING)
}

/// The value of what met and what is left over, before the names as a whole are looked at.
pub(crate) fn value(
    a: &Side<'_>,
    b: &Side<'_>,
    meetings: &[Option<Meeting>],
    left_over: (u16, u16),
    notes: &mut u16,
) -> f32 {
    let person = a.person && b.person;
    let (mut agreed, mut met, mut shared) = (0.0f32, 0.0f32, 0.0f32);
    let numbers = |side: &Side<'_>, places: u16| -> f32 {
        of_kind(side, places, |token| token.kind == Kind::Number)
            .map(|place| side.weight(place))
            .sum()
    };
    // Numbers left over are judged by themselves below.
    let rest_a = weight_of(a, left_over.0) - numbers(a, left_over.0);
    let rest_b = weight_of(b, left_over.1) - numbers(b, left_over.1);
    // Weight of the words of their own that met.
    let mut own = 0.0f32;
    // What an initial leaves open.
    let mut spelled_out = 0.0f32;
    let (mut names_met, mut initials_met) = ((0, 0), 0);
    let (mut doubt, mut loose) = (1.0f32, 1.0f32);
    let mut swapped_descent = false;
    for meeting in meetings.iter().flatten() {
        let (left, right) = (weight_of(a, meeting.left), weight_of(b, meeting.right));
        if meeting.how == How::Initial {
            let least = left.min(right);
            agreed += 2.0 * least * meeting.alike;
            met += 2.0 * least;
            spelled_out += (left - right).abs();
            initials_met += 1;
            continue;
        }
        agreed += (left + right) * meeting.alike;
        met += left + right;
        // Scripts without vowels never come near 1, which is no doubt about the word.
        let sure = meeting.how == How::Transliterated && meeting.alike >= 0.85;
        shared += left.min(right) * if sure { 1.0 } else { meeting.alike };
        let names = has_kind(a, meeting.left, Kind::Word) || has_kind(b, meeting.right, Kind::Word);
        if names {
            own += left.min(right) * meeting.alike;
            names_met.0 += meeting.left.count_ones() as usize;
            names_met.1 += meeting.right.count_ones() as usize;
            doubt *= meeting.alike;
            let least = if meeting.how == How::Transliterated {
                0.86
            } else {
                0.9
            };
            if meeting.alike < least {
                loose *= meeting.alike;
            }
        }
        let descent = |side: &Side<'_>, places: u16| {
            side.standings
                .get(places.trailing_zeros() as usize)
                .is_some_and(|standing| standing.descent)
        };
        swapped_descent |= descent(a, meeting.left) && !descent(b, meeting.right);
    }
    if met <= 0.0 {
        return 0.0;
    }
    // A word of one's own does not contradict a general one: "Goreltex Plant" may be "Cortem Goreltex".
    let general = |side: &Side<'_>, places: u16| -> f32 {
        let is_general = |token: &Token| token.kind == Kind::Generic && says_what_kind(&token.text);
        of_kind(side, places, is_general)
            .map(|place| side.weight(place))
            .sum()
    };
    // Nor does a city contradict its country.
    let (near_a, near_b) = if person || own < OWN_WORD {
        (0, 0)
    } else {
        (
            places_near(a, left_over.0, b, left_over.1),
            places_near(b, left_over.1, a, left_over.0),
        )
    };
    let (general_a, general_b) = if person || own < OWN_WORD {
        (0.0, 0.0)
    } else {
        (
            general(a, left_over.0) + weight_of(a, near_a),
            general(b, left_over.1) + weight_of(b, near_b),
        )
    };
    let both_general = if near_a != 0 {
        0.0
    } else {
        general_a.min(general_b)
    };
    let least = (rest_a - general_a)
        .max(0.0)
        .min((rest_b - general_b).max(0.0))
        + both_general;
    let extra = rest_a + rest_b - 2.0 * least;
    let missing = if person {
        missing_of_person(shared)
    } else if names_met.0 == 0 {
        MISSING_OF_GENERAL
    } else {
        MISSING_BODY
    };
    let mut value = agreed
        / (met + 2.0 * least * CONTRADICTION + extra * missing + spelled_out * MISSING_PERSON);
    let one_part = |met: usize, side: &Side<'_>| met + initials_met <= 1 && naming(side) > 1;
    if (a.person || b.person) && (one_part(names_met.0, a) || one_part(names_met.1, b)) {
        value = value.min(ONE_PART);
        *notes |= 1 << 4;
    }
    // One word that many bodies share is no more than that; a country alone may be left out.
    let words_met = meetings.iter().flatten().count();
    let more =
        |side: &Side<'_>, places: u16| weight_of(side, places) > weight_of_places(side, places);
    if !person
        && names_met.0 == 0
        && words_met == 1
        && (more(a, left_over.0) || more(b, left_over.1))
    {
        value = value.min(ONE_PART);
        *notes |= 1 << 4;
    }
    let names = [Kind::Word, Kind::Initial];
    let contradiction = against(a, left_over.0, &names).min(against(b, left_over.1, &names));
    if contradiction >= CONTRADICTS {
        value = value.min(CONTRADICTED);
    }
    if names_met.0 == 0 && (names_itself(a, left_over.0) || names_itself(b, left_over.1)) {
        value = value.min(0.6);
    }
    // An initial alone says nothing, whosever name it is.
    if names_met.0 == 0 && initials_met > 0 {
        value = value.min(0.5);
    }
    if person {
        // Names are written whole in Han characters and in Hangul: one part more or less is another name.
        let whole =
            |side: &Side<'_>| in_script(side, Script::Han) || in_script(side, Script::Hangul);
        if (whole(a) || whole(b))
            && against(a, left_over.0, &names) + against(b, left_over.1, &names) > 0.2
        {
            value = value.min(CONTRADICTED);
        }
        // Several parts that are each a little different are together less likely to be one name.
        // And a loose meeting means less when other parts have no counterpart.
        value *= doubt.powf(DOUBT) * loose.powf(DOUBT_WITH_MISSING * extra.min(2.0));
        let has_descent = |side: &Side<'_>| side.standings.iter().any(|standing| standing.descent);
        if swapped_descent && has_descent(a) && has_descent(b) && a.count == b.count {
            value = value.min(CONTRADICTED);
            *notes |= 1 << 7;
        }
        return value;
    }
    // A body whose one distinctive word is only nearly the other's is likely another body.
    if names_met == (1, 1) {
        let whole = left_over == (0, 0);
        value *= doubt.powf(if whole { DOUBT } else { DOUBT_OF_ONE_WORD });
    }
    let (apart_a, apart_b) = (left_over.0 & !near_a, left_over.1 & !near_b);
    if has_kind(a, apart_a, Kind::Place) && has_kind(b, apart_b, Kind::Place) {
        value = value.min(CONTRADICTED);
    }
    let vessel = a.schema == Schema::Vessel || b.schema == Schema::Vessel;
    let numbers = (
        has_kind(a, left_over.0, Kind::Number),
        has_kind(b, left_over.1, Kind::Number),
    );
    if numbers.0 || numbers.1 {
        *notes |= 1 << 5;
        value *= match (numbers.0 && numbers.1, vessel || names_met.0 == 0) {
            (true, true) => 0.68,
            (true, false) => 0.8,
            (false, true) => 0.68,
            (false, false) => 0.69,
        };
    }
    let unlike = |x: LegalForm, y: LegalForm| {
        matches!(
            (x, y),
            (LegalForm::Limited, LegalForm::Shares) | (LegalForm::Shares, LegalForm::Limited)
        )
    };
    if unlike(a.legal, b.legal) {
        *notes |= 1 << 2;
        value *= OTHER_FORM;
    }
    if is_company(a) && without_shareholders(b, left_over.1)
        || is_company(b) && without_shareholders(a, left_over.0)
    {
        *notes |= 1 << 2;
        value *= NO_COMPANY;
    }
    value
}

/// What it counts that one is a company and the other has no shareholders.
const NO_COMPANY: f32 = 0.68;

fn is_company(side: &Side<'_>) -> bool {
    !matches!(side.legal, LegalForm::None | LegalForm::Nonprofit)
}

/// Foundations seldom have a company form: the word for one is a part of their name, which the other has not.
fn without_shareholders(side: &Side<'_>, left_over: u16) -> bool {
    let is_foundation = |token: &Token| token.kind == Kind::Generic && &*token.text == "foundation";
    side.legal == LegalForm::Nonprofit
        || side.legal == LegalForm::None && of_kind(side, left_over, is_foundation).next().is_some()
}
