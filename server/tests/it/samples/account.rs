//! Accounts: codes, devices, registration, roles.

use super::Sample;
use domain::actor::Role;
use store::account;
use store::testing::County;

pub(super) async fn sample(county: &County, function: &str) -> Option<Sample> {
    Some(match function {
        "demo" | "code_sent_to" | "devices" | "overview" | "registration" | "grants"
        | "sign_out" => Sample::default(),
        "request_code" => Sample::of(&[("phone", &"13712345678")]),
        "sign_in" => {
            let phone = "13712345678";
            let visitor = county.visitor().cx().await;
            account::request_code(&visitor, phone, "zh-CN", None)
                .await
                .unwrap();
            let code = county.login_code(phone).await;
            Sample {
                cookie: format!("phone={phone}"),
                ..Sample::of(&[("code", &code)])
            }
        }
        "language" => Sample::of(&[("locale", &"en")]),
        "elder" => Sample::of(&[("on", &"on")]),
        "end_device" => {
            let member = county.member.cx().await;
            let devices = account::devices(&member, None).await.unwrap();
            Sample::of(&[("id", &devices[0].id)])
        }
        "register" => Sample::of(&[
            ("name", &"沈明"),
            ("birth_month", &"1990-01"),
            ("sex", &"female"),
            ("village", &county.places.village),
            ("emergency_name", &"沈建华"),
            ("emergency_phone", &"13800001111"),
            ("agree", &"on"),
        ]),
        "grant_role" => Sample::of(&[
            ("phone", &county.stranger.phone),
            ("role", &"mediator"),
            ("org", &county.places.centre),
        ]),
        "end_grant" => {
            let admin = county.admin.cx().await;
            let grants = account::grants(&admin, None).await.unwrap().rows;
            let held = grants.iter().find(|grant| grant.role == Role::Mediator);
            Sample::of(&[("id", &held.unwrap().id)])
        }
        _ => return None,
    })
}
