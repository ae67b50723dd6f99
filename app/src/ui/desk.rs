//! What every page of the desk has.

use super::{Icon, Strip};
use crate::gathered::ways;
use crate::locale::text;
use crate::routes::{List, Who};
use crate::shell::me;
use leptos::prelude::*;

/// The desk's pages, for the side of each of them.
#[component]
pub fn DeskRail(
    /// The path of the page it stands on.
    here: &'static str,
) -> impl IntoView {
    let me = me().unwrap_or_default();
    let ways = ways(List::Desk, |who| match who {
        Who::Administers => me.admin,
        Who::Decides => me.centre,
        Who::Anybody | Who::Serves => true,
    });
    let ways = ways.into_iter().map(move |way| {
        view! {
            <a href=way.path aria-current=(way.path == here).then_some("page")>
                <Icon name=way.icon/>
                {(way.label)()}
            </a>
        }
    });
    let no_calendar = me.no_calendar.map(|year| {
        view! {
            <p class="alert alert-warning alert-soft">
                <Icon name="circle-alert"/>
                <span>{text::app::no_calendar(year)}</span>
            </p>
        }
    });
    view! {
        <div class="desk-side">
            <Strip class="desk-rail" label=text::app::desk()>{ways.collect_view()}</Strip>
            {no_calendar}
        </div>
    }
}

/// A choice that narrows a list down; its form is sent with GET, so that what is chosen stands in the URL.
#[component]
pub fn Narrow(
    /// The parameter's name in the URL.
    name: &'static str,
    /// What is chosen.
    label: &'static str,
    /// The text of the choice that narrows nothing.
    all: &'static str,
    /// Value and text of each choice.
    choices: Vec<(String, String)>,
    /// The value that is chosen now.
    value: String,
) -> impl IntoView {
    let options = choices
        .into_iter()
        .map(|(choice, shown)| {
            let selected = choice == value;
            view! { <option value=choice selected=selected>{shown}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <select id=name name=name class="select">
                <option value="">{all}</option>
                {options}
            </select>
        </div>
    }
}
