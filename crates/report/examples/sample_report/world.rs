//! Invented reports: nobody in them lives, and no address in them is in use. One file, since it is data told from top to
//! bottom: a report and what stands in it.

use std::collections::BTreeMap;

use bonafide_model::report::{
    FamilySum, Finding, ListUse, NextStep, Outcome, Report, RuleSummary, Run, SourceSummary,
    SubjectReport, TableTotals, WeighingSummary,
};
use serde_json::{Value, json};

#[path = "groups.rs"]
pub(crate) mod groups;
#[path = "sanctions.rs"]
pub(crate) mod sanctions;

const WEIGHING: WeighingSummary = WeighingSummary {
    profile: String::new(),
    prior: 0.004,
    family_cap: 12.0,
    watch: 5.0,
    review: 12.0,
    hard: 10.0,
    mitigation_cap: 12.0,
    urgent: 20.0,
    corroborating: 4.0,
};

/// A rule of the sample: id, title, weight, hard, track, status, indicator, sources, innocent
/// reasons, question, reason sentence, and a row of evidence.
struct Sample {
    id: &'static str,
    title: &'static str,
    weight: f64,
    hard: bool,
    track: &'static str,
    status: &'static str,
    indicator: &'static str,
    sources: &'static [&'static str],
    innocent: &'static str,
    ask: &'static str,
    reason: &'static str,
    evidence: fn(u64) -> Value,
    missing: Option<&'static str>,
}

const RULE: Sample = Sample {
    id: "",
    title: "",
    weight: 0.0,
    hard: false,
    track: "conduct",
    status: "stable",
    indicator: "",
    sources: &["US22"],
    innocent: "",
    ask: "",
    reason: "",
    evidence: |_| json!({}),
    missing: None,
};

