//! Patterns of file names.

use std::path::Path;

/// A pattern with `*` and `?`, compared without regard to case.
///
/// A pattern without `/` is compared with the file's name, one with `/` with the end of its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pattern {
    text: String,
    lower: String,
}

impl Pattern {
    pub(crate) fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            lower: text.to_lowercase(),
        }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn matches(&self, path: &Path) -> bool {
        let segments = self.lower.matches('/').count() + 1;
        let mut parts: Vec<String> = path
            .components()
            .rev()
            .take(segments)
            .map(|part| part.as_os_str().to_string_lossy().to_lowercase())
            .collect();
        parts.reverse();
        glob(self.lower.as_bytes(), parts.join("/").as_bytes())
    }
}

/// Compares in time proportional to the product of the lengths at worst: one star is remembered.
fn glob(pattern: &[u8], text: &[u8]) -> bool {
    let (mut at, mut place) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while place < text.len() {
        match pattern.get(at) {
            Some(b'*') => {
                star = Some((at, place));
                at += 1;
                continue;
            }
            Some(b'?') if text[place] != b'/' => {
                at += 1;
                place += 1;
                continue;
            }
            Some(byte) if *byte == text[place] && *byte != b'?' => {
                at += 1;
                place += 1;
                continue;
            }
            _ => {}
        }
        match star {
            Some((star_at, from)) if text[from] != b'/' => {
                star = Some((star_at, from + 1));
                at = star_at + 1;
                place = from + 1;
            }
            _ => return false,
        }
    }
    pattern[at..].iter().all(|byte| *byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_names_and_path_ends() {
        let matches = |pattern: &str, path: &str| Pattern::new(pattern).matches(Path::new(path));
        assert!(matches("auth_log*.csv", "/data/AUTH_LOG-2025.csv"));
        assert!(matches("*.csv", "a.csv"));
        assert!(matches("idp/*.ndjson", "/x/idp/part-1.ndjson"));
        assert!(matches("a?c*e*", "abcdefeg"));
        assert!(!matches("auth_log*.csv", "my_auth_log.csv"));
        assert!(!matches("idp/*.ndjson", "/x/other/part-1.ndjson"));
        assert!(!matches("*.csv", "a.csv.gz"));
        assert!(!matches("a*", ""));
    }
}
