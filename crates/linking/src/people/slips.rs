//! What the rarity of two nearly equal values says.
//!
//! A slip of the pen makes a value that hardly anybody else has. Two names of different people that happen to be alike are
//! names, and others bear them too. If one value comes of the other by a slip, the two are met together as often as the
//! right one is met at all; by chance, as often as both shares multiplied. So the evidence grows as the mean of one over
//! either share, which is nearly that of the rarer value (what the equal ones' frequencies do for equality; Winkler 1989).
//! Its mean among random pairs that are nearly equal is divided out, since the level says that already. Not all that is
//! nearly equal is a slip: Meier and Meyer are customary forms, of which rarity says nothing. Their part is learned, field
//! by field, without labels.

use super::compare::{Level, Pattern, level};
use super::frequencies::Frequencies;
use super::records::Value;

/// Random pairs of nearly equal values from which their usual rarity is known; with fewer, rarity says nothing.
const ENOUGH: u32 = 30;
/// Steps of rarity, each a part of a bit, from -16 to 16 bits.
const STEPS: usize = 128;
const STEPS_A_BIT: f64 = 4.0;
/// Pairs that speak for slips and customary forms alike, so that a few pairs decide nothing.
const UNDECIDED: f64 = 20.0;
/// Rounds of expectation-maximisation: one number for each field, and the steps are few.
const ROUNDS: usize = 50;

/// What is known of the nearly equal values of a field.
#[derive(Debug, Clone)]
struct Alike {
    /// The rarities of random pairs added up, and how many pairs they are.
    chance: (f64, u32),
    /// How many pairs of one person have each step of rarity.
    truly: [f64; STEPS],
    /// The part of the pairs of one person that are customary forms, not slips.
    forms: f64,
}

/// By field, for values at [`Level::Close`].
pub(super) struct Slips {
    fields: Vec<Alike>,
}

/// The fields of a pattern with nearly equal values.
pub(super) fn alike(pattern: Pattern, fields: usize) -> impl Iterator<Item = usize> {
    (0..fields).filter(move |field| level(pattern, *field) == Level::Close as usize)
}

/// How rare two values of a field are: the mean of one over either share.
pub(super) fn rarity(frequencies: &Frequencies, field: usize, x: Value, y: Value) -> f64 {
    let of = |value| frequencies.share(field, value).recip();
    f64::midpoint(of(x), of(y))
}

impl Slips {
    pub(super) fn new(fields: usize) -> Self {
        let none = Alike {
            chance: (0.0, 0),
            truly: [0.0; STEPS],
            forms: 0.5,
        };
        Self {
            fields: vec![none; fields],
        }
    }

    /// Notes nearly equal values of a random pair of records.
    pub(super) fn by_chance(&mut self, field: usize, rarity: f64) {
        let chance = &mut self.fields[field].chance;
        chance.0 += rarity;
        chance.1 += 1;
    }

    /// Notes nearly equal values of two records that are of one person with a probability.
    pub(super) fn likely(&mut self, field: usize, rarity: f64, likely: f64) {
        let alike = &mut self.fields[field];
        if let Some(step) = alike.step(rarity) {
            alike.truly[step] += likely;
        }
    }

    /// Learns which part of nearly equal values are no slips.
    pub(super) fn learn(&mut self) {
        for alike in &mut self.fields {
            for _ in 0..ROUNDS {
                let (mut forms, mut all) = (UNDECIDED / 2.0, UNDECIDED);
                for (step, times) in alike.truly.iter().enumerate() {
                    let slips = (1.0 - alike.forms) * ratio(step);
                    forms += times * alike.forms / (alike.forms + slips);
                    all += times;
                }
                alike.forms = forms / all;
            }
        }
    }

    /// What the rarity of nearly equal values adds to what their level says, in bits.
    pub(super) fn bits(&self, field: usize, rarity: f64) -> f64 {
        let alike = &self.fields[field];
        let both = |step| alike.forms + (1.0 - alike.forms) * ratio(step);
        alike.step(rarity).map_or(0.0, |step| both(step).log2())
    }
}

impl Alike {
    /// The step of a rarity beside what is usual by chance.
    fn step(&self, rarity: f64) -> Option<usize> {
        let (sum, pairs) = self.chance;
        (pairs >= ENOUGH).then(|| {
            let bits = (rarity * f64::from(pairs) / sum).log2();
            let step = bits * STEPS_A_BIT + STEPS as f64 / 2.0;
            step.clamp(0.0, STEPS as f64 - 1.0) as usize
        })
    }
}

/// How much oftener slips have a step of rarity than random pairs have.
fn ratio(step: usize) -> f64 {
    ((step as f64 + 0.5 - STEPS as f64 / 2.0) / STEPS_A_BIT).exp2()
}