const RULES: &[Sample] = &[
    Sample {
        id: "account-sharing/continuous-login",
        title: "Signed in for a day or more without a break",
        weight: 3.0,
        indicator: "continuous-login",
        sources: &["US22", "JP24"],
        innocent: "An idle browser tab; a crunch before a release; automation under the account.",
        ask: "Does anything sign in for you, such as a script or a second person?",
        reason: "Matches a published red flag: signed in for {hours} hours without a break.",
        evidence: |n| json!({"session_id": format!("ses-{:05}", n % 90_000), "started_at": "2026-10-03T21:10:00Z", "hours": 26 + n % 20}),
        ..RULE
    },
    Sample {
        id: "account-sharing/many-addresses",
        title: "Many networks in a short time",
        weight: 4.0,
        indicator: "many-ips-short-time",
        sources: &["US22", "JP24", "FBI25J"],
        innocent: "A privacy service that rotates addresses; a train journey; a mobile network.",
        ask: "Which networks did you use on that day, and do you use a privacy service?",
        reason: "Matches a published red flag: {networks} networks in {countries} countries within one day.",
        evidence: |n| json!({"day": "2026-10-14", "networks": 6 + n % 7, "countries": 3 + n % 3, "example": format!("198.51.100.{}", n % 250)}),
        ..RULE
    },
    Sample {
        id: "account-sharing/web-authenticator",
        title: "One-time codes made in a browser page",
        weight: 3.0,
        status: "preview",
        indicator: "web-otp-authenticator",
        sources: &["RF26"],
        innocent: "A lost phone; a shared test account of a team.",
        ask: "Which app do you use for one-time codes?",
        reason: "Matches a published red flag: a one-time code page was opened before {sessions} sign-ins.",
        evidence: |n| json!({"sessions": 2 + n % 5}),
        ..RULE
    },
    Sample {
        id: "code-provenance/commits-before-account",
        title: "History older than the account that shows it",
        weight: 3.0,
        indicator: "commits-predate-account",
        sources: &["SEAL"],
        innocent: "Old code uploaded again; an account made anew; an import from another host.",
        ask: "Where did you keep this code before?",
        reason: "Matches a published red flag: {commits} commits in {repository} are older than the account.",
        evidence: |n| json!({"repository": "portfolio-site", "commits": 40 + n % 200, "oldest": "2019-04-02", "account_created": "2026-03-11"}),
        ..RULE
    },
    Sample {
        id: "code-provenance/author-rewritten",
        title: "A copied repository with its authors rewritten",
        weight: 7.0,
        indicator: "copied-repo-author-rewrite",
        sources: &["SEAL"],
        innocent: "A template that everybody starts from; a classroom exercise; a history cleaned of a wrong e-mail address.",
        ask: "May we look at the original history together?",
        reason: "Matches a published red flag: {commits} commits equal those of another repository but for the author.",
        evidence: |n| json!({"repository": "defi-dashboard", "other_repository": "example/dashboard", "commits": 12 + n % 60}),
        missing: Some("no table repository: extract it with `bonafide extract git PATH`"),
        ..RULE
    },
    Sample {
        id: "coordination/shared-payout",
        title: "Several subjects paid into one account",
        weight: 9.0,
        hard: true,
        indicator: "shared-payout-instrument",
        sources: &["US22", "JP24", "FBI25L"],
        innocent: "Spouses; an agency that collects for its members; a family business.",
        ask: "Who holds the account into which you are paid, and who else is paid into it?",
        reason: "Matches a published red flag: the payout account is shared with {subjects} other subjects who name no common employer.",
        evidence: |n| json!({"destination": format!("DE00 0000 0000 {:04} 0000 00", n % 10_000), "subjects": 2 + n % 4, "other_subject": format!("free-{:05}", (n * 7) % 90_000), "first_paid_at": "2026-06-30", "last_paid_at": "2026-10-31"}),
        ..RULE
    },
    Sample {
        id: "coordination/contact-reused",
        title: "One telephone number on several applications",
        weight: 6.0,
        indicator: "contact-artifact-reuse",
        sources: &["MAND24", "FBI25J", "US22"],
        innocent: "Family members; the number of an agency or of a shared office.",
        ask: "Whose number is this?",
        reason: "Matches a published red flag: the number {phone} also stands on {subjects} other applications.",
        evidence: |n| json!({"phone": format!("+1 202 555 01{:02}", n % 100), "subjects": 1 + n % 3, "other_subject": format!("free-{:05}", (n * 13) % 90_000)}),
        ..RULE
    },
    Sample {
        id: "coordination/near-duplicate-cv",
        title: "CV nearly equal to another subject's",
        weight: 5.0,
        indicator: "resume-near-duplicate",
        sources: &["US22", "FBI25J"],
        innocent: "A template of a career service; the same former employer described in its own words.",
        ask: "Did somebody help you to write your CV?",
        reason: "Matches a published red flag: {share} of the sentences equal those in the CV of {other_subject}.",
        evidence: |n| json!({"other_subject": format!("free-{:05}", (n * 3) % 90_000), "share": format!("{}%", 71 + n % 25), "sentences": 18 + n % 20}),
        ..RULE
    },
    Sample {
        id: "facilitator/remote-tool-early",
        title: "Remote-control tool soon after the laptop arrived",
        weight: 7.0,
        indicator: "early-remote-tool-install",
        sources: &["MAND24", "RF26"],
        innocent: "A support session; an estate run by a service provider; a developer who tests such tools.",
        ask: "Who asked for the tool, and who uses it?",
        reason: "Matches a published red flag: {tool} was installed {hours} hours after the device was first seen.",
        evidence: |n| json!({"device_id": format!("dev-{:04}", n % 9_000), "tool": "AnyDesk", "hours": 1 + n % 30, "installed_at": "2026-09-21T14:02:00Z"}),
        ..RULE
    },
    Sample {
        id: "facilitator/shared-delivery",
        title: "Devices for several subjects sent to one address",
        weight: 8.0,
        hard: true,
        indicator: "shared-ship-to",
        sources: &["RF26", "JP26S"],
        innocent: "A household; a co-working space; a parcel shop that everybody in town uses.",
        ask: "Who lives at the address, and who opens the parcels?",
        reason: "Matches a published red flag: {subjects} subjects of different employers had devices sent to one address.",
        evidence: |n| json!({"address": format!("{} Example Street, Springfield", 10 + n % 80), "subjects": 3 + n % 6, "employers": 2 + n % 4}),
        missing: Some("no table shipment"),
        ..RULE
    },
    Sample {
        id: "facilitator/keyboard-over-network",
        title: "Keyboard and screen over the network",
        weight: 9.0,
        hard: true,
        indicator: "ip-kvm-hardware",
        sources: &["MAND24"],
        innocent: "A laboratory; a home server that its owner administers.",
        ask: "May we see the desk on a video call?",
        reason: "Matches a published red flag: the peripheral {peripheral} belongs to a keyboard-over-network device.",
        evidence: |n| json!({"device_id": format!("dev-{:04}", n % 9_000), "peripheral": "1d6b:0104", "product": "PiKVM Composite Device"}),
        missing: Some("no table peripheral"),
        ..RULE
    },
    Sample {
        id: "false-identity/contact-changed",
        title: "Contact details changed again and again",
        weight: 3.0,
        indicator: "contact-detail-churn",
        sources: &["JP24", "US22"],
        innocent: "A move; a new telephone contract; a marriage.",
        ask: "Which of these details is current, and since when?",
        reason: "Matches a published red flag: contact details changed {changes} times in 90 days.",
        evidence: |n| json!({"changes": 4 + n % 5, "kinds": ["email", "phone"], "last_changed_at": "2026-10-29"}),
        ..RULE
    },
    Sample {
        id: "false-identity/lookalike-employer",
        title: "Former employer with a look-alike domain",
        weight: 6.0,
        indicator: "lookalike-employer-domain",
        sources: &["US22"],
        innocent: "A subsidiary; a firm that changed its name.",
        ask: "Who at that firm may we call, on a number from its public register?",
        reason: "Matches a published red flag: the referee's domain {domain} is one letter away from {real_domain}.",
        evidence: |_| json!({"domain": "northwlnd.example", "real_domain": "northwind.example", "registered_at": "2026-05-02"}),
        ..RULE
    },
    Sample {
        id: "false-location/clock-disagrees",
        title: "Device clock does not fit the stated home",
        weight: 6.0,
        indicator: "device-locale-contradicts-claim",
        sources: &["JP26S", "RF26"],
        innocent: "Travel; a corporate desktop in another region; a wrong clock.",
        ask: "Where were you working from that week?",
        reason: "Matches a published red flag: the clock offset fits no part of {stated_country} in {sessions} sessions.",
        evidence: |n| json!({"stated_country": "US", "utc_offset_minutes": 540, "sessions": 9 + n % 40, "first_seen_at": "2026-08-02T00:14:00Z", "last_seen_at": "2026-11-01T02:51:00Z"}),
        ..RULE
    },
    Sample {
        id: "false-location/hosted-desktop",
        title: "Works from a hosted desktop",
        weight: 4.0,
        indicator: "vps-or-cloud-desktop-session",
        sources: &["US22", "JP26S"],
        innocent: "A client who prescribes one; a developer who keeps his tools there.",
        ask: "Who provides the desktop, and for which client?",
        reason: "Matches a published red flag: {share} of the sessions came from hosting networks.",
        evidence: |n| json!({"share": format!("{}%", 62 + n % 38), "sessions": 14 + n % 60, "network": "AS64496 Example Hosting", "address": format!("203.0.113.{}", n % 250)}),
        ..RULE
    },
    Sample {
        id: "false-location/impossible-travel",
        title: "Two places too far apart in too short a time",
        weight: 6.0,
        indicator: "impossible-travel-first-two-months",
        sources: &["MSFT26", "US22"],
        innocent: "A privacy service; a mobile operator that leaves the network in another country.",
        ask: "Do you use a privacy service or a company network?",
        reason: "Matches a published red flag: {kilometres} km in {hours} hours, faster than an airliner.",
        evidence: |n| json!({"from_country": "US", "to_country": "DE", "kilometres": 6_000 + n % 3_000, "hours": 1.5, "accuracy_km": 500}),
        ..RULE
    },
    Sample {
        id: "false-location/named-vpn",
        title: "Signed in through an exit of a VPN named in advisories",
        weight: 5.0,
        indicator: "astrill-vpn-exit",
        sources: &["MAND24", "RF26"],
        innocent: "People in countries with a national firewall; journalists; expatriates. The service has many honest customers.",
        ask: "Which VPN do you use, and what for?",
        reason: "Matches a published red flag: {sessions} of {all_sessions} sessions came through the named service.",
        evidence: |n| json!({"sessions": 3 + n % 20, "all_sessions": 30 + n % 20, "address": format!("192.0.2.{}", n % 250), "service": "Astrill"}),
        ..RULE
    },
    Sample {
        id: "insider-activity/bulk-clone",
        title: "Many repositories copied in a day",
        weight: 5.0,
        indicator: "bulk-clone-or-enumeration",
        sources: &["FBI25J", "FBI25L"],
        innocent: "A new machine; a migration; a search across all code.",
        ask: "Which work needed these repositories?",
        reason: "Matches a published red flag: {repositories} repositories were copied on one day.",
        evidence: |n| json!({"repositories": 40 + n % 90}),
        missing: Some("no table access_event"),
        ..RULE
    },
    Sample {
        id: "payment/payee-differs",
        title: "Payee's name is not the worker's",
        weight: 5.0,
        indicator: "payee-name-mismatch",
        sources: &["JP24", "US22"],
        innocent: "A joint account; a name before marriage; an agency that sends the invoice.",
        ask: "Who is the holder of the account, and what do you do together?",
        reason: "Matches a published red flag: payouts to {payee_name}, who is not the worker.",
        evidence: |n| json!({"payee_name": "Avery Sample", "payouts": 2 + n % 9, "similarity": 0.21}),
        ..RULE
    },
    Sample {
        id: "payment/passed-on-quickly",
        title: "Pay leaves the account within the hour",
        weight: 4.0,
        indicator: "rapid-pass-through",
        sources: &["JP24"],
        innocent: "A standing order; a person who keeps savings elsewhere.",
        ask: "What do you use the account for?",
        reason: "Matches a published red flag: {share} of the pay left within {minutes} minutes.",
        evidence: |n| json!({"share": format!("{}%", 88 + n % 12), "minutes": 12 + n % 40, "payouts": 6, "destination": null}),
        ..RULE
    },
    Sample {
        id: "payment/payout-changed",
        title: "Payout account changed repeatedly",
        weight: 5.0,
        indicator: "frequent-payout-change",
        sources: &["JP24", "FBI25L"],
        innocent: "A change of bank; a move to another country.",
        ask: "Why was the account changed?",
        reason: "Matches a published red flag: the payout account changed {changes} times in {days} days.",
        evidence: |n| json!({"changes": 3 + n % 4, "days": 60, "method": "bank"}),
        ..RULE
    },
    Sample {
        id: "mitigation/met-in-person",
        title: "Met in person with their documents",
        weight: -8.0,
        indicator: "m-meet-in-person",
        sources: &["SEAL"],
        innocent: "Not needed: the finding speaks for the subject.",
        ask: "Who met the person, and where is the note of it?",
        reason: "Speaks for the subject: a colleague met the person and saw the document on {verified_at}.",
        evidence: |_| json!({"verified_at": "2026-07-08", "method": "in person"}),
        ..RULE
    },
    Sample {
        id: "mitigation/long-history",
        title: "Five years of steady work under one name",
        weight: -4.0,
        indicator: "m-long-history",
        sources: &["SEAL"],
        innocent: "Not needed: the finding speaks for the subject.",
        ask: "Is the account still run by the person who opened it?",
        reason: "Speaks for the subject: {years} years of steady work under one name.",
        evidence: |n| json!({"years": 5 + n % 6}),
        ..RULE
    },
    Sample {
        id: "sanctions/wallet-listed",
        title: "Payout wallet is on a sanctions list",
        weight: 20.0,
        hard: true,
        track: "sanctions",
        indicator: "sanctioned-address-direct",
        sources: &["OFACJSON"],
        innocent: "An address copied wrongly; an address of a service that many people use.",
        ask: "Stop payment and ask counsel before anybody is asked anything.",
        reason: "The payout wallet {wallet} equals an address on the list {list}.",
        evidence: |_| json!({"wallet": "0x00000000000000000000000000000000000000aa", "chain": "ethereum", "list": "invented-list"}),
        ..RULE
    },
];

