//! Habits: what a plan says of how somebody applies, calls, codes, is paid and uses a firm's systems.
//!
//! Everybody has them; the default is that of an ordinary person.

use crate::place::City;

use super::career::{Course, Stated};
use super::person::Machine;

/// Somebody who sits before the camera in place of whoever works.
#[derive(Debug, Clone)]
pub(crate) struct Face {
    pub(crate) machine: Machine,
    pub(crate) address: u32,
    pub(crate) background: String,
}

/// Whoever had the account before it was sold.
#[derive(Debug, Clone)]
pub(crate) struct FormerOwner {
    pub(crate) machine: Machine,
    pub(crate) address: u32,
    pub(crate) city: &'static City,
    /// First and last day.
    pub(crate) days: (i64, i64),
}

/// A company that somebody presents, owns or is paid through.
#[derive(Debug, Clone)]
pub(crate) struct Firm {
    pub(crate) name: String,
    pub(crate) domain: String,
    pub(crate) role: &'static str,
    pub(crate) registered: bool,
    pub(crate) founded: i64,
    pub(crate) claims_founded: i64,
    pub(crate) domain_since: i64,
    pub(crate) directors: i64,
    pub(crate) sole_officer: bool,
    pub(crate) address: String,
    pub(crate) address_type: &'static str,
    pub(crate) country: &'static str,
    pub(crate) names_people: bool,
    pub(crate) payers: i64,
    /// Fingerprint of its pages.
    pub(crate) pages: String,
    pub(crate) live: bool,
    pub(crate) parked: bool,
}

/// What the former employers on a CV are like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Employers {
    Usual,
    /// Closed, their domains gone.
    Closed,
    /// Under another name or domain today.
    Rebranded,
    /// Young firms.
    Young,
    /// Invented by an operation, with sites from one mould.
    Invented(u64),
}

/// How somebody uses the systems of a firm.
#[derive(Debug, Clone)]
pub(crate) struct Systems {
    /// Requests for wide rights.
    pub(crate) requests: f64,
    /// How much is read and cloned, as a multiple of what is usual.
    pub(crate) volume: f64,
    /// Clients whose systems are touched.
    pub(crate) clients: i64,
    /// Share of reads outside the role.
    pub(crate) outside: f64,
    pub(crate) alert: f64,
    /// Takes an archive on the way out.
    pub(crate) archive: bool,
    /// Acts after the last day.
    pub(crate) stays: bool,
    /// Moves all stored passwords to another manager once.
    pub(crate) exports_passwords: bool,
    /// Spread of the weekly output (log-normal sigma).
    pub(crate) uneven: f64,
    /// Share of purchases that nobody approved.
    pub(crate) unapproved: f64,
}

/// What an insider does in the end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Harm {
    pub(crate) day: i64,
    pub(crate) extorts_on: Option<i64>,
}

/// What somebody asks of an AI service.
#[derive(Debug, Clone)]
pub(crate) struct Prompts {
    pub(crate) uses: f64,
    pub(crate) of: &'static [(&'static str, f64)],
    /// Different people whom the texts are about.
    pub(crate) people: i64,
    /// Seconds between prompts in one sitting.
    pub(crate) pace: f64,
}

