//! Lists over HTTP: limits on size and time, and "unchanged" instead of the same file again.

use std::io::Read;
use std::time::Duration;

use ureq::Agent;
use ureq::Body;
use ureq::http::Response;

use crate::ListError;

/// What a download may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DownloadLimits {
    /// The largest file, as sent, in bytes.
    pub bytes: u64,
    /// The longest time for the whole download.
    pub time: Duration,
    /// The longest time until the server is reached.
    pub connect: Duration,
}

impl Default for DownloadLimits {
    fn default() -> Self {
        Self {
            bytes: 512 << 20,
            time: Duration::from_secs(600),
            connect: Duration::from_secs(20),
        }
    }
}

/// What the server said of the file when it was last fetched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Validators {
    pub(crate) etag: Option<String>,
    pub(crate) last_modified: Option<String>,
}

pub(crate) enum Download {
    Unchanged,
    Fetched(Vec<u8>, Validators),
}

const REDIRECTS_FOLLOWED: u32 = 5;

pub(crate) fn is_url(origin: &str) -> bool {
    origin.contains("://")
}

/// Fetches `url`, unless the server says that the file is still the one with these validators.
pub(crate) fn fetch(
    list: &str,
    url: &str,
    known: &Validators,
    limits: &DownloadLimits,
) -> Result<Download, ListError> {
    let agent: Agent = Agent::config_builder()
        .timeout_global(Some(limits.time))
        .timeout_connect(Some(limits.connect))
        .http_status_as_error(false)
        // Followed below, where each hop's scheme is looked at.
        .max_redirects(0)
        .max_redirects_will_error(false)
        // The bytes are hashed as they are: no content coding on the way.
        .accept_encoding("identity")
        .user_agent(concat!("bonafide-lists/", env!("CARGO_PKG_VERSION")))
        .build()
        .into();
    let mut address = url.to_owned();
    for _ in 0..=REDIRECTS_FOLLOWED {
        check_scheme(&address)?;
        let response = ask(&agent, &address, known)?;
        match response.status().as_u16() {
            200 => return body(list, &address, response, limits),
            304 => return Ok(Download::Unchanged),
            301 | 302 | 303 | 307 | 308 => address = next_hop(&address, &response)?,
            status => {
                return Err(failed(
                    &address,
                    format!(
                        "the server answers with status {status}; check the address, or try again later"
                    ),
                ));
            }
        }
    }
    Err(failed(
        url,
        format!("it is redirected more than {REDIRECTS_FOLLOWED} times"),
    ))
}

fn ask(agent: &Agent, url: &str, known: &Validators) -> Result<Response<Body>, ListError> {
    let mut request = agent.get(url);
    if let Some(etag) = &known.etag {
        request = request.header("If-None-Match", etag);
    }
    if let Some(date) = &known.last_modified {
        request = request.header("If-Modified-Since", date);
    }
    request
        .call()
        .map_err(|error| failed(url, error.to_string()))
}

fn body(
    list: &str,
    url: &str,
    mut response: Response<Body>,
    limits: &DownloadLimits,
) -> Result<Download, ListError> {
    let header = |name: &str| {
        response
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned)
    };
    let announced: Option<u64> = header("content-length").and_then(|length| length.parse().ok());
    let validators = Validators {
        etag: header("etag"),
        last_modified: header("last-modified"),
    };
    let too_large = || ListError::TooLarge {
        list: list.to_owned(),
        limit: limits.bytes,
        stage: "as the server sends it",
    };
    if announced.is_some_and(|length| length > limits.bytes) {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    response
        .body_mut()
        .as_reader()
        .take(limits.bytes.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| {
            failed(
                url,
                format!("the file breaks off after {} bytes ({error})", bytes.len()),
            )
        })?;
    if bytes.len() as u64 > limits.bytes {
        return Err(too_large());
    }
    if let Some(length) = announced.filter(|length| *length != bytes.len() as u64) {
        return Err(failed(
            url,
            format!(
                "the file breaks off: {} of {length} bytes arrived",
                bytes.len()
            ),
        ));
    }
    Ok(Download::Fetched(bytes, validators))
}

fn check_scheme(url: &str) -> Result<(), ListError> {
    let scheme = url
        .split("://")
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    if scheme == "http" || scheme == "https" {
        Ok(())
    } else {
        Err(failed(
            url,
            "only http and https addresses are fetched".to_owned(),
        ))
    }
}

fn next_hop(from: &str, response: &Response<Body>) -> Result<String, ListError> {
    let target = response
        .headers()
        .get("location")
        .and_then(|value| value.to_str().ok())
        .map(str::trim)
        .filter(|target| !target.is_empty())
        .ok_or_else(|| failed(from, "it is redirected to nowhere".to_owned()))?;
    let (scheme, rest) = from.split_once("://").unwrap_or(("http", from));
    let next = if target.contains("://") {
        target.to_owned()
    } else if let Some(host) = target.strip_prefix("//") {
        format!("{scheme}://{host}")
    } else if target.starts_with('/') {
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        format!("{scheme}://{authority}{target}")
    } else if target
        .split('/')
        .next()
        .is_some_and(|first| first.contains(':'))
    {
        // `file:…`, `data:…`: refused like any foreign scheme.
        return Err(failed(
            from,
            format!("it is redirected to {target}, and only http and https addresses are fetched"),
        ));
    } else {
        let path = rest.split(['?', '#']).next().unwrap_or_default();
        let folder = path.rsplit_once('/').map_or(path, |(folder, _)| folder);
        format!("{scheme}://{folder}/{target}")
    };
    check_scheme(&next)?;
    let is_downgrade =
        scheme.eq_ignore_ascii_case("https") && !next.to_ascii_lowercase().starts_with("https://");
    if is_downgrade {
        return Err(failed(
            from,
            format!("it is redirected to {next}, from an encrypted to a plain connection"),
        ));
    }
    Ok(next)
}

fn failed(url: &str, problem: String) -> ListError {
    ListError::Download {
        url: url.to_owned(),
        problem,
    }
}
