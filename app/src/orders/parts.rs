//! What the pages of an order at the desk and in the team share: the facts, the people, and the steps of whoever serves.

use super::api;
use super::rated::words;
use crate::hours::api as hours_api;
use crate::locale::text;
use crate::ui::{
    Agree, Area, Choices, Field, Fold, Form, Hidden, Icon, Pick, PictureField, Pictures,
    StateBadge, Submit, date_time, lasting, listed, order_no, span,
};
use domain::access::Action;
use domain::hours::{EARLY, State as HoursState};
use domain::orders::{AssignedView, AttendanceView, DeclineReason, OrderView, RatingView, State};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// Whether the viewer may take an action now.
pub fn may(order: &OrderView, action: Action) -> bool {
    order.actions.contains(&action)
}

/// The first lines of an order's page: its name, where it stands, its number and when it was placed.
pub fn heading(order: &OrderView) -> impl IntoView + use<> {
    view! {
        <header>
            <h1>{order.title.clone()}</h1>
            <p class="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
                <StateBadge state=order.state/>
                <span class="text-muted">{text::parts::number(order_no(&order.no), date_time(order.placed))}</span>
            </p>
        </header>
    }
}

/// Which order a form is about.
#[derive(Clone, Debug)]
pub struct Subject {
    request_id: String,
    no: String,
}

impl Subject {
    /// What the forms of an order's page carry.
    pub fn of(order: &OrderView) -> Self {
        Self {
            request_id: order.request_id.clone(),
            no: order.no.clone(),
        }
    }

    /// The form's hidden fields.
    pub fn fields(self) -> impl IntoView {
        view! {
            <Hidden name="request_id" value=self.request_id/>
            <Hidden name="no" value=self.no/>
        }
    }
}

/// A fact and its name.
fn fact(label: &'static str, value: impl IntoView) -> impl IntoView {
    view! {
        <div>
            <dt>{label}</dt>
            <dd>{value}</dd>
        </div>
    }
}

/// Who needs what, when and where, and what to look out for.
pub fn facts(order: &OrderView) -> impl IntoView + use<> {
    let windows: Vec<_> = order
        .windows
        .iter()
        .map(|window| view! { <li>{span(*window)}</li> })
        .collect();
    let contact = order.contact.as_ref();
    let who = contact.map_or_else(
        || order.who.clone(),
        |contact| contact.name.as_str().to_owned(),
    );
    let contact = contact.map(|contact| {
        let phone = contact.phone.as_str().to_owned();
        let call = view! {
            <a class="btn btn-sm" href=format!("tel:{phone}")>
                <Icon name="phone"/>
                {phone.clone()}
            </a>
        };
        view! {
            {fact(text::parts::address(), contact.address.clone())}
            {fact(text::parts::phone(), call)}
            {said(&contact.note).map(|note| fact(text::parts::note(), note))}
        }
    });
    view! {
        <section>
            <h2 class="mb-2">{text::parts::facts()}</h2>
            <dl class="list-card">
                {order.scheduled.map(|at| fact(text::parts::fixed(), view! { <strong>{span(at)}</strong> }))}
                {fact(text::parts::suits(), view! { <ul>{windows}</ul> })}
                {fact(text::parts::place(), order.place.clone())}
                {fact(text::parts::who(), who)}
                {contact}
                {order.consent.map(|consent| fact(text::parts::on_behalf(), text::consent(consent)))}
                {fact(text::parts::size(), text::parts::usual(order.volunteers, lasting(order.minutes)))}
                {fact(text::parts::risk(), order.risk.clone())}
                {said(&order.report).map(|report| fact(text::parts::report(), report))}
                {(!order.pictures.is_empty())
                    .then(|| fact(text::parts::pictures(), view! { <Pictures pictures=order.pictures.clone()/> }))}
                {order.rating.as_ref().map(|rating| fact(text::parts::rating(), rated(rating)))}
            </dl>
        </section>
    }
}

/// Words, if there are any.
fn said(words: &str) -> Option<String> {
    (!words.is_empty()).then(|| words.to_owned())
}

/// Stars, tags and words of a rating.
fn rated(rating: &RatingView) -> impl IntoView + use<> {
    let tags = listed(rating.tags.iter().map(|tag| text::rating_tag(*tag)));
    view! {
        <p>
            <strong>{text::parts::stars(rating.stars)}</strong>
            {(!tags.is_empty()).then(|| format!(" {tags}"))}
        </p>
        {words(rating)}
    }
}

/// Who goes, when they came and left, and what is to be done about it: check in, check out, confirm. Nothing while
/// nobody is assigned.
pub fn people(order: &OrderView) -> Option<impl IntoView + use<>> {
    let rows: Vec<_> = order
        .assigned
        .iter()
        .map(|assigned| person(order, assigned))
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section>
                <h2 class="mb-2">{text::parts::people()}</h2>
                <ul class="list-card">{rows}</ul>
            </section>
        }
    })
}

