//! Kinds that show in repositories, commits and code hosts.

use crate::honest::HonestKind;
use crate::stream::{Chance, Dice, mix};
use crate::world::Setting;

use crate::plan::career;
use crate::plan::honest_person::coding;
use crate::plan::identity;
use crate::plan::person::Person;

pub(super) fn apply(
    setting: &Setting,
    person: &mut Person,
    kind: HonestKind,
    dice: &mut Dice,
) -> bool {
    if !matches!(
        kind,
        HonestKind::Bootcamp
            | HonestKind::OpenSourceNewcomer
            | HonestKind::Reuploader
            | HonestKind::PrivateCoder
            | HonestKind::DeveloperRelations
            | HonestKind::WorkOnlyAccount
            | HonestKind::SeveralGitIdentities
    ) {
        return false;
    }
    // These kinds are people who code, whatever trade they are listed under.
    let mut code = person.coding.take().unwrap_or_else(|| coding(person, dice));
    match kind {
        HonestKind::Bootcamp => {
            let classes = setting.parameters.people.bootcamp_classes as i64;
            let class = mix(45, dice.whole(1, classes) as u64);
            code.ring = Some(format!("cohort-{:06x}", class & 0xff_ffff));
            code.copied_from = dice
                .chance(0.5)
                .then(|| format!("project-{}", class % 400 + 1));
            code.template_share = dice.between(0.4, 1.0);
            person.cv.template = Some(mix(46, class));
            person.habits.course = Some(career::bootcamp(setting, class));
            person.cv.own = 0.7;
            person.years = person.years.min(3.0);
        }
        HonestKind::OpenSourceNewcomer => {
            code.spam_requests = 0.7;
            code.requests = 3.0;
            code.asks_for_work = 0.3;
            code.host_account_opened = person.opened - dice.whole(0, 200) * 86_400;
        }
        HonestKind::Reuploader => {
            code.host_account_opened = person.opened - dice.whole(0, 300) * 86_400;
            code.copied_from = Some(format!("project-{}", dice.whole(1, 400)));
        }
        HonestKind::PrivateCoder => code.template_share = dice.between(0.85, 1.0),
        HonestKind::DeveloperRelations => {
            person.habits.network_size = dice.between(20.0, 120.0);
            person.habits.suspended_neighbours = 0.05;
        }
        HonestKind::WorkOnlyAccount => {
            code.host_account_opened = person.active.0 * 86_400 - dice.whole(0, 5) * 86_400;
            person.profile_opened = code.host_account_opened;
        }
        _ => {
            for _ in 0..dice.whole(1, 3) {
                let other = identity::mailbox(
                    &person.given,
                    &person.family,
                    setting.spare_line(person.index, dice.whole(8, 40) as u64),
                    dice,
                );
                code.emails.push(other);
            }
            code.other_author = Some(person.handle.clone());
        }
    }
    person.coding = Some(code);
    true
}
