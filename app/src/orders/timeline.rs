//! The timeline of an order in sentences.

use crate::locale::text;
use crate::ui::{date_time, instant};
use domain::access::{Action, Standing};
use domain::orders::{EventView, State};
use leptos::prelude::*;

/// What happened to an order, oldest first, each with its time; at the end what comes next.
#[component]
pub fn Timeline(
    /// What happened, oldest first.
    events: Vec<EventView>,
    /// What the reader is to the order: their own deeds say 您.
    #[prop(optional)]
    viewer: Option<Standing>,
    /// What comes next; [`next_step`] knows.
    #[prop(optional, into)]
    next: Option<String>,
) -> impl IntoView {
    let last = events.len().saturating_sub(1);
    let told = events
        .into_iter()
        .enumerate()
        .map(|(at, event)| {
            let now = at == last;
            let sentence = sentence(&event, viewer);
            let because = event
                .because
                .map(|because| view! { <small>{text::timeline::because(text::decline_reason(because))}</small> });
            let reason = (!event.reason.is_empty())
                .then(|| view! { <small>{text::timeline::reason(event.reason)}</small> });
            view! {
                <li class=if now { "is-now" } else { "" } aria-current=now.then_some("step")>
                    <time datetime=instant(event.at)>{date_time(event.at)}</time>
                    <p>{sentence}</p>
                    {because}
                    {reason}
                </li>
            }
        })
        .collect_view();
    view! {
        <ol class="timeline-list">
            {told}
            {next
                .map(|next| {
                    view! {
                        <li class="is-next">
                            <small>{text::timeline::next()}</small>
                            <p>{next}</p>
                        </li>
                    }
                })}
        </ol>
    }
}

/// What happened, as a sentence.
fn sentence(event: &EventView, viewer: Option<Standing>) -> String {
    let who = who(event, viewer);
    match event.action {
        Action::SUBMIT => text::timeline::submit(who),
        Action::ASK_INFO => text::timeline::ask_info(who),
        Action::GIVE_INFO => text::timeline::give_info(who),
        Action::REJECT => text::timeline::reject(who),
        Action::MERGE => text::timeline::merge(who),
        Action::RELEASE if asks(viewer) => text::timeline::release_yours(who),
        Action::RELEASE => text::timeline::release(who),
        Action::OFFER => text::timeline::offer(who),
        Action::OVERRIDE => text::timeline::override_(who),
        Action::ACCEPT => text::timeline::accept(who),
        Action::DECLINE => text::timeline::decline(who),
        Action::CLAIM => text::timeline::claim(who),
        Action::SCHEDULE => text::timeline::schedule(who),
        Action::CHECK_IN => text::timeline::check_in(who),
        Action::CHECK_OUT => text::timeline::check_out(who),
        Action::DELIVER => text::timeline::deliver(who),
        Action::RATE => text::timeline::rate(who),
        Action::CANCEL => text::timeline::cancel(who),
        Action::REOPEN => text::timeline::reopen(who),
        Action::EXPIRE => text::timeline::expire().to_owned(),
        Action::CLOSE => text::timeline::close().to_owned(),
        other => text::timeline::other(who, text::action(other)),
    }
}

/// Who did it: the org or the team, else what they are to the order.
fn who(event: &EventView, viewer: Option<Standing>) -> String {
    if !event.by.is_empty() {
        return event.by.clone();
    }
    let words = match event.standing {
        own if asks(viewer) && viewer == Some(own) => text::timeline::you(),
        Standing::Requester => text::timeline::requester(),
        Standing::LinkHolder => text::timeline::served(),
        Standing::Member => text::timeline::volunteer(),
        _ => text::timeline::staff(),
    };
    words.to_owned()
}

fn asks(viewer: Option<Standing>) -> bool {
    matches!(viewer, Some(Standing::Requester | Standing::LinkHolder))
}

/// What comes next, told to who asked for the service.
pub fn next_step(state: State) -> &'static str {
    match state {
        State::Submitted => text::timeline::next_submitted(),
        State::NeedsInfo => text::timeline::next_needs_info(),
        State::Rejected => text::timeline::next_rejected(),
        State::Merged => text::timeline::next_merged(),
        State::Dispatchable => text::timeline::next_dispatchable(),
        State::Offered => text::timeline::next_offered(),
        State::Accepted => text::timeline::next_accepted(),
        State::Scheduled => text::timeline::next_scheduled(),
        State::InService => text::timeline::next_in_service(),
        State::Delivered => text::timeline::next_delivered(),
        State::Rated => text::timeline::next_rated(),
        State::AutoClosed => text::timeline::next_auto_closed(),
        State::Cancelled => text::timeline::next_cancelled(),
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use domain::time::Timestamp;

    fn event(action: Action, standing: Standing, by: &str) -> EventView {
        EventView {
            at: Timestamp(0),
            action,
            standing,
            by: by.to_owned(),
            because: None,
            reason: String::new(),
        }
    }

    #[test]
    fn ones_own_deeds_say_you() {
        let placed = event(Action::SUBMIT, Standing::Requester, "");
        assert_eq!(sentence(&placed, Some(Standing::Requester)), "您提交了点单");
        assert_eq!(
            sentence(&placed, Some(Standing::Leader)),
            "点单人提交了点单"
        );
        assert_eq!(sentence(&placed, None), "点单人提交了点单");
        let released = event(Action::RELEASE, Standing::InstituteStaff, "南诏镇实践所");
        assert_eq!(
            sentence(&released, Some(Standing::LinkHolder)),
            "南诏镇实践所受理了您的点单"
        );
        assert_eq!(
            sentence(&released, Some(Standing::InstituteStaff)),
            "南诏镇实践所受理了点单"
        );
    }

    #[test]
    fn every_state_says_what_comes_next() {
        for &state in State::ALL {
            assert!(!next_step(state).is_empty(), "{state}");
        }
    }
}
