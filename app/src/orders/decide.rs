//! One order at the desk: everything that is needed to decide, and the forms of what can be decided.

use super::api;
use super::desk::QueuePlace;
use super::parts::{Subject, answer, deliver, facts, heading, may, people, schedule};
use super::timeline::Timeline;
use crate::locale::text;
use crate::shell::load;
use crate::ui::DeskRail;
use crate::ui::{
    Area, Choices, Fold, Form, Icon, Load, Radios, Submit, Title, Wrong, any_wrong, date_time,
    span, typed,
};
use domain::access::Action;
use domain::orders::{Candidate, MOST_STARS, OfferFor, OrderView, Performer, RatingTag, State};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::{use_params_map, use_query_map};

/// An order at the desk.
#[component]
pub fn DeskOrder() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let order = load(
        move || params.read().get("no").unwrap_or_default(),
        |no| api::order(no, String::new()),
    );
    view! {
        <div class="page-wide">
            <Load
                data=order
                children=move |order| page(&order, &QueuePlace::read(&query.read_untracked()))
            />
        </div>
    }
}

fn page(order: &OrderView, place: &QueuePlace) -> impl IntoView + use<> {
    let mut steps = steps(order);
    // What comes next stands open; the rest is folded away.
    let first = steps
        .iter()
        .position(|step| step.comes_next)
        .map(|at| steps.remove(at));
    let first = first.map(|step| {
        view! {
            <section class="notice-card">
                <h2>{step.label}</h2>
                {step.form}
            </section>
        }
    });
    let rest: Vec<_> = steps
        .into_iter()
        .map(|step| view! { <Fold label=step.label paths=vec![step.path]>{step.form}</Fold> })
        .collect();
    let others = (!rest.is_empty()).then(|| {
        view! {
            <section class="grid gap-3">
                <h2>{text::decide::others()}</h2>
                {rest}
            </section>
        }
    });
    view! {
        <Title name=order.title.clone()/>
        <div class="desk-layout">
            <DeskRail here="/desk"/>
            <div class="grid gap-4">
                <p>
                    <a class="btn btn-sm btn-ghost" href=format!("/desk{}", place.query())>
                        <Icon name="arrow-left"/>
                        {text::decide::back()}
                    </a>
                </p>
                {heading(order)}
                <p>{standing_words(order)}</p>
                <div class="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_23rem] lg:grid-rows-[auto_1fr]">
                    {facts(order)}
                    <div class="grid gap-6 lg:col-start-2 lg:row-span-2 lg:row-start-1">{first} {others}</div>
                    <div class="grid gap-6">
                        {people(order)}
                        <section>
                            <h2 class="mb-2">{text::decide::history()}</h2>
                            <Timeline events=order.events.clone()/>
                        </section>
                    </div>
                </div>
            </div>
        </div>
    }
}

/// Where the order stands and who has to act, in a sentence.
fn standing_words(order: &OrderView) -> String {
    let by = &order.responsible.name;
    match order.state {
        State::Submitted => text::decide::now_submitted().to_owned(),
        State::NeedsInfo => text::decide::now_needs_info().to_owned(),
        State::Dispatchable => text::decide::now_dispatchable().to_owned(),
        State::Offered => {
            let (to, deadline) = order.offer.as_ref().map_or_else(Default::default, |offer| {
                (offer.to.clone(), date_time(offer.deadline))
            });
            if may(order, Action::ACCEPT) {
                text::decide::now_yours(deadline)
            } else {
                text::decide::now_offered(to, deadline)
            }
        }
        State::Accepted => text::decide::now_accepted(by),
        State::Scheduled => {
            let when = order.scheduled.map(span).unwrap_or_default();
            text::decide::now_scheduled(by, when)
        }
        State::InService => text::decide::now_in_service(by),
        State::Delivered => text::decide::now_delivered().to_owned(),
        State::Rated | State::AutoClosed | State::Rejected | State::Merged | State::Cancelled => {
            text::decide::now_over().to_owned()
        }
    }
}

