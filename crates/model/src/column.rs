//! Column types: how a column is stored, named in SQL and carried by a Rust struct.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, StringViewArray,
    TimestampMicrosecondArray,
};
use arrow::datatypes::{DataType, TimeUnit};
use serde::{Deserialize, Serialize};

/// The kind of value that a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueType {
    /// UTF-8 text.
    Text,
    /// A signed 64-bit whole number.
    Integer,
    /// A 64-bit floating-point number.
    Real,
    /// True or false.
    Boolean,
    /// An instant, in microseconds since 1970-01-01T00:00:00Z.
    Timestamp,
    /// A calendar day without a zone.
    Date,
}

impl ValueType {
    /// The Arrow type in which the column is held.
    pub fn arrow(self) -> DataType {
        match self {
            Self::Text => DataType::Utf8View,
            Self::Integer => DataType::Int64,
            Self::Real => DataType::Float64,
            Self::Boolean => DataType::Boolean,
            Self::Timestamp => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
            Self::Date => DataType::Date32,
        }
    }

    /// The name of the type in SQL data definitions (SQLite and PostgreSQL both take it).
    pub fn sql(self) -> &'static str {
        match self {
            Self::Text => "TEXT",
            Self::Integer => "BIGINT",
            Self::Real => "DOUBLE PRECISION",
            Self::Boolean => "BOOLEAN",
            Self::Timestamp => "TIMESTAMP WITH TIME ZONE",
            Self::Date => "DATE",
        }
    }

    /// The name of the type for people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "whole number",
            Self::Real => "number",
            Self::Boolean => "true or false",
            Self::Timestamp => "time",
            Self::Date => "date",
        }
    }
}

/// An instant in microseconds since 1970-01-01T00:00:00Z; written as RFC 3339 in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The instant that is `seconds` after 1970-01-01T00:00:00Z.
    pub fn from_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1_000_000))
    }

    /// Whole seconds since 1970-01-01T00:00:00Z.
    pub fn seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }
}

impl std::fmt::Display for Timestamp {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match jiff::Timestamp::from_microsecond(self.0) {
            Ok(instant) => instant.fmt(out),
            Err(_) => write!(out, "{} µs", self.0),
        }
    }
}

impl Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let instant = jiff::Timestamp::deserialize(deserializer)?;
        Ok(Self(instant.as_microsecond()))
    }
}

/// A calendar day, in days since 1970-01-01; written as `YYYY-MM-DD` in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Date(pub i32);

impl std::fmt::Display for Date {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let epoch = jiff::civil::date(1970, 1, 1);
        match epoch.checked_add(jiff::Span::new().days(i64::from(self.0))) {
            Ok(day) => day.fmt(out),
            Err(_) => write!(out, "day {}", self.0),
        }
    }
}

impl Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let day = jiff::civil::Date::deserialize(deserializer)?;
        let epoch = jiff::civil::date(1970, 1, 1);
        let days = epoch
            .until(day)
            .map_err(serde::de::Error::custom)?
            .get_days();
        Ok(Self(days))
    }
}

/// A Rust type that a column's values have.
pub trait Cell: Sized {
    /// Builds one Arrow array from a column of values.
    fn array<'a>(values: impl Iterator<Item = Option<&'a Self>>) -> ArrayRef
    where
        Self: 'a;
}

impl Cell for String {
    fn array<'a>(values: impl Iterator<Item = Option<&'a Self>>) -> ArrayRef {
        Arc::new(
            values
                .map(|value| value.map(String::as_str))
                .collect::<StringViewArray>(),
        )
    }
}

impl Cell for i64 {
    fn array<'a>(values: impl Iterator<Item = Option<&'a Self>>) -> ArrayRef {
        Arc::new(values.map(Option::<&i64>::copied).collect::<Int64Array>())
    }
}

impl Cell for f64 {
    fn array<'a>(values: impl Iterator<Item = Option<&'a Self>>) -> ArrayRef {
        Arc::new(values.map(Option::<&f64>::copied).collect::<Float64Array>())
    }
}

impl Cell for bool {
    fn array<'a>(values: impl Iterator<Item = Option<&'a Self>>) -> ArrayRef {
        Arc::new(
            values
                .map(Option::<&bool>::copied)
                .collect::<BooleanArray>(),
        )
    }
}

impl Cell for Timestamp {
    fn array<'a>(values: impl Iterator<Item = Option<&'a Self>>) -> ArrayRef {
        let instants: TimestampMicrosecondArray =
            values.map(|value| value.map(|at| at.0)).collect();
        Arc::new(instants.with_timezone("UTC"))
    }
}

impl Cell for Date {
    fn array<'a>(values: impl Iterator<Item = Option<&'a Self>>) -> ArrayRef {
        Arc::new(
            values
                .map(|value| value.map(|day| day.0))
                .collect::<Date32Array>(),
        )
    }
}

/// A struct field that can be read as an optional cell, whether it is optional or an id.
pub trait Field<T> {
    /// The value, where there is one.
    fn cell(&self) -> Option<&T>;
}

impl Field<String> for String {
    fn cell(&self) -> Option<&String> {
        Some(self)
    }
}

impl<T> Field<T> for Option<T> {
    fn cell(&self) -> Option<&T> {
        self.as_ref()
    }
}
