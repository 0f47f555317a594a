//! Every case of every rule is one test, named after its rule and its heading.

use std::sync::Arc;

use bonafide_engine::{Pack, case};
use bonafide_model::catalogue::Catalogue;
use bonafide_model::rule_file::{self, Problem, RuleFile};
use libtest_mimic::{Arguments, Failed, Trial};

type Check = fn(&RuleFile, &Catalogue) -> Vec<Problem>;

/// What is checked of every rule beside its cases.
const CHECKS: [(&str, Check); 2] = [
    (
        "its indicators are in the catalogue",
        rule_file::check_indicators,
    ),
    (
        "every innocent explanation has a case",
        rule_file::check_explanations,
    ),
];

fn main() -> std::process::ExitCode {
    let arguments = Arguments::from_args();
    let pack = match Pack::embedded() {
        Ok(pack) => pack,
        Err(error) => {
            // Without rules there is nothing to list: one failing test says why.
            let message = error.to_string();
            let trial = Trial::test("rules can be read", move || Err(Failed::from(message)));
            return libtest_mimic::run(&arguments, vec![trial]).exit_code();
        }
    };
    let mut trials = Vec::new();
    let others = Arc::new(pack.clone());
    for rule in pack.rules() {
        for index in 0..rule.cases.len() {
            let name = format!("{}: {}", rule.id, rule.cases[index].name);
            let (rule, others) = (Arc::clone(rule), Arc::clone(&others));
            trials.push(Trial::test(name, move || {
                let runtime = tokio::runtime::Builder::new_current_thread()
                    .enable_time()
                    .build()?;
                runtime
                    .block_on(case::run_case(&rule, &rule.cases[index], &others))
                    .map_err(Failed::from)
            }));
        }
        for (claim, check) in CHECKS {
            let rule = Arc::clone(rule);
            trials.push(Trial::test(format!("{}: {claim}", rule.id), move || {
                let problems = check(&rule, Catalogue::embedded());
                match problems.is_empty() {
                    true => Ok(()),
                    false => Err(Failed::from(rule_file::render(
                        &rule.path, &rule.text, &problems, false,
                    ))),
                }
            }));
        }
    }
    trials.push(Trial::test(
        "every indicator has a rule, a question or a reason",
        every_indicator_has_a_place,
    ));
    trials.push(Trial::test(
        "every category, stage and sector has a rule",
        every_view_has_a_rule,
    ));
    trials.push(Trial::test(
        "a rule over what subjects share names the fact that it rests on",
        shared_values_are_facts,
    ));
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// Without a fact, what ties subjects would count once for every rule that looks at it.
fn shared_values_are_facts() -> Result<(), Failed> {
    const ACROSS: [&str; 3] = [
        "FROM value_frequency",
        "JOIN value_frequency",
        "FROM group_fact",
    ];
    /// Lists are looked up by value there; nothing that subjects share is judged.
    const LOOK_UPS: &str = "sanctions/";
    let pack = Pack::embedded()?;
    let without: Vec<&str> = pack
        .rules()
        .filter(|rule| rule.weight > 0.0 && !rule.id.starts_with(LOOK_UPS))
        .filter(|rule| ACROSS.iter().any(|table| rule.sql.value.contains(table)))
        .filter(|rule| !rule.facts.iter().any(|fact| fact.starts_with("shared")))
        .map(|rule| rule.id.as_str())
        .collect();
    match without.is_empty() {
        true => Ok(()),
        false => Err(Failed::from(format!(
            "add `facts = [\"shared …\"]` to {}",
            without.join(", ")
        ))),
    }
}

fn every_indicator_has_a_place() -> Result<(), Failed> {
    let pack = Pack::embedded()?;
    let catalogue = Catalogue::embedded();
    let without: Vec<&str> = catalogue
        .indicators()
        .iter()
        .map(|indicator| indicator.id.as_str())
        .filter(|id| {
            pack.rules()
                .all(|rule| rule.indicators.iter().all(|checked| checked != id))
                && catalogue.question(id).is_none()
                && !catalogue.pending().contains_key(*id)
        })
        .collect();
    match without.is_empty() {
        true => Ok(()),
        false => Err(Failed::from(format!(
            "without a place: {}",
            without.join(", ")
        ))),
    }
}

fn every_view_has_a_rule() -> Result<(), Failed> {
    use std::collections::BTreeSet;
    let pack = Pack::embedded()?;
    let catalogue = Catalogue::embedded();
    let views = |indicator: &bonafide_model::catalogue::Indicator| {
        let mut views = vec![
            format!("category {}", indicator.category.word()),
            format!("stage {}", indicator.stage.word()),
        ];
        views.extend(
            indicator
                .sector
                .iter()
                .map(|sector| format!("sector {}", sector.word())),
        );
        views
    };
    let wanted: BTreeSet<String> = catalogue.indicators().iter().flat_map(views).collect();
    let covered: BTreeSet<String> = pack
        .rules()
        .flat_map(|rule| {
            rule.indicators
                .iter()
                .filter_map(|id| catalogue.indicator(id))
        })
        .flat_map(views)
        .collect();
    let missing: Vec<&String> = wanted.difference(&covered).collect();
    match missing.is_empty() {
        true => Ok(()),
        false => Err(Failed::from(format!("no rule for {missing:?}"))),
    }
}
