//! From parts to groups: members, ties, roles, both numbers and the reasons in words.

use std::collections::{BTreeMap, BTreeSet};

use crate::bridges::bridges;
use crate::corroboration::Knot;
use crate::features;
use crate::ids;
use crate::index::{Holder, Index, Ranks};
use crate::kind::{Family, TieKind};
use crate::operation::Features;
use crate::parts::{Component, Part};
use crate::roles::{Role, Shape, roles};
use crate::settings::Settings;
use crate::sighting::SubjectFacts;
use crate::weight::probability;
use crate::why::Paths;

/// A tie between two subjects. Of a value with many holders one link a further holder is told, from its earliest
/// holder, never all pairs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// One subject, by the caller's number.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// What ties them.
    pub kind: TieKind,
    /// How much it says, in decibans.
    pub decibans: f32,
    /// Hash of the shared value; 0 for a direct tie.
    pub value: u64,
    /// How many subjects show it.
    pub shared_by: u32,
    /// Since when both have it, in Unix seconds.
    pub first: Option<i64>,
    /// Whether the caller told it as a direct tie.
    pub is_direct: bool,
}

/// A member of a group.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The subject, by the caller's number.
    pub subject: u32,
    /// Its part.
    pub role: Role,
    /// The strongest path from the group's best-tied member to this one; of the best-tied one its strongest tie. It
    /// goes over a reviewer's word only where nothing else leads here.
    pub via: Vec<Link>,
}

/// Subjects that hang together, and what that looks like.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Derives from the id of the earliest member: it stays while the group grows.
    pub id: String,
    /// Members, in the order of their ids' hashes (the same for every numbering).
    pub members: Vec<Member>,
    /// Ties within the group.
    pub links: Vec<Link>,
    /// How surely its members belong together: the expected share of members who do, 0 to 1.
    pub linked: f64,
    /// How much it looks like an operation, 0 to 1. A couple is linked, and is none.
    pub operation: f64,
    /// On what the second number rests.
    pub features: Features,
    /// Both numbers explained, one sentence each.
    pub reasons: Vec<String>,
    /// The one tie without which two halves fall apart, if there is one: the one with the largest smaller half.
    pub fragile: Option<(u32, u32, TieKind)>,
}

/// What making groups looks at.
pub(crate) struct Scene<'a> {
    pub(crate) index: &'a Index,
    pub(crate) knots: &'a [Knot],
    pub(crate) ranks: &'a Ranks,
    pub(crate) subjects: &'a [SubjectFacts],
    /// Transfers and referrals with direction, as ranks, ascending by the first.
    pub(crate) directed: &'a [(u32, u32, TieKind)],
    pub(crate) settings: &'a Settings,
}

/// A group before it is described: its subjects, and what ties them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Gathered {
    /// Ranks, ascending.
    pub(crate) subjects: Vec<u32>,
    pub(crate) tied: Vec<Tied>,
    /// Pairs that reviewers called the same.
    pub(crate) same: Vec<(u32, u32)>,
}

/// A value among subjects of one group.
#[derive(Debug, Clone)]
pub(crate) struct Tied {
    /// Number of the value in the index.
    pub(crate) value: u32,
    pub(crate) kind: TieKind,
    pub(crate) weight: f32,
    /// Values of one circumstance have one number.
    pub(crate) circumstance: u32,
    /// Ranks, ascending.
    pub(crate) subjects: Vec<u32>,
}

