//! One order in the team: the offer to answer, then the work from the first phone call to the report.

use super::api;
use super::parts::{answer, anybody_serving, deliver, facts, heading, may, people, schedule};
use super::timeline::Timeline;
use crate::locale::text;
use crate::shell::load;
use crate::ui::{Fold, Icon, Load, Title, date_time, left, span};
use domain::access::Action;
use domain::orders::{OrderView, State};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;

/// An order in a team.
#[component]
pub fn TeamOrder() -> impl IntoView {
    let params = use_params_map();
    let order = load(
        move || params.read().get("no").unwrap_or_default(),
        |no| api::order(no, String::new()),
    );
    let team = move || {
        let id: Option<i64> = params
            .read_untracked()
            .get("id")
            .and_then(|id| id.parse().ok());
        format!("/team/{}", id.unwrap_or_default())
    };
    view! {
        <div class="page">
            <Load data=order children=move |order| page(&order, team())/>
        </div>
    }
}

fn page(order: &OrderView, team: String) -> impl IntoView + use<> {
    let offer = order.offer.as_ref().map(|offer| {
        let asked_by = asked_by(order);
        view! {
            {asked_by.map(|words| view! { <p>{words}</p> })}
            <p class="deadline is-soon">
                <Icon name="hourglass"/>
                {text::perform::answer_by(date_time(offer.deadline))}
                {left(offer.deadline, order.now).map(|left| format!(" · {left}"))}
            </p>
            {offer.named.then(|| view! { <p>{text::perform::named()}</p> })}
            {(offer.skilled > 0).then(|| view! { <p>{text::perform::skilled(offer.skilled)}</p> })}
        }
    });
    let answers = may(order, Action::ACCEPT) || may(order, Action::DECLINE);
    let answer = answers.then(|| {
        view! {
            <section>
                <h2 class="mb-2">{text::perform::can_you()}</h2>
                {answer(order, team.clone())}
            </section>
        }
    });
    let fix = may(order, Action::SCHEDULE).then(|| {
        let form = schedule(order);
        if order.state == State::Accepted {
            view! {
                <section class="notice-card">
                    <h2>{text::action(Action::SCHEDULE)}</h2>
                    {form}
                </section>
            }
            .into_any()
        } else {
            view! {
                <Fold label=text::perform::change() paths=vec![api::Schedule::PATH]>
                    {form}
                </Fold>
            }
            .into_any()
        }
    });
    let report = may(order, Action::DELIVER).then(|| {
        let form = deliver(order);
        if anybody_serving(order) {
            view! {
                <Fold label=text::action(Action::DELIVER) paths=vec![api::Deliver::PATH]>
                    {form}
                </Fold>
            }
            .into_any()
        } else {
            view! {
                <section class="notice-card">
                    <h2>{text::action(Action::DELIVER)}</h2>
                    {form}
                </section>
            }
            .into_any()
        }
    });
    // While they serve, the people come first: they are who has to be checked in and out.
    let under_way = matches!(
        order.state,
        State::Scheduled | State::InService | State::Delivered
    );
    let (before, after) = if under_way {
        (people(order), None)
    } else {
        (None, people(order))
    };
    view! {
        <Title name=order.title.clone()/>
        <p>
            <a class="btn btn-sm btn-ghost" href=team>
                <Icon name="arrow-left"/>
                {text::perform::back()}
            </a>
        </p>
        {heading(order)}
        <p>{standing_words(order)}</p>
        {offer}
        {before}
        {report}
        {facts(order)}
        {answer}
        {fix}
        {after}
        <section>
            <h2>{text::perform::history()}</h2>
            <Timeline events=order.events.clone()/>
        </section>
    }
}

/// Who asked this team, and when.
fn asked_by(order: &OrderView) -> Option<String> {
    let asked = order
        .events
        .iter()
        .rfind(|event| matches!(event.action, Action::OFFER | Action::OVERRIDE))?;
    (!asked.by.is_empty()).then(|| text::perform::asked_by(&asked.by, date_time(asked.at)))
}

/// Where the order stands and what comes next, in a sentence.
fn standing_words(order: &OrderView) -> String {
    match order.state {
        State::Offered if may(order, Action::DECLINE) && !may(order, Action::ACCEPT) => {
            text::perform::now_too_late().to_owned()
        }
        State::Offered => text::perform::now_offered().to_owned(),
        State::Accepted => text::perform::now_accepted().to_owned(),
        State::Scheduled => {
            text::perform::now_scheduled(order.scheduled.map(span).unwrap_or_default())
        }
        State::InService => text::perform::now_in_service().to_owned(),
        State::Delivered => text::perform::now_delivered().to_owned(),
        _ => text::perform::now_over().to_owned(),
    }
}
