//! The path of its page, and the way that leads to it.

use crate::locale::text;

crate::routes::pages! {
    desk {
        "/desk/rules" => super::desk::DeskRules,
    }
    ways {
        Desk 95: "/desk/rules", "scale", text::desk::rules, Decides;
    }
}
