//! Grants and deductions: one staff member asks, another decides.

use super::{Transfer, locked_balance, transfer};
use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::page::page;
use crate::person::{account, name_at_desk, signed_in, village, volunteer};
use domain::access::{Action, Standings};
use domain::ids::{AccountId, PointsRequestId};
use domain::orgs::OrgPath;
use domain::page::Page;
use domain::points::{
    DecideForm, Message, NewRequest, RequestForm, RequestView, Rule, Verdict, decides,
};
use domain::{Code, Refusal};
use sea_orm::sea_query::Order;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, JoinType, QueryFilter,
    QuerySelect, SelectTwo, Set,
};

pub(crate) mod entity {
    use domain::ids::{AccountId, PointsRequestId, VolunteerId};
    use domain::points::Verdict;
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "points_request")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: PointsRequestId,
        pub volunteer_id: VolunteerId,
        pub amount: i64,
        pub words: String,
        pub asked_by: AccountId,
        pub asked_at: Timestamp,
        pub decided_by: Option<AccountId>,
        pub decided_at: Option<Timestamp>,
        pub verdict: Option<Verdict>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

impl entity::Entity {
    /// Requests about the volunteers who live in these subtrees, with them.
    fn at_desk(cx: &Cx, subtrees: &[OrgPath]) -> SelectTwo<Self, volunteer::Entity> {
        let villages = cx.store.orgs.within(subtrees).map(|org| org.id);
        Self::find()
            .join_rev(
                JoinType::InnerJoin,
                volunteer::Entity::belongs_to(Self)
                    .from(volunteer::Column::Id)
                    .to(entity::Column::VolunteerId)
                    .into(),
            )
            .select_also(volunteer::Entity)
            .filter(volunteer::Column::VillageId.is_in(villages))
    }
}

/// What somebody is to a volunteer's points: staff of the place where they live.
fn standings(cx: &Cx, person: &volunteer::Model) -> Result<Standings> {
    Ok(Standings::at(&cx.actor, &village(cx, person)?))
}

/// Asks for points to be granted or taken back.
pub async fn ask(cx: &Cx, form: RequestForm) -> Result<PointsRequestId> {
    crate::desk::paths(&cx.actor)?;
    let ask = Ask(form.read()?);
    cx.once(form.request_id, ask).await
}

struct Ask(NewRequest);

impl UseCase for Ask {
    type Answer = PointsRequestId;

    async fn run(&self, tx: &Tx) -> Result<PointsRequestId> {
        let NewRequest { no, amount, words } = &self.0;
        let unknown = || Refusal::field("no", Code::NO_SUCH_VOLUNTEER);
        let person = volunteer::Entity::find()
            .filter(volunteer::Column::No.eq(no))
            .one(&**tx)
            .await?
            .ok_or_else(unknown)?;
        // Whoever lives elsewhere does not exist for this desk.
        if !standings(&tx.cx, &person)?.may(Action::ASK_POINTS) {
            return Err(unknown().into());
        }
        let asked_by = signed_in(tx.actor())?;
        if person.account_id == asked_by {
            return Err(Refusal::field("no", Code::OWN_POINTS).into());
        }
        let row = entity::ActiveModel {
            volunteer_id: Set(person.id),
            amount: Set(*amount),
            words: Set(words.clone()),
            asked_by: Set(asked_by),
            asked_at: Set(tx.now()),
            decided_by: Set(None),
            decided_at: Set(None),
            verdict: Set(None),
            ..Default::default()
        };
        let id = row.insert(&**tx).await?.id;
        tx.audit(Action::ASK_POINTS, format!("points_request:{id}"));
        Ok(id)
    }
}

/// Decides on what somebody else has asked for; what is approved is posted in the same transaction.
pub async fn decide(cx: &Cx, form: DecideForm) -> Result<()> {
    signed_in(&cx.actor)?;
    cx.once(form.request_id.clone(), Decide(form)).await
}

