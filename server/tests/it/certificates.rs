//! Certificates as strangers get them: a page, a QR, a file to keep.

use crate::browser::{Browser, serve};
use axum::http::StatusCode;
use domain::certificates::RevokeForm;
use store::certificates;
use store::testing::County;

fn wrong_period(no: &str) -> RevokeForm {
    RevokeForm {
        no: no.to_owned(),
        reason: "期间有误".to_owned(),
        ..RevokeForm::default()
    }
}

#[tokio::test]
async fn anybody_verifies_a_certificate_by_its_number() {
    let county = County::sqlite().await;
    let visitor = Browser::new(&serve(&county));
    let no = county.certificate_issued().await;
    for page in [
        format!("/verify/{no}"),
        format!("/verify?no={}", no.to_lowercase()),
    ] {
        let answer = visitor.get(&page).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        assert!(answer.body.contains("这张证明是真的"), "{page}");
        assert!(answer.body.contains("张*") && !answer.body.contains(&county.member.name));
    }
    let form = visitor.get("/verify").await;
    assert_eq!(form.status, StatusCode::OK);
    for unknown in ["/verify/2601J8JW6GTP", "/verify?no=1", "/verify/x"] {
        let answer = visitor.get(unknown).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{unknown}");
        assert!(answer.body.contains("没有查到这个编号的证明"), "{unknown}");
    }

    let clerk = county.elsewhere.cx().await;
    certificates::revoke(&clerk, wrong_period(&no))
        .await
        .unwrap();
    let answer = visitor.get(&format!("/verify/{no}")).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains("已经吊销"));
    assert!(
        !answer.body.contains("期间有误"),
        "why is told to the owner and the desk alone"
    );
    let own = county.member.cx().await;
    let own = certificates::view(&own, &no, false).await.unwrap();
    assert_eq!(own.reason, "期间有误");
}

#[tokio::test]
async fn the_list_of_revocations_names_no_certificate() {
    let county = County::sqlite().await;
    let visitor = Browser::new(&serve(&county));
    let no = county.certificate_issued().await;
    let clerk = county.elsewhere.cx().await;
    certificates::revoke(&clerk, wrong_period(&no))
        .await
        .unwrap();
    let keys = visitor.load("/verify/keys.json").await;
    let list: serde_json::Value = serde_json::from_str(&keys.body).unwrap();
    let hash = list["revoked"][0][0].as_str().unwrap();
    assert_eq!(hash.len(), 64, "{}", keys.body);
    assert_eq!(list["revoked"].as_array().map(Vec::len), Some(1));
    let page = visitor.get("/verify/offline").await;
    assert!(page.body.contains(hash));
    for published in [keys.body, page.body] {
        assert!(!published.contains(&no) && !published.contains("期间有误"));
    }
}

#[tokio::test]
async fn the_offline_page_is_one_file_that_runs_nothing_but_its_own_script() {
    let county = County::sqlite().await;
    let visitor = Browser::new(&serve(&county));
    county.certificate_issued().await;
    let answer = visitor.get("/verify/offline").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(
        answer
            .header("content-disposition")
            .starts_with("attachment")
    );
    let page = answer.body;
    assert!(page.contains("default-src 'none'; script-src 'sha256-"));
    assert!(
        page.contains("\"keys\":[{\"id\":\""),
        "the key that has signed is in it"
    );
    assert!(!page.contains("http://") && !page.contains("https://"));
}

#[tokio::test]
async fn a_qr_is_for_certificates_that_there_are() {
    let county = County::sqlite().await;
    let visitor = Browser::new(&serve(&county));
    let no = county.certificate_issued().await;
    let qr = visitor.get(&format!("/qr/certificates/{no}")).await;
    assert_eq!(
        (qr.status, qr.header("content-type")),
        (StatusCode::OK, "image/svg+xml")
    );
    let unknown = visitor.get("/qr/certificates/2601J8JW6GTP").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}
