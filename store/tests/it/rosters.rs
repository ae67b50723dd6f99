//! Teams: who keeps the roster, and who leads.

use domain::Code;
use domain::actor::Actor;
use domain::notify::Message;
use domain::orders::{Performer, State};
use domain::teams::TeamForm;
use store::testing::{County, Person, Reader, refused};
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

fn founding(county: &County, no: &str, name: &str) -> TeamForm {
    TeamForm {
        request_id: county.cx(Actor::default()).form_id(),
        name: "清风志愿服务队".to_owned(),
        org: county.places.village.to_string(),
        leader_no: no.to_owned(),
        leader_name: name.to_owned(),
        skills: String::new(),
    }
}

both!(a_team_is_founded_with_a_leader_it_knows, |county| async {
    let (station, leader) = (&county.station, &county.second);
    let no = leader.volunteer_no();
    for (no, name, code) in [
        (no, "", Code::REQUIRED),
        (no, "别的名字", Code::NO_SUCH_VOLUNTEER),
        (
            county.leader.volunteer_no(),
            leader.name.as_str(),
            Code::NO_SUCH_VOLUNTEER,
        ),
        (
            county.minor.volunteer_no(),
            county.minor.name.as_str(),
            Code::MINOR_LEADER,
        ),
    ] {
        let answer = station.founds(founding(&county, no, name)).await;
        assert_eq!(refused(answer), code, "{no} {name}");
    }
    let mark = county.mark().await;
    let form = founding(&county, no, &leader.name);
    let team = station.founds(form).await.unwrap();
    let told = county.told_since(mark).await;
    assert!(
        matches!(
            &told[..],
            [(Reader::Account(_), Message::Teams(domain::teams::Message::LeaderNamed { team: named, .. }))]
                if *named == team
        ),
        "{told:?}"
    );
});

both!(nobody_leads_who_does_not_want_to, |county| async {
    let (leader, team) = (&county.leader, county.teams.barbers);
    for person in [&county.member, &county.institute] {
        let answer = teams::step_down(&person.cx().await, team).await;
        assert_eq!(refused(answer), Code::NOT_YOURS);
    }
    let offered = county.order_in(State::Offered).await;
    let mark = county.mark().await;
    for _ in 0..2 {
        teams::step_down(&leader.cx().await, team).await.unwrap();
    }
    let told = county.told_since(mark).await;
    assert!(
        matches!(
            &told[..],
            [(
                Reader::Org(_),
                Message::Teams(domain::teams::Message::LeaderSteppedDown { .. })
            )]
        ),
        "the org hears of it once: {told:?}"
    );
    assert_eq!(
        refused(leader.accepts(&offered).await),
        Code::NOT_FOUND,
        "they answer for it no longer"
    );
    let barbers = Performer::Team(team);
    let again = county.station.overrides(&offered, barbers, "再派").await;
    assert_eq!(refused(again), Code::NOT_A_CHOICE, "nobody could answer");
    names(&county.institute, &county, &county.member)
        .await
        .unwrap();
    county
        .station
        .overrides(&offered, barbers, "再派")
        .await
        .unwrap();
    county.member.accepts(&offered).await.unwrap();
});

both!(members_leave_by_themselves, |county| async {
    let (member, second) = (&county.member, &county.second);
    let other = leaves(member, &county, second).await;
    assert_eq!(refused(other), Code::NOT_YOURS, "nobody else, though");
    leaves(member, &county, member).await.unwrap();
    let seen = teams::team(&member.cx().await, county.teams.barbers).await;
    assert_eq!(refused(seen), Code::NOT_FOUND);
});

both!(a_minor_does_not_lead, |county| async {
    let (leader, minor) = (&county.leader, &county.minor);
    leader
        .puts_on_roster(county.teams.barbers, minor)
        .await
        .unwrap();
    let answer = names(leader, &county, minor).await;
    assert_eq!(refused(answer), Code::MINOR_LEADER);
});
