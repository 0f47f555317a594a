//! `bonafide names screen`

use std::path::PathBuf;

use bonafide_names::Schema;
use bonafide_screening::stored::{self, Folder, Known, Screening, StoredName, among};
use clap::Args;

use super::{Table, no_such_list, schema_of};
use crate::exit::Exit;
use crate::home::ListPlace;
use crate::print;

/// Names that a firm stores, against the sanctions lists in use.
#[derive(Debug, Args)]
pub(crate) struct Stored {
    /// CSV file with a column `name` and, where there, `id`, `schema`, `birth_date` and `country`
    names: PathBuf,
    /// Folder for matches.csv; where it holds an earlier run, only new names and changed entries are compared
    #[arg(short, long, value_name = "OUT")]
    out: PathBuf,
    /// Only these lists, by the name in `bonafide lists status` or by their short name (ofac_sdn, un, eu …)
    #[arg(long = "list", value_name = "NAME", num_args = 1..)]
    only: Vec<String>,
    /// Compare everything with everything, whatever an earlier run left
    #[arg(long)]
    full: bool,
    #[command(flatten)]
    lists: ListPlace,
}

impl Stored {
    pub(crate) fn run(self) -> anyhow::Result<Exit> {
        let lists = self.lists.load()?;
        let folder = Folder::at(&self.out);
        let earlier = match self.full {
            true => Known::Nothing,
            false => folder.read()?,
        };
        let (names, exit) = read(&self.names)?;
        let earlier = match earlier {
            Known::Nothing => Screening::default(),
            Known::OtherVersion => {
                print::talk(
                    "another version of bonafide wrote that folder: everything is compared",
                );
                Screening::default()
            }
            Known::Earlier(earlier) => *earlier,
        };
        // The index of the names serves the next update; without an earlier run there is nothing to look up.
        let index = folder.index(&names);
        let index = index.filter(|_| !earlier.names.is_empty());
        let wanted = among(&self.only);
        let screening = stored::update(&names, &lists, wanted, &earlier, index.as_ref());
        if screening.parties.is_empty() {
            return Err(no_such_list(&lists, &self.only));
        }
        folder.write(&screening)?;
        let work = screening.work;
        print::talk(&format!(
            "{} names: {} compared with all {} parties, {} with {} changed parties; {} parties are gone",
            names.len(),
            work.whole_names,
            screening.parties.len(),
            work.other_names,
            work.changed_parties,
            work.removed_parties
        ));
        print::talk(&format!(
            "{} matches of {} names: {}",
            screening.matches.len(),
            {
                let mut records: Vec<u64> =
                    screening.matches.iter().map(|one| one.record).collect();
                records.sort_unstable();
                records.dedup();
                records.len()
            },
            folder.matches().display()
        ));
        Ok(exit)
    }
}

fn read(path: &std::path::Path) -> anyhow::Result<(Vec<StoredName>, Exit)> {
    let mut table = Table::open(path)?;
    let name = table.required(&["name", "query"])?;
    let id = table.column(&["id", "subject_id"])?;
    let schema = table.column(&["schema"])?;
    let birth_date = table.column(&["birth_date"])?;
    let country = table.column(&["country"])?;
    let mut names = Vec::new();
    let exit = table.rows(&[name], |row| {
        let cell = |column: Option<usize>| {
            let text = column.and_then(|column| row.get(column));
            text.unwrap_or_default().trim().to_owned()
        };
        let stored = StoredName {
            // Without ids a name is known by its row.
            id: match id {
                Some(_) => cell(id),
                None => (names.len() + 1).to_string(),
            },
            name: cell(Some(name)),
            schema: match schema {
                // A name of an unknown kind is screened all the same: to leave it out would cost more.
                Some(_) => schema_of(row, schema).unwrap_or(Schema::Unknown),
                None => Schema::Unknown,
            },
            birth_date: cell(birth_date),
            country: cell(country),
        };
        names.push(stored);
        Ok(Ok(()))
    })?;
    Ok((names, exit))
}
