//! Server functions of points.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments, which carry their names"
)]

use crate::error::Fault;
use domain::page::Page;
use domain::points::{DecideForm, EarningRule, EntryView, RequestForm, RequestView, RuleForm};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use {
    crate::request::{cx, english},
    domain::rules::Number,
    store::{catalog, ledger, points, rules},
};

/// One's balance, and every entry with its reason.
#[server(endpoint = "points/statement", input = GetUrl)]
pub async fn statement(#[server(default)] after: String) -> Result<(i64, Page<EntryView>), Fault> {
    Ok(ledger::statement(&cx()?, Some(after.as_str())).await?)
}

/// What holds of points now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointsRules {
    /// The rules by which they are earned, and the names of campaigns' categories.
    pub rules: Vec<(EarningRule, Option<String>)>,
    /// For how many months they last.
    pub months: i64,
    /// How many days before they expire their owner hears of it.
    pub warned_days: i64,
}

/// How points are earned now, and how long they last.
#[server(endpoint = "points/earning", input = GetUrl)]
pub async fn earning() -> Result<PointsRules, Fault> {
    let cx = cx()?;
    let months = rules::today(&cx, Number::PointsMonths).await?;
    let warned_days = rules::today(&cx, Number::WarnedDays).await?;
    let categories = catalog::categories(&cx, english()).await?;
    let lines = points::earning_now(&cx).await?.into_iter();
    let named = lines.map(|rule| {
        let mut known = categories.iter();
        let category = known.find(|category| Some(category.id) == rule.category);
        let name = category.map(|category| category.name.clone());
        (rule, name)
    });
    Ok(PointsRules {
        rules: named.collect(),
        months,
        warned_days,
    })
}

/// What the desk's page of points shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointsDesk {
    /// What waits for a second person.
    pub requests: Page<RequestView>,
    /// Every line of the earning rules, the newest first.
    pub rules: Vec<EarningRule>,
    /// Ids and names of the categories.
    pub categories: Vec<(String, String)>,
    /// The id for this page's forms.
    pub request_id: String,
}

/// Points at the desk.
#[server(endpoint = "points/desk", input = GetUrl)]
pub async fn desk(#[server(default)] after: String) -> Result<PointsDesk, Fault> {
    let cx = cx()?;
    let requests = points::requests(&cx, Some(after.as_str())).await?;
    let mut rules = points::rules(&cx).await?;
    rules.sort_by_key(|rule| std::cmp::Reverse((rule.from, rule.id)));
    let categories = catalog::categories(&cx, english()).await?;
    Ok(PointsDesk {
        requests,
        rules,
        categories: categories
            .into_iter()
            .map(|category| (category.id.to_string(), category.name))
            .collect(),
        request_id: cx.form_id(),
    })
}

/// Asks for points to be granted or taken back.
#[server(endpoint = "points/ask")]
pub async fn ask(#[server(flatten)] form: RequestForm) -> Result<(), Fault> {
    points::ask(&cx()?, form).await?;
    Ok(())
}

/// Decides on what a colleague has asked for.
#[server(endpoint = "points/decide")]
pub async fn decide(#[server(flatten)] form: DecideForm) -> Result<(), Fault> {
    Ok(points::decide(&cx()?, form).await?)
}

/// Adds a line to the earning rules.
#[server(endpoint = "points/enter_rule")]
pub async fn enter_rule(#[server(flatten)] form: RuleForm) -> Result<(), Fault> {
    points::enter_rule(&cx()?, form).await?;
    Ok(())
}
