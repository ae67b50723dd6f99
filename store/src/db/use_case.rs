//! A use-case is a type: its name is what the log calls it and, with what it is about, what a replayed form is known by.

use super::Tx;
use crate::error::Result;

/// One thing that somebody does, in one transaction.
///
/// It may run more than once (a batch that is rolled back, a retry that the database asks for), so it borrows itself.
pub(crate) trait UseCase: Send + Sync + 'static {
    /// What is answered.
    type Answer: Send + 'static;

    /// Which thing it is about, where one page has the same form for several.
    fn about(&self) -> String {
        String::new()
    }

    /// Loads, asks the access table and the rules, and writes.
    fn run(&self, tx: &Tx) -> impl Future<Output = Result<Self::Answer>> + Send;

    /// Its name: the module and the type, `orders::dispatch::Accept`.
    fn name() -> &'static str
    where
        Self: Sized,
    {
        let path = std::any::type_name::<Self>();
        path.strip_prefix("store::").unwrap_or(path)
    }
}
