use super::compose::fenced;
use super::hooks::{goes_on, joined};
use super::{Entry, ExternalEditor, Keyed, LineEditor, PromptText, Terminal, TerminalOptions, chosen};
use crate::repl::command::Command;
use crate::repl::front::{Debrief, Front, FrontError, Input, Reply, Selection};
use crate::repl::parts::{Part, split_parts};
use crate::repl::testing::{Screen, sending, spoken, thinking};
use crate::term::Theme;
use std::cell::Cell;
use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What the scripted editor saw.
#[derive(Default)]
struct Seen {
    prompts: Vec<String>,
    remembered: Vec<String>,
    above: Vec<String>,
    closed: bool,
}

/// A line editor that plays a script; after an idle moment its prompt is still open.
struct Script {
    keyed: VecDeque<Keyed>,
    open: bool,
    seen: Arc<Mutex<Seen>>,
}

impl LineEditor for Script {
    fn wait(&mut self, prompt: &PromptText, _: Option<Duration>) -> Result<Keyed, FrontError> {
        self.seen.lock().unwrap().prompts.push(prompt.plain.clone());
        let keyed = self.keyed.pop_front().unwrap_or(Keyed::Closed);
        self.open = matches!(keyed, Keyed::Idle { .. });
        Ok(keyed)
    }

    fn is_open(&mut self) -> bool {
        self.open
    }

    fn print_above(&mut self, text: &str) -> bool {
        if self.open {
            self.seen.lock().unwrap().above.push(text.to_owned());
        }
        self.open
    }

    fn remember(&mut self, line: &str) {
        self.seen.lock().unwrap().remembered.push(line.to_owned());
    }

    fn close(&mut self) {
        self.seen.lock().unwrap().closed = true;
    }
}

struct Sitting {
    front: Terminal<Script>,
    screen: Screen,
    seen: Arc<Mutex<Seen>>,
}

fn sit(keyed: impl IntoIterator<Item = Keyed>) -> Sitting {
    sit_with(keyed, ExternalEditor { command: None, folder: PathBuf::new() })
}

/// The clock goes on by a second whenever it is looked at.
fn sit_with(keyed: impl IntoIterator<Item = Keyed>, editor: ExternalEditor) -> Sitting {
    let (screen, seen) = (Screen::default(), Arc::<Mutex<Seen>>::default());
    let lines = Script { keyed: keyed.into_iter().collect(), open: false, seen: Arc::clone(&seen) };
    let now = Cell::new(0);
    let clock = Box::new(move || now.replace(now.get() + 1_000));
    let options = TerminalOptions { theme: Theme::PLAIN, clock, editor, history: None };
    Sitting { front: Terminal::over(lines, screen.output(), options), screen, seen }
}

fn line(text: &str) -> Keyed {
    Keyed::Line(Entry { text: text.into(), pasted: false })
}

fn idle() -> Keyed {
    Keyed::Idle { quiet: Duration::from_secs(60) }
}

const CTRL_C: Keyed = Keyed::Interrupted { cleared: false };

impl Sitting {
    fn send(&mut self) -> Input {
        self.front.read(&sending(), None).unwrap()
    }

    fn think(&mut self) -> Input {
        self.front.read(&thinking(), None).unwrap()
    }

    fn answer(&mut self) -> String {
        match self.send() {
            Input::Answer(answer) => answer.text,
            other => panic!("no answer but {other:?}"),
        }
    }
}

#[test]
fn enter_sends_an_answer() {
    let mut sitting = sit([line("a map of positions")]);
    assert_eq!(sitting.answer(), "a map of positions");
    assert_eq!(sitting.seen.lock().unwrap().remembered, ["a map of positions"]);
}

#[test]
fn an_empty_line_asks_again() {
    let mut sitting = sit([line(""), line("  "), line("linear")]);
    assert_eq!(sitting.answer(), "linear");
}

#[test]
fn thinking_aloud_collects_timed_lines_until_an_empty_one() {
    let mut sitting = sit([line("a map"), line("or sort it"), line("")]);
    let Input::Answer(answer) = sitting.think() else { panic!("no answer") };
    assert_eq!(answer.text, "a map\nor sort it");
    // The clock is read when a prompt opens and when a line is entered.
    assert_eq!(answer.lines.iter().map(|line| line.offset_ms).collect::<Vec<_>>(), [1_000, 3_000]);
    assert_eq!(answer.duration_ms, 5_000);
    assert_eq!(sitting.seen.lock().unwrap().prompts, ["you> ", "  …> ", "  …> "]);
    assert!(sitting.screen.text().contains("an empty line yields the floor"));
}

