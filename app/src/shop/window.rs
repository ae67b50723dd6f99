//! The shop window. Every filter is a URL.

use super::api;
use crate::locale::text;
use crate::shell::load;
use crate::ui::{Empty, Icon, Load, More, SearchBox, Title, encoded};
use domain::page::Page;
use domain::pictures::Size;
use domain::shop::RewardCard;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// What the URL asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    q: String,
    affordable: bool,
    after: String,
}

impl Asked {
    /// The window's URL with these filters, ready for one more parameter.
    fn url(&self) -> String {
        let mut url = "/rewards?".to_owned();
        if !self.q.is_empty() {
            url.extend(["q=", &encoded(&self.q), "&"]);
        }
        if self.affordable {
            url.push_str("affordable=on&");
        }
        url
    }
}

/// What points can be redeemed for.
#[component]
pub fn Rewards() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let query = query.read();
        let get = |name| query.get(name).unwrap_or_default();
        Asked {
            q: get("q"),
            affordable: !get("affordable").is_empty(),
            after: get("after"),
        }
    });
    let data = load(
        move || asked.get(),
        |asked| {
            let affordable = if asked.affordable { "on" } else { "" };
            api::rewards(asked.q, affordable.to_owned(), asked.after)
        },
    );
    view! {
        <div class="page">
            <Title name=text::rewards::title()/>
            <Load data let:((balance, page))>
                <Found balance=balance page=page asked=asked.get_untracked()/>
            </Load>
        </div>
    }
}

#[component]
fn Found(balance: Option<i64>, page: Page<RewardCard>, asked: Asked) -> impl IntoView {
    let nothing = page.rows.is_empty();
    let cards = page.rows.into_iter().map(card).collect_view();
    let mine = balance.map(|balance| {
        view! {
            <p class="flex flex-wrap items-center justify-between gap-3">
                <span>{text::rewards::balance()} " " <strong>{text::rewards::points(balance)}</strong></span>
                <a class="link inline-flex min-h-(--touch) items-center" href="/me/rewards">{text::rewards::mine()}</a>
            </p>
        }
    });
    let only = balance.map(|_| {
        view! {
            <label class="flex min-h-(--touch) items-center gap-2">
                <input type="checkbox" class="checkbox" name="affordable" value="on" checked=asked.affordable/>
                <span>{text::rewards::affordable()}</span>
            </label>
        }
    });
    let url = asked.url();
    view! {
        <h1>{text::rewards::title()}</h1>
        {mine}
        <form action="/rewards" method="get" role="search" aria-label=text::app::search() class="grid gap-3">
            <SearchBox
                label=text::rewards::words()
                placeholder=text::rewards::for_example()
                value=asked.q.clone()
                find=text::rewards::find()
            />
            {only}
        </form>
        {nothing.then(|| view! { <Empty icon="gift" words=text::rewards::nothing()/> })}
        <ul class="reward-grid">{cards}</ul>
        <More next=page.next query=url/>
    }
}

fn card(reward: RewardCard) -> impl IntoView {
    let picture = match reward.picture {
        Some(picture) => {
            view! { <img src=picture.path(Size::Small) alt="" loading="lazy"/> }.into_any()
        }
        None => view! { <div class="reward-blank"><Icon name="gift"/></div> }.into_any(),
    };
    let left = if reward.units > 0 {
        text::rewards::left(reward.units)
    } else {
        text::rewards::none_left().to_owned()
    };
    view! {
        <li>
            <a class="reward-card" href=format!("/rewards/{}", reward.id)>
                {picture}
                <strong>{reward.title}</strong>
                <span class="text-accent">{text::rewards::points(reward.price)}</span>
                <small class="text-muted">{left}</small>
            </a>
        </li>
    }
}
