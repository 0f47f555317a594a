//! A rule may compare the places of a subject with each other, and may not name one.
//!
//! Where somebody lives, where a document was issued or which clock a device shows are read to find contradictions
//! with the subject's own claims. A query that compares them with a written value ("time zone is …", "country starts
//! with …") would judge an origin, however it is spelt.

use bonafide_model::rule_file::{Problem, RuleFile};
use datafusion::common::ScalarValue;
use datafusion::common::tree_node::{TreeNode, TreeNodeRecursion};
use datafusion::logical_expr::{BinaryExpr, Distinct, Expr, LogicalPlan, Operator};

use super::problem;
use super::trace::{Origin, Scope, Source, chooses, trace};

/// Columns that tell a place.
const PLACES: [(&str, &[&str]); 18] = [
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
    ("profile_change", &["new_country"]),
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

/// What minutes of an offset may be divided by without comparing it with another: an hour and its parts.
const MINUTES: [i64; 3] = [15, 30, 60];

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
    let mut named: Vec<Named> = Vec::new();
    trace(plan, None, &mut |node, scope| {
        named.extend(names_a_place_at(node, scope));
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
    let help = "compare it with another statement of the same subject, or ask `offset_hours_apart` and the like for the contradiction";
    let describe = |named: Named| {
        let (word, message) = match named {
            Named::Column(source) => (
                source.column,
                format!(
                    "`{}.{}` tells a place and is compared with a written value",
                    source.table, source.column
                ),
            ),
            Named::Function(function) => (
                function,
                format!("`{function}` tells a place here: it is given a written value"),
            ),
        };
        let label = "a rule may not name a place";
        problem::at_word(file, word, message, label, Some(help.to_owned()))
    };
    named.into_iter().map(describe).collect()
}

/// What a rule does that names a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Named {
    /// Compares this column with a written value.
    Column(Source),
    /// Gives a written value to this function, which turns places into contradictions.
    Function(&'static str),
}

/// The place, where one of two values tells it and the other is written in the query.
fn of_two(one: &Origin, other: &Origin) -> Option<Named> {
    let named = |place: &Origin, written: &Origin| place.place.filter(|_| written.written);
    named(one, other).or(named(other, one)).map(Named::Column)
}

/// Where a step of the query compares by itself: joins by their keys, groups and set operations by whole columns.
fn names_a_place_at(node: &LogicalPlan, scope: &Scope<'_>) -> Vec<Named> {
    // A column in which places and written values stand under each other, and which is compared within itself.
    let mixed = |expression: &Expr| {
        let origin = scope.origin(expression);
        origin.place.filter(|_| origin.written).map(Named::Column)
    };
    match node {
        LogicalPlan::Join(join) => {
            let keys = join.on.iter();
            keys.filter_map(|(left, right)| of_two(&scope.origin(left), &scope.origin(right)))
                .collect()
        }
        LogicalPlan::Aggregate(aggregate) => {
            aggregate.group_expr.iter().filter_map(mixed).collect()
        }
        LogicalPlan::Sort(sort) => sort.expr.iter().filter_map(|by| mixed(&by.expr)).collect(),
        LogicalPlan::Distinct(Distinct::All(input)) => {
            let columns = input.schema().columns().into_iter().map(Expr::Column);
            columns.filter_map(|column| mixed(&column)).collect()
        }
        LogicalPlan::Distinct(Distinct::On(on)) => on.on_expr.iter().filter_map(mixed).collect(),
        _ => Vec::new(),
    }
}

fn names_a_place(expression: &Expr, scope: &Scope<'_>) -> Option<Named> {
    let origin = |expression: &Expr| scope.origin(expression);
    let pair = |one: &Expr, other: &Expr| of_two(&origin(one), &origin(other));
    let outputs = |plan: &LogicalPlan| trace(plan, Some(scope), &mut |_, _| {});
    match expression {
        Expr::BinaryExpr(BinaryExpr { left, op, right }) => match op {
            op if compares(*op) => pair(left, right).or_else(|| with_zero(left, right, scope)),
            // What is left over says which place it was, whatever it is compared with.
            Operator::Plus | Operator::Minus | Operator::Modulo => pair(left, right),
            Operator::Divide => pair(left, right).filter(|_| !is_of_an_hour(right)),
            _ => None,
        },
        Expr::InList(list) => list.list.iter().find_map(|one| pair(&list.expr, one)),
        Expr::Between(between) => {
            pair(&between.expr, &between.low).or_else(|| pair(&between.expr, &between.high))
        }
        Expr::Like(like) | Expr::SimilarTo(like) => pair(&like.expr, &like.pattern),
        Expr::Case(case) => {
            let compared = case.expr.as_deref()?;
            case.when_then_expr
                .iter()
                .find_map(|(when, _)| pair(compared, when))
        }
        Expr::InSubquery(within) => {
            let compared = origin(&within.expr);
            outputs(&within.subquery.subquery)
                .iter()
                .find_map(|output| of_two(&compared, output))
        }
        Expr::SetComparison(comparison) => {
            let compared = origin(&comparison.expr);
            outputs(&comparison.subquery.subquery)
                .iter()
                .find_map(|output| of_two(&compared, output))
        }
        Expr::WindowFunction(window) => window.params.partition_by.iter().find_map(|by| {
            let by = origin(by);
            by.place.filter(|_| by.written).map(Named::Column)
        }),
        Expr::ScalarFunction(call) => {
            let measure = MEASURES.iter().find(|measure| **measure == call.name());
            if let Some(measure) = measure {
                let written = call.args.iter().any(|argument| origin(argument).written);
                return written.then_some(Named::Function(measure));
            }
            let found = call
                .args
                .iter()
                .find_map(|argument| origin(argument).place)?;
            // A number says which part of a place is taken, and names none.
            let is_number = |argument: &Expr| matches!(argument, Expr::Literal(value, _) if value.data_type().is_numeric());
            let chooses = chooses(call.name()) && call.name() != "nullif";
            let written = call
                .args
                .iter()
                .any(|argument| origin(argument).written && !is_number(argument));
            (written && !chooses).then_some(Named::Column(found))
        }
        _ => None,
    }
}

/// Zero stands for an unknown clock where a column is compared with it, and for another place where something was
/// computed before.
fn with_zero(left: &Expr, right: &Expr, scope: &Scope<'_>) -> Option<Named> {
    let is_literal = |expression: &Expr| matches!(expression, Expr::Literal(..));
    let computed = |expression: &Expr| {
        let computes = |part: &Expr| matches!(part, Expr::BinaryExpr(binary) if !compares(binary.op) && binary.op != Operator::StringConcat);
        let place = scope.origin(expression).place?;
        expression
            .exists(|part| Ok(computes(part)))
            .unwrap_or(true)
            .then_some(Named::Column(place))
    };
    match (is_literal(left), is_literal(right)) {
        (false, true) => computed(left),
        (true, false) => computed(right),
        _ => None,
    }
}

/// Whether minutes become hours, or their parts.
fn is_of_an_hour(divisor: &Expr) -> bool {
    match divisor {
        Expr::Literal(ScalarValue::Int64(Some(minutes)), _) => MINUTES.contains(minutes),
        Expr::Literal(ScalarValue::Float64(Some(minutes)), _) => {
            MINUTES.iter().any(|one| *one as f64 == *minutes)
        }
        _ => false,
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

/// Whether a written value stands for no place.
pub(super) fn is_no_place(value: &ScalarValue) -> bool {
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
