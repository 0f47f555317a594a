//! bonafide-engine
