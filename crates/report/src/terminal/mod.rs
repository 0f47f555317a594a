//! What the terminal shows: the summary of a run, and the waterfall of one subject.

mod cells;
mod paint;
mod summary;
mod waterfall;

pub use summary::terminal;
pub use waterfall::subject_waterfall;

/// The narrowest terminal that the layouts are made for; a narrower one gets long lines.
const NARROWEST: usize = 48;
/// Lines longer than this are hard to read, however wide the window.
const WIDEST: usize = 110;

/// The width to lay out for.
fn usable(width: usize) -> usize {
    width.clamp(NARROWEST, WIDEST)
}
