//! Sign-in by phone and a six-digit code. The answer is the same whether the phone is known or not.

use super::{device, known_asker, login_code, one_at_a_time};
use crate::crypt::{digest, random, token};
use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::notify::Sms;
use crate::person::account;
use domain::account::Message;
use domain::account::{
    CODE_DIGITS, CODE_LIFE, CODE_TRIES, DOUBLE_CLICK, PersonName, Phone, login_code as read_code,
    may_send_code,
};
use domain::ids::AccountId;
use domain::time::{DAY, Timestamp};
use domain::{Check, Code, Refusal};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

/// The secret that a browser keeps in a cookie, so that it is known as the one that asked for a code. It opens nothing.
pub fn new_asker() -> String {
    token::<32>()
}

/// What is kept of it.
fn asker_hash(asker: Option<&str>) -> Option<Vec<u8>> {
    asker.map(digest)
}

/// Sends a login code to a phone: one a minute, and after ten within a day one in half an hour.
///
/// A browser that has signed in to the phone before is held to the codes that it asked for itself, so whoever asks for codes to
/// somebody else's phone does not keep its owner waiting.
pub async fn request_code(cx: &Cx, phone: &str, locale: &str, asker: Option<&str>) -> Result<()> {
    let phone = Phone::parse(phone).map_err(|code| Refusal::field("phone", code))?;
    let (locale, asker) = (locale.to_owned(), asker_hash(asker));
    cx.run(SendCode {
        phone,
        locale,
        asker,
    })
    .await
}

struct SendCode {
    phone: Phone,
    locale: String,
    asker: Option<Vec<u8>>,
}

impl UseCase for SendCode {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let phone_hash = tx.key().hash(self.phone.as_str());
        one_at_a_time(tx, &phone_hash).await?;
        let mut counted = login_code::Entity::find()
            .select_only()
            .column(login_code::Column::SentAt)
            .filter(login_code::Column::PhoneHash.eq(phone_hash.clone()))
            .filter(login_code::Column::SentAt.gt(tx.now().plus(-DAY)));
        if let Some(asker) = &self.asker {
            let known = known_asker::Entity::find_by_id((phone_hash.clone(), asker.clone()));
            if known.one(&**tx).await?.is_some() {
                counted = counted.filter(login_code::Column::AskerHash.eq(asker.clone()));
            }
        }
        let sent: Vec<Timestamp> = counted.into_tuple().all(&**tx).await?;
        may_send_code(&sent, tx.now()).map_err(|code| Refusal::field("phone", code))?;
        let drawn = u64::from_be_bytes(random()) % 10_u64.pow(CODE_DIGITS as u32);
        let code = format!("{drawn:0CODE_DIGITS$}");
        login_code::ActiveModel {
            code_hash: Set(tx.key().hash(&format!("{}:{code}", self.phone.as_str()))),
            phone_hash: Set(phone_hash),
            sent_at: Set(tx.now()),
            tries: Set(0),
            used: Set(false),
            asker_hash: Set(self.asker.clone()),
            foreign_tries: Set(0),
            ..Default::default()
        }
        .insert(&**tx)
        .await?;
        tx.text(&Sms {
            phone: self.phone.clone(),
            locale: self.locale.clone(),
            message: Message::LoginCode { code }.into(),
            link: None,
        });
        Ok(())
    }
}

/// The device that somebody signs in with.
#[derive(Clone, Copy, Debug, Default)]
pub struct Device<'a> {
    /// What its owner knows it by.
    pub label: &'a str,
    /// The language it shows, which becomes the account's.
    pub locale: &'a str,
    /// Whether it was told to show elder mode, or not to; the account learns it.
    pub elder: Option<bool>,
}

struct SignIn {
    phone: Phone,
    asker: Option<Vec<u8>>,
    code: String,
    label: String,
    locale: String,
    elder: Option<bool>,
}

