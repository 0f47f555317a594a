//! What several test files need.

#![allow(dead_code, reason = "each test file uses its own part of this one")]

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use bonafide_lists::{About, Kind, ListError, Lists, Parsed, ReadLimits, parse};

/// A folder of the shared data, or a loud line that the test is skipped.
pub(crate) fn shared(folder: &str) -> Option<PathBuf> {
    let shared = std::env::var_os("BONAFIDE_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    let path = shared.join("data").join(folder);
    if path.is_dir() {
        return Some(path);
    }
    eprintln!(
        "SKIPPED: no shared data at {}; set BONAFIDE_SHARED",
        path.display()
    );
    None
}

pub(crate) fn about(kind: Kind) -> About {
    About::new("test", kind)
}

pub(crate) fn read(text: &str, about: About) -> Result<Parsed, ListError> {
    parse(text.as_bytes(), about, ReadLimits::default())
}

/// Lists of nothing but these texts.
pub(crate) fn only(lists: &[(&str, About)]) -> Arc<Lists> {
    let parsed = lists.iter().map(|(text, about)| {
        let parsed = read(text, about.clone()).expect("the list of the test is well formed");
        (parsed, "0".repeat(64))
    });
    Lists::only(parsed.collect())
}

/// Serves one canned answer for each connection, in order, and hands back the requests.
pub(crate) fn serve(answers: Vec<Vec<u8>>) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port on loopback");
    let address = listener
        .local_addr()
        .expect("a bound listener has an address");
    let (sender, requests) = channel();
    thread::spawn(move || {
        for answer in answers {
            let Ok((mut stream, _)) = listener.accept() else {
                return;
            };
            let mut request = String::new();
            let mut reader = BufReader::new(stream.try_clone().expect("a socket can be cloned"));
            while reader.read_line(&mut request).is_ok_and(|n| n > 2) {}
            let _ = sender.send(request);
            let _ = stream.write_all(&answer);
            let _ = stream.flush();
        }
    });
    (format!("http://{address}"), requests)
}

/// An answer with a status line, headers and a body whose length is told truly.
pub(crate) fn answer(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let mut bytes = format!(
        "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n",
        body.len()
    )
    .into_bytes();
    bytes.extend_from_slice(body);
    bytes
}
