//! `bonafide lists`

mod export;

use anyhow::Context;
use bonafide_lists::{AddOptions, Attributes, Change, Kind, Store};
use clap::{Args, Subcommand};

use crate::exit::{Exit, wrong_usage};
use crate::home::ListPlace;
use crate::print;

/// Reference lists: immutable, named by their SHA-256, with source, date and licence.
#[derive(Debug, Subcommand)]
pub(crate) enum Lists {
    /// Add a list from a file or a URL, or replace the list of that name
    Add(Add),
    /// Fetch lists that came from a URL again; a worse file never replaces a good one
    Update(Update),
    /// Say what another version of a sanctions list adds, removes and changes, without taking it
    Diff(Diff),
    /// Write the sanctions lists in use as tables: parties, names, births, numbers, addresses, ties, wallets
    Export(export::Export),
    /// Show every list: kind, entries, date, source, licence, hash
    Status(Place),
    /// Hash every list again and compare
    Verify(Place),
    /// Remove a list
    Remove(Remove),
}

/// Where the lists are.
#[derive(Debug, Args)]
pub(crate) struct Place {
    #[command(flatten)]
    place: ListPlace,
}

/// A list to add.
#[derive(Debug, Args)]
pub(crate) struct Add {
    /// Kind: ip-range, ip-country, ip-asn, asn-class, asn-name, mmdb, email-domain, phone-range,
    /// remote-tool, peripheral-id, watched-identifier, mail-drop, wallet, country, sanctions
    kind: String,
    /// Name under which reports tell it
    name: String,
    /// File or URL; a sanctions list may come in several
    #[arg(required = true)]
    from: Vec<String>,
    /// What the columns of a sanctions list of your own mean (docs/lists.md)
    #[arg(long, value_name = "FILE.toml")]
    mapping: Option<String>,
    #[command(flatten)]
    options: Options,
    #[command(flatten)]
    place: ListPlace,
}

/// A version to compare.
#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The list in the store
    name: String,
    /// File or URL of the other version
    #[arg(required = true)]
    from: Vec<String>,
    /// What the columns mean, where it is no official format
    #[arg(long, value_name = "FILE.toml")]
    mapping: Option<String>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = DiffFormat::Table)]
    format: DiffFormat,
    #[command(flatten)]
    place: ListPlace,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum DiffFormat {
    /// Lines for people
    Table,
    /// The whole difference
    Json,
}

/// Lists to update.
#[derive(Debug, Args)]
pub(crate) struct Update {
    /// Names [default: every list that came from a URL]
    names: Vec<String>,
    #[command(flatten)]
    options: Options,
    #[command(flatten)]
    place: ListPlace,
}

/// What is known of a list beside its rows.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Who publishes it
    #[arg(long)]
    source: Option<String>,
    /// Its date (YYYY-MM-DD)
    #[arg(long)]
    date: Option<String>,
    /// Its licence
    #[arg(long)]
    licence: Option<String>,
    /// Class of all its entries, where the file has no such column: vpn, hosting, tor, disposable, free …
    #[arg(long)]
    class: Option<String>,
    /// Tier of all its entries: official, vendor, community, own
    #[arg(long)]
    tier: Option<String>,
    /// Kind of value that it holds, for watched identifiers: domain, ip, email, handle, phone …
    #[arg(long)]
    value_kind: Option<String>,
    /// Provider of all its entries
    #[arg(long)]
    provider: Option<String>,
    /// Sanctions programme of all its entries
    #[arg(long)]
    programme: Option<String>,
    /// Take a list that is older than the one there
    #[arg(long)]
    allow_older: bool,
    /// Take a list that is much shorter than the one there
    #[arg(long)]
    allow_shrinking: bool,
    /// Share of rows that may be broken, from 0 to 1
    #[arg(long)]
    bad_share: Option<f64>,
}

/// A list to remove.
#[derive(Debug, Args)]
pub(crate) struct Remove {
    name: String,
    #[command(flatten)]
    place: ListPlace,
}

impl Options {
    fn into_add_options(self) -> AddOptions {
        let mut options = AddOptions {
            source: self.source,
            date: self.date,
            licence: self.licence,
            attributes: Attributes {
                class: self.class,
                tier: self.tier,
                value_kind: self.value_kind,
                provider: self.provider,
                programme: self.programme,
                ..Attributes::default()
            },
            allow_older: self.allow_older,
            allow_shrinking: self.allow_shrinking,
            ..AddOptions::default()
        };
        if let Some(share) = self.bad_share {
            options.limits.bad_share = share;
        }
        options
    }
}

impl Lists {
    pub(crate) fn run(self) -> anyhow::Result<Exit> {
        match self {
            Self::Add(add) => add.run(),
            Self::Update(update) => update.run(),
            Self::Diff(diff) => diff.run(),
            Self::Export(export) => export.run(),
            Self::Status(place) => status(&place.place),
            Self::Verify(place) => verify(&place.place),
            Self::Remove(remove) => {
                let store = open(&remove.place)?;
                let gone = store.remove(&remove.name)?;
                print::talk(&format!(
                    "removed {} ({})",
                    remove.name,
                    short(&gone.sha256)
                ));
                Ok(Exit::Done)
            }
        }
    }
}

