use super::{Flush, Output, OutputError};
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

/// Keeps what was written apart from what was flushed.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<(String, String)>>);

impl Recorder {
    fn flushed(&self) -> String {
        self.0.lock().unwrap().1.clone()
    }
}

impl Write for Recorder {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().0.push_str(std::str::from_utf8(bytes).unwrap());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut held = self.0.lock().unwrap();
        held.1 = held.0.clone();
        Ok(())
    }
}

struct Failing(io::ErrorKind);

impl Write for Failing {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_pipe_gets_whole_lines() {
    let recorder = Recorder::default();
    let mut output = Output::to(recorder.clone(), Flush::Line);
    output.write("one ").unwrap();
    assert_eq!(recorder.flushed(), "");
    output.write("line\n").unwrap();
    assert_eq!(recorder.flushed(), "one line\n");
}

#[test]
fn a_terminal_gets_every_piece() {
    let recorder = Recorder::default();
    let mut output = Output::to(recorder.clone(), Flush::Immediate);
    output.write("one ").unwrap();
    assert_eq!(recorder.flushed(), "one ");
}

#[test]
fn a_line_is_ended_once() {
    let recorder = Recorder::default();
    let mut output = Output::to(recorder.clone(), Flush::Line);
    output.line("a").unwrap();
    output.line("b\n").unwrap();
    output.line("").unwrap();
    assert_eq!(recorder.flushed(), "a\nb\n\n");
}

#[test]
fn a_closed_pipe_is_told_apart_from_a_failure() {
    let write = |kind| Output::to(Failing(kind), Flush::Line).write("x").unwrap_err();
    assert!(matches!(write(io::ErrorKind::BrokenPipe), OutputError::Closed));
    assert!(matches!(write(io::ErrorKind::StorageFull), OutputError::Io(_)));
}
