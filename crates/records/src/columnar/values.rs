//! Reads the values of a column one by one, where a whole cast would not mean the same.

use std::borrow::Cow;

use arrow::array::{Array, ArrayRef, AsArray};
use arrow::datatypes::{DataType, Float64Type, Int64Type};

use super::cast::{cast, in_zone, instants, within_calendar, zoneless};
use crate::assembler::RawRow;
use crate::value::Raw;

/// A column whose values are read one by one.
pub(super) struct Values {
    source: ArrayRef,
    /// The same values in a type that a [`Raw`] can be made of; absent where there are none.
    shown: Option<Shown>,
}

pub(super) enum Shown {
    Text(ArrayRef),
    Bytes(ArrayRef),
    Boolean(ArrayRef),
    Integer(ArrayRef),
    Real(ArrayRef),
}

impl Values {
    pub(super) fn of(array: &ArrayRef) -> Self {
        let shown = match array.data_type() {
            DataType::Null => None,
            DataType::Boolean => Some(Shown::Boolean(array.clone())),
            DataType::Int8
            | DataType::Int16
            | DataType::Int32
            | DataType::Int64
            | DataType::UInt8
            | DataType::UInt16
            | DataType::UInt32 => cast(array, &DataType::Int64).map(Shown::Integer),
            DataType::Float16 | DataType::Float32 | DataType::Float64 => {
                cast(array, &DataType::Float64).map(Shown::Real)
            }
            DataType::Binary
            | DataType::LargeBinary
            | DataType::BinaryView
            | DataType::FixedSizeBinary(_) => cast(array, &DataType::BinaryView).map(Shown::Bytes),
            // Written with a zone where it has one, so that it is not taken for another one's time.
            DataType::Timestamp(_, zone) => instants(&zoneless(array)).and_then(|instants| {
                let zone = zone.as_ref().map(|_| "+00:00");
                cast(&in_zone(&instants, zone), &DataType::Utf8View).map(Shown::Text)
            }),
            DataType::Date32 | DataType::Date64 => cast(array, &DataType::Date32)
                .and_then(|days| cast(&within_calendar(&days), &DataType::Utf8View))
                .map(Shown::Text),
            // 128-bit and 64-bit unsigned numbers, times and dates: their text says all of it.
            _ => cast(array, &DataType::Utf8View).map(Shown::Text),
        };
        Self {
            source: array.clone(),
            shown,
        }
    }

    fn is_nothing(&self) -> bool {
        self.source.data_type() == &DataType::Null
    }

    pub(super) fn get(&self, row: usize) -> Raw<'_> {
        if row >= self.source.len() || self.source.is_null(row) || self.is_nothing() {
            return Raw::Null;
        }
        match &self.shown {
            None => Raw::Other("a value that cannot be read"),
            Some(
                Shown::Text(array)
                | Shown::Bytes(array)
                | Shown::Boolean(array)
                | Shown::Integer(array)
                | Shown::Real(array),
            ) if array.is_null(row) => Raw::Other("a value out of range"),
            Some(Shown::Text(array)) => {
                Raw::Text(Cow::Borrowed(array.as_string_view().value(row).as_bytes()))
            }
            Some(Shown::Bytes(array)) => {
                Raw::Text(Cow::Borrowed(array.as_binary_view().value(row)))
            }
            Some(Shown::Boolean(array)) => Raw::Boolean(array.as_boolean().value(row)),
            Some(Shown::Integer(array)) => {
                Raw::Integer(array.as_primitive::<Int64Type>().value(row))
            }
            Some(Shown::Real(array)) => Raw::Real(array.as_primitive::<Float64Type>().value(row)),
        }
    }
}

pub(super) struct SlotRow {
    pub(super) slots: Vec<Values>,
}

pub(super) struct OneRow<'a> {
    pub(super) values: &'a SlotRow,
    pub(super) row: usize,
}

impl RawRow for OneRow<'_> {
    fn get(&self, slot: usize) -> Raw<'_> {
        self.values
            .slots
            .get(slot)
            .map_or(Raw::Null, |values| values.get(self.row))
    }
}
