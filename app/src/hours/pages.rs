//! The paths of its pages, and the ways that lead to them.

use crate::locale::text;

crate::routes::pages! {
    my {
        "/me/hours" => super::mine::MyHours,
    }
    desk {
        "/desk/hours" => super::reviews::Reviews,
    }
    ways {
        Desk 20: "/desk/hours", "history", text::desk::hours;
        Mine 30: "/me/hours", "clock", text::mine::hours, Serves;
    }
}
