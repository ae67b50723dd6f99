//! What people see of honours.

use super::decide::awarded as awarded_of;
use super::figures::figures;
use super::{campaign, criteria, nomination, pictured};
use crate::db::Cx;
use crate::error::Result;
use crate::page::{after_pair, pair};
use crate::person::{account, full_name, grown_up, name_at_desk, signed_in};
use crate::{desk, notices, pictures};
use domain::Code;
use domain::honours::{
    AwardView, Figures, MyHonour, NominationCase, NominationRow, NoticedHonour, Publish, State,
    place_left, shows_whole_name,
};
use domain::ids::{AccountId, NominationId};
use domain::notices::{CaseState, NoticeView};
use domain::page::{PAGE, Page};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Nominations that one's own page shows.
const MINE: u64 = 50;

async fn campaigns_of(cx: &Cx, rows: &[nomination::Model]) -> Result<Vec<campaign::Model>> {
    Ok(campaign::Entity::find()
        .filter(campaign::Column::Id.is_in(rows.iter().map(|row| row.campaign_id)))
        .all(cx.read())
        .await?)
}

fn campaign_of<'a>(
    known: &'a [campaign::Model],
    row: &nomination::Model,
) -> Option<&'a campaign::Model> {
    known.iter().find(|campaign| campaign.id == row.campaign_id)
}

/// Honours that were awarded, the latest first. Whole names and pictures of people only with their consent, and never a
/// minor's.
pub async fn awarded(cx: &Cx, key: Option<&str>) -> Result<Page<AwardView>> {
    let mut query = nomination::Entity::find()
        .filter(nomination::Column::State.eq(State::Awarded))
        .order_by_desc(nomination::Column::AwardedAt)
        .order_by_desc(nomination::Column::Id);
    if let Some((at, id)) = after_pair(key) {
        query = query.filter(
            Condition::any()
                .add(nomination::Column::AwardedAt.lt(at))
                .add(
                    Condition::all()
                        .add(nomination::Column::AwardedAt.eq(at))
                        .add(nomination::Column::Id.lt(id)),
                ),
        );
    }
    let rows = query.limit(PAGE + 1).all(cx.read()).await?;
    let page = Page::cut(rows, PAGE, |row| {
        pair(row.awarded_at.unwrap_or_default().0, row.id)
    });
    let campaigns = campaigns_of(cx, &page.rows).await?;
    let named = whole_names(cx, &page.rows).await?;
    let open: Vec<String> = page
        .rows
        .iter()
        .filter(|row| row.publish == Publish::NotAsked || named.iter().any(|(id, _)| *id == row.id))
        .map(|row| pictured(row.id))
        .collect();
    let shown = pictures::shown_by_each(cx, &open).await?;
    let rows = page.rows.into_iter().filter_map(|row| {
        let campaign = campaign_of(&campaigns, &row)?;
        let (whole, subject) = (named.iter().find(|(id, _)| *id == row.id), pictured(row.id));
        let pictures = shown.iter().filter(|(of, _)| *of == subject);
        Some(AwardView {
            pictures: pictures.map(|(_, picture)| picture.clone()).collect(),
            name: whole.map_or(row.name, |(_, name)| name.clone()),
            place: cx.store.orgs.town_name(&row.path),
            campaign: campaign.title.clone(),
            kind: campaign.kind,
            at: row.awarded_at.unwrap_or_default(),
            id: row.id,
            reason: row.reason,
        })
    });
    Ok(Page {
        rows: rows.collect(),
        next: page.next,
    })
}

/// The whole names of those who agreed to it and are of age.
async fn whole_names(cx: &Cx, rows: &[nomination::Model]) -> Result<Vec<(NominationId, String)>> {
    let agreed: Vec<_> = rows
        .iter()
        .filter(|row| row.publish == Publish::Given)
        .collect();
    if agreed.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<AccountId> = agreed.iter().filter_map(|row| row.account_id).collect();
    let grown_up = grown_up(cx.read(), &ids, cx.now.date()).await?;
    let accounts = account::Entity::find()
        .filter(account::Column::Id.is_in(ids))
        .all(cx.read())
        .await?;
    let mut named = Vec::new();
    for row in agreed {
        let known = accounts
            .iter()
            .find(|known| Some(known.id) == row.account_id);
        let adult = row.account_id.is_some_and(|id| grown_up.contains(&id));
        if let Some(known) = known.filter(|_| shows_whole_name(row.publish, adult)) {
            named.push((row.id, full_name(&cx.store.key, known)?));
        }
    }
    Ok(named)
}

/// Nominations in public notice, those that end first on top.
pub async fn notices(cx: &Cx, key: Option<&str>) -> Result<Page<NoticeView<NoticedHonour>>> {
    let page = notices::hanging::<nomination::Entity>(cx, key).await?;
    let campaigns = campaigns_of(cx, &page.rows).await?;
    let rows = page.rows.into_iter().filter_map(|row| {
        let campaign = campaign_of(&campaigns, &row)?;
        Some(NoticeView {
            id: row.id.0,
            who: row.name.clone(),
            place: cx.store.orgs.town_name(&row.path),
            until: row.notice_until.unwrap_or_default(),
            what: NoticedHonour {
                campaign: campaign.title.clone(),
            },
        })
    });
    Ok(Page {
        rows: rows.collect(),
        next: page.next,
    })
}

