//! The file of weights that `screen --weights` takes.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::error::{Error, Result};

/// Weights that take the place of those in the rules.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Where they come from.
    #[serde(default)]
    pub about: String,
    /// Decibans by rule.
    pub weights: BTreeMap<String, f64>,
}

impl Weights {
    /// Weights lie between minus that and plus that, as in rule files.
    pub const MOST: f64 = 20.0;

    /// Reads a file that `bonafide calibrate` wrote, or one written by hand.
    pub fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).map_err(Error::io("reading", path))?;
        let weights: Self = toml::from_str(&text).map_err(|error| {
            Error::Asked(format!(
                "{} is no file of weights; `bonafide calibrate` writes one\n{error}",
                path.display()
            ))
        })?;
        for (rule, weight) in &weights.weights {
            if !(weight.is_finite() && weight.abs() <= Self::MOST) {
                return Err(Error::Asked(format!(
                    "{}: the weight of {rule} is {weight}; it must lie between -20 and 20",
                    path.display()
                )));
            }
        }
        Ok(weights)
    }
}
