//! Redeeming: points and one unit are held together under one code; whoever comes with it gets the unit, and when nobody
//! comes both go back.

use super::settle::warn_of_budget;
use super::{enter_line, keeps_some_shop, redemption, reward, shop, standings, take_one};
use crate::db::{Cx, Tx, UseCase};
use crate::error::{Error, Result};
use crate::person::{account, signed_in, volunteer};
use crate::pictures;
use crate::points::{HELD, Transfer, account_of, locked_balance, look_again, transfer};
use crate::rules;
use domain::access::{Action, Standings};
use domain::ids::RedemptionId;
use domain::points::Rule;
use domain::rules::Number;
use domain::shop::{
    CancelForm, HandOutForm, Message, PickUpView, RedeemForm, State, StockMove, Wish, as_shown,
    code_of, in_time, parse_code, step, within_limit,
};
use domain::time::DAY;
use domain::{Code, Refusal};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Select, Set,
};

/// Holds a reward of a shop for the points it costs, if it still costs what was shown; returns the redemption.
pub async fn redeem(cx: &Cx, form: RedeemForm) -> Result<RedemptionId> {
    signed_in(&cx.actor)?;
    cx.once(form.request_id.clone(), Redeem(form)).await
}

struct Redeem(RedeemForm);

impl UseCase for Redeem {
    type Answer = RedemptionId;

    async fn run(&self, tx: &Tx) -> Result<RedemptionId> {
        Standings::of(tx.actor()).demand(Action::REDEEM, Action::REDEEM)?;
        let me = tx.actor().volunteer.ok_or(Code::VOLUNTEERS_ONLY)?;
        let Wish {
            reward: id,
            shop,
            shown,
        } = self.0.read()?;
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
        let had = redemption::Entity::of(me)
            .filter(redemption::Column::RewardId.eq(id))
            .filter(redemption::Column::State.is_in([State::Held, State::PickedUp]))
            .filter(redemption::Column::At.gt(tx.now().plus(-reward.per_days * DAY)))
            .count(&**tx)
            .await?;
        within_limit(had as i64, reward.per_person)?;
        take_one(tx, (shop, id)).await?;
        let numbers = rules::numbers(&tx.cx, &**tx).await?;
        let days = numbers.at(Number::HeldDays, tx.now());
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
            until_at: Set(tx.now().plus(days * DAY)),
            settled_at: Set(None),
            settled_by: Set(None),
            ..Default::default()
        };
        let row = row.insert(&**tx).await?;
        let award = format!("{}:{}", Rule::Redemption, row.id);
        let moved = Transfer {
            from: account_of(me),
            to: HELD,
            words: reward.title,
            ..Transfer::to(me, Rule::Redemption, award, row.points)
        };
        transfer(tx, moved).await?;
        tx.audit(Action::REDEEM, format!("redemption:{}", row.id));
        Ok(row.id)
    }
}

async fn locked(tx: &Tx, id: RedemptionId) -> Result<redemption::Model> {
    let row = redemption::Entity::find_by_id(id)
        .lock_exclusive()
        .one(&**tx)
        .await?;
    Ok(row.ok_or(Code::NOT_FOUND)?)
}

/// Calls off one's own redemption: points and unit go back.
pub async fn cancel(cx: &Cx, form: CancelForm) -> Result<()> {
    signed_in(&cx.actor)?;
    let cancel = Cancel(form.read()?);
    cx.once(form.request_id, cancel).await
}

struct Cancel(RedemptionId);

impl UseCase for Cancel {
    type Answer = ();

    fn about(&self) -> String {
        self.0.to_string()
    }

    async fn run(&self, tx: &Tx) -> Result<()> {
        let row = locked(tx, self.0).await?;
        if tx.actor().volunteer != Some(row.volunteer_id) {
            return Err(Code::NOT_FOUND.into());
        }
        give_back(tx, row, Action::CANCEL_REDEMPTION).await
    }
}

/// Gives points and unit back, for an action that the table opens.
async fn give_back(tx: &Tx, row: redemption::Model, action: Action) -> Result<()> {
    Standings::of(tx.actor()).demand(action, action)?;
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

fn no_such_code() -> Error {
    Refusal::field("code", Code::NO_SUCH_CODE).into()
}

/// The redemption that was found by its code, and its shop, for who keeps that; for anybody else there is no such code.
async fn opened(
    cx: &Cx,
    books: &impl ConnectionTrait,
    found: Select<redemption::Entity>,
) -> Result<(redemption::Model, shop::Model)> {
    let row = found.one(books).await?.ok_or_else(no_such_code)?;
    let shop = shop::Entity::find_by_id(row.shop_id)
        .one(books)
        .await?
        .ok_or_else(no_such_code)?;
    if standings(cx, shop.org_id)?.may(Action::HAND_OUT) {
        Ok((row, shop))
    } else {
        Err(no_such_code())
    }
}

/// What a code opens, for the keeper of its shop.
pub async fn pick_up(cx: &Cx, code: &str) -> Result<PickUpView> {
    keeps_some_shop(cx)?;
    let code = parse_code(code).map_err(|fault| Refusal::field("code", fault))?;
    let (row, _) = opened(cx, cx.read(), redemption::Entity::under(&code)).await?;
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
pub async fn hand_out(cx: &Cx, form: HandOutForm) -> Result<()> {
    keeps_some_shop(cx)?;
    let hand_out = HandOut { code: form.read()? };
    cx.once(form.request_id, hand_out).await
}

struct HandOut {
    code: String,
}

impl UseCase for HandOut {
    type Answer = ();

    fn about(&self) -> String {
        self.code.clone()
    }

    async fn run(&self, tx: &Tx) -> Result<()> {
        let held = redemption::Entity::under(&self.code).lock_exclusive();
        let (row, shop) = opened(&tx.cx, &**tx, held).await?;
        if tx.actor().volunteer == Some(row.volunteer_id) {
            return Err(Code::OWN_REWARD.into());
        }
        let to = step(row.state, Action::HAND_OUT)?;
        in_time(row.until_at, tx.now())?;
        let id = row.id;
        let award = format!("{}:{id}", Rule::PickedUp);
        let moved = Transfer {
            from: HELD,
            ..Transfer::back(row.volunteer_id, Rule::PickedUp, award, row.points)
        };
        transfer(tx, moved).await?;
        let points = row.points;
        settle(tx, row, to).await?;
        warn_of_budget(tx, &shop, points).await?;
        tx.audit(Action::HAND_OUT, format!("redemption:{id}"));
        Ok(())
    }
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
        match cx.run(Expire(id)).await {
            Ok(()) => done += 1,
            // Picked up in the meantime.
            Err(Error::Refused(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(done)
}

struct Expire(RedemptionId);

impl UseCase for Expire {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let row = locked(tx, self.0).await?;
        give_back(tx, row, Action::EXPIRE_REDEMPTION).await
    }
}
