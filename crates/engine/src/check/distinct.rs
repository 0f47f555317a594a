//! Puts our own aggregates over distinct values where a rule asks for them in plain SQL.
//!
//! `count(DISTINCT x)` becomes `distinct_count(x)`, and `string_agg(DISTINCT x, s ORDER BY x)`
//! becomes `distinct_list(x, s)`: the same answers, without a boxed set a subject and without
//! sorting all rows first. Names of columns stay, so that nothing else of the plan changes.

use datafusion::common::tree_node::Transformed;
use datafusion::error::Result;
use datafusion::logical_expr::expr::{AggregateFunction, AggregateFunctionParams};
use datafusion::logical_expr::{Aggregate, Expr, ExprSchemable, LogicalPlan};

use crate::function;

/// The plan with our own aggregates.
pub(super) fn use_own_aggregates(plan: LogicalPlan) -> Result<LogicalPlan> {
    let rewritten = plan.transform_up_with_subqueries(|node| {
        let LogicalPlan::Aggregate(aggregate) = &node else {
            return Ok(Transformed::no(node));
        };
        let mut changed = false;
        let expressions = aggregate
            .aggr_expr
            .iter()
            .map(
                |expression| match own(expression, aggregate.input.as_ref()) {
                    Some(own) => {
                        changed = true;
                        own
                    }
                    None => expression.clone(),
                },
            )
            .collect();
        if !changed {
            return Ok(Transformed::no(node));
        }
        let own = Aggregate::try_new(
            aggregate.input.clone(),
            aggregate.group_expr.clone(),
            expressions,
        )?;
        Ok(Transformed::yes(LogicalPlan::Aggregate(own)))
    })?;
    Ok(rewritten.data)
}

/// The same aggregate by our own function, under the same name.
fn own(expression: &Expr, input: &LogicalPlan) -> Option<Expr> {
    let (Expr::AggregateFunction(call), name) = (match expression {
        Expr::Alias(alias) => (alias.expr.as_ref(), alias.name.clone()),
        other => (other, other.schema_name().to_string()),
    }) else {
        return None;
    };
    let params = &call.params;
    if !params.distinct || params.null_treatment.is_some() {
        return None;
    }
    let value = params.args.first()?;
    if !function::distinct::takes(&value.get_type(input.schema()).ok()?) {
        return None;
    }
    let in_its_own_order = match params.order_by.as_slice() {
        [] => false,
        [only] => only.asc && only.expr == *value,
        _ => return None,
    };
    let own = match (call.func.name(), params.args.len()) {
        ("count", 1) if params.order_by.is_empty() => function::distinct::distinct_count(),
        ("string_agg", 2) if in_its_own_order && is_constant(&params.args[1]) => {
            function::distinct::distinct_list()
        }
        _ => return None,
    };
    let own = AggregateFunction {
        func: own,
        params: AggregateFunctionParams {
            args: params.args.clone(),
            distinct: false,
            filter: params.filter.clone(),
            order_by: Vec::new(),
            null_treatment: None,
        },
    };
    Some(Expr::AggregateFunction(own).alias(name))
}

fn is_constant(separator: &Expr) -> bool {
    matches!(separator, Expr::Literal(..))
}
