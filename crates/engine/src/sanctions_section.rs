//! The part of the report that stands on its own track: matches with sanctions lists.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_model::catalogue::Catalogue;
use bonafide_model::report::{Firmness, SanctionsListUse, SanctionsMatch, SanctionsSection};
use bonafide_model::rule_file::{RuleFile, Track};
use bonafide_screening::version;

use crate::engine::Engine;
use crate::evidence::Evidence;
use crate::subjects::SubjectFindings;
use crate::tell::reason;

/// All matches, what they rest on, and the duties of the authorities whose lists are matched.
pub(crate) fn section(engine: &Engine, subjects: &[SubjectFindings]) -> SanctionsSection {
    let mut totals: BTreeMap<Firmness, u64> = BTreeMap::new();
    let mut found: Vec<(Firmness, usize, SanctionsMatch)> = Vec::new();
    for (rank, subject) in subjects.iter().enumerate() {
        for finding in &subject.findings {
            let rule = engine.pack.rules[finding.rule].file.as_ref();
            if rule.track != Track::Sanctions {
                continue;
            }
            let mut shown = 0;
            for row in &finding.evidence {
                let one = match_of(rule, &subject.id, row);
                *totals.entry(one.firmness).or_default() += 1;
                shown += 1;
                found.push((one.firmness, rank, one));
            }
            // Rows that the finding counts and does not show are as firm as the first.
            if let Some((firmness, ..)) = found.last()
                && finding.rows > shown
            {
                *totals.entry(*firmness).or_default() += finding.rows - shown;
            }
        }
    }
    // Within one firmness in the order of review, so that the person to look at first comes first.
    found.sort_by(|(a, at, one), (b, bt, other)| {
        let score = |of: &SanctionsMatch| of.score.unwrap_or(0.0);
        a.cmp(b)
            .then(at.cmp(bt))
            .then_with(|| score(other).total_cmp(&score(one)))
            .then_with(|| {
                (&one.rule, &one.list, &one.entry).cmp(&(&other.rule, &other.list, &other.entry))
            })
    });
    found.truncate(SanctionsSection::MOST);
    let matches: Vec<SanctionsMatch> = found.into_iter().map(|(.., one)| one).collect();
    let concerned: BTreeSet<&str> = matches
        .iter()
        .filter(|one| one.firmness != Firmness::Cleared)
        .filter_map(|one| one.authority.as_deref())
        .collect();
    let duties = Catalogue::embedded()
        .duties()
        .iter()
        .filter(|duty| concerned.contains(duty.authority.as_str()))
        .cloned()
        .collect();
    SanctionsSection {
        lists: lists(engine),
        totals,
        matches,
        duties,
    }
}

fn lists(engine: &Engine) -> Vec<SanctionsListUse> {
    let filled = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    engine
        .lists
        .sanctions()
        .iter()
        .map(|list| SanctionsListUse {
            name: list.name().to_owned(),
            version: version(list.name(), list.date(), &list.sha256),
            title: filled(&list.list.about.title),
            parties: list.parties().len() as u64,
            partial: list.about.attributes.partial,
        })
        .collect()
}

fn match_of(rule: &RuleFile, subject: &str, row: &Evidence) -> SanctionsMatch {
    let text = |column: &str| row.get(column)?.as_str().map(str::to_owned);
    let list = text("list");
    let authority = list
        .as_deref()
        .and_then(|list| Catalogue::embedded().duty_of(list));
    let is_cleared = row.get("cleared").and_then(serde_json::Value::as_bool) == Some(true);
    let firmness = match rule.hard {
        _ if is_cleared => Firmness::Cleared,
        true => Firmness::Equal,
        false if row.contains_key("met") => Firmness::NameAlone,
        false => Firmness::Lead,
    };
    SanctionsMatch {
        subject_id: subject.to_owned(),
        rule: rule.id.clone(),
        firmness,
        reason: reason(rule, Some(row)),
        authority: authority.map(|duty| duty.authority.clone()),
        list,
        list_version: text("list_version"),
        entry: text("entry"),
        entity: text("entity"),
        programme: text("programme"),
        legal_basis: text("legal_basis"),
        listed_on: text("listed_on"),
        score: row.get("score").and_then(serde_json::Value::as_f64),
        explanation: text("explanation"),
        ownership: text("ownership"),
        clearance: text("clearance"),
        pairs: text("pairs")
            .iter()
            .flat_map(|pairs| pairs.split(' '))
            .filter(|pair| !pair.is_empty())
            .map(str::to_owned)
            .collect(),
    }
}
