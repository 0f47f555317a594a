//! Innocent explanations, and whether each has a case.
//!
//! A rule names honest people who match it, and the catalogue names those of its indicators. For
//! each of them a case must show what happens: the rule stays quiet, or its finding adds no more
//! than the case allows. A case says below its heading whom it is about: `**Innocent.** couples`.

use super::{Expectation, RuleFile, Spanned};
use crate::catalogue::Catalogue;
use crate::rule_file::Problem;

/// The word of a case that is about every explanation that no other case names. It is for rules
/// over answers of people, where one record, the explained answer, stands for all of them.
const ANY: &str = "any";

/// Why an honest person may match a rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Explanation {
    /// The words.
    pub words: String,
    /// The indicator whose entry in the catalogue names it; none where the rule itself does.
    pub indicator: Option<String>,
}

/// The innocent explanations that a rule answers for: those of its first sentence of innocent
/// reasons, and those of its indicators. None where a finding does not speak against anybody.
pub fn explanations(rule: &RuleFile, catalogue: &Catalogue) -> Vec<Explanation> {
    if rule.weight <= 0.0 {
        return Vec::new();
    }
    let own = first_sentence(&rule.innocent_reasons)
        .split(';')
        .map(|words| Explanation {
            words: words.trim().to_owned(),
            indicator: None,
        });
    let published = rule
        .indicators
        .iter()
        .filter_map(|id| catalogue.indicator(id))
        .flat_map(|indicator| {
            indicator
                .benign_explanations
                .iter()
                .map(|words| Explanation {
                    words: words.clone(),
                    indicator: Some(indicator.id.clone()),
                })
        });
    own.chain(published)
        .filter(|explanation| !explanation.words.is_empty())
        .collect()
}

/// Explanations that no case is about, and words of cases that meet no explanation.
pub fn check_explanations(rule: &RuleFile, catalogue: &Catalogue) -> Vec<Problem> {
    let explanations = explanations(rule, catalogue);
    let named: Vec<&Spanned<String>> = rule
        .cases
        .iter()
        .filter(|case| case.expectation != Expectation::Fires)
        .flat_map(|case| &case.innocent)
        .collect();
    let covers_all = named.iter().any(|words| words.value == ANY);
    let mut problems = Vec::new();
    for explanation in &explanations {
        if covers_all
            || named
                .iter()
                .any(|words| is_about(&words.value, &explanation.words))
        {
            continue;
        }
        let whose = match &explanation.indicator {
            Some(id) => format!("of the indicator `{id}`"),
            None => "of the rule".to_owned(),
        };
        problems.push(Problem {
            message: format!("no case is about the innocent explanation `{}`", explanation.words),
            span: rule.id_span(),
            label: format!("an explanation {whose}"),
            help: Some(
                "add a case `Stays quiet …` or `Adds at most …`, and below its heading `**Innocent.**` with words of the explanation".to_owned(),
            ),
        });
    }
    for words in named.iter().filter(|words| words.value != ANY) {
        let met = explanations
            .iter()
            .any(|explanation| is_about(&words.value, &explanation.words));
        if !met {
            problems.push(Problem {
                message: format!("the rule has no innocent explanation `{}`", words.value),
                span: words.span.clone(),
                label: "met by no explanation".to_owned(),
                help: Some(
                    "use words that stand in a row in the rule's innocent reasons or in the catalogue's benign explanations".to_owned(),
                ),
            });
        }
    }
    problems
}

/// What stands before the first full stop that ends a sentence: what follows is a remark.
fn first_sentence(text: &str) -> &str {
    text.match_indices(". ")
        .find(|(place, _)| {
            text[place + 2..]
                .chars()
                .next()
                .is_some_and(char::is_uppercase)
        })
        .map_or(text, |(place, _)| &text[..place])
        .trim_end_matches('.')
}

/// Whether the words of a case stand in a row in an explanation.
fn is_about(named: &str, explanation: &str) -> bool {
    let named = spaced(named);
    named.trim().len() > 2 && spaced(explanation).contains(&named)
}

/// The words in lower case with one space around each.
fn spaced(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.fold(String::from(" "), |mut spaced, word| {
        spaced.push_str(word);
        spaced.push(' ');
        spaced
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_case_meet_an_explanation_only_as_whole_words_in_a_row() {
        assert!(is_about("joint account", "Spouses with a joint account"));
        assert!(!is_about("count", "Spouses with a joint account"));
        assert!(!is_about("spouses account", "Spouses with a joint account"));
        assert!(!is_about("a", "a joint account"));
    }

    #[test]
    fn a_remark_behind_the_first_sentence_is_no_explanation() {
        assert_eq!(
            first_sentence("Travel; a wrong clock. Clocks set to UTC are left out."),
            "Travel; a wrong clock"
        );
        assert_eq!(
            first_sentence("A firm such as e.g. a bank."),
            "A firm such as e.g. a bank"
        );
    }
}
