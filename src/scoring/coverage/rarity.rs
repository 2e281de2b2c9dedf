//! How rare words are.

use std::collections::BTreeMap;

use crate::language::Spoken;

use super::recall::content;

/// From fewer texts nothing can be told.
const FEWEST_TEXTS: usize = 10;

/// How rare stems are in a body of texts.
#[derive(Debug, Clone, Default)]
pub struct Rarity {
    texts: usize,
    with: BTreeMap<String, usize>,
}

impl Rarity {
    /// Counts in how many of some texts each stem stands.
    pub fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut rarity = Self::default();
        for text in texts {
            rarity.texts += 1;
            for (stem, _) in content(&Spoken::new(text)) {
                *rarity.with.entry(stem).or_default() += 1;
            }
        }
        rarity
    }

    /// Smoothed inverse document frequency; 1 where nothing is known.
    #[expect(clippy::cast_precision_loss, reason = "counts of texts")]
    pub(super) fn weight(&self, stem: &str) -> f64 {
        if self.texts < FEWEST_TEXTS {
            return 1.0;
        }
        let with = self.with.get(stem).copied().unwrap_or(0);
        1.0 + ((self.texts as f64 + 1.0) / (with as f64 + 1.0)).ln()
    }
}
