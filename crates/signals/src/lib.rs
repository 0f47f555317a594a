#![doc = include_str!("../README.md")]

pub mod address;
pub mod clock;
pub mod country;
pub mod document_number;
pub mod email;
mod fold;
pub mod geo;
pub mod handle;
mod hangul;
pub mod iban;
pub mod identifier;
pub mod ip;
pub mod mrz;
pub mod name;
pub mod phone;
pub mod spelling;
mod table;
pub mod technology;
pub mod text;
pub mod wallet;
