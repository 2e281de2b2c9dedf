//! Where a key may go: encrypted, or to this machine, or where the user has said so.

use viva::llm::{Auth, Endpoint, LlmError, OpenAiClient, Secret};

use super::LONGEST_PAUSE;
use crate::support::clock::TestClock;

const KEY: &str = "key-0123456789";

fn built(endpoint: Endpoint) -> Result<(), LlmError> {
    OpenAiClient::builder(endpoint, TestClock::passing(LONGEST_PAUSE)).build().map(drop)
}

fn with_header(name: &str) -> Endpoint {
    let mut endpoint = Endpoint::new("http://gpu.example", "m");
    endpoint.headers.push((name.to_owned(), Secret::new(KEY)));
    endpoint
}

#[test]
fn a_key_does_not_go_unencrypted_to_another_machine() {
    let refused = Err(LlmError::KeyInTheClear { host: "gpu.example".to_owned() });
    assert_eq!(built(Endpoint::new("http://gpu.example", "m").with_key(KEY)), refused);
    assert_eq!(built(with_header("X-Api-Key")), refused);
    let mut query = Endpoint::new("http://gpu.example", "m");
    query.query.push(("access_token".to_owned(), Secret::new(KEY)));
    assert_eq!(built(query), refused);
}

#[test]
fn a_key_may_go_encrypted_or_to_this_machine_or_where_the_user_says() {
    for address in ["https://gpu.example", "http://127.0.0.1:8080", "http://[::1]:8080", "http://localhost"] {
        assert_eq!(built(Endpoint::new(address, "m").with_key(KEY)), Ok(()), "{address}");
    }
    let mut allowed = Endpoint::new("http://gpu.example", "m").with_key(KEY);
    allowed.plain_http = true;
    assert_eq!(built(allowed), Ok(()));
    assert_eq!(built(Endpoint::new("http://gpu.example", "m")), Ok(()), "there is no key");
    let mut unsent = Endpoint::new("http://gpu.example", "m").with_key(KEY);
    unsent.auth = Auth::None;
    assert_eq!(built(unsent), Ok(()));
    assert_eq!(built(with_header("X-Title")), Ok(()));
}
