//! Reads every official list below a folder (default: `$BONAFIDE_SHARED/data/lists`) and prints counts and times.

use std::path::{Path, PathBuf};
use std::time::Instant;

use bonafide_sanctions::{File, Format, Options, detect, read};

/// The allocator of the program, so that times are those of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A list with the names and contents of its files.
type Group = (String, Vec<(String, Vec<u8>)>);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).map_or_else(
        || {
            let shared =
                std::env::var("BONAFIDE_SHARED").unwrap_or_else(|_| "../shared".to_owned());
            Path::new(&shared).join("data/lists")
        },
        PathBuf::from,
    );
    let mut files = Vec::new();
    gather(&folder, &mut files)?;
    files.sort();
    let mut groups: Vec<Group> = Vec::new();
    for path in files {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let bytes = std::fs::read(&path)?;
        let group = match detect(File {
            name: &name,
            bytes: &bytes,
        }) {
            // The four files of the US Treasury are one list, and so are the acts of one journal.
            Ok(Format::OfacCsv) if name.contains("cons") => "ofac consolidated".to_owned(),
            Ok(Format::OfacCsv) => "ofac sdn".to_owned(),
            Ok(Format::EuJournal) => "eu journal".to_owned(),
            Ok(_) => name.clone(),
            Err(error) => {
                eprintln!("left out: {error}");
                continue;
            }
        };
        match groups.iter_mut().find(|(known, _)| *known == group) {
            Some((_, members)) => members.push((name, bytes)),
            None => groups.push((group, vec![(name, bytes)])),
        }
    }
    let (mut bytes, mut seconds) = (0_usize, 0.0);
    for (group, members) in &groups {
        let files: Vec<File<'_>> = members
            .iter()
            .map(|(name, bytes)| File { name, bytes })
            .collect();
        let size: usize = members.iter().map(|(_, bytes)| bytes.len()).sum();
        let start = Instant::now();
        let list = read(&files, &Options::default())?;
        let took = start.elapsed().as_secs_f64();
        println!(
            "== {group}: {} ({} bytes in {took:.3} s)",
            list.about.title, size
        );
        println!("{}", list.counts);
        bytes += size;
        seconds += took;
    }
    println!("{} lists, {bytes} bytes in {seconds:.3} s", groups.len());
    Ok(())
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            gather(&path, files)?;
        } else if path.extension().is_some_and(|end| {
            ["csv", "xml", "json", "xlsx"]
                .iter()
                .any(|known| end == *known)
        }) {
            files.push(path);
        }
    }
    Ok(())
}
