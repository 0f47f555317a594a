//! Which addresses may be followed.

/// The address if it is a web address: a `javascript:` address must never become a link.
pub(crate) fn web_address(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    let web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    (web && !rest.is_empty() && !url.chars().any(|c| c.is_whitespace() || c.is_control()))
        .then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links() {
        assert!(web_address("https://home.treasury.gov/a.pdf").is_some());
        for hostile in [
            "javascript:alert(1)",
            "javascript://%0aalert(1)",
            " https://a",
            "data:text/html,x",
            "https://",
            "java\nscript://x",
        ] {
            assert!(web_address(hostile).is_none(), "{hostile}");
        }
    }
}
