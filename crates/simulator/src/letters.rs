//! Messages: small talk, and what a classifier of messages looks for.

use crate::stream::{Chance, Dice};

static SMALL_TALK: &[&str] = &[
    "Thank you, I will send the file tonight.",
    "The second draft is attached.",
    "Can we move the call by an hour?",
    "I have a question about the logo.",
    "The build is green again.",
    "I will be away on Friday.",
    "Please check the numbers in the third sheet.",
    "Done, have a look when you have time.",
    "Could you give me access to the board?",
    "I found the fault and fixed it.",
    "Good morning, starting now.",
    "The client wants the blue one.",
    "Invoice is on its way.",
    "I need one more day for the tests.",
];
static OFF_PLATFORM: &[&str] = &[
    "Could we continue by mail? It is easier for me.",
    "Let us talk on chat outside the platform, it is faster.",
    "I would prefer that we work directly, without the fee.",
];
static FROZEN: &[&str] =
    &["My account is on hold, could you confirm to the bank that I work for you?"];
static HOSTS: &[&str] = &[
    "Would you keep a laptop at your home and switch it on each morning? It is paid monthly.",
    "I look for somebody who can host a few test devices for a client.",
];
static STAND_INS: &[&str] = &[
    "You speak to our clients on calls, we do the work behind; you get a share of each project.",
    "We look for a partner with good English who takes client interviews.",
];
static UNAVAILABLE: &[&str] = &[
    "I am offline until tomorrow, sorry.",
    "Not at my desk right now.",
];
static PITCHES: &[&str] = &[
    "I run a software company and would like to offer you our engineers.",
    "We have senior developers free this month; shall we talk?",
    "I head a small team and saw your opening.",
];
static RANSOMS: &[&str] = &[
    "We have your source code and your customer data. Pay within six days or it will be public.",
    "Your repositories are in our hands. Reply to settle the price.",
];
static IDENTITY_REQUESTS: &[&str] = &[
    "Could you lend me your login for a day? Mine is locked.",
    "Would you send me a picture of your licence for the registration?",
];
static RENTAL: &[&str] = &[
    "You would keep a share every month if I may use your verified account.",
    "I look for a partner with a verified profile; you take the calls, I do the work.",
];

/// What a message is about and what it says.
pub(crate) fn message(topic: Option<&str>, dice: &mut Dice) -> String {
    let lines = match topic {
        Some("off-platform") => OFF_PLATFORM,
        Some("frozen-account") => FROZEN,
        Some("account-rental") => RENTAL,
        Some("laptop-host") => HOSTS,
        Some("proxy-interview") => STAND_INS,
        Some("unavailable") => UNAVAILABLE,
        Some("pitch") => PITCHES,
        Some("extortion") => RANSOMS,
        Some("identity-request") => IDENTITY_REQUESTS,
        _ => SMALL_TALK,
    };
    dice.word(lines).to_owned()
}