impl Add {
    fn run(self) -> anyhow::Result<Exit> {
        let kind: Kind = self
            .kind
            .parse()
            .map_err(|error| wrong_usage(format!("{error}")))?;
        let store = open(&self.place)?;
        let change = store.add_several(
            kind,
            &self.name,
            &self.from,
            self.mapping.as_deref(),
            &self.options.into_add_options(),
        )?;
        tell(&self.name, &change);
        Ok(Exit::Done)
    }
}

impl Diff {
    fn run(self) -> anyhow::Result<Exit> {
        let store = open(&self.place)?;
        let difference = store.diff_files(
            &self.name,
            &self.from,
            self.mapping.as_deref(),
            &AddOptions::default(),
        )?;
        match self.format {
            DiffFormat::Json => print::data(&serde_json::to_string_pretty(&difference)?)?,
            DiffFormat::Table => {
                for party in &difference.added {
                    print::data(&format!("+ {} {}", party.id, party.primary_name()))?;
                }
                for party in &difference.removed {
                    print::data(&format!("- {} {}", party.id, party.primary_name()))?;
                }
                for party in &difference.changed {
                    let fields: Vec<&str> = party.fields.keys().map(String::as_str).collect();
                    print::data(&format!(
                        "~ {} {}: {}",
                        party.id,
                        party.name,
                        fields.join(", ")
                    ))?;
                }
                let sum = difference.summary();
                print::talk(&format!(
                    "{} added, {} removed, {} changed",
                    sum.added, sum.removed, sum.changed
                ));
            }
        }
        Ok(match difference.is_empty() {
            true => Exit::Done,
            false => Exit::Findings,
        })
    }
}

impl Update {
    fn run(self) -> anyhow::Result<Exit> {
        let store = open(&self.place)?;
        let names: Vec<String> = match self.names.is_empty() {
            false => self.names,
            true => {
                let stored = store.status()?.into_iter();
                let fetched = stored.filter(|state| state.artefact.origin.starts_with("http"));
                fetched.map(|state| state.artefact.about.name).collect()
            }
        };
        let options = self.options.into_add_options();
        let mut failed = 0;
        for name in &names {
            match store.update(name, &options) {
                Ok(change) => tell(name, &change),
                Err(error) => {
                    failed += 1;
                    print::talk(&format!("{name}: {error}; the list there stays"));
                }
            }
        }
        Ok(match failed {
            0 => Exit::Done,
            all if all == names.len() => Exit::Failed,
            _ => Exit::Partial,
        })
    }
}

fn open(place: &ListPlace) -> anyhow::Result<Store> {
    let folder = place.folder()?;
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make the list store {}", folder.display()))?;
    Ok(Store::open(&folder)?)
}

fn tell(name: &str, change: &Change) {
    let artefact = change.artefact();
    let what = match change {
        Change::Added(_) => "added",
        Change::Replaced { .. } => "replaced",
        Change::Unchanged(_) => "unchanged",
    };
    print::talk(&format!(
        "{what} {name}: {} entries, {}",
        artefact.rows,
        short(&artefact.sha256)
    ));
    for note in &artefact.notes {
        print::talk(&format!("  {note}"));
    }
    if artefact.bad > 0 {
        print::talk(&format!(
            "  {} rows could not be read and were left out",
            artefact.bad
        ));
    }
}

fn short(sha256: &str) -> &str {
    sha256.get(..12).unwrap_or(sha256)
}

fn status(place: &ListPlace) -> anyhow::Result<Exit> {
    let lists = place.load()?;
    let mut text = String::new();
    for list in lists.hashes() {
        let date = list.date.as_deref().unwrap_or("no date");
        text += &format!(
            "{:<24} {:<20} {:>9} {date:<10} {}\n",
            list.name,
            list.kind.to_string(),
            list.rows,
            short(&list.sha256)
        );
        text += &format!(
            "    {}\n",
            list.source.as_deref().unwrap_or("source not stated")
        );
        text += &format!(
            "    {}\n",
            list.licence.as_deref().unwrap_or("licence not stated")
        );
    }
    print::data(&text)?;
    Ok(Exit::Done)
}

fn verify(place: &ListPlace) -> anyhow::Result<Exit> {
    let mut broken = 0;
    for verified in open(place)?.verify()? {
        let told = match &verified.outcome {
            Ok(()) => format!("intact  {}", verified.name),
            Err(error) => format!("BROKEN  {}: {error}", verified.name),
        };
        broken += usize::from(verified.outcome.is_err());
        print::data(&told)?;
    }
    if broken > 0 {
        print::talk(&format!(
            "{broken} list(s) differ from their hash; add them again"
        ));
        return Ok(Exit::Failed);
    }
    Ok(Exit::Done)
}
