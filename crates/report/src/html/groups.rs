//! The part of the page about groups.

use std::collections::BTreeMap;

use bonafide_model::report::{GroupMemberReport, GroupReport, GroupTie, Report};

use super::group_picture::{LINES, class_of, picture};
use super::svg::Svg;
use crate::number;

/// Groups with a picture; the others stand in `group_fact.parquet`.
const PICTURED: usize = 50;
/// Ties that a table shows; the picture has more.
const TIES: usize = 40;

/// One group with what the page makes of it.
pub(crate) struct GroupView<'a> {
    pub(crate) group: &'a GroupReport,
    pub(crate) place: usize,
    pub(crate) size: String,
    pub(crate) linked: String,
    pub(crate) operation: String,
    pub(crate) picture: Svg,
    /// The lines that occur in the picture: class and what it stands for.
    pub(crate) lines: Vec<(&'static str, &'static str)>,
    pub(crate) members: Vec<MemberView<'a>>,
    pub(crate) ties: Vec<TieView<'a>>,
    pub(crate) more_ties: Option<String>,
    /// Members that are not shown.
    pub(crate) more: Option<String>,
}

pub(crate) struct MemberView<'a> {
    pub(crate) member: &'a GroupMemberReport,
    pub(crate) number: usize,
    pub(crate) outcome: &'static str,
    /// The subject's place on the page, where it is shown.
    pub(crate) subject_place: Option<usize>,
}

pub(crate) struct TieView<'a> {
    pub(crate) tie: &'a GroupTie,
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) weight: String,
}

/// The groups that are shown.
pub(crate) fn groups(report: &Report) -> Vec<GroupView<'_>> {
    let places: BTreeMap<&str, usize> = report
        .subjects
        .iter()
        .enumerate()
        .map(|(place, subject)| (subject.subject_id.as_str(), place + 1))
        .collect();
    report
        .groups
        .iter()
        .take(PICTURED)
        .enumerate()
        .map(|(place, group)| GroupView {
            group,
            place: place + 1,
            size: number::count(group.size),
            linked: format!("{:.2}", group.linked),
            operation: format!("{:.2}", group.operation),
            picture: picture(group),
            lines: LINES
                .into_iter()
                .filter(|(class, _)| group.ties.iter().any(|tie| class_of(&tie.kind) == *class))
                .collect(),
            members: group
                .members
                .iter()
                .enumerate()
                .map(|(place, member)| MemberView {
                    member,
                    number: place + 1,
                    outcome: match member.is_earlier {
                        true => "not screened in this run",
                        false => member.outcome.word(),
                    },
                    subject_place: places.get(member.subject_id.as_str()).copied(),
                })
                .collect(),
            ties: group
                .ties
                .iter()
                .take(TIES)
                .map(|tie| TieView {
                    tie,
                    a: tie.a.saturating_add(1),
                    b: tie.b.saturating_add(1),
                    weight: number::signed(tie.weight),
                })
                .collect(),
            more_ties: (group.ties.len() > TIES)
                .then(|| number::count((group.ties.len() - TIES) as u64)),
            more: (group.size > group.members.len() as u64)
                .then(|| number::count(group.size - group.members.len() as u64)),
        })
        .collect()
}
