//! One connected component becomes parts that survive a wrong tie.
//!
//! 1. *Circumstances*: values of one family that tie the same two subjects are one circumstance, since they often have
//!    one cause. 2. *Cores*: what hangs together by two independent circumstances on every way (whichever one is taken
//!    away) stays together. 3. *Growth*: a single tie joins two parts only if it is the heavier, the larger the smaller part is;
//!    a single subject joins by one good tie, two crews do not. 4. *Cuts*: a narrow place in a large part is cut.
//!    5. *Verdicts* separate what reviewers told apart, where it costs the least evidence.

use crate::bridges::blocks;
use crate::components::Components;
use crate::corroboration::Knot;
use crate::cut;
use crate::kind::Family;
use crate::settings::Settings;
use crate::verdict;

/// Weight of a reviewer's `Same`: above all evidence.
pub(crate) const SAME: f32 = 200.0;

/// A connected component, subjects and circumstances numbered densely: subjects first, circumstances after them.
#[derive(Debug, Default)]
pub(crate) struct Component {
    /// Ranks of the subjects, ascending.
    pub(crate) subjects: Vec<u32>,
    /// Weight of each circumstance.
    pub(crate) weights: Vec<f32>,
    /// The knots of each circumstance, as numbers in the list of knots.
    pub(crate) knots: Vec<Vec<u32>>,
    /// From a subject's place to a node.
    pub(crate) edges: Vec<(u32, u32)>,
}

impl Component {
    pub(crate) fn nodes(&self) -> usize {
        self.subjects.len() + self.weights.len()
    }

    /// Weight of the edge's circumstance.
    pub(crate) fn weight(&self, edge: (u32, u32)) -> f32 {
        self.weights[edge.1 as usize - self.subjects.len()]
    }

    /// `numbers` are the knots of the component, ascending; `same` the pairs that reviewers called the same.
    pub(crate) fn new(
        knots: &[Knot],
        numbers: &[u32],
        family: impl Fn(u32) -> Family,
        same: &[(u32, u32)],
    ) -> Self {
        let mut subjects: Vec<u32> = numbers
            .iter()
            .flat_map(|&number| knots[number as usize].subjects.iter().copied())
            .chain(same.iter().flat_map(|&(a, b)| [a, b]))
            .collect();
        subjects.sort_unstable();
        subjects.dedup();
        let place = |subject: u32| subjects.binary_search(&subject).unwrap_or(0) as u32;
        let circumstance = circumstances(knots, numbers, subjects.len(), &place, &family);
        // Dense numbers, by the first knot of each.
        let mut dense = vec![u32::MAX; numbers.len()];
        let mut component = Self::default();
        for (local, &number) in numbers.iter().enumerate() {
            let head = circumstance[local] as usize;
            if dense[head] == u32::MAX {
                dense[head] = component.weights.len() as u32;
                component.weights.push(0.0);
                component.knots.push(Vec::new());
            }
            let node = dense[head] as usize;
            component.weights[node] = component.weights[node].max(knots[number as usize].weight);
            component.knots[node].push(number);
        }
        for (local, &number) in numbers.iter().enumerate() {
            let node = subjects.len() as u32 + dense[circumstance[local] as usize];
            for &subject in &knots[number as usize].subjects {
                component.edges.push((place(subject), node));
            }
        }
        for &(a, b) in same {
            let node = (subjects.len() + component.weights.len()) as u32;
            component.weights.push(SAME);
            component.knots.push(Vec::new());
            component.edges.push((place(a), node));
            component.edges.push((place(b), node));
        }
        component.edges.sort_unstable();
        component.edges.dedup();
        component.subjects = subjects;
        component
    }
}

