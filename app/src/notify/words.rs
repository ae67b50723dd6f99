//! Messages in words.

use crate::locale::text;
use crate::ui::{date, date_time, hours, order_no};
use domain::account::CODE_LIFE;
use domain::notify::Notice;
use domain::orders::REOPEN_WITHIN;
use domain::spoken::spoken;
use domain::time::{DAY, MINUTE, Timestamp};

/// What the inbox says.
pub fn in_app(notice: &Notice) -> String {
    use text::notice as say;
    match notice {
        Notice::LoginCode { code } => say::login_code(code),
        Notice::OrderPlaced { no, title } => say::order_placed(title, order_no(no)),
        Notice::OrderWaits { no, title } => say::order_waits(title, order_no(no)),
        Notice::InfoAsked { title, reason, .. } => say::info_asked(title, reason),
        Notice::InfoGiven { no, title } => say::info_given(title, order_no(no)),
        Notice::OrderRejected { title, reason, .. } => say::order_rejected(title, reason),
        Notice::OfferMade {
            title, deadline, ..
        } => say::offer_made(title, date_time(*deadline)),
        Notice::OfferWithdrawn { no, title } => say::offer_withdrawn(title, order_no(no)),
        Notice::OfferReturned { no, title, by } => say::offer_returned(by, title, order_no(no)),
        Notice::OrderAccepted { title, by, .. } => say::order_accepted(title, by),
        Notice::OrderScheduled { title, from, .. } => say::order_scheduled(title, date_time(*from)),
        Notice::ShiftAssigned { title, from, .. } => say::shift_assigned(title, date_time(*from)),
        Notice::ServiceStarted { title, .. } => say::service_started(title),
        Notice::OrderDelivered { title, .. } => say::order_delivered(title),
        Notice::OrderRated { title, stars, .. } => say::order_rated(*stars, title),
        Notice::OrderClosed { title, .. } => say::order_closed(title, REOPEN_WITHIN / DAY),
        Notice::OrderCancelled { title, reason, .. } => say::order_cancelled(title, reason),
        Notice::OrderReopened { title, reason, .. } => say::order_reopened(title, reason),
        Notice::HoursNoticed {
            title,
            minutes,
            until,
        } => say::hours_noticed(title, hours(*minutes), last_day(*until)),
        Notice::HoursPosted {
            title,
            minutes,
            points,
        } => say::hours_posted(*points, title, hours(*minutes)),
        Notice::HoursStruck { title } => say::hours_struck(title),
        Notice::BonusPosted { title, points } => say::bonus_posted(*points, title),
        Notice::PointsDecided { points, reason } => say::points_decided(signed(*points), reason),
        Notice::PointsExpiring { points, on } => say::points_expiring(*points, date(*on)),
        Notice::PointsExpired { points } => say::points_expired(*points),
        Notice::RedemptionExpired { title, points } => say::redemption_expired(title, *points),
        Notice::StockLow { shop, title } => say::stock_low(shop, title),
        Notice::BudgetReached {
            shop,
            percent,
            budget,
        } => say::budget_reached(shop, *percent, *budget),
        Notice::CertificateAsked { who } => say::certificate_asked(who),
        Notice::CertificateIssued { no } => say::certificate_issued(spoken(no)),
        Notice::CertificateReturned { reason } => say::certificate_returned(reason),
        Notice::CertificateRevoked { no, reason } => say::certificate_revoked(spoken(no), reason),
        Notice::HonourWaits { title } => say::honour_waits(title),
        Notice::HonourNominated { title } => say::honour_nominated(title),
        Notice::HonourNoticed { title, until } => say::honour_noticed(title, last_day(*until)),
        Notice::HonourObjected { title } => say::honour_objected(title),
        Notice::HonourReturned { title, reason } => say::honour_returned(title, reason),
        Notice::HonourAwarded { title } => say::honour_awarded(title),
        Notice::StarWaits { star } => say::star_waits(*star),
        Notice::StarApplied { star } => say::star_applied(*star),
        Notice::StarNominated { star, team } => say::star_nominated(team, *star),
        Notice::StarNoticed { star, until } => say::star_noticed(*star, last_day(*until)),
        Notice::StarObjected { star } => say::star_objected(*star),
        Notice::StarReturned { star, reason } => say::star_returned(*star, reason),
        Notice::StarAwarded { star, by } => say::star_awarded(by, *star),
        Notice::StarWithdrawn { star } => say::star_withdrawn(*star),
        Notice::LeaderNamed { name, .. } => say::leader_named(name),
        Notice::RosterJoined { name, .. } => say::roster_joined(name),
        Notice::Welcome { no } => say::welcome(no),
    }
}

