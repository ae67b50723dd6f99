//! What people say: reasons, ratings, objections.

use domain::orders::{DeclineReason, RatingTag};

/// What the desk asks.
pub(super) const ASKED: &[&str] = &[
    "请补充具体门牌号和楼层。",
    "请说明大概有多少人参加。",
    "请问老人目前的身体情况，能否自己行走？",
    "请确认当天家里有人。",
];
/// What the requester answers.
pub(super) const ANSWERED: &[&str] = &[
    "在二楼，上楼左手边第一间。",
    "大概二十来个人。",
    "能走，要人扶一下。",
    "那天我和女儿都在家。",
];
/// Why an order is refused.
pub(super) const REFUSED: &[&str] = &[
    "不在本服务范围内，已电话说明并转告村里。",
    "同一地址已安排相同服务，不重复派单。",
    "联系电话多次无人接听，请核对后重新下单。",
    "属于收费维修项目，建议联系售后。",
];
/// Why a team declines.
pub(super) const DECLINED: &[(Option<DeclineReason>, &str)] = &[
    (None, ""),
    (Some(DeclineReason::EnoughToDo), ""),
    (Some(DeclineReason::NobodyFree), "本周人手已排满。"),
    (Some(DeclineReason::NoSkill), "队员不熟悉这项服务。"),
    (Some(DeclineReason::TooFar), "车辆安排不开。"),
];
/// Why an order is called off by who placed it.
pub(super) const CALLED_OFF: &[&str] = &[
    "家里临时有事，改天再约。",
    "老人住院了，先取消。",
    "邻居已经帮忙解决了。",
    "时间记错了，重新下单。",
];
/// Why the desk takes an order back from who holds it.
pub(super) const TAKEN_BACK: &[&str] = &[
    "队长临时外出，改派其他队伍。",
    "就近调整，改由镇上队伍承接。",
];
/// Why the desk calls an order off.
pub(super) const NOBODY_FREE: &str = "近期队员时间排不开，已电话向群众说明。";
/// Why a delivery is asked for once more.
pub(super) const ASKED_AGAIN: &[&str] = &[
    "只修了一半，另一个还是坏的。",
    "那天人多没轮到，想请再来一次。",
];
/// What is said against a service record.
pub(super) const OBJECTED: &[&str] = &[
    "那天我在场，没有看到这位志愿者。",
    "时间好像记多了，实际一个小时左右就结束了。",
    "当天下雨活动提前结束，请核实时长。",
];

const FIVE: &[&str] = &[
    "很准时，做事细心，老人特别高兴。",
    "态度好，手艺也好，下次还找你们。",
    "讲得清楚明白，大家都听得懂。",
    "年轻人有耐心，一遍一遍教。",
    "自己带工具来，还帮忙打扫干净，感谢！",
    "孩子回家还一直说，盼着下次。",
    "没想到这么快就有人来，真方便。",
];
const FOUR: &[&str] = &[
    "服务不错，就是来得稍微晚了一点。",
    "很好，希望时间再长一些。",
    "总体满意，材料可以再多准备一些。",
];
const LESS: &[&str] = &[
    "约好上午，下午才来。",
    "有一样没做完就走了。",
    "人来了两个，只有一个在做事。",
];

/// What fits a number of stars.
pub(super) fn words(stars: i64) -> &'static [&'static str] {
    match stars {
        5 => FIVE,
        4 => FOUR,
        _ => LESS,
    }
}

/// Which tags fit a number of stars.
pub(super) fn tags(stars: i64) -> &'static [RatingTag] {
    match stars {
        5 => &[RatingTag::OnTime, RatingTag::Kind, RatingTag::Skilled],
        4 => &[RatingTag::Kind, RatingTag::Skilled],
        _ => &[RatingTag::Late, RatingTag::Unfinished],
    }
}

/// Why somebody comes who has not left elsewhere.
pub(super) const STRAIGHT_ON: &str = "上一家刚做完，直接过来的，那边稍后补签退。";

#[cfg(test)]
mod tests {
    use super::*;
    use domain::access::Action;
    use domain::error::text;
    use domain::orders::reason_length;

    #[test]
    fn every_reason_would_pass_its_form() {
        for (action, reasons) in [
            (Action::ASK_INFO, ASKED),
            (Action::GIVE_INFO, ANSWERED),
            (Action::REJECT, REFUSED),
            (Action::CANCEL, CALLED_OFF),
            (Action::CANCEL, &[NOBODY_FREE]),
            (Action::OVERRIDE, TAKEN_BACK),
            (Action::REOPEN, ASKED_AGAIN),
        ] {
            let least = reason_length(action).unwrap_or(usize::MAX);
            for reason in reasons {
                assert!(text(reason, least, 200).is_ok(), "{reason}");
            }
        }
        assert!(
            DECLINED
                .iter()
                .all(|(_, words)| text(words, 0, 200).is_ok())
        );
        assert!(OBJECTED.iter().all(|words| text(words, 5, 300).is_ok()));
    }
}
