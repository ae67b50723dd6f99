//! Every endpoint and every role: the second of the two snapshots that show a reviewer who may do what.

use crate::browser::{Browser, serve};
use crate::samples::sample;
use axum::http::Method;
use std::fmt::Write;
use store::testing::County;

#[tokio::test]
async fn every_endpoint_answers_every_role_as_the_committed_table_says() {
    let county = County::sqlite().await;
    let router = serve(&county);
    let mut people = vec![("visitor", Browser::new(&router))];
    let cast = [
        ("stranger", &county.stranger),
        ("resident", &county.resident),
        ("member", &county.member),
        ("leader", &county.leader),
        ("rival", &county.rival),
        ("station", &county.station),
        ("neighbour", &county.neighbour),
        ("institute", &county.institute),
        ("elsewhere", &county.elsewhere),
        ("centre", &county.centre),
        ("admin", &county.admin),
    ];
    for (name, person) in cast {
        people.push((name, Browser::of(&router, person).await));
    }
    let mut endpoints: Vec<_> = server_fn::axum::server_fn_paths().collect();
    endpoints.sort_unstable_by_key(|(path, _)| *path);
    assert!(
        endpoints.len() > 30,
        "the server functions are linked into the test"
    );

    let mut table = String::new();
    for (path, method) in endpoints {
        let endpoint = path.strip_prefix("/api/").unwrap();
        write!(table, "{endpoint:<22}").unwrap();
        for (name, browser) in &people {
            // Signing out is the last thing a session does, so everybody keeps theirs.
            if endpoint == "account/sign_out" && *name != "visitor" {
                continue;
            }
            // Each request comes later than the one before: a phone gets one code a minute.
            county.later(61_000);
            let Some(form) = sample(&county, endpoint).await else {
                panic!(
                    "{endpoint} has no sample: say in samples.rs what a good request to it looks like"
                );
            };
            let answer = if method == Method::GET {
                browser.load(&format!("{path}?{form}")).await
            } else {
                browser.post(path, &form).await
            };
            write!(table, " {name}={}", answer.status.as_u16()).unwrap();
        }
        table.push('\n');
    }
    insta::assert_snapshot!(table);
}
