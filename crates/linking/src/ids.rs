//! Ids of groups, from content.

use crate::index::hash;
use crate::sighting::SubjectFacts;

/// The id of a group whose earliest member is that subject: it stays while the group grows by later members, the
/// older of two groups that merge keeps its own, and no two groups have one id, since no subject is in two.
pub(crate) fn group_id(earliest: &SubjectFacts) -> String {
    const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let hash = hash(earliest.id.as_bytes());
    let mut id = String::from("g");
    id.extend(
        (0..12)
            .rev()
            .map(|place| char::from(LETTERS[(hash >> (5 * place)) as usize & 31])),
    );
    id
}

/// The earliest of some subjects: by the day since when it is there (unknown days last), then by id.
pub(crate) fn earliest<'a>(
    members: impl Iterator<Item = &'a SubjectFacts>,
) -> Option<&'a SubjectFacts> {
    members.min_by(|x, y| {
        let key = |facts: &SubjectFacts| facts.since.unwrap_or(i64::MAX);
        key(x).cmp(&key(y)).then_with(|| x.id.cmp(&y.id))
    })
}
