//! Certificates, for `diandan check`.

use super::{certificate, holds, key as public_key};
use crate::checking::{Checking, Question};
use crate::error::Result;
use crate::person::open_name;
use domain::certificates::Snapshot;
use sea_orm::EntityTrait;

const QUESTIONS: &[Question] = &[
    Question {
        what: "certificates' minutes against the hours ledger",
        table: "certificate",
        sentences: "SELECT 'certificate ' || id || ': certifies ' || minutes || ' minutes, the ledger has ' || posted
            FROM (SELECT c.id, c.minutes, (SELECT coalesce(sum(e.minutes), 0) FROM hours_entry AS e
                    WHERE e.volunteer_id = c.volunteer_id AND e.served_on BETWEEN c.from_day AND c.to_day
                      AND e.id <= c.last_entry_id AND e.posted_at <= c.issued_at) AS posted
                  FROM certificate AS c) AS certified
            WHERE minutes <> posted ORDER BY id",
    },
    Question {
        what: "requests for certificates against what was issued and revoked",
        table: "certificate_request",
        sentences: "SELECT 'certificate_request ' || r.id || ': is ' || r.state || ', '
                || CASE WHEN c.id IS NULL THEN 'without a certificate' WHEN taken.at IS NULL THEN 'its certificate is in force'
                        ELSE 'its certificate is revoked, or it is about something else' END
            FROM certificate_request AS r LEFT JOIN certificate AS c ON c.request_id = r.id
            LEFT JOIN certificate_revocation AS taken ON taken.certificate_id = c.id
            WHERE (r.state IN ('issued', 'revoked')) <> (c.id IS NOT NULL) OR (r.state = 'revoked') <> (taken.at IS NOT NULL)
               OR c.volunteer_id <> r.volunteer_id OR c.from_day <> r.from_day OR c.to_day <> r.to_day
            ORDER BY r.id",
    },
];

/// Compares what is stored twice.
pub(crate) async fn compare(check: &mut Checking) -> Result<()> {
    check.ask(QUESTIONS).await?;
    signatures(check).await
}

/// Certificates: what they say is what was issued and signed, and the sealed name is the one that is shown masked.
async fn signatures(check: &mut Checking) -> Result<()> {
    let keys = public_key::Entity::find().all(&check.tx).await?;
    check
        .each::<certificate::Entity>(
            certificate::Column::Id,
            |row| row.id.0,
            |check, row| {
                let Some(snapshot) = Snapshot::parse(&row.snapshot) else {
                    check.differs(format!("certificate {}: its text cannot be read", row.id));
                    return;
                };
                let signed_with = keys.iter().find(|key| key.id == row.key_id);
                if !holds(&row, &snapshot, signed_with) {
                    check.differs(format!(
                        "certificate {}: its signature does not fit what it says",
                        row.id
                    ));
                }
                match open_name(&check.key, &row.name) {
                    Err(_) => {
                        check.differs(format!("certificate {}: the name cannot be opened", row.id));
                    }
                    Ok(name) if name.masked() != snapshot.who => {
                        check.differs(format!(
                            "certificate {}: is shown as {}, not as {}",
                            row.id,
                            snapshot.who,
                            name.masked()
                        ));
                    }
                    Ok(_) => {}
                }
            },
        )
        .await?;
    check
        .counted("certificates against their signatures", "certificate")
        .await
}
