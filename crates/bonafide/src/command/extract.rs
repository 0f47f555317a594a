//! `bonafide extract`

use clap::Subcommand;

use crate::exit::Exit;
use crate::progress::Talk;

/// Sources that are not tables.
#[derive(Debug, Subcommand)]
pub(crate) enum Extract {
}

impl Extract {
    pub(crate) fn run(self, _: Talk) -> anyhow::Result<Exit> {
        match self {}
    }
}
