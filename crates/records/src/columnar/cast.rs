//! Casts whole columns to the model's types.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, BooleanArray, StringViewArray};
use arrow::compute::{CastOptions, cast_with_options, nullif};
use arrow::datatypes::{
    DataType, Date32Type, Float64Type, TimeUnit, TimestampMicrosecondType,
    TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
};
use bonafide_model::ValueType;

use crate::plan::Plan;
use crate::value;

pub(super) fn cast(array: &ArrayRef, to: &DataType) -> Option<ArrayRef> {
    // Safe: a value that does not fit becomes null, and is told.
    cast_with_options(
        array,
        to,
        &CastOptions {
            safe: true,
            ..CastOptions::default()
        },
    )
    .ok()
}

/// Casts a whole column at once where that means the same as value by value; gives back what it
/// was cast from as well.
pub(super) fn direct(
    array: &ArrayRef,
    wanted: ValueType,
    plan: &Plan,
) -> Option<(ArrayRef, ArrayRef)> {
    let target = wanted.arrow();
    let cast_to = |to: &DataType| cast(array, to).map(|done| (done, array.clone()));
    match (wanted, array.data_type()) {
        (_, DataType::Null) => cast_to(&target),
        (ValueType::Text, DataType::Utf8View) => Some((
            without_null_words(array.as_string_view(), array),
            array.clone(),
        )),
        (ValueType::Integer, DataType::Int64) | (ValueType::Boolean, DataType::Boolean) => {
            Some((array.clone(), array.clone()))
        }
        (ValueType::Date, DataType::Date32) => Some((within_calendar(array), array.clone())),
        (
            ValueType::Integer,
            DataType::Int8
            | DataType::Int16
            | DataType::Int32
            | DataType::UInt8
            | DataType::UInt16
            | DataType::UInt32
            | DataType::UInt64,
        ) => cast_to(&target),
        (ValueType::Real, from) if from.is_numeric() => {
            let array = cast(array, &target)?;
            Some((finite(&array), array))
        }
        (ValueType::Timestamp, DataType::Timestamp(_, zone))
            if zone.is_some() || plan.options.zone.is_none() =>
        {
            // A time without zone is taken as UTC.
            Some((instants(&zoneless(array))?, array.clone()))
        }
        (ValueType::Timestamp, DataType::Date32 | DataType::Date64)
            if plan.options.zone.is_none() =>
        {
            Some((instants(array)?, array.clone()))
        }
        (ValueType::Date, DataType::Date64 | DataType::Timestamp(..)) => {
            // The day in UTC.
            Some((
                within_calendar(&cast(&zoneless(array), &target)?),
                array.clone(),
            ))
        }
        _ => None,
    }
}

/// The instants of a column, without the zone in which they were once shown.
pub(super) fn zoneless(array: &ArrayRef) -> ArrayRef {
    in_zone(array, None)
}

/// The same instants, said to be in another zone. Arrow itself knows no zone by name here, not even
/// `UTC`, so it is never asked to convert between two.
pub(super) fn in_zone(array: &ArrayRef, zone: Option<&str>) -> ArrayRef {
    let zone = zone.map(Arc::<str>::from);
    match array.data_type() {
        DataType::Timestamp(TimeUnit::Second, _) => Arc::new(
            array
                .as_primitive::<TimestampSecondType>()
                .clone()
                .with_timezone_opt(zone),
        ),
        DataType::Timestamp(TimeUnit::Millisecond, _) => Arc::new(
            array
                .as_primitive::<TimestampMillisecondType>()
                .clone()
                .with_timezone_opt(zone),
        ),
        DataType::Timestamp(TimeUnit::Microsecond, _) => Arc::new(
            array
                .as_primitive::<TimestampMicrosecondType>()
                .clone()
                .with_timezone_opt(zone),
        ),
        DataType::Timestamp(TimeUnit::Nanosecond, _) => Arc::new(
            array
                .as_primitive::<TimestampNanosecondType>()
                .clone()
                .with_timezone_opt(zone),
        ),
        _ => array.clone(),
    }
}

/// Times without zone or days as the model's instants.
pub(super) fn instants(array: &ArrayRef) -> Option<ArrayRef> {
    let micros = cast(array, &DataType::Timestamp(TimeUnit::Microsecond, None))?;
    Some(in_zone(&within_calendar(&micros), Some("UTC")))
}

/// Times and days outside the years 1 to 9999 become null: text cannot say them either.
pub(super) fn within_calendar(array: &ArrayRef) -> ArrayRef {
    let outside: BooleanArray =
        if let Some(times) = array.as_primitive_opt::<TimestampMicrosecondType>() {
            if times
                .values()
                .iter()
                .all(|time| value::INSTANTS.contains(time))
            {
                return array.clone();
            }
            times
                .values()
                .iter()
                .map(|time| Some(!value::INSTANTS.contains(time)))
                .collect()
        } else if let Some(days) = array.as_primitive_opt::<Date32Type>() {
            if days.values().iter().all(|day| value::DAYS.contains(day)) {
                return array.clone();
            }
            days.values()
                .iter()
                .map(|day| Some(!value::DAYS.contains(day)))
                .collect()
        } else {
            return array.clone();
        };
    nullif(array, &outside).unwrap_or_else(|_| array.clone())
}

/// Not-a-number is a missing number; an infinite one is no amount of anything.
pub(super) fn finite(array: &ArrayRef) -> ArrayRef {
    let numbers = array.as_primitive::<Float64Type>();
    if numbers.values().iter().all(|value| value.is_finite()) {
        return array.clone();
    }
    let odd: BooleanArray = numbers
        .values()
        .iter()
        .map(|value| Some(!value.is_finite()))
        .collect();
    nullif(array, &odd).unwrap_or_else(|_| array.clone())
}

/// Turns the usual spellings of nothing into nothing, without copying text.
pub(super) fn without_null_words(texts: &StringViewArray, array: &ArrayRef) -> ArrayRef {
    // The lower half of a view is the length; only short texts can be such a spelling.
    let short = |view: &u128| (*view as u32) as usize <= value::LONGEST_NULL;
    if !texts.views().iter().any(short) {
        return array.clone();
    }
    let mut found = false;
    let mask: BooleanArray = texts
        .views()
        .iter()
        .enumerate()
        .map(|(row, view)| {
            let nothing =
                short(view) && texts.is_valid(row) && value::is_null(texts.value(row).as_bytes());
            found |= nothing;
            Some(nothing)
        })
        .collect();
    if !found {
        return array.clone();
    }
    nullif(array, &mask).unwrap_or_else(|_| array.clone())
}

/// Rows whose id is missing or blank.
pub(super) fn missing_ids(array: &ArrayRef) -> Vec<usize> {
    let mut missing = Vec::new();
    if array.null_count() > 0 {
        missing.extend((0..array.len()).filter(|row| array.is_null(*row)));
    }
    if let Some(texts) = array.as_string_view_opt() {
        for (row, text) in texts.iter().enumerate() {
            if let Some(text) = text
                && text.as_bytes().first().is_some_and(u8::is_ascii_whitespace)
                && text.trim_ascii().is_empty()
            {
                missing.push(row);
            }
        }
    }
    missing
}
