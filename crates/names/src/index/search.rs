//! Finds the stored names that a query may be.

use std::cell::RefCell;
use std::cmp::Ordering;

use super::bound::{Met, Query};
use super::bytes::fetch;
use super::glance::{self, Glance};
use super::rows::{FIRM, Like, Rows};
use super::store::{FORM, JOINED, NAME, Store, Stored, View, posting_count};
use super::words::Words;
use super::{Hit, Index, keys};
use crate::align::{Meets, align_by};
use crate::explain::How;
use crate::korean::form_cost;
use crate::name::{MOST_TOKENS, Name};
use crate::schema::Schema;
use crate::score::{POSSIBLE, of_alignment, similarity_of_sides};
use crate::side::Side;
use crate::similarity::compare;
use crate::token::Kind;

/// What a thread keeps between searches, so that none starts by clearing a column as long as the list.
#[derive(Default)]
struct Scratch {
    /// Which of the query's words each stored name has met so far, and above them what is known of it at a glance:
    /// both are asked for together, and a name is far from the next one in memory.
    met: Vec<u64>,
    /// Which index `met` speaks of.
    index: u64,
    touched: Vec<u32>,
    candidates: Vec<(u32, u64, Stored)>,
    keys: Vec<u32>,
    words: Words,
    /// Stored words that meet the query's words, one run for each.
    likes: Vec<Like>,
    starts: Vec<usize>,
    rows: Rows,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// Where the query's words that met firmly begin in `met`; below are all that met.
const FIRM_AT: u32 = 16;
/// Set in `met` when stored words written together met.
const MET_TOGETHER: u64 = 1 << 32;
/// Set when the name itself was found, as a Korean name.
const MET_KOREAN: u64 = 1 << 33;
/// Set when the name itself was found, by its initials.
const MET_ACRONYM: u64 = 1 << 34;
/// Set in `met` when another form of a stored word met.
const MET_FORM: u64 = 1 << 35;

/// Where the [`Glance`] of a name lies in `met`.
const GLANCE_AT: u32 = 36;
const _: () = assert!(GLANCE_AT + Glance::BITS <= u64::BITS);
/// What of `met` a search changes.
const MET: u64 = (1 << GLANCE_AT) - 1;

/// How a value comes from the two sides.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// The query stands first.
    Forward,
    /// The stored name stands first.
    Backward,
}

impl Index {
    /// The stored names most like the query, best first, at most `top`: those of [`POSSIBLE`] or above.
    /// Equal values are in the order in which the names were stored.
    pub fn search(&self, query: &Name, top: usize) -> Vec<Hit> {
        self.search_towards(query, top, Direction::Forward)
    }

    pub(super) fn search_towards(
        &self,
        query: &Name,
        top: usize,
        direction: Direction,
    ) -> Vec<Hit> {
        SCRATCH.with(|scratch| match scratch.try_borrow_mut() {
            Ok(mut scratch) => scratch.search(self.store(), query, top, direction),
            Err(_) => Scratch::default().search(self.store(), query, top, direction),
        })
    }

    /// The same by comparing with every stored name: slow, for checking [`Index::search`].
    pub fn search_exhaustively(&self, query: &Name, top: usize) -> Vec<Hit> {
        let view = self.store().view();
        let side = query.side();
        let all = 0..self.len() as u32;
        let hits = all.filter_map(|name| {
            let stored = view.stored(name)?;
            let value = view.with_side(name, true, |other| similarity_of_sides(&side, other));
            hit(name, &stored, value)
        });
        best(hits.collect(), top)
    }
}

/// What the search knows already of which words meet.
struct Known<'a> {
    rows: &'a Rows,
    query: &'a Query,
    met: &'a Met,
    a: &'a Side<'a>,
    b: &'a Side<'a>,
}

