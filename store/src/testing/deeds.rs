//! What people of tests do in the words and at the times that every test is content with.

use super::Person;
use crate::Result;
use domain::ids::{AttendanceId, ItemId, OrgId};
use domain::orders::{Consent, OfferFor, Performer, PlaceForm, Rating, RatingTag, Window};
use domain::time::{DAY, HOUR, MINUTE};
use domain::{Code, FieldError};

/// Why a use-case refused; panics if it did not, or if it broke.
///
/// A form with faults is known by its first field's code.
#[track_caller]
pub fn refused<T: std::fmt::Debug>(outcome: Result<T>) -> Code {
    match outcome {
        Err(crate::Error::Refused(refusal)) => {
            let field = refusal.fields.first().map(|FieldError { code, .. }| *code);
            field.unwrap_or(refusal.code)
        }
        other => panic!("expected a refusal, got {other:?}"),
    }
}

impl Person {
    /// The order form as they fill it in: for themselves, in 城内社区, the day after tomorrow in the morning.
    pub async fn order_form(&self, item: ItemId, village: OrgId) -> PlaceForm {
        PlaceForm {
            request_id: self.cx().await.form_id(),
            item: item.to_string(),
            name: self.name.clone(),
            phone: self.phone.clone(),
            day1: self.now().plus(2 * DAY).date().to_string(),
            part1: "morning".to_owned(),
            village: village.to_string(),
            address: "人民路 12 号 301".to_owned(),
            ..PlaceForm::default()
        }
    }

    /// Orders a service to a village and returns the order's number.
    pub async fn places_order(&self, item: ItemId, village: OrgId) -> Result<String> {
        self.places(self.order_form(item, village).await).await
    }

    /// Orders a service for somebody else, who agrees, and returns the order's number.
    pub async fn places_order_for_another(&self, item: ItemId, village: OrgId) -> Result<String> {
        let form = PlaceForm {
            name: "老邻居".to_owned(),
            phone: "13899990000".to_owned(),
            on_behalf: "on".to_owned(),
            consent: Consent::ALL[0].to_string(),
            ..self.order_form(item, village).await
        };
        self.places(form).await
    }

    /// Declines an offer.
    pub async fn declines(&self, no: &str) -> Result<()> {
        self.declines_in_words(no, "").await
    }

    /// Offers an order for two hours.
    pub async fn offers(&self, no: &str, to: Performer) -> Result<()> {
        self.offers_for(no, to, OfferFor::TwoHours).await
    }

    /// Takes an offer or an assignment back and offers the order to somebody else for two hours.
    pub async fn overrides(&self, no: &str, to: Performer, reason: &str) -> Result<()> {
        self.overrides_for(no, (to, OfferFor::TwoHours), reason)
            .await
    }

    /// Fixes an order for an hour that starts in half an hour, so that people can check in at once.
    pub async fn schedules(&self, no: &str, members: &[&Person]) -> Result<()> {
        let ids: Vec<_> = members.iter().map(|member| member.volunteer_id()).collect();
        let from = self.now().plus(30 * MINUTE);
        let window = Window {
            from,
            to: from.plus(HOUR),
        };
        // Tests have one member serve on many orders.
        self.schedules_despite(no, window, &ids).await
    }

    /// Says that somebody starts serving.
    pub async fn checks_in_for(&self, no: &str, member: &Person) -> Result<()> {
        self.notes_arrival(no, Some(member.volunteer_id())).await
    }

    /// Says that somebody stops serving.
    pub async fn checks_out_for(&self, no: &str, member: &Person) -> Result<()> {
        self.notes_leaving(no, Some(member.volunteer_id())).await
    }

    /// Reports the delivery.
    pub async fn delivers(&self, no: &str) -> Result<()> {
        self.reports(no, "理发完成，老人满意", "").await
    }

    /// Rates a delivered order.
    pub async fn rates(&self, no: &str, stars: i64) -> Result<()> {
        let rating = Rating {
            stars,
            tags: vec![RatingTag::OnTime],
            words: "师傅很细心".to_owned(),
        };
        self.judges(no, &rating).await
    }

    /// Objects to a service record in public notice.
    pub async fn objects(&self, id: AttendanceId) -> Result<()> {
        self.objects_to(id, "那天下午没有人来过").await
    }

    /// Their posted minutes and their points.
    pub async fn minutes_and_points(&self) -> (i64, i64) {
        let cx = self.cx().await;
        let me = crate::account::me_volunteer(&cx).await.unwrap();
        me.map_or((0, 0), |me| (me.minutes, me.points))
    }
}