/// Habits of one person.
#[derive(Debug, Clone)]
pub(crate) struct Habits {
    /// Days over which bids grow to their usual number; 0 for those who begin at once.
    pub(crate) ramp_days: f64,
    /// Days after which fewer and fewer applications are sent; 0 for never.
    pub(crate) fade_days: f64,
    pub(crate) applications: f64,
    /// A day on which a tool applies many times.
    pub(crate) burst: Option<(i64, i64)>,
    pub(crate) channel: Option<&'static str>,
    /// Address of an agency that sends the applications.
    pub(crate) desk: Option<u32>,
    pub(crate) more_skills: i64,
    /// Chance that a skill is claimed for longer than it exists.
    pub(crate) anachronism: f64,
    pub(crate) career_gap: bool,
    pub(crate) employers: Employers,
    /// Where the stated career comes from.
    pub(crate) stated: Stated,
    /// A course whose months are those of a whole class.
    pub(crate) course: Option<Course>,
    pub(crate) firm: Option<Firm>,
    /// Title under which strangers are written to.
    pub(crate) outreach: Option<&'static str>,
    /// A topic that messages have more often, and how often.
    pub(crate) topic: Option<(&'static str, f64)>,
    pub(crate) face: Option<Face>,
    pub(crate) packet_loss: f64,
    pub(crate) channel_used: Option<&'static str>,
    /// Questions that interviewers answer with "present" more often: how often, how often explained.
    pub(crate) asked: Vec<(&'static str, f64, f64)>,
    pub(crate) shares_screen_all_day: f64,
    pub(crate) property_type: &'static str,
    pub(crate) pseudonym: Option<String>,
    pub(crate) profiles_stale: bool,
    pub(crate) profiles_gone: bool,
    pub(crate) other_way_taken: bool,
    pub(crate) copied_session: bool,
    pub(crate) always_on: bool,
    pub(crate) browser_profiles: i64,
    pub(crate) bids_per_login: f64,
    pub(crate) wins: f64,
    pub(crate) former_owner: Option<FormerOwner>,
    pub(crate) fresh_wallets: bool,
    /// Wallets between the payout and where pay comes together.
    pub(crate) hops: i64,
    pub(crate) via: &'static str,
    pub(crate) program: &'static str,
    pub(crate) kyc: bool,
    pub(crate) prepaid: bool,
    pub(crate) splits_pay: bool,
    pub(crate) systems: Systems,
    pub(crate) harm: Option<Harm>,
    pub(crate) prompts: Option<Prompts>,
    /// A complaint about the account: its kind, and whether it proves true.
    pub(crate) complaint: Option<(&'static str, bool)>,
    /// People whom the contract names.
    pub(crate) named: Option<i64>,
    /// People seen at work.
    pub(crate) hands: i64,
    pub(crate) kind: &'static str,
    pub(crate) network_size: f64,
    pub(crate) suspended_neighbours: f64,
    pub(crate) first_login_unmanaged: f64,
    pub(crate) returned_by_other: f64,
    /// What a member of an operation does against being found; empty for honest people.
    pub(crate) methods: Vec<&'static str>,
}

impl Default for Habits {
    fn default() -> Self {
        Self {
            ramp_days: 0.0,
            fade_days: 0.0,
            applications: 1.0,
            burst: None,
            channel: None,
            desk: None,
            more_skills: 0,
            anachronism: 0.0,
            career_gap: false,
            employers: Employers::Usual,
            stated: Stated::default(),
            course: None,
            firm: None,
            outreach: None,
            topic: None,
            face: None,
            packet_loss: 0.6,
            channel_used: None,
            asked: Vec::new(),
            shares_screen_all_day: 0.003,
            property_type: "residential",
            pseudonym: None,
            profiles_stale: false,
            profiles_gone: false,
            other_way_taken: false,
            copied_session: false,
            always_on: false,
            browser_profiles: 1,
            bids_per_login: 1.0,
            wins: 0.1,
            former_owner: None,
            fresh_wallets: false,
            hops: 0,
            via: "direct",
            program: "contract",
            kyc: true,
            prepaid: false,
            splits_pay: false,
            systems: Systems {
                requests: 0.15,
                volume: 1.0,
                clients: 1,
                outside: 0.03,
                alert: 0.0,
                archive: false,
                stays: false,
                exports_passwords: false,
                uneven: 0.35,
                unapproved: 0.0,
            },
            harm: None,
            prompts: None,
            complaint: None,
            named: None,
            hands: 1,
            kind: "account",
            network_size: 1.0,
            suspended_neighbours: 0.01,
            first_login_unmanaged: 0.03,
            returned_by_other: 0.05,
            methods: Vec::new(),
        }
    }
}
