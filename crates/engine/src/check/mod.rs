//! From a rule file to a checked plan.
//!
//! [`compile`] plans the SQL against the real schemas and refuses a rule that writes, crosses
//! subjects, or lets a protected column reach anything but the functions allowed for it. From the
//! plan it derives what data the rule needs: that is how `insufficient` is known.

mod distinct;
mod facts;
mod needs;
mod parameters;
mod place;
mod plain;
mod problem;
mod protected;
mod schema;
mod subject_local;
mod trace;

pub use needs::{Need, Rows};
pub use schema::{Planner, Schemas};

use std::collections::BTreeSet;
use std::sync::Arc;

use bonafide_model::rule_file::{Problem, RuleFile};
use datafusion::execution::context::SQLOptions;
use datafusion::logical_expr::LogicalPlan;

/// A rule whose plan has been checked.
#[derive(Debug, Clone)]
pub struct CheckedRule {
    /// The file, with the parameters as they are used.
    pub file: Arc<RuleFile>,
    /// The optimised plan over the schemas it was compiled with.
    pub plan: LogicalPlan,
    /// What a subject must have for the rule to be answerable.
    pub need: Need,
    /// Rows that the plan reads, whether or not a subject must have them.
    pub rows: Vec<Rows>,
    /// Tables and columns that the plan reads.
    pub reads: BTreeSet<(&'static str, &'static str)>,
    /// Evidence columns, in the order of the query.
    pub evidence: Vec<String>,
}

impl CheckedRule {
    /// Tables that the plan reads.
    pub fn tables(&self) -> BTreeSet<&'static str> {
        self.reads.iter().map(|(table, _)| *table).collect()
    }
}

/// The query of a rule with its parameters filled in, as it is planned.
pub fn filled_sql(file: &RuleFile) -> Option<String> {
    parameters::fill(file).ok().map(|sql| sql.text)
}

/// Plans and checks one rule.
pub async fn compile(planner: &Planner, file: Arc<RuleFile>) -> Result<CheckedRule, Vec<Problem>> {
    let sql = parameters::fill(&file).map_err(|problem| vec![problem])?;
    if let Some(problem) = plain::check_text(&file, &sql.text) {
        return Err(vec![problem]);
    }
    let planned = planner.plan(&sql.text).await;
    let raw = planned.map_err(|error| vec![problem::from_planner(&file, &sql, &error)])?;
    let read_only = SQLOptions::new()
        .with_allow_ddl(false)
        .with_allow_dml(false)
        .with_allow_statements(false);
    if let Err(error) = read_only.verify_plan(&raw) {
        return Err(vec![problem::at_query(
            &file,
            format!("a rule may only read: {error}"),
            "this is not a plain query",
            Some("write one SELECT".to_owned()),
        )]);
    }

    let mut problems = plain::check(&file, &raw);
    problems.extend(protected::check(&file, &raw));
    problems.extend(place::check(&file, &raw));
    problems.extend(evidence_fills_reason(&file, &raw));
    let optimised =
        distinct::use_own_aggregates(raw.clone()).and_then(|own| planner.optimize(&own));
    let plan = match optimised {
        Ok(plan) => plan,
        Err(error) => {
            problems.push(problem::from_planner(&file, &sql, &error));
            return Err(problems);
        }
    };
    problems.extend(subject_local::check(&file, &plan));
    let reads = schema::columns_read(&raw, &plan);
    problems.extend(facts::check(&file, reads.iter().map(|(table, _)| *table)));
    if !problems.is_empty() {
        return Err(problems);
    }
    let evidence = plan
        .schema()
        .fields()
        .iter()
        .skip(1)
        .map(|field| field.name().clone())
        .collect();
    let (need, rows) = needs::derive(&raw, &plan);
    Ok(CheckedRule {
        need,
        rows,
        reads,
        evidence,
        plan,
        file,
    })
}

/// The first column is the subject, and every placeholder of the reason is a column.
fn evidence_fills_reason(file: &RuleFile, plan: &LogicalPlan) -> Vec<Problem> {
    let fields = plan.schema().fields();
    let mut problems = Vec::new();
    if fields
        .first()
        .is_none_or(|field| field.name() != "subject_id")
    {
        problems.push(problem::at_query(
            file,
            "the first output column must be `subject_id`".to_owned(),
            "this query gives another column first",
            Some("begin with `SELECT subject_id, …`".to_owned()),
        ));
    }
    let names: Vec<&str> = fields
        .iter()
        .skip(1)
        .map(|field| field.name().as_str())
        .collect();
    for placeholder in file.reason.placeholders() {
        if names.contains(&placeholder.value.as_str()) {
            continue;
        }
        let near = bonafide_model::table::suggest(&placeholder.value, names.iter().copied());
        problems.push(Problem {
            message: format!("the query gives no column `{}`", placeholder.value),
            span: placeholder.span.clone(),
            label: "no such evidence column".to_owned(),
            help: Some(match near {
                Some(near) => format!("did you mean `{{{near}}}`?"),
                None if names.is_empty() => "the query gives no evidence column at all".to_owned(),
                None => format!("the query gives: {}", names.join(", ")),
            }),
        });
    }
    problems
}
