//! Honours 评先树优: campaigns with criteria computed from the books, nominations, public notice, awards.

mod messages;

pub use messages::Message;

use crate::access::Action;
use crate::account::required_id;
use crate::error::{Check, Code, Refusal, number, public_text, text};
use crate::ids::{CampaignId, NominationId};
use crate::pictures::{self, PictureName, PictureView};
use crate::time::{CountyDate, Timestamp};
use serde::{Deserialize, Serialize};

/// What it adds to the lists of the frame.
pub(crate) const FEATURE: crate::gather::Feature = crate::gather::Feature {
    codes: CODES,
    actions: ACTIONS,
    words: word_sets! {
        "honour_kind": Kind,
        "honour_state": State,
        "honour_publish": Publish,
    },
    numbers: &[
        ("PRIOR_RATINGS", &PRIOR_RATINGS),
        ("PRIOR_PERCENT", &PRIOR_PERCENT),
        ("PRIOR_GOOD", &(PRIOR_RATINGS * PRIOR_PERCENT / 100)),
    ],
};

actions! {
    /// Open a campaign that honours people.
    OPEN_CAMPAIGN = "open_campaign", [CentreStaff, CountyAdmin];
    /// Nominate oneself.
    NOMINATE_SELF = "nominate_self", [SignedIn];
    /// Nominate a member, a team, a service or a station.
    NOMINATE_OTHER = "nominate_other", [Leader, StationStaff, InstituteStaff, CentreStaff];
    /// Let one's own honour be published, or not.
    CONSENT_TO_HONOUR = "consent_to_honour", [SignedIn];
    /// Approve a nomination, or return it.
    REVIEW_HONOUR = "review_honour", [InstituteStaff, CentreStaff];
    /// Award an honour.
    AWARD_HONOUR = "award_honour", [CentreStaff];
}

codes! {
    /// Nobody decides on an honour of their own.
    OWN_HONOUR = "own_honour", Conflict;
    /// All places of the campaign are awarded.
    NO_PLACE_LEFT = "no_place_left", Conflict;
    /// The figures do not meet what the campaign asks for.
    BELOW_CRITERIA = "below_criteria", Conflict;
    /// Nominations are over.
    NOMINATIONS_OVER = "nominations_over", Conflict;
}

words! {
    /// What a campaign honours.
    Kind {
        /// A volunteer.
        Volunteer = "volunteer",
        /// A team.
        Team = "team",
        /// A project: a service of the menu.
        Project = "project",
        /// A station.
        Station = "station",
    }
}

words! {
    /// Where a nomination stands.
    State {
        /// Staff review it.
        Nominated = "nominated",
        /// Reviewed and approved; it hangs in public notice, and behind its end waits for the award.
        Noticed = "noticed",
        /// Somebody objected during the notice: staff review it again.
        Objected = "objected",
        /// Awarded by the centre.
        Awarded = "awarded",
        /// Returned by staff, with a reason.
        Returned = "returned",
    }
}

impl State {
    /// Those in which somebody still has to decide.
    pub const OPEN: [Self; 3] = [Self::Nominated, Self::Noticed, Self::Objected];
}

words! {
    /// Whether the person nominated lets their whole name and picture be published. A consent of its own, which they give
    /// or refuse themselves. Source: 个人信息保护法 art. 25.
    Publish {
        /// No person is concerned: a team, a project, a station.
        NotAsked = "not_asked",
        /// They have not answered.
        Asked = "asked",
        /// They agree.
        Given = "given",
        /// They do not.
        Refused = "refused",
    }
}

/// What is done with a nomination.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// It is good: it goes into public notice.
    Approve,
    /// It goes back with a reason, also during the notice.
    Return,
    /// Somebody objects.
    Object,
    /// It is awarded.
    Award,
}

impl Deed {
    /// The action that the access table knows it by.
    pub const fn action(self) -> Action {
        match self {
            Self::Approve | Self::Return => Action::REVIEW_HONOUR,
            Self::Object => Action::OBJECT,
            Self::Award => Action::AWARD_HONOUR,
        }
    }
}

/// The one way out of a state for each deed; everything else is refused.
pub fn step(from: State, deed: Deed) -> Result<State, Code> {
    match (from, deed) {
        (State::Nominated | State::Objected, Deed::Approve) => Ok(State::Noticed),
        (State::Nominated | State::Noticed | State::Objected, Deed::Return) => Ok(State::Returned),
        (State::Noticed, Deed::Object) => Ok(State::Objected),
        (State::Noticed, Deed::Award) => Ok(State::Awarded),
        _ => Err(Code::NOT_NOW),
    }
}

