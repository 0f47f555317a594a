//! Ties from the outside: records in, kinds of ties and what was passed over out.

use std::fmt::Write;

use serde_json::Value;

use crate::place::{Place, code, err, report};

/// So many subjects of four countries, under names that are nothing like each other.
fn people(place: &Place, count: usize) {
    const BEGINNINGS: [&str; 10] = [
        "Bar", "Cel", "Dom", "Fen", "Gus", "Hol", "Jar", "Kip", "Lum", "Nor",
    ];
    const ENDINGS: [&str; 10] = [
        "adin", "obek", "uvar", "imos", "elta", "yrch", "ondo", "aziq", "ewin", "uhle",
    ];
    let word = |number: usize| format!("{}{}", BEGINNINGS[number % 10], ENDINGS[number / 10 % 10]);
    let mut subjects = String::from("subject_id,kind,name,country,created_at\n");
    for number in 0..count {
        let country = ["US", "PT", "JP", "PL"][number % 4];
        let (given, family) = (word(number), word(99 - number % 100 + number / 100 * 7));
        let _ = writeln!(
            subjects,
            "s{number},account,{given} {family},{country},2026-01-01T00:00:00Z"
        );
    }
    place.write("in/subject.csv", subjects);
}

/// One address of two, which is not enough by itself.
const ONE_ADDRESS: &str = "subject_id,kind,value\ns0,address,12 Alder Crest Springfield\ns1,address,12 Alder Crest Springfield\n";

fn screened(place: &Place) -> Value {
    let done = place.run(&["screen", "in", "--out", "out"]);
    assert_eq!(code(&done), 0, "{}", err(&done));
    report(&place.path("out"))
}

/// Evidence of the ties between two subjects, in all groups.
fn ties(report: &Value, a: &str, b: &str) -> Vec<String> {
    let mut found = Vec::new();
    for group in report["groups"].as_array().expect("groups") {
        let id = |tie: &Value, end: &str| {
            let place = tie[end].as_u64().expect("a place") as usize;
            group["members"][place]["subject_id"]
                .as_str()
                .expect("an id")
                .to_owned()
        };
        for tie in group["ties"].as_array().expect("ties") {
            let ends = [id(tie, "a"), id(tie, "b")];
            if ends == [a, b] || ends == [b, a] {
                found.push(tie["evidence"].as_str().expect("words").to_owned());
            }
        }
    }
    found
}

fn grouped(report: &Value) -> usize {
    let groups = report["groups"].as_array().expect("groups");
    groups
        .iter()
        .map(|group| group["members"].as_array().map_or(0, Vec::len))
        .sum()
}

#[test]
fn pay_that_goes_on_to_one_beneficiary_ties_and_a_rent_to_one_landlord_does_not() {
    let place = Place::new();
    people(&place, 6);
    place.write(
        "in/payout.csv",
        "subject_id,paid_at,amount,currency,destination,forwarded_to,forwarded_share\n\
         s0,2026-02-01T00:00:00Z,3000,USD,GB33BUKB20201555555555,acct:9f3c7b21d0,0.88\n\
         s1,2026-02-03T00:00:00Z,2800,USD,DE89370400440532013000,acct:9f3c7b21d0,0.91\n\
         s2,2026-02-01T00:00:00Z,3000,USD,FR1420041010050500013M02606,acct:77ab10c5e2,0.3\n\
         s3,2026-02-03T00:00:00Z,2800,USD,NL91ABNA0417164300,acct:77ab10c5e2,0.25\n",
    );
    let report = screened(&place);
    let told = ties(&report, "s0", "s1");
    assert!(
        told.iter()
            .any(|words| words.contains("to which most of their pay goes on")),
        "{report:#}"
    );
    assert_eq!(grouped(&report), 2, "{report:#}");
}

