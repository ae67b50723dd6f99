//! Roles: granted and taken back by the county administrator.

use super::login::by_phone;
use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::page::newest_first;
use crate::person::{account, full_name, grant, open_phone, signed_in};
use domain::access::{Action, Standings};
use domain::account::{GrantForm, GrantView};
use domain::actor::Role;
use domain::ids::GrantId;
use domain::orgs::Tier;
use domain::page::Page;
use domain::{Code, Refusal};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};

/// Grants a role at an org to the account with a phone.
pub async fn grant_role(cx: &Cx, form: GrantForm) -> Result<()> {
    cx.once(form.request_id.clone(), GrantRole(form)).await
}

struct GrantRole(GrantForm);

impl UseCase for GrantRole {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        Standings::of(tx.actor()).demand(Action::GRANT_ROLE, Action::GRANT_ROLE)?;
        let input = self.0.read()?;
        let holder = by_phone(tx, &input.phone)
            .await?
            .ok_or_else(|| Refusal::field("phone", Code::NO_SUCH_ACCOUNT))?;
        let org = tx
            .cx
            .store
            .orgs
            .get(input.org)
            .ok_or_else(|| Refusal::field("org", Code::NOT_A_CHOICE))?;
        let tier = match input.role {
            Role::StationStaff => Some(Tier::Station),
            Role::InstituteStaff => Some(Tier::Institute),
            Role::CentreStaff | Role::CountyAdmin => Some(Tier::Centre),
            Role::Mediator | Role::ShopKeeper => None,
        };
        if tier.is_some_and(|tier| tier != org.tier) {
            return Err(Refusal::field("org", Code::NOT_A_CHOICE).into());
        }
        let held = grant::Entity::find()
            .filter(grant::Column::AccountId.eq(holder.id))
            .filter(grant::Column::Role.eq(input.role))
            .filter(grant::Column::OrgId.eq(input.org))
            .filter(grant::Column::EndedAt.is_null())
            .one(&**tx)
            .await?;
        if held.is_some() {
            return Err(Refusal::field("role", Code::DUPLICATE).into());
        }
        let row = grant::ActiveModel {
            account_id: Set(holder.id),
            role: Set(input.role),
            org_id: Set(input.org),
            granted_at: Set(tx.now()),
            ended_at: Set(None),
            ..Default::default()
        };
        let row = row.insert(&**tx).await?;
        tx.audit(Action::GRANT_ROLE, format!("grant:{}", row.id));
        Ok(())
    }
}

/// Takes a role back.
pub async fn end_grant(cx: &Cx, id: GrantId) -> Result<()> {
    cx.run(EndGrant(id)).await
}

struct EndGrant(GrantId);

impl UseCase for EndGrant {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        Standings::of(tx.actor()).demand(Action::GRANT_ROLE, Action::GRANT_ROLE)?;
        let row = grant::Entity::find_by_id(self.0)
            .one(&**tx)
            .await?
            .ok_or(Code::NOT_FOUND)?;
        // Nobody locks themselves out: another administrator takes the role back.
        if row.role == Role::CountyAdmin && row.account_id == signed_in(tx.actor())? {
            return Err(Code::NOT_NOW.into());
        }
        grant::Entity::update_many()
            .col_expr(
                grant::Column::EndedAt,
                Expr::col(grant::Column::EndedAt).if_null(tx.now()),
            )
            .filter(grant::Column::Id.eq(self.0))
            .exec(&**tx)
            .await?;
        tx.audit(Action::GRANT_ROLE, format!("grant:{}", self.0));
        Ok(())
    }
}

/// The roles that are held, the newest first.
pub async fn grants(cx: &Cx, key: Option<&str>) -> Result<Page<GrantView>> {
    Standings::of(&cx.actor).demand(Action::GRANT_ROLE, Action::GRANT_ROLE)?;
    let held = grant::Entity::find().filter(grant::Column::EndedAt.is_null());
    let page = newest_first(cx, held, grant::Column::Id, key, |row| row.id.0).await?;
    let holders = account::Entity::find()
        .filter(account::Column::Id.is_in(page.rows.iter().map(|row| row.account_id)));
    let holders = holders.all(cx.read()).await?;
    let mut rows = Vec::new();
    for row in page.rows {
        if let Some(holder) = holders.iter().find(|holder| holder.id == row.account_id) {
            rows.push(GrantView {
                id: row.id,
                name: full_name(&cx.store.key, holder)?,
                phone: open_phone(&cx.store.key, &holder.phone)?.masked(),
                role: row.role,
                org: cx
                    .store
                    .orgs
                    .get(row.org_id)
                    .map(|org| org.name.clone())
                    .unwrap_or_default(),
                since: row.granted_at,
            });
        }
    }
    Ok(Page {
        rows,
        next: page.next,
    })
}
