//! The page holds whatever a record says, and nothing that a record says becomes part of the page.

#[allow(dead_code, reason = "the example uses what these tests do not")]
#[path = "../examples/sample_report/world.rs"]
mod world;

use std::collections::BTreeMap;

use bonafide_model::report::Report;
use proptest::prelude::*;
use serde_json::{Value, json};

/// What a browser would make of a page, counted: tags by name, attributes that act, text outside.
#[derive(Debug, Default, PartialEq, Eq)]
struct Anatomy {
    tags: BTreeMap<String, usize>,
    handlers: usize,
    comments: usize,
}

/// Reads a page as a browser's tokenizer does, as far as our pages need it: tags with quoted and
/// unquoted attributes, comments, and the raw text of `script` and `style`.
fn anatomy(page: &str) -> Anatomy {
    let mut anatomy = Anatomy::default();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if rest.starts_with("!--") {
            anatomy.comments += 1;
            rest = rest.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let closing = rest.starts_with('/');
        let name: String = rest
            .trim_start_matches('/')
            .chars()
            .take_while(|character| character.is_ascii_alphanumeric() || *character == '!')
            .collect::<String>()
            .to_ascii_lowercase();
        if name.is_empty() {
            continue;
        }
        let mut quote = None;
        let mut end = rest.len();
        for (index, character) in rest.char_indices() {
            match (quote, character) {
                (Some(open), _) if open == character => quote = None,
                (None, '"' | '\'') => quote = Some(character),
                (None, '>') => {
                    end = index;
                    break;
                }
                _ => {}
            }
        }
        let tag = &rest[..end];
        anatomy.handlers += attribute_names(tag)
            .filter(|name| name.starts_with("on"))
            .count();
        *anatomy
            .tags
            .entry(if closing {
                format!("/{name}")
            } else {
                name.clone()
            })
            .or_default() += 1;
        rest = &rest[end..];
        if !closing && (name == "script" || name == "style") {
            rest = rest.find(&format!("</{name}")).map_or("", |at| &rest[at..]);
        }
    }
    anatomy
}

/// The names of the attributes of a tag, the values left out.
fn attribute_names(tag: &str) -> impl Iterator<Item = String> {
    let mut names = Vec::new();
    let mut name = String::new();
    let mut quote = None;
    let mut in_value = false;
    for character in tag.chars().chain(" ".chars()) {
        match (quote, character) {
            (Some(open), _) if open == character => (quote, in_value) = (None, false),
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(character),
            (None, '=') => {
                in_value = true;
                names.push(std::mem::take(&mut name).to_ascii_lowercase());
            }
            (None, space) if space.is_whitespace() => {
                if !name.is_empty() && !in_value {
                    names.push(std::mem::take(&mut name).to_ascii_lowercase());
                }
                name.clear();
                in_value = false;
            }
            (None, _) if !in_value => name.push(character),
            (None, _) => {}
        }
    }
    names.into_iter().skip(1)
}

/// Puts `text` in every place of a report that comes from outside.
fn filled_with(text: &str, mut report: Report) -> Report {
    let text = || text.to_owned();
    for subject in &mut report.subjects {
        subject.subject_id = text();
        subject.gate = text();
        for finding in &mut subject.findings {
            finding.reason = text();
            finding.evidence = vec![BTreeMap::from([
                (format!("column {}", text()), json!(text())),
                ("nested".to_owned(), json!({ text(): [text()] })),
            ])];
        }
        subject.insufficient.push(text());
        for step in &mut subject.next_steps {
            (step.title, step.description, step.measure) = (text(), text(), text());
        }
    }
    world::groups::make_hostile(&mut report.groups, &mut || text());
    world::sanctions::make_hostile(&mut report.sanctions, &mut || text());
    for rule in &mut report.rules {
        (rule.title, rule.innocent_reasons, rule.ask) = (text(), text(), text());
        (rule.threshold_basis, rule.missing, rule.failed) = (text(), Some(text()), Some(text()));
        rule.indicators = vec![text()];
        rule.params = BTreeMap::from([(text(), Value::String(text()))]);
    }
    for source in report.sources.values_mut() {
        (source.publisher, source.title, source.date, source.kind) = (
            format!("p{}", text()),
            format!("t{}", text()),
            format!("d{}", text()),
            format!("k{}", text()),
        );
        source.url = format!(
            "https://example.com/{}",
            text()
                .replace(char::is_whitespace, "")
                .replace(char::is_control, "")
        );
    }
    for list in &mut report.lists {
        (list.name, list.kind, list.source, list.licence) = (text(), text(), text(), text());
        (list.sha256, list.date) = (text(), Some(text()));
    }
    for table in &mut report.tables {
        table.table = text();
    }
    report.problems = vec![text()];
    report.limits_of_use = vec![text()];
    (
        report.run.version,
        report.run.started_at,
        report.run.lists,
        report.run.rule_pack,
    ) = (text(), text(), text(), text());
    report
}

