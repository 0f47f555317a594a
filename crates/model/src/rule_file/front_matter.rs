//! The TOML between the two `+++` lines. One file, since one reader goes through it key by key and tells every problem.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::problem::Problem;
use super::reason::is_name;
use super::{Limits, Param, Spanned, Status, ThresholdBasis, Track};

const FENCE: &str = "+++";

const KEYS: &[&str] = &[
    "id",
    "title",
    "indicators",
    "weight",
    "facts",
    "hard",
    "track",
    "status",
    "since",
    "threshold_basis",
    "params",
    "limits",
];

/// Decibans beyond which a single finding would drown all others.
const WEIGHTS: std::ops::RangeInclusive<f64> = -20.0..=20.0;

/// The front matter. Where `problems` is not empty, fields may hold defaults.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    pub(super) id: Spanned<String>,
    pub(super) title: String,
    pub(super) indicators: Vec<Spanned<String>>,
    pub(super) weight: f64,
    pub(super) facts: Vec<String>,
    pub(super) hard: bool,
    pub(super) track: Track,
    pub(super) status: Status,
    pub(super) since: String,
    pub(super) threshold_basis: ThresholdBasis,
    pub(super) params: BTreeMap<String, Param>,
    pub(super) param_spans: BTreeMap<String, Range<usize>>,
    pub(super) limits: Limits,
}

/// Reads the front matter and tells where the body begins; `None` where there is no readable
/// front matter.
pub(super) fn read(text: &str, problems: &mut Vec<Problem>) -> (FrontMatter, Option<usize>) {
    let Some((matter, body_start)) = delimit(text) else {
        problems.push(
            Problem::new(
                0..text.find('\n').unwrap_or(text.len()),
                "the file does not begin with front matter",
                "expected a line `+++`",
            )
            .help("begin with a line `+++`, then TOML (id, title, …), then another line `+++`"),
        );
        return (FrontMatter::default(), None);
    };
    let (table, errors) = DeTable::parse_recoverable(&text[matter.clone()]);
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        let message = error.message().lines().collect::<Vec<_>>().join("; ");
        problems.push(
            Problem::new(
                matter.start + span.start..matter.start + span.end,
                format!("the front matter is not TOML: {message}"),
                "here",
            )
            .help("each line is `key = value`; texts stand in quotes"),
        );
    }
    if !problems.is_empty() {
        // Half a table would make the rest of the file look wrong.
        return (FrontMatter::default(), None);
    }
    let mut reader = Reader {
        table: table.get_ref(),
        offset: matter.start,
        whole: 0..FENCE.len(),
        problems,
    };
    (reader.read(), Some(body_start))
}

/// The place of the TOML and of the body behind it.
fn delimit(text: &str) -> Option<(Range<usize>, usize)> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim_end() == FENCE)?;
    let start = first.len();
    let mut end = start;
    for line in lines {
        if line.trim_end() == FENCE {
            return Some((start..end, end + line.len()));
        }
        end += line.len();
    }
    None
}

/// Reads `name = value` pairs as parameters, each with the place of its name.
pub(super) fn read_params(
    table: &DeTable<'_>,
    offset: usize,
    problems: &mut Vec<Problem>,
) -> Vec<(Spanned<String>, Spanned<Param>)> {
    let mut params = Vec::new();
    for (key, value) in table {
        let name = Spanned {
            value: key.get_ref().to_string(),
            span: shift(offset, key.span()),
        };
        if !is_name(&name.value) {
            problems.push(
                Problem::new(
                    name.span.clone(),
                    format!("`{}` cannot be the name of a parameter", name.value),
                    "not a name",
                )
                .help("write lowercase letters, digits and underscores"),
            );
            continue;
        }
        let span = shift(offset, value.span());
        let param = match value.get_ref() {
            DeValue::String(text) => Some(Param::Text(text.to_string())),
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
                .ok()
                .map(Param::Integer),
            DeValue::Float(number) => number
                .as_str()
                .parse()
                .ok()
                .filter(|number: &f64| number.is_finite())
                .map(Param::Real),
            DeValue::Boolean(truth) => Some(Param::Boolean(*truth)),
            DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => None,
        };
        match param {
            Some(value) => params.push((name, Spanned { value, span })),
            None => problems.push(
                Problem::new(
                    span,
                    format!(
                        "the parameter `{}` has a value of an unknown kind",
                        name.value
                    ),
                    "not a value for a parameter",
                )
                .help("a parameter is a whole number, a number, a text, or true or false"),
            ),
        }
    }
    params
}

