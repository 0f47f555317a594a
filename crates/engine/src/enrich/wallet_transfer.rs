//! `wallet_transfer`: the transfers of the wallets of a subject.

use bonafide_model::Timestamp;
use bonafide_model::table::WalletTransfer;
use datafusion::arrow::array::RecordBatch;

use super::wallet_exposure::wallets_of;
use super::{Derived, Surroundings};
use crate::error::EngineError;
use crate::slice::Slice;

pub(super) fn make(slice: &Slice, around: &Surroundings<'_>) -> Result<RecordBatch, EngineError> {
    let mut derived = Derived::new();
    for (place, wallet) in wallets_of(slice) {
        for seen in around.exposures.flows().of_wallet(&wallet) {
            derived.push(
                place,
                WalletTransfer {
                    wallet: wallet.clone(),
                    other_wallet: Some(seen.other.to_owned()),
                    direction: Some(if seen.out { "out" } else { "in" }.to_owned()),
                    chain: seen.chain.map(str::to_owned),
                    asset: seen.asset.map(str::to_owned),
                    amount: seen.amount,
                    transferred_at: seen.at.map(Timestamp),
                    via: seen.via.map(str::to_owned),
                    to_label: seen.to_label.map(str::to_owned),
                    other_payers: i64::try_from(seen.partner.payers).ok(),
                    other_hold_hours: seen.partner.hold_hours,
                    other_converts: seen.partner.converts,
                    ..WalletTransfer::default()
                },
            );
        }
    }
    derived.batch(around.schemas)
}
