//! Columns of a batch as they grow.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, StringViewBuilder,
    TimestampMicrosecondBuilder,
};
use arrow::datatypes::DataType;
use bonafide_model::ValueType;

use crate::value::{self, Raw, ValueOptions};

/// One growing column.
pub(crate) enum ColumnBuilder {
    Text(StringViewBuilder),
    Integer(Int64Builder),
    Real(Float64Builder),
    Boolean(BooleanBuilder),
    Timestamp(TimestampMicrosecondBuilder),
    Date(Date32Builder),
}

impl ColumnBuilder {
    pub(crate) fn new(value_type: ValueType, rows: usize) -> Self {
        match value_type {
            ValueType::Text => Self::Text(StringViewBuilder::with_capacity(rows)),
            ValueType::Integer => Self::Integer(Int64Builder::with_capacity(rows)),
            ValueType::Real => Self::Real(Float64Builder::with_capacity(rows)),
            ValueType::Boolean => Self::Boolean(BooleanBuilder::with_capacity(rows)),
            ValueType::Timestamp => Self::Timestamp(
                TimestampMicrosecondBuilder::with_capacity(rows)
                    .with_data_type(ValueType::Timestamp.arrow()),
            ),
            ValueType::Date => Self::Date(Date32Builder::with_capacity(rows)),
        }
    }

    pub(crate) fn push_null(&mut self) {
        match self {
            Self::Text(builder) => builder.append_null(),
            Self::Integer(builder) => builder.append_null(),
            Self::Real(builder) => builder.append_null(),
            Self::Boolean(builder) => builder.append_null(),
            Self::Timestamp(builder) => builder.append_null(),
            Self::Date(builder) => builder.append_null(),
        }
    }

    /// Appends a value, or a null with `Ok(false)` where the file says nothing.
    ///
    /// On an error nothing is appended.
    pub(crate) fn push(
        &mut self,
        raw: &Raw<'_>,
        options: &ValueOptions,
    ) -> Result<bool, &'static str> {
        match raw {
            Raw::Null => {
                self.push_null();
                return Ok(false);
            }
            Raw::Text(bytes) => return self.push_text(bytes, options),
            Raw::Other(_) => return Err("is no single value"),
            Raw::Boolean(value) => match self {
                Self::Boolean(builder) => builder.append_value(*value),
                Self::Text(builder) => builder.append_value(if *value { "true" } else { "false" }),
                Self::Integer(builder) => builder.append_value(i64::from(*value)),
                _ => return Err("is true or false where another kind of value belongs"),
            },
            Raw::Integer(value) => match self {
                Self::Integer(builder) => builder.append_value(*value),
                #[expect(clippy::cast_precision_loss, reason = "the column holds 64-bit floats")]
                Self::Real(builder) => builder.append_value(*value as f64),
                Self::Boolean(builder) => match value {
                    0 | 1 => builder.append_value(*value == 1),
                    _ => return Err("is neither 0 nor 1"),
                },
                Self::Timestamp(builder) => builder.append_value(value::epoch(*value)?),
                Self::Text(_) | Self::Date(_) => {
                    return self.push_text(value.to_string().as_bytes(), options);
                }
            },
            Raw::Real(value) => return self.push_real(*value, options),
        }
        Ok(true)
    }

    fn push_real(&mut self, value: f64, options: &ValueOptions) -> Result<bool, &'static str> {
        if value.is_nan() {
            self.push_null();
            return Ok(false);
        }
        if value.is_infinite() {
            return Err("is an infinite number");
        }
        // Programs without missing integers write whole numbers as floats.
        let whole = value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0;
        match self {
            Self::Real(builder) => builder.append_value(value),
            #[expect(
                clippy::cast_possible_truncation,
                reason = "it is whole and below 2^53"
            )]
            _ if whole => return self.push(&Raw::Integer(value as i64), options),
            Self::Integer(_) => return Err("is not a whole number"),
            Self::Boolean(_) => return Err("is neither 0 nor 1"),
            Self::Text(_) if value.abs() >= 9_007_199_254_740_992.0 => {
                return Err("is a number too long to be kept exactly; write it as text");
            }
            // Seconds since 1970 with a fraction.
            Self::Text(_) | Self::Timestamp(_) | Self::Date(_) => {
                return self.push_text(value.to_string().as_bytes(), options);
            }
        }
        Ok(true)
    }

    #[inline]
    fn push_text(&mut self, bytes: &[u8], options: &ValueOptions) -> Result<bool, &'static str> {
        if value::is_null(bytes) {
            self.push_null();
            return Ok(false);
        }
        if let Self::Text(builder) = self {
            builder
                .try_append_value(value::text(bytes)?)
                .map_err(|_| "is more text than a batch can hold")?;
            return Ok(true);
        }
        let bytes = bytes.trim_ascii();
        if value::is_null(bytes) {
            self.push_null();
            return Ok(false);
        }
        match self {
            Self::Text(_) => {}
            Self::Integer(builder) => builder.append_value(value::integer(bytes, options.decimal)?),
            Self::Real(builder) => builder.append_value(value::real(bytes, options.decimal)?),
            Self::Boolean(builder) => builder.append_value(value::boolean(bytes)?),
            Self::Timestamp(builder) => builder.append_value(value::timestamp(bytes, options)?),
            Self::Date(builder) => builder.append_value(value::date(bytes, options)?),
        }
        Ok(true)
    }

    pub(crate) fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(builder) => Arc::new(builder.finish()),
            Self::Integer(builder) => Arc::new(builder.finish()),
            Self::Real(builder) => Arc::new(builder.finish()),
            Self::Boolean(builder) => Arc::new(builder.finish()),
            Self::Timestamp(builder) => {
                let array: ArrayRef = Arc::new(builder.finish());
                debug_assert!(matches!(array.data_type(), DataType::Timestamp(_, Some(_))));
                array
            }
            Self::Date(builder) => Arc::new(builder.finish()),
        }
    }
}
