//! 评单: what somebody says about a service they got.

use super::MOST_STARS;
use crate::error::{Check, Code, Refusal, public_text};
use crate::typed;
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

/// Whom an order is about and where: what words about it that everybody will read have to leave out.
#[derive(Clone, Default)]
pub struct Involved {
    /// The whole names of who asked, who is served and who serves.
    pub names: Vec<String>,
    /// The places that the address lies in, the widest first. Everybody may know those.
    pub around: Vec<String>,
    /// Where it is served.
    pub address: String,
}

impl Involved {
    /// Whether words leave out who was there and where that was.
    pub fn left_out_of(&self, words: &str) -> Result<(), Code> {
        if self.names.iter().any(|name| typed::names(words, name)) {
            Err(Code::NAME_IN_TEXT)
        } else if typed::tells_address(words, &self.around, &self.address) {
            Err(Code::ADDRESS_IN_TEXT)
        } else {
            Ok(())
        }
    }
}

impl RateForm {
    /// Reads the form. The words stand on the page of the service, for everybody: they name none of the order's people, and do
    /// not tell where the service was.
    pub fn read(&self, order: &Involved) -> Result<Rating, Refusal> {
        let mut check = Check::default();
        let stars = check.take("stars", crate::error::number(&self.stars, 1, MOST_STARS));
        let tags = check.take("tags", crate::account::set_of(&self.tags));
        let words = public_text(&self.words, 0, 300)
            .and_then(|words| order.left_out_of(&words).map(|()| words));
        let words = check.take("words", words);
        check.finish(|| {
            Some(Rating {
                stars: stars?,
                tags: tags?,
                words: words?,
            })
        })
    }
}
