//! The paths of public notices.

crate::routes::pages! {
    menu {
        "/notices" => super::Notices,
    }
}
