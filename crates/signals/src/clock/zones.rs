//! Time zones by name and by country, from the zone data compiled into the program.

use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::calendar::Calendar;
use crate::country;
use crate::table::rows;

static TABLE: &str = include_str!("../../data/country_zones.csv");

/// A zone with its calendar, which is built on first use.
pub(super) struct Zone {
    pub(super) time_zone: TimeZone,
    calendar: OnceLock<Calendar>,
}

impl Zone {
    pub(super) fn calendar(&self) -> &Calendar {
        self.calendar
            .get_or_init(|| Calendar::new(vec![self.time_zone.clone()]))
    }
}

struct Zones {
    by_name: HashMap<String, Zone>,
    by_small_letters: HashMap<String, String>,
}

/// Only the bundled data: the zone files of the machine differ from one to the next.
static ZONES: LazyLock<Zones> = LazyLock::new(|| {
    let bundled = TimeZoneDatabase::bundled();
    let mut by_name = HashMap::new();
    let mut by_small_letters = HashMap::new();
    for name in bundled.available() {
        let name = name.as_str();
        if let Ok(time_zone) = bundled.get(name) {
            by_name.insert(
                name.to_owned(),
                Zone {
                    time_zone,
                    calendar: OnceLock::new(),
                },
            );
            by_small_letters.insert(name.to_ascii_lowercase(), name.to_owned());
        }
    }
    Zones {
        by_name,
        by_small_letters,
    }
});

struct CountryClock {
    zones: Vec<&'static str>,
    calendar: OnceLock<Calendar>,
}

static COUNTRIES: LazyLock<Vec<Option<CountryClock>>> = LazyLock::new(|| {
    let mut table: Vec<Option<CountryClock>> = (0..country::SLOTS).map(|_| None).collect();
    for row in rows(TABLE) {
        let [code, zones] = row[..] else { continue };
        if let Some(slot) = country::slot(code) {
            table[slot] = Some(CountryClock {
                zones: zones.split(' ').collect(),
                calendar: OnceLock::new(),
            });
        }
    }
    table
});

static COUNTRY_OF_ZONE: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut table = HashMap::new();
    for code in country::codes() {
        for zone in country_zones(code) {
            table.entry(*zone).or_insert(code);
        }
    }
    // The table says where people live; these clocks are borrowed from a neighbour there.
    table.insert("Europe/Belgrade", "RS");
    table.insert("Europe/Oslo", "NO");
    table.insert("Indian/Kerguelen", "TF");
    table
});

/// A zone by its IANA name, in either case.
pub(super) fn find(name: &str) -> Option<&'static Zone> {
    let zones = &*ZONES;
    zones.by_name.get(name).or_else(|| {
        let canonical = zones
            .by_small_letters
            .get(&name.trim().to_ascii_lowercase())?;
        zones.by_name.get(canonical)
    })
}

fn clock(country: &str) -> Option<&'static CountryClock> {
    let place = |code: &str| COUNTRIES[country::slot(code)?].as_ref();
    place(country).or_else(|| place(country::parse(country)?))
}

pub(super) fn of_country(country: &str) -> Option<&'static Calendar> {
    let clock = clock(country)?;
    Some(clock.calendar.get_or_init(|| {
        Calendar::new(
            clock
                .zones
                .iter()
                .filter_map(|zone| Some(find(zone)?.time_zone.clone()))
                .collect(),
        )
    }))
}

/// The IANA zones of a country (code or name); empty when the country is not known.
pub fn country_zones(country: &str) -> &'static [&'static str] {
    clock(country).map_or(&[], |clock| &clock.zones)
}

/// The country in which a zone lies; `None` for zones that belong to none (`UTC`) and for old aliases.
pub fn zone_country(zone: &str) -> Option<&'static str> {
    COUNTRY_OF_ZONE.get(zone.trim()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_zone_of_the_table_is_in_the_zone_data() {
        for code in country::codes() {
            for zone in country_zones(code) {
                assert!(find(zone).is_some(), "{code} {zone}");
            }
        }
    }

    #[test]
    fn a_zone_knows_its_country() {
        assert_eq!(zone_country("Asia/Pyongyang"), Some("KP"));
        assert_eq!(zone_country("Europe/Belgrade"), Some("RS"));
        assert_eq!(zone_country("UTC"), None);
        assert!(country_zones("us").contains(&"America/New_York"));
    }
}
