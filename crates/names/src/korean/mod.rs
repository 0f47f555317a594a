//! Korean names: Hangul, and every customary way to spell it in Latin and Cyrillic letters and Han characters.
//!
//! A spelling does not say which syllable is meant ("Jong" is 정 or 종, "Chong" 정, 종, 청 or 총), so a syllable is
//! kept as the *sets* of initials, vowels and finals that it may stand for. Two spellings meet when all three sets do.

mod chinese;
mod compare;
mod form;
mod hanja;
mod kana;
mod parse;
mod spelling;
mod surname;

pub(crate) use chinese::forms_through_chinese;
pub(crate) use compare::{form_cost, segment_cost};
pub(crate) use form::{Form, MOST_FORMS, MOST_FORMS_IN_ALL, Written, forms_of};
pub(crate) use hanja::reading as hanja_reading;
pub(crate) use parse::{MOST_SYLLABLES, Segment, segments};
pub(crate) use spelling::{Syllable, class_keys};
