//! People who act through the use-cases: those of the demo county, and those of tests. What they do stands with each feature, in its `people.rs`.

pub(crate) mod notices;

use crate::account as accounts;
use crate::db::{Cx, Store, Tx, UseCase};
use crate::error::{Error, Result};
use crate::notify::{Sms, outbox};
use domain::actor::Actor;
use domain::ids::{AccountId, MessageId, VolunteerId};
use domain::notify::Message;
use domain::time::Timestamp;
use sea_orm::{EntityTrait, QueryOrder};
use std::ops::Deref;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Opened books, the clock on the wall of those who act on them, and the name their requests are logged under.
pub struct World {
    pub(crate) store: Store,
    now: AtomicI64,
    request_id: &'static str,
}

impl World {
    /// A world in which it is this time.
    pub fn new(store: Store, now: Timestamp, request_id: &'static str) -> Arc<Self> {
        Arc::new(Self {
            store,
            now: AtomicI64::new(now.0),
            request_id,
        })
    }

    /// What the clock shows.
    pub fn now(&self) -> Timestamp {
        Timestamp(self.now.load(Ordering::SeqCst))
    }

    /// Sets the clock.
    pub fn at(&self, now: Timestamp) {
        self.now.store(now.0, Ordering::SeqCst);
    }

    /// The context of a request by anybody.
    pub fn cx(&self, actor: Actor) -> Cx {
        self.store.cx(actor, self.now(), self.request_id)
    }

    pub(crate) async fn texts(&self) -> Result<Vec<(outbox::Model, Sms)>> {
        let rows = outbox::Entity::find().order_by_asc(outbox::Column::Id);
        let sealed = rows.all(&self.store.read).await?.into_iter();
        let opened = sealed.filter_map(|row| {
            let payload = row.payload.as_deref()?;
            let sms = self.store.key.open_json(payload, "message");
            Some(sms.map(|sms| (row, sms)))
        });
        opened.collect()
    }

    pub(crate) async fn login_code(&self, phone: &str) -> Result<(outbox::Model, String)> {
        let texts = self.texts().await?.into_iter().rev();
        let mut code = texts.filter(|(_, sms)| sms.phone.as_str() == phone);
        let code = code.find_map(|(row, sms)| match sms.message {
            Message::Account(domain::account::Message::LoginCode { code }) => Some((row, code)),
            _ => None,
        });
        code.ok_or(Error::Unreadable("login code"))
    }
}

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
    pub(crate) pass: Pass,
}

/// What somebody shows at the door.
#[derive(Clone, Debug)]
pub(crate) enum Pass {
    Nothing,
    #[cfg_attr(
        not(feature = "testing"),
        expect(dead_code, reason = "only tests come with a device of their own")
    )]
    Device(String),
    Link(String),
    /// Nothing has to be shown: it is known who they are.
    Known(Actor),
}

impl Card {
    pub(crate) fn nameless(name: &str) -> Self {
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

/// Somebody who acts through the use-cases.
#[derive(Clone)]
pub struct Person {
    pub(crate) world: Arc<World>,
    pub(crate) card: Card,
    /// A device that was not used for long is forgotten, and its owner signs in again.
    pass: Arc<Mutex<Pass>>,
    /// When they act, if not by the clock on the wall.
    moment: Option<Timestamp>,
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

impl Person {
    pub(crate) fn of(world: &Arc<World>, card: Card) -> Self {
        let pass = Arc::new(Mutex::new(card.pass.clone()));
        Self {
            world: world.clone(),
            card,
            pass,
            moment: None,
        }
    }

    /// Themselves at this moment, whatever the clock on the wall shows: many act at once, each in their own time.
    #[must_use]
    pub fn at(&self, moment: Timestamp) -> Self {
        Self {
            moment: Some(moment),
            ..self.clone()
        }
    }

    /// When they act.
    pub fn now(&self) -> Timestamp {
        self.moment.unwrap_or_else(|| self.world.now())
    }

    fn cx_of(&self, actor: Actor) -> Cx {
        let world = &self.world;
        world.store.cx(actor, self.now(), world.request_id)
    }

    /// Somebody who is not signed in and follows the link of an order's SMS.
    pub fn following(world: &Arc<World>, link: String) -> Self {
        let mut card = Card::nameless("link holder");
        card.pass = Pass::Link(link);
        Self::of(world, card)
    }

    /// Somebody of whom it is known who they are: what their account is now.
    pub(crate) async fn known(world: &Arc<World>, card: Card) -> Result<Self> {
        let account = card.account.ok_or(Error::Unreadable("account"))?;
        let actor = accounts::actor(&world.store, account).await?;
        let card = Card {
            volunteer: actor.volunteer,
            pass: Pass::Known(actor),
            ..card
        };
        Ok(Self::of(world, card))
    }

    /// The same person, as they are now: with a role or a team that they had not before.
    pub(crate) async fn reloaded(&self) -> Result<Self> {
        Self::known(&self.world, self.card()).await
    }

    pub(crate) fn card(&self) -> Card {
        let mut card = self.card.clone();
        card.pass = self.pass();
        card
    }

    pub(crate) fn pass(&self) -> Pass {
        let pass = self.pass.lock().unwrap_or_else(PoisonError::into_inner);
        pass.clone()
    }

    pub(crate) fn shows(&self, pass: Pass) {
        *self.pass.lock().unwrap_or_else(PoisonError::into_inner) = pass;
    }

    /// The context of a request that they make now, as their cookie or their link establishes it.
    pub async fn request(&self) -> Result<Cx> {
        Ok(self.cx_of(self.actor().await?))
    }

    pub(crate) async fn actor(&self) -> Result<Actor> {
        match self.pass() {
            Pass::Nothing => Ok(Actor::default()),
            Pass::Known(actor) => Ok(actor),
            Pass::Link(link) => Ok(Actor {
                link: Some(link),
                ..Actor::default()
            }),
            Pass::Device(token) => {
                let (store, now) = (&self.world.store, self.now());
                if let Some(session) = accounts::resolve(store, &token, now).await? {
                    return Ok(session.actor);
                }
                let token = self.signs_in().await?;
                let session = accounts::resolve(store, &token, now).await?;
                self.shows(Pass::Device(token));
                session.map(|session| session.actor).ok_or(Error::Closed)
            }
        }
    }

    /// Signs another device in, with the code from the SMS, and returns the token for its cookie.
    pub async fn signs_in(&self) -> Result<String> {
        let cx = self.cx_of(Actor::default());
        accounts::request_code(&cx, &self.phone, "zh-CN", None).await?;
        let (row, code) = self.world.login_code(&self.phone).await?;
        // It was read, and is no concern of whoever looks at the outbox.
        cx.run(Read(row.id)).await?;
        let device = accounts::Device {
            label: "Firefox · Linux",
            locale: "zh-CN",
            elder: None,
        };
        accounts::sign_in(&cx, &self.phone, &code, device, None).await
    }
}

/// Takes the message with a login code out of the outbox.
struct Read(MessageId);

impl UseCase for Read {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        outbox::Entity::delete_by_id(self.0).exec(&**tx).await?;
        Ok(())
    }
}
