//! Why a use-case failed: refused with a code, or broken with a cause for the log.

use domain::{Code, Refusal};
use sea_orm::{DbErr, RuntimeErr, SqlErr};

/// The result of a use-case.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a use-case failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A rule said no; the person is told why.
    #[error("{0}")]
    Refused(#[from] Refusal),
    /// The database failed; the person learns that it is our fault, the log learns the cause.
    #[error("database: {0}")]
    Database(#[from] DbErr),
    /// What is stored cannot be read: a wrong key, or a row that no version of ours has written.
    #[error("stored {0} is unreadable")]
    Unreadable(&'static str),
    /// A use-case panicked: a fault of ours, of which nothing is left in the books.
    #[error("panicked: {0}")]
    Panicked(String),
    /// A use-case could not be carried out.
    #[error("{use_case}: {cause}")]
    Failed {
        /// Its name.
        use_case: &'static str,
        /// Why, for the log.
        cause: Box<Error>,
    },
    /// Filling the books with the demo county was interrupted.
    #[error("the demo county is not whole: begin again with an empty database")]
    HalfACounty,
    /// Another key than the one the books were written with.
    #[error("the key is not the one that the books were written with")]
    WrongKey,
    /// The books could not be copied, in words.
    #[error("{0}")]
    Copy(String),
    /// What comes back from a backup would come on top of other books.
    #[error("there are books already: {0}")]
    NotEmpty(String),
    /// The program is stopping.
    #[error("the books are closed")]
    Closed,
}

impl Error {
    /// What the person is told.
    pub fn refusal(&self) -> Refusal {
        match self {
            Self::Refused(refusal) => refusal.clone(),
            _ => Code::INTERNAL.into(),
        }
    }

    /// Says in which use-case something broke. A refusal is an answer, and stays what it is.
    pub(crate) fn in_use_case(self, use_case: &'static str) -> Self {
        match self {
            Self::Database(_) | Self::Unreadable(_) | Self::Panicked(_) => Self::Failed {
                use_case,
                cause: Box::new(self),
            },
            other => other,
        }
    }

    /// Whether a unique index refused the row.
    pub(crate) fn is_duplicate(&self) -> bool {
        match self {
            Self::Failed { cause, .. } => cause.is_duplicate(),
            Self::Database(error) => {
                matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
            }
            _ => false,
        }
    }

    /// Whether PostgreSQL asks for the transaction to be run again: a serialisation failure or a deadlock.
    pub(crate) fn wants_retry(&self) -> bool {
        let Self::Database(
            DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause)),
        ) = self
        else {
            return false;
        };
        cause
            .as_database_error()
            .and_then(sea_orm::sqlx::error::DatabaseError::code)
            .is_some_and(|code| code == "40001" || code == "40P01")
    }
}

impl From<Code> for Error {
    fn from(code: Code) -> Self {
        Self::Refused(code.into())
    }
}
