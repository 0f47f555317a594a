//! Every number of the world, in one place, with its source or the word "assumed".
//!
//! "Digest" means the published numbers that the catalogue collects; the name in brackets is the
//! publisher. A parameter file (TOML) has the same names; what it leaves out keeps its default.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// Numbers of the world.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct Parameters {
    /// Honest people.
    pub people: People,
    /// Planted operations.
    pub operations: Operations,
    /// What firms record and what they lack.
    pub recording: Recording,
}

/// Numbers about honest people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct People {
    /// Shares of the ten origins, in the order of [`crate::Origin::ALL`]. Assumed: freelancers of a
    /// world-wide marketplace that serves mostly Western clients.
    pub origin_shares: [f64; 10],
    /// Share of honest people who live outside the region of their origin. Assumed.
    pub emigrants: f64,
    /// Share of pairs of neighbouring accounts that form a household. Assumed.
    pub households: f64,
    /// Of households, the share with one bank account. Assumed.
    pub households_with_one_account: f64,
    /// Of households, the share in which both use one computer. Assumed.
    pub households_with_one_computer: f64,
    /// Share of groups of 32 accounts that hold an agency. Assumed.
    pub agencies: f64,
    /// Smallest and largest agency. Assumed.
    pub agency_size: [u64; 2],
    /// Share of honest people who have a second unusual trait. Assumed.
    pub second_trait: f64,
    /// Share who are placed with one employer and get a laptop. Assumed.
    pub placed_with_laptop: f64,
    /// Share of days on which somebody also uses a phone network. Assumed.
    pub mobile_sessions: f64,
    /// Share who now and then use a VPN although it is no habit. Assumed.
    pub occasional_vpn: f64,
    /// Share paid in part to a wallet. Assumed.
    pub paid_in_crypto: f64,
    /// Share of the pay that ordinary people move on within 48 hours all the same: below 3 % empty
    /// the account (digest [FLAME, community, no data shown]).
    pub empties_account_in_48_hours: f64,
    /// Campuses in each country, of which a few hold most students. Assumed.
    pub campuses: u64,
    /// Shared offices per country. Assumed.
    pub offices_per_country: u64,
    /// Public CV templates of career services. Assumed.
    pub career_templates: u64,
    /// Bid templates on sale. Assumed.
    pub bought_bid_templates: u64,
}

