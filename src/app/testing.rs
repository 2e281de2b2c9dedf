//! An interview before somebody at a keyboard, for tests: what they type, and all that they see.

use std::{collections::VecDeque, time::Duration};

use crate::{
    bank::{Bank, Roles},
    interview::{Setup, Staging},
    prompt::TemplateSet,
    repl::{
        Answer, Command, Debrief, Front, FrontError, Input, Prompt, QuestionAsked, Reply, Selection,
        SessionOpened, Spoken,
    },
    rubric::Rubrics,
    settings::{Environment, Given, Settings},
    store::Store,
    term::Theme,
    transcript::{Seniority, SessionId},
};

use super::{
    endpoint::{Chosen, Use},
    hold::Interview,
    session::Session,
};

/// Somebody at a keyboard, who answers, ends the interview, types these lines, and then only Enter.
pub(crate) struct Keyboard {
    spoken: VecDeque<String>,
    typed: VecDeque<String>,
    /// Every question with the choices it gave, every notice, every debrief.
    pub(crate) seen: Vec<String>,
    /// The debriefs' scorecards.
    pub(crate) scorecards: Vec<serde_json::Value>,
}

impl Keyboard {
    /// Types these lines.
    pub(crate) fn typing(lines: &[&str]) -> Self {
        let typed = lines.iter().map(|line| (*line).to_owned()).collect();
        Self { spoken: VecDeque::new(), typed, seen: Vec::new(), scorecards: Vec::new() }
    }

    /// All that was seen, however its lines were broken.
    pub(crate) fn screen(&self) -> String {
        self.seen.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn line(&mut self) -> String {
        self.typed.pop_front().unwrap_or_default()
    }
}

impl Front for Keyboard {
    fn read(&mut self, prompt: &Prompt, _: Option<Duration>) -> Result<Input, FrontError> {
        if let Some(spoken) = self.spoken.pop_front() {
            return Ok(match spoken.as_str() {
                "/done" => Input::Command(Command::Done),
                _ => Input::Answer(Answer::untimed(spoken)),
            });
        }
        self.seen.push(prompt.label.clone());
        Ok(match self.line() {
            line if line.is_empty() => Input::Leave,
            line => Input::Answer(Answer::untimed(line)),
        })
    }

    fn session(&mut self, _: &SessionOpened) -> Result<(), FrontError> {
        Ok(())
    }

    fn question(&mut self, _: &QuestionAsked) -> Result<(), FrontError> {
        Ok(())
    }

    fn waiting(&mut self, _: &str) -> Result<(), FrontError> {
        Ok(())
    }

    fn delta(&mut self, _: &str) -> Result<(), FrontError> {
        Ok(())
    }

    fn utterance(&mut self, spoken: &Spoken) -> Result<(), FrontError> {
        self.seen.push(spoken.text.clone());
        Ok(())
    }

    fn notice(&mut self, text: &str) -> Result<(), FrontError> {
        self.seen.push(text.to_owned());
        Ok(())
    }

    fn warning(&mut self, text: &str) -> Result<(), FrontError> {
        self.seen.push(text.to_owned());
        Ok(())
    }

    fn error(&mut self, _: &str, message: &str, hint: Option<&str>) -> Result<(), FrontError> {
        self.seen.push(format!("{message} ({})", hint.unwrap_or_default()));
        Ok(())
    }

    fn scorecard(&mut self, debrief: &Debrief) -> Result<(), FrontError> {
        self.seen.push(debrief.text.clone());
        self.scorecards.push(debrief.json.clone());
        Ok(())
    }

    fn ask(&mut self, selection: &Selection) -> Result<Reply, FrontError> {
        self.seen.push(selection.question.clone());
        let line = self.line();
        let meant = |(key, _): &(String, String)| *key == line;
        Ok(selection.choices.iter().position(meant).map_or(Reply::Skipped, Reply::Chosen))
    }

    fn ask_words(&mut self, label: &str) -> Result<Option<String>, FrontError> {
        self.seen.push(label.to_owned());
        Ok(Some(self.line()).filter(|line| !line.is_empty()))
    }

    fn end(&mut self) -> Result<(), FrontError> {
        Ok(())
    }

    fn interactive(&self) -> bool {
        true
    }
}

/// An interview on `two-sum`.
pub(crate) fn two_sum() -> Setup {
    let question = Bank::load(&[]).0.get(&"two-sum".parse().unwrap()).unwrap().clone();
    Setup {
        session: SessionId::from_stored("0199f3a2-7b1c-7e3a-9d2f-3b1c8e2a4d5f".to_owned()),
        rubric: Rubrics::load(&[]).0.for_kind(question.kind).unwrap().clone(),
        role: Roles::load(&[]).0.iter().next().unwrap().clone(),
        question,
        seniority: Seniority::Mid,
        minutes: 20,
        seed: 7,
        staging: Staging::default(),
    }
}

/// The debrief of an interview on `two-sum` in which this was said, before this keyboard.
pub(crate) fn debriefed(answers: &[&str], keyboard: &mut Keyboard) -> Store {
    let store = Store::in_memory().unwrap();
    let settings = Settings::load(&Given::default(), &Environment::default(), None).unwrap().0;
    let templates = TemplateSet::load(&[]).0;
    let chosen =
        Chosen::choose(&settings, &Environment::default(), &store, templates, Use::Interview).unwrap();
    let session = Session::begin(store, two_sum()).unwrap();
    keyboard.spoken = answers.iter().chain(&["/done"]).map(|line| (*line).to_owned()).collect();
    let mut interview = Interview::new(session, keyboard, chosen, Theme::PLAIN);
    interview.hold().unwrap();
    interview.debrief().unwrap();
    interview.session.store
}