impl Scene<'_> {
    pub(crate) fn facts(&self, rank: u32) -> &SubjectFacts {
        &self.subjects[self.number(rank) as usize]
    }

    pub(crate) fn number(&self, rank: u32) -> u32 {
        self.ranks.number[rank as usize]
    }

    pub(crate) fn kind(&self, knot: u32) -> TieKind {
        self.index.values[self.knots[knot as usize].value as usize].kind
    }

    /// What each part of a component holds, and the ties between parts that join none, as ranks.
    pub(crate) fn gather(
        &self,
        component: &Component,
        parts: &[Part],
        same: &[(u32, u32)],
    ) -> (Vec<Gathered>, Vec<Link>) {
        let mut between = Vec::new();
        let mut part_of: BTreeMap<u32, usize> = BTreeMap::new();
        let mut gathered: Vec<Gathered> = Vec::with_capacity(parts.len());
        for (number, part) in parts.iter().enumerate() {
            let subjects: Vec<u32> = part
                .iter()
                .map(|&place| component.subjects[place as usize])
                .collect();
            part_of.extend(subjects.iter().map(|&subject| (subject, number)));
            gathered.push(Gathered {
                subjects,
                ..Gathered::default()
            });
        }
        for &(a, b) in same {
            if let (Some(&x), Some(&y)) = (part_of.get(&a), part_of.get(&b))
                && x == y
            {
                gathered[x].same.push((a, b));
            }
        }
        for (circumstance, knots) in component.knots.iter().enumerate() {
            for &number in knots {
                let knot = &self.knots[number as usize];
                let mut by_part: BTreeMap<(usize, u32), Vec<u32>> = BTreeMap::new();
                for &subject in &knot.subjects {
                    // Subjects in no part stand alone.
                    let key = part_of
                        .get(&subject)
                        .map_or((usize::MAX, subject), |&part| (part, 0));
                    by_part.entry(key).or_default().push(subject);
                }
                let mut heads = Vec::new();
                for ((part, _), subjects) in by_part {
                    heads.extend(subjects.first().copied());
                    if part != usize::MAX && subjects.len() > 1 {
                        gathered[part].tied.push(Tied {
                            value: knot.value,
                            kind: self.kind(number),
                            weight: knot.weight,
                            circumstance: circumstance as u32,
                            subjects,
                        });
                    }
                }
                heads.sort_unstable();
                self.star(knot.value, knot.weight, &heads, &mut between);
            }
        }
        (gathered, between)
    }

    /// Links of a knot from its earliest holder among `among` to the others, as ranks.
    fn star(&self, number: u32, weight: f32, among: &[u32], into: &mut Vec<Link>) {
        let value = &self.index.values[number as usize];
        let holders: Vec<Holder> = self
            .index
            .holders(number)
            .iter()
            .filter(|holder| among.binary_search(&holder.subject).is_ok())
            .copied()
            .collect();
        let Some(root) = holders
            .iter()
            .min_by_key(|holder| (holder.first.unwrap_or(i64::MAX), holder.subject))
            .copied()
        else {
            return;
        };
        for holder in holders {
            if holder.subject != root.subject {
                into.push(Link {
                    a: root.subject,
                    b: holder.subject,
                    kind: value.kind,
                    decibans: weight,
                    value: if value.is_direct { 0 } else { value.hash },
                    shared_by: value.sharers,
                    first: root.first.max(holder.first),
                    is_direct: value.is_direct,
                });
            }
        }
    }

    /// Renames the ends of a link from ranks to the caller's numbers.
    pub(crate) fn named(&self, link: &Link) -> Link {
        Link {
            a: self.number(link.a),
            b: self.number(link.b),
            ..*link
        }
    }

    /// Describes a group.
    pub(crate) fn group(&self, gathered: &Gathered) -> Group {
        let settings = self.settings;
        let (members, held) = (&gathered.subjects, &gathered.tied);
        let mut links = Vec::new();
        for tied in held {
            self.star(tied.value, tied.weight, &tied.subjects, &mut links);
        }
        links.extend(gathered.same.iter().map(|&pair| said_the_same(pair)));
        links.sort_by(|x, y| {
            (x.a.min(x.b), x.a.max(x.b), x.kind, x.value)
                .cmp(&(y.a.min(y.b), y.a.max(y.b), y.kind, y.value))
                .then(y.decibans.total_cmp(&x.decibans))
        });
        // Of a machine that some used side by side, and that passed on, the heavier.
        links.dedup_by_key(|link| (link.a, link.b, link.kind, link.value, link.first));
        let features = features::of(self, members, held);
        let operation = settings.operation.probability(&features);
        let weakest = self.weakest_place(gathered);
        let (linked, best) = self.linked(members, held, weakest.as_ref());
        let member_numbers = self.members(members, &links, best, operation);
        let mut reasons = Vec::new();
        reasons.push(linked_in_words(members, held, linked));
        reasons.push(operation_in_words(settings, &features, operation));
        let fragile = weakest.filter(|place| members.len() > 2 && place.smaller > 0);
        if let Some(place) = &fragile {
            reasons.push(format!(
                "One tie holds {} of the {} members to the others: {}.",
                place.smaller,
                members.len(),
                place.kind.in_words()
            ));
        }
        Group {
            id: ids::earliest(members.iter().map(|&rank| self.facts(rank)))
                .map(ids::group_id)
                .unwrap_or_default(),
            members: member_numbers,
            links: links.iter().map(|link| self.named(link)).collect(),
            linked,
            operation,
            features,
            reasons,
            fragile: fragile.map(|place| (self.number(place.a), self.number(place.b), place.kind)),
        }
    }

    fn members(&self, members: &[u32], links: &[Link], best: u32, operation: f64) -> Vec<Member> {
        let mut directed = Vec::new();
        for &member in members {
            let from = self.directed.partition_point(|tie| tie.0 < member);
            directed.extend(
                self.directed[from..]
                    .iter()
                    .take_while(|tie| tie.0 == member)
                    .filter(|tie| members.binary_search(&tie.1).is_ok())
                    .copied(),
            );
        }
        let shape = Shape {
            members,
            links,
            directed: &directed,
            since: &|rank| self.facts(rank).since,
        };
        let borrowed: Vec<&Link> = links.iter().collect();
        let paths = Paths::new(best, &borrowed, f64::from(self.settings.prior_decibans()));
        roles(&shape, operation >= 0.5)
            .into_iter()
            .zip(members)
            .map(|(role, &member)| {
                let via = if member == best {
                    links
                        .iter()
                        .filter(|link| link.a == member || link.b == member)
                        .max_by(|x, y| x.decibans.total_cmp(&y.decibans))
                        .map(|link| vec![*link])
                } else {
                    paths.to(member, &borrowed)
                };
                Member {
                    subject: self.number(member),
                    role,
                    via: via
                        .unwrap_or_default()
                        .iter()
                        .map(|link| self.named(link))
                        .collect(),
                }
            })
            .collect()
    }

    /// The expected share of members who belong, and the member with the most evidence.
    fn linked(&self, members: &[u32], held: &[Tied], weakest: Option<&Weak>) -> (f64, u32) {
        let prior = f64::from(self.settings.prior_decibans());
        let mut evidence: BTreeMap<u32, BTreeMap<Family, f32>> = BTreeMap::new();
        for tied in held {
            for &subject in &tied.subjects {
                let by_family = evidence.entry(subject).or_default();
                let most = by_family.entry(tied.kind.family()).or_insert(0.0);
                // Correlated evidence counts once: of a family the heaviest tie.
                *most = most.max(tied.weight);
            }
        }
        let mut sum = 0.0;
        let mut best = (f32::MIN, members.first().copied().unwrap_or(0));
        for &member in members {
            let by_family = evidence.get(&member);
            let total: f32 = by_family.map_or(0.0, |by_family| by_family.values().sum());
            // A member without evidence stands here by a reviewer's word.
            sum += if by_family.is_none() {
                1.0
            } else {
                probability(prior + f64::from(total))
            };
            if total > best.0 {
                best = (total, member);
            }
        }
        let mut linked = sum / members.len().max(1) as f64;
        if let Some(weak) = weakest.filter(|weak| weak.smaller > 1) {
            let doubt = 1.0 - probability(prior + f64::from(weak.weight));
            linked -= doubt * weak.smaller as f64 / members.len() as f64;
        }
        (linked.clamp(0.0, 1.0), best.1)
    }

    /// The bridge within the group that has the largest smaller side; of equal ones the lightest.
    fn weakest_place(&self, gathered: &Gathered) -> Option<Weak> {
        let subjects = &gathered.subjects;
        let mut circumstances: Vec<u32> = gathered.tied.iter().map(|t| t.circumstance).collect();
        circumstances.sort_unstable();
        circumstances.dedup();
        let place = |subject: u32| subjects.binary_search(&subject).unwrap_or(0) as u32;
        let mut weights = vec![0.0_f32; circumstances.len()];
        // An edge with the first of the ties that make it.
        let mut edges: Vec<(u32, u32, usize)> = Vec::new();
        for (number, tied) in gathered.tied.iter().enumerate() {
            let at = circumstances.binary_search(&tied.circumstance).unwrap_or(0);
            weights[at] = weights[at].max(tied.weight);
            let node = (subjects.len() + at) as u32;
            edges.extend(tied.subjects.iter().map(|&s| (place(s), node, number)));
        }
        let mut nodes = subjects.len() + circumstances.len();
        for &(a, b) in &gathered.same {
            edges.push((place(a), nodes as u32, usize::MAX));
            edges.push((place(b), nodes as u32, usize::MAX));
            nodes += 1;
        }
        edges.sort_unstable();
        edges.dedup_by_key(|edge| (edge.0, edge.1));
        let plain: Vec<(u32, u32)> = edges.iter().map(|edge| (edge.0, edge.1)).collect();
        let is_bridge = bridges(nodes, &plain);
        let sizes = subjects_below(&plain, nodes, subjects.len() as u32);
        let mut best: Option<(usize, f32, usize)> = None;
        for (number, edge) in edges.iter().enumerate() {
            if !is_bridge[number] || edge.2 == usize::MAX {
                continue;
            }
            let smaller = sizes[number].min(subjects.len() - sizes[number].min(subjects.len()));
            let weight = weights[edge.1 as usize - subjects.len()];
            let is_better = best.is_none_or(|(most, least, _)| {
                smaller > most || (smaller == most && weight < least)
            });
            if is_better {
                best = Some((smaller, weight, number));
            }
        }
        let (smaller, weight, number) = best?;
        let edge = edges[number];
        let other = edges
            .iter()
            .find(|other| other.1 == edge.1 && other.0 != edge.0)?;
        Some(Weak {
            a: subjects[edge.0 as usize],
            b: subjects[other.0 as usize],
            kind: gathered.tied[edge.2].kind,
            smaller,
            weight,
        })
    }
}

