//! What people see of a case.

use super::{CaseState, Deed, Party, Verdict};
use crate::access::Action;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A case in public notice: masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeView<T> {
    /// The case's id.
    pub id: i64,
    /// Who or what it is about; of a person the masked name.
    pub who: String,
    /// The township.
    pub place: String,
    /// When the notice ends.
    pub until: Timestamp,
    /// What its feature shows.
    pub what: T,
}

/// What happened to a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventView<S> {
    /// When.
    pub at: Timestamp,
    /// What.
    pub action: Action,
    /// Where it stood then.
    pub to: S,
    /// What was said: a reason, an objection, or who granted it.
    pub words: String,
}

/// The events as whose case it is may read them: what an objector said is for staff, for it may tell who they are.
#[must_use]
pub fn without_objections<S>(mut events: Vec<EventView<S>>) -> Vec<EventView<S>> {
    for event in &mut events {
        if event.action == Action::OBJECT {
            event.words.clear();
        }
    }
    events
}

/// What a member of staff may do with a case now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct May {
    /// Whether they may approve it.
    pub approve: bool,
    /// Whether they may return it.
    pub give_back: bool,
    /// Whether they may grant it, or record who did.
    pub grant: bool,
}

impl May {
    /// Whether there is nothing for them to do.
    pub fn nothing(self) -> bool {
        self == Self::default()
    }
}

impl Party {
    /// What they may do with the case now.
    pub fn may<S: CaseState>(&self, state: S, until: Option<Timestamp>, now: Timestamp) -> May {
        let may = |deed| self.take(deed, state, until, now).is_ok();
        May {
            approve: may(Deed::Review(Verdict::Approve)),
            give_back: may(Deed::Review(Verdict::Return)),
            grant: may(Deed::Grant),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Standing;
    use crate::stars::State;

    #[test]
    fn an_objector_is_known_to_staff_only() {
        let event = |action, words: &str| EventView {
            at: Timestamp(0),
            action,
            to: State::Objected,
            words: words.to_owned(),
        };
        let told = without_objections(vec![
            event(Action::OBJECT, "我是他邻居"),
            event(Action::REVIEW_STAR, "要再核对"),
        ]);
        let words: Vec<_> = told.iter().map(|event| event.words.as_str()).collect();
        assert_eq!(words, ["", "要再核对"]);
    }

    #[test]
    fn what_staff_may_do_depends_on_the_notice() {
        let who = Party {
            standings: [Standing::CentreStaff].into_iter().collect(),
            ..Party::default()
        };
        let now = Timestamp(1000);
        let may = |state, until| {
            let May {
                approve,
                give_back,
                grant,
            } = who.may(state, until, now);
            (approve, give_back, grant)
        };
        assert_eq!(may(State::Applied, None), (true, true, false));
        assert_eq!(may(State::Noticed, Some(now.plus(1))), (false, true, false));
        assert_eq!(may(State::Noticed, Some(now)), (false, true, true));
        assert!(who.may(State::Awarded, Some(now), now).nothing());
    }
}
