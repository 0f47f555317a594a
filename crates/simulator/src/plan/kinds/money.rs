//! Kinds that show in accounts, wallets and what becomes of pay.

use crate::honest::HonestKind;
use crate::stream::{Chance, Dice, Purpose, mix, stream};
use crate::world::Setting;

use crate::plan::honest_person::{bank, onward, pay_in_crypto, wallet};
use crate::plan::person::{Account, Onward, Person};
use crate::plan::together::firm;

pub(super) fn apply(
    setting: &Setting,
    person: &mut Person,
    kind: HonestKind,
    dice: &mut Dice,
) -> bool {
    let people = &setting.parameters.people;
    let (first, _) = setting.days();
    let home = person.home;
    match kind {
        HonestKind::CryptoPaid => pay_in_crypto(setting, person, dice),
        HonestKind::Remitter => {
            let country = person.truth.origin.homes()[0];
            person.onward = Some(Onward {
                often: 0.9,
                retained: dice.between(0.1, 0.5),
                ..onward(country, 0.9, dice)
            });
        }
        HonestKind::OwnCompany => {
            let firm = firm(setting, person, "payee", dice);
            let account = bank(first - 1, home.country, firm.name.clone(), dice);
            person.accounts = vec![Account {
                name_match: false,
                via_company: true,
                ..account
            }];
            person.habits.firm = Some(firm);
        }
        HonestKind::EmployerOfRecord => {
            let service = dice.whole(1, people.payroll_services as i64) as u64;
            let mut shared = stream(setting.seed, Purpose::Pool, mix(56, service));
            let (name, _) = crate::text::company(&mut shared);
            let account = bank(first - 1, home.country, name, &mut shared);
            person.accounts = vec![Account {
                name_match: false,
                via_company: true,
                ..account
            }];
            if dice.chance(0.4) {
                // A card of the person's own, loaded by the service.
                person.accounts = vec![Account {
                    method: "prepaid",
                    via_company: true,
                    ..bank(first - 1, home.country, person.name(), dice)
                }];
            }
        }
        HonestKind::CustodialPayroll => {
            let service = dice.whole(1, people.payroll_services as i64) as u64;
            let mut shared = stream(setting.seed, Purpose::Pool, mix(57, service));
            let address = wallet(&mut shared);
            pay_in_crypto(setting, person, dice);
            if let Some(account) = person.accounts.last_mut() {
                account.destination.clone_from(&address);
                account.via_company = true;
            }
            person.next_wallet = Some((wallet(&mut shared), "exchange"));
        }
        HonestKind::FreshAddresses => {
            pay_in_crypto(setting, person, dice);
            person.habits.fresh_wallets = true;
            person.habits.hops = dice.whole(0, 2);
        }
        HonestKind::PeerSeller => {
            pay_in_crypto(setting, person, dice);
            person.habits.via = "p2p";
            person.next_wallet = Some((wallet(dice), "buyer"));
        }
        HonestKind::TokenCollector => {
            pay_in_crypto(setting, person, dice);
            person.habits.via = dice.word(&["nft", "nft", "bridge", "swap"]);
            person.next_wallet = Some((wallet(dice), "market"));
        }
        HonestKind::BountyHunter => {
            pay_in_crypto(setting, person, dice);
            person.habits.program = dice.word(&["bounty", "bounty", "grant"]);
            person.habits.kyc = dice.chance(0.3);
            person.habits.pseudonym = Some(person.handle.clone());
            person.habits.kind = "contributor";
        }
        HonestKind::Retainer => person.habits.prepaid = true,
        HonestKind::SplitPay => {
            person.habits.splits_pay = true;
            let name = person.name();
            person
                .accounts
                .push(bank(first - 1, home.country, name, dice));
        }
        _ => return false,
    }
    true
}
