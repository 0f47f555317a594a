//! Finds the one operator behind many personas.

mod hash;
pub mod image;
pub mod people;
mod set_join;
pub mod similar;
pub mod text;
