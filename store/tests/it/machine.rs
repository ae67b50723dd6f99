//! Every state, every action, every kind of person: what the use-cases do is what the rules say.

use domain::Code;
use domain::access::{Action, Standing, Standings};
use domain::notify::Message;
use domain::orders::{Performer, State, step};
use store::both;
use store::testing::{County, Person, Reader, Trace, refused};

/// The actions that have a use-case, in the order of the table.
const TRIED: [Action; 14] = [
    Action::ASK_INFO,
    Action::GIVE_INFO,
    Action::REJECT,
    Action::OFFER,
    Action::OVERRIDE,
    Action::ACCEPT,
    Action::DECLINE,
    Action::SCHEDULE,
    Action::CHECK_IN,
    Action::CHECK_OUT,
    Action::DELIVER,
    Action::RATE,
    Action::CANCEL,
    Action::REOPEN,
];

both!(a_team_holds_the_order, |county| async {
    let barbers = Performer::Team(county.teams.barbers);
    Trial::new(county, barbers).everything().await;
});

both!(an_org_holds_the_order, |county| async {
    let institute = Performer::Org(county.places.other_town);
    Trial::new(county, institute).everything().await;
});

struct Trial {
    county: County,
    performer: Performer,
}

/// Somebody, with what they are to the order at hand as the words of the rules have it.
struct Somebody {
    person: Person,
    standings: Standings,
}

/// An order that waits for what people try.
struct Order {
    no: String,
    trace: Trace,
    people: Vec<Somebody>,
}

impl Trial {
    fn new(county: County, performer: Performer) -> Self {
        Self { county, performer }
    }

    async fn everything(&self) {
        let mut taken = 0;
        for &state in State::ALL {
            let mut order = self.order_in(state).await;
            for number in 0..order.people.len() {
                for action in TRIED {
                    if self.attempt(number, action, &mut order).await {
                        taken += 1;
                        order = self.order_in(state).await;
                    }
                }
            }
        }
        assert!(taken > 80, "only {taken} arrows were taken");
    }

    async fn order_in(&self, state: State) -> Order {
        let no = self.county.order_held_by(self.performer, state).await;
        Order {
            people: self.people(state, &no).await,
            trace: self.county.trace(&no).await,
            no,
        }
    }

    async fn people(&self, state: State, no: &str) -> Vec<Somebody> {
        let county = &self.county;
        let held = matches!(
            state,
            State::Offered
                | State::Accepted
                | State::Scheduled
                | State::InService
                | State::Delivered
                | State::Rated
                | State::AutoClosed
        );
        let assigned = held && !matches!(state, State::Offered | State::Accepted);
        let by_team = matches!(self.performer, Performer::Team(_));
        let account = [Standing::Anyone, Standing::SignedIn];
        let stands = |person: &Person, standing: Standing, holds: bool| {
            let mut standings: Standings = account.into_iter().collect();
            standings.add_if(standing, holds);
            Somebody {
                person: person.clone(),
                standings,
            }
        };
        let link_holder = [Standing::Anyone, Standing::LinkHolder];
        vec![
            stands(&county.resident, Standing::Requester, true),
            stands(&county.stranger, Standing::Requester, false),
            stands(&county.admin, Standing::CountyAdmin, true),
            stands(&county.station, Standing::StationStaff, true),
            stands(&county.institute, Standing::InstituteStaff, true),
            stands(&county.centre, Standing::CentreStaff, true),
            stands(&county.neighbour, Standing::StationStaff, false),
            stands(&county.elsewhere, Standing::OrgHand, held && !by_team),
            stands(&county.leader, Standing::Leader, held && by_team),
            stands(&county.rival, Standing::Leader, false),
            stands(&county.member, Standing::Member, assigned),
            stands(&county.second, Standing::Member, assigned),
            Somebody {
                person: county.link_holder(no).await,
                standings: link_holder.into_iter().collect(),
            },
            Somebody {
                person: county.visitor(),
                standings: [Standing::Anyone].into_iter().collect(),
            },
        ]
    }

    /// Tries an action, checks what came of it, and says whether it was taken.
    async fn attempt(&self, number: usize, action: Action, order: &mut Order) -> bool {
        let (county, who, no) = (&self.county, &order.people[number], &order.no);
        let state = order.trace.state;
        let what = format!(
            "{:?} tries {action} on an order that is {state}",
            who.person
        );
        match self.expected(who, state, action) {
            Err(code) => {
                let outcome = self.act(&who.person, action, no).await;
                assert_eq!(refused(outcome), code, "{what}");
                // A refused try shows in nothing, so the next one starts from the same trace.
                assert_eq!(county.trace(no).await, order.trace, "{what}");
                false
            }
            Ok(to) => {
                if action == Action::CHECK_IN {
                    county.leaves_elsewhere(&county.member, no).await;
                    county.leaves_elsewhere(&county.second, no).await;
                    county.leaves_elsewhere(&who.person, no).await;
                }
                if action == Action::DELIVER {
                    county.member.checks_out(no).await.unwrap();
                    order.trace = county.trace(no).await;
                }
                let mark = county.mark().await;
                let outcome = self.act(&who.person, action, no).await;
                assert!(outcome.is_ok(), "{what}: {outcome:?}");
                let (before, after) = (&order.trace, county.trace(no).await);
                let events = if (state, action) == (State::Submitted, Action::OFFER) {
                    2
                } else {
                    1
                };
                assert_eq!(after.state, to, "{what}");
                assert_eq!(after.events, before.events + events, "{what}");
                assert!(after.audit > before.audit, "{what}");
                let told = county.told_since(mark).await;
                let mut told: Vec<_> = told.iter().map(|(who, what)| line(who, what)).collect();
                told.sort();
                let mut letters = self.letters(state, action);
                letters.sort();
                assert_eq!(told, letters, "{what}");
                let view = county.station.sees(no).await.unwrap();
                let last = view.events.last().unwrap();
                let standing = who.standings.name_for(action);
                assert_eq!((last.action, last.standing), (action, standing), "{what}");
                true
            }
        }
    }

