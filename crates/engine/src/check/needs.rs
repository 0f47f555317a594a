//! What data a rule needs, derived from its plan: that is how `insufficient` is known.
//!
//! A rule needs rows in every table that it joins, and a value in every column that decides whether
//! a row counts: columns in filters, join conditions and conditions on groups. It does not need what
//! it asks the absence of (`IS NULL`, `NOT EXISTS`), what it has a default for (`coalesce`), what it
//! joins optionally (`LEFT JOIN`), or what it merely shows.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::table;
use datafusion::common::tree_node::{TreeNode, TreeNodeRecursion};
use datafusion::common::{Column, DFSchema, JoinType, ScalarValue};
use datafusion::logical_expr::utils::split_conjunction;
use datafusion::logical_expr::{Distinct, Expr, Join, LogicalPlan, Operator, TableScan};

/// What a subject must have for a rule to be answerable.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// The firm must have brought the table, whether or not it has rows of the subject.
    Table(&'static str),
    /// A row of the subject in the table, of one of the kinds where kinds are asked for.
    Rows(Rows),
    /// A value of the subject in a column of such rows.
    Value(Rows, &'static str),
    /// Everything of this.
    All(Vec<Need>),
    /// Any of this.
    Any(Vec<Need>),
}

/// Rows of one table, of certain kinds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rows {
    /// The table.
    pub table: &'static str,
    /// For kind columns: the kinds that count.
    pub kinds: BTreeMap<&'static str, BTreeSet<String>>,
}

impl Need {
    /// The tables, rows and values in it.
    pub fn leaves(&self) -> Vec<&Self> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::leaves).collect(),
            leaf => vec![leaf],
        }
    }
}

impl std::fmt::Display for Need {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let join = |parts: &[Self], word: &str| {
            parts
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(word)
        };
        match self {
            Self::Table(table) => write!(out, "table `{table}`"),
            Self::Rows(rows) => write!(out, "rows in {rows}"),
            Self::Value(rows, column) => write!(out, "`{column}` in {rows}"),
            Self::All(parts) => out.write_str(&join(parts, " and ")),
            Self::Any(parts) => write!(out, "({})", join(parts, " or ")),
        }
    }
}

impl std::fmt::Display for Rows {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "`{}`", self.table)?;
        for (column, kinds) in &self.kinds {
            let kinds: Vec<&str> = kinds.iter().map(String::as_str).collect();
            write!(out, " of {column} {}", kinds.join(" or "))?;
        }
        Ok(())
    }
}

/// What the plan needs, and the rows that it reads, needed or not.
///
/// `raw` is the plan before it was optimised: there a default still stands as `coalesce`.
pub(super) fn derive(raw: &LogicalPlan, plan: &LogicalPlan) -> (Need, Vec<Rows>) {
    let mut walker = Walker {
        defaulted: with_a_default(raw),
        ..Walker::default()
    };
    let (_, wanted) = walker.walk(plan);
    let reads = (0..walker.scans.len())
        .map(|scan| walker.rows(scan))
        .collect();
    (walker.resolve(Wanted::All(wanted)), reads)
}

/// A scan of a table: the same table may be read twice, for different kinds of rows.
type ScanId = usize;

/// A column of a scan that goes into a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Source {
    scan: ScanId,
    column: &'static str,
    /// One of several inputs of a union: any of them will do.
    alternative: bool,
}

/// Columns of which a value is made, and whether it is one of them unchanged.
#[derive(Debug, Clone, Default)]
struct Origin {
    sources: BTreeSet<Source>,
    bare: bool,
}