fn family(sample: &Sample) -> &'static str {
    sample
        .id
        .split_once('/')
        .map_or(sample.id, |(family, _)| family)
}

fn sources() -> BTreeMap<String, SourceSummary> {
    let table = [
        (
            "US22",
            "US State / Treasury / FBI",
            "Guidance on the DPRK Information Technology Workers",
            "2022-05-16",
            "https://home.treasury.gov/system/files/126/20220516_dprk_it_worker_advisory.pdf",
            "government",
        ),
        (
            "FBI25J",
            "FBI IC3",
            "North Korean IT workers conducting data extortion (PSA250123)",
            "2025-01-23",
            "https://www.ic3.gov/PSA/2025/PSA250123",
            "government",
        ),
        (
            "FBI25L",
            "FBI IC3",
            "North Korean IT worker threats to US businesses (PSA250723-4)",
            "2025-07-23",
            "https://www.ic3.gov/PSA/2025/PSA250723-4",
            "government",
        ),
        (
            "JP24",
            "Japan MOFA / NPA / MOF / METI",
            "Alert to companies regarding North Korean IT workers",
            "2024-03-26",
            "https://www.npa.go.jp/news/release/2024/20240325002.html",
            "government",
        ),
        (
            "JP26S",
            "Japan NPA/NCO, FBI, DC3, ASD ACSC, BND, BfV",
            "WaterPlum and activities of North Korean IT workers in Japan, the US and Europe",
            "2026-09-18",
            "https://www.npa.go.jp/bureau/cyber/pdf/20260918_e.pdf",
            "government",
        ),
        (
            "MAND24",
            "Mandiant / Google Cloud",
            "Staying a Step Ahead: Mitigating the DPRK IT Worker Threat",
            "2024-09-23",
            "https://cloud.google.com/blog/topics/threat-intelligence/mitigating-dprk-it-worker-threat",
            "industry",
        ),
        (
            "MSFT26",
            "Microsoft Security",
            "Detection strategies across cloud and identities against infiltrating IT workers",
            "2026-04-21",
            "https://www.microsoft.com/en-us/security/blog/2026/04/21/detection-strategies-cloud-identities-against-infiltrating-it-workers/",
            "industry",
        ),
        (
            "OFACJSON",
            "US Treasury OFAC",
            "Specially Designated Nationals list",
            "2026-08-20",
            "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/SDN.XML",
            "government",
        ),
        (
            "RF26",
            "Recorded Future Insikt Group",
            "PurpleDelta fraudulent employment operations",
            "2026-08-18",
            "https://www.recordedfuture.com/research/purpledelta-fraudulent-employment-operations",
            "industry",
        ),
        (
            "SEAL",
            "Security Alliance (SEAL)",
            "Frameworks: DPRK IT Workers",
            "2026-05-11",
            "https://github.com/security-alliance/frameworks/tree/main/docs/pages/dprk-it-workers",
            "community",
        ),
    ];
    table
        .into_iter()
        .map(|(key, publisher, title, date, url, kind)| {
            let text = str::to_owned;
            let source = SourceSummary {
                publisher: text(publisher),
                title: text(title),
                date: text(date),
                url: text(url),
                kind: text(kind),
            };
            (key.to_owned(), source)
        })
        .collect()
}

