//! What operations do against being found, and what they do in the end.

use crate::network::{self, Use};
use crate::place::city_in;
use crate::stream::{Chance, Dice, mix};
use crate::world::Setting;

use super::career;
use super::habits::{Employers, Face, FormerOwner, Harm, Prompts};
use super::honest_person::bank;
use super::identity;
use super::operation::{Member, Operation};
use super::person::{Care, Person, Truth, Way};
use super::together::firm;

/// Gives a persona the habits of its operation. The plan of everything else is made.
pub(super) fn apply(
    setting: &Setting,
    operation: &Operation,
    person: &mut Person,
    care: Care,
    dice: &mut Dice,
) {
    let numbers = &setting.parameters.operations;
    if dice.chance(care.of(&numbers.paraphrased_cv_by_care)) {
        // The facts of one CV in other words each time.
        person.cv.paraphrased = true;
        person.cv.own = person.cv.own.min(0.35);
        person.bidding.paraphrased = true;
    }
    career::copy(setting, person, dice);
    if dice.chance(care.of(&numbers.slow_ramp_by_care)) {
        let [least, most] = numbers.ramp_days;
        person.habits.ramp_days = dice.between(least, most);
    }
    if dice.chance(care.of(&numbers.hired_face_by_care)) {
        let face = if dice.chance(care.of(&numbers.faces_reused_by_care)) {
            dice.pick(&operation.faces).clone()
        } else {
            face(person.home.country, dice)
        };
        person.habits.face = Some(face);
    }
    if person
        .accounts
        .iter()
        .any(|account| account.method == "crypto")
    {
        person.habits.fresh_wallets = dice.chance(care.of(&numbers.fresh_wallets_by_care));
        let mean = care.of(&numbers.hops_by_care);
        person.habits.hops = dice.lognormal(mean, 0.4).round().clamp(0.0, 12.0) as i64;
        person.habits.via = dice.word(&["direct", "direct", "swap", "bridge"]);
    }
    if dice.chance(care.of(&numbers.false_employers_by_care)) {
        person.habits.employers = Employers::Invented(operation.number);
    }
    person.habits.anachronism = match care {
        Care::Sloppy => 0.12,
        Care::Average => 0.06,
        Care::Careful => 0.012,
    };
    if dice.chance(care.of(&numbers.ai_account_by_care)) {
        person.habits.prompts = Some(Prompts {
            uses: 40.0,
            of: &[
                ("resume", 0.25),
                ("interview-answer", 0.2),
                ("translation", 0.15),
                ("code", 0.15),
                ("basics", 0.12),
                ("headshot", 0.05),
                ("referee", 0.04),
                ("identity-document-edit", 0.04),
            ],
            people: if care == Care::Careful {
                1
            } else {
                dice.whole(2, 14)
            },
            pace: 50.0,
        });
    }
    if person.manner.rents_accounts > 0.006 {
        let topic = dice.word(&["laptop-host", "proxy-interview", "account-rental"]);
        person.habits.topic = dice.chance(0.15).then_some((topic, 0.05));
    }
    let stolen = person.truth.role != "lent_account"
        && person
            .papers
            .first()
            .is_some_and(|paper| paper.holder_matched != Some(true));
    if stolen && dice.chance(numbers.complaint) {
        person.habits.complaint = Some(("identity_owner", true));
    }
    let others_seen = match care {
        Care::Sloppy => 0.3,
        Care::Average => 0.15,
        Care::Careful => 0.03,
    };
    if dice.chance(others_seen) {
        person.habits.hands = dice.whole(2, 4);
        person.habits.named = Some(1);
    }
    if care != Care::Careful {
        person.habits.network_size = 0.4;
        person.habits.suspended_neighbours = if care == Care::Sloppy { 0.12 } else { 0.05 };
        person.habits.systems.uneven = 0.7;
        person.habits.systems.unapproved = 0.1;
        person.habits.systems.outside = 0.06;
        person.habits.profiles_gone = dice.chance(0.08);
        person.habits.systems.stays = dice.chance(0.1);
    }
    if person.placement.is_some() {
        insider(setting, person, care, dice);
    }
}

/// A hired person with a home, a computer and a room of their own.
pub(crate) fn face(country: &'static str, dice: &mut Dice) -> Face {
    Face {
        machine: identity::machine(country, dice),
        address: network::any(Use::Access, country, dice),
        background: dice.hex(64),
    }
}

/// The honest holder who used the account until it was sold.
pub(super) fn former_owner(setting: &Setting, person: &mut Person, dice: &mut Dice) {
    let first = setting.days().0;
    let sold = person.active.0;
    if sold <= first + 20 || !dice.chance(setting.parameters.operations.former_owner_seen) {
        return;
    }
    let city = city_in(person.home.country, dice);
    person.habits.former_owner = Some(FormerOwner {
        machine: identity::machine(city.country, dice),
        address: network::any(Use::Access, city.country, dice),
        city,
        days: (first, sold - dice.whole(3, 15)),
    });
}

/// Some who have a job steal in the end, and some of these extort.
fn insider(setting: &Setting, person: &mut Person, care: Care, dice: &mut Dice) {
    let numbers = &setting.parameters.operations;
    let (_, last) = setting.days();
    let Some(job) = &person.placement else { return };
    if !dice.chance(care.of(&numbers.insider_by_care)) {
        return;
    }
    let day = job.from_day + dice.lognormal(numbers.insider_after_days, 0.5) as i64;
    if day + 4 > last || day > person.active.1 {
        return;
    }
    let leaves = (day + dice.whole(3, 40)).min(last);
    if dice.chance(0.6) {
        person.active.1 = leaves.max(day);
        person.dismissed = true;
    }
    let extorts_on = (leaves + dice.whole(2, 20)).min(last);
    person.habits.harm = Some(Harm {
        day,
        extorts_on: dice.chance(numbers.extorts).then_some(extorts_on),
    });
    person.truth.role = "insider";
}

