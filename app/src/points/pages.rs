//! The paths of its pages, and the ways that lead to them.

use crate::locale::text;

crate::routes::pages! {
    my {
        "/me/points" => super::mine::MyPoints,
    }
    desk {
        "/desk/points" => super::desk::DeskPoints,
    }
    ways {
        Desk 30: "/desk/points", "coins", text::desk::points;
        Mine 60: "/me/points", "coins", text::mine::points;
    }
}
