//! The kinds of honest people whom published red flags can hit.

use serde::{Deserialize, Serialize};

/// What makes an honest subject look unusual, if anything does.
///
/// The kinds come from the innocent explanations that the catalogue gives for its indicators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HonestKind {
    /// Nothing in particular.
    Plain,
    /// Always behind a commercial VPN.
    PrivacyVpn,
    /// Works from a new country every few weeks and says so.
    Nomad,
    /// Travels for two weeks now and then.
    Traveller,
    /// Member of an agency: one office, one account, one CV layout.
    Agency,
    /// Shares a home, its line and perhaps a computer.
    Household,
    /// Shares a bank account with a spouse.
    SharedBankAccount,
    /// Works from a shared office or café.
    SharedOffice,
    /// On the network of a university, with thousands of others.
    Campus,
    /// Behind the carrier's shared addresses.
    CarrierNat,
    /// New in the country: thin files, foreign phone, pay passed on to family.
    ThinFileMigrant,
    /// CV from a career service's template.
    CareerTemplate,
    /// Works at night by choice.
    NightOwl,
    /// Works around the hours of a child or a patient; moves meetings.
    Caregiver,
    /// Lets an AI write the CV and the bids.
    AiWriter,
    /// Behind an employer's VPN with exits elsewhere.
    CorporateVpn,
    /// Paid in crypto by choice.
    CryptoPaid,
    /// Lives abroad and uses a forwarding mailbox.
    ForwardingExpat,
    /// New phone, VoIP line, many changes of contact.
    NewContact,
    /// New family name after marriage.
    NameChange,
    /// Buys and resells used laptops.
    RefurbishedLaptops,
    /// Has an IP-KVM at home for servers of their own.
    KvmHobbyist,
    /// Sends most of each pay to family abroad at once.
    Remitter,
    /// Has remote-support tools because of an IT provider.
    ManagedByProvider,
    /// Holds several contracts at a time.
    SeveralJobs,
    /// Moved house and changed bank.
    MovedHouse,
    /// Streams: capture card and virtual camera.
    Streamer,
    /// Keeps the camera off: bandwidth, disability, belief.
    CameraShy,
    /// Runs a one-person company that is paid instead of the person.
    OwnCompany,
    /// Bids with a bought template.
    BoughtTemplate,
    /// Works from a cloud desktop.
    CloudDesktop,
    /// Comes back to an old, long unused account.
    Returner,
    /// Their identity was stolen and is used by an operation.
    IdentityVictim,
}

/// Kinds of one person alone, with the share of honest subjects that they get.
///
/// Kinds that come with others (agency, household, victim) are drawn by group and are not here.
/// All shares are assumed; the catalogue names the kinds, nobody counts them.
pub(crate) static ALONE: &[(HonestKind, f64)] = &[
    (HonestKind::Plain, 0.484),
    (HonestKind::PrivacyVpn, 0.060),
    (HonestKind::Nomad, 0.025),
    (HonestKind::Traveller, 0.045),
    (HonestKind::SharedOffice, 0.035),
    (HonestKind::Campus, 0.030),
    (HonestKind::CarrierNat, 0.080),
    (HonestKind::ThinFileMigrant, 0.030),
    (HonestKind::CareerTemplate, 0.030),
    (HonestKind::NightOwl, 0.025),
    (HonestKind::Caregiver, 0.012),
    (HonestKind::AiWriter, 0.050),
    (HonestKind::CorporateVpn, 0.025),
    (HonestKind::CryptoPaid, 0.015),
    (HonestKind::ForwardingExpat, 0.006),
    (HonestKind::NewContact, 0.020),
    (HonestKind::NameChange, 0.008),
    (HonestKind::RefurbishedLaptops, 0.002),
    (HonestKind::KvmHobbyist, 0.001),
    (HonestKind::Remitter, 0.010),
    (HonestKind::ManagedByProvider, 0.008),
    (HonestKind::SeveralJobs, 0.012),
    (HonestKind::MovedHouse, 0.012),
    (HonestKind::Streamer, 0.004),
    (HonestKind::CameraShy, 0.015),
    (HonestKind::OwnCompany, 0.012),
    (HonestKind::BoughtTemplate, 0.010),
    (HonestKind::CloudDesktop, 0.006),
    (HonestKind::Returner, 0.008),
];

impl HonestKind {
    /// Every kind.
    pub const ALL: [Self; 33] = [
        Self::Plain,
        Self::PrivacyVpn,
        Self::Nomad,
        Self::Traveller,
        Self::Agency,
        Self::Household,
        Self::SharedBankAccount,
        Self::SharedOffice,
        Self::Campus,
        Self::CarrierNat,
        Self::ThinFileMigrant,
        Self::CareerTemplate,
        Self::NightOwl,
        Self::Caregiver,
        Self::AiWriter,
        Self::CorporateVpn,
        Self::CryptoPaid,
        Self::ForwardingExpat,
        Self::NewContact,
        Self::NameChange,
        Self::RefurbishedLaptops,
        Self::KvmHobbyist,
        Self::Remitter,
        Self::ManagedByProvider,
        Self::SeveralJobs,
        Self::MovedHouse,
        Self::Streamer,
        Self::CameraShy,
        Self::OwnCompany,
        Self::BoughtTemplate,
        Self::CloudDesktop,
        Self::Returner,
        Self::IdentityVictim,
    ];

    /// The name in the truth tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::PrivacyVpn => "privacy_vpn",
            Self::Nomad => "nomad",
            Self::Traveller => "traveller",
            Self::Agency => "agency",
            Self::Household => "household",
            Self::SharedBankAccount => "shared_bank_account",
            Self::SharedOffice => "shared_office",
            Self::Campus => "campus",
            Self::CarrierNat => "carrier_nat",
            Self::ThinFileMigrant => "thin_file_migrant",
            Self::CareerTemplate => "career_template",
            Self::NightOwl => "night_owl",
            Self::Caregiver => "caregiver",
            Self::AiWriter => "ai_writer",
            Self::CorporateVpn => "corporate_vpn",
            Self::CryptoPaid => "crypto_paid",
            Self::ForwardingExpat => "forwarding_expat",
            Self::NewContact => "new_contact",
            Self::NameChange => "name_change",
            Self::RefurbishedLaptops => "refurbished_laptops",
            Self::KvmHobbyist => "kvm_hobbyist",
            Self::Remitter => "remitter",
            Self::ManagedByProvider => "managed_by_provider",
            Self::SeveralJobs => "several_jobs",
            Self::MovedHouse => "moved_house",
            Self::Streamer => "streamer",
            Self::CameraShy => "camera_shy",
            Self::OwnCompany => "own_company",
            Self::BoughtTemplate => "bought_template",
            Self::CloudDesktop => "cloud_desktop",
            Self::Returner => "returner",
            Self::IdentityVictim => "identity_victim",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_sum_to_about_one() {
        let sum: f64 = ALONE.iter().map(|(_, share)| share).sum();
        assert!((0.95..1.1).contains(&sum), "{sum}");
    }

    #[test]
    fn every_kind_has_its_own_word() {
        let mut words: Vec<&str> = HonestKind::ALL.iter().map(|kind| kind.word()).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), HonestKind::ALL.len());
    }
}
