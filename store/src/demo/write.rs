//! Rows on their way into the database: one thread makes them, another writes them.

use crate::error::{Error, Result};
use sea_orm::{
    ActiveModelTrait, DatabaseBackend, EntityTrait, IntoActiveModel, QueryTrait, Statement,
};
use tokio::sync::mpsc;

/// Rows that one statement carries: every full one of a table is the same text, which the engine reads once.
const CHUNK: usize = 400;

/// Where rows are handed in.
pub(super) struct Pen {
    pub backend: DatabaseBackend,
    pub statements: mpsc::Sender<Statement>,
}

impl Pen {
    /// Writes the rows of one table.
    pub(super) fn rows<E, M, A>(&self, rows: impl IntoIterator<Item = M>) -> Result<()>
    where
        E: EntityTrait<Model = M>,
        M: IntoActiveModel<A>,
        A: ActiveModelTrait<Entity = E>,
    {
        self.try_rows::<E, M, A>(rows.into_iter().map(Ok))
    }

    /// Writes the rows of one table, until one cannot be made.
    pub(super) fn try_rows<E, M, A>(&self, rows: impl IntoIterator<Item = Result<M>>) -> Result<()>
    where
        E: EntityTrait<Model = M>,
        M: IntoActiveModel<A>,
        A: ActiveModelTrait<Entity = E>,
    {
        let mut chunk: Vec<A> = Vec::with_capacity(CHUNK);
        for row in rows {
            chunk.push(row?.into_active_model());
            if chunk.len() == CHUNK {
                self.send::<E, A>(std::mem::take(&mut chunk))?;
            }
        }
        if chunk.is_empty() {
            Ok(())
        } else {
            self.send::<E, A>(chunk)
        }
    }

    fn send<E, A>(&self, chunk: Vec<A>) -> Result<()>
    where
        E: EntityTrait,
        A: ActiveModelTrait<Entity = E>,
    {
        let statement = E::insert_many(chunk).build(self.backend);
        // Whoever writes has met a fault and gone: they tell of it.
        self.statements
            .blocking_send(statement)
            .map_err(|_| Error::Closed)
    }
}
