//! Who may do what: the one table. Use-cases ask it inside their transaction, after the row is loaded.
//!
//! A *standing* is what somebody is to the thing at hand: a leader in general opens no order, the leader of the team
//! that holds it does.

use crate::actor::{Actor, Role};
use crate::error::Code;
use crate::orgs::OrgPath;

words! {
    /// What somebody is to the thing at hand.
    Standing {
        /// Nobody we know.
        Anyone = "anyone",
        /// Any account.
        SignedIn = "signed_in",
        /// Who placed the order.
        Requester = "requester",
        /// Who followed the order's unguessable link: the person ordered for.
        LinkHolder = "link_holder",
        /// A volunteer assigned to the order, or on the team's roster.
        Member = "member",
        /// The leader of the team that holds the order or its offer.
        Leader = "leader",
        /// Staff of the org that holds the order or its offer.
        OrgHand = "org_hand",
        /// Staff of the station the thing belongs to.
        StationStaff = "station_staff",
        /// Staff of the institute above it.
        InstituteStaff = "institute_staff",
        /// Staff of the centre above it.
        CentreStaff = "centre_staff",
        /// A mediator.
        Mediator = "mediator",
        /// A shop keeper.
        ShopKeeper = "shop_keeper",
        /// The county administrator.
        CountyAdmin = "county_admin",
        /// The county's own clock.
        Clock = "clock",
    }
}

/// Something that can be done, with who may: a row of the one table.
///
/// The table is what the features define with `actions!`, gathered in [`Action::all`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "db",
    derive(sea_orm::DeriveValueType),
    sea_orm(value_type = "String")
)]
pub struct Action {
    word: &'static str,
    who: &'static [Standing],
}

gathered! { Action from actions }

impl Action {
    pub(crate) const fn new(word: &'static str, who: &'static [Standing]) -> Self {
        Self { word, who }
    }
}

/// What it adds to the lists of the frame.
pub(crate) const FEATURE: crate::gather::Feature = crate::gather::Feature {
    actions: ACTIONS,
    words: word_sets! {
        "standing": Standing,
    },
    ..crate::gather::Feature::NONE
};

actions! {
    /// Look at the menu, the notices and the county's numbers.
    VIEW_PUBLIC = "view_public", [Anyone];
    /// Look at one's own orders, hours, points and devices.
    VIEW_OWN = "view_own", [SignedIn];
    /// Work the queue of one's subtree.
    WORK_DESK = "work_desk", [StationStaff, InstituteStaff, CentreStaff, CountyAdmin];
    /// Read whole names in it: who keeps the system decides nothing there, and reads masked ones.
    VIEW_NAMES = "view_names", [StationStaff, InstituteStaff, CentreStaff];
}

use Standing as S;

/// The table: whose standing opens an action.
pub const fn allowed(action: Action) -> &'static [Standing] {
    action.who
}

/// What an actor is to one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standings(Vec<Standing>);

impl Standings {
    /// What the actor is to anything: somebody, or an administrator, or the clock.
    pub fn of(actor: &Actor) -> Self {
        let mut standings = Self(vec![S::Anyone]);
        standings.add_if(S::SignedIn, actor.account.is_some());
        standings.add_if(S::CountyAdmin, actor.is_admin());
        standings.add_if(S::Clock, actor.clock);
        standings.add_if(
            S::Mediator,
            actor
                .grants
                .iter()
                .any(|grant| grant.role == Role::Mediator),
        );
        standings.add_if(
            S::ShopKeeper,
            actor
                .grants
                .iter()
                .any(|grant| grant.role == Role::ShopKeeper),
        );
        standings
    }

    /// The same, with the staff roles whose subtree holds the place the thing belongs to.
    pub fn at(actor: &Actor, path: &OrgPath) -> Self {
        let mut standings = Self::of(actor);
        for role in actor.staff_over(path) {
            standings.add_if(
                match role {
                    Role::StationStaff => S::StationStaff,
                    Role::InstituteStaff => S::InstituteStaff,
                    _ => S::CentreStaff,
                },
                true,
            );
        }
        standings
    }

    /// Adds a standing where it holds.
    pub fn add_if(&mut self, standing: Standing, holds: bool) {
        if holds && !self.0.contains(&standing) {
            self.0.push(standing);
        }
    }

