//! Encrypted endpoints.
//!
//! Only on Linux: elsewhere the system judges certificates, and some systems refuse those that are
//! valid for as long as these are.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use viva::llm::{ChatModel, Endpoint, LlmError, OpenAiClient};

use super::{LONGEST_PAUSE, question};
use crate::support::clock::TestClock;

const AUTHORITY: &[u8] = include_bytes!("../fixtures/tls/authority.pem");
const CERTIFICATE: &[u8] = include_bytes!("../fixtures/tls/certificate.pem");
const KEY: &[u8] = include_bytes!("../fixtures/tls/key.pem");

/// Answers one connection after the other, encrypted, with the same reply; gives its address.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("https://{}", listener.local_addr().unwrap());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let certificate = vec![CertificateDer::from_pem_slice(CERTIFICATE).unwrap()];
    let key = PrivateKeyDer::from_pem_slice(KEY).unwrap();
    let config = Arc::new(config.with_no_client_auth().with_single_cert(certificate, key).unwrap());
    std::thread::spawn(move || {
        for socket in listener.incoming() {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            // A client that does not trust it breaks off the handshake.
            let _ = reply(StreamOwned::new(connection, socket.unwrap()));
        }
    });
    address
}

fn reply(mut stream: StreamOwned<ServerConnection, std::net::TcpStream>) -> std::io::Result<()> {
    let mut request = Vec::new();
    while !request.ends_with(b"}") {
        let mut bytes = [0; 1024];
        let count = stream.read(&mut bytes)?;
        request.extend_from_slice(&bytes[..count]);
    }
    let body = r#"{"choices":[{"message":{"content":"Hello"},"finish_reason":"stop"}]}"#;
    write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())?;
    stream.conn.send_close_notify();
    stream.flush()
}

async fn asked(change: impl FnOnce(&mut Endpoint)) -> (Result<String, LlmError>, usize) {
    let clock = TestClock::passing(LONGEST_PAUSE);
    let mut endpoint = Endpoint::new(serve(), "tiny");
    change(&mut endpoint);
    let client = OpenAiClient::builder(endpoint, clock.clone()).build().unwrap();
    let answer = client.complete(question()).await.map(|reply| reply.text);
    (answer, clock.waits_up_to(LONGEST_PAUSE).len())
}

#[tokio::test]
async fn an_unknown_authority_is_not_trusted_and_not_asked_again() {
    let (answer, waits) = asked(|_| {}).await;
    assert!(matches!(answer, Err(LlmError::Untrusted { .. })), "{answer:?}");
    assert_eq!(waits, 0);
}

#[tokio::test]
async fn an_authority_of_ones_own_is_trusted() {
    let (answer, _) = asked(|endpoint| endpoint.tls.extra_roots_pem = Some(AUTHORITY.to_vec())).await;
    assert_eq!(answer.as_deref(), Ok("Hello"));
}

#[tokio::test]
async fn certificates_go_unchecked_only_on_demand() {
    let (answer, _) = asked(|endpoint| endpoint.tls.verify = false).await;
    assert_eq!(answer.as_deref(), Ok("Hello"));
}
