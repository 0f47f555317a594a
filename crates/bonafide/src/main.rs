//! `bonafide`: records in, explained findings out.
//!
//! This binary parses words, wires the crates and prints. Standard output is data, standard error
//! is talk, and the exit code tells the rest: see [`exit::Exit`].

mod command;
mod exit;
mod home;
mod pack;
mod print;
mod progress;
mod stop;
mod weigher;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::exit::Exit;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Screens a firm's own records for the published red flags of false remote workers, and explains
/// every finding. It names red flags, never people: a person decides.
#[derive(Debug, Parser)]
#[command(
    name = "bonafide",
    version,
    max_term_width = 100,
    arg_required_else_help = true
)]
#[command(
    after_help = "Exit codes: 0 done; 1 done, with findings under --fail-on; 2 wrong usage; \
3 partial: something was set aside or failed, the rest is there; 4 failed."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    talk: progress::Talk,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Screen a folder of records and write a report
    Screen(command::screen::Screen),
    /// Print one subject's findings and their sum
    Explain(command::explain::Explain),
    /// Write a statement of reasons for the person concerned
    Notice(Box<command::notice::Notice>),
    /// Print a checklist of what to do, to ask and to look at
    Checklist(command::checklist::Checklist),
    /// List, show, compare, check and write catalogues of published red flags
    #[command(subcommand)]
    Catalogue(command::catalogue::Catalogues),
    /// List, show, check, test, write and try rules
    #[command(subcommand)]
    Rules(command::rules::Rules),
    /// Add, update, verify and remove reference lists
    #[command(subcommand)]
    Lists(command::lists::Lists),
    /// Compare names, and search them in sanctions lists
    #[command(subcommand)]
    Names(command::names::Names),
    /// Clear matches with sanctions lists that a person has compared, and take that back
    #[command(subcommand)]
    Sanctions(command::sanctions::Sanctions),
    /// Say what ties subjects to each other
    #[command(subcommand)]
    Link(command::link::Link),
    /// Turn foreign sources into records
    #[command(subcommand)]
    Extract(command::extract::Extract),
    /// Write a simulated marketplace with planted operations
    Simulate(command::simulate::Simulate),
    /// Measure reports against the truth of simulated worlds
    Evaluate(command::evaluate::Evaluate),
    /// Estimate weights again from reviewers' verdicts
    Calibrate(command::calibrate::Calibrate),
    /// Report rates and impact ratios by category, for an auditor
    Fairness(command::fairness::Fairness),
    /// Yardsticks for benchmarks
    #[command(subcommand, hide = true)]
    Measure(command::measure::Measure),
    /// Print generated references: tables, catalogue, the schema of report.json
    #[command(subcommand)]
    Reference(command::reference::Reference),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let talk = arguments.talk;
    let outcome = match arguments.command {
        Command::Screen(screen) => screen.run(talk),
        Command::Explain(explain) => explain.run(),
        Command::Notice(notice) => notice.run(),
        Command::Checklist(checklist) => checklist.run(),
        Command::Catalogue(catalogue) => catalogue.run(),
        Command::Rules(rules) => rules.run(talk),
        Command::Lists(lists) => lists.run(),
        Command::Names(names) => names.run(),
        Command::Link(link) => link.run(),
        Command::Sanctions(sanctions) => sanctions.run(),
        Command::Extract(extract) => extract.run(talk),
        Command::Simulate(simulate) => simulate.run(talk),
        Command::Evaluate(evaluate) => evaluate.run(talk),
        Command::Calibrate(calibrate) => calibrate.run(talk),
        Command::Fairness(fairness) => fairness.run(talk),
        Command::Measure(measure) => measure.run(),
        Command::Reference(reference) => reference.run(),
    };
    match outcome {
        Ok(exit) => exit.into(),
        Err(error) if print::is_broken_pipe(&error) => Exit::Done.into(),
        Err(error) => {
            print::talk(&format!("bonafide: {error:#}"));
            Exit::of_error(&error).into()
        }
    }
}
