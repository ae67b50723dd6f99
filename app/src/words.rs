//! Messages in words: what each feature says of its own, in the inbox and by SMS.

use crate::gathered::words;
use crate::locale::text;
use crate::ui::date;
use domain::notify::Message;
use domain::time::Timestamp;

/// A feature's messages in the reader's language.
pub(crate) trait Words {
    /// What the inbox says.
    fn in_app(&self) -> String;

    /// What an SMS says, in one short sentence. It gives no reasons, for they are free words and phones show messages to
    /// bystanders; the link leads to them.
    fn in_short(&self) -> String;

    /// Where the message's reader does what it is about.
    fn leads_to(&self) -> String;
}

/// The text of an SMS: who writes, what, and the link at the end.
pub fn sms(message: &Message, link: Option<&str>) -> String {
    let words = words(message).in_short();
    text::sms::signed(match link {
        Some(link) => text::sms::with_link(words, link),
        None => words,
    })
}

/// `+5`, `−5`.
pub(crate) fn signed(points: i64) -> String {
    format!("{points:+}").replace('-', "−")
}

/// A public notice ends at midnight; people read the day before.
pub(crate) fn last_day(until: Timestamp) -> String {
    date(until.plus(-1))
}

/// A name short enough for an SMS.
pub(crate) fn clip(name: &str) -> String {
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
    use std::collections::HashSet;

    /// As long as a county's domain makes it.
    const LINK: &str = "https://dd.zhaoan.gov.cn/orders/2612345678?key=AbCdEfGhIjKlMnOpQrStUv";

    /// One of each kind, about such a service and by such a team.
    fn every_message(title: &str, by: &str) -> Vec<Message> {
        Message::samples(&|field| match field {
            "no" => "2612345678".to_owned(),
            "code" => "024680".to_owned(),
            "who" => "陈*".to_owned(),
            "reason" => "志愿者队这两天都排满了，麻烦换一天再点。".repeat(20),
            "by" | "team" => by.to_owned(),
            _ => title.to_owned(),
        })
    }

    #[test]
    fn every_message_has_its_own_words_in_both_languages() {
        for locale in Locale::ALL {
            let messages = every_message("上门理发", "南诏镇爱心理发队");
            let told: HashSet<_> = messages
                .iter()
                .flat_map(|message| with(locale, || [words(message).in_app(), sms(message, None)]))
                .collect();
            assert_eq!(told.len(), messages.len() * 2, "{locale:?}");
            for text in told {
                assert!(!text.contains(['{', '}']), "{text}");
                assert!(text.chars().count() > 8, "{text}");
            }
        }
    }

    #[test]
    fn every_message_leads_to_a_page() {
        for message in every_message("上门理发", "南诏镇爱心理发队") {
            assert!(words(&message).leads_to().starts_with('/'), "{message:?}");
        }
    }

    /// Whether it is told to who ordered or is served, whose SMS has the order's link.
    fn goes_with_a_link(message: &Message) -> bool {
        use domain::orders::Message as M;
        matches!(
            message,
            Message::Orders(
                M::OrderPlaced { .. }
                    | M::InfoAsked { .. }
                    | M::OrderRejected { .. }
                    | M::OrderAccepted { .. }
                    | M::OrderScheduled { .. }
                    | M::ServiceStarted { .. }
                    | M::OrderDelivered { .. }
                    | M::OrderClosed { .. }
                    | M::OrderCancelled { .. }
            )
        )
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
            for message in every_message(title, by) {
                let link = goes_with_a_link(&message).then_some(LINK);
                let text = with(locale, || sms(&message, link));
                let length = text.chars().count();
                assert!(length <= 140, "{length}: {text}");
                assert!(text.starts_with("【诏安点单】"), "{text}");
                assert!(text.ends_with(link.unwrap_or_default()), "{text}");
            }
        }
    }

    #[test]
    fn a_code_says_how_long_it_is_valid() {
        let code = Message::Account(domain::account::Message::LoginCode {
            code: "024680".to_owned(),
        });
        assert_eq!(
            sms(&code, None),
            "【诏安点单】验证码024680，5分钟内有效。不要告诉别人，工作人员也不会问您要。"
        );
    }

    #[test]
    fn a_star_names_who_awarded_it() {
        let awarded = Message::Stars(domain::stars::Message::StarAwarded {
            star: 2,
            by: "诏安县新时代文明实践中心".to_owned(),
        });
        assert_eq!(
            words(&awarded).in_app(),
            "恭喜您！诏安县新时代文明实践中心授予您2星级志愿者。"
        );
    }

    #[test]
    fn a_budget_names_the_shop_then_the_share() {
        let reached = Message::Shop(domain::shop::Message::BudgetReached {
            shop: "城内社区积分超市".to_owned(),
            percent: 80,
            budget: 5_000,
        });
        assert_eq!(
            words(&reached).in_app(),
            "城内社区积分超市本月兑出的积分到了预算的80%（预算5000分）。"
        );
    }

    #[test]
    fn a_public_notice_ends_with_a_day() {
        let noticed = Message::Hours(domain::hours::Message::HoursNoticed {
            title: "上门理发".to_owned(),
            minutes: 90,
            // Midnight before Thursday.
            until: Timestamp(1_795_622_400_000),
        });
        assert_eq!(
            words(&noticed).in_app(),
            "您在“上门理发”中服务的1.5小时已经确认，公示到11月25日 周三，没有异议就入账。"
        );
    }
}
