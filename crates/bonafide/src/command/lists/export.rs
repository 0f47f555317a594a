//! `bonafide lists export`

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use anyhow::Context;
use bonafide_lists::SanctionsEntry;
use bonafide_model::table::{
    ListedAddress, ListedBirth, ListedIdentifier, ListedName, ListedParty, ListedRelation,
    ListedWallet,
};
use bonafide_model::{Date, Row};
use bonafide_records::{AtomicDir, ParquetOut, write_csv};
use bonafide_sanctions::Party;
use bonafide_screening::owned;
use clap::Args;

use crate::exit::Exit;
use crate::home::ListPlace;
use crate::print;

/// The sanctions lists in use as tables.
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// Folder to write: listed_party, listed_name, listed_birth, listed_identifier, listed_address,
    /// listed_relation, listed_wallet
    out: PathBuf,
    /// How to write them
    #[arg(long, value_enum, default_value_t = Kind::Parquet)]
    format: Kind,
    #[command(flatten)]
    place: ListPlace,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Kind {
    Parquet,
    Csv,
}

#[derive(Default)]
struct Tables {
    parties: Vec<ListedParty>,
    names: Vec<ListedName>,
    births: Vec<ListedBirth>,
    identifiers: Vec<ListedIdentifier>,
    addresses: Vec<ListedAddress>,
    relations: Vec<ListedRelation>,
    wallets: Vec<ListedWallet>,
}

impl Export {
    pub(crate) fn run(self) -> anyhow::Result<Exit> {
        let lists = self.place.load()?;
        let mut tables = Tables::default();
        let mut told = std::collections::BTreeSet::new();
        let yielded: std::collections::HashSet<*const Party> = lists
            .parties()
            .map(|(_, party)| std::ptr::from_ref(party))
            .collect();
        for list in lists.sanctions() {
            let owned = owned(list.parties());
            for party in list.parties() {
                if yielded.contains(&std::ptr::from_ref(party)) {
                    told.insert(list.name());
                    tables.add(list, party, owned.get(&party.id));
                }
            }
        }
        let out = AtomicDir::create(&self.out)
            .with_context(|| format!("cannot write to {}", self.out.display()))?;
        let folder = out.path();
        let counts = [
            self.write(folder, &tables.parties)?,
            self.write(folder, &tables.names)?,
            self.write(folder, &tables.births)?,
            self.write(folder, &tables.identifiers)?,
            self.write(folder, &tables.addresses)?,
            self.write(folder, &tables.relations)?,
            self.write(folder, &tables.wallets)?,
        ];
        out.commit()
            .with_context(|| format!("cannot write to {}", self.out.display()))?;
        for (table, rows) in counts {
            print::talk(&format!("{rows:>9} {table}"));
        }
        print::talk(&format!(
            "from {}",
            told.into_iter().collect::<Vec<_>>().join(", ")
        ));
        Ok(Exit::Done)
    }

    fn write<T: Row>(&self, folder: &Path, rows: &[T]) -> anyhow::Result<(&'static str, usize)> {
        let table = T::TABLE.name;
        let batch = T::batch(rows);
        match self.format {
            Kind::Parquet => {
                let path = folder.join(format!("{table}.parquet"));
                let mut out = ParquetOut::create(&path, batch.schema())?;
                out.write(&batch)?;
                out.finish()?;
            }
            Kind::Csv => {
                let path = folder.join(format!("{table}.csv"));
                let failed = || format!("cannot write {}", path.display());
                let mut out = BufWriter::new(File::create(&path).with_context(failed)?);
                write_csv(&mut out, &[batch]).with_context(failed)?;
                out.into_inner()
                    .map_err(std::io::IntoInnerError::into_error)
                    .with_context(failed)?;
            }
        }
        Ok((table, rows.len()))
    }
}

impl Tables {
    fn add(&mut self, entry: &SanctionsEntry, party: &Party, ownership: Option<&String>) {
        let (party_id, list) = (&party.id, &party.list);
        let countries: std::collections::BTreeSet<&str> = party
            .countries
            .iter()
            .filter_map(|country| country.code.as_deref())
            .collect();
        self.parties.push(ListedParty {
            party_id: party_id.clone(),
            list: list.clone(),
            schema: some(party.schema.as_str()),
            name: some(party.primary_name()),
            programmes: some(&party.programmes.join(",")),
            standing: some(party.standing.as_str()),
            legal_basis: some(&party.legal_bases.join(";")),
            countries: some(&countries.into_iter().collect::<Vec<_>>().join(",")),
            ownership: ownership.cloned(),
            listed_on: party.listed_on.and_then(day),
            source: entry.about.source.clone(),
        });
        self.names.extend(party.names.iter().map(|name| ListedName {
            party_id: party_id.clone(),
            list: list.clone(),
            name: some(&name.text),
            strength: some(name.strength.as_str()),
            script: name.script.clone(),
        }));
        self.births
            .extend(party.births.iter().map(|birth| ListedBirth {
                party_id: party_id.clone(),
                list: list.clone(),
                text: some(&birth.text),
                earliest: birth.earliest.and_then(day),
                latest: birth.latest.and_then(day),
                precision: some(birth.precision.as_str()),
            }));
        self.identifiers
            .extend(party.identifiers.iter().map(|number| ListedIdentifier {
                party_id: party_id.clone(),
                list: list.clone(),
                kind: some(number.kind.as_str()),
                number: some(&number.number),
                label: number.label.clone(),
                country: number.country.clone(),
                issuer: number.issuer.clone(),
                issued_on: number.issued_on.and_then(day),
                expires_on: number.expires_on.and_then(day),
            }));
        self.addresses
            .extend(party.addresses.iter().map(|address| ListedAddress {
                party_id: party_id.clone(),
                list: list.clone(),
                text: some(&address.text),
                street: address.street.clone(),
                city: address.city.clone(),
                region: address.region.clone(),
                postal_code: address.postal_code.clone(),
                country: address.country.clone(),
            }));
        let percent = |hundredths: u32| f64::from(hundredths) / 100.0;
        self.relations
            .extend(party.relations.iter().map(|tie| ListedRelation {
                party_id: party_id.clone(),
                list: list.clone(),
                kind: some(tie.kind.as_str()),
                other_id: tie.other_id.clone(),
                other_name: tie.other_name.clone(),
                least_percent: tie.share.map(|share| percent(share.low_hundredths)),
                most_percent: tie.share.map(|share| percent(share.high_hundredths)),
                note: tie.note.clone(),
            }));
        self.wallets
            .extend(party.wallets.iter().map(|wallet| ListedWallet {
                address: wallet.address.clone(),
                chain: wallet.chain.clone().or_else(|| some(&wallet.asset)),
                entity: some(party.primary_name()),
                programme: some(&party.programmes.join("; ")),
                source: some(&format!("{list} entry {party_id}")),
                listed_on: party.listed_on.and_then(day),
            }));
    }
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn day(day: jiff::civil::Date) -> Option<Date> {
    let since = jiff::civil::date(1970, 1, 1).until(day).ok()?;
    Some(Date(since.get_days()))
}
