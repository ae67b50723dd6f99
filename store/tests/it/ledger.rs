//! Whatever happens in whichever order: the ledgers add up.

use crate::histories;
use crate::shop::Shop;
use domain::certificates::{AskForm, IssueForm};
use domain::hours::Verdict;
use domain::ids::AttendanceId;
use domain::orders::State;
use domain::points::{Earns, RuleForm};
use domain::time::{HOUR, MINUTE};
use proptest::prelude::*;
use store::testing::{County, Person, in_time, key};
use store::{both, certificates, check, points};

/// Something that happens in the county. What the rules refuse at that moment does not happen.
#[derive(Clone, Debug)]
enum Deed {
    /// Members serve on a new order for so many minutes.
    Serve { both: bool, minutes: i64 },
    /// An order that was served is served once more.
    Reopen(usize),
    /// Attendance is confirmed.
    Confirm(usize),
    /// An order is rated.
    Rate(usize, i64),
    /// Somebody objects to a record.
    Object(usize),
    /// Staff decide on a record.
    Review(usize, Verdict),
    /// From tomorrow on an hour earns so many points.
    NewRule(i64),
    /// The member redeems.
    Redeem,
    /// A keeper hands out what was redeemed.
    HandOut(usize),
    /// The member asks for a certificate of so many days, and staff issue it.
    Certify { days: i64 },
    /// Time passes.
    Tick { hours: i64 },
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        3 => (any::<bool>(), 1_i64..700).prop_map(|(both, minutes)| Deed::Serve { both, minutes }),
        1 => (0_usize..8).prop_map(Deed::Reopen),
        4 => (0_usize..16).prop_map(Deed::Confirm),
        2 => (0_usize..8, 3_i64..=5).prop_map(|(at, stars)| Deed::Rate(at, stars)),
        1 => (0_usize..16).prop_map(Deed::Object),
        2 => (0_usize..16, prop_oneof![Just(Verdict::Approve), Just(Verdict::Strike)])
            .prop_map(|(at, verdict)| Deed::Review(at, verdict)),
        1 => (1_i64..30).prop_map(Deed::NewRule),
        2 => Just(Deed::Redeem),
        1 => (0_usize..4).prop_map(Deed::HandOut),
        1 => (1_i64..40).prop_map(|days| Deed::Certify { days }),
        2 => (1_i64..120).prop_map(|hours| Deed::Tick { hours }),
    ];
    prop::collection::vec(deed, 5..40)
}

struct History {
    county: County,
    shop: Shop,
    orders: Vec<String>,
    attendance: Vec<AttendanceId>,
    codes: Vec<String>,
}

impl History {
    async fn happens(&mut self, deed: &Deed) {
        match *deed {
            Deed::Serve { both, minutes } => {
                let no = self.county.order_in(State::Accepted).await;
                self.serve(&no, both, minutes).await;
                self.orders.push(no);
            }
            Deed::Reopen(at) => {
                if let Some(no) = self.orders.get(at).cloned()
                    && self.county.resident.reopens(&no, "没剪完").await.is_ok()
                {
                    self.serve(&no, false, 45).await;
                }
            }
            Deed::Confirm(at) => {
                if let Some(id) = self.attendance.get(at) {
                    let _ = self.county.leader.confirms(*id).await;
                }
            }
            Deed::Rate(at, stars) => {
                if let Some(no) = self.orders.get(at) {
                    let _ = self.county.resident.rates(no, stars).await;
                }
            }
            Deed::Object(at) => {
                if let Some(id) = self.attendance.get(at) {
                    let _ = self.county.stranger.objects(*id).await;
                }
            }
            Deed::Review(at, verdict) => {
                if let Some(id) = self.attendance.get(at) {
                    let _ = self.county.station.reviews(*id, verdict).await;
                }
            }
            Deed::NewRule(points) => self.enters_rule(points).await,
            Deed::Redeem => {
                let member = self.county.member.cx().await;
                if self.shop.redeems(&member).await.is_ok() {
                    self.codes.push(self.shop.code(&member).await);
                }
            }
            Deed::HandOut(at) => {
                if let Some(code) = self.codes.get(at) {
                    let _ = self.shop.hands_out(code).await;
                }
            }
            Deed::Certify { days } => self.certifies(days).await,
            Deed::Tick { hours } => {
                self.county.later(hours * HOUR);
                self.county.ticks().await;
            }
        }
    }

    async fn enters_rule(&self, points: i64) {
        let cx = self.county.admin.cx().await;
        let form = RuleForm {
            request_id: cx.form_id(),
            earns: Earns::Hour.to_string(),
            points: points.to_string(),
            from: cx.now.date().plus_days(1).to_string(),
            ..RuleForm::default()
        };
        points::enter_rule(&cx, form).await.unwrap();
    }

