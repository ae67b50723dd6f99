//! Where one is signed in.

use super::api::{EndDevice, SignOut, devices};
use crate::locale::text;
use crate::shell::load;
use crate::ui::{Form, Icon, Load, Submit, Title, date_time, full_date};
use domain::account::{DeviceView, SESSION_LIFE};
use domain::time::DAY;
use leptos::prelude::*;

/// One's signed-in devices, each of which can be signed out.
#[component]
pub fn Devices() -> impl IntoView {
    let data = load(|| (), |()| devices());
    view! {
        <div class="page">
            <Title name=text::devices::title()/>
            <Load data=data let:devices>
                <h1>{text::devices::title()}</h1>
                <p>{text::devices::lead(SESSION_LIFE / DAY)}</p>
                <ul class="list-card">
                    {devices.into_iter().map(|device| view! { <Device device=device/> }).collect_view()}
                </ul>
            </Load>
        </div>
    }
}

#[component]
fn Device(device: DeviceView) -> impl IntoView {
    let label = if device.label.is_empty() {
        text::devices::unknown().to_owned()
    } else {
        device.label
    };
    let about = label.clone();
    let end = if device.this {
        // Signing out takes the cookie away as well.
        view! {
            <Form<SignOut> reload=true>
                <Submit label=text::devices::end_this() class="btn btn-sm" about=about/>
            </Form<SignOut>>
        }
        .into_any()
    } else {
        view! {
            <Form<EndDevice> which=("id", device.id.to_string())>
                <Submit label=text::devices::end() class="btn btn-sm" about=about/>
            </Form<EndDevice>>
        }
        .into_any()
    };
    view! {
        <li class="flex flex-wrap items-center justify-between gap-3">
            <div class="grid">
                <strong>{label}</strong>
                {device
                    .this
                    .then(|| {
                        view! {
                            <span class="flex items-center gap-1 text-success">
                                <Icon name="circle-check"/>
                                {text::devices::this()}
                            </span>
                        }
                    })}
                <span class="text-muted">{text::devices::since(full_date(device.since))}</span>
                <span class="text-muted">{text::devices::seen(date_time(device.seen))}</span>
            </div>
            {end}
        </li>
    }
}
