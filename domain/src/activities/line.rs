//! Seats of a session, and the line of those who wait for one: first come, first served.
//!
//! A seat that is free is offered to the first in the line, for a while; who does not take it leaves the line, and it is offered
//! to the next. Nobody passes somebody who came before, not even a smaller party: else a family would wait for ever.

use super::{EnrolmentId, OFFERED_FOR, State};
use crate::error::Code;
use crate::time::Timestamp;

/// What a session has for those who join.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seats {
    /// Seats in all.
    pub seats: u32,
    /// So many people may wait for one.
    pub waiting: u32,
    /// From here on nobody joins, leaves or is offered a seat.
    pub closes: Timestamp,
}

/// Somebody who has joined a session, or waits to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Enrolment {
    /// Its id; those who came later have a higher one.
    pub id: EnrolmentId,
    /// How many people they are, companions included.
    pub heads: u32,
    /// Where they stand.
    pub state: State,
    /// Until when a seat is theirs to take.
    pub until: Option<Timestamp>,
}

impl Enrolment {
    /// The same in another state.
    const fn turned(self, state: State, until: Option<Timestamp>) -> Self {
        Self {
            state,
            until,
            ..self
        }
    }
}

impl Seats {
    /// Where somebody stands who joins now.
    pub fn join(self, all: &[Enrolment], heads: u32, now: Timestamp) -> Result<State, Code> {
        if now >= self.closes {
            return Err(Code::TOO_LATE_TO_JOIN);
        }
        let waiting = heads_in(all, State::Waiting);
        if waiting == 0 && heads <= self.free(all) {
            Ok(State::Confirmed)
        } else if waiting + heads <= self.waiting && heads <= self.seats {
            Ok(State::Waiting)
        } else {
            Err(Code::SESSION_FULL)
        }
    }

    /// Seats that are neither taken nor offered.
    pub fn free(self, all: &[Enrolment]) -> u32 {
        let taken = heads_in(all, State::Confirmed) + heads_in(all, State::Offered);
        self.seats.saturating_sub(taken)
    }

    /// What time and a seat that became free change: offers that nobody took lapse, and free seats are offered to those who have
    /// waited longest. Returns those who stand elsewhere afterwards.
    pub fn settle(self, all: &[Enrolment], now: Timestamp) -> Vec<Enrolment> {
        let due = |one: &&Enrolment| {
            one.state == State::Offered && one.until.is_none_or(|until| until <= now)
        };
        let lapsed = all.iter().filter(due);
        let mut changed: Vec<_> = lapsed.map(|one| one.turned(State::Lapsed, None)).collect();
        let Some(until) = offer_ends(now, self.closes) else {
            return changed;
        };
        let mut free = self.free(all) + changed.iter().map(|one| one.heads).sum::<u32>();
        let mut line: Vec<_> = all
            .iter()
            .filter(|one| one.state == State::Waiting)
            .collect();
        line.sort_by_key(|one| one.id);
        for one in line {
            if one.heads > free {
                break;
            }
            free -= one.heads;
            changed.push(one.turned(State::Offered, Some(until)));
        }
        changed
    }
}

/// When an offer that is made now ends: after half of the time that is left, so that there is some for the next in the line, and after
/// [`OFFERED_FOR`] at the latest. None where nobody may join any more.
pub fn offer_ends(now: Timestamp, closes: Timestamp) -> Option<Timestamp> {
    let left = closes.0 - now.0;
    (left > 0).then(|| now.plus((left / 2).clamp(1, OFFERED_FOR)))
}

fn heads_in(all: &[Enrolment], state: State) -> u32 {
    let these = all.iter().filter(|one| one.state == state);
    these.map(|one| one.heads).sum()
}

#[cfg(test)]
mod tests {
    use super::super::{Deed, step};
    use super::*;
    use crate::time::{HOUR, MINUTE};
    use proptest::prelude::*;

    const CLOSES: Timestamp = Timestamp(30 * HOUR);

    fn one(id: i64, heads: u32, state: State) -> Enrolment {
        Enrolment {
            id: EnrolmentId(id),
            heads,
            state,
            until: None,
        }
    }

    fn hall(seats: u32, waiting: u32) -> Seats {
        Seats {
            seats,
            waiting,
            closes: CLOSES,
        }
    }

    #[test]
    fn a_seat_is_an_hour_to_take_when_two_are_left() {
        let end = |left: i64| offer_ends(Timestamp(CLOSES.0 - left), CLOSES);
        assert_eq!(end(30 * HOUR), Some(Timestamp(12 * HOUR)));
        assert_eq!(end(2 * HOUR), Some(Timestamp(CLOSES.0 - HOUR)));
        assert_eq!(end(0), None);
        assert_eq!(end(-1), None);
    }

