//! No protected column may reach anything but the functions allowed for it.

use bonafide_model::rule_file::{Problem, RuleFile, Track};
use datafusion::common::tree_node::{TreeNode, TreeNodeRecursion};
use datafusion::logical_expr::{Distinct, Expr, LogicalPlan};

use super::problem;
use super::trace::{Scope, Source, trace};
use crate::function;

const WHY: &str = "protected columns may only be compared with each other, as bare columns that hold names, in name_similarity(a, b) or same_name(a, b)";

/// Walks the unoptimised plan, so that no rewriting can hide a use.
pub(super) fn check(file: &RuleFile, plan: &LogicalPlan) -> Vec<Problem> {
    let mut leaks: Vec<(Source, &'static str)> = Vec::new();
    let outputs = trace(plan, None, &mut |node, scope| {
        leaks.extend(leaks_at(node, scope));
    });
    for output in outputs {
        leaks.extend(
            output
                .protected
                .into_iter()
                .map(|source| (source, "shown as evidence")),
        );
    }
    // What a list says of a name repeats parts of the name.
    let reads_names = |node: &LogicalPlan| matches!(node, LogicalPlan::TableScan(scan) if scan.table_name.table() == "name_match");
    let mut repeats_names = false;
    trace(plan, None, &mut |node, _| {
        repeats_names |= reads_names(node);
    });
    leaks.sort_unstable();
    leaks.dedup_by_key(|(source, _)| *source);
    let describe = |(source, how): (Source, &'static str)| {
        problem::at_word(
            file,
            source.column,
            format!(
                "the protected column `{}.{}` is {how}",
                source.table, source.column
            ),
            "a rule may not read this",
            Some(WHY.to_owned()),
        )
    };
    let mut problems: Vec<Problem> = leaks.into_iter().map(describe).collect();
    if repeats_names && file.track != Track::Sanctions {
        problems.push(problem::at_word(
            file,
            "name_match",
            "`name_match` repeats parts of a protected column, the name, and is read on the conduct track".to_owned(),
            "only rules of the sanctions track may read this",
            Some("write `track = \"sanctions\"`, or leave the table out".to_owned()),
        ));
    }
    problems
}

fn leaks_at(node: &LogicalPlan, scope: &Scope<'_>) -> Vec<(Source, &'static str)> {
    let how = match node {
        LogicalPlan::Projection(_) => "used in an expression",
        LogicalPlan::Filter(_) => "used in a filter",
        LogicalPlan::Join(_) => "used to join",
        LogicalPlan::Aggregate(_) => "grouped or aggregated",
        LogicalPlan::Sort(_) => "used to sort",
        LogicalPlan::Window(_) => "used in a window",
        _ => "used in a query step that could tell it",
    };
    let mut leaks = Vec::new();
    let _ = node.apply_expressions(|expression| {
        // Passing a column on under its own or another name tells nothing yet.
        let passes_on = matches!(node, LogicalPlan::Projection(_)) && is_bare(expression);
        if !passes_on {
            leaks.extend(
                leaks_in(expression, scope)
                    .into_iter()
                    .map(|source| (source, how)),
            );
        }
        Ok(TreeNodeRecursion::Continue)
    });
    // A distinct or a set operation compares whole rows.
    if let LogicalPlan::Distinct(Distinct::All(input)) = node {
        let columns = input.schema().columns();
        let compared = columns
            .into_iter()
            .flat_map(|column| scope.origin(&Expr::Column(column)).protected);
        leaks.extend(compared.map(|source| (source, "compared by DISTINCT or UNION")));
    }
    leaks
}

fn is_bare(expression: &Expr) -> bool {
    match expression {
        Expr::Column(_) => true,
        Expr::Alias(alias) => is_bare(&alias.expr),
        _ => false,
    }
}

/// Protected columns that an expression reads outside the functions allowed for them.
fn leaks_in(expression: &Expr, scope: &Scope<'_>) -> Vec<Source> {
    match expression {
        Expr::ScalarFunction(call) if function::FOR_PROTECTED.contains(&call.name()) => {
            let arguments: Vec<_> = call.args.iter().map(|arg| scope.origin(arg)).collect();
            let compares_names =
                call.args.iter().all(is_bare) && arguments.iter().all(|origin| origin.person_name);
            if compares_names {
                return Vec::new();
            }
            arguments
                .into_iter()
                .flat_map(|origin| origin.protected)
                .collect()
        }
        Expr::InSubquery(within) => {
            let mut leaks = leaks_in(&within.expr, scope);
            let outputs = trace(&within.subquery.subquery, Some(scope), &mut |_, _| {});
            leaks.extend(outputs.into_iter().flat_map(|origin| origin.protected));
            leaks
        }
        Expr::SetComparison(comparison) => {
            let mut leaks = leaks_in(&comparison.expr, scope);
            let outputs = trace(&comparison.subquery.subquery, Some(scope), &mut |_, _| {});
            leaks.extend(outputs.into_iter().flat_map(|origin| origin.protected));
            leaks
        }
        Expr::Column(_) | Expr::OuterReferenceColumn(..) | Expr::ScalarSubquery(_) => {
            scope.origin(expression).protected.into_iter().collect()
        }
        other => {
            let mut leaks = Vec::new();
            let _ = other.apply_children(|child| {
                leaks.extend(leaks_in(child, scope));
                Ok(TreeNodeRecursion::Continue)
            });
            leaks
        }
    }
}