#[test]
fn going_idle_keeps_what_was_said() {
    let mut sitting = sit([line("a map"), idle(), line("")]);
    assert_eq!(sitting.think(), Input::Idle { quiet: Duration::from_secs(60) });
    let Input::Answer(answer) = sitting.think() else { panic!("no answer") };
    assert_eq!(answer.text, "a map");
}

#[test]
fn a_command_amid_thinking_leaves_what_was_said_to_be_taken() {
    let mut sitting = sit([line("a map"), line("/hint"), line("")]);
    assert_eq!(sitting.think(), Input::Command(Command::Hint));
    assert_eq!(sitting.front.take_unsent().unwrap().text, "a map");
    assert_eq!(sitting.front.take_unsent(), None);
}

#[test]
fn an_unknown_command_is_never_sent_on() {
    let mut sitting = sit([line("/hnit"), line("sorry")]);
    assert_eq!(sitting.answer(), "sorry");
    assert_eq!(sitting.screen.text(), "error: there is no command `/hnit`\nhint: did you mean `/hint`?\n");
}

#[test]
fn twice_control_c_offers_to_leave() {
    let mut sitting = sit([CTRL_C, CTRL_C, line("n"), CTRL_C, CTRL_C, line("yes")]);
    assert_eq!(sitting.send(), Input::Leave);
    assert_eq!(
        sitting.seen.lock().unwrap().prompts.iter().filter(|prompt| *prompt == "leave [y/N] ").count(),
        2
    );
}

#[test]
fn control_c_that_cleared_a_line_is_a_first_one_again() {
    let cleared = Keyed::Interrupted { cleared: true };
    let mut sitting = sit([CTRL_C, cleared, line("go on"), CTRL_C, line("still here")]);
    assert_eq!(sitting.answer(), "go on");
    assert_eq!(sitting.answer(), "still here");
}

#[test]
fn control_d_leaves() {
    assert_eq!(sit([Keyed::Closed]).send(), Input::Leave);
}

#[test]
fn speech_streams_under_the_interviewers_name() {
    let mut sitting = sit([]);
    sitting.front.waiting("thinking").unwrap();
    sitting.front.delta("How lar").unwrap();
    assert_eq!(sitting.screen.news(), "Interviewer\nHow");
    sitting.front.delta("ge?").unwrap();
    sitting.front.utterance(&spoken("How large? Roughly.")).unwrap();
    assert_eq!(sitting.screen.news(), " large? Roughly.\n\n");
}

#[test]
fn a_reply_that_was_stopped_says_so() {
    let mut sitting = sit([]);
    sitting.front.delta("Let us ").unwrap();
    let mut cut = spoken("Let us ");
    cut.cut = true;
    sitting.front.utterance(&cut).unwrap();
    assert_eq!(sitting.screen.text(), "Interviewer\nLet us\n(stopped)\n\n");
}

#[test]
fn a_nudge_appears_whole_above_the_open_prompt() {
    let mut sitting = sit([idle(), line("I was thinking")]);
    assert!(matches!(sitting.send(), Input::Idle { .. }));
    sitting.front.waiting("thinking").unwrap();
    sitting.front.delta("Take your ").unwrap();
    sitting.front.delta("time.").unwrap();
    assert_eq!(sitting.seen.lock().unwrap().above, Vec::<String>::new());
    sitting.front.utterance(&spoken("Take your time.")).unwrap();
    assert_eq!(sitting.seen.lock().unwrap().above, ["Interviewer\nTake your time.\n\n"]);
    assert_eq!(sitting.screen.text(), "");
    assert_eq!(sitting.answer(), "I was thinking");
}

#[test]
fn foreign_text_is_harmless() {
    let mut sitting = sit([]);
    sitting.front.delta("a\x1b[2Jb ").unwrap();
    sitting.front.utterance(&spoken("a\x1b[2Jb ")).unwrap();
    sitting.front.notice("\x1b]0;x\x07").unwrap();
    sitting.front.error("endpoint", "\u{9b}2J", None).unwrap();
    assert!(!sitting.screen.text().contains(['\x1b', '\x07', '\u{9b}']));
}

#[test]
fn without_an_editor_edit_says_what_else_there_is() {
    let mut sitting = sit([line("/edit"), line("then so")]);
    assert_eq!(sitting.answer(), "then so");
    assert!(
        sitting.screen.text().starts_with("error: no editor is set\nhint: set `EDITOR`, or paste the text")
    );
}

