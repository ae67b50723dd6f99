//! 排行榜: made once a day, so that a page reads twenty rows of it, whatever there is to count.

pub(crate) mod check;
mod make;

pub(crate) use make::tick;

use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::page::page;
use crate::person::{account, consent, full_name, signed_in, volunteer};
use crate::teams;
use domain::access::{Action, Standings};
use domain::account::{AGREEMENT, grown_up_before};
use domain::ids::{OrgId, TeamId, VolunteerId};
use domain::page::Page;
use domain::ranking::{Of, Over, RankForm, RankView, Ranked, Ranking};
use domain::{Code, Refusal};
use sea_orm::sea_query::Order;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, Set,
};

pub(crate) mod version {
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "ranking_version")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub begun_at: Timestamp,
        pub until: Timestamp,
        pub whole_at: Option<Timestamp>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod line {
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "ranking_line")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub version_at: Timestamp,
        #[sea_orm(primary_key, auto_increment = false)]
        pub subjects: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub days: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i64,
        pub rank: Option<i64>,
        pub subject_id: i64,
        pub minutes: i64,
        pub heads: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The version that pages show: the newest whole one.
async fn shown(books: &impl ConnectionTrait) -> Result<Option<version::Model>> {
    Ok(version::Entity::find()
        .filter(version::Column::WholeAt.is_not_null())
        .order_by_desc(version::Column::BegunAt)
        .one(books)
        .await?)
}

/// A page of a ranking, for everybody; with how the viewer is ranked.
///
/// What cannot be ranked keeps its figures to itself, and a volunteer among too few is not even named.
pub async fn ranking(cx: &Cx, of: Of, over: Over, key: Option<&str>) -> Result<Ranking> {
    let shown = shown(cx.read()).await?;
    let version = shown.as_ref().map(|version| version.begun_at);
    let mut query = line::Entity::find()
        .filter(line::Column::VersionAt.eq(version.unwrap_or_default()))
        .filter(line::Column::Subjects.eq(of.as_str()))
        .filter(line::Column::Days.eq(over.days()));
    if of == Of::Volunteers {
        query = query.filter(line::Column::Rank.is_not_null());
    }
    let first_rank_first = (line::Column::Position, Order::Asc);
    let page = page(cx, query, first_rank_first, key, |row| row.position).await?;
    let names = names(cx, of, &page.rows).await?;
    let next = page.next;
    let rows = page.rows.into_iter().filter_map(|row| {
        let name = names.iter().find(|(id, _)| *id == row.subject_id)?;
        Some(RankView {
            name: name.1.clone(),
            ranked: row.rank.map(|rank| Ranked {
                rank,
                minutes: row.minutes,
                heads: row.heads,
            }),
        })
    });
    Ok(Ranking {
        page: Page {
            rows: rows.collect(),
            next,
        },
        until: shown.map(|version| version.until.plus(-1)),
        me: mine(cx).await?,
    })
}

/// The names of those in a ranking. Who has left it since it was made has none.
async fn names(cx: &Cx, of: Of, rows: &[line::Model]) -> Result<Vec<(i64, String)>> {
    let ids = rows.iter().map(|row| row.subject_id);
    Ok(match of {
        Of::Volunteers => names_of_volunteers(cx, ids).await?,
        Of::Teams => teams::entity::Entity::find()
            .filter(teams::entity::Column::Id.is_in(ids.map(TeamId)))
            .all(cx.read())
            .await?
            .into_iter()
            .map(|team| (team.id.0, team.name))
            .collect(),
        Of::Stations | Of::Townships => ids
            .filter_map(|id| Some((id, cx.store.orgs.get(OrgId(id))?)))
            .map(|(id, org)| (id, cx.store.orgs.place_name(&org.path)))
            .collect(),
    })
}

