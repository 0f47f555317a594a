//! What a stored name can reach at most, from the words that meet. Nearly every name that shares a word with a query
//! ends here, without being laid side by side with it.
//!
//! A word that meets nothing is left over whatever is laid where; so what is left over at least is known, and each
//! rule of `weigh` that holds a value below [`POSSIBLE`] because of what is left over can be applied beforehand.

use super::glance::Glance;
use super::rows::Rows;
use super::sketch::Sounds;
use super::store::{ASIDE, IS_PERSON, Joined, Placed, REPEATS, SOUNDS, Stored, View};
use crate::name::{MOST_TOKENS, Name};
use crate::score::POSSIBLE;
use crate::second_look::WORTH as SECOND;
use crate::side::MOST_JOINS;
use crate::similarity::INITIAL;
use crate::token::{Group, Kind};
use crate::weigh::{
    CONTRADICTED, CONTRADICTION, CONTRADICTS, LEAST_MISSING_OF_PERSON, MISSING_BODY, ONE_PART,
    missing_of_person,
};

const _: () = assert!((CONTRADICTED as f64) < POSSIBLE && (ONE_PART as f64) < POSSIBLE);

/// Beside so many words that meet firmly, a word may also meet one that it is not found from: then what is left over is
/// looked at again.
pub(super) const FIRM_WORDS: u32 = 2;

/// A bound is a sum of other numbers than the value is; this much covers what rounding can do.
const ROUNDING: f32 = 1e-3;

/// What a query's words weigh and which of them name.
pub(super) struct Query {
    pub(super) count: usize,
    pub(super) person: bool,
    pub(super) naming: usize,
    pub(super) initials: u16,
    weights: [f32; MOST_TOKENS],
    firsts: [u8; MOST_TOKENS],
    /// Words in sounds of Latin letters.
    sounds: u16,
    contradicting: u16,
    /// Words that would each contradict by themselves.
    pub(super) strong: u16,
    /// Words that names are not looked for by, though they may meet: those that do not name, or the commonest of a
    /// query that names nothing.
    pub(super) assumed: u16,
    counted: u16,
    /// General words and places: what is left over of them counts, but is not known to contradict.
    general: u16,
    joins: [u16; MOST_JOINS],
    /// The sounds of words that may meet others in a second look, and whether everybody knows them: see
    /// [`Query::listen`].
    spoken: Vec<Option<(Sounds, bool)>>,
}

/// What words of a query weigh: those that met, those that are left over, and general ones among these.
#[derive(Default)]
pub(super) struct Weighed {
    count: u32,
    met: f32,
    rest: f32,
    general: f32,
}

/// Which words meet, as bits of their places in the query and in the stored name.
struct Places {
    here: u16,
    there: u16,
    /// Those that may meet because one is an initial.
    begins: (u16, u16),
    /// Those that may meet in a second look.
    near: (u16, u16),
}

/// How alike the words of both names are at most to what they meet.
struct Best {
    here: [f32; MOST_TOKENS],
    there: [f32; MOST_TOKENS],
}

fn raise(best: &mut [f32; MOST_TOKENS], mut places: u16, alike: f32) {
    while places != 0 {
        let place = &mut best[places.trailing_zeros() as usize % MOST_TOKENS];
        *place = place.max(alike);
        places &= places - 1;
    }
}

/// What of a stored name met, found on the way to the bound.
pub(super) struct Met {
    /// Rows of its words, and after [`MOST_TOKENS`] of its words written together.
    pub(super) rows: [u32; MOST_TOKENS + MOST_JOINS],
    /// Its initials, as bits.
    pub(super) initials: u16,
    /// Whether words written together can meet anything.
    pub(super) any_joined: bool,
    /// Whether the name can reach [`POSSIBLE`] by its words.
    pub(super) can_pass: bool,
}

