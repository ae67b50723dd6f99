//! Orders in any state, brought there by those who bring them there in life.

use super::{County, Person};
use crate::catalog::rating;
use crate::orders::attendance;
use crate::orders::entity;
use domain::ids::{AttendanceId, RatingId};
use domain::orders::{Performer, Rating, State};
use domain::rules::Number;
use domain::time::{DAY, HOUR, MINUTE};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

impl County {
    /// A haircut that the resident ordered, in this state; where somebody holds it, the barbers do.
    ///
    /// It takes the time that it takes: a delivery an hour of the county's clock, an automatic closing seven days.
    /// Whoever serves is the member, and the second is assigned as well and has not come yet.
    pub async fn order_in(&self, state: State) -> String {
        self.order_held_by(Performer::Team(self.teams.barbers), state)
            .await
    }

    /// The same, offered to this team or org. Known performers are the two teams and 深桥镇's institute.
    pub async fn order_held_by(&self, performer: Performer, state: State) -> String {
        let (item, village) = (self.menu.haircut, self.places.village);
        let no = self.resident.places_order(item, village).await.unwrap();
        self.bring(&no, performer, state).await;
        no
    }

    async fn bring(&self, no: &str, performer: Performer, state: State) {
        let holder = self.who_answers_for(performer);
        match state {
            State::Submitted => {}
            State::NeedsInfo => self.station.asks(no, "请说明楼层").await.unwrap(),
            State::Rejected => self.station.rejects(no, "不在服务范围").await.unwrap(),
            State::Cancelled => self.resident.cancels(no, "不需要了").await.unwrap(),
            // Merging comes with the dispatching rules; until then nothing but this leads there.
            State::Merged => {
                let sql = format!("UPDATE orders SET state = 'merged' WHERE no = '{no}'");
                self.execute(&sql).await.unwrap();
            }
            _ => self.station.offers(no, performer).await.unwrap(),
        }
        let way = [
            State::Offered,
            State::Accepted,
            State::Scheduled,
            State::InService,
            State::Delivered,
        ];
        let steps = match state {
            State::Dispatchable => return holder.declines(no).await.unwrap(),
            State::Rated | State::AutoClosed => way.len(),
            _ => way
                .iter()
                .position(|on| *on == state)
                .map_or(0, |at| at + 1),
        };
        for reached in way.into_iter().take(steps) {
            self.take_step(no, holder, reached).await;
        }
        match state {
            State::Rated => self.resident.rates(no, 4).await.unwrap(),
            State::AutoClosed => {
                self.later(Number::CloseDays.terms().usual * DAY);
                self.ticks().await;
            }
            _ => {}
        }
        assert_eq!(self.state_of(no).await, state);
    }

    async fn take_step(&self, no: &str, holder: &Person, to: State) {
        match to {
            State::Accepted => holder.accepts(no).await.unwrap(),
            State::Scheduled => {
                let members = [&self.member, &self.second];
                holder.schedules(no, &members).await.unwrap();
            }
            State::InService => {
                self.leaves_elsewhere(&self.member, no).await;
                self.member.checks_in(no).await.unwrap();
            }
            State::Delivered => {
                self.later(HOUR);
                self.member.checks_out(no).await.unwrap();
                holder.delivers(no).await.unwrap();
            }
            _ => {}
        }
    }

    /// Nobody serves at two places, so a volunteer leaves the one before it is the next's turn.
    pub async fn leaves_elsewhere(&self, person: &Person, for_order: &str) {
        let Some(volunteer) = person.volunteer else {
            return;
        };
        let open = attendance::Entity::find()
            .filter(attendance::Column::VolunteerId.eq(volunteer))
            .filter(attendance::Column::CheckedOutAt.is_null())
            .one(&self.store().read)
            .await
            .unwrap();
        if let Some(open) = open {
            let order = entity::Entity::find_by_id(open.order_id)
                .one(&self.store().read)
                .await
                .unwrap()
                .unwrap();
            if order.no != for_order {
                person.checks_out(&order.no).await.unwrap();
            }
        }
    }

