//! Signing in by a code, and the devices that stay signed in.

use domain::Code;
use domain::account::{
    CODE_LIFE, CODE_PAUSE, CODE_TRIES, DOUBLE_CLICK, QUICK_CODES, SESSION_LIFE, SLOW_PAUSE,
};
use domain::actor::Actor;
use domain::time::{DAY, MINUTE};
use store::account::{self, Device, resolve};
use store::both;
use store::testing::{County, refused};

/// A phone that no account has.
const NEW_PHONE: &str = "13800001111";

async fn requests(county: &County, phone: &str) -> store::Result<()> {
    account::request_code(&county.cx(Actor::default()), phone, "zh-CN", None).await
}

async fn tries(county: &County, phone: &str, code: &str) -> store::Result<String> {
    signs_in(county, phone, code, None).await
}

async fn signs_in(
    county: &County,
    phone: &str,
    code: &str,
    asker: Option<&str>,
) -> store::Result<String> {
    let device = Device {
        label: "Firefox",
        locale: "zh-CN",
        elder: None,
    };
    account::sign_in(&county.cx(Actor::default()), phone, code, device, asker).await
}

/// A browser with a secret of its own.
struct Browser(&'static str);

impl Browser {
    async fn requests(&self, county: &County, phone: &str) -> store::Result<()> {
        account::request_code(&county.cx(Actor::default()), phone, "zh-CN", Some(self.0)).await
    }

    async fn tries(&self, county: &County, phone: &str, code: &str) -> store::Result<String> {
        signs_in(county, phone, code, Some(self.0)).await
    }
}

async fn is_signed_in(county: &County, token: &str) -> bool {
    resolve(county.store(), token, county.now())
        .await
        .unwrap()
        .is_some()
}

fn another(code: &str) -> &'static str {
    if code == "123456" { "654321" } else { "123456" }
}

both!(a_phone_gets_one_code_a_minute, |county| async {
    requests(&county, NEW_PHONE).await.unwrap();
    county.later(CODE_PAUSE - 1);
    assert_eq!(
        refused(requests(&county, NEW_PHONE).await),
        Code::CODE_TOO_SOON
    );
    requests(&county, &county.resident.phone).await.unwrap();
    county.later(1);
    requests(&county, NEW_PHONE).await.unwrap();
});

both!(
    after_ten_codes_of_a_day_one_comes_each_half_an_hour,
    |county| async {
        for _ in 0..QUICK_CODES {
            requests(&county, NEW_PHONE).await.unwrap();
            county.later(CODE_PAUSE);
        }
        county.later(SLOW_PAUSE - CODE_PAUSE - 1);
        assert_eq!(
            refused(requests(&county, NEW_PHONE).await),
            Code::CODES_USED_UP
        );
        county.later(1);
        requests(&county, NEW_PHONE).await.unwrap();
        county.later(DAY - SLOW_PAUSE);
        for _ in 0..2 {
            county.later(CODE_PAUSE);
            requests(&county, NEW_PHONE).await.unwrap();
        }
    }
);

both!(wrong_tries_of_others_keep_nobody_out, |county| async {
    let (own, other) = (Browser("own"), Browser("other"));
    for stranger in [Some(&other), None] {
        own.requests(&county, NEW_PHONE).await.unwrap();
        let code = county.login_code(NEW_PHONE).await;
        let wrong = another(&code);
        for _ in 0..3 * CODE_TRIES {
            let answer = match stranger {
                Some(browser) => browser.tries(&county, NEW_PHONE, wrong).await,
                None => tries(&county, NEW_PHONE, wrong).await,
            };
            assert_eq!(refused(answer), Code::WRONG_CODE);
        }
        let found = other.tries(&county, NEW_PHONE, &code).await;
        assert_eq!(refused(found), Code::WRONG_CODE, "others have tried enough");
        own.tries(&county, NEW_PHONE, &code).await.unwrap();
        county.later(CODE_PAUSE);
    }
    own.requests(&county, NEW_PHONE).await.unwrap();
    let code = county.login_code(NEW_PHONE).await;
    for _ in 0..CODE_TRIES {
        let answer = own.tries(&county, NEW_PHONE, another(&code)).await;
        assert_eq!(refused(answer), Code::WRONG_CODE);
    }
    let answer = own.tries(&county, NEW_PHONE, &code).await;
    assert_eq!(refused(answer), Code::WRONG_CODE, "one's own tries end too");
});

