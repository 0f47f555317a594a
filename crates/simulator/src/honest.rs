//! The kinds of honest people whom published red flags can hit.

use serde::{Deserialize, Serialize};

use crate::parameters::published;

macro_rules! kinds {
    (
        alone { $($(#[doc = $doc:literal])+ $kind:ident $word:ident,)+ }
        together { $($(#[doc = $together_doc:literal])+ $together:ident $together_word:ident,)+ }
    ) => {
        /// What makes an honest subject look unusual, if anything does.
        ///
        /// The kinds come from the innocent explanations that the catalogue gives for its indicators.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum HonestKind {
            $($(#[doc = $together_doc])+ $together,)+
            $($(#[doc = $doc])+ $kind,)+
        }

        impl HonestKind {
            /// Every kind.
            pub const ALL: [Self; [$(stringify!($together),)+ $(stringify!($kind),)+].len()] =
                [$(Self::$together,)+ $(Self::$kind,)+];

            /// The name in the truth tables.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$together => stringify!($together_word),)+
                    $(Self::$kind => stringify!($word),)+
                }
            }
        }

        /// Shares of honest people who are of a kind, among those who are in no group.
        ///
        /// Who is of none of them is plain. Groups (agencies, households, teams) are drawn apart.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct Kinds {
            $($(#[doc = $doc])+ pub $word: f64,)+
        }

        impl Default for Kinds {
            fn default() -> Self {
                Self { $($word: published("kinds", stringify!($word)),)+ }
            }
        }

        impl Kinds {
            /// Each kind of one person alone with its share; plain takes what is left of one.
            pub(crate) fn shares(&self) -> Vec<(HonestKind, f64)> {
                let others = [$((HonestKind::$kind, self.$word),)+];
                let rest = 1.0 - others.iter().map(|(_, share)| share).sum::<f64>();
                std::iter::once((HonestKind::Plain, rest.max(0.0))).chain(others).collect()
            }
        }
    };
}

kinds! {
    alone {
        /// Always behind a commercial VPN.
        PrivacyVpn privacy_vpn,
        /// Works from a new country every few weeks and says so.
        Nomad nomad,
        /// Travels for a week or two now and then.
        Traveller traveller,
        /// Works from a shared office or café.
        SharedOffice shared_office,
        /// On the network of a university, with thousands of others.
        Campus campus,
        /// Behind the carrier's shared addresses.
        CarrierNat carrier_nat,
        /// New in the country, refugees and students from abroad among them: thin files, foreign phone and papers.
        ThinFileMigrant thin_file_migrant,
        /// CV from a career service's template.
        CareerTemplate career_template,
        /// Works at night: by choice, on shifts, or beside another job.
        NightOwl night_owl,
        /// Works around the hours of a child or a patient; moves meetings.
        Caregiver caregiver,
        /// Lets an AI write the CV and the bids.
        AiWriter ai_writer,
        /// Behind an employer's VPN with exits elsewhere.
        CorporateVpn corporate_vpn,
        /// Paid in crypto by choice or for want of a bank.
        CryptoPaid crypto_paid,
        /// Lives abroad and uses a forwarding mailbox.
        ForwardingExpat forwarding_expat,
        /// New phone, VoIP line, many changes of contact.
        NewContact new_contact,
        /// New family name after marriage or transition.
        NameChange name_change,
        /// Buys and resells used laptops that others have used.
        RefurbishedLaptops refurbished_laptops,
        /// Has an IP-KVM and an open remote desktop at home for servers of their own.
        KvmHobbyist kvm_hobbyist,
        /// Sends most of each pay to family at once.
        Remitter remitter,
        /// Has remote-support tools because of an IT provider, who may roll them out by script.
        ManagedByProvider managed_by_provider,
        /// Holds several contracts at a time.
        SeveralJobs several_jobs,
        /// Moved house and changed bank.
        MovedHouse moved_house,
        /// Streams: capture card and virtual camera.
        Streamer streamer,
        /// Keeps the camera off: disability, belief, a habit of the firm.
        CameraShy camera_shy,
        /// Runs a one-person company that is paid instead of the person.
        OwnCompany own_company,
        /// Bids with a bought template.
        BoughtTemplate bought_template,
        /// Works from a cloud desktop or a cloud editor.
        CloudDesktop cloud_desktop,
        /// Comes back to an old, long unused account.
        Returner returner,
        /// Is known under a pen name; mailbox and profile carry it.
        PenName pen_name,
        /// Has a prepaid number that somebody else had before.
        RecycledNumber recycled_number,
        /// Profiles elsewhere are years old, say another city or trade, or are gone.
        OutdatedProfiles outdated_profiles,
        /// Name written differently on papers: order, spelling in another script, missing marks.
        NameVariant name_variant,
        /// Has left social media or deleted a profile, for privacy or because of harassment.
        LeftSocialMedia left_social_media,
        /// Has no ordinary home address: itinerant, rural, live-work premises.
        NoFixedAddress no_fixed_address,
        /// Photographs papers with an old phone or low vision, or with an app that enhances.
        PoorScanner poor_scanner,
        /// Looks unlike the portrait: age, illness, hair, transition.
        ChangedAppearance changed_appearance,
        /// Changed trade, has gaps, or mistakes in dates.
        CareerChanger career_changer,
        /// Lists every keyword, as consultants and CV advice do.
        KeywordCv keyword_cv,
        /// Former employers or schools have closed or may not answer.
        ClosedEmployer closed_employer,
        /// Former employer has a new name, or a country domain beside the main one.
        RebrandedEmployer rebranded_employer,
        /// The owner of a small firm vouches for several former staff.
        SmallFirmReferee small_firm_referee,
        /// Runs a young company, with a young or parked site, and writes to strangers to sell.
        StartupFounder startup_founder,
        /// Recruits or sells: writes to strangers, tries the site, advertises for partners who speak to clients.
        Recruiter recruiter,
        /// Outsources to one to four people and does not always name them.
        SmallOutsourcer small_outsourcer,
        /// Paid through a payroll service that hands out one wallet to many.
        CustodialPayroll custodial_payroll,
        /// Wallet software gives a fresh address for every payment.
        FreshAddresses fresh_addresses,
        /// Sells stablecoins to neighbours in small parts, where no exchange serves.
        PeerSeller peer_seller,
        /// Collects tokens and names on chain.
        TokenCollector token_collector,
        /// Earns bounties under a pseudonym, without identity check.
        BountyHunter bounty_hunter,
        /// Paid through an employer of record, a payroll card or a temp agency's account.
        EmployerOfRecord employer_of_record,
        /// Paid in advance, or with informal invoices.
        Retainer retainer,
        /// Pay goes to two accounts, for tax or for the family.
        SplitPay split_pay,
        /// Works far below the market: starts out, needs the work, lives where life is cheaper.
        LowPrice low_price,
        /// Bids a lot and wins nothing yet.
        Newcomer newcomer,
        /// Places bids through a program of their own.
        ApiBidder api_bidder,
        /// Lets a tool apply to dozens of jobs in a day.
        AutoApplier auto_applier,
        /// Lost a job in a lay-off and applies a lot for some weeks.
        LaidOff laid_off,
        /// Put forward by a staffing agency from its own address and template.
        StaffingCandidate staffing_candidate,
        /// Came from a bootcamp whose whole class has the same projects.
        Bootcamp bootcamp,
        /// Begins in open source with many tiny changes, and asks for work.
        OpenSourceNewcomer open_source_newcomer,
        /// Uploaded old code again after a change of account or host; keeps mirrors.
        Reuploader reuploader,
        /// Public code is empty or template: the work is private.
        PrivateCoder private_coder,
        /// Follows and is followed by thousands.
        DeveloperRelations developer_relations,
        /// Firm asks for a new code account for work.
        WorkOnlyAccount work_only_account,
        /// Commits under work and private mail, with pairs and bots.
        SeveralGitIdentities several_git_identities,
        /// Needs wide rights, clones everything, changes builds.
        PlatformEngineer platform_engineer,
        /// Works in the systems of many clients.
        SupportEngineer support_engineer,
        /// Leaves, and takes a handover archive; a scheduled job runs on.
        HandoverLeaver handover_leaver,
        /// Tests security with tools that raise alarms.
        SecurityTester security_tester,
        /// Uses a device of their own: the firm has none, or accessibility asks for it.
        OwnComputer own_computer,
        /// Tests software or runs social media with many browser profiles.
        MultiProfileWorker multi_profile_worker,
        /// Keeps the status green with a pointer mover.
        PresenceDodger presence_dodger,
        /// Shares the screen all day in a pair or team room.
        PairProgrammer pair_programmer,
        /// Uses a messenger of the local network, common in East Asian offices.
        LanMessenger lan_messenger,
        /// Line breaks down on video.
        PoorConnection poor_connection,
        /// Prefers voice or text: hearing, shyness, bandwidth.
        TextPreferring text_preferring,
        /// Nervous, neurodivergent, or interviewed in a second language.
        NervousCandidate nervous_candidate,
        /// Cheap camera, beauty filter or blurred background.
        VideoFilter video_filter,
        /// Ill for weeks: output and calls are uneven.
        LongIllness long_illness,
        /// Writes code and messages with an AI all day.
        AiFirstDeveloper ai_first_developer,
        /// Practises interviews with an AI.
        InterviewPractice interview_practice,
        /// Writes CVs for many people with an AI: coach, careers office, recruiter.
        CareerCoach career_coach,
        /// Edits pictures of papers for parody, training data or specimens.
        SpecimenDesigner specimen_designer,
        /// Hosts devices for testing, or asks for hosts.
        DeviceTester device_tester,
        /// Lives in a border city that reports name, says so, and uses its common provider.
        BorderResident border_resident,
        /// Lives in China, says so, and reaches the world through a VPN.
        BehindFirewall behind_firewall,
        /// Declines biometric or live checks for privacy, and takes another way.
        PrivacyObjector privacy_objector,
        /// Has a client who comes back, knows them, and may share their office.
        RepeatClient repeat_client,
        /// Leaves the platform with an old client to save the fee.
        FeeAvoider fee_avoider,
        /// Leaves tabs open, or lets programs work under the account.
        AutomationRunner automation_runner,
    }
    together {
        /// Nothing in particular.
        Plain plain,
        /// Member of an agency: one office, one account, one CV layout.
        Agency agency,
        /// Shares a home, its line and perhaps a computer.
        Household household,
        /// Shares a bank account with a spouse.
        SharedBankAccount shared_bank_account,
        /// Has a second account where that is allowed, or came back after a lock-out.
        SecondAccount second_account,
        /// Member of a crypto team that is paid to one treasury address.
        SharedTreasury shared_treasury,
        /// Their identity was stolen and is used by an operation.
        IdentityVictim identity_victim,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_people_are_plain() {
        let plain = Kinds::default().shares()[0];
        assert_eq!(plain.0, HonestKind::Plain);
        assert!((0.2..0.6).contains(&plain.1), "{plain:?}");
    }

    #[test]
    fn every_kind_has_its_own_word() {
        let mut words: Vec<&str> = HonestKind::ALL.iter().map(|kind| kind.word()).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), HonestKind::ALL.len());
    }
}
