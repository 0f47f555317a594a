#![doc = include_str!("../README.md")]

mod axis;
mod escape;
mod formats;
mod html;
mod markup;
mod number;
mod order;
mod shorten;
mod terminal;
mod visible;
mod web_address;

pub use formats::{Format, subjects};
pub use html::html;
pub use markup::Markup;
pub use terminal::{subject_waterfall, terminal};
pub use visible::visible;