/// Nominations of oneself, or of a team that one led, the newest first.
pub async fn mine(cx: &Cx) -> Result<Vec<MyHonour>> {
    let me = signed_in(&cx.actor)?;
    let rows = nomination::Entity::find()
        .filter(nomination::Column::AccountId.eq(me))
        .order_by_desc(nomination::Column::Id)
        .limit(MINE)
        .all(cx.read())
        .await?;
    let campaigns = campaigns_of(cx, &rows).await?;
    let grown_up = grown_up(cx.read(), &[me], cx.now.date()).await?;
    let told = notices::events::<nomination::Entity>(cx, &rows).await?;
    let views = rows.into_iter().filter_map(|row| {
        let mut told = told.iter();
        let why = told.find(|(id, event)| *id == row.id.0 && event.to == State::Returned);
        Some(MyHonour {
            campaign: campaign_of(&campaigns, &row)?.title.clone(),
            returned: why
                .map(|(_, event)| event.words.clone())
                .unwrap_or_default(),
            id: row.id,
            state: row.state,
            publish: row.publish,
            may_publish: !grown_up.is_empty(),
            reason: row.reason,
            at: row.nominated_at,
        })
    });
    Ok(views.collect())
}

/// Nominations of one's subtree in this state, or those that are on their way, the oldest first.
pub async fn queue(
    cx: &Cx,
    state: Option<State>,
    key: Option<&str>,
) -> Result<Page<NominationRow>> {
    let states = state.map_or_else(State::open, |state| vec![state]);
    let page = notices::queue::<nomination::Entity>(cx, states, key).await?;
    let campaigns = campaigns_of(cx, &page.rows).await?;
    let names = names(cx, &page.rows).await?;
    Ok(Page {
        rows: page
            .rows
            .into_iter()
            .zip(names)
            .filter_map(|(row, name)| Some(listed(&row, name, campaign_of(&campaigns, &row)?)))
            .collect(),
        next: page.next,
    })
}

fn listed(row: &nomination::Model, name: String, campaign: &campaign::Model) -> NominationRow {
    NominationRow {
        id: row.id,
        name,
        campaign: campaign.title.clone(),
        state: row.state,
        at: row.nominated_at,
    }
}

/// The names as staff know them: of people the whole one. Whoever else has a desk reads the masked one.
async fn names(cx: &Cx, rows: &[nomination::Model]) -> Result<Vec<String>> {
    let people = rows.iter().filter(|row| row.publish != Publish::NotAsked);
    let accounts = account::Entity::find()
        .filter(account::Column::Id.is_in(people.filter_map(|row| row.account_id)))
        .all(cx.read())
        .await?;
    rows.iter()
        .map(|row| {
            let person = accounts
                .iter()
                .filter(|_| row.publish != Publish::NotAsked)
                .find(|known| Some(known.id) == row.account_id);
            match person {
                Some(known) => name_at_desk(cx, known, &row.path),
                None => Ok(row.name.clone()),
            }
        })
        .collect()
}

/// A nomination of one's subtree with everything that one decides by.
pub async fn case(cx: &Cx, id: NominationId) -> Result<NominationCase> {
    let paths = desk::paths(&cx.actor)?;
    let row = nomination::Entity::find_by_id(id)
        .one(cx.read())
        .await?
        .filter(|row| paths.iter().any(|path| path.holds(&row.path)))
        .ok_or(Code::NOT_FOUND)?;
    let campaign = campaign::Entity::find_by_id(row.campaign_id)
        .one(cx.read())
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let awarded = awarded_of(cx.read(), &campaign).await?;
    let told = notices::events::<nomination::Entity>(cx, std::slice::from_ref(&row)).await?;
    let by = account::Entity::find_by_id(row.nominated_by)
        .one(cx.read())
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let party = notices::party::<nomination::Entity>(cx, &row, row.account_id);
    let mut may = party.may(row.state, row.notice_until, cx.now);
    may.grant = may.grant && place_left(awarded, campaign.places).is_ok();
    let name = names(cx, std::slice::from_ref(&row)).await?;
    let last = told.into_iter().next_back();
    Ok(NominationCase {
        row: listed(&row, name.concat(), &campaign),
        place: cx.store.orgs.place_name(&row.path),
        by: name_at_desk(cx, &by, &row.path)?,
        pictures: pictures::shown(cx, &pictured(id)).await?,
        then: Figures {
            minutes: row.minutes,
            orders: row.orders,
            ratings: row.ratings,
            good: row.good,
        },
        now: figures(cx.read(), &campaign, row.subject_id).await?,
        criteria: criteria(&campaign),
        may,
        publish: row.publish,
        until: row.notice_until,
        words: last.map(|(_, event)| event.words).unwrap_or_default(),
        places: (campaign.places, awarded),
        reason: row.reason,
    })
}
