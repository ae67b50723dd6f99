//! The desk: what somebody's staff roles reach.

use crate::error::Result;
use crate::person::signed_in;
use domain::Code;
use domain::actor::Actor;
use domain::orgs::OrgPath;

/// The parts of the county whose queues one works; whoever has none finds no desk.
pub(crate) fn paths(actor: &Actor) -> Result<Vec<OrgPath>> {
    signed_in(actor)?;
    let paths = actor.desk_paths();
    if paths.is_empty() {
        Err(Code::NOT_FOUND.into())
    } else {
        Ok(paths)
    }
}
