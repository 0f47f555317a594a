//! All lists of a run, loaded once and asked many times.

use std::collections::HashMap;
use std::sync::Arc;

use bonafide_sanctions::Party;
use jiff::civil::Date;
use serde::Serialize;

use crate::country_code::CountryCode;
use crate::email_fact::{EmailFact, EmailIndex};
use crate::embedded;
use crate::in_force::{self, Standing};
use crate::ip_fact::{IpFact, IpIndex};
use crate::listed;
use crate::mail_drop::{MailDrop, MailDropIndex};
use crate::parse::{Content, Parsed};
use crate::peripheral::{Peripheral, PeripheralIndex, PeripheralQuery};
use crate::phone_fact::{PhoneFact, PhoneIndex};
use crate::remote_tool::{RemoteTool, RemoteToolIndex};
use crate::sanctions_entry::SanctionsEntry;
use crate::wallet::{Wallet, normal_wallet};
use crate::watched::{Watch, WatchIndex};
use crate::{Kind, ListError};

/// Which list a report rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListHash {
    /// The name of the list.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
    /// The hash of its bytes, in hexadecimal.
    pub sha256: String,
    /// Who published it.
    pub source: Option<String>,
    /// The day it is of.
    pub date: Option<String>,
    /// Under which licence.
    pub licence: Option<String>,
    /// How many good rows it has.
    pub rows: u64,
}

/// The lists of a run: immutable, shared by reference between threads.
///
/// ```
/// let lists = bonafide_lists::Lists::embedded()?;
/// let fact = lists.ip_fact("175.45.176.1").expect("an address");
/// assert_eq!(fact.dprk_tier, Some("assigned"));
/// assert_eq!(fact.vpn, None, "no list of VPN ranges is loaded, so nobody can say");
/// # Ok::<(), bonafide_lists::ListError>(())
/// ```
#[derive(Debug, Default)]
pub struct Lists {
    ip: IpIndex,
    email: EmailIndex,
    phone: PhoneIndex,
    remote_tools: RemoteToolIndex,
    peripherals: PeripheralIndex,
    watched: WatchIndex,
    mail_drops: MailDropIndex,
    wallets: HashMap<Box<str>, Vec<Wallet>>,
    countries: HashMap<CountryCode, Box<str>>,
    sanctions: Vec<Arc<SanctionsEntry>>,
    /// What becomes of each party of each of them.
    standings: Vec<Vec<Standing>>,
    /// Wallets of parties that a newer list dropped, with the day of that list; only while lists are put in.
    dropped_wallets: HashMap<Box<str>, Vec<(Wallet, Date)>>,
    hashes: Vec<ListHash>,
}

impl Lists {
    /// The small tables of facts that come with the program, and nothing else.
    pub fn embedded() -> Result<Arc<Self>, ListError> {
        Self::with(Vec::new())
    }

    /// The given lists, each with its hash, and behind them the embedded ones.
    pub fn with(lists: Vec<(Parsed, String)>) -> Result<Arc<Self>, ListError> {
        let mut all = lists;
        all.extend(embedded::parsed()?);
        Ok(Self::only(all))
    }

    /// The given lists, each with its hash, without the embedded ones.
    #[must_use]
    pub fn only(lists: Vec<(Parsed, String)>) -> Arc<Self> {
        let mut all = Self::default();
        all.weigh(&lists);
        for (parsed, sha256) in lists {
            all.add(parsed, sha256);
        }
        all.ip.order();
        all.watch_listed();
        all.dropped_wallets = HashMap::new();
        Arc::new(all)
    }

    /// Finds out which entries of sanctions lists count, before anything of them is put into an index.
    fn weigh(&mut self, lists: &[(Parsed, String)]) {
        let sanctions: Vec<_> = lists
            .iter()
            .filter_map(|(parsed, _)| Some((&parsed.about, parsed.sanctions()?)))
            .collect();
        self.standings = in_force::standings(&sanctions);
        for ((about, list), standings) in sanctions.iter().zip(&self.standings) {
            for (party, standing) in list.parties.iter().zip(standings) {
                let Standing::Gone(since) = standing else {
                    continue;
                };
                for wallet in listed::wallets_of(about, party) {
                    let dropped = self.dropped_wallets.entry(wallet.address.clone());
                    dropped.or_default().push((wallet, *since));
                }
            }
        }
    }