async fn names_of_volunteers(
    cx: &Cx,
    ids: impl Iterator<Item = i64>,
) -> Result<Vec<(i64, String)>> {
    let people = volunteer::Entity::find()
        .filter(volunteer::Column::Id.is_in(ids.map(VolunteerId)))
        .filter(volunteer::Column::RankedAs.is_not_null())
        .all(cx.read())
        .await?;
    let accounts = account::Entity::find()
        .filter(account::Column::Id.is_in(people.iter().map(|person| person.account_id)))
        .all(cx.read())
        .await?;
    let named = people.into_iter().filter_map(|person| {
        let name = person.ranked_as.filter(|name| !name.is_empty());
        let mut known = accounts.iter();
        let account = known.find(|account| account.id == person.account_id)?;
        Some((person.id.0, name.unwrap_or_else(|| account.masked.clone())))
    });
    Ok(named.collect())
}

/// How the viewer is ranked, if they can be.
async fn mine(cx: &Cx) -> Result<Option<RankForm>> {
    let Some(me) = cx.actor.volunteer else {
        return Ok(None);
    };
    let Some(person) = volunteer::Entity::find_by_id(me).one(cx.read()).await? else {
        return Ok(None);
    };
    if person.birth_month >= grown_up_before(cx.now.date()) {
        return Ok(None);
    }
    Ok(Some(RankForm {
        request_id: cx.form_id(),
        listed: person
            .ranked_as
            .as_ref()
            .map_or("", |_| "listed")
            .to_owned(),
        name: person.ranked_as.unwrap_or_default(),
    }))
}

/// Chooses to be ranked, under which name, or not to be; a consent that is noted like any other.
pub async fn choose(cx: &Cx, form: RankForm) -> Result<()> {
    signed_in(&cx.actor)?;
    cx.once(form.request_id.clone(), Choose(form)).await
}

/// What the form says is read against the whole name, which only the transaction knows.
struct Choose(RankForm);

impl UseCase for Choose {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        Standings::of(tx.actor()).demand(Action::VIEW_OWN, Action::VIEW_OWN)?;
        let me = tx.actor().volunteer.ok_or(Code::VOLUNTEERS_ONLY)?;
        let person = volunteer::Entity::find_by_id(me)
            .lock_exclusive()
            .one(&**tx)
            .await?
            .ok_or(Code::NOT_FOUND)?;
        if person.birth_month >= grown_up_before(tx.now().date()) {
            return Err(Code::NO_MINORS.into());
        }
        let account = account::Entity::find_by_id(person.account_id)
            .one(&**tx)
            .await?
            .ok_or(Code::NOT_FOUND)?;
        let full = full_name(tx.key(), &account)?;
        let name = self.0.read(&full);
        let name = name.map_err(|code| Refusal::field("name", code))?;
        if let Some(name) = name.as_deref().filter(|name| !name.is_empty())
            && is_taken(tx, name).await?
        {
            return Err(Refusal::field("name", Code::NAME_OF_AN_ORG).into());
        }
        let consent = consent::ActiveModel {
            account_id: Set(account.id),
            purpose: Set("ranking".to_owned()),
            version: Set(AGREEMENT.to_owned()),
            given: Set(name.is_some()),
            at: Set(tx.now()),
            ..Default::default()
        };
        consent.insert(&**tx).await?;
        let mut change = person.into_active_model();
        change.ranked_as = Set(name);
        change.update(&**tx).await?;
        tx.audit(Action::VIEW_OWN, format!("volunteer:{me}:ranking"));
        Ok(())
    }
}

/// Whether an org or a team is called so, or by a name that ends or begins so.
async fn is_taken(tx: &Tx, name: &str) -> Result<bool> {
    let orgs = &tx.cx.store.orgs;
    let of_an_org = orgs.root().is_some_and(|centre| {
        let whole = std::slice::from_ref(&centre.path);
        name.chars().count() > 1 && orgs.within(whole).any(|org| org.name.contains(name))
    });
    if of_an_org {
        return Ok(true);
    }
    let team = teams::entity::Entity::find().filter(teams::entity::Column::Name.eq(name));
    Ok(team.one(&**tx).await?.is_some())
}

crate::table::tables! { version, line }
