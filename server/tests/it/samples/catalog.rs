//! The menu.

use super::Sample;
use store::testing::County;

pub(super) async fn sample(county: &County, function: &str) -> Option<Sample> {
    Some(match function {
        "categories" | "items" | "kept" | "new_category" => Sample::default(),
        "item" | "editor" => Sample::of(&[("id", &county.menu.haircut)]),
        "save_item" => Sample::of(&[
            ("category", &county.menu.category),
            ("title", &"理发"),
            ("summary", &"上门义务理发"),
            ("audience", &"everyone"),
            ("minutes", &30),
            ("area", &county.places.village),
            ("volunteers", &1),
            ("lead_hours", &1),
            ("risk", &"无风险"),
            ("open", &"open"),
        ]),
        "add_category" => Sample::of(&[
            ("name_zh", &"家电维修"),
            ("name_en", &"Repairs"),
            ("icon", &"leaf"),
        ]),
        _ => return None,
    })
}
