//! Domain names as they are compared.

/// A domain in small letters, without a final dot; an error says why the text is none.
pub(crate) fn normal_domain(text: &str) -> Result<String, String> {
    let domain = text.trim().trim_end_matches('.').to_lowercase();
    let labels_are_fine = domain.split('.').all(|label| {
        !label.is_empty()
            && label
                .chars()
                .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    });
    if domain.len() <= 253 && domain.contains('.') && labels_are_fine {
        Ok(domain)
    } else {
        Err(format!("{text:?} is no domain name"))
    }
}

/// The domain and its parents, the most specific first, without the last label.
pub(crate) fn domain_and_parents(domain: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(domain);
    std::iter::from_fn(move || {
        let current = rest?;
        let (_, parent) = current.split_once('.')?;
        rest = Some(parent);
        Some(current)
    })
}

/// The host of a URL, host:port or plain host, in small letters.
pub(crate) fn host_of(text: &str) -> &str {
    let text = text.trim();
    let text = text.split_once("://").map_or(text, |(_, rest)| rest);
    let authority = text.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    if host.starts_with('[') {
        return host
            .split(']')
            .next()
            .unwrap_or_default()
            .trim_start_matches('[');
    }
    match host.rsplit_once(':') {
        Some((name, port))
            if !port.is_empty()
                && port.bytes().all(|b| b.is_ascii_digit())
                && !name.contains(':') =>
        {
            name
        }
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parents_stop_before_the_last_label() {
        let parents: Vec<_> = domain_and_parents("a.b.example.org").collect();
        assert_eq!(parents, ["a.b.example.org", "b.example.org", "example.org"]);
        assert_eq!(domain_and_parents("org").count(), 0);
        assert_eq!(domain_and_parents("").count(), 0);
    }

    #[test]
    fn hosts_are_found_in_urls() {
        for text in [
            "https://user@Example.org:8443/a?b#c",
            "Example.org:8443",
            "Example.org",
        ] {
            assert_eq!(host_of(text), "Example.org", "{text}");
        }
        assert_eq!(host_of("http://[2001:db8::1]:80/"), "2001:db8::1");
        assert_eq!(host_of("2001:db8::1"), "2001:db8::1");
        assert_eq!(host_of("://"), "");
    }

    #[test]
    fn a_domain_has_a_dot_and_no_empty_label() {
        assert_eq!(
            normal_domain(" Mail.Example.ORG. ").as_deref(),
            Ok("mail.example.org")
        );
        for text in ["", "org", "a..org", ".org", "a b.org", "x@y.org"] {
            assert!(normal_domain(text).is_err(), "{text}");
        }
    }
}
