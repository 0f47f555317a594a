//! Where the columns of a plan come from.
//!
//! [`trace`] walks a plan from its scans upward and tells, for every output column of every node,
//! from which table columns its values are made.

use std::collections::BTreeSet;

use bonafide_model::table;
use datafusion::common::tree_node::{TreeNode, TreeNodeRecursion};
use datafusion::common::{Column, DFSchema, JoinType};
use datafusion::logical_expr::{Distinct, Expr, Join, LogicalPlan, Operator, TableScan};

use super::place;
use crate::function;

/// One column of one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Source {
    pub(super) table: &'static str,
    pub(super) column: &'static str,
}

/// Where the values of one output column come from.
#[derive(Debug, Clone, Default)]
pub(super) struct Origin {
    /// The protected columns that can still be told from the value.
    pub(super) protected: BTreeSet<Source>,
    /// Whether the value is the subject itself.
    pub(super) subject: bool,
    /// Whether every protected source is a person's name, unchanged.
    pub(super) person_name: bool,
    /// The column that tells a place, where the place can still be told from the value.
    pub(super) place: Option<Source>,
    /// Whether the value may be one that is written in the query, other than one that stands for no place.
    pub(super) written: bool,
}

/// What a column that cannot be followed is taken for: a rule that reads it is refused.
const NOT_FOLLOWED: Source = Source {
    table: "?",
    column: "?",
};

impl Origin {
    fn merged<'a>(origins: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut merged = Self::default();
        for origin in origins {
            merged.protected.extend(origin.protected.iter().copied());
            merged.place = merged.place.or(origin.place);
            merged.written |= origin.written;
        }
        merged
    }

    fn not_followed() -> Self {
        Self {
            protected: BTreeSet::from([NOT_FOLLOWED]),
            ..Self::default()
        }
    }
}

/// The columns that an expression may name.
pub(super) struct Scope<'a> {
    schema: &'a DFSchema,
    origins: &'a [Origin],
    outer: Option<&'a Scope<'a>>,
}

impl Scope<'_> {
    fn column(&self, column: &Column) -> Origin {
        let index = self.schema.maybe_index_of_column(column);
        index
            .and_then(|index| self.origins.get(index))
            .cloned()
            .unwrap_or_else(Origin::not_followed)
    }

    /// Where the value of an expression comes from.
    pub(super) fn origin(&self, expression: &Expr) -> Origin {
        match expression {
            Expr::Column(column) => self.column(column),
            Expr::OuterReferenceColumn(_, column) => {
                let mut scope = self.outer;
                while let Some(outer) = scope {
                    if outer.schema.maybe_index_of_column(column).is_some() {
                        return outer.column(column);
                    }
                    scope = outer.outer;
                }
                Origin::not_followed()
            }
            Expr::Literal(value, _) => Origin {
                written: !place::is_no_place(value),
                ..Origin::default()
            },
            Expr::Alias(alias) => self.origin(&alias.expr),
            Expr::ScalarFunction(call) if function::FOR_PROTECTED.contains(&call.name()) => {
                Origin::default()
            }
            Expr::ScalarFunction(call) if chooses(call.name()) => {
                let arguments: Vec<Origin> = call.args.iter().map(|arg| self.origin(arg)).collect();
                let mut merged = Origin::merged(&arguments);
                merged.subject = !arguments.is_empty() && arguments.iter().all(|arg| arg.subject);
                merged
            }
            Expr::Case(case) => {
                let mut parts = Vec::new();
                let _ = expression.apply_children(|child| {
                    parts.push(self.origin(child));
                    Ok(TreeNodeRecursion::Continue)
                });
                let mut merged = Origin::merged(&parts);
                let then = case.when_then_expr.iter().map(|(_, then)| then);
                merged.written = then
                    .chain(&case.else_expr)
                    .any(|branch| self.origin(branch).written);
                merged
            }
            Expr::ScalarSubquery(subquery) => {
                Origin::merged(&trace(&subquery.subquery, Some(self), &mut |_, _| {}))
            }
            other => {
                let mut parts = Vec::new();
                let _ = other.apply_children(|child| {
                    parts.push(self.origin(child));
                    Ok(TreeNodeRecursion::Continue)
                });
                let mut merged = Origin::merged(&parts);
                let places = parts.iter().filter(|part| part.place.is_some()).count();
                // A place from which something is cut stays one; a written value beside it only says what is cut.
                merged.written = match places {
                    0 => merged.written,
                    _ => parts
                        .iter()
                        .any(|part| part.written && part.place.is_some()),
                };
                if !passes_place(other, places) {
                    merged.place = None;
                }
                merged
            }
        }
    }
}

