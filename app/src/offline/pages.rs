//! The path of its page.

crate::routes::pages! {
    my {
        "/offline" => super::Offline,
    }
}
