//! One's own stars: how far it is, what can be applied for, and what became of it.

use super::api::{self, mine};
use super::parts::history;
use crate::locale::text;
use crate::notices::badge;
use crate::shell::load;
use crate::ui::{Empty, Form, Hidden, Icon, Load, Radios, Submit, Title, date, hours};
use domain::notices::CaseState;
use domain::stars::{ApplicationView, Body, MyStars, StarRule, State};
use leptos::prelude::*;

/// The star that is held, the way to the next one, and the applications.
#[component]
pub fn MyStarsPage() -> impl IntoView {
    let data = load(|| (), |()| mine());
    view! {
        <div class="page">
            <Title name=text::my_stars::title()/>
            <Load data let:((stars, request_id))>
                <h1>{text::my_stars::title()}</h1>
                {if stars.volunteer {
                    view! { <Mine stars=stars request_id=request_id/> }.into_any()
                } else {
                    let join = ("/me/volunteer".to_owned(), text::my_stars::join());
                    view! {
                        <Empty icon="star" words=text::my_stars::not_volunteer() next=join/>
                        <Rules rules=stars.rules/>
                    }
                        .into_any()
                }}
            </Load>
        </div>
    }
}

#[component]
fn Mine(stars: MyStars, request_id: String) -> impl IntoView {
    let applications = (!stars.applications.is_empty()).then(|| {
        let cards = stars.applications.iter();
        let cards: Vec<_> = cards.map(|one| application(one, &request_id)).collect();
        view! {
            <section class="grid gap-3">
                <h2>{text::my_stars::applications()}</h2>
                <ul class="grid gap-4">{cards}</ul>
            </section>
        }
    });
    view! {
        {progress(&stars)}
        {(!stars.may_apply.is_empty()).then(|| apply(&stars, &request_id))}
        {applications}
        <Rules rules=stars.rules/>
    }
}

/// What is held, and how far it is to what comes next.
fn progress(stars: &MyStars) -> impl IntoView + use<> {
    let held = if stars.held > 0 {
        text::my_stars::held(stars.held)
    } else {
        text::my_stars::none().to_owned()
    };
    let next = stars.next.map(|goal| {
        // Rounded up to the tenth, as what was served is rounded down: the two make the goal.
        let left = hours((goal.minutes - stars.minutes + 5) / 6 * 6);
        let words = if let Some(star) = goal.star {
            text::my_stars::to_star(left, star)
        } else {
            text::my_stars::to_milestone(left, hours(goal.minutes))
        };
        view! {
            <progress
                class="progress progress-primary w-full"
                value=stars.minutes.to_string()
                max=goal.minutes.to_string()
                aria-label=words.clone()
            ></progress>
            <p>{words}</p>
        }
    });
    view! {
        <section class="notice-card">
            <h2>{text::my_stars::so_far()}</h2>
            <p class="flex flex-wrap items-center gap-2 text-accent">
                {(0..stars.held).map(|_| view! { <Icon name="star"/> }).collect_view()}
                <strong>{held}</strong>
            </p>
            <p class="big-number">{domain::hours::in_hours(stars.minutes)} <small>{text::my_hours::unit()}</small></p>
            {next}
        </section>
    }
}

/// The form to apply with: what was computed, and which star.
fn apply(stars: &MyStars, request_id: &str) -> impl IntoView + use<> {
    let choices: Vec<_> = stars
        .may_apply
        .iter()
        .rev()
        .map(|line| (line.star.to_string(), described(line)))
        .collect();
    let first = choices
        .first()
        .map(|(star, _)| star.clone())
        .unwrap_or_default();
    let request_id = request_id.to_owned();
    view! {
        <section class="notice-card">
            <h2>{text::my_stars::apply()}</h2>
            <p>{text::my_stars::apply_lead(hours(stars.minutes))}</p>
            <Form<api::Apply> class="form-grid">
                <Hidden name="request_id" value=request_id/>
                <Radios name="star" label=text::my_stars::which() choices=choices value=first/>
                <div>
                    <Submit label=text::my_stars::send()/>
                </div>
            </Form<api::Apply>>
        </section>
    }
}

/// A star, what it takes, and who awards it.
fn described(line: &StarRule) -> String {
    text::my_stars::line(line.star, hours(line.minutes), text::star_body(line.body))
}

fn application(one: &ApplicationView, request_id: &str) -> impl IntoView + use<> {
    let name = text::stars::name(one.star);
    let awaits = match (one.state, one.until) {
        (State::Noticed, Some(until)) => Some(if one.body == Body::County {
            text::my_stars::noticed(date(until.plus(-1)))
        } else {
            text::my_stars::noticed_above(date(until.plus(-1)), text::star_body(one.body))
        }),
        _ => None,
    };
    let withdraw = one.state.is_open().then(|| {
        let (request_id, about) = (request_id.to_owned(), name.clone());
        view! {
            <Form<api::Withdraw> which=("id", one.id.to_string())>
                <Hidden name="request_id" value=request_id/>
                <Submit label=text::my_stars::withdraw() about=about class="btn"/>
            </Form<api::Withdraw>>
        }
    });
    view! {
        <li class="notice-card">
            <h3 class="flex flex-wrap items-center gap-3">{name} {badge(one.state, text::star_state(one.state))}</h3>
            <p class="text-muted">{text::my_stars::computed(hours(one.minutes))}</p>
            {history(&one.events)}
            {awaits.map(|words| view! { <p>{words}</p> })}
            {withdraw}
        </li>
    }
}

/// What each star takes, and who awards it.
#[component]
fn Rules(rules: Vec<StarRule>) -> impl IntoView {
    let lines = rules.iter().map(described);
    let lines = lines.map(|line| view! { <li>{line}</li> }).collect_view();
    view! {
        <section>
            <h2>{text::my_stars::rules()}</h2>
            <p>{text::my_stars::rules_lead()}</p>
            <ul class="list-card">{lines}</ul>
        </section>
    }
}
