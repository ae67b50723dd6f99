//! Campaigns: opened by the centre, listed for everybody.

use super::{campaign, criteria};
use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::page::after;
use domain::access::{Action, Standings};
use domain::honours::{CampaignForm, CampaignView};
use domain::ids::CampaignId;
use domain::page::{PAGE, Page};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};

/// What the actor is to the county's campaigns.
fn standings(cx: &Cx) -> Standings {
    match cx.store.orgs.root() {
        Some(centre) => Standings::at(&cx.actor, &centre.path),
        None => Standings::of(&cx.actor),
    }
}

/// Whether the actor may open a campaign.
pub fn may_open(cx: &Cx) -> bool {
    standings(cx).may(Action::OPEN_CAMPAIGN)
}

/// Opens a campaign.
pub async fn open(cx: &Cx, form: CampaignForm) -> Result<CampaignId> {
    cx.once(form.request_id.clone(), Open(form)).await
}

struct Open(CampaignForm);

impl UseCase for Open {
    type Answer = CampaignId;

    async fn run(&self, tx: &Tx) -> Result<CampaignId> {
        standings(&tx.cx).demand(Action::OPEN_CAMPAIGN, Action::OPEN_CAMPAIGN)?;
        let campaign = self.0.read(tx.now().date())?;
        let row = campaign::ActiveModel {
            title: Set(campaign.title),
            about: Set(campaign.about),
            kind: Set(campaign.kind),
            from_at: Set(campaign.from),
            to_at: Set(campaign.to),
            until_at: Set(campaign.until),
            places: Set(campaign.places),
            least_minutes: Set(campaign.criteria.minutes),
            least_orders: Set(campaign.criteria.orders),
            least_approval: Set(campaign.criteria.approval),
            opened_by: Set(tx.actor().account),
            opened_at: Set(tx.now()),
            ..Default::default()
        };
        let id = row.insert(&**tx).await?.id;
        tx.audit(Action::OPEN_CAMPAIGN, format!("honour_campaign:{id}"));
        Ok(id)
    }
}

/// Campaigns, the newest first: anybody may look.
pub async fn campaigns(cx: &Cx, key: Option<&str>) -> Result<Page<CampaignView>> {
    let mut query = campaign::Entity::find().order_by_desc(campaign::Column::Id);
    if let Some(id) = after(key) {
        query = query.filter(campaign::Column::Id.lt(id));
    }
    let rows = query.limit(PAGE + 1).all(cx.read()).await?;
    let page = Page::cut(rows, PAGE, |row| row.id.to_string());
    Ok(page.map(|row| view(cx, row)))
}

pub(super) fn view(cx: &Cx, row: campaign::Model) -> CampaignView {
    CampaignView {
        criteria: criteria(&row),
        open: cx.now < row.until_at,
        id: row.id,
        title: row.title,
        about: row.about,
        kind: row.kind,
        from: row.from_at,
        to: row.to_at,
        until: row.until_at,
        places: row.places,
    }
}
