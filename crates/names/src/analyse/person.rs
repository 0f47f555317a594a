//! Names of people.

use super::{Parts, Raw, Words};
use super::{transcribed, word};
use crate::commonness;
use crate::lexicon::lexicon;
use crate::name::{Join, MOST_TOKENS, Standing};
use crate::script::Script;
use crate::token::{Group, Kind, Token};

pub(crate) fn read(words: &Words, korean: bool, parts: &mut Parts) {
    let turned = words.before_comma.is_some();
    let family_ends = words.before_comma;
    let words = split_east_asian(&servant_first(words));
    let lexicon = lexicon();
    let is_title = |word: &Raw| {
        lexicon.person_word(&word.letters) == Some(Kind::Title) || is_company_tail(word)
    };
    let named = words.iter().any(|word| !is_title(word));
    let mut descent = false;
    let mut article: Option<String> = None;
    let mut title: Option<String> = None;
    let mut servant = false;
    let mut at = 0;
    while at < words.len() {
        let word = &words[at];
        let is_last = at + 1 == words.len();
        at += 1;
        if named && is_title(word) && !(parts.tokens.is_empty() && is_last) {
            // "Haji Hosseini" is also written Hajihosseini.
            title = Some(word.letters.clone());
            continue;
        }
        // "Proof of Islam", a title of two words; the first alone is a name.
        if word.letters == "حجت" && words.get(at).is_some_and(|next| next.letters == "الاسلام")
        {
            at += 1;
            continue;
        }
        // "Bin" and "Son" are syllables of Korean names, and Ben is a name where no other stands before it.
        let ends_family = at > 1 && family_ends == Some(at) && is_article(&words[at - 1].letters);
        let is_name =
            korean || ends_family || (at == 1 && words.len() == 2 && word.letters == "ben");
        match lexicon.person_word(&word.letters).filter(|_| !is_name) {
            // "Sergei Ten": what ends a name is a part of it, unless the name was turned round at a comma.
            Some(Kind::Particle) if !is_last || turned && parts.tokens.len() > 1 => {
                // "van der Berg" is also written Vanderberg.
                let before = article.take().unwrap_or_default();
                article = Some(before + &word.letters);
                continue;
            }
            Some(Kind::Descent) if !is_last || turned && parts.tokens.len() > 1 => {
                descent = true;
                continue;
            }
            _ => {}
        }
        let next = words.get(at);
        let is_servant = is_servant(&word.letters)
            || is_servant_before_article(&word.letters)
                && next.is_some_and(|next| is_arabic_article(&next.letters));
        if is_servant && next.is_some_and(|next| !is_title(next)) {
            servant = true;
            continue;
        }
        if is_faith_tail(&word.letters)
            && (article.is_some() || word.after_hyphen || has_article(&word.letters))
            && join_tail(parts, "uddin")
        {
            article = None;
            continue;
        }
        if matches!(word.letters.as_str(), "ullah" | "allah" | "ollah")
            && !servant
            && !parts.tokens.is_empty()
            && join_tail(parts, "ullah")
        {
            continue;
        }
        if word.letters == "الله" && !servant && join_abjad(parts, &word.letters) {
            continue;
        }
        // An article or a title may be written together with what follows.
        add(
            word,
            descent,
            servant,
            article.take().or(title.take()),
            parts,
        );
        (descent, servant) = (false, false);
    }
}

/// "HAKIM MURAD, Abdul" is Abdul Hakim Murad: "servant of" never ends a name.
fn servant_first(words: &Words) -> Vec<Raw> {
    let mut in_order = words.words.clone();
    if let Some(count) = words.before_comma
        && (1..in_order.len()).contains(&count)
        && in_order
            .last()
            .is_some_and(|word| is_servant(&word.letters))
    {
        in_order.rotate_left(count);
    }
    in_order
}

/// "LLC" after a person's name is noise.
fn is_company_tail(word: &Raw) -> bool {
    matches!(
        word.letters.as_str(),
        "llc" | "ltd" | "inc" | "gmbh" | "corp" | "sa" | "plc" | "ooo" | "limited"
    )
}

