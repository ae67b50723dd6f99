//! The rankings. Whom they compare and over which period is in the URL.

use super::api;
use crate::locale::text;
use crate::shell::load;
use crate::ui::{
    Agree, Empty, Field, Fold, Form, Hidden, Load, More, Strip, Submit, Title, date, hours,
};
use domain::hours::in_hours;
use domain::page::Page;
use domain::ranking::{FEWEST_HEADS, FEWEST_SERVED, Of, Over, RankForm, RankView, Ranked, Ranking};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

/// What the URL asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    of: Of,
    over: Over,
    after: String,
}

/// A ranking.
#[component]
pub fn Rankings() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let query = query.read();
        let word = |name| query.get(name).unwrap_or_default();
        Asked {
            of: word("of").parse().unwrap_or(Of::Teams),
            over: word("over").parse().unwrap_or(Over::Quarter),
            after: word("after"),
        }
    });
    let data = load(
        move || asked.get(),
        |asked| api::list(asked.of.to_string(), asked.over.to_string(), asked.after),
    );
    view! {
        <div class="page">
            <Title name=text::ranking::title()/>
            <h1>{text::ranking::title()}</h1>
            <p>{text::ranking::why()}</p>
            {move || choices(&asked.get())}
            <Load data let:ranking>
                <Shown ranking=ranking asked=asked.get_untracked()/>
            </Load>
        </div>
    }
}

/// The links to the other rankings.
fn choices(asked: &Asked) -> impl IntoView + use<> {
    let link = |of: Of, over: Over, words: &'static str, here: bool| {
        let current = here.then_some("true");
        view! { <a href=format!("/ranking?of={of}&over={over}") aria-current=current>{words}</a> }
    };
    let whom: Vec<_> = Of::ALL
        .iter()
        .map(|of| link(*of, asked.over, text::ranked(*of), *of == asked.of))
        .collect();
    let when: Vec<_> = Over::ALL
        .iter()
        .map(|over| {
            link(
                asked.of,
                *over,
                text::ranked_over(*over),
                *over == asked.over,
            )
        })
        .collect();
    view! {
        <Strip class="queue-tabs" label=text::ranking::whom()>{whom}</Strip>
        <Strip class="queue-tabs" label=text::ranking::when()>{when}</Strip>
    }
}

#[component]
fn Shown(ranking: Ranking, asked: Asked) -> impl IntoView {
    let Ranking { page, until, me } = ranking;
    let how = match asked.of {
        Of::Volunteers => text::ranking::how_volunteers().to_owned(),
        Of::Teams => text::ranking::how_teams(FEWEST_HEADS, FEWEST_SERVED),
        Of::Stations | Of::Townships => text::ranking::how_places(FEWEST_HEADS, FEWEST_SERVED),
    };
    let until = until.map(|until| {
        view! { <p class="text-muted">{text::ranking::until(date(until))}</p> }
    });
    let lines = lines(page, &asked);
    view! {
        {lines}
        {until}
        <p class="field-hint">{how}</p>
        {me.map(choice)}
    }
}

fn lines(page: Page<RankView>, asked: &Asked) -> impl IntoView + use<> {
    if page.rows.is_empty() {
        let next = ("/services".to_owned(), text::ranking::to_services());
        return view! { <Empty icon="trophy" words=text::ranking::not_enough_yet() next=next/> }
            .into_any();
    }
    let alone = asked.of == Of::Volunteers;
    let rows: Vec<_> = page.rows.into_iter().map(|row| line(row, alone)).collect();
    let url = format!("/ranking?of={}&over={}&", asked.of, asked.over);
    view! {
        <ol class="list-card">{rows}</ol>
        <More next=page.next query=url/>
    }
    .into_any()
}

fn line(line: RankView, alone: bool) -> impl IntoView {
    let (figure, more) = match line.ranked {
        Some(ranked) if alone => (hours(ranked.minutes), None),
        Some(ranked) => (
            text::ranking::per_head(in_hours(ranked.minutes / ranked.heads.max(1))),
            Some(text::ranking::whole(hours(ranked.minutes), ranked.heads)),
        ),
        None => (text::ranking::not_enough().to_owned(), None),
    };
    let weight = if line.ranked.is_some() {
        "ms-auto shrink-0 text-right font-bold"
    } else {
        "ms-auto text-right text-muted"
    };
    let rank = match line.ranked {
        Some(Ranked { rank, .. }) => view! { <strong class="rank" data-rank=rank><span class="sr-only">{text::ranking::rank(rank)}</span><span aria-hidden="true">{rank}</span></strong> }.into_any(),
        None => view! { <span class="rank" aria-hidden="true">"–"</span> }.into_any(),
    };
    view! {
        <li class="flex flex-wrap items-center gap-x-3">
            {rank}
            <span class="grid min-w-0 grow basis-24">
                <span>{line.name}</span>
                {more.map(|more| view! { <small class="text-muted">{more}</small> })}
            </span>
            <span class=weight>{figure}</span>
        </li>
    }
}

/// Whether the viewer wants to be ranked, and under which name.
fn choice(form: RankForm) -> impl IntoView {
    let RankForm {
        request_id,
        listed,
        name,
    } = form;
    let now = if listed.is_empty() {
        text::ranking::not_listed()
    } else {
        text::ranking::listed()
    };
    view! {
        <section class="notice-card">
            <h2>{text::ranking::mine()}</h2>
            <p>{now}</p>
            <Fold label=text::ranking::change() paths=vec![api::Choose::PATH]>
                <Form<api::Choose> class="form-grid">
                    <Hidden name="request_id" value=request_id/>
                    <Agree name="listed" label=text::ranking::list_me() value=listed/>
                    <Field
                        name="name"
                        label=text::ranking::name()
                        hint=text::ranking::name_hint()
                        value=name
                        maxlength=12u32
                        optional=true
                    />
                    <div>
                        <Submit label=text::ranking::save()/>
                    </div>
                </Form<api::Choose>>
            </Fold>
        </section>
    }
}
