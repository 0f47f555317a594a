//! An engine: lists, a session, checked rules and weights, ready for slices.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bonafide_lists::Lists;
use bonafide_mapped::Folder;
use bonafide_screening::{Clearances, ListedNames};
use datafusion::arrow::array::RecordBatch;
use datafusion::execution::SessionState;

use crate::enrich::{self, Surroundings};
use crate::error::EngineError;
use crate::exposure::{Exposures, Transfers};
use crate::frequency::{Frequencies, Gathering};
use crate::likeness::Likenesses;
use crate::linking::Linking;
use crate::obeyed::Obeyed;
use crate::pack::{CompiledPack, Pack};
use crate::run::{self, RuleResult};
use crate::session::{SessionLimits, session_state};
use crate::shelf::{Shelf, TakenSlice};
use crate::slice::Slice;
use crate::subjects::{self, merge_subjects};
use crate::traces::Traces;
use crate::weigh::Weighing;

/// Everything that does not change from slice to slice.
#[derive(Debug)]
pub struct Engine {
    pub(crate) lists: Arc<Lists>,
    pub(crate) listed: ListedNames,
    pub(crate) clearances: Clearances,
    pub(crate) obeyed: Obeyed,
    pub(crate) state: SessionState,
    pub(crate) pack: CompiledPack,
    pub(crate) weighing: Weighing,
    pub(crate) pack_hash: String,
}

/// What was learned by looking across subjects, before any rule ran.
pub(crate) struct Across<'a> {
    pub(crate) frequencies: &'a Frequencies,
    pub(crate) exposures: &'a Exposures,
    pub(crate) linking: &'a Linking,
}

/// What all rules say of one slice.
#[derive(Debug)]
pub(crate) struct Screened {
    pub(crate) slice: Slice,
    pub(crate) results: Vec<RuleResult>,
    /// How long deriving its tables took.
    pub(crate) enriching: Duration,
}

impl Engine {
    /// Plans and checks the rules over the lists.
    pub async fn new(
        pack: &Pack,
        lists: Arc<Lists>,
        weighing: Weighing,
    ) -> Result<Self, EngineError> {
        Self::keeping(pack, lists, weighing, None).await
    }

    /// The same, with the index of listed names kept in a folder from run to run.
    pub async fn keeping(
        pack: &Pack,
        lists: Arc<Lists>,
        weighing: Weighing,
        folder: Option<&Folder>,
    ) -> Result<Self, EngineError> {
        let state = session_state(&lists, SessionLimits::default())?;
        let compiled = pack.compile(&state).await?;
        let asks_for_names = compiled
            .rules
            .iter()
            .any(|rule| rule.tables().contains("name_match"));
        let listed = match (asks_for_names, folder) {
            (true, Some(folder)) => ListedNames::kept(&lists, folder),
            (true, None) => ListedNames::of(&lists),
            (false, _) => ListedNames::default(),
        };
        Ok(Self {
            lists,
            listed,
            clearances: Clearances::default(),
            obeyed: Obeyed::default(),
            state,
            pack: compiled,
            weighing,
            pack_hash: pack.hash(),
        })
    }

    /// The same, with pairs of subjects and listed parties that a person has cleared.
    #[must_use]
    pub fn with_clearances(self, clearances: Clearances) -> Self {
        Self { clearances, ..self }
    }

    /// The same, obeying what people decided about ties and groups.
    #[must_use]
    pub fn obeying(self, obeyed: Obeyed) -> Self {
        Self { obeyed, ..self }
    }

    /// The checked rules.
    pub fn pack(&self) -> &CompiledPack {
        &self.pack
    }

    /// The lists.
    pub fn lists(&self) -> &Arc<Lists> {
        &self.lists
    }

    /// Screens rows that are in memory, all of them together: a request of one subject with those
    /// who share a value with them, or one case of a rule.
    ///
    /// Batches have `subject_id` as text. Derived tables among them are used as they are.
    pub async fn screen_rows(
        &self,
        tables: &[(&'static str, RecordBatch)],
    ) -> Result<Vec<subjects::SubjectFindings>, EngineError> {
        let screened = self.run_rows(tables).await?;
        Ok(subjects::gather(self, &screened))
    }

    pub(crate) async fn run_rows(
        &self,
        tables: &[(&'static str, RecordBatch)],
    ) -> Result<Screened, EngineError> {
        let shelf = Shelf::new(1, self.pack.schemas.clone(), usize::MAX);
        // Nobody is linked by a request of one: what ties it to others is not in it.
        let gathering = Gathering::new(self.pack.frequency_kinds.clone(), false);
        let transfers = Transfers::default();
        let mut brought = BTreeSet::new();
        let mut given = Vec::new();
        for (table, batch) in tables {
            brought.insert(*table);
            if bonafide_model::table::by_name(table).is_some_and(|table| !table.is_base()) {
                given.push(*table);
            }
            self.shelve(&shelf, &gathering, &transfers, None, table, batch)?;
        }
        let (frequencies, _) = gathering.finish();
        let exposures = transfers.finish(&self.lists);
        let taken = shelf.take(0, &Arc::new(brought))?;
        let across = Across {
            frequencies: &frequencies,
            exposures: &exposures,
            linking: &Linking::default(),
        };
        self.run_slice(taken, &across, &given).await
    }

    /// Puts a batch on the shelf and notes what must be counted across subjects.
    pub(crate) fn shelve(
        &self,
        shelf: &Shelf,
        gathering: &Gathering,
        transfers: &Transfers,
        across: Option<(&Likenesses, &Traces)>,
        table: &'static str,
        batch: &RecordBatch,
    ) -> Result<(), EngineError> {
        if table == "transfer" {
            let rows = batch.num_rows();
            let batch = transfers.once(batch)?;
            shelf.note_repeated(table, (rows - batch.num_rows()) as u64);
            transfers.note(&batch);
            if let Some((_, traces)) = across {
                traces.note_transfers(&batch);
            }
            return Ok(());
        }
        let canonical = enrich::with_canonical_addresses(table, batch);
        let batch = canonical.as_ref().unwrap_or(batch);
        let numbered = shelf.put(table, batch)?;
        gathering.note(table, &numbered);
        if let Some((likenesses, traces)) = across {
            likenesses.note(table, &numbered);
            traces.note(table, &numbered);
        }
        Ok(())
    }

    /// Enriches one slice and runs every rule over it.
    pub(crate) async fn run_slice(
        &self,
        taken: TakenSlice,
        across: &Across<'_>,
        given: &[&str],
    ) -> Result<Screened, EngineError> {
        let TakenSlice { mut slice, numbers } = taken;
        let began = Instant::now();
        merge_subjects(&mut slice, &self.pack.schemas)?;
        let around = Surroundings {
            lists: &self.lists,
            listed: &self.listed,
            clearances: &self.clearances,
            frequencies: across.frequencies,
            exposures: across.exposures,
            linking: across.linking,
            schemas: &self.pack.schemas,
            numbers: &numbers,
        };
        enrich::enrich(&mut slice, &around, given)?;
        let enriching = began.elapsed();
        let results =
            run::run_rules(&self.state, &self.pack.schemas, &self.pack.rules, &slice).await;
        Ok(Screened {
            slice,
            results,
            enriching,
        })
    }
}
