//! The forms about a case in public notice, or on its way there.

use crate::db::Cx;
use domain::notices::{CaseForm, ObjectionForm, ReviewForm, Verdict};

pub(crate) fn case(cx: &Cx, id: impl ToString) -> CaseForm {
    CaseForm {
        request_id: cx.form_id(),
        id: id.to_string(),
    }
}

pub(crate) fn review(cx: &Cx, id: impl ToString, verdict: Verdict, words: &str) -> ReviewForm {
    ReviewForm {
        request_id: cx.form_id(),
        id: id.to_string(),
        verdict: verdict.to_string(),
        words: words.to_owned(),
    }
}

pub(crate) fn objection(cx: &Cx, id: impl ToString, words: &str) -> ObjectionForm {
    ObjectionForm {
        request_id: cx.form_id(),
        id: id.to_string(),
        words: words.to_owned(),
    }
}
