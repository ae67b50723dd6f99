//! Ordering, dispatching, serving and rating.

use crate::db::Cx;
use crate::error::Result;
use crate::orders;
use crate::people::Person;
use domain::ids::{RatingId, VolunteerId};
use domain::orders::{
    DeclineForm, DeclineReason, OfferFor, OfferForm, OrderView, Performer, PlaceForm, Presence,
    RateForm, Rating, Report, SaidAtDesk, ScheduleForm, Told, Window, WordsForm,
};
use domain::time::{MINUTE, Timestamp};

impl Person {
    /// Sends an order form off and returns the order's number.
    pub async fn places(&self, form: PlaceForm) -> Result<String> {
        orders::place(&self.request().await?, form).await
    }

    /// Looks at an order.
    pub async fn sees(&self, no: &str) -> Result<OrderView> {
        orders::order(&self.request().await?, no).await
    }

    async fn told(&self, no: &str, reason: &str) -> Result<(Cx, Told)> {
        let cx = self.request().await?;
        let told = Told {
            request_id: cx.form_id(),
            no: no.to_owned(),
            reason: reason.to_owned(),
            ..Told::default()
        };
        Ok((cx, told))
    }

    /// Asks the requester for more information.
    pub async fn asks(&self, no: &str, reason: &str) -> Result<()> {
        let (cx, told) = self.told(no, reason).await?;
        orders::ask_info(&cx, told).await
    }

    /// Gives the information that was asked for.
    pub async fn answers(&self, no: &str, words: &str) -> Result<()> {
        let (cx, told) = self.told(no, words).await?;
        orders::give_info(&cx, told).await
    }

    /// Refuses an order.
    pub async fn rejects(&self, no: &str, reason: &str) -> Result<()> {
        let (cx, told) = self.told(no, reason).await?;
        orders::reject(&cx, told).await
    }

    /// Calls an order off.
    pub async fn cancels(&self, no: &str, reason: &str) -> Result<()> {
        let (cx, told) = self.told(no, reason).await?;
        orders::cancel(&cx, told).await
    }

    /// Asks for a delivered order to be done properly.
    pub async fn reopens(&self, no: &str, reason: &str) -> Result<()> {
        let (cx, told) = self.told(no, reason).await?;
        orders::reopen(&cx, told).await
    }

    /// Accepts an offer.
    pub async fn accepts(&self, no: &str) -> Result<()> {
        let (cx, told) = self.told(no, "").await?;
        orders::accept(&cx, told).await
    }

    /// Declines an offer, in words if they want to.
    pub async fn declines_in_words(&self, no: &str, words: &str) -> Result<()> {
        self.declines_for(no, None, words).await
    }

    /// Declines an offer for a reason of the list, in words besides if they want to.
    pub async fn declines_for(
        &self,
        no: &str,
        because: Option<DeclineReason>,
        words: &str,
    ) -> Result<()> {
        let cx = self.request().await?;
        let form = DeclineForm {
            request_id: cx.form_id(),
            no: no.to_owned(),
            because: because.map(|word| word.to_string()).unwrap_or_default(),
            reason: words.to_owned(),
        };
        orders::decline(&cx, form).await
    }

    /// Offers an order for so long.
    pub async fn offers_for(&self, no: &str, to: Performer, within: OfferFor) -> Result<()> {
        let cx = self.request().await?;
        let form = offer_form(&cx, no, to, within);
        orders::offer(&cx, form).await
    }

    /// Takes an offer or an assignment back and offers the order to somebody else for so long.
    pub async fn overrides_for(
        &self,
        no: &str,
        (to, within): (Performer, OfferFor),
        reason: &str,
    ) -> Result<()> {
        let cx = self.request().await?;
        let form = OfferForm {
            reason: reason.to_owned(),
            ..offer_form(&cx, no, to, within)
        };
        orders::override_offer(&cx, form).await
    }

    /// Fixes when an order is served and who goes.
    pub async fn schedules_at(
        &self,
        no: &str,
        window: Window,
        members: &[VolunteerId],
    ) -> Result<()> {
        self.fixes(no, window, members, false).await
    }

    /// The same, although somebody is to serve elsewhere then.
    pub async fn schedules_despite(
        &self,
        no: &str,
        window: Window,
        members: &[VolunteerId],
    ) -> Result<()> {
        self.fixes(no, window, members, true).await
    }