/// Signs a device in and returns the token for its cookie. A phone's first sign-in makes its account.
///
/// Each code is good for as long as its SMS says, though another was sent since. Wrong tries of the browser that asked for a
/// code and those of others count apart. A code that the same browser sends in twice, as a double click does, opens the one
/// device.
pub async fn sign_in(
    cx: &Cx,
    phone: &str,
    code: &str,
    device: Device<'_>,
    asker: Option<&str>,
) -> Result<String> {
    let mut check = Check::default();
    let phone = check.take("phone", Phone::parse(phone));
    let code = check.take("code", read_code(code));
    let label = device.label.chars().take(80).collect();
    let input = check.finish(|| {
        Some(SignIn {
            phone: phone?,
            asker: asker_hash(asker),
            code: code?,
            label,
            locale: device.locale.to_owned(),
            elder: device.elder,
        })
    })?;
    // A wrong try has to be counted, so it is an answer and not a refusal, which would be rolled back.
    let token = cx.run(input).await?;
    token.ok_or_else(|| Refusal::field("code", Code::WRONG_CODE).into())
}

impl UseCase for SignIn {
    /// The session's token; none where the code was wrong.
    type Answer = Option<String>;

    async fn run(&self, tx: &Tx) -> Result<Option<String>> {
        let phone_hash = tx.key().hash(self.phone.as_str());
        one_at_a_time(tx, &phone_hash).await?;
        let live = login_code::Entity::find()
            .filter(login_code::Column::PhoneHash.eq(phone_hash.clone()))
            .filter(login_code::Column::SentAt.gt(tx.now().plus(-CODE_LIFE)))
            .order_by_desc(login_code::Column::SentAt)
            .all(&**tx)
            .await?;
        let typed = format!("{}:{}", self.phone.as_str(), self.code);
        let typed = tx.key().hash(&typed);
        let open = |row: &&login_code::Model| self.tries(row) < CODE_TRIES;
        let Some(right) = live.iter().filter(open).find(|row| row.code_hash == typed) else {
            self.count_wrong_try(tx, &live).await?;
            return Ok(None);
        };
        if right.used && !self.is_sent_twice(tx, right).await? {
            return Ok(None);
        }
        let account = find_or_create(tx, &self.phone, phone_hash, &self.locale).await?;
        if let Some(elder) = self.elder {
            prefer_elder(tx, account, elder).await?;
        }
        let token = token::<32>();
        let device = device::ActiveModel {
            token_hash: Set(digest(&token)),
            account_id: Set(account),
            label: Set(self.label.clone()),
            created_at: Set(tx.now()),
            seen_at: Set(tx.now()),
            ended_at: Set(None),
            ..Default::default()
        };
        let device = device.insert(&**tx).await?;
        let mut row = right.clone().into_active_model();
        row.used = Set(true);
        row.session_id = Set(Some(device.id));
        row.update(&**tx).await?;
        self.remember(tx).await?;
        Ok(Some(token))
    }
}

impl SignIn {
    /// Whether this browser asked for the code.
    fn asked_for(&self, row: &login_code::Model) -> bool {
        self.asker.is_some() && row.asker_hash == self.asker
    }

    /// How often whoever is like this browser has tried the code.
    fn tries(&self, row: &login_code::Model) -> i32 {
        if self.asked_for(row) {
            row.tries
        } else {
            row.foreign_tries
        }
    }

    async fn count_wrong_try(&self, tx: &Tx, live: &[login_code::Model]) -> Result<()> {
        for row in live.iter().filter(|row| !row.used) {
            let mut counted = row.clone().into_active_model();
            if self.asked_for(row) {
                counted.tries = Set(row.tries + 1);
            } else {
                counted.foreign_tries = Set(row.foreign_tries + 1);
            }
            counted.update(&**tx).await?;
        }
        Ok(())
    }

