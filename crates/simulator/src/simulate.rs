//! The main path: plan everybody, write what they leave behind, write the truth apart.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use rand::seq::SliceRandom;

use crate::emit;
use crate::error::{Error, Result};
use crate::honest::HonestKind;
use crate::lists;
use crate::names::Origin;
use crate::plan::habits::Harm;
use crate::plan::operation::{self, Operation};
use crate::plan::person::{Care, Paper, Person};
use crate::plan::{honest_person, persona};
use crate::stream::{Purpose, stream};
use crate::tables::Tables;
use crate::truth::{self, OperationTruth, SubjectTruth};
use crate::view::View;
use crate::world::{Setting, Summary, World, client_id};
use crate::write::{Part, Written};

/// What is kept in memory of a subject after its records are written.
struct Remembered {
    index: u64,
    operation: Option<u64>,
    operator: Option<u64>,
    care: Option<Care>,
    role: &'static str,
    kinds: Vec<HonestKind>,
    origin: Origin,
    methods: Vec<&'static str>,
    active: (i64, i64),
    harm: Option<Harm>,
    known_to: Vec<View>,
}

/// Makes the world that is asked for in `world.out_dir`.
///
/// The folder appears whole: it is made under another name and renamed at the end.
pub fn simulate(world: &World) -> Result<Summary> {
    let setting = world.setting()?;
    let target = &world.out_dir;
    let occupied = occupied(target, world.replace)?;
    let parent = match target.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    let io = |doing, path: &Path, source| Error::Io {
        doing,
        path: path.to_owned(),
        source,
    };
    fs::create_dir_all(parent).map_err(|source| io("making", parent, source))?;
    let aside = tempfile::Builder::new()
        .prefix(".simulate-")
        .tempdir_in(parent)
        .map_err(|source| io("making a folder in", parent, source))?;
    let summary = write_world(world, &setting, aside.path())?;
    if occupied {
        fs::remove_dir_all(target).map_err(|source| io("replacing", target, source))?;
    }
    let finished = aside.keep();
    fs::rename(&finished, target).map_err(|source| {
        // Nothing half-made stays behind; the first error is the one that matters.
        let _ = fs::remove_dir_all(&finished);
        io("making", target, source)
    })?;
    Ok(summary)
}

/// Whether the folder is there and may be replaced; an error if it may not.
fn occupied(target: &Path, replace: bool) -> Result<bool> {
    let Ok(mut entries) = fs::read_dir(target) else {
        return Ok(false);
    };
    if entries.next().is_none() {
        return Ok(true);
    }
    match (target.join("truth").join("world.json").is_file(), replace) {
        (true, true) => Ok(true),
        (false, true) => Err(Error::NotAWorld(target.to_owned())),
        (_, false) => Err(Error::NotEmpty(target.to_owned())),
    }
}

fn write_world(world: &World, setting: &Setting, root: &Path) -> Result<Summary> {
    let io = |doing, path: &Path, source| Error::Io {
        doing,
        path: path.to_owned(),
        source,
    };
    open_to_all(root);
    for folder in ["truth", "lists"] {
        let folder = root.join(folder);
        fs::create_dir(&folder).map_err(|source| io("making", &folder, source))?;
    }
    let per_file = world.subjects_per_file.max(1);
    let parts = setting.subjects.div_ceil(per_file);
    let next = AtomicU64::new(0);
    let done: Mutex<BTreeMap<u64, (Vec<Remembered>, Written)>> = Mutex::new(BTreeMap::new());
    let failed: Mutex<Option<Error>> = Mutex::new(None);
    let threads = (world.threads.max(1) as u64).min(parts);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= parts {
                        return;
                    }
                    let subjects =
                        number * per_file..((number + 1) * per_file).min(setting.subjects);
                    let part = Part::new(
                        root,
                        world.format,
                        world.view,
                        (parts > 1).then_some(number),
                    );
                    match write_part(setting, part, number, subjects) {
                        Ok(result) => {
                            if let Ok(mut done) = done.lock() {
                                done.insert(number, result);
                            }
                        }
                        Err(error) => {
                            next.store(parts, Ordering::Relaxed);
                            if let Ok(mut failed) = failed.lock() {
                                failed.get_or_insert(error);
                            }
                        }
                    }
                }
            });
        }
    });
    if let Ok(Some(error)) = failed.into_inner() {
        return Err(error);
    }
    let done = done.into_inner().map_err(|_| Error::Worker)?;
    if done.len() as u64 != parts {
        return Err(Error::Worker);
    }
    let summary = summary(setting, &done);
    write_truth(setting, &root.join("truth"), &done, &summary)?;
    lists::write(&root.join("lists"))?;
    Ok(summary)
}

