//! Which watched device a peripheral is, by what it says of itself.

use std::collections::HashMap;
use std::sync::Arc;

use crate::parse::{PeripheralRow, Peripherals};
use crate::parse::{parse_hex, parse_oui};

/// What a machine reported of a peripheral. Everything is optional.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PeripheralQuery<'a> {
    /// USB vendor, hexadecimal.
    pub vid: Option<&'a str>,
    /// USB product, hexadecimal.
    pub pid: Option<&'a str>,
    /// Manufacturer string.
    pub manufacturer: Option<&'a str>,
    /// Product string, device description or camera label.
    pub product: Option<&'a str>,
    /// Serial number string.
    pub serial: Option<&'a str>,
    /// Display: three-letter vendor, product code in hexadecimal and name, as `TSB`, `TSB8801` or a name.
    pub edid: Option<&'a str>,
    /// Address of a network card.
    pub mac: Option<&'a str>,
}

/// A watched device that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peripheral {
    /// The device.
    pub device: Box<str>,
    /// `ip_kvm`, `mouse_jiggler`, `capture_card`, `virtual_camera` …
    pub class: Box<str>,
    /// `exact-default`, `generic-gadget`, `medium`, `weak`, or `benign-lookalike`, which must not count.
    pub strength: Box<str>,
    /// Who says so.
    pub source: Option<Box<str>>,
    /// What else is to be known.
    pub note: Option<Box<str>>,
    /// The list that holds it.
    pub list: Arc<str>,
}

impl Peripheral {
    /// Whether the identifiers are those of this device alone, and not of a family or a lookalike.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        &*self.strength == "exact-default"
    }
}

#[derive(Debug, Default)]
pub(crate) struct PeripheralIndex {
    devices: Vec<(PeripheralRow, Peripheral)>,
    usb_vendors: HashMap<u16, Box<str>>,
    usb_products: HashMap<(u16, u16), Box<str>>,
    display_vendors: HashMap<Box<str>, Box<str>>,
    network_vendors: HashMap<[u8; 3], Box<str>>,
}

impl PeripheralIndex {
    pub(crate) fn add(&mut self, peripherals: Peripherals, list: &Arc<str>) {
        for row in peripherals.devices {
            let device = Peripheral {
                device: row.device.clone(),
                class: row.class.clone(),
                strength: row.strength.clone(),
                source: row.source.clone(),
                note: row.note.clone(),
                list: list.clone(),
            };
            self.devices.push((row, device));
        }
        self.usb_vendors.extend(peripherals.usb_vendors);
        self.usb_products.extend(peripherals.usb_products);
        self.display_vendors.extend(peripherals.display_vendors);
        self.network_vendors.extend(peripherals.network_vendors);
    }

    /// The device of which most is recognised; of two, the one that was added first.
    pub(crate) fn find(&self, query: &PeripheralQuery<'_>) -> Option<&Peripheral> {
        let seen = Seen::of(query);
        let mut best: Option<(u32, &Peripheral)> = None;
        for (row, device) in &self.devices {
            let Some(score) = seen.score(row) else {
                continue;
            };
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, device));
            }
        }
        best.map(|(_, device)| device)
    }

    pub(crate) fn usb_name(&self, vid: &str, pid: &str) -> (Option<&str>, Option<&str>) {
        let (Ok(vid), pid) = (parse_hex(vid), parse_hex(pid)) else {
            return (None, None);
        };
        let product = pid.ok().and_then(|pid| self.usb_products.get(&(vid, pid)));
        (
            self.usb_vendors.get(&vid).map(|name| &**name),
            product.map(|name| &**name),
        )
    }

    pub(crate) fn display_vendor(&self, code: &str) -> Option<&str> {
        let code = code.trim().get(..3)?.to_ascii_uppercase();
        self.display_vendors.get(code.as_str()).map(|name| &**name)
    }

    pub(crate) fn network_vendor(&self, mac: &str) -> Option<&str> {
        self.network_vendors
            .get(&parse_oui(mac).ok()?)
            .map(|name| &**name)
    }

    pub(crate) fn knows_class(&self, class: &str) -> bool {
        self.devices.iter().any(|(row, _)| &*row.class == class)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.devices.is_empty()
    }
}

/// Every Linux board that acts as a USB device may use this vendor's numbers.
const LINUX_FOUNDATION: u16 = 0x1d6b;

