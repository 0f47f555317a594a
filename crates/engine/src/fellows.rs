//! The second look: what was found of those with whom a subject stands together.
//!
//! It cannot be known before everybody was weighed. So the rules that read what was found of fellow members of a group, or
//! of the other users of an address, run once more at the end; their findings are added, and those subjects are weighed
//! again. Findings of this second look never feed a third: nobody is pulled up by those whom he pulled up himself.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bonafide_linking::{Family, Group, TieKind};
use bonafide_model::table;

use crate::bound_users::Bound;
use crate::engine::Engine;
use crate::enrich::{Derived, fact_row, member_row};
use crate::error::EngineError;
use crate::evidence_of_ties::short;
use crate::linking::Linking;
use crate::neighbours::Neighbours;
use crate::own_records::{Common, Ordinary, TOLD, findable, own};
use crate::run::{self, RuleResult};
use crate::slice::Slice;
use crate::subjects::{RuleFinding, SubjectFindings, weight_of};
use crate::tally::RuleTally;
use crate::weigh::{Weight, weigh};

/// The tables that are filled here: rules that read one of them wait for the second look.
const TABLES: [&str; 2] = ["group_outcome", "address_outcome"];
/// Tables on groups that those rules may read beside them.
const BESIDE: [&str; 2] = ["group_fact", "group_member"];
/// Members from which a group is looked at: two people who share something are mostly a couple.
const MEMBERS: usize = 3;
/// How much all fellows together may say, in decibans: for the subject little, because one reason can explain that nothing
/// is found of any of them (thin records, one careful hand), and against it as much as a group's ties may.
const FELLOWS: (f64, f64) = (-5.0, 20.0);
/// Subjects that are looked at together.
const AT_ONCE: usize = 100_000;

/// Runs the rules that look at fellows, and adds what they find.
pub(crate) async fn second_look(
    engine: &Engine,
    linking: &Linking,
    neighbours: &Neighbours,
    subjects: &mut [SubjectFindings],
    tally: &mut RuleTally,
) -> Result<(), EngineError> {
    let rules = &engine.pack.rules;
    let late: Vec<usize> = (0..rules.len())
        .filter(|rule| {
            let tables = rules[*rule].tables();
            TABLES.iter().any(|table| tables.contains(table))
        })
        .collect();
    if late.is_empty() {
        return Ok(());
    }
    let look = Look::new(engine, linking, subjects, tally);
    let in_groups = look.groups();
    let at_addresses = look.addresses(neighbours);
    // In the order of their ids, as slices are.
    let places: BTreeSet<u32> = in_groups
        .keys()
        .chain(at_addresses.keys())
        .copied()
        .collect();
    let places: Vec<u32> = places.into_iter().collect();
    let stands = look.stands;
    for part in places.chunks(AT_ONCE) {
        let slice = slice_of(engine, linking, part, &in_groups, &at_addresses)?;
        let results = run::run_rules(&engine.state, &engine.pack.schemas, rules, &slice).await;
        let at: Vec<Option<usize>> = part.iter().map(|place| stands[*place as usize]).collect();
        for rule in &late {
            tally.add_late(*rule, &results[*rule]);
            add(*rule, &results[*rule], &at, subjects);
        }
        for at in at.into_iter().flatten() {
            let subject = &mut subjects[at];
            let weights: Vec<Weight<'_>> = subject
                .findings
                .iter()
                .map(|finding| weight_of(&rules[finding.rule]))
                .collect();
            subject.weighed = weigh(&engine.weighing, &weights);
        }
    }
    Ok(())
}

/// Of each user of an address what is known of the others.
type AddressOutcomes = BTreeMap<u32, Best>;

/// Of all addresses that somebody used, those that say most.
#[derive(Debug, Default)]
struct Best {
    /// That is no server, by what rules tell of the others.
    line: Option<table::AddressOutcome>,
    /// That is a rented server, likewise.
    server: Option<table::AddressOutcome>,
    /// That is a rented server, by how many of the others are bound to each other.
    bound: Option<table::AddressOutcome>,
}

impl Best {
    /// Addresses come in the order of their hashes: of equals the first stays.
    fn see(&mut self, row: &table::AddressOutcome) {
        let told = |row: &table::AddressOutcome| {
            let is_told = row.others_told.is_some_and(|told| told > 0);
            (is_told, row.decibans.unwrap_or(f64::MIN))
        };
        let is_server = row.server == Some(true);
        let best = match is_server {
            true => &mut self.server,
            false => &mut self.line,
        };
        if best.as_ref().is_none_or(|best| told(row) > told(best)) {
            *best = Some(row.clone());
        }
        let bound = |row: &table::AddressOutcome| row.others_bound.unwrap_or(0);
        if is_server && bound(row) > self.bound.as_ref().map_or(0, bound) {
            self.bound = Some(row.clone());
        }
    }

