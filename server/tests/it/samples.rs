//! A request for each endpoint that would succeed for whoever may make it.

use domain::certificates::AskForm;
use domain::hours::Verdict;
use domain::ids::CertificateRequestId;
use domain::orders::State;
use store::certificates;
use store::testing::County;

/// The form (or query) for an endpoint, in a county that has what it is about.
///
/// An endpoint without one fails the test: whoever adds a server function says here what a good request to it looks like.
pub(crate) async fn sample(county: &County, endpoint: &str) -> Option<String> {
    let id = county
        .store()
        .cx(domain::actor::Actor::default(), county.now(), "")
        .form_id();
    let about = |no: &str, rest: &str| format!("request_id={id}&no={no}{rest}");
    let order = async |state| county.order_in(state).await;
    let haircut = county.menu.haircut;
    let village = county.places.village;
    let day = county.now().plus(2 * domain::time::DAY).date();
    let from = county.now().to_field();
    Some(match endpoint {
        "account/demo"
        | "account/code_sent_to"
        | "account/devices"
        | "account/overview"
        | "account/registration"
        | "account/grants"
        | "account/sign_out"
        | "catalog/categories"
        | "catalog/items"
        | "catalog/kept"
        | "catalog/new_category"
        | "hours/mine"
        | "points/desk"
        | "certificates/mine"
        | "certificates/desk"
        | "shop/rewards"
        | "shop/mine"
        | "shop/counter"
        | "shop/desk"
        | "stars/mine"
        | "stars/desk"
        | "stars/notices"
        | "honours/awarded"
        | "honours/notices"
        | "honours/mine"
        | "honours/desk"
        | "points/earning"
        | "ledger/books"
        | "ranking/list"
        | "hours/notices"
        | "hours/reviews"
        | "notify/messages"
        | "orders/desk"
        | "orders/mine"
        | "orders/shifts"
        | "points/statement"
        | "teams/teams"
        | "home" => String::new(),
        "account/request_code" => format!("phone=139{:08}", county.now().0 % 100_000_000),
        "account/sign_in" => "code=000000".to_owned(),
        "account/language" => "locale=en&next=/".to_owned(),
        "account/end_device" => "id=999999".to_owned(),
        "account/register" => format!(
            "request_id={id}&name=%E6%B2%88&birth_month=1990-01&sex=female&village={village}&emergency_name=%E6%B2%88&\
             emergency_phone=13800001111&agree=on"
        ),
        "account/grant_role" => {
            format!(
                "request_id={id}&phone={}&role=mediator&org={}",
                county.stranger.phone, county.places.centre
            )
        }
        "account/end_grant" => "id=999999".to_owned(),
        "catalog/item" => format!("id={haircut}"),
        "catalog/editor" => format!("id={haircut}"),
        "catalog/save_item" => format!(
            "request_id={id}&category={}&title=%E7%90%86%E5%8F%91&summary=%E4%B8%8A%E9%97%A8%E4%B9%89%E5%8A%A1%E7%90%86%E5%8F%91&\
             audience=everyone&minutes=30&area={}&volunteers=1&notice_hours=1&risk=%E6%97%A0%E9%A3%8E%E9%99%A9&open=open",
            county.menu.category, village
        ),
        "catalog/add_category" => format!(
            "request_id={id}&name_zh=%E6%B5%8B%E8%AF%95{}&name_en=Test&icon=leaf",
            id.len()
        ),
        "orders/new" => format!("item={haircut}"),
        "orders/place" => format!(
            "request_id={id}&item={haircut}&name=%E6%B2%88&phone=13800001111&day1={day}&part1=morning&village={village}&address=%E4%B8%AD%E5%B1%B1%E8%B7%AF"
        ),
        "orders/order" => about(&order(State::Scheduled).await, ""),
        "orders/ask_info" | "orders/reject" | "orders/cancel" => {
            about(&order(State::Submitted).await, "&reason=because")
        }
        "orders/give_info" => about(&order(State::NeedsInfo).await, "&reason=because"),
        "orders/offer" => about(
            &order(State::Submitted).await,
            &format!("&to=team-{}&within=day", county.teams.barbers),
        ),
        "orders/override" => about(
            &order(State::Offered).await,
            &format!("&to=team-{}&within=day&reason=because", county.teams.rivals),
        ),
        "orders/accept" | "orders/decline" => about(&order(State::Offered).await, ""),
        "orders/schedule" => about(
            &order(State::Accepted).await,
            &format!(
                "&from={from}&minutes=60&members={}",
                county.member.volunteer_id()
            ),
        ),
        "orders/check_in" => about(
            &order(State::Scheduled).await,
            &format!("&volunteer={}", county.member.volunteer_id()),
        ),
        "orders/check_out" => about(
            &order(State::InService).await,
            &format!("&volunteer={}", county.member.volunteer_id()),
        ),
        "orders/deliver" => {
            let no = order(State::InService).await;
            county.later(domain::time::HOUR);
            let _ = county.leader.checks_out_for(&no, &county.member).await;
            about(&no, "&report=done%20well")
        }
        "orders/rate" => about(&order(State::Delivered).await, "&stars=4"),
        "orders/reopen" => about(&order(State::Delivered).await, "&reason=because"),
        "hours/confirm" | "hours/object" | "hours/review" => {
            // Each sample takes an hour, and more than eight a day would wait for staff.
            if county.now().clock().0 >= 15 || county.now().clock().0 < 8 {
                let tomorrow = county.now().date().plus_days(1).at(8, 0).unwrap();
                county.at(tomorrow);
            }
            let no = order(State::Delivered).await;
            let attendance = county.attendance(&no, &county.member).await;
            if endpoint != "hours/confirm" {
                let _ = county.leader.confirms(attendance).await;
            }
            if endpoint == "hours/review" {
                let _ = county.resident.objects(attendance).await;
            }
            format!(
                "request_id={id}&attendance={attendance}&words=not%20there&verdict={}",
                Verdict::Approve
            )
        }
        "notify/mark_read" => "up_to=1".to_owned(),
        "teams/team" => format!("id={}", county.teams.barbers),
        "teams/found" => format!(
            "request_id={id}&name=%E6%96%B0%E9%98%9F{}&org={village}&leader_no={}",
            county.now().0 % 1000,
            county.member.volunteer_no()
        ),
        "teams/join_roster" => format!(
            "team={}&no={}&name={}",
            county.teams.barbers,
            county.second.volunteer_no(),
            county.second.name
        ),
        "certificates/verify" | "certificates/sheet" | "certificates/desk_sheet" => {
            format!("no={}", issued(county).await)
        }
        "certificates/ask" => {
            serve_and_post(county).await;
            let (from, to) = period(county).await;
            format!("request_id={id}&from={from}&to={to}")
        }
        "certificates/issue" => format!("request_id={id}&id={}", asked(county).await),
        "certificates/send_back" => {
            format!("request_id={id}&id={}&reason=because", asked(county).await)
        }
        "certificates/revoke" => {
            format!("request_id={id}&no={}&reason=because", issued(county).await)
        }
        "shop/reward" => "id=999999".to_owned(),
        "shop/redeem" => format!("request_id={id}&reward=999999&shop=1&price=40"),
        "shop/cancel" => format!("request_id={id}&id=999999"),
        "shop/hand_out" => format!("request_id={id}&code=7K3MQ2ZP"),
        "shop/receive" => format!("request_id={id}&shop=999999&reward=1&change=5&low=3"),
        "shop/enter_reward" => format!(
            "request_id={id}&title=%E6%B4%97%E8%A1%A3%E6%B6%B2&summary=%E4%B8%A4%E5%85%AC%E6%96%A4&price=40&per_person=1&per_days=30"
        ),
        "shop/open_shop" => format!(
            "request_id={id}&org={village}&name=%E7%A7%AF%E5%88%86%E8%B6%85%E5%B8%82&place=%E4%B8%80%E6%A5%BC"
        ),
        "ranking/choose" => format!("request_id={id}&listed=listed&name=%E6%B8%85%E9%A3%8E"),
        "shop/set_budget" => format!("request_id={id}&shop=999999&budget=500"),
        "points/ask" => format!(
            "request_id={id}&no={}&way=grant&points=5&words=%E9%98%B2%E6%B1%9B%E5%80%BC%E5%AE%88%E4%B8%89%E6%99%9A",
            county.leader.volunteer_no()
        ),
        "honours/choices" => "campaign=999999".to_owned(),
        "honours/case" => "id=999999".to_owned(),
        "honours/nominate" => format!(
            "request_id={id}&campaign=999999&subject=1&reason=%E9%A3%8E%E9%87%8C%E6%9D%A5%E9%9B%A8%E9%87%8C%E5%8E%BB%E4%B8%80%E5%B9%B4%E4%B8%8D%E6%AD%87"
        ),
        "honours/answer" => format!("request_id={id}&id=999999&agree=yes"),
        "honours/open" => format!(
            "request_id={id}&title=%E6%9C%80%E7%BE%8E&about=%E6%9C%80%E7%BE%8E&kind=team&from=2026-01-01&to=2026-12-31&until={day}&places=1&hours=1&orders=1&approval=1"
        ),
        "honours/approve" | "honours/award" => format!("request_id={id}&id=999999"),
        "honours/give_back" => format!("request_id={id}&id=999999&words=because"),
        "stars/apply" => format!("request_id={id}&star=1"),
        "stars/withdraw" => format!("request_id={id}&id=999999"),
        "stars/review" => format!("request_id={id}&id=999999&verdict=approve"),
        "stars/object" | "honours/object" => {
            format!("request_id={id}&id=999999&words=not%20there")
        }
        "stars/award" => format!("request_id={id}&application=999999"),
        "stars/enter_rule" => format!(
            "request_id={id}&star=5&hours={}&body=province&from={}",
            1600 + county.now().0 % 1000,
            county.now().plus(2 * domain::time::DAY).date()
        ),
        "stars/nominees" => format!("team={}", county.teams.barbers),
        "stars/nominate" => format!(
            "request_id={id}&team={}&volunteer={}",
            county.teams.barbers,
            county.member.volunteer_id()
        ),
        "points/decide" => format!("request_id={id}&id=999999&verdict=approve"),
        "points/enter_rule" => format!(
            "request_id={id}&earns=hour&points=10&from={}",
            county.now().plus(2 * domain::time::DAY).date()
        ),
        "teams/name_leader" => format!("team={}&volunteer=999999", county.teams.barbers),
        "teams/leave_roster" => format!("team={}&volunteer=999999", county.teams.barbers),
        _ => return None,
    })
}