    /// What the rules say.
    fn expected(&self, who: &Somebody, state: State, action: Action) -> Result<State, Code> {
        let may = |action| who.standings.demand(action, Action::VIEW_ORDER);
        if (state, action) == (State::Submitted, Action::OFFER) {
            may(Action::RELEASE)?;
            let released = step(state, Action::RELEASE)?;
            may(Action::OFFER)?;
            return step(released, Action::OFFER);
        }
        may(action)?;
        let to = step(state, action)?;
        let is = |person: &Person| person.account == who.person.account;
        match (state, action) {
            (State::InService, Action::CHECK_IN) if is(&self.county.member) => {
                Err(Code::CHECKED_IN_ALREADY)
            }
            (State::InService, Action::CHECK_OUT) if is(&self.county.second) => Err(Code::NOT_NOW),
            _ => Ok(to),
        }
    }

    async fn act(&self, who: &Person, action: Action, no: &str) -> store::Result<()> {
        let county = &self.county;
        let (member, second) = (&county.member, &county.second);
        let serves = [member, second]
            .iter()
            .any(|person| person.account == who.account);
        match action {
            Action::ASK_INFO => who.asks(no, "请说明楼层").await,
            Action::GIVE_INFO => who.answers(no, "三楼，没有电梯").await,
            Action::REJECT => who.rejects(no, "不在服务范围").await,
            Action::OFFER => who.offers(no, Performer::Team(county.teams.barbers)).await,
            Action::OVERRIDE => {
                let to = Performer::Team(county.teams.rivals);
                who.overrides(no, to, "距离更近").await
            }
            Action::ACCEPT => who.accepts(no).await,
            Action::DECLINE => who.declines(no).await,
            Action::SCHEDULE => who.schedules(no, &[member, second]).await,
            // The member has come, the second has not.
            Action::CHECK_IN if serves => who.checks_in(no).await,
            Action::CHECK_IN => who.checks_in_for(no, second).await,
            Action::CHECK_OUT if serves => who.checks_out(no).await,
            Action::CHECK_OUT => who.checks_out_for(no, member).await,
            Action::DELIVER => who.delivers(no).await,
            Action::RATE => who.rates(no, 4).await,
            Action::CANCEL => who.cancels(no, "改期再约").await,
            Action::REOPEN => who.reopens(no, "头发没剪完").await,
            _ => unreachable!("{action} has no use-case"),
        }
    }

    /// Who has to hear of it.
    fn letters(&self, state: State, action: Action) -> Vec<String> {
        let county = &self.county;
        let both = |person: &Person, kind: &str| {
            let account = person.account.unwrap();
            vec![
                format!("account {account}: {kind}"),
                format!("phone {}: {kind}", person.phone),
            ]
        };
        let asked = |kind: &str| both(&county.resident, kind);
        let desk = |kind: &str| vec![format!("org {}: {kind}", county.places.village)];
        let holder = |kind: &str| match self.performer {
            Performer::Team(_) => both(&county.leader, kind),
            Performer::Org(org) => vec![format!("org {org}: {kind}")],
        };
        let servants = |kind: &str| {
            [&county.member, &county.second]
                .map(|person| format!("account {}: {kind}", person.account.unwrap()))
                .to_vec()
        };
        match (action, state) {
            (Action::ASK_INFO, _) => asked("info_asked"),
            (Action::GIVE_INFO, _) => desk("info_given"),
            (Action::REJECT, _) => asked("order_rejected"),
            (Action::OFFER, _) => both(&county.leader, "offer_made"),
            (Action::OVERRIDE, State::Scheduled) => [
                holder("offer_withdrawn"),
                servants("offer_withdrawn"),
                both(&county.rival, "offer_made"),
            ]
            .concat(),
            (Action::OVERRIDE, _) => {
                [holder("offer_withdrawn"), both(&county.rival, "offer_made")].concat()
            }
            (Action::ACCEPT, _) => asked("order_accepted"),
            (Action::DECLINE, _) => desk("offer_returned"),
            (Action::SCHEDULE, State::Accepted) => {
                [asked("order_scheduled"), servants("shift_assigned")].concat()
            }
            (Action::CHECK_IN, State::Scheduled) => asked("service_started"),
            (Action::DELIVER, _) => asked("order_delivered"),
            (Action::RATE, _) => holder("order_rated"),
            (Action::CANCEL, State::Offered | State::Accepted) => {
                [asked("order_cancelled"), holder("order_cancelled")].concat()
            }
            (Action::CANCEL, State::Scheduled) => [
                asked("order_cancelled"),
                holder("order_cancelled"),
                servants("order_cancelled"),
            ]
            .concat(),
            (Action::CANCEL, _) => asked("order_cancelled"),
            (Action::REOPEN, _) => {
                let above = format!("org {}: order_reopened", county.places.town);
                [holder("order_reopened"), vec![above]].concat()
            }
            // The same time and the same people again, one more who comes, one who goes: nobody has to be told.
            _ => Vec::new(),
        }
    }
}

fn line(who: &Reader, what: &Message) -> String {
    let value = serde_json::to_value(what).unwrap();
    let kind = value["kind"].as_str().unwrap();
    match who {
        Reader::Account(id) => format!("account {id}: {kind}"),
        Reader::Org(id) => format!("org {id}: {kind}"),
        Reader::Phone(phone) => format!("phone {}: {kind}", phone.as_str()),
    }
}
