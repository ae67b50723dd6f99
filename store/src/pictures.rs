//! Pictures that people send in: who sent them, what shows them, and which of them nothing shows. The files themselves
//! are the server's; a row is there before its files are, so that no file is ever forgotten.

use crate::Key;
use crate::crypt::{digest, hexadecimal};
use crate::db::{Cx, Store, Tx, UseCase};
use crate::error::Result;
use crate::person::{one_after_the_other, signed_in};
use domain::access::{Action, Standings};
use domain::actor::Actor;
use domain::ids::{AccountId, PictureId};
use domain::pictures::{A_DAY, ORPHAN_AFTER, PictureName, PictureView, TICKET_DAYS};
use domain::time::{CountyDate, DAY, Timestamp};
use domain::{Code, Refusal};
use sea_orm::sea_query::{OnConflict, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Set,
};

pub(crate) mod entity {
    use domain::ids::{AccountId, PictureId};
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "picture")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: PictureId,
        pub name: String,
        pub owner_id: AccountId,
        pub width: i64,
        pub height: i64,
        pub sent_at: Timestamp,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod usage {
    use domain::ids::PictureId;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "picture_use")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub subject: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i64,
        pub picture_id: PictureId,
        /// Whether everybody may look at it.
        pub open: i16,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Whether the actor may send a picture in now; asked before anything is unpacked.
pub async fn may_send(cx: &Cx) -> Result<()> {
    let account = signed_in(&cx.actor)?;
    room(cx, cx.read(), account).await
}

async fn room(cx: &Cx, db: &impl ConnectionTrait, account: AccountId) -> Result<()> {
    Standings::of(&cx.actor).demand(Action::SEND_PICTURE, Action::SEND_PICTURE)?;
    let today = entity::Entity::find()
        .filter(entity::Column::OwnerId.eq(account))
        .filter(entity::Column::SentAt.gt(cx.now.plus(-DAY)))
        .count(db)
        .await?;
    if today >= A_DAY {
        return Err(Code::TOO_MANY_REQUESTS.into());
    }
    Ok(())
}

/// Notes a picture before its files are written. A picture that was sent before is the same one, and as fresh as a new one.
pub async fn note(cx: &Cx, picture: PictureView) -> Result<()> {
    cx.run(Note(picture)).await
}

struct Note(PictureView);

impl UseCase for Note {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let Self(picture) = self;
        let account = signed_in(tx.actor())?;
        one_after_the_other(tx, account).await?;
        room(&tx.cx, &**tx, account).await?;
        let row = entity::ActiveModel {
            name: Set(picture.name.to_string()),
            owner_id: Set(account),
            width: Set(picture.width),
            height: Set(picture.height),
            sent_at: Set(tx.now()),
            ..Default::default()
        };
        // Whoever sent it last may use it: they have shown that they have it.
        let again = OnConflict::column(entity::Column::Name)
            .update_columns([entity::Column::OwnerId, entity::Column::SentAt])
            .to_owned();
        entity::Entity::insert(row)
            .on_conflict(again)
            .exec_without_returning(&**tx)
            .await?;
        tx.audit(Action::SEND_PICTURE, format!("picture:{}", picture.name));
        Ok(())
    }
}

/// Who looks at what a thing shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Audience {
    /// Everybody.
    Everybody,
    /// Whoever may see the thing, for as long as its page gives them a ticket.
    WhoeverSeesIt,
}

/// Has a thing show these pictures, in this order, and no others. Each is one's own, or was shown there before.
pub(crate) async fn show(
    tx: &Tx,
    subject: &str,
    audience: Audience,
    names: &[PictureName],
) -> Result<()> {
    let rows = entity::Entity::find()
        .filter(entity::Column::Name.is_in(names.iter().map(PictureName::as_str)))
        .all(&**tx)
        .await?;
    let shown: Vec<PictureId> = usage::Entity::find()
        .select_only()
        .column(usage::Column::PictureId)
        .filter(usage::Column::Subject.eq(subject))
        .into_tuple()
        .all(&**tx)
        .await?;
    let mut uses = Vec::new();
    for (position, name) in names.iter().enumerate() {
        let row = rows
            .iter()
            .find(|row| row.name == name.as_str())
            .filter(|row| Some(row.owner_id) == tx.actor().account || shown.contains(&row.id))
            .ok_or_else(|| Refusal::field("pictures", Code::NOT_A_PICTURE))?;
        uses.push(usage::ActiveModel {
            subject: Set(subject.to_owned()),
            position: Set(position as i64),
            picture_id: Set(row.id),
            open: Set(i16::from(audience == Audience::Everybody)),
        });
    }
    usage::Entity::delete_many()
        .filter(usage::Column::Subject.eq(subject))
        .exec(&**tx)
        .await?;
    crate::db::insert(&**tx, uses).await?;
    Ok(())
}

/// The pictures that a thing shows, in their order.
pub(crate) async fn shown(cx: &Cx, subject: &str) -> Result<Vec<PictureView>> {
    let shown = shown_by(cx, Condition::all().add(usage::Column::Subject.eq(subject))).await?;
    Ok(shown.into_iter().map(|(_, picture)| picture).collect())
}

