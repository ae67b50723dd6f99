//! Redeeming: points and one unit are held together under one code; whoever comes with it gets the unit, and when nobody
//! comes both go back.

use super::settle::warn_of_budget;
use super::{enter_line, kept, redemption, reward, shop, standings, take_one};
use crate::account::{account, signed_in, volunteer};
use crate::db::{Cx, Tx};
use crate::error::{Error, Result};
use crate::pictures;
use crate::points::{HELD, Transfer, account_of, locked_balance, look_again, transfer};
use domain::access::{Action, Standings};
use domain::ids::{RedemptionId, RewardId, ShopId};
use domain::points::Rule;
use domain::shop::Message;
use domain::shop::{
    HELD_FOR, PickUpView, State, StockMove, as_shown, code_of, in_time, parse_code, step,
    within_limit,
};
use domain::time::DAY;
use domain::{Code, Refusal};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Set,
};

/// Holds a reward of a shop for the points it costs, if it still costs what was shown; returns the redemption.
pub async fn redeem(
    cx: &Cx,
    request_id: &str,
    reward: RewardId,
    shop: ShopId,
    shown: Option<i64>,
) -> Result<RedemptionId> {
    signed_in(&cx.actor)?;
    cx.write_once(
        &format!("{request_id}:redeem"),
        (reward, shop, shown),
        |tx, (reward, shop, shown)| Box::pin(hold(tx, *reward, *shop, *shown)),
    )
    .await
}

async fn hold(tx: &Tx, id: RewardId, shop: ShopId, shown: Option<i64>) -> Result<RedemptionId> {
    Standings::of(tx.actor()).demand(Action::REDEEM, Action::REDEEM)?;
    let me = tx.actor().volunteer.ok_or(Code::VOLUNTEERS_ONLY)?;
    let reward = reward::Entity::find_by_id(id)
        .one(&**tx)
        .await?
        .ok_or(Code::NOT_FOUND)?;
    if !reward.open {
        return Err(Code::ITEM_PAUSED.into());
    }
    as_shown(shown, reward.price)?;
    // One's own redemptions wait for one another, so that the limit and the balance are counted once.
    let balance = locked_balance(tx, me).await?;
    if balance < reward.price {
        return Err(Code::NOT_ENOUGH_POINTS.into());
    }
    let had = redemption::Entity::find()
        .filter(redemption::Column::VolunteerId.eq(me))
        .filter(redemption::Column::RewardId.eq(id))
        .filter(redemption::Column::State.is_in([State::Held, State::PickedUp]))
        .filter(redemption::Column::At.gt(tx.now().plus(-reward.per_days * DAY)))
        .count(&**tx)
        .await?;
    within_limit(had as i64, reward.per_person)?;
    take_one(tx, (shop, id)).await?;
    let row = redemption::ActiveModel {
        code: Set(code_of(crate::crypt::random())),
        volunteer_id: Set(me),
        shop_id: Set(shop),
        reward_id: Set(id),
        title: Set(reward.title.clone()),
        sponsor: Set(reward.sponsor),
        points: Set(reward.price),
        state: Set(State::Held),
        at: Set(tx.now()),
        until_at: Set(tx.now().plus(HELD_FOR)),
        settled_at: Set(None),
        settled_by: Set(None),
        ..Default::default()
    };
    let row = row.insert(&**tx).await?;
    let moved = Transfer {
        from: account_of(me),
        to: HELD,
        words: reward.title,
        ..Transfer::to(
            me,
            Rule::Redemption,
            format!("{}:{}", Rule::Redemption, row.id),
            row.points,
        )
    };
    transfer(tx, moved).await?;
    tx.audit(Action::REDEEM, format!("redemption:{}", row.id));
    Ok(row.id)
}

async fn locked(tx: &Tx, id: RedemptionId) -> Result<redemption::Model> {
    let row = redemption::Entity::find_by_id(id)
        .lock_exclusive()
        .one(&**tx)
        .await?;
    Ok(row.ok_or(Code::NOT_FOUND)?)
}

/// Calls off one's own redemption: points and unit go back.
pub async fn cancel(cx: &Cx, request_id: &str, id: RedemptionId) -> Result<()> {
    signed_in(&cx.actor)?;
    cx.write_once(&format!("{request_id}:cancel:{id}"), id, |tx, id| {
        Box::pin(async move {
            let row = locked(tx, *id).await?;
            if tx.actor().volunteer != Some(row.volunteer_id) {
                return Err(Code::NOT_FOUND.into());
            }
            Standings::of(tx.actor())
                .demand(Action::CANCEL_REDEMPTION, Action::CANCEL_REDEMPTION)?;
            give_back(tx, row, Action::CANCEL_REDEMPTION).await
        })
    })
    .await
}

/// Gives points and unit back.
async fn give_back(tx: &Tx, row: redemption::Model, action: Action) -> Result<()> {
    let to = step(row.state, action)?;
    let id = row.id;
    let title = row.title.clone();
    enter_line(tx, (row.shop_id, row.reward_id), 1, StockMove::Returned).await?;
    let moved = Transfer {
        from: HELD,
        words: title.clone(),
        ..Transfer::to(
            row.volunteer_id,
            Rule::Returned,
            format!("{}:{id}", Rule::Returned),
            row.points,
        )
    };
    transfer(tx, moved).await?;
    if to == State::Expired {
        let person = volunteer::Entity::find_by_id(row.volunteer_id)
            .one(&**tx)
            .await?;
        if let Some(person) = person {
            let points = row.points;
            tx.tell(
                person.account_id,
                &Message::RedemptionExpired { title, points },
            );
        }
    }
    let volunteer = row.volunteer_id;
    settle(tx, row, to).await?;
    tx.audit(action, format!("redemption:{id}"));
    look_again(tx, volunteer, format!("{}:{id}", Rule::Returned)).await
}

