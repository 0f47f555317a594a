//! Every number of the world, in one place, with its source or the word "assumed".
//!
//! The numbers and what stands behind them are in `data/parameters.toml`, which is printed by
//! `bonafide simulate --print-parameters`. A parameter file has the same names; what it leaves out
//! keeps its default.

use std::sync::LazyLock;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::honest::Kinds;

mod check;

/// The documented parameter file with all defaults, as TOML with comments.
pub static PARAMETERS: &str = include_str!("../../data/parameters.toml");

static PUBLISHED: LazyLock<toml::Table> = LazyLock::new(|| PARAMETERS.parse().unwrap_or_default());

/// The default of one number; a test makes sure that each stands in the file.
pub(crate) fn published<T: DeserializeOwned + Default>(section: &str, name: &str) -> T {
    PUBLISHED
        .get("parameters")
        .and_then(|all| all.get(section)?.get(name))
        .and_then(|value| value.clone().try_into().ok())
        .unwrap_or_default()
}

/// Numbers of the world.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct Parameters {
    /// Honest people.
    pub people: People,
    /// Kinds of honest people.
    pub kinds: Kinds,
    /// Labour market and calendar.
    pub season: Season,
    /// Planted operations.
    pub operations: Operations,
    /// What firms record and what they lack.
    pub recording: Recording,
}

