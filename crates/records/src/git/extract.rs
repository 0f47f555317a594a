//! From repositories to rows.

use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{ChildStdout, Stdio};

use bonafide_model::Timestamp;
use bonafide_model::table::{Commit, Identifier, Repository, Row, Subject};
use sha2::{Digest, Sha256};

use super::build_file::is_build_file;
use super::command::{ALL, Running, git, start};
use super::commit_object::{self, CommitObject, hex};
use super::find::{Found, find};
use super::{GitError, GitOptions, GitRows, GitTotals, SubjectBy};
use crate::output::AtomicDir;
use crate::parquet_out::ParquetOut;

/// Rows handed over at a time.
const ROWS: usize = 8_192;

/// Larger commits are no commits that a person wrote.
const LARGEST_COMMIT: u64 = 16 << 20;

/// Larger lists of paths are cut: a first commit can hold a whole disk.
const LONGEST_PATHS: usize = 1 << 20;

/// Reads all repositories under the paths and hands their rows over.
///
/// Repositories are read in the order of their paths. Subjects and identifiers come last, each once.
pub fn extract(
    paths: &[PathBuf],
    options: &GitOptions,
    sink: &mut dyn FnMut(GitRows) -> Result<(), GitError>,
) -> Result<GitTotals, GitError> {
    let mut totals = GitTotals::default();
    let mut people = People::new();
    for repository in find(paths)? {
        read_repository(&repository, options, &mut people, &mut totals, sink)?;
    }
    totals.subjects = people.len() as u64;
    hand_over_people(people, sink)?;
    Ok(totals)
}

/// Writes `subject`, `identifier`, `repository` and `commit` as Parquet files into a folder that
/// appears whole.
pub fn extract_to(
    paths: &[PathBuf],
    options: &GitOptions,
    out: &Path,
) -> Result<GitTotals, GitError> {
    let folder = AtomicDir::create(out)?;
    let file = |name: &str| folder.path().join(format!("{name}.parquet"));
    let mut commits = ParquetOut::create(&file("commit"), Commit::TABLE.schema())?;
    let mut repositories = ParquetOut::create(&file("repository"), Repository::TABLE.schema())?;
    let mut identifiers = ParquetOut::create(&file("identifier"), Identifier::TABLE.schema())?;
    let mut subjects = ParquetOut::create(&file("subject"), Subject::TABLE.schema())?;
    let totals = extract(paths, options, &mut |rows| {
        match rows {
            GitRows::Commits(rows) => commits.write(&Commit::batch(&rows)),
            GitRows::Repositories(rows) => repositories.write(&Repository::batch(&rows)),
            GitRows::Identifiers(rows) => identifiers.write(&Identifier::batch(&rows)),
            GitRows::Subjects(rows) => subjects.write(&Subject::batch(&rows)),
        }?;
        Ok(())
    })?;
    for out in [commits, repositories, identifiers, subjects] {
        out.finish()?;
    }
    folder.commit()?;
    Ok(totals)
}

/// An author over all repositories.
#[derive(Default)]
struct Author {
    name: Option<String>,
    name_at: Option<Timestamp>,
    emails: BTreeMap<String, Seen>,
}

#[derive(Default, Clone, Copy)]
struct Seen {
    first: Option<Timestamp>,
    last: Option<Timestamp>,
}

impl Seen {
    fn add(&mut self, at: Option<Timestamp>) {
        let Some(at) = at else {
            return;
        };
        self.first = Some(self.first.map_or(at, |first| first.min(at)));
        self.last = Some(self.last.map_or(at, |last| last.max(at)));
    }
}

type People = BTreeMap<String, Author>;

/// The id of whoever wrote a commit; `None` where it names nobody.
fn subject_id(commit: &CommitObject, by: SubjectBy) -> Option<String> {
    let email = commit
        .author
        .email
        .as_ref()
        .map(|email| format!("email:{}", email.to_lowercase()));
    let name = commit
        .author
        .name
        .as_ref()
        .map(|name| format!("name:{name}"));
    let key = match by {
        SubjectBy::Email => email.or(name),
        SubjectBy::Name => name.or(email),
    }?;
    let digest = Sha256::digest(key.as_bytes());
    Some(format!("git-{}", hex(&digest[..10])))
}

