//! Kinds of ties, and what each of them says about a person, a place or a habit.

/// What two subjects have in common, or what runs between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum TieKind {
    /// The same e-mail address.
    Email,
    /// The same address for recovering an account.
    RecoveryEmail,
    /// The same telephone number.
    Phone,
    /// The same or a kindred handle.
    Handle,
    /// The same wallet on a chain.
    Wallet,
    /// The same bank or payout account.
    BankAccount,
    /// The same device.
    Device,
    /// The same cookie or browser storage.
    Cookie,
    /// The same identity document.
    Document,
    /// The same tax number.
    TaxId,
    /// The same postal address.
    Address,
    /// The same network address, in the same weeks.
    Ip,
    /// The same photo.
    Photo,
    /// The same room or scene behind different people.
    Background,
    /// The same SSH key.
    SshKey,
    /// The same address in commits.
    CommitEmail,
    /// Nearly the same text.
    Text,
    /// The same answers in the same order.
    Answers,
    /// One brought the other.
    Referral,
    /// Money went from `a` to `b`.
    Transfer,
    /// The same commits under two names.
    Commit,
    /// Active in step, over weeks.
    Synchrony,
    /// One leaves off where the other begins.
    Handover,
    /// The same set-up of a device, though not the same device.
    Configuration,
    /// The same or nearly the same name.
    Name,
    /// The same people rated both, or one rated the other.
    Rating,
    /// The same clients, who have few others.
    Client,
    /// The same person stands up for both.
    Referee,
    /// The same employers and schools in the same years and order.
    Career,
    /// Most of what both earn goes on to the same account.
    Collector,
    /// Their accounts were first filled from the same account.
    Funding,
    /// Both write in the same repository.
    Repository,
    /// The same token, key or secret at work.
    Credential,
    /// A reviewer's word that both are one. It binds and weighs nothing, so it is in no table of weights and not among
    /// [`TieKind::ALL`]; nobody sights it.
    Verdict = u8::MAX,
}

/// What a tie is made of. Ties of one family often have one cause (the flat that gives the network address gives the
/// postal address too), so between two subjects a family counts once, with its heaviest tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Family {
    /// Ways to reach a person.
    Contact,
    /// Where money goes.
    Money,
    /// Machines and what they keep.
    Device,
    /// Where somebody is.
    Place,
    /// Papers and numbers of a state.
    Document,
    /// Texts and pictures.
    Content,
    /// Work on software.
    Code,
    /// How and when somebody acts.
    Behaviour,
    /// Who deals with whom.
    Relation,
}

impl TieKind {
    /// All kinds of evidence, in the order of their numbers.
    pub const ALL: [Self; 33] = [
        Self::Email,
        Self::RecoveryEmail,
        Self::Phone,
        Self::Handle,
        Self::Wallet,
        Self::BankAccount,
        Self::Device,
        Self::Cookie,
        Self::Document,
        Self::TaxId,
        Self::Address,
        Self::Ip,
        Self::Photo,
        Self::Background,
        Self::SshKey,
        Self::CommitEmail,
        Self::Text,
        Self::Answers,
        Self::Referral,
        Self::Transfer,
        Self::Commit,
        Self::Synchrony,
        Self::Handover,
        Self::Configuration,
        Self::Name,
        Self::Rating,
        Self::Client,
        Self::Referee,
        Self::Career,
        Self::Collector,
        Self::Funding,
        Self::Repository,
        Self::Credential,
    ];

