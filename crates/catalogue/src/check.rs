//! Whether a catalogue hangs together: what a reader of the files alone cannot see.

use std::collections::BTreeSet;

use bonafide_model::catalogue::{Catalogue, CatalogueTexts, Citation, MachineCheckable, Seen};
use bonafide_model::rule_file::RuleFile;

use crate::coverage::Coverage;

/// Everything that is wrong with a catalogue, in sentences.
///
/// `whole` holds the entries and, of a firm's own folder, the catalogue of the program beside them;
/// problems are told of the entries of `own` namespace only where one is named.
pub fn problems(
    whole: &Catalogue,
    rules: &[&RuleFile],
    texts: &CatalogueTexts<'_>,
    own: Option<&str>,
) -> Vec<String> {
    let mut problems = Vec::new();
    let edition = match own {
        Some(namespace) => whole
            .own_editions()
            .iter()
            .find(|edition| edition.namespace.as_deref() == Some(namespace)),
        None => Some(whole.edition()),
    };
    if let Some(edition) = edition {
        if !is_day(&edition.date) {
            problems.push(format!(
                "catalogue.toml: `date` is \"{}\"; write the day of the version as YYYY-MM-DD",
                edition.date
            ));
        }
        if edition.version.trim().is_empty() {
            problems.push("catalogue.toml: `version` is empty".to_owned());
        }
        match &edition.content {
            Some(content) if *content != texts.content() => problems.push(format!(
                "catalogue.toml: the entries changed and `content` did not; raise `version`, tell the change in CHANGES.md, and write content = \"{}\"",
                texts.content()
            )),
            _ => {}
        }
    }
    let is_own = |id: &str| match own {
        Some(namespace) => id.starts_with(namespace) && id[namespace.len()..].starts_with(':'),
        None => true,
    };
    problems.extend(citations(whole, &is_own));
    for indicator in whole.indicators().iter().filter(|entry| is_own(&entry.id)) {
        let id = &indicator.id;
        if indicator.machine_checkable != MachineCheckable::Yes && whole.question(id).is_none() {
            problems.push(format!(
                "indicator {id}: it is `{}`, and questions.toml asks nothing about it",
                indicator.machine_checkable.word()
            ));
        }
        if indicator.title.trim().is_empty() || indicator.description.trim().is_empty() {
            problems.push(format!("indicator {id}: title or description is empty"));
        }
    }
    for (id, question) in whole.questions().iter().filter(|(id, _)| is_own(id)) {
        if whole.indicator(id).is_none() {
            problems.push(format!("questions.toml: `{id}` is no indicator"));
        }
        if !question.contains('?') {
            problems.push(format!("questions.toml: `{id}` asks nothing: {question}"));
        }
    }
    for id in whole.pending().keys().filter(|id| is_own(id)) {
        if whole.indicator(id).is_none() {
            problems.push(format!("pending.toml: `{id}` is no indicator"));
        }
    }
    for id in whole.measure_uses().keys().filter(|id| is_own(id)) {
        if whole.measure(id).is_none() {
            problems.push(format!("measures-used.toml: `{id}` is no measure"));
        }
    }
    let coverage = Coverage::of(whole, rules);
    let gaps = coverage.gaps.into_iter().filter(|gap| match own {
        Some(namespace) => gap.contains(&format!(" {namespace}:")),
        None => true,
    });
    problems.extend(gaps);
    problems
}

/// Citations without a source, and sources that nobody cites.
fn citations(whole: &Catalogue, is_own: &dyn Fn(&str) -> bool) -> Vec<String> {
    let mut problems = Vec::new();
    let mut cited: BTreeSet<&str> = BTreeSet::new();
    let entries = (whole
        .indicators()
        .iter()
        .map(|entry| ("indicator", &entry.id, &entry.sources)))
    .chain(
        whole
            .measures()
            .iter()
            .map(|entry| ("measure", &entry.id, &entry.sources)),
    );
    for (kind, id, sources) in entries {
        cited.extend(sources.iter().map(|citation| citation.key.as_str()));
        if !is_own(id) {
            continue;
        }
        if sources.is_empty() {
            problems.push(format!("{kind} {id}: it cites no source"));
        }
        for Citation { key, .. } in sources
            .iter()
            .filter(|cited| whole.source(&cited.key).is_none())
        {
            problems.push(format!(
                "{kind} {id}: it cites the source `{key}`, which nobody describes"
            ));
        }
    }
    for indicator in whole.indicators().iter().filter(|entry| is_own(&entry.id)) {
        let only_retold = indicator
            .sources
            .iter()
            .all(|citation| citation.seen == Seen::Secondary);
        let grade = indicator.evidence_grade.word();
        if only_retold && grade.starts_with("primary") {
            problems.push(format!(
                "indicator {}: its grade is {grade}, though every source was only seen through others",
                indicator.id
            ));
        }
    }
    for source in whole.sources().iter().filter(|source| is_own(&source.key)) {
        if !cited.contains(source.key.as_str()) {
            problems.push(format!("source {}: nobody cites it", source.key));
        }
        let web = |url: &str| url.starts_with("https://") || url.starts_with("http://");
        if source.url.as_deref().is_some_and(|url| !web(url)) {
            problems.push(format!("source {}: `url` is no web address", source.key));
        }
    }
    problems
}

fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |part: &str, length: usize| {
        (part.len() == length)
            .then(|| part.parse::<u32>().ok())
            .flatten()
    };
    match parts[..] {
        [year, month, day] => {
            number(year, 4).is_some()
                && number(month, 2).is_some_and(|month| (1..=12).contains(&month))
                && number(day, 2).is_some_and(|day| (1..=31).contains(&day))
        }
        _ => false,
    }
}
