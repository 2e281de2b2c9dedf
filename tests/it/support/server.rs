//! A small HTTP server on 127.0.0.1 that does exactly what a test tells it to: it answers in the
//! order given, sends bodies in pieces on command, stalls, cuts, and keeps what it was asked.
//!
//! ```ignore
//! let server = Server::start();
//! server.answer(Answer::json(503, &json!({"error": "busy"})));
//! let gate = server.gated();                       // the next answer: headers, then as told
//! let client = client_for(&server.url());
//! // ... the client asks; then, piece by piece:
//! gate.send("data: {…}\n\n");
//! gate.finish();                                   // or gate.cut(), or drop(gate)
//! assert_eq!(server.requests()[1].json()["stream"], true);
//! ```
//!
//! It runs on a thread of its own, so it serves tests that block (such as those that run the
//! program) as well as asynchronous ones. One request a connection.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, oneshot, watch};

/// A request as the server saw it.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    /// Such as `POST`.
    pub(crate) method: String,
    /// Path and query.
    pub(crate) target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Seen {
    /// The value of a header; the name in any case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// The body as JSON; null if it is none.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// What the server answers to one request.
#[derive(Debug)]
pub(crate) struct Answer {
    head: String,
    body: Vec<u8>,
    steps: Option<Steps>,
}

impl Answer {
    /// This body with this status and type.
    pub(crate) fn new(status: u16, content_type: &str, body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref().to_vec();
        let head = format!(
            "HTTP/1.1 {status} Said\r\nconnection: close\r\ncontent-type: {content_type}\r\ncontent-length: {}\r\n",
            body.len()
        );
        Self { head, body, steps: None }
    }

    /// JSON.
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Self::new(status, "application/json", body.to_string())
    }

    /// A whole answer of a model: this text, finished with `stop`.
    pub(crate) fn reply(text: &str) -> Self {
        let message = serde_json::json!({"role": "assistant", "content": text});
        Self::json(200, &serde_json::json!({"choices": [{"message": message, "finish_reason": "stop"}]}))
    }

    /// A whole stream of events.
    pub(crate) fn events(body: &str) -> Self {
        Self::new(200, "text/event-stream", body)
    }

    /// These very bytes, head and all, and then the end of the connection.
    pub(crate) fn raw(bytes: &[u8]) -> Self {
        Self { head: String::new(), body: bytes.to_vec(), steps: None }
    }

    /// The same with another header.
    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.head.push_str(&format!("{name}: {value}\r\n"));
        self
    }
}

#[derive(Debug)]
enum Step {
    Bytes(Vec<u8>),
    End,
}

#[derive(Debug)]
struct Steps {
    orders: mpsc::UnboundedReceiver<Step>,
    gone: watch::Sender<bool>,
}

/// The hand on one answer's body. Dropping it breaks the connection.
pub(crate) struct Gate {
    orders: mpsc::UnboundedSender<Step>,
    gone: watch::Receiver<bool>,
}

impl Gate {
    /// Sends a piece of the body.
    pub(crate) fn send(&self, piece: impl AsRef<[u8]>) {
        // If the client is gone already, the test will find out by what it hears.
        let _ = self.orders.send(Step::Bytes(piece.as_ref().to_vec()));
    }

    /// Ends the body as it should be ended.
    pub(crate) fn finish(self) {
        let _ = self.orders.send(Step::End);
    }

    /// Breaks the connection in the midst of the body.
    pub(crate) fn cut(self) {}

    /// Waits until the client has hung up.
    pub(crate) async fn gone(mut self) {
        let _ = self.gone.wait_for(|gone| *gone).await;
    }
}

#[derive(Default)]
struct Script {
    next: VecDeque<Answer>,
    requests: Vec<Seen>,
}

/// The server. It stops when it is dropped.
pub(crate) struct Server {
    address: SocketAddr,
    script: Arc<Mutex<Script>>,
    count: watch::Receiver<usize>,
    _stop: oneshot::Sender<()>,
}

