//! The paths of its pages, and the ways that lead to them.

use crate::locale::text;

crate::routes::pages! {
    menu {
        "/rewards" => super::window::Rewards,
        "/rewards/:id" => super::reward::Reward,
    }
    my {
        "/me/rewards" => super::mine::MyRewards,
    }
    desk {
        "/desk/rewards" => super::desk::DeskRewards,
        "/shop" => super::keeper::Keeper,
    }
    ways {
        Desk 90: "/desk/rewards", "gift", text::desk::rewards, Administers;
        Mine 70: "/me/rewards", "gift", text::mine::rewards, Serves;
    }
}
