//! What people do, by the names of the field. Each answers what its use-case answers.

use super::Person;
use crate::orders::{self, OfferForm, Presence, Report, Told};
use crate::{Result, hours};
use domain::hours::Verdict;
use domain::ids::{AttendanceId, ItemId, OrgId};
use domain::orders::{OrderView, Performer, PlaceForm, RateForm, ScheduleForm};
use domain::time::{DAY, MINUTE};
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
            day1: self.inner.now().plus(2 * DAY).date().to_string(),
            part1: "morning".to_owned(),
            village: village.to_string(),
            address: "人民路 12 号 301".to_owned(),
            ..PlaceForm::default()
        }
    }

    /// Sends an order form off.
    pub async fn places(&self, form: PlaceForm) -> Result<String> {
        orders::place(&self.cx().await, form).await
    }

    /// Orders a service to a village and returns the order's number.
    pub async fn places_order(&self, item: ItemId, village: OrgId) -> Result<String> {
        self.places(self.order_form(item, village).await).await
    }

    /// Looks at an order.
    pub async fn sees(&self, no: &str) -> Result<OrderView> {
        orders::order(&self.cx().await, no).await
    }

    async fn told(&self, no: &str, reason: &str) -> (crate::Cx, Told) {
        let cx = self.cx().await;
        let told = Told {
            request_id: cx.form_id(),
            no: no.to_owned(),
            reason: reason.to_owned(),
        };
        (cx, told)
    }

    /// Asks the requester for more information.
    pub async fn asks(&self, no: &str, reason: &str) -> Result<()> {
        let (cx, told) = self.told(no, reason).await;
        orders::ask_info(&cx, told).await
    }

    /// Gives the information that was asked for.
    pub async fn answers(&self, no: &str, words: &str) -> Result<()> {
        let (cx, told) = self.told(no, words).await;
        orders::give_info(&cx, told).await
    }

    /// Refuses an order.
    pub async fn rejects(&self, no: &str, reason: &str) -> Result<()> {
        let (cx, told) = self.told(no, reason).await;
        orders::reject(&cx, told).await
    }

    /// Calls an order off.
    pub async fn cancels(&self, no: &str, reason: &str) -> Result<()> {
        let (cx, told) = self.told(no, reason).await;
        orders::cancel(&cx, told).await
    }

    /// Asks for a delivered order to be done properly.
    pub async fn reopens(&self, no: &str, reason: &str) -> Result<()> {
        let (cx, told) = self.told(no, reason).await;
        orders::reopen(&cx, told).await
    }

    /// Accepts an offer.
    pub async fn accepts(&self, no: &str) -> Result<()> {
        let (cx, told) = self.told(no, "").await;
        orders::accept(&cx, told).await
    }

    /// Declines an offer.
    pub async fn declines(&self, no: &str) -> Result<()> {
        let (cx, told) = self.told(no, "").await;
        orders::decline(&cx, told).await
    }

    async fn offer_form(&self, no: &str, to: Performer, reason: &str) -> (crate::Cx, OfferForm) {
        let cx = self.cx().await;
        let form = OfferForm {
            request_id: cx.form_id(),
            no: no.to_owned(),
            to: to.to_string(),
            within: "two_hours".to_owned(),
            reason: reason.to_owned(),
        };
        (cx, form)
    }

    /// Offers an order for two hours.
    pub async fn offers(&self, no: &str, to: Performer) -> Result<()> {
        let (cx, form) = self.offer_form(no, to, "").await;
        orders::offer(&cx, form).await
    }

    /// Takes an offer or an assignment back and offers the order to somebody else for two hours.
    pub async fn overrides(&self, no: &str, to: Performer, reason: &str) -> Result<()> {
        let (cx, form) = self.offer_form(no, to, reason).await;
        orders::override_offer(&cx, form).await
    }

    /// Fixes an order for an hour that starts in half an hour, so that people can check in at once.
    pub async fn schedules(&self, no: &str, members: &[&Person]) -> Result<()> {
        let cx = self.cx().await;
        let ids: Vec<_> = members
            .iter()
            .map(|member| member.volunteer_id().to_string())
            .collect();
        let form = ScheduleForm {
            request_id: cx.form_id(),
            no: no.to_owned(),
            from: cx.now.plus(30 * MINUTE).to_field(),
            minutes: "60".to_owned(),
            members: ids.join(","),
        };
        orders::schedule(&cx, form).await
    }

    async fn presence(&self, no: &str, of: Option<&Person>) -> (crate::Cx, Presence) {
        let cx = self.cx().await;
        let presence = Presence {
            request_id: cx.form_id(),
            no: no.to_owned(),
            volunteer: of.map(Person::volunteer_id),
        };
        (cx, presence)
    }

    /// Starts serving.
    pub async fn checks_in(&self, no: &str) -> Result<()> {
        let (cx, presence) = self.presence(no, None).await;
        orders::check_in(&cx, presence).await
    }

    /// Says that somebody starts serving.
    pub async fn checks_in_for(&self, no: &str, member: &Person) -> Result<()> {
        let (cx, presence) = self.presence(no, Some(member)).await;
        orders::check_in(&cx, presence).await
    }

    /// Stops serving.
    pub async fn checks_out(&self, no: &str) -> Result<()> {
        let (cx, presence) = self.presence(no, None).await;
        orders::check_out(&cx, presence).await
    }

    /// Says that somebody stops serving.
    pub async fn checks_out_for(&self, no: &str, member: &Person) -> Result<()> {
        let (cx, presence) = self.presence(no, Some(member)).await;
        orders::check_out(&cx, presence).await
    }

    /// Reports the delivery.
    pub async fn delivers(&self, no: &str) -> Result<()> {
        let cx = self.cx().await;
        let report = Report {
            pictures: String::new(),
            request_id: cx.form_id(),
            no: no.to_owned(),
            report: "理发完成，老人满意".to_owned(),
        };
        orders::deliver(&cx, report).await
    }

    /// Rates a delivered order.
    pub async fn rates(&self, no: &str, stars: i64) -> Result<()> {
        let cx = self.cx().await;
        let form = RateForm {
            request_id: cx.form_id(),
            no: no.to_owned(),
            stars: stars.to_string(),
            tags: "on_time".to_owned(),
            words: "师傅很细心".to_owned(),
            ..RateForm::default()
        };
        orders::rate(&cx, form).await
    }

    /// Confirms that somebody served.
    pub async fn confirms(&self, id: AttendanceId) -> Result<()> {
        let cx = self.cx().await;
        hours::confirm(&cx, &cx.form_id(), id).await
    }

    /// Objects to a service record in public notice.
    pub async fn objects(&self, id: AttendanceId) -> Result<()> {
        let cx = self.cx().await;
        hours::object(&cx, &cx.form_id(), id, "那天下午没有人来过").await
    }

    /// Decides on attendance that waits for a decision.
    pub async fn reviews(&self, id: AttendanceId, verdict: Verdict) -> Result<()> {
        let cx = self.cx().await;
        hours::review(&cx, &cx.form_id(), id, verdict).await
    }

    /// Their posted minutes and their points.
    pub async fn minutes_and_points(&self) -> (i64, i64) {
        let cx = self.cx().await;
        let me = crate::account::me_volunteer(&cx).await.unwrap();
        me.map_or((0, 0), |me| (me.minutes, me.points))
    }
}
