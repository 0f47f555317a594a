//! What a plan says of one person.

use crate::honest::HonestKind;
use crate::names::Origin;
use crate::place::City;
use crate::text::Writing;
use crate::trade::Trade;

use super::habits::Habits;

/// How careful an operation is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Care {
    /// Reuses everything; clocks and addresses leak.
    Sloppy,
    /// Hides the obvious, reuses some.
    Average,
    /// Own device, own residential proxy, clean lent documents, own words.
    Careful,
}

impl Care {
    /// Every degree of care.
    pub const ALL: [Self; 3] = [Self::Sloppy, Self::Average, Self::Careful];

    /// The name in the truth tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sloppy => "sloppy",
            Self::Average => "average",
            Self::Careful => "careful",
        }
    }

    /// The number for this care of a parameter that differs by care.
    pub(crate) fn of(self, by_care: &[f64; 3]) -> f64 {
        by_care[self as usize]
    }
}

/// What the truth tables say of a subject.
#[derive(Debug, Clone)]
pub(crate) struct Truth {
    pub(crate) operation: Option<u64>,
    pub(crate) operator: Option<u64>,
    pub(crate) care: Option<Care>,
    pub(crate) role: &'static str,
    /// All kinds of an honest person, the main one first; none for members of operations.
    pub(crate) kinds: Vec<HonestKind>,
    pub(crate) origin: Origin,
}

/// One device as log-ins show it.
#[derive(Debug, Clone)]
pub(crate) struct Machine {
    pub(crate) id: String,
    pub(crate) agent: &'static str,
    pub(crate) gpu: &'static str,
    pub(crate) threads: i64,
    pub(crate) language: &'static str,
    /// Whether the browser's statements contradict each other.
    pub(crate) inconsistent: bool,
}

/// One way on to the internet.
#[derive(Debug, Clone)]
pub(crate) struct Way {
    pub(crate) weight: f64,
    pub(crate) addresses: Vec<u32>,
    /// Whether the address stays for weeks, rather than changing with each session.
    pub(crate) steady: bool,
    /// `browser`, `app` or `remote-desktop`.
    pub(crate) method: &'static str,
}

/// A time away from home.
#[derive(Debug, Clone)]
pub(crate) struct Trip {
    pub(crate) first_day: i64,
    pub(crate) last_day: i64,
    pub(crate) city: &'static City,
    pub(crate) address: u32,
}

/// When somebody works, on the clock of which city.
#[derive(Debug, Clone)]
pub(crate) struct Rhythm {
    pub(crate) city: &'static City,
    pub(crate) start: f64,
    pub(crate) hours: f64,
    pub(crate) weekends: f64,
}

/// One document that was shown.
#[derive(Debug, Clone)]
pub(crate) struct Paper {
    pub(crate) kind: &'static str,
    pub(crate) number: String,
    pub(crate) issuing_country: &'static str,
    pub(crate) holder: String,
    pub(crate) address: String,
    pub(crate) image_hash: String,
    pub(crate) template_hash: Option<String>,
    pub(crate) camera: Option<&'static str>,
    pub(crate) software: Option<&'static str>,
    pub(crate) edited: bool,
    pub(crate) generated: bool,
    pub(crate) recapture: f64,
    pub(crate) quality: f64,
    pub(crate) number_valid: bool,
    pub(crate) holder_matched: Option<bool>,
    pub(crate) expires_in_days: i64,
}

/// Where pay goes.
#[derive(Debug, Clone)]
pub(crate) struct Account {
    pub(crate) from_day: i64,
    pub(crate) method: &'static str,
    pub(crate) destination: String,
    pub(crate) country: &'static str,
    pub(crate) holder: String,
    pub(crate) name_match: bool,
    pub(crate) via_company: bool,
}

/// What happens to pay after it arrives.
#[derive(Debug, Clone)]
pub(crate) struct Onward {
    /// Share of the payments for which it happens.
    pub(crate) often: f64,
    pub(crate) retained: f64,
    pub(crate) hours: f64,
    pub(crate) country: &'static str,
    pub(crate) to: String,
}

/// A job with a laptop.
#[derive(Debug, Clone)]
pub(crate) struct Placement {
    pub(crate) employer: u64,
    pub(crate) from_day: i64,
    pub(crate) device_id: String,
    pub(crate) ship_to: String,
    pub(crate) ship_city: &'static City,
    pub(crate) address_type: &'static str,
    pub(crate) recipient: String,
    pub(crate) recipient_matches: bool,
    pub(crate) changed_after_offer: bool,
    /// The line that the laptop itself is on.
    pub(crate) line: u32,
    /// Where the laptop is sent on to, and when.
    pub(crate) moved: Option<(i64, &'static City, u32)>,
    pub(crate) peripherals: Vec<Gadget>,
    pub(crate) programs: Vec<&'static Program>,
    pub(crate) contacts: Vec<(&'static str, i64)>,
    pub(crate) asked_for_own_device: bool,
    pub(crate) own_reason: &'static str,
    pub(crate) wired: bool,
    /// A port that is open on the network of the house.
    pub(crate) open_port: Option<i64>,
    /// Whether remote tools are rolled out by a script.
    pub(crate) scripted: bool,
    /// Whether the laptop stands in a house with others.
    pub(crate) farmed: bool,
}

/// Something plugged in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Gadget {
    pub(crate) bus: &'static str,
    pub(crate) vendor_id: &'static str,
    pub(crate) product_id: &'static str,
    pub(crate) manufacturer: &'static str,
    pub(crate) product: &'static str,
    pub(crate) serial: &'static str,
    pub(crate) classes: &'static str,
    pub(crate) display_id: &'static str,
}

/// A program on a managed computer.
#[derive(Debug)]
pub(crate) struct Program {
    pub(crate) name: &'static str,
    pub(crate) process: &'static str,
    pub(crate) publisher: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) approved: bool,
}

