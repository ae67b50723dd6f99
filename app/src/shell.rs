//! The frame around every page: the top bar, the dock, and what all pages share.

use crate::error::Fault;
use crate::locale::{current, text};
use crate::ui::{Drafts, Icon, Today};
use domain::account::Me;
use domain::time::CountyDate;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What a page is told before it is rendered, and the browser before it hydrates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Shared {
    me: Option<Me>,
    posted: Option<Posted>,
    /// The county's day, by which a date of another year is told from one of this.
    today: Option<CountyDate>,
    /// In elder mode: the number of the county's centre, which every page shows.
    elder: Option<String>,
}

/// A form that was refused and is shown again with what was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posted {
    /// The server function's path.
    pub action: String,
    /// What was typed.
    pub fields: Vec<(String, String)>,
    /// Why it was refused.
    pub fault: Fault,
}

impl Posted {
    /// Whether it is this form: one to this server function, with this hidden field where the page has several of them.
    pub fn is_of(&self, action: &str, which: Option<&(String, String)>) -> bool {
        self.action == action && which.is_none_or(|this| self.fields.contains(this))
    }
}

/// The form that is shown again, until it is accepted or another page is shown.
#[derive(Clone, Copy)]
pub struct ShownAgain(StoredValue<Option<Posted>>);

impl ShownAgain {
    /// Forgets it if it is this form, which was accepted.
    pub fn accepted(self, action: &str, which: Option<&(String, String)>) {
        let other = |posted: &Posted| !posted.is_of(action, which);
        self.0
            .try_update_value(|posted| *posted = posted.take().filter(other));
    }

    /// Forgets it, for another page is shown.
    fn leave(self) {
        self.0.try_set_value(None);
    }
}

impl Shared {
    #[cfg(feature = "ssr")]
    fn read() -> Self {
        let visit = use_context::<crate::request::Visit>();
        Self {
            today: visit.as_ref().map(|visit| visit.now.date()),
            elder: visit.as_ref().filter(|visit| visit.elder).map(|visit| {
                let centre = visit.site.store.centre();
                centre.map(|centre| centre.phone).unwrap_or_default()
            }),
            me: visit.and_then(|visit| visit.me),
            posted: use_context::<Posted>(),
        }
    }

    #[cfg(not(feature = "ssr"))]
    fn read() -> Self {
        Self::default()
    }
}

/// The field by which a form says which page it stands on, so that a browser without a program is led back to it.
pub const HERE: &str = "here";

/// The path and query of the page that is shown.
pub fn here() -> impl Fn() -> String + Copy {
    let location = use_location();
    let (path, search) = (location.pathname, location.search);
    move || {
        let (path, search) = (path.get(), search.get());
        let query = search.trim_start_matches('?');
        if query.is_empty() {
            path
        } else {
            format!("{path}?{query}")
        }
    }
}

/// Has the page's data loaded anew, after a form has changed it.
#[derive(Clone, Copy)]
pub struct Reload(RwSignal<u32>);

impl Reload {
    /// Loads everything anew.
    pub fn now(self) {
        self.0.update(|version| *version += 1);
    }

    /// Has whatever asks run again when everything is loaded anew.
    #[cfg(feature = "hydrate")]
    pub(crate) fn follow(self) {
        self.0.track();
    }
}

/// Says that a form was accepted, where the page stays and may change out of sight.
#[derive(Clone, Copy)]
pub struct Accepted(RwSignal<u32>);

/// For how long it is said.
const SAID: Duration = Duration::from_secs(6);

impl Accepted {
    /// Says so, for a while.
    pub fn say(self) {
        self.0.update(|times| *times += 1);
        let times = self.0.get_untracked();
        set_timeout(
            move || {
                // Unless it was said again meanwhile.
                if self.0.try_get_untracked() == Some(times) {
                    self.0.set(0);
                }
            },
            SAID,
        );
    }
}

/// Where it is said.
#[component]
pub fn AcceptedWords() -> impl IntoView {
    let Accepted(times) = expect_context();
    let words = move || (times.get() > 0).then(|| view! { <p>{text::form::accepted()}</p> });
    view! { <div class="accepted" role="status">{words}</div> }
}

