//! Functions on clocks and places.

use bonafide_signals::{clock, geo};
use datafusion::arrow::array::Array;
use datafusion::arrow::datatypes::{DataType, TimeUnit};
use datafusion::logical_expr::ScalarUDF;

use super::adapter::{
    PureFunction, at, instant, integer, integer_at, integers, real, reals, second_at, text, truths,
};

fn instant_type() -> DataType {
    DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()))
}

pub(super) fn functions() -> Vec<ScalarUDF> {
    vec![
        offset_fits(),
        offset_hours_apart(),
        local_hour(),
        working_hour(),
        distance_km(),
    ]
}

/// `offset_fits(country, utc_offset_minutes, at)`: whether some zone of the country uses the offset
/// on that date; null for an unknown country.
fn offset_fits() -> ScalarUDF {
    PureFunction::build(
        "offset_fits",
        vec![DataType::Utf8View, DataType::Int64, instant_type()],
        DataType::Boolean,
        "",
        |arguments| {
            let (countries, offsets, instants) = (
                text(arguments, 0)?,
                integer(arguments, 1)?,
                instant(arguments, 2)?,
            );
            Ok(truths(countries.len(), |row| {
                let minutes = i32::try_from(integer_at(offsets, row)?).ok()?;
                clock::offset_fits(at(countries, row)?, minutes, second_at(instants, row)?)
            }))
        },
    )
}

/// `offset_hours_apart(country, utc_offset_minutes, at)`: hours between the offset and the nearest
/// offset that the country uses on that date; null for an unknown country.
fn offset_hours_apart() -> ScalarUDF {
    PureFunction::build(
        "offset_hours_apart",
        vec![DataType::Utf8View, DataType::Int64, instant_type()],
        DataType::Float64,
        "",
        |arguments| {
            let (countries, offsets, instants) = (
                text(arguments, 0)?,
                integer(arguments, 1)?,
                instant(arguments, 2)?,
            );
            Ok(reals(countries.len(), |row| {
                let minutes = i32::try_from(integer_at(offsets, row)?).ok()?;
                clock::hours_apart(at(countries, row)?, minutes, second_at(instants, row)?)
            }))
        },
    )
}

/// `local_hour(zone_or_country, at)`: hour of the day there, from 0 to 23; null where a country has
/// several zones that disagree or the place is unknown.
fn local_hour() -> ScalarUDF {
    PureFunction::build(
        "local_hour",
        vec![DataType::Utf8View, instant_type()],
        DataType::Int64,
        "",
        |arguments| {
            let (places, instants) = (text(arguments, 0)?, instant(arguments, 1)?);
            Ok(integers(places.len(), |row| {
                clock::local_hour(at(places, row)?, second_at(instants, row)?).map(i64::from)
            }))
        },
    )
}

/// `working_hour(zone_or_country, at)`: whether that is a usual working hour there.
fn working_hour() -> ScalarUDF {
    PureFunction::build(
        "working_hour",
        vec![DataType::Utf8View, instant_type()],
        DataType::Boolean,
        "",
        |arguments| {
            let (places, instants) = (text(arguments, 0)?, instant(arguments, 1)?);
            Ok(truths(places.len(), |row| {
                clock::is_working_hour(at(places, row)?, second_at(instants, row)?)
            }))
        },
    )
}

/// `distance_km(latitude1, longitude1, latitude2, longitude2)`: geodesic distance in kilometres.
fn distance_km() -> ScalarUDF {
    PureFunction::build(
        "distance_km",
        vec![DataType::Float64; 4],
        DataType::Float64,
        "",
        |arguments| {
            let columns = [
                real(arguments, 0)?,
                real(arguments, 1)?,
                real(arguments, 2)?,
                real(arguments, 3)?,
            ];
            Ok(reals(columns[0].len(), |row| {
                if columns.iter().any(|column| column.is_null(row)) {
                    return None;
                }
                let [lat1, lon1, lat2, lon2] = columns.map(|column| column.value(row));
                geo::distance_km(lat1, lon1, lat2, lon2)
            }))
        },
    )
}
