//! One case: tables in, findings out.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::DeTable;

use super::csv_block::CsvBlock;
use super::front_matter::read_params;
use super::problem::Problem;
use super::{Param, Spanned};
use crate::column::ValueType;
use crate::table::{Column, TABLES, Table, by_name};

/// What a case expects of the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Expectation {
    /// It fires for the subjects in `csv finds`.
    Fires,
    /// It fires for nobody.
    Quiet,
    /// The subjects in `csv insufficient` lack the data that it needs.
    Insufficient,
    /// It fires for honest people who look the same, and adds no more than the case allows.
    AddsAtMost,
}

impl Expectation {
    /// All expectations.
    pub const ALL: [Self; 4] = [
        Self::Fires,
        Self::Quiet,
        Self::Insufficient,
        Self::AddsAtMost,
    ];

    /// Those of which every rule needs a case.
    pub const REQUIRED: [Self; 3] = [Self::Fires, Self::Quiet, Self::Insufficient];

    /// The words with which the heading of such a case begins.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Fires => "Fires",
            Self::Quiet => "Stays quiet",
            Self::Insufficient => "Lacks data",
            Self::AddsAtMost => "Adds at most",
        }
    }
}

/// One test of a rule, written under a heading of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The heading.
    pub name: String,
    /// What is expected.
    pub expectation: Expectation,
    /// Where the heading stands.
    pub span: Range<usize>,
    /// The records of the case.
    pub tables: Vec<CaseTable>,
    /// The rows that the query must give: `subject_id` and any of its other columns.
    pub finds: Option<CsvBlock>,
    /// The subjects for whom the data must be insufficient.
    pub insufficient: Vec<String>,
    /// Parameters that differ in this case.
    pub params: BTreeMap<String, Param>,
    /// Decibans that the findings on each subject of the case may add up to, at most.
    pub at_most: Option<f64>,
    /// Other rules that run beside this one, such as those that speak for a subject.
    pub beside: Vec<Spanned<String>>,
    /// The innocent explanations that the case is about, in words of the rule or the catalogue.
    pub innocent: Vec<Spanned<String>>,
}

/// The rows of one table in a case.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseTable {
    /// The table.
    pub table: &'static Table,
    /// Its rows.
    pub block: CsvBlock,
}

