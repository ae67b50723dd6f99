//! 账本公开: each day that is over is closed, its transfers chained and its root published.
//!
//! A line's receipt is a keyed hash over everything that the transfer's row holds, so a row that is changed behind the
//! county's back no longer has its receipt, and `check` names it.

pub(crate) mod check;
mod close;
mod statement;

pub use statement::statement;

use crate::Key;
use crate::db::{Cx, Store};
use crate::error::Result;
use crate::page::first_page;
use crate::points::{HELD, ISSUER, transfer};
use domain::actor::Actor;
use domain::ids::{PointsAccountId, TransferId};
use domain::ledger::{
    Closing, Day, DayView, Found, Line, OpenBooks, Root, first_line, parse_receipt,
};
use domain::points::Owner;
use domain::time::{CountyDate, HOUR, Timestamp};
use domain::{Code, Refusal};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
};
use std::collections::HashMap;

pub(crate) mod line {
    use domain::ids::TransferId;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "ledger_line")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub transfer_id: TransferId,
        pub receipt: String,
        pub hash: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod day {
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "ledger_day")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub day: Timestamp,
        pub transfers: i64,
        pub issued: i64,
        pub returned: i64,
        pub root: Vec<u8>,
        pub closed_at: Timestamp,
        /// Whether its date and figures are in the root: those that were closed before have no such root.
        pub dated: i16,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// How long after midnight a day stays open: a request that came before may still be on its way.
const GRACE: i64 = HOUR;
/// Days that one tick closes.
const A_TICK: usize = 50;

/// A transfer as everybody sees it.
pub(crate) fn line_of(key: &Key, row: &transfer::Model) -> Line {
    line_with(row.receipt(key), row)
}

fn line_with(receipt: String, row: &transfer::Model) -> Line {
    let owner = |account: PointsAccountId| match account {
        ISSUER => Owner::Issuer,
        HELD => Owner::Held,
        _ => Owner::Volunteer,
    };
    Line {
        number: row.id.0,
        day: row.at.date(),
        rule: row.rule,
        amount: row.amount,
        from: owner(row.debit_id),
        to: owner(row.credit_id),
        receipt,
    }
}

impl day::Model {
    pub(crate) fn figures(&self) -> Day {
        Day {
            day: self.day.date(),
            transfers: self.transfers,
            issued: self.issued,
            returned: self.returned,
        }
    }

    pub(crate) fn root(&self) -> Root {
        root(&self.root)
    }

    pub(crate) fn closing(&self) -> Closing {
        if self.dated == 0 {
            Closing::Undated
        } else {
            Closing::Dated
        }
    }

    fn view(&self) -> DayView {
        DayView {
            day: self.figures(),
            root: self.root().to_string(),
        }
    }
}

/// A hash as it is stored; one of another length is none.
pub(crate) fn root(bytes: &[u8]) -> Root {
    Root(bytes.try_into().unwrap_or_default())
}

/// Closes the days that are over, and says how many that were.
pub(crate) async fn tick(cx: &Cx) -> Result<usize> {
    let mut closed = 0;
    while closed < A_TICK {
        let Some(day) = next(cx.read(), last(cx.read()).await?).await? else {
            break;
        };
        if day.plus_days(1).start().plus(GRACE) > cx.now {
            break;
        }
        if !close::close(cx, day).await? {
            break;
        }
        closed += 1;
    }
    Ok(closed)
}

/// Closes all days that are over: for books that were filled at once.
pub async fn catch_up(store: &Store, now: Timestamp) -> Result<()> {
    let cx = store.cx(Actor::clock(), now, "clock");
    while tick(&cx).await? == A_TICK {}
    Ok(())
}

/// The last closed day.
async fn last(books: &impl ConnectionTrait) -> Result<Option<day::Model>> {
    Ok(day::Entity::find()
        .order_by_desc(day::Column::Day)
        .one(books)
        .await?)
}

/// The day that is closed next: the one after the last, or that of the first transfer.
async fn next(
    books: &impl ConnectionTrait,
    last: Option<day::Model>,
) -> Result<Option<CountyDate>> {
    if let Some(last) = last {
        return Ok(Some(last.day.date().plus_days(1)));
    }
    let first = transfer::Entity::find()
        .order_by_asc(transfer::Column::At)
        .one(books)
        .await?;
    Ok(first.map(|row| row.at.date()))
}

