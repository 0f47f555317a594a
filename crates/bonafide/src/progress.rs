//! Tells how far a long step has come: a bar on a terminal, plain lines elsewhere.

use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::Duration;

use bonafide_engine::screen::Progress;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

/// How much to say.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Talk {
    /// Say more
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub(crate) verbose: bool,
    /// Say only what went wrong
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
}

impl Talk {
    /// Says something unless asked to be quiet.
    pub(crate) fn say(self, text: &str) {
        if !self.quiet {
            crate::print::talk(text);
        }
    }

    /// A progress that fits the terminal.
    pub(crate) fn progress(self) -> Shown {
        Shown {
            talk: self,
            bar: Mutex::new(None),
        }
    }
}

/// Progress for people.
pub(crate) struct Shown {
    talk: Talk,
    bar: Mutex<Option<ProgressBar>>,
}

impl Progress for Shown {
    fn step(&self, name: &'static str, total: u64) {
        let mut bar = self
            .bar
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(done) = bar.take() {
            done.finish_and_clear();
        }
        if self.talk.quiet {
            return;
        }
        if !std::io::stderr().is_terminal() {
            crate::print::talk(&match name {
                "read" => format!("reading {:.1} MB", total as f64 / 1e6),
                "screen" => format!("screening {total} subjects"),
                other => other.to_owned(),
            });
            return;
        }
        let template = match name {
            "read" => "{prefix:>10} [{bar:30}] {bytes}/{total_bytes} {eta}",
            _ => "{prefix:>10} [{bar:30}] {pos}/{len} {eta}",
        };
        let style =
            ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        let new = ProgressBar::new(total).with_style(style).with_prefix(name);
        new.enable_steady_tick(Duration::from_millis(200));
        *bar = Some(new);
    }

    fn advance(&self, units: u64) {
        if let Some(bar) = self
            .bar
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .as_ref()
        {
            bar.inc(units);
        }
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        if let Ok(Some(bar)) = self.bar.get_mut().map(Option::take) {
            bar.finish_and_clear();
        }
    }
}
