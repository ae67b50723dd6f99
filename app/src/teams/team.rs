//! A team: what waits for its answer, what is under way, and its people.

use super::api::{self, TeamPage};
use crate::locale::text;
use crate::shell::load;
use crate::stars::nominees::Nominees;
use crate::ui::{
    Empty, Field, Fold, Form, Hidden, Icon, Load, StateBadge, Submit, Title, date_time, left,
    listed, span,
};
use domain::account::Skill;
use domain::orders::{OrderCard, State};
use domain::teams::MemberView;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;

/// Skills in words.
pub(super) fn skills(skills: &[Skill]) -> String {
    listed(skills.iter().map(|skill| text::skill(*skill)))
}

/// A team.
#[component]
pub fn Team() -> impl IntoView {
    let params = use_params_map();
    let team = load(
        move || params.read().get("id").unwrap_or_default(),
        api::team,
    );
    view! {
        <div class="page">
            <Load data=team children=|team| page(&team)/>
        </div>
    }
}

fn page(page: &TeamPage) -> impl IntoView + use<> {
    let team = &page.team;
    let (offers, others): (Vec<_>, Vec<_>) = page
        .orders
        .iter()
        .partition(|card| card.state == State::Offered);
    let row = |card: &&OrderCard| order_row(card, page);
    let offers = (!offers.is_empty()).then(|| {
        view! {
            <section>
                <h2>{text::team::offers()}</h2>
                <ul class="list-card">{offers.iter().map(row).collect::<Vec<_>>()}</ul>
            </section>
        }
    });
    let work = if others.is_empty() {
        view! { <Empty icon="calendar-days" words=text::team::nothing()/> }.into_any()
    } else {
        view! { <ul class="list-card">{others.iter().map(row).collect::<Vec<_>>()}</ul> }.into_any()
    };
    let can = skills(&team.skills);
    let can = (!can.is_empty()).then(|| view! { <p class="text-muted">{text::team::can(can)}</p> });
    let leaderless = page.members.iter().all(|member| !member.leader);
    let leaderless =
        leaderless.then(|| view! { <p class="notice-card">{text::team::nobody_leads()}</p> });
    view! {
        <Title name=team.name.clone()/>
        <header>
            <h1>{team.name.clone()}</h1>
            <p class="text-muted">{text::team::of(team.members, &team.org)}</p>
            {can}
        </header>
        {offers}
        <section>
            <h2>{text::team::work()}</h2>
            {work}
        </section>
        {page.keeps.then(|| view! { <Nominees team=team.id/> })}
        <section>
            <h2>{text::team::people()}</h2>
            {leaderless}
            {roster(page)}
            {page.keeps.then(|| join(page))}
        </section>
    }
}

/// An order of the team. Those who only serve see what the team does; the order itself is the leader's.
fn order_row(card: &OrderCard, page: &TeamPage) -> impl IntoView + use<> {
    let deadline = card.deadline.map(|at| {
        view! {
            <span class="deadline is-soon">
                <Icon name="hourglass"/>
                {text::team::answer_by(date_time(at))}
                {left(at, card.now).map(|left| format!(" · {left}"))}
            </span>
        }
    });
    let when = card.when.map(|when| view! { <small>{span(when)}</small> });
    let inside = view! {
        <Icon name=if card.state == State::Offered { "bell" } else { "calendar-days" }/>
        <div>
            {card.title.clone()}
            {when}
            <small>{text::team::place_and_who(&card.place, &card.who)}</small>
            {deadline}
        </div>
        <StateBadge state=card.state/>
    };
    if page.keeps {
        let href = format!("/team/{}/orders/{}", page.team.id, card.no);
        view! { <li><a class="row-link" href=href>{inside}</a></li> }.into_any()
    } else {
        view! { <li><div class="row-link">{inside}</div></li> }.into_any()
    }
}

