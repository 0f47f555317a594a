//! The order in which both the page and the terminal tell what was found.

use std::collections::HashMap;

use bonafide_model::report::{Finding, Report, RuleSummary, SubjectReport};

/// The rules of a report by id.
pub(crate) struct Rules<'a> {
    by_id: HashMap<&'a str, (usize, &'a RuleSummary)>,
}

impl<'a> Rules<'a> {
    pub(crate) fn of(report: &'a Report) -> Self {
        let by_id = report
            .rules
            .iter()
            .enumerate()
            .map(|(index, rule)| (rule.id.as_str(), (index, rule)));
        Self {
            by_id: by_id.collect(),
        }
    }

    pub(crate) fn get(&self, id: &str) -> Option<&'a RuleSummary> {
        self.by_id.get(id).map(|(_, rule)| *rule)
    }

    /// The place of a rule in the report, by which the page links to it.
    pub(crate) fn place(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).map(|(place, _)| *place)
    }

    /// The title of a rule, or its id where the report does not describe it.
    pub(crate) fn title<'b>(&self, id: &'b str) -> &'b str
    where
        'a: 'b,
    {
        self.get(id).map_or(id, |rule| rule.title.as_str())
    }
}

/// The findings of one subject that belong to one family.
pub(crate) struct Group<'a> {
    /// The family, or the words for what stands outside the sum.
    pub(crate) name: &'a str,
    /// The sum before the cap, where the family has one.
    pub(crate) sum: f64,
    /// What of it counts.
    pub(crate) counted: f64,
    /// The findings, the heaviest first.
    pub(crate) findings: Vec<&'a Finding>,
    /// Whether the group takes part in the sum.
    pub(crate) in_sum: bool,
}

/// The name of the group of findings on the sanctions track.
pub(crate) const SANCTIONS: &str = "sanctions";

/// Findings by family in the order of the sum; then those outside the sum; then the sanctions track.
pub(crate) fn groups<'a>(subject: &'a SubjectReport, rules: &Rules<'a>) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = subject
        .families
        .iter()
        .map(|family| Group {
            name: &family.family,
            sum: family.sum,
            counted: family.counted,
            findings: Vec::new(),
            in_sum: true,
        })
        .collect();
    let mut apart = Vec::new();
    let mut sanctions = Vec::new();
    for finding in &subject.findings {
        let rule = rules.get(&finding.rule);
        let family = rule.map(|rule| rule.family.as_str());
        let in_sum = finding.counted != 0.0
            || rule.is_some_and(|rule| rule.track != SANCTIONS && counts(&rule.status));
        match groups
            .iter_mut()
            .find(|group| in_sum && Some(group.name) == family)
        {
            Some(group) => group.findings.push(finding),
            None if rule.is_some_and(|rule| rule.track == SANCTIONS) => sanctions.push(finding),
            None => apart.push(finding),
        }
    }
    groups.retain(|group| !group.findings.is_empty() || group.counted != 0.0);
    for (name, findings) in [("not counted", apart), ("sanctions track", sanctions)] {
        if !findings.is_empty() {
            let counted = findings.iter().map(|finding| finding.counted).sum();
            groups.push(Group {
                name,
                sum: counted,
                counted,
                findings,
                in_sum: false,
            });
        }
    }
    groups
}

/// Whether findings of a rule of that status take part in the sum.
pub(crate) fn counts(status: &str) -> bool {
    status == "stable"
}

/// The strongest reasons to look at a subject: matches on the sanctions track by their own weight,
/// all others by what counts of them.
pub(crate) fn strongest<'a>(
    subject: &'a SubjectReport,
    rules: &Rules<'_>,
    at_most: usize,
) -> Vec<&'a Finding> {
    let strength = |finding: &Finding| match rules.get(&finding.rule) {
        Some(rule) if rule.track == SANCTIONS => finding.weight.max(finding.counted),
        _ => finding.counted,
    };
    let mut findings: Vec<&Finding> = subject
        .findings
        .iter()
        .filter(|finding| strength(finding) > 0.0)
        .collect();
    // A stable sort: equals keep the order of the report.
    findings.sort_by(|a, b| {
        strength(b)
            .total_cmp(&strength(a))
            .then(b.weight.total_cmp(&a.weight))
    });
    findings.truncate(at_most);
    findings
}