    /// The kind of that word, as [`TieKind::word`] writes it.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        let all = Self::ALL.into_iter().chain([Self::Verdict]);
        all.into_iter().find(|kind| kind.word() == word)
    }

    /// The kind of that number (`kind as u8`).
    pub(crate) fn of_number(number: u8) -> Self {
        Self::ALL
            .get(usize::from(number))
            .copied()
            .unwrap_or(Self::Verdict)
    }

    /// One word for tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::RecoveryEmail => "recovery_email",
            Self::Phone => "phone",
            Self::Handle => "handle",
            Self::Wallet => "wallet",
            Self::BankAccount => "bank_account",
            Self::Device => "device",
            Self::Cookie => "cookie",
            Self::Document => "document",
            Self::TaxId => "tax_id",
            Self::Address => "address",
            Self::Ip => "ip",
            Self::Photo => "photo",
            Self::Background => "background",
            Self::SshKey => "ssh_key",
            Self::CommitEmail => "commit_email",
            Self::Text => "text",
            Self::Answers => "answers",
            Self::Referral => "referral",
            Self::Transfer => "transfer",
            Self::Commit => "commit",
            Self::Synchrony => "synchrony",
            Self::Handover => "handover",
            Self::Configuration => "configuration",
            Self::Name => "name",
            Self::Verdict => "verdict",
            Self::Rating => "rating",
            Self::Client => "client",
            Self::Referee => "referee",
            Self::Career => "career",
            Self::Collector => "collector",
            Self::Funding => "funding",
            Self::Repository => "repository",
            Self::Credential => "credential",
        }
    }

    /// Words for people, to follow "they share" or "between them:".
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Email => "the same e-mail address",
            Self::RecoveryEmail => "the same recovery address",
            Self::Phone => "the same telephone number",
            Self::Handle => "the same handle",
            Self::Wallet => "the same wallet",
            Self::BankAccount => "the same payout account",
            Self::Device => "the same device",
            Self::Cookie => "the same browser storage",
            Self::Document => "the same identity document",
            Self::TaxId => "the same tax number",
            Self::Address => "the same postal address",
            Self::Ip => "the same network address in the same weeks",
            Self::Photo => "the same photo",
            Self::Background => "the same room in their pictures",
            Self::SshKey => "the same SSH key",
            Self::CommitEmail => "the same address in commits",
            Self::Text => "nearly the same text",
            Self::Answers => "the same answers in the same order",
            Self::Referral => "a referral",
            Self::Transfer => "a transfer of money",
            Self::Commit => "the same commits under two names",
            Self::Synchrony => "activity in step",
            Self::Handover => "a hand-over from one to the other",
            Self::Configuration => "the same set-up of a device",
            Self::Name => "nearly the same name",
            Self::Verdict => "a reviewer's word",
            Self::Rating => "the same raters",
            Self::Client => "the same clients",
            Self::Referee => "the same referee",
            Self::Career => "the same employers and schools in the same years",
            Self::Collector => "the same account to which most of their pay goes on",
            Self::Funding => "the same account that first filled theirs",
            Self::Repository => "the same repository",
            Self::Credential => "the same token or key at work",
        }
    }

    /// The family in which this kind counts.
    #[must_use]
    pub fn family(self) -> Family {
        match self {
            Self::Email | Self::RecoveryEmail | Self::Phone | Self::Handle => Family::Contact,
            Self::Wallet | Self::BankAccount | Self::Collector | Self::Funding => Family::Money,
            Self::Device | Self::Cookie | Self::Configuration => Family::Device,
            Self::Address | Self::Ip => Family::Place,
            Self::Document | Self::TaxId | Self::Name => Family::Document,
            Self::Photo | Self::Background | Self::Text | Self::Answers | Self::Career => {
                Family::Content
            }
            Self::SshKey
            | Self::CommitEmail
            | Self::Commit
            | Self::Repository
            | Self::Credential => Family::Code,
            Self::Synchrony | Self::Handover => Family::Behaviour,
            Self::Referral
            | Self::Transfer
            | Self::Rating
            | Self::Client
            | Self::Referee
            | Self::Verdict => Family::Relation,
        }
    }

    /// Whether one person holds such a thing, wherever that person is: two holders need an explanation. A flat, a
    /// network or a name is not of this kind: people who never met have them in common.
    #[must_use]
    pub fn is_identity_bound(self) -> bool {
        matches!(
            self,
            Self::Email
                | Self::RecoveryEmail
                | Self::Phone
                | Self::Wallet
                | Self::BankAccount
                | Self::Device
                | Self::Cookie
                | Self::Document
                | Self::TaxId
                | Self::Photo
                | Self::SshKey
                | Self::CommitEmail
                | Self::Commit
                | Self::Collector
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_numbers_lead_back_to_their_kind() {
        for (place, kind) in TieKind::ALL.into_iter().enumerate() {
            assert_eq!(TieKind::parse(kind.word()), Some(kind));
            assert_eq!(kind as usize, place);
            assert_eq!(TieKind::of_number(kind as u8), kind);
        }
        assert_eq!(TieKind::parse("Email"), None);
    }
}
