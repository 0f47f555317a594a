//! `docs/coverage.md`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use bonafide_model::catalogue::{Sector, Stage};

use super::{CitedSource, Coverage, IndicatorCoverage};

pub(super) fn page(coverage: &Coverage) -> String {
    let counts = coverage.counts();
    let mut page = format!(
        "<!-- Made from catalogue/ and rules/. Renew with: UPDATE_DOCS=1 cargo test -p bonafide-catalogue -->\n\n\
        # Coverage\n\n\
        Where each of the {} published indicators, {} measures and {} signals that are left out on purpose has its place \
        (catalogue {}). `bonafide rules coverage --format json` prints the same for programs, with your own rules and \
        advisories where you name them.\n\n\
        | indicators | |\n|---|---:|\n\
        | answered by rules over records | {} |\n\
        | answered by rules over records and by what a person answers | {} |\n\
        | answered by what a person answers alone, with the reason | {} |\n\
        | not yet, with the reason | {} |\n\
        | without a place | {} |\n\n\
        A rule that checks an indicator checks what its query says, with thresholds that are mostly proposals (the rule \
        says which). Behind each source stands how it was seen: read whole (no mark), in part (excerpt), or only as \
        reported by somebody else (secondary).\n",
        coverage.indicators.len(),
        coverage.measures.len(),
        coverage.excluded.len(),
        coverage.versions,
        counts.records,
        counts.both,
        counts.people,
        counts.not_yet,
        counts.nothing,
    );
    views(&mut page, coverage);
    indicators(&mut page, coverage);
    measures(&mut page, coverage);
    excluded(&mut page, coverage);
    page
}

/// How many indicators each sector can see at each stage.
fn views(page: &mut String, coverage: &Coverage) {
    page.push_str(
        "\n## By sector and stage\n\nIndicators that a sector can see at a stage, and how many of them rules over records \
        answer. An indicator that everybody can see counts in every column.\n\n| stage |",
    );
    let sectors: Vec<&str> = Sector::ALL
        .iter()
        .filter(|sector| **sector != Sector::Any)
        .map(|sector| sector.word())
        .collect();
    for sector in &sectors {
        let _ = write!(page, " {sector} |");
    }
    page.push_str("\n|---|");
    page.push_str(&"---:|".repeat(sectors.len()));
    page.push('\n');
    let mut totals: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for stage in Stage::ALL {
        let _ = write!(page, "| {} |", stage.word());
        for sector in &sectors {
            let here = coverage.indicators.iter().filter(|one| {
                one.stage == stage.word()
                    && (one.sectors.contains(sector) || one.sectors.contains(&Sector::Any.word()))
            });
            let (all, by_rules) = here.fold((0, 0), |(all, by_rules), one| {
                (all + 1, by_rules + usize::from(!one.rules.is_empty()))
            });
            let total = totals.entry(sector).or_default();
            *total = (total.0 + all, total.1 + by_rules);
            let _ = match all {
                0 => write!(page, " – |"),
                _ => write!(page, " {by_rules} of {all} |"),
            };
        }
        page.push('\n');
    }
    page.push_str("| all |");
    for sector in &sectors {
        let (all, by_rules) = totals.get(sector).copied().unwrap_or_default();
        let _ = write!(page, " {by_rules} of {all} |");
    }
    page.push('\n');
}

fn indicators(page: &mut String, coverage: &Coverage) {
    page.push_str("\n## Indicators\n");
    for stage in Stage::ALL {
        let here: Vec<&IndicatorCoverage> = coverage
            .indicators
            .iter()
            .filter(|one| one.stage == stage.word())
            .collect();
        if here.is_empty() {
            continue;
        }
        let _ = write!(
            page,
            "\n### {}\n\n| indicator | sectors | strength | checkable | place | sources |\n|---|---|---|---|---|---|\n",
            stage.word()
        );
        for one in here {
            let _ = writeln!(
                page,
                "| `{}`<br>{} | {} | {} | {} | {} | {} |",
                one.indicator,
                cell(&one.title),
                one.sectors.join(", "),
                one.strength,
                one.machine_checkable,
                place(one),
                sources(&one.sources)
            );
        }
    }
}

