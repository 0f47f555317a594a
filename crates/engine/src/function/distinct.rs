//! Aggregates over the distinct values of a group: how many there are, and the list of them.
//!
//! Rules ask for them more than for anything else (`count(DISTINCT …)`, `string_agg(DISTINCT …
//! ORDER BY …)`), group by subject, and meet a handful of values in each of many groups. The
//! query engine keeps a boxed set a group for them and asks each for its size after every batch.
//! Here one table holds the pairs of group and value of all groups, and every text is kept once.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Int64Array, LargeStringBuilder, ListArray,
    StringViewBuilder,
};
use datafusion::arrow::buffer::OffsetBuffer;
use datafusion::arrow::datatypes::{DataType, Field, FieldRef, UInt64Type};
use datafusion::common::{Result, ScalarValue, exec_err, internal_err};
use datafusion::logical_expr::function::{AccumulatorArgs, StateFieldsArgs};
use datafusion::logical_expr::{
    Accumulator, AggregateUDF, AggregateUDFImpl, EmitTo, GroupsAccumulator, Signature, Volatility,
};
use datafusion::physical_expr::expressions::Literal;

use super::distinct_pairs::{Keys, Pairs, is_text};

/// `distinct_count(value)`: how many different values that are not null a group has.
pub(crate) fn distinct_count() -> Arc<AggregateUDF> {
    Arc::new(AggregateUDF::new_from_impl(Distinct {
        gives: Gives::Count,
        signature: Signature::any(1, Volatility::Immutable),
    }))
}

/// `distinct_list(text, separator)`: the different texts of a group in ascending order; null where
/// there is none.
pub(crate) fn distinct_list() -> Arc<AggregateUDF> {
    Arc::new(AggregateUDF::new_from_impl(Distinct {
        gives: Gives::List,
        signature: Signature::any(2, Volatility::Immutable),
    }))
}

/// Whether values of a type can be told apart here.
pub(crate) fn takes(value: &DataType) -> bool {
    is_text(value)
        || value.is_integer()
        || matches!(
            value,
            DataType::Boolean | DataType::Date32 | DataType::Date64 | DataType::Timestamp(..)
        )
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Gives {
    Count,
    List,
}

#[derive(Debug)]
struct Distinct {
    gives: Gives,
    signature: Signature,
}

impl PartialEq for Distinct {
    fn eq(&self, other: &Self) -> bool {
        self.gives == other.gives
    }
}

impl Eq for Distinct {}

impl Hash for Distinct {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.gives.hash(state);
    }
}

impl AggregateUDFImpl for Distinct {
    fn name(&self) -> &str {
        match self.gives {
            Gives::Count => "distinct_count",
            Gives::List => "distinct_list",
        }
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(match self.gives {
            Gives::Count => DataType::Int64,
            Gives::List => DataType::LargeUtf8,
        })
    }

    fn is_nullable(&self) -> bool {
        self.gives == Gives::List
    }

    fn default_value(&self, _: &DataType) -> Result<ScalarValue> {
        Ok(match self.gives {
            Gives::Count => ScalarValue::Int64(Some(0)),
            Gives::List => ScalarValue::LargeUtf8(None),
        })
    }

    fn state_fields(&self, args: StateFieldsArgs) -> Result<Vec<FieldRef>> {
        let held = held_as(args.input_fields[0].data_type());
        let list = DataType::List(Arc::new(Field::new_list_field(held, true)));
        Ok(vec![Arc::new(Field::new(
            format!("{}[values]", args.name),
            list,
            true,
        ))])
    }

    fn accumulator(&self, args: AccumulatorArgs) -> Result<Box<dyn Accumulator>> {
        Ok(Box::new(OfOneGroup(self.of_groups(&args)?)))
    }

    fn groups_accumulator_supported(&self, _: AccumulatorArgs) -> bool {
        true
    }

    fn create_groups_accumulator(
        &self,
        args: AccumulatorArgs,
    ) -> Result<Box<dyn GroupsAccumulator>> {
        Ok(Box::new(self.of_groups(&args)?))
    }
}

impl Distinct {
    fn of_groups(&self, args: &AccumulatorArgs) -> Result<OfGroups> {
        let separator = match (self.gives, args.exprs.get(1)) {
            (Gives::Count, _) => String::new(),
            (Gives::List, Some(separator)) => {
                let literal = separator
                    .downcast_ref::<Literal>()
                    .and_then(|literal| literal.value().try_as_str().flatten());
                match literal {
                    Some(text) => text.to_owned(),
                    None => return exec_err!("the separator of a list must be a constant text"),
                }
            }
            (Gives::List, None) => return internal_err!("a list without a separator"),
        };
        let value = args.expr_fields[0].data_type().clone();
        if !takes(&value) {
            return internal_err!("distinct values of {value} cannot be told apart");
        }
        Ok(OfGroups {
            gives: self.gives,
            separator,
            pairs: Pairs::new(held_as(&value)),
            groups: 0,
        })
    }
}

/// How values are held between two steps: texts as views, all else as the bits that tell it apart.
fn held_as(value: &DataType) -> DataType {
    match is_text(value) {
        true => DataType::Utf8View,
        false => DataType::UInt64,
    }
}

/// The distinct values of all groups.
struct OfGroups {
    gives: Gives,
    separator: String,
    pairs: Pairs,
    /// Groups met so far and not yet given away.
    groups: usize,
}

