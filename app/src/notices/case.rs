//! What a feature's pages show of a case: where it stands, what happened, and at the desk the queue and the forms to decide.

use crate::locale::text;
use crate::ui::DeskRail;
use crate::ui::{
    Area, Empty, Fold, Form, Hidden, More, StateTabs, Submit, date, date_time, instant, onward,
};
use domain::notices::{CaseState, May, Stage, Verdict};
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use std::marker::PhantomData;

/// Where a case stands, as a badge with its feature's words.
pub(crate) fn badge(state: impl CaseState, words: &'static str) -> impl IntoView {
    let tone = match state.stage() {
        Some(Stage::Asked | Stage::Objected) => "tone-wait",
        Some(Stage::Noticed) => "tone-go",
        Some(Stage::Granted) => "tone-done",
        Some(Stage::Returned | Stage::Withdrawn) | None => "tone-stop",
    };
    view! { <span class=format!("state-badge {tone}")>{words}</span> }
}

/// What happened to a case, in a sentence.
pub(crate) struct Told {
    pub(crate) at: Timestamp,
    pub(crate) sentence: String,
    /// What was said with it.
    pub(crate) words: Option<String>,
}

/// What happened to a case, the oldest first.
pub(crate) fn timeline(told: Vec<Told>) -> impl IntoView {
    let last = told.len().saturating_sub(1);
    let told = told
        .into_iter()
        .enumerate()
        .map(|(at, told)| {
            let now = at == last;
            view! {
                <li class=if now { "is-now" } else { "" } aria-current=now.then_some("step")>
                    <time datetime=instant(told.at)>{date_time(told.at)}</time>
                    <p>{told.sentence}</p>
                    {told.words.map(|words| view! { <small>{words}</small> })}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="timeline-list">{told}</ol> }
}

/// The last day of the notice, while the case hangs in it.
pub(crate) fn until(state: impl CaseState, until: Option<Timestamp>) -> impl IntoView {
    let hangs = state.stage() == Some(Stage::Noticed);
    let last_day = until.filter(|_| hangs).map(|until| until.plus(-1));
    last_day.map(|day| view! { <p class="text-muted">{text::case::until(date(day))}</p> })
}

/// That the next step is not the viewer's, while there is one.
pub(crate) fn others_turn(state: impl CaseState, may: May) -> impl IntoView {
    (state.is_open() && may.nothing())
        .then(|| view! { <p class="text-muted">{text::case::somebody_else()}</p> })
}

/// The button that approves a case.
#[component]
pub(crate) fn Approve<S>(
    /// The server function that takes the review.
    #[prop(optional)]
    action: PhantomData<S>,
    id: String,
    /// Whose case it is, for those who hear a page with many.
    about: String,
    request_id: String,
) -> impl IntoView
where
    S: ServerFn + 'static,
{
    let _ = action;
    view! {
        <Form<S> which=("id", id)>
            <Hidden name="request_id" value=request_id/>
            <Submit
                label=text::case_verdict(Verdict::Approve)
                value=("verdict", Verdict::Approve.as_str())
                about=about
            />
        </Form<S>>
    }
}

/// The form that returns a case with a reason, folded away.
#[component]
pub(crate) fn GiveBack<S>(
    /// The server function that takes the review.
    #[prop(optional)]
    action: PhantomData<S>,
    id: String,
    /// Whose case it is, for those who hear a page with many.
    about: String,
    request_id: String,
    /// Whether it is a card of its own, or a part of the one it stands in.
    #[prop(default = true)]
    card: bool,
) -> impl IntoView
where
    S: ServerFn + 'static,
{
    let _ = action;
    let words_id = format!("words-{id}");
    let (which, label) = (("id", id), text::case_verdict(Verdict::Return));
    view! {
        <Fold label=label about=about.clone() paths=vec![S::PATH] which=which.clone() card=card>
            <Form<S> class="form-grid" which=which>
                <Hidden name="request_id" value=request_id/>
                <Hidden name="verdict" value=Verdict::Return.to_string()/>
                <Area
                    name="words"
                    id=words_id
                    label=text::case::why()
                    hint=text::case::why_hint()
                    maxlength=200
                />
                <Submit label=text::case::give_back() about=about class="btn"/>
            </Form<S>>
        </Fold>
    }
}

/// The desk's page of a feature's cases, narrowed down to a state by the URL; what else the feature has there stands below.
#[component]
pub(crate) fn CaseQueue(
    /// The page's path.
    here: &'static str,
    title: &'static str,
    /// What the list is called.
    list: &'static str,
    /// What is said where it is empty.
    nothing: &'static str,
    /// Each state with its words.
    states: Vec<(String, &'static str)>,
    /// The state that is shown; empty without one.
    state: String,
    class: &'static str,
    rows: Vec<AnyView>,
    /// Where the list goes on.
    next: Option<String>,
    children: Children,
) -> impl IntoView {
    let rows = if rows.is_empty() {
        view! { <Empty icon="circle-check" words=nothing/> }.into_any()
    } else {
        view! { <ul class=class>{rows}</ul> }.into_any()
    };
    let query = onward(here, &state);
    view! {
        <div class="desk-layout">
            <DeskRail here=here/>
            <div class="grid gap-6">
                <h1>{title}</h1>
                <StateTabs path=here label=text::case::state() all=text::case::under_way() states=states here=state/>
                <section class="grid gap-3">
                    <h2>{list}</h2>
                    {rows}
                    <More next=next query=query/>
                </section>
                {children()}
            </div>
        </div>
    }
}
