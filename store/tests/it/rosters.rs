//! Teams: who keeps the roster, and who leads.

use domain::Code;
use domain::notify::Message;
use store::testing::{County, Person, refused};
use store::{both, teams};

async fn names(person: &Person, county: &County, leader: &Person) -> store::Result<()> {
    let team = county.teams.barbers;
    teams::name_leader(&person.cx().await, team, leader.volunteer_id()).await
}

async fn leaves(person: &Person, county: &County, member: &Person) -> store::Result<()> {
    let team = county.teams.barbers;
    teams::leave_roster(&person.cx().await, team, member.volunteer_id()).await
}

both!(
    a_leader_hands_the_team_over_before_leaving,
    |county| async {
        let (leader, member) = (&county.leader, &county.member);
        let early = leaves(leader, &county, leader).await;
        assert_eq!(refused(early), Code::NOT_NOW);
        names(leader, &county, member).await.unwrap();
        let told = member.reads().await;
        assert!(
            told.iter().any(|notice| matches!(
                notice,
                Message::Teams(domain::teams::Message::LeaderNamed { .. })
            )),
            "{told:?}"
        );
        let too_late = names(leader, &county, leader).await;
        assert_eq!(refused(too_late), Code::NOT_YOURS, "they lead no longer");
        names(member, &county, member).await.unwrap();
        assert_eq!(member.reads().await.len(), told.len(), "and told once");
        leaves(member, &county, leader).await.unwrap();
    }
);

both!(who_is_not_on_the_roster_cannot_lead, |county| async {
    let outsider = county.volunteer("王小明").await;
    let answer = names(&county.leader, &county, &outsider).await;
    assert_eq!(refused(answer), Code::NOT_FOUND);
    for (person, code) in [
        (&county.second, Code::NOT_YOURS),
        (&county.rival, Code::NOT_FOUND),
        (&county.elsewhere, Code::NOT_FOUND),
        (&county.stranger, Code::NOT_FOUND),
    ] {
        let answer = names(person, &county, &county.member).await;
        assert_eq!(refused(answer), code, "{person:?}");
    }
    names(&county.institute, &county, &county.second)
        .await
        .unwrap();
});

both!(a_roster_takes_whom_its_keeper_knows, |county| async {
    let newcomer = county.volunteer("王小明").await;
    let (no, team) = (newcomer.volunteer_no(), county.teams.barbers);
    let leader = county.leader.cx().await;
    let before = newcomer.reads().await.len();
    for name in ["王小民", "小明"] {
        let guessed = teams::join_roster(&leader, team, no, name).await;
        assert_eq!(
            refused(guessed),
            Code::NO_SUCH_VOLUNTEER,
            "a number alone opens no name: {name}"
        );
    }
    for _ in 0..2 {
        teams::join_roster(&leader, team, no, " 王小明 ")
            .await
            .unwrap();
    }
    let told = newcomer.reads().await;
    assert!(
        matches!(
            told.first(),
            Some(Message::Teams(domain::teams::Message::RosterJoined { .. }))
        ),
        "{told:?}"
    );
    assert_eq!(told.len(), before + 1, "they hear of it once");
});
