//! Bodies that are blocked because listed parties own them, in words.

use std::collections::BTreeMap;

use bonafide_sanctions::ownership::{self, Ownership, Verdict};
use bonafide_sanctions::{Party, Standing};

/// For each party of one list that is not listed itself and is owned by half or more, why.
///
/// The rule is that of the US Treasury (its questions 398 and 401); other authorities count otherwise, so the words say
/// what is held and leave the conclusion to counsel.
pub fn owned(parties: &[Party]) -> BTreeMap<String, String> {
    let holdings = ownership::holdings(parties);
    if holdings.is_empty() {
        return BTreeMap::new();
    }
    let listed = ownership::listed(parties);
    let by_id: BTreeMap<&str, &Party> = parties
        .iter()
        .map(|party| (party.id.as_str(), party))
        .collect();
    ownership::follow(&holdings, &listed)
        .into_iter()
        .filter(|found| found.verdict == Verdict::Blocked)
        .filter(|found| {
            by_id
                .get(found.id.as_str())
                .is_some_and(|party| party.standing == Standing::Linked)
        })
        .map(|found| (found.id.clone(), words(&found, &by_id)))
        .collect()
}

fn words(found: &Ownership, by_id: &BTreeMap<&str, &Party>) -> String {
    let name = |id: &str| {
        by_id.get(id).map_or_else(
            || format!("entry {id}"),
            |party| format!("{} (entry {id})", party.primary_name()),
        )
    };
    let steps: Vec<String> = found
        .proof
        .iter()
        .filter(|step| step.is_certain)
        .map(|step| {
            let share = step.holding.share.map_or_else(
                || "a share of unknown size".to_owned(),
                |share| percent(share.low_hundredths),
            );
            let way = match step.path.as_slice() {
                [] | [_] => name(&step.holding.owner),
                [first, between @ .., _] => {
                    let between: Vec<String> = between.iter().map(|id| name(id)).collect();
                    let through = match between.is_empty() {
                        true => String::new(),
                        false => format!(" through {}", between.join(" and ")),
                    };
                    format!(
                        "{}, itself owned by {}{through}",
                        name(&step.holding.owner),
                        name(first)
                    )
                }
            };
            format!("{share} by {way}")
        })
        .collect();
    format!(
        "not listed itself; held at least {} by listed parties: {}",
        percent(found.at_least_hundredths),
        steps.join("; ")
    )
}

fn percent(hundredths: u32) -> String {
    match hundredths % 100 {
        0 => format!("{} %", hundredths / 100),
        rest => format!("{}.{rest:02} %", hundredths / 100),
    }
}