/// The query, folded once for all comparisons.
struct Seen {
    vid: Option<u16>,
    pid: Option<u16>,
    manufacturer: Option<String>,
    product: Option<String>,
    serial: Option<String>,
    edid: Option<String>,
    oui: Option<[u8; 3]>,
}

impl Seen {
    fn of(query: &PeripheralQuery<'_>) -> Self {
        let text = |text: Option<&str>| {
            text.map(|text| text.trim().to_lowercase())
                .filter(|text| !text.is_empty())
        };
        Self {
            vid: query.vid.and_then(|vid| parse_hex(vid).ok()),
            pid: query.pid.and_then(|pid| parse_hex(pid).ok()),
            manufacturer: text(query.manufacturer),
            product: text(query.product),
            serial: text(query.serial),
            edid: text(query.edid),
            oui: query.mac.and_then(|mac| parse_oui(mac).ok()),
        }
    }

    /// How much of the row is recognised; `None` if something differs or too little is left.
    fn score(&self, row: &PeripheralRow) -> Option<u32> {
        let mut score = 0;
        // Numbers: a row without them (a camera known by its label) fits any.
        for (wanted, seen) in [(row.vid, self.vid), (row.pid, self.pid)] {
            match (wanted, seen) {
                (Some(wanted), Some(seen)) if wanted == seen => score += 4,
                (Some(_), Some(_)) => return None,
                _ => {}
            }
        }
        let has_numbers = row.vid.is_some() && self.vid.is_some();

        // Strings: a serial number may differ from the default without making another device.
        let manufacturer = equal(row.manufacturer.as_deref(), self.manufacturer.as_deref())?;
        let product = contained(row.product.as_deref(), self.product.as_deref())?;
        let serial = equal(row.serial.as_deref(), self.serial.as_deref()).unwrap_or(false);
        score += 8 * u32::from(product) + 6 * u32::from(manufacturer) + 8 * u32::from(serial);

        let display = self.displays(row)?;
        score += display;
        let network = match (row.network_vendor, self.oui) {
            (Some(wanted), Some(seen)) if wanted == seen => 3,
            (Some(_), _) => return None,
            _ => 0,
        };
        score += network;

        let row_has_strings = row.manufacturer.is_some() || row.product.is_some();
        let recognised = if row.display_vendor.is_some() || row.display_name.is_some() {
            display > 0
        } else if row.network_vendor.is_some() {
            network > 0
        } else if row_has_strings {
            let numbers_suffice = has_numbers && row.vid != Some(LINUX_FOUNDATION);
            product || numbers_suffice || (manufacturer && (row.product.is_none() || has_numbers))
        } else {
            has_numbers
        };
        // An entry with strings beats one that fits by numbers alone.
        (recognised && score > 0).then_some(score)
    }

    fn displays(&self, row: &PeripheralRow) -> Option<u32> {
        if row.display_vendor.is_none() && row.display_name.is_none() {
            return Some(0);
        }
        let edid = self.edid.as_deref()?;
        let mut score = 0;
        if let Some(name) = row.display_name.as_deref() {
            score += if edid.contains(&name.to_lowercase()) {
                8
            } else {
                0
            };
        }
        if let Some(vendor) = row.display_vendor.as_deref() {
            let vendor = vendor.to_lowercase();
            let code = edid.split_whitespace().next().unwrap_or_default();
            let is_vendor = code.strip_prefix(&vendor).is_some_and(|product| {
                match row.display_product {
                    // Vendors make thousands of displays: the product has to be the one.
                    Some(wanted) => u16::from_str_radix(product, 16) == Ok(wanted),
                    None => product.is_empty() || u16::from_str_radix(product, 16).is_ok(),
                }
            });
            score += if is_vendor { 4 } else { 0 };
        }
        (score > 0).then_some(score)
    }
}

/// `Some(true)` if both are there and equal, `Some(false)` if one is missing, `None` if they differ.
fn equal(wanted: Option<&str>, seen: Option<&str>) -> Option<bool> {
    match (wanted, seen) {
        (Some(wanted), Some(seen)) => (wanted.to_lowercase() == seen).then_some(true),
        _ => Some(false),
    }
}

/// Like [`equal`], but descriptions may say more than the product string.
fn contained(wanted: Option<&str>, seen: Option<&str>) -> Option<bool> {
    match (wanted, seen) {
        (Some(wanted), Some(seen)) => seen.contains(&wanted.to_lowercase()).then_some(true),
        _ => Some(false),
    }
}
