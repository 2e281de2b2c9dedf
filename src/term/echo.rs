//! The terminal's own mode: what is typed while the interviewer speaks must not be echoed into the speech.

#[cfg(test)]
mod tests;

#[cfg(unix)]
pub use unix::{EchoGuard, TerminalMode};

#[cfg(not(unix))]
pub use elsewhere::{EchoGuard, TerminalMode};

#[cfg(unix)]
mod unix {
    use rustix::termios::{InputModes, LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
    use std::os::fd::AsFd;

    /// Keeps the terminal from echoing until it is dropped. Keys typed meanwhile wait for the next prompt, and Ctrl-C
    /// still interrupts. Does nothing where stdin is no terminal.
    #[derive(Debug)]
    pub struct EchoGuard {
        before: Option<Flags>,
    }

    impl EchoGuard {
        /// Switches the echo off, if it is on.
        pub fn engage() -> Self {
            Self { before: silence(std::io::stdin()) }
        }
    }

    impl Drop for EchoGuard {
        fn drop(&mut self) {
            if let Some(flags) = self.before {
                flags.apply(std::io::stdin());
            }
        }
    }

    /// The flags that the guard changes, as they were; whatever else changes in between is kept.
    #[derive(Debug, Clone, Copy)]
    pub(super) struct Flags {
        echo: bool,
        /// Return is read as a line feed. While it is off, an Enter typed ahead reaches the line editor as an Enter,
        /// not as Ctrl-J.
        return_as_line_feed: bool,
    }

    impl Flags {
        fn of(mode: &Termios) -> Self {
            Self {
                echo: mode.local_modes.contains(LocalModes::ECHO),
                return_as_line_feed: mode.input_modes.contains(InputModes::ICRNL),
            }
        }

        fn apply(self, terminal: impl AsFd) -> bool {
            let Ok(mut mode) = tcgetattr(&terminal) else { return false };
            mode.local_modes.set(LocalModes::ECHO, self.echo);
            mode.input_modes.set(InputModes::ICRNL, self.return_as_line_feed);
            tcsetattr(&terminal, OptionalActions::Now, &mode).is_ok()
        }
    }

    /// The flags before; `None` where nothing changed.
    pub(super) fn silence(terminal: impl AsFd) -> Option<Flags> {
        let before = Flags::of(&tcgetattr(&terminal).ok()?);
        let silent = Flags { echo: false, return_as_line_feed: false };
        (before.echo && silent.apply(terminal)).then_some(before)
    }

    /// The mode stdin's terminal was in at some moment, to be put back later.
    #[derive(Debug, Clone)]
    pub struct TerminalMode(Termios);

    impl TerminalMode {
        /// The mode now; `None` where stdin is no terminal.
        pub fn current() -> Option<Self> {
            tcgetattr(std::io::stdin()).ok().map(Self)
        }

        /// Puts the terminal back into this mode. A terminal that is gone is no error.
        pub fn restore(&self) {
            let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, &self.0);
        }
    }
}

#[cfg(not(unix))]
mod elsewhere {
    /// Does nothing on this platform.
    #[derive(Debug)]
    pub struct EchoGuard;

    impl EchoGuard {
        /// Does nothing on this platform.
        pub fn engage() -> Self {
            Self
        }
    }

    /// Not known on this platform.
    #[derive(Debug, Clone)]
    pub struct TerminalMode;

    impl TerminalMode {
        /// Always `None` on this platform.
        pub fn current() -> Option<Self> {
            None
        }

        /// Does nothing on this platform.
        pub fn restore(&self) {}
    }
}