/// Whether somebody is checked in and not out.
pub fn anybody_serving(order: &OrderView) -> bool {
    order
        .assigned
        .iter()
        .filter_map(|assigned| assigned.attendance.as_ref())
        .any(|attendance| attendance.to.is_none())
}

/// Whether a member's attendance belongs to the time that is fixed now, not to the one before a reopening.
fn came_this_time(order: &OrderView, attendance: &AttendanceView) -> bool {
    order
        .scheduled
        .is_none_or(|window| attendance.from.0 >= window.from.0 - EARLY)
}

fn person(order: &OrderView, assigned: &AssignedView) -> impl IntoView + use<> {
    let attendance = assigned.attendance.as_ref();
    let serving = attendance.is_some_and(|attendance| attendance.to.is_none());
    let came = attendance.is_some_and(|attendance| came_this_time(order, attendance));
    // A leader or an org's staff may fix the time or report the delivery, and so speak for others.
    let speaks = may(order, Action::SCHEDULE) || may(order, Action::DELIVER);
    let presence = assigned.me || speaks;
    let comes = !serving && !came && presence && may(order, Action::CHECK_IN);
    let goes = serving && presence && may(order, Action::CHECK_OUT);
    let waits = attendance
        .filter(|attendance| attendance.state == HoursState::CheckedOut)
        .filter(|_| may(order, Action::CONFIRM_ATTENDANCE));
    let which = ("volunteer", assigned.volunteer.to_string());
    let check_in = comes.then(|| {
        let (subject, name) = (Subject::of(order), assigned.name.clone());
        // Whoever speaks for others may know why somebody comes who has not left elsewhere.
        let despite = (speaks && !assigned.me).then(|| {
            let id = format!("despite-{}", assigned.volunteer);
            view! { <Field id name="reason" label=text::parts::elsewhere() maxlength=200u32 optional=true/> }
        });
        view! {
            <Form<api::CheckIn> which=which.clone() class="flex flex-wrap items-end gap-3">
                {subject.fields()}
                {despite}
                <Submit label=text::action(Action::CHECK_IN) about=name/>
            </Form<api::CheckIn>>
        }
    });
    let check_out = goes.then(|| {
        let (subject, name) = (Subject::of(order), assigned.name.clone());
        view! {
            <Form<api::CheckOut> which=which>
                {subject.fields()}
                <Submit label=text::action(Action::CHECK_OUT) about=name/>
            </Form<api::CheckOut>>
        }
    });
    let unconfirmed = attendance.is_some_and(|attendance| {
        matches!(
            attendance.state,
            HoursState::CheckedIn | HoursState::CheckedOut
        )
    });
    let afterwards = (unconfirmed && speaks && may(order, Action::CHECK_OUT))
        .then(|| note_end(order, assigned, attendance));
    let confirm = waits.map(|attendance| {
        if assigned.me {
            view! { <p class="text-muted">{text::parts::not_by_oneself()}</p> }.into_any()
        } else {
            let (request_id, name) = (order.request_id.clone(), assigned.name.clone());
            let label = text::parts::confirm(lasting(attendance.minutes));
            view! {
                <Form<hours_api::Confirm> which=("attendance", attendance.id.to_string())>
                    <Hidden name="request_id" value=request_id/>
                    <Submit label=label about=name/>
                </Form<hours_api::Confirm>>
            }
            .into_any()
        }
    });
    let me = assigned
        .me
        .then(|| view! { <span class="text-muted">{text::parts::me()}</span> });
    view! {
        <li class="flex flex-wrap items-center justify-between gap-3">
            <div>
                <p><strong>{assigned.name.clone()}</strong>" "{me}</p>
                <p class="text-muted">{presence_words(attendance)}</p>
            </div>
            {check_in}
            {check_out}
            {confirm}
            {afterwards}
        </li>
    }
}

/// Notes afterwards when somebody left, who forgot to check out.
fn note_end(
    order: &OrderView,
    assigned: &AssignedView,
    attendance: Option<&AttendanceView>,
) -> impl IntoView + use<> {
    let planned = order.scheduled.map(|window| window.to);
    let left = attendance.and_then(|attendance| attendance.to).or(planned);
    let left = left
        .map(domain::time::Timestamp::to_field)
        .unwrap_or_default();
    let id = format!("left-{}", assigned.volunteer);
    let reason_id = format!("left-reason-{}", assigned.volunteer);
    let subject = Subject::of(order);
    let which = ("volunteer", assigned.volunteer.to_string());
    let (name, whose) = (assigned.name.clone(), assigned.name.clone());
    view! {
        <div class="basis-full">
            <Fold
                label=text::parts::note_end()
                about=name
                paths=vec![api::CheckOut::PATH]
                which=which.clone()
                card=false
            >
                <Form<api::CheckOut> which=which class="grid gap-4 py-2">
                    {subject.fields()}
                    <Field id name="left" label=text::parts::left() hint=text::parts::left_hint() kind="datetime-local" value=left/>
                    <Field id=reason_id name="reason" label=text::parts::left_reason() maxlength=200u32/>
                    <Submit label=text::parts::note_end() about=whose/>
                </Form<api::CheckOut>>
            </Fold>
        </div>
    }
}

