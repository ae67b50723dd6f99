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

words! {
    /// Everything that can be done. The arrows of the order machine come first.
    Action {
        /// 点单: place an order.
        Submit = "submit",
        /// Ask the requester for more information.
        AskInfo = "ask_info",
        /// Give it.
        GiveInfo = "give_info",
        /// Refuse the order with a reason.
        Reject = "reject",
        /// Fold it into another order that asks for the same.
        Merge = "merge",
        /// Release it for dispatch.
        Release = "release",
        /// 派单: offer it to a team or an org.
        Offer = "offer",
        /// Take an offer or an assignment back and offer it elsewhere.
        Override = "override",
        /// 接单: accept the offer.
        Accept = "accept",
        /// Decline it, without penalty.
        Decline = "decline",
        /// 抢单: claim it from the open pool.
        Claim = "claim",
        /// Fix the time and who goes.
        Schedule = "schedule",
        /// Start serving.
        CheckIn = "check_in",
        /// Stop serving.
        CheckOut = "check_out",
        /// Report the delivery.
        Deliver = "deliver",
        /// 评单: rate it.
        Rate = "rate",
        /// Call it off before it starts.
        Cancel = "cancel",
        /// Ask for it to be done properly, once.
        Reopen = "reopen",
        /// The offer's deadline passes.
        Expire = "expire",
        /// Nobody rated for seven days.
        Close = "close",

        /// See the order.
        ViewOrder = "view_order",
        /// See whole name, phone and address on it.
        ViewContact = "view_contact",
        /// Confirm that somebody served.
        ConfirmAttendance = "confirm_attendance",
        /// Decide on attendance that is over eight hours a day or overlaps.
        ReviewAttendance = "review_attendance",
        /// Object to a service record in public notice.
        Object = "object",
        /// Post hours and points when the public notice is over.
        PostHours = "post_hours",
        /// Look at the menu, the notices and the county's numbers.
        ViewPublic = "view_public",
        /// Look at one's own orders, hours, points and devices.
        ViewOwn = "view_own",
        /// Register as a volunteer.
        Register = "register",
        /// Work the queue of one's subtree.
        WorkDesk = "work_desk",
        /// Enter, change, open or pause a service of the menu.
        EditItem = "edit_item",
        /// Add a category to the menu.
        EditCategory = "edit_category",
        /// See a team's offers, schedule and roster.
        ViewTeam = "view_team",
        /// Found a team and name its leader.
        FoundTeam = "found_team",
        /// Put volunteers on the roster or take them off.
        KeepRoster = "keep_roster",
        /// Add a line to the earning rules.
        SetEarning = "set_earning",
        /// Ask for points to be granted or taken back.
        AskPoints = "ask_points",
        /// Decide on what somebody else has asked for.
        DecidePoints = "decide_points",
        /// Let points expire.
        ExpirePoints = "expire_points",
        /// Have a reward held for points.
        Redeem = "redeem",
        /// Call that off.
        CancelRedemption = "cancel_redemption",
        /// Hand a held reward out.
        HandOut = "hand_out",
        /// Nobody picked it up in time.
        ExpireRedemption = "expire_redemption",
        /// Enter what came into a shop, or was counted there.
        KeepStock = "keep_stock",
        /// Enter or change a reward, or open a shop.
        EditReward = "edit_reward",
        /// Ask for a service certificate.
        AskCertificate = "ask_certificate",
        /// Issue it.
        IssueCertificate = "issue_certificate",
        /// Send the request back with a reason.
        ReturnCertificate = "return_certificate",
        /// Revoke a certificate with a reason.
        RevokeCertificate = "revoke_certificate",
        /// Apply for a star of one's own.
        ApplyForStar = "apply_for_star",
        /// Apply for a star of a member.
        NominateForStar = "nominate_for_star",
        /// Approve an application for a star, or return it.
        ReviewStar = "review_star",
        /// Award a star, or record which body did.
        AwardStar = "award_star",
        /// Take one's own application back.
        WithdrawStar = "withdraw_star",
        /// Add a line to the table of stars.
        SetStars = "set_stars",
        /// Open a campaign that honours people.
        OpenCampaign = "open_campaign",
        /// Nominate oneself.
        NominateSelf = "nominate_self",
        /// Nominate a member, a team, a service or a station.
        NominateOther = "nominate_other",
        /// Let one's own honour be published, or not.
        ConsentToHonour = "consent_to_honour",
        /// Approve a nomination, or return it.
        ReviewHonour = "review_honour",
        /// Award an honour.
        AwardHonour = "award_honour",
        /// Send a picture in.
        SendPicture = "send_picture",
        /// Grant a role or take it back.
        GrantRole = "grant_role",
    }
}

use Standing as S;

const STAFF: [Standing; 3] = [S::StationStaff, S::InstituteStaff, S::CentreStaff];
const PERFORMERS: [Standing; 2] = [S::Leader, S::OrgHand];

