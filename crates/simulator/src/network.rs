//! Addresses: blocks of public IPv4 space by country and use.
//!
//! The blocks are facts of public registries, so that a reader's own country and hosting lists
//! place them as the simulator does; the same table is written to `lists/` beside the records.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::sync::LazyLock;

use rand::Rng;

use crate::stream::{Chance, Dice, mix};

/// What a block is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Use {
    /// Homes, offices and phones.
    Access,
    /// Data centres.
    Hosting,
    /// Commercial VPN exits.
    Vpn,
    /// Providers near the border that published reports tie to the activity.
    Border,
    /// Space assigned to the DPRK.
    Assigned,
}

/// One block.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) first: u32,
    pub(crate) bits: u8,
    pub(crate) country: &'static str,
    pub(crate) purpose: Use,
}

static TABLE: &str = include_str!("../data/ip_blocks.csv");

static BLOCKS: LazyLock<Vec<Block>> = LazyLock::new(|| {
    TABLE
        .lines()
        .filter(|line| !line.starts_with('#') && !line.starts_with("network"))
        .filter_map(block)
        .collect()
});

static BY_USE: LazyLock<BTreeMap<(Use, &'static str), Vec<&'static Block>>> = LazyLock::new(|| {
    let mut by_use: BTreeMap<(Use, &'static str), Vec<&'static Block>> = BTreeMap::new();
    for block in BLOCKS.iter() {
        by_use
            .entry((block.purpose, block.country))
            .or_default()
            .push(block);
    }
    by_use
});

fn block(line: &'static str) -> Option<Block> {
    let mut cells = line.split(',');
    let (network, bits) = cells.next()?.split_once('/')?;
    let country = cells.next()?;
    let purpose = match cells.next()? {
        "access" => Use::Access,
        "hosting" => Use::Hosting,
        "vpn" => Use::Vpn,
        "border" => Use::Border,
        "assigned" => Use::Assigned,
        _ => return None,
    };
    let first = u32::from(network.parse::<Ipv4Addr>().ok()?);
    Some(Block {
        first,
        bits: bits.parse().ok()?,
        country,
        purpose,
    })
}

impl Block {
    fn size(&self) -> u32 {
        1_u32 << (32 - u32::from(self.bits))
    }

    /// The address at that place of the block, never a network or broadcast address.
    fn address(&self, place: u64) -> u32 {
        let host = (place % u64::from(self.size())) as u32;
        let last = host & 0xff;
        let host = if last == 0 || last == 255 {
            host ^ 0x11
        } else {
            host
        };
        self.first + host
    }

    pub(crate) fn last(&self) -> u32 {
        self.first + (self.size() - 1)
    }
}

/// All blocks, for the lists beside the records.
pub(crate) fn blocks() -> &'static [Block] {
    &BLOCKS
}

fn blocks_of(purpose: Use, country: &str) -> &'static [&'static Block] {
    BY_USE
        .iter()
        .find(|((found, place), _)| *found == purpose && *place == country)
        .map_or(&[], |(_, blocks)| blocks.as_slice())
}

/// Whether the country has blocks of that use.
pub(crate) fn has(purpose: Use, country: &str) -> bool {
    !blocks_of(purpose, country).is_empty()
}

fn address_at(purpose: Use, country: &str, place: u64) -> u32 {
    let mut blocks = blocks_of(purpose, country);
    if blocks.is_empty() {
        blocks = blocks_of(purpose, "US");
    }
    let Some(block) = blocks.get((mix(place, 1) % blocks.len().max(1) as u64) as usize) else {
        return u32::from(Ipv4Addr::new(192, 0, 2, 1));
    };
    block.address(mix(place, 2))
}

/// Any address of that use in the country.
pub(crate) fn any(purpose: Use, country: &str, dice: &mut Dice) -> u32 {
    address_at(purpose, country, dice.random())
}

/// Address `member` of pool `pool`: the same pool gives the same addresses to all who use it.
pub(crate) fn pooled(seed: u64, purpose: Use, country: &str, pool: u64, member: u64) -> u32 {
    address_at(purpose, country, mix(mix(seed, pool), member))
}

/// Countries in which commercial VPNs have exits.
pub(crate) static VPN_COUNTRIES: &[&str] = &[
    "US", "US", "US", "NL", "DE", "GB", "SE", "CH", "CA", "SG", "JP", "FR", "AU", "RO", "HK",
];

/// Countries in which servers are rented.
pub(crate) static SERVER_COUNTRIES: &[&str] = &["US", "US", "DE", "JP"];

/// One of the exits that a commercial VPN has in a country: few addresses, many customers.
pub(crate) fn vpn_exit(seed: u64, country: &str, dice: &mut Dice) -> u32 {
    let country = if has(Use::Vpn, country) {
        country
    } else {
        dice.pick(VPN_COUNTRIES)
    };
    // Squaring a uniform number makes some exits much busier than others.
    let place = (dice.random::<f64>().powi(2) * 400.0) as u64;
    pooled(seed, Use::Vpn, country, 11, place)
}

/// A server at a small host that gives several customers one address.
pub(crate) fn small_host(seed: u64, country: &str, dice: &mut Dice) -> u32 {
    let place = dice.whole(0, 399) as u64;
    pooled(seed, Use::Hosting, country, 12, place)
}

/// The exits through which the people of a firm come, on servers that the firm rents.
pub(crate) fn firm_exits(seed: u64, dice: &mut Dice) -> Vec<u32> {
    let country = dice.word(&["US", "GB", "DE", "NL", "SG"]);
    let firm = dice.whole(0, 250) as u64;
    (0..2)
        .map(|exit| pooled(seed, Use::Hosting, country, mix(44, firm), exit))
        .collect()
}

/// The usual way to write an address.
pub(crate) fn text(address: u32) -> String {
    Ipv4Addr::from(address).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::countries;
    use crate::stream::{Purpose, stream};

    #[test]
    fn every_line_of_the_table_is_an_aligned_block() {
        let lines = TABLE
            .lines()
            .filter(|line| line.contains('/') && !line.starts_with('#'));
        assert_eq!(BLOCKS.len(), lines.count());
        for block in blocks() {
            assert_eq!(block.first % block.size(), 0, "{}", text(block.first));
        }
    }

    #[test]
    fn every_country_with_a_city_has_homes_with_addresses() {
        for country in countries() {
            assert!(has(Use::Access, country), "no access block for {country}");
        }
    }

    #[test]
    fn a_pool_gives_everybody_the_same_addresses() {
        assert_eq!(
            pooled(1, Use::Access, "DE", 5, 2),
            pooled(1, Use::Access, "DE", 5, 2)
        );
        let mut dice = stream(1, Purpose::Subject, 0);
        let exit = vpn_exit(1, "DE", &mut dice);
        assert!(
            blocks()
                .iter()
                .any(|block| block.purpose == Use::Vpn
                    && (block.first..=block.last()).contains(&exit))
        );
    }
}
