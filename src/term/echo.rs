//! The terminal's own mode: what is typed while the interviewer speaks must not be echoed into the speech.

#[cfg(test)]
mod tests;

#[cfg(unix)]
pub use unix::{EchoGuard, TerminalMode};

#[cfg(not(unix))]
pub use elsewhere::{EchoGuard, TerminalMode};

#[cfg(unix)]
mod unix {
    use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
    use std::os::fd::AsFd;

    /// Keeps the terminal from echoing until it is dropped. Keys typed meanwhile wait for the next prompt, and Ctrl-C
    /// still interrupts. Does nothing where stdin is no terminal.
    #[derive(Debug)]
    pub struct EchoGuard {
        silenced: bool,
    }

    impl EchoGuard {
        /// Switches the echo off, if it is on.
        pub fn engage() -> Self {
            Self { silenced: set_echo(std::io::stdin(), false) }
        }
    }

    impl Drop for EchoGuard {
        fn drop(&mut self) {
            if self.silenced {
                set_echo(std::io::stdin(), true);
            }
        }
    }

    /// Only the one flag is touched, so that whatever else changed in between is kept. True if it changed.
    pub(super) fn set_echo(terminal: impl AsFd, on: bool) -> bool {
        let Ok(mut mode) = tcgetattr(&terminal) else { return false };
        if mode.local_modes.contains(LocalModes::ECHO) == on {
            return false;
        }
        mode.local_modes.set(LocalModes::ECHO, on);
        tcsetattr(&terminal, OptionalActions::Now, &mode).is_ok()
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