/// Something the viewer can do now.
struct Step {
    label: &'static str,
    /// The path of its form's server function.
    path: &'static str,
    /// Whether it is what the order waits for.
    comes_next: bool,
    form: AnyView,
}

impl Step {
    fn of<S: ServerFn>(action: Action, comes_next: bool, form: impl IntoView + 'static) -> Self {
        Self {
            label: text::action(action),
            path: S::PATH,
            comes_next,
            form: form.into_any(),
        }
    }
}

/// What the viewer can do now, in the order of the page. Checking in and out and confirming stand with the people.
fn steps(order: &OrderView) -> Vec<Step> {
    let step = |action: Action| match action {
        Action::ACCEPT => Some(Step {
            label: text::perform::can_you(),
            ..Step::of::<api::Accept>(action, true, answer(order, "/desk".to_owned()))
        }),
        // An offer that is too late to accept can still be handed back.
        Action::DECLINE if !may(order, Action::ACCEPT) => Some(Step::of::<api::Decline>(
            action,
            false,
            answer(order, "/desk".to_owned()),
        )),
        Action::OFFER => Some(Step::of::<api::Offer>(action, true, offer(order))),
        Action::GIVE_INFO => Some(Step::of::<api::GiveInfo>(
            action,
            true,
            because::<api::GiveInfo>(
                order,
                "give-info",
                text::decide::give_info(),
                text::decide::give_info_hint(),
                action,
            ),
        )),
        Action::SCHEDULE => Some(Step::of::<api::Schedule>(
            action,
            order.state == State::Accepted,
            schedule(order),
        )),
        Action::DELIVER => Some(Step::of::<api::Deliver>(action, true, deliver(order))),
        Action::ASK_INFO => Some(Step::of::<api::AskInfo>(
            action,
            false,
            because::<api::AskInfo>(
                order,
                "ask-info",
                text::decide::ask_info(),
                text::decide::ask_info_hint(),
                action,
            ),
        )),
        Action::OVERRIDE => Some(Step::of::<api::OverrideOffer>(
            action,
            false,
            override_offer(order),
        )),
        Action::RATE => Some(Step::of::<api::Rate>(action, false, rate(order))),
        Action::REOPEN => Some(Step::of::<api::Reopen>(
            action,
            false,
            because::<api::Reopen>(
                order,
                "reopen",
                text::decide::reopen(),
                text::decide::reopen_hint(),
                action,
            ),
        )),
        Action::REJECT => Some(Step::of::<api::Reject>(
            action,
            false,
            because::<api::Reject>(
                order,
                "reject",
                text::decide::reject(),
                text::decide::told(),
                action,
            ),
        )),
        Action::CANCEL => Some(Step::of::<api::Cancel>(
            action,
            false,
            because::<api::Cancel>(
                order,
                "cancel",
                text::decide::cancel(),
                text::decide::told(),
                action,
            ),
        )),
        _ => None,
    };
    order
        .actions
        .iter()
        .filter_map(|action| step(*action))
        .collect()
}

/// A form with a reason and nothing else.
fn because<S>(
    order: &OrderView,
    id: &'static str,
    label: &'static str,
    hint: &'static str,
    action: Action,
) -> impl IntoView + use<S>
where
    S: ServerFn + 'static,
{
    let subject = Subject::of(order);
    view! {
        <Form<S> class="grid gap-4">
            {subject.fields()}
            <Area id=id name="reason" label=label hint=hint maxlength=200/>
            <Submit label=text::action(action)/>
        </Form<S>>
    }
}

fn offer(order: &OrderView) -> impl IntoView + use<> {
    let (subject, candidates) = (Subject::of(order), order.candidates.clone());
    view! {
        <Form<api::Offer> class="grid gap-4">
            {subject.fields()}
            <Recipients candidates=candidates/>
            <Within/>
            <Submit label=text::action(Action::OFFER)/>
        </Form<api::Offer>>
    }
}

