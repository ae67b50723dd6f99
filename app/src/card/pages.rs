//! The path of its page, and the way that leads to it.

use crate::locale::text;

crate::routes::pages! {
    my {
        "/me/card" => super::FridgeCard,
    }
    ways {
        Mine 110: "/me/card", "printer", text::card::title;
    }
}
