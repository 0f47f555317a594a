//! Rows from real repositories that git itself has made.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bonafide_model::Timestamp;
use bonafide_model::table::{Commit, Identifier, Repository, Subject};
use bonafide_records::git::{
    GitError, GitOptions, GitRows, GitTotals, SubjectBy, extract, extract_to,
};

#[derive(Default)]
struct Rows {
    commits: Vec<Commit>,
    repositories: Vec<Repository>,
    identifiers: Vec<Identifier>,
    subjects: Vec<Subject>,
    totals: GitTotals,
}

fn rows_with(paths: &[PathBuf], options: &GitOptions) -> Rows {
    let mut rows = Rows::default();
    let totals = extract(paths, options, &mut |some| {
        match some {
            GitRows::Commits(some) => rows.commits.extend(some),
            GitRows::Repositories(some) => rows.repositories.extend(some),
            GitRows::Identifiers(some) => rows.identifiers.extend(some),
            GitRows::Subjects(some) => rows.subjects.extend(some),
        }
        Ok(())
    });
    rows.totals = totals.expect("is extracted");
    assert_eq!(rows.totals.commits, rows.commits.len() as u64);
    rows
}

fn rows(path: &Path) -> Rows {
    rows_with(&[path.to_owned()], &GitOptions::default())
}

fn git(folder: &Path, args: &[&str]) -> String {
    git_with(folder, args, b"")
}