both!(
    codes_that_others_ask_for_keep_nobody_waiting,
    |county| async {
        let (own, other) = (Browser("own"), Browser("other"));
        own.requests(&county, NEW_PHONE).await.unwrap();
        let code = county.login_code(NEW_PHONE).await;
        own.tries(&county, NEW_PHONE, &code).await.unwrap();
        for _ in 0..QUICK_CODES - 1 {
            county.later(CODE_PAUSE);
            other.requests(&county, NEW_PHONE).await.unwrap();
        }
        assert_eq!(
            refused(other.requests(&county, NEW_PHONE).await),
            Code::CODE_TOO_SOON
        );
        own.requests(&county, NEW_PHONE).await.unwrap();
        let code = county.login_code(NEW_PHONE).await;
        own.tries(&county, NEW_PHONE, &code).await.unwrap();
        assert_eq!(
            refused(own.requests(&county, NEW_PHONE).await),
            Code::CODE_TOO_SOON,
            "one's own codes count"
        );
    }
);

both!(
    a_code_that_is_sent_in_twice_opens_the_one_device,
    |county| async {
        let (own, other) = (Browser("own"), Browser("other"));
        own.requests(&county, NEW_PHONE).await.unwrap();
        let code = county.login_code(NEW_PHONE).await;
        let first = own.tries(&county, NEW_PHONE, &code).await.unwrap();
        let stolen = other.tries(&county, NEW_PHONE, &code).await;
        assert_eq!(refused(stolen), Code::WRONG_CODE);
        let second = own.tries(&county, NEW_PHONE, &code).await.unwrap();
        assert!(is_signed_in(&county, &second).await);
        assert!(!is_signed_in(&county, &first).await, "it is one device");
        county.later(DOUBLE_CLICK);
        let later = own.tries(&county, NEW_PHONE, &code).await;
        assert_eq!(refused(later), Code::WRONG_CODE);
    }
);

both!(a_code_is_good_for_five_minutes, |county| async {
    requests(&county, NEW_PHONE).await.unwrap();
    let code = county.login_code(NEW_PHONE).await;
    county.later(CODE_LIFE);
    assert_eq!(
        refused(tries(&county, NEW_PHONE, &code).await),
        Code::WRONG_CODE
    );
    county.later(-1);
    tries(&county, NEW_PHONE, &code).await.unwrap();
});

both!(
    the_fifth_try_may_be_right_and_the_sixth_is_too_late,
    |county| async {
        for (wrong, opens) in [(CODE_TRIES - 1, true), (CODE_TRIES, false)] {
            requests(&county, NEW_PHONE).await.unwrap();
            let code = county.login_code(NEW_PHONE).await;
            for _ in 0..wrong {
                let answer = tries(&county, NEW_PHONE, another(&code)).await;
                assert_eq!(refused(answer), Code::WRONG_CODE);
            }
            let right = tries(&county, NEW_PHONE, &code).await;
            assert_eq!(right.is_ok(), opens, "after {wrong} wrong tries");
            county.later(CODE_PAUSE);
        }
    }
);

both!(a_code_opens_once, |county| async {
    requests(&county, NEW_PHONE).await.unwrap();
    let code = county.login_code(NEW_PHONE).await;
    tries(&county, NEW_PHONE, &code).await.unwrap();
    assert_eq!(
        refused(tries(&county, NEW_PHONE, &code).await),
        Code::WRONG_CODE
    );
});

