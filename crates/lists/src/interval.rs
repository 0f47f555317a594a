//! Sorted, flattened intervals of addresses, searched by bisection.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// An address as a number: `u32` for IPv4, `u128` for IPv6.
pub(crate) trait Address: Copy + Ord {
    /// The address after this one, if there is one.
    fn successor(self) -> Option<Self>;
    /// How far `end` lies behind `self`.
    fn distance(self, end: Self) -> u128;
}

impl Address for u32 {
    fn successor(self) -> Option<Self> {
        self.checked_add(1)
    }
    fn distance(self, end: Self) -> u128 {
        u128::from(end.saturating_sub(self))
    }
}

impl Address for u128 {
    fn successor(self) -> Option<Self> {
        self.checked_add(1)
    }
    fn distance(self, end: Self) -> u128 {
        end.saturating_sub(self)
    }
}

/// One interval with its value, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Interval<A> {
    pub(crate) start: A,
    pub(crate) end: A,
    pub(crate) value: u32,
}

/// The value of a segment that no interval covers.
const NOTHING: u32 = u32::MAX;

/// A function from addresses to small numbers, constant between sorted starting points.
#[derive(Debug, Clone)]
pub(crate) struct IntervalMap<A> {
    starts: Box<[A]>,
    values: Box<[u32]>,
}

impl<A: Address> IntervalMap<A> {
    /// Where intervals overlap the shortest wins, and of two equally short ones the later.
    pub(crate) fn most_specific(mut intervals: Vec<Interval<A>>) -> Self {
        // A stable sort keeps the order of the file among equals, which decides between them below.
        intervals.sort_by_key(|interval| interval.start);
        let mut points: Vec<A> = Vec::with_capacity(intervals.len().saturating_mul(2));
        for interval in &intervals {
            points.push(interval.start);
            points.extend(interval.end.successor());
        }
        points.sort_unstable();
        points.dedup();

        let mut segments = Segments::default();
        let mut covering = BinaryHeap::new();
        let mut next = 0;
        for point in points {
            while let Some(interval) = intervals.get(next).filter(|i| i.start <= point) {
                let length = interval.start.distance(interval.end);
                covering.push((Reverse(length), next, interval.end, interval.value));
                next += 1;
            }
            while covering.peek().is_some_and(|(_, _, end, _)| *end < point) {
                covering.pop();
            }
            let value = covering.peek().map_or(NOTHING, |(_, _, _, value)| *value);
            segments.begin(point, value);
        }
        segments.finish()
    }

    /// Where intervals overlap their values, taken as sets of bits, are united.
    pub(crate) fn united(intervals: &[Interval<A>]) -> Self {
        let mut events: Vec<(A, bool, u32)> = Vec::with_capacity(intervals.len() * 2);
        for interval in intervals {
            events.push((interval.start, true, interval.value));
            events.extend(
                interval
                    .end
                    .successor()
                    .map(|after| (after, false, interval.value)),
            );
        }
        events.sort_unstable_by_key(|event| event.0);

        let mut segments = Segments::default();
        let mut covering = [0_u32; 32];
        let mut events = events.into_iter().peekable();
        while let Some((point, begins, bits)) = events.next() {
            for (bit, count) in covering.iter_mut().enumerate() {
                if bits & (1 << bit) != 0 {
                    *count = if begins {
                        *count + 1
                    } else {
                        count.saturating_sub(1)
                    };
                }
            }
            if events.peek().is_some_and(|event| event.0 == point) {
                continue;
            }
            let union = covering
                .iter()
                .enumerate()
                .filter(|(_, count)| **count > 0)
                .fold(0_u32, |bits, (bit, _)| bits | 1 << bit);
            segments.begin(point, if union == 0 { NOTHING } else { union });
        }
        segments.finish()
    }

    /// The value at `address`.
    #[inline]
    pub(crate) fn get(&self, address: A) -> Option<u32> {
        let after = self.starts.partition_point(|start| *start <= address);
        let value = *self.values.get(after.checked_sub(1)?)?;
        (value != NOTHING).then_some(value)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }
}

/// Segments under construction; neighbours with one value become one.
struct Segments<A> {
    starts: Vec<A>,
    values: Vec<u32>,
}

impl<A> Default for Segments<A> {
    fn default() -> Self {
        Self {
            starts: Vec::new(),
            values: Vec::new(),
        }
    }
}

impl<A: Address> Segments<A> {
    fn begin(&mut self, start: A, value: u32) {
        if self.values.last().copied().unwrap_or(NOTHING) != value {
            self.starts.push(start);
            self.values.push(value);
        }
    }

    fn finish(self) -> IntervalMap<A> {
        IntervalMap {
            starts: self.starts.into(),
            values: self.values.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn intervals() -> impl Strategy<Value = Vec<Interval<u32>>> {
        let edge = prop_oneof![0..200_u32, (u32::MAX - 50)..=u32::MAX];
        let interval = (edge.clone(), edge, 0..6_u32).prop_map(|(a, b, value)| Interval {
            start: a.min(b),
            end: a.max(b),
            value,
        });
        proptest::collection::vec(interval, 0..40)
    }

    fn probes() -> impl Iterator<Item = u32> {
        (0..=205).chain((u32::MAX - 55)..=u32::MAX)
    }

    proptest! {
        #[test]
        fn bisection_equals_a_linear_scan_for_the_shortest(intervals in intervals()) {
            let map = IntervalMap::most_specific(intervals.clone());
            for address in probes() {
                let scan = intervals
                    .iter()
                    .enumerate()
                    .filter(|(_, i)| i.start <= address && address <= i.end)
                    // Rows with the same length are compared by where they start, then by row.
                    .min_by_key(|(row, i)| (i.end - i.start, Reverse(i.start), Reverse(*row)))
                    .map(|(_, i)| i.value);
                prop_assert_eq!(map.get(address), scan, "at {}", address);
            }
        }

        #[test]
        fn bisection_equals_a_linear_scan_for_the_union(intervals in intervals()) {
            let map = IntervalMap::united(&intervals);
            for address in probes() {
                let scan = intervals
                    .iter()
                    .filter(|i| i.start <= address && address <= i.end)
                    .fold(0, |bits, i| bits | i.value);
                prop_assert_eq!(map.get(address).unwrap_or(0), scan, "at {}", address);
            }
        }

        #[test]
        fn shuffled_rows_of_different_lengths_give_the_same_map(
            intervals in intervals(),
            probe in 0..205_u32,
        ) {
            let mut lengths = std::collections::HashSet::new();
            let distinct: Vec<_> =
                intervals.into_iter().filter(|i| lengths.insert(i.end - i.start)).collect();
            let reversed = distinct.iter().rev().copied().collect();
            let forwards = IntervalMap::most_specific(distinct);
            prop_assert_eq!(forwards.get(probe), IntervalMap::most_specific(reversed).get(probe));
        }
    }

    #[test]
    fn the_whole_address_space_is_one_segment() {
        let map = IntervalMap::most_specific(vec![Interval {
            start: 0,
            end: u128::MAX,
            value: 7,
        }]);
        assert_eq!(map.get(0), Some(7));
        assert_eq!(map.get(u128::MAX), Some(7));
        assert_eq!(map.starts.len(), 1);
    }
}
