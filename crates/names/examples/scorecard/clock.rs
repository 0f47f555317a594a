//! How long something took.

use std::time::{Duration, Instant};

/// Starts when it is made.
pub(crate) struct Clock {
    start: Instant,
    on_processor: Option<Duration>,
}

/// How long it took, and how long of that this thread had a processor: on a machine that others use too, the second
/// is what it costs.
pub(crate) struct Taken {
    pub(crate) wall: Duration,
    pub(crate) processor: Option<Duration>,
}

impl Clock {
    pub(crate) fn start() -> Self {
        Self {
            on_processor: on_processor(),
            start: Instant::now(),
        }
    }

    pub(crate) fn taken(&self) -> Taken {
        let wall = self.start.elapsed();
        let processor = on_processor()
            .zip(self.on_processor)
            .and_then(|(now, then)| now.checked_sub(then));
        Taken { wall, processor }
    }
}

impl Taken {
    /// So many things a second.
    pub(crate) fn rate(&self, count: usize) -> String {
        let rate = |taken: Duration| count as f64 / taken.as_secs_f64().max(1e-9);
        match self.processor {
            Some(processor) => format!(
                "{:.0} a second ({:.0} of processor time)",
                rate(self.wall),
                rate(processor)
            ),
            None => format!("{:.0} a second", rate(self.wall)),
        }
    }
}

impl std::fmt::Display for Taken {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:.3?}", self.wall)?;
        match self.processor {
            Some(processor) => write!(out, " ({processor:.3?} of processor time)"),
            None => Ok(()),
        }
    }
}

/// What the system counts for this thread; only Linux tells.
fn on_processor() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = text.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}
