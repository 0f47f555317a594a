//! The one place in which a DataFusion session is built.
//!
//! Whoever plans or runs a rule (the command line, a server, the nodes of a cluster) gets its
//! session here, so that the same functions and the same settings hold everywhere.

use std::sync::Arc;

use bonafide_lists::Lists;
use datafusion::execution::context::SessionContext;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::execution::{FunctionRegistry, SessionState, SessionStateBuilder};
use datafusion::prelude::SessionConfig;

use crate::error::EngineError;
use crate::function;

/// Settings of a session that depend on the machine, never on the rules.
#[derive(Debug, Clone, Copy)]
pub struct SessionLimits {
    /// Memory for the operators of all rules that run at a time, in bytes.
    pub memory: usize,
}

impl Default for SessionLimits {
    fn default() -> Self {
        Self { memory: 2 << 30 }
    }
}

/// A session that knows our functions over these lists, and no table yet.
pub fn session_state(
    lists: &Arc<Lists>,
    limits: SessionLimits,
) -> Result<SessionState, EngineError> {
    let mut config = SessionConfig::new()
        // A slice is small and slices run side by side: one partition saves all exchanges.
        .with_target_partitions(1)
        .with_batch_size(8192)
        .with_information_schema(false)
        .with_create_default_catalog_and_schema(true);
    let options = config.options_mut();
    // Errors in a rule point at the place in the file.
    options.sql_parser.collect_spans = true;
    // Dynamic filters pay for scans of files; ours are in memory.
    options.optimizer.enable_dynamic_filter_pushdown = false;
    options.optimizer.max_passes = 3;
    options.execution.collect_statistics = false;
    let runtime = RuntimeEnvBuilder::new()
        .with_memory_limit(limits.memory, 1.0)
        .build_arc()
        .map_err(EngineError::Session)?;
    let mut state = SessionStateBuilder::new()
        .with_config(config)
        .with_runtime_env(runtime)
        .with_default_features()
        .build();
    for aggregate in [
        function::distinct::distinct_count(),
        function::distinct::distinct_list(),
    ] {
        state
            .register_udaf(aggregate)
            .map_err(EngineError::Session)?;
    }
    for function in function::functions(lists) {
        state
            .register_udf(Arc::new(function))
            .map_err(EngineError::Session)?;
    }
    Ok(state)
}

/// A context over [`session_state`].
pub fn session_context(
    lists: &Arc<Lists>,
    limits: SessionLimits,
) -> Result<SessionContext, EngineError> {
    Ok(SessionContext::new_with_state(session_state(
        lists, limits,
    )?))
}
