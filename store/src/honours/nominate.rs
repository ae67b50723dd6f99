//! Nominating: leaders their members and their team, staff whoever and whatever is in their subtree, volunteers themselves.

use super::campaigns::view;
use super::figures::figures;
use super::{campaign, criteria, nomination, pictured};
use crate::catalog::item;
use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::notify::tell_and_text;
use crate::person::{account, accounts_of, full_name, signed_in, volunteer};
use crate::pictures::{self, Audience};
use crate::search::Words;
use crate::teams::{entity as team, member, roster};
use crate::{notices, orgs};
use domain::access::{Action, Standing, Standings};
use domain::account::leaves_out;
use domain::honours::{
    CampaignView, Kind, Message, Named, NewNomination, NominationForm, Publish, State,
};
use domain::ids::{AccountId, CampaignId, ItemId, NominationId, OrgId, TeamId, VolunteerId};
use domain::orgs::{OrgPath, Tier};
use domain::page::Page;
use domain::{Code, Refusal};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

/// Whom a choice offers at most; whoever is not among them is searched for.
const CHOICES: u64 = 300;

/// Who or what is to be honoured.
struct Subject {
    id: i64,
    /// As it is shown in public: of a person the masked name.
    name: String,
    /// Of a person the whole name, which what is published leaves out.
    whole_name: String,
    path: OrgPath,
    /// Who hears of it.
    account: Option<AccountId>,
    standings: Standings,
}

/// Whom somebody can nominate for a campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    /// The campaign.
    pub campaign: CampaignView,
    /// Ids and names, as many as a list shows.
    pub found: Vec<(i64, String)>,
    /// Whether there are more, which only a search finds.
    pub more: bool,
    /// Whether they can name a volunteer by number.
    pub by_no: bool,
}

/// A campaign with whom the viewer can nominate for it: of everybody, or of those in whose name `q` stands.
pub async fn choices(cx: &Cx, id: CampaignId, q: &str) -> Result<Choices> {
    signed_in(&cx.actor)?;
    let words = Words::read(cx, q);
    let campaign = campaign::Entity::find_by_id(id)
        .one(cx.read())
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let paths = cx.actor.desk_paths();
    let orgs: Vec<OrgId> = cx.store.orgs.within(&paths).map(|org| org.id).collect();
    let found = match campaign.kind {
        Kind::Volunteer => named(people(cx).await?, &words),
        Kind::Team => teams(cx, orgs, &words).await?,
        Kind::Project => projects(cx, orgs, &words).await?,
        Kind::Station => named(stations(cx, &paths), &words),
    };
    let page = Page::cut(found, CHOICES, |(id, _)| id.to_string());
    Ok(Choices {
        by_no: campaign.kind == Kind::Volunteer && !paths.is_empty(),
        campaign: view(cx, campaign),
        found: page.rows,
        more: page.next.is_some(),
    })
}

/// The teams that one leads or that these orgs keep, with the words in their name: one more than a list shows.
async fn teams(cx: &Cx, orgs: Vec<OrgId>, words: &Words) -> Result<Vec<(i64, String)>> {
    let found = team::Entity::find()
        .select_only()
        .columns([team::Column::Id, team::Column::Name])
        .filter(
            Condition::any()
                .add(team::Column::Id.is_in(cx.actor.leads.iter().copied()))
                .add(team::Column::OrgId.is_in(orgs)),
        )
        .filter(words.within(&[team::Column::Name]))
        .order_by_asc(team::Column::Id)
        .limit(CHOICES + 1)
        .into_tuple::<(TeamId, String)>()
        .all(cx.read())
        .await?;
    Ok(found.into_iter().map(|(id, name)| (id.0, name)).collect())
}

/// The services of these orgs with the words in their title: one more than a list shows.
async fn projects(cx: &Cx, orgs: Vec<OrgId>, words: &Words) -> Result<Vec<(i64, String)>> {
    let found = item::Entity::find()
        .select_only()
        .columns([item::Column::Id, item::Column::Title])
        .filter(item::Column::AreaId.is_in(orgs))
        .filter(words.within(&[item::Column::Title]))
        .order_by_asc(item::Column::Id)
        .limit(CHOICES + 1)
        .into_tuple::<(ItemId, String)>()
        .all(cx.read())
        .await?;
    Ok(found.into_iter().map(|(id, title)| (id.0, title)).collect())
}