fn anatomy_when_filled_with(text: &str) -> Anatomy {
    anatomy(&bonafide_report::html(&filled_with(text, world::plain(6))))
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    assert_eq!(
        bonafide_report::html(&world::plain(20)),
        bonafide_report::html(&world::plain(20))
    );
}

#[test]
fn the_page_asks_nothing_of_the_network() {
    let page = bonafide_report::html(&world::plain(60));
    for loader in [
        "<link", "<img", "<iframe", "<object", "<embed", "src=", "@import", "url(", "fetch(",
        "XMLHttp",
    ] {
        assert!(!page.contains(loader), "{loader} in the page");
    }
    assert!(page.contains("default-src 'none'"));
    assert!(!page.contains("unsafe-inline"));
    assert!(
        !page.contains(" style="),
        "an inline style would be refused by the policy"
    );
}

#[test]
fn every_tag_that_needs_it_is_closed() {
    let anatomy = anatomy(&bonafide_report::html(&world::plain(30)));
    for (name, opened) in &anatomy.tags {
        let alone = [
            "!doctype", "meta", "input", "br", "rect", "circle", "line", "path",
        ]
        .contains(&name.as_str());
        if !name.starts_with('/') && !alone {
            assert_eq!(
                anatomy.tags.get(&format!("/{name}")),
                Some(opened),
                "<{name}>"
            );
        }
    }
    assert_eq!(anatomy.tags.get("script"), Some(&1));
    assert_eq!(anatomy.handlers, 0);
}

#[test]
fn hostile_texts_stay_texts() {
    let calm = anatomy_when_filled_with("calm");
    for hostile in world::HOSTILE {
        assert_eq!(anatomy_when_filled_with(hostile), calm, "{hostile:?}");
    }
    let page = bonafide_report::html(&world::hostile());
    assert_eq!(anatomy(&page).tags.get("script"), Some(&1));
    assert!(page.contains("cv⟨U+202E⟩fdp.exe"), "the override is shown");
    assert!(
        !page.contains(['\u{202e}', '\u{1b}', '\0']),
        "no character acts unseen"
    );
    assert!(!page.contains("href=\"javascript:"));
}

#[test]
fn the_check_itself_sees_a_page_that_is_broken_out_of() {
    let calm = anatomy("<p title=\"calm\">calm</p>");
    assert_ne!(
        anatomy("<p title=\"calm\">calm<script>x</script></p>"),
        calm
    );
    assert_ne!(anatomy("<p title=\"calm\" onclick=\"x\">calm</p>"), calm);
    assert_ne!(anatomy("<p title=\"calm\">calm<!-- </p>"), calm);
}

#[test]
fn every_part_is_on_the_page() {
    let report = world::plain(60);
    let page = bonafide_report::html(&report);
    let first = &report.subjects[0];
    for text in [
        &first.subject_id,
        &first.gate,
        &first.findings[0].reason,
        &first.next_steps[0].description,
    ] {
        assert!(page.contains(text.as_str()), "{text}");
    }
    for rule in &report.rules {
        assert!(page.contains(&rule.id), "{}", rule.id);
    }
    for source in report.sources.values() {
        assert!(
            page.contains(&format!("href=\"{}\"", source.url)),
            "{}",
            source.url
        );
    }
    for limit in &report.limits_of_use {
        assert!(page.contains(limit.as_str()), "{limit}");
    }
    assert!(page.contains(&report.run.rule_pack) && page.contains(&report.run.lists));
    assert_eq!(
        page.matches("class=\"subject o-").count(),
        report.subjects.len()
    );
}

#[test]
fn a_partial_run_says_so_before_anything_else() {
    let report = world::partial();
    let page = bonafide_report::html(&report);
    let told = page
        .find("This report is partial")
        .expect("the page says that it is partial");
    assert!(told < page.find("id=\"overview\"").expect("there is an overview"));
    assert!(page.contains("the file ends in the middle of a page"));
}

#[test]
fn a_thousand_subjects_fit() {
    let report = world::plain(1_000);
    assert!(report.subjects.len() > 800, "the sample should be large");
    let page = bonafide_report::html(&report);
    assert!(page.len() < 15_000_000, "{} bytes", page.len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_out(text in any::<String>()) {
        // An empty text leaves out the label beside it.
        prop_assume!(!text.is_empty());
        prop_assert_eq!(anatomy_when_filled_with(&text), anatomy_when_filled_with("calm"));
    }

    #[test]
    fn no_mix_of_hostile_pieces_breaks_out(
        pieces in prop::collection::vec(
            prop::sample::select(vec!["<", ">", "\"", "'", "`", "&", "/", "=", "script", "</", "!--", "-->", " ", "\n", "\0", "on", "x", "javascript:", "\u{202e}", "]]>"]),
            1..24,
        )
    ) {
        let text = pieces.concat();
        prop_assert_eq!(anatomy_when_filled_with(&text), anatomy_when_filled_with("calm"));
    }
}
