//! The choice of township and village.

use super::fields::{Pick, Wrong, described, marked};
use super::form::{Hidden, typed};
use crate::locale::text;
use domain::ids::OrgId;
use domain::orgs::Places;
use leptos::prelude::*;

/// The villages of a township.
#[derive(Clone)]
struct Group {
    town: OrgId,
    name: String,
    /// Value and label of each.
    villages: Vec<(String, String)>,
}

/// The fields `town` and `village`. All villages are there under their townships' names; once a township is chosen in
/// the browser, only its own are.
#[component]
pub fn PlacePick(
    places: Places,
    #[prop(optional, into)] town: String,
    #[prop(optional, into)] village: String,
    /// A word of help for the village.
    #[prop(optional, into)]
    hint: String,
) -> impl IntoView {
    let village = typed("village", village);
    let one_town = places.towns.len() == 1;
    let towns: Vec<(String, String)> = places
        .towns
        .iter()
        .map(|town| (town.org.to_string(), town.name.clone()))
        .collect();
    let groups: Vec<Group> = places
        .towns
        .into_iter()
        .map(|town| Group {
            villages: places
                .villages
                .iter()
                .filter(|village| village.parent == town.org)
                .map(|village| (village.org.to_string(), village.name.clone()))
                .collect(),
            town: town.org,
            name: town.name,
        })
        .collect();
    // Nothing until the township is changed by hand: what the page came with is right without JavaScript as well.
    let chosen = RwSignal::new(None::<OrgId>);
    let shown = move || {
        let chosen = chosen.get();
        groups
            .iter()
            .filter(|group| chosen.is_none_or(|town| town == group.town))
            .cloned()
            .collect::<Vec<_>>()
    };
    let options = move |group: Group| {
        let options = group
            .villages
            .into_iter()
            .map(|(id, name)| {
                let selected = id == village;
                view! { <option value=id selected=selected>{name}</option> }
            })
            .collect_view();
        view! { <optgroup label=group.name>{options}</optgroup> }
    };
    let town_field = if one_town {
        let only = towns.into_iter().next().map(|(id, _)| id);
        view! { <Hidden name="town" value=only.unwrap_or_default()/> }.into_any()
    } else {
        let choose = move |town: String| chosen.set(town.parse().ok());
        view! {
            <Pick
                name="town"
                label=text::form::town()
                choices=towns
                value=town
                empty=text::form::choose()
                chosen=choose
            />
        }
        .into_any()
    };
    let hinted = !hint.is_empty();
    view! {
        {town_field}
        <div class="field">
            <label for="village">{text::form::village()}</label>
            {hinted.then(|| view! { <p class="field-hint" id="village-hint">{hint}</p> })}
            <select
                id="village"
                name="village"
                class="select"
                required
                aria-invalid=marked("village")
                aria-describedby=described("village", "village", hinted)
            >
                <option value="">{text::form::choose()}</option>
                // By key, so that a chosen village never turns into another one under the hand.
                <For each=shown key=|group| group.town children=options/>
            </select>
            <Wrong name="village"/>
        </div>
    }
}
