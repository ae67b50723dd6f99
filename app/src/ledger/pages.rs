//! The paths of its pages, and the ways that lead to them.

crate::routes::pages! {
    menu {
        "/books" => super::books::Books,
    }
}