/// Numbers about planted operations.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Operations {
    /// Subjects for each operation: 2,500 gives 40 operations in 100,000, about 0.4 % personas.
    /// Assumed; one ecosystem estimates 3–5 % of Web3 developers (digest [SEAL, unverified]).
    pub subjects_per_operation: u64,
    /// Share of operations whose operators are sloppy, average and careful. Assumed.
    pub care_shares: [f64; 3],
    /// Chance that a team has one more operator, up to six. Assumed; published teams have several.
    pub one_more_operator: f64,
    /// Median of the personas of one operator, everywhere: at least 12 (digest [GTIG]).
    pub personas_per_operator: f64,
    /// Spread of that number (log-normal sigma); a cluster of 22 and a pipeline of 135 are
    /// published (digest [Insikt; Reality Defender], secondary).
    pub personas_spread: f64,
    /// Share of an operator's personas that one marketplace sees. Assumed.
    pub share_on_this_market: f64,
    /// Share of personas that get a job with a laptop: 3–4 jobs at once out of 12 or more personas
    /// (digest [CrowdStrike, secondary]).
    pub placed_with_laptop: f64,
    /// Laptops that one farm holds at most: more than 90 in one home (digest [DOJ, Chapman]).
    pub largest_farm: u64,
    /// Share of laptops that are shipped abroad: 49 of 90 in one case; less elsewhere
    /// (digest [DOJ], mixed with assumption).
    pub reshipped: f64,
    /// Shares of the pay that facilitators keep: 10 % for identity and laptop only, 20 %, 35 % for a
    /// proxy who takes interviews (digest [BleepingComputer copy; Silent Push], secondary).
    pub retained: [f64; 3],
    /// How often each of these splits is met. Assumed.
    pub retained_weights: [f64; 3],
    /// Median hours until pay moves on, for sloppy and average operators. No government figure is
    /// published; "within 48 hours" is the catalogue's proposal. Assumed.
    pub pass_through_hours: f64,
    /// Share of personas paid in stablecoins by care. Assumed; about USD 5,000 a month each
    /// (digest [Chainalysis], secondary).
    pub crypto_by_care: [f64; 3],
    /// Median monthly pay in USD (digest [UPI on UN 2020; Chainalysis], secondary).
    pub monthly_pay: f64,
    /// Discount on the market price: 25–50 % (digest [SEAL]).
    pub discount: [f64; 2],
    /// Share of personas that undercut, by care. Assumed.
    pub undercuts_by_care: [f64; 3],
    /// Share of sessions through the operation's own VPN exits, by care (Astrill and others are
    /// reported most often, without a share). Assumed.
    pub vpn_sessions_by_care: [f64; 3],
    /// Share of sessions through residential proxies of the claimed country, by care. Assumed.
    pub proxy_sessions_by_care: [f64; 3],
    /// Share of sessions from rented servers, by care. Assumed.
    pub server_sessions_by_care: [f64; 3],
    /// Share of sessions that leak a provider near the border, by care. Assumed.
    pub leaked_sessions_by_care: [f64; 3],
    /// Share of sessions in which the clock of the device shows the true place, by care. Assumed.
    pub clock_leaks_by_care: [f64; 3],
    /// Share of personas that work the hours of their claimed home, by care. Assumed.
    pub claimed_hours_by_care: [f64; 3],
    /// Share of personas that share a device with a sibling, by care. Assumed.
    pub shared_device_by_care: [f64; 3],
    /// Share of personas whose payout account a sibling uses too, by care. Assumed.
    pub shared_payee_by_care: [f64; 3],
    /// Share of the sentences of a CV that are the persona's own, by care. Assumed.
    pub own_words_by_care: [f64; 3],
    /// Share of personas on a real document that its holder lent, by care: lending was confirmed in
    /// 2025 and 2026 (digest [Japan; seven-agency document]). The share is assumed.
    pub lent_document_by_care: [f64; 3],
    /// Share of personas whose accounts were bought or rented with their history, by care. Assumed.
    pub bought_account_by_care: [f64; 3],
    /// Share of placed personas whose laptop stands in a farm, by care. Assumed.
    pub farm_by_care: [f64; 3],
    /// Share of farmed laptops with an IP-KVM, by care. Assumed; the method is published (Huntress).
    pub kvm_by_care: [f64; 3],
    /// Share of farmed laptops with a remote-control tool, by care. Assumed; published by several.
    pub remote_tool_by_care: [f64; 3],
    /// Share of personas that a sibling referred. Assumed; the behaviour is published.
    pub referred_by_sibling: f64,
    /// Share of personas rated by an account of their own operation, by care. Assumed.
    pub mutual_rating_by_care: [f64; 3],
    /// Share of interviews in which the camera goes off, by care. Assumed.
    pub camera_off_by_care: [f64; 3],
    /// Share of personas that apply for an AI-made photo, by care. Assumed.
    pub made_photo_by_care: [f64; 3],
    /// Median days from the first record to dismissal, where it comes: dwell time of 122 days
    /// (digest [M-Trends 2026]).
    pub dwell_days: f64,
    /// Share of personas that were found and dismissed before the records end. Assumed.
    pub dismissed: f64,
    /// Share of operations that use the stolen identity of an honest subject of this market. Assumed.
    pub victim_on_market: f64,
    /// Share of personas that take part more or less carefully than their operation. Assumed.
    pub slips: f64,
}

/// Numbers about what firms record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Recording {
    /// Mean number of sessions of a subject. Assumed, from the size that is asked of a world.
    pub sessions: f64,
    /// Mean number of bids of a subject. Assumed likewise.
    pub bids: f64,
    /// Mean number of payouts of a subject who works. Assumed likewise.
    pub payouts: f64,
    /// Share of subjects for whom the firm keeps thin, usual and rich records. Assumed.
    pub thin_usual_rich: [f64; 3],
    /// Share of optional cells that a firm with thin, usual and rich records fills. Assumed.
    pub filled: [f64; 3],
}

impl Default for People {
    fn default() -> Self {
        Self {
            origin_shares: [0.16, 0.11, 0.13, 0.12, 0.08, 0.09, 0.14, 0.09, 0.06, 0.02],
            emigrants: 0.12,
            households: 0.025,
            households_with_one_account: 0.3,
            households_with_one_computer: 0.3,
            agencies: 0.035,
            agency_size: [3, 20],
            second_trait: 0.08,
            placed_with_laptop: 0.1,
            mobile_sessions: 0.12,
            occasional_vpn: 0.15,
            paid_in_crypto: 0.02,
            empties_account_in_48_hours: 0.03,
            campuses: 60,
            offices_per_country: 120,
            career_templates: 40,
            bought_bid_templates: 50,
        }
    }
}

