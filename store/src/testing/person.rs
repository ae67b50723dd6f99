//! The people of a test county: each has a phone, a signed-in device, and perhaps a registration.

use super::{County, Inner};
use crate::notify::{self, Sms, outbox};
use crate::{Cx, account, notify::Claimed};
use domain::account::RegistrationForm;
use domain::actor::Actor;
use domain::ids::{AccountId, OrgId, VolunteerId};
use domain::notify::{InboxView, Notice};
use sea_orm::{EntityTrait, QueryOrder};
use std::ops::Deref;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

/// What is known of somebody.
#[derive(Clone, Debug)]
pub struct Card {
    /// Their name.
    pub name: String,
    /// Their phone.
    pub phone: String,
    /// Their account; a visitor has none.
    pub account: Option<AccountId>,
    /// Their registration as a volunteer.
    pub volunteer: Option<VolunteerId>,
    /// Their volunteer number.
    pub no: Option<String>,
    pass: Pass,
}

/// What somebody shows at the door.
#[derive(Clone, Debug)]
enum Pass {
    Nothing,
    Device(String),
    Link(String),
}

impl Card {
    pub(super) fn nameless(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            phone: String::new(),
            account: None,
            volunteer: None,
            no: None,
            pass: Pass::Nothing,
        }
    }
}

/// Somebody in a test county, who acts through the use-cases.
#[derive(Clone)]
pub struct Person {
    pub(super) inner: Arc<Inner>,
    card: Card,
    /// A device that was not used for long is forgotten, and its owner signs in again.
    pass: Arc<Mutex<Pass>>,
}

impl Deref for Person {
    type Target = Card;

    fn deref(&self) -> &Card {
        &self.card
    }
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}

impl County {
    /// Somebody new with an account.
    pub async fn resident(&self, name: &str) -> Person {
        static PHONES: AtomicU32 = AtomicU32::new(1);
        let phone = format!("139{:08}", PHONES.fetch_add(1, Ordering::Relaxed));
        let mut person = Person::of(&self.inner, Card::nameless(name));
        person.card.phone = phone;
        let token = person.signs_in().await;
        let session = account::resolve(self.store(), &token, self.now()).await;
        person.card.account = session.unwrap().unwrap().actor.account;
        *person.pass.lock().unwrap() = Pass::Device(token);
        person
    }

    /// Somebody new who has registered as a volunteer of 城内社区.
    pub async fn volunteer(&self, name: &str) -> Person {
        let mut person = self.resident(name).await;
        person.registers(self.places.village).await;
        person
    }

    /// The same, brought by somebody.
    pub async fn volunteer_brought_by(&self, name: &str, by: &Person) -> Person {
        let mut person = self.resident(name).await;
        let form = RegistrationForm {
            brought_by: by.volunteer_no().to_owned(),
            ..person.registration(self.places.village)
        };
        person.hands_in(form).await;
        person
    }

    /// Somebody who is not signed in.
    pub fn visitor(&self) -> Person {
        Person::of(&self.inner, Card::nameless("visitor"))
    }

    /// Somebody who is not signed in and follows the link of an order's SMS.
    pub async fn link_holder(&self, no: &str) -> Person {
        let link = self.order_row(no).await.link_key;
        let mut card = Card::nameless("link holder");
        card.pass = Pass::Link(link);
        Person::of(&self.inner, card)
    }

    /// The login code that was last sent to a phone.
    pub async fn login_code(&self, phone: &str) -> String {
        self.inner.login_code(phone).await.1
    }

    /// Every SMS that waits in the outbox, the oldest first.
    pub async fn waiting_texts(&self) -> Vec<Sms> {
        let texts = self.inner.texts().await;
        texts.into_iter().map(|(_, sms)| sms).collect()
    }

    /// Takes what is due out of the outbox, as a worker does.
    pub async fn claims(&self) -> Vec<Claimed> {
        notify::claim(self.store(), self.now()).await.unwrap()
    }
}

impl Inner {
    async fn texts(&self) -> Vec<(outbox::Model, Sms)> {
        let rows = outbox::Entity::find().order_by_asc(outbox::Column::Id);
        let rows = rows.all(&self.store.read).await.unwrap();
        rows.into_iter()
            .filter_map(|row| {
                let sms = self.store.key.open_json(row.payload.as_deref()?, "message");
                Some((row, sms.unwrap()))
            })
            .collect()
    }

