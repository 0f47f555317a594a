//! bonafide-records