/// Functions that give one of their arguments.
const CHOOSE: [&str; 7] = [
    "coalesce", "greatest", "ifnull", "least", "nullif", "nvl", "nvl2",
];

/// Whether a function gives one of its arguments.
pub(super) fn chooses(function: &str) -> bool {
    CHOOSE.contains(&function)
}

/// Whether a place can still be told from the value of an expression with so many parts that tell one.
fn passes_place(expression: &Expr, places: usize) -> bool {
    match expression {
        Expr::Cast(_) | Expr::TryCast(_) | Expr::Negative(_) => true,
        Expr::ScalarFunction(call) => place::passes_place(call.name()),
        Expr::AggregateFunction(call) => call.func.name() != "count",
        Expr::WindowFunction(_) => true,
        Expr::BinaryExpr(binary) => match binary.op {
            // The difference of two places is a contradiction, and no place.
            Operator::Minus => {
                places < 2 || !(is_unchanged(&binary.left) && is_unchanged(&binary.right))
            }
            Operator::StringConcat
            | Operator::Plus
            | Operator::Multiply
            | Operator::Divide
            | Operator::Modulo => true,
            _ => false,
        },
        _ => false,
    }
}

/// Whether nothing was added to a value, and its sign was not turned: else a difference of two may be a sum of one.
fn is_unchanged(expression: &Expr) -> bool {
    let changes = |part: &Expr| match part {
        Expr::Negative(_) => true,
        Expr::BinaryExpr(binary) => binary.op != Operator::Divide,
        _ => false,
    };
    !expression.exists(|part| Ok(changes(part))).unwrap_or(true)
}

