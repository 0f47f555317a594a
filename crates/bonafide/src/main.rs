//! bonafide
fn main(){}
