//! The word tables: company forms, words that many bodies share, places, titles, particles, given names.

use std::sync::OnceLock;

use crate::clean::{Piece, clean};
use crate::quick_hash::Table;
use crate::script::Script;
use crate::tables;
use crate::token::Kind;

/// What a word or phrase is known to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) kind: Kind,
    /// The word under which all its translations meet; of company forms, the family.
    pub(crate) concept: &'static str,
}

/// Groups of fathers' names are those of the names themselves, moved up by this much.
pub(crate) const FATHERS_NAMES: u16 = 10_000;

/// Longest phrase in the tables, in words.
pub(crate) const LONGEST_PHRASE: usize = 7;

pub(crate) struct Lexicon {
    bodies: Table<String, Known>,
    people: Table<String, Kind>,
    nicknames: Table<&'static str, [u16; 3]>,
    longest_unspaced: usize,
    /// Of places, those that they lie in.
    within: Table<&'static str, Vec<&'static str>>,
    /// Beginnings of Slavic words, by their first letter.
    stems: Table<char, Vec<(&'static str, &'static str)>>,
    /// Beginnings of words that are translated, by their first letter, and whole words, which end in a dot.
    translated: Table<char, Vec<(&'static str, &'static str)>>,
}

pub(crate) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(Lexicon::new)
}

fn rows(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
}

/// The words of a table entry, as names are cut into words.
fn folded(entry: &str) -> String {
    let mut words = Vec::new();
    for piece in clean(entry).pieces {
        if let Piece::Word { letters, .. } = piece {
            words.push(letters);
        }
    }
    words.join(" ")
}

/// A table of beginnings of words, longest first, by their first letter.
fn beginnings(text: &'static str) -> Table<char, Vec<(&'static str, &'static str)>> {
    let mut table: Table<char, Vec<(&'static str, &'static str)>> = Table::default();
    for row in rows(text) {
        let Some((meaning, beginnings)) = row.split_once('=') else {
            continue;
        };
        for stem in beginnings.split(',').map(str::trim) {
            if let Some(first) = stem.chars().next() {
                table.entry(first).or_default().push((stem, meaning.trim()));
            }
        }
    }
    for known in table.values_mut() {
        known.sort_by_key(|(stem, _)| std::cmp::Reverse(stem.len()));
    }
    table
}

/// Whether another word begins where the known one ends: Oboronprom and Uralmash are contractions, which are names and
/// say neither "defence" nor "Ural". What is no such word is an ending.
fn goes_on(rest: &str) -> bool {
    const SECOND_PARTS: &str = "авиа авто агро банк бур вагон газ дрон завод импорт инвест калий клуб комплект космос кредит \
        крио курорт лизинг лес маш металл монтаж мет нефт пласт прибор проект пром ремонт сбыт связь \
        сервис сиб снаб спец стандарт строй тест тех транс трест фарм флот хим центр экспорт электро \
        элемент энерго avia avto agro bank vagon gaz zavod import invest kalii klub komplekt kosmos \
        kredit kurort lizing leasing mash metall montazh neft plast pribor proekt prom remont sbyt \
        svyaz servis service sib snab spets standart stroi stroy test tekh tech trans trest farm flot \
        khim chem eksport";
    // "Neft-e-khim": the vowel between two parts.
    let bare = rest.strip_prefix(['о', 'е', 'o', 'e']).unwrap_or(rest);
    [rest, bare]
        .iter()
        .any(|rest| SECOND_PARTS.split(' ').any(|part| rest.starts_with(part)))
}

impl Lexicon {
    fn new() -> Self {
        let mut bodies = Table::default();
        let tables = [
            (tables::WORDS, Kind::Generic),
            (tables::PLACES, Kind::Place),
            (tables::LEGAL_FORMS, Kind::Legal),
        ];
        for (table, kind) in tables {
            for row in rows(table) {
                let Some((concept, forms)) = row.split_once('=') else {
                    continue;
                };
                let concept = concept.trim();
                let kind = match concept {
                    "of" | "and" => Kind::Particle,
                    _ => kind,
                };
                for form in forms
                    .split(',')
                    .chain((kind != Kind::Legal).then_some(concept))
                {
                    let form = folded(form);
                    if !form.is_empty() {
                        bodies.entry(form).or_insert(Known { kind, concept });
                    }
                }
            }
        }
        let mut people = Table::default();
        for word in tables::TITLES.split(['\n', ',', '=']) {
            people.insert(folded(word), Kind::Title);
        }
        let mut lines = rows(tables::PARTICLES);
        for kind in [Kind::Particle, Kind::Descent] {
            for word in lines.next().unwrap_or_default().split(',') {
                people.insert(folded(word), kind);
            }
        }
        people.remove("");
        let mut nicknames: Table<&'static str, [u16; 3]> = Table::default();
        for (group, row) in rows(tables::NICKNAMES).enumerate() {
            for name in row.split(',').map(str::trim) {
                let groups = nicknames.entry(name).or_default();
                if let Some(free) = groups.iter_mut().find(|known| **known == 0) {
                    *free = group as u16 + 1;
                }
            }
        }
        let stems = beginnings(tables::SLAVIC_STEMS);
        let translated = beginnings(tables::TRANSLATED);
        let mut within: Table<&'static str, Vec<&'static str>> = Table::default();
        for row in rows(tables::WITHIN) {
            let Some((around, places)) = row.split_once('=') else {
                continue;
            };
            for place in places.split(',').map(str::trim) {
                within.entry(place).or_default().push(around.trim());
            }
        }
        let longest_unspaced = bodies
            .keys()
            .filter(|form| {
                form.starts_with(|first| {
                    matches!(
                        Script::of(first),
                        Some(Script::Han | Script::Hangul | Script::Thai)
                    )
                })
            })
            .map(|form| form.chars().count())
            .max()
            .unwrap_or(0);
        Self {
            bodies,
            people,
            nicknames,
            longest_unspaced,
            within,
            stems,
            translated,
        }
    }