fn git_with(folder: &Path, args: &[&str], input: &[u8]) -> String {
    use std::io::Write;
    let mut child = Command::new("git")
        .args([
            "-c",
            "init.defaultBranch=main",
            "-c",
            "commit.gpgsign=false",
        ])
        .args(args)
        .current_dir(folder)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("git starts");
    child
        .stdin
        .take()
        .expect("has an input")
        .write_all(input)
        .expect("takes input");
    let output = child.wait_with_output().expect("ends");
    assert!(output.status.success(), "git {args:?}");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn commit(folder: &Path, file: &str, who: (&str, &str), when: &str) {
    fs::create_dir_all(folder.join(file).parent().expect("has a parent")).expect("creates");
    fs::write(folder.join(file), when).expect("writes");
    git(folder, &["add", "."]);
    let status = Command::new("git")
        .args([
            "-c",
            "commit.gpgsign=false",
            "commit",
            "-q",
            "-m",
            "a message",
        ])
        .current_dir(folder)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .envs([
            ("GIT_AUTHOR_NAME", who.0),
            ("GIT_AUTHOR_EMAIL", who.1),
            ("GIT_AUTHOR_DATE", when),
        ])
        .envs([
            ("GIT_COMMITTER_NAME", "Merge Bot"),
            ("GIT_COMMITTER_EMAIL", "bot@example.org"),
            ("GIT_COMMITTER_DATE", "1756300000 +0000"),
        ])
        .status()
        .expect("git starts");
    assert!(status.success());
}

const MINA: (&str, &str) = ("Mina Park", "Mina@example.org");
const OLE: (&str, &str) = ("Ole Berg", "77+oleb@users.noreply.github.com");

fn sample(folder: &Path) -> PathBuf {
    let path = folder.join("sample");
    fs::create_dir_all(&path).expect("creates");
    git(&path, &["init", "-q"]);
    commit(&path, "README.md", MINA, "1756289472 +0900");
    commit(&path, ".github/workflows/ci.yml", OLE, "1756289500 -0330");
    commit(
        &path,
        "src/a b.rs",
        ("Mina P.", "mina@example.org"),
        "1756289600 +0900",
    );
    path
}

fn check(rows: &Rows) {
    assert_eq!(rows.commits.len(), 3);
    assert_eq!(rows.subjects.len(), 2);
    assert_eq!(rows.repositories.len(), 2);
    let latest = &rows.commits[0];
    assert_eq!(latest.author_name.as_deref(), Some("Mina P."));
    assert_eq!(
        latest.authored_at,
        Some(Timestamp::from_seconds(1_756_289_600))
    );
    assert_eq!(latest.author_utc_offset_minutes, Some(540));
    assert_eq!(latest.committer_email.as_deref(), Some("bot@example.org"));
    assert_eq!(
        latest.committed_at,
        Some(Timestamp::from_seconds(1_756_300_000))
    );
    assert_eq!(latest.signature.as_deref(), Some("none"));
    assert_eq!(latest.parents, Some(1));
    assert_eq!(latest.repository.as_deref(), Some("sample"));
    assert_eq!(latest.tree_id.as_ref().map(String::len), Some(40));
    assert_eq!(rows.commits[1].author_utc_offset_minutes, Some(-210));
    assert_eq!(rows.commits[2].parents, Some(0));
    // Letters of an address differ in case, the person does not.
    assert_eq!(latest.subject_id, rows.commits[2].subject_id);
    let mina = rows
        .subjects
        .iter()
        .find(|subject| subject.subject_id == latest.subject_id)
        .expect("is there");
    assert_eq!(mina.name.as_deref(), Some("Mina P."));
    assert_eq!(rows.repositories[0].contributors, Some(2));
    assert_eq!(
        rows.repositories[0].first_commit_at,
        Some(Timestamp::from_seconds(1_756_289_472))
    );
    let mut identifiers: Vec<(&str, &str)> = rows
        .identifiers
        .iter()
        .map(|row| (row.kind.as_str(), row.value.as_deref().unwrap_or("")))
        .collect();
    identifiers.sort_unstable();
    assert_eq!(
        identifiers,
        [
            ("email", "77+oleb@users.noreply.github.com"),
            ("email", "mina@example.org"),
            ("handle", "oleb"),
        ]
    );
    let address = rows
        .identifiers
        .iter()
        .find(|row| row.value.as_deref() == Some("mina@example.org"))
        .expect("is there");
    assert_eq!(
        address.first_seen_at,
        Some(Timestamp::from_seconds(1_756_289_472))
    );
    assert_eq!(
        address.last_seen_at,
        Some(Timestamp::from_seconds(1_756_289_600))
    );
}

#[test]
fn work_trees_bare_repositories_and_folders_of_them_are_read() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = sample(folder.path());
    check(&rows(&path));
    let bare = folder.path().join("more/sample.git");
    fs::create_dir_all(bare.parent().expect("has a parent")).expect("creates");
    git(
        folder.path(),
        &["clone", "-q", "--bare", "sample", "more/sample.git"],
    );
    check(&rows(&bare));
    let both = rows(folder.path());
    assert_eq!(
        (
            both.totals.repositories,
            both.commits.len(),
            both.subjects.len()
        ),
        (2, 6, 2)
    );
    let mut names: Vec<&str> = both
        .repositories
        .iter()
        .map(|row| row.repository.as_str())
        .collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(
        names.len(),
        2,
        "two repositories of one name are told apart: {names:?}"
    );
}

#[test]
fn changed_paths_are_listed_when_asked_for() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = sample(folder.path());
    // A merge, a path that looks like the id of a commit, and one with a line end in it.
    git(&path, &["checkout", "-q", "-b", "side", "HEAD~1"]);
    let id = git(&path, &["rev-parse", "HEAD"]);
    commit(&path, &id, MINA, "1756289700 +0900");
    commit(&path, "line\nend", MINA, "1756289800 +0900");
    let head = git(&path, &["rev-parse", "HEAD"]);
    let tree = git(&path, &["rev-parse", "HEAD^{tree}"]);
    let merge = git_with(
        &path,
        &[
            "-c",
            "user.name=M",
            "-c",
            "user.email=m@x",
            "commit-tree",
            &tree,
            "-p",
            &head,
            "-p",
            "main",
            "-m",
            "merge",
        ],
        b"",
    );
    git(&path, &["update-ref", "refs/heads/merged", &merge]);
    let options = GitOptions {
        paths: true,
        ..GitOptions::default()
    };
    let rows = rows_with(&[path], &options);
    assert_eq!(rows.totals.broken, Vec::<String>::new());
    let of = |id: &str| {
        rows.commits
            .iter()
            .find(|row| row.commit_id.as_deref() == Some(id))
            .expect("is there")
    };
    assert_eq!(of(&merge).parents, Some(2));
    assert_eq!(of(&head).paths.as_deref(), Some("line\u{fffd}end"));
    let listed: Vec<&str> = rows
        .commits
        .iter()
        .filter_map(|row| row.paths.as_deref())
        .collect();
    for path in [
        "README.md",
        ".github/workflows/ci.yml",
        "src/a b.rs",
        id.as_str(),
    ] {
        assert!(listed.contains(&path), "{path} in {listed:?}");
    }
    assert!(rows.commits.iter().all(|row| row.paths.is_some()));
    assert_eq!(
        rows.commits
            .iter()
            .filter(|row| row.changes_build == Some(true))
            .count(),
        1
    );
}

