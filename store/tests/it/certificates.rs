//! Service certificates: asked for, issued once by somebody else, the same for ever, and taken back aloud.

use crate::histories;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use domain::Code;
use domain::account::GrantForm;
use domain::certificates::{AskForm, IssueForm, ReturnForm, RevokeForm, State, Truth};
use domain::ids::CertificateRequestId;
use domain::notify::Message;
use domain::time::{DAY, HOUR};
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use store::testing::{AT_ONCE, County, Engine, Person, Reader, in_time, key, refused};
use store::{Cx, Store, account, both, certificates, check};

/// The form for the last days, today included.
fn form(cx: &Cx, days: i64) -> AskForm {
    AskForm {
        request_id: cx.form_id(),
        from: cx.now.date().plus_days(1 - days).to_string(),
        to: cx.now.date().to_string(),
        purpose: "评优".to_owned(),
    }
}

async fn asks(person: &Person, days: i64) -> store::Result<CertificateRequestId> {
    let cx = person.cx().await;
    certificates::ask(&cx, form(&cx, days)).await
}

async fn issues(clerk: &Person, id: CertificateRequestId) -> store::Result<String> {
    let cx = clerk.cx().await;
    certificates::issue(&cx, issuing(&cx, id)).await
}

fn issuing(cx: &Cx, id: CertificateRequestId) -> IssueForm {
    IssueForm {
        request_id: cx.form_id(),
        id: id.to_string(),
    }
}

async fn revokes(clerk: &Person, no: &str) -> store::Result<()> {
    let cx = clerk.cx().await;
    let form = RevokeForm {
        request_id: cx.form_id(),
        no: no.to_owned(),
        reason: "时长核对有误".to_owned(),
    };
    certificates::revoke(&cx, form).await
}

async fn truth(county: &County, no: &str) -> Truth {
    let visitor = county.visitor().cx().await;
    certificates::verify(&visitor, no).await.unwrap().truth
}

/// What the list of revocations knows a certificate by, as a program finds it from the content of the QR alone.
fn hash(payload: &str) -> String {
    let bytes = BASE64URL.decode(payload).unwrap();
    let (signature, _) = bytes.split_first_chunk::<64>().unwrap();
    let digest = Sha256::digest(signature);
    let digits: Vec<_> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}

async fn differences(county: &County) -> Vec<String> {
    let report = check::run(county.database(), &key()).await.unwrap();
    report.differences
}

