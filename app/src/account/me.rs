//! 我的: what waits for one, what one is, and the way to everything of one's own.

use super::api::{Language, Overview, SignOut, overview_of_me};
use crate::gathered::ways;
use crate::locale::{current, text};
use crate::routes::{List, Who};
use crate::shell::{ElderSwitch, given_name, load, me};
use crate::ui::{Empty, Form, Hidden, Icon, Load, OrderRow, Submit, Title, full_date, hours, span};
use domain::account::{Me, VolunteerView};
use domain::orders::OrderCard;
use domain::orders::ShiftView;
use domain::teams::TeamView;
use leptos::prelude::*;

/// The page of the signed-in person.
#[component]
pub fn MyPage() -> impl IntoView {
    let data = load(|| (), |()| overview_of_me());
    view! {
        <div class="page">
            <Title name=text::mine::title()/>
            <Load data=data let:overview>
                <Mine overview=overview/>
            </Load>
        </div>
    }
}

#[component]
fn Mine(overview: Overview) -> impl IntoView {
    let Overview {
        volunteer,
        star,
        shifts,
        orders,
        teams,
    } = overview;
    let me = me().unwrap_or_default();
    let (heading, phone) = match given_name() {
        Some(name) => (text::mine::hello(name), String::new()),
        None => (text::mine::title().to_owned(), me.name.clone()),
    };
    let serves = volunteer.is_some();
    let (waiting, quiet): (Vec<_>, Vec<_>) = teams.into_iter().partition(|(_, offers)| *offers > 0);
    let quiet = quiet.into_iter().map(|(team, _)| team).collect::<Vec<_>>();
    view! {
        <h1>{heading}</h1>
        {(!phone.is_empty()).then(|| view! { <p class="text-muted">{phone}</p> })}
        <Tasks offers=waiting shifts=shifts desk=me.desk keeper=me.keeper/>
        {match volunteer {
            Some(volunteer) => view! { <Card volunteer=volunteer star=star/> }.into_any(),
            None => view! { <Invitation/> }.into_any(),
        }}
        <Latest orders=orders/>
        <Teams teams=quiet/>
        <Records me=me serves=serves/>
        <Settings/>
    }
}

/// What one is asked to do, as one list: teams with offers, services to go to, the desk.
#[component]
fn Tasks(
    offers: Vec<(TeamView, i64)>,
    shifts: Vec<ShiftView>,
    desk: bool,
    keeper: bool,
) -> impl IntoView {
    let some = desk || keeper || !offers.is_empty() || !shifts.is_empty();
    let offers = offers
        .into_iter()
        .map(|(team, offers)| {
            view! {
                <Row
                    href=format!("/team/{}", team.id)
                    icon="users"
                    words=text::mine::offers(offers, team.name)
                    more=text::mine::offers_hint()
                />
            }
        })
        .collect_view();
    let shifts = shifts
        .into_iter()
        .map(|shift| {
            let when = shift.when.map(span).unwrap_or_default();
            let more = [when, shift.place]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" · ");
            view! { <Row href="/me/shifts" icon="calendar-days" words=text::mine::shift(shift.title) more=more/> }
        })
        .collect_view();
    some.then(|| {
        view! {
            <section>
                <h2>{text::mine::tasks()}</h2>
                <ul class="list-card">
                    {offers} {shifts}
                    {desk
                        .then(|| view! { <Row href="/desk" icon="inbox" words=text::mine::desk() more=text::mine::desk_hint()/> })}
                    {keeper
                        .then(|| view! { <Row href="/shop" icon="gift" words=text::mine::shop() more=text::mine::shop_hint()/> })}
                </ul>
            </section>
        }
    })
}

/// A row that leads somewhere: an icon, words, and a smaller line.
#[component]
fn Row(
    #[prop(into)] href: String,
    icon: &'static str,
    #[prop(into)] words: String,
    #[prop(optional, into)] more: String,
) -> impl IntoView {
    view! {
        <li>
            <a class="row-link" href=href>
                <Icon name=icon/>
                <div>
                    {words}
                    {(!more.is_empty()).then(|| view! { <small>{more}</small> })}
                </div>
            </a>
        </li>
    }
}