/// Two people decide, and neither is who is honoured: `own` for the person concerned, `again` for whoever took the step
/// before.
pub fn by_another(own: bool, again: bool) -> Result<(), Code> {
    if own {
        Err(Code::OWN_HONOUR)
    } else if again {
        Err(Code::SECOND_PERSON)
    } else {
        Ok(())
    }
}

/// Whether there is a place left when so many are awarded.
pub fn place_left(awarded: i64, places: i64) -> Result<(), Code> {
    if awarded < places {
        Ok(())
    } else {
        Err(Code::NO_PLACE_LEFT)
    }
}

/// Whether a whole name may stand in public: with consent, and never a minor's.
pub fn shows_whole_name(publish: Publish, adult: bool) -> bool {
    publish == Publish::NotAsked || (publish == Publish::Given && adult)
}

/// What the books say about somebody or something in the period of a campaign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Posted minutes.
    pub minutes: i64,
    /// Orders served.
    pub orders: i64,
    /// Ratings of these orders.
    pub ratings: i64,
    /// Those of four or five stars.
    pub good: i64,
}

/// Ratings that every approval begins with, and how many of them are good: few ratings say little.
/// Source: the product's figures, (good + k·prior) ÷ (n + k).
const PRIOR_RATINGS: i64 = 5;
const PRIOR_PERCENT: i64 = 80;

impl Figures {
    /// The approval in whole percent, rounded down.
    pub fn approval(&self) -> i64 {
        (self.good * 100 + PRIOR_RATINGS * PRIOR_PERCENT) / (self.ratings + PRIOR_RATINGS)
    }
}

/// What a campaign asks for at least.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criteria {
    /// Posted minutes.
    pub minutes: i64,
    /// Orders served.
    pub orders: i64,
    /// Approval in percent.
    pub approval: i64,
}

impl Criteria {
    /// Whether these figures meet it.
    pub fn met_by(&self, figures: &Figures) -> Result<(), Code> {
        if figures.minutes >= self.minutes
            && figures.orders >= self.orders
            && figures.approval() >= self.approval
        {
            Ok(())
        } else {
            Err(Code::BELOW_CRITERIA)
        }
    }
}

/// The form that opens a campaign, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CampaignForm {
    /// The form's id.
    pub request_id: String,
    /// Its title.
    pub title: String,
    /// What it honours, in words.
    pub about: String,
    /// A [`Kind`].
    pub kind: String,
    /// The first day whose service counts.
    pub from: String,
    /// The last one.
    pub to: String,
    /// The last day of nominations.
    pub until: String,
    /// Places to award.
    pub places: String,
    /// Hours at least.
    pub hours: String,
    /// Orders at least.
    pub orders: String,
    /// Approval in percent at least.
    pub approval: String,
}

/// A campaign that is about to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCampaign {
    /// Its title.
    pub title: String,
    /// What it honours.
    pub about: String,
    /// Whom.
    pub kind: Kind,
    /// The start of the first day whose service counts.
    pub from: Timestamp,
    /// The end of the last one.
    pub to: Timestamp,
    /// The end of the last day of nominations.
    pub until: Timestamp,
    /// Places to award.
    pub places: i64,
    /// What it asks for.
    pub criteria: Criteria,
}

impl CampaignForm {
    /// Reads the form. Nominations end today at the earliest.
    pub fn read(&self, today: CountyDate) -> Result<NewCampaign, Refusal> {
        let mut check = Check::default();
        let title = check.take("title", text(&self.title, 2, 40));
        let about = check.take("about", text(&self.about, 2, 500));
        let kind = check.take("kind", self.kind.parse::<Kind>());
        let first = CountyDate::parse(&self.from);
        let from = check.take("from", first);
        let to = CountyDate::parse(&self.to);
        let to = check.take(
            "to",
            to.and_then(|to| match first {
                Ok(first) if to < first => Err(Code::ENDS_BEFORE_START),
                _ => Ok(to),
            }),
        );
        let until = CountyDate::parse(&self.until);
        let until = check.take(
            "until",
            until.and_then(|until| {
                if until < today {
                    Err(Code::IN_THE_PAST)
                } else {
                    Ok(until)
                }
            }),
        );
        let places = check.take("places", number(&self.places, 1, 1000));
        let hours = check.take("hours", number(&self.hours, 0, 10_000));
        let orders = check.take("orders", number(&self.orders, 0, 10_000));
        let approval = check.take("approval", number(&self.approval, 0, 100));
        check.finish(|| {
            Some(NewCampaign {
                title: title?,
                about: about?,
                kind: kind?,
                from: from?.start(),
                to: to?.plus_days(1).start(),
                until: until?.plus_days(1).start(),
                places: places?,
                criteria: Criteria {
                    minutes: hours? * 60,
                    orders: orders?,
                    approval: approval?,
                },
            })
        })
    }
}

