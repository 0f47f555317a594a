//! Kinds that show on a managed laptop, in calls, in a firm's systems and in the use of AI.

use crate::honest::HonestKind;
use crate::stream::{Chance, Dice, mix};
use crate::world::Setting;

use super::laptop;
use crate::plan::gear::{CAPTURE, KVMS, LAN_MESSENGER, OTHER_TOOLS, PROFILES, REMOTE};
use crate::plan::habits::Prompts;
use crate::plan::identity;
use crate::plan::person::Person;

pub(super) fn apply(
    setting: &Setting,
    person: &mut Person,
    kind: HonestKind,
    dice: &mut Dice,
) -> bool {
    let home = person.home;
    match kind {
        HonestKind::RefurbishedLaptops => {
            for _ in 0..dice.whole(3, 12) {
                // Some were in the hands of other people of the market before.
                let mut machine = identity::machine(home.country, dice);
                machine.id = format!(
                    "{:016x}",
                    mix(setting.seed, mix(59, dice.whole(1, 400) as u64))
                );
                person.machines.push(machine);
            }
        }
        HonestKind::KvmHobbyist => {
            if let Some(placement) = laptop(setting, person, 0.4, dice) {
                placement.peripherals.push(KVMS[dice.whole(0, 1) as usize]);
                if dice.chance(0.6) {
                    placement.peripherals.push(KVMS[2]);
                }
                if dice.chance(0.5) {
                    placement.open_port = Some(3389);
                }
            }
        }
        HonestKind::ManagedByProvider => {
            if let Some(placement) = laptop(setting, person, 0.4, dice) {
                placement.programs.push(dice.pick(REMOTE));
                placement.programs.push(dice.pick(REMOTE));
                placement.scripted = dice.chance(0.3);
            }
        }
        HonestKind::Streamer => {
            if let Some(placement) = laptop(setting, person, 0.4, dice) {
                placement.peripherals.push(CAPTURE);
                placement.programs.push(&OTHER_TOOLS[4]);
                placement.contacts.push(("wetransfer.com", 443));
            }
        }
        HonestKind::SeveralJobs => {
            person.jobs_at_once = dice.whole(2, 4) as usize;
            person.manner.busiest_day = dice.between(11.0, 15.0);
            person.habits.topic = Some(("unavailable", 0.05));
        }
        HonestKind::CameraShy => {
            person.manner.camera_off = 0.9;
            person.manner.declines = 0.12;
        }
        HonestKind::PoorConnection => {
            person.manner.camera_off = person.manner.camera_off.max(0.4);
            person.manner.moves_calls = 0.2;
            person.habits.packet_loss = dice.between(4.0, 14.0);
        }
        HonestKind::TextPreferring => {
            person.habits.channel_used = Some(dice.word(&["voice", "text"]));
            person.manner.camera_off = 0.8;
        }
        HonestKind::NervousCandidate => {
            person.manner.answer_seconds += dice.between(1.0, 4.0);
            person.habits.asked.extend([
                ("scripted-or-read-answers", 0.35, 0.5),
                ("collapses-on-followup", 0.35, 0.5),
                ("cannot-explain-own-code", 0.2, 0.5),
                ("local-knowledge-failure", 0.1, 0.7),
                ("language-claim-fails", 0.08, 0.7),
            ]);
        }
        HonestKind::VideoFilter => person.habits.asked.extend([
            ("realtime-face-swap-artifacts", 0.2, 0.6),
            ("window-and-background-mismatch", 0.25, 0.7),
            ("interviewee-is-not-worker", 0.04, 0.8),
        ]),
        HonestKind::LongIllness => {
            person.habits.systems.uneven = 1.3;
            person.manner.moves_calls = 0.35;
            person
                .habits
                .asked
                .push(("persona-consistency-shift", 0.2, 0.7));
        }
        HonestKind::AiFirstDeveloper => {
            person.habits.prompts = Some(Prompts {
                uses: 30.0,
                of: &[
                    ("code", 0.6),
                    ("basics", 0.25),
                    ("translation", 0.05),
                    ("other", 0.1),
                ],
                people: 1,
                pace: 45.0,
            });
            person
                .habits
                .asked
                .push(("ai-dependence-for-basics", 0.3, 0.5));
        }
        HonestKind::InterviewPractice => {
            person.habits.prompts = Some(Prompts {
                uses: 18.0,
                of: &[("interview-answer", 0.85), ("resume", 0.15)],
                people: 1,
                pace: 60.0,
            });
        }
        HonestKind::CareerCoach => {
            person.habits.prompts = Some(Prompts {
                uses: 40.0,
                of: &[
                    ("resume", 0.75),
                    ("referee", 0.05),
                    ("headshot", 0.05),
                    ("interview-answer", 0.15),
                ],
                people: dice.whole(10, 40),
                pace: 120.0,
            });
            person.habits.topic = Some(("proxy-interview", 0.02));
        }
        HonestKind::SpecimenDesigner => {
            person.habits.prompts = Some(Prompts {
                uses: 12.0,
                of: &[
                    ("identity-document-edit", 0.7),
                    ("headshot", 0.2),
                    ("other", 0.1),
                ],
                people: dice.whole(2, 12),
                pace: 150.0,
            });
        }
        HonestKind::PlatformEngineer => {
            laptop(setting, person, 0.4, dice);
            person.habits.systems.requests = 3.0;
            person.habits.systems.volume = dice.between(4.0, 30.0);
            if let Some(coding) = &mut person.coding {
                coding.build_changes = 0.5;
            }
        }
        HonestKind::SupportEngineer => {
            laptop(setting, person, 0.4, dice);
            person.habits.systems.clients = dice.whole(5, 25);
            person.habits.systems.outside = 0.2;
        }
        HonestKind::HandoverLeaver => {
            laptop(setting, person, 0.4, dice);
            let (from, until) = person.active;
            let (_, last) = setting.days();
            if until == last && last - from > 60 {
                person.active.1 = dice.whole(from + 40, last - 10);
            }
            person.habits.systems.archive = true;
            person.habits.systems.stays = dice.chance(0.3);
        }
        HonestKind::SecurityTester => {
            laptop(setting, person, 0.4, dice);
            person.habits.systems.alert = 0.8;
            person.habits.systems.volume = dice.between(2.0, 8.0);
        }
        HonestKind::OwnComputer => {
            if let Some(placement) = laptop(setting, person, 0.2, dice) {
                placement.asked_for_own_device = true;
                placement.own_reason =
                    dice.word(&["accessibility", "operating system", "no laptop yet"]);
            }
            person.habits.first_login_unmanaged = 0.7;
        }
        HonestKind::MultiProfileWorker => {
            person.habits.browser_profiles = dice.whole(5, 30);
            if let Some(placement) = laptop(setting, person, 0.3, dice) {
                placement.programs.push(dice.pick(PROFILES));
                placement.contacts.push(("2fa.live", 443));
            }
        }
        HonestKind::PresenceDodger => {
            person.manner.jiggles = true;
            if let Some(placement) = laptop(setting, person, 0.2, dice) {
                placement.programs.push(dice.pick(&OTHER_TOOLS[..2]));
            }
        }
        HonestKind::PairProgrammer => person.habits.shares_screen_all_day = 0.5,
        HonestKind::LanMessenger => {
            if let Some(placement) = laptop(setting, person, 0.3, dice) {
                placement.programs.push(&LAN_MESSENGER);
            }
        }
        _ => return false,
    }
    true
}
