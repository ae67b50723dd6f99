//! Placing an order.

use super::{entity, event, windows};
use crate::catalog::{self, item};
use crate::crypt::{random, token};
use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::notify::Sms;
use crate::orgs;
use crate::person::{account, one_after_the_other, open_name, open_phone, signed_in};
use crate::rules;
use domain::access::{Action, Standing, Standings};
use domain::ids::{AccountId, ItemId};
use domain::orders::{
    HORIZON_DAYS, Message, NewOrder, NewOrderView, PlaceForm, Repeatable, State, in_time, order_no,
    parse_order_no,
};
use domain::orgs::{OrgView, Tier};
use domain::rules::Number;
use domain::time::{DAY, HOUR, Timestamp};
use domain::{Code, Refusal};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};

/// What the order form starts from: the service, and the answers given last time. Like an earlier order of one's own, it starts
/// from all that was said there.
pub async fn new_order(
    cx: &Cx,
    id: ItemId,
    like: Option<&str>,
    english: bool,
) -> Result<NewOrderView> {
    let me = signed_in(&cx.actor)?;
    let row = item::Entity::find_by_id(id)
        .one(cx.read())
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let area = cx
        .store
        .orgs
        .get(row.area_id)
        .map(|org| org.path.clone())
        .unwrap_or_default();
    let account = account::Entity::find_by_id(me)
        .one(cx.read())
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let mine = entity::Entity::find().filter(entity::Column::RequesterId.eq(me));
    let mine = match like {
        Some(no) => mine.filter(entity::Column::No.eq(parse_order_no(no)?)),
        None => mine
            .filter(entity::Column::Consent.is_null())
            .order_by_desc(entity::Column::Id),
    };
    let last = mine.one(cx.read()).await?;
    let mut form = PlaceForm {
        request_id: cx.form_id(),
        item: id.to_string(),
        phone: open_phone(&cx.store.key, &account.phone)?
            .as_str()
            .to_owned(),
        ..PlaceForm::default()
    };
    if let Some(sealed) = &account.name {
        open_name(&cx.store.key, sealed)?
            .as_str()
            .clone_into(&mut form.name);
    }
    if let Some(last) = last {
        let contact: domain::orders::Contact = cx.store.key.open_json(&last.contact, "contact")?;
        contact.name.as_str().clone_into(&mut form.name);
        contact.phone.as_str().clone_into(&mut form.phone);
        if area.holds(&last.path) {
            form.address = contact.address;
            form.village = last.village_id.to_string();
            let town = cx
                .store
                .orgs
                .get(last.village_id)
                .and_then(|org| org.parent_id);
            form.town = town.map(|org| org.to_string()).unwrap_or_default();
        }
        if like.is_some() {
            form.note = contact.note;
            // That somebody agreed is asked anew each time.
            form.on_behalf = last.consent.map(|_| "on".to_owned()).unwrap_or_default();
            let when = windows(&last).first().copied();
            if let Some((day, part)) = when.and_then(|when| when.again(row.lead_hours, cx.now)) {
                form.day1 = day.to_string();
                form.part1 = part.to_string();
            }
        }
    }
    let ready = like.is_some()
        && form.on_behalf.is_empty()
        && !form.day1.is_empty()
        && !form.address.is_empty();
    Ok(NewOrderView {
        ready,
        item: catalog::item_card(cx, &row, english).await?,
        lead_hours: row.lead_hours,
        risk: row.risk,
        earliest: cx.now.plus(row.lead_hours * HOUR).date().to_string(),
        latest: cx.now.date().plus_days(HORIZON_DAYS).to_string(),
        places: cx.store.orgs.places(&area),
        form,
    })
}

/// The latest order of one's own that was served and can be ordered again as it was.
pub async fn repeatable(cx: &Cx) -> Result<Option<Repeatable>> {
    let Some(me) = cx.actor.account else {
        return Ok(None);
    };
    let served = [State::Delivered, State::Rated, State::AutoClosed];
    let found = entity::Entity::find()
        .filter(entity::Column::RequesterId.eq(me))
        .filter(entity::Column::State.is_in(served))
        .order_by_desc(entity::Column::Id)
        .one(cx.read())
        .await?;
    let Some(order) = found else { return Ok(None) };
    let service = item::Entity::find_by_id(order.item_id)
        .filter(item::Column::Open.eq(true))
        .one(cx.read())
        .await?;
    Ok(service.map(|service| Repeatable {
        no: order.no,
        item: service.id,
        title: service.title,
    }))
}

/// The station of the place that one ordered for last.
pub async fn own_station(cx: &Cx) -> Result<Option<OrgView>> {
    let me = signed_in(&cx.actor)?;
    let last = entity::Entity::find()
        .filter(entity::Column::RequesterId.eq(me))
        .order_by_desc(entity::Column::Id)
        .one(cx.read())
        .await?;
    let village = last.and_then(|order| cx.store.orgs.get(order.village_id));
    Ok(village.map(orgs::view))
}