/// The volunteer one is registered as.
#[component]
fn Card(volunteer: VolunteerView, star: i64) -> impl IntoView {
    view! {
        <section class="notice-card">
            <h2>{text::mine::volunteer()}</h2>
            <p>{text::mine::number()} " " <strong>{volunteer.no}</strong></p>
            {(star > 0)
                .then(|| view! { <p><span class="badge badge-soft badge-primary"><Icon name="star"/> {text::stars::name(star)}</span></p> })}
            <dl class="stat-strip">
                <div>
                    <dt>{text::mine::hours()}</dt>
                    <dd>{hours(volunteer.minutes)}</dd>
                </div>
                <div>
                    <dt>{text::mine::points()}</dt>
                    <dd>{volunteer.points}</dd>
                </div>
            </dl>
            <p class="text-muted">{text::mine::since(full_date(volunteer.since))}</p>
        </section>
    }
}

/// For who is not a volunteer yet.
#[component]
fn Invitation() -> impl IntoView {
    view! {
        <section class="notice-card">
            <h2>{text::mine::invite()}</h2>
            <p>{text::mine::invite_lead()}</p>
            <a class="btn btn-primary btn-outline" href="/me/volunteer">
                <Icon name="hand-heart"/>
                {text::mine::invite_go()}
            </a>
        </section>
    }
}

#[component]
fn Latest(orders: Vec<OrderCard>) -> impl IntoView {
    let list = if orders.is_empty() {
        let services = ("/services".to_owned(), text::mine::to_services());
        view! { <Empty icon="clipboard-list" words=text::mine::no_orders() next=services/> }
            .into_any()
    } else {
        let rows = orders
            .into_iter()
            .map(|order| view! { <li><OrderRow order=order/></li> })
            .collect_view();
        view! { <ul class="list-card">{rows}</ul> }.into_any()
    };
    view! {
        <section>
            <h2>{text::mine::orders()}</h2>
            {list}
        </section>
    }
}

/// The teams one serves in that want nothing now.
#[component]
fn Teams(teams: Vec<TeamView>) -> impl IntoView {
    (!teams.is_empty()).then(|| {
        let rows = teams
            .into_iter()
            .map(|team| {
                view! {
                    <Row
                        href=format!("/team/{}", team.id)
                        icon="users"
                        words=team.name
                        more=format!("{} · {}", text::mine::members(team.members), team.org)
                    />
                }
            })
            .collect_view();
        view! {
            <section>
                <h2>{text::mine::teams()}</h2>
                <ul class="list-card">{rows}</ul>
            </section>
        }
    })
}

/// The way to everything of one's own.
#[component]
fn Records(me: Me, serves: bool) -> impl IntoView {
    let unread = if me.unread > 0 {
        text::mine::unread(me.unread)
    } else {
        String::new()
    };
    let ways = ways(List::Mine, |who| serves || who != Who::Serves);
    let ways = ways
        .into_iter()
        .map(|way| view! { <Row href=way.path icon=way.icon words=(way.label)()/> });
    let ways = ways.collect_view();
    view! {
        <section>
            <h2>{text::mine::records()}</h2>
            <ul class="list-card">
                {ways}
                <Row href="/me/inbox" icon="bell" words=text::mine::inbox() more=unread/>
                <Row href="/me/devices" icon="smartphone" words=text::mine::devices() more=text::mine::devices_hint()/>
            </ul>
        </section>
    }
}

/// What changes the whole page: the language, and who is signed in.
#[component]
fn Settings() -> impl IntoView {
    let other = current().other();
    view! {
        <section>
            <h2>{text::mine::settings()}</h2>
            <div class="flex flex-wrap gap-3">
                <ElderSwitch/>
                <Form<Language> reload=true>
                    <Hidden name="locale" value=other.tag().to_owned()/>
                    <span lang=other.tag()><Submit label=text::app::other_language() class="btn"/></span>
                </Form<Language>>
                <Form<SignOut> reload=true>
                    <Submit label=text::mine::sign_out() class="btn"/>
                </Form<SignOut>>
            </div>
        </section>
    }
}