/// The next number of a fixed sequence: the same report on every machine.
fn next(state: &mut u64) -> u64 {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

fn finding(sample: &Sample, state: &mut u64) -> Finding {
    let rows = 1 + next(state) % 9;
    let evidence: Vec<BTreeMap<String, Value>> = (0..rows.min(5))
        .filter_map(|_| match (sample.evidence)(next(state)) {
            Value::Object(columns) => Some(columns.into_iter().collect()),
            _ => None,
        })
        .collect();
    let mut reason = sample.reason.to_owned();
    for (column, value) in evidence.first().into_iter().flatten() {
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        reason = reason.replace(&format!("{{{column}}}"), &text);
    }
    Finding {
        rule: sample.id.to_owned(),
        weight: sample.weight,
        counted: 0.0,
        same_fact_as: None,
        reason,
        evidence,
        evidence_rows: rows,
    }
}

/// Weighs the findings as the engine does: a cap for each family, and a gate.
fn subject(
    subject_id: String,
    mut findings: Vec<Finding>,
    insufficient: Vec<String>,
) -> SubjectReport {
    let of = |id: &str| {
        RULES
            .iter()
            .find(|sample| sample.id == id)
            .expect("findings are made from RULES")
    };
    findings.sort_by(|a, b| {
        (of(&a.rule).track == "sanctions")
            .cmp(&(of(&b.rule).track == "sanctions"))
            .then(b.weight.total_cmp(&a.weight))
            .then(a.rule.cmp(&b.rule))
    });
    let mut families: Vec<FamilySum> = Vec::new();
    for finding in &mut findings {
        let sample = of(&finding.rule);
        if sample.status != "stable" || sample.track == "sanctions" {
            continue;
        }
        let name = family(sample);
        let at = families
            .iter()
            .position(|known| known.family == name)
            .unwrap_or_else(|| {
                families.push(FamilySum {
                    family: name.to_owned(),
                    sum: 0.0,
                    counted: 0.0,
                });
                families.len() - 1
            });
        families[at].sum += finding.weight;
        let capped = families[at].sum.min(WEIGHING.family_cap);
        finding.counted = capped - families[at].counted;
        families[at].counted = capped;
    }
    families.sort_by(|a, b| {
        b.counted
            .total_cmp(&a.counted)
            .then(a.family.cmp(&b.family))
    });
    let weight: f64 = families.iter().map(|family| family.counted).sum();
    let agreeing = families
        .iter()
        .filter(|family| family.counted >= WEIGHING.corroborating)
        .count();
    let hard = findings.iter().any(|finding| of(&finding.rule).hard);
    let corroborated = agreeing >= 2 || hard;
    let outcome = match weight {
        w if w >= WEIGHING.urgent && corroborated => Outcome::Urgent,
        w if w >= WEIGHING.review && corroborated => Outcome::Review,
        w if w >= WEIGHING.watch => Outcome::Watch,
        _ if hard => Outcome::Review,
        _ => Outcome::None,
    };
    let gate = match (agreeing, hard) {
        (0 | 1, false) => "Only one family of evidence adds enough to corroborate: the outcome stays at watch until another agrees.".to_owned(),
        (0 | 1, true) => "A hard artefact is equal to another subject's, which lifts the outcome without a second family.".to_owned(),
        (families, true) => format!("{families} independent families agree, and a hard artefact is equal."),
        (families, false) => format!("{families} independent families agree, each by itself strong enough to corroborate."),
    };
    let steps: [(&str, &str, &str, &str); 6] = [
        (
            "payment",
            "m-no-mid-engagement-reroute",
            "Hold pay on reroute requests",
            "Escalate a change of payee, country or rail, and confirm it on a channel that you opened.",
        ),
        (
            "false-location",
            "m-vpn-classification",
            "Classify every network and ask about it",
            "Ask which networks the person uses and why; compare with the stated home and with travel that was announced.",
        ),
        (
            "facilitator",
            "m-ship-only-to-id-address",
            "Ship only to the documented address",
            "Ask for papers for any other address, and hand the device over to the named person.",
        ),
        (
            "coordination",
            "m-auto-flag-shared-docs-and-instruments",
            "Look at the other subjects together",
            "Review everybody who shares the document, the number or the account as one group before you decide on one of them.",
        ),
        (
            "false-identity",
            "m-verify-employment-education-direct",
            "Verify work and study at the source",
            "Use contact details that you found yourself, not those that were supplied.",
        ),
        (
            "code-provenance",
            "m-live-proctored-test",
            "Work through code together",
            "A live session in your environment, on the code that the person shows as theirs.",
        ),
    ];
    let next_steps = steps
        .into_iter()
        .filter(|(name, ..)| families.iter().any(|family| family.family == *name))
        .map(|(_, measure, title, description)| NextStep {
            measure: measure.to_owned(),
            title: title.to_owned(),
            description: description.to_owned(),
            answers: Vec::new(),
            check: None,
            mitigations: Vec::new(),
        })
        .collect();
    SubjectReport {
        subject_id,
        rank: 0,
        outcome,
        weight,
        gate,
        families,
        findings,
        insufficient,
        next_steps,
    }
}

/// A report on a marketplace that shows that many subjects.
pub(crate) fn plain(shown: u64) -> Report {
    let mut state = 7;
    let usable: Vec<&Sample> = RULES
        .iter()
        .filter(|sample| sample.missing.is_none())
        .collect();
    let missing: Vec<String> = RULES
        .iter()
        .filter(|sample| sample.missing.is_some())
        .map(|sample| sample.id.to_owned())
        .collect();
    let mut subjects: Vec<SubjectReport> = (0..shown)
        .map(|index| {
            // A few are heavy, most are light, as in life.
            let many = match index * 100 / shown.max(1) {
                0..=7 => 6,
                8..=24 => 4,
                25..=69 => 2,
                _ => 1,
            };
            let mut chosen: Vec<&Sample> = Vec::new();
            while chosen.len() < many {
                let sample = usable[(next(&mut state) % usable.len() as u64) as usize];
                let rare = sample.track == "sanctions" && !next(&mut state).is_multiple_of(4);
                if !rare && !chosen.iter().any(|other| other.id == sample.id) {
                    chosen.push(sample);
                }
            }
            let findings = chosen
                .into_iter()
                .map(|sample| finding(sample, &mut state))
                .collect();
            let mut insufficient = missing.clone();
            if next(&mut state).is_multiple_of(3) {
                insufficient.push("payment/passed-on-quickly".to_owned());
            }
            let kind = ["free", "appl", "acct"][(next(&mut state) % 3) as usize];
            subject(
                format!("{kind}-{:05}", next(&mut state) % 90_000),
                findings,
                insufficient,
            )
        })
        .collect();
    subjects.retain(|subject| subject.weight > 0.0 || subject.outcome > Outcome::None);
    subjects.sort_by(|a, b| {
        b.outcome
            .cmp(&a.outcome)
            .then(b.weight.total_cmp(&a.weight))
            .then(a.subject_id.cmp(&b.subject_id))
    });
    for (index, subject) in subjects.iter_mut().enumerate() {
        subject.rank = index as u64 + 1;
    }
    around(subjects, shown * 40 + 17)
}

/// The report around its subjects.
fn around(subjects: Vec<SubjectReport>, screened: u64) -> Report {
    let fired = |id: &str| {
        subjects
            .iter()
            .filter(|subject| subject.findings.iter().any(|finding| finding.rule == id))
            .count() as u64
    };
    let rules = RULES
        .iter()
        .map(|sample| {
            let fired = fired(sample.id);
            let insufficient = match sample.missing {
                Some(_) => screened,
                None => screened * (sample.id.len() as u64 % 7) / 11,
            };
            let mut params = BTreeMap::new();
            params.insert("minimum_sessions".to_owned(), json!(3));
            params.insert("window_days".to_owned(), json!(60));
            RuleSummary {
                id: sample.id.to_owned(),
                title: sample.title.to_owned(),
                family: family(sample).to_owned(),
                weight: sample.weight,
                facts: Vec::new(),
                hard: sample.hard,
                track: sample.track.to_owned(),
                status: sample.status.to_owned(),
                indicators: vec![sample.indicator.to_owned()],
                sources: sample.sources.iter().map(|key| (*key).to_owned()).collect(),
                threshold_basis: "proposed".to_owned(),
                params,
                innocent_reasons: sample.innocent.to_owned(),
                ask: sample.ask.to_owned(),
                fired,
                clear: screened.saturating_sub(fired + insufficient),
                insufficient,
                missing: sample.missing.map(str::to_owned),
                failed: None,
            }
        })
        .collect();
    let mut outcomes: BTreeMap<Outcome, u64> = Outcome::ALL
        .into_iter()
        .map(|outcome| (outcome, 0))
        .collect();
    for subject in &subjects {
        *outcomes.entry(subject.outcome).or_default() += 1;
    }
    *outcomes.entry(Outcome::None).or_default() += screened.saturating_sub(subjects.len() as u64);
    let table = |table: &str, read: u64, set_aside: u64| TableTotals {
        table: table.to_owned(),
        files: 1,
        read,
        kept: read.saturating_sub(set_aside),
        set_aside: set_aside.min(read),
    };
    let list = |name: &str, kind: &str, sha256: &str, source: &str, rows: u64| ListUse {
        name: name.to_owned(),
        kind: kind.to_owned(),
        sha256: sha256.to_owned(),
        source: source.to_owned(),
        date: Some("2026-11-02".to_owned()),
        licence: "CC0-1.0".to_owned(),
        rows,
    };
    Report {
        layout: 1,
        run: Run {
            version: "0.1.0".to_owned(),
            rule_pack: "9f2c4e1ab07d5568c3e9fd10b7a2467783f0a9be51d24c6fe8130b9a7c55d2e4".to_owned(),
            catalogue: "1.0".to_owned(),
            lists: "41b7c09d2e6f8a3355d1f0c7be92a468017dc3f5e9a86b20447ce1d98f30ab76".to_owned(),
            started_at: "2026-11-20T09:30:00Z".to_owned(),
            seconds: 4.2,
            complete: true,
            subjects: screened,
            shown_limit: 1_000,
        },
        limits_of_use: vec![
            "A finding says that records match a published red flag. It does not say who somebody is, where they come from or for whom they work.".to_owned(),
            "Nobody may be rejected, closed or reported on this report alone: a person looks at the records, asks, and decides, and a second person agrees before anything adverse.".to_owned(),
            "An absence of findings is no clearance. Rules without data say insufficient, and careful deceivers leave few traces.".to_owned(),
            "Nationality, ethnicity, religion, birthplace, gender, age, language and appearance are not read by any rule.".to_owned(),
        ],
        tables: vec![
            table("subject", screened, 0),
            table("identifier", screened * 4, 3),
            table("session", screened * 31, 12),
            table("payout", screened * 6, 0),
        ],
        lists: vec![
            list("hosting-ranges", "cidr", "77aa01b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e", "Ranges that hosting providers publish", 41_203),
            list("remote-tools", "remote_tool", "10c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6", "LOLRMM", 291),
        ],
        rules,
        sources: sources(),
        outcomes,
        weighing: WEIGHING,
        groups: groups::some(&subjects),
        earlier_subjects: 0,
        group_model: "stated judgements, not learned from reviews".to_owned(),
        verdicts: groups::verdicts(&subjects),
        passed_over: groups::passed_over(),
        sanctions: sanctions::section(&subjects),
        subjects,
        problems: Vec::new(),
    }
}

/// A run in which something went wrong.
pub(crate) fn partial() -> Report {
    let mut report = plain(12);
    report.run.complete = false;
    report.problems = vec![
        "rule payment/payout-changed failed: it ran past its limit of 60 seconds; its findings are missing".to_owned(),
        "session/2026-10.parquet: the file ends in the middle of a page; 1 of 3 files of session was not read. Copy it again".to_owned(),
        "table sesion is not known (did you mean session?); its 2 files were not read".to_owned(),
    ];
    if let Some(rule) = report
        .rules
        .iter_mut()
        .find(|rule| rule.id == "payment/payout-changed")
    {
        rule.failed = Some("it ran past its limit of 60 seconds".to_owned());
    }
    report
}

/// A run that found nothing.
pub(crate) fn empty() -> Report {
    let mut report = around(Vec::new(), 0);
    report.rules.clear();
    report.lists.clear();
    report.tables.clear();
    report
}

/// Texts that try to leave the place where they are shown.
pub(crate) const HOSTILE: &[&str] = &[
    "</script><script>window.broken=1</script>",
    "\"><img src=x onerror=\"window.broken=1\">",
    "' onmouseover='window.broken=1' x='",
    "</style><style>*{display:none}</style>",
    "<!--<script>",
    "]]><svg onload=window.broken=1>",
    "</details></li></ol></main><iframe src=//example.com>",
    "cv\u{202e}fdp.exe\u{2066}",
    "\u{1b}[2J\u{1b}[31mred\u{7}\u{9b}1m",
    "{{ 7*7 }}{% raw %}&lt;b&gt;&amp;",
    "山田\u{200b}太郎 김하늘 محمد",
    "=HYPERLINK(\"http://example.com\",\"x\")",
    "-2+3|cmd",
    "a\0b\r\nSet-Cookie: x\u{2028}y",
    "javascript:window.broken=1",
];

/// A report in which every text from outside is hostile.
pub(crate) fn hostile() -> Report {
    let mut report = plain(20);
    let mut at = 0;
    let mut text = || {
        at += 1;
        HOSTILE[at % HOSTILE.len()].to_owned()
    };
    for subject in &mut report.subjects {
        subject.subject_id = format!("{} {}", text(), subject.rank);
        subject.gate = text();
        for finding in &mut subject.findings {
            finding.reason = text();
            for row in &mut finding.evidence {
                row.insert(text(), json!(text()));
                row.insert(
                    "nested".to_owned(),
                    json!({ text(): [text(), null, 1.5, true] }),
                );
                row.insert("long".to_owned(), json!(text().repeat(200)));
            }
        }
        subject.insufficient.push(text());
        for step in &mut subject.next_steps {
            step.title = text();
            step.description = text();
            step.measure = text();
        }
    }
    groups::make_hostile(&mut report.groups, &mut text);
    sanctions::make_hostile(&mut report.sanctions, &mut text);
    // A finding of a rule that the report does not describe.
    if let Some(finding) = report
        .subjects
        .first_mut()
        .and_then(|subject| subject.findings.first_mut())
    {
        finding.rule = text();
        finding.weight = f64::NAN;
    }
    for rule in &mut report.rules {
        rule.title = text();
        rule.innocent_reasons = text();
        rule.ask = text();
        rule.threshold_basis = text();
        rule.indicators.push(text());
        rule.params.insert(text(), json!(text()));
        rule.missing = Some(text());
        rule.failed = Some(text());
    }
    for source in report.sources.values_mut() {
        source.publisher = text();
        source.title = text();
        source.date = text();
        source.url = text();
        source.kind = text();
    }
    for list in &mut report.lists {
        list.name = text();
        list.source = text();
        list.licence = text();
        list.sha256 = text();
        list.date = Some(text());
    }
    for table in &mut report.tables {
        table.table = text();
    }
    report.problems = HOSTILE.iter().map(|text| (*text).to_owned()).collect();
    report.limits_of_use.push(text());
    report.run.version = text();
    report.run.started_at = text();
    report.run.rule_pack = text();
    report
}