/// A folder made aside is private at first; a world is for everybody who may see its parent.
fn open_to_all(root: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // A folder that stays private is no reason to stop.
        let _ = fs::set_permissions(root, fs::Permissions::from_mode(0o755));
    }
    #[cfg(not(unix))]
    let _ = root;
}

/// Who of a block is not an ordinary subject.
#[derive(Default)]
struct Cast {
    operations: HashMap<u64, Operation>,
    victims: HashMap<u64, Option<Paper>>,
    members: HashMap<u64, (u64, usize)>,
}

impl Cast {
    fn prepare(&mut self, setting: &Setting, index: u64) {
        let number = index / setting.block();
        if number >= setting.operations() || self.operations.contains_key(&number) {
            return;
        }
        let operation = operation::plan(setting, number);
        for (place, member) in operation.members.iter().enumerate() {
            self.members.insert(member.index, (number, place));
        }
        if let Some(victim) = operation.victim {
            self.victims
                .insert(victim, persona::stolen_paper(setting, &operation));
        }
        self.operations.insert(number, operation);
    }

    fn plan(&self, setting: &Setting, index: u64) -> Person {
        if let Some((number, place)) = self.members.get(&index) {
            let operation = &self.operations[number];
            return persona::plan(setting, operation, &operation.members[*place]);
        }
        match self.victims.get(&index) {
            Some(Some(paper)) => honest_person::victim(setting, index, paper),
            _ => honest_person::plan(setting, index),
        }
    }
}

fn write_part(
    setting: &Setting,
    mut part: Part,
    number: u64,
    subjects: std::ops::Range<u64>,
) -> Result<(Vec<Remembered>, Written)> {
    let mut cast = Cast::default();
    for index in subjects.clone().step_by(setting.block() as usize) {
        cast.prepare(setting, index);
    }
    let mut order: Vec<u64> = subjects.collect();
    if let Some(last) = order.last() {
        cast.prepare(setting, *last);
    }
    let mut dice = stream(setting.seed, Purpose::Order, number);
    order.shuffle(&mut dice);
    let mut tables = Tables::default();
    let mut remembered = Vec::with_capacity(order.len());
    for (at, index) in order.into_iter().enumerate() {
        let person = cast.plan(setting, index);
        let before = tables.counts();
        emit::records(setting, &person, &mut tables);
        let known_to = knowing(&before, &tables.counts());
        if setting.view != View::All && !known_to.contains(&setting.view) {
            tables.truncate(&before);
        }
        let truth = person.truth;
        remembered.push(Remembered {
            index,
            methods: person.habits.methods,
            active: person.active,
            harm: person.habits.harm,
            known_to,
            operation: truth.operation,
            operator: truth.operator,
            care: truth.care,
            role: truth.role,
            kinds: truth.kinds,
            origin: truth.origin,
        });
        if at % 64 == 63 {
            tables.write_full(&mut part, &mut dice)?;
        }
    }
    tables.write_rest(&mut part, &mut dice)?;
    remembered.sort_unstable_by_key(|one| one.index);
    Ok((remembered, part.close()?))
}

/// The views in which somebody with these rows has records.
fn knowing(
    before: &[usize; Tables::NAMES.len()],
    after: &[usize; Tables::NAMES.len()],
) -> Vec<View> {
    let has = |table: &String| {
        let place = Tables::NAMES.iter().position(|name| name == table);
        place.is_some_and(|at| after[at] > before[at])
    };
    View::ALL
        .into_iter()
        .filter(|view| view.known_by().is_some_and(|tables| tables.iter().any(has)))
        .collect()
}

fn summary(setting: &Setting, done: &BTreeMap<u64, (Vec<Remembered>, Written)>) -> Summary {
    let mut tables: BTreeMap<String, u64> = BTreeMap::new();
    let mut bytes = 0;
    let mut personas = 0;
    for (remembered, written) in done.values() {
        personas += remembered
            .iter()
            .filter(|one| one.operation.is_some())
            .count() as u64;
        for (table, (rows, size)) in written {
            *tables.entry((*table).to_owned()).or_default() += rows;
            bytes += size;
        }
    }
    Summary {
        subjects: setting.subjects,
        personas,
        operations: setting.operations(),
        rows: tables.values().sum(),
        tables,
        bytes,
    }
}

fn operation_id(number: u64) -> String {
    format!("operation-{number:05}")
}

