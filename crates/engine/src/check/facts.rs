//! A rule over what subjects share names the fact that it rests on.

use bonafide_model::rule_file::{Problem, RuleFile};

use super::problem;

/// The table that tells which values several subjects have.
const VALUES: &str = "value_frequency";
/// The table that tells of groups, which some rules only ask whether they say what they are.
const GROUPS: &str = "group_fact";
/// Lists are looked up by value there; nothing that subjects share is judged.
const LOOK_UPS: &str = "sanctions/";

/// Without a fact, what ties subjects would count once for every rule that looks at it.
pub(super) fn check<'a>(
    file: &RuleFile,
    tables: impl IntoIterator<Item = &'a str>,
) -> Option<Problem> {
    let names_it = |table: &str| match table {
        VALUES => file.facts.iter().any(|fact| fact.starts_with("shared")),
        GROUPS => !file.facts.is_empty(),
        _ => true,
    };
    let table = tables.into_iter().find(|table| !names_it(table))?;
    let speaks = file.weight > 0.0 && !file.id.starts_with(LOOK_UPS);
    speaks.then(|| {
        problem::at_word(
            file,
            table,
            format!("the rule looks at what subjects share (`{table}`) and names no fact"),
            "this would count beside every other rule that looks at the same",
            Some(
                "add `facts = [\"shared …\"]` with the words of the rules that look at the same, such as `shared payout account`, `shared device` or `shared document` (docs/weighing.md)"
                    .to_owned(),
            ),
        )
    })
}
