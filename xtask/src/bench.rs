//! `cargo xtask bench`: seconds, rows a second and memory, as ratios measured in the same run.

use anyhow::Result;

pub(crate) fn run(_: &[&str]) -> Result<()> {
    Ok(())
}