    fn add(&mut self, parsed: Parsed, sha256: String) {
        let about = parsed.about;
        let list: Arc<str> = about.name.as_str().into();
        match parsed.content {
            Content::IpRanges(ranges) => self.ip.add_ranges(ranges, &about),
            Content::IpCountries(map) => self.ip.add_countries(map, &about),
            Content::IpAsns(map) => self.ip.add_asns(map, &about),
            Content::AsnClasses(classes) => self.ip.add_classes(classes, &about),
            Content::AsnNames(names) => self.ip.add_names(names),
            Content::Mmdb(database) => self.ip.add_database(*database, &about),
            Content::EmailDomains(domains) => self.email.add(domains, about.attributes.partial),
            Content::Phones(ranges) => self.phone.add(ranges),
            Content::RemoteTools(rows) => {
                for row in rows {
                    self.remote_tools
                        .add(&row, &list, about.attributes.class.as_deref());
                }
            }
            Content::Peripherals(peripherals) => self.peripherals.add(*peripherals, &list),
            Content::Watched(watches) => {
                watches
                    .into_iter()
                    .for_each(|watch| self.watched.add(watch));
            }
            Content::MailDrops(places) => {
                places
                    .into_iter()
                    .for_each(|place| self.mail_drops.add(place));
            }
            Content::Wallets(wallets) => {
                let day = about.date.as_deref().and_then(|day| day.parse().ok());
                for wallet in wallets {
                    if !self.is_dropped(&wallet, day) {
                        self.add_wallet(wallet);
                    }
                }
            }
            Content::Countries(countries) => {
                for (code, name) in countries {
                    self.countries.entry(code).or_insert(name);
                }
            }
            Content::Sanctions(list) => {
                let entry = Arc::new(SanctionsEntry {
                    about: about.clone(),
                    sha256: sha256.clone(),
                    list: *list,
                });
                let standings = &self.standings[self.sanctions.len()];
                let wallets: Vec<Wallet> = counted(&entry, standings)
                    .flat_map(|party| listed::wallets_of(&entry.about, party))
                    .collect();
                for wallet in wallets {
                    self.add_wallet(wallet);
                }
                self.sanctions.push(entry);
            }
        }
        self.hashes.push(ListHash {
            name: about.name,
            kind: about.kind,
            sha256,
            source: about.source,
            date: about.date,
            licence: about.licence,
            rows: parsed.rows,
        });
    }

    /// Whether a table of wallets only repeats what a newer sanctions list has dropped.
    fn is_dropped(&self, wallet: &Wallet, day: Option<Date>) -> bool {
        let dropped = self.dropped_wallets.get(&wallet.address);
        dropped
            .into_iter()
            .flatten()
            .any(|(known, since)| day.is_some_and(|day| day < *since) && wallet.is_told_by(known))
    }

    /// A sanctions list and a table of wallets that was taken from it tell one thing, not two.
    fn add_wallet(&mut self, wallet: Wallet) {
        let known = self.wallets.entry(wallet.address.clone()).or_default();
        let same = known
            .iter_mut()
            .find(|other| other.list != wallet.list && wallet.is_told_by(other));
        match same {
            // The entry of the list says more: its number, its programmes, its day of listing.
            Some(other) if other.listing.is_none() => *other = wallet,
            Some(_) => {}
            None => known.push(wallet),
        }
    }

    /// Watches the numbers of listed parties. All lists of mail domains are loaded now: a domain at which everybody
    /// can have a mailbox stays out, even where a listed party gives it as its site.
    fn watch_listed(&mut self) {
        for (entry, standings) in self.sanctions.iter().zip(&self.standings) {
            let watches =
                counted(entry, standings).flat_map(|party| listed::watches_of(&entry.about, party));
            for watch in watches {
                let is_for_everybody = &*watch.kind == "domain" && {
                    let fact = self.email.fact(&watch.value);
                    [fact.free, fact.disposable, fact.relay].contains(&Some(true))
                };
                if !is_for_everybody {
                    self.watched.add(watch);
                }
            }
        }
        self.watched.close();
    }