fn presence_words(attendance: Option<&AttendanceView>) -> String {
    match attendance {
        None => text::parts::not_there().to_owned(),
        Some(AttendanceView { from, to: None, .. }) => text::parts::there_since(date_time(*from)),
        Some(AttendanceView {
            from,
            to: Some(to),
            state,
            minutes,
            ..
        }) => text::parts::was_there(
            span(domain::orders::Window {
                from: *from,
                to: *to,
            }),
            lasting(*minutes),
            text::hours_state(*state),
        ),
    }
}

/// The answer to an offer: two choices of equal weight. Whoever declines no longer sees the order and goes to `next`.
pub fn answer(order: &OrderView, next: String) -> impl IntoView + use<> {
    const CARD: &str = "notice-card flex flex-col justify-between gap-3";
    const BUTTON: &str = "btn btn-lg btn-block btn-neutral";
    let accept = may(order, Action::ACCEPT).then(|| {
        let subject = Subject::of(order);
        view! {
            <Form<api::Accept> class=CARD>
                <div>
                    <h3>{text::parts::can()}</h3>
                    <p>{text::parts::can_hint()}</p>
                </div>
                <div>
                    {subject.fields()}
                    <Submit label=text::action(Action::ACCEPT) class=BUTTON/>
                </div>
            </Form<api::Accept>>
        }
    });
    let decline = may(order, Action::DECLINE).then(|| {
        let subject = Subject::of(order);
        let reasons: Vec<_> = DeclineReason::ALL
            .iter()
            .map(|reason| (reason.to_string(), text::decline_reason(*reason).to_owned()))
            .collect();
        view! {
            <Form<api::Decline> class=CARD>
                <div class="grid gap-3">
                    <div>
                        <h3>{text::parts::cannot()}</h3>
                        <p>{text::parts::cannot_hint()}</p>
                    </div>
                    {subject.fields()}
                    <Hidden name="next" value=next/>
                    <Pick
                        name="because"
                        label=text::parts::because()
                        choices=reasons
                        empty=text::parts::no_reason().to_owned()
                        optional=true
                    />
                    <Field id="decline-reason" name="reason" label=text::parts::in_words() maxlength=200u32 optional=true/>
                </div>
                <div>
                    <Submit label=text::action(Action::DECLINE) class=BUTTON/>
                </div>
            </Form<api::Decline>>
        }
    });
    view! { <div class="grid gap-3 sm:grid-cols-2">{accept} {decline}</div> }
}

/// When it happens and who goes: starts from what is fixed already, else from what suits first.
pub fn schedule(order: &OrderView) -> impl IntoView + use<> {
    let window = order.scheduled.or(order.windows.first().copied());
    let from = window
        .map(|window| window.from.to_field())
        .unwrap_or_default();
    let minutes = order.scheduled.map_or(order.minutes, |window| {
        domain::hours::minutes_between(window.from, window.to)
    });
    let going: Vec<String> = order
        .assigned
        .iter()
        .map(|assigned| assigned.volunteer.to_string())
        .collect();
    let roster = order
        .roster
        .iter()
        .map(|one| {
            let mut label = one.name.clone();
            for (title, window) in &one.busy {
                label = text::parts::busy(label, title, span(*window));
            }
            (one.id.to_string(), label)
        })
        .collect::<Vec<_>>();
    let suits = listed(order.windows.iter().map(|window| span(*window)));
    let usual = text::parts::usual_people(order.volunteers);
    let label = if order.state == State::Scheduled {
        text::parts::change()
    } else {
        text::parts::fix()
    };
    let subject = Subject::of(order);
    view! {
        <Form<api::Schedule> class="grid gap-4">
            {subject.fields()}
            <Field
                name="from"
                label=text::parts::from()
                hint=text::parts::suits_then(suits)
                kind="datetime-local"
                value=from
            />
            <Field
                name="minutes"
                label=text::parts::minutes()
                kind="number"
                inputmode="numeric"
                min="10"
                max="600"
                value=minutes.to_string()
            />
            <Choices
                name="members"
                label=text::parts::members()
                hint=usual
                choices=roster
                value=going.join(",")
            />
            <Agree name="despite" label=text::parts::despite()/>
            <Submit label=label/>
        </Form<api::Schedule>>
    }
}

/// The report of a delivery; while somebody is still there it says so.
pub fn deliver(order: &OrderView) -> impl IntoView + use<> {
    let serving = anybody_serving(order)
        .then(|| view! { <p class="text-muted">{text::parts::still_there()}</p> });
    let subject = Subject::of(order);
    view! {
        <Form<api::Deliver> class="grid gap-4" pictures=true>
            {serving}
            {subject.fields()}
            <Area name="report" label=text::parts::what_was_done() hint=text::parts::report_hint() maxlength=1000/>
            <PictureField label=text::parts::pictures()/>
            <Submit label=text::action(Action::DELIVER)/>
        </Form<api::Deliver>>
    }
}
