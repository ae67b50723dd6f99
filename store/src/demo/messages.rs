//! The inboxes of the demo's own people and desks: what the use-cases would have told them in the last month.

use super::county::{CENTRE, HOME, SEAT};
use super::ledger::{Books, What, stars_at};
use super::life::{Life, Step};
use super::menu::SERVICES;
use super::service::Deed;
use crate::notify::inbox;
use domain::access::Action;
use domain::hours;
use domain::ids::{AccountId, InboxId, OrgId, VolunteerId};
use domain::notify::Message;
use domain::orders::{Performer, State};
use domain::points::{Earning, Earns, Rule};
use domain::time::{DAY, MINUTE};

/// How far back the inboxes reach, and from when on nothing has been read yet.
const REACH: i64 = 30 * DAY;
const UNREAD: i64 = 2 * DAY;
/// A message is read within the hour, if it is read.
const READ_AFTER: i64 = 40 * MINUTE;

/// Whose inbox.
#[derive(Clone, Copy)]
enum To {
    Person(AccountId),
    Desk(OrgId),
}

impl To {
    /// Whether it is one of the demo's.
    fn is_demo(self) -> bool {
        match self {
            Self::Person(account) => account.0 <= super::ACCOUNTS.len() as i64,
            Self::Desk(org) => [CENTRE, SEAT, HOME].contains(&org),
        }
    }
}

/// The messages, the oldest first.
pub(super) fn messages(books: &Books) -> impl Iterator<Item = inbox::Model> {
    let now = books.county.now;
    let start = books
        .moments
        .partition_point(|(at, _)| *at < now.plus(-REACH));
    let told = books.moments[start..].iter().flat_map(move |(at, what)| {
        let notices = match *what {
            What::Registered(place) => welcome(books, place),
            What::Step(life, step) => {
                let life = &books.lives[life as usize];
                of_step(books, life, &life.steps[step as usize])
            }
            What::Deed(life, service, deed) => of_deed(books, life, service, deed),
            _ => Vec::new(),
        };
        let ours = notices.into_iter().filter(|(to, _)| to.is_demo());
        ours.map(move |(to, notice)| (*at, to, notice))
    });
    told.zip(1..).map(move |((at, to, notice), id)| {
        let (account_id, org_id) = match to {
            To::Person(account) => (Some(account), None),
            To::Desk(org) => (None, Some(org)),
        };
        inbox::Model {
            id: InboxId(id),
            account_id,
            org_id,
            at,
            message: serde_json::to_string(&notice).unwrap_or_default(),
            read_at: (at < now.plus(-UNREAD)).then(|| at.plus(READ_AFTER)),
        }
    })
}

fn welcome(books: &Books, place: u32) -> Vec<(To, Message)> {
    let volunteer = &books.county.volunteers[place as usize];
    let year = volunteer.since.date().ymd().0;
    let no = domain::account::volunteer_no(year, i64::from(place) + 1);
    vec![(
        To::Person(volunteer.account),
        Message::Account(domain::account::Message::Welcome { no }),
    )]
}

fn account_of(books: &Books, id: VolunteerId) -> To {
    To::Person(books.county.volunteer(id).account)
}

fn hand_of(books: &Books, performer: Performer) -> To {
    match performer {
        Performer::Team(id) => account_of(books, books.county.team(id).leader),
        Performer::Org(id) => To::Desk(id),
    }
}

fn name_of(books: &Books, performer: Performer) -> String {
    match performer {
        Performer::Team(id) => books.county.team(id).name.clone(),
        Performer::Org(id) => books.county.org(id).name.clone(),
    }
}