both!(
    each_code_is_good_for_its_five_minutes_though_another_came,
    |county| async {
        requests(&county, NEW_PHONE).await.unwrap();
        let old = county.login_code(NEW_PHONE).await;
        county.later(CODE_PAUSE);
        requests(&county, NEW_PHONE).await.unwrap();
        let new = county.login_code(NEW_PHONE).await;
        county.later(CODE_LIFE - CODE_PAUSE - 1);
        tries(&county, NEW_PHONE, &old).await.unwrap();
        county.later(1);
        if old != new {
            let answer = tries(&county, NEW_PHONE, &old).await;
            assert_eq!(refused(answer), Code::WRONG_CODE);
        }
        tries(&county, NEW_PHONE, &new).await.unwrap();
    }
);

both!(
    nobody_learns_from_the_answers_which_phones_are_known,
    |county| async {
        let known = county.resident.phone.clone();
        for phone in [known.as_str(), NEW_PHONE] {
            assert_eq!(
                refused(tries(&county, phone, "123456").await),
                Code::WRONG_CODE
            );
            requests(&county, phone).await.unwrap();
            assert_eq!(refused(requests(&county, phone).await), Code::CODE_TOO_SOON);
            let wrong = another(&county.login_code(phone).await);
            assert_eq!(
                refused(tries(&county, phone, wrong).await),
                Code::WRONG_CODE
            );
        }
        let texts = county.waiting_texts().await;
        assert_eq!(texts.len(), 2, "both get the same SMS");
    }
);

both!(
    signing_in_again_is_the_same_account_on_another_device,
    |county| async {
        let phone = &county.resident.phone;
        let mut accounts = Vec::new();
        for _ in 0..2 {
            county.later(CODE_PAUSE);
            requests(&county, phone).await.unwrap();
            let code = county.login_code(phone).await;
            let token = tries(&county, phone, &code).await.unwrap();
            let session = resolve(county.store(), &token, county.now()).await.unwrap();
            accounts.push(session.unwrap().actor.account);
        }
        assert_eq!(accounts, [county.resident.account; 2]);
    }
);

both!(
    a_device_is_forgotten_after_thirty_days_without_use,
    |county| async {
        let token = county.resident.signs_in().await.unwrap();
        for _ in 0..3 {
            county.later(SESSION_LIFE - MINUTE);
            assert!(is_signed_in(&county, &token).await, "it was used in time");
        }
        county.later(SESSION_LIFE);
        assert!(!is_signed_in(&county, &token).await);
        assert!(!is_signed_in(&county, "0123").await);
    }
);

both!(people_end_their_own_devices_only, |county| async {
    let token = county.resident.signs_in().await.unwrap();
    let session = resolve(county.store(), &token, county.now()).await.unwrap();
    let device = session.unwrap().id;
    let mine = account::devices(&county.resident.cx().await, Some(device))
        .await
        .unwrap();
    assert_eq!(mine.iter().filter(|listed| listed.this).count(), 1);

    let stranger = county.stranger.cx().await;
    assert_eq!(
        refused(account::end_device(&stranger, device).await),
        Code::NOT_FOUND
    );
    assert!(is_signed_in(&county, &token).await);

    let resident = county.resident.cx().await;
    account::end_device(&resident, device).await.unwrap();
    assert!(!is_signed_in(&county, &token).await);
    account::end_device(&resident, device).await.unwrap();
    let left = account::devices(&resident, None).await.unwrap();
    assert_eq!(left.len(), mine.len() - 1);
});

both!(
    a_role_that_is_taken_back_opens_nothing_any_more,
    |county| async {
        let admin = county.admin.cx().await;
        let held = account::grants(&admin, None).await.unwrap().rows;
        let station = held
            .iter()
            .find(|grant| grant.role == domain::actor::Role::StationStaff)
            .unwrap();
        assert!(county.neighbour.cx().await.actor.has_desk());
        account::end_grant(&admin, station.id).await.unwrap();
        // The newest first: the neighbour's station was appointed last.
        assert!(!county.neighbour.cx().await.actor.has_desk());
        let resident = county.resident.cx().await;
        assert_eq!(
            refused(account::grants(&resident, None).await),
            Code::NOT_FOUND
        );
        assert_eq!(
            refused(account::end_grant(&resident, station.id).await),
            Code::NOT_FOUND
        );
    }
);
