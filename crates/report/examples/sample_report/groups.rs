//! Invented groups.

use bonafide_model::report::{
    CommonValueReport, GroupMemberReport, GroupMonth, GroupReport, GroupTie, PassedOverSection,
    SubjectReport, VerdictReport,
};

/// A ring that hangs on one payout account, and a couple; none where there are too few.
pub(crate) fn some(subjects: &[SubjectReport]) -> Vec<GroupReport> {
    if subjects.len() < 9 {
        return Vec::new();
    }
    let tie = |a: u32, b: u32, kind: &str, weight: f64| GroupTie {
        a,
        b,
        kind: kind.to_owned(),
        weight,
        evidence: format!("the same {kind}, which nobody else shows"),
    };
    let members = |from: usize, to: usize| -> Vec<GroupMemberReport> {
        subjects[from..to]
            .iter()
            .map(|subject| GroupMemberReport {
                subject_id: subject.subject_id.clone(),
                role: "persona".to_owned(),
                outcome: subject.outcome,
                is_earlier: false,
                via: Some("the same bank_account, which nobody else shows".to_owned()),
            })
            .collect()
    };
    let mut ring: Vec<GroupTie> = (1..7)
        .map(|other| tie(0, other, "bank_account", 24.0))
        .collect();
    ring.extend([
        tie(1, 2, "device", 19.5),
        tie(2, 3, "text", 12.0),
        tie(4, 5, "ip", 3.0),
        tie(4, 5, "email", 22.0),
        tie(5, 6, "referral", 6.0),
    ]);
    vec![
        GroupReport {
            id: "g-4f1d20c97a3e".to_owned(),
            linked: 0.99,
            operation: 0.93,
            reasons: vec![
                "7 members under 7 names use one payout account".to_owned(),
                "2 members on one device state different countries".to_owned(),
            ],
            fragile: None,
            reviewed: Some(
                "R. Viewer found it to be an operation on 2026-11-03, when it had 6 members: one payout account, seven names".to_owned(),
            ),
            grew: grew(&[(Some("2026-08"), 4), (Some("2026-10"), 3), (None, 2)]),
            size: 9,
            members: members(0, 7),
            ties: ring,
        },
        GroupReport {
            id: "g-90aa17d2c4b8".to_owned(),
            linked: 0.97,
            operation: 0.06,
            reasons: vec!["two members who share a place, as households do".to_owned()],
            fragile: Some("the one tie is all there is".to_owned()),
            reviewed: None,
            grew: grew(&[(Some("2024-02"), 2)]),
            size: 2,
            members: members(7, 9),
            ties: vec![tie(0, 1, "address", 9.0)],
        },
    ]
}

fn grew(months: &[(Option<&str>, u64)]) -> Vec<GroupMonth> {
    let mut members = 0;
    months
        .iter()
        .map(|(month, joined)| {
            members += joined;
            GroupMonth {
                month: month.map(str::to_owned),
                joined: *joined,
                members,
            }
        })
        .collect()
}

/// Two people who were taken for one, and a verdict on somebody who is gone.
pub(crate) fn verdicts(subjects: &[SubjectReport]) -> Vec<VerdictReport> {
    if subjects.len() < 9 {
        return Vec::new();
    }
    let said = |verdict: &str, b: &str, effect: &str| VerdictReport {
        subject_a: subjects[0].subject_id.clone(),
        subject_b: b.to_owned(),
        verdict: verdict.to_owned(),
        author: "R. Viewer".to_owned(),
        decided_on: "2026-11-04".to_owned(),
        until: (verdict == "different").then(|| "2027-11-04".to_owned()),
        reason: "met both in one call".to_owned(),
        effect: effect.to_owned(),
    };
    vec![
        said("different", &subjects[8].subject_id, "kept apart"),
        said(
            "same",
            "gone-1",
            "no effect: `gone-1` is not among the subjects",
        ),
    ]
}

/// Puts hostile text wherever text comes from outside.
pub(crate) fn make_hostile(groups: &mut [GroupReport], text: &mut impl FnMut() -> String) {
    for group in groups {
        group.fragile = Some(text());
        group.reviewed = Some(text());
        group.reasons = vec![text(), text()];
        for member in &mut group.members {
            member.subject_id = text();
            member.via = Some(text());
        }
        for tie in &mut group.ties {
            tie.evidence = text();
        }
        // A tie to nobody must not break the picture.
        if let Some(tie) = group.ties.first_mut() {
            tie.b = u32::MAX - 1;
        }
    }
}

/// What linking passed over.
pub(crate) fn passed_over() -> PassedOverSection {
    PassedOverSection {
        totals: [("ip".to_owned(), 3)].into(),
        values: vec![CommonValueReport {
            kind: "ip".to_owned(),
            value: "51e59bf3741c".to_owned(),
            count: 202,
            counted: "subjects".to_owned(),
            records: "application.ip, session.ip".to_owned(),
            examples: vec!["u00a1becc51".to_owned(), "u0160038cf9".to_owned()],
        }],
        notes: vec![
            "2 subjects have texts with characters that take no place on the screen; they were compared without them (such as u00a1becc51)".to_owned(),
        ],
    }
}
