//! Reads mapping files and tells every problem with its line.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use bonafide_model::{Column, TABLES, Table, ValueType, table};
use jiff::tz::TimeZone;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{FileMapping, Filter, Mapping, Pattern, Source};
use crate::value::{self, DayOrder, DecimalMark, ValueOptions};

/// Something wrong in a mapping file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub struct Problem {
    /// The mapping file.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub message: String,
    /// The place in the text, in bytes.
    pub span: (usize, usize),
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.path, self.line, self.message)
    }
}

const TOP: [&str; 1] = ["file"];
const FILE: [&str; 11] = [
    "match",
    "table",
    "zone",
    "day_order",
    "decimal",
    "delimiter",
    "columns",
    "values",
    "where",
    "optional",
    "same_names",
];
const FILTER: [&str; 3] = ["column", "equals", "not"];

pub(super) fn parse(path: &str, text: &str) -> Result<Mapping, Vec<Problem>> {
    let mut reader = Reader {
        path,
        text,
        problems: Vec::new(),
    };
    let root = match DeTable::parse(text) {
        Ok(root) => root,
        Err(error) => {
            let span = error.span().unwrap_or(0..0);
            reader.problem(span, error.message().trim().replace('\n', "; "));
            return Err(reader.problems);
        }
    };
    let mut files = Vec::new();
    reader.only_keys(root.get_ref(), &TOP, "a mapping");
    match root
        .get_ref()
        .get("file")
        .map(|value| (value.span(), value.get_ref()))
    {
        Some((_, DeValue::Array(list))) => {
            for entry in list.iter() {
                match entry.get_ref() {
                    DeValue::Table(fields) => {
                        files.extend(reader.file(fields, entry.span()).map(Arc::new));
                    }
                    _ => reader.problem(entry.span(), "write [[file]] above each part".to_owned()),
                }
            }
        }
        Some((span, _)) => {
            reader.problem(
                span,
                "write [[file]] with two brackets on each side".to_owned(),
            );
        }
        None => reader.problem(
            0..0,
            "a mapping needs at least one [[file]] part".to_owned(),
        ),
    }
    if reader.problems.is_empty() {
        Ok(Mapping { files })
    } else {
        reader.problems.sort_by_key(|problem| problem.span);
        Err(reader.problems)
    }
}

