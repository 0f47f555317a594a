//! Identifiers of all kinds in the form in which they are compared: one entry for tables of many millions of rows.

use std::borrow::Cow;

use crate::spelling::as_shown;
use crate::{address, document_number, email, handle, iban, ip, phone, text, wallet};

/// The canonical form of an identifier; `None` for placeholders (`n/a`, `test@test.com`, `0000000000`) and for text
/// that cannot be an identifier of its kind.
///
/// The kind is one of `email phone handle wallet bank_account device document tax_id address ip photo ssh_key cookie
/// url domain`; any other kind gets trimmed lower case. The country says how to read numbers without one of their
/// own (`phone`, `document`). Input that is already canonical is borrowed. Values are compared [as they look](as_shown):
/// a character that nobody sees, or a Cyrillic letter that looks like a Latin one, makes no other identifier.
///
/// Addresses of private networks are no identifiers: half the homes of the world share `192.168.1.10`.
///
/// ```
/// use bonafide_signals::identifier::normalise;
/// assert_eq!(normalise("email", "J.Doe+x@gmail.com", None).as_deref(), Some("jdoe@gmail.com"));
/// assert_eq!(normalise("phone", "n/a", None), None);
/// ```
pub fn normalise<'a>(kind: &str, value: &'a str, country: Option<&str>) -> Option<Cow<'a, str>> {
    if value.len() > LONGEST {
        return None;
    }
    match as_shown(value) {
        Cow::Borrowed(shown) => canonical(kind, shown, country),
        // Nearly everything is plain; only what is not is copied twice.
        Cow::Owned(shown) => {
            canonical(kind, &shown, country).map(|value| Cow::Owned(value.into_owned()))
        }
    }
}

fn canonical<'a>(kind: &str, value: &'a str, country: Option<&str>) -> Option<Cow<'a, str>> {
    if value.is_empty() || is_placeholder_word(value) {
        return None;
    }
    match kind {
        "ip" => ip(value),
        "device" | "cookie" | "photo" => token(value),
        "email" => kept(
            value,
            email::canonical(value).filter(|address| !is_placeholder_email(address)),
        ),
        "phone" => kept(
            value,
            phone::e164(value, country).filter(|number| !is_placeholder_phone(number)),
        ),
        "wallet" => checked_wallet(value),
        "bank_account" => kept(value, bank_account(value)),
        "document" => kept(value, document_number::normalise(country, value)),
        "tax_id" => kept(value, tax_id(value)),
        "handle" => kept(
            value,
            handle::normalise(value).filter(|handle| !is_placeholder_handle(handle)),
        ),
        "address" => kept(
            value,
            Some(address::normalise(value)).filter(|address| address.contains(' ')),
        ),
        "ssh_key" => ssh_key(value),
        "url" => kept(value, url(value)),
        "domain" => kept(value, domain(value)),
        _ => Some(lower(value)),
    }
}

/// Longer values are documents, not identifiers; a public key of 16,384 bits has under 3,000 characters.
const LONGEST: usize = 8_192;

/// Whether the value stands for "none" or "something" rather than for anybody, whatever the kind.
///
/// This file is the one list of such values: rules, lists and linking all ask it. In small data such a value is not
/// common yet, so counting alone would let it tie. Numbers and domains that standards keep free for examples are not
/// on it, since manuals, trials and invented worlds are made of them.
pub fn is_placeholder(value: &str) -> bool {
    let value = value.trim();
    value.is_empty() || is_placeholder_word(value) || is_dull(value)
}