/// Makes what all pages share known to them. Called once, at the root.
pub fn share() {
    let mut shared = SharedValue::new(Shared::read).into_inner();
    let who = shared.me.as_ref().map(|me| me.name.clone());
    provide_context(ShownAgain(StoredValue::new(shared.posted.take())));
    provide_context(Today(shared.today));
    provide_context(shared);
    provide_context(Reload(RwSignal::new(0)));
    provide_context(Accepted(RwSignal::new(0)));
    let drafts = Drafts::begin(who);
    // What is built anew has no form yet, and begins with what was typed.
    #[cfg(feature = "hydrate")]
    if crate::foreign::builds_anew() {
        drafts.take_up(&crate::foreign::address());
    }
    provide_context(drafts);
}

/// Has what is typed, and what was refused, go when the page goes that it belongs to. A page that comes back after its person
/// had to sign in again is given what was typed.
fn follow_pages() {
    let (path, here) = (use_location().pathname, here());
    let drafts = expect_context::<Drafts>();
    let shown_again = expect_context::<ShownAgain>();
    let reload = expect_context::<Reload>();
    Effect::watch(
        move || path.get(),
        move |_, _, _| {
            drafts.leave(&untrack(here));
            shown_again.leave();
        },
        false,
    );
    #[cfg(feature = "hydrate")]
    distrust_kept_pages();
    Effect::new(move || {
        when_hydrated(move || {
            if drafts.take_up(&untrack(here)) {
                reload.now();
            }
        });
    });
}

/// A page that a browser brings back from memory, where whoever it was made for may have signed out since, is loaded anew.
#[cfg(feature = "hydrate")]
fn distrust_kept_pages() {
    use wasm_bindgen::JsCast;
    if me().is_none() {
        return;
    }
    let shown = window_event_listener_untyped("pageshow", |event| {
        let event = event.dyn_into::<web_sys::PageTransitionEvent>();
        if event.is_ok_and(|event| event.persisted()) {
            let _ = window().location().reload();
        }
    });
    on_cleanup(move || shown.remove());
}

/// Waits until the browser has taken the whole page over; until then its forms have to be as the server sent them.
fn when_hydrated(then: impl FnOnce() + 'static) {
    let body = document().body();
    if body.is_some_and(|body| body.has_attribute("data-hydrated")) {
        then();
    } else {
        request_animation_frame(move || when_hydrated(then));
    }
}

/// The signed-in person, if somebody is.
pub fn me() -> Option<Me> {
    use_context::<Shared>().and_then(|shared| shared.me)
}

/// What to call the signed-in person by. Until they gave a name they are known by their masked phone, which is none.
pub fn given_name() -> Option<String> {
    me().map(|me| me.name)
        .filter(|name| !name.is_empty() && !name.contains('*'))
}

/// Whether pages are shown in elder mode (长辈版): larger, and one thing after the other. Style does most of it (`.elder`).
pub fn elder() -> bool {
    use_context::<Shared>().is_some_and(|shared| shared.elder.is_some())
}

/// In elder mode: the way to somebody who takes orders by telephone.
#[component]
fn Call() -> impl IntoView {
    let phone = use_context::<Shared>().and_then(|shared| shared.elder);
    phone.filter(|phone| !phone.is_empty()).map(|phone| {
        view! {
            <a class="btn btn-ghost" href=format!("tel:{phone}") aria-label=text::app::call_us(phone.clone())>
                <Icon name="phone"/>
                <span>{text::app::call()}</span>
            </a>
        }
    })
}

/// The form that is shown again, if one is.
pub fn posted() -> Option<Posted> {
    use_context::<ShownAgain>().and_then(|again| again.0.get_value())
}

/// A page's data. It is there before the page is sent, and is loaded anew when `source` changes or a form was accepted.
pub fn load<S, T, Fut>(
    source: impl Fn() -> S + Send + Sync + 'static,
    fetch: impl Fn(S) -> Fut + Send + Sync + 'static,
) -> Resource<Result<T, Fault>>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: Send + Sync + Serialize + for<'de> Deserialize<'de> + 'static,
    Fut: Future<Output = Result<T, Fault>> + Send + 'static,
{
    let version = use_context::<Reload>().map(|reload| reload.0);
    Resource::new_blocking(
        move || (source(), version.map(|version| version.get())),
        move |(source, _)| fetch(source),
    )
}