/// What an SMS says: who writes, one short sentence, and the link at the end. It gives no reasons, for they are free words
/// and phones show messages to bystanders; the link leads to them.
pub fn sms(notice: &Notice, link: Option<&str>) -> String {
    let words = in_short(notice);
    text::sms::signed(match link {
        Some(link) => text::sms::with_link(words, link),
        None => words,
    })
}

fn in_short(notice: &Notice) -> String {
    use text::sms as say;
    match notice {
        Notice::LoginCode { code } => say::login_code(code, CODE_LIFE / MINUTE),
        Notice::OrderPlaced { no, title } => say::order_placed(clip(title), order_no(no)),
        Notice::OrderWaits { no, title } => say::order_waits(clip(title), order_no(no)),
        Notice::InfoAsked { title, .. } => say::info_asked(clip(title)),
        Notice::InfoGiven { no, title } => say::info_given(clip(title), order_no(no)),
        Notice::OrderRejected { title, .. } => say::order_rejected(clip(title)),
        Notice::OfferMade {
            title, deadline, ..
        } => say::offer_made(clip(title), date_time(*deadline)),
        Notice::OfferWithdrawn { no, title } => say::offer_withdrawn(clip(title), order_no(no)),
        Notice::OfferReturned { no, title, by } => {
            say::offer_returned(clip(by), clip(title), order_no(no))
        }
        Notice::OrderAccepted { title, by, .. } => say::order_accepted(clip(title), clip(by)),
        Notice::OrderScheduled { title, from, .. } => {
            say::order_scheduled(clip(title), date_time(*from))
        }
        Notice::ShiftAssigned { title, from, .. } => {
            say::shift_assigned(clip(title), date_time(*from))
        }
        Notice::ServiceStarted { title, .. } => say::service_started(clip(title)),
        Notice::OrderDelivered { title, .. } => say::order_delivered(clip(title)),
        Notice::OrderRated { title, stars, .. } => say::order_rated(*stars, clip(title)),
        Notice::OrderClosed { title, .. } => say::order_closed(clip(title)),
        Notice::OrderCancelled { title, .. } => say::order_cancelled(clip(title)),
        Notice::OrderReopened { title, .. } => say::order_reopened(clip(title)),
        Notice::HoursNoticed {
            title,
            minutes,
            until,
        } => say::hours_noticed(clip(title), hours(*minutes), last_day(*until)),
        Notice::HoursPosted {
            title,
            minutes,
            points,
        } => say::hours_posted(*points, clip(title), hours(*minutes)),
        Notice::HoursStruck { title } => say::hours_struck(clip(title)),
        Notice::BonusPosted { title, points } => say::bonus_posted(*points, clip(title)),
        Notice::PointsDecided { points, .. } => say::points_decided(signed(*points)),
        Notice::PointsExpiring { points, on } => say::points_expiring(*points, date(*on)),
        Notice::PointsExpired { points } => say::points_expired(*points),
        Notice::RedemptionExpired { title, points } => {
            say::redemption_expired(clip(title), *points)
        }
        Notice::StockLow { shop, title } => say::stock_low(clip(shop), clip(title)),
        Notice::BudgetReached {
            shop,
            percent,
            budget,
        } => say::budget_reached(clip(shop), *percent, *budget),
        Notice::CertificateAsked { who } => say::certificate_asked(who),
        Notice::CertificateIssued { no } => say::certificate_issued(spoken(no)),
        Notice::CertificateReturned { .. } => say::certificate_returned().to_owned(),
        Notice::CertificateRevoked { no, .. } => say::certificate_revoked(spoken(no)),
        Notice::HonourWaits { title } => say::honour_waits(clip(title)),
        Notice::HonourNominated { title } => say::honour_nominated(clip(title)),
        Notice::HonourNoticed { title, until } => {
            say::honour_noticed(clip(title), last_day(*until))
        }
        Notice::HonourObjected { title } => say::honour_objected(clip(title)),
        Notice::HonourReturned { title, .. } => say::honour_returned(clip(title)),
        Notice::HonourAwarded { title } => say::honour_awarded(clip(title)),
        Notice::StarWaits { star } => say::star_waits(*star),
        Notice::StarApplied { star } => say::star_applied(*star),
        Notice::StarNominated { star, team } => say::star_nominated(clip(team), *star),
        Notice::StarNoticed { star, until } => say::star_noticed(*star, last_day(*until)),
        Notice::StarObjected { star } => say::star_objected(*star),
        Notice::StarReturned { star, .. } => say::star_returned(*star),
        Notice::StarAwarded { star, by } => say::star_awarded(clip(by), *star),
        Notice::StarWithdrawn { star } => say::star_withdrawn(*star),
        Notice::LeaderNamed { name, .. } => say::leader_named(clip(name)),
        Notice::RosterJoined { name, .. } => say::roster_joined(clip(name)),
        Notice::Welcome { no } => say::welcome(no),
    }
}

