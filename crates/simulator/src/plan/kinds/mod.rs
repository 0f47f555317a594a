//! What each kind of honest person does differently.
//!
//! One file for each part of life. A kind changes the plan of an ordinary person; whoever has two
//! kinds gets both changes, one after the other.

mod code;
mod connection;
mod identity;
mod market;
mod money;
mod workplace;

use crate::honest::HonestKind;
use crate::stream::Dice;
use crate::world::Setting;

use super::honest_person::placement;
use super::person::{Person, Placement};

/// Gives the person one unusual trait.
pub(super) fn apply(setting: &Setting, person: &mut Person, kind: HonestKind, dice: &mut Dice) {
    let known = connection::apply(setting, person, kind, dice)
        || identity::apply(setting, person, kind, dice)
        || market::apply(setting, person, kind, dice)
        || money::apply(setting, person, kind, dice)
        || workplace::apply(setting, person, kind, dice)
        || code::apply(setting, person, kind, dice);
    debug_assert!(
        known
            || matches!(
                kind,
                HonestKind::Plain
                    | HonestKind::Agency
                    | HonestKind::Household
                    | HonestKind::SharedBankAccount
                    | HonestKind::SecondAccount
                    | HonestKind::SharedTreasury
                    | HonestKind::IdentityVictim
            ),
        "{kind:?} changes nothing"
    );
}

/// The person's managed laptop. Some kinds show on nothing else, so more of them have one.
fn laptop<'a>(
    setting: &Setting,
    person: &'a mut Person,
    often: f64,
    dice: &mut Dice,
) -> Option<&'a mut Placement> {
    use crate::stream::Chance;
    if person.placement.is_none() && dice.chance(often) {
        person.placement = Some(placement(setting, person, dice));
    }
    person.placement.as_mut()
}
