//! People, for `diandan check`.

use crate::checking::Checking;
use crate::error::Result;
use crate::person::{account, open_name, open_phone};

/// People: what is sealed can be opened, and what is shown or looked up of it is right.
pub(crate) async fn compare(check: &mut Checking) -> Result<()> {
    check
        .each::<account::Entity>(
            account::Column::Id,
            |row| row.id.0,
            |check, row| {
                let Ok(phone) = open_phone(&check.key, &row.phone) else {
                    check.differs(format!("account {}: the phone cannot be opened", row.id));
                    return;
                };
                if check.key.hash(phone.as_str()) != row.phone_hash {
                    check.differs(format!(
                        "account {}: is looked up under another phone",
                        row.id
                    ));
                }
                let masked = match row.name.as_deref().map(|name| open_name(&check.key, name)) {
                    None => phone.masked(),
                    Some(Ok(name)) => name.masked(),
                    Some(Err(_)) => {
                        check.differs(format!("account {}: the name cannot be opened", row.id));
                        return;
                    }
                };
                if masked != row.masked {
                    check.differs(format!(
                        "account {}: is shown as {}, not as {masked}",
                        row.id, row.masked
                    ));
                }
            },
        )
        .await?;
    check
        .counted(
            "people's sealed names and phones against what is shown of them",
            "account",
        )
        .await
}
