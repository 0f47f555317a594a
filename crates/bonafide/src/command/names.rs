//! `bonafide names`: the name engine by itself.

mod screen;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Context;
use bonafide_names::{Decision, Evidence, Name, Schema, Score, score, score_like_ofac};
use bonafide_screening::ListedNames;
use bonafide_screening::stored::among;
use clap::{Args, Subcommand};

use crate::exit::{Exit, wrong_usage};
use crate::home::ListPlace;
use crate::print;

/// Compare names, and search them in sanctions lists. A name alone is never a match: what is
/// printed is how alike two names are, and why.
#[derive(Debug, Subcommand)]
pub(crate) enum Names {
    /// Score pairs: columns `name1`, `name2` and, where there, `schema`; every row comes back with
    /// `score` and `decision`
    Score(Pairs),
    /// Search names in the sanctions lists in use: a column `query` or `name` and, where there, `schema`
    Search(Queries),
    /// Screen stored names against the lists in use, and after an update of a list only what can have changed
    Screen(screen::Stored),
    /// Say part by part why two names are alike or not
    Explain(Two),
}

/// Pairs to score.
#[derive(Debug, Args)]
pub(crate) struct Pairs {
    /// CSV file
    pairs: PathBuf,
    /// Give the score from 0 to 100 that the search page of OFAC gives
    #[arg(long)]
    like_ofac: bool,
}

/// Names to search.
#[derive(Debug, Args)]
pub(crate) struct Queries {
    /// CSV file
    queries: PathBuf,
    /// Only these lists, by the name in `bonafide lists status` or by their short name (ofac_sdn, un, eu …)
    #[arg(long = "list", value_name = "NAME", num_args = 1..)]
    only: Vec<String>,
    /// Parties to give for each name
    #[arg(long, default_value_t = 10)]
    top: usize,
    #[command(flatten)]
    lists: ListPlace,
}

/// Two names.
#[derive(Debug, Args)]
pub(crate) struct Two {
    first: String,
    second: String,
    /// Whose names: person, organisation, vessel [default: what the names look like]
    #[arg(long, default_value = "")]
    schema: String,
}

impl Names {
    pub(crate) fn run(self) -> anyhow::Result<Exit> {
        match self {
            Self::Score(pairs) => pairs.run(),
            Self::Search(queries) => queries.run(),
            Self::Screen(stored) => stored.run(),
            Self::Explain(two) => two.run(),
        }
    }
}

/// A CSV file whose header names columns.
struct Table {
    path: PathBuf,
    reader: csv::Reader<std::fs::File>,
    header: csv::StringRecord,
}