/// Places an order and returns its number.
pub async fn place(cx: &Cx, form: PlaceForm) -> Result<String> {
    signed_in(&cx.actor)?;
    let order = form.read(cx.now)?;
    let town = form.town;
    let place = Place { order, town };
    let mut draws = 1;
    loop {
        match cx.once(form.request_id.clone(), place.clone()).await {
            // The number is another order's: the whole order is entered again, under another number.
            Err(error) if error.is_duplicate() && draws < DRAWS => draws += 1,
            placed => return placed,
        }
    }
}

/// How often a number is drawn: with a million orders a year, all of them are taken for one order in a hundred million.
const DRAWS: u32 = 8;

/// Each order sends an SMS to whatever number is on it and waits at a desk: nobody places them without end. A desk orders on
/// behalf of many.
async fn few_today(tx: &Tx, requester: AccountId) -> Result<()> {
    if tx.actor().grants.iter().any(|grant| grant.role.is_staff()) {
        return Ok(());
    }
    let numbers = rules::numbers(&tx.cx, &**tx).await?;
    let most = numbers.at(Number::OrdersADay, tx.now()) as u64;
    if most == 0 {
        return Ok(());
    }
    one_after_the_other(tx, requester).await?;
    let the_one_too_many: Option<Timestamp> = entity::Entity::find()
        .select_only()
        .column(entity::Column::PlacedAt)
        .filter(entity::Column::RequesterId.eq(requester))
        .order_by_desc(entity::Column::Id)
        .offset(most - 1)
        .into_tuple()
        .one(&**tx)
        .await?;
    match the_one_too_many {
        Some(placed) if tx.now().0 - placed.0 < DAY => Err(Code::ORDERS_USED_UP.into()),
        _ => Ok(()),
    }
}

#[derive(Clone)]
struct Place {
    order: NewOrder,
    /// The township that was chosen before the village; empty where the form had no choice of it.
    town: String,
}

impl UseCase for Place {
    type Answer = String;

    async fn run(&self, tx: &Tx) -> Result<String> {
        let (input, town) = (&self.order, self.town.as_str());
        let requester = signed_in(tx.actor())?;
        Standings::of(tx.actor()).demand(Action::SUBMIT, Action::SUBMIT)?;
        let item = item::Entity::find_by_id(input.item)
            .one(&**tx)
            .await?
            .ok_or(Code::NOT_FOUND)?;
        if !item.open {
            return Err(Code::ITEM_PAUSED.into());
        }
        few_today(tx, requester).await?;
        in_time(&input.windows, item.lead_hours, tx.now())?;
        let orgs = &tx.cx.store.orgs;
        let village = orgs
            .get(input.village)
            .filter(|org| org.tier == Tier::Station);
        let village = village.ok_or_else(|| Refusal::field("village", Code::NOT_A_CHOICE))?;
        if !town.is_empty()
            && village
                .parent_id
                .map(|parent| parent.to_string())
                .as_deref()
                != Some(town)
        {
            return Err(Refusal::field("village", Code::VILLAGE_NOT_IN_TOWNSHIP).into());
        }
        if !orgs
            .get(item.area_id)
            .is_some_and(|area| area.path.holds(&village.path))
        {
            return Err(Refusal::field("village", Code::NOT_SERVED_THERE).into());
        }
        let drawn = u32::from_be_bytes(random());
        let order = entity::ActiveModel {
            no: Set(order_no(tx.now().date().ymd().0, drawn)),
            link_key: Set(token::<16>()),
            item_id: Set(item.id),
            category_id: Set(item.category_id),
            title: Set(item.title),
            requester_id: Set(requester),
            village_id: Set(village.id),
            path: Set(village.path.clone()),
            contact: Set(tx.key().seal_json(&input.contact)),
            who: Set(input.contact.name.masked()),
            consent: Set(input.consent),
            windows: Set(serde_json::to_string(&input.windows).unwrap_or_default()),
            state: Set(State::Submitted),
            placed_at: Set(tx.now()),
            report: Set(String::new()),
            reopened: Set(false),
            ..Default::default()
        };
        let order = order.insert(&**tx).await?;
        tx.append(event::ActiveModel {
            order_id: Set(order.id),
            at: Set(tx.now()),
            action: Set(Action::SUBMIT),
            from_state: Set(None),
            to_state: Set(State::Submitted),
            standing: Set(Standing::Requester),
            account_id: Set(Some(requester)),
            team_id: Set(None),
            org_id: Set(None),
            because: Set(None),
            reason: Set(String::new()),
            ..Default::default()
        });
        tx.audit(Action::SUBMIT, format!("order:{}", order.id));
        let placed = Message::OrderPlaced {
            no: order.no.clone(),
            title: order.title.clone(),
        };
        tx.tell(requester, &placed);
        let sms = Sms {
            phone: input.contact.phone.clone(),
            locale: "zh-CN".to_owned(),
            message: placed.into(),
            link: Some(super::link(&order)),
        };
        tx.text(&sms);
        super::tell_desk(
            tx,
            &order,
            &Message::OrderWaits {
                no: order.no.clone(),
                title: order.title.clone(),
            },
        )
        .await?;
        tx.announce(super::topic(&order.no));
        Ok(order.no)
    }
}
