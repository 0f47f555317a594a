//! Cities, their countries and their clocks.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::tz::TimeZone;

use crate::stream::{Chance, Dice};

/// One city in which people of the world live.
#[derive(Debug)]
pub(crate) struct City {
    pub(crate) country: &'static str,
    pub(crate) region: &'static str,
    pub(crate) name: &'static str,
    pub(crate) latitude: f64,
    pub(crate) longitude: f64,
    pub(crate) zone: &'static str,
    weight: f64,
    clock: TimeZone,
}

static TABLE: &str = include_str!("../data/cities.csv");

static CITIES: LazyLock<Vec<City>> =
    LazyLock::new(|| TABLE.lines().skip(1).filter_map(city).collect());

static BY_COUNTRY: LazyLock<BTreeMap<&'static str, Vec<&'static City>>> = LazyLock::new(|| {
    let mut by_country: BTreeMap<&'static str, Vec<&'static City>> = BTreeMap::new();
    for city in CITIES.iter() {
        by_country.entry(city.country).or_default().push(city);
    }
    by_country
});

fn city(line: &'static str) -> Option<City> {
    let mut cells = line.split(',');
    let (country, region, name) = (cells.next()?, cells.next()?, cells.next()?);
    let (latitude, longitude) = (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
    let (zone, weight) = (cells.next()?, cells.next()?.parse().ok()?);
    let clock = TimeZone::get(zone).ok()?;
    Some(City {
        country,
        region,
        name,
        latitude,
        longitude,
        zone,
        weight,
        clock,
    })
}

impl City {
    /// Minutes east of UTC at that second.
    pub(crate) fn offset_minutes(&self, at: i64) -> i64 {
        match jiff::Timestamp::from_second(at) {
            Ok(instant) => i64::from(self.clock.to_offset(instant).seconds()) / 60,
            Err(_) => 0,
        }
    }

    /// The second at which the clock of the city shows `hour` on day `day`.
    pub(crate) fn at(&self, day: i64, hour: f64) -> i64 {
        let local = day * 86_400 + (hour * 3_600.0) as i64;
        local - self.offset_minutes(local) * 60
    }

    /// The hour of the day that the clock of the city shows at that second.
    pub(crate) fn hour(&self, at: i64) -> f64 {
        (at + self.offset_minutes(at) * 60).rem_euclid(86_400) as f64 / 3_600.0
    }

    /// Great-circle distance in kilometres; the simulator needs no more than a sphere.
    pub(crate) fn distance_km(&self, other: &City) -> f64 {
        let (a, b) = (self.latitude.to_radians(), other.latitude.to_radians());
        let across = (other.longitude - self.longitude).to_radians();
        let half = ((b - a) / 2.0).sin().powi(2) + a.cos() * b.cos() * (across / 2.0).sin().powi(2);
        2.0 * 6_371.0 * half.sqrt().min(1.0).asin()
    }
}

/// A city of the country, large ones more often.
pub(crate) fn city_in(country: &str, dice: &mut Dice) -> &'static City {
    let cities: &[&City] = match BY_COUNTRY.get(country) {
        Some(cities) => cities,
        None => &BY_COUNTRY["US"],
    };
    cities[dice.weighted(cities.iter().map(|city| city.weight))]
}

/// The city of that name.
pub(crate) fn city_named(name: &str) -> &'static City {
    CITIES
        .iter()
        .find(|city| city.name == name)
        .unwrap_or(&CITIES[0])
}

/// Another city of the same country if it has one, for movers.
pub(crate) fn other_city(than: &City, dice: &mut Dice) -> &'static City {
    let mut found = city_in(than.country, dice);
    for _ in 0..3 {
        if found.name != than.name {
            break;
        }
        found = city_in(than.country, dice);
    }
    found
}

/// Every country of the world.
pub(crate) fn countries() -> Vec<&'static str> {
    BY_COUNTRY.keys().copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_a_city() {
        assert_eq!(CITIES.len(), TABLE.lines().count() - 1);
    }

    #[test]
    fn clocks_follow_summer_time() {
        let berlin = city_named("Berlin");
        assert_eq!(berlin.offset_minutes(1_767_225_600), 60);
        assert_eq!(berlin.offset_minutes(1_782_864_000), 120);
        assert!((berlin.hour(berlin.at(20_500, 9.5)) - 9.5).abs() < 0.01);
    }

    #[test]
    fn distances_are_about_right() {
        let way = city_named("Berlin").distance_km(city_named("Tokyo"));
        assert!((8_800.0..9_050.0).contains(&way), "{way} km");
    }
}
