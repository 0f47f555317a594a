//! A rule sees one subject at a time: only then do slices of any size give the same answer.

use bonafide_model::rule_file::{Problem, RuleFile};
use datafusion::logical_expr::expr::WindowFunction;
use datafusion::logical_expr::{Expr, LogicalPlan};

use super::problem;
use super::trace::{Scope, trace};

/// Walks the optimised plan, in which subqueries have become joins.
pub(super) fn check(file: &RuleFile, plan: &LogicalPlan) -> Vec<Problem> {
    let mut reasons: Vec<(&'static str, &'static str)> = Vec::new();
    let outputs = trace(plan, None, &mut |node, scope| {
        reasons.extend(crosses(node, scope))
    });
    if outputs.first().is_some_and(|origin| !origin.subject) {
        reasons.push((
            "the first output column is not the subject itself",
            "select `subject_id` from a table, unchanged",
        ));
    }
    reasons.sort_unstable();
    reasons.dedup();
    let describe = |(message, help): (&str, &str)| {
        problem::at_query(
            file,
            message.to_owned(),
            "this query crosses subjects",
            Some(help.to_owned()),
        )
    };
    reasons.into_iter().map(describe).collect()
}

fn crosses(node: &LogicalPlan, scope: &Scope<'_>) -> Option<(&'static str, &'static str)> {
    let is_subject = |expression: &Expr| scope.origin(expression).subject;
    match node {
        LogicalPlan::Join(join) => {
            let on_subject = join
                .on
                .iter()
                .any(|(left, right)| is_subject(left) && is_subject(right));
            (!on_subject).then_some((
                "two tables are joined on something other than the subject",
                "join with `USING (subject_id)`; facts across subjects come from derived tables such as `value_frequency`",
            ))
        }
        LogicalPlan::Aggregate(aggregate) => (!aggregate.group_expr.iter().any(is_subject))
            .then_some((
                "rows of several subjects are aggregated together",
                "add `subject_id` to GROUP BY",
            )),
        LogicalPlan::Window(window) => {
            let all_partitioned = window.window_expr.iter().all(|expression| {
                window_of(expression)
                    .is_some_and(|window| window.params.partition_by.iter().any(is_subject))
            });
            (!all_partitioned).then_some((
                "a window runs over several subjects",
                "write `PARTITION BY subject_id`",
            ))
        }
        LogicalPlan::Limit(_) => Some(LIMIT),
        LogicalPlan::Sort(sort) if sort.fetch.is_some() => Some(LIMIT),
        LogicalPlan::TableScan(scan) if scan.fetch.is_some() => Some(LIMIT),
        LogicalPlan::Extension(_) | LogicalPlan::RecursiveQuery(_) => Some((
            "recursive queries and extensions cannot be run slice by slice",
            "use joins, groups and windows",
        )),
        _ => None,
    }
}

const LIMIT: (&str, &str) = (
    "LIMIT takes rows without regard to the subject",
    "use a window with `PARTITION BY subject_id` and filter on its row number",
);

fn window_of(expression: &Expr) -> Option<&WindowFunction> {
    match expression {
        Expr::WindowFunction(window) => Some(window),
        Expr::Alias(alias) => window_of(&alias.expr),
        _ => None,
    }
}
