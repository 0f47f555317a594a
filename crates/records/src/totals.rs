//! What became of the rows of a file.

/// Counts of one file or of several; `read = kept + left_out + set_aside`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileTotals {
    /// Rows in the file.
    pub read: u64,
    /// Rows that were kept.
    pub kept: u64,
    /// Rows that a mapping leaves out on purpose.
    pub left_out: u64,
    /// Rows that could not be kept; each is in the rejects.
    pub set_aside: u64,
    /// Sentences about places where a file broke off, so that rows after it could not be read.
    /// A run with such a sentence is partial.
    pub broken: Vec<String>,
    /// Sentences about what looks wrong without costing a row.
    pub warnings: Vec<String>,
}

impl FileTotals {
    /// Adds the counts of another file, or of another split of the same one.
    pub fn add(&mut self, other: &Self) {
        self.read += other.read;
        self.kept += other.kept;
        self.left_out += other.left_out;
        self.set_aside += other.set_aside;
        self.broken.extend(other.broken.iter().cloned());
        for warning in &other.warnings {
            if !self.warnings.contains(warning) {
                self.warnings.push(warning.clone());
            }
        }
    }
}
