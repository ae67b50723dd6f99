//! The menu as residents browse it. Every filter is a URL.

use super::api;
use crate::locale::text;
use crate::shell::load;
use crate::ui::{Empty, Icon, Load, More, SearchBox, Strip, Title, approval, encoded, lasting};
use domain::catalog::{Audience, CategoryView, ItemCard};
use domain::page::Page;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};

/// What the URL asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Asked {
    q: String,
    category: String,
    audience: String,
    /// Whose code was scanned: the place that is ordered for.
    org: String,
    after: String,
}

impl Asked {
    /// The list's URL with these filters, ready for one more parameter.
    fn url(&self) -> String {
        let mut url = "/services?".to_owned();
        let filters = [
            ("q", &self.q),
            ("category", &self.category),
            ("audience", &self.audience),
            ("org", &self.org),
        ];
        for (name, value) in filters {
            if !value.is_empty() {
                url.extend([name, "=", &encoded(value), "&"]);
            }
        }
        url
    }

    /// The same, as a link.
    fn link(&self) -> String {
        self.url().trim_end_matches(['?', '&']).to_owned()
    }

    fn filters(&self) -> bool {
        let all = Self {
            org: self.org.clone(),
            ..Self::default()
        };
        self.url() != all.url()
    }
}

/// The menu: search, filters, services.
#[component]
pub fn Services() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let query = query.read();
        let get = |name| query.get(name).unwrap_or_default();
        Asked {
            q: get("q"),
            category: get("category"),
            audience: get("audience"),
            org: get("org"),
            after: get("after"),
        }
    });
    let data = load(
        move || asked.get(),
        |asked| async move {
            let shown = asked.clone();
            let page = api::items(asked.q, asked.category, asked.audience, asked.after).await?;
            // What was asked goes with its answer: the page may have been left by the time that is shown.
            Ok((page, api::categories().await?, shown))
        },
    );
    view! {
        <div class="page">
            <Title name=text::services::title()/>
            <h1>{text::services::title()}</h1>
            <form action="/services" method="get" role="search" aria-label=text::app::search()>
                <SearchBox
                    label=text::services::words()
                    placeholder=text::home::for_example()
                    value=Signal::derive(move || asked.read().q.clone())
                    find=text::home::find()
                />
                {move || {
                    let asked = asked.get();
                    [("category", asked.category), ("audience", asked.audience), ("org", asked.org)]
                        .map(|(name, value)| {
                            (!value.is_empty()).then(|| view! { <input type="hidden" name=name value=value/> })
                        })
                        .collect_view()
                }}
            </form>
            <Load data let:found>
                <Found page=found.0 categories=found.1 asked=found.2/>
            </Load>
        </div>
    }
}

#[component]
fn Found(page: Page<ItemCard>, categories: Vec<CategoryView>, asked: Asked) -> impl IntoView {
    let nothing = page.rows.is_empty();
    let cards = page
        .rows
        .into_iter()
        .map(|item| view! { <li><ItemLink item=item org=asked.org.clone()/></li> })
        .collect_view();
    let words = if asked.filters() {
        text::services::nothing_found()
    } else {
        text::services::nothing_yet()
    };
    let next = if asked.filters() {
        ("/services".to_owned(), text::services::see_all())
    } else {
        ("/".to_owned(), text::app::to_home())
    };
    let url = asked.url();
    view! {
        <Categories categories=categories asked=asked.clone()/>
        <Audiences asked=asked/>
        {nothing.then(|| view! { <Empty icon="search" words=words next=next/> })}
        <ul class="grid grid-cols-1 gap-3">{cards}</ul>
        <More next=page.next query=url/>
    }
}

/// The categories, as links to swipe through.
#[component]
fn Categories(categories: Vec<CategoryView>, asked: Asked) -> impl IntoView {
    let all = (String::new(), text::services::all_categories().to_owned());
    let named = categories
        .into_iter()
        .map(|category| (category.id.to_string(), category.name));
    let tabs = std::iter::once(all)
        .chain(named)
        .map(|(id, name)| {
            let here = (asked.category == id).then_some("true");
            let to = Asked {
                category: id,
                ..asked.clone()
            };
            view! { <a href=to.link() aria-current=here>{name}</a> }
        })
        .collect_view();
    view! { <Strip class="queue-tabs" label=text::services::categories()>{tabs}</Strip> }
}

/// Whom a service is for, folded away: most people look for what it is.
#[component]
fn Audiences(asked: Asked) -> impl IntoView {
    let chosen: Option<Audience> = asked.audience.parse().ok();
    let all = (None, text::services::all_audiences());
    let named = Audience::ALL
        .iter()
        .map(|audience| (Some(*audience), text::audience(*audience)));
    let links = std::iter::once(all)
        .chain(named)
        .map(|(audience, name)| {
            let here = (chosen == audience).then_some("true");
            let class = if chosen == audience {
                "btn btn-primary"
            } else {
                "btn"
            };
            let to = Asked {
                audience: audience
                    .map(|audience| audience.to_string())
                    .unwrap_or_default(),
                ..asked.clone()
            };
            view! { <a class=class href=to.link() aria-current=here>{name}</a> }
        })
        .collect_view();
    view! {
        <details open=chosen.is_some()>
            <summary>{text::services::for_whom()}</summary>
            <nav class="flex flex-wrap gap-2" aria-label=text::services::for_whom()>{links}</nav>
        </details>
    }
}

/// A service in the list: the whole card is the link.
#[component]
fn ItemLink(item: ItemCard, org: String) -> impl IntoView {
    let for_org = if org.is_empty() {
        String::new()
    } else {
        format!("?org={}", encoded(&org))
    };
    view! {
        <a class="notice-card" href=format!("/services/{}{for_org}", item.id)>
            <h2 class="text-lg">{item.title}</h2>
            <p>{item.summary}</p>
            <p class="flex flex-wrap gap-x-4 text-muted">
                <span><Icon name=item.icon.as_str()/> " " {item.category}</span>
                <span><Icon name="clock"/> " " {text::services::about(lasting(item.minutes))}</span>
                <span><Icon name="users"/> " " {text::audience(item.audience)}</span>
                <span><Icon name="star"/> " " {approval(item.approval)}</span>
            </p>
            {(!item.open)
                .then(|| view! { <p><span class="state-badge tone-stop">{text::services::paused()}</span></p> })}
        </a>
    }
}