fn place(one: &IndicatorCoverage) -> String {
    let mut parts = Vec::new();
    let listed = |rules: &[String]| -> String {
        let linked: Vec<String> = rules.iter().map(|rule| rule_link(rule)).collect();
        linked.join(", ")
    };
    if !one.rules.is_empty() {
        parts.push(format!("rules: {}", listed(&one.rules)));
    }
    if !one.observation.is_empty() {
        parts.push(format!("answer of a person: {}", listed(&one.observation)));
    }
    if let Some(question) = &one.question {
        parts.push(format!("asks: “{}”", cell(question)));
    }
    if !one.mitigations.is_empty() {
        parts.push(format!(
            "speaks for the subject: {}",
            listed(&one.mitigations)
        ));
    }
    if let Some(reason) = one.reason.as_ref().filter(|_| one.rules.is_empty()) {
        let word = match one.observation.is_empty() {
            true => "not yet",
            false => "no rule over records",
        };
        parts.push(format!("{word}: {}", cell(reason)));
    }
    if parts.is_empty() {
        parts.push("**nothing**".to_owned());
    }
    parts.join("<br>")
}

fn measures(page: &mut String, coverage: &Coverage) {
    page.push_str(
        "\n## Measures\n\nEvery measure is printed on the checklists of its stage (`bonafide checklist SECTOR STAGE`). The third \
        column says for how many rules it is among the first next steps that a report proposes; the fourth, what else the \
        program does with it.\n\n| measure | checklist | next step of | used | sources |\n|---|---|---:|---|---|\n",
    );
    for one in &coverage.measures {
        let mut parts = Vec::new();
        let listed = |rules: &[String]| -> String {
            let linked: Vec<String> = rules.iter().map(|rule| rule_link(rule)).collect();
            linked.join(", ")
        };
        if !one.rules.is_empty() {
            parts.push(format!("done by {}", listed(&one.rules)));
        }
        if let Some(check) = &one.check {
            parts.push(format!("recorded in `verification` as `{check}`"));
        }
        if !one.mitigations.is_empty() {
            parts.push(format!(
                "counts for the subject once done: {}",
                listed(&one.mitigations)
            ));
        }
        parts.extend(one.note.as_deref().map(cell));
        let _ = writeln!(
            page,
            "| `{}`<br>{} | {} | {} | {} | {} |",
            one.measure,
            cell(&one.title),
            one.checklist,
            one.next_step_of,
            parts.join("<br>"),
            sources(&one.sources)
        );
    }
}

fn excluded(page: &mut String, coverage: &Coverage) {
    page.push_str(
        "\n## Left out on purpose\n\nA rule that names one of these ids as its indicator is refused (`bonafide rules check`), and so is \
        one that reads a protected column (`crates/engine/src/check/protected.rs`, tried in `crates/bonafide/tests/command.rs`). \
        `crates/catalogue/tests/coverage.rs` holds the last two columns to the tables.\n\n\
        | signal | published in | why it is left out | what keeps it out | protected columns |\n|---|---|---|---|---|\n",
    );
    for one in &coverage.excluded {
        let columns: Vec<String> = one
            .protected
            .iter()
            .map(|name| format!("`{name}`"))
            .collect();
        let _ = writeln!(
            page,
            "| {}<br>`{}` | {} | {} | {} | {} |",
            cell(&one.signal),
            one.id,
            cell(&one.where_published.join("; ")),
            cell(&one.why_excluded),
            cell(one.how.as_deref().unwrap_or("**nothing**")),
            columns.join(", ")
        );
    }
}

fn rule_link(rule: &str) -> String {
    format!("[{rule}](../rules/{rule}.md)")
}

fn sources(sources: &[CitedSource]) -> String {
    let cited: Vec<String> = sources
        .iter()
        .map(|source| match source.seen {
            "full-text" => source.key.clone(),
            seen => format!("{} ({seen})", source.key),
        })
        .collect();
    cited.join(", ")
}

/// Text that does not break out of a table cell.
fn cell(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace('|', "\\|")
}
