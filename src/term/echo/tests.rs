#![cfg(unix)]

use super::unix::silence;

#[test]
fn what_is_no_terminal_is_left_alone() {
    assert!(silence(tempfile::tempfile().unwrap()).is_none());
}
