#![cfg(unix)]

use super::unix::set_echo;

#[test]
fn what_is_no_terminal_is_left_alone() {
    let file = tempfile::tempfile().unwrap();
    assert!(!set_echo(&file, false));
    assert!(!set_echo(&file, true));
}
