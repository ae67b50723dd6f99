//! The paths of its pages, and the ways that lead to them.

use crate::locale::text;

crate::routes::pages! {
    menu {
        "/books" => super::books::Books,
    }
    ways {
        Open 30: "/books", "book-open", text::books::title;
    }
}
