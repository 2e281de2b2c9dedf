//! Counts of work, for tests: a text is to be taken apart once, and listened to as often whether it is short or long.

use std::cell::Cell;

thread_local! {
    static TAKEN_APART: Cell<usize> = const { Cell::new(0) };
    static LISTENED: Cell<usize> = const { Cell::new(0) };
}

pub(super) fn took_apart() {
    TAKEN_APART.set(TAKEN_APART.get() + 1);
}

pub(super) fn listened() {
    LISTENED.set(LISTENED.get() + 1);
}

/// How many texts something takes apart, and how many times it goes through one for cues.
pub(crate) fn of<T>(doing: impl FnOnce() -> T) -> (usize, usize) {
    let before = (TAKEN_APART.get(), LISTENED.get());
    doing();
    (TAKEN_APART.get() - before.0, LISTENED.get() - before.1)
}