fn is_placeholder_word(value: &str) -> bool {
    const WORDS: [&str; 45] = [
        "n/a",
        "na",
        "none",
        "null",
        "nil",
        "nan",
        "unknown",
        "undefined",
        "test",
        "tbd",
        "-",
        "--",
        "---",
        "?",
        "x",
        "xx",
        "xxx",
        "no",
        "not available",
        "not provided",
        "not applicable",
        "empty",
        "redacted",
        "anonymous",
        "default",
        "example",
        "admin",
        "root",
        "(null)",
        "#n/a",
        ".",
        "0",
        "asdf",
        "qwerty",
        "foo",
        "testing",
        "test1",
        "test123",
        "test test",
        "john doe",
        "jane doe",
        "нет",
        "없음",
        "なし",
        "无",
    ];
    // Lengths first: nearly every value of this length is told apart without looking at a letter.
    value.len() <= 14
        && WORDS
            .iter()
            .any(|word| word.len() == value.len() && value.eq_ignore_ascii_case(word))
}

/// A word in which accounts are tried out, or the post box of a whole firm.
fn is_placeholder_handle(handle: &str) -> bool {
    const BOXES: [&str; 13] = [
        "administrator",
        "contact",
        "demo",
        "guest",
        "hello",
        "info",
        "mail",
        "noreply",
        "office",
        "sales",
        "support",
        "user",
        "webmaster",
    ];
    is_placeholder_word(handle) || BOXES.contains(&handle)
}

/// One character repeated, or digits that only count up or down.
fn is_dull(value: &str) -> bool {
    let mut letters = value.bytes().filter(u8::is_ascii_alphanumeric);
    let Some(first) = letters.next() else {
        return true;
    };
    let (mut same, mut up, mut down, mut count) = (true, true, true, 1);
    let mut last = first;
    for letter in letters {
        same &= letter == first;
        up &= letter == last + 1 || (last == b'9' && letter == b'0');
        down &= letter + 1 == last || (last == b'0' && letter == b'9');
        last = letter;
        count += 1;
    }
    count >= 4 && (same || ((up || down) && first.is_ascii_digit() && last.is_ascii_digit()))
}

/// A number that ends in seven equal digits, or counts through ten.
fn is_placeholder_phone(e164: &str) -> bool {
    let last = |count: usize| e164.get(e164.len().saturating_sub(count)..).unwrap_or(e164);
    let seven = last(7).as_bytes();
    seven.iter().all(|digit| Some(digit) == seven.first()) || is_dull(last(10))
}

fn is_placeholder_email(address: &str) -> bool {
    let Some((local, domain)) = address.rsplit_once('@') else {
        return true;
    };
    const NOBODY: [&str; 9] = [
        "noreply",
        "no-reply",
        "donotreply",
        "none",
        "nobody",
        "unknown",
        "null",
        "na",
        "root",
    ];
    const NOWHERE: [&str; 5] = [
        "localhost",
        "localhost.localdomain",
        "noemail.com",
        "test.com",
        "email.com",
    ];
    // The domains of standards and manuals are kept apart from test accounts: invented worlds use them.
    let is_test =
        local == "test" && (domain.starts_with("test.") || domain.starts_with("example."));
    NOBODY.contains(&local) || is_test || NOWHERE.contains(&domain)
}

fn kept(value: &str, canonical: Option<String>) -> Option<Cow<'_, str>> {
    let canonical = canonical?;
    Some(if canonical == value {
        Cow::Borrowed(value)
    } else {
        Cow::Owned(canonical)
    })
}

fn lower(value: &str) -> Cow<'_, str> {
    let is_low = match value.is_ascii() {
        true => !value.bytes().any(|letter| letter.is_ascii_uppercase()),
        false => value.chars().flat_map(char::to_lowercase).eq(value.chars()),
    };
    if is_low {
        Cow::Borrowed(value)
    } else {
        Cow::Owned(value.to_lowercase())
    }
}

fn ip(value: &str) -> Option<Cow<'_, str>> {
    let key = ip::parse(value)?;
    if !ip::is_public(key) {
        return None;
    }
    // The standard parser takes only the usual spelling of four numbers, so what it took is canonical.
    let dotted = ip::to_v4(key).is_some() && !value.contains([':', '[']);
    if dotted {
        return Some(Cow::Borrowed(value));
    }
    ip::normalise(value)
}

