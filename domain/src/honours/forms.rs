//! The forms of honours.

use super::{Criteria, Kind};
use crate::account::required_id;
use crate::error::{Check, Code, Refusal, number, public_text, text};
use crate::ids::{CampaignId, NominationId};
use crate::pictures::{self, PictureName};
use crate::time::{CountyDate, Timestamp};
use serde::{Deserialize, Serialize};

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

/// The form that lets one's own honour be published, or not, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerForm {
    /// The form's id.
    pub request_id: String,
    /// The nomination.
    pub id: String,
    /// `yes` to agree.
    pub agree: String,
}

impl AnswerForm {
    /// The nomination, and whether its person agrees.
    pub fn read(&self) -> Result<(NominationId, bool), Refusal> {
        let id = self.id.parse()?;
        Ok((id, self.agree == "yes"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
                Err(Refusal::field("reason", Code::CONTACT_IN_TEXT))
            );
        }
    }

    #[test]
    fn only_a_yes_agrees() {
        for (agree, agrees) in [("yes", true), ("no", false), ("", false)] {
            let form = AnswerForm {
                id: "4".to_owned(),
                agree: agree.to_owned(),
                ..AnswerForm::default()
            };
            assert_eq!(form.read(), Ok((NominationId(4), agrees)));
        }
    }
}
