//! Counts right and wrong answers.

/// Outcomes of one set of labelled pairs.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) found: u32,
    pub(crate) missed: u32,
    pub(crate) false_alarms: u32,
    pub(crate) quiet: u32,
}

impl Tally {
    pub(crate) fn add(&mut self, truth: bool, answer: bool) {
        match (truth, answer) {
            (true, true) => self.found += 1,
            (true, false) => self.missed += 1,
            (false, true) => self.false_alarms += 1,
            (false, false) => self.quiet += 1,
        }
    }

    pub(crate) fn print(&self, name: &str) {
        let share = |part: u32, other: u32| f64::from(part) / f64::from((part + other).max(1));
        let precision = share(self.found, self.false_alarms);
        let recall = share(self.found, self.missed);
        let f1 = if precision + recall > 0.0 {
            2.0 * precision * recall / (precision + recall)
        } else {
            0.0
        };
        println!(
            "{name:<44} F1 {f1:.3}  P {precision:.3}  R {recall:.3}   ({} found, {} missed, {} false alarms, {} quiet)",
            self.found, self.missed, self.false_alarms, self.quiet
        );
    }
}