    async fn login_code(&self, phone: &str) -> (outbox::Model, String) {
        let texts = self.texts().await.into_iter().rev();
        let mut code = texts.filter(|(_, sms)| sms.phone.as_str() == phone);
        code.find_map(|(row, sms)| match sms.notice {
            Notice::LoginCode { code } => Some((row, code)),
            _ => None,
        })
        .expect("no login code waits for this phone")
    }
}

impl Person {
    pub(super) fn of(inner: &Arc<Inner>, card: Card) -> Self {
        let pass = Arc::new(Mutex::new(card.pass.clone()));
        Self {
            inner: inner.clone(),
            card,
            pass,
        }
    }

    pub(super) fn card(&self) -> Card {
        let mut card = self.card.clone();
        card.pass = self.pass.lock().unwrap().clone();
        card
    }

    /// The context of a request that they make now, as their cookie or their link establishes it.
    pub async fn cx(&self) -> Cx {
        self.inner.cx(self.actor().await)
    }

    async fn actor(&self) -> Actor {
        let pass = self.pass.lock().unwrap().clone();
        match pass {
            Pass::Nothing => Actor::default(),
            Pass::Link(link) => Actor {
                link: Some(link),
                ..Actor::default()
            },
            Pass::Device(token) => {
                let (store, now) = (&self.inner.store, self.inner.now());
                if let Some(session) = account::resolve(store, &token, now).await.unwrap() {
                    return session.actor;
                }
                let token = self.signs_in().await;
                *self.pass.lock().unwrap() = Pass::Device(token.clone());
                let session = account::resolve(store, &token, now).await.unwrap();
                session.expect("a device just signed in").actor
            }
        }
    }

    /// Signs another device in, with the code from the SMS, and returns the token for its cookie.
    pub async fn signs_in(&self) -> String {
        let cx = self.inner.cx(Actor::default());
        account::request_code(&cx, &self.phone, "zh-CN")
            .await
            .unwrap();
        let (row, code) = self.inner.login_code(&self.phone).await;
        // It was read, and is no concern of the tests that look at the outbox.
        let read = cx.write(row.id, |tx, id| {
            Box::pin(async move {
                outbox::Entity::delete_by_id(*id).exec(&**tx).await?;
                Ok(())
            })
        });
        read.await.unwrap();
        account::sign_in(&cx, &self.phone, &code, "Firefox · Linux", "zh-CN")
            .await
            .unwrap()
    }

    /// Registers as a volunteer of a village.
    pub async fn registers(&mut self, village: OrgId) {
        self.hands_in(self.registration(village)).await;
    }

    async fn hands_in(&mut self, form: RegistrationForm) {
        let no = account::register(&self.cx().await, form).await;
        self.card.no = Some(no.unwrap());
        self.card.volunteer = self.actor().await.volunteer;
    }

    /// The registration form as they fill it in.
    pub fn registration(&self, village: OrgId) -> RegistrationForm {
        RegistrationForm {
            name: self.name.clone(),
            birth_month: "1990-05".to_owned(),
            sex: "female".to_owned(),
            village: village.to_string(),
            skills: "haircutting".to_owned(),
            free_times: "weekend_morning".to_owned(),
            emergency_name: "沈建华".to_owned(),
            emergency_phone: "13700001111".to_owned(),
            agree: "on".to_owned(),
            ..RegistrationForm::default()
        }
    }

    /// Their volunteer number, if they have registered.
    pub fn volunteer_no(&self) -> &str {
        self.no.as_deref().expect("not a volunteer")
    }

    /// Their volunteer id, if they have registered.
    pub fn volunteer_id(&self) -> VolunteerId {
        self.volunteer.expect("not a volunteer")
    }

    /// The first page of their inbox, the newest first; staff read their org's as well.
    pub async fn reads(&self) -> Vec<Notice> {
        let page = notify::messages(&self.cx().await, None).await.unwrap();
        let notice = |view: InboxView| view.notice;
        page.rows.into_iter().map(notice).collect()
    }
}
