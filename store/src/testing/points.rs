//! Points: requests that two decide on.

use super::{County, Person};
use domain::ids::PointsRequestId;
use domain::points::{RequestForm, Rule};

impl County {
    /// Somebody asks for five points for a volunteer.
    pub async fn points_asked(&self, by: &Person, whom: &Person) -> PointsRequestId {
        let form = RequestForm {
            no: whom.volunteer_no().to_owned(),
            way: Rule::Grant.to_string(),
            points: "5".to_owned(),
            words: "防汛值守三个晚上".to_owned(),
            ..RequestForm::default()
        };
        by.asks_for_points(form).await.unwrap()
    }
}