async fn settle(tx: &Tx, row: redemption::Model, to: State) -> Result<()> {
    let mut change = row.into_active_model();
    change.state = Set(to);
    change.settled_at = Set(Some(tx.now()));
    change.settled_by = Set(tx.actor().account);
    change.update(&**tx).await?;
    Ok(())
}

/// For whoever keeps no shop there is no counter.
fn keeps_some_shop(cx: &Cx) -> Result<()> {
    signed_in(&cx.actor)?;
    match kept(&cx.actor).next() {
        Some(_) => Ok(()),
        None => Err(Code::NOT_FOUND.into()),
    }
}

fn no_such_code() -> Error {
    Refusal::field("code", Code::NO_SUCH_CODE).into()
}

/// What a code opens, for the keeper of its shop; for anybody else there is no such code.
pub async fn pick_up(cx: &Cx, code: &str) -> Result<PickUpView> {
    keeps_some_shop(cx)?;
    let code = parse_code(code).map_err(|fault| Refusal::field("code", fault))?;
    let row = redemption::Entity::find()
        .filter(redemption::Column::Code.eq(&code))
        .one(cx.read())
        .await?
        .ok_or_else(no_such_code)?;
    let shop = shop::Entity::find_by_id(row.shop_id)
        .one(cx.read())
        .await?
        .ok_or_else(no_such_code)?;
    if !standings(cx, shop.org_id)?.may(Action::HAND_OUT) {
        return Err(no_such_code());
    }
    let person = volunteer::Entity::find_by_id(row.volunteer_id)
        .one(cx.read())
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let account = account::Entity::find_by_id(person.account_id)
        .one(cx.read())
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let pictures = pictures::shown(cx, &super::pictured(row.reward_id)).await?;
    Ok(PickUpView {
        code,
        state: match row.state {
            State::Held if in_time(row.until_at, cx.now).is_err() => State::Expired,
            state => state,
        },
        who: account.masked,
        title: row.title,
        picture: pictures.into_iter().next(),
        until: row.until_at,
        settled_at: row.settled_at,
    })
}

/// Hands a held reward out. Of two keepers with one code one succeeds.
pub async fn hand_out(cx: &Cx, request_id: &str, code: &str) -> Result<()> {
    keeps_some_shop(cx)?;
    let code = parse_code(code).map_err(|fault| Refusal::field("code", fault))?;
    cx.write_once(
        &format!("{request_id}:hand_out:{code}"),
        code,
        |tx, code| Box::pin(give(tx, code)),
    )
    .await
}

async fn give(tx: &Tx, code: &str) -> Result<()> {
    let row = redemption::Entity::find()
        .filter(redemption::Column::Code.eq(code))
        .lock_exclusive()
        .one(&**tx)
        .await?
        .ok_or_else(no_such_code)?;
    let shop = shop::Entity::find_by_id(row.shop_id)
        .one(&**tx)
        .await?
        .ok_or_else(no_such_code)?;
    if !standings(&tx.cx, shop.org_id)?.may(Action::HAND_OUT) {
        return Err(no_such_code());
    }
    if tx.actor().volunteer == Some(row.volunteer_id) {
        return Err(Code::OWN_REWARD.into());
    }
    let to = step(row.state, Action::HAND_OUT)?;
    in_time(row.until_at, tx.now())?;
    let id = row.id;
    let moved = Transfer {
        from: HELD,
        ..Transfer::back(
            row.volunteer_id,
            Rule::PickedUp,
            format!("{}:{id}", Rule::PickedUp),
            row.points,
        )
    };
    transfer(tx, moved).await?;
    let points = row.points;
    settle(tx, row, to).await?;
    warn_of_budget(tx, &shop, points).await?;
    tx.audit(Action::HAND_OUT, format!("redemption:{id}"));
    Ok(())
}

/// Redemptions that one tick lets expire.
const A_TICK: u64 = 200;

/// Lets what nobody picked up in time go back, and says how many those were.
pub(crate) async fn tick(cx: &Cx) -> Result<usize> {
    let due: Vec<RedemptionId> = redemption::Entity::find()
        .select_only()
        .column(redemption::Column::Id)
        .filter(redemption::Column::State.eq(State::Held))
        .filter(redemption::Column::UntilAt.lte(cx.now))
        .order_by_asc(redemption::Column::UntilAt)
        .limit(A_TICK)
        .into_tuple()
        .all(cx.read())
        .await?;
    let mut done = 0;
    for id in due {
        let expired = cx
            .write(id, |tx, id| {
                Box::pin(async move {
                    Standings::of(tx.actor())
                        .demand(Action::EXPIRE_REDEMPTION, Action::EXPIRE_REDEMPTION)?;
                    let row = locked(tx, *id).await?;
                    give_back(tx, row, Action::EXPIRE_REDEMPTION).await
                })
            })
            .await;
        match expired {
            Ok(()) => done += 1,
            // Picked up in the meantime.
            Err(Error::Refused(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(done)
}
