//! What the kinds of a session's events tell without their bodies: how many turns stand, and whether it ended.

/// The sum of a session's events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Whose turn each was: true for the candidate's.
    turns: Vec<bool>,
    /// Whether it was finished, and not taken back.
    pub(super) finished: bool,
    before_answer: Option<Box<Tally>>,
}

impl Tally {
    /// Counts as the director does: an undo takes back the last answer and what followed, once; a retry the last
    /// utterance.
    pub(super) fn of<'k>(kinds: impl IntoIterator<Item = &'k str>) -> Self {
        let mut tally = Self::default();
        kinds.into_iter().for_each(|kind| tally.add(kind));
        tally
    }

    /// How many turns, of both speakers.
    pub(super) fn turns(&self) -> usize {
        self.turns.len()
    }

    fn add(&mut self, kind: &str) {
        match kind {
            "answered" => {
                let before = Self { before_answer: None, ..self.clone() };
                self.before_answer = Some(Box::new(before));
                self.turns.push(true);
            }
            "spoken" => self.turns.push(false),
            "retried" if self.turns.last() == Some(&false) => {
                self.turns.pop();
            }
            "undone" => {
                if let Some(before) = self.before_answer.take() {
                    *self = *before;
                }
            }
            "finished" => self.finished = true,
            _ => {}
        }
    }
}