impl Query {
    pub(super) fn of(query: &Name) -> Self {
        let mut it = Self {
            count: query
                .tokens
                .len()
                .min(MOST_TOKENS)
                .min(query.standings.len()),
            person: query.person,
            naming: 0,
            initials: 0,
            weights: [0.0; MOST_TOKENS],
            firsts: [0; MOST_TOKENS],
            sounds: 0,
            contradicting: 0,
            strong: 0,
            assumed: 0,
            counted: 0,
            general: 0,
            joins: [0; MOST_JOINS],
            spoken: Vec::new(),
        };
        let words = query.tokens.iter().zip(&query.standings);
        for (place, (token, standing)) in words.enumerate().take(MOST_TOKENS) {
            let bit = 1u16 << place;
            let repeats = query
                .tokens
                .iter()
                .filter(|other| other.hash == token.hash)
                .count()
                > 1;
            it.assumed |= if token.kind == Kind::Word { 0 } else { bit };
            let strong = token.kind == Kind::Word && standing.weight >= CONTRADICTS;
            if strong && !repeats && !standing.aside {
                it.strong |= bit;
            }
            it.weights[place] = standing.weight;
            it.firsts[place] = token.text.bytes().next().unwrap_or(0);
            it.naming += usize::from(token.kind == Kind::Word);
            if token.group == Group::Sounds {
                it.sounds |= bit;
            }
            if token.kind == Kind::Initial {
                it.initials |= bit;
            }
            if !repeats && counts(token.kind as u8) {
                it.counted |= bit;
            }
            if !repeats && is_general(token.kind as u8) {
                it.general |= bit;
            }
            if !repeats && !standing.aside && names(token.kind as u8) {
                it.contradicting |= bit;
            }
        }
        for (to, join) in it.joins.iter_mut().zip(&query.joins) {
            *to = (((1u32 << join.count) - 1) << join.first) as u16;
        }
        if it.naming == 0 {
            it.assumed = 0;
        }
        it
    }

    /// Prepares the words' sounds, which are needed only where some name may be found.
    pub(super) fn listen(&mut self, query: &Name) {
        self.spoken.extend(query.tokens.iter().map(|token| {
            (token.kind == Kind::Word && token.group == Group::Sounds)
                .then(|| (Sounds::of(token), token.common))
        }));
    }

    /// Looks at a stored name's words, and at those written together where any of them may meet.
    pub(super) fn meet(
        &self,
        view: &View<'_>,
        stored: &Stored,
        rows: &Rows,
        with_joins: bool,
    ) -> Met {
        let mut met = Met {
            rows: [0; MOST_TOKENS + MOST_JOINS],
            initials: 0,
            any_joined: false,
            can_pass: false,
        };
        let records = view.placed(stored);
        let (mut slots, mut here, mut there) = (0u64, 0u16, 0u16);
        let (mut firm_here, mut firm_there) = (0u64, 0u16);
        let (mut begins_here, mut begins_there) = (0u16, 0u16);
        for (place, record) in records.iter().enumerate() {
            let placed = Placed::read(record);
            let row = rows.row_of(placed.word);
            met.rows[place] = row;
            slots |= rows.slots(row);
            let firm = rows.firm(row);
            if placed.kind == Kind::Word as u8 {
                firm_here |= firm;
                firm_there |= u16::from(firm != 0) << place;
            }
            there |= u16::from(row != 0) << place;
            let is_initial = placed.kind == Kind::Initial as u8;
            met.initials |= u16::from(is_initial) << place;
            if (is_initial || self.initials != 0) && placed.flags & SOUNDS != 0 {
                let alike = self.beginning(placed.first, is_initial);
                begins_here |= alike;
                begins_there |= u16::from(alike != 0) << place;
            }
        }
        let mut joined_there = 0u16;
        let joins = if with_joins { view.joins(stored) } else { &[] };
        for (place, record) in joins.iter().enumerate() {
            let join = Joined::read(record);
            let row = rows.row_of(join.word);
            met.rows[MOST_TOKENS + place] = row;
            slots |= rows.slots(row);
            if row != 0 {
                joined_there |= join.bits();
            }
            // Another form of one word meets as firmly as the word itself.
            let firm = rows.firm(row);
            firm_here |= firm;
            if firm != 0 && join.count == 1 {
                firm_there |= join.bits();
            }
        }
        there |= joined_there | begins_there;
        here |= begins_here;
        let words = ((1u32 << self.count) - 1) as u16;
        here |= slots as u16 & words;
        let mut joined = slots >> self.count;
        met.any_joined = joined != 0 || joined_there != 0;
        while joined != 0 {
            here |= self.joins[(joined.trailing_zeros() as usize).min(MOST_JOINS - 1)];
            joined &= joined - 1;
        }
        let forms = (self.joins.iter().enumerate())
            .filter(|(place, bits)| {
                bits.count_ones() == 1 && firm_here >> (self.count + place) & 1 == 1
            })
            .fold(0, |places, (_, bits)| places | bits);
        let firm_here = firm_here as u16 & words | forms;
        let is_open = firm_here.count_ones() >= FIRM_WORDS && firm_there.count_ones() >= FIRM_WORDS;
        let mut places = Places {
            here,
            there,
            begins: (begins_here, begins_there),
            near: (0, 0),
        };
        let can_pass = |places: &Places| {
            !self.is_contradicted(stored, records, places)
                && self.can_reach(
                    stored,
                    records,
                    places,
                    &self.best(view, stored, rows, &met, places),
                )
        };
        let mut passes = can_pass(&places);
        if is_open && !passes {
            // What is left over may still meet in a second look.
            self.second_look(view, records, &mut places);
            passes = places.near != (0, 0) && can_pass(&places);
        }
        met.can_pass = passes;
        met
    }