/// A reviewer's word as a link: it binds, and as evidence it weighs nothing.
fn said_the_same((a, b): (u32, u32)) -> Link {
    Link {
        a,
        b,
        kind: TieKind::Verdict,
        decibans: 0.0,
        value: 0,
        shared_by: 2,
        first: None,
        is_direct: true,
    }
}

/// For every edge how many subjects hang below it in a search tree; right for bridges, which are in every tree.
fn subjects_below(edges: &[(u32, u32)], nodes: usize, subjects: u32) -> Vec<usize> {
    let graph = crate::bridges::Adjacency::new(nodes, edges);
    let mut below = vec![0_usize; edges.len()];
    let mut by: Vec<Option<(u32, u32)>> = vec![None; nodes];
    let mut seen = vec![false; nodes];
    let mut order = Vec::with_capacity(nodes);
    for root in 0..nodes as u32 {
        if std::mem::replace(&mut seen[root as usize], true) {
            continue;
        }
        let mut waiting = vec![root];
        while let Some(node) = waiting.pop() {
            order.push(node);
            for &(to, edge) in graph.of(node) {
                if !std::mem::replace(&mut seen[to as usize], true) {
                    by[to as usize] = Some((node, edge));
                    waiting.push(to);
                }
            }
        }
    }
    let mut count: Vec<usize> = (0..nodes as u32)
        .map(|node| usize::from(node < subjects))
        .collect();
    for &node in order.iter().rev() {
        if let Some((up, edge)) = by[node as usize] {
            below[edge as usize] = count[node as usize];
            count[up as usize] += count[node as usize];
        }
    }
    below
}

