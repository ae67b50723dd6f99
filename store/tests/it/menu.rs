//! The menu: who edits it where, and what a search finds.

use domain::Code;
use domain::catalog::{CategoryForm, ItemFilter, ItemForm};
use domain::ids::{ItemId, OrgId};
use store::testing::{County, Person, refused};
use store::{both, catalog};

/// Everyday help with a title, in a place.
fn form(county: &County, title: &str, area: OrgId) -> ItemForm {
    ItemForm {
        category: county.menu.category.to_string(),
        title: title.to_owned(),
        summary: "志愿者上门服务".to_owned(),
        audience: "everyone".to_owned(),
        minutes: "60".to_owned(),
        area: area.to_string(),
        volunteers: "2".to_owned(),
        lead_hours: "2".to_owned(),
        risk: "轻微风险".to_owned(),
        open: "open".to_owned(),
        ..ItemForm::default()
    }
}

async fn saves(person: &Person, form: ItemForm) -> store::Result<ItemId> {
    catalog::save_item(&person.cx().await, form).await
}

async fn finds(county: &County, words: &str) -> Vec<String> {
    let filter = ItemFilter {
        q: words.to_owned(),
        ..ItemFilter::default()
    };
    let page = catalog::items(&county.visitor().cx().await, &filter, false)
        .await
        .unwrap();
    page.rows.into_iter().map(|card| card.title).collect()
}

both!(staff_enter_services_in_their_own_subtree, |county| async {
    let places = county.places;
    for (person, area, may) in [
        (&county.station, places.village, true),
        (&county.institute, places.village, true),
        (&county.institute, places.town, true),
        (&county.centre, places.centre, true),
        (&county.admin, places.other_village, true),
        (&county.station, places.next_village, false),
        (&county.station, places.town, false),
        (&county.institute, places.other_town, false),
        (&county.institute, places.centre, false),
        (&county.elsewhere, places.village, false),
        (&county.resident, places.village, false),
        (&county.leader, places.village, false),
        (&county.visitor(), places.village, false),
    ] {
        let saved = saves(person, form(&county, "家电清洗", area)).await;
        assert_eq!(saved.is_ok(), may, "{person:?} in {area}: {saved:?}");
        if !may {
            let expected = match person.account {
                Some(_) => Code::NOT_FOUND,
                None => Code::SIGN_IN_FIRST,
            };
            assert_eq!(refused(saved), expected, "{person:?} in {area}");
        }
    }
});

both!(
    a_service_of_another_subtree_is_neither_changed_nor_drawn_over,
    |county| async {
        let places = county.places;
        let theirs = saves(
            &county.elsewhere,
            form(&county, "家电清洗", places.other_village),
        )
        .await
        .unwrap();
        let grab = ItemForm {
            id: theirs.to_string(),
            ..form(&county, "家电清洗", places.village)
        };
        assert_eq!(
            refused(saves(&county.institute, grab).await),
            Code::NOT_FOUND
        );
        let editor = catalog::editor(&county.institute.cx().await, Some(theirs), false).await;
        assert_eq!(refused(editor), Code::NOT_FOUND);

        let renamed = ItemForm {
            id: theirs.to_string(),
            ..form(&county, "家电深度清洗", places.other_town)
        };
        assert_eq!(saves(&county.elsewhere, renamed).await.unwrap(), theirs);
        assert_eq!(finds(&county, "家电深度").await, ["家电深度清洗"]);
    }
);

both!(
    the_administrator_adds_categories_and_nobody_else_does,
    |county| async {
        let category = CategoryForm {
            name_zh: "文艺".to_owned(),
            name_en: "Arts".to_owned(),
            icon: "brush".to_owned(),
            ..CategoryForm::default()
        };
        for person in [&county.centre, &county.resident] {
            let added = catalog::add_category(&person.cx().await, category.clone()).await;
            assert_eq!(refused(added), Code::NOT_FOUND);
        }
        let admin = county.admin.cx().await;
        catalog::add_category(&admin, category.clone())
            .await
            .unwrap();
        let again = catalog::add_category(&admin, category).await;
        assert_eq!(refused(again), Code::DUPLICATE);
    }
);