/// The bar on top: the place's name, and on a PC the ways.
#[component]
pub fn TopBar() -> impl IntoView {
    follow_pages();
    let me = me();
    let unread = me.as_ref().map_or(0, |me| me.unread);
    let signed_in = me.is_some();
    let desk = me.as_ref().is_some_and(|me| me.desk);
    // There the menu is one tap away in the dock, and the language stands at the end of the home page.
    let elder = elder();
    view! {
        <a class="skip-link" href="#main">{text::app::skip_to_content()}</a>
        <header class="topbar">
            <a class="topbar-name" href="/">
                <Icon name="heart-handshake"/>
                <span>{text::app::name()}</span>
            </a>
            <nav class="topnav" aria-label=text::app::ways()>
                <Ways/>
                {desk.then(|| view! { <Way href="/desk" icon="inbox" label=text::app::desk()/> })}
            </nav>
            <div class="topbar-end">
                {(!elder)
                    .then(|| {
                        view! { <a class="btn btn-ghost btn-square" href="/services" aria-label=text::app::search()><Icon name="search"/></a> }
                    })}
                <Call/>
                {signed_in
                    .then(|| {
                        let label = if unread > 0 { text::app::inbox_unread(unread) } else { text::app::inbox().to_owned() };
                        view! {
                            <a class="btn btn-ghost btn-square indicator-link" href="/me/inbox" aria-label=label>
                                <Icon name="bell"/>
                                {(unread > 0).then(|| view! { <span class="count" aria-hidden="true">{unread.min(99)}</span> })}
                            </a>
                        }
                    })}
                {(!elder).then(|| view! { <Language/> })}
            </div>
        </header>
    }
}

/// The other language: a form, for it changes a cookie.
#[component]
pub fn Language() -> impl IntoView {
    let other = current().other();
    let here = here();
    view! {
        <form method="post" action="/api/account/language">
            <input type="hidden" name="locale" value=other.tag()/>
            <input type="hidden" name=HERE value=here/>
            <button type="submit" class="btn btn-ghost" lang=other.tag()>{text::app::other_language()}</button>
        </form>
    }
}

/// Turns elder mode on, or off again: a form, for it changes a cookie. It stands where people look first.
#[component]
pub fn ElderSwitch() -> impl IntoView {
    let (on, words) = if elder() {
        ("off", text::app::elder_off())
    } else {
        ("on", text::app::elder_on())
    };
    let here = here();
    view! {
        <form method="post" action="/api/account/elder">
            <input type="hidden" name="on" value=on/>
            <input type="hidden" name=HERE value=here/>
            <button type="submit" class="btn">
                <Icon name="a-large-small"/>
                {words}
            </button>
        </form>
    }
}

/// The dock on a phone.
#[component]
pub fn Dock() -> impl IntoView {
    view! {
        <nav class="dock-bar" aria-label=text::app::ways()>
            <Ways/>
        </nav>
    }
}

#[component]
fn Ways() -> impl IntoView {
    view! {
        <Way href="/" icon="house" label=text::app::home()/>
        <Way href="/services" icon="clipboard-list" label=text::app::order()/>
        <Way href="/notices" icon="megaphone" label=text::app::notices()/>
        <Way href="/me/points" icon="coins" label=text::app::points()/>
        <Way href="/me" icon="user-round" label=text::app::me()/>
    }
}

#[component]
fn Way(href: &'static str, icon: &'static str, label: &'static str) -> impl IntoView {
    let path = use_location().pathname;
    let here = move || {
        let path = path.get();
        let inside = match href {
            "/" => path == "/",
            "/services" => path.starts_with("/services") || path.starts_with("/order"),
            "/me" => path == "/me" || (path.starts_with("/me/") && !path.starts_with("/me/points")),
            _ => path.starts_with(href),
        };
        inside.then_some("page")
    };
    view! {
        <a href=href aria-current=here>
            <Icon name=icon/>
            <span>{label}</span>
        </a>
    }
}
