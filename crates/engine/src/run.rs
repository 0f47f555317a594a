//! Runs checked rules over one slice.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use datafusion::arrow::array::{Array, AsArray, RecordBatch, UInt32Array};
use datafusion::arrow::compute::{SortColumn, concat_batches, lexsort_to_indices, take};
use datafusion::arrow::datatypes::UInt32Type;
use datafusion::catalog::MemTable;
use datafusion::common::tree_node::{Transformed, TreeNode};
use datafusion::datasource::provider_as_source;
use datafusion::error::{DataFusionError, Result as PlanResult};
use datafusion::execution::{SessionState, TaskContext};
use datafusion::logical_expr::LogicalPlan;
use datafusion::physical_plan::execute_stream;
use futures::StreamExt;

use crate::answerable::Answerable;
use crate::bits::Bits;
use crate::check::{CheckedRule, Need, Schemas};
use crate::evidence::{self, Evidence};
use crate::slice::Slice;

/// Seconds that one rule may take for one slice, unless its file says otherwise.
const SECONDS: u64 = 60;
/// Rows that one rule may give for one slice, unless its file says otherwise.
const ROWS: u64 = 2_000_000;
/// Rows of evidence that are kept of each subject.
pub(crate) const SHOWN_EVIDENCE: usize = 5;

/// What one rule says of one slice.
#[derive(Debug, Clone)]
pub(crate) struct RuleResult {
    /// Subjects for whom it fired, in the order of the slice.
    pub(crate) fired: Vec<Fired>,
    /// Subjects who have the data that it needs.
    pub(crate) answerable: Bits,
    /// Which of the leaves of its need somebody in the slice meets.
    pub(crate) met: Vec<bool>,
    /// Why it could not be run to its end.
    pub(crate) failed: Option<String>,
    /// How long the query took.
    pub(crate) took: Duration,
}

/// One subject for whom a rule fired.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fired {
    /// Place of the subject in the slice.
    pub(crate) subject: u32,
    /// Up to [`SHOWN_EVIDENCE`] rows.
    pub(crate) evidence: Vec<Evidence>,
    /// Rows in all.
    pub(crate) rows: u64,
}

/// Runs every rule over the slice; a rule that fails never hides the others.
pub(crate) async fn run_rules(
    state: &SessionState,
    schemas: &Schemas,
    rules: &[CheckedRule],
    slice: &Slice,
) -> Vec<RuleResult> {
    let mut answerable = Answerable::new(slice);
    let tables = Tables::new(schemas, slice);
    let mut results = Vec::with_capacity(rules.len());
    for rule in rules {
        let subjects = answerable.subjects(&rule.need);
        let met = rule
            .need
            .leaves()
            .into_iter()
            .map(|leaf| answerable.subjects(leaf).count() > 0);
        let met = met.collect();
        let started = Instant::now();
        let outcome = match subjects.count() {
            0 => Ok(Vec::new()),
            _ => run_rule(state, rule, &tables).await,
        };
        let (fired, failed) = match outcome {
            Ok(fired) => {
                let of_answerable = fired
                    .into_iter()
                    .filter(|fired| subjects.has(fired.subject));
                (of_answerable.collect(), None)
            }
            Err(why) => (Vec::new(), Some(why)),
        };
        results.push(RuleResult {
            fired,
            answerable: subjects,
            met,
            failed,
            took: started.elapsed(),
        });
    }
    results
}

/// The tables of a slice as the planner's sources, made once for all rules.
struct Tables {
    sources: BTreeMap<&'static str, Arc<MemTable>>,
}

impl Tables {
    fn new(schemas: &Schemas, slice: &Slice) -> Self {
        let sources = bonafide_model::TABLES.iter().filter_map(|table| {
            let schema = schemas.of(table.name)?;
            let rows = slice.batches(table.name).to_vec();
            Some((
                table.name,
                Arc::new(MemTable::try_new(Arc::clone(schema), vec![rows]).ok()?),
            ))
        });
        Self {
            sources: sources.collect(),
        }
    }

    /// The plan over these tables instead of the empty ones that it was planned over.
    fn bind(&self, plan: &LogicalPlan) -> PlanResult<LogicalPlan> {
        let bound = plan.clone().transform_down(|node| match node {
            LogicalPlan::TableScan(mut scan) => match self.sources.get(scan.table_name.table()) {
                Some(source) => {
                    scan.source = provider_as_source(Arc::clone(source) as _);
                    Ok(Transformed::yes(LogicalPlan::TableScan(scan)))
                }
                None => Ok(Transformed::no(LogicalPlan::TableScan(scan))),
            },
            other => Ok(Transformed::no(other)),
        })?;
        Ok(bound.data)
    }
}