fn is_servant(word: &str) -> bool {
    let misspelled = word.len() == 5 && crate::phonetic::within_one_edit(word.as_bytes(), b"abdul");
    misspelled
        || matches!(
            word,
            "abd"
                | "abdul"
                | "abdel"
                | "abdal"
                | "abdol"
                | "abdur"
                | "abdus"
                | "abdu"
                | "abdoul"
                | "abdool"
                | "abdour"
                | "abdil"
                | "عبد"
                | "абд"
                | "абдул"
                | "абдель"
        )
}

/// "Abed al-Rahman"; without the article Abed is a name of its own.
fn is_servant_before_article(word: &str) -> bool {
    matches!(word, "abed" | "abid" | "ebed" | "abad" | "aabed")
}

fn is_arabic_article(word: &str) -> bool {
    matches!(word, "al" | "el" | "ul" | "ol")
}

/// Articles of Romance languages, which stand before a name: what stands there after one is something else.
fn is_article(word: &str) -> bool {
    matches!(
        word,
        "da" | "das" | "do" | "dos" | "de" | "di" | "la" | "le"
    )
}

/// "Abd Elmongy": the article that belongs to both.
fn without_joined_article(word: &str) -> &str {
    ["al", "el", "ul", "ol"]
        .iter()
        .find_map(|article| word.strip_prefix(article))
        .filter(|rest| rest.len() >= 4)
        .unwrap_or(word)
}

fn is_faith_tail(word: &str) -> bool {
    matches!(
        word,
        "din"
            | "deen"
            | "dine"
            | "dean"
            | "den"
            | "uddin"
            | "eddin"
            | "eddine"
            | "aldin"
            | "الدين"
            | "دين"
    )
}

/// The same with its article: "Jamal Eddin". "Din" alone may be a name.
fn has_article(tail: &str) -> bool {
    matches!(tail, "uddin" | "eddin" | "eddine" | "aldin")
}

/// "Nezamoldin" is Nizamuddin: the l of the article is written, or what is heard.
fn with_heard_article(word: &str) -> Option<String> {
    let (stem, tail) = ["ldin", "ldeen", "ldine"]
        .iter()
        .find_map(|tail| Some((word.strip_suffix(tail)?, &tail[2..])))?;
    let fits = stem.len() > 3 && stem.ends_with(['a', 'e', 'o', 'u']);
    fits.then(|| format!("{stem}dd{tail}"))
}

/// Writes "Saif al-Din" as one word, as others do.
fn join_tail(parts: &mut Parts, tail: &str) -> bool {
    let Some(last) = parts
        .tokens
        .last_mut()
        .filter(|last| last.kind == Kind::Word && last.group == Group::Sounds)
    else {
        return false;
    };
    let text = format!("{}{tail}", last.text);
    let (servant, script) = (last.servant, last.script);
    *last = Token::new(&text, text.as_bytes(), Kind::Word, Group::Sounds, script);
    last.servant = servant;
    true
}

/// "حبيب الله" is one name, also written "حبيبالله".
fn join_abjad(parts: &mut Parts, tail: &str) -> bool {
    let Some(last) = parts
        .tokens
        .last_mut()
        .filter(|last| last.group == Group::Abjad && !last.servant)
    else {
        return false;
    };
    let text = format!("{}{tail}", last.text);
    *last = Token::new(
        &text,
        &Token::abjad_letters(&text),
        Kind::Word,
        Group::Abjad,
        last.script,
    );
    true
}

/// Han and Hangul names are written in one piece: the family name is the first syllable, or the first two.
fn split_east_asian(words: &[Raw]) -> Vec<Raw> {
    const TWO: [&str; 34] = [
        "남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방", "欧阳", "歐陽", "司马",
        "司馬", "诸葛", "諸葛", "上官", "令狐", "皇甫", "尉迟", "公孙", "公孫", "慕容", "司徒",
        "夏侯", "南宮", "鮮于", "東方", "司空", "獨孤", "独孤", "西門", "西门", "南宫", "鲜于",
        "东方",
    ];
    let mut out = Vec::with_capacity(words.len() + 1);
    let alone = words.iter().filter(|word| !word.aside).count() == 1;
    for word in words {
        let count = word.letters.chars().count();
        let east_asian = matches!(word.script, Script::Han | Script::Hangul);
        if !east_asian || !(alone || word.aside) || !(2..=5).contains(&count) {
            out.push(word.clone());
            continue;
        }
        let surname = if count > 2 && TWO.iter().any(|two| word.letters.starts_with(two)) {
            2
        } else {
            1
        };
        let cut = word
            .letters
            .char_indices()
            .nth(surname)
            .map_or(word.letters.len(), |(place, _)| place);
        let (family, given) = word.letters.split_at(cut);
        for letters in [family, given] {
            out.push(Raw {
                letters: letters.to_owned(),
                ..word.clone()
            });
        }
    }
    out
}