    /// How alike the words of both names are at most to what they meet.
    fn best(
        &self,
        view: &View<'_>,
        stored: &Stored,
        rows: &Rows,
        met: &Met,
        places: &Places,
    ) -> Best {
        let mut best = Best {
            here: [0.0; MOST_TOKENS],
            there: [0.0; MOST_TOKENS],
        };
        let (words, joins) = met.rows.split_at(MOST_TOKENS);
        for (place, row) in words.iter().enumerate().filter(|(_, row)| **row != 0) {
            raise(&mut best.there, 1 << place, rows.best(*row));
            self.note(rows, *row, &mut best.here);
        }
        let joins = view.joins(stored).iter().zip(joins);
        for (record, row) in joins.filter(|(_, row)| **row != 0) {
            raise(
                &mut best.there,
                Joined::read(record).bits(),
                rows.best(*row),
            );
            self.note(rows, *row, &mut best.here);
        }
        raise(&mut best.here, places.begins.0, INITIAL);
        raise(&mut best.there, places.begins.1, INITIAL);
        raise(&mut best.here, places.near.0, SECOND);
        raise(&mut best.there, places.near.1, SECOND);
        best
    }

    /// What may meet beside words that met firmly: words left over on either side, each with any word, because words
    /// that could meet may be left over too when another took their counterpart.
    fn second_look(&self, view: &View<'_>, records: &[[u8; Placed::SIZE]], places: &mut Places) {
        for (place, record) in records.iter().enumerate() {
            let placed = Placed::read(record);
            if placed.kind != Kind::Word as u8 || placed.flags & SOUNDS == 0 {
                continue;
            }
            let is_left = places.there >> place & 1 == 0;
            let Some(letters) = view.letters(placed.word) else {
                continue;
            };
            let classes = letters.sketch.classes();
            for (own, sounds) in self.spoken.iter().enumerate().take(self.count) {
                let Some((sounds, common)) = sounds else {
                    continue;
                };
                let bit = 1 << own;
                if (is_left || places.here & bit == 0)
                    && sounds.may_be_near(*common, letters, classes)
                {
                    places.near.0 |= bit;
                    places.near.1 |= 1 << place;
                }
            }
        }
        places.here |= places.near.0;
        places.there |= places.near.1;
    }

    /// Notes how alike a row is to the query's words that it meets.
    fn note(&self, rows: &Rows, row: u32, here: &mut [f32; MOST_TOKENS]) {
        for (slot, alike) in rows.each(row) {
            let places = match slot.checked_sub(self.count) {
                None => 1 << slot,
                Some(join) => self.joins[join.min(MOST_JOINS - 1)],
            };
            raise(here, places, alike);
        }
    }

    /// The query's words that meet a stored word because either of them is an initial.
    fn beginning(&self, first: u8, is_initial: bool) -> u16 {
        let among = if is_initial {
            self.sounds
        } else {
            self.sounds & self.initials
        };
        (0..self.count)
            .filter(|place| among >> place & 1 == 1 && self.firsts[*place] == first)
            .fold(0, |bits, place| bits | 1 << place)
    }

    /// Whether what is left over on both sides holds the value down: see the caps of `weigh`.
    fn is_contradicted(
        &self,
        stored: &Stored,
        records: &[[u8; Placed::SIZE]],
        places: &Places,
    ) -> bool {
        let (here, there) = (places.here, places.there);
        if here == 0 || there == 0 {
            return true;
        }
        let is_person = self.person || stored.flags & IS_PERSON != 0;
        let one_part = |met: u16, naming: usize| met.count_ones() <= 1 && naming > 1;
        if is_person && (one_part(here, self.naming) || one_part(there, stored.naming as usize)) {
            return true;
        }
        // The sums run in the order of `weigh`, so that rounding cannot make them larger than there.
        let mut against_here = 0.0f32;
        let mut left = self.contradicting & !here;
        while left != 0 {
            against_here += self.weights[left.trailing_zeros() as usize % MOST_TOKENS];
            left &= left - 1;
        }
        if against_here < CONTRADICTS {
            return false;
        }
        let against_there: f32 = records
            .iter()
            .enumerate()
            .filter(|(place, _)| there >> place & 1 == 0)
            .map(|(_, record)| Placed::read(record))
            .filter(|placed| placed.flags & (REPEATS | ASIDE) == 0 && names(placed.kind))
            .map(|placed| placed.weight)
            .sum();
        against_there >= CONTRADICTS
    }

