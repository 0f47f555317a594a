//! Address text to numbers.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;

/// A range of addresses of one family, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Span {
    V4(u32, u32),
    V6(u128, u128),
}

/// An address of one family as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Number {
    V4(u32),
    V6(u128),
}

impl Number {
    pub(crate) fn to_ip(self) -> IpAddr {
        match self {
            Self::V4(number) => IpAddr::V4(Ipv4Addr::from_bits(number)),
            Self::V6(number) => IpAddr::V6(Ipv6Addr::from_bits(number)),
        }
    }
}

impl From<IpAddr> for Number {
    /// IPv4 written as IPv6 (`::ffff:192.0.2.1`) is IPv4.
    fn from(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self::V4(address.to_bits()),
            IpAddr::V6(address) => Self::V6(address.to_bits()),
        }
    }
}

/// Reads an address as logs write it: with spaces, brackets, a port or a zone.
pub(crate) fn parse_address(text: &str) -> Option<Number> {
    let text = text.trim();
    if let Ok(address) = text.parse::<IpAddr>() {
        return Some(address.into());
    }
    let text = match text.strip_prefix('[') {
        Some(rest) => rest.split(']').next()?,
        // One colon parts an IPv4 address from its port; an IPv6 address has more.
        None => match text.split_once(':') {
            Some((address, port)) if !port.contains(':') => {
                port.parse::<u16>().ok()?;
                address
            }
            _ => text,
        },
    };
    let without_zone = text.split('%').next()?;
    without_zone.parse::<IpAddr>().ok().map(Number::from)
}

/// Reads `192.0.2.0/24`, `192.0.2.0-192.0.2.255` or `192.0.2.1`, of either family.
pub(crate) fn parse_span(text: &str) -> Result<Span, String> {
    let text = text.trim();
    if text.contains('/') {
        let net: IpNet = text
            .parse()
            .map_err(|_| format!("{text:?} is not a network such as 192.0.2.0/24"))?;
        return Ok(match net {
            IpNet::V4(net) => Span::V4(net.network().to_bits(), net.broadcast().to_bits()),
            IpNet::V6(net) => Span::V6(net.network().to_bits(), net.broadcast().to_bits()),
        });
    }
    match text.split_once('-') {
        Some((start, end)) => span_between(start, end),
        None => span_between(text, text),
    }
}

/// Reads the two ends of a range.
pub(crate) fn span_between(start: &str, end: &str) -> Result<Span, String> {
    let address = |text: &str| {
        let text = text.trim();
        text.parse::<IpAddr>()
            .map_err(|_| format!("{text:?} is not an IP address"))
    };
    let (first, last) = (address(start)?, address(end)?);
    let span = match (first, last) {
        (IpAddr::V4(first), IpAddr::V4(last)) => Span::V4(first.to_bits(), last.to_bits()),
        (IpAddr::V6(first), IpAddr::V6(last)) => Span::V6(first.to_bits(), last.to_bits()),
        _ => return Err(format!("{first} and {last} are not of one family")),
    };
    let in_order = match span {
        Span::V4(first, last) => first <= last,
        Span::V6(first, last) => first <= last,
    };
    if in_order {
        Ok(span)
    } else {
        Err(format!(
            "the range ends ({last}) before it starts ({first})"
        ))
    }
}

/// Why an address cannot belong to a person on the Internet, if so.
pub(crate) fn reserved_for(number: Number) -> Option<&'static str> {
    match number {
        Number::V4(bits) => reserved_v4(Ipv4Addr::from_bits(bits)),
        Number::V6(bits) => reserved_v6(Ipv6Addr::from_bits(bits)),
    }
}

fn reserved_v4(address: Ipv4Addr) -> Option<&'static str> {
    let [a, b, c, _] = address.octets();
    if address.is_loopback() {
        Some("loopback")
    } else if address.is_private() {
        Some("private")
    } else if a == 100 && (64..128).contains(&b) {
        Some("carrier-grade NAT")
    } else if address.is_link_local() {
        Some("link-local")
    } else if address.is_multicast() {
        Some("multicast")
    } else if address.is_documentation() {
        Some("documentation")
    } else if a == 198 && (b == 18 || b == 19) {
        Some("benchmarking")
    } else if a == 0 || a >= 240 || (a, b, c) == (192, 0, 0) {
        Some("reserved")
    } else {
        None
    }
}

fn reserved_v6(address: Ipv6Addr) -> Option<&'static str> {
    let [first, second, ..] = address.segments();
    if address.is_loopback() {
        Some("loopback")
    } else if address.is_unspecified() {
        Some("reserved")
    } else if address.is_unique_local() {
        Some("private")
    } else if address.is_unicast_link_local() {
        Some("link-local")
    } else if address.is_multicast() {
        Some("multicast")
    } else if (first, second) == (0x2001, 0x0db8) || (first == 0x3fff && second < 0x1000) {
        Some("documentation")
    } else if first & 0xe000 != 0x2000 && (first, second) != (0x0064, 0xff9b) {
        // Only 2000::/3 is handed out, apart from the NAT64 prefix.
        Some("reserved")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_logs_write_them() {
        let v4 = parse_address("192.0.2.7");
        assert!(v4.is_some());
        for text in [
            " 192.0.2.7 ",
            "192.0.2.7:443",
            "::ffff:192.0.2.7",
            "[::ffff:192.0.2.7]:80",
        ] {
            assert_eq!(parse_address(text), v4, "{text}");
        }
        assert_eq!(parse_address("fe80::1%eth0"), parse_address("fe80::1"));
        assert!(parse_address("fe80::1").is_some());
        for text in [
            "",
            "localhost",
            "192.0.2.7:http",
            "192.0.2.300",
            "[",
            "[]:1",
            ":",
            "1.2.3.4:70000",
        ] {
            assert_eq!(parse_address(text), None, "{text}");
        }
    }

    #[test]
    fn ranges_are_networks_pairs_or_single_addresses() {
        let network = parse_span("192.0.2.0/24");
        assert_eq!(network, parse_span("192.0.2.0-192.0.2.255"));
        assert_eq!(
            network,
            parse_span("192.0.2.77/24"),
            "host bits are dropped"
        );
        assert_eq!(
            parse_span("2001:db8::/127"),
            parse_span("2001:db8:: - 2001:db8::1")
        );
        assert!(parse_span("192.0.2.9-192.0.2.1").is_err());
        assert!(parse_span("192.0.2.9-::1").is_err());
        assert!(parse_span("192.0.2.0/33").is_err());
    }

    #[test]
    fn reserved_addresses_are_told_apart() {
        let why = |text| parse_address(text).and_then(reserved_for);
        assert_eq!(why("10.1.2.3"), Some("private"));
        assert_eq!(why("100.64.0.1"), Some("carrier-grade NAT"));
        assert_eq!(why("fd00::1"), Some("private"));
        assert_eq!(why("203.0.113.5"), Some("documentation"));
        assert_eq!(why("2001:db8::1"), Some("documentation"));
        assert_eq!(why("8.8.8.8"), None);
        assert_eq!(why("2606:4700::1111"), None);
    }
}
