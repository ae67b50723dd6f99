//! Members who have reached a star, for the leader who can nominate them: a part of the team's page.

use super::api;
use crate::locale::text;
use crate::shell::load;
use crate::ui::{Form, Hidden, Load, Submit, hours};
use domain::ids::TeamId;
use domain::stars::Nominee;
use leptos::prelude::*;

/// Whom the leader can nominate; nothing where there is nobody.
#[component]
pub fn Nominees(
    /// The team.
    team: TeamId,
) -> impl IntoView {
    let data = load(move || team.to_string(), api::nominees);
    view! {
        <Load data let:found>
            {
                let (members, request_id) = found;
                (!members.is_empty())
                    .then(|| {
                        let rows: Vec<_> = members.iter().map(|member| row(member, &request_id)).collect();
                        view! {
                            <section>
                                <h2>{text::nominees::title()}</h2>
                                <p>{text::nominees::lead()}</p>
                                <ul class="list-card">{rows}</ul>
                            </section>
                        }
                    })
            }
        </Load>
    }
}

fn row(member: &Nominee, request_id: &str) -> impl IntoView + use<> {
    let (team, request_id, name) = (
        member.team.to_string(),
        request_id.to_owned(),
        member.name.clone(),
    );
    let reached = text::nominees::reached(hours(member.minutes), text::stars::name(member.star));
    view! {
        <li class="flex flex-wrap items-center justify-between gap-3">
            <p>
                <strong>{member.name.clone()}</strong>
                " "
                <span class="text-muted">{reached}</span>
            </p>
            <Form<api::Nominate> which=("volunteer", member.volunteer.to_string())>
                <Hidden name="request_id" value=request_id/>
                <Hidden name="team" value=team/>
                <Submit label=text::nominees::nominate() about=name class="btn"/>
            </Form<api::Nominate>>
        </li>
    }
}