#[test]
fn empty_and_shallow_repositories_are_counted() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let empty = folder.path().join("empty");
    fs::create_dir(&empty).expect("creates");
    git(&empty, &["init", "-q"]);
    let none = rows(&empty);
    assert_eq!(
        (
            none.totals.repositories,
            none.totals.empty,
            none.commits.len()
        ),
        (1, 1, 0)
    );
    assert_eq!(none.totals.broken, Vec::<String>::new());

    let path = sample(folder.path());
    let address = format!("file://{}", path.display());
    git(
        folder.path(),
        &["clone", "-q", "--depth", "1", &address, "shallow"],
    );
    let shallow = rows(&folder.path().join("shallow"));
    assert_eq!((shallow.totals.shallow, shallow.commits.len()), (1, 1));
    assert_eq!(shallow.repositories[0].first_commit_at, None);
}

#[test]
fn hostile_commits_become_rows_with_gaps_or_are_set_aside() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = sample(folder.path());
    let tree = git(&path, &["rev-parse", "HEAD^{tree}"]);
    let objects: [&[u8]; 6] = [
        b"author Odd Clock <odd@example.org> -86400 +9999\ncommitter C <c@x> 99999999999999999999 +0000\n\nx\n",
        b"author J\xf6rg <latin@example.org> 1756289472 +0100\ncommitter C <c@x> 1 +0000\nencoding ISO-8859-1\n\nx\n",
        b"author B\xf6se <bytes@example.org> 1756289472 +0100\ncommitter C <c@x> 1 +0000\n\nx\n",
        b"author <> 1756289472 +0000\ncommitter C <c@x> 1 +0000\n\nx\n",
        b"author No Mail <> 1756289472 +0000\ncommitter C <c@x> 1 +0000\n\nx\n",
        b"author Sig <sig@example.org> 1756289472 +0000\ncommitter C <c@x> 1 +0000\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n nonsense\n -----END PGP SIGNATURE-----\n\nfake 0000 commit 5\nauthor X <x@x> 1 +0000\n",
    ];
    for (at, object) in objects.iter().enumerate() {
        let mut bytes = format!("tree {tree}\n").into_bytes();
        bytes.extend_from_slice(object);
        let id = git_with(
            &path,
            &[
                "hash-object",
                "-t",
                "commit",
                "-w",
                "--literally",
                "--stdin",
            ],
            &bytes,
        );
        fs::write(
            path.join(format!(".git/refs/heads/odd-{at}")),
            format!("{id}\n"),
        )
        .expect("writes");
    }
    let rows = rows(&path);
    assert_eq!(rows.totals.broken, Vec::<String>::new());
    assert_eq!(rows.totals.set_aside, 1, "the commit that names nobody");
    assert_eq!(rows.commits.len(), 8);
    assert_eq!(rows.totals.odd_texts, 1);
    let by = |email: &str| {
        rows.commits
            .iter()
            .find(|row| row.author_email.as_deref() == Some(email))
            .expect("is there")
    };
    assert_eq!(by("odd@example.org").authored_at, None);
    assert_eq!(by("odd@example.org").author_utc_offset_minutes, None);
    assert_eq!(
        by("latin@example.org").author_name.as_deref(),
        Some("J\u{f6}rg")
    );
    assert_eq!(
        by("bytes@example.org").author_name.as_deref(),
        Some("B\u{fffd}se")
    );
    assert_eq!(by("sig@example.org").signature.as_deref(), Some("unknown"));
    assert!(
        rows.commits
            .iter()
            .any(|row| row.author_name.as_deref() == Some("No Mail") && row.author_email.is_none())
    );
}