/// For every knot the first knot of its circumstance.
fn circumstances(
    knots: &[Knot],
    numbers: &[u32],
    subjects: usize,
    place: &impl Fn(u32) -> u32,
    family: &impl Fn(u32) -> Family,
) -> Vec<u32> {
    let mut of_subject: Vec<Vec<u32>> = vec![Vec::new(); subjects];
    for (local, &number) in numbers.iter().enumerate() {
        for &subject in &knots[number as usize].subjects {
            of_subject[place(subject) as usize].push(local as u32);
        }
    }
    let mut joined = Components::new(numbers.len());
    let mut stamp = vec![u32::MAX; numbers.len()];
    for (local, &number) in numbers.iter().enumerate() {
        let of = family(number);
        for &subject in &knots[number as usize].subjects {
            // Bounded: a subject with thousands of knots is looked at by its first ones.
            for &other in of_subject[place(subject) as usize].iter().take(256) {
                if other as usize == local || family(numbers[other as usize]) != of {
                    continue;
                }
                // Template texts and crews in step are alike along chains: one shared subject is enough.
                let along_chains = matches!(of, Family::Content | Family::Behaviour);
                if along_chains || stamp[other as usize] == local as u32 {
                    joined.join(local as u32, other);
                }
                stamp[other as usize] = local as u32;
            }
        }
    }
    joined.labels()
}

/// A part: places of its subjects in the component, ascending.
pub(crate) type Part = Vec<u32>;

/// The parts of a component.
pub(crate) fn split(
    component: &Component,
    different: &[(u32, u32)],
    settings: &Settings,
) -> Vec<Part> {
    let subjects = component.subjects.len();
    let (mut joined, mut single) = cores(component);
    let mut size = vec![0_u32; component.nodes()];
    for subject in 0..subjects {
        size[joined.find(subject as u32) as usize] += 1;
    }
    // The heaviest first; of equal ones those of the earliest subjects.
    single.sort_by(|x, y| {
        component
            .weight(*y)
            .total_cmp(&component.weight(*x))
            .then(x.cmp(y))
    });
    for edge in single {
        let (a, b) = (joined.find(edge.0), joined.find(edge.1));
        let (x, y) = (size[a as usize], size[b as usize]);
        let weight = component.weight(edge);
        let small = x.min(y);
        let needed =
            settings.enough() + settings.growth_decibans * (f64::from(small.max(1)).log10() as f32);
        let fits = (x as usize).saturating_add(y as usize) <= settings.largest_joined;
        if small == 0 || weight >= SAME || (weight >= needed && fits) {
            joined.join(a, b);
            size[joined.find(a) as usize] = x + y;
        }
    }
    let mut labels = joined.labels();
    cut::narrow_places(component, &mut labels, settings);
    connected_again(component, &mut labels);
    verdict::separate(component, &mut labels, different);
    parts(&labels, subjects)
}

/// Joins what hangs together whichever one circumstance is taken away, and gives the single ties that are left: for each
/// circumstance an edge to every core that it touches.
///
/// A circumstance in several cores is one fact, however many members of each it reaches: were it a chance, all of it
/// would be.
fn cores(component: &Component) -> (Components, Vec<(u32, u32)>) {
    let edges = &component.edges;
    let block = blocks(component.nodes(), edges);
    let mut joined = Components::new(component.nodes());
    // By circumstance and block, ascending by the subject.
    let mut places: Vec<(u32, u32, u32)> = edges
        .iter()
        .zip(&block)
        .map(|(&(subject, circumstance), &block)| (circumstance, block, subject))
        .collect();
    places.sort_unstable();
    let mut single = Vec::new();
    for of_one in places.chunk_by(|x, y| x.0 == y.0) {
        let mut cores = 0;
        for core in of_one.chunk_by(|x, y| x.1 == y.1) {
            cores += 1;
            for place in &core[1..] {
                joined.join(core[0].2, place.2);
            }
            single.push((core[0].2, core[0].0));
        }
        // In a circle with others: it holds on both sides.
        if cores == 1 && of_one.len() > 1 {
            joined.join(of_one[0].2, of_one[0].0);
            single.pop();
        }
    }
    (joined, single)
}

/// After cuts: what has one label and no way to each other gets labels of its own.
pub(crate) fn connected_again(component: &Component, labels: &mut [u32]) {
    let mut joined = Components::new(labels.len());
    for edge in &component.edges {
        if labels[edge.0 as usize] == labels[edge.1 as usize] {
            joined.join(edge.0, edge.1);
        }
    }
    labels.copy_from_slice(&joined.labels());
}

fn parts(labels: &[u32], subjects: usize) -> Vec<Part> {
    let mut order: Vec<(u32, u32)> = (0..subjects as u32)
        .map(|subject| (labels[subject as usize], subject))
        .collect();
    order.sort_unstable();
    order
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|part| part.len() > 1)
        .map(|part| part.iter().map(|&(_, subject)| subject).collect())
        .collect()
}
