//! Which choice was meant.

use crate::repl::front::Selection;

/// By what is typed for it, or by the beginning of what it means, if that is unambiguous. Nothing typed means none.
pub(super) fn chosen(selection: &Selection, typed: &str) -> Option<usize> {
    if typed.is_empty() {
        return None;
    }
    let typed = typed.to_lowercase();
    if let Some(index) = selection.choices.iter().position(|(key, _)| key.to_lowercase() == typed) {
        return Some(index);
    }
    let mut meant =
        (0..).zip(&selection.choices).filter(|(_, (_, meaning))| meaning.to_lowercase().starts_with(&typed));
    match (meant.next(), meant.next()) {
        (Some((index, _)), None) => Some(index),
        _ => None,
    }
}
