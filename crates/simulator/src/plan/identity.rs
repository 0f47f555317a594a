//! Parts of an identity that honest people and personas draw in the same way.

use crate::names::plain;
use crate::network::{self, Use};
use crate::place::City;
use crate::stream::{Chance, Dice, mix};
use crate::text;

use super::person::{Machine, Manner, Paper, Referee};

/// Area codes of the United States and of Canada. Only the exchange 555 is used with them: its
/// lines are reserved for fiction or not assigned.
static US_AREAS: &[u32] = &[
    201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 224, 225,
    228, 229, 231, 234, 239, 240, 248, 251, 252, 253, 254, 256, 260, 262, 267, 269, 270, 272, 276,
    281, 301, 302, 303, 304, 305, 307, 308, 309, 310, 312, 313, 314, 315, 316, 317, 318, 319, 320,
    321, 323, 325, 330, 331, 334, 336, 337, 339, 347, 351, 352, 360, 361, 385, 386, 401, 402, 404,
    405, 406, 407, 408, 409, 410, 412, 413, 414, 415, 417, 419, 423, 424, 425, 430, 432, 434, 435,
    440, 443, 458, 469, 470, 475, 478, 479, 480, 484, 501, 502, 503, 504, 505, 507, 508, 509, 510,
    512, 513, 515, 516, 517, 518, 520, 530, 540, 541, 551, 559, 561, 562, 563, 567, 570, 571, 573,
    574, 575, 580, 585, 586, 601, 602, 603, 605, 606, 607, 608, 609, 610, 612, 614, 615,
];
static CA_AREAS: &[u32] = &[
    204, 226, 236, 249, 250, 289, 306, 343, 365, 403, 416, 418, 431, 437, 438, 450, 506, 514, 519,
    548, 579, 581, 587, 604, 613, 639, 647, 672, 705, 709, 778, 780, 782, 807, 819, 825, 867, 873,
    902, 905,
];

/// Lines from 0000 to 1999 of the invented numbering plan are VoIP lines.
pub(crate) const VOIP_LINES: u64 = 2_000;

/// A telephone number; no two indices below about a million share one.
///
/// Outside the North American plan too few numbers are reserved for fiction, so the number is
/// recorded as a hash, as careful firms do.
pub(crate) fn phone(
    seed: u64,
    index: u64,
    country: &'static str,
    voip: bool,
) -> (String, &'static str) {
    let areas = match country {
        "US" => US_AREAS,
        "CA" => CA_AREAS,
        _ => {
            let (a, b) = (mix(seed ^ 0xf0, index), mix(seed ^ 0xf1, index));
            return (format!("sha256:{a:016x}{b:016x}"), country);
        }
    };
    let area = areas[(index % areas.len() as u64) as usize];
    let place = index / areas.len() as u64;
    let line = if voip {
        place % VOIP_LINES
    } else {
        VOIP_LINES + place % (10_000 - VOIP_LINES)
    };
    (format!("+1{area}555{line:04}"), country)
}

fn base36(mut number: u64) -> String {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut digits = Vec::new();
    loop {
        digits.push(DIGITS[(number % 36) as usize]);
        number /= 36;
        if number == 0 {
            break;
        }
    }
    digits
        .iter()
        .rev()
        .map(|digit| char::from(*digit))
        .collect()
}

static PROVIDERS: &[(&str, f64)] = &[
    ("gmail.com", 0.58),
    ("outlook.com", 0.13),
    ("yahoo.com", 0.09),
    ("proton.me", 0.06),
    ("icloud.com", 0.06),
    ("gmx.net", 0.03),
    ("hey.example", 0.05),
];

/// A mailbox; the end of the local part makes it the only one of its kind.
pub(crate) fn mailbox(given: &str, family: &str, index: u64, dice: &mut Dice) -> String {
    let provider = PROVIDERS[dice.weighted(PROVIDERS.iter().map(|(_, share)| *share))].0;
    let end = base36(index);
    let (given, family) = (plain(given), plain(family));
    match dice.whole(0, 3) {
        0 => format!("{given}.{family}.{end}@{provider}"),
        1 => format!("{given}{end}@{provider}"),
        2 => format!("{family}_{given}{end}@{provider}"),
        _ => format!("{}.{family}{end}@{provider}", &given[..given.len().min(1)]),
    }
}

static DISPOSABLE: &[&str] = &[
    "mailinator.com",
    "guerrillamail.com",
    "yopmail.com",
    "10minutemail.com",
];

/// A mailbox that nobody keeps.
pub(crate) fn throwaway_mailbox(index: u64, dice: &mut Dice) -> String {
    format!("{}{}@{}", dice.hex(6), base36(index), dice.pick(DISPOSABLE))
}

/// A name to be known by on sites.
pub(crate) fn handle(given: &str, family: &str, index: u64, dice: &mut Dice) -> String {
    let (given, family, end) = (plain(given), plain(family), base36(index));
    match dice.whole(0, 2) {
        0 => format!("{given}-{end}"),
        1 => format!("{}{family}{end}", &given[..given.len().min(1)]),
        _ => format!("{family}{end}"),
    }
}

static AGENTS: &[&str] = &[
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:142.0) Gecko/20100101 Firefox/142.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36",
    "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36",
];
static ADAPTERS: &[&str] = &[
    "Intel Iris Xe",
    "Intel UHD 620",
    "NVIDIA GeForce RTX 3060",
    "AMD Radeon 680M",
    "Apple M2",
    "NVIDIA GTX 1650",
    "Intel Arc 140V",
    "AMD Radeon Vega 8",
];