/// The stations in the subtrees of these paths.
fn stations(cx: &Cx, paths: &[OrgPath]) -> Vec<(i64, String)> {
    let within = cx.store.orgs.within(paths);
    let stations = within.filter(|org| org.tier == Tier::Station);
    stations.map(|org| (org.id.0, org.name.clone())).collect()
}

/// Those with the words in their name.
fn named(mut found: Vec<(i64, String)>, words: &Words) -> Vec<(i64, String)> {
    found.retain(|(_, name)| words.rank_of(name) == 0);
    found
}

/// Oneself, and the members of the teams one leads.
async fn people(cx: &Cx) -> Result<Vec<(i64, String)>> {
    let mut found: Vec<(i64, String)> = Vec::new();
    if let Some(me) = cx.actor.volunteer {
        let mine = crate::person::people(cx.read(), &[me]).await?;
        for (person, account) in &mine {
            found.push((person.id.0, full_name(&cx.store.key, account)?));
        }
    }
    for team in &cx.actor.leads {
        for (person, account) in roster(cx.read(), *team).await? {
            if !found.iter().any(|(id, _)| *id == person.id.0) {
                found.push((person.id.0, full_name(&cx.store.key, &account)?));
            }
        }
    }
    Ok(found)
}

/// Nominates for a campaign; the figures of its period go with it.
pub async fn nominate(cx: &Cx, form: NominationForm) -> Result<NominationId> {
    signed_in(&cx.actor)?;
    let nomination = form.read()?;
    cx.once(form.request_id, Nominate { nomination }).await
}

struct Nominate {
    nomination: NewNomination,
}

impl UseCase for Nominate {
    type Answer = NominationId;

    async fn run(&self, tx: &Tx) -> Result<NominationId> {
        let input = &self.nomination;
        let me = signed_in(tx.actor())?;
        let campaign = campaign::Entity::find_by_id(input.campaign)
            .lock_exclusive()
            .one(&**tx)
            .await?
            .ok_or(Code::NOT_FOUND)?;
        if tx.now() >= campaign.until_at {
            return Err(Code::NOMINATIONS_OVER.into());
        }
        let (field, unknown) = match input.named {
            Named::Id(_) => ("subject", Code::NOT_A_CHOICE),
            Named::No(_) => ("no", Code::NO_SUCH_VOLUNTEER),
        };
        let refuse = || Refusal::field(field, unknown);
        let subject = subject(tx, &campaign, &input.named).await?;
        let subject = subject.ok_or_else(refuse)?;
        let own = campaign.kind == Kind::Volunteer && subject.account == Some(me);
        let action = if own {
            Action::NOMINATE_SELF
        } else {
            Action::NOMINATE_OTHER
        };
        // Whoever is out of reach does not exist.
        if !subject.standings.may(action) {
            return Err(refuse().into());
        }
        leaves_out(&input.reason, &subject.whole_name)
            .map_err(|code| Refusal::field("reason", code))?;
        let before = nomination::Entity::find()
            .filter(nomination::Column::CampaignId.eq(campaign.id))
            .filter(nomination::Column::SubjectId.eq(subject.id))
            .filter(nomination::Column::State.ne(State::Returned))
            .count(&**tx)
            .await?;
        if before > 0 {
            return Err(Refusal::field(field, Code::DUPLICATE).into());
        }
        let figures = figures(&**tx, &campaign, subject.id).await?;
        let met = criteria(&campaign).met_by(&figures);
        met.map_err(|code| Refusal::field(field, code))?;
        let row = nomination::ActiveModel {
            campaign_id: Set(campaign.id),
            subject_id: Set(subject.id),
            path: Set(subject.path.clone()),
            account_id: Set(subject.account),
            name: Set(subject.name),
            reason: Set(input.reason.clone()),
            minutes: Set(figures.minutes),
            orders: Set(figures.orders),
            ratings: Set(figures.ratings),
            good: Set(figures.good),
            publish: Set(if campaign.kind == Kind::Volunteer {
                Publish::Asked
            } else {
                Publish::NotAsked
            }),
            state: Set(State::Nominated),
            nominated_by: Set(me),
            nominated_at: Set(tx.now()),
            ..Default::default()
        };
        let id = row.insert(&**tx).await?.id;
        pictures::show(tx, &pictured(id), Audience::WhoeverSeesIt, &input.pictures).await?;
        notices::enter::<nomination::Entity>(tx, id.0, action, State::Nominated, "");
        let title = campaign.title;
        let waits = Message::HonourWaits {
            title: title.clone(),
        };
        notices::tell_reviewer(tx, &subject.path, &waits);
        if let Some(account) = subject.account {
            tell_and_text(tx, account, Message::HonourNominated { title }).await?;
        }
        Ok(id)
    }
}

