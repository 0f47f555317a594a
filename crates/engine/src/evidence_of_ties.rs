//! What a tie rests on: a sentence, and the columns of the records that show it.

use std::collections::{BTreeSet, HashMap};

use bonafide_linking::{Link, TieKind};

use crate::frequency::{Crossing, Held, columns_of};
use crate::likeness::Alike;
use crate::traces::{Behind, Told};

/// Sentences and columns, by tie.
#[derive(Debug, Default)]
pub(crate) struct Evidence {
    /// Of ties that the program compared itself, by kind and the two.
    direct: HashMap<(TieKind, u32, u32), (String, &'static str)>,
    /// Where a subject shows a value.
    seen_in: HashMap<(u64, u32), u32>,
    /// Of ties that were read from a file, by their number.
    read: Vec<(String, String)>,
}

fn ends(a: u32, b: u32) -> (u32, u32) {
    (a.min(b), a.max(b))
}

impl Evidence {
    /// Keeps what belongs to links that hold. `told` is in its order: of several ties of one kind between two the
    /// first is the one that counts.
    pub(crate) fn of(
        links: &[Link],
        told: Vec<Told>,
        tying: &[Held],
        place: &dyn Fn(u32) -> Option<u32>,
    ) -> Self {
        let mut direct = HashMap::new();
        let mut values: BTreeSet<u64> = BTreeSet::new();
        let mut wanted: BTreeSet<(TieKind, u32, u32)> = BTreeSet::new();
        for link in links {
            let (a, b) = ends(link.a, link.b);
            if link.is_direct {
                wanted.insert((link.kind, a, b));
            } else {
                values.insert(link.value);
            }
        }
        for tie in told {
            let (a, b) = ends(tie.a, tie.b);
            let key = (tie.kind, a, b);
            if wanted.contains(&key) {
                direct.entry(key).or_insert((tie.words, tie.records));
            }
        }
        let mut seen_in = HashMap::new();
        for held in tying.iter().filter(|held| values.contains(&held.hash)) {
            if let Some(subject) = place(held.subject) {
                seen_in.insert((held.hash, subject), held.seen_in());
            }
        }
        Self {
            direct,
            seen_in,
            read: Vec::new(),
        }
    }

    /// Of ties that were read from a file: sentence and columns, in the order of `value`, from 1.
    pub(crate) fn read(read: Vec<(String, String)>) -> Self {
        Self {
            read,
            ..Self::default()
        }
    }

    fn was_read(&self, link: &Link) -> Option<&(String, String)> {
        if self.read.is_empty() {
            return None;
        }
        self.read
            .get(usize::try_from(link.value).ok()?.checked_sub(1)?)
    }

    /// What ties two subjects, in words.
    pub(crate) fn in_words(&self, link: &Link) -> String {
        if let Some((words, _)) = self.was_read(link) {
            return words.clone();
        }
        let kind = link.kind.in_words();
        if link.is_direct {
            let (a, b) = ends(link.a, link.b);
            return match self.direct.get(&(link.kind, a, b)) {
                Some((words, _)) => format!("{kind}: {words}"),
                None => kind.to_owned(),
            };
        }
        match link.shared_by {
            0..=2 => format!("{kind}, which nobody else shows"),
            many => format!("{kind}, which {many} subjects show"),
        }
    }

