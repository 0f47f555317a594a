//! Writes the report of a run: words and numbers, no files.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::catalogue::{Catalogue, Measure, Sector};
use bonafide_model::report::{
    Finding, ListUse, NextStep, Outcome, Report, RuleSummary, Run, SourceSummary, SubjectReport,
};
use bonafide_model::rule_file::{Param, RuleFile};
use serde_json::Value;

use crate::check::CheckedRule;
use crate::engine::Engine;
use crate::evidence::{Evidence, in_words};
use crate::function::lists::digest;
use crate::groups_section;
use crate::linking::Linking;
use crate::profile;
use crate::run;
use crate::sanctions_section;
use crate::screen::{Read, Request};
use crate::subjects::{RuleFinding, SubjectFindings};
use crate::tally::{OneRule, RuleTally};

/// The version of the report's layout.
pub(crate) const LAYOUT: u32 = 1;

const LIMITS_OF_USE: [&str; 5] = [
    "A finding says that records match a published red flag. It never says who somebody is, or where they come from.",
    "Every red flag has innocent explanations; they are printed beside it, with a question that would clear or confirm it.",
    "Nothing is rejected, frozen or closed by this report. A person decides, after hearing the subject; two people decide before anything adverse.",
    "Weights are stated proposals in decibans. Their sum orders the work of reviewers; it is no probability.",
    "No rule reads nationality, ethnicity, religion, birthplace, gender, age, language, accent or the origin of a name. Names, birth dates and the gender in a subject's own documents are compared with those of listed parties, and names and birth dates with the subject's own documents, for nothing else.",
];

pub(crate) fn report(
    engine: &Engine,
    request: &Request,
    read: &Read,
    tally: &RuleTally,
    subjects: &[SubjectFindings],
    linking: &Linking,
    seconds: f64,
) -> Report {
    let catalogue = engine.pack.catalogue();
    let rules: Vec<RuleSummary> = engine
        .pack
        .rules
        .iter()
        .zip(&tally.rules)
        .map(|(rule, sums)| summary(rule, sums, catalogue))
        .collect();
    let mut problems = read.lost.clone();
    for rule in &rules {
        problems.extend(
            rule.failed
                .as_ref()
                .map(|why| format!("rule {} failed: {why}", rule.id)),
        );
    }
    let complete = problems.is_empty();
    problems.extend(read.notes.iter().cloned());
    problems.extend(linking.words.notes().iter().cloned());
    let mut outcomes: BTreeMap<Outcome, u64> = Outcome::ALL
        .into_iter()
        .map(|outcome| (outcome, 0))
        .collect();
    for subject in subjects {
        *outcomes.entry(subject.weighed.outcome).or_default() += 1;
    }
    let shown = subjects
        .iter()
        .take(request.shown)
        .take_while(|subject| !subject.is_quiet());
    let shown = shown
        .enumerate()
        .map(|(index, subject)| tell(engine, subject, index as u64 + 1))
        .collect();
    let used: BTreeSet<&str> = rules
        .iter()
        .flat_map(|rule| rule.sources.iter().map(String::as_str))
        .collect();
    Report {
        layout: LAYOUT,
        run: Run {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            rule_pack: engine.pack_hash.clone(),
            catalogue: catalogue.versions(),
            lists: digest(&engine.lists),
            started_at: now(seconds),
            seconds,
            complete,
            subjects: subjects.len() as u64,
            shown_limit: request.shown as u64,
        },
        limits_of_use: LIMITS_OF_USE.map(str::to_owned).to_vec(),
        tables: read.totals.values().cloned().collect(),
        lists: lists(engine),
        sources: used
            .into_iter()
            .filter_map(|key| Some((key.to_owned(), source(catalogue, key)?)))
            .collect(),
        rules,
        outcomes,
        groups: groups_section::section(linking, subjects),
        earlier_subjects: linking.earlier as u64,
        group_model: engine.obeyed.model.in_words(),
        verdicts: linking.words.verdicts().to_vec(),
        passed_over: linking.passed_over.section.clone(),
        sanctions: sanctions_section::section(engine, subjects),
        weighing: engine.weighing.summary(),
        subjects: shown,
        problems,
    }
}

