//! What the entities say of their tables, for tests that hold the schema against it.

#[cfg(feature = "testing")]
use sea_orm::{ColumnTrait, EntityTrait, IdenStatic, Iterable};

/// A table's name and its columns in the order of their names, each with whether it may be empty.
#[cfg(feature = "testing")]
pub type Table = (String, Vec<(String, bool)>);

/// The table of an entity.
#[cfg(feature = "testing")]
pub(crate) fn table<E: EntityTrait>(entity: E) -> Table {
    let columns = E::Column::iter();
    let mut columns: Vec<_> = columns
        .map(|column| (column.as_str().to_owned(), column.def().is_null()))
        .collect();
    columns.sort();
    (entity.table_name().to_owned(), columns)
}

/// Names the entities of a feature, or of what features stand on.
macro_rules! tables {
    ($($($entity:ident)::+),+ $(,)?) => {
        /// Its tables.
        #[cfg(feature = "testing")]
        pub(crate) fn tables() -> Vec<crate::table::Table> {
            vec![$(crate::table::table($($entity)::+::Entity)),+]
        }
    };
}

pub(crate) use tables;