impl Meets for Known<'_> {
    fn meet(&self, left: usize, right: usize) -> Option<(f32, How)> {
        let slot = match left.checked_sub(MOST_TOKENS) {
            None => left,
            Some(join) => self.query.count + join,
        };
        let row = self.met.rows.get(right).copied().unwrap_or(0);
        if let Some(known) = self.rows.cell(row, slot) {
            return Some(known);
        }
        // Initials have no keys of their own.
        let initial = |bits: u16, place: usize| place < MOST_TOKENS && bits >> place & 1 == 1;
        if initial(self.query.initials, left) || initial(self.met.initials, right) {
            return compare(self.a.at(left)?, self.b.at(right)?);
        }
        None
    }

    fn any_joined(&self) -> bool {
        self.met.any_joined
    }
}

impl Scratch {
    fn search(&mut self, store: &Store, query: &Name, top: usize, towards: Direction) -> Vec<Hit> {
        let view = store.view();
        if self.index != store.identity {
            self.index = store.identity;
            self.met.clear();
            let glances = view.columns.glances.iter();
            self.met
                .extend(glances.map(|glance| u64::from(u32::from_le_bytes(*glance)) << GLANCE_AT));
        }
        self.touched.clear();
        self.words.start(store.identity);
        let mut known = Query::of(query);
        self.look_up(&view, query, &known);
        let leading = self.leading(&view, query, &mut known);
        if known.count > 0 && known.initials.count_ones() as usize == known.count {
            // Nothing but initials, which meet words of any key: a name is hardly ever that short.
            for name in 0..view.len() as u32 {
                touch(&mut self.met, &mut self.touched, name, MET_TOGETHER);
            }
        }
        self.follow(&view, query, &known, leading);
        self.whole_names(&view, query);
        self.rank(&view, query, &mut known, top, towards)
    }

    /// Notes which names have the stored words that were found.
    fn follow(
        &mut self,
        view: &View<'_>,
        query: &Name,
        known: &Query,
        mut leading: Vec<(u16, usize)>,
    ) {
        fetch(self.likes.iter().map(|like| {
            let first = view.postings_of(like.word).next();
            first.unwrap_or(0) as u8
        }));
        // Two parts of a person must meet, see `can_pass`: so names that have none of the other parts need not be
        // noted for that part which most names have.
        let needs_two = known.person && known.naming > 1 && known.initials == 0;
        let names = |slot: usize| -> usize {
            let likes = &self.likes[self.starts[slot]..self.starts[slot + 1]];
            let counts = likes.iter();
            counts
                .map(|like| posting_count(&view.columns, like.word))
                .sum()
        };
        let commonest = (0..known.count).max_by_key(|slot| names(*slot));
        let last = commonest.filter(|_| needs_two);
        leading.sort_by_key(|(_, slot)| Some(*slot) == last);
        for (bits, slot) in leading {
            let run = self.starts[slot]..self.starts[slot + 1];
            // A common word or an initial of the query may be a name in the list; else it leads nowhere.
            let is_common = slot < known.count
                && query
                    .tokens
                    .get(slot)
                    .is_some_and(|token| token.kind != Kind::Word)
                && query.has_names();
            let leads = |like: &&Like| {
                !is_common
                    || view
                        .token(like.word)
                        .is_some_and(|token| token.kind == Kind::Word)
            };
            let is_last = Some(slot) == last;
            let bits = u64::from(bits);
            for like in self.likes[run].iter().filter(leads) {
                // Of words written together none meets firmly; of other forms of one word each does.
                let firm = like.alike >= FIRM && bits.is_power_of_two();
                let bits = if firm { bits | bits << FIRM_AT } else { bits };
                for posting in view.postings_of(like.word) {
                    let bits = match posting & (JOINED | FORM) {
                        0 => bits,
                        FORM => bits | MET_FORM,
                        _ => bits | MET_TOGETHER,
                    };
                    let name = posting & NAME;
                    if is_last {
                        touch_again(&mut self.met, &mut self.touched, name, bits);
                    } else {
                        touch(&mut self.met, &mut self.touched, name, bits);
                    }
                }
            }
        }
    }