impl Default for Operations {
    fn default() -> Self {
        Self {
            subjects_per_operation: 2_500,
            care_shares: [0.35, 0.4, 0.25],
            one_more_operator: 0.5,
            personas_per_operator: 12.0,
            personas_spread: 0.6,
            share_on_this_market: 0.34,
            placed_with_laptop: 0.3,
            largest_farm: 90,
            reshipped: 0.3,
            retained: [0.1, 0.2, 0.35],
            retained_weights: [0.4, 0.4, 0.2],
            pass_through_hours: 18.0,
            crypto_by_care: [0.3, 0.4, 0.3],
            monthly_pay: 5_000.0,
            discount: [0.25, 0.5],
            undercuts_by_care: [0.6, 0.4, 0.1],
            vpn_sessions_by_care: [0.7, 0.45, 0.03],
            proxy_sessions_by_care: [0.05, 0.3, 0.95],
            server_sessions_by_care: [0.13, 0.22, 0.02],
            leaked_sessions_by_care: [0.06, 0.01, 0.0],
            clock_leaks_by_care: [0.35, 0.08, 0.004],
            claimed_hours_by_care: [0.1, 0.5, 0.9],
            shared_device_by_care: [0.8, 0.3, 0.03],
            shared_payee_by_care: [0.8, 0.45, 0.1],
            own_words_by_care: [0.1, 0.4, 0.95],
            lent_document_by_care: [0.2, 0.45, 0.9],
            bought_account_by_care: [0.15, 0.25, 0.35],
            farm_by_care: [0.9, 0.8, 0.5],
            kvm_by_care: [0.35, 0.35, 0.2],
            remote_tool_by_care: [0.8, 0.55, 0.1],
            referred_by_sibling: 0.2,
            mutual_rating_by_care: [0.4, 0.25, 0.05],
            camera_off_by_care: [0.7, 0.45, 0.15],
            made_photo_by_care: [0.6, 0.5, 0.2],
            dwell_days: 122.0,
            dismissed: 0.12,
            victim_on_market: 0.3,
            slips: 0.1,
        }
    }
}

impl Default for Recording {
    fn default() -> Self {
        Self {
            sessions: 26.0,
            bids: 8.0,
            payouts: 5.5,
            thin_usual_rich: [0.25, 0.55, 0.2],
            filled: [0.45, 0.8, 0.95],
        }
    }
}

impl Parameters {
    /// Refuses numbers with which no world can be made.
    pub(crate) fn check(&self) -> Result<()> {
        let value = serde_json::to_value(self).map_err(|source| Error::Json {
            path: "the parameters".into(),
            source,
        })?;
        let mut found = Vec::new();
        numbers("", &value, &mut found);
        for (name, number) in found {
            if !number.is_finite() || number < 0.0 {
                return Err(refused(&name, number, "a number of at least 0"));
            }
            if is_share(&name) && number > 1.0 {
                return Err(refused(&name, number, "a share from 0 to 1"));
            }
        }
        let operations = &self.operations;
        if operations.subjects_per_operation < 50 {
            return Err(refused(
                "operations.subjects_per_operation",
                operations.subjects_per_operation as f64,
                "at least 50",
            ));
        }
        if operations.discount[0] > operations.discount[1] {
            return Err(refused(
                "operations.discount",
                operations.discount[0],
                "at most the second number",
            ));
        }
        let [least, most] = self.people.agency_size;
        if least < 2 || most > 32 || least > most {
            return Err(refused(
                "people.agency_size",
                least as f64,
                "two numbers from 2 to 32, the smaller first",
            ));
        }
        let pools = [
            ("people.campuses", self.people.campuses),
            (
                "people.offices_per_country",
                self.people.offices_per_country,
            ),
            ("people.career_templates", self.people.career_templates),
            (
                "people.bought_bid_templates",
                self.people.bought_bid_templates,
            ),
            ("operations.largest_farm", operations.largest_farm),
        ];
        for (name, size) in pools {
            if size == 0 {
                return Err(refused(name, 0.0, "at least 1"));
            }
        }
        Ok(())
    }
}

fn refused(name: &str, value: f64, expected: &'static str) -> Error {
    Error::Parameter {
        name: name.to_owned(),
        value: value.to_string(),
        expected,
    }
}

/// Names of numbers that are counts, hours, amounts or spreads; all others are shares.
fn is_share(name: &str) -> bool {
    const OTHERS: &[&str] = &[
        "agency_size",
        "campuses",
        "offices_per_country",
        "career_templates",
        "bought_bid_templates",
        "subjects_per_operation",
        "personas_per_operator",
        "personas_spread",
        "largest_farm",
        "pass_through_hours",
        "monthly_pay",
        "dwell_days",
        "recording.sessions",
        "recording.bids",
        "recording.payouts",
    ];
    !OTHERS.iter().any(|other| name.contains(other))
}

fn numbers(name: &str, value: &serde_json::Value, found: &mut Vec<(String, f64)>) {
    match value {
        serde_json::Value::Object(fields) => {
            for (field, value) in fields {
                let name = if name.is_empty() {
                    field.clone()
                } else {
                    format!("{name}.{field}")
                };
                numbers(&name, value, found);
            }
        }
        serde_json::Value::Array(items) => {
            for item in items {
                numbers(name, item, found);
            }
        }
        // A number that is not finite becomes null in JSON.
        _ => found.push((name.to_owned(), value.as_f64().unwrap_or(f64::NAN))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_accepted() {
        Parameters::default()
            .check()
            .expect("the defaults make a world");
    }

    #[test]
    fn a_share_above_one_is_refused_by_name() {
        let parameters = Parameters {
            people: People {
                emigrants: 1.2,
                ..People::default()
            },
            ..Parameters::default()
        };
        let error = parameters.check().expect_err("1.2 is no share").to_string();
        assert!(error.contains("people.emigrants"), "{error}");
    }
}