    /// The columns in which it is to be seen, with the short name of the value that is shared.
    pub(crate) fn records(&self, link: &Link) -> String {
        if let Some((_, records)) = self.was_read(link) {
            return records.clone();
        }
        if link.is_direct {
            let (a, b) = ends(link.a, link.b);
            let direct = self.direct.get(&(link.kind, a, b));
            return direct.map_or_else(String::new, |(_, records)| (*records).to_owned());
        }
        let seen = |subject: u32| {
            self.seen_in
                .get(&(link.value, subject))
                .copied()
                .unwrap_or(0)
        };
        let columns = columns_of(link.value, seen(link.a) | seen(link.b));
        let columns = match columns.is_empty() {
            true => records_of(link.kind).to_owned(),
            false => columns.join(", "),
        };
        format!("{columns} (value {})", short(link.value))
    }
}

/// The name of a value in what is shown: no address, number or text stands in the report, and equal names are equal
/// values. The lowest bits, which only tell of what kind it is, are left out.
pub(crate) fn short(value: u64) -> String {
    format!("{:012x}", value >> 16)
}

/// Where values are found by following something.
pub(crate) fn records_of(kind: TieKind) -> &'static str {
    match kind {
        TieKind::Collector => {
            "payout.forwarded_to, payout.forwarded_share, transfer.from_wallet, transfer.to_wallet"
        }
        TieKind::Funding | TieKind::Transfer => "transfer.from_wallet, transfer.to_wallet",
        TieKind::Configuration => "session.user_agent, session.gpu, session.hardware_threads",
        TieKind::Rating => "rating.rater_id",
        TieKind::Client => "engagement.client_id",
        TieKind::Career => "experience.employer, education.institution",
        TieKind::Answers => "message.text, observation.note",
        TieKind::Commit => "commit.tree_id, commit.message_hash",
        _ => "",
    }
}

impl Behind {
    /// Whether anybody but one subject has it is counted by the linking itself.
    pub(crate) fn sighting(&self) -> bonafide_linking::Sighting {
        bonafide_linking::Sighting {
            subject: self.subject,
            kind: self.kind,
            value: self.value,
            first: self.first,
            last: self.last,
        }
    }
}

impl Alike {
    /// The tie between the two, by their places.
    pub(crate) fn told(&self, place: &dyn Fn(u32) -> Option<u32>) -> Option<Told> {
        let (a, b) = (place(self.a)?, place(self.b)?);
        let (words, records) = match self.kind {
            TieKind::Text => (
                format!(
                    "{} of 100 rare passages are the same",
                    percent(self.strength)
                ),
                "application.resume_text, application.cover_letter, profile.bio, bid.text, message.text",
            ),
            TieKind::Career => (
                "the names, years and numbers of their CVs come in the same order".to_owned(),
                "application.resume_text, application.cover_letter, profile.bio",
            ),
            TieKind::Photo => ("nearly the same picture".to_owned(), "profile.photo_hash"),
            TieKind::Background => (
                "nearly the same picture".to_owned(),
                "meeting.background_hash",
            ),
            TieKind::Document => (
                "numbers that differ in one place".to_owned(),
                "document.number",
            ),
            TieKind::Handle => (
                "the same words with other digits or in another order".to_owned(),
                "identifier.value",
            ),
            TieKind::Address => (
                "another spelling, or a part of it left out".to_owned(),
                "identifier.value",
            ),
            _ => ("nearly the same".to_owned(), ""),
        };
        Some(Told {
            a,
            b,
            kind: self.kind,
            strength: self.strength,
            shared_by: self.shared_by,
            at: None,
            words,
            records,
        })
    }
}

fn percent(strength: f32) -> u32 {
    (strength * 100.0).round() as u32
}

impl Crossing {
    /// The tie between owner and user, by their places.
    pub(crate) fn told(&self, place: &dyn Fn(u32) -> Option<u32>) -> Option<Told> {
        let (kind, words, records) = match self.realm {
            "commit_email" => (
                TieKind::CommitEmail,
                "the commits of one carry the mailbox of the other",
                "commit.author_email, identifier.value",
            ),
            _ => (
                TieKind::Referral,
                "one names the other as a referee, by mailbox or telephone number",
                "reference_contact.email, reference_contact.phone, identifier.value",
            ),
        };
        Some(Told {
            // Who stands up for somebody brings them.
            a: place(self.owner)?,
            b: place(self.by)?,
            kind,
            strength: 1.0,
            shared_by: self.subjects.max(2),
            at: None,
            words: words.to_owned(),
            records,
        })
    }
}

/// In the order in which ties between the same two count: the rarest first, then the strongest.
pub(crate) fn put_in_order(told: &mut [Told]) {
    told.sort_by(|one, other| {
        let key = |tie: &Told| (tie.kind, tie.a.min(tie.b), tie.a.max(tie.b), tie.shared_by);
        key(one)
            .cmp(&key(other))
            .then(other.strength.total_cmp(&one.strength))
            .then_with(|| (one.a, one.at, &one.words).cmp(&(other.a, other.at, &other.words)))
    });
}