both!(
    a_certificate_is_asked_for_issued_verified_and_revoked,
    AT_ONCE,
    |county| async {
        county.serves(&county.member, 90).await;
        let mark = county.mark().await;
        let id = asks(&county.member, 30).await.unwrap();
        let told = county.told_since(mark).await;
        let desk = (
            Reader::Org(county.places.other_town),
            Message::Certificates(domain::certificates::Message::CertificateAsked {
                who: "张*".to_owned(),
            }),
        );
        assert!(told.contains(&desk), "{told:?}");

        let clerk = county.elsewhere.cx().await;
        let waiting = certificates::requests(&clerk, State::Asked, None).await;
        let waiting = waiting.unwrap().rows;
        let shown: Vec<_> = waiting
            .iter()
            .map(|row| {
                (
                    row.name.as_str(),
                    row.minutes,
                    row.purpose.as_str(),
                    row.own,
                )
            })
            .collect();
        assert_eq!(shown, [("张扬", 90, "评优", false)]);
        let mark = county.mark().await;
        let no = issues(&county.elsewhere, id).await.unwrap();
        let told = county.told_since(mark).await;
        let issued = Message::Certificates(domain::certificates::Message::CertificateIssued {
            no: no.clone(),
        });
        assert_eq!(
            told.iter().filter(|(_, notice)| *notice == issued).count(),
            2
        );

        let visitor = county.visitor().cx().await;
        let seen = certificates::verify(&visitor, &no.to_lowercase())
            .await
            .unwrap();
        assert_eq!((seen.truth, seen.snapshot.minutes), (Truth::Genuine, 90));
        assert_eq!(seen.snapshot.who, "张*");
        assert_eq!(seen.snapshot.issuer, "深桥镇新时代文明实践所");
        assert_eq!(seen.snapshot.handler, "**", "a clerk who gave no name");
        let kinds: Vec<_> = seen
            .snapshot
            .kinds
            .iter()
            .map(|kind| (kind.name_en.as_str(), kind.minutes))
            .collect();
        assert_eq!(kinds, [("Everyday help", 90)]);
        let member = county.member.cx().await;
        let whole = certificates::view(&member, &no, false).await.unwrap();
        assert_eq!(
            (whole.name.as_str(), whole.volunteer_no.as_str()),
            ("张扬", county.member.volunteer_no())
        );
        assert!(!whole.revocable);
        let at_desk = certificates::view(&clerk, &no, true).await.unwrap();
        assert!(at_desk.revocable);
        assert_eq!(differences(&county).await, Vec::<String>::new());

        revokes(&county.elsewhere, &no).await.unwrap();
        let seen = certificates::verify(&visitor, &no).await.unwrap();
        assert_eq!(seen.truth, Truth::Revoked);
        assert_eq!(seen.revoked, Some(county.now()));
        for (reader, at_desk) in [(&member, false), (&clerk, true)] {
            let whole = certificates::view(reader, &no, at_desk).await.unwrap();
            assert_eq!(whole.reason, "时长核对有误");
        }
        let trusted = certificates::trusted(&visitor).await.unwrap();
        assert_eq!(trusted.revoked, [(hash(&whole.payload), county.now())]);
        assert_eq!(
            refused(revokes(&county.elsewhere, &no).await),
            Code::NOT_NOW
        );
        let mine = certificates::mine(&member, None).await.unwrap().rows;
        let shown: Vec<_> = mine
            .iter()
            .map(|row| (row.state, row.no.as_deref()))
            .collect();
        assert_eq!(shown, [(State::Revoked, Some(no.as_str()))]);
        assert!(county.member.reads().await.iter().any(|notice| matches!(
            notice,
            Message::Certificates(domain::certificates::Message::CertificateRevoked { .. })
        )));
        assert_eq!(differences(&county).await, Vec::<String>::new());
    }
);

both!(
    what_a_certificate_says_never_changes,
    AT_ONCE,
    |county| async {
        let no = county.serves(&county.member, 60).await;
        let id = asks(&county.member, 30).await.unwrap();
        let certificate = issues(&county.elsewhere, id).await.unwrap();
        let member = county.member.cx().await;
        let before = certificates::view(&member, &certificate, false)
            .await
            .unwrap();
        // More is served on the same day, a category gets another name, and the order another service.
        county.serves(&county.member, 45).await;
        for sql in [
            "UPDATE category SET name_zh = '别的', name_en = 'Other'".to_owned(),
            format!(
                "UPDATE orders SET item_id = {} WHERE no = '{no}'",
                county.menu.lecture
            ),
        ] {
            county.execute(&sql).await.unwrap();
        }
        let after = certificates::view(&member, &certificate, false)
            .await
            .unwrap();
        assert_eq!(
            (after.public, after.payload),
            (before.public, before.payload)
        );
        assert_eq!(differences(&county).await, Vec::<String>::new());
        let next = asks(&county.member, 30).await.unwrap();
        let next = issues(&county.centre, next).await.unwrap();
        let seen = certificates::verify(&member, &next).await.unwrap();
        assert_eq!(
            (seen.snapshot.minutes, seen.snapshot.issuer.as_str()),
            (105, "诏安县新时代文明实践中心")
        );
        for table in ["certificate", "certificate_key"] {
            for sql in [
                format!("UPDATE {table} SET id = id"),
                format!("DELETE FROM {table}"),
            ] {
                let refused = county.execute(&sql).await.unwrap_err().to_string();
                assert!(refused.contains("is append-only"), "{sql}: {refused}");
            }
        }
        revokes(&county.centre, &next).await.unwrap();
        for sql in [
            "UPDATE certificate_revocation SET at = 0",
            "DELETE FROM certificate_revocation",
        ] {
            let refused = county.execute(sql).await.unwrap_err().to_string();
            assert!(refused.contains("is append-only"), "{sql}: {refused}");
        }
    }
);