/// The transfers of a day, in the order of the chain.
pub(crate) async fn of_day(
    books: &impl ConnectionTrait,
    day: CountyDate,
) -> Result<Vec<transfer::Model>> {
    let mut rows = transfer::Entity::find()
        .filter(transfer::Column::At.gte(day.start()))
        .filter(transfer::Column::At.lt(day.plus_days(1).start()))
        .all(books)
        .await?;
    // Sorted here, so that the database takes the index of the day and not the whole table in the order of its ids.
    rows.sort_by_key(|row| row.id);
    Ok(rows)
}

/// The lines of a day; of one that is being closed, those that it has so far.
pub(crate) async fn lines_of(
    books: &impl ConnectionTrait,
    day: CountyDate,
) -> Result<HashMap<TransferId, line::Model>> {
    let rows = line::Entity::find()
        .join_rev(
            JoinType::InnerJoin,
            transfer::Entity::belongs_to(line::Entity)
                .from(transfer::Column::Id)
                .to(line::Column::TransferId)
                .into(),
        )
        .filter(transfer::Column::At.gte(day.start()))
        .filter(transfer::Column::At.lt(day.plus_days(1).start()))
        .all(books)
        .await?;
    Ok(rows.into_iter().map(|row| (row.transfer_id, row)).collect())
}

/// The open books: closed days, the newest first, and the line that a receipt leads to. For everybody.
pub async fn open_books(cx: &Cx, asked: &str, key: &str) -> Result<OpenBooks> {
    let mut query = day::Entity::find().order_by_desc(day::Column::Day);
    if let Ok(before) = CountyDate::parse(key) {
        query = query.filter(day::Column::Day.lt(before.start()));
    }
    let days = first_page(cx, query, |row| row.day.date().to_string()).await?;
    let mut books = OpenBooks {
        days: days.map(|row| row.view()),
        ..OpenBooks::default()
    };
    if !asked.is_empty() {
        match found(cx, asked).await? {
            Ok(line) => books.found = Some(line),
            Err(code) => books.refused = Some(code),
        }
    }
    Ok(books)
}

async fn found(cx: &Cx, asked: &str) -> Result<std::result::Result<Found, Code>> {
    let receipt = match parse_receipt(asked) {
        Ok(receipt) => receipt,
        Err(code) => return Ok(Err(code)),
    };
    let row = line::Entity::find()
        .filter(line::Column::Receipt.eq(&receipt))
        .one(cx.read())
        .await?;
    let Some(row) = row else {
        return Ok(Err(Code::NO_SUCH_RECEIPT));
    };
    let transfer = transfer::Entity::find_by_id(row.transfer_id)
        .one(cx.read())
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let day = day::Entity::find_by_id(transfer.at.date().start())
        .one(cx.read())
        .await?;
    let Some(day) = day else {
        // The day is being closed, and its root is not published.
        return Ok(Err(Code::NO_SUCH_RECEIPT));
    };
    Ok(Ok(Found {
        line: line_with(receipt, &transfer),
        day: day.view(),
    }))
}

/// Where somebody is in the file that they download.
#[derive(Clone, Debug)]
pub struct Reading {
    next: Option<CountyDate>,
    until: Option<CountyDate>,
    begun: bool,
}

impl Reading {
    /// The whole ledger, or one day of it.
    pub fn of(day: &str) -> Result<Self> {
        let day = if day.is_empty() {
            None
        } else {
            Some(CountyDate::parse(day).map_err(|code| Refusal::field("day", code))?)
        };
        Ok(Self {
            next: day,
            until: day,
            begun: false,
        })
    }

    /// The next closed day as lines of the file, behind the first line; nothing when it is at its end.
    pub async fn read(&mut self, cx: &Cx) -> Result<Option<String>> {
        let mut query = day::Entity::find().order_by_asc(day::Column::Day);
        if let Some(from) = self.next {
            query = query.filter(day::Column::Day.gte(from.start()));
        }
        if let Some(until) = self.until {
            query = query.filter(day::Column::Day.lte(until.start()));
        }
        let Some(day) = query.one(cx.read()).await? else {
            return if self.begun {
                Ok(None)
            } else {
                Err(Code::NOT_FOUND.into())
            };
        };
        let date = day.day.date();
        let mut text = String::new();
        if !self.begun {
            let before = day::Entity::find_by_id(date.plus_days(-1).start())
                .one(cx.read())
                .await?;
            text = first_line(before.map_or(Root::BEGINNING, |before| before.root()));
            text.push('\n');
            self.begun = true;
        }
        for row in of_day(cx.read(), date).await? {
            text.push_str(&line_of(&cx.store.key, &row).to_string());
            text.push('\n');
        }
        text.push_str(&day.closing().line(&day.figures(), day.root()));
        text.push('\n');
        self.next = Some(date.plus_days(1));
        Ok(Some(text))
    }
}

crate::table::tables! { line, day }
