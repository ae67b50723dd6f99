//! The paths of its pages, and the ways that lead to them.

use crate::locale::text;

crate::routes::pages! {
    menu {
        "/login" => super::login::Login,
    }
    my {
        "/me" => super::me::MyPage,
        "/me/devices" => super::devices::Devices,
        "/me/volunteer" => super::register::Register,
    }
    desk {
        "/desk/people" => super::people::People,
    }
    ways {
        Desk 100: "/desk/people", "shield-check", text::desk::people, Administers;
    }
}
