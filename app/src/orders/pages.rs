//! The paths of its pages, and the ways that lead to them.

use crate::locale::text;

crate::routes::pages! {
    order {
        "/order/new" => super::place::NewOrder,
        "/orders/:no" => super::detail::Order,
    }
    my {
        "/me/orders" => super::mine::MyOrders,
        "/me/shifts" => super::shifts::Shifts,
    }
    desk {
        "/team/:id/orders/:no" => super::perform::TeamOrder,
        "/desk" => super::desk::Desk,
        "/desk/orders/:no" => super::decide::DeskOrder,
        "/desk/words" => super::said::DeskWords,
    }
    ways {
        Desk 10: "/desk", "inbox", text::desk::title;
        Desk 25: "/desk/words", "message-square", text::desk::words;
        Mine 10: "/me/orders", "clipboard-list", text::mine::all_orders;
        Mine 20: "/me/shifts", "calendar-days", text::mine::shifts, Serves;
    }
}
