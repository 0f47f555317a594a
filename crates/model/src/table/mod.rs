//! The tables: what a firm's records, our reference data and our derived facts look like.
//!
//! One file declares one table with the [`table!`] macro: the Rust struct, the Arrow schema, the
//! JSON names, the SQL definition and the reference page all come from that declaration.
//! [`TABLES`] lists them all.

use std::sync::Arc;

use arrow::datatypes::{Field as ArrowField, Schema, SchemaRef};
use arrow::record_batch::RecordBatch;
use serde::Serialize;

use crate::column::ValueType;

/// One column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Column {
    /// The name in SQL, JSON, CSV headers and Rust.
    pub name: &'static str,
    /// What a value means, its unit and its source.
    pub doc: &'static str,
    /// What kind of value it holds.
    pub value_type: ValueType,
    /// A row without this value has no owner or no identity and is set aside.
    pub id: bool,
    /// A rule may not read this column, but for the functions that are allowed for it.
    pub protected: bool,
    /// The column tells kinds of rows apart: a rule that asks for one kind needs rows of that kind.
    pub kind: bool,
}

impl Column {
    /// Whether the column holds the name of a person: the one protected thing that may be compared,
    /// and only with another name of the same subject.
    pub fn is_person_name(&self) -> bool {
        self.protected && (self.name == "name" || self.name.ends_with("_name"))
    }
}

/// Which part of the story a table tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Who the subject says they are.
    Claimed,
    /// What was seen of the subject.
    Seen,
    /// Work and money.
    Work,
    /// Code.
    Code,
    /// Reference data, from lists.
    Reference,
    /// Facts that enrichment and linking derive before rules run.
    Derived,
}

impl Group {
    /// The heading of the group in the reference.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Claimed => "Who they say they are",
            Self::Seen => "What was seen of them",
            Self::Work => "Work and money",
            Self::Code => "Code",
            Self::Reference => "Reference",
            Self::Derived => "Derived",
        }
    }
}

/// A table: its name, meaning and columns.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Table {
    /// The name in SQL and of the file that holds it.
    pub name: &'static str,
    /// What one row is.
    pub doc: &'static str,
    /// The part of the story that it tells.
    pub group: Group,
    /// The columns, ids first.
    pub columns: &'static [Column],
}

impl Table {
    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Whether the rows belong to subjects.
    pub fn has_subject(&self) -> bool {
        self.column("subject_id").is_some()
    }

    /// Whether a firm brings the rows (and neither a list nor the engine makes them).
    pub fn is_base(&self) -> bool {
        !matches!(self.group, Group::Reference | Group::Derived)
    }

    /// The Arrow schema of all columns; only ids are not nullable.
    pub fn schema(&self) -> SchemaRef {
        let fields: Vec<ArrowField> = self
            .columns
            .iter()
            .map(|column| ArrowField::new(column.name, column.value_type.arrow(), !column.id))
            .collect();
        Arc::new(Schema::new(fields))
    }

    /// A `CREATE TABLE` statement that SQLite and PostgreSQL both accept.
    pub fn create_statement(&self) -> String {
        let columns: Vec<String> = self
            .columns
            .iter()
            .map(|column| {
                let required = if column.id { " NOT NULL" } else { "" };
                format!(
                    "  \"{}\" {}{required}",
                    column.name,
                    column.value_type.sql()
                )
            })
            .collect();
        format!(
            "CREATE TABLE \"{}\" (\n{}\n);\n",
            self.name,
            columns.join(",\n")
        )
    }
}

/// A struct that is one row of a table.
pub trait Row: Sized {
    /// The table of which this is a row.
    const TABLE: &'static Table;

    /// The rows as one Arrow batch with the table's schema.
    fn batch(rows: &[Self]) -> RecordBatch;
}

/// The table of that name.
pub fn by_name(name: &str) -> Option<&'static Table> {
    TABLES.iter().copied().find(|table| table.name == name)
}

/// The name among `candidates` that was probably meant by `word`, if one is near.
pub fn suggest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= (candidate.len() / 3).max(1))
        .min()
        .map(|(_, candidate)| candidate)
}