/// The language that software is usually set to in a country.
fn language(country: &str) -> &'static str {
    match country {
        "DE" | "CH" => "de-DE",
        "FR" => "fr-FR",
        "ES" | "MX" | "AR" | "CO" | "CL" | "PE" => "es-ES",
        "BR" | "PT" => "pt-BR",
        "JP" => "ja-JP",
        "KR" => "ko-KR",
        "CN" => "zh-CN",
        "TW" | "HK" => "zh-TW",
        "RU" => "ru-RU",
        "UA" => "uk-UA",
        "PL" => "pl-PL",
        "IT" => "it-IT",
        "GB" | "IE" | "IN" | "NG" | "KE" | "GH" | "ZA" | "AU" | "NZ" => "en-GB",
        _ => "en-US",
    }
}

/// A device of somebody's own.
pub(crate) fn machine(country: &str, dice: &mut Dice) -> Machine {
    // Desktops first: phones are two lines at the end and are met less often.
    let last = AGENTS.len() as i64 - if dice.chance(0.2) { 1 } else { 3 };
    let agent = AGENTS[dice.whole(0, last) as usize];
    Machine {
        id: dice.hex(16),
        agent,
        gpu: dice.word(ADAPTERS),
        threads: *dice.pick(&[4, 8, 8, 12, 16]),
        language: if dice.chance(0.35) {
            "en-US"
        } else {
            language(country)
        },
        inconsistent: dice.chance(0.01),
    }
}

static CAMERAS: &[&str] = &[
    "iPhone 13",
    "iPhone 15",
    "SM-S918B",
    "SM-A546E",
    "Pixel 8",
    "Redmi Note 12",
    "CanoScan LiDE 300",
    "EPSON ET-2850",
];

/// Image quality: good for most, poor for those with an old phone or low vision.
fn quality(luck: f64) -> f64 {
    if luck < 0.06 {
        0.25 + 5.0 * luck
    } else {
        0.55 + 0.45 * luck
    }
}

/// The layout that all genuine documents of a kind and country share.
fn layout(kind: &str, country: &str) -> String {
    let text = kind
        .bytes()
        .chain(country.bytes())
        .fold(17, |sum, letter| mix(sum, u64::from(letter)));
    format!("{:016x}{:016x}", mix(text, 1), mix(text, 2))
}

/// A genuine document of the person's own; checks see signs of editing in that share of such papers.
pub(crate) fn paper(
    name: String,
    address: &str,
    country: &'static str,
    edited: f64,
    dice: &mut Dice,
) -> Paper {
    let kind = dice.word(&["passport", "id_card", "driving_licence", "driving_licence"]);
    Paper {
        kind,
        number: dice.hex(24),
        issuing_country: country,
        holder: name,
        address: address.to_owned(),
        image_hash: dice.hex(64),
        template_hash: Some(layout(kind, country)),
        camera: dice.chance(0.6).then(|| dice.word(CAMERAS)),
        software: dice
            .chance(0.15)
            .then(|| dice.word(&["Adobe Scan", "CamScanner", "Microsoft Lens", "Photos"])),
        edited: dice.chance(edited),
        generated: dice.chance(0.002),
        recapture: dice.between(0.0, 0.35),
        quality: quality(dice.between(0.0, 1.0)),
        number_valid: dice.chance(0.99),
        holder_matched: dice.chance(0.5).then(|| dice.chance(0.97)),
        expires_in_days: dice.whole(60, 3_400),
    }
}

/// What the camera shows behind somebody: a room of their own, or the room of a number that they share.
pub(crate) fn background(seed: u64, room: u64) -> String {
    (0..4)
        .map(|part| format!("{:016x}", mix(mix(seed ^ 0xb0, room), part)))
        .collect()
}

/// Somebody who truly vouches.
pub(crate) fn referee(
    seed: u64,
    index: u64,
    home: &City,
    name: String,
    dice: &mut Dice,
) -> Referee {
    let (company, domain) = text::company(dice);
    let private = dice.chance(0.25);
    let local = plain(&name);
    Referee {
        email: if private {
            format!("{local}{}@gmail.com", base36(mix(seed, index) % 60_000_000))
        } else {
            format!("{local}@{domain}")
        },
        name,
        company,
        official_domain: domain,
        phone: mix(seed ^ 0xf2, index).is_multiple_of(3).then(|| {
            phone(
                seed,
                mix(seed ^ 0xf3, index) % (1 << 40),
                home.country,
                mix(index, 9).is_multiple_of(8),
            )
            .0
        }),
        device_id: dice.hex(16),
        address: network::any(Use::Access, home.country, dice),
        young_domain: dice.chance(0.03),
        confirms: dice.chance(0.9),
    }
}

/// The manner of ordinary people.
pub(crate) fn manner(dice: &mut Dice) -> Manner {
    Manner {
        camera_off: if dice.chance(0.08) { 0.5 } else { 0.05 },
        moves_calls: 0.08,
        declines: 0.015,
        price: dice.lognormal(1.0, 0.25),
        leaves_platform: if dice.chance(0.05) { 0.1 } else { 0.005 },
        rents_accounts: 0.0004,
        observed: 0.03,
        answer_seconds: dice.lognormal(2.2, 0.4),
        busiest_day: dice.between(6.0, 11.0),
        bids: dice.lognormal(1.0, 0.5),
        jiggles: dice.chance(0.01),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn half_a_million_numbers_are_all_different_and_fictional() {
        let mut seen = HashSet::new();
        for index in 0..500_000 {
            let (number, _) = phone(1, index, "US", false);
            assert!(
                number.starts_with("+1") && &number[5..8] == "555" && number.len() == 12,
                "{number}"
            );
            assert!(seen.insert(number));
        }
    }
}