    /// Finds the stored words that meet each word of the query.
    fn look_up(&mut self, view: &View<'_>, query: &Name, known: &Query) {
        self.likes.clear();
        self.starts.clear();
        self.starts.push(0);
        let words = query.tokens.iter().take(known.count);
        let joins = query.joins.iter().map(|join| (&join.token, true));
        let slots = words.map(|token| (token, false)).chain(joins);
        for (token, joined) in slots {
            self.words.like(view, token, joined, &mut self.likes);
            self.starts.push(self.likes.len());
        }
        let width = self.starts.len() - 1;
        self.rows.start(view.columns.letters.len(), width);
        for slot in 0..width {
            for like in &self.likes[self.starts[slot]..self.starts[slot + 1]] {
                self.rows.add(slot, like);
            }
        }
    }

    /// The query's words, and words written together, that a name must have met at least one of: as bits of their
    /// places, and as slots.
    fn leading(&self, view: &View<'_>, query: &Name, known: &mut Query) -> Vec<(u16, usize)> {
        let naming = query.has_names();
        let mut words: Vec<(u16, usize)> = Vec::with_capacity(known.count + query.joins.len());
        // Where a query has names, a stored name that meets only its other words cannot pass, unless they are names
        // there: see where these words are followed.
        words.extend((0..known.count).map(|place| (1 << place, place)));
        let names_aside = query.tokens.iter().any(|token| token.kind == Kind::Word);
        if !naming && !names_aside && words.len() > 2 {
            // At least two fifths of the weight must meet: the commonest words can wait.
            let weight = |place: usize| {
                query
                    .standings
                    .get(place)
                    .map_or(0.0, |standing| standing.weight)
            };
            let total: f32 = words.iter().map(|(_, place)| weight(*place)).sum();
            let names = |slot: usize| -> usize {
                self.likes[self.starts[slot]..self.starts[slot + 1]]
                    .iter()
                    .map(|like| posting_count(&view.columns, like.word))
                    .sum()
            };
            words.sort_by_cached_key(|(_, place)| std::cmp::Reverse(names(*place)));
            let mut dropped = 0.0;
            let keep = words.iter().position(|(_, place)| {
                dropped += weight(*place);
                dropped > total * 0.3
            });
            let waiting = words.drain(..keep.unwrap_or(0));
            known.assumed = waiting.fold(0, |all, (bit, _)| all | bit);
        }
        for (place, join) in query.joins.iter().enumerate() {
            let bits = (((1u32 << join.count) - 1) << join.first) as u16;
            words.push((bits, known.count + place));
        }
        words
    }

    /// Names found as a whole: Korean names by their syllables, long names by their initials.
    fn whole_names(&mut self, view: &View<'_>, query: &Name) {
        let (met, touched) = (&mut self.met, &mut self.touched);
        let table = view.name_keys();
        self.keys.clear();
        for form in &query.korean {
            keys::of_form(form, &mut self.keys);
        }
        self.keys.sort_unstable();
        self.keys.dedup();
        for key in &self.keys {
            for entry in table.get(*key) {
                touch(met, touched, entry.value, MET_KOREAN);
            }
        }
        // One word of unknown kind may be initials, though it looks like a person.
        if !query.person || query.schema == Schema::Unknown {
            let words = query.tokens.iter().filter(|token| token.kind == Kind::Word);
            for token in words {
                for entry in table.get(keys::acronym(token.hash)) {
                    touch(met, touched, entry.value, MET_ACRONYM);
                }
            }
        }
        for acronym in query.acronyms.iter().filter(|acronym| **acronym != 0) {
            for entry in view.word_keys().get(keys::exact(*acronym)) {
                for posting in view.postings_of(entry.value & !JOINED) {
                    touch(met, touched, posting & NAME, MET_ACRONYM);
                }
            }
        }
    }

