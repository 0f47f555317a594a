//! The rows of one part of the world, waiting to be written.

use bonafide_model::table;

use crate::error::Result;
use crate::stream::{Chance, Dice};
use crate::write::Part;

/// Rows that wait in memory for one table before they are written.
const WAITING: usize = 8_192;

macro_rules! tables {
    ($($field:ident : $row:ident),+ $(,)?) => {
        /// One list of rows for each table that the simulator fills.
        #[derive(Debug, Default)]
        pub(crate) struct Tables {
            $(pub(crate) $field: Vec<table::$row>,)+
        }

        impl Tables {
            /// The names of the tables, in the order of [`Tables::counts`].
            pub(crate) const NAMES: [&'static str; [$(stringify!($field)),+].len()] =
                [$(stringify!($field)),+];

            /// How many rows wait in each table.
            pub(crate) fn counts(&self) -> [usize; Self::NAMES.len()] {
                [$(self.$field.len()),+]
            }

            /// Takes away the rows that came after the counts were taken.
            pub(crate) fn truncate(&mut self, counts: &[usize; Self::NAMES.len()]) {
                let mut counts = counts.iter();
                $(
                    self.$field.truncate(counts.next().copied().unwrap_or(0));
                )+
            }

            /// Writes every table that has enough rows.
            pub(crate) fn write_full(&mut self, part: &mut Part, dice: &mut Dice) -> Result<()> {
                $(
                    if self.$field.len() >= WAITING {
                        shuffle_lightly(&mut self.$field, dice);
                        part.write(&self.$field)?;
                        self.$field.clear();
                    }
                )+
                Ok(())
            }

            /// Writes what is left.
            pub(crate) fn write_rest(&mut self, part: &mut Part, dice: &mut Dice) -> Result<()> {
                $(
                    if !self.$field.is_empty() {
                        shuffle_lightly(&mut self.$field, dice);
                        part.write(&self.$field)?;
                        self.$field.clear();
                    }
                )+
                Ok(())
            }
        }
    };
}

tables! {
    subject: Subject,
    identifier: Identifier,
    experience: Experience,
    education: Education,
    skill: Skill,
    profile: Profile,
    document: Document,
    reference_contact: ReferenceContact,
    application: Application,
    profile_change: ProfileChange,
    verification: Verification,
    session: Session,
    meeting: Meeting,
    message: Message,
    observation: Observation,
    device: Device,
    device_location: DeviceLocation,
    shipment: Shipment,
    peripheral: Peripheral,
    software: Software,
    network_contact: NetworkContact,
    engagement: Engagement,
    bid: Bid,
    rating: Rating,
    payout: Payout,
    transfer: Transfer,
    invoice: Invoice,
    repository: Repository,
    commit: Commit,
    pull_request: PullRequest,
    activity: Activity,
    hr_event: HrEvent,
    role_grant: RoleGrant,
    company: Company,
    complaint: Complaint,
    access_event: AccessEvent,
    ai_use: AiUse,
    work_output: WorkOutput,
    charge: Charge,
    follow: Follow,
}

/// Moves an eighth of the rows, so that nothing may rely on order.
fn shuffle_lightly<T>(rows: &mut [T], dice: &mut Dice) {
    let last = rows.len() as i64 - 1;
    for _ in 0..rows.len() / 16 {
        rows.swap(dice.whole(0, last) as usize, dice.whole(0, last) as usize);
    }
}