fn read_repository(
    repository: &Found,
    options: &GitOptions,
    people: &mut People,
    totals: &mut GitTotals,
    sink: &mut dyn FnMut(GitRows) -> Result<(), GitError>,
) -> Result<(), GitError> {
    totals.repositories += 1;
    let shallow = is_shallow(&repository.path)?;
    totals.shallow += u64::from(shallow);
    let signatures = match options.signatures {
        true => signatures(&repository.path)?,
        false => HashMap::new(),
    };
    let mut list = start(list_command(&repository.path))?;
    let mut objects = objects(&repository.path, &mut list)?;
    let mut changes = match options.paths {
        true => Some(Changes::start(&repository.path)?),
        false => None,
    };
    let mut output = BufReader::with_capacity(1 << 18, stdout(&mut objects)?);
    let mut rows = Vec::new();
    let mut authors: BTreeMap<String, Seen> = BTreeMap::new();
    let mut first_commit: Option<Timestamp> = None;
    let mut commits = 0_u64;
    let mut odd_output = None;
    loop {
        let entry = match next_object(&mut output) {
            Ok(Some(entry)) => entry,
            Ok(None) => break,
            Err(error) => {
                odd_output = Some(error.to_string());
                break;
            }
        };
        commits += 1;
        let paths = match &mut changes {
            Some(changes) => changes.of(&entry.id)?,
            None => None,
        };
        let parsed = entry.bytes.as_deref().and_then(commit_object::parse);
        let Some((commit, subject)) = parsed.and_then(|commit| {
            let subject = subject_id(&commit, options.subject_by)?;
            Some((commit, subject))
        }) else {
            totals.set_aside += 1;
            continue;
        };
        totals.odd_dates += commit.odd_dates;
        totals.odd_texts += commit.odd_texts;
        totals.commits += 1;
        if let Some(at) = commit.author.at {
            first_commit = Some(first_commit.map_or(at, |first| first.min(at)));
        }
        authors
            .entry(subject.clone())
            .or_default()
            .add(commit.author.at);
        note(people.entry(subject.clone()).or_default(), &commit);
        rows.push(row(
            repository,
            entry.id,
            subject,
            commit,
            paths,
            &signatures,
        ));
        if rows.len() >= ROWS {
            sink(GitRows::Commits(std::mem::take(&mut rows)))?;
        }
    }
    drop(output);
    if !rows.is_empty() {
        sink(GitRows::Commits(rows))?;
    }
    let failure = match odd_output {
        Some(reason) => {
            list.stop();
            objects.stop();
            Some(reason)
        }
        None => list.finish()?.or(objects.finish()?),
    };
    let failure = match changes {
        Some(changes) => failure.or(changes.finish()?),
        None => failure,
    };
    if let Some(reason) = failure {
        totals.broken.push(format!(
            "{}: could be read up to commit {commits} only ({reason}); run `git fsck` there or clone it again",
            repository.path.display()
        ));
    }
    totals.empty += u64::from(commits == 0);
    if !authors.is_empty() {
        let contributors = i64::try_from(authors.len()).ok();
        let rows = authors.into_keys().map(|subject_id| Repository {
            subject_id,
            repository: repository.name.clone(),
            first_commit_at: first_commit.filter(|_| !shallow),
            contributors,
            empty: Some(false),
            ..Repository::default()
        });
        sink(GitRows::Repositories(rows.collect()))?;
    }
    Ok(())
}

fn row(
    repository: &Found,
    id: String,
    subject_id: String,
    commit: CommitObject,
    paths: Option<Vec<String>>,
    signatures: &HashMap<String, &'static str>,
) -> Commit {
    let signature = match signatures.get(&id) {
        Some(state) => state,
        None if commit.signed => "unknown",
        None => "none",
    };
    let changes_build = paths
        .as_ref()
        .map(|paths| paths.iter().any(|path| is_build_file(path)));
    Commit {
        subject_id,
        repository: Some(repository.name.clone()),
        commit_id: Some(id),
        tree_id: commit.tree,
        message_hash: Some(commit.message_hash),
        author_name: commit.author.name,
        author_email: commit.author.email,
        authored_at: commit.author.at,
        author_utc_offset_minutes: commit.author.offset_minutes,
        committer_name: commit.committer.name,
        committer_email: commit.committer.email,
        committed_at: commit.committer.at,
        committer_utc_offset_minutes: commit.committer.offset_minutes,
        signature: Some((*signature).to_owned()),
        parents: Some(commit.parents),
        paths: paths.map(|paths| joined(&paths)),
        changes_build,
        ..Commit::default()
    }
}

