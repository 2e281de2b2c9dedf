//! The built program on a machine of its own: an empty home, a data directory, a clean environment.
//!
//! ```ignore
//! let viva = Viva::new();
//! let ran = viva.run(&["bank", "list"]).success();
//! let mut talk = viva.talk(&["start", "--question", "two-sum"]);   // speaks JSON
//! let utterance = talk.answer("Is the list sorted?");
//! ```

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

/// Only a program that hangs takes so long.
const HANGS: Duration = Duration::from_secs(120);

/// A machine with the program on it.
pub(crate) struct Viva {
    root: TempDir,
    data_dir: Option<PathBuf>,
    env: Vec<(OsString, OsString)>,
}

/// What came of a run.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Viva {
    /// A fresh machine.
    pub(crate) fn new() -> Self {
        let root = TempDir::new().unwrap();
        for folder in ["home", "tmp"] {
            std::fs::create_dir(root.path().join(folder)).unwrap();
        }
        let data_dir = Some(root.path().join("data"));
        let viva = Self { root, data_dir, env: Vec::new() };
        let (home, tmp) = (viva.path("home"), viva.path("tmp"));
        viva.env("HOME", home).env("TMPDIR", tmp)
    }

    /// The same with a variable more.
    pub(crate) fn env(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.env.push((name.into(), value.into()));
        self
    }

    /// The same without a variable.
    pub(crate) fn without_env(mut self, name: &str) -> Self {
        self.env.retain(|(known, _)| known != name);
        self
    }

    /// The same without `--data-dir`.
    pub(crate) fn without_data_dir(mut self) -> Self {
        self.data_dir = None;
        self
    }

    /// A place on this machine.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// The store's file.
    pub(crate) fn database(&self) -> PathBuf {
        self.path("data/viva.db")
    }

    /// Writes a file, and tells where it is.
    pub(crate) fn file(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    /// Writes one of the user's own files, below the configuration directory.
    pub(crate) fn user_file(&self, name: &str, text: &str) -> PathBuf {
        let shown = self.run(&["config", "path"]).success().stdout;
        let config = shown.lines().find_map(|line| line.strip_prefix("configuration")).unwrap().trim();
        let path = Path::new(config).parent().unwrap().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    /// Runs the program without input.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.pipe(args, "")
    }

    /// Runs the program on this input.
    pub(crate) fn pipe(&self, args: &[&str], input: impl AsRef<[u8]>) -> Ran {
        let mut child = self.spawn(args);
        let mut stdin = child.stdin.take().unwrap();
        let input = input.as_ref().to_vec();
        // A program that does not read its input to the end is no fault of the test's.
        let feeder = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let out = child.wait_with_output().unwrap();
        feeder.join().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output that is no UTF-8");
        Ran { code: out.status.code().unwrap_or(-1), stdout: text(out.stdout), stderr: text(out.stderr) }
    }

    /// Begins an interview that speaks JSON.
    pub(crate) fn talk(&self, args: &[&str]) -> Talk {
        Talk::new(self.spawn(&[args, &["--json"]].concat()))
    }

    /// Begins an interview on `two-sum`, past its question.
    pub(crate) fn interview(&self) -> Talk {
        let mut talk = self.talk(&["start", "--question", "two-sum"]);
        talk.until("question");
        talk
    }

    /// The id of the session used last.
    pub(crate) fn session(&self) -> String {
        self.sessions()[0]["id"].as_str().unwrap().to_owned()
    }

    /// All sessions, the newest first.
    pub(crate) fn sessions(&self) -> Vec<Value> {
        let all = self.run(&["sessions", "list", "--json"]).success().json();
        all.as_array().unwrap().clone()
    }

    /// A session whole.
    pub(crate) fn shown(&self, session: &str) -> Value {
        self.run(&["sessions", "show", session, "--json"]).success().json()
    }

    fn spawn(&self, args: &[&str]) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_viva"));
        command
            .env_clear()
            .envs(self.env.iter().map(|(name, value)| (name, value)))
            .current_dir(self.root.path());
        command.args(args);
        if let Some(dir) = &self.data_dir {
            command.arg("--data-dir").arg(dir);
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }
}

