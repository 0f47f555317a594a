//! The wallet addresses that OFAC has published are told by chain, where the shared data lie beside the repository.

use std::path::PathBuf;

use bonafide_signals::wallet;

#[test]
fn published_addresses_pass_the_checks_of_their_chain() {
    let shared = std::env::var_os("BONAFIDE_SHARED")
        .map(PathBuf::from)
        .unwrap_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")));
    let path = shared.join("data/wallets/ofac_digital_currency_addresses.csv");
    let Ok(list) = std::fs::read_to_string(&path) else {
        eprintln!(
            "SKIPPED: {} cannot be read; set BONAFIDE_SHARED to the folder with the shared data",
            path.display()
        );
        return;
    };
    let (mut right, mut wrong) = (0, Vec::new());
    for line in list.lines().skip(1) {
        let mut cells = line.split(',');
        let (Some(address), Some(currency)) = (cells.next(), cells.next()) else {
            continue;
        };
        let chain = match currency {
            "XBT" => "bitcoin",
            "ETH" => "ethereum",
            "TRX" => "tron",
            "LTC" => "litecoin",
            "SOL" => "solana",
            "XRP" => "xrp",
            "XMR" => "monero",
            _ => continue,
        };
        match wallet::detect(address) {
            Some(wallet) if wallet.chain.as_str() == chain => right += 1,
            other => wrong.push(format!("{currency} {address}: {other:?}")),
        }
    }
    eprintln!("{right} right, {} wrong", wrong.len());
    assert!(right > 500, "only {right} addresses were told: {wrong:#?}");
    // The list holds a few slips of its own (an address filed under another currency).
    assert!(wrong.len() * 100 <= right, "{wrong:#?}");
}