    /// What a phrase is among the words of organisations.
    pub(crate) fn body_word(&self, phrase: &str) -> Option<Known> {
        self.bodies.get(phrase).copied()
    }

    /// What a Slavic word is by how it begins, whatever its ending.
    pub(crate) fn slavic_word(&self, word: &str) -> Option<Known> {
        let known = self.stems.get(&word.chars().next()?)?;
        let begins = |stem: &str| (word.strip_prefix(stem)).is_some_and(|rest| !goes_on(rest));
        let (_, concept) = known.iter().find(|(stem, _)| begins(stem))?;
        let is_place = (self.bodies.get(*concept)).is_some_and(|known| known.kind == Kind::Place);
        let kind = if is_place { Kind::Place } else { Kind::Generic };
        Some(Known { kind, concept })
    }

    /// What a word of the name of a body is called in English, in the forms that lists use.
    pub(crate) fn translations(&self, word: &str) -> impl Iterator<Item = &'static str> + use<> {
        let begins = |stem: &str| match stem.strip_suffix('.') {
            Some(whole) => word == whole,
            None => word.strip_prefix(stem).is_some_and(|rest| !goes_on(rest)),
        };
        let first = word.chars().next();
        first
            .and_then(|first| self.translated.get(&first))
            .and_then(|known| known.iter().find(|(stem, _)| begins(stem)))
            .map_or("", |(_, english)| english)
            .split(' ')
            .filter(|english| !english.is_empty())
    }

    /// Whether one of two places lies in the other.
    pub(crate) fn lie_within(&self, one: &str, other: &str) -> bool {
        let lies = |inner: &str, outer: &str| {
            (self.within.get(inner)).is_some_and(|around| around.contains(&outer))
        };
        lies(one, other) || lies(other, one)
    }

    /// What a word is among the words around names of people.
    pub(crate) fn person_word(&self, word: &str) -> Option<Kind> {
        self.people.get(word).copied()
    }

    /// Groups of given names that this one belongs to.
    pub(crate) fn nicknames(&self, name: &str) -> [u16; 3] {
        self.nicknames
            .get(name)
            .copied()
            .or_else(|| self.fathers_name(name))
            .unwrap_or_default()
    }

    /// A Slavic patronymic by the father's name, apart from the name itself: Uladzimiravich is Vladimirovich.
    fn fathers_name(&self, name: &str) -> Option<[u16; 3]> {
        const ENDINGS: [&str; 15] = [
            "ovich", "evich", "avich", "ovych", "evych", "ovitch", "evitch", "ovic", "evic",
            "ovna", "evna", "auna", "euna", "ivna", "yevna",
        ];
        const NOMINATIVES: [&str; 5] = ["", "i", "y", "a", "ei"];
        let stem = ENDINGS
            .iter()
            .find_map(|ending| name.strip_suffix(ending))
            .filter(|stem| stem.len() > 2)?;
        let bare = stem.trim_end_matches(['i', 'y']);
        let groups = [stem, bare].iter().find_map(|stem| {
            NOMINATIVES
                .iter()
                .find_map(|ending| self.nicknames.get(format!("{stem}{ending}").as_str()))
        })?;
        Some(groups.map(|group| if group == 0 { 0 } else { group + FATHERS_NAMES }))
    }

    /// Whether very many people bear this name.
    pub(crate) fn is_common(&self, name: &str) -> bool {
        crate::commonness::is_common(name)
    }

    /// Cuts a word of a script without spaces into known words and what is left between them.
    pub(crate) fn cut_unspaced<'a>(&self, word: &'a str) -> Vec<(&'a str, Option<Known>)> {
        let letters: Vec<(usize, char)> = word.char_indices().collect();
        let offset = |place: usize| letters.get(place).map_or(word.len(), |(at, _)| *at);
        let mut parts = Vec::new();
        let (mut start, mut place) = (0, 0);
        while place < letters.len() {
            let longest = self.longest_unspaced.min(letters.len() - place);
            // A single syllable is a word only where it ends the name, after another word: 성 is also a syllable of
            // many names.
            let ends = place + 1 == letters.len() && place > 0 && start == place;
            let single = |letter: char| {
                "厂局部港市省县縣".contains(letter)
                    || (ends && Script::of(letter) == Some(Script::Hangul))
            };
            let known = (1..=longest).rev().find_map(|length| {
                let text = &word[offset(place)..offset(place + length)];
                self.body_word(text)
                    .filter(|_| length > 1 || (place > 0 && single(letters[place].1)))
                    .map(|known| (length, text, known))
            });
            match known {
                Some((length, text, known)) => {
                    if start < place {
                        parts.push((&word[offset(start)..offset(place)], None));
                    }
                    parts.push((text, Some(known)));
                    place += length;
                    start = place;
                }
                None => place += 1,
            }
        }
        if start < letters.len() {
            parts.push((&word[offset(start)..], None));
        }
        parts
    }
}
