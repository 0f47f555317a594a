//! What a person is told about a decision that concerns them.
//!
//! A notice names the facts in plain words, why they can be harmless and what would clear them up, how
//! they were found, and how to object. It gives neither other people's data nor the values and
//! thresholds of rules, and leaves sanctions findings out unless asked: `docs/notice.md` says why.

mod html;
mod text;

use std::collections::BTreeMap;

use bonafide_model::catalogue::Catalogue;
use bonafide_model::report::{Finding, Report, SubjectReport};
use bonafide_model::rule_file::{RuleFile, Track};

use crate::language::{Language, RuleWords, Words};
use crate::reads;

/// Who took the decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecidedBy {
    /// A person who looked at the records.
    Person,
    /// Two people, each on their own.
    TwoPeople,
    /// A program alone.
    Program,
}

impl DecidedBy {
    /// The choice of that word.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "person" => Some(Self::Person),
            "two-people" => Some(Self::TwoPeople),
            "program" => Some(Self::Program),
            _ => None,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Person => "notice.decided-person",
            Self::TwoPeople => "notice.decided-two",
            Self::Program => "notice.decided-program",
        }
    }
}

/// What only the firm can say. What it does not say stays as a marked blank.
#[derive(Debug, Clone, Default)]
pub struct Fields {
    /// Name and address of the firm.
    pub firm: Option<String>,
    /// Date of the statement.
    pub date: Option<String>,
    /// What was decided.
    pub decision: Option<String>,
    /// Where and for how long.
    pub scope: Option<String>,
    /// The law or clause it rests on.
    pub ground: Option<String>,
    /// Who decided.
    pub decided_by: Option<DecidedBy>,
    /// Who hears the person.
    pub contact: Option<String>,
    /// Until when to object, and by when the firm answers.
    pub deadline: Option<String>,
    /// The firm's complaint procedure.
    pub complaint: Option<String>,
    /// The body for out-of-court settlement.
    pub dispute: Option<String>,
}

/// A field, filled in or blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) label: &'static str,
    pub(crate) value: String,
    pub(crate) blank: bool,
}

/// One finding, as the person is told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fact {
    pub(crate) title: String,
    pub(crate) records: String,
    pub(crate) days: Option<String>,
    pub(crate) compared: bool,
    pub(crate) innocent: String,
    pub(crate) ask: String,
    pub(crate) publishers: String,
    /// Whether only English words are there.
    pub(crate) untranslated: bool,
}

/// A statement of reasons.
#[derive(Debug, Clone)]
pub struct Notice {
    pub(crate) language: Language,
    pub(crate) subject: String,
    pub(crate) day: String,
    pub(crate) head: Vec<Field>,
    pub(crate) decision: Vec<Field>,
    pub(crate) facts: Vec<Fact>,
    pub(crate) for_you: Vec<String>,
    pub(crate) decided_by: Field,
    pub(crate) redress: Vec<Field>,
    pub(crate) sanctions: bool,
    withheld_sanctions: usize,
}

/// Columns of evidence that hold nothing but days of the person's own records.
const OWN_DAYS: [&str; 13] = [
    "day",
    "first_day",
    "last_day",
    "first_seen",
    "last_seen",
    "first_at",
    "first_sent_at",
    "last_submitted_at",
    "asked_at",
    "used_at",
    "checked_at",
    "name_changed_at",
    "last_change",
];

impl Notice {
    /// The notice about a subject of a report.
    ///
    /// Findings that do not count towards the sum are left out: nothing rests on them. Findings of
    /// the sanctions track are left out too unless `sanctions`; then one paragraph without any detail
    /// stands for them.
    pub fn of(
        report: &Report,
        subject: &SubjectReport,
        catalogue: &Catalogue,
        rules: &[&RuleFile],
        fields: &Fields,
        (language, sanctions): (Language, bool),
    ) -> Self {
        let words = Words::of(language);
        let by_id: BTreeMap<&str, &RuleFile> =
            rules.iter().map(|rule| (rule.id.as_str(), *rule)).collect();
        let mut facts = Vec::new();
        let mut for_you = Vec::new();
        let mut withheld = 0;
        for finding in &subject.findings {
            let summary = report.rules.iter().find(|rule| rule.id == finding.rule);
            let file = by_id.get(finding.rule.as_str()).copied();
            let on_sanctions = summary.is_some_and(|rule| rule.track == Track::Sanctions.word());
            if on_sanctions {
                withheld += 1;
            } else if finding.weight < 0.0 {
                for_you.push(words.rule(&finding.rule).map_or_else(
                    || summary.map_or_else(|| finding.rule.clone(), |rule| rule.title.clone()),
                    |own| own.title.clone(),
                ));
            } else if finding.counted > 0.0 {
                facts.extend(summary.map(|rule| fact(finding, rule, file, catalogue, &words)));
            }
        }
        let blank = |label: &'static str, what: &'static str, value: &Option<String>| {
            field(&words, label, what, value)
        };
        let decided_by = fields.decided_by.map(|by| words.text(by.key()).to_owned());
        Self {
            language,
            subject: subject.subject_id.clone(),
            day: report.run.started_at.chars().take(10).collect(),
            head: vec![
                blank("notice.from", "notice.blank-firm", &fields.firm),
                blank("notice.date", "notice.blank-date", &fields.date),
            ],
            decision: vec![
                blank(
                    "notice.decision-what",
                    "notice.blank-decision",
                    &fields.decision,
                ),
                blank("notice.decision-scope", "notice.blank-scope", &fields.scope),
                blank(
                    "notice.decision-ground",
                    "notice.blank-ground",
                    &fields.ground,
                ),
            ],
            facts,
            for_you,
            decided_by: blank("", "notice.blank-decided-by", &decided_by),
            redress: vec![
                blank(
                    "notice.redress-contact",
                    "notice.blank-contact",
                    &fields.contact,
                ),
                blank(
                    "notice.redress-deadline",
                    "notice.blank-deadline",
                    &fields.deadline,
                ),
                blank(
                    "notice.redress-complaint",
                    "notice.blank-complaint",
                    &fields.complaint,
                ),
                blank(
                    "notice.redress-dispute",
                    "notice.blank-dispute",
                    &fields.dispute,
                ),
            ],
            sanctions: sanctions && withheld > 0,
            withheld_sanctions: if sanctions { 0 } else { withheld },
        }
    }