    async fn certifies(&self, days: i64) {
        let cx = self.county.member.cx().await;
        let form = AskForm {
            request_id: cx.form_id(),
            from: cx.now.date().plus_days(-days).to_string(),
            to: cx.now.date().to_string(),
            purpose: "评优".to_owned(),
        };
        if let Ok(asked) = certificates::ask(&cx, form).await {
            let clerk = self.county.centre.cx().await;
            let form = IssueForm {
                request_id: clerk.form_id(),
                id: asked.to_string(),
            };
            certificates::issue(&clerk, form).await.unwrap();
        }
    }

    async fn serve(&mut self, no: &str, both: bool, minutes: i64) {
        let county = self.county.clone();
        let members: Vec<&Person> = if both {
            vec![&county.member, &county.second]
        } else {
            vec![&county.member]
        };
        county.leader.schedules(no, &members).await.unwrap();
        for member in &members {
            county.later(MINUTE);
            member.checks_in(no).await.unwrap();
        }
        county.later(minutes * MINUTE);
        for member in &members {
            member.checks_out(no).await.unwrap();
            self.attendance.push(county.attendance(no, member).await);
        }
        county.leader.delivers(no).await.unwrap();
    }

    async fn adds_up(&self) {
        for (rule, sql) in [
            (
                "the sum of all balances is zero",
                "SELECT CAST(coalesce(sum(balance), 0) AS bigint) FROM points_account",
            ),
            (
                "nobody but the issuer is below zero",
                "SELECT count(*) FROM points_account WHERE balance < 0 AND owner <> 'issuer'",
            ),
            (
                "a balance is what was given less what was taken",
                "SELECT count(*) FROM points_account a WHERE a.balance <>
                 (SELECT coalesce(sum(amount), 0) FROM points_transfer WHERE credit_id = a.id) -
                 (SELECT coalesce(sum(amount), 0) FROM points_transfer WHERE debit_id = a.id)",
            ),
            (
                "a volunteer's minutes are those of their entries",
                "SELECT count(*) FROM volunteer v WHERE v.minutes <>
                 (SELECT coalesce(sum(minutes), 0) FROM hours_entry WHERE volunteer_id = v.id)",
            ),
            (
                "nothing below zero lies in a shop",
                "SELECT count(*) FROM stock WHERE units < 0",
            ),
            (
                "what is posted is entered, and nothing else is",
                "SELECT count(*) FROM attendance a WHERE (a.state = 'posted') <>
                 EXISTS (SELECT 1 FROM hours_entry WHERE attendance_id = a.id AND minutes = a.minutes)",
            ),
            (
                "each is thanked once for an order, and once for each service",
                "SELECT count(*) FROM (SELECT 1 FROM points_transfer t JOIN attendance a ON a.id = t.attendance_id
                 GROUP BY t.rule, a.volunteer_id, CASE t.rule WHEN 'five_stars' THEN -a.order_id ELSE a.id END
                 HAVING count(*) > 1) AS twice",
            ),
            (
                "a day earns eighty points at most, five-star ratings aside",
                "SELECT count(*) FROM (SELECT 1 FROM points_transfer t JOIN hours_entry h ON h.attendance_id = t.attendance_id
                 WHERE t.rule = 'service_hours' GROUP BY h.volunteer_id, h.served_on HAVING sum(t.amount) > 80) AS days",
            ),
        ] {
            assert_eq!(self.county.number(sql).await, 0, "{rule}");
        }
        passes_the_check(&self.county).await;
    }
}

/// What `diandan check` derives from the rows is what stands in the books.
async fn passes_the_check(county: &County) {
    let report = check::run(county.database(), &key()).await.unwrap();
    assert_eq!(report.differences, Vec::<String>::new());
}

both!(what_the_use_cases_write_passes_the_check, |county| async {
    // Nothing leads to a merged order yet but a hand in the books.
    for &state in State::ALL.iter().filter(|state| **state != State::Merged) {
        county.order_in(state).await;
    }
    let no = county.order_in(State::Delivered).await;
    let attendance = county.attendance(&no, &county.member).await;
    county.leader.confirms(attendance).await.unwrap();
    county.resident.rates(&no, 5).await.unwrap();
    county.later(240 * HOUR);
    county.ticks().await;
    assert_eq!(county.member.minutes_and_points().await, (60, 15));
    passes_the_check(&county).await;
});

proptest! {
    #![proptest_config(histories(12))]

    /// On SQLite only: it is the arithmetic that is tried here, and the engines are tried elsewhere.
    #[test]
    fn the_ledgers_add_up_after_any_history(deeds in deeds()) {
        in_time(move || async move {
            let county = County::sqlite().await;
            let shop = Shop::open(&county, 3, 12).await;
            let mut history = History { county, shop, orders: Vec::new(), attendance: Vec::new(), codes: Vec::new() };
            for deed in &deeds {
                history.happens(deed).await;
            }
            history.county.later(2400 * HOUR);
            history.county.ticks().await;
            history.adds_up().await;
        });
    }
}