impl OfGroups {
    fn emit(&mut self, emit_to: EmitTo) -> (usize, Vec<(u32, u64)>) {
        let groups = match emit_to {
            EmitTo::All => self.groups,
            EmitTo::First(groups) => groups,
        };
        self.groups -= groups.min(self.groups);
        (groups, self.pairs.take_first(groups))
    }

    fn counts(groups: usize, pairs: &[(u32, u64)]) -> ArrayRef {
        let mut counts = vec![0_i64; groups];
        for (group, _) in pairs {
            counts[*group as usize] += 1;
        }
        Arc::new(Int64Array::from(counts))
    }

    fn lists(&self, groups: usize, pairs: Vec<(u32, u64)>) -> ArrayRef {
        let mut lists = LargeStringBuilder::with_capacity(groups, pairs.len() * 8);
        let mut line = String::new();
        let mut next = 0;
        for group in 0..groups {
            let begin = next;
            while next < pairs.len() && pairs[next].0 as usize == group {
                next += 1;
            }
            if begin == next {
                lists.append_null();
                continue;
            }
            let mut texts: Vec<&str> = pairs[begin..next]
                .iter()
                .map(|(_, key)| self.pairs.text(*key))
                .collect();
            texts.sort_unstable();
            line.clear();
            for (place, text) in texts.into_iter().enumerate() {
                if place > 0 {
                    line.push_str(&self.separator);
                }
                line.push_str(text);
            }
            lists.append_value(&line);
        }
        Arc::new(lists.finish())
    }
}

impl GroupsAccumulator for OfGroups {
    fn update_batch(
        &mut self,
        values: &[ArrayRef],
        group_indices: &[usize],
        opt_filter: Option<&BooleanArray>,
        total_num_groups: usize,
    ) -> Result<()> {
        self.groups = self.groups.max(total_num_groups);
        let keys = Keys::of(&values[0])?;
        self.pairs.add(&keys, group_indices, opt_filter);
        Ok(())
    }

    fn evaluate(&mut self, emit_to: EmitTo) -> Result<ArrayRef> {
        let (groups, mut pairs) = self.emit(emit_to);
        let values = match self.gives {
            Gives::Count => Self::counts(groups, &pairs),
            Gives::List => {
                pairs.sort_unstable();
                self.lists(groups, pairs)
            }
        };
        self.pairs.forget_unused();
        Ok(values)
    }

    fn state(&mut self, emit_to: EmitTo) -> Result<Vec<ArrayRef>> {
        let (groups, mut pairs) = self.emit(emit_to);
        pairs.sort_unstable();
        let mut lengths = vec![0_usize; groups];
        for (group, _) in &pairs {
            lengths[*group as usize] += 1;
        }
        let values: ArrayRef = match self.pairs.held() {
            DataType::Utf8View => {
                let mut texts = StringViewBuilder::with_capacity(pairs.len());
                for (_, key) in &pairs {
                    texts.append_value(self.pairs.text(*key));
                }
                Arc::new(texts.finish())
            }
            _ => Arc::new(
                pairs
                    .iter()
                    .map(|(_, key)| Some(*key))
                    .collect::<datafusion::arrow::array::PrimitiveArray<UInt64Type>>(),
            ),
        };
        let field = Arc::new(Field::new_list_field(self.pairs.held().clone(), true));
        let offsets = OffsetBuffer::from_lengths(lengths);
        self.pairs.forget_unused();
        Ok(vec![Arc::new(ListArray::try_new(
            field, offsets, values, None,
        )?)])
    }

    fn merge_batch(
        &mut self,
        values: &[ArrayRef],
        group_indices: &[usize],
        total_num_groups: usize,
    ) -> Result<()> {
        self.groups = self.groups.max(total_num_groups);
        let lists: &ListArray = values[0].as_list();
        for (row, group) in group_indices.iter().enumerate() {
            if lists.is_null(row) {
                continue;
            }
            let keys = Keys::held(&lists.value(row))?;
            let groups = vec![*group; keys.len()];
            self.pairs.add(&keys, &groups, None);
        }
        Ok(())
    }

    fn convert_to_state(
        &self,
        values: &[ArrayRef],
        opt_filter: Option<&BooleanArray>,
    ) -> Result<Vec<ArrayRef>> {
        // Every row is a group of its own.
        let mut alone = Self {
            gives: self.gives,
            separator: self.separator.clone(),
            pairs: Pairs::new(self.pairs.held().clone()),
            groups: 0,
        };
        let rows = values[0].len();
        let groups: Vec<usize> = (0..rows).collect();
        alone.update_batch(values, &groups, opt_filter, rows)?;
        alone.state(EmitTo::All)
    }

    fn size(&self) -> usize {
        size_of::<Self>() + self.pairs.size()
    }
}

/// The distinct values of one group, for plans that do not group.
struct OfOneGroup(OfGroups);

impl std::fmt::Debug for OfOneGroup {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("OfOneGroup")
    }
}

impl Accumulator for OfOneGroup {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        let groups = vec![0; values[0].len()];
        self.0.update_batch(values, &groups, None, 1)
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        self.0.groups = 1;
        ScalarValue::try_from_array(&self.0.evaluate(EmitTo::All)?, 0)
    }

    fn size(&self) -> usize {
        self.0.size()
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        self.0.groups = 1;
        let state = self.0.state(EmitTo::All)?;
        state
            .iter()
            .map(|column| ScalarValue::try_from_array(column, 0))
            .collect()
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        let groups = vec![0; states[0].len()];
        self.0.merge_batch(states, &groups, 1)
    }
}
