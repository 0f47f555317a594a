//! Since when a firm knows a row.
//!
//! The model's time columns are of three kinds. *Recorded* ones say when the firm came to know the
//! row: a log-in, a payment, a document that was handed in. *Later* ones are filled in afterwards:
//! when an account was closed, when a device was last seen. The rest are *historic*: when a mailbox
//! was created, since when a diploma is held; they say nothing about when the firm knew.
//!
//! - A row is known at the first of its table's recorded columns that has a value.
//! - A row without one is known when its subject is: a CV, a skill, a reference.
//! - No row is known before its subject. A commit of 2019 in the repository of an account that was
//!   opened in 2025 is known in 2025.
//! - A subject is known since `subject.created_at`; where that is empty, since its earliest recorded
//!   row. A subject with no time at all is known from the beginning.
//! - A value of a later column that lies after the cut is blank as of the cut.
//!
//! Other values stand as they are in the records: nobody kept what a profile said in March. A screen
//! as of a day therefore knows a little more than the firm did, where rows were changed in place.

/// How one table says since when its rows are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) table: &'static str,
    /// The first that has a value counts.
    pub(crate) recorded: &'static [&'static str],
    /// Filled in afterwards.
    pub(crate) later: &'static [&'static str],
    /// Neither; named so that a test sees that no column was forgotten.
    pub(crate) historic: &'static [&'static str],
}

const fn known(
    table: &'static str,
    recorded: &'static [&'static str],
    later: &'static [&'static str],
    historic: &'static [&'static str],
) -> Known {
    Known {
        table,
        recorded,
        later,
        historic,
    }
}

/// Every table that a firm brings.
pub(crate) const KNOWN: &[Known] = &[
    known(
        "subject",
        &["created_at"],
        &["closed_at", "hired_at", "left_at", "notice_at"],
        &["birth_date"],
    ),
    known(
        "identifier",
        &["first_seen_at"],
        &["last_seen_at"],
        &["created_at"],
    ),
    known(
        "experience",
        &[],
        &["verified_at"],
        &["employer_domain_created_on", "started_on", "ended_on"],
    ),
    known("education", &[], &[], &["started_on", "ended_on"]),
    known("skill", &[], &[], &["started_on"]),
    known(
        "profile",
        &[],
        &["last_activity_at", "checked_at"],
        &["created_at", "first_activity_at", "dormant_until"],
    ),
    known(
        "document",
        &["submitted_at"],
        &[],
        &["birth_date", "issued_on", "expires_on", "captured_at"],
    ),
    known(
        "reference_contact",
        &["answered_at"],
        &[],
        &["domain_created_on", "profile_created_at"],
    ),
    known("application", &["submitted_at"], &["withdrawn_at"], &[]),
    known("profile_change", &["changed_at"], &[], &[]),
    // The outcome of a check is known when it is done, not when it is asked for.
    known(
        "verification",
        &["completed_at", "requested_at"],
        &[],
        &["tax_id_issued_on", "credit_file_since"],
    ),
    known(
        "company",
        &[],
        &[],
        &["incorporated_on", "claimed_founded_on", "domain_created_on"],
    ),
    known("complaint", &["received_at"], &[], &[]),
    // A log-in or a call that lasts over midnight is known whole.
    known("session", &["started_at"], &[], &["ended_at"]),
    known(
        "meeting",
        &["started_at", "scheduled_at"],
        &[],
        &["ended_at"],
    ),
    known("message", &["sent_at"], &[], &["sender_profile_created_at"]),
    known("observation", &["observed_at"], &[], &[]),
    known(
        "device",
        &["provisioned_at", "first_check_in_at"],
        &["last_check_in_at", "timezone_changed_at"],
        &[],
    ),
    known("device_location", &["seen_at"], &[], &[]),
    known(
        "shipment",
        &["requested_at", "shipped_at", "delivered_at"],
        &["shipped_at", "delivered_at"],
        &[],
    ),
    known("peripheral", &["connected_at"], &[], &[]),
    known("software", &["seen_at"], &[], &[]),
    known("network_contact", &["contacted_at"], &[], &[]),
    known("access_event", &["occurred_at"], &[], &[]),
    // A theft of years ago is known when the firm asks the feed, of which nothing is recorded.
    known("stolen_login", &[], &[], &["stolen_at"]),
    known("ai_use", &["used_at"], &[], &[]),
    known("activity", &["day"], &[], &[]),
    known("hr_event", &["occurred_at"], &[], &[]),
    known("engagement", &["started_on"], &["ended_on"], &[]),
    known("work_output", &["week_of"], &[], &[]),
    known("bid", &["placed_at"], &[], &[]),
    known("rating", &["rated_at"], &[], &[]),
    known("payout", &["paid_at"], &[], &[]),
    known("transfer", &["transferred_at"], &[], &[]),
    known("invoice", &["issued_at"], &[], &[]),
    known("charge", &["charged_at"], &[], &[]),
    known("repository", &[], &[], &["created_at", "first_commit_at"]),
    known("commit", &["committed_at", "authored_at"], &[], &[]),
    known(
        "pull_request",
        &["opened_at"],
        &["merged_at", "job_request_at"],
        &[],
    ),
    known("role_grant", &["granted_at"], &[], &[]),
    known("follow", &[], &[], &[]),
];

/// How a table says it; a table that nobody described is known when its subjects are.
pub(crate) fn of(table: &'static str) -> Known {
    KNOWN
        .iter()
        .copied()
        .find(|known| known.table == table)
        .unwrap_or(known(table, &[], &[], &[]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use bonafide_model::TABLES;
    use bonafide_model::column::ValueType;

    #[test]
    fn every_time_of_every_table_that_a_firm_brings_is_placed() {
        for table in TABLES.iter().filter(|table| table.is_base()) {
            let known = KNOWN
                .iter()
                .find(|known| known.table == table.name)
                .unwrap_or_else(|| panic!("{} is not in the list", table.name));
            for column in table.columns {
                let is_time = matches!(column.value_type, ValueType::Timestamp | ValueType::Date);
                let placed = [known.recorded, known.later, known.historic]
                    .iter()
                    .any(|columns| columns.contains(&column.name));
                assert_eq!(is_time, placed, "{}.{}", table.name, column.name);
            }
        }
    }

    #[test]
    fn no_column_is_named_that_a_table_does_not_have() {
        for known in KNOWN {
            let table = bonafide_model::table::by_name(known.table).expect("a table");
            for column in [known.recorded, known.later, known.historic].concat() {
                assert!(table.column(column).is_some(), "{}.{column}", known.table);
            }
        }
    }
}