fn override_offer(order: &OrderView) -> impl IntoView + use<> {
    let (subject, candidates) = (Subject::of(order), order.candidates.clone());
    view! {
        <Form<api::OverrideOffer> class="grid gap-4">
            <p>{text::decide::override_hint()}</p>
            {subject.fields()}
            <Recipients candidates=candidates/>
            <Within/>
            <Area id="override" name="reason" label=text::decide::override_reason() maxlength=200/>
            <Submit label=text::action(Action::OVERRIDE)/>
        </Form<api::OverrideOffer>>
    }
}

/// How long the offer stands.
#[component]
fn Within() -> impl IntoView {
    let choices: Vec<_> = OfferFor::ALL
        .iter()
        .map(|within| (within.to_string(), text::offer_for(*within).to_owned()))
        .collect();
    view! { <Radios name="within" label=text::decide::within() choices=choices value=OfferFor::TwoHours.to_string()/> }
}

/// Whom to offer it to: first those the menu names, then the other teams of the place, then the orgs themselves. With
/// somebody named, the others are folded away.
#[component]
fn Recipients(candidates: Vec<Candidate>) -> impl IntoView {
    let chosen = typed("to", String::new());
    let wrong = any_wrong(&["to"]);
    let choice = |candidate: &Candidate| {
        let value = candidate.performer.to_string();
        let checked = value == chosen;
        let skilled = (candidate.skilled > 0)
            .then(|| view! { <small>{text::decide::skilled(candidate.skilled)}</small> });
        view! {
            <label>
                <input
                    type="radio"
                    class="radio"
                    name="to"
                    value=value
                    checked=checked
                    aria-invalid=move || wrong.get().then_some("true")
                />
                <span>{candidate.name.clone()} {skilled}</span>
            </label>
        }
    };
    let group = |of: fn(&Candidate) -> bool| -> Vec<_> {
        candidates
            .iter()
            .filter(|candidate| of(candidate))
            .map(choice)
            .collect()
    };
    let named = group(|candidate| candidate.offers_it);
    let near = group(|candidate| {
        !candidate.offers_it && matches!(candidate.performer, Performer::Team(_))
    });
    let orgs =
        group(|candidate| !candidate.offers_it && matches!(candidate.performer, Performer::Org(_)));
    let open = named.is_empty() || !chosen.is_empty();
    let more = |label: &'static str, choices: Vec<_>| {
        (!choices.is_empty()).then(|| {
            view! {
                <details open=open>
                    <summary>{label}</summary>
                    <div class="choice-grid" role="group" aria-label=label>{choices}</div>
                </details>
            }
        })
    };
    let first = (!named.is_empty()).then(|| {
        let label = text::decide::named();
        view! {
            <p class="text-muted">{label}</p>
            <div class="choice-grid" role="group" aria-label=label>{named}</div>
        }
    });
    view! {
        <fieldset class="field" aria-describedby=move || wrong.get().then_some("to-error")>
            <legend>{text::decide::to()}</legend>
            {first}
            {more(text::decide::near(), near)}
            {more(text::decide::orgs(), orgs)}
            <Wrong name="to"/>
        </fieldset>
    }
}

/// A rating that the clerk was told, by phone or at the desk.
fn rate(order: &OrderView) -> impl IntoView + use<> {
    let stars: Vec<_> = (1..=MOST_STARS)
        .map(|stars| (stars.to_string(), text::parts::stars(stars)))
        .collect();
    let tags: Vec<_> = RatingTag::ALL
        .iter()
        .map(|tag| (tag.to_string(), text::rating_tag(*tag).to_owned()))
        .collect();
    let subject = Subject::of(order);
    view! {
        <Form<api::Rate> class="grid gap-4">
            <p>{text::decide::rate_hint()}</p>
            {subject.fields()}
            <Radios name="stars" label=text::decide::stars() choices=stars class="stars-input"/>
            <Choices name="tags" label=text::decide::tags() choices=tags/>
            <Area name="words" label=text::decide::words() hint=text::order::words_hint() maxlength=300 optional=true/>
            <Submit label=text::action(Action::RATE)/>
        </Form<api::Rate>>
    }
}