/// The table: whose standing opens an action.
pub const fn allowed(action: Action) -> &'static [Standing] {
    const ASKING: &[Standing] = &[S::Requester, S::LinkHolder, STAFF[0], STAFF[1], STAFF[2]];
    const OWNING: &[Standing] = &STAFF;
    const PERFORMING: &[Standing] = &PERFORMERS;
    const SERVING: &[Standing] = &[S::Member, S::Leader, S::OrgHand];
    match action {
        Action::GiveInfo | Action::Rate | Action::Cancel | Action::Reopen => ASKING,
        Action::AskInfo
        | Action::Reject
        | Action::Merge
        | Action::Release
        | Action::Offer
        | Action::Override
        | Action::ReviewAttendance
        | Action::FoundTeam
        | Action::AskPoints
        | Action::DecidePoints
        | Action::IssueCertificate
        | Action::ReturnCertificate
        | Action::RevokeCertificate => OWNING,
        Action::Accept | Action::Decline | Action::Claim | Action::Schedule | Action::Deliver => {
            PERFORMING
        }
        Action::CheckIn | Action::CheckOut => SERVING,
        Action::ConfirmAttendance => &[S::Leader, S::OrgHand, STAFF[0], STAFF[1], STAFF[2]],
        Action::ViewOrder => &[
            S::Requester,
            S::LinkHolder,
            S::Member,
            S::Leader,
            S::OrgHand,
            STAFF[0],
            STAFF[1],
            STAFF[2],
            S::CountyAdmin,
        ],
        Action::ViewContact => &[
            S::Requester,
            S::LinkHolder,
            S::Member,
            S::Leader,
            S::OrgHand,
            STAFF[0],
            STAFF[1],
            STAFF[2],
        ],
        Action::Expire
        | Action::Close
        | Action::PostHours
        | Action::ExpirePoints
        | Action::ExpireRedemption => &[S::Clock],
        Action::Submit
        | Action::ViewOwn
        | Action::Register
        | Action::Object
        | Action::AskCertificate
        | Action::SendPicture
        | Action::Redeem
        | Action::CancelRedemption
        | Action::ApplyForStar
        | Action::WithdrawStar
        | Action::NominateSelf
        | Action::ConsentToHonour => &[S::SignedIn],
        Action::NominateOther => &[S::Leader, STAFF[0], STAFF[1], STAFF[2]],
        Action::NominateForStar => &[S::Leader],
        Action::ReviewStar | Action::ReviewHonour => &[S::InstituteStaff, S::CentreStaff],
        Action::AwardStar | Action::AwardHonour => &[S::CentreStaff],
        Action::SetStars | Action::OpenCampaign => &[S::CentreStaff, S::CountyAdmin],
        Action::HandOut | Action::KeepStock => &[S::ShopKeeper],
        Action::WorkDesk => &[STAFF[0], STAFF[1], STAFF[2], S::CountyAdmin],
        Action::ViewPublic => &[S::Anyone],
        Action::EditItem => &[STAFF[0], STAFF[1], STAFF[2], S::CountyAdmin],
        Action::EditCategory | Action::GrantRole | Action::SetEarning | Action::EditReward => {
            &[S::CountyAdmin]
        }
        Action::ViewTeam => &[S::Member, S::Leader, STAFF[0], STAFF[1], STAFF[2]],
        Action::KeepRoster => &[S::Leader, STAFF[0], STAFF[1], STAFF[2]],
    }
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
        allowed(action).iter().any(|standing| self.has(*standing))
    }

    /// Asks for an action on something that only some may see: a stranger learns nothing, somebody who may see it
    /// learns that this is not theirs to do.
    pub fn demand(&self, action: Action, view: Action) -> Result<(), Code> {
        if self.may(action) {
            Ok(())
        } else if self.may(view) {
            Err(Code::NotYours)
        } else {
            Err(Code::NotFound)
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

/// The table as text, a row an action, for the committed snapshot.
pub fn table() -> String {
    use std::fmt::Write;
    let mut text = String::new();
    for action in Action::ALL {
        let who: Vec<_> = allowed(*action)
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
        assert!(Standings::at(&clerk, &village).may(Action::Offer));
        assert!(!Standings::at(&clerk, &other).may(Action::Offer));
        assert!(!Standings::at(&clerk, &OrgPath::root("350624")).may(Action::Offer));
    }

    #[test]
    fn a_stranger_learns_nothing() {
        let stranger: Standings = [S::Anyone, S::SignedIn].into_iter().collect();
        let requester: Standings = [S::Requester].into_iter().collect();
        assert_eq!(
            stranger.demand(Action::Offer, Action::ViewOrder),
            Err(Code::NotFound)
        );
        assert_eq!(
            requester.demand(Action::Offer, Action::ViewOrder),
            Err(Code::NotYours)
        );
    }
}
