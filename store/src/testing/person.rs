//! The people of a test county: each has a phone, a signed-in device, and perhaps a registration.

use super::County;
use crate::notify::{self, Sms};
use crate::people::{Card, Pass, Person};
use crate::{Cx, account, notify::Claimed};
use domain::account::RegistrationForm;
use domain::ids::{OrgId, VolunteerId};
use domain::notify::{InboxView, Message};
use std::sync::atomic::{AtomicU32, Ordering};

impl County {
    /// Somebody new with an account.
    pub async fn resident(&self, name: &str) -> Person {
        static PHONES: AtomicU32 = AtomicU32::new(1);
        let phone = format!("139{:08}", PHONES.fetch_add(1, Ordering::Relaxed));
        let mut person = Person::of(&self.inner.world, Card::nameless(name));
        person.card.phone = phone;
        let token = person.signs_in().await.unwrap();
        let session = account::resolve(self.store(), &token, self.now()).await;
        person.card.account = session.unwrap().unwrap().actor.account;
        person.shows(Pass::Device(token));
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
        Person::of(&self.inner.world, Card::nameless("visitor"))
    }

    /// Somebody who is not signed in and follows the link of an order's SMS.
    pub async fn link_holder(&self, no: &str) -> Person {
        Person::following(&self.inner.world, self.link_key(no).await)
    }

    /// The key in an order's link.
    pub async fn link_key(&self, no: &str) -> String {
        self.order_row(no).await.link_key
    }

    /// The login code that was last sent to a phone.
    pub async fn login_code(&self, phone: &str) -> String {
        self.inner.world.login_code(phone).await.unwrap().1
    }

    /// Every SMS that waits in the outbox, the oldest first.
    pub async fn waiting_texts(&self) -> Vec<Sms> {
        let texts = self.inner.world.texts().await.unwrap();
        texts.into_iter().map(|(_, sms)| sms).collect()
    }

    /// Takes what is due out of the outbox, as a worker does.
    pub async fn claims(&self) -> Vec<Claimed> {
        notify::claim(self.store(), self.now()).await.unwrap()
    }
}

impl Person {
    /// The context of a request that they make now, as their cookie or their link establishes it.
    pub async fn cx(&self) -> Cx {
        self.request().await.unwrap()
    }

    /// The token in the cookie of their device, which is signed in.
    pub async fn device(&self) -> String {
        // A device that was forgotten signs in again.
        self.request().await.unwrap();
        match self.pass() {
            Pass::Device(token) => token,
            _ => panic!("{self:?} has no device"),
        }
    }

    /// Registers as a volunteer of a village.
    pub async fn registers(&mut self, village: OrgId) {
        self.hands_in(self.registration(village)).await;
    }

    /// Registers as a volunteer of a village who is not of age.
    pub(super) async fn registers_as_minor(&mut self, village: OrgId) {
        let (year, ..) = self.now().date().ymd();
        let form = RegistrationForm {
            birth_month: format!("{}-05", year - 15),
            guardian_name: "沈建华".to_owned(),
            guardian_phone: "13700001111".to_owned(),
            guardian_consent: "on".to_owned(),
            ..self.registration(village)
        };
        self.hands_in(form).await;
    }

    async fn hands_in(&mut self, form: RegistrationForm) {
        let no = account::register(&self.cx().await, form).await;
        self.card.no = Some(no.unwrap());
        self.card.volunteer = self.actor().await.unwrap().volunteer;
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
    pub async fn reads(&self) -> Vec<Message> {
        let page = notify::messages(&self.cx().await, None).await.unwrap();
        let message = |view: InboxView| view.message.expect("a message that can be read");
        page.rows.into_iter().map(message).collect()
    }
}
