//! Functions that look a value up in the lists of the session.

use std::sync::Arc;

use bonafide_lists::{Lists, PeripheralQuery};
use datafusion::arrow::array::Array;
use datafusion::arrow::datatypes::DataType;
use datafusion::logical_expr::ScalarUDF;
use sha2::{Digest, Sha256};

use crate::pack::hex;

use super::adapter::{PureFunction, at, text, texts};

const TEXT: DataType = DataType::Utf8View;

pub(super) fn functions(lists: &Arc<Lists>) -> Vec<ScalarUDF> {
    vec![
        of_text("remote_tool", lists, |lists, value| {
            let tool = lists
                .remote_tool_by_process(value)
                .or_else(|| lists.remote_tool_by_product(value));
            tool.map(|tool| tool.name.to_string())
        }),
        of_text("remote_tool_domain", lists, |lists, value| {
            lists
                .remote_tool_by_domain(value)
                .map(|tool| tool.name.to_string())
        }),
        of_text("service_class", lists, |lists, value| {
            service_class(lists, value)
        }),
        of_text("mail_drop_class", lists, |lists, value| {
            lists.mail_drop(value).map(|place| place.class.to_string())
        }),
        peripheral_class(lists),
    ]
}

fn of_text(
    name: &'static str,
    lists: &Arc<Lists>,
    value: fn(&Lists, &str) -> Option<String>,
) -> ScalarUDF {
    let known = Arc::clone(lists);
    PureFunction::build(name, vec![TEXT], TEXT, &digest(lists), move |arguments| {
        let column = text(arguments, 0)?;
        Ok(texts(column.len(), |row| value(&known, at(column, row)?)))
    })
}

/// `service_class(domain)`: what a known web service is for, by the domain or one above it.
fn service_class(lists: &Lists, domain: &str) -> Option<String> {
    let domain = domain.trim().trim_end_matches('.').to_ascii_lowercase();
    let mut rest = domain.as_str();
    loop {
        if let Some(service) = lists.watched("web_service", rest) {
            return service.tier.as_deref().map(|class| class.replace('_', "-"));
        }
        rest = rest.split_once('.')?.1;
    }
}

/// `peripheral_class(vendor_id, product_id, manufacturer, product, serial)`: the class of a listed
/// peripheral, such as `ip-kvm`; null for one that no list holds.
fn peripheral_class(lists: &Arc<Lists>) -> ScalarUDF {
    let known = Arc::clone(lists);
    PureFunction::build(
        "peripheral_class",
        vec![TEXT; 5],
        TEXT,
        &digest(lists),
        move |arguments| {
            let columns = [
                text(arguments, 0)?,
                text(arguments, 1)?,
                text(arguments, 2)?,
                text(arguments, 3)?,
                text(arguments, 4)?,
            ];
            Ok(texts(columns[0].len(), |row| {
                let [vendor, product_id, manufacturer, product, serial] =
                    columns.map(|column| at(column, row));
                let query = PeripheralQuery {
                    vid: vendor,
                    pid: product_id,
                    manufacturer,
                    product,
                    serial,
                    ..PeripheralQuery::default()
                };
                let found = known.peripheral(&query)?;
                // A weak match is shared with phones and developer boards: it tells nothing.
                let tells = found.is_exact() || &*found.strength == "medium";
                tells.then(|| found.class.replace('_', "-"))
            }))
        },
    )
}

/// One hash over the hashes of all lists: functions over lists of the same content are equal.
pub(crate) fn digest(lists: &Lists) -> String {
    let mut hasher = Sha256::new();
    for list in lists.hashes() {
        hasher.update(list.sha256.as_bytes());
        hasher.update([0]);
    }
    hex(&hasher.finalize())
}
