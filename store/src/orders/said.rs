//! What was said of services: taken down by the desk and shown again, with what waits to be looked at.

use super::entity::rating_event;
use super::{entity, served_among, served_on, standings, topic};
use crate::catalog::rating;
use crate::db::{Cx, Tx, UseCase};
use crate::error::{Error, Result};
use crate::orgs::in_subtrees;
use crate::page::{first_page, page};
use domain::Code;
use domain::access::{Action, Standings};
use domain::account::set_of;
use domain::actor::Actor;
use domain::ids::RatingId;
use domain::orders::{Message, RatingView, SaidAtDesk, SaidView, WordsForm, WordsState};
use domain::page::Page;
use sea_orm::sea_query::{Expr, ExprTrait, Order};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, JoinType,
    QueryFilter, QueryOrder, QuerySelect, SelectTwo, Set,
};

/// Takes words of a rating down. Its stars go on counting.
pub async fn hide_words(cx: &Cx, form: WordsForm) -> Result<()> {
    cx.once(form.request_id.clone(), HideWords(form)).await
}

struct HideWords(WordsForm);

impl UseCase for HideWords {
    type Answer = ();

    fn about(&self) -> String {
        self.0.rating.clone()
    }

    async fn run(&self, tx: &Tx) -> Result<()> {
        let (order, reason) = decide(tx, &self.0, Action::HIDE_WORDS).await?;
        let message = Message::WordsHidden {
            no: order.no,
            title: order.title,
            reason,
        };
        tx.tell(order.requester_id, &message);
        Ok(())
    }
}

/// Shows words of a rating: again, or once somebody has looked at them.
pub async fn show_words(cx: &Cx, form: WordsForm) -> Result<()> {
    cx.once(form.request_id.clone(), ShowWords(form)).await
}

struct ShowWords(WordsForm);

impl UseCase for ShowWords {
    type Answer = ();

    fn about(&self) -> String {
        self.0.rating.clone()
    }

    async fn run(&self, tx: &Tx) -> Result<()> {
        let (order, _) = decide(tx, &self.0, Action::SHOW_WORDS).await?;
        let message = Message::WordsShown {
            no: order.no,
            title: order.title,
        };
        tx.tell(order.requester_id, &message);
        Ok(())
    }
}

/// Decides on words that are locked for the rest of the transaction, and leaves event and audit behind.
async fn decide(tx: &Tx, form: &WordsForm, action: Action) -> Result<(entity::Model, String)> {
    let row = rating::Entity::find_by_id(form.rating()?)
        .filter(rating::Column::Words.ne(""))
        .lock_exclusive()
        .one(&**tx)
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let order = entity::Entity::find_by_id(row.order_id)
        .one(&**tx)
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let standings = standings(&tx.cx, &**tx, &order).await?;
    standings.demand(action, Action::VIEW_ORDER)?;
    if is_own(&**tx, tx.actor(), &order).await? {
        return Err(Code::OWN_WORDS.into());
    }
    let to = row.words_state.step(action)?;
    let reason = form.read(row.words_state, action)?;
    let id = row.id;
    let mut changed = row.into_active_model();
    changed.words_state = Set(to);
    changed.update(&**tx).await?;
    tx.append(rating_event::ActiveModel {
        rating_id: Set(id),
        at: Set(tx.now()),
        action: Set(action),
        to_state: Set(to),
        standing: Set(standings.name_for(action)),
        account_id: Set(crate::person::signed_in(tx.actor())?),
        reason: Set(tx.key().seal(reason.as_bytes())),
        ..Default::default()
    });
    tx.audit(action, format!("rating:{id}"));
    tx.announce(topic(&order.no));
    Ok((order, reason))
}

/// Whether somebody asked for the service themselves, or took part in it: the words are theirs, or about them.
async fn is_own(db: &impl ConnectionTrait, actor: &Actor, order: &entity::Model) -> Result<bool> {
    Ok(actor.account == Some(order.requester_id) || served_on(db, actor, order).await?)
}

/// The last reason that was given for each of these ratings.
async fn reasons(cx: &Cx, ratings: &[RatingId]) -> Result<Vec<(RatingId, String)>> {
    if ratings.is_empty() {
        return Ok(Vec::new());
    }
    let told = rating_event::Entity::find()
        .filter(rating_event::Column::RatingId.is_in(ratings.iter().copied()))
        .order_by_desc(rating_event::Column::Id)
        .all(cx.read())
        .await?;
    let mut last: Vec<(RatingId, String)> = Vec::new();
    for event in told {
        if last.iter().any(|(known, _)| *known == event.rating_id) {
            continue;
        }
        let words = cx.store.key.open(&event.reason, "reason")?;
        let words = String::from_utf8(words).map_err(|_| Error::Unreadable("reason"))?;
        last.push((event.rating_id, words));
    }
    Ok(last)
}