    /// Whether the actor stands so.
    pub fn has(&self, standing: Standing) -> bool {
        self.0.contains(&standing)
    }

    /// Whether the table opens the action.
    pub fn may(&self, action: Action) -> bool {
        #[cfg(feature = "testing")]
        if probe::lifts(action) {
            return true;
        }
        allowed(action).iter().any(|standing| self.has(*standing))
    }

    /// Asks for an action on something that only some may see: a stranger learns nothing, somebody who may see it
    /// learns that this is not theirs to do.
    pub fn demand(&self, action: Action, view: Action) -> Result<(), Code> {
        if self.may(action) {
            Ok(())
        } else if self.may(view) {
            Err(Code::NOT_YOURS)
        } else {
            Err(Code::NOT_FOUND)
        }
    }

    /// The standing in whose name the actor takes the action: the first in the table that holds.
    pub fn name_for(&self, action: Action) -> Standing {
        allowed(action)
            .iter()
            .copied()
            .find(|standing| self.has(*standing))
            .unwrap_or(S::Anyone)
    }
}

impl FromIterator<Standing> for Standings {
    fn from_iter<I: IntoIterator<Item = Standing>>(standings: I) -> Self {
        Self(standings.into_iter().collect())
    }
}

#[cfg(all(feature = "testing", not(debug_assertions)))]
compile_error!("the feature `testing` opens the access table, and has no place in a release");

/// Watches what a thread asks the table, and opens one of its actions to everybody, so that a test can prove that each
/// question decides something. A thread that runs a whole county, its writer included, sees every question of that county.
#[cfg(feature = "testing")]
pub mod probe {
    use super::Action;
    use std::cell::{Cell, RefCell};

    thread_local! {
        static ASKED: RefCell<Vec<Action>> = const { RefCell::new(Vec::new()) };
        static LIFTED: Cell<Option<Action>> = const { Cell::new(None) };
    }

    /// Notes the question, and says whether its action is open to everybody on this thread.
    pub(super) fn lifts(action: Action) -> bool {
        ASKED.with_borrow_mut(|asked| {
            if !asked.contains(&action) {
                asked.push(action);
            }
        });
        LIFTED.get() == Some(action)
    }

    /// Opens this action, and no other, to everybody on this thread.
    pub fn lift(action: Option<Action>) {
        LIFTED.set(action);
    }

    /// The actions that this thread has asked about since this was called last.
    pub fn asked() -> Vec<Action> {
        ASKED.take()
    }
}

/// The table as text, a row an action, for the committed snapshot.
pub fn table() -> String {
    use std::fmt::Write;
    let mut text = String::new();
    for action in Action::all() {
        let who: Vec<_> = allowed(action)
            .iter()
            .map(|standing| standing.as_str())
            .collect();
        let _ = writeln!(text, "{:<20} {}", action.as_str(), who.join(" "));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Grant;
    use crate::ids::OrgId;

    #[test]
    fn the_table_is_the_committed_one() {
        insta::assert_snapshot!(table());
    }

    #[test]
    fn staff_stand_only_in_their_own_subtree() {
        let town = OrgPath::root("350624").child("100");
        let other = OrgPath::root("350624").child("101").child("101001");
        let village = town.child("100001");
        let clerk = Actor {
            grants: vec![Grant {
                role: Role::InstituteStaff,
                org: OrgId(1),
                path: town,
            }],
            ..Actor::default()
        };
        assert!(Standings::at(&clerk, &village).may(Action::OFFER));
        assert!(!Standings::at(&clerk, &other).may(Action::OFFER));
        assert!(!Standings::at(&clerk, &OrgPath::root("350624")).may(Action::OFFER));
    }

    #[test]
    fn a_stranger_learns_nothing() {
        let stranger: Standings = [S::Anyone, S::SignedIn].into_iter().collect();
        let requester: Standings = [S::Requester].into_iter().collect();
        assert_eq!(
            stranger.demand(Action::OFFER, Action::VIEW_ORDER),
            Err(Code::NOT_FOUND)
        );
        assert_eq!(
            requester.demand(Action::OFFER, Action::VIEW_ORDER),
            Err(Code::NOT_YOURS)
        );
    }
}
