//! What can go wrong with a sanctions list, as sentences.

/// Everything that can stop a list from being read. The old list stays in force then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No reader knows the content.
    #[error(
        "{file}: not a sanctions list that is known ({found}); give the official file as published, or add a mapping that names its columns"
    )]
    Unrecognised {
        /// The file.
        file: String,
        /// What the file starts with.
        found: String,
    },
    /// The bytes are no text in an encoding that is known.
    #[error("{file}: cannot be read as text: {problem}; save it as UTF-8")]
    NotText {
        /// The file.
        file: String,
        /// What is wrong.
        problem: String,
    },
    /// The file ends too early.
    #[error(
        "{file}: cut off at {place}: {problem}; download the file again, the list in use stays"
    )]
    CutOff {
        /// The file.
        file: String,
        /// Line, element or entry.
        place: String,
        /// What is missing.
        problem: String,
    },
    /// The file breaks the rules of its format.
    #[error("{file}: broken at {place}: {problem}; download the file again, the list in use stays")]
    Broken {
        /// The file.
        file: String,
        /// Line, element or entry.
        place: String,
        /// What is wrong.
        problem: String,
    },
    /// The file holds what no honest list holds.
    #[error(
        "{file}: refused at {place}: {problem}; no publisher of sanctions lists does this, so check where the file comes from"
    )]
    Refused {
        /// The file.
        file: String,
        /// Line, element or entry.
        place: String,
        /// What is refused.
        problem: String,
    },
    /// Files of different lists were given as one.
    #[error(
        "{first} is {first_format} and {second} is {second_format}: these are not parts of one list; read them one by one"
    )]
    Mixed {
        /// A file.
        first: String,
        /// Its format.
        first_format: &'static str,
        /// Another file.
        second: String,
        /// Its format.
        second_format: &'static str,
    },
    /// Columns that the reader needs are not there.
    #[error("{file}: no column {wanted}; its columns are {found}")]
    Columns {
        /// The file.
        file: String,
        /// What is needed.
        wanted: String,
        /// What is there.
        found: String,
    },
    /// The mapping cannot be used.
    #[error("mapping: {problem}")]
    Mapping {
        /// What is wrong and what to do.
        problem: String,
    },
    /// Nothing is in it.
    #[error("{file}: no entry in it; the file is empty or cut off, so the list in use stays")]
    Empty {
        /// The file.
        file: String,
    },
    /// A difference does not fit the list that it is applied to.
    #[error("the difference does not fit the list: {problem}; it was made from another version")]
    DoesNotFit {
        /// What does not fit.
        problem: String,
    },
}
