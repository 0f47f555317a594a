//! Numbers read in place from little-endian bytes. What is not there reads as nothing, so that no bytes, however
//! damaged, can make reading fail.

#[inline]
pub(super) fn one(record: &[u8], at: usize) -> u8 {
    record.get(at).copied().unwrap_or(0)
}

#[inline]
pub(super) fn four(record: &[u8], at: usize) -> u32 {
    record
        .get(at..)
        .and_then(<[u8]>::first_chunk)
        .map_or(0, |bytes| u32::from_le_bytes(*bytes))
}

#[inline]
pub(super) fn eight(record: &[u8], at: usize) -> u64 {
    record
        .get(at..)
        .and_then(<[u8]>::first_chunk)
        .map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

/// A number of a column; 0 where there is none.
#[inline]
pub(super) fn number(column: &[[u8; 4]], place: usize) -> u32 {
    column
        .get(place)
        .map_or(0, |bytes| u32::from_le_bytes(*bytes))
}

/// The part of a column between two neighbouring numbers of a column of beginnings.
#[inline]
pub(super) fn between<'a, T>(starts: &[[u8; 4]], place: usize, column: &'a [T]) -> &'a [T] {
    let (Some(from), Some(to)) = (starts.get(place), starts.get(place + 1)) else {
        return &[];
    };
    let (from, to) = (u32::from_le_bytes(*from), u32::from_le_bytes(*to));
    column.get(from as usize..to as usize).unwrap_or_default()
}

/// A part of a column.
#[inline]
pub(super) fn run<T>(column: &[T], from: u32, count: usize) -> &[T] {
    column
        .get(from as usize..)
        .and_then(|rest| rest.get(..count))
        .unwrap_or_default()
}

/// Looks at bytes that will be needed soon, so that the processor has them near by then: looking at many at once takes
/// hardly longer than looking at one.
#[inline]
pub(super) fn fetch(bytes: impl Iterator<Item = u8>) {
    std::hint::black_box(bytes.fold(0, |all, byte| all ^ byte));
}