impl Case {
    /// Begins a case at its heading; `None` where the heading tells no expectation.
    pub(super) fn at_heading(
        name: &str,
        span: Range<usize>,
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        let expectation = Expectation::ALL.into_iter().find(|expectation| {
            name.strip_prefix(expectation.heading())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ':', ',']))
        });
        let Some(expectation) = expectation else {
            problems.push(
                Problem::new(
                    span,
                    "the heading does not say what the case expects",
                    "not the heading of a case",
                )
                .help("begin it with `Fires …`, `Stays quiet …`, `Lacks data …` or `Adds at most 4 for …`"),
            );
            return None;
        };
        let at_most = name
            .strip_prefix(Expectation::AddsAtMost.heading())
            .and_then(|rest| rest.split_whitespace().next())
            .and_then(|number| number.trim_end_matches([',', ':']).parse::<f64>().ok());
        if expectation == Expectation::AddsAtMost && at_most.is_none() {
            problems.push(
                Problem::new(
                    span,
                    "the heading does not say how much the finding may add",
                    "no number of decibans",
                )
                .help("write the number behind the words: `Adds at most 4 for …`"),
            );
            return None;
        }
        Some(Self {
            name: name.to_owned(),
            expectation,
            span,
            tables: Vec::new(),
            finds: None,
            insufficient: Vec::new(),
            params: BTreeMap::new(),
            at_most,
            beside: Vec::new(),
            innocent: Vec::new(),
        })
    }

    /// Takes in prose below the heading: `**Innocent.** …; …` names explanations, other prose is
    /// for readers only.
    pub(super) fn add_prose(&mut self, text: &str, place: Range<usize>) {
        const NAME: &str = "**Innocent.**";
        let Some(words) = text[place.clone()].strip_prefix(NAME) else {
            return;
        };
        let mut start = place.start + NAME.len();
        for part in words.split(';') {
            let value = part.split_whitespace().collect::<Vec<_>>().join(" ");
            let value = value.trim_end_matches('.').to_owned();
            let blank = part.len() - part.trim_start().len();
            let span = start + blank..start + blank + part.trim().len();
            if !value.is_empty() {
                self.innocent.push(Spanned { value, span });
            }
            start += part.len() + 1;
        }
    }

    /// Takes in one fenced block; `info` is what stands behind the fence.
    pub(super) fn add_block(
        &mut self,
        text: &str,
        info: &Spanned<String>,
        content: Range<usize>,
        declared: &BTreeMap<String, Param>,
        problems: &mut Vec<Problem>,
    ) {
        let words: Vec<&str> = info.value.split_whitespace().collect();
        match words.as_slice() {
            ["toml", "params"] => self.read_params(text, content, declared, problems),
            ["csv", "finds"] => {
                if self.finds.is_some() {
                    problems.push(twice(info));
                    return;
                }
                let block = CsvBlock::read(text, content, problems);
                subject_first(&block, problems);
                self.finds = Some(block);
            }
            ["csv", "insufficient"] => {
                if !self.insufficient.is_empty() {
                    problems.push(twice(info));
                    return;
                }
                let block = CsvBlock::read(text, content, problems);
                subject_first(&block, problems);
                self.insufficient = block.values("subject_id");
            }
            ["beside"] => {
                let mut start = content.start;
                for line in text[content].split_inclusive('\n') {
                    let id = line.trim();
                    if !id.is_empty() {
                        self.beside.push(Spanned {
                            value: id.to_owned(),
                            span: start..start + line.trim_end().len(),
                        });
                    }
                    start += line.len();
                }
            }
            ["csv", name] => match by_name(name) {
                Some(table) if self.tables.iter().any(|known| known.table == table) => {
                    problems.push(twice(info));
                }
                Some(table) => {
                    let block = CsvBlock::read(text, content, problems);
                    check_rows(table, &block, problems);
                    self.tables.push(CaseTable { table, block });
                }
                None => {
                    let names = TABLES.iter().map(|table| table.name);
                    problems.push(
                        Problem::new(
                            info.span.clone(),
                            format!("there is no table `{name}`"),
                            "unknown table",
                        )
                        .suggest(
                            name,
                            names.chain(["finds", "insufficient"]),
                            "docs/tables.md lists all tables",
                        ),
                    );
                }
            },
            _ => problems.push(
                Problem::new(info.span.clone(), "a case cannot hold this kind of block", "unknown block")
                    .help("a case holds blocks `csv <table>`, `csv finds`, `csv insufficient`, `toml params` and `beside`"),
            ),
        }
    }

    fn read_params(
        &mut self,
        text: &str,
        content: Range<usize>,
        declared: &BTreeMap<String, Param>,
        problems: &mut Vec<Problem>,
    ) {
        let (table, errors) = DeTable::parse_recoverable(&text[content.clone()]);
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            let message = error.message().lines().collect::<Vec<_>>().join("; ");
            problems.push(
                Problem::new(
                    content.start + span.start..content.start + span.end,
                    format!("the block is not TOML: {message}"),
                    "here",
                )
                .help("each line is `name = value`"),
            );
        }
        for (name, given) in read_params(table.get_ref(), content.start, problems) {
            match declared.get(&name.value) {
                None => problems.push(
                    Problem::new(
                        name.span,
                        format!("the rule has no parameter `{}`", name.value),
                        "not declared under [params]",
                    )
                    .suggest(
                        &name.value,
                        declared.keys().map(String::as_str),
                        "a case can only set parameters that the front matter declares",
                    ),
                ),
                Some(kind) => match given.value.as_kind_of(kind) {
                    Some(value) => {
                        self.params.insert(name.value, value);
                    }
                    None => problems.push(
                        Problem::new(
                            given.span,
                            format!("the parameter `{}` is a {}", name.value, kind.word()),
                            format!("this is a {}", given.value.word()),
                        )
                        .help("write a value of the kind that the front matter declares"),
                    ),
                },
            }
        }
    }

    /// What the case lacks once all its blocks are read.
    pub(super) fn check_whole(&self, problems: &mut Vec<Problem>) {
        if self.tables.is_empty() {
            problems.push(
                Problem::new(self.span.clone(), "the case brings no records", "no table")
                    .help("add a block `csv <table>` with the records that the rule reads"),
            );
        }
        let found = self.finds.as_ref().map_or(0, |finds| finds.rows.len());
        match self.expectation {
            Expectation::Fires | Expectation::AddsAtMost if found == 0 => problems.push(
                Problem::new(
                    self.span.clone(),
                    "the case does not say what the rule finds",
                    "expects a finding",
                )
                .help("add a block `csv finds` with one row for each finding"),
            ),
            Expectation::Quiet if found > 0 => problems.push(
                Problem::new(
                    self.span.clone(),
                    "the case stays quiet and yet lists findings",
                    "expects no finding",
                )
                .help("remove the rows of `csv finds`, or call the case `Fires …`"),
            ),
            Expectation::Fires if !self.innocent.is_empty() => problems.push(
                Problem::new(
                    self.innocent[0].span.clone(),
                    "the case says that an innocent explanation fires the rule, and not what that may add",
                    "an innocent explanation",
                )
                .help("keep the rule quiet and call the case `Stays quiet …`, or say what the finding may add: `Adds at most 4 for …`"),
            ),
            Expectation::Insufficient if self.insufficient.is_empty() => problems.push(
                Problem::new(
                    self.span.clone(),
                    "the case does not say who lacks data",
                    "expects missing data",
                )
                .help("add a block `csv insufficient` with a column `subject_id`"),
            ),
            _ => {}
        }
    }
}

