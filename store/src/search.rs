//! Finding rows by words: all of them have to stand in a row's texts, in any order.

use crate::db::Cx;
use crate::page::containing;
use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr};
use sea_orm::{ColumnTrait, Condition, DatabaseBackend};

/// What somebody looks for.
pub(crate) struct Words {
    words: Vec<String>,
    /// SQLite's LIKE minds no case of ASCII letters, PostgreSQL's minds every case.
    postgres: bool,
}

impl Words {
    /// Reads what was typed.
    pub(crate) fn read(cx: &Cx, raw: &str) -> Self {
        let postgres = cx.read().get_database_backend() == DatabaseBackend::Postgres;
        let words = domain::search::words(raw).into_iter();
        Self {
            words: words.map(|word| fold(&word, postgres)).collect(),
            postgres,
        }
    }

    /// Whether nothing is looked for.
    pub(crate) const fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Each word in one of these columns.
    pub(crate) fn within<C: ColumnTrait>(&self, columns: &[C]) -> Condition {
        let each = self.words.iter().map(|word| {
            let any = columns.iter().map(|column| self.holds(*column, word));
            any.fold(Condition::any(), Condition::add)
        });
        each.fold(Condition::all(), Condition::add)
    }

    /// 0 where every word stands in this column, which comes first, and 1 elsewhere.
    pub(crate) fn rank<C: ColumnTrait>(&self, column: C) -> Expr {
        Expr::case(self.within(&[column]), 0_i64)
            .finally(1_i64)
            .into()
    }

    /// The same of a row that was read.
    pub(crate) fn rank_of(&self, text: &str) -> i64 {
        let text = fold(text, self.postgres);
        i64::from(!self.words.iter().all(|word| text.contains(word)))
    }

    fn holds<C: ColumnTrait>(&self, column: C, word: &str) -> Expr {
        let pattern: LikeExpr = containing(word);
        if self.postgres {
            Expr::expr(Func::lower(column.into_expr())).like(pattern)
        } else {
            column.like(pattern)
        }
    }
}

/// As the database compares: in small letters.
fn fold(text: &str, postgres: bool) -> String {
    if postgres {
        text.to_lowercase()
    } else {
        text.to_ascii_lowercase()
    }
}
