//! What people see of honours.

use super::decide::may_publish;
use super::figures::figures;
use super::{campaign, criteria, event, nomination, pictured};
use crate::account::{account, full_name, signed_in, volunteer};
use crate::db::Cx;
use crate::error::Result;
use crate::orgs::in_subtrees;
use crate::page::{after, after_pair, behind, pair};
use crate::pictures;
use domain::Code;
use domain::access::Standings;
use domain::account::{ADULT, BirthMonth};
use domain::honours::{
    AwardView, Deed, Figures, HonourNoticeView, MyHonour, NominationCase, NominationRow, Publish,
    State, by_another, place_left, shows_whole_name, step,
};
use domain::ids::{AccountId, NominationId};
use domain::page::{PAGE, Page};
use domain::stars::notice_is_over;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

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
    let accounts = account::Entity::find()
        .filter(account::Column::Id.is_in(ids.iter().copied()))
        .all(cx.read())
        .await?;
    let births: Vec<(AccountId, String)> = volunteer::Entity::find()
        .select_only()
        .columns([volunteer::Column::AccountId, volunteer::Column::BirthMonth])
        .filter(volunteer::Column::AccountId.is_in(ids))
        .into_tuple()
        .all(cx.read())
        .await?;
    let mut named = Vec::new();
    for row in agreed {
        let known = accounts
            .iter()
            .find(|known| Some(known.id) == row.account_id);
        let birth = births.iter().find(|(id, _)| Some(*id) == row.account_id);
        let birth = birth.and_then(|(_, month)| BirthMonth::parse(month, cx.now.date()).ok());
        let adult = birth.is_some_and(|month| month.age(cx.now.date()) >= ADULT);
        if let Some(known) = known.filter(|_| shows_whole_name(row.publish, adult)) {
            named.push((row.id, full_name(&cx.store.key, known)?));
        }
    }
    Ok(named)
}

/// Nominations in public notice, those that end first on top.
pub async fn notices(cx: &Cx, key: Option<&str>) -> Result<Page<HonourNoticeView>> {
    let mut query = nomination::Entity::find()
        .filter(nomination::Column::State.eq(State::Noticed))
        .filter(nomination::Column::NoticeUntil.gt(cx.now))
        .order_by_asc(nomination::Column::NoticeUntil)
        .order_by_asc(nomination::Column::Id);
    if let Some(last) = after_pair(key) {
        query = query.filter(behind(
            nomination::Column::NoticeUntil,
            nomination::Column::Id,
            last,
        ));
    }
    let rows = query.limit(PAGE + 1).all(cx.read()).await?;
    let page = Page::cut(rows, PAGE, |row| {
        pair(row.notice_until.unwrap_or_default().0, row.id)
    });
    let campaigns = campaigns_of(cx, &page.rows).await?;
    let rows = page.rows.into_iter().filter_map(|row| {
        let campaign = campaign_of(&campaigns, &row)?;
        Some(HonourNoticeView {
            place: cx.store.orgs.town_name(&row.path),
            campaign: campaign.title.clone(),
            until: row.notice_until.unwrap_or_default(),
            id: row.id,
            name: row.name,
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
    let may_publish = may_publish(cx.read(), me, cx.now.date()).await?;
    let returned: Vec<(NominationId, String)> = event::Entity::find()
        .select_only()
        .columns([event::Column::NominationId, event::Column::Words])
        .filter(event::Column::NominationId.is_in(rows.iter().map(|row| row.id)))
        .filter(event::Column::ToState.eq(State::Returned))
        .into_tuple()
        .all(cx.read())
        .await?;
    let views = rows.into_iter().filter_map(|row| {
        let why = returned.iter().find(|(id, _)| *id == row.id);
        Some(MyHonour {
            campaign: campaign_of(&campaigns, &row)?.title.clone(),
            returned: why.map(|(_, words)| words.clone()).unwrap_or_default(),
            id: row.id,
            state: row.state,
            publish: row.publish,
            may_publish,
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
    let paths = crate::orders::desk_paths(&cx.actor)?;
    let states = state.map_or(State::OPEN.to_vec(), |state| vec![state]);
    let mut query = nomination::Entity::find()
        .filter(in_subtrees(nomination::Column::Path, &paths))
        .filter(nomination::Column::State.is_in(states))
        .order_by_asc(nomination::Column::Id);
    if let Some(id) = after(key) {
        query = query.filter(nomination::Column::Id.gt(id));
    }
    let rows = query.limit(PAGE + 1).all(cx.read()).await?;
    let page = Page::cut(rows, PAGE, |row| row.id.to_string());
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

/// The names as staff know them: of people the whole one.
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
                Some(known) => full_name(&cx.store.key, known),
                None => Ok(row.name.clone()),
            }
        })
        .collect()
}

/// A nomination of one's subtree with everything that one decides by.
pub async fn case(cx: &Cx, id: NominationId) -> Result<NominationCase> {
    let paths = crate::orders::desk_paths(&cx.actor)?;
    let me = signed_in(&cx.actor)?;
    let row = nomination::Entity::find_by_id(id)
        .one(cx.read())
        .await?
        .filter(|row| paths.iter().any(|path| path.holds(&row.path)))
        .ok_or(Code::NOT_FOUND)?;
    let campaign = campaign::Entity::find_by_id(row.campaign_id)
        .one(cx.read())
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let awarded = nomination::Entity::find()
        .filter(nomination::Column::CampaignId.eq(campaign.id))
        .filter(nomination::Column::State.eq(State::Awarded))
        .count(cx.read())
        .await? as i64;
    let last = event::Entity::find()
        .filter(event::Column::NominationId.eq(id))
        .order_by_desc(event::Column::Id)
        .one(cx.read())
        .await?;
    let by = account::Entity::find_by_id(row.nominated_by)
        .one(cx.read())
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let standings = Standings::at(&cx.actor, &row.path);
    let own = row.account_id == Some(me);
    let open = |deed: Deed| standings.may(deed.action()) && step(row.state, deed).is_ok();
    let reviews = by_another(own, row.nominated_by == me).is_ok();
    let name = names(cx, std::slice::from_ref(&row)).await?;
    Ok(NominationCase {
        row: listed(&row, name.concat(), &campaign),
        place: cx.store.orgs.place_name(&row.path),
        by: full_name(&cx.store.key, &by)?,
        pictures: pictures::shown(cx, &pictured(id)).await?,
        then: Figures {
            minutes: row.minutes,
            orders: row.orders,
            ratings: row.ratings,
            good: row.good,
        },
        now: figures(cx.read(), &campaign, row.subject_id).await?,
        criteria: criteria(&campaign),
        approve: reviews && open(Deed::Approve),
        give_back: reviews && open(Deed::Return),
        award: open(Deed::Award)
            && by_another(own, row.reviewed_by == Some(me)).is_ok()
            && notice_is_over(row.notice_until, cx.now).is_ok()
            && place_left(awarded, campaign.places).is_ok(),
        publish: row.publish,
        until: row.notice_until,
        words: last.map(|event| event.words).unwrap_or_default(),
        places: (campaign.places, awarded),
        reason: row.reason,
    })
}