struct Reader<'a> {
    path: &'a str,
    text: &'a str,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn problem(&mut self, span: Range<usize>, message: String) {
        let before = self
            .text
            .as_bytes()
            .get(..span.start)
            .unwrap_or(self.text.as_bytes());
        self.problems.push(Problem {
            path: self.path.to_owned(),
            line: memchr::memchr_iter(b'\n', before).count() + 1,
            message,
            span: (span.start, span.end),
        });
    }

    fn only_keys(&mut self, table: &DeTable<'_>, known: &[&str], what: &str) {
        for key in table.keys() {
            if !known.contains(&&**key.get_ref()) {
                let advice = did_you_mean(key.get_ref(), known.iter().copied());
                self.problem(
                    key.span(),
                    format!("{what} has no key \"{}\"{advice}", short(key.get_ref())),
                );
            }
        }
    }

    fn text_of(&mut self, value: &Spanned<DeValue<'_>>, what: &str) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) => Some(text.clone().into_owned()),
            _ => {
                self.problem(value.span(), format!("{what} must be text in quotes"));
                None
            }
        }
    }

    fn flag(&mut self, fields: &DeTable<'_>, key: &str) -> Option<bool> {
        let value = fields.get(key)?;
        match value.get_ref() {
            DeValue::Boolean(flag) => Some(*flag),
            _ => {
                self.problem(value.span(), format!("`{key}` must be true or false"));
                None
            }
        }
    }

    fn file(&mut self, fields: &DeTable<'_>, span: Range<usize>) -> Option<FileMapping> {
        self.only_keys(fields, &FILE, "a [[file]]");
        let pattern = match fields.get("match") {
            Some(value) => self.text_of(value, "`match`"),
            None => {
                self.problem(
                    span.clone(),
                    "this [[file]] has no `match`; say which files it is for".to_owned(),
                );
                None
            }
        };
        let table = match fields.get("table") {
            Some(value) => {
                let name = self.text_of(value, "`table`")?;
                self.table(&name, value.span())
            }
            None => {
                self.problem(
                    span,
                    "this [[file]] has no `table`; say which table its rows are for".to_owned(),
                );
                None
            }
        };
        let values = ValueOptions {
            zone: fields.get("zone").and_then(|value| self.zone(value)),
            day_order: fields.get("day_order").and_then(|value| {
                self.choice(
                    value,
                    "day_order",
                    &[
                        ("dmy", DayOrder::Dmy),
                        ("mdy", DayOrder::Mdy),
                        ("ymd", DayOrder::Ymd),
                    ],
                )
            }),
            decimal: fields.get("decimal").and_then(|value| {
                self.choice(
                    value,
                    "decimal",
                    &[(",", DecimalMark::Comma), (".", DecimalMark::Point)],
                )
            }),
        };
        let delimiter = fields.get("delimiter").and_then(|value| {
            self.choice(
                value,
                "delimiter",
                &[
                    (",", b','),
                    (";", b';'),
                    ("\t", b'\t'),
                    ("tab", b'\t'),
                    ("|", b'|'),
                    (":", b':'),
                    ("^", b'^'),
                ],
            )
        });
        let filter = fields.get("where").and_then(|value| self.filter(value));
        let optional = self.flag(fields, "optional");
        let same_names = self.flag(fields, "same_names");
        let table = table?;
        let columns = match fields.get("columns") {
            Some(value) => self.columns(table, value, &values),
            None => BTreeMap::new(),
        };
        let words = match fields.get("values") {
            Some(value) => self.words(table, value, &values),
            None => BTreeMap::new(),
        };
        let same_names = same_names.unwrap_or(!fields.contains_key("columns"));
        for (column, value) in fields.get("columns").into_iter().flat_map(|value| {
            table
                .columns
                .iter()
                .filter(|column| column.id)
                .map(move |column| (column, value))
        }) {
            if !same_names
                && !columns.contains_key(column.name)
                && value
                    .get_ref()
                    .as_table()
                    .is_some_and(|t| !t.contains_key(column.name))
            {
                self.problem(value.span(), format!(
                    "the columns do not say where \"{}\" comes from, without which no row of \"{}\" can be kept",
                    column.name, table.name
                ));
            }
        }
        Some(FileMapping {
            pattern: Pattern::new(&pattern?),
            table,
            values,
            delimiter,
            columns,
            words,
            filter,
            optional: optional.unwrap_or(false),
            same_names,
        })
    }

    fn table(&mut self, name: &str, span: Range<usize>) -> Option<&'static Table> {
        let found = table::by_name(name);
        if found.is_none() {
            let names = TABLES
                .iter()
                .filter(|table| table.is_base())
                .map(|table| table.name);
            let advice = did_you_mean(name, names);
            self.problem(
                span,
                format!("no table is called \"{}\"{advice}", short(name)),
            );
            return None;
        }
        if found.is_some_and(|table| !table.is_base()) {
            self.problem(span, format!(
                "the table \"{name}\" comes from lists or from bonafide itself, not from a firm's files"
            ));
            return None;
        }
        found
    }

    fn zone(&mut self, value: &Spanned<DeValue<'_>>) -> Option<TimeZone> {
        let name = self.text_of(value, "`zone`")?;
        let zone = TimeZone::get(&name)
            .or_else(|_| jiff::fmt::temporal::DateTimeParser::new().parse_time_zone(&name))
            .ok();
        if zone.is_none() {
            self.problem(value.span(), format!(
                "no time zone is called \"{}\"; write a name such as \"Europe/Berlin\", \"UTC\" or an offset such as \"+02:00\"",
                short(&name)
            ));
        }
        zone
    }

    fn choice<T: Copy>(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        key: &str,
        choices: &[(&str, T)],
    ) -> Option<T> {
        let chosen = value.get_ref().as_str();
        let found = choices.iter().find(|(word, _)| Some(*word) == chosen);
        if found.is_none() {
            let words: Vec<String> = choices
                .iter()
                .map(|(word, _)| format!("{word:?}"))
                .collect();
            self.problem(
                value.span(),
                format!("`{key}` must be one of {}", words.join(", ")),
            );
        }
        found.map(|(_, choice)| *choice)
    }

    fn filter(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Filter> {
        let DeValue::Table(fields) = value.get_ref() else {
            self.problem(
                value.span(),
                "write where = { column = \"…\", equals = \"…\" }".to_owned(),
            );
            return None;
        };
        self.only_keys(fields, &FILTER, "`where`");
        let Some(column) = fields.get("column") else {
            self.problem(value.span(), "`where` has no `column`".to_owned());
            return None;
        };
        let column = self.text_of(column, "`column`")?;
        let (words, negated) = match (fields.get("equals"), fields.get("not")) {
            (Some(words), None) => (words, false),
            (None, Some(words)) => (words, true),
            _ => {
                self.problem(
                    value.span(),
                    "`where` needs either `equals` or `not`".to_owned(),
                );
                return None;
            }
        };
        let equals = match words.get_ref() {
            DeValue::Array(list) => {
                let mut all = Vec::new();
                for word in list.iter() {
                    all.push(self.text_of(word, "each value of `where`")?);
                }
                all
            }
            _ => vec![self.text_of(words, "the value of `where`")?],
        };
        Some(Filter {
            column,
            equals,
            negated,
        })
    }

    fn column(
        &mut self,
        table: &'static Table,
        key: &Spanned<std::borrow::Cow<'_, str>>,
    ) -> Option<&'static Column> {
        let name = key.get_ref();
        let column = table.column(name);
        if column.is_none() {
            let advice = did_you_mean(name, table.columns.iter().map(|column| column.name));
            self.problem(
                key.span(),
                format!(
                    "\"{}\" has no column \"{}\"{advice}",
                    table.name,
                    short(name)
                ),
            );
        }
        column
    }

    fn columns(
        &mut self,
        table: &'static Table,
        value: &Spanned<DeValue<'_>>,
        options: &ValueOptions,
    ) -> BTreeMap<&'static str, Source> {
        let mut columns = BTreeMap::new();
        let DeValue::Table(fields) = value.get_ref() else {
            self.problem(
                value.span(),
                "write [file.columns] above the columns".to_owned(),
            );
            return columns;
        };
        for (key, value) in fields.iter() {
            let Some(column) = self.column(table, key) else {
                continue;
            };
            if let Some(source) = self.source(column, value, options) {
                columns.insert(column.name, source);
            }
        }
        columns
    }

    fn source(
        &mut self,
        column: &'static Column,
        value: &Spanned<DeValue<'_>>,
        options: &ValueOptions,
    ) -> Option<Source> {
        let fields = match value.get_ref() {
            DeValue::String(name) => return Some(Source::Column(name.clone().into_owned())),
            DeValue::Table(fields) => fields,
            _ => {
                self.problem(value.span(), "write the name of a column in quotes, { value = \"…\" } or { join = [\"…\", \"…\"], with = \" \" }".to_owned());
                return None;
            }
        };
        self.only_keys(fields, &["value", "join", "with", "offset_of"], "a column");
        if let Some(name) = fields.get("offset_of") {
            if fields.len() > 1 || column.value_type != ValueType::Integer {
                self.problem(value.span(), format!(
                    "`offset_of` stands alone and fills a column of minutes, such as \"utc_offset_minutes\"; \"{}\" holds a {}",
                    column.name, column.value_type.word()
                ));
            }
            return self.text_of(name, "`offset_of`").map(Source::Offset);
        }
        match (fields.get("value"), fields.get("join")) {
            (Some(constant), None) => {
                let text = match constant.get_ref() {
                    DeValue::String(text) => text.clone().into_owned(),
                    DeValue::Boolean(flag) => flag.to_string(),
                    DeValue::Integer(number) if number.radix() == 10 => number.as_str().to_owned(),
                    DeValue::Float(number) => number.as_str().to_owned(),
                    DeValue::Datetime(time) => time.to_string(),
                    _ => {
                        self.problem(constant.span(), "the value must be a single one".to_owned());
                        return None;
                    }
                };
                self.fits(column, &text, constant.span(), options);
                Some(Source::Constant(text))
            }
            (None, Some(list)) => {
                let DeValue::Array(names) = list.get_ref() else {
                    self.problem(list.span(), "`join` must be a list of columns".to_owned());
                    return None;
                };
                let mut columns = Vec::new();
                for name in names.iter() {
                    columns.push(self.text_of(name, "each column of `join`")?);
                }
                let with = match fields.get("with") {
                    Some(with) => self.text_of(with, "`with`")?,
                    None => " ".to_owned(),
                };
                Some(Source::Join { columns, with })
            }
            _ => {
                self.problem(
                    value.span(),
                    "a column needs `value`, `join` or `offset_of`".to_owned(),
                );
                None
            }
        }
    }

    /// Whether a text can stand in a column.
    fn fits(&mut self, column: &Column, text: &str, span: Range<usize>, options: &ValueOptions) {
        let bytes = text.as_bytes();
        let outcome = match column.value_type {
            _ if value::is_null(bytes) => Ok(()),
            ValueType::Text => Ok(()),
            ValueType::Integer => value::integer(bytes, options.decimal).map(drop),
            ValueType::Real => value::real(bytes, options.decimal).map(drop),
            ValueType::Boolean => value::boolean(bytes).map(drop),
            ValueType::Timestamp => value::timestamp(bytes, options).map(drop),
            ValueType::Date => value::date(bytes, options).map(drop),
        };
        if let Err(reason) = outcome {
            self.problem(
                span,
                format!(
                    "\"{}\" holds a {}, and this {reason}",
                    column.name,
                    column.value_type.word()
                ),
            );
        }
    }

    fn words(
        &mut self,
        table: &'static Table,
        value: &Spanned<DeValue<'_>>,
        options: &ValueOptions,
    ) -> BTreeMap<&'static str, HashMap<String, String>> {
        let mut all = BTreeMap::new();
        let DeValue::Table(fields) = value.get_ref() else {
            self.problem(
                value.span(),
                "write [file.values.COLUMN] above the words".to_owned(),
            );
            return all;
        };
        for (key, value) in fields.iter() {
            let Some(column) = self.column(table, key) else {
                continue;
            };
            let DeValue::Table(pairs) = value.get_ref() else {
                self.problem(
                    value.span(),
                    format!(
                        "write [file.values.{}] and \"their word\" = \"our word\" below it",
                        column.name
                    ),
                );
                continue;
            };
            let mut words = HashMap::new();
            for (theirs, ours) in pairs.iter() {
                let text = match ours.get_ref() {
                    DeValue::Boolean(flag) => flag.to_string(),
                    DeValue::Integer(number) if number.radix() == 10 => number.as_str().to_owned(),
                    _ => match self.text_of(ours, "our word") {
                        Some(text) => text,
                        None => continue,
                    },
                };
                self.fits(column, &text, ours.span(), options);
                words.insert(theirs.get_ref().clone().into_owned(), text);
            }
            all.insert(column.name, words);
        }
        all
    }
}

fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    // Far longer than any name: nothing was meant, and the comparison would take long.
    if word.len() > 100 {
        return String::new();
    }
    match table::suggest(word, candidates) {
        Some(near) => format!(" (did you mean \"{near}\"?)"),
        None => String::new(),
    }
}

fn short(name: &str) -> String {
    name.chars().take(60).collect()
}

#[cfg(test)]
mod tests;
