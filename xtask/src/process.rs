//! Running other programs, and telling how long things take.

use std::{
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// What goes wrong here is told to a person and ends the command, so an error is a sentence.
pub(crate) type Result<T = ()> = std::result::Result<T, String>;

/// Runs a program whose output goes to the terminal.
pub(crate) fn loud(command: &mut Command) -> Result {
    let status = command.status().map_err(|e| not_started(command, &e))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{} failed ({status})", spelled(command)))
    }
}

/// Runs a program whose output matters only when it fails, and gives what it wrote to stdout.
pub(crate) fn quiet(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|e| not_started(command, &e))?;
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(stdout);
    }
    let said = stdout + &String::from_utf8_lossy(&output.stderr);
    Err(format!(
        "{} failed ({}):\n{}",
        spelled(command),
        output.status,
        shortened(&said)
    ))
}

/// Some tools tell the reason first and some last; what lies between is of no use.
fn shortened(said: &str) -> String {
    let lines: Vec<_> = said.lines().collect();
    let Some(left_out) = lines.len().checked_sub(50).filter(|left_out| *left_out > 0) else {
        return lines.join("\n");
    };
    let (start, end) = (&lines[..20], &lines[20 + left_out..]);
    format!(
        "{}\n… {left_out} lines …\n{}",
        start.join("\n"),
        end.join("\n")
    )
}

/// A set-up of so many steps, each told in one line: what it is and what is left, and at its end what came of it.
pub(crate) struct Plan {
    at: usize,
    of: usize,
}

impl Plan {
    pub(crate) fn of(steps: usize) -> Self {
        Self { at: 0, of: steps }
    }

    /// Does the next step unless its outcome is there.
    pub(crate) fn step(
        &mut self,
        name: &str,
        usually: &str,
        there: bool,
        work: impl FnOnce() -> Result,
    ) -> Result {
        self.at += 1;
        eprint!("{} of {}: {name} … ", self.at, self.of);
        if there {
            eprintln!("✓ already there");
            return Ok(());
        }
        eprint!("usually takes {usually} … ");
        let (outcome, time) = timed(work);
        let mark = if outcome.is_ok() { '✓' } else { '✗' };
        eprintln!("{mark} {}", spelled_time(time));
        outcome
    }
}

/// Does something and tells how long it took.
#[expect(
    clippy::disallowed_methods,
    reason = "measures a span; decides nothing"
)]
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let outcome = work();
    (outcome, start.elapsed())
}

/// A time as people say it: `0.4s`, `12.0s`, `5m02s`.
pub(crate) fn spelled_time(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{:.1}s", time.as_secs_f32())
    } else {
        format!("{}m{:02}s", seconds / 60, seconds % 60)
    }
}

fn spelled(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

fn not_started(command: &Command, problem: &std::io::Error) -> String {
    format!("{} could not be started: {problem}", spelled(command))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{quiet, shortened, spelled_time};

    #[test]
    fn times_are_spelled() {
        assert_eq!(spelled_time(Duration::from_millis(449)), "0.4s");
        assert_eq!(spelled_time(Duration::from_secs(302)), "5m02s");
    }

    #[test]
    fn a_failure_shows_what_the_program_said() {
        let outcome =
            quiet(std::process::Command::new("sh").args(["-c", "echo sorry >&2; exit 3"]));
        assert!(outcome.is_err_and(|problem| problem.ends_with("sorry") && problem.contains('3')));
    }

    #[test]
    fn the_middle_of_a_long_output_is_left_out() {
        let said: Vec<_> = (1..=52).map(|line| line.to_string()).collect();
        let short = shortened(&said.join("\n"));
        assert!(short.contains("20\n… 2 lines …\n23\n"), "{short}");
        assert_eq!(shortened("one\ntwo\n"), "one\ntwo");
    }
}