#[derive(Debug)]
enum Wanted {
    Table(&'static str),
    Rows(ScanId),
    Value(ScanId, &'static str),
    All(Vec<Wanted>),
    Any(Vec<Wanted>),
}

#[derive(Debug, Default)]
struct Walker {
    scans: Vec<&'static str>,
    kinds: BTreeMap<(ScanId, &'static str), BTreeSet<String>>,
    /// Scans that are joined optionally: what is asked of their columns is not needed.
    optional: BTreeSet<ScanId>,
    /// Names of columns for which the query has a default.
    defaulted: BTreeSet<String>,
}

impl Walker {
    fn walk(&mut self, plan: &LogicalPlan) -> (Vec<Origin>, Vec<Wanted>) {
        match plan {
            LogicalPlan::TableScan(scan) => self.scan(scan),
            LogicalPlan::Join(join) => self.join(join),
            LogicalPlan::Union(union) => {
                let branches: Vec<_> = union.inputs.iter().map(|input| self.walk(input)).collect();
                let mut merged = vec![Origin::default(); union.schema.fields().len()];
                let mut any = Vec::new();
                for (origins, wanted) in branches {
                    for (into, origin) in merged.iter_mut().zip(origins) {
                        into.sources
                            .extend(origin.sources.into_iter().map(|source| Source {
                                alternative: true,
                                ..source
                            }));
                    }
                    any.push(Wanted::All(wanted));
                }
                (merged, vec![Wanted::Any(any)])
            }
            other => {
                let inputs = other.inputs();
                let [input] = inputs.as_slice() else {
                    return (
                        vec![Origin::default(); other.schema().fields().len()],
                        Vec::new(),
                    );
                };
                let (origins, mut wanted) = self.walk(input);
                let scope = Scope {
                    schema: input.schema().as_ref(),
                    origins: &origins,
                };
                if let LogicalPlan::Filter(filter) = other {
                    self.ask(&filter.predicate, &scope, &mut wanted);
                }
                let each = |expressions: &[Expr]| -> Vec<Origin> {
                    expressions
                        .iter()
                        .map(|expression| scope.origin(expression))
                        .collect()
                };
                let mut outputs = match other {
                    LogicalPlan::Projection(projection) => each(&projection.expr),
                    LogicalPlan::Aggregate(aggregate) => {
                        [each(&aggregate.group_expr), each(&aggregate.aggr_expr)].concat()
                    }
                    LogicalPlan::Window(window) => {
                        [origins.clone(), each(&window.window_expr)].concat()
                    }
                    LogicalPlan::Distinct(Distinct::On(on)) => each(&on.select_expr),
                    _ => origins.clone(),
                };
                outputs.resize(other.schema().fields().len(), Origin::default());
                (outputs, wanted)
            }
        }
    }

    fn scan(&mut self, scan: &TableScan) -> (Vec<Origin>, Vec<Wanted>) {
        let table = table::by_name(scan.table_name.table());
        let id = self.scans.len();
        self.scans.push(table.map_or("", |table| table.name));
        let fields = scan.projected_schema.fields().iter();
        let origins: Vec<Origin> = fields
            .map(|field| {
                let column = table.and_then(|table| table.column(field.name()));
                Origin {
                    sources: column
                        .filter(|column| column.name != "subject_id")
                        .map(|column| Source {
                            scan: id,
                            column: column.name,
                            alternative: false,
                        })
                        .into_iter()
                        .collect(),
                    bare: true,
                }
            })
            .collect();
        let mut wanted = vec![Wanted::Rows(id)];
        let scope = Scope {
            schema: &scan.projected_schema,
            origins: &origins,
        };
        for filter in &scan.filters {
            self.ask(filter, &scope, &mut wanted);
        }
        (origins, wanted)
    }

    fn join(&mut self, join: &Join) -> (Vec<Origin>, Vec<Wanted>) {
        let first_left = self.scans.len();
        let (left, mut wanted) = self.walk(&join.left);
        let first_right = self.scans.len();
        let (right, right_wanted) = self.walk(&join.right);
        let after = self.scans.len();
        let (left_optional, right_optional, right_absent) = match join.join_type {
            JoinType::Inner | JoinType::LeftSemi | JoinType::RightSemi => (false, false, false),
            JoinType::Left => (false, true, false),
            JoinType::LeftAnti | JoinType::LeftMark => (false, true, true),
            JoinType::Right => (true, false, false),
            JoinType::RightAnti | JoinType::RightMark => (true, false, true),
            JoinType::Full => (true, true, false),
        };
        // What is asked to be absent must at least have been looked for: the table must be there.
        let looked_for = |scans: &[&'static str]| -> Vec<Wanted> {
            scans
                .iter()
                .filter(|table| is_brought(table))
                .map(|table| Wanted::Table(table))
                .collect()
        };
        match (left_optional, right_optional) {
            (false, false) => wanted.extend(right_wanted),
            (false, true) => {
                self.optional.extend(first_right..after);
                if right_absent {
                    wanted.extend(looked_for(&self.scans[first_right..after]));
                }
            }
            (true, false) => {
                self.optional.extend(first_left..first_right);
                wanted = right_wanted;
                if right_absent {
                    wanted.extend(looked_for(&self.scans[first_left..first_right]));
                }
            }
            (true, true) => {
                self.optional.extend(first_left..after);
                wanted = vec![Wanted::Any(vec![
                    Wanted::All(wanted),
                    Wanted::All(right_wanted),
                ])];
            }
        }
        let left_scope = Scope {
            schema: join.left.schema(),
            origins: &left,
        };
        let right_scope = Scope {
            schema: join.right.schema(),
            origins: &right,
        };
        let keeps_unmatched = matches!(
            join.join_type,
            JoinType::Left | JoinType::Right | JoinType::Full
        );
        for (left_key, right_key) in join.on.iter().filter(|_| !keeps_unmatched) {
            self.want_values(&left_scope.origin(left_key), &mut wanted);
            self.want_values(&right_scope.origin(right_key), &mut wanted);
        }
        let both: Vec<Origin> = [left.clone(), right.clone()].concat();
        if let Some(filter) = &join.filter
            && !keeps_unmatched
            && let Ok(schema) = join.left.schema().join(join.right.schema())
        {
            self.ask(
                filter,
                &Scope {
                    schema: &schema,
                    origins: &both,
                },
                &mut wanted,
            );
        }
        let mut outputs = match join.join_type {
            JoinType::LeftSemi | JoinType::LeftAnti | JoinType::LeftMark => left,
            JoinType::RightSemi | JoinType::RightAnti | JoinType::RightMark => right,
            _ => both,
        };
        outputs.resize(join.schema.fields().len(), Origin::default());
        (outputs, wanted)
    }

    /// Adds what a condition needs.
    fn ask(&mut self, predicate: &Expr, scope: &Scope<'_>, wanted: &mut Vec<Wanted>) {
        for part in split_conjunction(predicate) {
            if let Some((source, kinds)) = kinds_asked_for(part, scope)
                && self.is_kind(source)
            {
                self.kinds
                    .entry((source.scan, source.column))
                    .or_default()
                    .extend(kinds);
                continue;
            }
            self.ask_any(part, scope, wanted);
        }
    }

    /// Like [`Self::ask`], but a kind asked for inside an `OR` does not narrow the whole scan.
    fn ask_any(&self, predicate: &Expr, scope: &Scope<'_>, wanted: &mut Vec<Wanted>) {
        for part in split_conjunction(predicate) {
            if let Expr::BinaryExpr(either) = part
                && either.op == Operator::Or
            {
                let mut any = Vec::new();
                for side in [&either.left, &either.right] {
                    let mut one = Vec::new();
                    self.ask_any(side, scope, &mut one);
                    any.push(Wanted::All(one));
                }
                wanted.push(Wanted::Any(any));
                continue;
            }
            self.want_values(&scope.origin(part), wanted);
        }
    }

    fn want_values(&self, origin: &Origin, wanted: &mut Vec<Wanted>) {
        let (alternatives, certain): (Vec<Source>, Vec<Source>) =
            origin.sources.iter().partition(|source| source.alternative);
        wanted.extend(
            certain
                .iter()
                .map(|source| Wanted::Value(source.scan, source.column)),
        );
        if !alternatives.is_empty() {
            let any = alternatives
                .iter()
                .map(|source| Wanted::Value(source.scan, source.column));
            wanted.push(Wanted::Any(any.collect()));
        }
    }

    fn is_kind(&self, source: Source) -> bool {
        table::by_name(self.scans[source.scan])
            .and_then(|table| table.column(source.column))
            .is_some_and(|column| column.kind)
    }

    /// Turns scans into rows, drops what is optional and what is said twice.
    fn resolve(&self, wanted: Wanted) -> Need {
        match wanted {
            Wanted::Table(table) => Need::Table(table),
            Wanted::Rows(scan) => match self.optional.contains(&scan) {
                true => Need::All(Vec::new()),
                false => Need::Rows(self.rows(scan)),
            },
            Wanted::Value(scan, column) => {
                match self.optional.contains(&scan) || self.defaulted.contains(column) {
                    true => Need::All(Vec::new()),
                    false => Need::Value(self.rows(scan), column),
                }
            }
            Wanted::All(parts) => self.simplify(parts, false),
            Wanted::Any(parts) => self.simplify(parts, true),
        }
    }

    fn simplify(&self, parts: Vec<Wanted>, any: bool) -> Need {
        let mut needs: Vec<Need> = Vec::new();
        for part in parts {
            match self.resolve(part) {
                Need::All(inner) if !any => needs.extend(inner),
                Need::Any(inner) if any => needs.extend(inner),
                // Something that is always there satisfies the whole alternative.
                Need::All(inner) if inner.is_empty() => return Need::All(Vec::new()),
                need => needs.push(need),
            }
        }
        needs.sort();
        needs.dedup();
        match needs.len() {
            1 => needs.remove(0),
            _ if any => Need::Any(needs),
            _ => Need::All(needs),
        }
    }

    fn rows(&self, scan: ScanId) -> Rows {
        let kinds = self.kinds.iter().filter(|((of, _), _)| *of == scan);
        Rows {
            table: self.scans[scan],
            kinds: kinds
                .map(|((_, column), kinds)| (*column, kinds.clone()))
                .collect(),
        }
    }
}

/// Names of the columns that stand inside a `coalesce`: the query says what holds without them.
fn with_a_default(raw: &LogicalPlan) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let walked = raw.apply_with_subqueries(|node| {
        node.apply_expressions(|expression| {
            expression.apply(|part| {
                if let Expr::ScalarFunction(call) = part
                    && matches!(call.name(), "coalesce" | "nvl" | "ifnull")
                {
                    names.extend(
                        call.args
                            .iter()
                            .flat_map(|arg| arg.column_refs())
                            .map(|column| column.name.clone()),
                    );
                }
                Ok(TreeNodeRecursion::Continue)
            })
        })
    });
    debug_assert!(walked.is_ok(), "the visitor never fails");
    names
}

/// Whether a firm brings the table; what enrichment derives is always there.
fn is_brought(name: &str) -> bool {
    table::by_name(name).is_some_and(bonafide_model::Table::is_base)
}

struct Scope<'a> {
    schema: &'a DFSchema,
    origins: &'a [Origin],
}

impl Scope<'_> {
    fn column(&self, column: &Column) -> Origin {
        let index = self.schema.maybe_index_of_column(column);
        index
            .and_then(|index| self.origins.get(index))
            .cloned()
            .unwrap_or_default()
    }

