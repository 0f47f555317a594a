//! A name in four bytes: by them most names that share a word with a query are told apart before they are looked at.

use super::bound::{self, FIRM_WORDS, Query, Weighed};
use crate::name::{Name, Standing};
use crate::token::{Kind, Token};
use crate::weigh::CONTRADICTS;

/// What can be told of a name at a glance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glance(pub(super) u32);

const PERSON: u32 = 1;
const INITIAL: u32 = 2;
const SEVERAL: u32 = 4;
const CONTRADICTING_AT: u32 = 3;
const MOST_CONTRADICTING: u32 = 15;
const HEAVIEST_AT: u32 = 7;
const LEFT_BY_ONE_AT: u32 = 14;
const LEFT_BY_TWO_AT: u32 = 22;

/// What the words of a query that met weigh, and those that are left over: kept for the next name, for which they are
/// mostly the same.
#[derive(Default)]
pub(super) struct Known {
    met: Option<u16>,
    weighed: Weighed,
}

impl Known {
    #[inline]
    fn of(&mut self, query: &Query, met: u16) -> &Weighed {
        if self.met != Some(met) {
            self.met = Some(met);
            self.weighed = query.weigh(met);
        }
        &self.weighed
    }
}

/// Weights are told in such parts of one: none is above 4, so the heaviest word fits seven bits.
const PARTS: f32 = 24.0;

impl Glance {
    /// How many of its bits are used.
    pub(super) const BITS: u32 = 28;

    pub(super) fn of(name: &Name) -> Self {
        let words = || name.tokens.iter().zip(&name.standings);
        let repeats = |token: &Token| words().filter(|(it, _)| it.hash == token.hash).count() > 1;
        let contradicts = |(token, standing): &(&Token, &Standing)| {
            let names = matches!(token.kind, Kind::Word | Kind::Initial);
            names && !standing.aside && standing.weight >= CONTRADICTS && !repeats(token)
        };
        let naming = words().filter(|(token, _)| token.kind == Kind::Word);
        let has_initial = words().any(|(token, _)| token.kind == Kind::Initial);
        let heaviest = words().fold(0.0f32, |most, (_, standing)| most.max(standing.weight));
        let mut counted: Vec<f32> = words()
            .filter(|(token, _)| bound::counts(token.kind as u8) && !repeats(token))
            .map(|(_, standing)| standing.weight)
            .collect();
        counted.sort_unstable_by(|one, other| other.total_cmp(one));
        let left_by = |count: usize| -> u32 {
            let left: f32 = counted.iter().skip(count).sum();
            (left * PARTS) as u32
        };
        let flag = |is: bool, flag: u32| if is { flag } else { 0 };
        Self(
            flag(name.person, PERSON)
                | flag(has_initial, INITIAL)
                | flag(naming.count() > 1, SEVERAL)
                | (words().filter(contradicts).count() as u32).min(MOST_CONTRADICTING)
                    << CONTRADICTING_AT
                | ((heaviest * PARTS).ceil() as u32).min(127) << HEAVIEST_AT
                | left_by(1).min(255) << LEFT_BY_ONE_AT
                | left_by(2).min(63) << LEFT_BY_TWO_AT,
        )
    }

    pub(super) fn is_person(self) -> bool {
        self.0 & PERSON != 0
    }

    pub(super) fn has_initial(self) -> bool {
        self.0 & INITIAL != 0
    }

    /// Whether more than one of its words names.
    fn has_several(self) -> bool {
        self.0 & SEVERAL != 0
    }

    /// How many words would each contradict by themselves, or fewer.
    fn contradicting(self) -> u32 {
        self.0 >> CONTRADICTING_AT & MOST_CONTRADICTING
    }

    /// What the heaviest word weighs, or more.
    pub(super) fn heaviest(self) -> f32 {
        (self.0 >> HEAVIEST_AT & 127) as f32 / PARTS
    }

    /// What is left over at least where so many words meet.
    pub(super) fn left_by(self, count: u32) -> f32 {
        let parts = match count {
            0 | 1 => self.0 >> LEFT_BY_ONE_AT & 255,
            2 => self.0 >> LEFT_BY_TWO_AT & 63,
            _ => 0,
        };
        parts as f32 / PARTS
    }

    /// A first look, before the words of the name are looked at: `met` and `firm` are the query's words that met, and
    /// met firmly.
    ///
    /// Where a person is concerned two parts must meet, or one and an initial, or each name is one word. And each word
    /// of the query meets one word at most (unless words are written together, which is not asked here): what that
    /// leaves over on both sides contradicts, and what it leaves over on one side counts. All are rules of `weigh`.
    #[inline]
    pub(super) fn can_pass(self, query: &Query, met: u16, firm: u16, known: &mut Known) -> bool {
        if self.has_initial() || query.initials != 0 {
            return true;
        }
        let is_person = query.person || self.is_person();
        if is_person && met.count_ones() <= 1 && (query.naming > 1 || self.has_several()) {
            return false;
        }
        // Beside two words that met firmly others may meet in a second look.
        if firm.count_ones() >= FIRM_WORDS {
            return true;
        }
        // Not all words were looked for.
        let met = met | query.assumed;
        let contradicts = query.strong & !met != 0 && self.contradicting() > met.count_ones();
        !contradicts && query.may_reach(self, known.of(query, met))
    }
}
