//! Signed-in devices: a 256-bit token in a cookie, its SHA-256 in our own table, so that people see and end them.

use super::device;
use super::login::prefer_elder;
use crate::crypt::{digest, hexadecimal};
use crate::db::{Cx, Store, Tx, UseCase};
use crate::error::Result;
use crate::person::{account, full_name, grant, signed_in, volunteer};
use crate::{notify, teams};
use domain::Code;
use domain::account::{DeviceView, Me, SESSION_LIFE};
use domain::actor::{Actor, Grant};
use domain::ids::{AccountId, SessionId, TeamId, VolunteerId};
use domain::time::{MINUTE, Timestamp};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
};

/// A device's use is noted this often, so that reading a page is not a write.
const SEEN_EVERY: i64 = 5 * MINUTE;

/// A session that a request's cookie has opened.
#[derive(Clone, Debug)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Who it is.
    pub actor: Actor,
    /// What to call them.
    pub name: String,
    /// Whether they read pages in elder mode, where the device was not told otherwise.
    pub elder: bool,
}

impl Session {
    /// By what a browser tells its visitor from another one, without being told who either is.
    pub fn mark(&self, store: &Store) -> String {
        let hash = store.key.hash(&format!("visitor {:?}", self.actor.account));
        hexadecimal(hash.get(..8).unwrap_or(&hash))
    }
}

/// The session a token opens, if it is neither ended nor forgotten.
pub async fn resolve(store: &Store, token: &str, now: Timestamp) -> Result<Option<Session>> {
    let opened = device::Entity::find()
        .join_rev(
            JoinType::InnerJoin,
            account::Entity::belongs_to(device::Entity)
                .from(account::Column::Id)
                .to(device::Column::AccountId)
                .into(),
        )
        .select_also(account::Entity)
        .filter(device::Column::TokenHash.eq(digest(token)))
        .filter(device::Column::EndedAt.is_null())
        .filter(device::Column::SeenAt.gt(now.plus(-SESSION_LIFE)))
        .one(&store.read)
        .await?;
    let Some((device, Some(account))) = opened else {
        return Ok(None);
    };
    let (id, seen_at) = (device.id, device.seen_at);
    let actor = actor(store, account.id).await?;
    if now.0 - seen_at.0 > SEEN_EVERY {
        let cx = store.cx(actor.clone(), now, "");
        cx.run(NoteUse(id)).await?;
    }
    Ok(Some(Session {
        id,
        actor,
        name: full_name(&store.key, &account)?,
        elder: account.elder,
    }))
}

/// Notes that a device is used.
struct NoteUse(SessionId);

impl UseCase for NoteUse {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        device::Entity::update_many()
            .col_expr(device::Column::SeenAt, Expr::value(tx.now()))
            .filter(device::Column::Id.eq(self.0))
            .exec(&**tx)
            .await?;
        Ok(())
    }
}

/// What an account is: its grants, its registration, the teams it leads.
pub(crate) async fn actor(store: &Store, id: AccountId) -> Result<Actor> {
    let held = grant::Entity::find()
        .filter(grant::Column::AccountId.eq(id))
        .filter(grant::Column::EndedAt.is_null())
        .all(&store.read)
        .await?;
    let grants = held
        .into_iter()
        .filter_map(|row| {
            store.orgs.get(row.org_id).map(|org| Grant {
                role: row.role,
                org: org.id,
                path: org.path.clone(),
            })
        })
        .collect();
    let registered: Vec<(VolunteerId, Option<TeamId>)> = volunteer::Entity::find()
        .select_only()
        .column(volunteer::Column::Id)
        .column(teams::entity::Column::Id)
        .join_rev(
            JoinType::LeftJoin,
            teams::entity::Entity::belongs_to(volunteer::Entity)
                .from(teams::entity::Column::LeaderId)
                .to(volunteer::Column::Id)
                .on_condition(|team, _| {
                    let stepped_down = (team, teams::entity::Column::SteppedDownAt);
                    Condition::all().add(Expr::col(stepped_down).is_null())
                })
                .into(),
        )
        .filter(volunteer::Column::AccountId.eq(id))
        .into_tuple()
        .all(&store.read)
        .await?;
    Ok(Actor {
        account: Some(id),
        volunteer: registered.first().map(|(volunteer, _)| *volunteer),
        grants,
        leads: registered
            .into_iter()
            .filter_map(|(_, team)| team)
            .collect(),
        ..Actor::default()
    })
}

/// The signed-in person, as every page's shell shows them.
pub async fn me(store: &Store, session: &Session, now: Timestamp) -> Result<Me> {
    let unread = match session.actor.account {
        Some(account) => notify::unread(store, &session.actor, account).await?,
        None => 0,
    };
    Ok(Me {
        name: session.name.clone(),
        unread,
        volunteer: session.actor.volunteer.is_some(),
        desk: session.actor.has_desk(),
        keeper: session.actor.keeps_shop(),
        admin: session.actor.is_admin(),
        centre: session.actor.is_centre(),
        no_calendar: now
            .date()
            .year_without_calendar()
            .filter(|_| session.actor.is_centre()),
    })
}

/// The devices that are signed in, the latest used first.
pub async fn devices(cx: &Cx, this: Option<SessionId>) -> Result<Vec<DeviceView>> {
    let account = signed_in(&cx.actor)?;
    let rows = device::Entity::find()
        .filter(device::Column::AccountId.eq(account))
        .filter(device::Column::EndedAt.is_null())
        .filter(device::Column::SeenAt.gt(cx.now.plus(-SESSION_LIFE)))
        .order_by_desc(device::Column::SeenAt)
        .limit(50)
        .all(cx.read())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| DeviceView {
            id: row.id,
            label: row.label,
            since: row.created_at,
            seen: row.seen_at,
            this: Some(row.id) == this,
        })
        .collect())
}

/// Signs one of one's own devices out. Signing out twice is signing out.
pub async fn end_device(cx: &Cx, id: SessionId) -> Result<()> {
    signed_in(&cx.actor)?;
    cx.run(EndDevice(id)).await
}

struct EndDevice(SessionId);

impl UseCase for EndDevice {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let account = signed_in(tx.actor())?;
        let ended = device::Entity::update_many()
            .col_expr(
                device::Column::EndedAt,
                Expr::col(device::Column::EndedAt).if_null(tx.now()),
            )
            .filter(device::Column::Id.eq(self.0))
            .filter(device::Column::AccountId.eq(account))
            .exec(&**tx)
            .await?;
        if ended.rows_affected == 0 {
            return Err(Code::NOT_FOUND.into());
        }
        Ok(())
    }
}

/// Keeps the language a person chose, for the messages they get.
pub async fn set_locale(cx: &Cx, locale: &str) -> Result<()> {
    if cx.actor.account.is_none() {
        return Ok(());
    }
    cx.run(SetLocale(locale.to_owned())).await
}

struct SetLocale(String);

impl UseCase for SetLocale {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let account = signed_in(tx.actor())?;
        account::Entity::update_many()
            .col_expr(account::Column::Locale, Expr::value(self.0.as_str()))
            .filter(account::Column::Id.eq(account))
            .exec(&**tx)
            .await?;
        Ok(())
    }
}

/// Notes whether somebody reads pages in elder mode. Nobody in particular is nobody to note it of.
pub async fn set_elder(cx: &Cx, elder: bool) -> Result<()> {
    if cx.actor.account.is_none() {
        return Ok(());
    }
    cx.run(SetElder(elder)).await
}

struct SetElder(bool);

impl UseCase for SetElder {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        prefer_elder(tx, signed_in(tx.actor())?, self.0).await
    }
}
