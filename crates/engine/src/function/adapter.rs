//! One adapter between Arrow arrays and plain Rust functions, written once.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, StringViewArray,
    TimestampMicrosecondArray,
};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::{Result, ScalarValue, internal_err};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};

type Body = Arc<dyn Fn(&[ArrayRef]) -> Result<ArrayRef> + Send + Sync>;

/// A pure function over columns.
pub(super) struct PureFunction {
    name: &'static str,
    signature: Signature,
    returns: DataType,
    /// Hash of the lists that the body reads; empty for none.
    lists: String,
    body: Body,
}

impl PureFunction {
    pub(super) fn build(
        name: &'static str,
        takes: Vec<DataType>,
        returns: DataType,
        lists: &str,
        body: impl Fn(&[ArrayRef]) -> Result<ArrayRef> + Send + Sync + 'static,
    ) -> ScalarUDF {
        ScalarUDF::new_from_impl(Self {
            name,
            signature: Signature::exact(takes, Volatility::Immutable),
            returns,
            lists: lists.to_owned(),
            body: Arc::new(body),
        })
    }
}

impl fmt::Debug for PureFunction {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("PureFunction")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl PartialEq for PureFunction {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.lists == other.lists
    }
}

impl Eq for PureFunction {}

impl Hash for PureFunction {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
        self.lists.hash(state);
    }
}

impl ScalarUDFImpl for PureFunction {
    fn name(&self) -> &str {
        self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(self.returns.clone())
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let only_scalars = args
            .args
            .iter()
            .all(|arg| matches!(arg, ColumnarValue::Scalar(_)));
        let rows = if only_scalars { 1 } else { args.number_rows };
        let arrays = args
            .args
            .into_iter()
            .map(|arg| arg.into_array(rows))
            .collect::<Result<Vec<_>>>()?;
        let result = (self.body)(&arrays)?;
        if only_scalars {
            return Ok(ColumnarValue::Scalar(ScalarValue::try_from_array(
                &result, 0,
            )?));
        }
        Ok(ColumnarValue::Array(result))
    }
}

/// Reads an argument as text.
pub(super) fn text(arrays: &[ArrayRef], index: usize) -> Result<&StringViewArray> {
    typed(arrays, index)
}

/// Reads an argument as whole numbers.
pub(super) fn integer(arrays: &[ArrayRef], index: usize) -> Result<&Int64Array> {
    typed(arrays, index)
}

/// Reads an argument as numbers.
pub(super) fn real(arrays: &[ArrayRef], index: usize) -> Result<&Float64Array> {
    typed(arrays, index)
}

/// Reads an argument as instants in microseconds.
pub(super) fn instant(arrays: &[ArrayRef], index: usize) -> Result<&TimestampMicrosecondArray> {
    typed(arrays, index)
}

fn typed<T: 'static>(arrays: &[ArrayRef], index: usize) -> Result<&T> {
    match arrays
        .get(index)
        .and_then(|array| array.as_any().downcast_ref::<T>())
    {
        Some(array) => Ok(array),
        None => internal_err!(
            "argument {} has not been coerced to its declared type",
            index + 1
        ),
    }
}

/// The text of a row, where there is one.
pub(super) fn at(array: &StringViewArray, row: usize) -> Option<&str> {
    array.is_valid(row).then(|| array.value(row))
}

/// The number of a row, where there is one.
pub(super) fn integer_at(array: &Int64Array, row: usize) -> Option<i64> {
    array.is_valid(row).then(|| array.value(row))
}

/// The second of a row, where there is one.
pub(super) fn second_at(array: &TimestampMicrosecondArray, row: usize) -> Option<i64> {
    array
        .is_valid(row)
        .then(|| array.value(row).div_euclid(1_000_000))
}

/// Makes a column of texts.
pub(super) fn texts(rows: usize, value: impl Fn(usize) -> Option<String>) -> ArrayRef {
    Arc::new((0..rows).map(value).collect::<StringViewArray>())
}

/// Makes a column of truths.
pub(super) fn truths(rows: usize, value: impl Fn(usize) -> Option<bool>) -> ArrayRef {
    Arc::new((0..rows).map(value).collect::<BooleanArray>())
}

/// Makes a column of numbers.
pub(super) fn reals(rows: usize, value: impl Fn(usize) -> Option<f64>) -> ArrayRef {
    Arc::new((0..rows).map(value).collect::<Float64Array>())
}

/// Makes a column of whole numbers.
pub(super) fn integers(rows: usize, value: impl Fn(usize) -> Option<i64>) -> ArrayRef {
    Arc::new((0..rows).map(value).collect::<Int64Array>())
}

/// Makes a column of days.
pub(super) fn days(rows: usize, value: impl Fn(usize) -> Option<i32>) -> ArrayRef {
    Arc::new((0..rows).map(value).collect::<Date32Array>())
}
