//! A rule is a plain question about records: it gives the same answer tomorrow, ends, and can be followed.

use bonafide_model::rule_file::{Problem, RuleFile};
use datafusion::common::tree_node::{TreeNode, TreeNodeRecursion};
use datafusion::logical_expr::{Expr, LogicalPlan, Volatility};

use super::problem;

/// Longest query in bytes. The longest of ours has a tenth of it; planning an expression of tens of thousands of terms
/// takes more than any rule may.
pub(super) const LONGEST: usize = 16_384;

/// Functions that make much out of little: rows or text of any length from one number.
const MAKE_MUCH: [&str; 7] = [
    "array_repeat",
    "array_resize",
    "generate_series",
    "lpad",
    "range",
    "repeat",
    "rpad",
];

/// Looked at before anything is planned, because planning is what would not end.
pub(super) fn check_text(file: &RuleFile, sql: &str) -> Option<Problem> {
    let (message, label, help) = if sql.len() > LONGEST {
        (
            format!("the query has {} bytes; the most is {LONGEST}", sql.len()),
            "this query is too long to plan",
            "split it into rules that each check one thing",
        )
    } else {
        let lower = sql.to_ascii_lowercase();
        let made = MAKE_MUCH.iter().find(|name| calls(&lower, name))?;
        (
            format!("`{made}` makes rows or text of any length"),
            "a rule reads records and makes none",
            "leave it out",
        )
    };
    Some(problem::at_query(
        file,
        message,
        label,
        Some(help.to_owned()),
    ))
}

/// Whether a function of this name is called, quoted or not.
fn calls(sql: &str, name: &str) -> bool {
    sql.match_indices(name).any(|(start, _)| {
        let before = sql[..start].chars().next_back();
        let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
        let after = sql[start + name.len()..]
            .trim_start_matches('"')
            .trim_start();
        !before.is_some_and(is_word) && after.starts_with('(')
    })
}

/// Looked at in the plan before anything is computed from it.
pub(super) fn check(file: &RuleFile, plan: &LogicalPlan) -> Vec<Problem> {
    let mut found: Vec<(String, &str, &str)> = Vec::new();
    let _ = plan.apply_with_subqueries(|node| {
        if let LogicalPlan::Join(join) = node
            && [&join.left, &join.right]
                .iter()
                .any(|side| is_lateral(side))
        {
            found.push((
                "`LATERAL` is not for rules".to_owned(),
                "where its columns come from cannot be followed",
                "write a join with `USING (subject_id)`, or `EXISTS (…)`",
            ));
        }
        let _ = node.apply_expressions(|expression| {
            let _ = expression.apply(|part| {
                if let Expr::ScalarFunction(call) = part
                    && call.func.signature().volatility != Volatility::Immutable
                {
                    found.push((
                        format!("`{}` gives another answer each time", call.name()),
                        "a report depends on records, rules and lists alone",
                        "compare with a time in the records",
                    ));
                }
                Ok(TreeNodeRecursion::Continue)
            });
            Ok(TreeNodeRecursion::Continue)
        });
        Ok(TreeNodeRecursion::Continue)
    });
    found.sort();
    found.dedup();
    found
        .into_iter()
        .map(|(message, label, help)| {
            problem::at_query(file, message, label, Some(help.to_owned()))
        })
        .collect()
}

fn is_lateral(side: &LogicalPlan) -> bool {
    match side {
        LogicalPlan::Subquery(_) => true,
        LogicalPlan::SubqueryAlias(alias) => is_lateral(&alias.input),
        _ => false,
    }
}