#[test]
fn transfers_that_converge_tie_and_an_exchange_is_named_instead() {
    let place = Place::new();
    people(&place, 8);
    let wallet = |number: usize| {
        format!(
            "0x{:040x}",
            0xA000_0000_0000_1000_u64 + number as u64 * 7919
        )
    };
    let mut identifiers = String::from("subject_id,kind,value\n");
    let mut transfers =
        String::from("from_wallet,to_wallet,amount,transferred_at,chain,to_label\n");
    for number in 0..4 {
        let _ = writeln!(identifiers, "s{number},wallet,{}", wallet(number));
    }
    let mut pay = |from: usize, to: usize, amount: u32, hour: u32| {
        let _ = writeln!(
            transfers,
            "{},{},{amount},2026-02-01T{hour:02}:00:00Z,ethereum,",
            wallet(from),
            wallet(to)
        );
    };
    // The first two end at one wallet, one of them over another; the others at what very many pay.
    pay(0, 20, 900, 2);
    pay(1, 21, 900, 2);
    pay(21, 20, 890, 3);
    pay(2, 30, 900, 2);
    pay(3, 30, 900, 2);
    for stranger in 100..180 {
        pay(stranger, 30, 10, 4);
    }
    place.write("in/identifier.csv", identifiers);
    place.write("in/transfer.csv", transfers);
    let report = screened(&place);
    assert!(!ties(&report, "s0", "s1").is_empty(), "{report:#}");
    assert_eq!(grouped(&report), 2, "{report:#}");
    let named = &report["passed_over"]["values"];
    assert!(
        named.as_array().expect("values").iter().any(|value| {
            value["counted"] == "counterparts" && value["count"].as_u64() == Some(82)
        }),
        "{named:#}"
    );
}

#[test]
fn one_value_on_very_many_accounts_ties_nobody_and_is_named_with_examples() {
    let place = Place::new();
    people(&place, 2_000);
    let mut identifiers = String::from("subject_id,kind,value\n");
    for number in 0..2_000 {
        let _ = writeln!(identifiers, "s{number},phone,+442079460123");
        let _ = writeln!(identifiers, "s{number},bank_account,0000000000");
    }
    place.write("in/identifier.csv", identifiers);
    let report = screened(&place);
    assert_eq!(grouped(&report), 0);
    let named = report["passed_over"]["values"].as_array().expect("values");
    // The placeholder is no value at all; the number is one, and everybody's.
    assert_eq!(named.len(), 1, "{named:#?}");
    assert_eq!(named[0]["kind"], "phone");
    assert_eq!(named[0]["count"], 2_000);
    assert_eq!(named[0]["records"], "identifier.value");
    assert_eq!(named[0]["examples"], serde_json::json!(["s0", "s1", "s10"]));
    // Nothing of the number itself is told.
    assert!(
        !report["passed_over"].to_string().contains("7946"),
        "{named:#?}"
    );
}

const LETTER: &str = "I have built payment back ends for eleven years, first in a small shop in a \
    harbour town and later for two carriers of parcels, where I led the move of four ledgers from \
    nightly batches to a stream, wrote the tests that still guard them, and taught six colleagues \
    to read the traces of a slow query before they blame the disk. I like quiet teams, short \
    meetings and code that says why.";

#[test]
fn unseen_letters_and_homoglyphs_do_not_dodge_and_are_named() {
    let place = Place::new();
    people(&place, 3);
    let dressed = LETTER
        .replace("ledgers", "led\u{200B}gers")
        .replace('a', "\u{0430}");
    place.write(
        "in/application.csv",
        format!(
            "subject_id,application_id,cover_letter\ns0,a0,\"{LETTER}\"\ns1,a1,\"{dressed}\"\n"
        ),
    );
    // One letter may be a template; with an address it is a tie.
    place.write("in/identifier.csv", ONE_ADDRESS);
    let report = screened(&place);
    let told = ties(&report, "s0", "s1");
    assert!(
        told.iter()
            .any(|words| words.contains("100 of 100 rare passages")),
        "{report:#}"
    );
    let notes = report["passed_over"]["notes"].to_string();
    assert!(notes.contains("take no place on the screen"), "{notes}");
    assert!(
        notes.contains("mixed alphabets") && notes.contains("s1"),
        "{notes}"
    );
}

