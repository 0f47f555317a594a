//! What a rule reads, told from its text: enough to sort rules, without a query engine.

use std::collections::BTreeSet;

use bonafide_model::rule_file::RuleFile;
use bonafide_model::table::by_name;

/// The tables that the query of a rule names after FROM and JOIN.
pub fn tables(rule: &RuleFile) -> BTreeSet<&'static str> {
    let plain = without_comments_and_texts(&rule.sql.value);
    let mut found = BTreeSet::new();
    let mut names_table = false;
    for token in plain.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_') {
        if token.is_empty() {
            continue;
        }
        let word = token.to_ascii_lowercase();
        if names_table {
            found.extend(by_name(&word).map(|table| table.name));
        }
        names_table = matches!(word.as_str(), "from" | "join");
    }
    found
}

/// Whether the rule reads answers that people gave.
pub fn asks(rule: &RuleFile) -> bool {
    tables(rule).contains("observation")
}

/// Whether the rule reads more than answers that people gave.
pub fn reads_records(rule: &RuleFile) -> bool {
    let tables = tables(rule);
    let beside_answers = tables
        .iter()
        .any(|table| !matches!(*table, "observation" | "subject"));
    beside_answers || !tables.contains("observation")
}

/// Whether the query names that text between quotes, as a rule on observations names an indicator.
pub fn names(rule: &RuleFile, text: &str) -> bool {
    rule.sql.value.contains(&format!("'{text}'"))
}

/// Tables that look across subjects, or hold what somebody else said: what they tell of one person rests on others too.
const ACROSS: [&str; 12] = [
    "value_frequency",
    "link",
    "group_member",
    "group_fact",
    "group_outcome",
    "address_outcome",
    "wallet_exposure",
    "text_match",
    "image_match",
    "complaint",
    "stolen_login",
    "wallet_transfer",
];

/// Whether the rule compares with records of other subjects.
pub fn compares_with_others(rule: &RuleFile) -> bool {
    tables(rule).iter().any(|table| ACROSS.contains(table))
}

/// The query with comments and quoted texts blanked out.
fn without_comments_and_texts(sql: &str) -> String {
    let mut plain = String::with_capacity(sql.len());
    let mut letters = sql.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\'' => {
                plain.push(' ');
                for inside in letters.by_ref() {
                    if inside == '\'' {
                        break;
                    }
                }
            }
            '-' if letters.peek() == Some(&'-') => {
                plain.push('\n');
                for inside in letters.by_ref() {
                    if inside == '\n' {
                        break;
                    }
                }
            }
            _ => plain.push(letter),
        }
    }
    plain
}
