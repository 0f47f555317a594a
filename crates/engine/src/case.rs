//! Runs the cases of a rule file: each is a small world with what the rule must say of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bonafide_lists::{About, Kind, Lists, ReadLimits};
use bonafide_model::report::Outcome;
use bonafide_model::rule_file::{Case, CaseTable, CsvBlock, Expectation, RuleFile, Track};
use bonafide_model::{Group, Table};
use datafusion::arrow::array::{ArrayRef, RecordBatch, StringViewArray, new_null_array};
use datafusion::arrow::compute::{CastOptions, cast_with_options};
use serde_json::Value;

use crate::engine::{Engine, Screened};
use crate::evidence::in_words;
use crate::pack::Pack;
use crate::run::Fired;
use crate::subjects;
use crate::weigh::Weighing;

/// Runs one case; the error says, in sentences, what differs. `others` holds the rules that a case
/// may run beside its own.
pub async fn run_case(rule: &Arc<RuleFile>, case: &Case, others: &Pack) -> Result<(), String> {
    let lists = lists_of(case)?;
    let mut file = rule.as_ref().clone();
    for (name, value) in &case.params {
        file.params.insert(name.clone(), value.clone());
    }
    let mut pack = Pack::of(file);
    for other in &case.beside {
        let other = others
            .get(&other.value)
            .map_err(|error| error.to_string())?;
        pack = pack.beside(other);
    }
    let engine = Engine::new(&pack, lists, Weighing::default())
        .await
        .map_err(|error| error.to_string())?;
    let tables = case
        .tables
        .iter()
        .filter(|block| block.table.group != Group::Reference)
        .map(|block| Ok((block.table.name, batch(block)?)))
        .collect::<Result<Vec<_>, String>>()?;
    let screened = engine
        .run_rows(&tables)
        .await
        .map_err(|error| error.to_string())?;
    judge(rule, case, &screened, &engine)
}

/// The embedded lists, with the reference rows that the case gives.
fn lists_of(case: &Case) -> Result<Arc<Lists>, String> {
    let mut given = Vec::new();
    for block in case
        .tables
        .iter()
        .filter(|block| block.table.group == Group::Reference)
    {
        let Some(kind) = kind_of(block.table) else {
            return Err(format!(
                "`{}` cannot be given in a case yet",
                block.table.name
            ));
        };
        let text = as_csv(&block.block);
        let about = About::new(format!("case-{}", block.table.name), kind);
        let parsed = bonafide_lists::parse(text.as_bytes(), about, ReadLimits::default())
            .map_err(|error| format!("the rows of `{}` are no list: {error}", block.table.name))?;
        given.push((parsed, "0".repeat(64)));
    }
    Lists::with(given).map_err(|error| error.to_string())
}

fn kind_of(table: &Table) -> Option<Kind> {
    Some(match table.name {
        "ip_range" => Kind::IpRange,
        "email_domain" => Kind::EmailDomain,
        "phone_range" => Kind::PhoneRange,
        "remote_tool" => Kind::RemoteTool,
        "peripheral_id" => Kind::PeripheralId,
        "watched_identifier" => Kind::WatchedIdentifier,
        "mail_drop" => Kind::MailDrop,
        "listed_wallet" => Kind::Wallet,
        "country" => Kind::Country,
        _ => return None,
    })
}

fn as_csv(block: &CsvBlock) -> String {
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |cells: Vec<String>| cells.join(",") + "\n";
    let mut text = line(
        block
            .header
            .iter()
            .map(|name| quoted(&name.value))
            .collect(),
    );
    for row in &block.rows {
        text += &line(row.cells.iter().map(|cell| quoted(cell)).collect());
    }
    text
}

