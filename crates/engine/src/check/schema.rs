//! The schemas against which rules are planned.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bonafide_model::table::{self, TABLES, Table};
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::catalog::MemTable;
use datafusion::common::tree_node::{TreeNode, TreeNodeRecursion};
use datafusion::error::Result;
use datafusion::execution::SessionState;
use datafusion::execution::context::SessionContext;
use datafusion::logical_expr::{Expr, LogicalPlan};

/// Schemas of all tables, whole or cut down to the columns that are read.
///
/// In a plan `subject_id` is a number: the place of the subject in its slice. Joins and groups on
/// it are then cheap, and no rule can look at an id.
#[derive(Debug, Clone)]
pub struct Schemas {
    tables: BTreeMap<&'static str, SchemaRef>,
}

impl Schemas {
    /// All columns of all tables.
    pub fn full() -> Self {
        let all = |_: &Table, _: &str| true;
        Self::select(all)
    }

    /// Only the columns that are read, beside the subject.
    pub fn only(read: &BTreeSet<(&'static str, &'static str)>) -> Self {
        Self::select(|table, column| column == "subject_id" || read.contains(&(table.name, column)))
    }

    fn select(keep: impl Fn(&Table, &str) -> bool) -> Self {
        let tables = TABLES.iter().map(|table| {
            let fields: Vec<Field> = table
                .columns
                .iter()
                .filter(|column| keep(table, column.name))
                .map(|column| match column.name {
                    "subject_id" => Field::new("subject_id", DataType::UInt32, false),
                    name => Field::new(name, column.value_type.arrow(), true),
                })
                .collect();
            (table.name, Arc::new(Schema::new(fields)))
        });
        Self {
            tables: tables.collect(),
        }
    }

    /// The schema of a table.
    pub fn of(&self, table: &str) -> Option<&SchemaRef> {
        self.tables.get(table)
    }
}

/// Plans queries over empty tables of certain schemas.
pub struct Planner {
    state: SessionState,
}

impl Planner {
    /// A planner over these schemas.
    pub fn new(state: &SessionState, schemas: &Schemas) -> Result<Self> {
        let context = SessionContext::new_with_state(state.clone());
        for (name, schema) in &schemas.tables {
            context.deregister_table(*name)?;
            let empty = MemTable::try_new(Arc::clone(schema), vec![vec![]])?;
            context.register_table(*name, Arc::new(empty))?;
        }
        Ok(Self {
            state: context.state(),
        })
    }

    pub(super) async fn plan(&self, sql: &str) -> Result<LogicalPlan> {
        self.state.create_logical_plan(sql).await
    }

    pub(super) fn optimize(&self, plan: &LogicalPlan) -> Result<LogicalPlan> {
        self.state.optimize(plan)
    }
}

/// Tables and columns that a plan reads: those that are left after optimising, and those that the
/// query names, without which it could not be planned again.
pub(super) fn columns_read(
    raw: &LogicalPlan,
    plan: &LogicalPlan,
) -> BTreeSet<(&'static str, &'static str)> {
    let mut read = BTreeSet::new();
    let named = columns_named(raw);
    let walked = plan.apply_with_subqueries(|node| {
        if let LogicalPlan::TableScan(scan) = node
            && let Some(table) = table::by_name(scan.table_name.table())
        {
            let left = scan.projected_schema.fields().iter();
            read.extend(left.filter_map(|field| {
                table
                    .column(field.name())
                    .map(|column| (table.name, column.name))
            }));
            let named = table
                .columns
                .iter()
                .filter(|column| named.contains(column.name));
            read.extend(named.map(|column| (table.name, column.name)));
            read.extend(
                table
                    .column("subject_id")
                    .map(|column| (table.name, column.name)),
            );
        }
        Ok(TreeNodeRecursion::Continue)
    });
    debug_assert!(walked.is_ok(), "the visitor never fails");
    read
}

/// Names of all columns that stand in the expressions of a plan.
fn columns_named(plan: &LogicalPlan) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    let walked = plan.apply_with_subqueries(|node| {
        node.apply_expressions(|expression| {
            expression.apply(|part| {
                if let Expr::Column(column) | Expr::OuterReferenceColumn(_, column) = part {
                    named.insert(column.name.clone());
                }
                Ok(TreeNodeRecursion::Continue)
            })
        })?;
        Ok(TreeNodeRecursion::Continue)
    });
    debug_assert!(walked.is_ok(), "the visitor never fails");
    named
}