#[test]
fn identifiers_that_look_alike_tie_and_what_is_not_seen_in_them_is_named() {
    // The same as shown, whatever is typed: unseen characters, Cyrillic letters, wide ones, a name before the address,
    // a national number in its country, a payment link.
    let pairs = [
        (
            "email",
            "marek.devsen@mail.example",
            "marek.dev\u{200B}sen@mail.example",
            "",
        ),
        (
            "email",
            "marek.devsen@mail.example",
            "m\u{430}rek.devsen@mail.example",
            "",
        ),
        (
            "email",
            "marek.devsen@mail.example",
            "Marek <marek.devsen@mail.example>",
            "",
        ),
        ("phone", "010-2345-6789", "+82 10 2345 6789", "KR"),
        ("phone", "(212) 736-5000", "(212) 736-5000", "US"),
        ("document", "KD7391846", "\u{41A}D7391846", ""),
        ("passport", "KD7391846", "KD 739 1846", ""),
        (
            "wallet",
            "1BoatSLRHtKNngkdXEeobR76b53LETtpyT",
            "bitcoin:1BoatSLRHtKNngkdXEeobR76b53LETtpyT?amount=1",
            "",
        ),
    ];
    for (kind, one, other, country) in pairs {
        let place = Place::new();
        people(&place, 2);
        place.write(
            "in/identifier.csv",
            format!("subject_id,kind,value,country\ns0,{kind},{one},{country}\ns1,{kind},{other},{country}\n"),
        );
        let report = screened(&place);
        assert!(
            !ties(&report, "s0", "s1").is_empty(),
            "{kind} {one} {other}: {report:#}"
        );
        let notes = report["passed_over"]["notes"].to_string();
        assert_eq!(
            notes.contains("take no place on the screen"),
            other.contains('\u{200B}'),
            "{notes}"
        );
    }
}

#[test]
fn a_text_of_megabytes_is_read_in_part_and_named() {
    let place = Place::new();
    people(&place, 3);
    let mut long = String::new();
    let mut number = 0_u64;
    while long.len() < 6 << 20 {
        number = number
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let _ = write!(long, "word{} ", number >> 40);
    }
    place.write(
        "in/application.csv",
        format!("subject_id,application_id,resume_text\ns0,a0,\"{long}\"\n"),
    );
    let report = screened(&place);
    let notes = report["passed_over"]["notes"].to_string();
    assert!(
        notes.contains("longer than a megabyte") && notes.contains("s0"),
        "{notes}"
    );
}

#[test]
fn bids_of_one_template_tie_and_a_form_that_everybody_uses_does_not() {
    let place = Place::new();
    people(&place, 200);
    let mut bids = String::from("subject_id,bid_id,text\n");
    for number in 0..200 {
        let text = match number {
            0 => LETTER.to_owned(),
            1 => LETTER
                .replace("eleven years", "nine years")
                .replace("six colleagues", "five people"),
            _ => format!(
                "Dear client, thank you for the invitation to this project. I have read the description with care and \
                 am sure that I can deliver what you ask for within the time and the budget that you name. \
                 Please see my profile for earlier work. Reference {number}."
            ),
        };
        let _ = writeln!(bids, "s{number},b{number},\"{text}\"");
    }
    place.write("in/bid.csv", bids);
    place.write("in/identifier.csv", ONE_ADDRESS);
    let report = screened(&place);
    let told = ties(&report, "s0", "s1");
    assert!(
        told.iter()
            .any(|words| words.contains("nearly the same text")),
        "{:#}",
        report["groups"]
    );
    assert_eq!(grouped(&report), 2, "{:#}", report["groups"]);
}

