//! bonafide-simulator
