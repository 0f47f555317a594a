//! A snapshot of primary names: `{"OFAC": {"36": [name, programme, kind], …}, "UN": {…}, "EU": {…}}`.

use std::collections::BTreeMap;

use crate::error::Error;
use crate::list::{About, SanctionsList};
use crate::source::ledger::Ledger;
use crate::source::table::GREATEST_CELL;
use crate::{Format, ListedName, NameKind, Party, Schema, ofac};

pub(crate) fn read((file, text): (&str, &str)) -> Result<SanctionsList, Error> {
    let lists: BTreeMap<String, BTreeMap<String, Vec<String>>> = serde_json::from_str(text)
        .map_err(|error| {
            let place = format!("line {}, column {}", error.line(), error.column());
            let (file, problem) = (file.to_owned(), error.to_string());
            if error.is_eof() {
                Error::CutOff {
                    file,
                    place,
                    problem,
                }
            } else {
                Error::Broken {
                    file,
                    place,
                    problem,
                }
            }
        })?;
    let about = About {
        list: "snapshot".to_owned(),
        title: "Primary names of several sanctions lists".to_owned(),
        publisher: "compiled from the publishers' lists".to_owned(),
        format: Format::PrimaryNames,
        published: None,
        files: Vec::new(),
    };
    let mut ledger = Ledger::new(&[]);
    let mut parties = Vec::new();
    let broken = |place: String, problem: &str| Error::Broken {
        file: file.to_owned(),
        place,
        problem: problem.to_owned(),
    };
    for (list, entries) in &lists {
        let root = ledger.root(list);
        let [name_at, programme_at, kind_at, more_at] =
            ["name", "programme", "kind", "more"].map(|column| ledger.below(root, column));
        for (id, cells) in entries {
            let Some(([name, programme, kind], more)) = cells.split_first_chunk::<3>() else {
                return Err(broken(
                    format!("\"{list}\" {id}"),
                    "fewer than the three cells name, programme and kind",
                ));
            };
            if cells.iter().any(|cell| cell.len() > GREATEST_CELL) {
                return Err(Error::Refused {
                    file: file.to_owned(),
                    place: format!("\"{list}\" {}", id.chars().take(40).collect::<String>()),
                    problem: "a cell of more than a megabyte".to_owned(),
                });
            }
            let schema = schema(list, kind);
            let mut party = Party::new(list.to_lowercase(), id, schema);
            let is_ofac = list == "OFAC";
            party.names.extend(match schema {
                Schema::Person if is_ofac => ListedName::family_first(NameKind::Primary, name),
                _ => ListedName::new(NameKind::Primary, name),
            });
            if is_ofac {
                party.programmes.extend(ofac::programmes(programme));
            } else {
                crate::party::push_text(&mut party.programmes, programme);
            }
            ledger.used(name_at);
            for (path, cell) in [(programme_at, programme), (kind_at, kind)] {
                if cell.is_empty() {
                    ledger.empty(path)
                } else {
                    ledger.used(path)
                }
            }
            for cell in more {
                ledger.unread(more_at, cell);
            }
            parties.push(party);
        }
    }
    ledger.note("a snapshot holds primary names only: no aliases, documents, births or wallets; add the lists themselves");
    Ok(SanctionsList::finish(about, parties, ledger.finish()))
}

/// The kinds are written in Korean. The EU's entries all say "organisation", persons too, so that word is not believed
/// there.
fn schema(list: &str, kind: &str) -> Schema {
    match kind {
        "개인" | "person" | "individual" => Schema::Person,
        "단체" if list == "EU" => Schema::Unknown,
        "단체" | "entity" | "organisation" => Schema::Organisation,
        "선박" | "vessel" => Schema::Vessel,
        "항공기" | "aircraft" => Schema::Aircraft,
        _ => Schema::Unknown,
    }
}