async fn subject(tx: &Tx, campaign: &campaign::Model, named: &Named) -> Result<Option<Subject>> {
    match (campaign.kind, named) {
        (Kind::Volunteer, named) => a_volunteer(tx, named).await,
        (Kind::Team, Named::Id(id)) => a_team(tx, TeamId(*id)).await,
        (Kind::Project, Named::Id(id)) => {
            let found = item::Entity::find_by_id(ItemId(*id)).one(&**tx).await?;
            Ok(found.and_then(|item| place(tx, item.area_id, *id, item.title)))
        }
        (Kind::Station, Named::Id(id)) => {
            let org = tx.cx.store.orgs.get(OrgId(*id));
            let station = org.filter(|org| org.tier == Tier::Station);
            Ok(station
                .and_then(|org: &orgs::entity::Model| place(tx, org.id, *id, org.name.clone())))
        }
        (_, Named::No(_)) => Ok(None),
    }
}

/// What belongs to a place and to nobody in particular.
fn place(tx: &Tx, org: OrgId, id: i64, name: String) -> Option<Subject> {
    let path = tx.cx.store.orgs.get(org)?.path.clone();
    Some(Subject {
        standings: Standings::at(tx.actor(), &path),
        id,
        name,
        whole_name: String::new(),
        path,
        account: None,
    })
}

async fn a_volunteer(tx: &Tx, named: &Named) -> Result<Option<Subject>> {
    let query = match named {
        Named::Id(id) => volunteer::Entity::find_by_id(VolunteerId(*id)),
        Named::No(no) => volunteer::Entity::find().filter(volunteer::Column::No.eq(no)),
    };
    let Some(person) = query.one(&**tx).await? else {
        return Ok(None);
    };
    let Some(village) = tx.cx.store.orgs.get(person.village_id) else {
        return Ok(None);
    };
    let mut standings = Standings::at(tx.actor(), &village.path);
    standings.add_if(Standing::Leader, leads(tx, person.id).await?);
    let known = account::Entity::find_by_id(person.account_id)
        .one(&**tx)
        .await?;
    let Some(account) = known else {
        return Ok(None);
    };
    Ok(Some(Subject {
        id: person.id.0,
        whole_name: full_name(tx.key(), &account)?,
        name: account.masked,
        path: village.path.clone(),
        account: Some(person.account_id),
        standings,
    }))
}

/// Whether the actor leads a team that this volunteer serves in.
async fn leads(tx: &Tx, volunteer: VolunteerId) -> Result<bool> {
    let teams = tx.actor().leads.iter().copied();
    let found = member::Entity::find()
        .filter(member::Column::VolunteerId.eq(volunteer))
        .filter(member::Column::TeamId.is_in(teams))
        .count(&**tx)
        .await?;
    Ok(found > 0)
}

async fn a_team(tx: &Tx, id: TeamId) -> Result<Option<Subject>> {
    let Some(team) = team::Entity::find_by_id(id).one(&**tx).await? else {
        return Ok(None);
    };
    let Some(mut subject) = place(tx, team.org_id, id.0, team.name) else {
        return Ok(None);
    };
    subject
        .standings
        .add_if(Standing::Leader, tx.actor().leads(id));
    subject.account = accounts_of(&**tx, &[team.leader_id]).await?.pop();
    Ok(Some(subject))
}
