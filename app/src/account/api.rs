//! Server functions of people.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments, which carry their names"
)]

use crate::error::Fault;
use domain::account::{DeviceView, GrantForm, GrantView, RegistrationForm, VolunteerView};
use domain::orders::OrderCard;
use domain::orders::ShiftView;
use domain::orgs::Places;
use domain::page::Page;
use domain::teams::TeamView;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use {
    crate::request::{cx, forget_pages, go, local_path, set_cookie, visit},
    domain::Code,
    store::{account, orders, stars, teams},
};

/// The demo accounts that the login page lists in demo mode: phone, name, and the key of what they can do.
#[server(endpoint = "account/demo", input = GetUrl)]
pub async fn demo_accounts() -> Result<Vec<(String, String, String)>, Fault> {
    let site = visit()?.site;
    Ok(site
        .demo
        .iter()
        .map(|(phone, name, role)| ((*phone).to_owned(), (*name).to_owned(), (*role).to_owned()))
        .collect())
}

/// The cookie with the secret by which a browser is known as the one that asked for a code.
#[cfg(feature = "ssr")]
const ASKER: &str = "asker";
/// How long a device knows such things, in seconds.
#[cfg(feature = "ssr")]
const A_YEAR: i64 = 365 * 24 * 3600;

/// Sends a login code, and goes on to where it is typed in.
#[server(endpoint = "account/request_code")]
pub async fn request_code(
    #[server(default)] phone: String,
    #[server(default)] next: String,
) -> Result<(), Fault> {
    let cx = cx()?;
    let asker = crate::request::cookie(ASKER).unwrap_or_else(account::new_asker);
    account::request_code(&cx, &phone, visit()?.locale.tag(), Some(&asker)).await?;
    set_cookie(ASKER, Some(&asker), A_YEAR, visit()?.site.secure);
    // The phone travels in a short-lived cookie: it does not belong in a URL.
    let digits = domain::account::Phone::parse(&phone)?;
    set_cookie("phone", Some(digits.as_str()), 600, visit()?.site.secure);
    go(&format!(
        "/login?step=code&next={}",
        crate::ui::encoded(local_path(&next))
    ));
    Ok(())
}

/// The phone a code was just sent to, masked.
#[server(endpoint = "account/code_sent_to", input = GetUrl)]
pub async fn code_sent_to() -> Result<Option<String>, Fault> {
    Ok(crate::request::cookie("phone")
        .and_then(|phone| domain::account::Phone::parse(&phone).ok())
        .map(|phone| phone.masked()))
}

/// Signs the device in.
#[server(endpoint = "account/sign_in")]
pub async fn sign_in(
    #[server(default)] code: String,
    #[server(default)] next: String,
) -> Result<(), Fault> {
    let (cx, visit) = (cx()?, visit()?);
    let phone = crate::request::cookie("phone").unwrap_or_default();
    let label = crate::request::device_label();
    let asker = crate::request::cookie(ASKER);
    let device = account::Device {
        label: &label,
        locale: visit.locale.tag(),
        elder: crate::request::cookie(ELDER).map(|told| told == "on"),
    };
    let token = account::sign_in(&cx, &phone, &code, device, asker.as_deref()).await?;
    set_cookie(
        &visit.site.cookie,
        Some(&token),
        domain::account::SESSION_LIFE / 1000,
        visit.site.secure,
    );
    // The second click of a double click still has to find it.
    let a_moment = domain::account::DOUBLE_CLICK / 1000;
    set_cookie("phone", Some(&phone), a_moment, visit.site.secure);
    go(local_path(&next));
    Ok(())
}

/// Signs this device out.
#[server(endpoint = "account/sign_out")]
pub async fn sign_out() -> Result<(), Fault> {
    let (cx, visit) = (cx()?, visit()?);
    if let Some(session) = &visit.session {
        account::end_device(&cx, session.id).await?;
    }
    set_cookie(&visit.site.cookie, None, 0, visit.site.secure);
    set_cookie("phone", None, 0, visit.site.secure);
    forget_pages();
    go("/");
    Ok(())
}

