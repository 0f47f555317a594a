//! Mandarin readings of Han characters.

use pinyin::ToPinyin;

/// How Mandarin reads a character, without tones, ü as u.
pub(crate) fn pinyin_of(character: char) -> Option<&'static str> {
    // Surnames have readings of their own.
    match character {
        '单' | '單' => Some("shan"),
        '曾' => Some("zeng"),
        '仇' => Some("qiu"),
        '解' => Some("xie"),
        '任' => Some("ren"),
        '查' => Some("zha"),
        '朴' => Some("piao"),
        '吕' | '呂' => Some("lu"),
        '长' | '長' => Some("chang"),
        _ => character
            .to_pinyin()
            .map(|reading| reading.plain())
            .map(|plain| match plain {
                "lü" => "lu",
                "nü" => "nu",
                "lüe" => "lue",
                "nüe" => "nue",
                plain => plain,
            }),
    }
}