/// Articles that are written together with a name, "vander" among them, are no longer.
const LONGEST_ARTICLE: usize = 6;

/// Mandarin ü, which passports of China spell YU: Lyu is 吕, and no Liu.
fn with_plain_u(word: &str) -> Option<&'static str> {
    Some(match word {
        "lyu" => "lu",
        "nyu" => "nu",
        "lyue" => "lue",
        "nyue" => "nue",
        _ => return None,
    })
}

fn add(word: &Raw, descent: bool, servant: bool, article: Option<String>, parts: &mut Parts) {
    let aside = word.aside;
    let mut letters = word.letters.clone();
    if word.script == Script::Latin
        && letters.bytes().any(|byte| byte.is_ascii_digit())
        && letters.bytes().any(|byte| byte.is_ascii_alphabetic())
    {
        letters = without_digits(&letters);
    }
    let is_latin = word.script == Script::Latin;
    if let Some(heard) = with_heard_article(&letters).filter(|_| is_latin) {
        letters = heard;
    }
    let short = letters.chars().count();
    if short == 1
        && word.script == Script::Arabic
        && let Some(latin) = letters.chars().next().and_then(abjad_initial)
    {
        let token = word::token(latin, Script::Latin, Kind::Initial, false);
        let standing = Standing {
            weight: 0.3,
            descent,
            aside,
        };
        if let Some(token) = token {
            parts.push(token, standing);
        }
        return;
    }
    // "JC" and "J.": initials. Vowelless pairs are no names, but for Ng.
    let pair = is_latin
        && short == 2
        && letters != "ng"
        && !letters.contains(['a', 'e', 'i', 'o', 'u', 'y'])
        && lexicon().nicknames(&letters) == [0; 3];
    if (short == 1 && matches!(word.script, Script::Latin | Script::Cyrillic)) || pair {
        for letter in letters.chars() {
            let mut one = [0; 4];
            if let Some(token) = word::token(
                letter.encode_utf8(&mut one),
                word.script,
                Kind::Initial,
                false,
            ) {
                parts.push(
                    token,
                    Standing {
                        weight: 0.3,
                        descent,
                        aside,
                    },
                );
            }
        }
        return;
    }
    let (rest, servant) = match servants_name(&letters) {
        Some(rest) if is_latin || matches!(word.script, Script::Cyrillic | Script::Arabic) => {
            (rest.to_owned(), true)
        }
        _ if servant && is_latin => (without_joined_article(&letters).to_owned(), true),
        _ => (letters, servant),
    };
    let how_rare = if servant {
        0.75
    } else if word.script.is_abjad() {
        commonness::of_person(word::without_article(&rest))
    } else {
        match word.script {
            Script::Latin if rest.is_ascii() => commonness::of_person(&rest),
            script => word::latin(&rest, script).map_or(1.0, |latin| commonness::of_person(&latin)),
        }
    };
    let token = match (word.script, article.as_deref()) {
        (Script::Arabic, _) if servant && matches!(rest.as_str(), "الله" | "لله") => {
            word::token("عبدالله", Script::Arabic, Kind::Word, false)
        }
        _ if servant && is_latin && matches!(rest.as_str(), "allah" | "ullah" | "ollah") => {
            word::token("abdullah", Script::Latin, Kind::Word, false)
        }
        _ if word.by_sound => transcribed::token(&rest),
        _ => word::token(&rest, word.script, Kind::Word, false).map(|mut token| {
            token.servant = servant;
            token
        }),
    };
    let Some(mut token) = token else { return };
    if token.servant {
        token.nicknames = [0; 3];
        token.common = true;
    }
    let length = token.sounds().len();
    let mut weight = match (token.group, length) {
        (_, 0..=2) => 0.75,
        (_, 3) => 0.85,
        _ => 1.0,
    };
    weight *= how_rare;
    if aside {
        weight *= 0.4;
    }
    let place = parts.tokens.len() as u8;
    let is_word = token.group == Group::Sounds && !token.servant;
    if let Some(article) = article.filter(|article| {
        is_word
            && parts.tokens.len() < MOST_TOKENS
            && article.is_ascii()
            && article.len() <= LONGEST_ARTICLE
    }) {
        let text = format!("{article}{}", token.text);
        let joined = Token::new(
            &text,
            text.as_bytes(),
            Kind::Word,
            Group::Sounds,
            word.script,
        );
        parts.variants.push(Join {
            first: place,
            count: 1,
            token: joined,
        });
    }
    if let Some(text) = with_plain_u(&token.text).filter(|_| is_latin) {
        parts.variants.push(Join {
            first: place,
            count: 1,
            token: Token::new(
                text,
                text.as_bytes(),
                Kind::Word,
                Group::Sounds,
                word.script,
            ),
        });
    }
    if !token.servant && parts.tokens.len() < MOST_TOKENS {
        let forms = word::around_the_article(&rest, word.script);
        let forms = forms
            .into_iter()
            .chain(word::spelled_otherwise(&rest, word.script));
        parts.variants.extend(forms.map(|token| Join {
            first: place,
            count: 1,
            token,
        }));
    }
    parts.push(
        token,
        Standing {
            weight,
            descent,
            aside,
        },
    );
}