/// Opaque values that a machine made: case is noise, sameness of all characters means "not set".
fn token(value: &str) -> Option<Cow<'_, str>> {
    (!is_dull(value)).then(|| lower(value))
}

fn checked_wallet(value: &str) -> Option<Cow<'_, str>> {
    let value = wallet::bare(value);
    // Where tokens are burnt; everybody may have sent there.
    let is_burnt = value
        .get(..2)
        .is_some_and(|head| head.eq_ignore_ascii_case("0x"))
        && value.len() == 42
        && {
            let body = value[2..].trim_start_matches('0');
            body.is_empty() || body.eq_ignore_ascii_case("dead")
        };
    if is_burnt {
        return None;
    }
    // An address of a chain that is not known here is still an identifier, as long as it has the length of one.
    let plausible = value.len() >= 20 && !value.contains(char::is_whitespace);
    plausible.then(|| wallet::canonical(value))
}

fn bank_account(value: &str) -> Option<String> {
    if let Some(number) = iban::normalise(value) {
        return Some(number);
    }
    let kept = capitals_and_digits(value);
    (kept.len() >= 6 && !is_dull(&kept)).then_some(kept)
}

fn capitals_and_digits(value: &str) -> String {
    // Capitals first: the capital of some letters comes with marks that are no letters.
    value
        .chars()
        .flat_map(char::to_uppercase)
        .filter(|letter| letter.is_alphanumeric())
        .collect()
}

fn tax_id(value: &str) -> Option<String> {
    let kept = capitals_and_digits(value);
    // Numbers printed in advertisements and manuals, which people copy.
    const PRINTED: [&str; 3] = ["078051120", "219099999", "457555462"];
    let plausible = kept.len() >= 5 && kept.bytes().any(|letter| letter.is_ascii_digit());
    (plausible && !is_dull(&kept) && !PRINTED.contains(&kept.as_str())).then_some(kept)
}

/// The key itself without its comment; fingerprints keep their case, which carries meaning.
fn ssh_key(value: &str) -> Option<Cow<'_, str>> {
    let mut words = value.split_whitespace();
    let first = words.next()?;
    let key = match words.next() {
        Some(second)
            if first.starts_with("ssh-")
                || first.starts_with("ecdsa-")
                || first.starts_with("sk-") =>
        {
            second
        }
        _ => first,
    };
    (key.len() >= 16 && !is_dull(key)).then_some(Cow::Borrowed(key))
}

/// Host and path without scheme, `www.`, query, fragment and the last slash. The path keeps its case.
fn url(value: &str) -> Option<String> {
    let rest = value.split_once("://").map_or(value, |(_, rest)| rest);
    let rest = rest.split(['?', '#']).next()?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = domain(host)?;
    let path = path.trim_end_matches('/');
    Some(if path.is_empty() {
        host
    } else {
        format!("{host}/{path}")
    })
}

