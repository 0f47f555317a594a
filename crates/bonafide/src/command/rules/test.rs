//! `bonafide rules test`

use std::sync::Arc;

use bonafide_engine::Pack;
use clap::Args;

use super::Folder;
use crate::command::screen::runtime;
use crate::exit::Exit;
use crate::print;
use crate::progress::Talk;

/// Runs every case of every rule and says which differ.
#[derive(Debug, Args)]
pub(crate) struct Test {
    #[command(flatten)]
    folder: Folder,
    /// Only rules whose id contains this
    #[arg(long)]
    only: Option<String>,
}

impl Test {
    pub(super) fn run(self, talk: Talk) -> anyhow::Result<Exit> {
        let pack = self.folder.load()?;
        // A case may run our rules beside its own, above all those that speak for a subject.
        let others = match self.folder.folder {
            Some(_) => pack.rules().fold(Pack::embedded()?, |others, rule| {
                others.beside(Arc::clone(rule))
            }),
            None => pack.clone(),
        };
        let runtime = runtime()?;
        let (mut passed, mut failed) = (0, 0);
        for rule in pack
            .rules()
            .filter(|rule| self.only.as_ref().is_none_or(|only| rule.id.contains(only)))
        {
            for case in &rule.cases {
                match runtime.block_on(bonafide_engine::case::run_case(rule, case, &others)) {
                    Ok(()) => {
                        passed += 1;
                        if talk.verbose {
                            print::talk(&format!("ok    {}: {}", rule.id, case.name));
                        }
                    }
                    Err(why) => {
                        failed += 1;
                        let line = rule.text[..case.span.start].matches('\n').count() + 1;
                        print::talk(&format!(
                            "FAIL  {}: {}\n      {}:{line}",
                            rule.id,
                            case.name,
                            rule.path.display()
                        ));
                        for sentence in why.lines() {
                            print::talk(&format!("      {sentence}"));
                        }
                    }
                }
            }
        }
        print::talk(&format!("{passed} case(s) passed, {failed} failed"));
        Ok(if failed == 0 {
            Exit::Done
        } else {
            Exit::Findings
        })
    }
}
