//! Sign-in by phone and a six-digit code. The answer is the same whether the phone is known or not.

use super::{device, login_code, one_at_a_time};
use crate::crypt::{digest, random, token};
use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::notify::Sms;
use crate::person::account;
use domain::account::Message;
use domain::account::{
    CODE_DIGITS, CODE_LIFE, CODE_TRIES, PersonName, Phone, login_code as read_code, may_send_code,
};
use domain::ids::AccountId;
use domain::time::{DAY, Timestamp};
use domain::{Check, Code, Refusal};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

/// Sends a login code to a phone: at most one a minute and ten a day.
pub async fn request_code(cx: &Cx, phone: &str, locale: &str) -> Result<()> {
    let phone = Phone::parse(phone).map_err(|code| Refusal::field("phone", code))?;
    let locale = locale.to_owned();
    cx.run(SendCode { phone, locale }).await
}

struct SendCode {
    phone: Phone,
    locale: String,
}

impl UseCase for SendCode {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let phone_hash = tx.key().hash(self.phone.as_str());
        one_at_a_time(tx, &phone_hash).await?;
        let sent: Vec<Timestamp> = login_code::Entity::find()
            .select_only()
            .column(login_code::Column::SentAt)
            .filter(login_code::Column::PhoneHash.eq(phone_hash.clone()))
            .filter(login_code::Column::SentAt.gt(tx.now().plus(-DAY)))
            .into_tuple()
            .all(&**tx)
            .await?;
        may_send_code(&sent, tx.now()).map_err(|code| Refusal::field("phone", code))?;
        let drawn = u64::from_be_bytes(random()) % 10_u64.pow(CODE_DIGITS as u32);
        let code = format!("{drawn:0CODE_DIGITS$}");
        login_code::ActiveModel {
            code_hash: Set(tx.key().hash(&format!("{}:{code}", self.phone.as_str()))),
            phone_hash: Set(phone_hash),
            sent_at: Set(tx.now()),
            tries: Set(0),
            used: Set(false),
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

struct SignIn {
    phone: Phone,
    code: String,
    label: String,
    locale: String,
}

/// Signs a device in and returns the token for its cookie. A phone's first sign-in makes its account.
pub async fn sign_in(
    cx: &Cx,
    phone: &str,
    code: &str,
    label: &str,
    locale: &str,
) -> Result<String> {
    let mut check = Check::default();
    let phone = check.take("phone", Phone::parse(phone));
    let code = check.take("code", read_code(code));
    let label = label.chars().take(80).collect();
    let input = check.finish(|| {
        Some(SignIn {
            phone: phone?,
            code: code?,
            label,
            locale: locale.to_owned(),
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
        let latest = login_code::Entity::find()
            .filter(login_code::Column::PhoneHash.eq(phone_hash.clone()))
            .filter(login_code::Column::SentAt.gt(tx.now().plus(-CODE_LIFE)))
            .order_by_desc(login_code::Column::SentAt)
            .one(&**tx)
            .await?;
        let Some(latest) = latest.filter(|row| !row.used && row.tries < CODE_TRIES) else {
            return Ok(None);
        };
        let right = latest.code_hash
            == tx
                .key()
                .hash(&format!("{}:{}", self.phone.as_str(), self.code));
        login_code::Entity::update_many()
            .col_expr(
                login_code::Column::Tries,
                Expr::col(login_code::Column::Tries).add(1),
            )
            .col_expr(login_code::Column::Used, Expr::value(right))
            .filter(login_code::Column::Id.eq(latest.id))
            .exec(&**tx)
            .await?;
        if !right {
            return Ok(None);
        }
        let account = find_or_create(tx, &self.phone, phone_hash, &self.locale).await?;
        let token = token::<32>();
        device::ActiveModel {
            token_hash: Set(digest(&token)),
            account_id: Set(account),
            label: Set(self.label.clone()),
            created_at: Set(tx.now()),
            seen_at: Set(tx.now()),
            ended_at: Set(None),
            ..Default::default()
        }
        .insert(&**tx)
        .await?;
        Ok(Some(token))
    }
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
