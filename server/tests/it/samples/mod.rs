//! What to send to an endpoint, in a county that has what it is about, so that it succeeds for whoever may: one file a feature.

use object_store::memory::InMemory;
use std::fmt::Display;
use std::sync::Arc;
use store::testing::County;

/// Gathers the files of the features: an endpoint is called `feature/function`.
macro_rules! features {
    ($($feature:ident,)*) => {
        $(mod $feature;)*

        /// What to send to a server function. One without a sample fails the test: whoever adds it says here how it succeeds.
        pub(crate) async fn sample(county: &County, endpoint: &str) -> Option<Sample> {
            let (feature, function) = endpoint.split_once('/').unwrap_or((endpoint, ""));
            match feature {
                $(stringify!($feature) => $feature::sample(county, function).await,)*
                _ => None,
            }
        }
    };
}

features! {
    account,
    card,
    catalog,
    certificates,
    home,
    honours,
    hours,
    ledger,
    notify,
    offline,
    orders,
    points,
    ranking,
    rules,
    shop,
    stars,
    teams,
}

mod routes;

pub(crate) use routes::sample as route_sample;

/// What is sent to an endpoint.
#[derive(Clone, Default)]
pub(crate) struct Sample {
    /// The path, where the endpoint's has places for values.
    pub(crate) path: Option<String>,
    /// The fields of the form or of the query.
    pub(crate) fields: Vec<(String, String)>,
    /// Somebody for whom other fields are the ones that tell most.
    pub(crate) fields_for: Option<(&'static str, Vec<(String, String)>)>,
    /// A cookie beside the one of the session.
    pub(crate) cookie: String,
    /// The order it is about, whose link opens it.
    pub(crate) order: Option<String>,
    /// A form in parts, with the boundary between them.
    pub(crate) parts: Option<(&'static str, Vec<u8>)>,
    /// The files of pictures.
    pub(crate) files: Arc<InMemory>,
}

impl Sample {
    /// A form or query with these fields.
    pub(crate) fn of(fields: &[(&str, &dyn Display)]) -> Self {
        Self {
            fields: fields_of(fields),
            ..Self::default()
        }
    }

    /// The same for an order, whose number is a field.
    pub(crate) fn about(no: &str, fields: &[(&str, &dyn Display)]) -> Self {
        let mut sample = Self::of(fields);
        sample.fields.push(("no".to_owned(), no.to_owned()));
        sample.order = Some(no.to_owned());
        sample
    }

    /// A request whose path says everything.
    pub(crate) fn at(path: String) -> Self {
        Self {
            path: Some(path),
            ..Self::default()
        }
    }

    /// The form as a page sends it.
    pub(crate) fn form(&self) -> String {
        encoded(&self.fields)
    }

    /// What this role sends instead.
    pub(crate) fn but_for(self, role: &'static str, fields: &[(&str, &dyn Display)]) -> Self {
        Self {
            fields_for: Some((role, fields_of(fields))),
            ..self
        }
    }
}

fn fields_of(fields: &[(&str, &dyn Display)]) -> Vec<(String, String)> {
    fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.to_string()))
        .collect()
}

/// A form with these fields and an id.
pub(crate) fn encoded(fields: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .append_pair("request_id", &"a".repeat(32))
        .finish()
}
