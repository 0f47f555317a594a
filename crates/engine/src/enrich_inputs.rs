//! Columns that enrichment reads, given what the rules read of derived tables.

use std::collections::BTreeSet;

use crate::check::CheckedRule;
use crate::likeness;
use crate::shared_moment::MOMENTS;
use crate::shared_value::SHARED;
use crate::traces;

/// Columns for enrichment.
pub(crate) struct Inputs {
    /// Columns that must be in the slices.
    pub(crate) kept: BTreeSet<(&'static str, &'static str)>,
    /// Columns that are looked at while reading and then dropped.
    pub(crate) read: BTreeSet<(&'static str, &'static str)>,
    /// Kinds of values whose frequency some rule asks for; none where all are.
    pub(crate) frequency_kinds: Option<BTreeSet<String>>,
}

const IDENTIFIERS: [(&str, &str); 4] = [
    ("identifier", "kind"),
    ("identifier", "value"),
    ("identifier", "first_seen_at"),
    ("identifier", "country"),
];
const ADDRESSES: [(&str, &str); 8] = [
    ("session", "ip"),
    ("session", "started_at"),
    ("application", "ip"),
    ("application", "submitted_at"),
    ("meeting", "ip"),
    ("meeting", "started_at"),
    ("hr_event", "ip"),
    ("hr_event", "occurred_at"),
];
const HOLDERS: [(&str, &str); 5] = [
    ("subject", "name"),
    ("subject", "country"),
    ("subject", "status"),
    ("subject", "created_at"),
    ("subject", "kind"),
];
const TRANSFERS: [(&str, &str); 8] = [
    ("transfer", "from_wallet"),
    ("transfer", "to_wallet"),
    ("transfer", "amount"),
    ("transfer", "transferred_at"),
    ("transfer", "to_label"),
    ("transfer", "chain"),
    ("transfer", "asset"),
    ("transfer", "via"),
];

pub(crate) fn of(rules: &[CheckedRule]) -> Inputs {
    let tables: BTreeSet<&str> = rules.iter().flat_map(CheckedRule::tables).collect();
    let mut kept: BTreeSet<(&'static str, &'static str)> = BTreeSet::new();
    let mut read: BTreeSet<(&'static str, &'static str)> = BTreeSet::new();
    let mut frequency_kinds = kinds_asked_for(rules);
    // Whatever the rules ask for, subjects are linked by what they share.
    read.extend(HOLDERS);
    read.extend(IDENTIFIERS);
    read.extend(likeness::TEXTS);
    read.extend(likeness::MANY);
    read.extend(traces::READ);
    read.extend(likeness::PICTURES.map(|(table, column, _)| (table, column)));
    for shared in SHARED {
        read.insert((shared.table, shared.column));
        read.extend(shared.at.map(|at| (shared.table, at)));
    }
    if tables.contains("value_frequency") {
        read.extend(HOLDERS);
        kept.extend(IDENTIFIERS);
        let wanted = |kind: &str| {
            frequency_kinds
                .as_ref()
                .is_none_or(|kinds| kinds.contains(kind))
        };
        for shared in SHARED.iter().filter(|shared| wanted(shared.kind)) {
            kept.insert((shared.table, shared.column));
            kept.extend(shared.at.map(|at| (shared.table, at)));
        }
        for shared in MOMENTS.iter().filter(|shared| wanted(shared.kind)) {
            kept.extend(shared.columns.iter().map(|column| (shared.table, *column)));
            kept.insert((shared.table, shared.at));
        }
    }
    if tables.contains("ip_fact") {
        kept.extend(ADDRESSES);
        kept.extend(IDENTIFIERS);
        if let Some(kinds) = &mut frequency_kinds {
            kinds.insert("session_ip".to_owned());
        }
    }
    if tables.contains("phone_fact") || tables.contains("email_fact") {
        kept.extend(IDENTIFIERS);
        kept.insert(("reference_contact", "email"));
        if let Some(kinds) = &mut frequency_kinds {
            kinds.insert("phone".to_owned());
        }
    }
    if tables.contains("list_match") {
        kept.extend(IDENTIFIERS);
        kept.extend(ADDRESSES);
        kept.extend([
            ("document", "number"),
            ("document", "issuing_country"),
            ("payout", "destination"),
            ("payout", "forwarded_to"),
            ("company", "domain"),
            ("profile", "handle"),
        ]);
    }
    if tables.contains("name_match") {
        kept.extend(IDENTIFIERS);
        kept.extend(
            crate::enrich::NAMES
                .iter()
                .map(|name| (name.table, name.column)),
        );
        kept.extend(crate::enrich::BESIDE_NAMES);
    }
    if tables.contains("travel") {
        kept.extend([("session", "ip"), ("session", "started_at")]);
    }
    if tables.contains("wallet_exposure") || tables.contains("wallet_transfer") {
        kept.extend(IDENTIFIERS);
        kept.insert(("payout", "destination"));
        read.extend(TRANSFERS);
    }
    Inputs {
        kept,
        read,
        frequency_kinds,
    }
}

/// Kinds of `value_frequency` that rules ask for; none where some rule asks for any.
fn kinds_asked_for(rules: &[CheckedRule]) -> Option<BTreeSet<String>> {
    let mut kinds = BTreeSet::new();
    let reads = rules
        .iter()
        .flat_map(|rule| &rule.rows)
        .filter(|rows| rows.table == "value_frequency");
    for rows in reads {
        kinds.extend(rows.kinds.get("kind")?.iter().cloned());
    }
    Some(kinds)
}
