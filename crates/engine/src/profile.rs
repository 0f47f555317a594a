//! Profiles: where the lines between outcomes lie, and from which two numbers they follow.

use std::collections::BTreeMap;

use bonafide_model::catalogue::Sector;
use serde::Deserialize;

use crate::weigh::Weighing;

const EMBEDDED: &str = include_str!("../../../catalogue/profiles.toml");

/// The numbers of one setting.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Whom it is for.
    pub title: String,
    /// The assumed share of the screened who belong to an operation, from 0 to 1.
    pub prior: f64,
    /// The share of those right at the line of `review` who would belong to one if the weights were exact, from 0 to 1.
    pub review: f64,
    /// The same at the line of `urgent`.
    pub urgent: f64,
    /// Where the numbers come from.
    pub basis: String,
    /// Sectors whose next steps fit it; those of all sectors where none is named.
    #[serde(default)]
    pub sectors: Vec<Sector>,
    /// Whether it is used where none is named.
    #[serde(default)]
    pub default: bool,
}

/// Why a profile cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// There is none of that name.
    #[error("there is no profile `{name}`; there are {known}")]
    Unknown {
        /// What was asked for.
        name: String,
        /// What there is.
        known: String,
    },
    /// A share is no share.
    #[error("{what} is {value}, but must lie between 0 and 1, and `review` below `urgent`")]
    Share {
        /// Which number.
        what: &'static str,
        /// Its value.
        value: f64,
    },
}

/// All embedded profiles, by name.
pub fn profiles() -> BTreeMap<String, Profile> {
    // A broken file fails a test; an empty map leaves the default weighing.
    toml::from_str(EMBEDDED).unwrap_or_default()
}

/// The sectors whose next steps fit a profile; none where all do.
pub fn sectors(name: &str) -> Vec<Sector> {
    profiles()
        .remove(name)
        .map(|profile| profile.sectors)
        .unwrap_or_default()
}

/// The weighing of a named profile, or of the default one; `prior` replaces its assumed share.
///
/// # Errors
///
/// An unknown name, or a share outside 0 to 1.
pub fn weighing(name: Option<&str>, prior: Option<f64>) -> Result<Weighing, ProfileError> {
    let known = profiles();
    let found = match name {
        Some(name) => known.get_key_value(name),
        None => known.iter().find(|(_, profile)| profile.default),
    };
    let Some((name, profile)) = found else {
        return Err(ProfileError::Unknown {
            name: name.unwrap_or("default").to_owned(),
            known: known.into_keys().collect::<Vec<_>>().join(", "),
        });
    };
    let prior = prior.unwrap_or(profile.prior);
    for (what, value) in [
        ("the prior", prior),
        ("the share at `review`", profile.review),
        ("the share at `urgent`", profile.urgent),
    ] {
        if !(value > 0.0 && value < 1.0) {
            return Err(ProfileError::Share { what, value });
        }
    }
    if profile.review >= profile.urgent {
        return Err(ProfileError::Share {
            what: "the share at `review`",
            value: profile.review,
        });
    }
    Ok(Weighing::at(name, prior, profile.review, profile.urgent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_profile_gives_rising_lines_and_one_is_the_default() {
        let all = profiles();
        assert!(all.len() >= 5, "{all:?}");
        assert_eq!(all.values().filter(|profile| profile.default).count(), 1);
        for name in all.keys() {
            let weighing = weighing(Some(name), None).expect("a sound profile");
            assert!(
                weighing.watch < weighing.review && weighing.review < weighing.urgent,
                "{name}"
            );
            assert!(weighing.hard <= weighing.review, "{name}");
        }
    }

    #[test]
    fn the_default_weighing_is_the_default_profile() {
        let default = weighing(None, None).expect("a sound profile");
        assert_eq!(default, Weighing::default());
    }

    #[test]
    fn where_more_of_the_screened_belong_to_an_operation_review_begins_earlier() {
        let few = weighing(None, Some(0.001)).expect("a share").review;
        let many = weighing(None, Some(0.05)).expect("a share").review;
        assert!(many < few, "{many} {few}");
    }

    #[test]
    fn a_prior_that_is_no_share_and_an_unknown_profile_are_refused() {
        for prior in [0.0, 1.0, -0.1, f64::NAN, 250.0] {
            assert!(weighing(None, Some(prior)).is_err(), "{prior}");
        }
        let error = weighing(Some("market"), None).expect_err("unknown");
        assert!(error.to_string().contains("marketplace"), "{error}");
    }
}
