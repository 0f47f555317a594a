//! Reference pages made from the declarations: `docs/tables.md` and `docs/catalogue.md`.
//!
//! Tests compare the pages in the repository with what these functions return, so that no page can
//! say something else than the code.

use std::fmt::Write as _;

use crate::catalogue::{Catalogue, Indicator, MachineCheckable, Measure, Seen, Stage};
use crate::table::{Column, Group, TABLES, Table};

const GENERATED: &str = "<!-- Made from the declarations in crates/model. \
    Renew with: UPDATE_DOCS=1 cargo test -p bonafide-model -->\n";

/// The page that describes every table.
pub fn tables_page() -> String {
    let mut page = format!(
        "{GENERATED}\n# Tables\n\n\
        Records come in, and rules read, as rows of these tables. All columns but ids are optional: \
        missing data never fails a screen, it only leaves questions open. Times are instants in UTC.\n\n\
        Flags: **id**: a row without it is set aside. **kind**: tells kinds of rows apart; a rule that \
        asks for one kind needs rows of that kind. **protected**: no rule may use it, but to compare two \
        names of the same subject.\n"
    );
    for (group, tables) in groups() {
        let _ = write!(page, "\n- {}: ", group.heading());
        let links: Vec<String> = tables
            .iter()
            .map(|table| format!("[`{0}`](#{0})", table.name))
            .collect();
        page.push_str(&links.join(", "));
    }
    page.push('\n');
    for (group, tables) in groups() {
        let _ = write!(page, "\n## {}\n", group.heading());
        for table in tables {
            table_section(&mut page, table);
        }
    }
    page
}