    /// What the lists say of an address, written as logs write it; `None` if it is no address.
    #[must_use]
    pub fn ip_fact(&self, address: &str) -> Option<IpFact<'_>> {
        let mut fact = self.ip.fact(address)?;
        if fact.reserved.is_none() {
            fact.watched = self.watched.find_address(address);
        }
        Some(fact)
    }

    /// What the lists say of a mail domain, or of the domain of a mail address.
    #[must_use]
    pub fn email_fact(&self, domain: &str) -> EmailFact {
        self.email.fact(domain)
    }

    /// What the lists say of a telephone number in international form.
    #[must_use]
    pub fn phone_fact(&self, number: &str) -> PhoneFact<'_> {
        let mut fact = self.phone.fact(number);
        fact.watched = self.watched.find("phone", number);
        fact
    }

    /// The remote tool that a process name or a path to its file belongs to.
    #[must_use]
    pub fn remote_tool_by_process(&self, name_or_path: &str) -> Option<&RemoteTool> {
        self.remote_tools.by_process(name_or_path)
    }

    /// The remote tool whose service a domain, host with port or URL belongs to.
    #[must_use]
    pub fn remote_tool_by_domain(&self, domain: &str) -> Option<&RemoteTool> {
        self.remote_tools.by_domain(domain)
    }

    /// The remote tool of this product name, as a software inventory gives it.
    #[must_use]
    pub fn remote_tool_by_product(&self, name: &str) -> Option<&RemoteTool> {
        self.remote_tools.by_product(name)
    }

    /// The remote tool signed under this name.
    #[must_use]
    pub fn remote_tool_by_signer(&self, name: &str) -> Option<&RemoteTool> {
        self.remote_tools.by_signer(name)
    }

    /// The watched device that a peripheral is.
    #[must_use]
    pub fn peripheral(&self, query: &PeripheralQuery<'_>) -> Option<&Peripheral> {
        self.peripherals.find(query)
    }

    /// The names of a USB vendor and product in the public register, where it is loaded.
    #[must_use]
    pub fn usb_name(&self, vid: &str, pid: &str) -> (Option<&str>, Option<&str>) {
        self.peripherals.usb_name(vid, pid)
    }

    /// The maker of a display by the three letters of its EDID, where the register is loaded.
    #[must_use]
    pub fn display_vendor(&self, code: &str) -> Option<&str> {
        self.peripherals.display_vendor(code)
    }

    /// The maker of a network card by its address, where the register is loaded.
    #[must_use]
    pub fn network_card_vendor(&self, mac: &str) -> Option<&str> {
        self.peripherals.network_vendor(mac)
    }

    /// What is published against a value: kinds are `domain` (with its parents), `ip`, `email`,
    /// `handle`, `phone`, `asn`, `url`, `document`, `tax_id` and whatever else a list uses. Of several lists of a
    /// community or an official publisher the one that was added first is told. Entries of sanctions lists are found by
    /// [`listings`](Self::listings), whoever else watches the value; where nobody else does, the first of them is told
    /// here too (tier `sanctions`).
    #[must_use]
    pub fn watched(&self, kind: &str, value: &str) -> Option<&Watch> {
        self.watched.find(kind, value)
    }

    /// Every entry of a sanctions list that holds a number, mailbox, site or handle: parties share telephones and
    /// sites, and two countries issue equal document numbers.
    ///
    /// Kinds are `document`, `tax_id`, `registration`, `imo`, `lei`, `bank_account`, `phone`, `email`, `domain`, `url`
    /// and `handle`. With the country that issued the number, entries of another country stay out.
    pub fn listings(
        &self,
        kind: &str,
        value: &str,
        country: Option<&str>,
    ) -> impl Iterator<Item = &Watch> {
        let country = country.map(str::to_owned);
        self.watched
            .listings(kind, value)
            .filter(move |watch| watch.fits_country(country.as_deref()))
    }

    /// The sanctions lists in use, those of the user before the embedded one.
    #[must_use]
    pub fn sanctions(&self) -> &[Arc<SanctionsEntry>] {
        &self.sanctions
    }

    /// The parties of all sanctions lists that are in force, each once, with the list that it is taken from.
    ///
    /// Two entries are one when [`authority`](crate::authority) and number are the same. Of its copies that of a whole
    /// list is told before that of an extract, and that of a snapshot of names last; within each the newest, and of
    /// equally new ones the first. An entry that a newer whole list of the authority dropped is not told; see
    /// [`superseded`](Self::superseded).
    pub fn parties(&self) -> impl Iterator<Item = (&SanctionsEntry, &Party)> {
        self.with_standings()
            .filter(|(_, _, standing)| *standing == Standing::Told)
            .map(|(entry, party, _)| (entry, party))
    }

    /// The parties that an extract or an older list still has and the newest whole list of the same authority has not.
    /// They, their numbers and their wallets are not found.
    ///
    /// An entry stays in force where there is doubt: where either list has no date, where the entry was listed after the
    /// day of the whole list, and where the whole list has no entry of one of its programmes. Tables read by a mapping
    /// and acts of the Official Journal take nothing out of force.
    pub fn superseded(&self) -> impl Iterator<Item = (&SanctionsEntry, &Party)> {
        self.with_standings()
            .filter(|(_, _, standing)| matches!(standing, Standing::Gone(_)))
            .map(|(entry, party, _)| (entry, party))
    }

    fn with_standings(&self) -> impl Iterator<Item = (&SanctionsEntry, &Party, Standing)> {
        let lists = self.sanctions.iter().zip(&self.standings);
        lists.flat_map(|(entry, standings)| {
            let parties = entry.parties().iter().zip(standings);
            parties.map(|(party, standing)| (&**entry, party, *standing))
        })
    }

    /// The listed digital-currency address, from the list that was added first.
    #[must_use]
    pub fn wallet(&self, address: &str) -> Option<&Wallet> {
        self.wallets(address).first()
    }

    /// All listings of a digital-currency address: one address can stand in several lists and assets.
    #[must_use]
    pub fn wallets(&self, address: &str) -> &[Wallet] {
        normal_wallet(address)
            .and_then(|address| self.wallets.get(address.as_str()))
            .map_or(&[], Vec::as_slice)
    }

    /// The mail drop that a postal address is, or has the words of.
    #[must_use]
    pub fn mail_drop(&self, address: &str) -> Option<&MailDrop> {
        self.mail_drops.find(address)
    }

    /// The name of a country, where a list of countries is loaded.
    #[must_use]
    pub fn country_name(&self, code: &str) -> Option<&str> {
        self.countries
            .get(&CountryCode::parse(code)?)
            .map(|name| &**name)
    }

    /// The lists in use, for the report.
    #[must_use]
    pub fn hashes(&self) -> &[ListHash] {
        &self.hashes
    }

    /// Whether some list can answer questions of this kind and, if given, class.
    ///
    /// For the classes of addresses and mail domains this means that a list can say no as well as
    /// yes: a partial list makes findings, but never makes anybody clear. For watched values the
    /// class is their kind; for peripherals, `ip_kvm` and the like; for telephone ranges, `voip`; for sanctions the
    /// short name of the list, `ofac_sdn` and the like.
    #[must_use]
    pub fn available(&self, kind: Kind, class: Option<&str>) -> bool {
        match (kind, class) {
            (Kind::IpRange | Kind::AsnClass, Some(class)) => self.ip.knows_class(class),
            (Kind::IpRange, None) => self.ip.has_ranges(),
            (Kind::AsnClass, None) => self.ip.has_classes(),
            (Kind::IpCountry, _) => self.ip.has_countries(),
            (Kind::IpAsn, _) => self.ip.has_asns(),
            (Kind::AsnName, _) => self.ip.has_names(),
            (Kind::Mmdb, _) => self.ip.has_databases(),
            (Kind::EmailDomain, Some(class)) => self.email.knows(class),
            (Kind::EmailDomain, None) => !self.email.is_empty(),
            (Kind::PhoneRange, Some(class)) => self.phone.knows(class),
            (Kind::PhoneRange, None) => !self.phone.is_empty(),
            (Kind::RemoteTool, _) => !self.remote_tools.is_empty(),
            (Kind::PeripheralId, Some(class)) => self.peripherals.knows_class(class),
            (Kind::PeripheralId, None) => !self.peripherals.is_empty(),
            (Kind::WatchedIdentifier, Some(class)) => self.watched.knows(class),
            (Kind::WatchedIdentifier, None) => !self.watched.is_empty(),
            (Kind::MailDrop, _) => self.hashes.iter().any(|list| list.kind == Kind::MailDrop),
            (Kind::Wallet, _) => !self.wallets.is_empty(),
            (Kind::Country, _) => !self.countries.is_empty(),
            (Kind::Sanctions, Some(list)) => {
                let mut lists = self.sanctions.iter().map(|entry| &entry.list);
                lists.any(|held| {
                    held.about.list == list || held.parties.iter().any(|party| party.list == list)
                })
            }
            (Kind::Sanctions, None) => !self.sanctions.is_empty(),
        }
    }
}

/// The parties of a list whose numbers and wallets are looked up.
fn counted<'e>(
    entry: &'e SanctionsEntry,
    standings: &'e [Standing],
) -> impl Iterator<Item = &'e Party> {
    let parties = entry.parties().iter().zip(standings);
    parties
        .filter(|(_, standing)| !matches!(standing, Standing::Gone(_)))
        .map(|(party, _)| party)
}