#[cfg(unix)]
#[test]
fn what_was_said_is_edited_and_sent() {
    let folder = tempfile::tempdir().unwrap();
    let editor = ExternalEditor { command: Some("sed -i s/map/table/".into()), folder: folder.path().into() };
    let mut sitting = sit_with([line("a map"), line("/edit")], editor);
    let Input::Answer(answer) = sitting.think() else { panic!("no answer") };
    assert_eq!(answer.text, "a table");
}

#[cfg(unix)]
#[test]
fn code_from_the_editor_follows_what_was_said() {
    let folder = tempfile::tempdir().unwrap();
    let editor = ExternalEditor { command: Some("printf 'x = 1' >".into()), folder: folder.path().into() };
    let mut sitting = sit_with([line("like this:"), line("/code")], editor);
    let Input::Answer(answer) = sitting.think() else { panic!("no answer") };
    assert_eq!(
        answer.parts(),
        [Part::Words("like this:".into()), Part::Code { language: None, text: "x = 1".into() }]
    );
}

#[test]
fn a_fence_is_longer_than_any_inside() {
    let code = "```\ninner\n```";
    assert_eq!(split_parts(&fenced(code)), [Part::Code { language: None, text: code.into() }]);
}

fn levels() -> Selection {
    let choice = |key: &str, meaning: &str| (key.to_owned(), meaning.to_owned());
    Selection {
        question: "How did you do?".into(),
        choices: vec![
            choice("1", "not yet"),
            choice("2", "nearly"),
            choice("3", "solid"),
            choice("4", "strong"),
        ],
    }
}

#[test]
fn a_choice_is_made_by_its_key_or_its_meaning() {
    assert_eq!(chosen(&levels(), "2"), Some(1));
    assert_eq!(chosen(&levels(), "Sol"), Some(2));
    assert_eq!(chosen(&levels(), "n"), None);
    assert_eq!(chosen(&levels(), "5"), None);
}

/// "Enter ends (/again …)": Enter took the only choice there was, and the interview never ended.
#[test]
fn enter_does_not_take_the_only_choice() {
    let again = ("/again".to_owned(), "once more".to_owned());
    let only = Selection { question: "Enter ends".into(), choices: vec![again] };
    assert_eq!(chosen(&only, ""), None);
    assert_eq!(chosen(&only, "/again"), Some(0));
}

#[test]
fn asking_goes_on_until_it_is_answered_or_passed_over() {
    let mut sitting = sit([line("maybe"), line("4"), line(""), line("/skip"), CTRL_C]);
    assert_eq!(sitting.front.ask(&levels()).unwrap(), Reply::Chosen(3));
    for _ in 0..3 {
        assert_eq!(sitting.front.ask(&levels()).unwrap(), Reply::Skipped);
    }
    assert!(sitting.screen.text().starts_with(
        "How did you do?  (1 not yet · 2 nearly · 3 solid · 4 strong)\nOne of 1, 2, 3, 4, or Enter to pass over it.\n"
    ));
}

#[test]
fn the_debrief_is_shown_as_it_was_laid_out() {
    let mut sitting = sit([]);
    sitting.front.scorecard(&Debrief { text: "Level  2.6\n".into(), json: serde_json::Value::Null }).unwrap();
    assert_eq!(sitting.screen.text(), "Level  2.6\n");
}

#[test]
fn the_end_gives_the_terminal_back() {
    let mut sitting = sit([]);
    sitting.front.end().unwrap();
    assert!(sitting.seen.lock().unwrap().closed);
}

#[test]
fn a_line_goes_on_after_a_backslash_and_inside_a_fence() {
    assert!(goes_on("first \\"));
    assert!(goes_on("```python"));
    assert!(!goes_on("```python\nx = 1\n```"));
    assert!(!goes_on("done"));
}

#[test]
fn the_backslash_that_went_on_is_taken_away_but_pasted_text_is_kept() {
    assert_eq!(joined("first \\\nsecond", false), "first \nsecond");
    assert_eq!(joined("#define A \\\n 1", true), "#define A \\\n 1");
}

#[test]
fn thoughts_stand_before_what_is_said_and_are_no_part_of_it() {
    let mut sitting = sit([]);
    for piece in ["They said ", "a map.\u{1b}[2J"] {
        sitting.front.reasoning(piece).unwrap();
    }
    sitting.front.delta("Why a map?").unwrap();
    sitting.front.reasoning("too late").unwrap();
    sitting.front.utterance(&spoken("Why a map?")).unwrap();
    assert_eq!(sitting.screen.text(), "They said a map.\u{241b}[2J\n\nInterviewer\nWhy a map?\n\n");
}