macro_rules! numbers {
    (
        $(#[doc = $about:literal])+
        $name:ident in $section:literal {
            $($(#[doc = $doc:literal])+ $field:ident : $type:ty,)+
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name {
            $($(#[doc = $doc])+ pub $field: $type,)+
        }

        impl Default for $name {
            fn default() -> Self {
                Self { $($field: published($section, stringify!($field)),)+ }
            }
        }
    };
}

numbers! {
    /// Numbers about honest people.
    People in "people" {
        /// Shares of the ten origins: North America, Latin America, western Europe, eastern
        /// Europe, Middle East, Africa, South Asia, Southeast Asia, East Asia, Oceania.
        origin_shares: [f64; 10],
        /// Share of honest people who live outside the region of their origin.
        emigrants: f64,
        /// Share of pairs of neighbouring accounts that form a household.
        households: f64,
        /// Of households, the share with one bank account.
        households_with_one_account: f64,
        /// Of those accounts, the share held in both names, so that a check of the payee's name
        /// agrees for both.
        joint_accounts: f64,
        /// Of households, the share in which both use one computer.
        households_with_one_computer: f64,
        /// Of households, the share with one recovery mailbox and telephone.
        households_with_one_contact: f64,
        /// Of households, the share placed with one employer, whose laptops come to one door.
        households_at_one_employer: f64,
        /// Share of groups of 32 accounts that hold an agency: with 3 to 20 members each, about
        /// 1.3 % of the accounts.
        agencies: f64,
        /// Smallest and largest agency.
        agency_size: [u64; 2],
        /// Of agencies, the share paid to one company account; in the others each member is
        /// paid.
        agencies_with_one_account: f64,
        /// Of agencies, the share that the marketplace knows: a vendor account that names its
        /// people, and contracts that say how many work.
        agencies_declared: f64,
        /// Share of pairs of accounts that are two accounts of one person.
        second_accounts: f64,
        /// Share of groups of 32 accounts that hold a crypto team of two to five that is paid
        /// to one treasury.
        treasuries: f64,
        /// Share of honest people who have a second unusual trait.
        second_trait: f64,
        /// Share who are placed with one employer and get a laptop.
        placed_with_laptop: f64,
        /// Share of sessions over a telephone network.
        mobile_sessions: f64,
        /// Share who now and then use a VPN although it is no habit: hotel, private relay,
        /// split tunnel.
        occasional_vpn: f64,
        /// Share paid in part to a wallet.
        paid_in_crypto: f64,
        /// Share who move most of their pay on within 48 hours: below 3 % empty the account.
        empties_account_in_48_hours: f64,
        /// Share of those on a cloud desktop whose host gives several customers one address.
        desktops_at_small_hosts: f64,
        /// Share of sessions whose address geolocation puts in a wrong country.
        misplaced_address: f64,
        /// Share of calls taken on another computer, in another room: a friend's, a library's,
        /// the office's.
        borrowed_computer: f64,
        /// Share of people whose browser profile, session included, was moved or mirrored to a
        /// second device.
        copied_session: f64,
        /// Share of genuine papers in which checks see signs of editing.
        document_edited: f64,
        /// Share of people with a wrong year on the CV.
        cv_typos: f64,
        /// Share of messages that a classifier takes for an offer or a search of accounts,
        /// hosts or stand-ins: onboarding, coaching, family.
        misclassified_message: f64,
        /// Share of people about whom a complaint comes in that proves wrong or is a slip in
        /// payroll.
        wrong_complaint: f64,
        /// Share of people whose firm gets a ransom note, with their name in it, from strangers
        /// who stole data.
        extortion_by_strangers: f64,
        /// Share of leavers of whom a token or a scheduled job still acts after the last day.
        leaver_keeps_access: f64,
        /// Share of placed people whose new laptop raises an alert that proves harmless.
        alert_on_new_laptop: f64,
        /// Share of wallet holders to whom strangers send dust.
        dust: f64,
        /// Share of newcomers who begin with few bids and grow.
        ramps_up: f64,
        /// Share of people whose use of an AI service the firm or the service sees.
        ai_accounts: f64,
        /// Share who came by the recommendation of somebody on the market.
        referred: f64,
        /// Share of placed people who once move all their stored passwords.
        migrates_passwords: f64,
        /// Share of small purchases that nobody had approved.
        unapproved_purchases: f64,
        /// Share of calls with a note taker that nobody announced.
        undeclared_note_taker: f64,
        /// Share of new laptops from which a service is asked for the own address or hardware.
        checks_own_address: f64,
        /// Share of payouts that come back.
        returned_payouts: f64,
        /// Campuses in each country, of which a few hold most students.
        campuses: u64,
        /// Shared offices in each country.
        offices_per_country: u64,
        /// Public CV templates of career services.
        career_templates: u64,
        /// Bid templates on sale.
        bought_bid_templates: u64,
        /// Staffing agencies that put people forward.
        staffing_agencies: u64,
        /// Bootcamp classes with the same projects.
        bootcamp_classes: u64,
        /// Employers of record and temp agencies that pay from and to one account, and
        /// custodial payroll services.
        payroll_services: u64,
    }
}

numbers! {
    /// Numbers about the labour market over the year.
    Season in "season" {
        /// How busy each month is, January first: summer and December are slow.
        work_by_month: [f64; 12],
        /// How many apply, bid or open accounts in each month: high after New Year and in
        /// September.
        applications_by_month: [f64; 12],
        /// Share of the usual work that is done on the holidays of a country.
        holiday_work: f64,
        /// Share of honest accounts that were there before the records begin.
        opened_before: f64,
        /// Of those, the share who are idle at first and do something only later.
        starts_late: f64,
        /// Large lay-offs in a year; those who lose their job come to the market in the weeks
        /// after one.
        layoffs_per_year: f64,
        /// Share of honest people who leave before the records end.
        leaves: f64,
    }
}

numbers! {
    /// Numbers about planted operations.
    Operations in "operations" {
        /// Subjects for each operation: 2,500 gives 40 operations in 100,000, about 0.4 %
        /// personas.
        subjects_per_operation: u64,
        /// Share of operations whose operators are sloppy, average and careful.
        care_shares: [f64; 3],
        /// Chance that a team has one more operator, up to six.
        one_more_operator: f64,
        /// Median of the personas of one operator, everywhere.
        personas_per_operator: f64,
        /// Spread of that number.
        personas_spread: f64,
        /// Share of an operator's personas that one marketplace sees.
        share_on_this_market: f64,
        /// Share of personas that get a job with a laptop: 3–4 jobs at once out of 12 or more
        /// personas.
        placed_with_laptop: f64,
        /// Laptops that one farm holds at most: more than 90 in one home.
        largest_farm: u64,
        /// Share of farmed laptops that are shipped abroad: 49 of 90 in one case, less
        /// elsewhere.
        reshipped: f64,
        /// Shares of the pay that facilitators keep: 10 % for identity and laptop only, 20 %,
        /// 35 % for a proxy who takes interviews.
        retained: [f64; 3],
        /// How often each of these splits is met.
        retained_weights: [f64; 3],
        /// Median hours until pay moves on, for sloppy and average operators.
        pass_through_hours: f64,
        /// Share of personas paid in stablecoins, by care.
        crypto_by_care: [f64; 3],
        /// Median monthly pay in USD.
        monthly_pay: f64,
        /// Discount on the market price of those who undercut: 25–50 %.
        discount: [f64; 2],
        /// Share of personas that undercut, by care.
        undercuts_by_care: [f64; 3],
        /// Share of sessions through the operation's own VPN exits, by care.
        vpn_sessions_by_care: [f64; 3],
        /// Share of sessions through residential proxies of the claimed country, by care.
        proxy_sessions_by_care: [f64; 3],
        /// Share of sessions from rented servers, by care.
        server_sessions_by_care: [f64; 3],
        /// Share of operators' servers that stand at a small host where strangers have the same
        /// address.
        servers_at_small_hosts: f64,
        /// Share of placed personas that also come through the VPN of the firm that pays them,
        /// with its other people.
        employer_vpn: f64,
        /// Share of sessions that leak a provider near the border, by care.
        leaked_sessions_by_care: [f64; 3],
        /// Share of sessions in which the clock of the device shows the true place, by care.
        clock_leaks_by_care: [f64; 3],
        /// Share of personas that work the hours of their claimed home, by care.
        claimed_hours_by_care: [f64; 3],
        /// Share of personas that share a device with a sibling, by care; the others have one
        /// device each.
        shared_device_by_care: [f64; 3],
        /// Share of personas whose payout account a sibling uses too, by care.
        shared_payee_by_care: [f64; 3],
        /// Share of the sentences of a CV that are the persona's own, by care.
        own_words_by_care: [f64; 3],
        /// Share of personas whose CV keeps the template's facts in the template's order but in
        /// other words, by care.
        paraphrased_cv_by_care: [f64; 3],
        /// Share of personas that begin with few bids and grow, by care.
        slow_ramp_by_care: [f64; 3],
        /// Days over which such accounts grow, of personas and of honest newcomers alike.
        ramp_days: [f64; 2],
        /// Share of personas on a real document that its holder lent, by care: lending was
        /// confirmed in 2025 and 2026.
        lent_document_by_care: [f64; 3],
        /// Share of personas for whom a hired person sits before the camera, by care.
        hired_face_by_care: [f64; 3],
        /// Share of these in which the hired person sits for siblings too, by care.
        faces_reused_by_care: [f64; 3],
        /// Of personas paid in crypto, the share with a fresh wallet for each payout, by care.
        fresh_wallets_by_care: [f64; 3],
        /// Mean number of wallets between the payout and the one where pay comes together, by
        /// care.
        hops_by_care: [f64; 3],
        /// Share of personas whose accounts were bought or rented with their history, by care.
        bought_account_by_care: [f64; 3],
        /// Share of placed personas whose laptop stands in a farm, by care.
        farm_by_care: [f64; 3],
        /// Share of farmed laptops with an IP-KVM, by care.
        kvm_by_care: [f64; 3],
        /// Share of farmed laptops with a remote-control tool, by care.
        remote_tool_by_care: [f64; 3],
        /// Share of personas that a sibling referred.
        referred_by_sibling: f64,
        /// Share of operations that rate their own personas, by care.
        mutual_rating_by_care: [f64; 3],
        /// Share of operations with a client of their own that hires their personas, by care.
        false_client_by_care: [f64; 3],
        /// Share of operations with a front company among their accounts, by care.
        front_company_by_care: [f64; 3],
        /// Chance of each house that its keeper has an account on this market.
        facilitators_on_market: f64,
        /// Share of placed personas that steal or extort in the end, by care.
        insider_by_care: [f64; 3],
        /// Median days from the first day in the job to the theft.
        insider_after_days: f64,
        /// Share of insiders who extort after theft or dismissal.
        extorts: f64,
        /// Share of calls in which the camera goes off, by care.
        camera_off_by_care: [f64; 3],
        /// Share of personas with an AI-made photo, by care.
        made_photo_by_care: [f64; 3],
        /// Share of personas whose use of an AI service the firm or the service sees, by care.
        ai_account_by_care: [f64; 3],
        /// Share of personas whose former employers are invented, with sites from one mould, by
        /// care.
        false_employers_by_care: [f64; 3],
        /// Share of personas at work when the records begin.
        already_there: f64,
        /// Of bought accounts, the share whose former owner is in the records before the sale.
        former_owner_seen: f64,
        /// Share of personas on a stolen identity whose true holder complains.
        complaint: f64,
        /// Median days from the first record to dismissal, where it comes.
        dwell_days: f64,
        /// Share of personas that were found and dismissed before the records end.
        dismissed: f64,
        /// Share of operations that use the stolen identity of an honest subject of this
        /// market.
        victim_on_market: f64,
        /// Share of personas that take part more or less carefully than their operation.
        slips: f64,
    }
}

numbers! {
    /// Numbers about what firms record.
    Recording in "recording" {
        /// Mean number of log-ins of a subject.
        sessions: f64,
        /// Mean number of bids of a subject.
        bids: f64,
        /// Mean number of payouts of a subject who works.
        payouts: f64,
        /// Share of subjects for whom the firm keeps thin, usual and rich records.
        thin_usual_rich: [f64; 3],
        /// Share of optional cells that a firm with thin, usual and rich records fills.
        filled: [f64; 3],
    }
}
