//! The menu: the county's eleven categories and what can be ordered in them.

pub(super) use super::services::SERVICES;
use super::teams::Kind;
use domain::account::Skill;
use domain::catalog::{Audience, Icon};

/// The categories: Chinese name, English name, icon. Source of the names: the county's own service menu.
pub(super) const CATEGORIES: &[(&str, &str, Icon)] = &[
    ("理论政策宣讲", "Policy talks", Icon::Megaphone),
    ("文化文艺", "Culture and arts", Icon::Music),
    ("助学支教", "Tutoring", Icon::School),
    ("医疗服务", "Health care", Icon::Medical),
    ("科学普及", "Popular science", Icon::Science),
    ("法律服务", "Legal advice", Icon::Law),
    ("卫生环保", "Clean and green", Icon::Leaf),
    ("扶贫帮困", "Help in hardship", Icon::Care),
    ("书法艺术", "Calligraphy", Icon::Brush),
    ("创建省级文明县城", "A model county town", Icon::City),
    ("爱心义工", "Helping hands", Icon::Heart),
];

/// Where a service is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Area {
    /// In the whole county.
    County,
    /// In the township with this code.
    Town(&'static str),
}

/// A line of the menu.
pub(super) struct Service {
    /// Its category's place in [`CATEGORIES`].
    pub category: usize,
    pub title: &'static str,
    pub summary: &'static str,
    pub audience: Audience,
    pub minutes: i64,
    pub skills: &'static [Skill],
    pub volunteers: i64,
    pub lead_hours: i64,
    pub risk: &'static str,
    pub area: Area,
    /// The kinds of teams that offer it.
    pub kinds: &'static [Kind],
    /// How often it is ordered, against the others.
    pub weight: u32,
    /// What a team reports after it.
    pub report: &'static str,
}

impl Service {
    pub(super) const fn new(category: usize, title: &'static str, summary: &'static str) -> Self {
        Self {
            category,
            title,
            summary,
            audience: Audience::Everyone,
            minutes: 60,
            skills: &[],
            volunteers: 2,
            lead_hours: 24,
            risk: "无特殊风险，往返途中注意交通安全。",
            area: Area::County,
            kinds: &[],
            weight: 4,
            report: "按约定完成服务，现场秩序良好。",
        }
    }

    pub(super) const fn for_whom(mut self, audience: Audience, minutes: i64, weight: u32) -> Self {
        self.audience = audience;
        self.minutes = minutes;
        self.weight = weight;
        self
    }

    pub(super) const fn by(
        mut self,
        kinds: &'static [Kind],
        skills: &'static [Skill],
        volunteers: i64,
        lead_hours: i64,
    ) -> Self {
        self.kinds = kinds;
        self.skills = skills;
        self.volunteers = volunteers;
        self.lead_hours = lead_hours;
        self
    }

    pub(super) const fn told(mut self, risk: &'static str, report: &'static str) -> Self {
        self.risk = risk;
        self.report = report;
        self
    }

    pub(super) const fn only_in(mut self, town: &'static str) -> Self {
        self.area = Area::Town(town);
        self
    }
}

/// The place in the menu of the service with this title.
pub(super) fn place_of(title: &str) -> usize {
    SERVICES
        .iter()
        .position(|service| service.title == title)
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::error::{number, text};

    #[test]
    fn every_line_would_pass_the_editor() {
        for service in SERVICES {
            assert!(text(service.title, 2, 40).is_ok(), "{}", service.title);
            assert!(text(service.summary, 5, 500).is_ok(), "{}", service.title);
            assert!(text(service.risk, 2, 300).is_ok(), "{}", service.title);
            assert!(text(service.report, 2, 1000).is_ok(), "{}", service.title);
            assert!(number(&service.minutes.to_string(), 10, 600).is_ok());
            assert!(number(&service.volunteers.to_string(), 1, 50).is_ok());
            assert!(number(&service.lead_hours.to_string(), 0, 720).is_ok());
            assert!(!service.kinds.is_empty() && service.weight > 0);
            assert!(service.category < CATEGORIES.len());
            assert_eq!(
                SERVICES
                    .iter()
                    .filter(|other| other.title == service.title)
                    .count(),
                1
            );
        }
        for category in 0..CATEGORIES.len() {
            assert!(SERVICES.iter().any(|service| service.category == category));
        }
    }
}