/// Calls `visit` at every node with the columns that the node's expressions may name, subqueries
/// included, and gives the origins of the plan's output columns.
pub(super) fn trace(
    plan: &LogicalPlan,
    outer: Option<&Scope<'_>>,
    visit: &mut dyn FnMut(&LogicalPlan, &Scope<'_>),
) -> Vec<Origin> {
    if let LogicalPlan::TableScan(scan) = plan {
        let origins = scanned(scan);
        let scope = Scope {
            schema: &scan.projected_schema,
            origins: &origins,
            outer,
        };
        visit(plan, &scope);
        return origins;
    }
    let inputs: Vec<Vec<Origin>> = plan
        .inputs()
        .into_iter()
        .map(|input| trace(input, outer, visit))
        .collect();
    let schema = input_schema(plan);
    let origins: Vec<Origin> = match plan {
        LogicalPlan::Union(_) => merge_columns(&inputs),
        _ => inputs.concat(),
    };
    let scope = Scope {
        schema: &schema,
        origins: &origins,
        outer,
    };
    visit(plan, &scope);
    let _ = plan.apply_expressions(|expression| {
        trace_subqueries(expression, &scope, visit);
        Ok(TreeNodeRecursion::Continue)
    });
    let mut outputs = outputs(plan, &scope, &inputs);
    outputs.resize(plan.schema().fields().len(), Origin::default());
    outputs
}

fn trace_subqueries(
    expression: &Expr,
    scope: &Scope<'_>,
    visit: &mut dyn FnMut(&LogicalPlan, &Scope<'_>),
) {
    let _ = expression.apply(|part| {
        let subquery = match part {
            Expr::Exists(exists) => Some(&exists.subquery),
            Expr::InSubquery(within) => Some(&within.subquery),
            Expr::ScalarSubquery(subquery) => Some(subquery),
            Expr::SetComparison(comparison) => Some(&comparison.subquery),
            _ => None,
        };
        if let Some(subquery) = subquery {
            trace(&subquery.subquery, Some(scope), visit);
        }
        Ok(TreeNodeRecursion::Continue)
    });
}

/// The schema in which a node's expressions are written.
fn input_schema(plan: &LogicalPlan) -> DFSchema {
    match plan.inputs().as_slice() {
        [] => DFSchema::empty(),
        [LogicalPlan::Union(union)] => union.schema.as_ref().clone(),
        [left, right] if matches!(plan, LogicalPlan::Join(_)) => left
            .schema()
            .join(right.schema())
            .unwrap_or_else(|_| plan.schema().as_ref().clone()),
        [first, ..] => first.schema().as_ref().clone(),
    }
}

fn scanned(scan: &TableScan) -> Vec<Origin> {
    let table = table::by_name(scan.table_name.table());
    let fields = scan.projected_schema.fields().iter();
    fields
        .map(|field| {
            let Some((table, column)) =
                table.and_then(|table| Some((table, table.column(field.name())?)))
            else {
                return Origin::default();
            };
            let source = Source {
                table: table.name,
                column: column.name,
            };
            Origin {
                protected: column.protected.then_some(source).into_iter().collect(),
                subject: column.name == "subject_id",
                person_name: column.is_person_name(),
                place: place::tells_place(source.table, source.column).then_some(source),
                written: false,
            }
        })
        .collect()
}

fn outputs(plan: &LogicalPlan, scope: &Scope<'_>, inputs: &[Vec<Origin>]) -> Vec<Origin> {
    let each = |expressions: &[Expr]| -> Vec<Origin> {
        expressions
            .iter()
            .map(|expression| scope.origin(expression))
            .collect()
    };
    match plan {
        LogicalPlan::Projection(projection) => each(&projection.expr),
        LogicalPlan::Aggregate(aggregate) => {
            [each(&aggregate.group_expr), each(&aggregate.aggr_expr)].concat()
        }
        LogicalPlan::Window(window) => [scope.origins.to_vec(), each(&window.window_expr)].concat(),
        LogicalPlan::Distinct(Distinct::On(on)) => each(&on.select_expr),
        LogicalPlan::Join(join) => joined(join, inputs),
        LogicalPlan::Values(values) => (0..values.schema.fields().len())
            .map(|column| {
                let rows = values.values.iter().filter_map(|row| row.get(column));
                Origin::merged(&each(&rows.cloned().collect::<Vec<Expr>>()))
            })
            .collect(),
        LogicalPlan::Filter(_)
        | LogicalPlan::Sort(_)
        | LogicalPlan::Limit(_)
        | LogicalPlan::Repartition(_)
        | LogicalPlan::SubqueryAlias(_)
        | LogicalPlan::Subquery(_)
        | LogicalPlan::Union(_)
        | LogicalPlan::Distinct(Distinct::All(_)) => scope.origins.to_vec(),
        // Whatever else there is may mix its inputs: every output may come from every input.
        other => vec![Origin::merged(scope.origins); other.schema().fields().len()],
    }
}

fn joined(join: &Join, inputs: &[Vec<Origin>]) -> Vec<Origin> {
    let [left, right] = inputs else {
        return Vec::new();
    };
    match join.join_type {
        JoinType::LeftSemi | JoinType::LeftAnti | JoinType::LeftMark => left.clone(),
        JoinType::RightSemi | JoinType::RightAnti | JoinType::RightMark => right.clone(),
        JoinType::Inner | JoinType::Left | JoinType::Right | JoinType::Full => {
            [left.clone(), right.clone()].concat()
        }
    }
}

/// The columns of a union: each comes from the columns at the same place of all inputs.
fn merge_columns(inputs: &[Vec<Origin>]) -> Vec<Origin> {
    let width = inputs.iter().map(Vec::len).max().unwrap_or(0);
    (0..width)
        .map(|index| {
            let column: Vec<&Origin> = inputs.iter().filter_map(|input| input.get(index)).collect();
            let mut merged = Origin::merged(column.iter().copied());
            merged.subject = !column.is_empty() && column.iter().all(|origin| origin.subject);
            merged.person_name =
                !column.is_empty() && column.iter().all(|origin| origin.person_name);
            merged
        })
        .collect()
}
