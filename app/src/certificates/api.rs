//! Server functions of certificates.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments, which carry their names"
)]

use crate::error::Fault;
use domain::certificates::{
    AskForm, CertificateView, DeskView, IssueForm, RequestView, ReturnForm, RevokeForm, State,
    VerifiedView,
};
use domain::page::Page;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use {
    crate::request::{cx, go},
    store::certificates,
};

/// What anybody may know of the certificate with this number; nothing while there is no number.
#[server(endpoint = "certificates/verify", input = GetUrl)]
pub async fn verify(#[server(default)] no: String) -> Result<Option<VerifiedView>, Fault> {
    if no.trim().is_empty() {
        return Ok(None);
    }
    let found = certificates::verify(&cx()?, &no).await?;
    Ok(Some(found))
}

/// What one's page of certificates shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MinePage {
    /// One's requests.
    pub requests: Page<RequestView>,
    /// The form as it starts: this year until today.
    pub form: AskForm,
}

/// One's requests for certificates, and the form for another.
#[server(endpoint = "certificates/mine", input = GetUrl)]
pub async fn mine(#[server(default)] after: String) -> Result<MinePage, Fault> {
    let cx = cx()?;
    let requests = certificates::mine(&cx, Some(after.as_str())).await?;
    let today = cx.now.date();
    let (year, ..) = today.ymd();
    Ok(MinePage {
        requests,
        form: AskForm {
            request_id: cx.form_id(),
            from: format!("{year:04}-01-01"),
            to: today.to_string(),
            purpose: String::new(),
        },
    })
}

/// Asks for a certificate.
#[server(endpoint = "certificates/ask")]
pub async fn ask(#[server(flatten)] form: AskForm) -> Result<(), Fault> {
    certificates::ask(&cx()?, form).await?;
    Ok(())
}

/// One's own certificate as a whole.
#[server(endpoint = "certificates/sheet", input = GetUrl)]
pub async fn sheet(#[server(default)] no: String) -> Result<CertificateView, Fault> {
    Ok(certificates::view(&cx()?, &no, false).await?)
}

/// A certificate as the desk sees it.
#[server(endpoint = "certificates/desk_sheet", input = GetUrl)]
pub async fn desk_sheet(#[server(default)] no: String) -> Result<CertificateView, Fault> {
    Ok(certificates::view(&cx()?, &no, true).await?)
}

/// What the desk's page of certificates shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskPage {
    /// In which state they are.
    pub state: State,
    /// The requests.
    pub requests: Page<DeskView>,
    /// The id for this page's forms.
    pub request_id: String,
}

/// Requests of one's subtree; without a state, those that wait.
#[server(endpoint = "certificates/desk", input = GetUrl)]
pub async fn desk(
    #[server(default)] state: String,
    #[server(default)] after: String,
) -> Result<DeskPage, Fault> {
    let cx = cx()?;
    let state = state.parse().unwrap_or(State::Asked);
    let requests = certificates::requests(&cx, state, Some(after.as_str())).await?;
    Ok(DeskPage {
        state,
        requests,
        request_id: cx.form_id(),
    })
}

/// Issues what was asked for, and leads to the certificate.
#[server(endpoint = "certificates/issue")]
pub async fn issue(#[server(flatten)] form: IssueForm) -> Result<(), Fault> {
    let no = certificates::issue(&cx()?, form).await?;
    go(&format!("/desk/certificates/{no}"));
    Ok(())
}

/// Sends a request back.
#[server(endpoint = "certificates/send_back")]
pub async fn send_back(#[server(flatten)] form: ReturnForm) -> Result<(), Fault> {
    Ok(certificates::send_back(&cx()?, form).await?)
}

/// Revokes a certificate.
#[server(endpoint = "certificates/revoke")]
pub async fn revoke(#[server(flatten)] form: RevokeForm) -> Result<(), Fault> {
    Ok(certificates::revoke(&cx()?, form).await?)
}
