//! A name as comparing sees it, wherever it is stored.

use crate::korean::Form;
use crate::name::{self, Acronyms, LegalForm, MOST_TOKENS, Name, Standing};
use crate::schema::Schema;
use crate::token::Token;

/// Words of one name written together that are looked at.
pub(crate) const MOST_JOINS: usize = 24;

/// Neighbouring words written as one, or one word in another form.
#[derive(Clone, Copy)]
pub(crate) struct Join<'a> {
    pub(crate) first: u8,
    pub(crate) count: u8,
    pub(crate) token: &'a Token,
}

impl Join<'_> {
    /// The places of its words, as bits.
    pub(crate) fn bits(&self) -> u16 {
        (((1u32 << self.count) - 1) << self.first) as u16
    }
}

/// Words written together, where they lie: most comparisons never look at them.
#[derive(Clone, Copy)]
pub(crate) enum Joins<'a> {
    Own(&'a [name::Join]),
    Stored(&'a [Join<'a>]),
}

impl<'a> Joins<'a> {
    #[inline]
    fn get(self, place: usize) -> Option<Join<'a>> {
        match self {
            Self::Own(joins) => joins.get(place).map(|join| Join {
                first: join.first,
                count: join.count,
                token: &join.token,
            }),
            Self::Stored(joins) => joins.get(place).copied(),
        }
    }

    pub(crate) fn is_empty(self) -> bool {
        match self {
            Self::Own(joins) => joins.is_empty(),
            Self::Stored(joins) => joins.is_empty(),
        }
    }
}

/// What can be told of words written together without looking at each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct JoinMarks {
    /// Places of words that have another form, as bits.
    pub(crate) forms: u16,
    /// First places of two and of three words written together, as bits.
    twos: u16,
    threes: u16,
    /// A bit for each hash: names that have no bit in common have no hash in common.
    hashes: u64,
}

impl JoinMarks {
    pub(crate) fn add(&mut self, first: u8, count: u8, token: &Token) {
        let bit = 1u16 << first;
        match count {
            1 => self.forms |= bit,
            2 => self.twos |= bit,
            _ => self.threes |= bit,
        }
        self.hashes |= 1 << (token.hash & 63);
    }

    /// Whether all words of some that are written together can be among these places.
    pub(crate) fn may_be_among(self, places: u16) -> bool {
        let two = places & places >> 1;
        places & self.forms != 0 || two & self.twos != 0 || two & places >> 2 & self.threes != 0
    }

    /// Whether words written together on both sides may be the same.
    pub(crate) fn may_share(self, other: Self) -> bool {
        self.hashes & other.hashes != 0
    }
}

/// A name, laid out for comparing.
#[derive(Clone, Copy)]
pub(crate) struct Side<'a> {
    pub(crate) schema: Schema,
    pub(crate) person: bool,
    pub(crate) count: usize,
    pub(crate) tokens: [Option<&'a Token>; MOST_TOKENS],
    pub(crate) standings: &'a [Standing],
    pub(crate) joins: Joins<'a>,
    pub(crate) join_marks: JoinMarks,
    pub(crate) korean: &'a [Form],
    pub(crate) legal: LegalForm,
    pub(crate) acronyms: Acronyms,
}

impl Name {
    pub(crate) fn side(&self) -> Side<'_> {
        let mut tokens = [None; MOST_TOKENS];
        for (to, from) in tokens.iter_mut().zip(&self.tokens) {
            *to = Some(from);
        }
        Side {
            schema: self.schema,
            person: self.person,
            count: self.tokens.len().min(MOST_TOKENS).min(self.standings.len()),
            tokens,
            standings: &self.standings,
            joins: Joins::Own(&self.joins[..self.joins.len().min(MOST_JOINS)]),
            join_marks: self.join_marks,
            korean: &self.korean,
            legal: self.legal,
            acronyms: self.acronyms,
        }
    }
}

impl<'a> Side<'a> {
    pub(crate) fn token(&self, place: usize) -> Option<&'a Token> {
        self.tokens.get(place).copied().flatten()
    }

    /// The word at a place as [`crate::align::Meets`] counts them.
    pub(crate) fn at(&self, place: usize) -> Option<&'a Token> {
        match place.checked_sub(MOST_TOKENS) {
            None => self.token(place),
            Some(place) => self.joins.get(place).map(|join| join.token),
        }
    }

    pub(crate) fn joins(&self) -> impl Iterator<Item = Join<'a>> + use<'a> {
        let joins = self.joins;
        (0..MOST_JOINS).map_while(move |place| joins.get(place))
    }

    pub(crate) fn weight(&self, place: usize) -> f32 {
        self.standings
            .get(place)
            .map_or(0.0, |standing| standing.weight)
    }
}
