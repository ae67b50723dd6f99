//! The registration of a volunteer.

use super::{
    ADULT, BirthMonth, PersonName, Phone, YOUNGEST, parse_volunteer_no, required_id, set_of, ticked,
};
use crate::error::{Check, Code, Refusal};
use crate::ids::OrgId;
use crate::time::CountyDate;
use serde::{Deserialize, Serialize};

words! {
    /// Sex, as registration records it.
    Sex {
        /// 女
        Female = "female",
        /// 男
        Male = "male",
    }
}

words! {
    /// What a volunteer can do and a service needs.
    Skill {
        /// 理论宣讲
        Lecturing = "lecturing",
        /// 文艺表演
        Performing = "performing",
        /// 课业辅导
        Tutoring = "tutoring",
        /// 医疗护理
        Medical = "medical",
        /// 科普讲解
        Science = "science",
        /// 法律咨询
        Legal = "legal",
        /// 环境清洁
        Cleaning = "cleaning",
        /// 家电维修
        Repairs = "repairs",
        /// 理发
        Haircutting = "haircutting",
        /// 书画
        Calligraphy = "calligraphy",
        /// 心理疏导
        Counselling = "counselling",
        /// 烹饪
        Cooking = "cooking",
        /// 驾驶
        Driving = "driving",
        /// 摄影
        Photography = "photography",
        /// 手语
        SignLanguage = "sign_language",
        /// 应急救护
        FirstAid = "first_aid",
    }
}

words! {
    /// When a volunteer can usually serve.
    FreeTime {
        /// 工作日上午
        WeekdayMorning = "weekday_morning",
        /// 工作日下午
        WeekdayAfternoon = "weekday_afternoon",
        /// 工作日晚上
        WeekdayEvening = "weekday_evening",
        /// 周末上午
        WeekendMorning = "weekend_morning",
        /// 周末下午
        WeekendAfternoon = "weekend_afternoon",
        /// 周末晚上
        WeekendEvening = "weekend_evening",
    }
}

/// The registration form as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegistrationForm {
    /// Replays of one form carry the same id.
    pub request_id: String,
    /// Full name.
    pub name: String,
    /// `1998-07`.
    pub birth_month: String,
    /// `female` or `male`.
    pub sex: String,
    /// The township's org.
    pub town: String,
    /// The village's org.
    pub village: String,
    /// Comma-separated [`Skill`]s.
    pub skills: String,
    /// Comma-separated [`FreeTime`]s.
    pub free_times: String,
    /// Whom to call in an emergency.
    pub emergency_name: String,
    /// Their phone.
    pub emergency_phone: String,
    /// Under 18: the guardian.
    pub guardian_name: String,
    /// Their phone.
    pub guardian_phone: String,
    /// Under 18: that the guardian agrees.
    pub guardian_consent: String,
    /// The number of the volunteer who brought them, if somebody did.
    pub brought_by: String,
    /// That the agreement is accepted.
    pub agree: String,
    /// Optional, separate consent: to be named in rankings.
    pub consent_ranking: String,
    /// Optional, separate consent: to appear in pictures.
    pub consent_photos: String,
}

/// A minor's guardian, who has consented.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guardian {
    /// Their name.
    pub name: PersonName,
    /// Their phone.
    pub phone: Phone,
}

/// A registration that can be entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    /// Full name.
    pub name: PersonName,
    /// Year and month of birth.
    pub born: BirthMonth,
    /// Sex.
    pub sex: Sex,
    /// The village's org.
    pub village: OrgId,
    /// What they can do.
    pub skills: Vec<Skill>,
    /// When they usually can.
    pub free_times: Vec<FreeTime>,
    /// Whom to call.
    pub emergency_name: PersonName,
    /// Their phone.
    pub emergency_phone: Phone,
    /// Present exactly when the volunteer is a minor.
    pub guardian: Option<Guardian>,
    /// The number of the volunteer who brought them.
    pub brought_by: Option<String>,
    /// Named in rankings.
    pub consent_ranking: bool,
    /// Shown in pictures.
    pub consent_photos: bool,
}

impl RegistrationForm {
    /// Reads the form; `today` decides who is a minor.
    pub fn read(&self, today: CountyDate) -> Result<Registration, Refusal> {
        let mut check = Check::default();
        let name = check.take("name", PersonName::parse(&self.name));
        let born = check.take("birth_month", BirthMonth::parse(&self.birth_month, today));
        let age = born.map(|born| born.age(today));
        if age.is_some_and(|age| age < YOUNGEST) {
            check.take::<()>("birth_month", Err(Code::TOO_YOUNG));
        }
        let sex = check.take(
            "sex",
            if self.sex.is_empty() {
                Err(Code::REQUIRED)
            } else {
                self.sex.parse()
            },
        );
        let village = check.take("village", required_id(&self.village));
        let skills = check.take("skills", set_of(&self.skills));
        let free_times = check.take("free_times", set_of(&self.free_times));
        let emergency_name = check.take("emergency_name", PersonName::parse(&self.emergency_name));
        let emergency_phone = check.take("emergency_phone", Phone::parse(&self.emergency_phone));
        let guardian = if age.is_some_and(|age| age < ADULT) {
            let name = check.take("guardian_name", PersonName::parse(&self.guardian_name));
            let phone = check.take("guardian_phone", Phone::parse(&self.guardian_phone));
            check.take("guardian_consent", ticked(&self.guardian_consent));
            name.zip(phone)
                .map(|(name, phone)| Guardian { name, phone })
        } else {
            None
        };
        let brought_by = match self.brought_by.trim() {
            "" => None,
            no => check.take("brought_by", parse_volunteer_no(no)),
        };
        check.take("agree", ticked(&self.agree));
        check.finish(|| {
            Some(Registration {
                name: name?,
                born: born?,
                sex: sex?,
                village: village?,
                skills: skills?,
                free_times: free_times?,
                emergency_name: emergency_name?,
                emergency_phone: emergency_phone?,
                guardian,
                brought_by,
                consent_ranking: ticked(&self.consent_ranking).is_ok(),
                consent_photos: ticked(&self.consent_photos).is_ok(),
            })
        })
    }
}
