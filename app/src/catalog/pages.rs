//! The paths of its pages, and the ways that lead to them.

use crate::locale::text;

crate::routes::pages! {
    menu {
        "/services" => super::list::Services,
        "/services/:id" => super::item::Service,
    }
    desk {
        "/desk/menu" => super::menu::Menu,
        "/desk/menu/:id" => super::editor::Editor,
    }
    ways {
        Desk 70: "/desk/menu", "clipboard-list", text::desk::menu;
    }
}
