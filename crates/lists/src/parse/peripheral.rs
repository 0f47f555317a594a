//! Identifiers of peripherals: watched devices, and the public registers of vendor names.

use std::collections::HashMap;

use crate::table::{Layout, Tally, layout, unknown_layout};
use crate::{About, ListError};

use super::boxed;

/// Watched devices, and names of vendors.
#[derive(Debug, Default)]
pub(crate) struct Peripherals {
    pub(crate) devices: Vec<PeripheralRow>,
    pub(crate) usb_vendors: HashMap<u16, Box<str>>,
    pub(crate) usb_products: HashMap<(u16, u16), Box<str>>,
    pub(crate) display_vendors: HashMap<Box<str>, Box<str>>,
    pub(crate) network_vendors: HashMap<[u8; 3], Box<str>>,
}

/// A watched device by what it says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct PeripheralRow {
    pub(crate) device: Box<str>,
    pub(crate) class: Box<str>,
    pub(crate) strength: Box<str>,
    pub(crate) vid: Option<u16>,
    pub(crate) pid: Option<u16>,
    pub(crate) manufacturer: Option<Box<str>>,
    pub(crate) product: Option<Box<str>>,
    pub(crate) serial: Option<Box<str>>,
    pub(crate) display_vendor: Option<Box<str>>,
    pub(crate) display_product: Option<u16>,
    pub(crate) display_name: Option<Box<str>>,
    pub(crate) network_vendor: Option<[u8; 3]>,
    pub(crate) source: Option<Box<str>>,
    pub(crate) note: Option<Box<str>>,
}

const HEADER: [&str; 10] = [
    "vid",
    "usb_vid",
    "vendor_id",
    "usb_product",
    "product",
    "pnp_vendor",
    "edid_vendor",
    "oui",
    "mac_prefix",
    "display_name",
];

pub(super) fn identifiers(
    bytes: &[u8],
    about: &About,
    tally: &mut Tally,
) -> Result<Peripherals, ListError> {
    match first_line(bytes) {
        line if is_usb_vendor(&line) => Ok(usb_ids(bytes, tally)),
        line if is_display_vendor(&line) => Ok(pnp_ids(bytes, tally)),
        _ => from_table(bytes, about, tally),
    }
}

fn first_line(bytes: &[u8]) -> String {
    bytes
        .split(|byte| *byte == b'\n')
        .map(|line| String::from_utf8_lossy(line.get(..line.len().min(500)).unwrap_or(line)))
        .find(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .unwrap_or_default()
        .trim_end()
        .to_owned()
}

fn is_usb_vendor(line: &str) -> bool {
    usb_entry(line).is_some()
}

fn is_display_vendor(line: &str) -> bool {
    line.split_once('\t')
        .is_some_and(|(code, _)| code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()))
}

/// `1d6b  Linux Foundation`
fn usb_entry(line: &str) -> Option<(u16, &str)> {
    let (code, name) = line.split_once("  ")?;
    (code.len() == 4).then_some(())?;
    Some((u16::from_str_radix(code, 16).ok()?, name.trim()))
}

/// The register of USB vendors and products; the classes behind them are not read.
fn usb_ids(bytes: &[u8], tally: &mut Tally) -> Peripherals {
    let mut names = Peripherals::default();
    let mut vendor = None;
    for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        // A few names in the public file are Latin-1; a damaged letter in a name harms nobody.
        let line = String::from_utf8_lossy(line);
        let line = line.trim_end();
        if line.is_empty() || line.starts_with('#') || line.starts_with("\t\t") {
            continue;
        }
        let outcome = if let Some(product) = line.strip_prefix('\t') {
            let Some(vendor) = vendor else { continue };
            usb_entry(product)
                .map(|(code, name)| {
                    names.usb_products.insert((vendor, code), name.into());
                })
                .ok_or_else(|| format!("{product:?} is no USB product"))
        } else if let Some((code, name)) = usb_entry(line) {
            vendor = Some(code);
            names.usb_vendors.insert(code, name.into());
            Ok(())
        } else {
            // `C 03  Human Interface Device` and the like begin another register.
            vendor = None;
            continue;
        };
        tally.note(index as u64 + 1, outcome);
    }
    names
}

/// The register of display vendors: `TSB<tab>Toshiba`.
fn pnp_ids(bytes: &[u8], tally: &mut Tally) -> Peripherals {
    let mut names = Peripherals::default();
    for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        let line = String::from_utf8_lossy(line);
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let outcome = match line.split_once('\t') {
            Some((code, name)) if code.len() == 3 => {
                names
                    .display_vendors
                    .insert(code.to_ascii_uppercase().into(), name.trim().into());
                Ok(())
            }
            _ => Err(format!("{:?} is no display vendor", line.trim())),
        };
        tally.note(index as u64 + 1, outcome);
    }
    names
}