/// The tables by group, both in the order of the reference.
fn groups() -> Vec<(Group, Vec<&'static Table>)> {
    let mut groups: Vec<(Group, Vec<&'static Table>)> = Vec::new();
    for table in TABLES.iter().copied() {
        match groups.iter_mut().find(|(group, _)| *group == table.group) {
            Some((_, tables)) => tables.push(table),
            None => groups.push((table.group, vec![table])),
        }
    }
    groups
}

fn table_section(page: &mut String, table: &Table) {
    let _ = write!(
        page,
        "\n### {}\n\n{}\n\n| column | type | flags | meaning |\n|---|---|---|---|\n",
        table.name,
        one_line(table.doc)
    );
    for column in table.columns {
        let _ = writeln!(
            page,
            "| `{}` | {} | {} | {} |",
            column.name,
            column.value_type.word(),
            flags(column),
            cell(column.doc)
        );
    }
    let _ = write!(page, "\n```sql\n{}```\n", table.create_statement());
}

fn flags(column: &Column) -> String {
    let flags = [
        (column.id, "id"),
        (column.kind, "kind"),
        (column.protected, "protected"),
    ];
    let set: Vec<&str> = flags
        .iter()
        .filter(|(set, _)| *set)
        .map(|(_, word)| *word)
        .collect();
    set.join(", ")
}

/// The page that lists all indicators, measures, signals left out and sources.
pub fn catalogue_page(catalogue: &Catalogue) -> String {
    let mut page = format!(
        "{GENERATED}\n# Catalogue\n\n\
        What has been published about North Korean IT-worker schemes: {} indicators, {} measures, {} \
        signals that are left out on purpose, and the {} sources behind them (version {} of {}). A match with an indicator \
        says that records match a published red flag. It says nothing about who a person is.\n\n\
        Behind each source stands how it was seen: read whole (no mark), read in part ({}), or only reported by \
        somebody else ({}).\n",
        catalogue.indicators().len(),
        catalogue.measures().len(),
        catalogue.all_excluded().len(),
        catalogue.sources().len(),
        catalogue.edition().version,
        catalogue.edition().date,
        seen_mark(Seen::Excerpt).trim_matches([' ', '(', ')']),
        seen_mark(Seen::Secondary).trim_matches([' ', '(', ')']),
    );
    indicators(&mut page, catalogue);
    measures(&mut page, catalogue);
    excluded(&mut page, catalogue);
    sources(&mut page, catalogue);
    page
}

fn indicators(page: &mut String, catalogue: &Catalogue) {
    page.push_str("\n## Indicators\n");
    for stage in Stage::ALL {
        let here: Vec<&Indicator> = catalogue
            .indicators()
            .iter()
            .filter(|indicator| indicator.stage == *stage)
            .collect();
        if here.is_empty() {
            continue;
        }
        let _ = write!(
            page,
            "\n### {}\n\n| indicator | strength | checked by | what it is | sources |\n|---|---|---|---|---|\n",
            heading(*stage)
        );
        for indicator in here {
            let checked_by = match indicator.machine_checkable {
                MachineCheckable::Yes => "records",
                MachineCheckable::Partly => "records and a person",
                MachineCheckable::HumanOnly => "a person",
            };
            let cited: Vec<String> = catalogue
                .sources_of(indicator)
                .into_iter()
                .map(|(source, seen)| citation(&source.key, seen))
                .collect();
            let _ = writeln!(
                page,
                "| `{}` | {} | {checked_by} | {} | {} |",
                indicator.id,
                indicator.strength.word(),
                cell(&indicator.title),
                cited.join(", ")
            );
        }
    }
}

fn measures(page: &mut String, catalogue: &Catalogue) {
    page.push_str("\n## Measures\n");
    for stage in Stage::ALL {
        let here: Vec<&Measure> = catalogue
            .measures()
            .iter()
            .filter(|measure| measure.stage == *stage)
            .collect();
        if here.is_empty() {
            continue;
        }
        let _ = write!(
            page,
            "\n### {}: what to do\n\n| measure | what to do | sources |\n|---|---|---|\n",
            heading(*stage)
        );
        for measure in here {
            let cited: Vec<String> = measure
                .sources
                .iter()
                .map(|cited| citation(&cited.key, cited.seen))
                .collect();
            let _ = writeln!(
                page,
                "| `{}` | {} | {} |",
                measure.id,
                cell(&measure.description),
                cited.join(", ")
            );
        }
    }
}

fn excluded(page: &mut String, catalogue: &Catalogue) {
    page.push_str(
        "\n## Left out on purpose\n\n| signal | published in | why it is left out |\n|---|---|---|\n",
    );
    for entry in catalogue.all_excluded() {
        let _ = writeln!(
            page,
            "| {} | {} | {} |",
            cell(&entry.signal),
            cell(&entry.where_published.join("; ")),
            cell(&entry.why_excluded)
        );
    }
}

fn sources(page: &mut String, catalogue: &Catalogue) {
    page.push_str(
        "\n## Sources\n\n| key | publisher | title | date | kind |\n|---|---|---|---|---|\n",
    );
    for source in catalogue.sources() {
        let title = match &source.url {
            Some(url) => format!("[{}](<{url}>)", cell(&source.title)),
            None => cell(&source.title),
        };
        let _ = writeln!(
            page,
            "| {} | {} | {title} | {} | {} |",
            source.key,
            cell(&source.publisher),
            source.date.as_deref().unwrap_or("unknown"),
            source.kind.word()
        );
    }
}

fn citation(key: &str, seen: Seen) -> String {
    format!("{key}{}", seen_mark(seen))
}

fn seen_mark(seen: Seen) -> &'static str {
    match seen {
        Seen::FullText => "",
        Seen::Excerpt => " (excerpt)",
        Seen::Secondary => " (secondary)",
    }
}

fn heading(stage: Stage) -> String {
    let words = stage.word().replace('-', " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => words,
    }
}

/// Text without the white space that doc comments bring, on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text that does not break out of a table cell.
fn cell(text: &str) -> String {
    one_line(text).replace('|', "\\|")
}