/// What a name that begins with this letter begins with in Latin letters.
fn abjad_initial(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ا' => "a",
        'ب' => "b",
        'ت' | 'ط' => "t",
        'ج' => "j",
        'ح' | 'ه' => "h",
        'د' | 'ض' => "d",
        'ر' => "r",
        'ز' => "z",
        'س' | 'ش' | 'ص' => "s",
        'غ' => "g",
        'ف' => "f",
        'ق' => "q",
        'ك' => "k",
        'ل' => "l",
        'م' => "m",
        'ن' => "n",
        'و' => "w",
        'ي' => "y",
        _ => return None,
    })
}

/// "Abdulrahman", "Abderrahmane": what follows "servant of". Abdullah is a name by itself.
fn servants_name(word: &str) -> Option<&str> {
    if let Some(rest) = word.strip_prefix("عبدال") {
        return (rest.chars().count() >= 3 && rest != "له").then_some(rest);
    }
    if let Some(rest) = word.strip_prefix("عبد") {
        // The article may be left out, as in عبدفتاح.
        return (rest.chars().count() >= 4 && !rest.starts_with('ا')).then_some(rest);
    }
    let rest = word
        .strip_prefix("abd")
        .or_else(|| word.strip_prefix("ebd"))
        .or_else(|| word.strip_prefix("абд"))?;
    let rest =
        rest.trim_start_matches(['u', 'e', 'a', 'o', 'i', 'у', 'е', 'а', 'о', 'и', 'э', 'ы']);
    let mut letters = rest.chars();
    let (first, second) = (letters.next()?, letters.next()?);
    let rest = if matches!(first, 'l' | 'л') || first == second {
        &rest[first.len_utf8()..]
    } else {
        rest
    };
    let rest = rest.trim_start_matches('-');
    let is_god = [
        "ah", "lah", "la", "lahi", "laahi", "laah", "ллах", "лах", "лла",
    ]
    .contains(&rest);
    (rest.chars().count() >= 4 && !is_god).then_some(rest)
}

/// Digits that stand in for the letters they look like.
fn without_digits(word: &str) -> String {
    word.chars()
        .map(|letter| match letter {
            '0' => 'o',
            '1' => 'i',
            '3' => 'e',
            '4' => 'a',
            '5' => 's',
            '7' => 't',
            '8' => 'b',
            '9' => 'g',
            other => other,
        })
        .collect()
}