fn from_table(bytes: &[u8], about: &About, tally: &mut Tally) -> Result<Peripherals, ListError> {
    let mut peripherals = Peripherals::default();
    let Layout::Table(table) = layout(about, bytes, &HEADER)? else {
        return Err(unknown_layout(about, &first_line(bytes)));
    };
    let device = table.column(&["device", "name", "seen_on"]);
    let class = table.column(&["class", "type", "category"]);
    let group = table.column(&["group"]);
    let vid = table.column(&["vid", "usb_vid", "vendor_id"]);
    let pid = table.column(&["pid", "usb_pid", "product_id"]);
    let manufacturer = table.column(&["usb_manufacturer", "manufacturer"]);
    let product = table.column(&["usb_product", "product"]);
    let serial = table.column(&["usb_serial", "serial"]);
    let display_vendor = table.column(&["pnp_vendor", "edid_vendor"]);
    let display_product = table.column(&["product_code_hex", "edid_product"]);
    let display_name = table.column(&["display_name", "edid_name"]);
    let oui = table.column(&["oui", "mac_prefix"]);
    let organisation = table.column(&["organisation", "organization", "vendor"]);
    let strength = table.column(&["match_strength", "strength", "tier"]);
    let source = table.column(&["source", "evidence_repo_or_source", "evidence"]);
    let note = table.column(&["note", "evidence_note", "notes"]);
    let common_class = about.attributes.class.as_deref();
    table.each_row(tally, |row| {
        let oui = row.some(oui).map(parse_oui).transpose()?;
        let names_only = oui.is_some()
            && !group.is_there()
            && !class.is_there()
            && common_class.is_none()
            && !strength.is_there();
        if let (Some(oui), true) = (oui, names_only) {
            peripherals
                .network_vendors
                .insert(oui, row.get(organisation).into());
            return Ok(());
        }
        let device = row
            .some(device)
            .or(row.some(organisation))
            .unwrap_or(row.get(group));
        let row = PeripheralRow {
            device: device.into(),
            class: row.some(class).or(common_class).unwrap_or("ip_kvm").into(),
            // A network card says little: home networks have the same makers.
            strength: row
                .some(strength)
                .unwrap_or(if oui.is_some() {
                    "weak"
                } else {
                    "exact-default"
                })
                .into(),
            vid: row.some(vid).map(parse_hex).transpose()?,
            pid: row.some(pid).map(parse_hex).transpose()?,
            manufacturer: boxed(row.some(manufacturer)),
            product: boxed(row.some(product)),
            serial: boxed(row.some(serial)),
            display_vendor: row
                .some(display_vendor)
                .map(|code| code.to_ascii_uppercase().into()),
            display_product: row.some(display_product).map(parse_hex).transpose()?,
            display_name: boxed(row.some(display_name)),
            network_vendor: oui,
            source: boxed(row.some(source).or(about.source.as_deref())),
            note: boxed(row.some(note)),
        };
        let says_something = row.vid.is_some()
            || row.manufacturer.is_some()
            || row.product.is_some()
            || row.display_vendor.is_some()
            || row.display_name.is_some()
            || row.network_vendor.is_some();
        if !says_something {
            return Err("the row has nothing to know the device by".to_owned());
        }
        peripherals.devices.push(row);
        Ok(())
    });
    Ok(peripherals)
}

/// Reads `1d6b` or `0x1d6b`.
pub(crate) fn parse_hex(text: &str) -> Result<u16, String> {
    let digits = text.trim();
    let digits = digits
        .strip_prefix("0x")
        .or_else(|| digits.strip_prefix("0X"))
        .unwrap_or(digits);
    u16::from_str_radix(digits, 16)
        .map_err(|_| format!("{text:?} is no hexadecimal number of four digits"))
}

/// Reads the first three bytes of `94:83:c4:00:11:22`, `9483C4` and the like.
pub(crate) fn parse_oui(text: &str) -> Result<[u8; 3], String> {
    let digits: Vec<u8> = text
        .chars()
        .filter(|c| !matches!(c, ':' | '-' | '.'))
        .map_while(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .take(6)
        .collect();
    match digits.as_slice() {
        [a, b, c, d, e, f] => Ok([a << 4 | b, c << 4 | d, e << 4 | f]),
        _ => Err(format!(
            "{text:?} does not begin with the three bytes of a maker of network cards"
        )),
    }
}