fn now(seconds: f64) -> String {
    let ended = jiff::Timestamp::now();
    let started = ended
        .checked_sub(jiff::SignedDuration::from_millis((seconds * 1000.0) as i64))
        .unwrap_or(ended);
    started
        .round(jiff::Unit::Second)
        .unwrap_or(started)
        .to_string()
}

fn lists(engine: &Engine) -> Vec<ListUse> {
    let unknown = || "not stated".to_owned();
    let mut lists: Vec<ListUse> = engine
        .lists
        .hashes()
        .iter()
        .map(|list| ListUse {
            name: list.name.clone(),
            kind: list.kind.to_string(),
            sha256: list.sha256.clone(),
            source: list.source.clone().unwrap_or_else(unknown),
            date: list.date.clone(),
            licence: list.licence.clone().unwrap_or_else(unknown),
            rows: list.rows,
        })
        .collect();
    lists.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.sha256.cmp(&b.sha256)));
    lists
}

fn source(catalogue: &Catalogue, key: &str) -> Option<SourceSummary> {
    let source = catalogue.source(key)?;
    Some(SourceSummary {
        publisher: source.publisher.clone(),
        title: source.title.clone(),
        date: source.date.clone().unwrap_or_default(),
        url: source.url.clone().unwrap_or_default(),
        kind: source.kind.word().to_owned(),
    })
}

fn summary(rule: &CheckedRule, sums: &OneRule, catalogue: &Catalogue) -> RuleSummary {
    let file = &rule.file;
    RuleSummary {
        id: file.id.clone(),
        title: file.title.clone(),
        family: file.family().to_owned(),
        weight: file.weight,
        facts: file.facts.clone(),
        hard: file.hard,
        track: file.track.word().to_owned(),
        status: file.status.word().to_owned(),
        indicators: file.indicators.clone(),
        sources: sources_of(file, catalogue),
        threshold_basis: file.threshold_basis.word().to_owned(),
        params: file
            .params
            .iter()
            .map(|(name, value)| (name.clone(), param(value)))
            .collect(),
        innocent_reasons: file.innocent_reasons.clone(),
        ask: file.ask.clone(),
        fired: sums.fired,
        clear: sums.answerable.saturating_sub(sums.fired),
        insufficient: match sums.failed {
            Some(_) => 0,
            None => sums.subjects - sums.answerable,
        },
        missing: (sums.answerable == 0 && sums.failed.is_none()).then(|| {
            run::missing(&rule.need, &sums.met)
                .unwrap_or_else(|| format!("nobody has {} together", rule.need))
        }),
        failed: sums
            .failed
            .as_ref()
            .map(|(why, slices)| format!("{why} (in {slices} slice(s))")),
    }
}

/// Keys of the sources on which a rule rests, government first.
pub(crate) fn sources_of(file: &RuleFile, catalogue: &Catalogue) -> Vec<String> {
    let mut keys: Vec<(bool, String)> = Vec::new();
    for indicator in file
        .indicators
        .iter()
        .filter_map(|id| catalogue.indicator(id))
    {
        for (source, _) in catalogue.sources_of(indicator) {
            keys.push((source.kind.word() != "government", source.key.clone()));
        }
    }
    keys.sort();
    keys.dedup();
    keys.into_iter().map(|(_, key)| key).collect()
}

fn param(value: &Param) -> Value {
    match value {
        Param::Integer(number) => Value::from(*number),
        Param::Real(number) => Value::from(*number),
        Param::Text(words) => Value::from(words.clone()),
        Param::Boolean(truth) => Value::from(*truth),
    }
}

/// Everything that was found of one subject, in words.
pub(crate) fn tell(engine: &Engine, subject: &SubjectFindings, rank: u64) -> SubjectReport {
    let rules = &engine.pack.rules;
    let mut findings: Vec<(bool, Finding)> = subject
        .findings
        .iter()
        .zip(&subject.weighed.counted)
        .zip(&subject.weighed.same_fact_as)
        .map(|((found, counted), heavier)| {
            let rule = &rules[found.rule].file;
            let sanctions = rule.track == bonafide_model::rule_file::Track::Sanctions;
            let heavier = heavier.and_then(|place| subject.findings.get(place));
            let same_fact_as = heavier.map(|heavier| rules[heavier.rule].file.id.clone());
            let finding = Finding {
                same_fact_as,
                ..finding(rule, found, *counted)
            };
            (sanctions, finding)
        })
        .collect();
    findings.sort_by(|a, b| {
        a.0.cmp(&b.0)
            .then_with(|| b.1.weight.total_cmp(&a.1.weight))
            .then_with(|| a.1.rule.cmp(&b.1.rule))
    });
    SubjectReport {
        subject_id: subject.id.clone(),
        rank,
        outcome: subject.weighed.outcome,
        weight: subject.weighed.weight,
        gate: subject.weighed.gate.clone(),
        families: subject.weighed.families.clone(),
        next_steps: next_steps(engine, &subject.findings),
        findings: findings.into_iter().map(|(_, finding)| finding).collect(),
        insufficient: subject
            .insufficient
            .iter()
            .map(|rule| rules[rule].file.id.clone())
            .collect(),
    }
}

