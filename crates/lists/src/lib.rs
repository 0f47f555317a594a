//! bonafide-lists
