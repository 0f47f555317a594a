//! Lists beside the records: what a buyer of country and VPN lists would know of the world.

use std::path::Path;

use crate::error::{Error, Result};
use crate::network::{Use, blocks, text};

/// Writes `ip_country.csv` (`start,end,cc`) and `ip_hosting_vpn.csv` (`network,class`).
pub(crate) fn write(folder: &Path) -> Result<()> {
    let mut countries: Vec<(u32, u32, &str)> = blocks()
        .iter()
        .map(|block| (block.first, block.last(), block.country))
        .collect();
    countries.sort_unstable();
    countries.dedup();
    let lines = countries
        .iter()
        .map(|(first, last, country)| format!("{},{},{country}", text(*first), text(*last)));
    write_lines(&folder.join("ip_country.csv"), "start,end,cc", lines)?;
    let classes = blocks().iter().filter_map(|block| {
        let class = match block.purpose {
            Use::Hosting => "hosting",
            Use::Vpn => "vpn",
            _ => return None,
        };
        Some(format!("{}/{},{class}", text(block.first), block.bits))
    });
    write_lines(&folder.join("ip_hosting_vpn.csv"), "network,class", classes)
}

fn write_lines(path: &Path, header: &str, lines: impl Iterator<Item = String>) -> Result<()> {
    let mut all = vec![header.to_owned()];
    all.extend(lines);
    all.push(String::new());
    std::fs::write(path, all.join("\n")).map_err(|source| Error::Io {
        doing: "writing",
        path: path.to_owned(),
        source,
    })
}
