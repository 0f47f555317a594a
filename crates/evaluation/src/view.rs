//! What a firm of a sector sees of a world.
//!
//! A small employer has an application and some payments; a marketplace has log-ins and bids; a
//! payment provider knows payees and transfers and little else. The same operation looks different
//! to each of them, so a screen is measured for each.

use bonafide_model::catalogue::Sector;

/// The tables that a firm of a sector keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// The sector.
    pub sector: Sector,
    /// What such a firm is, in a few words.
    pub about: &'static str,
    /// Its tables. Which tables a sector keeps is assumed from what the advisories ask of each.
    pub tables: &'static [&'static str],
}

/// Every view, in the order of the sectors.
pub const VIEWS: &[View] = &[
    View {
        sector: Sector::Employer,
        about: "a firm that hires: applications, interviews, work computers, pay",
        tables: &[
            "subject",
            "application",
            "experience",
            "education",
            "skill",
            "profile",
            "document",
            "reference_contact",
            "verification",
            "identifier",
            "meeting",
            "message",
            "observation",
            "device",
            "device_location",
            "shipment",
            "peripheral",
            "software",
            "network_contact",
            "access_event",
            "session",
            "hr_event",
            "activity",
            "work_output",
            "payout",
            "commit",
            "repository",
            "pull_request",
            "role_grant",
            "engagement",
        ],
    },
    View {
        sector: Sector::Staffing,
        about: "a staffing firm: applications, references, checks, contracts, pay; no log-ins, no devices",
        tables: &[
            "subject",
            "application",
            "experience",
            "education",
            "skill",
            "profile",
            "document",
            "reference_contact",
            "verification",
            "identifier",
            "meeting",
            "message",
            "observation",
            "engagement",
            "invoice",
            "payout",
            "company",
        ],
    },
    View {
        sector: Sector::FreelancePlatform,
        about: "a marketplace: profiles, log-ins, bids, ratings, messages, payouts",
        tables: &[
            "subject",
            "identifier",
            "profile",
            "profile_change",
            "document",
            "verification",
            "experience",
            "education",
            "skill",
            "session",
            "message",
            "meeting",
            "bid",
            "rating",
            "engagement",
            "payout",
            "activity",
            "complaint",
            "observation",
        ],
    },
    View {
        sector: Sector::PaymentProvider,
        about: "a payment provider: payees, their numbers and log-ins, payouts, transfers",
        tables: &[
            "subject",
            "identifier",
            "document",
            "verification",
            "session",
            "payout",
            "transfer",
            "charge",
            "complaint",
        ],
    },
    View {
        sector: Sector::CryptoWeb3,
        about: "a Web3 project: handles, code, wallets, talk; hardly a document",
        tables: &[
            "subject",
            "identifier",
            "application",
            "profile",
            "experience",
            "message",
            "meeting",
            "observation",
            "repository",
            "commit",
            "pull_request",
            "follow",
            "role_grant",
            "engagement",
            "payout",
            "transfer",
        ],
    },
    View {
        sector: Sector::AiCompany,
        about: "a provider of AI: accounts, log-ins, charges, what is asked of the models",
        tables: &["subject", "identifier", "session", "charge", "ai_use"],
    },
];

impl View {
    /// The view of a sector's word, such as `freelance-platform`.
    pub fn of(word: &str) -> Option<&'static Self> {
        VIEWS.iter().find(|view| view.sector.word() == word)
    }

    /// Whether such a firm keeps a table.
    pub fn has(&self, table: &str) -> bool {
        self.tables.contains(&table)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_names_tables_that_firms_bring_and_begins_with_the_subject() {
        for view in VIEWS {
            assert_eq!(view.tables[0], "subject");
            for name in view.tables {
                let table = bonafide_model::table::by_name(name);
                assert!(table.is_some_and(|table| table.is_base()), "{name}");
            }
        }
    }

    #[test]
    fn every_sector_but_any_has_a_view() {
        for sector in Sector::ALL.iter().filter(|sector| **sector != Sector::Any) {
            assert!(View::of(sector.word()).is_some(), "{}", sector.word());
        }
    }
}