/// Paths on lines of their own, up to a megabyte.
fn joined(paths: &[String]) -> String {
    let mut text = String::new();
    for path in paths {
        if text.len() + path.len() >= LONGEST_PATHS {
            break;
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(path);
    }
    text
}

fn note(author: &mut Author, commit: &CommitObject) {
    let person = &commit.author;
    // The name of the latest commit is the one that the author goes by.
    if person.name.is_some()
        && (author.name.is_none() || (person.at, &person.name) > (author.name_at, &author.name))
    {
        author.name.clone_from(&person.name);
        author.name_at = person.at;
    }
    if let Some(email) = &person.email {
        author
            .emails
            .entry(email.to_lowercase())
            .or_default()
            .add(person.at);
    }
}

fn hand_over_people(
    people: People,
    sink: &mut dyn FnMut(GitRows) -> Result<(), GitError>,
) -> Result<(), GitError> {
    let mut subjects = Vec::new();
    let mut identifiers = Vec::new();
    for (subject_id, author) in people {
        for (email, seen) in &author.emails {
            let identifier = |kind: &str, value: &str| Identifier {
                subject_id: subject_id.clone(),
                kind: kind.to_owned(),
                value: Some(value.to_owned()),
                first_seen_at: seen.first,
                last_seen_at: seen.last,
                source: Some("repository".to_owned()),
                ..Identifier::default()
            };
            identifiers.push(identifier("email", email));
            if let Some(handle) = handle(email) {
                identifiers.push(identifier("handle", handle));
            }
        }
        subjects.push(Subject {
            subject_id,
            kind: Some("contributor".to_owned()),
            name: author.name,
            source: Some("repository".to_owned()),
            ..Subject::default()
        });
        if subjects.len() >= ROWS {
            sink(GitRows::Subjects(std::mem::take(&mut subjects)))?;
        }
        if identifiers.len() >= ROWS {
            sink(GitRows::Identifiers(std::mem::take(&mut identifiers)))?;
        }
    }
    sink(GitRows::Subjects(subjects))?;
    sink(GitRows::Identifiers(identifiers))
}

/// The account behind an address that the host made up: `123+name@users.noreply.github.com`.
fn handle(email: &str) -> Option<&str> {
    let account = email
        .strip_suffix("@users.noreply.github.com")
        .or_else(|| email.strip_suffix("@users.noreply.gitlab.com"))?;
    let name = match account.split_once(['+', '-']) {
        Some((number, name))
            if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) =>
        {
            name
        }
        _ => account,
    };
    (!name.is_empty()).then_some(name)
}

fn list_command(path: &Path) -> std::process::Command {
    let mut command = git(path);
    command.args(ALL);
    command
}

fn stdout(running: &mut Running) -> Result<ChildStdout, GitError> {
    running
        .child
        .stdout
        .take()
        .ok_or_else(|| GitError::Io(std::io::Error::other("git was started without an output")))
}

/// Prints the raw objects that `list` names.
fn objects(path: &Path, list: &mut Running) -> Result<Running, GitError> {
    let mut command = git(path);
    command
        .args(["cat-file", "--batch", "--buffer"])
        .stdin(Stdio::from(stdout(list)?));
    start(command)
}

struct Object {
    id: String,
    /// Absent where it is missing, no commit, or too large.
    bytes: Option<Vec<u8>>,
}

/// `<id> <type> <size>\n<bytes>\n`
fn next_object(output: &mut impl BufRead) -> std::io::Result<Option<Object>> {
    let mut line = Vec::new();
    output.by_ref().take(4096).read_until(b'\n', &mut line)?;
    if line.is_empty() {
        return Ok(None);
    }
    let line = String::from_utf8_lossy(&line);
    let mut words = line.split_ascii_whitespace();
    let id = words.next().unwrap_or_default().to_owned();
    let kind = words.next().unwrap_or_default();
    let Some(size) = words.next().and_then(|size| size.parse::<u64>().ok()) else {
        // `<id> missing`
        return Ok(Some(Object { id, bytes: None }));
    };
    let mut bytes = Vec::new();
    let fits = size <= LARGEST_COMMIT && kind == "commit";
    let taken = match fits {
        true => output.by_ref().take(size).read_to_end(&mut bytes)? as u64,
        false => std::io::copy(&mut output.by_ref().take(size), &mut std::io::sink())?,
    };
    if taken < size {
        return Err(std::io::Error::other(
            "git stopped in the middle of a commit",
        ));
    }
    let mut end = [0];
    output.read_exact(&mut end)?;
    Ok(Some(Object {
        id,
        bytes: fits.then_some(bytes),
    }))
}