    /// Each address once.
    fn rows(&self) -> impl Iterator<Item = &table::AddressOutcome> {
        let server = self.server.as_ref().map(|row| &row.address);
        let bound = self.bound.as_ref();
        let other = bound.filter(|row| Some(&row.address) != server);
        self.line.iter().chain(&self.server).chain(other)
    }
}

/// Everybody as rules left them, by the places under which linking knows them.
struct Look<'l> {
    linking: &'l Linking,
    /// Where each place stands among the subjects. Members of whom only earlier days tell are not screened today.
    stands: Vec<Option<usize>>,
    /// By what is left out: what rules found on the own records of each subject, and what of that is ordinary.
    measures: BTreeMap<Common, (Vec<f64>, Ordinary)>,
}

impl<'l> Look<'l> {
    fn new(
        engine: &'l Engine,
        linking: &'l Linking,
        subjects: &[SubjectFindings],
        tally: &RuleTally,
    ) -> Self {
        let mut stands = vec![None; linking.ids.len()];
        for (at, subject) in subjects.iter().enumerate() {
            if let Ok(place) = linking.ids.binary_search(&subject.id) {
                stands[place] = Some(at);
            }
        }
        let findable = findable(engine, tally);
        let measures = [(false, false), (false, true), (true, false), (true, true)]
            .into_iter()
            .map(|(account, connection)| {
                let common = Common {
                    account,
                    connection,
                };
                let found: Vec<f64> = subjects
                    .iter()
                    .map(|subject| own(engine, subject, common))
                    .collect();
                let ordinary = Ordinary::of(&found, findable);
                (common, (found, ordinary))
            })
            .collect();
        Self {
            linking,
            stands,
            measures,
        }
    }

    /// For each member of a group, what is known of the others.
    fn groups(&self) -> BTreeMap<u32, (&'l Group, usize, table::GroupOutcome)> {
        let mut told = BTreeMap::new();
        let groups = self.linking.linked.groups.iter();
        for group in groups.filter(|group| group.members.len() >= MEMBERS) {
            let tied_by =
                |kinds: &[TieKind]| group.links.iter().any(|link| kinds.contains(&link.kind));
            let common = Common {
                account: tied_by(&[TieKind::BankAccount, TieKind::Wallet]),
                connection: tied_by(&[TieKind::Ip, TieKind::Address]),
            };
            let members = group.members.iter().map(|member| member.subject);
            let together = self.together(members, common);
            let facts = fact_row(self.linking, group);
            let own = own_kinds(group);
            for (member, fellows, fellows_told) in together.others() {
                let subject = group.members[member].subject;
                let fellows = fellows.clamp(FELLOWS.0, FELLOWS.1);
                let own = own.get(&subject);
                let kinds = || own.into_iter().flatten();
                let families: BTreeSet<Family> = kinds().map(|kind| kind.family()).collect();
                let words: BTreeSet<&str> = kinds().map(|kind| kind.word()).collect();
                let row = table::GroupOutcome {
                    group_id: group.id.clone(),
                    fellows: Some(together.known() - 1),
                    fellows_told: Some(fellows_told),
                    linked: facts.linked,
                    decibans: facts.decibans,
                    fellows_decibans: Some(tenths(fellows)),
                    together: facts.decibans.map(|ties| tenths(ties + fellows)),
                    identity_kinds: facts.identity_kinds,
                    teams: facts.teams,
                    own_kinds: (!words.is_empty())
                        .then(|| words.into_iter().collect::<Vec<_>>().join(", ")),
                    own_families: Some(families.len() as i64),
                    ..table::GroupOutcome::default()
                };
                told.insert(subject, (group, member, row));
            }
        }
        told
    }

    /// For each user of an address that a few use, what is known of the others: of several addresses those that say most.
    fn addresses(&self, neighbours: &Neighbours) -> AddressOutcomes {
        let mut told = AddressOutcomes::new();
        let bound = Bound::of(&self.linking.linked.links, neighbours);
        for users in neighbours.addresses() {
            // All of them used one address, so the first tells.
            let server = users
                .first()
                .is_some_and(|(hash, _)| neighbours.is_server(*hash));
            let places = users.iter().map(|(_, place)| *place);
            let common = Common {
                account: neighbours.share_an_account(places.clone()),
                connection: true,
            };
            let together = self.together(places, common);
            for (user, decibans, others_told) in together.others() {
                let (hash, place) = users[user];
                let others = server.then(|| bound.others(place, users));
                told.entry(place).or_default().see(&table::AddressOutcome {
                    address: Some(short(hash)),
                    server: Some(server),
                    others: Some(together.known() - 1),
                    others_told: Some(others_told),
                    decibans: Some(tenths(decibans)),
                    others_bound: others.as_ref().map(|others| others.users),
                    bound_by: others.and_then(|others| others.kinds),
                    ..table::AddressOutcome::default()
                });
            }
        }
        told
    }

