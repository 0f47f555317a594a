//! Fields that agree and differ together.
//!
//! Whoever moves has another street, another postcode and another town at once: that is one fact, and told as three it
//! parts all records of before from all of after. So next to the levels of single fields the model holds those of pairs
//! of fields, along a tree (Chow and Liu 1968): the pairs whose levels tell most of each other among records of one
//! person, as long as no circle comes of it and they tell more than chance would (Schwarz 1978). Nothing is labelled.

use super::Field;
use super::compare::{Level, Pattern, level};
use super::model::{LEVELS, Table};

/// Two fields with less in common, in bits a pair of records, are taken for independent.
const LEAST_BITS: f64 = 0.01;
/// Pairs of records that speak for independence in each cell, so that a rare combination is no evidence.
const INDEPENDENT: f64 = 10.0;

/// How many pairs of records have each combination of levels of two fields.
type Cells = [[f64; LEVELS]; LEVELS];

/// Two fields whose levels are told together.
#[derive(Debug, Clone)]
pub(super) struct Together {
    pub(super) x: usize,
    pub(super) y: usize,
    /// How much oftener each combination is met among records of one person than if the two fields were independent.
    m: Cells,
    /// The same among random pairs of records.
    u: Cells,
}

impl Together {
    /// What a combination adds to the product of the single fields.
    pub(super) fn ratio(&self, pattern: Pattern) -> f64 {
        let (x, y) = (level(pattern, self.x), level(pattern, self.y));
        self.m[x][y] / self.u[x][y]
    }

    /// Learns again from patterns with the number of pairs of one person that have them.
    pub(super) fn learn(&mut self, patterns: &[(Pattern, f64)], likely: &[f64], m: &Table) {
        let likely = patterns.iter().zip(likely);
        let cells = count(
            likely.map(|((pattern, _), likely)| (*pattern, *likely)),
            self.x,
            self.y,
        );
        self.m = beyond(&cells, &m[self.x], &m[self.y]);
    }
}

/// The pairs of fields to be told together.
pub(super) fn find(
    fields: &[Field],
    patterns: &[(Pattern, f64)],
    likely: &[f64],
    random: &[(Pattern, f64)],
    u: &Table,
) -> Vec<Together> {
    let width = u.len();
    let mut offers: Vec<(f64, usize, usize, Cells)> = Vec::new();
    for y in 0..width {
        for x in (0..y).filter(|x| may_change(fields[*x]) && may_change(fields[y])) {
            let truly = patterns.iter().zip(likely);
            let cells = count(
                truly.map(|((pattern, _), likely)| (*pattern, *likely)),
                x,
                y,
            );
            if let Some(bits) = in_common(&cells) {
                offers.push((bits, x, y, cells));
            }
        }
    }
    offers.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut tree: Vec<usize> = (0..width).collect();
    let mut found = Vec::new();
    for (_, x, y, cells) in offers {
        let (from, to) = (tree[x], tree[y]);
        if from == to {
            continue;
        }
        for each in &mut tree {
            if *each == from {
                *each = to;
            }
        }
        let chance = count(random.iter().copied(), x, y);
        let sides = margins(&cells);
        found.push(Together {
            x,
            y,
            m: beyond(&cells, &sides.0, &sides.1),
            u: beyond(&chance, &u[x], &u[y]),
        });
    }
    found
}

/// Whether a field may change through no slip of the pen: where somebody lives and is reached, and what they do. Names and
/// birth dates stay, and where two of them differ somebody else is meant: a sister, a father. Told together, relatives of
/// one address would teach that names differ together.
pub(super) fn may_change(field: Field) -> bool {
    match field {
        Field::Text | Field::Number | Field::Category => true,
        Field::GivenName | Field::FamilyName | Field::Date => false,
    }
}

fn count(patterns: impl Iterator<Item = (Pattern, f64)>, x: usize, y: usize) -> Cells {
    let mut cells = [[0.0; LEVELS]; LEVELS];
    for (pattern, times) in patterns {
        cells[level(pattern, x)][level(pattern, y)] += times;
    }
    // What is not known says nothing.
    let unknown = Level::Unknown as usize;
    cells[unknown] = [0.0; LEVELS];
    for row in &mut cells {
        row[unknown] = 0.0;
    }
    cells
}

/// The share of each level of either field, where both are known.
fn margins(cells: &Cells) -> ([f64; LEVELS], [f64; LEVELS]) {
    let all: f64 = cells.iter().flatten().sum::<f64>().max(f64::MIN_POSITIVE);
    let x = std::array::from_fn(|x| cells[x].iter().sum::<f64>() / all);
    let y = std::array::from_fn(|y| cells.iter().map(|row| row[y]).sum::<f64>() / all);
    (x, y)
}

/// What two fields tell of each other, in bits a pair; nothing where chance and the number of cells explain it.
fn in_common(cells: &Cells) -> Option<f64> {
    let all: f64 = cells.iter().flatten().sum();
    let (x, y) = margins(cells);
    let mut bits = 0.0;
    for (row, x) in cells.iter().zip(x) {
        for (times, y) in row.iter().zip(y) {
            if *times > 0.0 {
                bits += times / all * (times / all / (x * y)).log2();
            }
        }
    }
    let free = |side: [f64; LEVELS]| side.iter().filter(|share| **share > 0.0).count().max(1) - 1;
    let price = (free(x) * free(y)) as f64 * all.log2() / (2.0 * all);
    (all > 1.0 && bits > LEAST_BITS.max(price)).then_some(bits)
}

/// How much oftener each combination is met than by independence.
fn beyond(cells: &Cells, x: &[f64; LEVELS], y: &[f64; LEVELS]) -> Cells {
    let all: f64 = cells.iter().flatten().sum();
    let mut beyond = [[1.0; LEVELS]; LEVELS];
    for (a, row) in beyond.iter_mut().enumerate().skip(1) {
        for (b, cell) in row.iter_mut().enumerate().skip(1) {
            *cell = (cells[a][b] + INDEPENDENT) / (all * x[a] * y[b] + INDEPENDENT);
        }
    }
    beyond
}
