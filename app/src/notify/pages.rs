//! The paths of its pages, and the ways that lead to them.

crate::routes::pages! {
    my {
        "/me/inbox" => super::inbox::Inbox,
    }
}
