//! How alike two words are in meaning, by a static table of vectors: no model is run.
//!
//! The table is made by `scripts/make-vectors.py` from all-MiniLM-L6-v2 (Apache License 2.0). It knows what words are
//! about, not what is claimed: "constant" and "linear" are neighbours in it. So it may say that a point was touched,
//! and never that it was made.

use std::{
    cell::RefCell,
    collections::HashMap,
    sync::{Arc, LazyLock},
};

const TABLE: &[u8] = include_bytes!("vectors/table.bin");
const MAGIC: &[u8] = b"viva-vec";
/// A piece that goes on a word begins so.
const GOES_ON: &str = "##";

static VECTORS: LazyLock<Vectors> = LazyLock::new(|| Vectors::read(TABLE).unwrap_or_default());

/// The table: pieces of words, and a row of small whole numbers for each.
#[derive(Debug, Default)]
struct Vectors {
    /// In the order of their bytes.
    pieces: Vec<&'static str>,
    axes: usize,
    rows: &'static [u8],
}

impl Vectors {
    /// Reads the format that `scripts/make-vectors.py` describes; none where it is another.
    fn read(table: &'static [u8]) -> Option<Self> {
        let (count, rest) = whole_number(table.strip_prefix(MAGIC)?)?;
        let (axes, rest) = whole_number(rest)?;
        let names = rest.len().checked_sub(count.checked_mul(axes)?)?;
        let (names, rows) = rest.split_at_checked(names)?;
        let pieces: Vec<&str> = std::str::from_utf8(names).ok()?.lines().collect();
        (pieces.len() == count).then_some(Self { pieces, axes, rows })
    }

    fn row(&self, piece: &str) -> Option<&[u8]> {
        let at = self.pieces.binary_search(&piece).ok()?;
        self.rows.get(at * self.axes..(at + 1) * self.axes)
    }

    /// The rows of the longest pieces that make up a word, from its beginning; none where some of it is unknown.
    fn rows_of(&self, word: &str) -> Option<Vec<&[u8]>> {
        let mut rows = Vec::new();
        let mut rest = word;
        while !rest.is_empty() {
            let lead = if rows.is_empty() { "" } else { GOES_ON };
            let (row, length) = (1..=rest.len()).rev().find_map(|length| {
                let piece = rest.get(..length)?;
                Some((self.row(&format!("{lead}{piece}"))?, length))
            })?;
            rows.push(row);
            rest = rest.get(length..)?;
        }
        (!rows.is_empty()).then_some(rows)
    }

    /// The direction of a word's meaning, of length 1.
    fn direction(&self, word: &str) -> Option<Vec<f32>> {
        let mut sum = vec![0.0_f32; self.axes];
        for row in self.rows_of(word)? {
            for (sum, number) in sum.iter_mut().zip(row) {
                *sum += f32::from(number.cast_signed());
            }
        }
        let length = sum.iter().map(|x| x * x).sum::<f32>().sqrt();
        (length > 0.0).then(|| sum.into_iter().map(|x| x / length).collect())
    }
}

fn whole_number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (number, rest) = bytes.split_first_chunk::<4>()?;
    Some((usize::try_from(u32::from_le_bytes(*number)).ok()?, rest))
}

/// A word's meaning, to be held against another's.
#[derive(Debug, Clone)]
pub struct Meaning(Arc<Vec<f32>>);

impl Meaning {
    /// The meaning of a word in lower case; none where the table does not know it.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        thread_local! {
            /// An answer's words come again and again.
            static KNOWN: RefCell<HashMap<String, Option<Meaning>>> = RefCell::default();
        }
        /// Beyond so many words it starts anew.
        const MOST_KNOWN: usize = 20_000;
        KNOWN.with_borrow_mut(|known| {
            if let Some(meaning) = known.get(word) {
                return meaning.clone();
            }
            if known.len() >= MOST_KNOWN {
                known.clear();
            }
            let meaning = VECTORS.direction(word).map(|direction| Self(Arc::new(direction)));
            known.insert(word.to_owned(), meaning.clone());
            meaning
        })
    }

    /// The cosine of the angle between the two: 1 for the same, about 0 for strangers.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f64 {
        f64::from(self.0.iter().zip(other.0.iter()).map(|(one, other)| one * other).sum::<f32>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(one: &str, other: &str) -> f64 {
        Meaning::of(one).unwrap().likeness(&Meaning::of(other).unwrap())
    }

    #[test]
    fn the_table_is_read_whole() {
        assert!(VECTORS.pieces.len() > 20_000, "{}", VECTORS.pieces.len());
        assert!(VECTORS.pieces.is_sorted());
        assert_eq!(VECTORS.rows.len(), VECTORS.pieces.len() * VECTORS.axes);
        assert!(Vectors::read(b"viva-vec\x01\0\0\0\x09\0\0\0no").is_none(), "a table that is cut off");
        assert!(Vectors::read(b"another-").is_none());
    }

    #[test]
    fn neighbours_in_meaning_are_more_alike_than_strangers() {
        for (word, neighbour, stranger) in [
            ("quick", "fast", "purple"),
            ("memory", "storage", "banana"),
            ("packet", "packets", "poem"),
            ("error", "mistake", "river"),
        ] {
            let (near, far) = (likeness(word, neighbour), likeness(word, stranger));
            assert!(near > far + 0.2, "{word}: {neighbour} {near}, {stranger} {far}");
        }
    }

    #[test]
    fn a_word_is_wholly_like_itself_and_the_likeness_is_the_same_both_ways() {
        assert!((likeness("hashing", "hashing") - 1.0).abs() < 1e-5);
        assert!((likeness("hash", "table") - likeness("table", "hash")).abs() < 1e-9);
    }

    #[test]
    fn a_word_that_is_not_in_the_table_is_put_together_from_its_pieces() {
        assert!(VECTORS.row("memoization").is_none());
        assert!(VECTORS.rows_of("memoization").unwrap().len() > 1);
        assert!(Meaning::of("λ").is_none());
        assert!(Meaning::of("").is_none());
    }
}