    /// Plain text.
    pub fn text(&self) -> String {
        text::text(self)
    }

    /// One page to print or to send.
    pub fn html(&self) -> String {
        html::html(self)
    }

    /// How many fields the firm still has to fill in.
    pub fn blanks(&self) -> usize {
        self.fields().filter(|field| field.blank).count()
    }

    /// How many findings of the sanctions track were left out.
    pub fn withheld_sanctions(&self) -> usize {
        self.withheld_sanctions
    }

    /// How many findings it tells of.
    pub fn findings(&self) -> usize {
        self.facts.len()
    }

    /// How many findings have English words only.
    pub fn untranslated(&self) -> usize {
        self.facts.iter().filter(|fact| fact.untranslated).count()
    }

    fn fields(&self) -> impl Iterator<Item = &Field> {
        self.head
            .iter()
            .chain(&self.decision)
            .chain([&self.decided_by])
            .chain(&self.redress)
    }
}

fn field(words: &Words, label: &'static str, what: &'static str, value: &Option<String>) -> Field {
    Field {
        label,
        value: match value {
            Some(value) => value.clone(),
            None => words.fill("notice.blank", [("what", words.text(what))]),
        },
        blank: value.is_none(),
    }
}

fn fact(
    finding: &Finding,
    rule: &bonafide_model::report::RuleSummary,
    file: Option<&RuleFile>,
    catalogue: &Catalogue,
    words: &Words,
) -> Fact {
    let tables = file.map(reads::tables).unwrap_or_default();
    let mut records: Vec<&str> = tables
        .iter()
        .filter_map(|table| words.table(table))
        .collect();
    records.sort_unstable();
    records.dedup();
    let compared = file.is_none_or(reads::compares_with_others);
    let mut publishers: Vec<&str> = rule
        .sources
        .iter()
        .filter_map(|key| catalogue.source(key))
        .map(|source| source.publisher.as_str())
        .collect();
    let mut seen = std::collections::BTreeSet::new();
    publishers.retain(|publisher| seen.insert(*publisher));
    publishers.truncate(3);
    let told = told(
        &finding.rule,
        &rule.title,
        &rule.innocent_reasons,
        &rule.ask,
        words,
    );
    Fact {
        title: told.title,
        records: records.join("; "),
        // A day beside other people's records could be theirs.
        days: (!compared).then(|| days(finding, words)).flatten(),
        compared,
        innocent: told.innocent,
        ask: told.ask,
        publishers: publishers.join("; "),
        untranslated: words.rule(&finding.rule).is_none() && !words.is_english(),
    }
}

/// The first and the last day that the evidence names.
fn days(finding: &Finding, words: &Words) -> Option<String> {
    let mut days: Vec<&str> = finding
        .evidence
        .iter()
        .flat_map(|row| row.iter())
        .filter(|(name, _)| OWN_DAYS.contains(&name.as_str()))
        .filter_map(|(_, value)| value.as_str()?.get(..10))
        .filter(|day| is_day(day))
        .collect();
    days.sort_unstable();
    let (first, last) = (*days.first()?, *days.last()?);
    Some(match first == last {
        true => words.fill("notice.days-one", [("first", first)]),
        false => words.fill("notice.days-span", [("first", first), ("last", last)]),
    })
}

fn is_day(text: &str) -> bool {
    text.bytes().enumerate().all(|(place, byte)| match place {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    })
}

/// What a rule says to the person concerned: its words in that language, or its own.
pub fn told(id: &str, title: &str, innocent: &str, ask: &str, words: &Words) -> RuleWords {
    words.rule(id).cloned().unwrap_or_else(|| RuleWords {
        title: title.to_owned(),
        innocent: without_limits(innocent),
        ask: ask.to_owned(),
    })
}

/// Innocent reasons without the sentences that tell what the rule leaves out or where it stops:
/// they speak to the firm, and would tell how to stay below it.
fn without_limits(reasons: &str) -> String {
    let limits = [
        "left out",
        "not used here",
        "not count",
        "corroborates",
        "is never",
        "are taken for stock",
        "more than six",
        "more than twelve",
    ];
    let sentences = reasons.split_inclusive(". ");
    sentences
        .filter(|sentence| !limits.iter().any(|limit| sentence.contains(limit)))
        .collect::<String>()
        .trim()
        .to_owned()
}