/// Words in one cell; none if there are no words.
fn words<'a>(words: impl Iterator<Item = &'a str>) -> Option<String> {
    let words: Vec<&str> = words.collect();
    (!words.is_empty()).then(|| words.join(";"))
}

fn date(day: i64) -> String {
    bonafide_model::Date(i32::try_from(day).unwrap_or(i32::MAX)).to_string()
}

/// The last day on which somebody does anything: a ransom note may come after they left.
fn last_day(setting: &Setting, one: &Remembered) -> i64 {
    let harm = one
        .harm
        .map_or(0, |harm| harm.extorts_on.unwrap_or(harm.day));
    one.active.1.max(harm).min(setting.days().1)
}

/// What the members of an operation did.
#[derive(Default)]
struct Seen {
    first: i64,
    facilitators: u64,
    insiders: u64,
    front_companies: u64,
}

impl Seen {
    fn add(&mut self, one: &Remembered) {
        let first = one.active.0;
        self.first = if self.first == 0 {
            first
        } else {
            self.first.min(first)
        };
        match one.role {
            "facilitator" => self.facilitators += 1,
            "insider" => self.insiders += 1,
            "front_company" => self.front_companies += 1,
            _ => {}
        }
    }
}

fn write_truth(
    setting: &Setting,
    folder: &Path,
    done: &BTreeMap<u64, (Vec<Remembered>, Written)>,
    summary: &Summary,
) -> Result<()> {
    let subjects = done
        .values()
        .flat_map(|(remembered, _)| remembered)
        .map(|one| SubjectTruth {
            subject_id: setting.subject_id(one.index),
            persona: one.operation.is_some(),
            operation_id: one.operation.map(operation_id),
            operator_id: one
                .operation
                .zip(one.operator)
                .map(|(operation, operator)| format!("{}-{operator}", operation_id(operation))),
            care: one.care.map(|care| care.word().to_owned()),
            role: one.operation.map(|_| one.role.to_owned()),
            honest_kind: one.kinds.first().map(|kind| kind.word().to_owned()),
            origin: one.origin.word().to_owned(),
            honest_kinds: words(one.kinds.iter().map(|kind| kind.word())),
            methods: words(one.methods.iter().copied()),
            first_record_on: Some(date(one.active.0)),
            last_record_on: Some(date(last_day(setting, one))),
            harm: one.harm.map(|harm| {
                if harm.extorts_on.is_some() {
                    "theft;extortion"
                } else {
                    "theft"
                }
                .to_owned()
            }),
            harm_on: one.harm.map(|harm| date(harm.day)),
            known_to: words(one.known_to.iter().map(|view| view.word())),
        });
    truth::write(&folder.join("truth_subject.csv"), subjects)?;
    let mut seen: BTreeMap<u64, Seen> = BTreeMap::new();
    for one in done.values().flat_map(|(remembered, _)| remembered) {
        if let Some(operation) = one.operation {
            seen.entry(operation).or_default().add(one);
        }
    }
    let operations = (0..setting.operations()).map(|number| {
        let operation = operation::plan(setting, number);
        OperationTruth {
            operation_id: operation_id(number),
            care: operation.care.word().to_owned(),
            operators: operation.operators.len() as u64,
            members: operation.members.len() as u64,
            personas_everywhere: operation
                .operators
                .iter()
                .map(|operator| operator.personas_everywhere)
                .sum(),
            farms: operation.farms.len() as u64,
            laptops: operation.farms.iter().map(|farm| farm.laptops).sum(),
            retained: operation.retained,
            seat: operation.seat.name.to_owned(),
            victim: operation.victim.map(|index| setting.subject_id(index)),
            first_record_on: seen.get(&number).map(|seen| date(seen.first)),
            facilitators: seen.get(&number).map_or(0, |seen| seen.facilitators),
            insiders: seen.get(&number).map_or(0, |seen| seen.insiders),
            front_companies: seen.get(&number).map_or(0, |seen| seen.front_companies),
            false_client: operation.false_client.map(client_id),
        }
    });
    truth::write(&folder.join("truth_operation.csv"), operations)?;
    let path = folder.join("world.json");
    let about = serde_json::json!({
        "seed": setting.seed,
        "summary": summary,
        "view": setting.view,
        "parameters": setting.parameters,
    });
    let text = serde_json::to_string_pretty(&about).map_err(|source| Error::Json {
        path: path.clone(),
        source,
    })?;
    fs::write(&path, text + "\n").map_err(|source| Error::Io {
        doing: "writing",
        path,
        source,
    })
}
