//! The demo county's certificates, in every state: asked for and issued by the use-cases themselves.

use super::county::{CHEN, HOME, INSTITUTE_CLERK, LEADER, SEAT, STATION_CLERK};
use crate::account::volunteer;
use crate::certificates::{ask, issue, revoke, send_back};
use crate::error::{Error, Result};
use crate::notify::outbox;
use crate::{Cx, Store};
use domain::actor::{Actor, Grant, Role};
use domain::certificates::AskForm;
use domain::ids::{AccountId, OrgId, VolunteerId};
use domain::time::{DAY, HOUR, Timestamp};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// What becomes of a request.
#[derive(Clone, Copy)]
enum End {
    Waits,
    Issued,
    Returned(&'static str),
    Revoked(&'static str),
}

/// Whose, from and to how many days ago, what for, asked how many days ago, and what became of it.
const STORIES: [(VolunteerId, i64, i64, &str, i64, End); 6] = [
    (CHEN, 340, 200, "单位评优", 120, End::Issued),
    (
        CHEN,
        200,
        90,
        "年度考核",
        60,
        End::Revoked("开具的期间写错了，已请本人重新申请"),
    ),
    (LEADER, 400, 60, "", 40, End::Issued),
    (
        LEADER,
        400,
        30,
        "",
        20,
        End::Returned("与上一张证明的期间重复，请改选日期"),
    ),
    (CHEN, 200, 30, "年度考核", 2, End::Waits),
    (LEADER, 400, 2, "县级星级志愿者评定", 1, End::Waits),
];

/// Has certificates asked for, issued, sent back and revoked; some still wait.
pub async fn certify(store: &Store, now: Timestamp) -> Result<()> {
    let station = clerk(store, STATION_CLERK, Role::StationStaff, HOME)?;
    let institute = clerk(store, INSTITUTE_CLERK, Role::InstituteStaff, SEAT)?;
    let mut people = neighbours(store).await?;
    people.extend(own_accounts(store).await?);
    for (nth, (who, from, to, purpose, ago, end)) in stories(&people).into_iter().enumerate() {
        let Some((_, account)) = people.iter().find(|(id, _)| *id == who) else {
            continue;
        };
        let asked = now.plus(-ago * DAY - (nth as i64 % 5) * HOUR);
        let person = Actor {
            account: Some(*account),
            volunteer: Some(who),
            ..Actor::default()
        };
        let form = AskForm {
            from: now.date().plus_days(-from).to_string(),
            to: now.date().plus_days(-to).to_string(),
            purpose: purpose.to_owned(),
            ..AskForm::default()
        };
        let id = match ask(&store.cx(person, asked, "demo"), form).await {
            Ok(id) => id,
            // Some have not served in that time.
            Err(Error::Refused(_)) => continue,
            Err(fault) => return Err(fault),
        };
        let actor = if nth % 2 == 0 { &station } else { &institute };
        let at = |hours: i64| -> Cx { store.cx(actor.clone(), asked.plus(hours * HOUR), "demo") };
        match end {
            End::Waits => {}
            End::Issued => {
                issue(&at(20), "", id).await?;
            }
            End::Returned(reason) => send_back(&at(20), "", id, reason).await?,
            End::Revoked(reason) => {
                let no = issue(&at(20), "", id).await?;
                revoke(&at(200), "", &no, reason).await?;
            }
        }
    }
    // Nobody gets an SMS today of what was long ago.
    let cx = store.cx(Actor::clock(), now, "demo");
    cx.write((), |tx, ()| {
        Box::pin(async move {
            outbox::Entity::delete_many().exec(&**tx).await?;
            Ok(())
        })
    })
    .await
}

/// The stories of those to sign in as, and a few of their neighbours'.
fn stories(people: &[(VolunteerId, AccountId)]) -> Vec<(VolunteerId, i64, i64, &str, i64, End)> {
    let neighbours = people
        .iter()
        .filter(|(id, _)| *id != CHEN && *id != LEADER)
        .zip(0_i64..)
        .map(|((id, _), nth)| {
            let end = if nth < 4 { End::Issued } else { End::Waits };
            (*id, 300, 10, "", 9 - nth, end)
        });
    STORIES.into_iter().chain(neighbours).collect()
}

fn clerk(store: &Store, account: AccountId, role: Role, org: OrgId) -> Result<Actor> {
    let place = store.orgs.get(org).ok_or(Error::Closed)?;
    Ok(Actor {
        account: Some(account),
        grants: vec![Grant {
            role,
            org,
            path: place.path.clone(),
        }],
        ..Actor::default()
    })
}

async fn own_accounts(store: &Store) -> Result<Vec<(VolunteerId, AccountId)>> {
    Ok(volunteer::Entity::find()
        .select_only()
        .columns([volunteer::Column::Id, volunteer::Column::AccountId])
        .filter(volunteer::Column::Id.is_in([CHEN, LEADER]))
        .into_tuple()
        .all(&store.read)
        .await?)
}

/// Volunteers of the same community who have served most.
async fn neighbours(store: &Store) -> Result<Vec<(VolunteerId, AccountId)>> {
    const NEIGHBOURS: u64 = 7;
    Ok(volunteer::Entity::find()
        .select_only()
        .columns([volunteer::Column::Id, volunteer::Column::AccountId])
        .filter(volunteer::Column::VillageId.eq(HOME))
        .filter(volunteer::Column::Minutes.gt(0))
        .filter(volunteer::Column::Id.is_not_in([CHEN, LEADER]))
        .order_by_desc(volunteer::Column::Minutes)
        .order_by_asc(volunteer::Column::Id)
        .limit(NEIGHBOURS)
        .into_tuple()
        .all(&store.read)
        .await?)
}
