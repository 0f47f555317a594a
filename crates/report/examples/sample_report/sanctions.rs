//! Invented matches with sanctions lists.

use std::collections::BTreeMap;

use bonafide_model::catalogue::Catalogue;
use bonafide_model::report::{
    Firmness, SanctionsListUse, SanctionsMatch, SanctionsSection, SubjectReport,
};

/// One match of each firmness for the first subjects; none where there is nobody.
pub(crate) fn section(subjects: &[SubjectReport]) -> SanctionsSection {
    let some = |text: &str| Some(text.to_owned());
    let matches: Vec<SanctionsMatch> = subjects
        .iter()
        .zip(Firmness::ALL)
        .map(|(subject, firmness)| SanctionsMatch {
            subject_id: subject.subject_id.clone(),
            rule: "sanctions/name-and-number-on-sanctions-list".to_owned(),
            firmness,
            reason: "A name in the records of the subject (payee) resembles LISTED, Person on the list ofac_sdn (entry 99001, DPRK2).".to_owned(),
            list: some("ofac_sdn"),
            list_version: some("sdn of 2026-11-02 (3f9a0c1b22d4)"),
            entry: some("99001"),
            entity: some("LISTED, Person"),
            programme: some("DPRK2"),
            legal_basis: some("Executive Order 13687"),
            listed_on: some("2025-08-27"),
            score: Some(0.97),
            explanation: some("listed: equal in another script; the day of birth is the same"),
            ownership: (firmness == Firmness::Lead)
                .then(|| "not listed itself; held at least 60 % by listed parties: 60 % by Parent (entry 1)".to_owned()),
            clearance: (firmness == Firmness::Cleared)
                .then(|| "cleared by R. Viewer on 2026-01-10 until 2027-01-10: born in another year".to_owned()),
            pairs: Vec::new(),
            authority: some("us"),
        })
        .collect();
    let mut totals: BTreeMap<Firmness, u64> = BTreeMap::new();
    for found in &matches {
        *totals.entry(found.firmness).or_default() += 1;
    }
    let us = Catalogue::embedded().duty_of("ofac_sdn");
    SanctionsSection {
        lists: vec![SanctionsListUse {
            name: "sdn".to_owned(),
            version: "sdn of 2026-11-02 (3f9a0c1b22d4)".to_owned(),
            title: some("Specially Designated Nationals"),
            parties: 18_712,
            partial: false,
        }],
        totals,
        duties: us
            .filter(|_| !matches.is_empty())
            .cloned()
            .into_iter()
            .collect(),
        matches,
    }
}

/// Puts hostile text wherever text comes from outside.
pub(crate) fn make_hostile(section: &mut SanctionsSection, text: &mut impl FnMut() -> String) {
    for found in &mut section.matches {
        found.subject_id = text();
        found.reason = text();
        for field in [
            &mut found.list,
            &mut found.list_version,
            &mut found.entry,
            &mut found.entity,
            &mut found.programme,
            &mut found.legal_basis,
            &mut found.listed_on,
            &mut found.explanation,
            &mut found.ownership,
            &mut found.clearance,
        ] {
            *field = Some(text());
        }
    }
    for list in &mut section.lists {
        (list.name, list.version, list.title) = (text(), text(), Some(text()));
    }
    for duty in &mut section.duties {
        duty.url = text();
    }
}
