//! Functions on names, addresses, domains, handles and technologies.

use std::collections::HashMap;

use bonafide_signals::{address, document_number, email, handle, name, technology, text as words};
use datafusion::arrow::array::{Array, StringViewArray};
use datafusion::arrow::datatypes::DataType;
use datafusion::logical_expr::ScalarUDF;

use super::adapter::{PureFunction, at, days, integers, reals, text, texts, truths};

const TEXT: DataType = DataType::Utf8View;

pub(super) fn functions() -> Vec<ScalarUDF> {
    vec![
        of_two_texts_real("name_similarity", name::similarity),
        of_two_texts_truth("same_name", name::same_person_plausible),
        of_two_texts_truth("lookalike_domain", |a, b| {
            words::looks_like_domain(a, b).is_some()
        }),
        edit_distance(),
        of_text("email_domain", |value| {
            email::normalise(value).map(|email| email.domain)
        }),
        of_text("handle_stem", handle::stem),
        of_text("address_key", |value| {
            Some(address::normalise(value)).filter(|key| !key.is_empty())
        }),
        of_text("document_key", |value| {
            document_number::normalise(None, value)
        }),
        first_release(),
    ]
}

fn of_text(
    name: &'static str,
    value: impl Fn(&str) -> Option<String> + Send + Sync + 'static,
) -> ScalarUDF {
    PureFunction::build(name, vec![TEXT], TEXT, "", move |arguments| {
        let column = text(arguments, 0)?;
        Ok(texts(column.len(), |row| value(at(column, row)?)))
    })
}

fn of_two_texts_real(name: &'static str, value: fn(&str, &str) -> f64) -> ScalarUDF {
    PureFunction::build(
        name,
        vec![TEXT; 2],
        DataType::Float64,
        "",
        move |arguments| {
            let values = of_pairs(text(arguments, 0)?, text(arguments, 1)?, value);
            Ok(reals(values.len(), |row| values[row]))
        },
    )
}

fn of_two_texts_truth(name: &'static str, value: fn(&str, &str) -> bool) -> ScalarUDF {
    PureFunction::build(
        name,
        vec![TEXT; 2],
        DataType::Boolean,
        "",
        move |arguments| {
            let values = of_pairs(text(arguments, 0)?, text(arguments, 1)?, value);
            Ok(truths(values.len(), |row| values[row]))
        },
    )
}

/// The value of each row's two texts, worked out once for equal pairs: a subject's payouts, commits
/// and profiles name the same two people again and again.
fn of_pairs<T: Copy>(
    left: &StringViewArray,
    right: &StringViewArray,
    value: fn(&str, &str) -> T,
) -> Vec<Option<T>> {
    let mut known: HashMap<(&str, &str), T> = HashMap::new();
    left.iter()
        .zip(right)
        .map(|pair| {
            let (Some(left), Some(right)) = pair else {
                return None;
            };
            Some(
                *known
                    .entry((left, right))
                    .or_insert_with(|| value(left, right)),
            )
        })
        .collect()
}

/// `edit_distance(a, b)`: insertions, deletions and substitutions between two texts.
fn edit_distance() -> ScalarUDF {
    PureFunction::build(
        "edit_distance",
        vec![TEXT; 2],
        DataType::Int64,
        "",
        |arguments| {
            let (left, right) = (text(arguments, 0)?, text(arguments, 1)?);
            Ok(integers(left.len(), |row| {
                i64::try_from(words::edit_distance(at(left, row)?, at(right, row)?)).ok()
            }))
        },
    )
}

/// `first_release(technology)`: first day of the month of the first public release; null for a
/// technology that the table does not know.
fn first_release() -> ScalarUDF {
    PureFunction::build(
        "first_release",
        vec![TEXT],
        DataType::Date32,
        "",
        |arguments| {
            let names = text(arguments, 0)?;
            Ok(days(names.len(), |row| {
                let released = technology::first_release(at(names, row)?)?;
                let first = jiff::civil::Date::new(released.year, released.month, 1);
                let since = jiff::civil::date(1970, 1, 1).until(first.ok()?).ok()?;
                Some(since.get_days())
            }))
        },
    )
}