fn twice(info: &Spanned<String>) -> Problem {
    Problem::new(
        info.span.clone(),
        format!("the case has two blocks `{}`", info.value),
        "again",
    )
    .help("put all rows into one block")
}

fn subject_first(block: &CsvBlock, problems: &mut Vec<Problem>) {
    if let Some(first) = block.header.first()
        && first.value != "subject_id"
    {
        problems.push(
            Problem::new(
                first.span.clone(),
                "the first column of the block must be `subject_id`",
                "another column",
            )
            .help("begin the header with `subject_id`"),
        );
    }
}

/// Columns must be columns of the table, and cells must be values of their kind.
fn check_rows(table: &'static Table, block: &CsvBlock, problems: &mut Vec<Problem>) {
    if block.header.is_empty() {
        return;
    }
    let mut columns: Vec<Option<&Column>> = Vec::new();
    for name in &block.header {
        let column = table.column(&name.value);
        if column.is_none() {
            problems.push(
                Problem::new(
                    name.span.clone(),
                    format!("the table `{}` has no column `{}`", table.name, name.value),
                    "unknown column",
                )
                .suggest(
                    &name.value,
                    table.columns.iter().map(|column| column.name),
                    format!("docs/tables.md lists the columns of `{}`", table.name),
                ),
            );
        }
        columns.push(column);
    }
    for id in table.columns.iter().filter(|column| column.id) {
        if block.column(id.name).is_none() {
            problems.push(
                Problem::new(
                    block.header.first().map_or(0, |name| name.span.start)
                        ..block.header.last().map_or(0, |name| name.span.end),
                    format!("the rows of `{}` need a column `{}`", table.name, id.name),
                    "not among these",
                )
                .help("rows without it would be set aside"),
            );
        }
    }
    for row in &block.rows {
        for (index, (cell, column)) in row.cells.iter().zip(&columns).enumerate() {
            let Some(column) = column else { continue };
            if cell.is_empty() && column.id {
                problems.push(
                    Problem::new(
                        row.span.clone(),
                        format!("the row has no `{}`", column.name),
                        "would be set aside",
                    )
                    .help("every row needs it"),
                );
            } else if !cell.is_empty() && !is_value(cell, column.value_type) {
                problems.push(
                    Problem::new(
                        row.cell_span(index),
                        format!("`{cell}` is not a {}", column.value_type.word()),
                        format!("`{}` is a {}", column.name, column.value_type.word()),
                    )
                    .help(example(column.value_type)),
                );
            }
        }
    }
}

fn is_value(cell: &str, value_type: ValueType) -> bool {
    match value_type {
        ValueType::Text => true,
        ValueType::Integer => cell.parse::<i64>().is_ok(),
        ValueType::Real => cell.parse::<f64>().is_ok_and(f64::is_finite),
        ValueType::Boolean => matches!(cell, "true" | "false"),
        ValueType::Timestamp => cell.parse::<jiff::Timestamp>().is_ok(),
        ValueType::Date => cell.len() == 10 && cell.parse::<jiff::civil::Date>().is_ok(),
    }
}

fn example(value_type: ValueType) -> &'static str {
    match value_type {
        ValueType::Text => "write text",
        ValueType::Integer => "write digits, such as `3`",
        ValueType::Real => "write a number, such as `0.5`",
        ValueType::Boolean => "write `true` or `false`",
        ValueType::Timestamp => "write the time in UTC, such as `2026-03-02T08:30:00Z`",
        ValueType::Date => "write the day, such as `2026-03-02`",
    }
}
