//! bonafide-signals
