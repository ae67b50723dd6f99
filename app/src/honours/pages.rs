//! The paths of its pages, and the ways that lead to them.

use crate::locale::text;

crate::routes::pages! {
    menu {
        "/honours" => super::list::Honours,
    }
    my {
        "/honours/nominate/:id" => super::nominate::Nominate,
        "/me/honours" => super::mine::MyHonours,
    }
    desk {
        "/desk/honours" => super::desk::DeskHonours,
        "/desk/honours/:id" => super::desk::DeskHonour,
    }
    ways {
        Open 20: "/honours", "award", text::honours::title;
        Desk 60: "/desk/honours", "award", text::desk::honours;
        Mine 50: "/me/honours", "award", text::mine::honours, Serves;
    }
}
