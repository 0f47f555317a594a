//! Words and addresses that stand for a mail drop.

use crate::mail_drop::{MailDrop, normal_address};
use crate::table::{Layout, Tally, layout};
use crate::{About, ListError};

use super::boxed;

const VALUE: [&str; 4] = ["value", "keyword", "address", "name"];

pub(super) fn places(
    bytes: &[u8],
    about: &About,
    tally: &mut Tally,
) -> Result<Vec<MailDrop>, ListError> {
    let mut places = Vec::new();
    let class = about.attributes.class.as_deref();
    let list: std::sync::Arc<str> = about.name.as_str().into();
    let mut add = |value: &str,
                   is_address: bool,
                   class: Option<&str>,
                   source: Option<&str>,
                   note: Option<&str>| {
        let words = normal_address(value);
        if words.len() < 3 {
            return Err(format!("{value:?} is too short to tell an address by"));
        }
        places.push(MailDrop {
            value: words.into(),
            is_address,
            class: class.unwrap_or("mail_drop").into(),
            source: boxed(source.or(about.source.as_deref())),
            note: boxed(note),
            list: list.clone(),
        });
        Ok(())
    };
    match layout(about, bytes, &VALUE)? {
        Layout::Lines(lines) => {
            lines.each_value(tally, |value| add(value, false, class, None, None));
        }
        Layout::Table(table) => {
            let kind = table.column(&["kind", "match"]);
            let value = table.column(&VALUE);
            let values_are_addresses = !table.column(&["value", "keyword", "name"]).is_there();
            let class_column = table.column(&["class", "type", "category"]);
            let source = table.column(&["source", "reference"]);
            let note = table.column(&["note", "notes"]);
            table.each_row(tally, |row| {
                let is_address = match row.get(kind) {
                    "" => values_are_addresses,
                    "address" => true,
                    "keyword" => false,
                    other => return Err(format!("{other:?} is neither address nor keyword")),
                };
                let class = row.some(class_column).or(class);
                add(
                    row.get(value),
                    is_address,
                    class,
                    row.some(source),
                    row.some(note),
                )
            });
        }
    }
    Ok(places)
}
