//! An order as the resident sees it: where it stands, what comes next, whom to call, and what they can do.

use super::api;
use super::live;
use super::rated::words;
use super::timeline::{Timeline, next_step};
use crate::locale::text;
use crate::shell::{load, me};
use crate::ui::{
    Area, Choices, Fold, Form, Hidden, Icon, Load, Pictures, Problem, Radios, ReadAloud,
    StateBadge, Submit, Title, date, date_time, lasting, listed, order_no, sign_in_url, span,
};
use domain::Code;
use domain::access::{Action, Standing};
use domain::orders::{OrderView, RatingTag, RatingView, Responsible, State};
use domain::pictures::PictureView;
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::{use_params_map, use_query_map};

/// An order's page, by one's account or by the key of its link. It follows what happens.
#[component]
pub fn Order() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let no = Memo::new(move |_| params.read().get("no").unwrap_or_default());
    let key = Memo::new(move |_| query.read().get("key").unwrap_or_default());
    let placed = Memo::new(move |_| query.read().get("placed").is_some());
    live::watch(no, key);
    let data = load(
        move || (no.get(), key.get()),
        |(no, key)| async move {
            match api::order(no, key).await {
                Err(fault) if fault.0.code == Code::NOT_FOUND => Ok(None),
                found => found.map(Some),
            }
        },
    );
    view! {
        <div class="page">
            <Load data let:found>
                {match found {
                    None => view! { <Missing no=no.get_untracked()/> }.into_any(),
                    Some(order) => {
                        view! { <Shown order=order key=key.get_untracked() placed=placed.get_untracked()/> }
                            .into_any()
                    }
                }}
            </Load>
        </div>
    }
}

/// It does not exist, or not for whoever looks: signed in they may be somebody to it.
#[component]
fn Missing(no: String) -> impl IntoView {
    const READABLE: usize = 24;
    let no: String = order_no(&no).chars().take(READABLE).collect();
    let sign_in = me().is_none().then(|| {
        view! { <p class="more"><a class="link inline-flex min-h-(--touch) items-center gap-1" href=sign_in_url()>{text::order::sign_in()}</a></p> }
    });
    view! {
        <Title name=text::order::title()/>
        <Problem code=Code::NOT_FOUND sought=text::order::missing(no)/>
        {sign_in}
    }
}

/// What every form of the page carries.
#[derive(Clone)]
struct About {
    request_id: String,
    no: String,
    key: String,
}

#[component]
fn Carried(about: About) -> impl IntoView {
    view! {
        <Hidden name="request_id" value=about.request_id/>
        <Hidden name="no" value=about.no/>
        <Hidden name="key" value=about.key/>
    }
}

#[component]
fn Shown(order: OrderView, key: String, placed: bool) -> impl IntoView {
    let about = About {
        request_id: order.request_id.clone(),
        no: order.no.clone(),
        key,
    };
    let asks = matches!(order.standing, Standing::Requester | Standing::LinkHolder);
    let may = |action| order.actions.contains(&action);
    // One thing to do is in view: for who asked for the service the one that waits for them.
    let main = [Action::GIVE_INFO, Action::RATE]
        .into_iter()
        .find(|action| asks && may(*action));
    let folded: Vec<Action> = [
        Action::GIVE_INFO,
        Action::RATE,
        Action::REOPEN,
        Action::CANCEL,
    ]
    .into_iter()
    .filter(|action| may(*action) && main != Some(*action))
    .collect();
    let number = order_no(&order.no);
    let next = next_line(&order);
    let reopens_until = order.reopens_until;
    let main = main.map(|action| {
        view! {
            <section class="notice-card">
                <h2>{heading_of(action)}</h2>
                <Deed action=action about=about.clone() reopens_until=reopens_until/>
            </section>
        }
    });
    let folded = folded
        .into_iter()
        .map(|action| {
            let about = about.clone();
            view! {
                <Fold label=heading_of(action) paths=vec![path_of(action)]>
                    <Deed action=action about=about reopens_until=reopens_until/>
                </Fold>
            }
        })
        .collect_view();
    let who_comes = (!order.assigned.is_empty()).then(|| {
        let names = listed(order.assigned.iter().map(|person| person.name.as_str()));
        let came = order.state.is_over() || order.state == State::Delivered;
        let words = if came {
            text::order::who_came(names)
        } else {
            text::order::who_comes(names)
        };
        view! { <p><Icon name="users"/> " " {words}</p> }
    });
    view! {
        <Title name=order.title.clone()/>
        {(placed && order.state == State::Submitted).then(|| view! { <Placed number=number.clone()/> })}
        <header>
            <h1>{order.title.clone()}</h1>
            <p class="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
                <StateBadge state=order.state/>
                <span class="text-muted">{text::order::number(number)}</span>
            </p>
        </header>
        <ReadAloud/>
        <Working order=order.clone()/>
        <section class="notice-card">
            <h2>{text::order::next()}</h2>
            // Whoever hears the page hears when it moves on.
            <p aria-live="polite">{next}</p>
            {who_comes}
            <Call responsible=order.responsible.clone() over=order.state.is_over()/>
        </section>
        {main}
        <section>
            <h2>{text::order::progress()}</h2>
            <Timeline events=order.events.clone() viewer=order.standing/>
        </section>
        <Done report=order.report.clone() pictures=order.pictures.clone() rating=order.rating.clone()/>
        <Asked order=order/>
        {folded}
    }
}