both!(only_posted_hours_of_the_period_count, |county| async {
    county.serves(&county.member, 60).await;
    let nothing = refused(asks(&county.member, 30).await);
    assert_eq!(
        nothing,
        Code::NOTHING_SERVED,
        "it still hangs in public notice"
    );
    county.later(10 * DAY);
    county.ticks().await;
    assert_eq!(refused(asks(&county.member, 5).await), Code::NOTHING_SERVED);
    asks(&county.member, 30).await.unwrap();
    assert_eq!(refused(asks(&county.member, 30).await), Code::DUPLICATE);
    let cx = county.member.cx().await;
    let tomorrow = AskForm {
        to: cx.now.date().plus_days(1).to_string(),
        ..form(&cx, 30)
    };
    assert_eq!(
        refused(certificates::ask(&cx, tomorrow).await),
        Code::IN_THE_FUTURE
    );
    let backwards = AskForm {
        to: cx.now.date().plus_days(-60).to_string(),
        ..form(&cx, 30)
    };
    assert_eq!(
        refused(certificates::ask(&cx, backwards).await),
        Code::ENDS_BEFORE_START
    );
    assert_eq!(
        refused(asks(&county.stranger, 30).await),
        Code::SERVES_FIRST
    );
    assert_eq!(
        refused(asks(&county.visitor(), 30).await),
        Code::SIGN_IN_FIRST
    );
});

both!(
    a_request_is_sent_back_with_a_reason,
    AT_ONCE,
    |county| async {
        county.serves(&county.member, 60).await;
        let id = asks(&county.member, 30).await.unwrap();
        let cx = county.elsewhere.cx().await;
        let because = |reason: &str| ReturnForm {
            request_id: cx.form_id(),
            id: id.to_string(),
            reason: reason.to_owned(),
        };
        let silent = certificates::send_back(&cx, because(" ")).await;
        assert_eq!(refused(silent), Code::REQUIRED);
        certificates::send_back(&cx, because("请写明用途"))
            .await
            .unwrap();
        assert_eq!(refused(issues(&county.elsewhere, id).await), Code::NOT_NOW);
        let mine = certificates::mine(&county.member.cx().await, None).await;
        let mine = mine.unwrap().rows;
        assert_eq!(
            (mine[0].state, mine[0].reason.as_str()),
            (State::Returned, "请写明用途")
        );
        let told = Message::Certificates(domain::certificates::Message::CertificateReturned {
            reason: "请写明用途".to_owned(),
        });
        assert!(county.member.reads().await.contains(&told));
        assert_eq!(differences(&county).await, Vec::<String>::new());
    }
);

both!(
    for_strangers_there_is_nothing_and_nobody_certifies_themselves,
    AT_ONCE,
    |county| async {
        county.serves(&county.member, 60).await;
        let id = asks(&county.member, 30).await.unwrap();
        for person in [
            &county.station,
            &county.institute,
            &county.admin,
            &county.leader,
            &county.stranger,
        ] {
            assert_eq!(
                refused(issues(person, id).await),
                Code::NOT_FOUND,
                "{person:?}"
            );
        }
        assert_eq!(
            refused(issues(&county.visitor(), id).await),
            Code::SIGN_IN_FIRST
        );
        let station = county.station.cx().await;
        let elsewhere = certificates::requests(&station, State::Asked, None).await;
        assert!(elsewhere.unwrap().rows.is_empty());
        let nobody = certificates::requests(&county.leader.cx().await, State::Asked, None).await;
        assert_eq!(refused(nobody), Code::NOT_FOUND);

        let grant = GrantForm {
            phone: county.member.phone.clone(),
            role: "station_staff".to_owned(),
            org: county.places.other_village.to_string(),
            ..GrantForm::default()
        };
        account::grant_role(&county.admin.cx().await, grant)
            .await
            .unwrap();
        assert_eq!(
            refused(issues(&county.member, id).await),
            Code::OWN_CERTIFICATE
        );
        let no = issues(&county.centre, id).await.unwrap();
        assert_eq!(
            refused(revokes(&county.member, &no).await),
            Code::OWN_CERTIFICATE
        );
        // The township sees it, but the centre has issued it.
        assert_eq!(
            refused(revokes(&county.elsewhere, &no).await),
            Code::NOT_YOURS
        );
        assert_eq!(
            refused(revokes(&county.station, &no).await),
            Code::NOT_FOUND
        );
        let stranger = county.stranger.cx().await;
        for at_desk in [false, true] {
            let hidden = certificates::view(&stranger, &no, at_desk).await;
            assert_eq!(refused(hidden), Code::NOT_FOUND);
        }
        let unknown = certificates::verify(&stranger, "2601J8JW6GTP").await;
        assert_eq!(refused(unknown), Code::NO_SUCH_CERTIFICATE);
        revokes(&county.centre, &no).await.unwrap();
    }
);