    fn origin(&self, expression: &Expr) -> Origin {
        match expression {
            Expr::Column(column) => self.column(column),
            Expr::Alias(alias) => self.origin(&alias.expr),
            Expr::IsNull(_)
            | Expr::IsNotNull(_)
            | Expr::IsUnknown(_)
            | Expr::IsNotUnknown(_)
            | Expr::IsTrue(_)
            | Expr::IsFalse(_)
            | Expr::IsNotTrue(_)
            | Expr::IsNotFalse(_) => Origin::default(),
            Expr::ScalarFunction(call) if matches!(call.name(), "coalesce" | "nvl" | "ifnull") => {
                Origin::default()
            }
            other => {
                let mut origin = Origin::default();
                let _ = other.apply_children(|child| {
                    origin.sources.extend(self.origin(child).sources);
                    Ok(TreeNodeRecursion::Continue)
                });
                origin
            }
        }
    }
}

/// For `column = 'a'`, `column IN ('a', 'b')` and `column = 'a' OR column = 'b'`: the column and the words.
fn kinds_asked_for(predicate: &Expr, scope: &Scope<'_>) -> Option<(Source, BTreeSet<String>)> {
    let bare = |expression: &Expr| -> Option<Source> {
        let origin = matches!(expression, Expr::Column(_)).then(|| scope.origin(expression))?;
        match origin.sources.iter().collect::<Vec<_>>().as_slice() {
            [source] if origin.bare => Some(**source),
            _ => None,
        }
    };
    match predicate {
        Expr::BinaryExpr(binary) if binary.op == Operator::Eq => {
            let (column, word) = match (bare(&binary.left), word(&binary.right)) {
                (Some(column), Some(word)) => (column, word),
                _ => (bare(&binary.right)?, word(&binary.left)?),
            };
            Some((column, BTreeSet::from([word])))
        }
        Expr::BinaryExpr(binary) if binary.op == Operator::Or => {
            let (column, mut words) = kinds_asked_for(&binary.left, scope)?;
            let (other, more) = kinds_asked_for(&binary.right, scope)?;
            words.extend(more);
            (column == other).then_some((column, words))
        }
        Expr::InList(list) if !list.negated => {
            let column = bare(&list.expr)?;
            Some((column, list.list.iter().map(word).collect::<Option<_>>()?))
        }
        _ => None,
    }
}

fn word(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Literal(
            ScalarValue::Utf8(Some(text))
            | ScalarValue::Utf8View(Some(text))
            | ScalarValue::LargeUtf8(Some(text)),
            _,
        ) => Some(text.clone()),
        _ => None,
    }
}