both!(a_search_finds_parts_of_chinese_words, |county| async {
    assert_eq!(finds(&county, "理发").await, ["上门理发"]);
    assert_eq!(finds(&county, "门理").await, ["上门理发"]);
    assert_eq!(finds(&county, "指定地点提供理论").await, ["理论宣讲"]);
    assert_eq!(finds(&county, " ").await.len(), 3);
    assert!(finds(&county, "游泳").await.is_empty());
});

both!(
    every_word_has_to_stand_in_a_service_and_its_title_comes_first,
    |county| async {
        let mentions = ItemForm {
            summary: "讲给独居老人听，陪伴聊天也行".to_owned(),
            ..form(&county, "防骗宣讲", county.places.centre)
        };
        saves(&county.centre, mentions).await.unwrap();
        for n in 0..21 {
            let title = format!("独居老人陪伴聊天{n:02}");
            saves(&county.centre, form(&county, &title, county.places.centre))
                .await
                .unwrap();
        }
        for words in [
            "老人 聊天",
            "聊天　老人",
            "老人，聊天",
            "独居老人",
            "陪伴 聊天 独居",
        ] {
            let mut filter = ItemFilter {
                q: words.to_owned(),
                ..ItemFilter::default()
            };
            let mut titles = Vec::new();
            loop {
                let page = catalog::items(&county.visitor().cx().await, &filter, false)
                    .await
                    .unwrap();
                titles.extend(page.rows.into_iter().map(|card| card.title));
                filter.after = page.next;
                if filter.after.is_none() {
                    break;
                }
            }
            assert_eq!(titles.len(), 22, "{words}: {titles:?}");
            assert_eq!(titles.first().unwrap(), "独居老人陪伴聊天00");
            assert_eq!(titles.last().unwrap(), "防骗宣讲");
        }
        assert!(finds(&county, "老人 游泳").await.is_empty());
        let long = "独居老人陪伴聊天".repeat(6);
        assert!(finds(&county, &long).await.is_empty());
    }
);

both!(a_search_takes_pattern_signs_as_they_are, |county| async {
    let places = county.places;
    for title in ["满意度100%", "A_B组辅导", r"甲\乙班"] {
        saves(&county.centre, form(&county, title, places.centre))
            .await
            .unwrap();
    }
    assert_eq!(finds(&county, "%").await, ["满意度100%"]);
    assert_eq!(finds(&county, "_").await, ["A_B组辅导"]);
    assert_eq!(finds(&county, r"\").await, [r"甲\乙班"]);
});

both!(
    a_search_minds_neither_capitals_nor_small_letters,
    |county| async {
        saves(
            &county.centre,
            form(&county, "CPR急救培训", county.places.centre),
        )
        .await
        .unwrap();
        for words in ["CPR", "cpr", "cPr急"] {
            assert_eq!(finds(&county, words).await, ["CPR急救培训"], "{words}");
        }
    }
);

both!(the_desk_lists_what_its_reader_may_edit, |county| async {
    let places = county.places;
    saves(&county.institute, form(&county, "楼道清理", places.town))
        .await
        .unwrap();
    let kept = |person: &Person| {
        let person = person.clone();
        async move {
            let page = catalog::kept_items(&person.cx().await, &ItemFilter::default(), false).await;
            page.map(|page| {
                page.rows
                    .into_iter()
                    .map(|card| card.title)
                    .collect::<Vec<_>>()
            })
        }
    };
    let kept_in_town = kept(&county.institute).await.unwrap();
    assert!(kept_in_town.contains(&"楼道清理".to_owned()));
    let kept_elsewhere = kept(&county.elsewhere).await.unwrap();
    assert!(!kept_elsewhere.contains(&"楼道清理".to_owned()));
    let whole_menu = finds(&county, "").await;
    assert_eq!(kept(&county.centre).await.unwrap(), whole_menu);
    assert_eq!(refused(kept(&county.leader).await), Code::NOT_FOUND);
});