fn roster(page: &TeamPage) -> impl IntoView + use<> {
    let keeps = page.keeps;
    let rows: Vec<_> = page
        .members
        .iter()
        .map(|member| member_row(member, page))
        .collect();
    let kept = keeps.then(|| {
        view! {
            <th scope="col">{text::team::number()}</th>
            <th scope="col">{text::team::phone()}</th>
        }
    });
    let removal = keeps || page.members.iter().any(|member| member.own);
    let removal = removal.then(|| view! { <th scope="col">{text::team::removal()}</th> });
    view! {
        <table class="quiet-table">
            <caption>{text::team::roster(page.team.members)}</caption>
            <thead>
                <tr>
                    <th scope="col">{text::team::name()}</th>
                    {kept}
                    <th scope="col">{text::team::skills()}</th>
                    {removal}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn member_row(member: &MemberView, page: &TeamPage) -> impl IntoView + use<> {
    let leader = member.leader.then(
        || view! { <span class="badge badge-soft badge-primary">{text::team::leader()}</span> },
    );
    let kept = page.keeps.then(|| {
        view! {
            <td class="md:whitespace-nowrap" data-label=text::team::number()>{member.no.clone()}</td>
            <td class="md:whitespace-nowrap" data-label=text::team::phone()>{member.phone.clone()}</td>
        }
    });
    let leave = (page.keeps && !member.leader && !member.own).then(|| {
        let name_leader = about_member::<api::NameLeader>(member, page, text::team::name_leader());
        let remove = about_member::<api::LeaveRoster>(member, page, text::team::remove());
        view! {
            <Fold
                label=text::team::removal()
                about=member.name.clone()
                paths=vec![api::NameLeader::PATH, api::LeaveRoster::PATH]
                which=("volunteer", member.id.to_string())
                card=false
            >
                <div class="flex flex-wrap gap-2 py-2">
                    {name_leader}
                    {remove}
                </div>
            </Fold>
        }
    });
    let own = member.own.then(|| own_ways(member, page));
    let removal = (page.keeps || page.members.iter().any(|member| member.own))
        .then(|| view! { <td class="md:whitespace-nowrap">{leave}{own}</td> });
    let can = skills(&member.skills);
    let what = (!can.is_empty()).then(text::team::skills);
    view! {
        <tr>
            <th scope="row" data-label=text::team::name()>
                <span>{member.name.clone()} " " {leader}</span>
            </th>
            {kept}
            <td data-label=what>{can}</td>
            {removal}
        </tr>
    }
}

/// How who looks gets off the roster, or out of leading.
fn own_ways(member: &MemberView, page: &TeamPage) -> impl IntoView + use<> {
    let way = if member.leader {
        let team = page.team.id.to_string();
        view! {
            <p class="whitespace-normal">{text::team::step_down_hint()}</p>
            <Form<api::StepDown>>
                <Hidden name="team" value=team/>
                <Submit label=text::team::step_down() class="btn btn-sm"/>
            </Form<api::StepDown>>
        }
        .into_any()
    } else {
        about_member::<api::LeaveRoster>(member, page, text::team::leave()).into_any()
    };
    view! {
        <Fold
            label=text::team::mine()
            about=member.name.clone()
            paths=vec![api::StepDown::PATH, api::LeaveRoster::PATH]
            which=("volunteer", member.id.to_string())
            card=false
        >
            <div class="grid gap-2 py-2">{way}</div>
        </Fold>
    }
}

/// A button that does something with a member.
fn about_member<S>(
    member: &MemberView,
    page: &TeamPage,
    label: &'static str,
) -> impl IntoView + use<S>
where
    S: ServerFn + 'static,
{
    let (team, name) = (page.team.id.to_string(), member.name.clone());
    view! {
        <Form<S> which=("volunteer", member.id.to_string())>
            <Hidden name="team" value=team/>
            <Submit label=label about=name class="btn btn-sm"/>
        </Form<S>>
    }
}

fn join(page: &TeamPage) -> impl IntoView + use<> {
    let team = page.team.id.to_string();
    view! {
        <div class="notice-card">
            <h3>{text::team::add()}</h3>
            <Form<api::JoinRoster> class="grid gap-4">
                <Hidden name="team" value=team/>
                <Field
                    name="no"
                    label=text::team::volunteer_no()
                    hint=text::team::volunteer_no_hint()
                    maxlength=20u32
                    autocomplete="off"
                />
                <Field
                    name="name"
                    label=text::team::volunteer_name()
                    hint=text::team::volunteer_name_hint()
                    maxlength=40u32
                    autocomplete="off"
                />
                <Submit label=text::team::add()/>
            </Form<api::JoinRoster>>
        </div>
    }
}