fn domain(value: &str) -> Option<String> {
    let rest = value.split_once("://").map_or(value, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = host.split(':').next()?.trim_end_matches('.').to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    email::is_domain(host).then(|| host.to_owned())
}

/// The canonical text of a long free text, for kinds that hold one (a cover letter, a biography).
pub fn text_fingerprint(value: &str) -> Option<String> {
    text::fingerprint(value).map(|hash| format!("{hash:016x}"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const KINDS: [&str; 16] = [
        "email",
        "phone",
        "handle",
        "wallet",
        "bank_account",
        "device",
        "document",
        "tax_id",
        "address",
        "ip",
        "photo",
        "ssh_key",
        "cookie",
        "url",
        "domain",
        "badge",
    ];

    #[test]
    fn each_kind_has_its_canonical_form() {
        for (kind, value, country, expected) in [
            ("email", "J.Doe+x@gmail.com", None, "jdoe@gmail.com"),
            ("phone", "0151 23456789", Some("DE"), "+4915123456789"),
            ("handle", "https://github.com/Sam", None, "sam"),
            (
                "wallet",
                "0x52908400098527886E0F7030069857D2E4169EE7",
                None,
                "0x52908400098527886e0f7030069857d2e4169ee7",
            ),
            (
                "wallet",
                "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
                None,
                "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
            ),
            (
                "bank_account",
                "de89 3704 0044 0532 0130 00",
                None,
                "DE89370400440532013000",
            ),
            ("bank_account", "acct 55-0192-7", None, "ACCT5501927"),
            ("device", "A1B2-C3D4", None, "a1b2-c3d4"),
            ("document", "ab 123 457", None, "AB123457"),
            ("tax_id", "536-90-4399", None, "536904399"),
            ("address", "12 Main Street", None, "12 main st"),
            ("ip", "::ffff:8.8.8.8", None, "8.8.8.8"),
            (
                "ssh_key",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 me@host",
                None,
                "AAAAC3NzaC1lZDI1NTE5",
            ),
            (
                "url",
                "HTTPS://www.Example.org/Me/?x=1#y",
                None,
                "example.org/Me",
            ),
            ("domain", "WWW.Example.org.", None, "example.org"),
            ("badge", " AbC ", None, "abc"),
        ] {
            assert_eq!(
                normalise(kind, value, country).as_deref(),
                Some(expected),
                "{kind} {value}"
            );
        }
    }

    #[test]
    fn placeholders_are_no_identifiers() {
        for (kind, value) in [
            ("email", "test@test.com"),
            ("email", "noreply@corp.example"),
            ("phone", "+1 000 000 0000"),
            ("phone", "unknown"),
            ("tax_id", "123-45-6789"),
            ("tax_id", "078-05-1120"),
            ("device", "0000000000"),
            ("device", "00000000-0000-0000-0000-000000000000"),
            ("device", "ff:ff:ff:ff:ff:ff"),
            ("cookie", "null"),
            ("ip", "127.0.0.1"),
            ("ip", "192.168.1.10"),
            ("ip", "0.0.0.0"),
            ("ip", "::1"),
            ("document", "123456789"),
            ("wallet", "0x0000000000000000000000000000000000000000"),
            ("wallet", "0x000000000000000000000000000000000000dEaD"),
            ("handle", "n/a"),
            ("handle", "support"),
            ("handle", "Test123"),
            ("email", "root@localhost"),
            ("tax_id", "999-99-9999"),
            ("document", "없음"),
            ("bank_account", "0000000000"),
            ("address", "unknown"),
            ("badge", "N/A"),
            ("badge", "  "),
        ] {
            assert_eq!(normalise(kind, value, None), None, "{kind} {value}");
        }
        assert!(
            is_placeholder("0000000000")
                && is_placeholder("123-45-6789")
                && !is_placeholder("acc-7719")
        );
    }

    #[test]
    fn canonical_input_is_borrowed() {
        for (kind, value) in [
            ("ip", "8.8.8.8"),
            ("device", "a1b2-c3d4"),
            ("cookie", "zx81"),
            ("email", "a@example.org"),
        ] {
            assert!(
                matches!(normalise(kind, value, None), Some(Cow::Borrowed(_))),
                "{kind}"
            );
        }
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(
            kind in prop::sample::select(&KINDS[..]),
            value in "\\PC{0,40}|[ -~]{0,40}|\\+?[0-9 -]{5,18}|[a-zA-Z0-9.+]{1,10}@[a-z]{1,8}\\.com",
            country in prop::option::of(prop::sample::select(vec!["US", "DE", "RU", "IN", "IT", "GB"])),
        ) {
            if let Some(once) = normalise(kind, &value, country) {
                prop_assert_eq!(normalise(kind, &once, country), Some(once.clone()), "{}", kind);
            }
        }
    }
}
