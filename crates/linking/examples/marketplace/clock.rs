//! Time that the processor spent on this thread.

use std::time::Instant;

/// A moment.
pub(crate) struct Clock {
    wall: Instant,
    processor: Option<f64>,
}

impl Clock {
    pub(crate) fn start() -> Self {
        Self {
            processor: processor_seconds(),
            wall: Instant::now(),
        }
    }

    /// Seconds of the processor since then; of the wall where the system does not tell.
    pub(crate) fn seconds(&self) -> f64 {
        let wall = self.wall.elapsed().as_secs_f64();
        match (self.processor, processor_seconds()) {
            (Some(from), Some(to)) => to - from,
            _ => wall,
        }
    }
}

/// Linux counts nanoseconds on the processor for every thread.
fn processor_seconds() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = told.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}