    /// Whether the code has just opened a device for this browser, which is then signed out: the browser keeps the last answer.
    async fn is_sent_twice(&self, tx: &Tx, row: &login_code::Model) -> Result<bool> {
        let (true, Some(device)) = (self.asked_for(row), row.session_id) else {
            return Ok(false);
        };
        let just_opened = device::Entity::update_many()
            .col_expr(device::Column::EndedAt, Expr::value(tx.now()))
            .filter(device::Column::Id.eq(device))
            .filter(device::Column::EndedAt.is_null())
            .filter(device::Column::CreatedAt.gt(tx.now().plus(-DOUBLE_CLICK)));
        Ok(just_opened.exec(&**tx).await?.rows_affected > 0)
    }

    /// This browser is known to the phone from now on.
    async fn remember(&self, tx: &Tx) -> Result<()> {
        let Some(asker) = &self.asker else {
            return Ok(());
        };
        let row = known_asker::ActiveModel {
            phone_hash: Set(tx.key().hash(self.phone.as_str())),
            asker_hash: Set(asker.clone()),
            since: Set(tx.now()),
        };
        let mut again = OnConflict::columns([
            known_asker::Column::PhoneHash,
            known_asker::Column::AskerHash,
        ]);
        known_asker::Entity::insert(row)
            .on_conflict(again.do_nothing().to_owned())
            .exec_without_returning(&**tx)
            .await?;
        Ok(())
    }
}

/// Has an account read pages in elder mode, or not.
pub(super) async fn prefer_elder(tx: &Tx, account: AccountId, elder: bool) -> Result<()> {
    account::Entity::update_many()
        .col_expr(account::Column::Elder, Expr::value(elder))
        .filter(account::Column::Id.eq(account))
        .exec(&**tx)
        .await?;
    Ok(())
}

async fn find_or_create(
    tx: &Tx,
    phone: &Phone,
    phone_hash: Vec<u8>,
    locale: &str,
) -> Result<AccountId> {
    if let Some(known) = by_phone(tx, phone).await? {
        if known.locale != locale {
            let mut row = known.clone().into_active_model();
            row.locale = Set(locale.to_owned());
            row.update(&**tx).await?;
        }
        return Ok(known.id);
    }
    let row = account::ActiveModel {
        phone_hash: Set(phone_hash),
        phone: Set(tx.key().seal(phone.as_str().as_bytes())),
        name: Set(None),
        masked: Set(phone.masked()),
        locale: Set(locale.to_owned()),
        elder: Set(false),
        created_at: Set(tx.now()),
        ..Default::default()
    };
    Ok(row.insert(&**tx).await?.id)
}

/// Makes the account that a first sign-in with this phone makes, under a name.
pub(crate) async fn make(cx: &Cx, phone: &str, name: &str) -> Result<AccountId> {
    let phone = Phone::parse(phone).map_err(|code| Refusal::field("phone", code))?;
    let name = PersonName::parse(name).map_err(|code| Refusal::field("name", code))?;
    cx.run(Make { phone, name }).await
}

struct Make {
    phone: Phone,
    name: PersonName,
}

impl UseCase for Make {
    type Answer = AccountId;

    async fn run(&self, tx: &Tx) -> Result<AccountId> {
        let phone_hash = tx.key().hash(self.phone.as_str());
        let id = find_or_create(tx, &self.phone, phone_hash, "zh-CN").await?;
        let named = account::ActiveModel {
            id: Set(id),
            name: Set(Some(tx.key().seal(self.name.as_str().as_bytes()))),
            masked: Set(self.name.masked()),
            ..Default::default()
        };
        named.update(&**tx).await?;
        Ok(id)
    }
}

/// The account with this phone.
pub(crate) async fn by_phone(tx: &Tx, phone: &Phone) -> Result<Option<account::Model>> {
    let hash = tx.key().hash(phone.as_str());
    Ok(account::Entity::find()
        .filter(account::Column::PhoneHash.eq(hash))
        .one(&**tx)
        .await?)
}