/// Right after it was placed: the number, and what happens now.
#[component]
fn Placed(number: String) -> impl IntoView {
    view! {
        <div class="notice-card" role="status">
            <p class="text-lg text-success"><Icon name="circle-check"/> " " <strong>{text::order::placed()}</strong></p>
            <p>{text::order::your_number()}</p>
            <p class="big-number">{number}</p>
            <p>{text::order::after_placing()}</p>
        </div>
    }
}

/// The way to one's work on it, for those who serve or dispatch.
#[component]
fn Working(order: OrderView) -> impl IntoView {
    let dispatches = order.actions.iter().any(|action| {
        matches!(
            *action,
            Action::ASK_INFO | Action::REJECT | Action::OFFER | Action::OVERRIDE
        )
    });
    let link = match order.standing {
        _ if dispatches => Some((format!("/desk/orders/{}", order.no), text::order::to_desk())),
        Standing::StationStaff
        | Standing::InstituteStaff
        | Standing::CentreStaff
        | Standing::OrgHand => Some((format!("/desk/orders/{}", order.no), text::order::to_desk())),
        Standing::Leader => Some(("/me".to_owned(), text::order::to_team())),
        Standing::Member => Some(("/me/shifts".to_owned(), text::order::to_shifts())),
        _ => None,
    };
    link.map(|(href, label)| view! { <p><a class="btn btn-outline" href=href>{label}</a></p> })
}

/// Who looks after it, and under that whose number it is that is one tap from a call.
#[component]
fn Call(responsible: Responsible, over: bool) -> impl IntoView {
    let Responsible {
        name,
        institute,
        phone,
    } = responsible;
    let whose = (!phone.is_empty() && institute != name)
        .then(|| view! { <p>{text::order::phone_of(institute)}</p> });
    let words = if over {
        text::order::ask_at(name)
    } else {
        text::order::responsible(name)
    };
    let call = (!phone.is_empty()).then(|| {
        view! {
            <p>
                <a class="btn btn-outline" href=format!("tel:{phone}")>
                    <Icon name="phone"/>
                    {text::order::call(phone.clone())}
                </a>
            </p>
        }
    });
    view! {
        <p>{words}</p>
        {whose}
        {call}
    }
}

/// What was done, and how it was found.
#[component]
fn Done(report: String, pictures: Vec<PictureView>, rating: Option<RatingView>) -> impl IntoView {
    let report = (!report.is_empty()).then(|| {
        view! { <div><dt>{text::order::report()}</dt><dd><p>{report}</p><Pictures pictures=pictures/></dd></div> }
    });
    let rating = rating.map(|rating| {
        let tags = listed(rating.tags.iter().map(|tag| text::rating_tag(*tag)));
        view! {
            <div>
                <dt>{text::order::rating()}</dt>
                <dd>
                    <p>{text::service::stars(rating.stars)}</p>
                    {(!tags.is_empty()).then(|| view! { <p>{tags}</p> })}
                    {words(&rating)}
                </dd>
            </div>
        }
    });
    (report.is_some() || rating.is_some()).then(|| {
        view! {
            <section>
                <h2>{text::order::done()}</h2>
                <dl class="list-card">{report}{rating}</dl>
            </section>
        }
    })
}

/// What was ordered: for whom, where, when.
#[component]
fn Asked(order: OrderView) -> impl IntoView {
    let mut facts = vec![(text::order::placed_at(), date_time(order.placed))];
    if let Some(contact) = order.contact {
        facts.push((text::order::for_whom(), contact.name.as_str().to_owned()));
        facts.push((text::order::phone(), contact.phone.as_str().to_owned()));
        facts.push((
            text::order::place(),
            format!("{} · {}", order.place, contact.address),
        ));
        if !contact.note.is_empty() {
            facts.push((text::order::note(), contact.note));
        }
    } else {
        facts.push((text::order::for_whom(), order.who));
        facts.push((text::order::place(), order.place));
    }
    if let Some(consent) = order.consent {
        facts.push((text::order::consent(), text::consent(consent).to_owned()));
    }
    facts.push((text::order::usual_length(), lasting(order.minutes)));
    facts.push((text::order::risk(), order.risk));
    let facts = facts
        .into_iter()
        .map(|(what, fact)| view! { <div><dt>{what}</dt><dd>{fact}</dd></div> })
        .collect_view();
    let windows = order
        .windows
        .into_iter()
        .map(|window| view! { <li>{span(window)}</li> })
        .collect_view();
    view! {
        <section>
            <h2>{text::order::asked()}</h2>
            <dl class="list-card">
                <div>
                    <dt>{text::order::windows()}</dt>
                    <dd><ul>{windows}</ul></dd>
                </div>
                {facts}
            </dl>
        </section>
    }
}

