//! Claims about texts: what is tied, what is not, and what dodging and floods do.

use bonafide_linking::text::{Likeness, Sampled, TextSettings, TextTie, Texts};
use proptest::prelude::*;

fn ties(texts: &[(u32, &str)]) -> Vec<TextTie> {
    let mut all = Texts::new(TextSettings::default());
    for (subject, text) in texts {
        all.add(*subject, text);
    }
    all.finish().ties
}

fn is_tied(x: &str, y: &str) -> bool {
    ties(&[(1, x), (2, y)])
        .iter()
        .any(|tie| (tie.a, tie.b) == (1, 2))
}

/// Texts in which both halves of a pair were edited a little.
const EDITED: &[(&str, &str)] = &[
    (
        "I have built payment systems for nine years and led a team of four engineers in Tallinn",
        "I have built payment systems for ten years and led a team of four engineers in Riga",
    ),
    (
        "저는 9년 동안 결제 시스템을 개발해 왔으며 네 명의 개발자로 이루어진 팀을 이끌었습니다 원격 근무를 선호합니다",
        "저는 8년 동안 결제 시스템을 개발해 왔으며 네 명의 개발자로 이루어진 팀을 이끌었습니다 원격 근무를 원합니다",
    ),
    (
        "私は九年間決済システムを開発し、四人のチームを率いてきました。リモート勤務を希望します。",
        "私は十年間決済システムを開発し、四人のチームを率いてきました。リモート勤務を希望します。",
    ),
    (
        "我有九年支付系统开发经验，曾带领四名工程师的团队，熟悉远程协作和代码评审。",
        "我有十年支付系统开发经验，曾带领四名工程师的团队，熟悉远程协作和代码评审。",
    ),
    (
        "Я девять лет разрабатываю платёжные системы и руководил командой из четырёх инженеров в Риге",
        "Я восемь лет разрабатываю платёжные системы и руководил командой из четырёх инженеров в Риге",
    ),
];

#[test]
fn edited_copies_are_tied_in_five_languages() {
    for (left, right) in EDITED {
        assert!(is_tied(left, right), "{left}");
    }
}

#[test]
fn different_texts_are_not_tied() {
    let all: Vec<(u32, &str)> = (0..).zip(EDITED.iter().map(|(left, _)| *left)).collect();
    assert_eq!(ties(&all), vec![]);
}

#[test]
fn zero_width_characters_homoglyphs_and_widths_do_not_dodge() {
    let plain = "senior back end engineer with a passion for clean code and payment systems";
    let dodged = "ѕеnіоr bасk еnd еng\u{200B}inееr with a pa\u{FEFF}ssion fоr clean \u{200D}cоde and payment systems";
    let wide =
        "ｓｅｎｉｏｒ ｂａｃｋ ｅｎｄ engineer WITH a passion for clean code and payment systems";
    for other in [dodged, wide] {
        let found = ties(&[(1, plain), (2, other)]);
        assert_eq!(found.len(), 1, "{other}");
        assert!((found[0].alike - 1.0).abs() < f32::EPSILON, "{found:?}");
    }
}

#[test]
fn a_paraphrase_keeps_its_outline() {
    let left = "After that I joined Norvik Systems in 2016, moved on to Halden Labs in 2018, built the \
        Quill ledger there, and worked for Brightmoor from 2021 on the Osprey gateway.";
    let right = "My career began at Norvik Systems (2016). Next came Halden Labs, 2018, where the Quill \
        product was mine. Since 2021 they know me at Brightmoor as the man behind Osprey.";
    let found = ties(&[(1, left), (2, right)]);
    assert!(
        found.iter().any(|tie| tie.by == Likeness::Outline),
        "{found:?}"
    );
    assert!(
        found.iter().all(|tie| tie.by != Likeness::Wording),
        "{found:?}"
    );
}

#[test]
fn outlines_of_the_caller_are_compared_in_order() {
    let mut texts = Texts::new(TextSettings::default());
    texts.add_outline(1, ["Norvik", "2016", "Halden", "2018", "Quill", "Osprey"]);
    texts.add_outline(2, ["norvik", "2016", "HALDEN", "2018", "Quill", "Osprey"]);
    texts.add_outline(3, ["Osprey", "Quill", "2018", "Halden", "2016", "Norvik"]);
    let found = texts.finish().ties;
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].a, found[0].b, found[0].by),
        (1, 2, Likeness::Outline)
    );
}

#[test]
fn boilerplate_ties_nobody() {
    let mut texts = Texts::new(TextSettings::default());
    for subject in 0..3000_u32 {
        let own: Vec<String> = (0..8)
            .map(|word| format!("w{}", subject * 8 + word))
            .collect();
        let common =
            "thank you for reading my proposal and I look forward to hearing from you soon";
        texts.add(subject, &format!("{} {common}", own.join(" ")));
    }
    let found = texts.finish();
    assert_eq!(found.ties, vec![]);
    assert_eq!(found.boilerplate, 3000);
}

