//! `viva`: a technical interviewer that lives in a terminal.