/// The form of one action.
#[component]
fn Deed(action: Action, about: About, reopens_until: Option<Timestamp>) -> impl IntoView {
    match action {
        Action::GIVE_INFO => view! {
            <Form<api::GiveInfo> class="form-grid" label=heading_of(action)>
                <Carried about=about/>
                <Area
                    name="reason"
                    id="give-info-reason"
                    label=text::order::info()
                    hint=text::order::info_hint()
                    maxlength=200
                />
                <div class="action-bar">
                    <Submit label=text::order::send_info()/>
                </div>
            </Form<api::GiveInfo>>
        }
        .into_any(),
        Action::RATE => view! { <Rate about=about/> }.into_any(),
        Action::REOPEN => view! {
            {reopens_until.map(|at| view! { <p>{text::order::reopen_until(date(at))}</p> })}
            <Form<api::Reopen> class="form-grid" label=heading_of(action)>
                <Carried about=about/>
                <Area
                    name="reason"
                    id="reopen-reason"
                    label=text::order::reopen_reason()
                    hint=text::order::reopen_hint()
                    maxlength=200
                />
                <div class="action-bar">
                    <Submit label=text::order::send_reopen() class="btn"/>
                </div>
            </Form<api::Reopen>>
        }
        .into_any(),
        _ => view! {
            <Form<api::Cancel> class="form-grid" label=heading_of(action)>
                <Carried about=about/>
                <Area
                    name="reason"
                    id="cancel-reason"
                    label=text::order::cancel_reason()
                    hint=text::order::cancel_hint()
                    rows=2
                    maxlength=200
                />
                <div class="action-bar">
                    <Submit label=text::order::send_cancel() class="btn"/>
                </div>
            </Form<api::Cancel>>
        }
        .into_any(),
    }
}

/// Stars, a few words to tick, a few to write.
#[component]
fn Rate(about: About) -> impl IntoView {
    let stars = [
        ("1", text::order::star1()),
        ("2", text::order::star2()),
        ("3", text::order::star3()),
        ("4", text::order::star4()),
        ("5", text::order::star5()),
    ]
    .map(|(star, words)| (star.to_owned(), words.to_owned()))
    .to_vec();
    let tags = RatingTag::ALL
        .iter()
        .map(|tag| (tag.to_string(), text::rating_tag(*tag).to_owned()))
        .collect();
    view! {
        <Form<api::Rate> class="form-grid" label=heading_of(Action::RATE)>
            <Carried about=about/>
            <Radios name="stars" label=text::order::stars() choices=stars class="stars-input"/>
            <Choices name="tags" label=text::order::tags() choices=tags/>
            <Area
                name="words"
                label=text::order::words()
                hint=text::order::words_hint()
                rows=2
                maxlength=300
                optional=true
            />
            <div class="action-bar">
                <Submit label=text::order::send_rating()/>
            </div>
        </Form<api::Rate>>
    }
}

fn heading_of(action: Action) -> &'static str {
    match action {
        Action::GIVE_INFO => text::order::give_info(),
        Action::RATE => text::order::rate(),
        Action::REOPEN => text::order::reopen(),
        _ => text::order::cancel(),
    }
}

fn path_of(action: Action) -> &'static str {
    match action {
        Action::GIVE_INFO => api::GiveInfo::PATH,
        Action::RATE => api::Rate::PATH,
        Action::REOPEN => api::Reopen::PATH,
        _ => api::Cancel::PATH,
    }
}

/// What comes next, with its time where one is known.
fn next_line(order: &OrderView) -> String {
    let step = next_step(order.state);
    match order.state {
        State::Scheduled => order
            .scheduled
            .map(|when| text::order::they_come(span(when))),
        State::Offered => order
            .offer
            .as_ref()
            .map(|offer| text::order::answer_until(step, date_time(offer.deadline))),
        State::NeedsInfo => order
            .events
            .iter()
            .rev()
            .find(|event| event.action == Action::ASK_INFO && !event.reason.is_empty())
            .map(|event| text::order::info_wanted(step, event.reason.clone())),
        State::Delivered => order
            .closes
            .map(|at| text::order::rate_until(step, date(at))),
        _ => None,
    }
    .unwrap_or_else(|| step.to_owned())
}
