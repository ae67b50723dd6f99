//! The registration of volunteers.

use super::api::{Register as Send, overview_of_me, registration};
use crate::locale::text;
use crate::shell::{load, me};
use crate::ui::{
    Agree, Choices, Field, Form, Hidden, Icon, Load, PlacePick, Radios, Submit, Title, any_wrong,
};
use domain::account::{ADULT, AGREEMENT, FreeTime, RegistrationForm, Sex, Skill, YOUNGEST};
use domain::orgs::Places;
use leptos::prelude::*;

/// The form to register with; for who has registered, their number.
#[component]
pub fn Register() -> impl IntoView {
    let registered = me().is_some_and(|me| me.volunteer);
    view! {
        <div class="page">
            <Title name=text::register::title()/>
            {if registered {
                view! { <Registered/> }.into_any()
            } else {
                view! { <Registration/> }.into_any()
            }}
        </div>
    }
}

#[component]
fn Registered() -> impl IntoView {
    let data = load(|| (), |()| overview_of_me());
    view! {
        <Load data=data let:overview>
            <div class="empty">
                <Icon name="circle-check"/>
                <h1>{text::register::already()}</h1>
                {overview.volunteer.map(|volunteer| view! { <p>{text::register::already_number(volunteer.no)}</p> })}
                <a class="btn btn-primary" href="/me">{text::register::to_me()}</a>
            </div>
        </Load>
    }
}

#[component]
fn Registration() -> impl IntoView {
    let data = load(|| (), |()| registration());
    view! {
        <Load data=data let:((form, places))>
            <h1>{text::register::title()}</h1>
            <p>{text::register::lead()}</p>
            <Questions form=form places=places/>
        </Load>
    }
}

/// The whole form. A new volunteer is shown differently everywhere, so success loads a new page.
#[component]
fn Questions(form: RegistrationForm, places: Places) -> impl IntoView {
    let sexes = choices(Sex::ALL, text::sex);
    let skills = choices(Skill::ALL, text::skill);
    let times = choices(FreeTime::ALL, text::free_time);
    view! {
        <Form<Send> class="form-grid" reload=true>
            <Hidden name="request_id" value=form.request_id/>
            <h2>{text::register::you()}</h2>
            <Field
                name="name"
                label=text::register::name()
                hint=text::register::name_hint()
                value=form.name
                autocomplete="name"
                maxlength=40_u32
            />
            <Field
                name="birth_month"
                label=text::register::birth()
                hint=text::register::birth_hint()
                value=form.birth_month
                kind="month"
                min="1900-01"
            />
            <Radios name="sex" label=text::register::sex() choices=sexes value=form.sex/>
            <PlacePick places=places town=form.town village=form.village/>
            <h2>{text::register::can()}</h2>
            <Choices
                name="skills"
                label=text::register::skills()
                hint=text::register::skills_hint()
                choices=skills
                value=form.skills
            />
            <Choices name="free_times" label=text::register::times() choices=times value=form.free_times/>
            <div>
                <h2>{text::register::emergency()}</h2>
                <p>{text::register::emergency_lead()}</p>
            </div>
            <Field
                name="emergency_name"
                label=text::register::emergency_name()
                value=form.emergency_name
                autocomplete="off"
                maxlength=40_u32
            />
            <Field
                name="emergency_phone"
                label=text::register::emergency_phone()
                value=form.emergency_phone
                kind="tel"
                inputmode="tel"
                autocomplete="off"
                maxlength=20_u32
            />
            <Guardian/>
            <Field
                name="brought_by"
                label=text::register::brought_by()
                hint=text::register::brought_by_hint()
                autocomplete="off"
                maxlength=20_u32
                optional=true
            />
            <Agreement/>
            <Agree name="agree" label=text::agreement::accept()/>
            <div>
                <h2>{text::register::choice()}</h2>
                <p>{text::register::choice_lead()}</p>
            </div>
            <Agree name="consent_ranking" label=text::register::consent_ranking()/>
            <Agree name="consent_photos" label=text::register::consent_photos()/>
            <div class="action-bar">
                <Submit label=text::register::submit()/>
            </div>
        </Form<Send>>
    }
}

fn choices<T: Copy + std::fmt::Display>(
    all: &[T],
    words: fn(T) -> &'static str,
) -> Vec<(String, String)> {
    all.iter()
        .map(|&choice| (choice.to_string(), words(choice).to_owned()))
        .collect()
}

/// Few are under age, so the questions are folded away. What is wrong with them opens them.
#[component]
fn Guardian() -> impl IntoView {
    let wrong = any_wrong(&["guardian_name", "guardian_phone", "guardian_consent"]);
    view! {
        <details class="notice-card" open=move || wrong.get()>
            <summary>{text::register::guardian(ADULT)}</summary>
            <div class="form-grid">
                <p>{text::register::guardian_lead(ADULT, YOUNGEST)}</p>
                <Field
                    name="guardian_name"
                    label=text::register::guardian_name()
                    autocomplete="off"
                    maxlength=40_u32
                />
                <Field
                    name="guardian_phone"
                    label=text::register::guardian_phone()
                    kind="tel"
                    inputmode="tel"
                    autocomplete="off"
                    maxlength=20_u32
                />
                <Agree name="guardian_consent" label=text::register::guardian_consent()/>
            </div>
        </details>
    }
}

/// What one agrees to, question by question.
#[component]
fn Agreement() -> impl IntoView {
    use text::agreement as say;
    let points = [
        (say::record_term(), say::record()),
        (say::why_term(), say::why()),
        (say::seen_term(), say::seen()),
        (say::keep_term(), say::keep()),
        (say::duty_term(), say::duty()),
        (say::number_term(), say::number()),
        (say::leave_term(), say::leave()),
    ];
    view! {
        <section>
            <h2>{say::title()}</h2>
            <dl class="list-card">
                {points
                    .map(|(term, words)| {
                        view! {
                            <div>
                                <dt>{term}</dt>
                                <dd>{words}</dd>
                            </div>
                        }
                    })
                    .collect_view()}
            </dl>
            <p class="text-muted">{say::version(AGREEMENT)}</p>
        </section>
    }
}