async fn run_rule(
    state: &SessionState,
    rule: &CheckedRule,
    tables: &Tables,
) -> Result<Vec<Fired>, String> {
    let seconds = rule.file.limits.seconds.unwrap_or(SECONDS);
    let rows = rule.file.limits.rows.unwrap_or(ROWS);
    let work = collect(state, rule, tables, rows);
    match tokio::time::timeout(Duration::from_secs(seconds), work).await {
        Ok(Ok(batch)) => fired(&batch).map_err(|error| error.to_string()),
        Ok(Err(error)) => Err(error.strip_backtrace()),
        Err(_) => Err(format!(
            "took longer than its limit of {seconds} seconds for one slice"
        )),
    }
}

async fn collect(
    state: &SessionState,
    rule: &CheckedRule,
    tables: &Tables,
    most_rows: u64,
) -> PlanResult<RecordBatch> {
    let plan = tables.bind(&rule.plan)?;
    let physical = state
        .query_planner()
        .create_physical_plan(&plan, state)
        .await?;
    let mut stream = execute_stream(physical, Arc::new(TaskContext::from(state)))?;
    let schema = stream.schema();
    let mut batches = Vec::new();
    let mut rows = 0_u64;
    while let Some(batch) = stream.next().await {
        let batch = batch?;
        rows += batch.num_rows() as u64;
        if rows > most_rows {
            return Err(DataFusionError::ResourcesExhausted(format!(
                "gave more rows than its limit of {most_rows} for one slice"
            )));
        }
        batches.push(batch);
    }
    Ok(concat_batches(&schema, &batches)?)
}

/// Groups the rows of a rule by subject, in an order that depends on nothing but the values.
fn fired(batch: &RecordBatch) -> PlanResult<Vec<Fired>> {
    if batch.num_rows() == 0 {
        return Ok(Vec::new());
    }
    let keys: Vec<SortColumn> = batch
        .columns()
        .iter()
        .map(|values| SortColumn {
            values: Arc::clone(values),
            options: None,
        })
        .collect();
    let order = lexsort_to_indices(&keys, None)?;
    let places = take(batch.column(0), &order, None)?;
    let Some(places): Option<&UInt32Array> = places.as_primitive_opt::<UInt32Type>() else {
        return Err(DataFusionError::Internal(
            "the first column is not the subject".to_owned(),
        ));
    };
    let mut all: Vec<Fired> = Vec::new();
    for (position, row) in order.values().iter().enumerate() {
        if places.is_null(position) {
            continue;
        }
        let subject = places.value(position);
        if all.last().is_none_or(|last| last.subject != subject) {
            all.push(Fired {
                subject,
                evidence: Vec::new(),
                rows: 0,
            });
        }
        let Some(last) = all.last_mut() else { continue };
        last.rows += 1;
        if last.evidence.len() < SHOWN_EVIDENCE {
            last.evidence.push(evidence::of_row(batch, *row as usize));
        }
    }
    Ok(all)
}

/// What nobody has, as an instruction: what to bring, table by table.
pub(crate) fn missing(need: &Need, met: &[bool]) -> Option<String> {
    let mut columns: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    let unmet = need
        .leaves()
        .into_iter()
        .zip(met)
        .filter(|(_, met)| !**met)
        .map(|(leaf, _)| leaf);
    for leaf in unmet {
        let (rows, column) = match leaf {
            Need::Table(table) => (format!("`{table}`"), None),
            Need::Rows(rows) => (rows.to_string(), None),
            Need::Value(rows, column) => (rows.to_string(), Some(*column)),
            Need::All(_) | Need::Any(_) => continue,
        };
        columns.entry(rows).or_default().extend(column);
    }
    let parts: Vec<String> = columns
        .iter()
        .map(|(rows, columns)| bring(rows, columns))
        .collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

fn bring(rows: &str, columns: &BTreeSet<&str>) -> String {
    let named: Vec<String> = columns.iter().map(|column| format!("`{column}`")).collect();
    let with = if named.is_empty() {
        String::new()
    } else {
        format!(" with {}", named.join(", "))
    };
    let lists = |kinds: &str| format!("add a list that tells {}: {kinds}", named.join(", "));
    match rows {
        "`ip_fact`" if columns.contains("country") => lists("`bonafide lists add ip-country`"),
        "`ip_fact`" if !columns.is_empty() => {
            lists("`bonafide lists add ip-range` (docs/lists.md)")
        }
        "`group_outcome`" => {
            "bring records by which three or more subjects are tied (docs/linking.md)".to_owned()
        }
        "`address_outcome`" => {
            "bring log-ins with network addresses that several subjects use".to_owned()
        }
        "`name_match`" => {
            "add a whole sanctions list: `bonafide lists add sanctions` (docs/lists.md)".to_owned()
        }
        "`email_fact`" | "`phone_fact`" if !columns.is_empty() => lists("see docs/lists.md"),
        _ => format!("bring {rows}{with}"),
    }
}