#[test]
fn one_careers_employers_and_years_tie_in_any_script_order_or_legal_form() {
    let place = Place::new();
    people(&place, 303);
    let mut careers = String::from(
        "subject_id,employer,title,started_on,ended_on\n\
         s0,Harbour Ledger Ltd,Engineer,2014-02-01,2016-05-31\n\
         s0,한빛 소프트,Engineer,2016-06-01,2019-01-31\n\
         s0,ООО Северный Мост,Lead,2019-02-01,2021-07-31\n\
         s0,株式会社 青葉,Lead,2021-08-01,2025-03-31\n\
         s1,株式会社 青葉,Developer,2021-08-05,2025-03-30\n\
         s1,HARBOUR LEDGER,Developer,2014-02-01,2016-05-30\n\
         s1,한빛 소프트,Developer,2016-06-03,2019-01-31\n\
         s1,ООО Северный мост,Developer,2019-02-01,2021-07-31\n\
         s2,Harbour Ledger Ltd,Engineer,2014-02-01,2016-05-31\n",
    );
    // What is rare is known by what the others tell.
    for number in 3..303 {
        for job in 0..3 {
            let (firm, began) = ((number * 7 + job * 31) % 120, 2010 + job * 3 + number % 3);
            let (from, to) = (1 + number % 9, 1 + (number + job) % 9);
            let _ = writeln!(
                careers,
                "s{number},Firm {firm},Engineer,{began}-0{from}-01,{}-0{to}-28",
                began + 2
            );
        }
    }
    place.write("in/experience.csv", careers);
    place.write("in/identifier.csv", ONE_ADDRESS);
    let report = screened(&place);
    let told = ties(&report, "s0", "s1");
    assert!(
        told.iter()
            .any(|words| words.contains("employers and schools")),
        "{report:#}"
    );
    assert_eq!(grouped(&report), 2, "{report:#}");
}

#[test]
fn hand_overs_referrals_and_crossed_mailboxes_are_told_with_their_numbers() {
    let place = Place::new();
    people(&place, 4);
    place.write(
        "in/identifier.csv",
        "subject_id,kind,value\ns0,email,nadir.quill@mailhost.org\ns2,email,orla.fen@mailhost.org\n",
    );
    let mut sessions = String::from("subject_id,session_id,started_at,ended_at,device_id\n");
    for day in 1..20 {
        let minute = day * 2;
        let _ = writeln!(
            sessions,
            "s0,x{day},2026-02-{day:02}T08:{minute:02}:00Z,2026-02-{day:02}T11:{minute:02}:00Z,disk-77f01\n\
             s1,y{day},2026-02-{day:02}T11:{:02}:00Z,2026-02-{day:02}T12:{minute:02}:00Z,disk-77f01",
            minute + 3
        );
    }
    place.write("in/session.csv", sessions);
    place.write(
        "in/commit.csv",
        "subject_id,repository,commit_id,author_email,authored_at\n\
         s1,quill/ledger,9f81c7a0,Nadir.Quill@mailhost.org,2026-02-02T10:00:00Z\n",
    );
    place.write(
        "in/reference_contact.csv",
        "subject_id,name,email\ns0,Orla Fen,orla.fen@mailhost.org\n",
    );
    let report = screened(&place);
    let told = ties(&report, "s0", "s1").join("\n");
    assert!(
        told.contains("a hand-over from one to the other: 19 times"),
        "{report:#}"
    );
    assert!(
        told.contains("the commits of one carry the mailbox of the other"),
        "{told}"
    );
    let why = place.run(&["link", "why", "s0", "s1", "--on", "out"]);
    assert!(
        crate::place::out(&why).contains("tied directly"),
        "{}",
        err(&why)
    );
}

#[test]
fn a_name_in_another_script_corroborates_and_never_ties_alone() {
    let place = Place::new();
    let subjects = |second: &str| {
        format!(
            "subject_id,kind,name,country,created_at\n\
             s0,account,Kim Yong Chol,PT,2026-01-01T00:00:00Z\n\
             s1,account,{second},PT,2026-01-09T00:00:00Z\n"
        )
    };
    place.write("in/subject.csv", subjects("김영철"));
    let report = screened(&place);
    assert_eq!(grouped(&report), 0, "a name ties nobody");
    place.write(
        "in/identifier.csv",
        "subject_id,kind,value\ns0,bank_account,GB33BUKB20201555555555\ns1,bank_account,GB33BUKB20201555555555\n",
    );
    let with = screened(&place);
    assert!(
        ties(&with, "s0", "s1")
            .iter()
            .any(|words| words.contains("one name")),
        "{with:#}"
    );
}
