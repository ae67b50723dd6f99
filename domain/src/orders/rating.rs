//! 评单: what somebody says about a service they got.

use super::MOST_STARS;
use crate::error::{Check, Refusal, public_text};
use serde::{Deserialize, Serialize};

words! {
    /// What a rating says besides its stars.
    RatingTag {
        /// 准时
        OnTime = "on_time",
        /// 热心
        Kind = "kind",
        /// 专业
        Skilled = "skilled",
        /// 迟到
        Late = "late",
        /// 没做完
        Unfinished = "unfinished",
    }
}

/// The rating form as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RateForm {
    /// Replays of one form carry the same id.
    pub request_id: String,
    /// The order's number.
    pub no: String,
    /// The key of the order's link, if it was opened by it.
    pub key: String,
    /// One to five.
    pub stars: String,
    /// Comma-separated [`RatingTag`]s.
    pub tags: String,
    /// In words.
    pub words: String,
}

/// A rating.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// One to five.
    pub stars: i64,
    /// What it says besides.
    pub tags: Vec<RatingTag>,
    /// In words.
    pub words: String,
}

impl RateForm {
    /// Reads the form. The words stand on the page of the service at once, for everybody.
    pub fn read(&self) -> Result<Rating, Refusal> {
        let mut check = Check::default();
        let stars = check.take("stars", crate::error::number(&self.stars, 1, MOST_STARS));
        let tags = check.take("tags", crate::account::set_of(&self.tags));
        let words = check.take("words", public_text(&self.words, 0, 300));
        check.finish(|| {
            Some(Rating {
                stars: stars?,
                tags: tags?,
                words: words?,
            })
        })
    }
}