impl Ran {
    /// The same, if all went well.
    #[track_caller]
    pub(crate) fn success(self) -> Self {
        self.exits(0)
    }

    /// The same, if it ended with this code.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// The same, if all of these stand in what it said on standard error.
    #[track_caller]
    pub(crate) fn says(self, texts: &[&str]) -> Self {
        for text in texts {
            assert!(self.stderr.contains(text), "`{text}` is not in:\n{}", self.stderr);
        }
        self
    }

    /// Standard output as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error} in:\n{}", self.stdout))
    }

    /// Standard output as lines of JSON.
    #[track_caller]
    pub(crate) fn json_lines(&self) -> Vec<Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Everything it said.
    pub(crate) fn everything(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }
}

/// An interview under way, in JSON.
pub(crate) struct Talk {
    child: Child,
    stdin: Option<ChildStdin>,
    lines: Receiver<String>,
    /// Every object that came.
    pub(crate) heard: Vec<Value>,
}

impl Talk {
    fn new(mut child: Child) -> Self {
        let stdin = child.stdin.take();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Self { child, stdin, lines, heard: Vec::new() }
    }

    /// The next object; none after the last.
    #[track_caller]
    pub(crate) fn next(&mut self) -> Option<Value> {
        let line = match self.lines.recv_timeout(HANGS) {
            Ok(line) => line,
            Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => return None,
            Err(error) => panic!("{error}; heard so far: {:#?}", self.heard),
        };
        let object: Value = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error} in {line}"));
        self.heard.push(object.clone());
        Some(object)
    }

    /// Passes over everything up to the next object of this type, which it returns.
    #[track_caller]
    pub(crate) fn until(&mut self, kind: &str) -> Value {
        while let Some(object) = self.next() {
            if object["type"] == kind {
                return object;
            }
        }
        panic!("no `{kind}` came; stderr:\n{}\nheard: {:#?}", self.stderr(), self.heard);
    }

    /// Sends a line as it is.
    pub(crate) fn send(&mut self, line: &str) {
        let stdin = self.stdin.as_mut().unwrap();
        writeln!(stdin, "{line}").and_then(|()| stdin.flush()).unwrap();
    }

    /// Answers, without waiting for what follows.
    pub(crate) fn say(&mut self, text: &str) {
        self.send(&json!({"type": "answer", "text": text}).to_string());
    }

    /// Answers, and returns the interviewer's utterance.
    #[track_caller]
    pub(crate) fn answer(&mut self, text: &str) -> Value {
        self.say(text);
        self.until("utterance")
    }

    /// Gives a command.
    pub(crate) fn command(&mut self, name: &str) {
        self.send(&json!({"type": "command", "name": name}).to_string());
    }

    /// Ends the input, hears the rest, and tells the exit code.
    pub(crate) fn finish(&mut self) -> i32 {
        self.stdin = None;
        while self.next().is_some() {}
        self.child.wait().unwrap().code().unwrap_or(-1)
    }

    /// Kills the program at once, as `kill -9` does.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// The types of everything that came, in order, neighbours of one type once.
    pub(crate) fn order(&self) -> Vec<&str> {
        let mut types: Vec<&str> = self.heard.iter().map(|object| object["type"].as_str().unwrap()).collect();
        types.dedup();
        types
    }

    /// All that came of this type.
    pub(crate) fn all(&self, kind: &str) -> Vec<&Value> {
        self.heard.iter().filter(|object| object["type"] == kind).collect()
    }

    /// What it said on standard error; ends the program.
    pub(crate) fn stderr(&mut self) -> String {
        self.stdin = None;
        let mut text = String::new();
        if let Some(mut stderr) = self.child.stderr.take() {
            stderr.read_to_string(&mut text).unwrap();
        }
        text
    }
}

impl Drop for Talk {
    fn drop(&mut self) {
        // It has ended already where the test let it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