impl Table {
    fn open(path: &Path) -> anyhow::Result<Self> {
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .from_path(path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        let mut header = reader
            .headers()
            .with_context(|| format!("{} has no header that can be read", path.display()))?
            .clone();
        if let Some(first) = header.get(0).and_then(|name| name.strip_prefix('\u{feff}')) {
            let names: Vec<String> = std::iter::once(first.to_owned())
                .chain(header.iter().skip(1).map(str::to_owned))
                .collect();
            header = names.into();
        }
        Ok(Self {
            path: path.to_owned(),
            reader,
            header,
        })
    }

    /// The place of the first of these columns that there is.
    fn column(&self, names: &[&str]) -> anyhow::Result<Option<usize>> {
        for name in names {
            let is_it = |column: &str| column.trim().eq_ignore_ascii_case(name);
            let mut places = (0..self.header.len()).filter(|at| is_it(&self.header[*at]));
            if let Some(place) = places.next() {
                return match places.next() {
                    None => Ok(Some(place)),
                    Some(_) => Err(wrong_usage(format!(
                        "{}: the header names the column `{name}` twice; remove or rename one of them",
                        self.path.display()
                    ))),
                };
            }
        }
        Ok(None)
    }

    fn required(&self, names: &[&str]) -> anyhow::Result<usize> {
        self.column(names)?.ok_or_else(|| {
            let found: Vec<&str> = self.header.iter().collect();
            wrong_usage(format!(
                "{} has no column `{}`; its columns are: {}",
                self.path.display(),
                names.join("` or `"),
                found.join(", ")
            ))
        })
    }

    /// Calls `each` with every row that can be read; tells those that cannot. `each` may say why it takes a row for broken.
    /// `names` are the columns of names.
    fn rows(
        &mut self,
        names: &[usize],
        mut each: impl FnMut(&csv::StringRecord) -> anyhow::Result<Result<(), String>>,
    ) -> anyhow::Result<Exit> {
        let path = self.path.display().to_string();
        let columns = self.header.len();
        let mut broken = 0_u64;
        let mut leave_out = |why: &str| {
            broken += 1;
            print::talk(&format!("{path}: {why}; the row is left out"));
        };
        let mut row = csv::StringRecord::new();
        loop {
            match self.reader.read_record(&mut row) {
                Ok(false) => break,
                Ok(true) => {
                    let line = row.position().map_or(0, csv::Position::line);
                    let outcome = match misread(&row, columns, names, self.reader.is_done()) {
                        Some(why) => Err(why),
                        None => each(&row)?,
                    };
                    if let Err(why) = outcome {
                        leave_out(&format!("the row that begins near line {line} {why}"));
                    }
                }
                Err(error) if error.is_io_error() => {
                    return Err(error)
                        .with_context(|| format!("cannot read {}", self.path.display()));
                }
                Err(error) => leave_out(&error.to_string()),
            }
        }
        Ok(match broken {
            0 => Exit::Done,
            _ => Exit::Partial,
        })
    }
}

fn no_such_list(lists: &bonafide_lists::Lists, only: &[String]) -> anyhow::Error {
    let there: BTreeSet<&str> = lists
        .sanctions()
        .iter()
        .flat_map(|entry| {
            let short = entry.parties().first().map(|party| party.list.as_str());
            std::iter::once(entry.name()).chain(short)
        })
        .collect();
    wrong_usage(format!(
        "no sanctions list in use is named {}; there are: {}",
        only.join(" or "),
        there.into_iter().collect::<Vec<_>>().join(", ")
    ))
}

/// Why a row is none of the file, as far as its cells tell.
///
/// A quote that never closes takes the rows behind it into one cell: cells are missing then, or the file has ended, or a name
/// runs over lines.
fn misread(
    row: &csv::StringRecord,
    columns: usize,
    names: &[usize],
    has_ended: bool,
) -> Option<String> {
    if row.len() > columns {
        return Some(format!(
            "has {} cells under {columns} columns; is a comma without quotes around its cell?",
            row.len()
        ));
    }
    let is_long = |cell: &str| cell.contains('\n');
    let swallows = row.iter().any(is_long)
        && (has_ended
            || row.len() < columns
            || names.iter().filter_map(|at| row.get(*at)).any(is_long));
    swallows.then(|| "has a cell of several lines; is a quote not closed?".to_owned())
}

/// What kind of party a row is about; unknown where it does not say.
fn schema_of(row: &csv::StringRecord, column: Option<usize>) -> Result<Schema, String> {
    let word = column.and_then(|column| row.get(column)).unwrap_or("");
    schema(word).ok_or_else(|| {
        "has a `schema` that is no kind of party; write person, organisation or vessel, or nothing"
            .to_owned()
    })
}

fn schema(word: &str) -> Option<Schema> {
    let schema = Schema::parse(word);
    let is_known = schema != Schema::Unknown || matches!(word.trim(), "" | "unknown");
    is_known.then_some(schema)
}

impl Pairs {
    fn run(self) -> anyhow::Result<Exit> {
        let mut table = Table::open(&self.pairs)?;
        let first = table.required(&["name1"])?;
        let second = table.required(&["name2"])?;
        let schema = table.column(&["schema"])?;
        let columns = table.header.len();
        let mut out = csv::Writer::from_writer(std::io::stdout().lock());
        out.write_record(table.header.iter().chain(["score", "decision"]))?;
        let exit = table.rows(&[first, second], |row| {
            let (one, other) = (row.get(first).unwrap_or(""), row.get(second).unwrap_or(""));
            let schema = match schema_of(row, schema) {
                Ok(schema) => schema,
                Err(why) => return Ok(Err(why)),
            };
            let scored = score(
                &Name::analyse(one, schema),
                &Name::analyse(other, schema),
                &Evidence::none(),
            );
            let value = match self.like_ofac {
                true => format!("{:.0}", score_like_ofac(one, other)),
                false => format!("{:.4}", scored.value),
            };
            let cells = (0..columns).map(|column| row.get(column).unwrap_or(""));
            let decision = word(scored.decision);
            out.write_record(cells.chain([value.as_str(), decision]))?;
            Ok(Ok(()))
        })?;
        out.flush()?;
        Ok(exit)
    }
}

impl Queries {
    fn run(self) -> anyhow::Result<Exit> {
        let lists = self.lists.load()?;
        let wanted = among(&self.only);
        let listed = ListedNames::chosen(&lists, |artefact, party| wanted(artefact, &party.list));
        if listed.parties.is_empty() {
            return Err(no_such_list(&lists, &self.only));
        }
        let mut table = Table::open(&self.queries)?;
        let query = table.required(&["query", "name"])?;
        let schema = table.column(&["schema"])?;
        let mut out = csv::Writer::from_writer(std::io::stdout().lock());
        out.write_record([
            "query",
            "rank",
            "list",
            "entity",
            "entity_name",
            "name",
            "score",
            "decision",
        ])?;
        let exit = table.rows(&[query], |row| {
            let text = row.get(query).unwrap_or("");
            let schema = match schema_of(row, schema) {
                Ok(schema) => schema,
                Err(why) => return Ok(Err(why)),
            };
            let name = Name::analyse(text, schema);
            let mut told = BTreeSet::new();
            // A party has many names, and is told once by the best of them.
            let hits = listed
                .index
                .search(&name, self.top.saturating_mul(8).max(50));
            let best = hits.into_iter().filter(|hit| told.insert(hit.party));
            for (place, hit) in best.take(self.top).enumerate() {
                let party = &listed.parties[hit.party as usize];
                out.write_record([
                    text,
                    &(place + 1).to_string(),
                    &party.list,
                    &party.entry,
                    &party.entity,
                    listed.index.text(hit.name),
                    &format!("{:.4}", hit.value),
                    word(Decision::of(hit.value)),
                ])?;
            }
            Ok(Ok(()))
        })?;
        out.flush()?;
        Ok(exit)
    }
}

impl Two {
    fn run(self) -> anyhow::Result<Exit> {
        let schema = schema(&self.schema).ok_or_else(|| {
            wrong_usage(format!(
                "`{}` is no kind of party; say person, organisation or vessel",
                self.schema
            ))
        })?;
        let scored = score(
            &Name::analyse(&self.first, schema),
            &Name::analyse(&self.second, schema),
            &Evidence::none(),
        );
        print::data(&in_words(&scored))?;
        Ok(Exit::Done)
    }
}

fn in_words(scored: &Score) -> String {
    let mut lines = vec![format!(
        "{:.3} {}",
        scored.value,
        scored.decision.in_words()
    )];
    for part in &scored.parts {
        let sign = if part.alike > 0.0 { '+' } else { '-' };
        let line = match (part.left.as_str(), part.right.as_str()) {
            ("", alone) | (alone, "") => format!("{sign} {alone} {}", part.how.in_words()),
            (left, right) => format!("{sign} {left} {} {right}", part.how.in_words()),
        };
        lines.push(format!(
            "  {line} (alike {:.2}, weight {:.2})",
            part.alike, part.weight
        ));
    }
    lines.extend(scored.notes.iter().map(|note| format!("  {note}")));
    lines.push(
        "A name alone is never a match: compare birth date, country and a number.".to_owned(),
    );
    lines.join("\n")
}

fn word(decision: Decision) -> &'static str {
    match decision {
        Decision::Different => "different",
        Decision::Possible => "possible",
        Decision::Strong => "strong",
        Decision::Decisive => "decisive",
    }
}
