//! 排行榜: who serves most, per head and over a period, where there is enough to compare.
//!
//! A ranking is made once a day. A volunteer is in it only by their own choice, under a name of their choice, and never as a
//! minor. A group is ranked only if it is large enough that nobody can be picked out of it and that chance decides nothing.

use crate::account::leaves_out;
use crate::error::{Code, text};
use crate::page::Page;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What it adds to the lists of the frame.
pub(crate) const FEATURE: crate::gather::Feature = crate::gather::Feature {
    codes: CODES,
    words: word_sets! {
        "ranked": Of,
        "ranked_over": Over,
    },
    numbers: &[("FEWEST_RANKED", &FEWEST_VOLUNTEERS)],
    ..crate::gather::Feature::NONE
};

codes! {
    /// It reads like somebody's whole name.
    READS_LIKE_A_NAME = "reads_like_a_name", Invalid;
    /// An org or a team is called so.
    NAME_OF_AN_ORG = "name_of_an_org", Invalid;
}

words! {
    /// Who is compared with one another.
    Of {
        /// Volunteers who chose to be.
        Volunteers = "volunteers",
        /// Teams: what was served as this team, per member.
        Teams = "teams",
        /// Villages and communities: what those served who live there, per volunteer registered there.
        Stations = "stations",
        /// Townships: the same.
        Townships = "townships",
    }
}

words! {
    /// Over which period, up to yesterday.
    Over {
        /// Ninety days.
        Quarter = "90",
        /// Thirty days.
        Month = "30",
        /// A year.
        Year = "365",
    }
}

impl Over {
    /// Its days.
    pub const fn days(self) -> i64 {
        match self {
            Self::Month => 30,
            Self::Quarter => 90,
            Self::Year => 365,
        }
    }
}

/// A team or a place with fewer heads is not ranked.
pub const FEWEST_HEADS: i64 = 5;
/// Nor is one of which fewer have served.
pub const FEWEST_SERVED: i64 = 3;
/// Volunteers are ranked only if so many want to be.
pub const FEWEST_VOLUNTEERS: i64 = 5;

/// The longest name somebody chooses to be ranked under.
const LONGEST_NAME: usize = 12;

/// How somebody wants to be ranked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RankForm {
    /// The form's id.
    pub request_id: String,
    /// `listed` to be in the ranking.
    pub listed: String,
    /// The name to be in it under; empty for the masked one.
    pub name: String,
}

impl RankForm {
    /// Reads the form: nothing for who does not want to be ranked, an empty name for the masked one.
    ///
    /// What is shown in public is no phone and no whole name, so digits are not taken, nor is `full`.
    pub fn read(&self, full: &str) -> Result<Option<String>, Code> {
        if self.listed.is_empty() {
            return Ok(None);
        }
        let name = text(&self.name, 0, LONGEST_NAME)?;
        if name.chars().any(char::is_numeric) {
            return Err(Code::NOT_A_NAME);
        }
        leaves_out(&name, full)?;
        if reads_like_a_whole_name(&name) {
            return Err(Code::READS_LIKE_A_NAME);
        }
        Ok(Some(name))
    }
}

/// The family names that four in five people have, and those that are frequent in the county.
const FAMILY_NAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔\
    钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤涂胡傅游翁";

/// Whether a name could be somebody's whole one: a family name and one or two signs. Names are sealed, so nobody's own can be
/// compared, and one that only looks like it is refused as well.
fn reads_like_a_whole_name(name: &str) -> bool {
    let signs: Vec<char> = name.chars().filter(|sign| !sign.is_whitespace()).collect();
    let han = |sign: &char| ('\u{4e00}'..='\u{9fff}').contains(sign);
    (2..=3).contains(&signs.len())
        && signs.iter().all(han)
        && signs
            .first()
            .is_some_and(|first| FAMILY_NAMES.contains(*first))
}

/// A line of a ranking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RankView {
    /// Who: a team, a place, or the name that a volunteer chose.
    pub name: String,
    /// Its rank; nothing where there is not enough to rank it by.
    pub ranked: Option<Ranked>,
}

/// A rank, and what it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranked {
    /// From one up; equals share one.
    pub rank: i64,
    /// Minutes in all.
    pub minutes: i64,
    /// Heads that they are divided by; 1 for a volunteer.
    pub heads: i64,
}

/// A ranking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranking {
    /// Its lines, the first rank first, and behind them the groups that could not be ranked; a volunteer who could not be
    /// is not in it.
    pub page: Page<RankView>,
    /// The day it goes up to; none before the first was made.
    pub until: Option<Timestamp>,
    /// How the viewer is ranked; nothing for who cannot be.
    pub me: Option<RankForm>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(listed: &str, name: &str) -> RankForm {
        RankForm {
            listed: listed.to_owned(),
            name: name.to_owned(),
            ..RankForm::default()
        }
    }

    #[test]
    fn a_name_is_ones_own_choice_but_not_the_whole_one() {
        assert_eq!(form("", "清风").read("沈毅斌"), Ok(None));
        assert_eq!(form("listed", "").read("沈毅斌"), Ok(Some(String::new())));
        assert_eq!(
            form("listed", " 清风 ").read("沈毅斌"),
            Ok(Some("清风".to_owned()))
        );
        assert_eq!(
            form("listed", "沈毅斌").read("沈毅斌"),
            Err(Code::WHOLE_NAME)
        );
        assert_eq!(
            form("listed", "138一二1234").read("沈毅斌"),
            Err(Code::NOT_A_NAME)
        );
        assert_eq!(
            form("listed", "一二三四五六七八九十甲乙丙").read("沈毅斌"),
            Err(Code::TOO_LONG)
        );
    }

    #[test]
    fn nobody_elses_whole_name_is_taken() {
        for name in ["许秀兰", "林建平", "陈倩", "涂 志强"] {
            let answer = form("listed", name).read("沈毅斌");
            assert_eq!(answer, Err(Code::READS_LIKE_A_NAME), "{name}");
        }
        for name in [
            "清风",
            "小陈",
            "南诏老林头",
            "热心的许阿姨",
            "Chen",
            "一颗星星",
            "暖阳",
        ] {
            assert!(form("listed", name).read("沈毅斌").is_ok(), "{name}");
        }
    }
}