/// Somebody who vouches.
#[derive(Debug, Clone)]
pub(crate) struct Referee {
    pub(crate) name: String,
    pub(crate) company: String,
    pub(crate) official_domain: String,
    pub(crate) email: String,
    pub(crate) phone: Option<String>,
    pub(crate) device_id: String,
    pub(crate) address: u32,
    pub(crate) young_domain: bool,
    pub(crate) confirms: bool,
}

/// How somebody codes, for those who do.
#[derive(Debug, Clone)]
pub(crate) struct Coding {
    pub(crate) author: String,
    pub(crate) emails: Vec<String>,
    /// Share of commits on the clock of the true place.
    pub(crate) clock_leak: f64,
    /// A public project whose commits were taken over, if so.
    pub(crate) copied_from: Option<String>,
    pub(crate) template_share: f64,
    pub(crate) host_account_opened: i64,
    pub(crate) spam_requests: f64,
    /// Repository shared with siblings, classmates or colleagues.
    pub(crate) ring: Option<String>,
    /// Mean number of pull requests.
    pub(crate) requests: f64,
    /// Chance that a trivial request is followed by a request for work.
    pub(crate) asks_for_work: f64,
    /// Chance that a commit touches build files.
    pub(crate) build_changes: f64,
    /// Another author name in the same repositories.
    pub(crate) other_author: Option<String>,
}

/// Whether, how and where somebody looks unusual to the people who meet them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Manner {
    /// Share of calls in which the camera goes off.
    pub(crate) camera_off: f64,
    /// Share of calls that are moved.
    pub(crate) moves_calls: f64,
    /// Share of verification steps that are declined or not finished.
    pub(crate) declines: f64,
    /// Price as a multiple of the market's.
    pub(crate) price: f64,
    /// Share of messages that ask to leave the platform.
    pub(crate) leaves_platform: f64,
    /// Share of messages that offer to rent accounts.
    pub(crate) rents_accounts: f64,
    /// Share of coded observations that are marked present.
    pub(crate) observed: f64,
    /// Median seconds from question to answer.
    pub(crate) answer_seconds: f64,
    /// Hours of work on a busy day.
    pub(crate) busiest_day: f64,
    /// Multiple of the usual number of bids.
    pub(crate) bids: f64,
    /// Whether hours are kept up with a pointer mover.
    pub(crate) jiggles: bool,
}

/// A person, or a persona, with everything that the records will say of them.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) index: u64,
    pub(crate) id: String,
    pub(crate) truth: Truth,
    pub(crate) given: String,
    pub(crate) family: String,
    /// Family name before a change, and the day of the change.
    pub(crate) former_family: Option<(String, i64)>,
    pub(crate) birth_day: i32,
    pub(crate) gender: &'static str,
    pub(crate) nationality: &'static str,
    pub(crate) home: &'static City,
    /// Where the person truly is; for honest people the same as home.
    pub(crate) seat: &'static City,
    pub(crate) street: String,
    pub(crate) street_shared: bool,
    pub(crate) opened: i64,
    /// First and last day of activity in the records.
    pub(crate) active: (i64, i64),
    pub(crate) dismissed: bool,
    pub(crate) trade: &'static Trade,
    pub(crate) years: f64,
    pub(crate) emails: Vec<String>,
    pub(crate) recovery_email: Option<String>,
    pub(crate) mailbox_opened: i64,
    pub(crate) phone: Option<(String, &'static str)>,
    pub(crate) phone_changes: bool,
    pub(crate) handle: String,
    pub(crate) photo: String,
    /// Perceptual hash of what the camera shows behind the person.
    pub(crate) background: String,
    pub(crate) tax_id: String,
    pub(crate) papers: Vec<Paper>,
    pub(crate) machines: Vec<Machine>,
    pub(crate) ways: Vec<Way>,
    pub(crate) trips: Vec<Trip>,
    pub(crate) rhythm: Rhythm,
    pub(crate) clock_leak: f64,
    pub(crate) accounts: Vec<Account>,
    pub(crate) onward: Option<Onward>,
    /// The next wallet after the person's own, for those paid in crypto.
    pub(crate) next_wallet: Option<(String, &'static str)>,
    pub(crate) cv: Writing,
    pub(crate) bidding: Writing,
    pub(crate) pay: f64,
    pub(crate) placement: Option<Placement>,
    pub(crate) jobs_at_once: usize,
    pub(crate) referee: Option<Referee>,
    pub(crate) coding: Option<Coding>,
    pub(crate) manner: Manner,
    pub(crate) referred_by: Option<String>,
    pub(crate) rated_by: Option<(String, &'static str)>,
    pub(crate) history_confirmed: f64,
    pub(crate) thin_file: bool,
    pub(crate) profile_opened: i64,
    pub(crate) dormant_days: Option<i64>,
    /// Share of optional cells that the firm fills for this subject.
    pub(crate) filled: f64,
    pub(crate) rich: bool,
    pub(crate) habits: Habits,
}

impl Person {
    /// The name as stated.
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.given, self.family)
    }
}
