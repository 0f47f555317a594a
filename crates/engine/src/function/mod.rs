//! SQL functions that rules may use beside DataFusion's own.
//!
//! Each is pure: the same arguments and the same lists give the same answer. A function that reads
//! lists is equal to another only if both read lists of the same content.

mod adapter;
pub(crate) mod distinct;
mod distinct_pairs;
#[cfg(test)]
mod distinct_tests;
pub(crate) mod lists;
mod place;
mod text;

use std::sync::Arc;

use bonafide_lists::Lists;
use datafusion::logical_expr::ScalarUDF;

/// All functions, over these lists.
pub(crate) fn functions(lists: &Arc<Lists>) -> Vec<ScalarUDF> {
    let mut all = Vec::new();
    all.extend(place::functions());
    all.extend(text::functions());
    all.extend(lists::functions(lists));
    all
}

/// Functions to which a protected column may be given, and only as a bare column.
pub(crate) const FOR_PROTECTED: [&str; 2] = ["name_similarity", "same_name"];
