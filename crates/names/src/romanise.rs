//! Letters of alphabets in Latin letters, one letter at a time.

/// Latin spelling of a lower-case letter of an alphabet; `None` when the letter belongs to no table.
pub(crate) fn letter(letter: char) -> Option<&'static str> {
    latin(letter)
        .or_else(|| cyrillic(letter))
        .or_else(|| greek(letter))
        .or_else(|| caucasian(letter))
}

/// Latin letters that do not decompose.
fn latin(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' | 'ǽ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' | 'ɖ' => "d",
        'þ' => "th",
        'ı' | 'ɨ' => "i",
        'ħ' => "h",
        'ŧ' => "t",
        'ŋ' => "ng",
        'ə' | 'ɛ' | 'ǝ' => "e",
        'ɔ' => "o",
        'ƙ' => "k",
        'ɓ' => "b",
        'ɗ' => "d",
        'ƴ' => "y",
        'ĸ' => "q",
        'ſ' => "s",
        'ʻ' | 'ʼ' | 'ʽ' | 'ʾ' | 'ʿ' | 'ˈ' => "",
        _ => return None,
    })
}

fn cyrillic(letter: char) -> Option<&'static str> {
    Some(match letter {
        'а' | 'ӑ' | 'ӓ' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' | 'ғ' | 'ҕ' => "g",
        'д' | 'ђ' => "d",
        'ѓ' => "gj",
        'е' | 'є' | 'э' | 'ә' | 'ѣ' | 'ѐ' => "e",
        'ё' => "e",
        'ж' | 'җ' => "zh",
        'з' | 'ҙ' => "z",
        'ѕ' => "dz",
        'и' | 'і' | 'й' | 'ѝ' | 'ӣ' => "i",
        'ї' => "i",
        'ј' => "j",
        'к' | 'қ' | 'ҡ' | 'ќ' => "k",
        'л' => "l",
        'љ' => "lj",
        'м' => "m",
        'н' => "n",
        'ң' | 'ҥ' => "ng",
        'њ' => "nj",
        'о' | 'ө' | 'ӧ' => "o",
        'п' => "p",
        'р' => "r",
        'с' | 'ҫ' => "s",
        'т' => "t",
        'ћ' => "c",
        'у' | 'ү' | 'ұ' | 'ӯ' | 'ӱ' => "u",
        'ў' => "u",
        'ф' => "f",
        'х' | 'һ' | 'ҳ' => "kh",
        'ц' => "ts",
        'ч' | 'ҷ' | 'ӌ' => "ch",
        'џ' => "dz",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ы' => "y",
        'ю' => "yu",
        'я' => "ya",
        _ => return None,
    })
}

fn greek(letter: char) -> Option<&'static str> {
    Some(match letter {
        'α' => "a",
        'β' => "v",
        'γ' => "g",
        'δ' => "d",
        'ε' | 'η' => {
            if letter == 'ε' {
                "e"
            } else {
                "i"
            }
        }
        'ζ' => "z",
        'θ' => "th",
        'ι' => "i",
        'κ' => "k",
        'λ' => "l",
        'μ' => "m",
        'ν' => "n",
        'ξ' => "x",
        'ο' | 'ω' => "o",
        'π' => "p",
        'ρ' => "r",
        'σ' | 'ς' => "s",
        'τ' => "t",
        'υ' => "y",
        'φ' => "f",
        'χ' => "ch",
        'ψ' => "ps",
        _ => return None,
    })
}

/// Georgian and Armenian.
fn caucasian(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ა' | 'ա' => "a",
        'ბ' | 'բ' => "b",
        'გ' | 'գ' => "g",
        'დ' | 'դ' => "d",
        'ე' | 'ե' | 'է' => "e",
        'ვ' | 'վ' => "v",
        'ზ' | 'զ' => "z",
        'თ' | 'ტ' | 'տ' | 'թ' => "t",
        'ი' | 'ի' => "i",
        'კ' | 'ქ' | 'կ' | 'ք' => "k",
        'ლ' | 'լ' => "l",
        'მ' | 'մ' => "m",
        'ნ' | 'ն' => "n",
        'ო' | 'ո' | 'օ' => "o",
        'პ' | 'ფ' | 'պ' | 'փ' => "p",
        'ჟ' | 'ժ' => "zh",
        'რ' | 'ր' | 'ռ' => "r",
        'ს' | 'ս' => "s",
        'უ' => "u",
        'ւ' => "u",
        'ღ' | 'ղ' => "gh",
        'ყ' => "q",
        'შ' | 'շ' => "sh",
        'ჩ' | 'ჭ' | 'չ' | 'ճ' => "ch",
        'ც' | 'წ' | 'ց' | 'ծ' => "ts",
        'ძ' | 'ձ' => "dz",
        'ხ' | 'խ' => "kh",
        'ჯ' | 'ջ' => "j",
        'ჰ' | 'հ' => "h",
        'ը' => "y",
        'յ' => "y",
        'ֆ' => "f",
        'և' => "ev",
        _ => return None,
    })
}
