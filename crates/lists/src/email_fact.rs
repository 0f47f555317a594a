//! What the lists say of a mail domain.

use crate::domain_name::{domain_and_parents, normal_domain};
use crate::parse::EmailDomains;

/// A class of mail domains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EmailClass {
    Disposable,
    Free,
    Relay,
}

impl EmailClass {
    pub(crate) const fn bit(self) -> u8 {
        1 << self as u8
    }

    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        match text.trim().to_ascii_lowercase().as_str() {
            "disposable" | "temporary" | "throwaway" => Ok(Self::Disposable),
            "free" | "webmail" | "freemail" => Ok(Self::Free),
            "relay" | "alias" | "forwarding" => Ok(Self::Relay),
            _ => Err(format!(
                "{text:?} is no class of mail domains; the classes are disposable, free, relay"
            )),
        }
    }
}

/// What the lists say of a mail domain; `None` where they cannot say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EmailFact {
    /// Addresses that live for minutes.
    pub disposable: Option<bool>,
    /// Mailboxes that anybody gets for nothing.
    pub free: Option<bool>,
    /// Services that forward to a hidden address.
    pub relay: Option<bool>,
}

/// The loaded lists of mail domains, each with whether it is only a part of its class.
#[derive(Debug, Default)]
pub(crate) struct EmailIndex {
    lists: Vec<(EmailDomains, bool)>,
}

impl EmailIndex {
    pub(crate) fn add(&mut self, domains: EmailDomains, partial: bool) {
        self.lists.push((domains, partial));
    }

    /// Reads a domain or a whole address.
    pub(crate) fn fact(&self, text: &str) -> EmailFact {
        let domain = text.rsplit('@').next().unwrap_or_default();
        let Ok(domain) = normal_domain(domain) else {
            return EmailFact::default();
        };
        let (mut yes, mut known) = (0, 0);
        for (domains, partial) in &self.lists {
            if !partial {
                known |= domains.known;
            }
            yes |= domains.bits.get(domain.as_str()).copied().unwrap_or(0);
            // A throw-away service owns all names below its own; a free provider may let its customers have them.
            for parent in domain_and_parents(&domain).skip(1) {
                let bits = domains.bits.get(parent).copied().unwrap_or(0);
                yes |= bits & (EmailClass::Disposable.bit() | EmailClass::Relay.bit());
            }
        }
        let answer = |class: EmailClass| {
            if yes & class.bit() != 0 {
                Some(true)
            } else {
                (known & class.bit() != 0).then_some(false)
            }
        };
        EmailFact {
            disposable: answer(EmailClass::Disposable),
            free: answer(EmailClass::Free),
            relay: answer(EmailClass::Relay),
        }
    }

    /// Whether a list can deny as well as state the class.
    pub(crate) fn knows(&self, class: &str) -> bool {
        EmailClass::parse(class).is_ok_and(|class| {
            self.lists
                .iter()
                .any(|(domains, partial)| !partial && domains.known & class.bit() != 0)
        })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.lists.is_empty()
    }
}
