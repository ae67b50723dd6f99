//! The paths of its pages, and the ways that lead to them.

use crate::locale::text;

crate::routes::pages! {
    menu {
        "/ranking" => super::list::Rankings,
    }
    ways {
        Open 10: "/ranking", "trophy", text::ranking::title;
    }
}