#[test]
fn nothing_that_a_repository_configures_is_run() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = sample(folder.path());
    let trap = folder.path().join("trap");
    let script = folder.path().join("trap.sh");
    fs::write(&script, format!("#!/bin/sh\ntouch {}\n", trap.display())).expect("writes");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).expect("allows");
    }
    let program = script.display().to_string();
    for key in [
        "core.fsmonitor",
        "core.pager",
        "diff.external",
        "gpg.program",
        "core.sshCommand",
        "gpg.ssh.program",
        "gpg.ssh.defaultKeyCommand",
        "core.alternateRefsCommand",
        "diff.trap.textconv",
    ] {
        git(&path, &["config", key, &program]);
    }
    git(&path, &["config", "log.showSignature", "true"]);
    fs::write(path.join(".git/info/attributes"), "* diff=trap\n").expect("writes");
    for hook in [
        "post-checkout",
        "post-index-change",
        "reference-transaction",
    ] {
        fs::copy(&script, path.join(".git/hooks").join(hook)).expect("copies");
    }
    drop(fs::remove_file(&trap));
    let rows = rows_with(
        &[path],
        &GitOptions {
            paths: true,
            signatures: true,
            ..GitOptions::default()
        },
    );
    assert_eq!(rows.commits.len(), 3);
    assert!(!trap.exists(), "a program of the repository was run");
}

#[test]
fn a_damaged_repository_is_told_and_keeps_what_was_read() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = sample(folder.path());
    let first = git(&path, &["rev-list", "--max-parents=0", "HEAD"]);
    let object = path
        .join(".git/objects")
        .join(&first[..2])
        .join(&first[2..]);
    fs::remove_file(object).expect("removes");
    let rows = rows(&path);
    let [broken] = &rows.totals.broken[..] else {
        panic!("one sentence");
    };
    assert!(broken.contains("could be read up to commit"), "{broken}");
}

#[test]
fn subjects_can_be_told_apart_by_name() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = sample(folder.path());
    let rows = rows_with(
        &[path],
        &GitOptions {
            subject_by: SubjectBy::Name,
            ..GitOptions::default()
        },
    );
    assert_eq!(rows.subjects.len(), 3);
}

#[test]
fn a_folder_without_repositories_is_refused_with_a_sentence() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let outcome = extract(
        &[folder.path().to_owned()],
        &GitOptions::default(),
        &mut |_| Ok(()),
    );
    assert!(matches!(outcome, Err(GitError::NoRepository { .. })));
    let outcome = extract(
        &[folder.path().join("nowhere")],
        &GitOptions::default(),
        &mut |_| Ok(()),
    );
    assert!(matches!(outcome, Err(GitError::Unreadable { .. })));
}

#[test]
fn extracted_files_are_tables_again() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = sample(folder.path());
    let out = folder.path().join("out");
    let totals = extract_to(&[path], &GitOptions::default(), &out).expect("extracts");
    assert_eq!((totals.commits, totals.subjects), (3, 2));
    let input = bonafide_records::discover(&[out], None).expect("is found");
    let tables: Vec<&str> = input.files.iter().map(|file| file.table.name).collect();
    assert_eq!(tables, ["commit", "identifier", "repository", "subject"]);
    let rows: Vec<Option<u64>> = input
        .files
        .iter()
        .map(|file| bonafide_records::peek(file).expect("peeks").rows)
        .collect();
    assert_eq!(rows, [Some(3), Some(3), Some(2), Some(2)]);
}
