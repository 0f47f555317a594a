//! What the benchmark examples share: a seeded generator, the process's own clock and memory.

/// splitmix64 (Steele, Lea and Flood 2014).
pub(crate) struct Random(pub(crate) u64);

#[allow(dead_code)] // each example uses some of it
impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut hash = self.0;
        hash = (hash ^ (hash >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        hash = (hash ^ (hash >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        hash ^ (hash >> 31)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    /// From 0 to 1.
    pub(crate) fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub(crate) fn chance(&mut self, share: f64) -> bool {
        self.share() < share
    }

    /// A rank below `end`, low ones more often (about Zipf's law).
    pub(crate) fn rank(&mut self, end: usize) -> usize {
        ((end as f64).powf(self.share()) as usize - 1).min(end - 1)
    }
}

/// Seconds of processor time that this process has used.
#[allow(dead_code)]
pub(crate) fn cpu() -> f64 {
    // Fields 14 and 15 of /proc/self/stat, in hundredths of a second.
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks: f64 = fields
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<f64>().ok())
        .sum();
    ticks / 100.0
}

/// The highest resident memory of this process so far, in MiB.
#[allow(dead_code)]
pub(crate) fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mark = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = mark.and_then(|mark| mark.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kib.unwrap_or(0.0) / 1024.0
}

/// Prints one line of JSON with a result, for a person or a program to read.
#[allow(dead_code)]
pub(crate) fn tell(what: &str, figures: &[(&str, f64)]) {
    let figures: Vec<String> = figures
        .iter()
        .map(|(name, figure)| format!("\"{name}\":{figure:.5}"))
        .collect();
    println!("{{\"what\":\"{what}\",{}}}", figures.join(","));
}
