//! Signing in: a phone number, then the code that was sent to it.

use super::api::{RequestCode, SignIn, code_sent_to, demo_accounts};
use crate::locale::text;
use crate::shell::{load, me};
use crate::ui::{Empty, Field, Form, Hidden, Icon, Load, Submit, Title, encoded};
use domain::account::CODE_LIFE;
use domain::time::MINUTE;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

/// A demo account: its phone, its name, and the key of what it can do.
type DemoAccount = (String, String, String);

/// Signing in. The step stands in the URL, so that "back" goes one step back.
#[component]
pub fn Login() -> impl IntoView {
    let query = use_query_map();
    let next = Signal::derive(move || query.read().get("next").unwrap_or_default());
    let data = load(
        move || query.read().get_str("step") == Some("code"),
        async |coded| Ok((coded, code_sent_to().await?, demo_accounts().await?)),
    );
    view! {
        <div class="page">
            <Title name=text::login::title()/>
            <Load data=data let:((coded, sent_to, demo))>
                {match (coded, sent_to) {
                    (true, Some(phone)) => view! { <CodeStep phone=phone demo=!demo.is_empty() next=next/> }.into_any(),
                    (true, None) => view! { <CodeGone next=next/> }.into_any(),
                    (false, sent_to) => view! { <PhoneStep coming=sent_to.is_some() demo=demo next=next/> }.into_any(),
                }}
            </Load>
        </div>
    }
}

/// The URL of a step, which keeps where to go afterwards.
fn step(code: bool, next: &str) -> String {
    let step = if code { "step=code&" } else { "" };
    format!("/login?{step}next={}", encoded(next))
}

/// Where the phone number is asked for.
#[component]
fn PhoneStep(
    /// Whether a code is on its way already.
    coming: bool,
    demo: Vec<DemoAccount>,
    next: Signal<String>,
) -> impl IntoView {
    let signed_in = me().map(|me| {
        view! {
            <p class="alert alert-info alert-soft">
                <Icon name="info"/>
                <span>{text::login::signed_in_as(me.name)}</span>
            </p>
        }
    });
    view! {
        <h1>{text::login::title()}</h1>
        <p>{text::login::lead()}</p>
        {signed_in}
        <Form<RequestCode> class="form-grid">
            <Hidden name="next" value=next/>
            <Field
                name="phone"
                label=text::login::phone()
                hint=text::login::phone_hint()
                kind="tel"
                inputmode="tel"
                autocomplete="tel-national"
                maxlength=20_u32
            />
            <Submit label=text::login::get_code() class="btn btn-primary btn-lg"/>
        </Form<RequestCode>>
        {coming
            .then(|| {
                view! { <p><a class="btn btn-link px-0" href=move || step(true, &next.read())>{text::login::has_code()}</a></p> }
            })}
        {(!demo.is_empty()).then(|| view! { <DemoBox accounts=demo next=next/> })}
    }
}

/// Where the code is typed in.
#[component]
fn CodeStep(
    /// The masked phone it went to.
    phone: String,
    /// Whether messages are only logged.
    demo: bool,
    next: Signal<String>,
) -> impl IntoView {
    view! {
        <h1>{text::login::code_title()}</h1>
        <p>{text::login::code_sent(phone, CODE_LIFE / MINUTE)}</p>
        {demo.then(|| view! { <p><SmsLog/></p> })}
        <Form<SignIn> class="form-grid" reload=true>
            <Hidden name="next" value=next/>
            <Field
                name="code"
                label=text::login::code()
                inputmode="numeric"
                autocomplete="one-time-code"
                maxlength=8_u32
                class="code-input"
            />
            <Submit label=text::login::enter() class="btn btn-primary btn-lg"/>
        </Form<SignIn>>
        <p><a class="btn btn-link px-0" href=move || step(false, &next.read())>{text::login::again()}</a></p>
    }
}

/// The code was sent too long ago, or from another browser.
#[component]
fn CodeGone(next: Signal<String>) -> impl IntoView {
    let again = (step(false, &next.get_untracked()), text::login::get_code());
    view! {
        <h1>{text::login::code_title()}</h1>
        <Empty icon="hourglass" words=text::login::code_gone() next=again/>
    }
}

/// Where the demo's messages can be read.
#[component]
fn SmsLog() -> impl IntoView {
    view! {
        <a class="btn btn-outline" href="/dev/sms" rel="external">
            <Icon name="message-square"/>
            {text::login::demo_sms()}
        </a>
    }
}

/// Who can be tried in the demo. Each button is a plain form: what is wrong is then said once, at the field above.
#[component]
fn DemoBox(accounts: Vec<DemoAccount>, next: Signal<String>) -> impl IntoView {
    let rows = accounts
        .into_iter()
        .map(|(phone, name, role)| {
            let label = format!("{} {name}", text::login::demo_use());
            view! {
                <li class="py-2">
                    <div class="min-w-0 flex-1 basis-40 wrap-anywhere">
                        <strong>{name}</strong>
                        " "
                        <code>{phone.clone()}</code>
                        {role_text(&role).map(|can| view! { <p>{can}</p> })}
                    </div>
                    <form method="post" action=RequestCode::PATH>
                        <input type="hidden" name="phone" value=phone/>
                        <Hidden name="next" value=next/>
                        <button type="submit" class="btn btn-sm" aria-label=label>{text::login::demo_use()}</button>
                    </form>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="demo-box" aria-labelledby="demo-title">
            <h2 id="demo-title">{text::login::demo_title()}</h2>
            <p>{text::login::demo_lead()}</p>
            <p><SmsLog/></p>
            <ul>{rows}</ul>
        </section>
    }
}

/// What a demo account can do.
fn role_text(role: &str) -> Option<&'static str> {
    use text::demo_role as can;
    match role {
        "resident" => Some(can::resident()),
        "volunteer" => Some(can::volunteer()),
        "leader" => Some(can::leader()),
        "minor" => Some(can::minor()),
        "station" => Some(can::station()),
        "institute" => Some(can::institute()),
        "centre" => Some(can::centre()),
        "admin" => Some(can::admin()),
        _ => None,
    }
}
