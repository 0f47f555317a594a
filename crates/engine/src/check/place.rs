//! A rule may compare the places of a subject with each other, and may not name one.
//!
//! Where somebody lives, where a document was issued or which clock a device shows are read to find contradictions
//! with the subject's own claims. A query that compares them with a written value ("time zone is …", "country starts
//! with …") would judge an origin, however it is spelt.

use bonafide_model::rule_file::{Problem, RuleFile};
use datafusion::common::ScalarValue;
use datafusion::common::tree_node::{TreeNode, TreeNodeRecursion};
use datafusion::logical_expr::{BinaryExpr, Expr, LogicalPlan, Operator};

use super::problem;
use super::trace::{Scope, Source, trace};

/// Columns that tell a place.
const PLACES: [(&str, &[&str]); 17] = [
    ("application", &["utc_offset_minutes"]),
    (
        "commit",
        &["author_utc_offset_minutes", "committer_utc_offset_minutes"],
    ),
    ("company", &["country"]),
    ("device", &["first_check_in_country"]),
    ("device_location", &["country"]),
    ("document", &["issuing_country", "issuer_office", "country"]),
    ("education", &["institution"]),
    ("experience", &["country", "city"]),
    ("identifier", &["country"]),
    ("ip_fact", &["country"]),
    ("payout", &["destination_country", "forwarded_country"]),
    ("phone_fact", &["country", "place"]),
    ("profile", &["country", "city"]),
    ("session", &["utc_offset_minutes", "time_zone"]),
    ("shipment", &["country", "region", "city"]),
    ("subject", &["country", "region", "city", "time_zone"]),
    ("travel", &["from_country", "to_country"]),
];

/// Written values that stand for "not known" and for the clock that browsers show to keep a secret.
const NO_PLACE: [&str; 5] = ["", "?", "ZZ", "none", "unknown"];

/// Functions that turn a place and a moment into a contradiction or an hour.
const MEASURES: [&str; 5] = [
    "offset_fits",
    "offset_hours_apart",
    "local_hour",
    "working_hour",
    "distance_km",
];

/// The rule that names a place to leave the people out who live there: for them the finding is ordinary.
const LEAVES_OUT: [&str; 1] = ["location/watched-vpn-provider"];

/// Whether a column tells a place.
pub(super) fn tells_place(table: &str, column: &str) -> bool {
    PLACES
        .iter()
        .any(|(known, columns)| *known == table && columns.contains(&column))
}

/// Whether the place can still be told from what a function gives.
pub(super) fn passes_place(function: &str) -> bool {
    !MEASURES.contains(&function)
}

/// Walks the unoptimised plan, in which parameters are already written values.
pub(super) fn check(file: &RuleFile, plan: &LogicalPlan) -> Vec<Problem> {
    if LEAVES_OUT.contains(&file.id.as_str()) {
        return Vec::new();
    }
    let mut named: Vec<Source> = Vec::new();
    trace(plan, None, &mut |node, scope| {
        let _ = node.apply_expressions(|expression| {
            let _ = expression.apply(|part| {
                named.extend(names_a_place(part, scope));
                Ok(TreeNodeRecursion::Continue)
            });
            Ok(TreeNodeRecursion::Continue)
        });
    });
    named.sort_unstable();
    named.dedup();
    let describe = |source: Source| {
        problem::at_word(
            file,
            source.column,
            format!(
                "`{}.{}` tells a place and is compared with a written value",
                source.table, source.column
            ),
            "a rule may not name a place",
            Some(
                "compare it with another statement of the same subject, or ask `offset_hours_apart` and the like for the contradiction".to_owned(),
            ),
        )
    };
    named.into_iter().map(describe).collect()
}

fn names_a_place(expression: &Expr, scope: &Scope<'_>) -> Option<Source> {
    let place = |expression: &Expr| scope.origin(expression).place;
    match expression {
        Expr::BinaryExpr(BinaryExpr { left, op, right }) if compares(*op) => {
            let named = |one: &Expr, other: &Expr| place(one).filter(|_| is_written(other));
            named(left, right).or_else(|| named(right, left))
        }
        Expr::InList(list) => place(&list.expr).filter(|_| list.list.iter().any(is_written)),
        Expr::Between(between) => {
            place(&between.expr).filter(|_| is_written(&between.low) || is_written(&between.high))
        }
        Expr::Like(like) | Expr::SimilarTo(like) => {
            place(&like.expr).filter(|_| is_written(&like.pattern))
        }
        Expr::Case(case) => case
            .expr
            .as_deref()
            .and_then(place)
            .filter(|_| case.when_then_expr.iter().any(|(when, _)| is_written(when))),
        Expr::ScalarFunction(call) if passes_place(call.name()) => {
            let found = call.args.iter().find_map(place)?;
            call.args.iter().any(is_written_text).then_some(found)
        }
        _ => None,
    }
}

fn compares(operator: Operator) -> bool {
    !matches!(
        operator,
        Operator::And
            | Operator::Or
            | Operator::Plus
            | Operator::Minus
            | Operator::Multiply
            | Operator::Divide
            | Operator::Modulo
            | Operator::StringConcat
    )
}

/// A value written in the query, with whatever is done to it there, other than one that stands for no place.
fn is_written(expression: &Expr) -> bool {
    let mut written = false;
    let mut reads = false;
    let _ = expression.apply(|part| {
        match part {
            Expr::Literal(value, _) => written |= !is_no_place(value),
            Expr::Column(_)
            | Expr::OuterReferenceColumn(..)
            | Expr::ScalarSubquery(_)
            | Expr::InSubquery(_) => reads = true,
            _ => {}
        }
        Ok(TreeNodeRecursion::Continue)
    });
    written && !reads
}

fn is_written_text(expression: &Expr) -> bool {
    let mut text = false;
    let _ = expression.apply(|part| {
        if let Expr::Literal(
            ScalarValue::Utf8(_) | ScalarValue::LargeUtf8(_) | ScalarValue::Utf8View(_),
            _,
        ) = part
        {
            text = true;
        }
        Ok(TreeNodeRecursion::Continue)
    });
    text && is_written(expression)
}

fn is_no_place(value: &ScalarValue) -> bool {
    match value {
        ScalarValue::Utf8(Some(text))
        | ScalarValue::LargeUtf8(Some(text))
        | ScalarValue::Utf8View(Some(text)) => NO_PLACE.contains(&text.as_str()),
        ScalarValue::Int64(Some(number)) => *number == 0,
        ScalarValue::Float64(Some(number)) => *number == 0.0,
        ScalarValue::Boolean(_) => true,
        other => other.is_null(),
    }
}