both!(of_many_clerks_one_issues, AT_ONCE, |county| async {
    county.serves(&county.member, 60).await;
    let id = asks(&county.member, 30).await.unwrap();
    let mut tasks = tokio::task::JoinSet::new();
    for nth in 0..32 {
        let clerk = [&county.elsewhere, &county.centre][nth % 2];
        let cx = clerk.cx().await;
        let form = issuing(&cx, id);
        tasks.spawn(async move { certificates::issue(&cx, form).await });
    }
    let answers = tasks.join_all().await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    for answer in answers.into_iter().filter(Result::is_err) {
        assert_eq!(refused(answer), Code::NOT_NOW);
    }
    assert_eq!(county.number("SELECT count(*) FROM certificate").await, 1);
    assert_eq!(differences(&county).await, Vec::<String>::new());
});

both!(
    one_form_sent_many_times_is_one_certificate,
    AT_ONCE,
    |county| async {
        county.serves(&county.member, 60).await;
        let member = county.member.cx().await;
        let form = form(&member, 30);
        let (first, second) = tokio::join!(
            certificates::ask(&member, form.clone()),
            certificates::ask(&member, form.clone())
        );
        let id = first.unwrap();
        assert_eq!(second.unwrap(), id);
        let cx = county.elsewhere.cx().await;
        let form = issuing(&cx, id);
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..16 {
            let (cx, form) = (cx.clone(), form.clone());
            tasks.spawn(async move { certificates::issue(&cx, form).await });
        }
        let numbers: HashSet<_> = tasks
            .join_all()
            .await
            .into_iter()
            .map(Result::unwrap)
            .collect();
        assert_eq!(numbers.len(), 1);
        assert_eq!(county.number("SELECT count(*) FROM certificate").await, 1);
    }
);

both!(
    old_certificates_outlive_their_key,
    AT_ONCE,
    |county| async {
        county.serves(&county.member, 60).await;
        let id = asks(&county.member, 30).await.unwrap();
        let old = issues(&county.elsewhere, id).await.unwrap();
        let other = key().signing_with(&"2b".repeat(32)).unwrap();
        let store = Store::open(county.database(), other.clone()).await.unwrap();
        county.later(HOUR);
        let member = store.cx(county.member.cx().await.actor, county.now(), "test");
        let id = certificates::ask(&member, form(&member, 10)).await.unwrap();
        let clerk = store.cx(county.elsewhere.cx().await.actor, county.now(), "test");
        let new = certificates::issue(&clerk, issuing(&clerk, id))
            .await
            .unwrap();
        for no in [&old, &new] {
            assert_eq!(truth(&county, no).await, Truth::Genuine);
        }
        let trusted = certificates::trusted(&member).await.unwrap();
        assert_eq!(trusted.keys.len(), 2);
        let report = check::run(county.database(), &other).await.unwrap();
        assert_eq!(report.differences, Vec::<String>::new());
    }
);

both!(
    what_was_tampered_with_is_found_and_named,
    AT_ONCE,
    |county| async {
        county.serves(&county.member, 60).await;
        county.serves(&county.member, 30).await;
        let mut numbers = Vec::new();
        for days in [10, 20, 30, 40] {
            let id = asks(&county.member, days).await.unwrap();
            numbers.push(issues(&county.elsewhere, id).await.unwrap());
        }
        let guard = match county.engine() {
            Engine::Sqlite => "DROP TRIGGER certificate_no_update",
            Engine::Postgres => "DROP TRIGGER certificate_append_only ON certificate",
        };
        for sql in [
            guard,
            "UPDATE certificate SET minutes = 900, snapshot = replace(snapshot, '90', '900') WHERE id = 1",
            "UPDATE certificate SET snapshot = replace(snapshot, 'volunteer=', 'volunteer=9') WHERE id = 2",
            "UPDATE certificate SET snapshot = 'x' WHERE id = 3",
            "UPDATE certificate_request SET state = 'revoked' WHERE id = 4",
        ] {
            county.execute(sql).await.unwrap();
        }
        let found = differences(&county).await;
        for words in [
            "certificate 1: certifies 900 minutes, the ledger has 90",
            "certificate 1: its signature does not fit what it says",
            "certificate 2: its signature does not fit what it says",
            "certificate 3: its text cannot be read",
            "certificate_request 4: is revoked, its certificate is in force",
        ] {
            assert!(
                found.iter().any(|told| told == words),
                "{words}: {found:#?}"
            );
        }
        assert_eq!(found.len(), 5, "{found:#?}");
        assert_eq!(truth(&county, &numbers[0]).await, Truth::Forged);
        assert_eq!(truth(&county, &numbers[1]).await, Truth::Forged);
        assert_eq!(truth(&county, &numbers[3]).await, Truth::Genuine);
    }
);

