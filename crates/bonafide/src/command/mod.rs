//! One file a command.

pub(crate) mod calibrate;
pub(crate) mod catalogue;
pub(crate) mod checklist;
pub(crate) mod evaluate;
pub(crate) mod explain;
pub(crate) mod extract;
pub(crate) mod fairness;
pub(crate) mod link;
pub(crate) mod lists;
pub(crate) mod measure;
pub(crate) mod names;
pub(crate) mod notice;
pub(crate) mod reference;
pub(crate) mod rules;
pub(crate) mod sanctions;
pub(crate) mod screen;
pub(crate) mod simulate;