/// The rows of a block with the model's types.
fn batch(block: &CaseTable) -> Result<RecordBatch, String> {
    let rows = block.block.rows.len();
    let schema = block.table.schema();
    let columns = block
        .table
        .columns
        .iter()
        .map(|column| -> Result<ArrayRef, String> {
            let Some(place) = block.block.column(column.name) else {
                // An id that a case leaves out is empty, not missing.
                return Ok(match column.id {
                    true => Arc::new(StringViewArray::from(vec![""; rows])),
                    false => new_null_array(&column.value_type.arrow(), rows),
                });
            };
            let cells = block.block.rows.iter().map(|row| row.cells[place].as_str());
            let present = cells.map(|cell| (!cell.is_empty() || column.id).then_some(cell));
            let text: ArrayRef = Arc::new(present.collect::<StringViewArray>());
            let strict = CastOptions {
                safe: false,
                ..CastOptions::default()
            };
            cast_with_options(&text, &column.value_type.arrow(), &strict).map_err(|error| {
                format!(
                    "`{}.{}`: a cell is no {}: {error}",
                    block.table.name,
                    column.name,
                    column.value_type.word()
                )
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    RecordBatch::try_new(schema, columns).map_err(|error| error.to_string())
}

fn judge(rule: &RuleFile, case: &Case, screened: &Screened, engine: &Engine) -> Result<(), String> {
    let place = engine
        .pack
        .rules
        .iter()
        .position(|checked| checked.file.id == rule.id);
    let Some((result, checked)) =
        place.and_then(|place| Some((screened.results.get(place)?, &engine.pack.rules[place])))
    else {
        return Err("the rule is retired and was not run".to_owned());
    };
    if let Some(why) = &result.failed {
        return Err(format!("the rule failed: {why}"));
    }
    let id = |place: u32| screened.slice.ids[place as usize].as_str();
    let fired: BTreeMap<&str, &Fired> = result
        .fired
        .iter()
        .map(|fired| (id(fired.subject), fired))
        .collect();
    let unanswerable: BTreeSet<&str> = (0..screened.slice.ids.len() as u32)
        .filter(|place| !result.answerable.has(*place))
        .map(id)
        .collect();
    let mut wrong = Vec::new();
    let need = checked.need.to_string();
    let lacking = |subject: &str| match unanswerable.contains(subject) {
        true => format!(", because data are lacking: the rule needs {need}"),
        false => String::new(),
    };
    wrong.extend(compare_fired(case.finds.as_ref(), &fired, lacking));
    let listed: BTreeSet<&str> = case.insufficient.iter().map(String::as_str).collect();
    for subject in listed.difference(&unanswerable) {
        wrong.push(format!(
            "`{subject}` has all the data that the rule needs, but the case says insufficient"
        ));
    }
    for subject in unanswerable.difference(&listed) {
        if case.expectation == Expectation::Insufficient || fired.contains_key(subject) {
            wrong.push(format!(
                "`{subject}` lacks data, and the case does not say so"
            ));
        }
    }
    if case.expectation == Expectation::Quiet && unanswerable.len() == screened.slice.ids.len() {
        wrong.push(format!("nobody has the data that the rule needs ({need}): a quiet case must be quiet for another reason"));
    }
    wrong.extend(weighs_too_much(rule, case, screened, engine));
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(wrong.join("\n")),
    }
}

/// What is wrong with the weight of the findings where a case bounds it. Nobody of whom an innocent
/// explanation is known may come to review by such findings alone, but on the sanctions track.
fn weighs_too_much(
    rule: &RuleFile,
    case: &Case,
    screened: &Screened,
    engine: &Engine,
) -> Vec<String> {
    let Some(at_most) = case.at_most else {
        return Vec::new();
    };
    let mut wrong = Vec::new();
    for subject in subjects::gather(engine, screened) {
        if subject.findings.is_empty() {
            continue;
        }
        for other in &case.beside {
            let fired = subject
                .findings
                .iter()
                .any(|finding| engine.pack.rules[finding.rule].file.id == other.value);
            if !fired {
                wrong.push(format!(
                    "`{}` stands beside and does not fire for `{}`",
                    other.value, subject.id
                ));
            }
        }
        let weight = subject.weighed.weight;
        if weight > at_most {
            wrong.push(format!(
                "the findings on `{}` add up to {weight}, and the case allows {at_most}",
                subject.id
            ));
        }
        let outcome = subject.weighed.outcome;
        if rule.track == Track::Conduct && outcome >= Outcome::Review {
            wrong.push(format!(
                "`{}` comes to `{}` by these findings alone: an innocent explanation may not lead there",
                subject.id,
                outcome.word()
            ));
        }
    }
    wrong
}

fn compare_fired(
    finds: Option<&CsvBlock>,
    fired: &BTreeMap<&str, &Fired>,
    lacking: impl Fn(&str) -> String,
) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut expected: BTreeSet<&str> = BTreeSet::new();
    if let Some(finds) = finds
        && let Some(subject_column) = finds.column("subject_id")
    {
        for row in &finds.rows {
            let subject = row.cells[subject_column].as_str();
            expected.insert(subject);
            let Some(found) = fired.get(subject) else {
                wrong.push(format!(
                    "expected a finding on `{subject}`, and there is none{}",
                    lacking(subject)
                ));
                continue;
            };
            let wanted: Vec<(&str, &str)> = finds
                .header
                .iter()
                .zip(&row.cells)
                .filter(|(name, cell)| name.value != "subject_id" && !cell.is_empty())
                .map(|(name, cell)| (name.value.as_str(), cell.as_str()))
                .collect();
            let meets = |evidence: &BTreeMap<String, Value>| {
                wanted
                    .iter()
                    .all(|(name, cell)| evidence.get(*name).is_some_and(|value| same(value, cell)))
            };
            if !found.evidence.iter().any(meets) {
                let shown: Vec<String> = found.evidence.iter().map(show).collect();
                wrong.push(format!(
                    "the evidence on `{subject}` differs: found {}",
                    shown.join(" | ")
                ));
            }
        }
    }
    for (subject, found) in fired {
        if !expected.contains(subject) {
            let shown: Vec<String> = found.evidence.iter().map(show).collect();
            wrong.push(format!(
                "a finding on `{subject}` that the case does not expect: {}",
                shown.join(" | ")
            ));
        }
    }
    wrong
}

fn show(evidence: &BTreeMap<String, Value>) -> String {
    evidence
        .iter()
        .map(|(name, value)| format!("{name}={}", in_words(value)))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Whether a value is what a cell says; numbers are compared as numbers.
fn same(value: &Value, cell: &str) -> bool {
    match value {
        Value::Number(number) => match (number.as_f64(), cell.parse::<f64>()) {
            (Some(number), Ok(cell)) => (number - cell).abs() <= 1e-4 * cell.abs().max(1e-9),
            _ => false,
        },
        Value::Bool(truth) => cell.parse() == Ok(*truth),
        Value::String(text) => text == cell,
        _ => false,
    }
}
