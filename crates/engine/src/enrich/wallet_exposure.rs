//! `wallet_exposure`: how near each wallet of a subject is to a listed wallet.

use std::collections::BTreeSet;

use bonafide_model::table::WalletExposure;
use bonafide_signals::wallet;
use datafusion::arrow::array::RecordBatch;

use super::{Derived, Surroundings, text_columns};
use crate::error::EngineError;
use crate::exposure::normal;
use crate::slice::Slice;

/// The wallets of the subjects of a slice: those that they gave, and those to which they were paid.
pub(super) fn wallets_of(slice: &Slice) -> BTreeSet<(u32, String)> {
    let mut wallets: BTreeSet<(u32, String)> = BTreeSet::new();
    for column in text_columns(slice, "identifier", "value") {
        let kind = column.beside("kind");
        column.each(|row, place, value| {
            if kind.at(row) == Some("wallet") {
                wallets.insert((place, normal(value)));
            }
        });
    }
    for column in text_columns(slice, "payout", "destination") {
        column.each(|_, place, value| {
            wallets.extend(wallet::detect(value).map(|wallet| (place, wallet.address)));
        });
    }
    wallets
}

pub(super) fn make(slice: &Slice, around: &Surroundings<'_>) -> Result<RecordBatch, EngineError> {
    let mut derived = Derived::new();
    for (place, wallet) in wallets_of(slice) {
        let mut row = WalletExposure {
            wallet: wallet.clone(),
            direction: Some("none".to_owned()),
            collectors: (!around.exposures.is_empty()).then_some(0),
            ..WalletExposure::default()
        };
        if let Some(listed) = around.lists.wallet(&wallet) {
            row.hops = Some(0);
            row.listed_wallet = Some(wallet.clone());
            row.entity = listed.entity.as_deref().map(str::to_owned);
            row.source = listed.source.as_deref().map(str::to_owned);
        }
        if let Some(exposure) = around.exposures.of(&wallet) {
            row.collectors = i64::try_from(around.exposures.collectors(exposure)).ok();
            if row.hops.is_none()
                && let Some(hops) = exposure.hops
            {
                row.hops = Some(i64::from(hops));
                row.direction = Some(if exposure.to_listed { "to" } else { "from" }.to_owned());
                row.share = exposure.share;
                row.listed_wallet = exposure.listed.clone();
                let listed = exposure
                    .listed
                    .as_deref()
                    .and_then(|wallet| around.lists.wallet(wallet));
                row.entity = listed.and_then(|listed| listed.entity.as_deref().map(str::to_owned));
                row.source = listed.and_then(|listed| listed.source.as_deref().map(str::to_owned));
            }
        }
        derived.push(place, row);
    }
    derived.batch(around.schemas)
}