impl Server {
    /// Starts a server that has no answers yet: whatever it is asked, it says 500.
    pub(crate) fn start() -> Self {
        let script = Arc::new(Mutex::new(Script::default()));
        let (counter, count) = watch::channel(0);
        let (stop, stopped) = oneshot::channel();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::clone(&script);
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async move {
                let listener = TcpListener::from_std(listener).unwrap();
                tokio::select! {
                    () = serve(listener, shared, Arc::new(counter)) => {}
                    _ = stopped => {}
                }
            });
        });
        Self { address, script, count, _stop: stop }
    }

    /// The address to ask: `http://127.0.0.1:PORT`.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Adds an answer, for the first request that has none yet.
    pub(crate) fn answer(&self, answer: Answer) -> &Self {
        self.script.lock().unwrap().next.push_back(answer);
        self
    }

    /// Adds an answer of events whose head is sent at once and whose body is sent as told.
    pub(crate) fn gated(&self) -> Gate {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n";
        self.stepwise(head)
    }

    /// Adds an answer of which even the head is sent as told.
    pub(crate) fn silent(&self) -> Gate {
        self.stepwise("")
    }

    fn stepwise(&self, head: &str) -> Gate {
        let (orders, received) = mpsc::unbounded_channel();
        let (gone, gone_seen) = watch::channel(false);
        let steps = Some(Steps { orders: received, gone });
        self.answer(Answer { head: head.to_owned(), body: Vec::new(), steps });
        Gate { orders, gone: gone_seen }
    }

    /// Everything it was asked so far.
    pub(crate) fn requests(&self) -> Vec<Seen> {
        self.script.lock().unwrap().requests.clone()
    }

    /// Waits until it has been asked so many times.
    pub(crate) async fn asked(&self, times: usize) {
        self.count.clone().wait_for(|count| *count >= times).await.unwrap();
    }
}

async fn serve(listener: TcpListener, script: Arc<Mutex<Script>>, count: Arc<watch::Sender<usize>>) {
    while let Ok((socket, _)) = listener.accept().await {
        tokio::spawn(handle(socket, Arc::clone(&script), Arc::clone(&count)));
    }
}

async fn handle(mut socket: TcpStream, script: Arc<Mutex<Script>>, count: Arc<watch::Sender<usize>>) {
    let Some(seen) = read_request(&mut socket).await else { return };
    let answer = {
        let mut script = script.lock().unwrap();
        script.requests.push(seen);
        script
            .next
            .pop_front()
            .unwrap_or_else(|| Answer::new(500, "text/plain", "the test has no answer to this"))
    };
    count.send_modify(|count| *count += 1);
    // A client that hangs up is no fault of the server's.
    let _ = write_answer(&mut socket, answer).await;
}

async fn read_request(socket: &mut TcpStream) -> Option<Seen> {
    let mut bytes = Vec::new();
    let head_len = loop {
        if let Some(at) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break at + 4;
        }
        if socket.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8_lossy(&bytes[..head_len]).into_owned();
    let mut lines = head.lines();
    let mut first = lines.next()?.split(' ');
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
        .collect();
    let mut seen = Seen {
        method: first.next()?.to_owned(),
        target: first.next()?.to_owned(),
        headers,
        body: bytes.split_off(head_len),
    };
    let length = seen.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    while seen.body.len() < length {
        if socket.read_buf(&mut seen.body).await.ok()? == 0 {
            return None;
        }
    }
    Some(seen)
}

async fn write_answer(socket: &mut TcpStream, answer: Answer) -> std::io::Result<()> {
    // A piece goes out by itself.
    socket.set_nodelay(true)?;
    if !answer.head.is_empty() {
        socket.write_all(format!("{}\r\n", answer.head).as_bytes()).await?;
    }
    socket.write_all(&answer.body).await?;
    let Some(mut steps) = answer.steps else { return socket.shutdown().await };
    let mut ignored = [0; 1];
    loop {
        tokio::select! {
            step = steps.orders.recv() => match step {
                Some(Step::Bytes(bytes)) if answer.head.is_empty() => socket.write_all(&bytes).await?,
                Some(Step::Bytes(bytes)) => {
                    let chunk = [format!("{:x}\r\n", bytes.len()).as_bytes(), &bytes, b"\r\n"].concat();
                    socket.write_all(&chunk).await?;
                }
                Some(Step::End) => {
                    let end: &[u8] = if answer.head.is_empty() { b"" } else { b"0\r\n\r\n" };
                    socket.write_all(end).await?;
                    return socket.shutdown().await;
                }
                None => return Ok(()),
            },
            read = socket.read(&mut ignored) => if !matches!(read, Ok(1..)) {
                steps.gone.send_replace(true);
                return Ok(());
            },
        }
    }
}
