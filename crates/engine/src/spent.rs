//! Where the time of a run went: what differs from run to run, and so is in no report.

use std::time::{Duration, Instant};

/// Where the time of a run went.
#[derive(Debug, Clone, Default)]
pub struct Spent {
    /// Steps one after another, as the clock on the wall has it.
    pub steps: Vec<(&'static str, Duration)>,
    /// Taking rows off the shelf, added up over threads.
    pub take: Duration,
    /// Deriving tables, added up over threads.
    pub enrich: Duration,
    /// The query of each rule, added up over threads.
    pub rules: Vec<(String, Duration)>,
    /// Grouping and weighing findings, added up over threads.
    pub gather: Duration,
}

/// Notes how long each of a sequence of steps takes.
pub(crate) struct Stopwatch {
    began: Instant,
    last: Instant,
    steps: Vec<(&'static str, Duration)>,
}

impl Stopwatch {
    pub(crate) fn start() -> Self {
        let now = Instant::now();
        Self {
            began: now,
            last: now,
            steps: Vec::new(),
        }
    }

    /// The step of that name has just ended.
    pub(crate) fn lap(&mut self, step: &'static str) {
        let now = Instant::now();
        self.steps.push((step, now - self.last));
        self.last = now;
    }

    pub(crate) fn since_start(&self) -> Duration {
        self.began.elapsed()
    }

    pub(crate) fn into_steps(self) -> Vec<(&'static str, Duration)> {
        self.steps
    }
}
