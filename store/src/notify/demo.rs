//! What the demo's own people have read: everything but the messages of the last two days.

use crate::demo::county::{CENTRE, CHEN, County, HOME, LEADER, SEAT, story};
use crate::demo::time::Story;

pub(crate) fn stories(county: &County) -> Vec<Story<'_>> {
    let volunteers = [LEADER, CHEN, county.minor()].map(|at| &county.volunteers[at].person);
    let clerks = [HOME, SEAT, CENTRE].map(|org| county.clerk_of(org));
    let people = volunteers.into_iter().chain(clerks);
    let people = people.chain([&county.resident, &county.admin]);
    let reading = people.map(|person| {
        story(async move {
            let at = county.waits(2).await;
            person.at(at).reads_inbox().await
        })
    });
    reading.collect()
}