/// The pictures that each of these things shows, in their order.
pub(crate) async fn shown_by_each(
    cx: &Cx,
    subjects: &[String],
) -> Result<Vec<(String, PictureView)>> {
    shown_by(
        cx,
        Condition::all().add(usage::Column::Subject.is_in(subjects)),
    )
    .await
}

/// The first picture that each of these things shows.
pub(crate) async fn firsts(cx: &Cx, subjects: &[String]) -> Result<Vec<(String, PictureView)>> {
    let first = Condition::all()
        .add(usage::Column::Subject.is_in(subjects))
        .add(usage::Column::Position.eq(0));
    shown_by(cx, first).await
}

/// What shows which picture, in the order of the pages.
async fn shown_by(cx: &Cx, uses: Condition) -> Result<Vec<(String, PictureView)>> {
    let rows = usage::Entity::find()
        .join_rev(
            JoinType::InnerJoin,
            entity::Entity::belongs_to(usage::Entity)
                .from(entity::Column::Id)
                .to(usage::Column::PictureId)
                .into(),
        )
        .select_also(entity::Entity)
        .filter(uses)
        .order_by_asc(usage::Column::Subject)
        .order_by_asc(usage::Column::Position)
        .all(cx.read())
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(used, row)| view(cx, used, row?))
        .collect())
}

fn view(cx: &Cx, used: usage::Model, row: entity::Model) -> Option<(String, PictureView)> {
    let name = row.name.parse().ok()?;
    let ticket = if used.open == 0 {
        ticket(&cx.store.key, &name, cx.now.date().plus_days(TICKET_DAYS))
    } else {
        String::new()
    };
    let view = PictureView {
        ticket,
        name,
        width: row.width,
        height: row.height,
    };
    Some((used.subject, view))
}

/// What lets somebody look at a picture until the end of a day. The same all day long, so that browsers need not load it again.
fn ticket(key: &Key, name: &PictureName, until: CountyDate) -> String {
    let hash = key.hash(&format!("ticket {name} {until}"));
    format!("{until}.{}", hexadecimal(&hash[..16]))
}

fn is_good(key: &Key, name: &PictureName, said: &str, today: CountyDate) -> bool {
    let until = said.split('.').next().map(CountyDate::parse);
    let Some(Ok(until)) = until else {
        return false;
    };
    let lasts = today <= until && until <= today.plus_days(TICKET_DAYS);
    // Hashed, so that the time that it takes tells nothing of the ticket.
    lasts && digest(said) == digest(&ticket(key, name, until))
}

/// Who may look at a picture's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looks {
    /// Everybody.
    Everybody,
    /// Whoever asks, and perhaps nobody else.
    They,
}

/// Whether whoever asks may look at a picture: it is shown to everybody, or they have a ticket, or they sent it.
pub async fn may_look(cx: &Cx, name: &PictureName, ticket: &str) -> Result<Looks> {
    if is_good(&cx.store.key, name, ticket, cx.now.date()) {
        return Ok(Looks::They);
    }
    let picture = entity::Entity::find()
        .filter(entity::Column::Name.eq(name.as_str()))
        .one(cx.read())
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let open = usage::Entity::find()
        .filter(usage::Column::PictureId.eq(picture.id))
        .filter(usage::Column::Open.eq(1))
        .limit(1)
        .count(cx.read())
        .await?;
    if open > 0 {
        return Ok(Looks::Everybody);
    }
    if Some(picture.owner_id) == cx.actor.account {
        return Ok(Looks::They);
    }
    Err(Code::NOT_FOUND.into())
}

/// Pictures that one sweep takes.
const A_SWEEP: u64 = 200;

/// What nothing has shown for a day.
fn orphaned(now: Timestamp) -> Condition {
    let used = Query::select()
        .column(usage::Column::PictureId)
        .from(usage::Entity)
        .to_owned();
    Condition::all()
        .add(entity::Column::SentAt.lte(now.plus(-ORPHAN_AFTER)))
        .add(entity::Column::Id.not_in_subquery(used))
}

/// Pictures that nothing shows, whose files can go.
pub async fn orphans(store: &Store, now: Timestamp) -> Result<Vec<PictureName>> {
    let names: Vec<String> = entity::Entity::find()
        .select_only()
        .column(entity::Column::Name)
        .filter(orphaned(now))
        .order_by_asc(entity::Column::SentAt)
        .limit(A_SWEEP)
        .into_tuple()
        .all(&store.read)
        .await?;
    Ok(names.iter().filter_map(|name| name.parse().ok()).collect())
}

/// Forgets an orphan whose files are gone; false if something shows it by now, or it was sent again.
pub async fn forget(store: &Store, name: PictureName, now: Timestamp) -> Result<bool> {
    let cx = store.cx(Actor::clock(), now, "pictures");
    cx.run(Forget(name)).await
}

struct Forget(PictureName);

impl UseCase for Forget {
    type Answer = bool;

    async fn run(&self, tx: &Tx) -> Result<bool> {
        let gone = entity::Entity::delete_many()
            .filter(entity::Column::Name.eq(self.0.as_str()))
            .filter(orphaned(tx.now()))
            .exec(&**tx)
            .await?;
        Ok(gone.rows_affected > 0)
    }
}