/// Changes the language.
#[server(endpoint = "account/language")]
pub async fn language(#[server(default)] locale: String) -> Result<(), Fault> {
    let chosen = crate::locale::Locale::parse(&locale).ok_or(Code::NOT_A_CHOICE)?;
    account::set_locale(&cx()?, chosen.tag()).await?;
    set_cookie("lang", Some(chosen.tag()), A_YEAR, visit()?.site.secure);
    Ok(())
}

/// The cookie by which a device knows whether it shows elder mode.
#[cfg(feature = "ssr")]
pub const ELDER: &str = "elder";

/// Turns elder mode on or off, on this device and for whoever is signed in.
#[server(endpoint = "account/elder")]
pub async fn elder(#[server(default)] on: String) -> Result<(), Fault> {
    let on = on == "on";
    account::set_elder(&cx()?, on).await?;
    let value = if on { "on" } else { "off" };
    set_cookie(ELDER, Some(value), A_YEAR, visit()?.site.secure);
    Ok(())
}

/// One's signed-in devices.
#[server(endpoint = "account/devices", input = GetUrl)]
pub async fn devices() -> Result<Vec<DeviceView>, Fault> {
    let this = visit()?.session.map(|session| session.id);
    Ok(account::devices(&cx()?, this).await?)
}

/// Signs one of one's own devices out.
#[server(endpoint = "account/end_device")]
pub async fn end_device(#[server(default)] id: String) -> Result<(), Fault> {
    let id = id.parse()?;
    Ok(account::end_device(&cx()?, id).await?)
}

/// What the page 我的 shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// The volunteer one is registered as.
    pub volunteer: Option<VolunteerView>,
    /// The star they hold; 0 for none.
    pub star: i64,
    /// What one is asked to do next.
    pub shifts: Vec<ShiftView>,
    /// The latest of one's own orders.
    pub orders: Vec<OrderCard>,
    /// The teams one serves in, with offers that wait for an answer where one leads.
    pub teams: Vec<(TeamView, i64)>,
}

/// What the page 我的 shows.
#[server(endpoint = "account/overview", input = GetUrl)]
pub async fn overview_of_me() -> Result<Overview, Fault> {
    let cx = cx()?;
    let mine = teams::my_teams(&cx).await?;
    let waiting = orders::offers_waiting(&cx).await?;
    Ok(Overview {
        volunteer: account::me_volunteer(&cx).await?,
        star: stars::star_of_mine(&cx).await?,
        shifts: orders::my_shifts(&cx).await?,
        orders: orders::latest(&cx, 3).await?,
        teams: mine
            .into_iter()
            .map(|team| {
                let offers = waiting
                    .iter()
                    .find(|(id, _)| *id == team.id)
                    .map_or(0, |(_, offers)| *offers);
                (team, offers)
            })
            .collect(),
    })
}

/// The registration form with what is known already, and the places to choose from.
#[server(endpoint = "account/registration", input = GetUrl)]
pub async fn registration() -> Result<(RegistrationForm, Places), Fault> {
    let cx = cx()?;
    let form = account::registration_form(&cx).await?;
    Ok((form, cx.store.places()))
}

/// Registers as a volunteer.
#[server(endpoint = "account/register")]
pub async fn register(#[server(flatten)] form: RegistrationForm) -> Result<(), Fault> {
    account::register(&cx()?, form).await?;
    go("/me");
    Ok(())
}

/// The roles that are held, with the orgs to choose from.
#[server(endpoint = "account/grants", input = GetUrl)]
pub async fn grants(
    #[server(default)] after: String,
) -> Result<(Page<GrantView>, Vec<(String, String)>, String), Fault> {
    let cx = cx()?;
    let page = account::grants(&cx, Some(after.as_str())).await?;
    let orgs = cx
        .store
        .orgs_by_name()
        .into_iter()
        .map(|(id, name)| (id.to_string(), name))
        .collect();
    Ok((page, orgs, cx.form_id()))
}

/// Grants a role.
#[server(endpoint = "account/grant_role")]
pub async fn grant_role(#[server(flatten)] form: GrantForm) -> Result<(), Fault> {
    Ok(account::grant_role(&cx()?, form).await?)
}

/// Takes a role back.
#[server(endpoint = "account/end_grant")]
pub async fn end_grant(#[server(default)] id: String) -> Result<(), Fault> {
    let id = id.parse()?;
    Ok(account::end_grant(&cx()?, id).await?)
}
