use super::Piped;
use crate::repl::ANSWER_MAX_BYTES;
use crate::repl::command::Command;
use crate::repl::front::{Answer, Debrief, Front, Input, Reply, Selection};
use crate::repl::testing::{Screen, sending, spoken};
use std::io::Cursor;

struct Sitting {
    front: Piped<Cursor<Vec<u8>>>,
    out: Screen,
    err: Screen,
}

fn sit(input: impl Into<Vec<u8>>) -> Sitting {
    let (out, err) = (Screen::default(), Screen::default());
    let front = Piped::new(Cursor::new(input.into()), out.output(), err.output());
    Sitting { front, out, err }
}

impl Sitting {
    fn read(&mut self) -> Input {
        self.front.read(&sending(), None).unwrap()
    }

    fn all(&mut self) -> Vec<Input> {
        let mut inputs = Vec::new();
        loop {
            match self.read() {
                Input::EndOfInput => return inputs,
                input => inputs.push(input),
            }
        }
    }
}

fn answer(text: &str) -> Input {
    Input::Answer(Answer::untimed(text))
}

#[test]
fn each_paragraph_is_an_answer() {
    let mut sitting = sit("How large\ncan n get?\n\n\n  \nI would sort it.\r\n\r\nlast");
    assert_eq!(sitting.all(), [answer("How large\ncan n get?"), answer("I would sort it."), answer("last")]);
    assert_eq!(sitting.err.text(), "");
}

#[test]
fn a_command_ends_the_paragraph_before_it() {
    let mut sitting = sit("a map\n/hint\nso a map\n/note ties\n\n/done\n");
    assert_eq!(
        sitting.all(),
        [
            answer("a map"),
            Input::Command(Command::Hint),
            answer("so a map"),
            Input::Command(Command::Note("ties".into())),
            Input::Command(Command::Done),
        ]
    );
}

#[test]
fn an_unknown_command_is_never_sent_on() {
    let mut sitting = sit("before\n/hnit\nafter\n");
    assert_eq!(sitting.all(), [answer("before\nafter")]);
    assert_eq!(sitting.err.text(), "error: there is no command `/hnit`\nhint: did you mean `/hint`?\n");
}

#[test]
fn a_path_is_an_answer_and_a_doubled_slash_is_one() {
    assert_eq!(sit("/usr/bin/env\n//done\n").all(), [answer("/usr/bin/env\n/done")]);
}

#[test]
fn fenced_code_keeps_its_blank_lines_and_slashes() {
    let code = "```c\nint x;\n\n/hint\n```";
    assert_eq!(sit(format!("{code}\n\nthat\n")).all(), [answer(code), answer("that")]);
}

#[test]
fn bytes_that_are_no_text_are_replaced_and_located() {
    let mut sitting = sit(b"fine\n\nbro\xffken\n".to_vec());
    assert_eq!(sitting.all(), [answer("fine"), answer("bro\u{fffd}ken")]);
    assert_eq!(
        sitting.err.text(),
        "warning: the input is not UTF-8 at byte 9; what was not is shown as `\u{fffd}`\n"
    );
}

#[test]
fn a_paste_of_a_megabyte_is_taken_whole() {
    let paste = "x".repeat(1 << 20);
    assert_eq!(sit(format!("{paste}\n\nnext")).all(), [answer(&paste), answer("next")]);
}

#[test]
fn a_longer_answer_is_cut_and_that_is_said() {
    let long = "line of text\n".repeat(ANSWER_MAX_BYTES / 10);
    let mut sitting = sit(format!("{long}\nnext\n/done"));
    let inputs = sitting.all();
    assert_eq!(inputs[0], answer(&long[..ANSWER_MAX_BYTES]));
    assert_eq!(inputs[1..], [answer("next"), Input::Command(Command::Done)]);
    assert_eq!(sitting.err.text(), "warning: the answer was longer than 4 MiB and was cut there\n");
}

#[test]
fn one_line_without_end_is_cut_too() {
    let mut sitting = sit("é".repeat(ANSWER_MAX_BYTES));
    assert_eq!(sitting.all(), [answer(&"é".repeat(ANSWER_MAX_BYTES / 2))]);
}

#[test]
fn after_the_end_it_stays_ended() {
    let mut sitting = sit("");
    assert_eq!([sitting.read(), sitting.read()], [Input::EndOfInput, Input::EndOfInput]);
}

#[test]
fn speech_streams_without_escape_codes() {
    let mut sitting = sit("");
    sitting.front.waiting("thinking").unwrap();
    sitting.front.delta("How \x1b[1mlar").unwrap();
    assert_eq!(sitting.out.text(), "Interviewer: How ␛[1mlar");
    sitting.front.delta("ge?").unwrap();
    sitting.front.utterance(&spoken("How \x1b[1mlarge? Roughly.")).unwrap();
    assert_eq!(sitting.out.news(), "Interviewer: How ␛[1mlarge? Roughly.\n\n");
    sitting.front.utterance(&spoken("Go on.")).unwrap();
    assert_eq!(sitting.out.text(), "Interviewer: Go on.\n\n");
}

#[test]
fn what_a_person_would_pipe_and_remarks_go_apart() {
    let mut sitting = sit("");
    sitting.front.notice("ten minutes left").unwrap();
    sitting.front.warning("the model is slow").unwrap();
    sitting.front.error("endpoint", "it is down", None).unwrap();
    sitting.front.scorecard(&Debrief { text: "Level 2.6 of 4".into(), json: serde_json::json!({}) }).unwrap();
    sitting.front.end().unwrap();
    assert_eq!(sitting.out.text(), "Level 2.6 of 4\n");
    assert_eq!(sitting.err.text(), "ten minutes left\nwarning: the model is slow\nerror: it is down\n");
}

#[test]
fn nobody_is_asked_behind_a_pipe() {
    let selection = Selection { question: "How was it?".into(), choices: vec![("1".into(), "poor".into())] };
    let mut sitting = sit("1\n");
    assert_eq!(sitting.front.ask(&selection).unwrap(), Reply::NotAsked);
    assert!(!sitting.front.interactive());
    assert_eq!(sitting.all(), [answer("1")]);
}
