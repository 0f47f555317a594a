//! Coverage for a terminal.

use super::Coverage;

pub(super) fn table(coverage: &Coverage) -> String {
    let mut text = format!("catalogue {}\n\n", coverage.versions);
    for one in &coverage.indicators {
        text += &format!("{} [{}, {}]\n", one.indicator, one.stage, one.strength);
        let sources: Vec<String> = one
            .sources
            .iter()
            .map(|source| format!("{} ({})", source.key, source.seen))
            .collect();
        text += &format!("    sources     {}\n", sources.join(", "));
        for (word, rules) in [
            ("rule", &one.rules),
            ("observation", &one.observation),
            ("mitigation", &one.mitigations),
        ] {
            for rule in rules {
                text += &format!("    {word:<11} {rule}\n");
            }
        }
        if let Some(question) = &one.question {
            text += &format!("    question    {question}\n");
        }
        if let Some(reason) = one.reason.as_ref().filter(|_| one.rules.is_empty()) {
            text += &format!("    reason      {reason}\n");
        }
    }
    text += "\nMeasures\n";
    for one in &coverage.measures {
        text += &format!(
            "{}\n    next step of {} rule(s); checklist {}\n",
            one.measure, one.next_step_of, one.checklist
        );
        for (word, rules) in [("done by", &one.rules), ("counts in", &one.mitigations)] {
            for rule in rules {
                text += &format!("    {word:<11} {rule}\n");
            }
        }
        if let Some(check) = &one.check {
            text += &format!("    recorded    verification, check_name {check}\n");
        }
        if let Some(note) = &one.note {
            text += &format!("    note        {note}\n");
        }
    }
    text += "\nLeft out on purpose\n";
    for one in &coverage.excluded {
        text += &format!(
            "{}: {}\n    why         {}\n",
            one.id, one.signal, one.why_excluded
        );
        if let Some(how) = &one.how {
            text += &format!("    kept out    {how}\n");
        }
    }
    let counts = coverage.counts();
    text += &format!(
        "\n{} indicators: {} by rules over records, {} by rules and people, {} by people alone, {} not yet, {} without a place; {} measures; {} signals left out\n",
        coverage.indicators.len(),
        counts.records,
        counts.both,
        counts.people,
        counts.not_yet,
        counts.nothing,
        coverage.measures.len(),
        coverage.excluded.len()
    );
    for gap in &coverage.gaps {
        text += &format!("GAP  {gap}\n");
    }
    text
}