/// Declares one table: struct, schema, JSON names and documentation.
macro_rules! table {
    (
        $(#[doc = $doc:literal])+
        $row:ident = $name:literal in $group:ident {
            $(
                $(#[doc = $column_doc:literal])+
                $column:ident : $value:ident $([ $($flag:ident)+ ])?
            ),+ $(,)?
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $row {
            $(
                $(#[doc = $column_doc])+
                #[serde(default, skip_serializing_if = "crate::table::is_absent")]
                pub $column: $crate::table::field_type!($value $([ $($flag)+ ])?),
            )+
        }

        /// The declaration of the table.
        pub static TABLE: $crate::table::Table = $crate::table::Table {
            name: $name,
            doc: concat!($($doc),+),
            group: $crate::table::Group::$group,
            columns: &[
                $(
                    $crate::table::Column {
                        name: stringify!($column),
                        doc: concat!($($column_doc),+),
                        value_type: $crate::column::ValueType::$value,
                        id: $crate::table::has_flag!(id $($($flag)+)?),
                        protected: $crate::table::has_flag!(protected $($($flag)+)?),
                        kind: $crate::table::has_flag!(kind $($($flag)+)?),
                    },
                )+
            ],
        };

        impl $crate::table::Row for $row {
            const TABLE: &'static $crate::table::Table = &TABLE;

            fn batch(rows: &[Self]) -> arrow::record_batch::RecordBatch {
                use $crate::column::{Cell, Field};
                let columns = vec![
                    $(
                        <$crate::table::cell_type!($value) as Cell>::array(
                            rows.iter().map(|row| row.$column.cell()),
                        ),
                    )+
                ];
                arrow::record_batch::RecordBatch::try_new(TABLE.schema(), columns)
                    .expect("the arrays come from the same declaration as the schema")
            }
        }
    };
}

macro_rules! cell_type {
    (Text) => {
        String
    };
    (Integer) => {
        i64
    };
    (Real) => {
        f64
    };
    (Boolean) => {
        bool
    };
    (Timestamp) => {
        $crate::column::Timestamp
    };
    (Date) => {
        $crate::column::Date
    };
}

macro_rules! field_type {
    (Text [id $($rest:ident)*]) => { String };
    ($value:ident $([ $($flag:ident)+ ])?) => { Option<$crate::table::cell_type!($value)> };
}

macro_rules! has_flag {
    (id) => { false };
    (protected) => { false };
    (kind) => { false };
    (id id $($rest:ident)*) => { true };
    (protected protected $($rest:ident)*) => { true };
    (kind kind $($rest:ident)*) => { true };
    ($wanted:ident $other:ident $($rest:ident)*) => { $crate::table::has_flag!($wanted $($rest)*) };
}

pub(crate) use {cell_type, field_type, has_flag};

/// Lets JSON rows leave out what is not known.
pub(crate) trait Absent {
    fn absent(&self) -> bool;
}

impl<T> Absent for Option<T> {
    fn absent(&self) -> bool {
        self.is_none()
    }
}

impl Absent for String {
    fn absent(&self) -> bool {
        false
    }
}

pub(crate) fn is_absent<T: Absent>(value: &T) -> bool {
    value.absent()
}

pub mod access_event;
pub mod activity;
pub mod address_outcome;
pub mod ai_use;
pub mod application;
pub mod bid;
pub mod charge;
pub mod commit;
pub mod company;
pub mod complaint;
pub mod country;
pub mod device;
pub mod device_location;
pub mod document;
pub mod education;
pub mod email_domain;
pub mod email_fact;
pub mod engagement;
pub mod experience;
pub mod follow;
pub mod group_fact;
pub mod group_member;
pub mod group_outcome;
pub mod hr_event;
pub mod identifier;
pub mod image_match;
pub mod invoice;
pub mod ip_fact;
pub mod ip_range;
pub mod link;
pub mod list_match;
pub mod listed_address;
pub mod listed_birth;
pub mod listed_identifier;
pub mod listed_name;
pub mod listed_party;
pub mod listed_relation;
pub mod listed_wallet;
pub mod mail_drop;
pub mod meeting;
pub mod message;
pub mod name_match;
pub mod network_contact;
pub mod observation;
pub mod payout;
pub mod peripheral;
pub mod peripheral_id;
pub mod phone_fact;
pub mod phone_range;
pub mod profile;
pub mod profile_change;
pub mod pull_request;
pub mod rating;
pub mod reference_contact;
pub mod remote_tool;
pub mod repository;
pub mod role_grant;
pub mod session;
pub mod shipment;
pub mod skill;
pub mod software;
pub mod stolen_login;
pub mod subject;
pub mod text_match;
pub mod transfer;
pub mod travel;
pub mod value_frequency;
pub mod verification;
pub mod wallet_exposure;
pub mod wallet_transfer;
pub mod watched_identifier;
pub mod work_output;

pub use access_event::AccessEvent;
pub use activity::Activity;
pub use address_outcome::AddressOutcome;
pub use ai_use::AiUse;
pub use application::Application;
pub use bid::Bid;
pub use charge::Charge;
pub use commit::Commit;
pub use company::Company;
pub use complaint::Complaint;
pub use country::Country;
pub use device::Device;
pub use device_location::DeviceLocation;
pub use document::Document;
pub use education::Education;
pub use email_domain::EmailDomain;
pub use email_fact::EmailFact;
pub use engagement::Engagement;
pub use experience::Experience;
pub use follow::Follow;
pub use group_fact::GroupFact;
pub use group_member::GroupMember;
pub use group_outcome::GroupOutcome;
pub use hr_event::HrEvent;
pub use identifier::Identifier;
pub use image_match::ImageMatch;
pub use invoice::Invoice;
pub use ip_fact::IpFact;
pub use ip_range::IpRange;
pub use link::Link;
pub use list_match::ListMatch;
pub use listed_address::ListedAddress;
pub use listed_birth::ListedBirth;
pub use listed_identifier::ListedIdentifier;
pub use listed_name::ListedName;
pub use listed_party::ListedParty;
pub use listed_relation::ListedRelation;
pub use listed_wallet::ListedWallet;
pub use mail_drop::MailDrop;
pub use meeting::Meeting;
pub use message::Message;
pub use name_match::NameMatch;
pub use network_contact::NetworkContact;
pub use observation::Observation;
pub use payout::Payout;
pub use peripheral::Peripheral;
pub use peripheral_id::PeripheralId;
pub use phone_fact::PhoneFact;
pub use phone_range::PhoneRange;
pub use profile::Profile;
pub use profile_change::ProfileChange;
pub use pull_request::PullRequest;
pub use rating::Rating;
pub use reference_contact::ReferenceContact;
pub use remote_tool::RemoteTool;
pub use repository::Repository;
pub use role_grant::RoleGrant;
pub use session::Session;
pub use shipment::Shipment;
pub use skill::Skill;
pub use software::Software;
pub use stolen_login::StolenLogin;
pub use subject::Subject;
pub use text_match::TextMatch;
pub use transfer::Transfer;
pub use travel::Travel;
pub use value_frequency::ValueFrequency;
pub use verification::Verification;
pub use wallet_exposure::WalletExposure;
pub use wallet_transfer::WalletTransfer;
pub use watched_identifier::WatchedIdentifier;
pub use work_output::WorkOutput;

/// Every table, in the order of the reference.
pub static TABLES: &[&Table] = &[
    &subject::TABLE,
    &identifier::TABLE,
    &experience::TABLE,
    &education::TABLE,
    &skill::TABLE,
    &profile::TABLE,
    &document::TABLE,
    &reference_contact::TABLE,
    &application::TABLE,
    &profile_change::TABLE,
    &verification::TABLE,
    &company::TABLE,
    &complaint::TABLE,
    &session::TABLE,
    &meeting::TABLE,
    &message::TABLE,
    &observation::TABLE,
    &device::TABLE,
    &device_location::TABLE,
    &shipment::TABLE,
    &peripheral::TABLE,
    &software::TABLE,
    &network_contact::TABLE,
    &stolen_login::TABLE,
    &access_event::TABLE,
    &ai_use::TABLE,
    &activity::TABLE,
    &hr_event::TABLE,
    &engagement::TABLE,
    &work_output::TABLE,
    &bid::TABLE,
    &rating::TABLE,
    &payout::TABLE,
    &transfer::TABLE,
    &invoice::TABLE,
    &charge::TABLE,
    &repository::TABLE,
    &commit::TABLE,
    &pull_request::TABLE,
    &follow::TABLE,
    &role_grant::TABLE,
    &country::TABLE,
    &ip_range::TABLE,
    &email_domain::TABLE,
    &phone_range::TABLE,
    &remote_tool::TABLE,
    &peripheral_id::TABLE,
    &watched_identifier::TABLE,
    &mail_drop::TABLE,
    &listed_party::TABLE,
    &listed_name::TABLE,
    &listed_birth::TABLE,
    &listed_identifier::TABLE,
    &listed_address::TABLE,
    &listed_relation::TABLE,
    &listed_wallet::TABLE,
    &value_frequency::TABLE,
    &ip_fact::TABLE,
    &phone_fact::TABLE,
    &email_fact::TABLE,
    &list_match::TABLE,
    &name_match::TABLE,
    &travel::TABLE,
    &wallet_exposure::TABLE,
    &wallet_transfer::TABLE,
    &text_match::TABLE,
    &image_match::TABLE,
    &link::TABLE,
    &group_member::TABLE,
    &group_fact::TABLE,
    &group_outcome::TABLE,
    &address_outcome::TABLE,
];
