//! Analyses the names of a long list in several threads, and hands them on in their order.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use super::Entry;
use crate::name::Name;

/// So many names are handed over at once.
const AT_ONCE: usize = 512;
/// Portions that wait for one helper, or for being fetched from it.
const WAITING: usize = 2;
/// One thread puts together what three can analyse.
const MOST_HELPERS: usize = 3;

type Portion = Vec<(Entry, Name)>;

/// A thread that analyses: what is sent to it, and what it hands back in the same order.
struct Helper {
    entries: SyncSender<Vec<Entry>>,
    names: Receiver<Portion>,
}

/// Calls `then` with each entry and its name, analysed, in the order of the entries.
pub(super) fn analysed(entries: impl Iterator<Item = Entry>, mut then: impl FnMut(Entry, Name)) {
    let mut entries = entries.fuse();
    let mut portion = || -> Vec<Entry> { entries.by_ref().take(AT_ONCE).collect() };
    let first = portion();
    let processors = || std::thread::available_parallelism().map_or(1, |count| count.get());
    // A short list is done before a thread has begun.
    let helpers = if first.len() < AT_ONCE {
        0
    } else {
        (processors() - 1).min(MOST_HELPERS)
    };
    std::thread::scope(|scope| {
        let begin = || -> Option<Helper> {
            let (entries, to_analyse) = sync_channel::<Vec<Entry>>(WAITING);
            let (to_fetch, names) = sync_channel(WAITING);
            let work = move || {
                for portion in to_analyse {
                    if to_fetch.send(analyse(portion)).is_err() {
                        return;
                    }
                }
            };
            let thread = std::thread::Builder::new().name("names-analyse".to_owned());
            thread.spawn_scoped(scope, work).ok()?;
            Some(Helper { entries, names })
        };
        // A system that gives no more threads gets the work done by this one.
        let helpers: Vec<Helper> = (0..helpers).map_while(|_| begin()).collect();
        if helpers.is_empty() {
            let mut portions = std::iter::once(first).chain(std::iter::repeat_with(portion));
            while let Some(portion) = portions.next().filter(|portion| !portion.is_empty()) {
                hand_on(analyse(portion), &mut then);
            }
            return;
        }
        let mut waiting = Some(first);
        let (mut sent, mut fetched) = (0, 0);
        loop {
            // Each helper has something to do and something that waits, and no more.
            while let Some(portion_to_send) =
                waiting.take_if(|_| sent - fetched < helpers.len() * WAITING)
            {
                if portion_to_send.is_empty() {
                    break;
                }
                if let Err(refused) = helpers[sent % helpers.len()].entries.send(portion_to_send) {
                    unreachable!(
                        "a thread that analyses ended with {} names left",
                        refused.0.len()
                    );
                }
                sent += 1;
                waiting = Some(portion());
            }
            if sent == fetched {
                return;
            }
            let names = helpers[fetched % helpers.len()].names.recv();
            hand_on(
                names.unwrap_or_else(|_| unreachable!("a thread that analyses ended early")),
                &mut then,
            );
            fetched += 1;
        }
    });
}

fn analyse(portion: Vec<Entry>) -> Portion {
    let name = |entry: &Entry| Name::analyse(&entry.text, entry.schema);
    portion
        .into_iter()
        .map(|entry| {
            let name = name(&entry);
            (entry, name)
        })
        .collect()
}

fn hand_on(portion: Portion, then: &mut impl FnMut(Entry, Name)) {
    for (entry, name) in portion {
        then(entry, name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Schema, Strength};

    #[test]
    fn names_come_in_the_order_of_their_entries() {
        for count in [0, 1, AT_ONCE, 20 * AT_ONCE + 3] {
            let entries = (0..count as u32).map(|party| Entry {
                text: format!("Ivan Number{party}"),
                schema: Schema::Person,
                party,
                strength: Strength::Strong,
            });
            let mut seen = 0;
            analysed(entries, |entry, name| {
                assert_eq!(entry.party, seen);
                assert_eq!(name.text(), entry.text);
                seen += 1;
            });
            assert_eq!(seen as usize, count);
        }
    }
}
