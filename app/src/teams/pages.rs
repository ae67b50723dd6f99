//! The paths of its pages, and the ways that lead to them.

use crate::locale::text;

crate::routes::pages! {
    desk {
        "/team/:id" => super::team::Team,
        "/desk/teams" => super::list::Teams,
    }
    ways {
        Desk 80: "/desk/teams", "users", text::desk::teams;
    }
}