fn shift(offset: usize, span: Range<usize>) -> Range<usize> {
    offset + span.start..offset + span.end
}

struct Reader<'a> {
    table: &'a DeTable<'a>,
    offset: usize,
    /// Where problems about something absent are shown.
    whole: Range<usize>,
    problems: &'a mut Vec<Problem>,
}

impl<'a> Reader<'a> {
    fn read(&mut self) -> FrontMatter {
        self.unknown_keys(self.table, KEYS, "front matter");
        let id = self.id();
        let track = self.track(&id.value);
        let weight = self.weight();
        let hard = self.hard(weight);
        let params = self.params();
        FrontMatter {
            title: self
                .required_text("title", "what the rule notices, in a few words")
                .value,
            indicators: self.indicators(weight),
            facts: self.facts(),
            weight,
            hard,
            track,
            status: self
                .word("status", &["preview", "shadow", "stable", "retired"])
                .and_then(|word| {
                    [
                        Status::Preview,
                        Status::Shadow,
                        Status::Stable,
                        Status::Retired,
                    ]
                    .into_iter()
                    .find(|status| status.word() == word)
                })
                .unwrap_or_default(),
            since: self.since(),
            threshold_basis: self.threshold_basis(&params),
            param_spans: params
                .iter()
                .map(|(name, _)| (name.value.clone(), name.span.clone()))
                .collect(),
            params: params
                .into_iter()
                .map(|(name, value)| (name.value, value.value))
                .collect(),
            limits: self.limits(),
            id,
        }
    }