/// The form of a nomination as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NominationForm {
    /// The form's id.
    pub request_id: String,
    /// The campaign.
    pub campaign: String,
    /// The one chosen from the list.
    pub subject: String,
    /// A volunteer's number, where staff nominate somebody.
    pub no: String,
    /// Why.
    pub reason: String,
    /// Names of its pictures.
    pub pictures: String,
}

/// Whom a nomination names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// By an id of the campaign's kind.
    Id(i64),
    /// By a volunteer's number.
    No(String),
}

/// A nomination that is about to be entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewNomination {
    /// The campaign.
    pub campaign: CampaignId,
    /// Whom.
    pub named: Named,
    /// Why.
    pub reason: String,
    /// Its pictures.
    pub pictures: Vec<PictureName>,
}

impl NominationForm {
    /// Reads the form: a number goes before a choice. The reason is published with the award.
    pub fn read(&self) -> Result<NewNomination, Refusal> {
        let mut check = Check::default();
        let campaign = check.take("campaign", required_id(&self.campaign));
        let named = if self.no.trim().is_empty() {
            let id = self.subject.trim().parse().map_err(|_| Code::REQUIRED);
            check.take("subject", id).map(Named::Id)
        } else {
            let no = crate::account::parse_volunteer_no(&self.no);
            check.take("no", no).map(Named::No)
        };
        let reason = check.take("reason", public_text(&self.reason, 10, 500));
        let pictures = check.take("pictures", pictures::read(&self.pictures));
        check.finish(|| {
            Some(NewNomination {
                campaign: campaign?,
                named: named?,
                reason: reason?,
                pictures: pictures?,
            })
        })
    }
}

/// A campaign as pages show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignView {
    /// Its id.
    pub id: CampaignId,
    /// Its title.
    pub title: String,
    /// What it honours.
    pub about: String,
    /// Whom.
    pub kind: Kind,
    /// The start of the first day whose service counts.
    pub from: Timestamp,
    /// The end of the last one.
    pub to: Timestamp,
    /// When nominations end.
    pub until: Timestamp,
    /// Whether they are open now.
    pub open: bool,
    /// Places to award.
    pub places: i64,
    /// What it asks for.
    pub criteria: Criteria,
}

/// An award in public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwardView {
    /// The nomination.
    pub id: NominationId,
    /// Who or what; masked where nobody agreed to more.
    pub name: String,
    /// The township.
    pub place: String,
    /// The campaign.
    pub campaign: String,
    /// Whom it honours.
    pub kind: Kind,
    /// When it was awarded.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
    /// Its pictures, where they may be shown.
    pub pictures: Vec<PictureView>,
}

/// A nomination in public notice: masked where a person is concerned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HonourNoticeView {
    /// The nomination.
    pub id: NominationId,
    /// Who or what.
    pub name: String,
    /// The township.
    pub place: String,
    /// The campaign.
    pub campaign: String,
    /// When the notice ends.
    pub until: Timestamp,
}

/// A nomination of oneself, or of what one answers for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyHonour {
    /// The nomination.
    pub id: NominationId,
    /// The campaign.
    pub campaign: String,
    /// Where it stands.
    pub state: State,
    /// Whether one lets it be published.
    pub publish: Publish,
    /// Whether one may agree to that: minors may not.
    pub may_publish: bool,
    /// Why one was nominated.
    pub reason: String,
    /// What staff said when they returned it.
    pub returned: String,
    /// When.
    pub at: Timestamp,
}

/// A nomination at the desk, in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NominationRow {
    /// Its id.
    pub id: NominationId,
    /// Who or what.
    pub name: String,
    /// The campaign.
    pub campaign: String,
    /// Where it stands.
    pub state: State,
    /// When it was entered.
    pub at: Timestamp,
}

