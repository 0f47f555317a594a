//! Name screening: what the parts of a name are, how alike two names are, and which stored names a name may be.
//!
//! ```
//! use bonafide_names::{Decision, Evidence, Name, Schema, score};
//!
//! let listed = Name::analyse("KIM, Ung Sun", Schema::Person);
//! for spelling in ["김응순", "Kim Eung-sun", "Kim Ŭngsun", "Ung-soon Kim", "金應順", "Ким Ын Сун"] {
//!     let found = score(&Name::analyse(spelling, Schema::Person), &listed, &Evidence::none());
//!     assert!(found.decision != Decision::Different, "{spelling}: {}", found.value);
//! }
//! let other = score(&Name::analyse("김은성", Schema::Person), &listed, &Evidence::none());
//! assert_eq!(other.decision, Decision::Different);
//! ```

mod abjad;
mod align;
mod analyse;
mod both_korean;
mod clean;
mod commonness;
mod evidence;
mod explain;
mod han;
mod indic;
mod japanese;
mod joined;
mod kana;
mod khmer;
mod korean;
mod lexicon;
mod name;
mod ofac;
mod phonetic;
mod quick_hash;
mod romanise;
mod schema;
mod score;
mod scoring;
mod script;
mod second_look;
mod side;
mod similarity;
mod slavic;
mod tables;
mod thai;
mod token;
mod weigh;

mod index;

pub use evidence::{Birth, Effect, Evidence, Gender, Weighed};
pub use explain::{How, Part, Score};
pub use index::{Affected, Entry, Hit, Index, IndexError, Strength};
pub use name::Name;
pub use ofac::score_like_ofac;
pub use schema::Schema;
pub use score::{Decision, POSSIBLE, STRONG, score, similarity};
pub use scoring::scoring_version;
pub use script::Script;