    fn unknown_keys(&mut self, table: &DeTable<'_>, known: &'static [&'static str], place: &str) {
        for key in table.keys() {
            let word = key.get_ref();
            if !known.contains(&word.as_ref()) {
                self.problems.push(
                    Problem::new(
                        shift(self.offset, key.span()),
                        format!("unknown key `{word}` in the {place}"),
                        "unknown key",
                    )
                    .suggest(
                        word,
                        known.iter().copied(),
                        format!("the keys are {}", known.join(", ")),
                    ),
                );
            }
        }
    }

    fn missing(&mut self, key: &str, meaning: &str) {
        self.problems.push(
            Problem::new(
                self.whole.clone(),
                format!("the front matter has no `{key}`"),
                "it begins here",
            )
            .help(format!("add `{key}`: {meaning}")),
        );
    }

    fn wrong_kind(&mut self, key: &str, span: Range<usize>, expected: &str) {
        self.problems.push(
            Problem::new(
                span,
                format!("`{key}` must be {expected}"),
                "another kind of value",
            )
            .help(format!("write {expected}")),
        );
    }

    fn value(&self, key: &str) -> Option<(&'a DeValue<'a>, Range<usize>)> {
        let table: &'a DeTable<'a> = self.table;
        let value = table.get(key)?;
        Some((value.get_ref(), shift(self.offset, value.span())))
    }

    fn text(&mut self, key: &str) -> Option<Spanned<String>> {
        let (value, span) = self.value(key)?;
        match value {
            DeValue::String(text) => Some(Spanned {
                value: text.trim().to_owned(),
                span,
            }),
            _ => {
                self.wrong_kind(key, span, "a text in quotes");
                Some(Spanned::default())
            }
        }
    }

    fn required_text(&mut self, key: &str, meaning: &str) -> Spanned<String> {
        let before = self.problems.len();
        let Some(text) = self.text(key) else {
            self.missing(key, meaning);
            return Spanned::default();
        };
        if text.value.is_empty() && self.problems.len() == before {
            self.problems.push(
                Problem::new(text.span.clone(), format!("`{key}` is empty"), "empty")
                    .help(format!("write {meaning}")),
            );
        }
        text
    }

    /// One of a few words.
    fn word(&mut self, key: &str, words: &'static [&'static str]) -> Option<&'static str> {
        let meaning = format!("one of {}", words.join(", "));
        let text = self.required_text(key, &meaning);
        let found = words.iter().find(|word| **word == text.value).copied();
        if found.is_none() && !text.value.is_empty() {
            self.problems.push(
                Problem::new(
                    text.span,
                    format!("`{key}` cannot be `{}`", text.value),
                    "unknown word",
                )
                .suggest(
                    &text.value,
                    words.iter().copied(),
                    format!("write {meaning}"),
                ),
            );
        }
        found
    }

    fn boolean(&mut self, key: &str) -> Option<(bool, Range<usize>)> {
        let (value, span) = self.value(key)?;
        match value {
            DeValue::Boolean(truth) => Some((*truth, span)),
            _ => {
                self.wrong_kind(key, span, "true or false");
                None
            }
        }
    }

    fn id(&mut self) -> Spanned<String> {
        let id = self.required_text(
            "id",
            "`family/name`, equal to the path below the rule folder",
        );
        let kebab = |part: &str| {
            !part.is_empty()
                && part.split('-').all(|word| {
                    !word.is_empty()
                        && word
                            .bytes()
                            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
                })
        };
        let well_formed = id
            .value
            .split_once('/')
            .is_some_and(|(family, name)| kebab(family) && kebab(name));
        if !well_formed && !id.value.is_empty() {
            self.problems.push(
                Problem::new(
                    id.span.clone(),
                    format!("the id `{}` is not of the form `family/name`", id.value),
                    "not an id",
                )
                .help("write two parts of lowercase words joined by hyphens: `location/clock-disagrees`"),
            );
        }
        id
    }

    fn track(&mut self, id: &str) -> Track {
        let of_sanctions = id.starts_with("sanctions/");
        if !self.table.contains_key("track") {
            return if of_sanctions {
                Track::Sanctions
            } else {
                Track::Conduct
            };
        }
        match self.word("track", &["conduct", "sanctions"]) {
            Some("sanctions") => Track::Sanctions,
            Some(_) if of_sanctions => {
                let span = self.value("track").map_or(0..0, |(_, span)| span);
                self.problems.push(
                    Problem::new(
                        span,
                        "a rule of the family `sanctions` cannot be on the track `conduct`",
                        "weighed with conduct",
                    )
                    .help("write `track = \"sanctions\"` or move the rule to another family"),
                );
                Track::Sanctions
            }
            _ => Track::Conduct,
        }
    }

    fn weight(&mut self) -> f64 {
        let Some((value, span)) = self.value("weight") else {
            self.missing(
                "weight",
                "decibans from -20 to 20, negative where it speaks for the subject",
            );
            return 0.0;
        };
        let weight: Option<f64> = match value {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
                .ok()
                .map(|number| number as f64),
            DeValue::Float(number) => number.as_str().parse().ok(),
            _ => None,
        };
        match weight {
            Some(weight) if WEIGHTS.contains(&weight) => weight,
            Some(_) => {
                self.problems.push(
                    Problem::new(span, "the weight is out of range", "not from -20 to 20")
                        .help("weights are decibans: strong 8 to 10, moderate 4 to 6, weak 1 to 3"),
                );
                0.0
            }
            None => {
                self.wrong_kind("weight", span, "a number");
                0.0
            }
        }
    }

    fn hard(&mut self, weight: f64) -> bool {
        let Some((hard, span)) = self.boolean("hard") else {
            return false;
        };
        if hard && weight < 0.0 {
            self.problems.push(
                Problem::new(
                    span,
                    "a rule that speaks for the subject cannot be hard",
                    "hard, with a negative weight",
                )
                .help("remove `hard`: only the equality of a hard artefact against the subject is hard"),
            );
        }
        hard
    }

    fn indicators(&mut self, weight: f64) -> Vec<Spanned<String>> {
        let Some((value, span)) = self.value("indicators") else {
            self.missing(
                "indicators",
                "the catalogue ids of the published indicators that it checks",
            );
            return Vec::new();
        };
        let DeValue::Array(items) = value else {
            self.wrong_kind("indicators", span, "a list of texts");
            return Vec::new();
        };
        let mut indicators: Vec<Spanned<String>> = Vec::new();
        let mut problems = Vec::new();
        for item in items.iter() {
            let span = shift(self.offset, item.span());
            match item.get_ref() {
                DeValue::String(id) if indicators.iter().any(|known| known.value == **id) => {
                    problems.push(
                        Problem::new(span, format!("the indicator `{id}` stands twice"), "again")
                            .help("remove one"),
                    );
                }
                DeValue::String(id) => indicators.push(Spanned {
                    value: id.to_string(),
                    span,
                }),
                _ => problems.push(
                    Problem::new(
                        span,
                        "an indicator must be a text in quotes",
                        "another kind of value",
                    )
                    .help("write the id from the catalogue in quotes"),
                ),
            }
        }
        // Mitigating findings rest on measures, which need not have an indicator.
        if items.is_empty() && weight >= 0.0 {
            problems.push(
                Problem::new(span, "the rule checks no indicator", "empty")
                    .help("name at least one published indicator; docs/catalogue.md lists them"),
            );
        }
        self.problems.append(&mut problems);
        indicators
    }

    fn facts(&mut self) -> Vec<String> {
        let Some((value, span)) = self.value("facts") else {
            return Vec::new();
        };
        let DeValue::Array(items) = value else {
            self.wrong_kind("facts", span, "a list of texts");
            return Vec::new();
        };
        let mut facts: Vec<String> = Vec::new();
        for item in items.iter() {
            let span = shift(self.offset, item.span());
            let words = match item.get_ref() {
                DeValue::String(words) => words.trim(),
                _ => "",
            };
            let plain = |byte: u8| byte.is_ascii_lowercase() || matches!(byte, b' ' | b'-');
            let problem = if words.is_empty() || !words.bytes().all(plain) {
                Some("a fact is a few lowercase words, such as \"shared payout account\"")
            } else if facts.iter().any(|known| known == words) {
                Some("name each fact once")
            } else {
                None
            };
            match problem {
                Some(help) => self.problems.push(
                    Problem::new(span, "the fact cannot be read", "not a fact of its own")
                        .help(help),
                ),
                None => facts.push(words.to_owned()),
            }
        }
        facts
    }

    fn since(&mut self) -> String {
        let since = self.required_text(
            "since",
            "the version of bonafide that first has it, such as \"0.1\"",
        );
        let well_formed = since
            .value
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
        if !well_formed && !since.value.is_empty() {
            self.problems.push(
                Problem::new(
                    since.span,
                    format!("`since` is not a version: `{}`", since.value),
                    "not a version",
                )
                .help("write numbers joined by dots, such as \"0.1\""),
            );
        }
        since.value
    }

    fn params(&mut self) -> Vec<(Spanned<String>, Spanned<Param>)> {
        let Some((value, span)) = self.value("params") else {
            return Vec::new();
        };
        let DeValue::Table(table) = value else {
            self.wrong_kind("params", span, "a table `[params]`");
            return Vec::new();
        };
        let mut problems = Vec::new();
        let params = read_params(table, self.offset, &mut problems);
        self.problems.append(&mut problems);
        params
    }

    fn threshold_basis(&mut self, params: &[(Spanned<String>, Spanned<Param>)]) -> ThresholdBasis {
        let basis = match self.word("threshold_basis", &["source", "mixed", "proposed", "none"]) {
            Some("source") => ThresholdBasis::Source,
            Some("mixed") => ThresholdBasis::Mixed,
            Some("none") => ThresholdBasis::None,
            _ => ThresholdBasis::Proposed,
        };
        let number = params
            .iter()
            .find(|(_, value)| matches!(value.value, Param::Integer(_) | Param::Real(_)));
        if let (ThresholdBasis::None, Some((name, _))) = (basis, number) {
            let span = self.value("threshold_basis").map_or(0..0, |(_, span)| span);
            self.problems.push(
                Problem::new(
                    span,
                    format!("`threshold_basis` is `none`, but `{}` is a number", name.value),
                    "says that there are no numbers",
                )
                .help("write `proposed` where no source gives the number, `source` where one does, or `mixed`"),
            );
        }
        basis
    }

    fn limits(&mut self) -> Limits {
        let Some((value, span)) = self.value("limits") else {
            return Limits::default();
        };
        let DeValue::Table(table) = value else {
            self.wrong_kind("limits", span, "a table `[limits]`");
            return Limits::default();
        };
        let mut problems = Vec::new();
        let mut limit = |key: &str| {
            let value = table.get(key)?;
            let number = match value.get_ref() {
                DeValue::Integer(number) => u64::from_str_radix(number.as_str(), number.radix())
                    .ok()
                    .filter(|number| *number > 0),
                _ => None,
            };
            if number.is_none() {
                problems.push(
                    Problem::new(
                        shift(self.offset, value.span()),
                        format!("the limit `{key}` must be a whole number above 0"),
                        "not a limit",
                    )
                    .help(format!("write for example `{key} = 30`")),
                );
            }
            number
        };
        let limits = Limits {
            seconds: limit("seconds"),
            rows: limit("rows"),
        };
        let unknown: Vec<_> = table
            .keys()
            .filter(|key| !["seconds", "rows"].contains(&key.get_ref().as_ref()))
            .map(|key| {
                Problem::new(
                    shift(self.offset, key.span()),
                    format!("unknown key `{}` in [limits]", key.get_ref()),
                    "unknown key",
                )
                .suggest(
                    key.get_ref(),
                    ["seconds", "rows"],
                    "the keys are seconds, rows",
                )
            })
            .collect();
        self.problems.append(&mut problems);
        self.problems.extend(unknown);
        limits
    }
}