/// A nomination with everything that one decides by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NominationCase {
    /// What the list shows.
    pub row: NominationRow,
    /// Where.
    pub place: String,
    /// Who nominated.
    pub by: String,
    /// Why.
    pub reason: String,
    /// Its pictures.
    pub pictures: Vec<PictureView>,
    /// What the books said when it was entered.
    pub then: Figures,
    /// What they say now.
    pub now: Figures,
    /// What the campaign asks for.
    pub criteria: Criteria,
    /// Whether the person lets it be published.
    pub publish: Publish,
    /// When the public notice ends.
    pub until: Option<Timestamp>,
    /// What was said with the last step.
    pub words: String,
    /// Places of the campaign, and how many are awarded.
    pub places: (i64, i64),
    /// Whether the viewer may approve it now.
    pub approve: bool,
    /// Whether they may return it now.
    pub give_back: bool,
    /// Whether they may award it now.
    pub award: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{Standing, Standings};
    use proptest::prelude::*;

    #[test]
    fn every_transition_is_allowed_or_not_for_everybody() {
        for state in State::ALL {
            for deed in [Deed::Approve, Deed::Return, Deed::Object, Deed::Award] {
                let expected = match (state, deed) {
                    (State::Nominated | State::Objected, Deed::Approve) => Ok(State::Noticed),
                    (State::Nominated | State::Noticed | State::Objected, Deed::Return) => {
                        Ok(State::Returned)
                    }
                    (State::Noticed, Deed::Object) => Ok(State::Objected),
                    (State::Noticed, Deed::Award) => Ok(State::Awarded),
                    _ => Err(Code::NOT_NOW),
                };
                assert_eq!(step(*state, deed), expected, "{state} {deed:?}");
                for standing in Standing::ALL {
                    let standings: Standings = [*standing].into_iter().collect();
                    let may = match deed {
                        Deed::Award => *standing == Standing::CentreStaff,
                        Deed::Object => *standing == Standing::SignedIn,
                        _ => matches!(standing, Standing::InstituteStaff | Standing::CentreStaff),
                    };
                    assert_eq!(standings.may(deed.action()), may, "{deed:?} {standing}");
                }
            }
        }
    }

    #[test]
    fn a_whole_name_needs_consent_and_eighteen_years() {
        assert!(shows_whole_name(Publish::NotAsked, false));
        assert!(shows_whole_name(Publish::Given, true));
        for (publish, adult) in [
            (Publish::Given, false),
            (Publish::Asked, true),
            (Publish::Refused, true),
        ] {
            assert!(!shows_whole_name(publish, adult));
        }
    }

    #[test]
    fn few_ratings_say_little() {
        let approval = |good, ratings| {
            let figures = Figures {
                ratings,
                good,
                ..Figures::default()
            };
            figures.approval()
        };
        assert_eq!(approval(0, 0), 80);
        assert_eq!(approval(1, 1), 83);
        assert_eq!(approval(95, 95), 99);
        assert_eq!(approval(0, 5), 40);
    }

    #[test]
    fn places_and_persons() {
        assert_eq!(place_left(1, 2), Ok(()));
        assert_eq!(place_left(2, 2), Err(Code::NO_PLACE_LEFT));
        assert_eq!(by_another(false, false), Ok(()));
        assert_eq!(by_another(true, true), Err(Code::OWN_HONOUR));
        assert_eq!(by_another(false, true), Err(Code::SECOND_PERSON));
    }

    #[test]
    fn a_campaign_is_read_with_every_fault() {
        let today = CountyDate::new(2026, 11, 23).unwrap();
        let form = CampaignForm {
            title: "年度最美志愿者".to_owned(),
            about: "一年里服务最多、口碑最好的志愿者".to_owned(),
            kind: "volunteer".to_owned(),
            from: "2026-01-01".to_owned(),
            to: "2025-12-31".to_owned(),
            until: "2026-11-22".to_owned(),
            places: "3".to_owned(),
            hours: "20".to_owned(),
            orders: "5".to_owned(),
            approval: "101".to_owned(),
            ..CampaignForm::default()
        };
        let faults: Vec<_> = form
            .read(today)
            .unwrap_err()
            .fields
            .into_iter()
            .map(|fault| (fault.field, fault.code))
            .collect();
        assert_eq!(
            faults,
            [
                ("to".into(), Code::ENDS_BEFORE_START),
                ("until".into(), Code::IN_THE_PAST),
                ("approval".into(), Code::NOT_A_NUMBER),
            ]
        );
    }

    fn nomination(reason: &str) -> NominationForm {
        NominationForm {
            campaign: "1".to_owned(),
            subject: "2".to_owned(),
            reason: reason.to_owned(),
            ..NominationForm::default()
        }
    }

    #[test]
    fn a_reason_tells_nobodys_phone() {
        assert!(nomination("一年里帮了132户人家，从不推辞").read().is_ok());
        for reason in [
            "有事打138 0000 0001，他就到",
            "有事打０５９６－３３２０００１，他就到",
        ] {
            assert_eq!(
                nomination(reason).read(),
                Err(Refusal::field("reason", Code::PHONE_IN_TEXT))
            );
        }
    }

    proptest! {
        #[test]
        fn approval_is_a_percentage(ratings in 0_i64..100_000, share in 0_i64..=100) {
            let good = ratings * share / 100;
            let figures = Figures { ratings, good, ..Figures::default() };
            prop_assert!((0..=100).contains(&figures.approval()));
        }
    }
}
