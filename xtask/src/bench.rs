//! How fast the built server is.
#![expect(
    dead_code,
    reason = "the command is added together with its measurements"
)]

use crate::{process::Result, setup::Tools};

/// One number of the report.
pub(crate) struct Measurement {
    /// What was measured, in words.
    pub(crate) name: &'static str,
    /// How much.
    pub(crate) value: f64,
    /// Of what: `requests/s`, `ms`, `MB`.
    pub(crate) unit: &'static str,
}

/// Measures the built server on a temporary demo county; `quick` takes a tenth of the time and says less.
pub(crate) fn measure(tools: &Tools, _quick: bool) -> Result<Vec<Measurement>> {
    let server = tools.server();
    if !server.exists() {
        return Err(format!("{} is not built", server.display()));
    }
    Ok(Vec::new())
}
