//! Internet addresses as numbers: one key space for IPv4 and IPv6.

use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The prefix of IPv4 addresses inside IPv6 (`::ffff:0:0/96`).
const MAPPED: u128 = 0xffff_0000_0000;

/// The number of an address; IPv4 is mapped into IPv6, so that both spellings of one address are equal.
///
/// Brackets, a zone (`%eth0`) and a port (`1.2.3.4:443`, `[::1]:80`) are allowed and dropped.
///
/// ```
/// use bonafide_signals::ip;
/// assert_eq!(ip::parse("203.0.113.9"), ip::parse("::ffff:203.0.113.9"));
/// ```
pub fn parse(text: &str) -> Option<u128> {
    Some(match address(text)? {
        IpAddr::V4(address) => from_v4(address),
        IpAddr::V6(address) => u128::from(address),
    })
}

fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    if let Ok(address) = text.parse::<Ipv4Addr>() {
        return Some(IpAddr::V4(address));
    }
    let text = match text.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?.0,
        None => match text.split_once(':') {
            Some((host, port)) if !port.contains(':') => {
                let is_port = !port.is_empty() && port.bytes().all(|digit| digit.is_ascii_digit());
                return is_port.then(|| host.parse().ok().map(IpAddr::V4)).flatten();
            }
            _ => text,
        },
    };
    let text = text.split_once('%').map_or(text, |(address, _)| address);
    text.parse().ok()
}

/// The key of an IPv4 address.
pub fn from_v4(address: Ipv4Addr) -> u128 {
    MAPPED | u128::from(u32::from(address))
}

/// The IPv4 address behind a key, if it is one.
pub fn to_v4(key: u128) -> Option<Ipv4Addr> {
    (key >> 32 == MAPPED >> 32).then(|| Ipv4Addr::from(key as u32))
}

/// The usual text of a key: dotted for IPv4, compressed lower case for IPv6.
pub fn text(key: u128) -> String {
    match to_v4(key) {
        Some(address) => address.to_string(),
        None => Ipv6Addr::from(key).to_string(),
    }
}

/// The canonical text of an address, borrowed where the input already is canonical.
pub fn normalise(input: &str) -> Option<Cow<'_, str>> {
    let trimmed = input.trim();
    if trimmed.parse::<Ipv4Addr>().is_ok() {
        return Some(Cow::Borrowed(trimmed));
    }
    let canonical = text(parse(trimmed)?);
    Some(if canonical == trimmed {
        Cow::Borrowed(trimmed)
    } else {
        Cow::Owned(canonical)
    })
}

/// The first address of the neighbourhood: the /24 of an IPv4 address, the /64 of an IPv6 address.
pub fn subnet24(key: u128) -> u128 {
    match to_v4(key) {
        Some(_) => key & !0xff,
        None => key & !u128::from(u64::MAX),
    }
}

/// The neighbourhood as text: `203.0.113.0/24` or `2001:db8::/64`.
pub fn subnet24_text(key: u128) -> String {
    let bits = if to_v4(key).is_some() { 24 } else { 64 };
    format!("{}/{bits}", text(subnet24(key)))
}

/// Whether the address belongs to a private network (RFC 1918, carrier-grade NAT, unique local IPv6).
pub fn is_private(key: u128) -> bool {
    match to_v4(key) {
        Some(address) => {
            let [first, second, ..] = address.octets();
            address.is_private() || (first == 100 && (64..128).contains(&second))
        }
        None => key >> 121 == 0xfc >> 1,
    }
}

/// Whether the address means the machine itself, nobody, or the local wire only.
pub fn is_local(key: u128) -> bool {
    match to_v4(key) {
        Some(address) => {
            address.is_loopback()
                || address.octets()[0] == 0
                || address.is_link_local()
                || address.is_broadcast()
        }
        None => key <= 1 || key >> 118 == 0xfe80 >> 6,
    }
}

/// Whether the address is group traffic.
pub fn is_multicast(key: u128) -> bool {
    to_v4(key).map_or(key >> 120 == 0xff, |address| address.is_multicast())
}

/// Whether the address can name one place on the internet.
pub fn is_public(key: u128) -> bool {
    !is_private(key) && !is_local(key) && !is_multicast(key)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_address_has_one_key_however_it_is_written() {
        let key = parse("203.0.113.9");
        assert!(key.is_some());
        for text in [
            " 203.0.113.9 ",
            "203.0.113.9:443",
            "::ffff:203.0.113.9",
            "[::ffff:cb00:7109]:80",
        ] {
            assert_eq!(parse(text), key, "{text}");
        }
        assert_eq!(parse("2001:DB8:0::1"), parse("[2001:db8::1]"));
        assert_eq!(parse("fe80::1%eth0"), parse("fe80::1"));
    }

    #[test]
    fn neighbourhoods_are_24_and_64_bits() {
        assert_eq!(
            parse("203.0.113.9").map(subnet24_text).as_deref(),
            Some("203.0.113.0/24")
        );
        assert_eq!(
            parse("2001:db8::77:1").map(subnet24_text).as_deref(),
            Some("2001:db8::/64")
        );
    }

    #[test]
    fn addresses_that_name_no_place_are_told_apart() {
        for text in [
            "10.1.2.3",
            "192.168.0.1",
            "172.31.0.1",
            "100.64.0.1",
            "fd00::1",
        ] {
            assert_eq!(parse(text).map(is_private), Some(true), "{text}");
        }
        for text in [
            "127.0.0.1",
            "0.0.0.0",
            "::1",
            "::",
            "169.254.1.1",
            "fe80::1",
        ] {
            assert_eq!(parse(text).map(is_local), Some(true), "{text}");
        }
        for text in ["8.8.8.8", "100.128.0.1", "2001:4860::1", "172.32.0.1"] {
            assert_eq!(parse(text).map(is_public), Some(true), "{text}");
        }
        assert_eq!(parse("ff02::1").map(is_public), Some(false));
    }

    #[test]
    fn other_text_is_no_address() {
        for text in [
            "",
            "1.2.3",
            "01.2.3.4",
            "1.2.3.4:",
            "1.2.3.4:x",
            "[::1",
            "example.org",
            "1.2.3.4/24",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn text_of_a_key_parses_back(key: u128, low: u32) {
            prop_assert_eq!(parse(&text(key)), Some(key));
            let mapped = from_v4(Ipv4Addr::from(low));
            prop_assert_eq!(parse(&text(mapped)), Some(mapped));
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,40}") {
            let _ = parse(&text);
            let _ = normalise(&text);
        }
    }
}