    fn together(&self, places: impl Iterator<Item = u32>, common: Common) -> Together {
        let Some((found, ordinary)) = self.measures.get(&common) else {
            return Together::default();
        };
        let (told, each) = places
            .map(|place| {
                let at = self.stands.get(place as usize).copied().flatten();
                let own = at.map(|at| found[at]);
                let told = own.is_some_and(|own| own >= TOLD);
                (told, own.map(|own| ordinary.beyond(own)))
            })
            .unzip();
        Together { each, told }
    }
}

/// What is known of some people who stand together.
#[derive(Debug, Default)]
struct Together {
    /// What each one's own records say of the hand behind them; none of whom nothing is known today.
    each: Vec<Option<f64>>,
    /// Whether rules tell something strong of each.
    told: Vec<bool>,
}

impl Together {
    /// How many are known.
    fn known(&self) -> i64 {
        self.each.iter().flatten().count() as i64
    }

    /// Each one who is known, with what all others say together and of how many of them rules tell.
    fn others(&self) -> impl Iterator<Item = (usize, f64, i64)> + use<'_> {
        let all: f64 = self.each.iter().flatten().sum();
        let told = self.told.iter().filter(|told| **told).count() as i64;
        let known = self.each.iter().zip(&self.told).enumerate();
        known.filter_map(move |(one, (says, is_told))| {
            Some((one, all - (*says)?, told - i64::from(*is_told)))
        })
    }
}

/// For each member of a group, the kinds of ties that bind it itself to others.
fn own_kinds(group: &Group) -> BTreeMap<u32, BTreeSet<TieKind>> {
    let mut own: BTreeMap<u32, BTreeSet<TieKind>> = BTreeMap::new();
    for link in &group.links {
        for subject in [link.a, link.b] {
            own.entry(subject).or_default().insert(link.kind);
        }
    }
    own
}

fn tenths(decibans: f64) -> f64 {
    (decibans * 10.0).round() / 10.0
}

/// The rows that the second look reads, of some subjects.
fn slice_of(
    engine: &Engine,
    linking: &Linking,
    places: &[u32],
    in_groups: &BTreeMap<u32, (&Group, usize, table::GroupOutcome)>,
    at_addresses: &AddressOutcomes,
) -> Result<Slice, EngineError> {
    let mut outcomes = Derived::<table::GroupOutcome>::new();
    let mut facts = Derived::<table::GroupFact>::new();
    let mut members = Derived::<table::GroupMember>::new();
    let mut addresses = Derived::<table::AddressOutcome>::new();
    for (row, place) in (0_u32..).zip(places) {
        if let Some((group, member, outcome)) = in_groups.get(place) {
            outcomes.push(row, outcome.clone());
            facts.push(row, fact_row(linking, group));
            members.push(row, member_row(linking, group, *member));
        }
        for outcome in at_addresses.get(place).into_iter().flat_map(Best::rows) {
            addresses.push(row, outcome.clone());
        }
    }
    let mut slice = Slice::new(
        places
            .iter()
            .map(|place| linking.id(*place).to_owned())
            .collect(),
        Arc::new(TABLES.iter().chain(&BESIDE).copied().collect()),
    );
    let schemas = &engine.pack.schemas;
    slice.push(TABLES[0], outcomes.batch(schemas)?);
    slice.push(TABLES[1], addresses.batch(schemas)?);
    slice.push(BESIDE[0], facts.batch(schemas)?);
    slice.push(BESIDE[1], members.batch(schemas)?);
    Ok(slice)
}

fn add(
    rule: usize,
    result: &RuleResult,
    stands: &[Option<usize>],
    subjects: &mut [SubjectFindings],
) {
    for (place, at) in (0_u32..).zip(stands) {
        if let Some(at) = at
            && result.answerable.has(place)
        {
            subjects[*at].insufficient.remove(rule);
        }
    }
    for fired in &result.fired {
        let Some(at) = stands.get(fired.subject as usize).copied().flatten() else {
            continue;
        };
        let findings = &mut subjects[at].findings;
        let found = RuleFinding {
            rule,
            evidence: fired.evidence.clone(),
            rows: fired.rows,
        };
        let before = findings.partition_point(|known| known.rule < rule);
        findings.insert(before, found);
    }
}