    async fn fixes(
        &self,
        no: &str,
        window: Window,
        members: &[VolunteerId],
        despite: bool,
    ) -> Result<()> {
        let cx = self.request().await?;
        let form = ScheduleForm {
            request_id: cx.form_id(),
            no: no.to_owned(),
            from: window.from.to_field(),
            minutes: ((window.to.0 - window.from.0) / MINUTE).to_string(),
            members: domain::account::join(members),
            despite: if despite { "on" } else { "" }.to_owned(),
        };
        orders::schedule(&cx, form).await
    }

    /// Notes afterwards when somebody left who forgot to say so.
    pub async fn notes_end(
        &self,
        no: &str,
        of: VolunteerId,
        left: Timestamp,
        reason: &str,
    ) -> Result<()> {
        let (cx, mut presence) = self.presence(no, Some(of)).await?;
        presence.left = left.to_field();
        presence.reason = reason.to_owned();
        orders::check_out(&cx, presence).await
    }

    async fn presence(&self, no: &str, of: Option<VolunteerId>) -> Result<(Cx, Presence)> {
        let cx = self.request().await?;
        let presence = Presence {
            request_id: cx.form_id(),
            no: no.to_owned(),
            volunteer: of.map(|id| id.to_string()).unwrap_or_default(),
            ..Presence::default()
        };
        Ok((cx, presence))
    }

    /// Says that somebody starts serving: themselves, unless they say who.
    pub async fn notes_arrival(&self, no: &str, of: Option<VolunteerId>) -> Result<()> {
        let (cx, presence) = self.presence(no, of).await?;
        orders::check_in(&cx, presence).await
    }

    /// The same of somebody who has not left elsewhere, and why.
    pub async fn notes_arrival_despite(
        &self,
        no: &str,
        of: VolunteerId,
        reason: &str,
    ) -> Result<()> {
        let (cx, mut presence) = self.presence(no, Some(of)).await?;
        presence.reason = reason.to_owned();
        orders::check_in(&cx, presence).await
    }

    /// Says that somebody stops serving: themselves, unless they say who.
    pub async fn notes_leaving(&self, no: &str, of: Option<VolunteerId>) -> Result<()> {
        let (cx, presence) = self.presence(no, of).await?;
        orders::check_out(&cx, presence).await
    }

    /// Starts serving.
    pub async fn checks_in(&self, no: &str) -> Result<()> {
        self.notes_arrival(no, None).await
    }

    /// Stops serving.
    pub async fn checks_out(&self, no: &str) -> Result<()> {
        self.notes_leaving(no, None).await
    }

    /// Reports the delivery in words, with pictures by their names.
    pub async fn reports(&self, no: &str, words: &str, pictures: &str) -> Result<()> {
        let cx = self.request().await?;
        let report = Report {
            request_id: cx.form_id(),
            no: no.to_owned(),
            report: words.to_owned(),
            pictures: pictures.to_owned(),
        };
        orders::deliver(&cx, report).await
    }

    /// Says what they think of a delivered order.
    pub async fn judges(&self, no: &str, rating: &Rating) -> Result<()> {
        let cx = self.request().await?;
        let form = RateForm {
            request_id: cx.form_id(),
            no: no.to_owned(),
            stars: rating.stars.to_string(),
            tags: domain::account::join(&rating.tags),
            words: rating.words.clone(),
            ..RateForm::default()
        };
        orders::rate(&cx, form).await
    }

    /// Looks at what was said of services in their part of the county, behind a key.
    pub async fn reads_what_was_said(&self, key: Option<&str>) -> Result<SaidAtDesk> {
        orders::said(&self.request().await?, key).await
    }

    /// Takes words of a rating down.
    pub async fn hides_words(&self, of: RatingId, reason: &str) -> Result<()> {
        let (cx, form) = self.about_words(of, reason).await?;
        orders::hide_words(&cx, form).await
    }

    /// Shows words of a rating.
    pub async fn shows_words(&self, of: RatingId, reason: &str) -> Result<()> {
        let (cx, form) = self.about_words(of, reason).await?;
        orders::show_words(&cx, form).await
    }

    async fn about_words(&self, of: RatingId, reason: &str) -> Result<(Cx, WordsForm)> {
        let cx = self.request().await?;
        let form = WordsForm {
            request_id: cx.form_id(),
            rating: of.to_string(),
            reason: reason.to_owned(),
        };
        Ok((cx, form))
    }
}

fn offer_form(cx: &Cx, no: &str, to: Performer, within: OfferFor) -> OfferForm {
    OfferForm {
        request_id: cx.form_id(),
        no: no.to_owned(),
        to: to.to_string(),
        within: within.to_string(),
        reason: String::new(),
    }
}
