//! E-mail addresses: the mailbox behind the spelling.

use crate::spelling::as_shown;

/// An e-mail address in the form in which two spellings of one mailbox are equal.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Email {
    /// The mailbox: lower case, provider rules applied (dots and tags that the provider ignores are gone).
    pub address: String,
    /// The part before the `@` of [`Email::address`].
    pub local: String,
    /// The part after the `@` of [`Email::address`].
    pub domain: String,
    /// The local part without digits and separators, which many addresses of one maker share.
    pub stem: String,
}

/// How a provider maps spellings to one mailbox.
struct Provider {
    /// The domain that stands for all domains of the provider's mailbox; `None` keeps the domain.
    domain: Option<&'static str>,
    /// The character that starts a tag, which the provider drops.
    tag: char,
    /// Characters in the local part that the provider does not look at.
    ignored: &'static [char],
}

const fn plus(domain: Option<&'static str>) -> Provider {
    Provider {
        domain,
        tag: '+',
        ignored: &[],
    }
}

/// Rules that the providers document themselves.
fn provider(domain: &str) -> Option<Provider> {
    Some(match domain {
        "gmail.com" | "googlemail.com" => Provider {
            domain: Some("gmail.com"),
            tag: '+',
            ignored: &['.'],
        },
        "proton.me" | "protonmail.com" | "protonmail.ch" | "pm.me" => Provider {
            domain: Some("proton.me"),
            tag: '+',
            ignored: &['.', '-', '_'],
        },
        "icloud.com" | "me.com" | "mac.com" => plus(Some("icloud.com")),
        "yandex.ru" | "yandex.com" | "ya.ru" | "yandex.by" | "yandex.kz" | "yandex.ua" => {
            Provider {
                domain: Some("yandex.ru"),
                tag: '+',
                ignored: &[],
            }
        }
        "fastmail.com" | "fastmail.fm" | "hey.com" | "zoho.com" | "zohomail.com" | "mail.ru"
        | "pobox.com" | "runbox.com" | "posteo.de" | "mailbox.org" | "msn.com" => plus(None),
        // Yahoo account names cannot hold a hyphen; it starts the keyword of a disposable address.
        _ if domain.starts_with("yahoo.")
            || domain == "ymail.com"
            || domain == "rocketmail.com" =>
        {
            Provider {
                domain: None,
                tag: '-',
                ignored: &[],
            }
        }
        _ if ["outlook.", "hotmail.", "live."]
            .iter()
            .any(|start| domain.starts_with(start)) =>
        {
            plus(None)
        }
        _ => return None,
    })
}

/// Parses an address and brings it to its canonical form; `None` when the text is no address.
///
/// ```
/// let email = bonafide_signals::email::normalise(" J.Doe+work@GoogleMail.com ").expect("an address");
/// assert_eq!(email.address, "jdoe@gmail.com");
/// ```
pub fn normalise(text: &str) -> Option<Email> {
    let address = canonical(text)?;
    let (local, domain) = address.rsplit_once('@')?;
    Some(Email {
        local: local.to_owned(),
        domain: domain.to_owned(),
        stem: local
            .chars()
            .filter(|letter| letter.is_alphabetic())
            .collect(),
        address,
    })
}

/// The canonical address alone.
pub(crate) fn canonical(text: &str) -> Option<String> {
    let text = as_shown(text);
    // With a name before it: `Ana Ruiz <ana@mail.example>`.
    let text = text
        .strip_suffix('>')
        .and_then(|text| text.rsplit_once('<'))
        .map_or(&*text, |(_, inner)| inner.trim());
    let text = match text.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => &text[7..],
        _ => text,
    };
    let (local, domain) = text.rsplit_once('@')?;
    let domain = domain.strip_suffix('.').unwrap_or(domain).to_lowercase();
    if !is_local(local) || !is_domain(&domain) {
        return None;
    }
    let local = local.to_lowercase();
    let Some(provider) = provider(&domain) else {
        return Some(format!("{local}@{domain}"));
    };
    let untagged = match local.split_once(provider.tag) {
        Some((before, _)) if !before.is_empty() => before,
        _ => &local,
    };
    let kept: String = untagged
        .chars()
        .filter(|letter| !provider.ignored.contains(letter))
        .collect();
    // A local part that consists of a tag alone stays as it is.
    let kept = if is_local(&kept) { &kept } else { &local };
    Some(format!("{kept}@{}", provider.domain.unwrap_or(&domain)))
}

fn is_local(local: &str) -> bool {
    (1..=64).contains(&local.len())
        && !local.starts_with('.')
        && !local.ends_with('.')
        && local.chars().all(|letter| {
            letter.is_ascii_alphanumeric()
                || "!#$%&'*+-/=?^_`{|}~.".contains(letter)
                || (!letter.is_ascii() && letter.is_alphanumeric())
        })
}

/// Whether lower-case text has the shape of a domain name of two labels or more.
pub(crate) fn is_domain(domain: &str) -> bool {
    let mut labels = 0;
    let every_label_fits = domain.split('.').all(|label| {
        labels += 1;
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .chars()
                .all(|letter| letter.is_alphanumeric() || letter == '-' || letter == '_')
    });
    every_label_fits
        && labels >= 2
        && domain.len() <= 253
        && !domain.ends_with(|end: char| end.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn address(text: &str) -> Option<String> {
        normalise(text).map(|email| email.address)
    }

    #[test]
    fn spellings_of_one_mailbox_are_equal() {
        for (one, other) in [
            ("jane.doe+jobs@gmail.com", "JaneDoe@googlemail.com"),
            ("dev-one+x@proton.me", "devone@protonmail.com"),
            ("sam+a@outlook.com", "SAM@outlook.com"),
            ("sam-shop@yahoo.co.uk", "sam@yahoo.co.uk"),
            ("sam@me.com", "sam+b@icloud.com"),
            ("mailto:sam@example.org", "<sam@EXAMPLE.org.>"),
        ] {
            assert_eq!(address(one), address(other), "{one} {other}");
            assert!(address(one).is_some(), "{one}");
        }
    }

    #[test]
    fn dots_count_where_the_provider_counts_them() {
        assert_ne!(address("a.b@example.org"), address("ab@example.org"));
        assert_ne!(address("a+b@example.org"), address("a@example.org"));
    }

    #[test]
    fn the_stem_shows_a_family_of_addresses() {
        let stem = |text| normalise(text).map(|email| email.stem);
        assert_eq!(
            stem("bright.star0102@example.org"),
            stem("brightstar_77@example.net")
        );
    }

    #[test]
    fn other_text_is_no_address() {
        for text in [
            "",
            "@",
            "a@",
            "@b.c",
            "a b@c.d",
            "a@b",
            "a@b..c",
            "a@1.2",
            "a@-b.c",
            "\"a b\"@c.de",
            "x@y.1",
        ] {
            assert_eq!(address(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(text in "\\PC{0,40}|[a-z.+_-]{1,12}@(gmail|proton|yahoo|me|x)\\.(com|me)") {
            if let Some(email) = normalise(&text) {
                prop_assert_eq!(normalise(&email.address), Some(email));
            }
        }
    }
}
