//! Our aggregates over distinct values give what the query engine's own give.

use std::sync::Arc;

use crate::session::{SessionLimits, session_context};
use bonafide_lists::Lists;
use datafusion::arrow::array::{
    BooleanArray, Date32Array, Int64Array, RecordBatch, StringViewArray, UInt32Array,
};
use datafusion::arrow::util::pretty::pretty_format_batches;
use datafusion::catalog::MemTable;
use datafusion::execution::SessionStateBuilder;
use datafusion::prelude::SessionContext;
use proptest::prelude::*;

/// One row: group, text, number, day, truth, and whether the filter lets it through.
type Line = (
    u32,
    Option<String>,
    Option<i64>,
    Option<i32>,
    Option<bool>,
    Option<bool>,
);

fn batch(lines: &[Line]) -> RecordBatch {
    let column = |values: Vec<Option<bool>>| BooleanArray::from(values);
    RecordBatch::try_from_iter_with_nullable([
        (
            "g",
            Arc::new(
                lines
                    .iter()
                    .map(|line| Some(line.0))
                    .collect::<UInt32Array>(),
            ) as _,
            true,
        ),
        (
            "t",
            Arc::new(
                lines
                    .iter()
                    .map(|line| line.1.as_deref())
                    .collect::<StringViewArray>(),
            ) as _,
            true,
        ),
        (
            "n",
            Arc::new(lines.iter().map(|line| line.2).collect::<Int64Array>()) as _,
            true,
        ),
        (
            "d",
            Arc::new(lines.iter().map(|line| line.3).collect::<Date32Array>()) as _,
            true,
        ),
        (
            "b",
            Arc::new(column(lines.iter().map(|line| line.4).collect())) as _,
            true,
        ),
        (
            "f",
            Arc::new(column(lines.iter().map(|line| line.5).collect())) as _,
            true,
        ),
    ])
    .expect("columns of one length")
}

/// The answer of a query over some batches, as a table in text.
fn answer(sql: &str, batches: Vec<RecordBatch>, memory: usize) -> String {
    answer_in_parts(sql, vec![batches], memory)
}

/// The same over parts that are counted apart first and then put together.
fn answer_in_parts(sql: &str, parts: Vec<Vec<RecordBatch>>, memory: usize) -> String {
    let lists = Lists::embedded().expect("the embedded lists load");
    let context = session_context(&lists, SessionLimits { memory }).expect("a session can be made");
    let config = context.copied_config().with_target_partitions(parts.len());
    let state = SessionStateBuilder::new_from_existing(context.state()).with_config(config);
    let context = SessionContext::new_with_state(state.build());
    let table = MemTable::try_new(parts[0][0].schema(), parts).expect("batches of a schema");
    context
        .register_table("r", Arc::new(table))
        .expect("the name is free");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime");
    let rows = runtime.block_on(async { context.sql(sql).await?.collect().await });
    match rows {
        Ok(rows) => pretty_format_batches(&rows)
            .expect("rows can be shown")
            .to_string(),
        Err(error) => panic!("{sql}: {error}"),
    }
}

const OWN: &str = "SELECT g, distinct_count(t) a, distinct_count(n) b, distinct_count(d) c, distinct_count(b) e, \
     distinct_count(t) FILTER (WHERE f) h, distinct_list(t, '; ') i FROM r GROUP BY g ORDER BY g";
const THEIRS: &str = "SELECT g, count(DISTINCT t) a, count(DISTINCT n) b, count(DISTINCT d) c, count(DISTINCT b) e, \
     count(DISTINCT t) FILTER (WHERE f) h, string_agg(DISTINCT t, '; ' ORDER BY t) i FROM r GROUP BY g ORDER BY g";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn they_count_and_list_like_the_query_engine(
        batches in prop::collection::vec(
            prop::collection::vec(
                (
                    0_u32..7,
                    prop::option::of("[a-c]{1,2}|[a-z]{13,15}"),
                    prop::option::of(-2_i64..3),
                    prop::option::of(-2_i32..3),
                    prop::option::of(any::<bool>()),
                    prop::option::of(any::<bool>()),
                ),
                1..40,
            ),
            1..5,
        ),
    ) {
        let batches: Vec<RecordBatch> = batches.iter().map(|lines| batch(lines)).collect();
        let theirs = answer(THEIRS, batches.clone(), 1 << 30);
        prop_assert_eq!(&answer(OWN, batches.clone(), 1 << 30), &theirs);
        let parts: Vec<Vec<RecordBatch>> = batches.into_iter().map(|batch| vec![batch]).collect();
        prop_assert_eq!(&answer_in_parts(OWN, parts, 1 << 30), &theirs);
    }
}

#[test]
fn they_give_the_same_where_memory_runs_short_and_groups_are_written_out() {
    let lines: Vec<Line> = (0..60_000_u32)
        .map(|row| {
            let text = format!("a text of some length {}", row % 9_973);
            (
                row % 9_000,
                Some(text),
                Some(i64::from(row)),
                None,
                None,
                None,
            )
        })
        .collect();
    let batches: Vec<RecordBatch> = lines.chunks(4_000).map(batch).collect();
    let sql = "SELECT count(*) groups, sum(a) held, min(i) least, max(i) most FROM \
        (SELECT g, distinct_count(n) a, distinct_list(t, ' ') i FROM r GROUP BY g)";
    let roomy = answer(sql, batches.clone(), 1 << 30);
    let tight = answer(sql, batches, 8 << 20);
    assert_eq!(roomy, tight);
}

#[test]
fn without_groups_they_speak_of_all_rows() {
    let none = batch(&[(1, None, None, None, None, None)]);
    let sql = "SELECT distinct_count(t) a, distinct_list(t, ', ') b FROM r";
    let told = answer(sql, vec![none], 1 << 30);
    assert!(told.contains("| 0 |   |"), "{told}");
    let two = batch(&[
        (1, Some("b".to_owned()), None, None, None, None),
        (2, Some("a".to_owned()), None, None, None, None),
        (3, Some("b".to_owned()), None, None, None, None),
    ]);
    let told = answer(sql, vec![two], 1 << 30);
    assert!(told.contains("| 2 | a, b |"), "{told}");
}