#[test]
fn one_text_on_very_many_accounts_is_common_and_ties_nobody() {
    let mut texts = Texts::new(TextSettings::default());
    for subject in 0..100_000 {
        texts.add(
            subject,
            "I am an expert in all the technologies that your post mentions, trust me",
        );
    }
    texts.add(100_001, EDITED[0].0);
    texts.add(100_002, EDITED[0].1);
    let found = texts.finish();
    assert_eq!(found.common.len(), 1);
    assert_eq!(found.common[0].subjects, 100_000);
    assert_eq!(found.common[0].examples[0], 0);
    assert_eq!(found.ties.len(), 1);
}

#[test]
fn a_text_of_very_many_bytes_is_cut_noted_and_still_compared() {
    let long: String = (0..6_000_000_u32)
        .map(|word| format!("word{} ", word % 900_001))
        .collect();
    assert!(long.len() > 50_000_000);
    let mut texts = Texts::new(TextSettings::default());
    texts.add(7, &long);
    texts.add(8, &long[..2_000_000]);
    texts.add(
        9,
        "short and harmless text of somebody else who is not involved",
    );
    let found = texts.finish();
    assert_eq!(found.cut, vec![7, 8]);
    assert!(found.ties.iter().any(|tie| (tie.a, tie.b) == (7, 8)));
}

#[test]
fn a_subject_is_not_tied_to_itself() {
    assert_eq!(
        ties(&[(1, EDITED[0].0), (1, EDITED[0].1), (1, EDITED[0].0)]),
        vec![]
    );
}

proptest! {
    #[test]
    fn order_of_adding_is_indifferent(
        mut texts in prop::collection::vec((0..20_u32, prop::collection::vec(0..12_u8, 1..30)), 1..30),
        turn in any::<prop::sample::Index>(),
    ) {
        let written = |texts: &[(u32, Vec<u8>)]| {
            let mut all = Texts::new(TextSettings::default());
            for (subject, words) in texts {
                let words: Vec<String> = words.iter().map(|word| format!("w{word}")).collect();
                all.add(*subject, &words.join(" "));
            }
            all.finish().ties
        };
        let before = written(&texts);
        let middle = turn.index(texts.len());
        texts.rotate_left(middle);
        texts.reverse();
        prop_assert_eq!(before, written(&texts));
    }

    #[test]
    fn texts_read_apart_tie_as_texts_read_together(
        texts in prop::collection::vec((0..20_u32, prop::collection::vec(0..12_u8, 1..30)), 1..30),
        readers in 1..5_usize,
    ) {
        let many: Vec<(u32, String)> = texts
            .iter()
            .map(|(subject, words)| {
                let words: Vec<String> = words.iter().map(|word| format!("w{word}")).collect();
                (*subject, words.join(" "))
            })
            .collect();
        let read = |readers: usize| {
            let empty = || Texts::new(TextSettings::default());
            let (mut all, mut sampled) = (empty(), Sampled::new(2, &empty()));
            for reader in 0..readers {
                let (mut texts, mut few) = (empty(), Sampled::new(2, &empty()));
                for (subject, text) in many.iter().skip(reader).step_by(readers) {
                    texts.add(*subject, text);
                    few.add(subject + 100, text);
                }
                all.absorb(texts);
                sampled.absorb(few);
            }
            sampled.pour(&mut all);
            all.finish().ties
        };
        prop_assert_eq!(read(1), read(readers));
    }

    #[test]
    fn numbers_of_subjects_are_indifferent(
        texts in prop::collection::vec(prop::collection::vec(0..9_u8, 4..20), 1..20),
    ) {
        let written = |number: &dyn Fn(u32) -> u32| {
            let mut all = Texts::new(TextSettings::default());
            for (subject, words) in (0..).zip(&texts) {
                let words: Vec<String> = words.iter().map(|word| format!("w{word}")).collect();
                all.add(number(subject), &words.join(" "));
            }
            all.finish().ties
        };
        let size = texts.len() as u32;
        let mut back: Vec<TextTie> = written(&|subject| 1000 + size - subject).into_iter().map(|tie| {
            let (x, y) = (1000 + size - tie.a, 1000 + size - tie.b);
            TextTie { a: x.min(y), b: x.max(y), ..tie }
        }).collect();
        back.sort_by_key(|tie| (tie.a, tie.b, tie.by));
        prop_assert_eq!(written(&|subject| subject), back);
    }

    #[test]
    fn no_text_makes_it_fail(texts in prop::collection::vec("\\PC{0,60}", 0..8)) {
        let texts: Vec<(u32, &str)> = (0..).zip(texts.iter().map(String::as_str)).collect();
        for tie in ties(&texts) {
            prop_assert!(tie.a < tie.b && tie.alike > 0.0 && tie.alike <= 1.0 && tie.shared_by >= 2);
        }
    }
}