/// The messages that an arrow of the machine sends.
fn of_step(books: &Books, life: &Life, step: &Step) -> Vec<(To, Message)> {
    let no = life.wish.no.clone();
    let title = SERVICES[life.wish.item].title.to_owned();
    let reason = step.reason.to_owned();
    let asker = To::Person(life.wish.requester);
    // Every station of the demo has somebody at its desk.
    let desk = To::Desk(life.wish.village);
    let offers = life.offers.iter().rev();
    let holding = offers.clone().find(|offer| offer.made <= step.at);
    let held = holding.map(|offer| hand_of(books, offer.to));
    let by = holding
        .map(|offer| name_of(books, offer.to))
        .unwrap_or_default();
    let members = life.assigned.iter().map(|id| account_of(books, *id));
    let scheduled = life.scheduled.map(|window| window.from);

    match step.action {
        Action::SUBMIT => vec![
            (
                asker,
                Message::Orders(domain::orders::Message::OrderPlaced {
                    no: no.clone(),
                    title: title.clone(),
                }),
            ),
            (
                desk,
                Message::Orders(domain::orders::Message::OrderWaits { no, title }),
            ),
        ],
        Action::ASK_INFO => vec![(
            asker,
            Message::Orders(domain::orders::Message::InfoAsked { no, title, reason }),
        )],
        Action::GIVE_INFO => vec![(
            desk,
            Message::Orders(domain::orders::Message::InfoGiven { no, title }),
        )],
        Action::REJECT => vec![(
            asker,
            Message::Orders(domain::orders::Message::OrderRejected { no, title, reason }),
        )],
        Action::OFFER | Action::OVERRIDE => {
            let deadline = holding.map_or(step.at, |offer| offer.deadline);
            let offer = Message::Orders(domain::orders::Message::OfferMade {
                no: no.clone(),
                title: title.clone(),
                deadline,
            });
            let before = offers.clone().find(|offer| offer.made < step.at);
            let withdrawn = before
                .filter(|_| step.action == Action::OVERRIDE)
                .map(|offer| {
                    (
                        hand_of(books, offer.to),
                        Message::Orders(domain::orders::Message::OfferWithdrawn { no, title }),
                    )
                });
            withdrawn
                .into_iter()
                .chain(held.map(|to| (to, offer)))
                .collect()
        }
        Action::ACCEPT => vec![(
            asker,
            Message::Orders(domain::orders::Message::OrderAccepted { no, title, by }),
        )],
        Action::DECLINE | Action::EXPIRE => vec![(
            desk,
            Message::Orders(domain::orders::Message::OfferReturned { no, title, by }),
        )],
        Action::SCHEDULE => {
            let Some(from) = scheduled else {
                return Vec::new();
            };
            let shift = Message::Orders(domain::orders::Message::ShiftAssigned {
                no: no.clone(),
                title: title.clone(),
                from,
            });
            let mut notices: Vec<_> = members.map(|to| (to, shift.clone())).collect();
            notices.push((
                asker,
                Message::Orders(domain::orders::Message::OrderScheduled { no, title, from }),
            ));
            notices
        }
        Action::CHECK_IN if step.from == Some(State::Scheduled) => {
            vec![(
                asker,
                Message::Orders(domain::orders::Message::ServiceStarted { no, title }),
            )]
        }
        Action::DELIVER => vec![(
            asker,
            Message::Orders(domain::orders::Message::OrderDelivered { no, title }),
        )],
        Action::RATE => {
            let stars = stars_at(life, step.at);
            let rated = Message::Orders(domain::orders::Message::OrderRated {
                no,
                title: title.clone(),
                stars,
            });
            let mut notices: Vec<_> = held.map(|to| (to, rated)).into_iter().collect();
            let points = Earning::beginning().points(Earns::FiveStars);
            let served = life
                .services
                .iter()
                .filter(|service| stars == 5 && service.thanked);
            notices.extend(served.map(|service| {
                let bonus = Message::Hours(domain::hours::Message::BonusPosted {
                    title: title.clone(),
                    points,
                });
                (account_of(books, service.volunteer), bonus)
            }));
            notices
        }
        Action::CLOSE => vec![(
            asker,
            Message::Orders(domain::orders::Message::OrderClosed { no, title }),
        )],
        Action::CANCEL => {
            let notice =
                Message::Orders(domain::orders::Message::OrderCancelled { no, title, reason });
            let all = std::iter::once(asker).chain(held).chain(members);
            all.map(|to| (to, notice.clone())).collect()
        }
        Action::REOPEN => {
            let notice =
                Message::Orders(domain::orders::Message::OrderReopened { no, title, reason });
            let institute = To::Desk(books.county.town_of(life.wish.village));
            held.into_iter()
                .chain([institute])
                .map(|to| (to, notice.clone()))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// The messages on a service record's way to the ledger.
fn of_deed(books: &Books, life: u32, service: u32, deed: u32) -> Vec<(To, Message)> {
    let life = &books.lives[life as usize];
    let service = &life.services[service as usize];
    let (_, deed, _) = service.deeds[deed as usize];
    let to = account_of(books, service.volunteer);
    let title = SERVICES[life.wish.item].title.to_owned();
    let (minutes, until) = (service.minutes, service.until);
    match (deed, until) {
        (Deed::Confirm, Some(until)) if service.reason.is_none() => {
            vec![(
                to,
                Message::Hours(domain::hours::Message::HoursNoticed {
                    title,
                    minutes,
                    until,
                }),
            )]
        }
        (Deed::Review(hours::Verdict::Approve), Some(until)) => {
            vec![(
                to,
                Message::Hours(domain::hours::Message::HoursNoticed {
                    title,
                    minutes,
                    until,
                }),
            )]
        }
        (Deed::Review(hours::Verdict::Strike), _) => vec![(
            to,
            Message::Hours(domain::hours::Message::HoursStruck { title }),
        )],
        (Deed::Post, _) if to.is_demo() => {
            let earned = books
                .awards
                .iter()
                .rev()
                .find(|award| award.rule == Rule::ServiceHours && award.source == service.id);
            let points = earned.map_or(0, |award| award.amount);
            vec![(
                to,
                Message::Hours(domain::hours::Message::HoursPosted {
                    title,
                    minutes,
                    points,
                }),
            )]
        }
        _ => Vec::new(),
    }
}
