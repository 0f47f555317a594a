//! Who uses a machine side by side, and through whose hands it only passes.
//!
//! One hand that runs several accounts on a machine leaves it at each of them on many days, by turns or at the same time. A
//! machine that is sold on, lent, mended or stood on a counter is at one account, then at another, and does not come back;
//! or it was there on one day alone. Dealers in used computers hang together by such machines, without end, though no
//! two of them ever met. So the two are weighed apart: what was used side by side as ever, what passed as
//! [`crate::weight`] says, from how often those who had it are tied by something else.
//!
//! Both are told by the first and last day at each account. Where a day is not known, nothing speaks against use side by
//! side.

use crate::index::{Holder, Row, holders_of};
use crate::kind::TieKind;

const DAY: i64 = 86_400;

/// Whether things of that kind are looked at for how they were used. Numbers are given out again as well, but records mostly
/// say on which day a number was told, and not from when to when it was in use.
pub(crate) fn are_told(kind: TieKind) -> bool {
    kind == TieKind::Device
}

/// Gives those who used a machine side by side, party by party, and all who had it if they are no such party. `rows` are in the
/// order of subjects.
pub(crate) fn parties(rows: &[Row], mut each: impl FnMut(bool, &[Holder])) {
    let all: Vec<Holder> = holders_of(rows).collect();
    if all.len() < 2 {
        return;
    }
    let mut steady: Vec<(i64, i64, Holder)> = Vec::new();
    for (of_one, holder) in rows.chunk_by(|a, b| a.subject == b.subject).zip(&all) {
        let last = of_one.iter().filter_map(|row| row.last).max();
        let (Some(first), Some(last)) = (holder.first, last) else {
            each(false, &all);
            return;
        };
        if first.div_euclid(DAY) != last.div_euclid(DAY) {
            steady.push((first, last, *holder));
        }
    }
    steady.sort_unstable_by_key(|&(first, last, holder)| (first, last, holder.subject));
    let mut party: Vec<Holder> = Vec::new();
    let mut until = i64::MIN;
    let mut is_whole = false;
    let mut tell = |party: &mut Vec<Holder>| {
        if party.len() > 1 {
            party.sort_unstable_by_key(|holder| holder.subject);
            is_whole |= party.len() == all.len();
            each(false, party);
        }
        party.clear();
    };
    for (first, last, holder) in steady {
        if first > until {
            tell(&mut party);
        }
        until = until.max(last);
        party.push(holder);
    }
    tell(&mut party);
    if !is_whole {
        each(true, &all);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn used(days: &[(u32, i64, i64)]) -> Vec<(bool, Vec<u32>)> {
        let rows: Vec<Row> = days
            .iter()
            .map(|&(subject, first, last)| Row {
                value: 1,
                subject,
                kind: TieKind::Device,
                first: Some(first * DAY),
                last: Some(last * DAY),
            })
            .collect();
        let mut told = Vec::new();
        parties(&rows, |in_passing, holders| {
            told.push((in_passing, holders.iter().map(|one| one.subject).collect()));
        });
        told
    }

    #[test]
    fn accounts_that_take_turns_use_it_side_by_side() {
        assert_eq!(
            used(&[(1, 0, 9), (2, 5, 30), (3, 20, 40)]),
            [(false, vec![1, 2, 3])]
        );
        // Away and back again.
        assert_eq!(
            used(&[(1, 0, 1), (1, 20, 21), (2, 5, 9)]),
            [(false, vec![1, 2])]
        );
    }

    #[test]
    fn what_was_sold_on_passed() {
        assert_eq!(used(&[(1, 0, 9), (2, 10, 30)]), [(true, vec![1, 2])]);
        assert_eq!(used(&[(1, 0, 9), (2, 4, 4)]), [(true, vec![1, 2])]);
    }

    #[test]
    fn a_crew_stays_a_crew_when_its_machine_is_sold() {
        assert_eq!(
            used(&[(1, 0, 9), (2, 5, 30), (3, 50, 90), (4, 7, 7)]),
            [(false, vec![1, 2]), (true, vec![1, 2, 3, 4])]
        );
    }

    #[test]
    fn without_days_nothing_is_held_against_it() {
        let row = |subject, first| Row {
            value: 1,
            subject,
            kind: TieKind::Device,
            first,
            last: first,
        };
        let mut told = Vec::new();
        parties(&[row(1, None), row(2, Some(0))], |in_passing, holders| {
            told.push((in_passing, holders.len()));
        });
        assert_eq!(told, [(false, 2)]);
    }
}
