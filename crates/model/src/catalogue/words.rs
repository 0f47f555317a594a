//! The few words that entries of the catalogue are sorted by.

use serde::{Deserialize, Serialize};

/// Declares an enum whose variants are words in the files.
macro_rules! words {
    (
        $(#[doc = $doc:literal])+
        $name:ident { $( $(#[doc = $variant_doc:literal])+ $variant:ident = $word:literal ),+ $(,)? }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $(
                $(#[doc = $variant_doc])+
                #[serde(rename = $word)]
                $variant,
            )+
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word used in files.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }
    };
}

words! {
    /// When in a working relation something shows or is done.
    Stage {
        /// Before anybody applied.
        Sourcing = "sourcing",
        /// While applying.
        Application = "application",
        /// While identity and documents are checked.
        IdentityVerification = "identity-verification",
        /// In interviews.
        Interview = "interview",
        /// On joining.
        Onboarding = "onboarding",
        /// While a work computer travels.
        DeviceShipping = "device-shipping",
        /// In log-ins, devices and networks.
        Access = "access",
        /// In daily work.
        WorkBehaviour = "work-behaviour",
        /// In code.
        CodeContribution = "code-contribution",
        /// In pay.
        Payment = "payment",
        /// On public ledgers.
        Onchain = "onchain",
        /// On leaving.
        Offboarding = "offboarding",
        /// After leaving.
        PostTermination = "post-termination",
    }
}

words! {
    /// Who can see an indicator or take a measure.
    Sector {
        /// Firms that employ.
        Employer = "employer",
        /// Staffing firms and employers of record.
        Staffing = "staffing",
        /// Marketplaces for freelance work.
        FreelancePlatform = "freelance-platform",
        /// Payment providers.
        PaymentProvider = "payment-provider",
        /// Crypto and Web3 firms.
        CryptoWeb3 = "crypto-web3",
        /// AI providers.
        AiCompany = "ai-company",
        /// Everybody.
        Any = "any",
    }
}

impl Sector {
    /// Whether two lists of sectors share one; [`Sector::Any`] shares with all.
    pub fn overlap(left: &[Self], right: &[Self]) -> bool {
        left.contains(&Self::Any)
            || right.contains(&Self::Any)
            || left.iter().any(|sector| right.contains(sector))
    }
}

words! {
    /// What an indicator points to.
    Category {
        /// A person who is not who they say.
        FalseIdentity = "false-identity",
        /// A place that is not the stated one.
        FalseLocation = "false-location",
        /// Several hands behind one account.
        AccountSharing = "account-sharing",
        /// One hand or team behind several accounts.
        Coordination = "coordination",
        /// Somebody who lends a name, an address or a computer.
        Facilitator = "facilitator",
        /// Personas, answers or pictures made by AI.
        AiAssisted = "ai-assisted",
        /// Code that comes from elsewhere than stated.
        CodeProvenance = "code-provenance",
        /// Money that takes unusual ways.
        Payment = "payment",
        /// Harm from within.
        InsiderActivity = "insider-activity",
        /// Listed parties.
        Sanctions = "sanctions",
    }
}

words! {
    /// How much an indicator tells.
    Strength {
        /// Rare among honest people.
        Strong = "strong",
        /// Uncommon among honest people.
        Moderate = "moderate",
        /// Common among honest people: it only corroborates.
        Weak = "weak",
    }
}

words! {
    /// Whether a program can check an entry.
    MachineCheckable {
        /// From records alone.
        Yes = "yes",
        /// From records and what a person noted.
        Partly = "partly",
        /// Only from what a person noted.
        HumanOnly = "human-only",
    }
}

words! {
    /// How a source was seen, the best first.
    Seen {
        /// Read whole.
        FullText = "full-text",
        /// Part of the publisher's own text was read.
        Excerpt = "excerpt",
        /// Only a named third party's account was read.
        Secondary = "secondary",
    }
}

words! {
    /// How well the sources of an entry were seen, the best first.
    EvidenceGrade {
        /// A primary source was read whole.
        PrimaryRead = "primary-read",
        /// A primary source was read in part.
        PrimaryPartlyRead = "primary-partly-read",
        /// It is only known from reports on its sources.
        ReportedOnly = "reported-only",
        /// The compilers of the catalogue propose it.
        CompilerOnly = "compiler-only",
    }
}

words! {
    /// What kind of publisher a source has.
    SourceKind {
        /// A government body.
        Government = "government",
        /// A court or prosecutor.
        CourtOrProsecutor = "court-or-prosecutor",
        /// A firm.
        Industry = "industry",
        /// A community of practitioners.
        Community = "community",
        /// A newspaper, magazine or broadcaster.
        Press = "press",
        /// Somebody who compiles what others published.
        SecondaryCompiler = "secondary-compiler",
        /// A data set.
        Dataset = "dataset",
    }
}
