//! Reading messages.

use crate::error::Result;
use crate::notify;
use crate::people::Person;
use domain::ids::InboxId;

impl Person {
    /// Marks everything in their inbox as read.
    pub async fn reads_inbox(&self) -> Result<()> {
        let cx = self.request().await?;
        notify::mark_read(&cx, InboxId(i64::MAX)).await
    }
}
