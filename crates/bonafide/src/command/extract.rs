//! `bonafide extract`

use std::path::PathBuf;

use anyhow::Context;
use bonafide_records::git::{GitOptions, SubjectBy, extract_to};
use clap::{Args, Subcommand};

use crate::exit::{Exit, wrong_usage};
use crate::progress::Talk;

/// Sources that are not tables.
#[derive(Debug, Subcommand)]
pub(crate) enum Extract {
    /// Turn git repositories into subject, repository, commit and identifier rows
    Git(Git),
}

/// Reads the history of repositories, bare ones too, and runs nothing that they configure.
#[derive(Debug, Args)]
pub(crate) struct Git {
    /// Repositories, or folders of repositories
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Folder to write: subject.parquet, repository.parquet, commit.parquet, identifier.parquet
    #[arg(short, long)]
    out: PathBuf,
    /// What makes two commits the work of one subject: email or name
    #[arg(long, default_value = "email")]
    subject_by: String,
    /// Also list the paths that each commit changes (takes longer)
    #[arg(long = "changed-paths")]
    changed_paths: bool,
    /// Also verify signatures (runs gpg or ssh-keygen)
    #[arg(long)]
    signatures: bool,
}

impl Extract {
    pub(crate) fn run(self, talk: Talk) -> anyhow::Result<Exit> {
        match self {
            Self::Git(git) => git.run(talk),
        }
    }
}

impl Git {
    fn run(self, talk: Talk) -> anyhow::Result<Exit> {
        let subject_by = match self.subject_by.as_str() {
            "email" => SubjectBy::Email,
            "name" => SubjectBy::Name,
            other => {
                return Err(wrong_usage(format!(
                    "--subject-by {other}: one of email, name"
                )));
            }
        };
        let options = GitOptions {
            subject_by,
            paths: self.changed_paths,
            signatures: self.signatures,
        };
        let totals = extract_to(&self.paths, &options, &self.out)
            .with_context(|| format!("cannot extract to {}", self.out.display()))?;
        talk.say(&format!(
            "{} commits by {} subjects in {} repositories ({} empty, {} shallow)",
            totals.commits, totals.subjects, totals.repositories, totals.empty, totals.shallow
        ));
        if totals.set_aside > 0 || totals.odd_dates > 0 || totals.odd_texts > 0 {
            talk.say(&format!(
                "{} commits could not become rows, {} dates and {} texts make no sense and were left empty or mended",
                totals.set_aside, totals.odd_dates, totals.odd_texts
            ));
        }
        for sentence in &totals.broken {
            crate::print::talk(sentence);
        }
        Ok(if totals.broken.is_empty() && totals.set_aside == 0 {
            Exit::Done
        } else {
            Exit::Partial
        })
    }
}