/// A period that nobody has asked for yet.
async fn period(county: &County) -> (String, String) {
    let today = county.now().date();
    let asked = county
        .number("SELECT count(*) FROM certificate_request")
        .await;
    (today.plus_days(-30 - asked).to_string(), today.to_string())
}

/// The member has served, and it is posted. Once is enough.
pub(crate) async fn serve_and_post(county: &County) {
    if county.number("SELECT count(*) FROM hours_entry").await > 0 {
        return;
    }
    let no = county.order_in(State::Delivered).await;
    let attendance = county.attendance(&no, &county.member).await;
    county.leader.confirms(attendance).await.unwrap();
    // Sooner than the notice ends: whoever waits so long is signed out.
    let sql = format!("UPDATE attendance SET notice_until = 0 WHERE id = {attendance}");
    county.execute(&sql).await.unwrap();
    county.ticks().await;
}

/// A request for a certificate that waits.
async fn asked(county: &County) -> CertificateRequestId {
    serve_and_post(county).await;
    let cx = county.member.cx().await;
    let (from, to) = period(county).await;
    let form = AskForm {
        from,
        to,
        ..AskForm::default()
    };
    certificates::ask(&cx, form).await.unwrap()
}

/// The number of a certificate that the township of the member's village has issued.
pub(crate) async fn issued(county: &County) -> String {
    let id = asked(county).await;
    let cx = county.elsewhere.cx().await;
    certificates::issue(&cx, "", id).await.unwrap()
}
