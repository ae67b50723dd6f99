//! Hours, for `diandan check`.

use crate::checking::{CHUNK, Checking, Question, field};
use crate::error::Result;
use domain::hours::{State, minutes_between};
use domain::ids::{AttendanceId, HoursEntryId, VolunteerId};
use domain::time::Timestamp;

const QUESTIONS: &[Question] = &[
    Question {
        what: "volunteers' minutes against the hours ledger",
        table: "volunteer",
        sentences: "SELECT 'volunteer ' || v.id || ': has ' || v.minutes || ' minutes, the ledger has ' || coalesce(posted.minutes, 0)
            FROM volunteer AS v
            LEFT JOIN (SELECT volunteer_id, sum(minutes) AS minutes FROM hours_entry GROUP BY volunteer_id) AS posted ON posted.volunteer_id = v.id
            WHERE v.minutes <> coalesce(posted.minutes, 0) ORDER BY v.id",
    },
    Question {
        what: "service records against their orders",
        table: "attendance",
        sentences: "SELECT 'attendance ' || a.id || ': lies elsewhere than order ' || o.id
            FROM attendance AS a JOIN orders AS o ON o.id = a.order_id WHERE a.path <> o.path ORDER BY a.id",
    },
];

/// Compares what is stored twice.
pub(crate) async fn compare(check: &mut Checking) -> Result<()> {
    check.ask(QUESTIONS).await?;
    attendance(check).await
}

/// Service records: their minutes against their times, and one line of the ledger for each that is posted.
async fn attendance(check: &mut Checking) -> Result<()> {
    let sql = format!(
        "SELECT a.id, a.state, a.checked_in_at, a.checked_out_at, a.minutes, a.volunteer_id, e.id, e.minutes, e.volunteer_id, e.served_on
         FROM attendance AS a LEFT JOIN hours_entry AS e ON e.attendance_id = a.id
         WHERE a.id > $1 ORDER BY a.id LIMIT {CHUNK}"
    );
    let mut after = AttendanceId(0);
    while check.room() > 0 {
        let rows = check.rows(&sql, [after.0.into()]).await?;
        for row in &rows {
            let (id, state): (AttendanceId, State) = (field(row, 0)?, field(row, 1)?);
            let (came, left): (Timestamp, Option<Timestamp>) = (field(row, 2)?, field(row, 3)?);
            let (minutes, volunteer): (i64, VolunteerId) = (field(row, 4)?, field(row, 5)?);
            let derived = left.map_or(0, |left| minutes_between(came, left));
            if minutes != derived {
                check.differs(format!(
                    "attendance {id}: has {minutes} minutes, its times make {derived}"
                ));
            }
            if left.is_none() != (state == State::CheckedIn) {
                check.differs(format!(
                    "attendance {id}: is {state}, whatever its times say"
                ));
            }
            let line: Option<HoursEntryId> = field(row, 6)?;
            let posted = state == State::Posted;
            match line {
                None if posted => {
                    check.differs(format!(
                        "attendance {id}: is posted, but not in the hours ledger"
                    ));
                }
                Some(line) if !posted => {
                    check.differs(format!(
                        "hours_entry {line}: attendance {id} is {state}, not posted"
                    ));
                }
                Some(line) => {
                    let of: (i64, VolunteerId, Timestamp) =
                        (field(row, 7)?, field(row, 8)?, field(row, 9)?);
                    if of != (minutes, volunteer, came.date().start()) {
                        check.differs(format!(
                            "hours_entry {line}: {} minutes of volunteer {} differ from attendance {id} with {minutes} minutes of volunteer {volunteer}, or in the day",
                            of.0, of.1
                        ));
                    }
                }
                None => {}
            }
            after = id;
        }
        if (rows.len() as u64) < CHUNK {
            break;
        }
    }
    check
        .counted(
            "service records against their times and the hours ledger",
            "attendance",
        )
        .await
}