/// Something that happens to a volunteer.
#[derive(Clone, Debug)]
enum Deed {
    /// They serve, perhaps in the other category, some days later.
    Serve {
        days: i64,
        minutes: i64,
        other: bool,
    },
    /// They ask for a certificate of the days between so many ago, and get it.
    Certify { from: i64, to: i64 },
}

fn history() -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        3 => (1_i64..20, 1_i64..400, any::<bool>())
            .prop_map(|(days, minutes, other)| Deed::Serve { days, minutes, other }),
        2 => (0_i64..60, 0_i64..30).prop_map(|(length, to)| Deed::Certify { from: to + length, to }),
    ];
    prop::collection::vec(deed, 3..14)
}

async fn certified(county: &County, from: i64, to: i64) {
    let cx = county.member.cx().await;
    let day = |ago: i64| cx.now.date().plus_days(-ago);
    let form = AskForm {
        from: day(from).to_string(),
        to: day(to).to_string(),
        ..form(&cx, 1)
    };
    let sum = |more: &str| {
        format!(
            "SELECT CAST(coalesce(sum(e.minutes), 0) AS bigint) FROM hours_entry e JOIN attendance a ON a.id = e.attendance_id
             JOIN orders o ON o.id = a.order_id WHERE e.volunteer_id = {} AND e.served_on BETWEEN {} AND {} {more}",
            county.member.volunteer_id(),
            day(from).start().0,
            day(to).start().0,
        )
    };
    let all = county.number(&sum("")).await;
    let other = county
        .number(&sum(&format!("AND o.item_id = {}", county.menu.lecture)))
        .await;
    match certificates::ask(&cx, form).await {
        Err(_) => assert_eq!(all, 0),
        Ok(id) => {
            let no = issues(&county.elsewhere, id).await.unwrap();
            let seen = certificates::verify(&cx, &no).await.unwrap();
            assert_eq!((seen.truth, seen.snapshot.minutes), (Truth::Genuine, all));
            assert!(seen.snapshot.adds_up());
            let mut kinds = seen.snapshot.kinds.iter();
            let lectures = kinds.find(|kind| kind.name_en == "Lectures");
            assert_eq!(lectures.map_or(0, |kind| kind.minutes), other);
        }
    }
}

proptest! {
    #![proptest_config(histories(10))]

    /// On SQLite only: it is the arithmetic that is tried here, and the engines are tried elsewhere.
    #[test]
    fn whatever_was_served_certificates_are_sums_of_the_ledger(history in history()) {
        in_time(move || async move {
            let county = County::open(Engine::Sqlite, AT_ONCE).await;
            for sql in [
                "INSERT INTO category (id, name_zh, name_en, icon, position) VALUES (99, '宣讲', 'Lectures', 'megaphone', 9)".to_owned(),
                format!("UPDATE item SET category_id = 99 WHERE id = {}", county.menu.lecture),
            ] {
                county.execute(&sql).await.unwrap();
            }
            for deed in history {
                match deed {
                    Deed::Serve { days, minutes, other } => {
                        // Each on a morning of its own.
                        let day = county.now().date().plus_days(days);
                        county.at(day.at(8, 0).unwrap());
                        let no = county.serves(&county.member, minutes).await;
                        if other {
                            let sql = format!("UPDATE orders SET item_id = {} WHERE no = '{no}'", county.menu.lecture);
                            county.execute(&sql).await.unwrap();
                        }
                    }
                    Deed::Certify { from, to } => certified(&county, from, to).await,
                }
            }
            assert_eq!(differences(&county).await, Vec::<String>::new());
        });
    }
}