/// `+5`, `−5`.
fn signed(points: i64) -> String {
    format!("{points:+}").replace('-', "−")
}

/// A notice ends at midnight; people read the day before.
fn last_day(until: Timestamp) -> String {
    date(until.plus(-1))
}

/// A name short enough for an SMS.
fn clip(name: &str) -> String {
    const LONGEST: usize = 20;
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    name.chars()
        .take(LONGEST - 1)
        .chain(std::iter::once('…'))
        .collect()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use crate::locale::{Locale, with};
    use domain::ids::TeamId;
    use std::collections::HashSet;

    /// As long as a county's domain makes it.
    const LINK: &str = "https://dd.zhaoan.gov.cn/orders/2612345678?key=AbCdEfGhIjKlMnOpQrStUv";

    /// One of each kind.
    fn every_notice(title: &str, by: &str) -> Vec<Notice> {
        let (title, by) = (title.to_owned(), by.to_owned());
        let no = || "2612345678".to_owned();
        let title = || title.clone();
        let reason = || "志愿者队这两天都排满了，麻烦换一天再点。".repeat(20);
        // Mon 23 Nov 2026, 14:30.
        let at = Timestamp(1_795_415_400_000);
        vec![
            Notice::LoginCode {
                code: "024680".to_owned(),
            },
            Notice::OrderPlaced {
                no: no(),
                title: title(),
            },
            Notice::OrderWaits {
                no: no(),
                title: title(),
            },
            Notice::InfoAsked {
                no: no(),
                title: title(),
                reason: reason(),
            },
            Notice::InfoGiven {
                no: no(),
                title: title(),
            },
            Notice::OrderRejected {
                no: no(),
                title: title(),
                reason: reason(),
            },
            Notice::OfferMade {
                no: no(),
                title: title(),
                deadline: at,
            },
            Notice::OfferWithdrawn {
                no: no(),
                title: title(),
            },
            Notice::OfferReturned {
                no: no(),
                title: title(),
                by: by.clone(),
            },
            Notice::OrderAccepted {
                no: no(),
                title: title(),
                by,
            },
            Notice::OrderScheduled {
                no: no(),
                title: title(),
                from: at,
            },
            Notice::ShiftAssigned {
                no: no(),
                title: title(),
                from: at,
            },
            Notice::ServiceStarted {
                no: no(),
                title: title(),
            },
            Notice::OrderDelivered {
                no: no(),
                title: title(),
            },
            Notice::OrderRated {
                no: no(),
                title: title(),
                stars: 5,
            },
            Notice::OrderClosed {
                no: no(),
                title: title(),
            },
            Notice::OrderCancelled {
                no: no(),
                title: title(),
                reason: reason(),
            },
            Notice::OrderReopened {
                no: no(),
                title: title(),
                reason: reason(),
            },
            Notice::HoursNoticed {
                title: title(),
                minutes: 90,
                until: at,
            },
            Notice::HoursPosted {
                title: title(),
                minutes: 90,
                points: 15,
            },
            Notice::HoursStruck { title: title() },
            Notice::BonusPosted {
                title: title(),
                points: 5,
            },
            Notice::PointsDecided {
                points: -5,
                reason: reason(),
            },
            Notice::PointsExpiring {
                points: 120,
                on: at,
            },
            Notice::PointsExpired { points: 120 },
            Notice::RedemptionExpired {
                title: title(),
                points: 120,
            },
            Notice::StockLow {
                shop: title(),
                title: title(),
            },
            Notice::BudgetReached {
                shop: title(),
                percent: 80,
                budget: 1_000,
            },
            Notice::CertificateAsked {
                who: "陈*".to_owned(),
            },
            Notice::CertificateIssued {
                no: "2601J8JW6GTP".to_owned(),
            },
            Notice::CertificateReturned { reason: reason() },
            Notice::CertificateRevoked {
                no: "2601J8JW6GTP".to_owned(),
                reason: reason(),
            },
            Notice::HonourWaits { title: title() },
            Notice::HonourNominated { title: title() },
            Notice::HonourNoticed {
                title: title(),
                until: at,
            },
            Notice::HonourObjected { title: title() },
            Notice::HonourReturned {
                title: title(),
                reason: reason(),
            },
            Notice::HonourAwarded { title: title() },
            Notice::StarWaits { star: 1 },
            Notice::StarApplied { star: 1 },
            Notice::StarNominated {
                star: 1,
                team: title(),
            },
            Notice::StarNoticed { star: 1, until: at },
            Notice::StarObjected { star: 1 },
            Notice::StarReturned {
                star: 1,
                reason: reason(),
            },
            Notice::StarAwarded {
                star: 1,
                by: title(),
            },
            Notice::StarWithdrawn { star: 1 },
            Notice::LeaderNamed {
                team: TeamId(1),
                name: title(),
            },
            Notice::RosterJoined {
                team: TeamId(1),
                name: title(),
            },
            Notice::Welcome {
                no: "35062426000123X".to_owned(),
            },
        ]
    }

    /// Whether it is told to who ordered or is served, whose SMS has the order's link.
    fn goes_with_a_link(notice: &Notice) -> bool {
        matches!(
            notice,
            Notice::OrderPlaced { .. }
                | Notice::InfoAsked { .. }
                | Notice::OrderRejected { .. }
                | Notice::OrderAccepted { .. }
                | Notice::OrderScheduled { .. }
                | Notice::ServiceStarted { .. }
                | Notice::OrderDelivered { .. }
                | Notice::OrderClosed { .. }
                | Notice::OrderCancelled { .. }
        )
    }

    #[test]
    fn every_notice_has_its_own_words_in_both_languages() {
        for locale in Locale::ALL {
            let notices = every_notice("上门理发", "南诏镇爱心理发队");
            let told: HashSet<_> = notices
                .iter()
                .flat_map(|notice| with(locale, || [in_app(notice), sms(notice, None)]))
                .collect();
            assert_eq!(told.len(), notices.len() * 2, "{locale:?}");
            for text in told {
                assert!(!text.contains(['{', '}']), "{text}");
                assert!(text.chars().count() > 8, "{text}");
            }
        }
    }

    #[test]
    fn an_sms_is_signed_short_and_ends_with_its_link() {
        for (locale, title, by) in [
            (Locale::ZhCn, "上门理发", "南诏镇爱心理发志愿服务队"),
            (Locale::En, "Haircut at home", "Nanzhao haircut team"),
            (
                Locale::ZhCn,
                "空巢老人、留守儿童和残疾人家庭家用电器上门检查和维修",
                "官陂镇新时代文明实践所青年突击志愿服务队",
            ),
        ] {
            for notice in every_notice(title, by) {
                let link = goes_with_a_link(&notice).then_some(LINK);
                let text = with(locale, || sms(&notice, link));
                let length = text.chars().count();
                assert!(length <= 140, "{length}: {text}");
                assert!(text.starts_with("【诏安点单】"), "{text}");
                assert!(text.ends_with(link.unwrap_or_default()), "{text}");
            }
        }
    }

    #[test]
    fn a_code_says_how_long_it_is_valid() {
        let code = Notice::LoginCode {
            code: "024680".to_owned(),
        };
        assert_eq!(
            sms(&code, None),
            "【诏安点单】验证码024680，5分钟内有效。不要告诉别人，工作人员也不会问您要。"
        );
    }

    #[test]
    fn a_star_names_who_awarded_it() {
        let awarded = Notice::StarAwarded {
            star: 2,
            by: "诏安县新时代文明实践中心".to_owned(),
        };
        assert_eq!(
            in_app(&awarded),
            "恭喜您！诏安县新时代文明实践中心授予您2星级志愿者。"
        );
    }

    #[test]
    fn a_budget_names_the_shop_then_the_share() {
        let reached = Notice::BudgetReached {
            shop: "城内社区积分超市".to_owned(),
            percent: 80,
            budget: 5_000,
        };
        assert_eq!(
            in_app(&reached),
            "城内社区积分超市本月兑出的积分到了预算的80%（预算5000分）。"
        );
    }

    #[test]
    fn a_public_notice_ends_with_a_day() {
        let noticed = Notice::HoursNoticed {
            title: "上门理发".to_owned(),
            minutes: 90,
            // Midnight before Thursday.
            until: Timestamp(1_795_622_400_000),
        };
        assert_eq!(
            in_app(&noticed),
            "您在“上门理发”中服务的1.5小时已经确认，公示到11月25日 周三，没有异议就入账。"
        );
    }
}
