//! Exit codes.

use std::process::ExitCode;

use bonafide_engine::EngineError;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done.
    Done,
    /// Done, and there are findings that `--fail-on` names; or a check found problems.
    Findings,
    /// The words of the command line are wrong, or name something that does not exist.
    Usage,
    /// Something was set aside or failed; the rest is there.
    Partial,
    /// Failed: nothing was written.
    Failed,
}

impl Exit {
    /// The exit of an error.
    pub(crate) fn of_error(error: &anyhow::Error) -> Self {
        let no_such_rule = matches!(
            error.downcast_ref(),
            Some(EngineError::NoSuchRule { .. } | EngineError::NoSuchParameter { .. })
        );
        if no_such_rule || error.downcast_ref::<WrongUsage>().is_some() {
            return Self::Usage;
        }
        Self::Failed
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Findings => 1,
            Exit::Usage => 2,
            Exit::Partial => 3,
            Exit::Failed => 4,
        })
    }
}

/// The words of the command line cannot be followed.
#[derive(Debug)]
pub(crate) struct WrongUsage(pub(crate) String);

impl std::fmt::Display for WrongUsage {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for WrongUsage {}

/// An error of usage.
pub(crate) fn wrong_usage(message: impl Into<String>) -> anyhow::Error {
    WrongUsage(message.into()).into()
}
