//! Near-duplicates among short texts from a seeded generator.
//!
//! `bench_texts [TEXTS] [FILE]`; with a file the texts are written there, one a line with its
//! family's number, for a comparison with other programs.
//!
//! A fifth of the texts come in families of two to eight copies of one original, in which a share of
//! the words between 0 and 10 % is replaced, left out or put in, and sentences change places. Every
//! text has two boilerplate sentences of the same forty, and words follow Zipf's law.

mod measure;

use std::collections::{HashMap, HashSet};
use std::io::Write;

use bonafide_linking::text::{Likeness, TextSettings, Texts};
use measure::{Random, cpu, peak, tell};

const WORDS: usize = 60_000;

struct World {
    random: Random,
    words: Vec<String>,
    boilerplate: Vec<Vec<usize>>,
    family: u32,
    original: Vec<Vec<usize>>,
    copies: usize,
}

impl World {
    fn new() -> Self {
        let mut random = Random(11);
        let syllables = [
            "ka", "lo", "mi", "ter", "san", "ve", "ro", "dun", "pi", "xel", "on", "ar",
        ];
        let words = (0..WORDS)
            .map(|mut word| {
                let mut text = String::new();
                while word > 0 || text.is_empty() {
                    text += syllables[word % syllables.len()];
                    word /= syllables.len();
                }
                text
            })
            .collect();
        let boilerplate = (0..40).map(|_| sentence(&mut random)).collect();
        Self {
            random,
            words,
            boilerplate,
            family: 0,
            original: Vec::new(),
            copies: 0,
        }
    }

    /// The next text and the number of its family.
    fn next(&mut self, text: &mut String) -> u32 {
        let random = &mut self.random;
        if self.copies == 0 {
            self.family += 1;
            self.original = (0..4 + random.below(4)).map(|_| sentence(random)).collect();
            // One in sixteen originals has copies, five on average: about a fifth of all texts.
            self.copies = if random.chance(1.0 / 16.0) {
                2 + random.below(7)
            } else {
                1
            };
        }
        self.copies -= 1;
        let share = 0.10 * random.share();
        let mut sentences = self.original.clone();
        for sentence in &mut sentences {
            let mut edited = Vec::with_capacity(sentence.len() + 2);
            for word in sentence.iter() {
                match random.chance(share).then(|| random.below(4)) {
                    None => edited.push(*word),
                    Some(0) => {}
                    Some(1) => edited.extend([*word, random.rank(WORDS)]),
                    Some(_) => edited.push(random.rank(WORDS)),
                }
            }
            *sentence = edited;
        }
        // Two neighbours change places in one copy of two.
        if random.chance(0.5) {
            let at = random.below(sentences.len() - 1);
            sentences.swap(at, at + 1);
        }
        sentences.push(self.boilerplate[random.below(40)].clone());
        sentences.push(self.boilerplate[random.below(40)].clone());
        text.clear();
        for sentence in &sentences {
            for word in sentence {
                text.push_str(&self.words[*word]);
                text.push(' ');
            }
            text.push_str(". ");
        }
        self.family
    }
}

fn sentence(random: &mut Random) -> Vec<usize> {
    (0..7 + random.below(8))
        .map(|_| random.rank(WORDS))
        .collect()
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let size: u32 = words
        .first()
        .and_then(|word| word.parse().ok())
        .unwrap_or(1_000_000);
    let mut file = words.get(1).map(|path| {
        let file = std::fs::File::create(path).expect("the file can be written");
        std::io::BufWriter::new(file)
    });
    let mut world = World::new();
    let mut text = String::new();
    // What the generator itself takes is measured in a run of its own and taken off.
    let started = cpu();
    let mut bytes = 0;
    for _ in 0..size {
        world.next(&mut text);
        bytes += text.len();
    }
    let generating = cpu() - started;

    let mut world = World::new();
    let mut texts = Texts::new(TextSettings::default());
    let mut families = Vec::with_capacity(size as usize);
    let started = cpu();
    for subject in 0..size {
        let family = world.next(&mut text);
        families.push(family);
        texts.add(subject, &text);
        if let Some(file) = &mut file {
            writeln!(file, "{family}\t{text}").expect("the file can be written");
        }
    }
    let added = cpu() - started - generating;
    let found = texts.finish();
    let taken = cpu() - started - generating;
    let peak = peak();

    let mut sizes: HashMap<u32, u64> = HashMap::new();
    for family in &families {
        *sizes.entry(*family).or_default() += 1;
    }
    let pairs: u64 = sizes.values().map(|size| size * (size - 1) / 2).sum();
    let of_wording: Vec<_> = found
        .ties
        .iter()
        .filter(|tie| tie.by == Likeness::Wording)
        .collect();
    let right = of_wording
        .iter()
        .filter(|tie| families[tie.a as usize] == families[tie.b as usize])
        .count();
    // What an exact plain Jaccard index of at least a half over the same shingles would find.
    let mut by_family: HashMap<u32, Vec<HashSet<[String; 3]>>> = HashMap::new();
    let mut world = World::new();
    for _ in 0..size {
        let family = world.next(&mut text);
        if sizes[&family] > 1 {
            let words: Vec<&str> = text
                .split([' ', '.'])
                .filter(|word| !word.is_empty())
                .collect();
            let shingles = words
                .windows(3)
                .map(|three| [0, 1, 2].map(|at| three[at].to_owned()));
            by_family
                .entry(family)
                .or_default()
                .push(shingles.collect());
        }
    }
    let mut half = 0_u64;
    for texts in by_family.values() {
        for (at, left) in texts.iter().enumerate() {
            half += texts[at + 1..]
                .iter()
                .filter(|right| {
                    let both = left.intersection(right).count();
                    2 * both >= left.len() + right.len() - both
                })
                .count() as u64;
        }
    }
    tell(
        "texts",
        &[
            ("texts", f64::from(size)),
            ("bytes_a_text", bytes as f64 / f64::from(size)),
            ("pairs", pairs as f64),
            ("ties", of_wording.len() as f64),
            ("add_cpu_s", added),
            ("cpu_s", taken),
            ("peak_mib", peak),
            ("recall", right as f64 / pairs as f64),
            ("recall_of_plain_half", half as f64 / pairs as f64),
            ("precision", right as f64 / of_wording.len() as f64),
            ("boilerplate", f64::from(found.boilerplate)),
        ],
    );
}