struct Decide(DecideForm);

impl UseCase for Decide {
    type Answer = ();

    fn about(&self) -> String {
        self.0.id.clone()
    }

    async fn run(&self, tx: &Tx) -> Result<()> {
        let id = self.0.request()?;
        let row = entity::Entity::find_by_id(id)
            .lock_exclusive()
            .one(&**tx)
            .await?
            .ok_or(Code::NOT_FOUND)?;
        let person = volunteer::Entity::find_by_id(row.volunteer_id)
            .one(&**tx)
            .await?
            .ok_or(Code::NOT_FOUND)?;
        standings(&tx.cx, &person)?.demand(Action::DECIDE_POINTS, Action::DECIDE_POINTS)?;
        let verdict = self.0.read()?;
        let me = signed_in(tx.actor())?;
        decides(
            row.asked_by == me,
            person.account_id == me,
            row.verdict.is_some(),
        )?;
        if verdict == Verdict::Approve {
            post(tx, &row, &person).await?;
        }
        let mut change = row.into_active_model();
        change.decided_by = Set(Some(me));
        change.decided_at = Set(Some(tx.now()));
        change.verdict = Set(Some(verdict));
        change.update(&**tx).await?;
        tx.audit(
            Action::DECIDE_POINTS,
            format!("points_request:{id}:{verdict}"),
        );
        Ok(())
    }
}

async fn post(tx: &Tx, row: &entity::Model, person: &volunteer::Model) -> Result<()> {
    let (award, points) = (format!("request:{}", row.id), row.amount.abs());
    let moved = if row.amount > 0 {
        Transfer::to(person.id, Rule::Grant, award, points)
    } else {
        if locked_balance(tx, person.id).await? < points {
            return Err(Code::NOT_ENOUGH_POINTS.into());
        }
        Transfer::back(person.id, Rule::Deduction, award, points)
    };
    let words = row.words.clone();
    transfer(tx, Transfer { words, ..moved }).await?;
    let message = Message::PointsDecided {
        points: row.amount,
        reason: row.words.clone(),
    };
    tx.tell(person.account_id, &message);
    Ok(())
}

/// What waits for a decision, the oldest first: of the volunteers of one's subtree.
pub async fn requests(cx: &Cx, key: Option<&str>) -> Result<Page<RequestView>> {
    let paths = crate::desk::paths(&cx.actor)?;
    let me = signed_in(&cx.actor)?;
    let waiting = entity::Entity::at_desk(cx, &paths).filter(entity::Column::Verdict.is_null());
    let page = page(
        cx,
        waiting,
        (entity::Column::Id, Order::Asc),
        key,
        |(row, _)| row.id.0,
    )
    .await?;
    let people: Vec<AccountId> = page
        .rows
        .iter()
        .flat_map(|(row, person)| {
            [
                Some(row.asked_by),
                person.as_ref().map(|person| person.account_id),
            ]
        })
        .flatten()
        .collect();
    let accounts = account::Entity::find()
        .filter(account::Column::Id.is_in(people))
        .all(cx.read())
        .await?;
    let name = |id: AccountId, place: &OrgPath| {
        let account = accounts.iter().find(|account| account.id == id);
        account.map_or(Ok(String::new()), |account| {
            name_at_desk(cx, account, place)
        })
    };
    let mut views = Vec::new();
    for (row, person) in page.rows {
        let Some(person) = person else { continue };
        let place = village(cx, &person)?;
        views.push(RequestView {
            id: row.id,
            name: name(person.account_id, &place)?,
            no: person.no.clone(),
            amount: row.amount,
            words: row.words,
            asked_by: name(row.asked_by, &place)?,
            asked_at: row.asked_at,
            mine: standings(cx, &person)?.may(Action::DECIDE_POINTS)
                && decides(row.asked_by == me, person.account_id == me, false).is_ok(),
        });
    }
    Ok(Page {
        rows: views,
        next: page.next,
    })
}