    fn rank(
        &mut self,
        view: &View<'_>,
        query: &Name,
        known: &mut Query,
        top: usize,
        towards: Direction,
    ) -> Vec<Hit> {
        let mut hits = Vec::new();
        // Pass by pass, so that the processor waits for what lies far apart in memory for many names at once.
        self.candidates.clear();
        let mut weighed = glance::Known::default();
        for name in self.touched.drain(..) {
            let Some(noted) = self.met.get_mut(name as usize) else {
                continue;
            };
            let (glance, met) = (Glance((*noted >> GLANCE_AT) as u32), *noted & MET);
            *noted &= !MET;
            // Of words written together several may meet one.
            let any = met & (MET_KOREAN | MET_ACRONYM | MET_TOGETHER) != 0;
            if any || glance.can_pass(known, met as u16, (met >> FIRM_AT) as u16, &mut weighed) {
                self.candidates.push((name, met, Stored::default()));
            }
        }
        if self.candidates.is_empty() {
            return hits;
        }
        known.listen(query);
        let known = &*known;
        let side = query.side();
        for (name, _, stored) in &mut self.candidates {
            *stored = view.stored(*name).unwrap_or_default();
        }
        let with_joins = |met: u64| met & (MET_TOGETHER | MET_FORM | MET_KOREAN | MET_ACRONYM) != 0;
        fetch(self.candidates.iter().map(|(_, met, stored)| {
            let joins = if with_joins(*met) {
                view.joins(stored)
            } else {
                &[]
            };
            let words = view.placed(stored);
            let ends = |first: Option<u8>, last: Option<u8>| first.unwrap_or(0) ^ last.unwrap_or(0);
            ends(words.first().map(|it| it[0]), words.last().map(|it| it[11]))
                ^ ends(joins.first().map(|it| it[0]), joins.last().map(|it| it[7]))
        }));
        for (name, met, stored) in self.candidates.drain(..) {
            let korean = met & MET_KOREAN != 0 && is_korean_reading(view, query, &stored);
            let whole = korean || met & MET_ACRONYM != 0;
            let words = known.meet(view, &stored, &self.rows, with_joins(met));
            if !whole && !words.can_pass {
                continue;
            }
            // Words that are the same meet, so where none written together meets, none is the same as another either.
            let with_joins = words.any_joined || towards == Direction::Backward;
            let value = view.with_side(name, with_joins, |other| match towards {
                Direction::Forward => {
                    let meets = Known {
                        rows: &self.rows,
                        query: known,
                        met: &words,
                        a: &side,
                        b: other,
                    };
                    of_alignment(&align_by(&side, other, &meets))
                }
                Direction::Backward => similarity_of_sides(other, &side),
            });
            hits.extend(hit(name, &stored, value));
        }
        best(hits, top)
    }
}

/// Whether some reading of both names is one Korean name; `align` may still think better of it.
fn is_korean_reading(view: &View<'_>, query: &Name, stored: &Stored) -> bool {
    let (forms, count) = view.forms(stored);
    query.korean.iter().any(|one| {
        forms[..count]
            .iter()
            .any(|other| form_cost(one, other).is_some())
    })
}

fn hit(name: u32, stored: &Stored, value: f64) -> Option<Hit> {
    (value >= POSSIBLE).then(|| Hit {
        name,
        party: stored.party,
        strength: stored.strength(),
        value,
    })
}

fn best(mut hits: Vec<Hit>, top: usize) -> Vec<Hit> {
    let order =
        |a: &Hit, b: &Hit| -> Ordering { b.value.total_cmp(&a.value).then(a.name.cmp(&b.name)) };
    hits.sort_unstable_by(order);
    hits.truncate(top);
    hits
}

#[inline]
fn touch(met: &mut [u64], touched: &mut Vec<u32>, name: u32, bits: u64) {
    let Some(met) = met.get_mut(name as usize) else {
        return;
    };
    if *met & MET == 0 {
        touched.push(name);
    }
    *met |= bits;
}

/// The same of names that have met another word before, and of those few that [`Glance::can_pass`] lets through with
/// one.
#[inline]
fn touch_again(met: &mut [u64], touched: &mut Vec<u32>, name: u32, bits: u64) {
    let Some(met) = met.get_mut(name as usize) else {
        return;
    };
    if *met & MET == 0 {
        let glance = Glance((*met >> GLANCE_AT) as u32);
        if bits & MET_TOGETHER == 0 && !glance.has_initial() {
            return;
        }
        touched.push(name);
    }
    *met |= bits;
}
