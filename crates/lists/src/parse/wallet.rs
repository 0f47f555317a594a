//! Digital-currency addresses.

use std::sync::Arc;

use crate::table::{Layout, Tally, layout};
use crate::wallet::{Wallet, chain_name, chain_of, normal_wallet};
use crate::{About, ListError};

use super::boxed;

const ADDRESS: [&str; 4] = [
    "address",
    "wallet",
    "wallet_address",
    "digital_currency_address",
];

pub(super) fn addresses(
    bytes: &[u8],
    about: &About,
    tally: &mut Tally,
) -> Result<Vec<Wallet>, ListError> {
    let mut wallets = Vec::new();
    let list: Arc<str> = about.name.as_str().into();
    let programme: Option<Box<str>> = boxed(about.attributes.programme.as_deref());
    let plain = |text: &str| -> Result<Wallet, String> {
        let address = normal_wallet(text)
            .ok_or_else(|| format!("{text:?} is no digital-currency address"))?;
        Ok(Wallet {
            chain: boxed(chain_of(&address)),
            address: address.into(),
            entity: None,
            programme: programme.clone(),
            source: boxed(about.source.as_deref()),
            date: None,
            list: list.clone(),
            listing: None,
        })
    };
    match layout(about, bytes, &ADDRESS)? {
        Layout::Lines(lines) => lines.each_value(tally, |value| {
            wallets.push(plain(value)?);
            Ok(())
        }),
        Layout::Table(table) => {
            let address = table.column(&ADDRESS);
            let chain = table.column(&["chain", "currency", "asset", "network"]);
            let entity = table.column(&["entity", "label", "name", "owner"]);
            let programme = table.column(&["program", "programme"]);
            let source = table.column(&["source", "reference"]);
            let date = table.column(&["listed", "date", "listed_on"]);
            table.each_row(tally, |row| {
                let mut wallet = plain(row.get(address))?;
                if let Some(chain) = row.some(chain) {
                    wallet.chain = Some(chain_name(chain).into());
                }
                wallet.entity = boxed(row.some(entity));
                wallet.programme = boxed(row.some(programme)).or(wallet.programme);
                wallet.source = boxed(row.some(source)).or(wallet.source);
                wallet.date = boxed(row.some(date));
                wallets.push(wallet);
                Ok(())
            });
        }
    }
    Ok(wallets)
}
