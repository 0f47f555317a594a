//! A notice as plain text.

use bonafide_report::visible;

use super::{Field, Notice};
use crate::language::Words;

pub(super) fn text(notice: &Notice) -> String {
    let words = Words::of(notice.language);
    let mut text = format!("{}\n\n", words.text("notice.title"));
    text += &format!("{} {}\n", words.text("notice.to"), visible(&notice.subject));
    text += &fields(&words, &notice.head);
    text += &heading(words.text("notice.decision"));
    text += &fields(&words, &notice.decision);
    text += &heading(words.text("notice.facts"));
    if notice.facts.is_empty() {
        text += &format!("{}\n", words.text("notice.none"));
    } else {
        text += &format!(
            "{}\n",
            words.fill("notice.facts-intro", [("day", notice.day.as_str())])
        );
    }
    for (place, fact) in notice.facts.iter().enumerate() {
        text += &format!("\n({}) {}\n", place + 1, visible(&fact.title));
        if fact.untranslated {
            text += &format!("    {}\n", words.text("notice.english-only"));
        }
        let days = fact.days.as_deref();
        for (label, value) in [
            ("notice.records", Some(fact.records.as_str())),
            ("notice.days", days),
            ("notice.innocent", Some(fact.innocent.as_str())),
            ("notice.ask", Some(fact.ask.as_str())),
            ("notice.sources", Some(fact.publishers.as_str())),
        ] {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                text += &format!("    {}: {}\n", words.text(label), visible(value));
            }
        }
        if fact.compared {
            text += &format!("    {}\n", words.text("notice.others"));
        }
    }
    if !notice.for_you.is_empty() {
        text += &format!("\n{}\n", words.text("notice.for-you"));
        for one in &notice.for_you {
            text += &format!("- {}\n", visible(one));
        }
    }
    if notice.sanctions {
        text += &format!(
            "\n{}\n{}\n",
            words.text("notice.sanctions"),
            words.text("notice.sanctions-text")
        );
    }
    text += &heading(words.text("notice.automated"));
    text += &format!("{}\n\n", words.text("notice.automated-found"));
    text += &format!("{}\n\n", value(&notice.decided_by));
    text += &format!(
        "{}\n\n{}\n",
        words.text("notice.protected"),
        words.text("notice.withheld")
    );
    text += &heading(words.text("notice.redress"));
    text += &format!("{}\n", words.text("notice.redress-intro"));
    for right in words.list("notice.rights") {
        text += &format!("- {right}\n");
    }
    text += &fields(&words, &notice.redress);
    text += &format!(
        "{}: {}\n",
        words.text("notice.redress-court"),
        words.text("notice.redress-court-text")
    );
    text += &heading(words.text("notice.limits"));
    for limit in words.list("notice.limits") {
        text += &format!("- {limit}\n");
    }
    text
}

fn heading(title: &str) -> String {
    format!("\n{title}\n\n")
}

fn fields(words: &Words, fields: &[Field]) -> String {
    fields
        .iter()
        .map(|field| format!("{}: {}\n", words.text(field.label), value(field)))
        .collect()
}

fn value(field: &Field) -> String {
    match field.blank {
        true => format!("[{}]", field.value),
        false => visible(&field.value).into_owned(),
    }
}