/// The latest rating of an order, as somebody sees it who is this to the order.
pub(super) async fn rated(
    cx: &Cx,
    order: &entity::Model,
    (asks, standings): (bool, &Standings),
) -> Result<Option<RatingView>> {
    let found = rating::Entity::find()
        .filter(rating::Column::OrderId.eq(order.id))
        .order_by_desc(rating::Column::Round)
        .one(cx.read())
        .await?;
    let Some(row) = found else { return Ok(None) };
    let shown = row.words_state == WordsState::Shown;
    let knows = shown || asks || standings.may(Action::SHOW_WORDS);
    let because = if knows && row.words_state == WordsState::Hidden {
        reasons(cx, &[row.id]).await?.pop()
    } else {
        None
    };
    Ok(Some(RatingView {
        stars: row.stars,
        tags: set_of(&row.tags).unwrap_or_default(),
        words: if knows { row.words } else { String::new() },
        state: if knows {
            row.words_state
        } else {
            WordsState::Shown
        },
        because: because.map(|(_, words)| words).unwrap_or_default(),
    }))
}

/// What was said of services in one's part of the county: what waits to be looked at, and behind it everything else. Who does not
/// decide on it sees what everybody sees.
pub async fn said(cx: &Cx, key: Option<&str>) -> Result<SaidAtDesk> {
    let paths = crate::desk::paths(&cx.actor)?;
    let within = || in_subtrees(rating::Column::Path, &paths);
    let waiting = match key.unwrap_or_default() {
        "" => {
            let waits = Expr::Constant(WordsState::Waits.into());
            let oldest = with_orders()
                .filter(within())
                .filter(rating::Column::WordsState.into_expr().eq(waits))
                .order_by_asc(rating::Column::Id);
            first_page(cx, oldest, |(row, _): &Said| row.id.to_string()).await?
        }
        _ => Page::default(),
    };
    let others = with_orders()
        .filter(within())
        .filter(
            rating::Column::Words
                .into_expr()
                .ne(Expr::Constant("".into())),
        )
        .filter(rating::Column::WordsState.ne(WordsState::Waits));
    let order = (rating::Column::Id, Order::Desc);
    let page = page(cx, others, order, key, |(row, _)| row.id.0).await?;
    Ok(SaidAtDesk {
        waiting: views(cx, waiting.rows).await?,
        page: Page {
            rows: views(cx, page.rows).await?,
            next: page.next,
        },
        request_id: cx.form_id(),
    })
}

/// A rating with its order.
type Said = (rating::Model, Option<entity::Model>);

fn with_orders() -> SelectTwo<rating::Entity, entity::Entity> {
    rating::Entity::find()
        .join(
            JoinType::InnerJoin,
            rating::Entity::belongs_to(entity::Entity)
                .from(rating::Column::OrderId)
                .to(entity::Column::Id)
                .into(),
        )
        .select_also(entity::Entity)
}

async fn views(cx: &Cx, rows: Vec<Said>) -> Result<Vec<SaidView>> {
    let ids: Vec<RatingId> = rows.iter().map(|(row, _)| row.id).collect();
    let reasons = reasons(cx, &ids).await?;
    let orders = rows.iter().filter_map(|(_, order)| order.as_ref());
    let served = served_among(cx.read(), &cx.actor, orders).await?;
    let mut views = Vec::new();
    for (row, order) in rows {
        let Some(order) = order else { continue };
        let action = match row.words_state {
            WordsState::Shown => Action::HIDE_WORDS,
            WordsState::Waits | WordsState::Hidden => Action::SHOW_WORDS,
        };
        let decides = Standings::at(&cx.actor, &order.path).may(action);
        if !decides && row.words_state != WordsState::Shown {
            continue;
        }
        let because = reasons.iter().find(|(known, _)| *known == row.id);
        views.push(SaidView {
            may: decides
                && cx.actor.account != Some(order.requester_id)
                && !served.contains(&order.id),
            place: cx.store.orgs.place_name(&order.path),
            because: because
                .filter(|_| decides)
                .map(|(_, words)| words.clone())
                .unwrap_or_default(),
            id: row.id,
            no: order.no,
            title: order.title,
            at: row.at,
            stars: row.stars,
            words: row.words,
            state: row.words_state,
        });
    }
    Ok(views)
}
