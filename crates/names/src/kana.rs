//! Kana in Latin letters by Hepburn, long vowels left short.

/// Latin spelling of one kana; small letters and signs are handled by [`romanise`].
fn sound(letter: char) -> Option<&'static str> {
    const ROWS: &str = "アa イi ウu エe オo カka キki クku ケke コko ガga ギgi グgu ゲge ゴgo サsa シshi スsu セse ソso ザza ジji ズzu ゼze ゾzo タta チchi ツtsu テte トto ダda ヂji ヅzu デde ドdo ナna ニni ヌnu ネne ノno ハha ヒhi フfu ヘhe ホho バba ビbi ブbu ベbe ボbo パpa ピpi プpu ペpe ポpo マma ミmi ムmu メme モmo ヤya ユyu ヨyo ラra リri ルru レre ロro ワwa ヰi ヱe ヲo ンn ヴvu";
    ROWS.split(' ').find_map(|row| row.strip_prefix(letter))
}

/// A word in kana, in Latin letters.
pub(crate) fn romanise(word: &[char], out: &mut String) {
    let mut double = false;
    let mut before = None;
    for letter in word {
        // Hiragana has the same order as katakana, 0x60 before it.
        let letter = match *letter as u32 {
            code @ 0x3041..=0x3096 => char::from_u32(code + 0x60).unwrap_or(*letter),
            _ => *letter,
        };
        let small = match letter {
            'ァ' => Some("a"),
            'ィ' => Some("i"),
            'ゥ' => Some("u"),
            'ェ' => Some("e"),
            'ォ' => Some("o"),
            'ャ' => Some("ya"),
            'ュ' => Some("yu"),
            'ョ' => Some("yo"),
            _ => None,
        };
        match (small, letter) {
            (_, 'ー') => {}
            (_, 'ッ') => double = true,
            (Some(vowel), _) => {
                if matches!(out.chars().last(), Some('i' | 'u' | 'e' | 'o')) {
                    out.pop();
                }
                // A small vowel makes a w of the u before it: ウィン is Win, クォン is Kwon.
                if matches!(before, Some('ウ' | 'ク' | 'グ')) && !vowel.starts_with('y') {
                    out.push('w');
                }
                let after_soft = out.ends_with("sh") || out.ends_with("ch") || out.ends_with('j');
                out.push_str(if after_soft {
                    vowel.trim_start_matches('y')
                } else {
                    vowel
                });
            }
            _ => {
                if let Some(latin) = sound(letter) {
                    if double && let Some(first) = latin.chars().next() {
                        out.push(first);
                    }
                    double = false;
                    out.push_str(latin);
                }
            }
        }
        before = Some(letter);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_kana_change_the_sound_before_them() {
        for (kana, latin) in [
            ("ウィン", "win"),
            ("うぇい", "wei"),
            ("クォン", "kwon"),
            ("グエン", "guen"),
            ("キョウ", "kyou"),
            ("ショウ", "shou"),
            ("フィリップ", "firippu"),
            ("ヴァン", "van"),
            ("ティン", "tin"),
        ] {
            let mut out = String::new();
            romanise(&kana.chars().collect::<Vec<_>>(), &mut out);
            assert_eq!(out, latin, "{kana}");
        }
    }
}