    /// A member serves so many minutes on an order of the leader's team, and the leader confirms; returns its number.
    pub async fn serves(&self, member: &Person, minutes: i64) -> String {
        let no = self.order_in(State::Accepted).await;
        self.carries_out(&no, member, minutes).await;
        let attendance = self.attendance(&no, member).await;
        // Nobody confirms for themselves.
        let confirming = if member.volunteer == self.leader.volunteer {
            &self.station
        } else {
            &self.leader
        };
        confirming.confirms(attendance).await.unwrap();
        no
    }

    /// The same, and its notice is over: the hours and what they earn are posted.
    pub async fn has_served(&self, member: &Person, minutes: i64) {
        self.serves(member, minutes).await;
        self.later(9 * DAY);
        self.ticks().await;
    }

    /// A member alone serves so many minutes on an order that the leader's team has accepted, and it is delivered. The clock
    /// stands where they left.
    pub async fn carries_out(&self, no: &str, member: &Person, minutes: i64) {
        self.leader.schedules(no, &[member]).await.unwrap();
        member.checks_in(no).await.unwrap();
        self.later(minutes * MINUTE);
        member.checks_out(no).await.unwrap();
        self.leader.delivers(no).await.unwrap();
    }

    /// Who answers an offer to this team or org.
    pub fn who_answers_for(&self, performer: Performer) -> &Person {
        match performer {
            Performer::Team(team) if team == self.teams.barbers => &self.leader,
            Performer::Team(team) if team == self.teams.rivals => &self.rival,
            Performer::Org(org) if org == self.places.other_town => &self.elsewhere,
            _ => panic!("nobody of the cast answers for {performer}"),
        }
    }

    /// Where an order stands.
    pub async fn state_of(&self, no: &str) -> State {
        self.order_row(no).await.state
    }

    pub(super) async fn order_row(&self, no: &str) -> entity::Model {
        entity::Entity::find()
            .filter(entity::Column::No.eq(no))
            .one(&self.store().read)
            .await
            .unwrap()
            .expect("no order has this number")
    }

    /// The latest rating of an order.
    pub async fn rating(&self, no: &str) -> RatingId {
        let order = self.order_row(no).await.id;
        let found = rating::Entity::find()
            .filter(rating::Column::OrderId.eq(order))
            .order_by_desc(rating::Column::Id)
            .one(&self.store().read)
            .await
            .unwrap();
        found.expect("nobody has rated it").id
    }

    /// A haircut that the resident ordered and rated in these words, and the rating.
    pub async fn rated_in_words(&self, words: &str) -> (String, RatingId) {
        let no = self.order_in(State::Delivered).await;
        let rating = Rating {
            stars: 4,
            tags: Vec::new(),
            words: words.to_owned(),
        };
        self.resident.judges(&no, &rating).await.unwrap();
        let id = self.rating(&no).await;
        (no, id)
    }

    /// Somebody's latest attendance on an order.
    pub async fn attendance(&self, no: &str, person: &Person) -> AttendanceId {
        self.attendance_row(no, person).await.id
    }

    /// Where somebody's latest attendance on an order stands.
    pub async fn attendance_state(&self, no: &str, person: &Person) -> domain::hours::State {
        self.attendance_row(no, person).await.state
    }

    async fn attendance_row(&self, no: &str, person: &Person) -> attendance::Model {
        let order = self.order_row(no).await.id;
        attendance::Entity::find()
            .filter(attendance::Column::OrderId.eq(order))
            .filter(attendance::Column::VolunteerId.eq(person.volunteer_id()))
            .order_by_desc(attendance::Column::Id)
            .one(&self.store().read)
            .await
            .unwrap()
            .expect("they have not come")
    }
}
