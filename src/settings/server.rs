//! Addresses, as far as it matters whom a key is sent to.

use std::net::IpAddr;

/// OpenAI's own server.
pub(super) const OPENAI: &str = "https://api.openai.com";

/// The address with a scheme: `http` for this machine and its network, `https` elsewhere.
pub(super) fn with_scheme(address: &str) -> String {
    let address = address.trim();
    if address.contains("://") {
        return address.to_owned();
    }
    let authority = authority(address);
    let host = match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(rest),
        None => authority.split(':').next().unwrap_or(authority),
    };
    let near = host.parse::<IpAddr>().is_ok() || !host.contains('.') || host.ends_with(".local");
    format!("{}://{address}", if near { "http" } else { "https" })
}

/// Scheme, host and port: who is spoken to. Whatever looks different is different.
pub(super) fn server(address: &str) -> String {
    let address = with_scheme(address).to_ascii_lowercase();
    let (scheme, rest) = address.split_once("://").unwrap_or(("https", &address));
    let authority = authority(rest);
    let usual = match scheme {
        "https" => ":443",
        "http" => ":80",
        _ => "",
    };
    format!("{scheme}://{}", authority.strip_suffix(usual).unwrap_or(authority))
}

/// The host alone, in lower case.
pub(super) fn host(address: &str) -> String {
    let server = server(address);
    let authority = server.split_once("://").map_or(server.as_str(), |(_, rest)| rest);
    let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    match authority.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or(v6).to_owned(),
        None => authority.split(':').next().unwrap_or(authority).to_owned(),
    }
}

/// Whether this is this very machine.
pub(super) fn is_loopback(address: &str) -> bool {
    let host = host(address);
    let named = host == "localhost" || host.ends_with(".localhost");
    named || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback() || ip.is_unspecified())
}

/// Whether two addresses are the same but for a slash at the end.
pub(super) fn same(a: &str, b: &str) -> bool {
    with_scheme(a).trim_end_matches('/') == with_scheme(b).trim_end_matches('/')
}

/// The address to be shown: without a name and password, and without parameters, any of which may be a key.
pub(super) fn shown(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let (rest, parameters) = rest.split_once('?').map_or((rest, ""), |(rest, _)| (rest, "?…"));
    match authority(rest).rsplit_once('@') {
        Some((user, _)) => format!("{scheme}://…{}{parameters}", &rest[user.len()..]),
        None => format!("{scheme}://{rest}{parameters}"),
    }
}

/// A backslash ends it too, as it does for those who parse URLs the way browsers do.
fn authority(rest: &str) -> &str {
    rest.split(['/', '?', '#', '\\']).next().unwrap_or(rest)
}
