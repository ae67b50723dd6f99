//! The paths of its pages, and the ways that lead to them.

use crate::locale::text;

crate::routes::pages! {
    my {
        "/me/stars" => super::mine::MyStarsPage,
    }
    desk {
        "/desk/stars" => super::desk::DeskStars,
    }
    ways {
        Desk 50: "/desk/stars", "star", text::desk::stars;
        Mine 40: "/me/stars", "star", text::mine::stars, Serves;
    }
}