fn finding(rule: &RuleFile, found: &RuleFinding, counted: f64) -> Finding {
    Finding {
        rule: rule.id.clone(),
        weight: rule.weight,
        counted,
        same_fact_as: None,
        reason: reason(rule, found.evidence.first()),
        evidence: found.evidence.clone(),
        evidence_rows: found.rows,
    }
}

/// The reason of a rule, filled with a row of evidence.
pub(crate) fn reason(rule: &RuleFile, evidence: Option<&Evidence>) -> String {
    let value = |name: &str| {
        evidence
            .and_then(|row| row.get(name))
            .filter(|value| !value.is_null())
            .map(in_words)
    };
    rule.reason.fill(value)
}

/// The measures that fit the heaviest findings best and the sector of the profile, without those that were taken already.
fn next_steps(engine: &Engine, findings: &[RuleFinding]) -> Vec<NextStep> {
    let catalogue = engine.pack.catalogue();
    let rules = &engine.pack.rules;
    let sectors = profile::sectors(&engine.weighing.profile);
    let fits = |measure: &Measure| sectors.is_empty() || Sector::overlap(&measure.sector, &sectors);
    let found: Vec<&RuleFile> = findings
        .iter()
        .map(|found| rules[found.rule].file.as_ref())
        .collect();
    let counts_already = |measure: &Measure| {
        let used = catalogue.measure_use(&measure.id);
        used.is_some_and(|used| {
            found
                .iter()
                .any(|rule| rule.weight < 0.0 && used.mitigations.contains(&rule.id))
        })
    };
    let mut heaviest: Vec<&RuleFile> = found.clone();
    heaviest.retain(|rule| rule.weight > 0.0);
    heaviest.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.id.cmp(&b.id)));
    let advice: Vec<(&RuleFile, Vec<&Measure>)> = heaviest
        .into_iter()
        .map(|rule| {
            let indicators = rule
                .indicators
                .iter()
                .filter_map(|id| catalogue.indicator(id));
            let mut measures: Vec<&Measure> = indicators
                .flat_map(|indicator| catalogue.measures_for(indicator))
                .collect();
            measures.retain(|measure| fits(measure) && !counts_already(measure));
            (rule, measures)
        })
        .collect();
    let mut steps: Vec<NextStep> = Vec::new();
    // One step a finding before the second of any, so that every family of evidence gets its own.
    for turn in 0..Catalogue::NEXT_STEPS {
        for (_, measures) in &advice {
            let Some(measure) = measures.get(turn) else {
                continue;
            };
            if steps.len() < Catalogue::NEXT_STEPS
                && steps.iter().all(|step| step.measure != measure.id)
            {
                steps.push(next_step(catalogue, measure, &advice));
            }
        }
    }
    steps
}

fn next_step(
    catalogue: &Catalogue,
    measure: &Measure,
    advice: &[(&RuleFile, Vec<&Measure>)],
) -> NextStep {
    let used = catalogue.measure_use(&measure.id);
    let proposed = |measures: &[&Measure]| {
        let first = measures.iter().take(Catalogue::NEXT_STEPS);
        first.clone().any(|one| one.id == measure.id)
    };
    NextStep {
        measure: measure.id.clone(),
        title: measure.title.clone(),
        description: measure.description.clone(),
        answers: advice
            .iter()
            .filter(|(_, measures)| proposed(measures))
            .map(|(rule, _)| rule.id.clone())
            .collect(),
        check: used.and_then(|used| used.check.clone()),
        mitigations: used
            .map(|used| used.mitigations.clone())
            .unwrap_or_default(),
    }
}
