//! The command line, taken apart piece by piece.

use crate::process::Result;

/// The arguments nobody has taken yet.
pub(crate) struct Args(Vec<String>);

impl Args {
    pub(crate) fn from_env() -> Self {
        Self(std::env::args().skip(1).collect())
    }

    /// Takes the first argument.
    pub(crate) fn command(&mut self) -> Option<String> {
        (!self.0.is_empty()).then(|| self.0.remove(0))
    }

    /// Takes `--name`.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        let found = self.0.iter().position(|arg| arg == name);
        found.map(|at| self.0.remove(at)).is_some()
    }

    /// Takes `--name value`.
    pub(crate) fn value(&mut self, name: &str) -> Result<Option<String>> {
        let Some(at) = self.0.iter().position(|arg| arg == name) else {
            return Ok(None);
        };
        if at + 1 == self.0.len() {
            return Err(format!("{name} needs a value"));
        }
        self.0.remove(at);
        Ok(Some(self.0.remove(at)))
    }

    /// Takes all that is left, for another program.
    pub(crate) fn rest(mut self) -> Vec<String> {
        if self.0.first().is_some_and(|arg| arg == "--") {
            self.0.remove(0);
        }
        self.0
    }

    /// Refuses what nobody took.
    pub(crate) fn end(&self) -> Result {
        match self.0.first() {
            None => Ok(()),
            Some(arg) => Err(format!(
                "{arg} is not understood here; see cargo xtask help"
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Args;

    #[test]
    fn options_are_taken_in_any_order() {
        let words = ["run", "--data", "d", "--quick", "--port", "80"];
        let mut args = Args(words.map(str::to_owned).to_vec());
        assert_eq!(args.command().as_deref(), Some("run"));
        assert_eq!(args.value("--port"), Ok(Some("80".into())));
        assert_eq!(args.value("--data"), Ok(Some("d".into())));
        assert!(args.end().is_err());
        assert!(args.flag("--quick"));
        assert_eq!(args.end(), Ok(()));
    }

    #[test]
    fn a_value_must_follow_its_name() {
        assert!(Args(vec!["--port".into()]).value("--port").is_err());
    }
}