struct Weak {
    a: u32,
    b: u32,
    kind: TieKind,
    smaller: usize,
    weight: f32,
}

fn linked_in_words(members: &[u32], held: &[Tied], linked: f64) -> String {
    let kinds: BTreeSet<TieKind> = held.iter().map(|tied| tied.kind).collect();
    let mut by_reach: Vec<(usize, TieKind)> = kinds
        .into_iter()
        .map(|kind| {
            let reach: BTreeSet<u32> = held
                .iter()
                .filter(|tied| tied.kind == kind)
                .flat_map(|tied| tied.subjects.iter().copied())
                .collect();
            (reach.len(), kind)
        })
        .collect();
    by_reach.sort_by_key(|&(reach, kind)| (std::cmp::Reverse(reach), kind));
    let words: Vec<String> = by_reach
        .iter()
        .take(4)
        .map(|(reach, kind)| format!("{} ({reach} of them)", kind.in_words()))
        .collect();
    format!(
        "{} accounts hang together with {:.0} %: {}.",
        members.len(),
        100.0 * linked,
        if words.is_empty() {
            "a reviewer said so".to_owned()
        } else {
            words.join(", ")
        }
    )
}

fn operation_in_words(settings: &Settings, features: &Features, operation: f64) -> String {
    let words: Vec<String> = settings
        .operation
        .loudest(features)
        .into_iter()
        .map(|(name, adds)| format!("{} {adds:+.1}", name.replace('_', " ")))
        .collect();
    format!(
        "Looks like one operation with {:.0} %: {}.",
        100.0 * operation,
        if words.is_empty() {
            "nothing speaks for or against it".to_owned()
        } else {
            words.join(", ")
        }
    )
}