    /// What those of its words weigh that met, and the others.
    pub(super) fn weigh(&self, met: u16) -> Weighed {
        let mut weighed = Weighed {
            count: met.count_ones(),
            ..Weighed::default()
        };
        for (place, weight) in self.weights.iter().enumerate().take(self.count) {
            let bit = 1u16 << place;
            if met & bit != 0 {
                weighed.met += weight;
            } else if self.counted & bit != 0 {
                weighed.rest += weight;
            } else if self.general & bit != 0 {
                weighed.general += weight;
            }
        }
        weighed
    }

    /// Whether a name can reach [`POSSIBLE`] when no other words of the query meet any of it, each at most one word.
    pub(super) fn may_reach(&self, stored: Glance, here: &Weighed) -> bool {
        let both = self.person && stored.is_person();
        let met_there = here.count as f32 * stored.heaviest();
        let rest_there = stored.left_by(here.count);
        let met = here.met + met_there;
        let against = here.rest.min(rest_there);
        let extra = here.rest + rest_there - 2.0 * against + here.general;
        let missing = if both {
            missing_of_person(here.met.min(met_there) + ROUNDING)
        } else {
            MISSING_BODY
        };
        let most = met / (met + 2.0 * against * CONTRADICTION + extra * missing);
        f64::from(most + ROUNDING) >= POSSIBLE
    }

    /// Whether the words that meet nothing leave enough for [`POSSIBLE`], however those that meet are laid.
    fn can_reach(
        &self,
        stored: &Stored,
        records: &[[u8; Placed::SIZE]],
        places: &Places,
        best: &Best,
    ) -> bool {
        let both = self.person && stored.flags & IS_PERSON != 0;
        // Where a word that could meet is left over after all, what it weighs counts less than a poor meeting would.
        let least = if both {
            1.0 - LEAST_MISSING_OF_PERSON
        } else {
            1.0 - MISSING_BODY
        };
        let (mut agreed, mut general) = (0.0f32, 0.0f32);
        let (mut rest_here, mut met_here) = (0.0f32, 0.0f32);
        for (place, weight) in self.weights.iter().enumerate().take(self.count) {
            let counts = self.counted >> place & 1 == 1;
            let is_general = self.general >> place & 1 == 1;
            if places.here >> place & 1 == 1 {
                met_here += weight;
                // Numbers and words that stand twice do not count at all when they are left over.
                agreed += weight
                    * if counts || is_general {
                        best.here[place].max(least)
                    } else {
                        1.0
                    };
            } else if counts {
                rest_here += weight;
            } else if is_general {
                general += weight;
            }
        }
        let (mut rest_there, mut met_there) = (0.0f32, 0.0f32);
        for (place, record) in records.iter().enumerate() {
            let placed = Placed::read(record);
            let repeats = placed.flags & REPEATS != 0;
            let counts = !repeats && counts(placed.kind);
            let is_general = !repeats && is_general(placed.kind);
            if places.there >> place & 1 == 1 {
                met_there += placed.weight;
                agreed += placed.weight
                    * if counts || is_general {
                        best.there[place].max(least)
                    } else {
                        1.0
                    };
            } else if counts {
                rest_there += placed.weight;
            } else if is_general {
                general += placed.weight;
            }
        }
        let against = rest_here.min(rest_there);
        let extra = rest_here + rest_there - 2.0 * against + general;
        // No less than this counts what one side lacks, and it counts no more than what contradicts.
        let missing = if both {
            missing_of_person(met_here.min(met_there) + ROUNDING)
        } else {
            MISSING_BODY
        };
        let met = met_here + met_there;
        let most = agreed / (met + 2.0 * against * CONTRADICTION + extra * missing);
        f64::from(most + ROUNDING) >= POSSIBLE
    }
}

/// Kinds of words whose lack on both sides contradicts.
fn names(kind: u8) -> bool {
    kind == Kind::Word as u8 || kind == Kind::Initial as u8
}

/// Kinds of words that count as left over; of general words of bodies and of places not all contradict.
pub(super) fn counts(kind: u8) -> bool {
    kind != Kind::Number as u8 && !is_general(kind)
}

fn is_general(kind: u8) -> bool {
    kind == Kind::Generic as u8 || kind == Kind::Place as u8
}