    #[test]
    fn whoever_joins_is_in_waits_or_hears_that_it_is_full() {
        let (small, now) = (hall(3, 2), Timestamp(0));
        let two_in = [one(1, 2, State::Confirmed)];
        assert_eq!(small.join(&two_in, 1, now), Ok(State::Confirmed));
        assert_eq!(small.join(&two_in, 2, now), Ok(State::Waiting));
        assert_eq!(small.join(&two_in, 3, now), Err(Code::SESSION_FULL));
        assert_eq!(small.join(&two_in, 1, CLOSES), Err(Code::TOO_LATE_TO_JOIN));
        // A free seat is for whoever waits.
        let waited = [one(1, 2, State::Confirmed), one(2, 2, State::Waiting)];
        assert_eq!(small.join(&waited, 1, now), Err(Code::SESSION_FULL));
        // More than there are seats would wait for ever.
        assert_eq!(hall(3, 9).join(&[], 4, now), Err(Code::SESSION_FULL));
    }

    #[test]
    fn a_small_party_does_not_pass_a_family() {
        let all = [
            one(1, 2, State::Confirmed),
            one(2, 3, State::Waiting),
            one(3, 1, State::Waiting),
        ];
        assert_eq!(hall(4, 9).settle(&all, Timestamp(0)), []);
        let offered: Vec<_> = hall(6, 9).settle(&all, Timestamp(0));
        assert_eq!(
            offered.iter().map(|one| one.id.0).collect::<Vec<_>>(),
            [2, 3]
        );
    }

    #[derive(Clone, Copy, Debug)]
    enum Move {
        Join(u32),
        Accept(usize),
        Withdraw(usize),
        Wait(i64),
    }

    fn moves() -> impl Strategy<Value = Vec<Move>> {
        let one = prop_oneof![
            4 => (1_u32..4).prop_map(Move::Join),
            2 => (0_usize..12).prop_map(Move::Accept),
            2 => (0_usize..12).prop_map(Move::Withdraw),
            2 => (1_i64..500).prop_map(Move::Wait),
        ];
        prop::collection::vec(one, 1..24)
    }

    /// A session as its people make it, which is looked at after each move.
    struct History {
        hall: Seats,
        all: Vec<Enrolment>,
        now: Timestamp,
        offered: Vec<EnrolmentId>,
    }

    impl History {
        fn turns(&mut self, which: usize, deed: Deed) {
            if let Some(one) = self.all.get_mut(which)
                && let Ok(state) = step(one.state, deed)
                && self.now < self.hall.closes
                && one
                    .until
                    .is_none_or(|until| self.now < until || deed != Deed::Accept)
            {
                *one = one.turned(state, None);
            }
        }

        fn moves(&mut self, what: Move) {
            match what {
                Move::Join(heads) => {
                    if let Ok(state) = self.hall.join(&self.all, heads, self.now) {
                        let waits = heads_in(&self.all, State::Waiting) > 0;
                        assert!(
                            state != State::Confirmed || !waits,
                            "nobody walks past the line"
                        );
                        let id = EnrolmentId(self.all.len() as i64);
                        self.all.push(Enrolment {
                            id,
                            heads,
                            state,
                            until: None,
                        });
                    }
                }
                Move::Accept(which) => self.turns(which, Deed::Accept),
                Move::Withdraw(which) => self.turns(which, Deed::Withdraw),
                Move::Wait(minutes) => self.now = self.now.plus(minutes * MINUTE),
            }
            for changed in self.hall.settle(&self.all, self.now) {
                let one = &mut self.all[changed.id.0 as usize];
                let deed = if changed.state == State::Offered {
                    Deed::Offer
                } else {
                    Deed::Lapse
                };
                assert_eq!(step(one.state, deed), Ok(changed.state));
                if changed.state == State::Offered {
                    assert!(self.now < self.hall.closes, "no offer behind the end");
                    assert!(changed.until.unwrap() <= self.hall.closes.max(self.now.plus(1)));
                    assert!(
                        !self.offered.contains(&one.id),
                        "nobody is offered a seat twice"
                    );
                    self.offered.push(one.id);
                }
                *one = changed;
            }
        }

        fn holds(&self) {
            let taken = heads_in(&self.all, State::Confirmed) + heads_in(&self.all, State::Offered);
            assert!(taken <= self.hall.seats, "no seat is given twice");
            assert!(heads_in(&self.all, State::Waiting) <= self.hall.waiting);
            let first = self.all.iter().find(|one| one.state == State::Waiting);
            if let Some(first) = first {
                assert!(
                    self.now >= self.hall.closes || first.heads > self.hall.free(&self.all),
                    "nobody waits for a seat that is free"
                );
                let passed = self.offered.iter().any(|id| *id > first.id);
                assert!(!passed, "nobody passes who came later");
            }
            assert!(
                self.hall.settle(&self.all, self.now).is_empty(),
                "what is settled stays so"
            );
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100_000))]

        #[test]
        fn histories_of_a_line(seats in 1_u32..6, waiting in 0_u32..6, moves in moves()) {
            let mut history = History { hall: hall(seats, waiting), all: Vec::new(), now: Timestamp(0), offered: Vec::new() };
            for what in moves {
                history.moves(what);
                history.holds();
            }
        }
    }
}
