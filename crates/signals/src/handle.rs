//! Handles: account names on code hosts, marketplaces and messengers.

/// Fewer letters than this are too common to mean anything.
const LEAST_STEM: usize = 4;

/// The handle in one form: small letters, without `@` and without the address of the site.
///
/// ```
/// assert_eq!(bonafide_signals::handle::normalise("https://github.com/Bright-Star7/").as_deref(), Some("bright-star7"));
/// ```
pub fn normalise(text: &str) -> Option<String> {
    let low = text.trim().to_lowercase();
    let path = match low.split_once("://") {
        Some((_, rest)) => rest.split_once('/')?.1,
        None => match low.split_once('/') {
            Some((host, path)) if host.contains('.') => path,
            _ => &low,
        },
    };
    let mut segments = path
        .split(['/', '?', '#'])
        .filter(|segment| !segment.is_empty());
    let first = segments.next()?;
    // linkedin.com/in/name, upwork.com/freelancers/~name, stackoverflow.com/users/1/name
    let handle = match first {
        "in" | "u" | "user" | "freelancers" | "profile" if low.contains('/') => segments.next()?,
        "users" if low.contains('/') => segments.next_back()?,
        _ => first,
    };
    let handle = handle.trim_start_matches(['@', '~']).trim();
    (!handle.is_empty()).then(|| handle.to_owned())
}

/// The letters of a handle without digits and separators: what a family of made-up handles shares.
///
/// `None` under four letters: too little to tell a family from chance.
///
/// ```
/// use bonafide_signals::handle::stem;
/// assert_eq!(stem("bright_star0427"), stem("@BrightStar-99"));
/// ```
pub fn stem(text: &str) -> Option<String> {
    let stem: String = normalise(text)?
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .collect();
    (stem.chars().count() >= LEAST_STEM).then_some(stem)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_site_does_not_matter() {
        for text in [
            "@Sam_Dev",
            "sam_dev",
            "https://github.com/sam_dev?tab=x",
            "linkedin.com/in/sam_dev/",
            "t.me/sam_dev",
        ] {
            assert_eq!(normalise(text).as_deref(), Some("sam_dev"), "{text}");
        }
        assert_eq!(
            normalise("https://stackoverflow.com/users/12/sam-dev").as_deref(),
            Some("sam-dev")
        );
    }

    #[test]
    fn short_stems_are_no_family() {
        assert_eq!(stem("abc123"), None);
        assert_eq!(stem("12345678"), None);
        assert_eq!(stem(""), None);
    }

    proptest! {
        #[test]
        fn stems_hold_letters_only(text in "\\PC{0,40}|[a-z0-9_./@-]{0,30}") {
            if let Some(stem) = stem(&text) {
                prop_assert!(stem.chars().all(char::is_alphabetic));
            }
        }
    }
}
