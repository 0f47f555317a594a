//! Values that mean nothing: what people type when a form insists, and what programs put where nothing is.
//!
//! In small data such a value is not common yet, so frequency alone would let it tie.

use crate::kind::TieKind;

/// Whether a normalised value is a placeholder that ties nobody. Ask before hashing it.
///
/// The rules: nothing, or a word for nothing; one digit again and again; digits that count up or down; examples
/// reserved for documentation (RFC 2606, RFC 5737, RFC 3849, numbers 555-01xx); addresses that every machine has
/// (loopback, private and link-local); burn addresses of chains; the words in which forms are tried out.
#[must_use]
pub fn is_common(kind: TieKind, value: &str) -> bool {
    let value = value.trim().to_lowercase();
    if value.is_empty() || NOTHING.contains(&value.as_str()) {
        return true;
    }
    match kind {
        TieKind::Email | TieKind::RecoveryEmail | TieKind::CommitEmail => email(&value),
        TieKind::Ip => ip(&value),
        TieKind::Phone => {
            let digits: String = value.chars().filter(char::is_ascii_digit).collect();
            regular(&digits) || digits.contains("55501") && digits.len() <= 11
        }
        TieKind::Document
        | TieKind::TaxId
        | TieKind::BankAccount
        | TieKind::Device
        | TieKind::Cookie => regular(&letters_and_digits(&value)),
        TieKind::Wallet => {
            let body = value.strip_prefix("0x").unwrap_or(&value);
            one_letter(body) || body.ends_with("dead") && body.starts_with("00000000")
        }
        TieKind::Handle | TieKind::Name => TRIED_OUT.contains(&value.as_str()),
        _ => false,
    }
}

/// Words for nothing, in the languages of forms.
const NOTHING: &[&str] = &[
    "-",
    "--",
    ".",
    "?",
    "0",
    "n/a",
    "na",
    "nil",
    "nan",
    "no",
    "none",
    "null",
    "undefined",
    "unknown",
    "not available",
    "not applicable",
    "tbd",
    "xxx",
    "없음",
    "无",
    "無",
    "なし",
    "нет",
];

/// Words in which forms and accounts are tried out, and boxes of a whole firm.
const TRIED_OUT: &[&str] = &[
    "admin",
    "administrator",
    "asdf",
    "contact",
    "demo",
    "example",
    "foo",
    "guest",
    "hello",
    "info",
    "john doe",
    "jane doe",
    "mail",
    "me",
    "no-reply",
    "noreply",
    "office",
    "qwerty",
    "root",
    "sales",
    "support",
    "test",
    "test test",
    "testing",
    "test1",
    "test123",
    "user",
    "webmaster",
];

fn email(value: &str) -> bool {
    let Some((box_name, domain)) = value.rsplit_once('@') else {
        return true;
    };
    let reserved = ["example", "test", "invalid", "localhost", "local"];
    let is_reserved = domain
        .rsplit('.')
        .next()
        .is_some_and(|top| reserved.contains(&top))
        || [
            "example.com",
            "example.org",
            "example.net",
            "test.com",
            "email.com",
            "domain.com",
        ]
        .contains(&domain);
    // Code hosts give such addresses to everybody who hides the own one, or to programs.
    let by_program = ["noreply", "no-reply", "donotreply", "actions", "root"].contains(&box_name);
    is_reserved || by_program || TRIED_OUT.contains(&box_name) && box_name != "me"
}

fn ip(value: &str) -> bool {
    match value.parse::<std::net::IpAddr>() {
        Ok(std::net::IpAddr::V4(v4)) => {
            let [a, b, ..] = v4.octets();
            v4.is_loopback()
                || v4.is_private()
                || v4.is_link_local()
                || v4.is_unspecified()
                || v4.is_broadcast()
                || v4.is_documentation()
                || v4.is_multicast()
                // Shared space behind carriers' translation (RFC 6598).
                || (a == 100 && (64..128).contains(&b))
        }
        Ok(std::net::IpAddr::V6(v6)) => {
            let head = v6.segments();
            v6.is_loopback()
                || v6.is_unspecified()
                || v6.is_multicast()
                || (head[0] & 0xfe00) == 0xfc00
                || (head[0] & 0xffc0) == 0xfe80
                || (head[0] == 0x2001 && head[1] == 0x0db8)
        }
        Err(_) => true,
    }
}

fn letters_and_digits(value: &str) -> String {
    value.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn one_letter(value: &str) -> bool {
    let mut letters = value.chars();
    let first = letters.next();
    letters.all(|letter| Some(letter) == first)
}

/// One character again and again, or digits that count up or down (1234567890, 9876543210).
fn regular(value: &str) -> bool {
    if value.len() < 4 || one_letter(value) {
        return true;
    }
    let digits: Vec<u8> = value.bytes().collect();
    let steps = |step: u8| {
        digits.windows(2).all(|pair| {
            pair.iter().all(u8::is_ascii_digit) && pair[1] - b'0' == (pair[0] - b'0' + step) % 10
        })
    };
    steps(1) || steps(9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_common_and_real_values_are_not() {
        for (kind, value) in [
            (TieKind::Email, "test@test.com"),
            (TieKind::Email, "noreply@somewhere.io"),
            (TieKind::Email, "no address"),
            (TieKind::Phone, "0000000000"),
            (TieKind::Phone, "+1234567890"),
            (TieKind::Phone, "+12025550143"),
            (TieKind::Document, "X-XXXXXXXX"),
            (TieKind::Document, "123456789"),
            (TieKind::TaxId, "999-99-9999"),
            (TieKind::Ip, "192.168.1.7"),
            (TieKind::Ip, "fe80::1"),
            (TieKind::Ip, "100.64.3.2"),
            (
                TieKind::Wallet,
                "0x000000000000000000000000000000000000dEaD",
            ),
            (
                TieKind::Wallet,
                "0x0000000000000000000000000000000000000000",
            ),
            (TieKind::Handle, "Test"),
            (TieKind::Name, "없음"),
        ] {
            assert!(is_common(kind, value), "{kind:?} {value}");
        }
        for (kind, value) in [
            (TieKind::Email, "mira.oru@mailbox.dev"),
            (TieKind::Phone, "+380441300417"),
            (TieKind::Document, "AB7301946"),
            (TieKind::Ip, "81.2.69.142"),
            (
                TieKind::Wallet,
                "0x52908400098527886e0f7030069857d2e4169ee7",
            ),
            (TieKind::Handle, "miraoru"),
            (TieKind::Text, "test"),
        ] {
            assert!(!is_common(kind, value), "{kind:?} {value}");
        }
    }
}