fn is_shallow(path: &Path) -> Result<bool, GitError> {
    let mut command = git(path);
    command.args(["rev-parse", "--is-shallow-repository"]);
    let mut running = start(command)?;
    let mut text = String::new();
    stdout(&mut running)?.take(64).read_to_string(&mut text)?;
    // Where git refuses the repository, listing its commits will say why.
    drop(running.finish()?);
    Ok(text.trim() == "true")
}

/// The verified state of each signed commit.
fn signatures(path: &Path) -> Result<HashMap<String, &'static str>, GitError> {
    let mut command = git(path);
    command.args([
        "log",
        "--exclude=refs/notes/*",
        "--exclude=refs/stash",
        "--all",
    ]);
    command.args(["--no-mailmap", "--no-show-signature", "--format=%H %G?"]);
    let mut running = start(command)?;
    let mut states = HashMap::new();
    for line in BufReader::new(stdout(&mut running)?).lines() {
        let line = line?;
        let Some((id, state)) = line.split_once(' ') else {
            continue;
        };
        let state = match state {
            "G" | "U" => "good",
            "B" => "bad",
            "N" => continue,
            // Expired, revoked or without the key: there is one, and nobody can say more.
            _ => "unknown",
        };
        states.insert(id.to_owned(), state);
    }
    // An empty repository has no log; listing its commits tells real trouble.
    drop(running.finish()?);
    Ok(states)
}

/// The paths that each commit changes, in the order in which `rev-list` names the commits.
struct Changes {
    list: Running,
    trees: Running,
    output: BufReader<ChildStdout>,
    next_id: Option<String>,
}

impl Changes {
    fn start(path: &Path) -> Result<Self, GitError> {
        let mut list = start(list_command(path))?;
        let mut command = git(path);
        // Raw lines begin with a colon, so that no path can pass for the id of a commit.
        command
            .args([
                "diff-tree",
                "--stdin",
                "--always",
                "--root",
                "-r",
                "--raw",
                "-z",
            ])
            .args(["--no-renames", "--no-ext-diff", "--no-textconv"])
            .stdin(Stdio::from(stdout(&mut list)?));
        let mut trees = start(command)?;
        let mut output = BufReader::with_capacity(1 << 16, stdout(&mut trees)?);
        let next_id = field(&mut output)?;
        Ok(Self {
            list,
            trees,
            output,
            next_id,
        })
    }

    /// The paths of a commit; `None` where git said nothing about it.
    fn of(&mut self, id: &str) -> Result<Option<Vec<String>>, GitError> {
        if self.next_id.as_deref() != Some(id) {
            return Ok(None);
        }
        let mut paths = Vec::new();
        let mut length = 0;
        loop {
            self.next_id = field(&mut self.output)?;
            match &self.next_id {
                Some(line) if line.starts_with(':') => {
                    if let Some(path) = field(&mut self.output)? {
                        // All are counted for the length, few are kept.
                        length += path.len();
                        if length < 4 * LONGEST_PATHS {
                            paths.push(path);
                        }
                    }
                }
                _ => return Ok(Some(paths)),
            }
        }
    }

    fn finish(self) -> Result<Option<String>, GitError> {
        let Self {
            list,
            trees,
            mut output,
            ..
        } = self;
        std::io::copy(&mut output, &mut std::io::sink())?;
        drop(output);
        Ok(list.finish()?.or(trees.finish()?))
    }
}

/// Text up to the next zero byte; control characters in paths become U+FFFD.
fn field(output: &mut impl BufRead) -> Result<Option<String>, GitError> {
    let mut bytes = Vec::new();
    output.by_ref().take(1 << 20).read_until(0, &mut bytes)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    match bytes.last() {
        Some(0) => {
            bytes.pop();
        }
        // The rest of an overlong path is passed over, or it would be read as the next field.
        _ => {
            output.skip_until(0)?;
        }
    }
    let text = String::from_utf8_lossy(&bytes);
    Ok(Some(
        text.chars()
            .map(|c| if c.is_control() { '\u{fffd}' } else { c })
            .collect(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_handles_are_told_from_addresses() {
        assert_eq!(handle("123+octo@users.noreply.github.com"), Some("octo"));
        assert_eq!(
            handle("octo-cat@users.noreply.github.com"),
            Some("octo-cat")
        );
        assert_eq!(handle("12-octo@users.noreply.gitlab.com"), Some("octo"));
        assert_eq!(handle("octo@example.org"), None);
    }
}