/// A real person who keeps laptops at home, lends accounts or sits before the camera for a share.
pub(super) fn facilitator(
    setting: &Setting,
    operation: &Operation,
    member: &Member,
    dice: &mut Dice,
) -> Person {
    let mut person = super::honest_person::plan(setting, member.index);
    let farm = &operation.farms[member.house % operation.farms.len()];
    let first = setting.days().0;
    person.truth = truth(setting, operation, member, dice);
    if let Some((given, family)) = farm.host.split_once(' ') {
        person.given = given.to_owned();
        person.family = family.to_owned();
    }
    let name = person.name();
    person.home = farm.city;
    person.seat = farm.city;
    person.rhythm.city = farm.city;
    person.nationality = farm.city.country;
    person.street.clone_from(&farm.street);
    person.former_family = None;
    person.placement = None;
    person.coding = None;
    person.ways = vec![Way {
        weight: 1.0,
        addresses: vec![farm.line],
        steady: true,
        method: "browser",
    }];
    person.phone = Some(identity::phone(
        setting.seed,
        member.index,
        farm.city.country,
        false,
    ));
    person.emails = vec![identity::mailbox(
        &person.given,
        &person.family,
        member.index,
        dice,
    )];
    let mut paper = identity::paper(
        name.clone(),
        &farm.street,
        farm.city.country,
        setting.parameters.people.document_edited,
        dice,
    );
    paper.holder_matched = Some(true);
    person.papers = vec![paper];
    let own = bank(first - 1, farm.city.country, name.clone(), dice);
    let lent = operation.payees.iter().find(|payee| payee.holder == name);
    person.accounts = vec![lent.cloned().unwrap_or(own)];
    let (to, country) = operation.consolidation[0].clone();
    person.onward = Some(super::person::Onward {
        often: 0.7,
        retained: operation.retained,
        hours: dice.lognormal(setting.parameters.operations.pass_through_hours, 0.6),
        country,
        to,
    });
    person.manner.rents_accounts = 0.01;
    person.habits.methods = vec!["own_identity"];
    person
}

/// A company of the operation with an account of its own.
pub(super) fn front_company(
    setting: &Setting,
    operation: &Operation,
    person: &mut Person,
    care: Care,
    dice: &mut Dice,
) {
    let first = setting.days().0;
    let mut front = firm(setting, person, "vendor", dice);
    front.founded = first - dice.whole(30, if care == Care::Careful { 1_500 } else { 400 });
    front.claims_founded =
        front.founded - dice.whole(0, if care == Care::Careful { 60 } else { 2_500 });
    front.domain_since = front.founded + dice.whole(-20, 40);
    front.registered = dice.chance(if care == Care::Sloppy { 0.4 } else { 0.9 });
    front.address_type = dice.word(&["virtual_office", "virtual_office", "residential"]);
    front.names_people = false;
    front.payers = dice.whole(3, 12);
    // Sites of one operation come from one mould.
    front.pages = mould(setting, operation.number);
    for account in &mut person.accounts {
        account.holder.clone_from(&front.name);
        account.via_company = true;
        account.name_match = false;
    }
    person.habits.outreach = dice.chance(0.6).then_some("CEO");
    person.habits.hands = operation.members.len().min(9) as i64;
    person.habits.named = None;
    person.habits.kind = "vendor";
    person.habits.firm = Some(front);
    person.habits.methods.push("front_company");
}

/// Fingerprint of the pages that an operation makes for its invented companies.
pub(crate) fn mould(setting: &Setting, operation: u64) -> String {
    let a = mix(setting.seed, mix(94, operation));
    format!("{a:016x}{:016x}", mix(a, 1))
}

fn truth(setting: &Setting, operation: &Operation, member: &Member, dice: &mut Dice) -> Truth {
    Truth {
        operation: Some(operation.number),
        operator: Some(member.operator),
        care: Some(member.care),
        role: member.role,
        kinds: Vec::new(),
        origin: super::honest_person::origin(setting, dice),
    }
}

/// The words for what a finished plan does against being found.
pub(super) fn methods(person: &mut Person, shares_device: bool, bought: bool, proxy: f64) {
    let habits = &person.habits;
    let paper_lent = person
        .papers
        .first()
        .is_some_and(|paper| paper.holder_matched == Some(true));
    let found = [
        ("residential_proxy", proxy > 0.5),
        ("own_device", !shares_device),
        ("slow_ramp", habits.ramp_days > 0.0),
        ("lent_document", paper_lent),
        ("bought_account", bought),
        ("paraphrased_cv", person.cv.paraphrased),
        ("hired_face", habits.face.is_some()),
        ("fresh_wallets", habits.fresh_wallets),
        ("wallet_hops", habits.hops > 1),
        ("claimed_hours", person.rhythm.city.name == person.home.name),
        (
            "invented_employers",
            matches!(habits.employers, Employers::Invented(_)),
        ),
        (
            "laptop_farm",
            person.placement.as_ref().is_some_and(|job| job.farmed),
        ),
    ];
    let words = found.iter().filter(|(_, is)| *is).map(|(word, _)| *word);
    person.habits.methods.extend(words);
}
