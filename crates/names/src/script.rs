//! Which writing system a letter or a name is written in.

/// A writing system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Script {
    /// A–Z and its extensions.
    Latin = 0,
    /// Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Mongolian, Kazakh …
    Cyrillic = 1,
    /// Greek.
    Greek = 2,
    /// Arabic, Persian, Urdu, Pashto …
    Arabic = 3,
    /// Hebrew.
    Hebrew = 4,
    /// Korean letters.
    Hangul = 5,
    /// Chinese characters, also as used in Korea and Japan.
    Han = 6,
    /// Hiragana and katakana.
    Kana = 7,
    /// Thai.
    Thai = 8,
    /// Georgian.
    Georgian = 9,
    /// Armenian.
    Armenian = 10,
    /// Hindi, Nepali, Marathi …
    Devanagari = 11,
    /// Any other writing system: compared letter by letter with itself only.
    Other = 12,
    /// Khmer, the script of Cambodia.
    Khmer = 13,
}

impl Script {
    /// The writing system of a letter; `None` for digits, signs and blanks.
    pub fn of(letter: char) -> Option<Self> {
        Some(match letter as u32 {
            0x41..=0x5A | 0x61..=0x7A => Self::Latin,
            0..=0x7F => return None,
            0xC0..=0x24F | 0x250..=0x2AF | 0x1E00..=0x1EFF | 0x2C60..=0x2C7F => Self::Latin,
            0x370..=0x3FF | 0x1F00..=0x1FFF => Self::Greek,
            0x400..=0x52F | 0x2DE0..=0x2DFF | 0xA640..=0xA69F => Self::Cyrillic,
            0x531..=0x58F => Self::Armenian,
            0x591..=0x5F4 => Self::Hebrew,
            0x660..=0x669 | 0x6F0..=0x6F9 => return None,
            0x600..=0x6FF | 0x750..=0x77F | 0x8A0..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFC => {
                Self::Arabic
            }
            0x900..=0x963 | 0x970..=0x97F => Self::Devanagari,
            0xE01..=0xE4E => Self::Thai,
            0x1780..=0x17D3 | 0x17D7 | 0x17DC => Self::Khmer,
            0x10A0..=0x10FF | 0x1C90..=0x1CBF | 0x2D00..=0x2D2F => Self::Georgian,
            0x1100..=0x11FF | 0x3130..=0x318F | 0xAC00..=0xD7A3 => Self::Hangul,
            0x3041..=0x30FA | 0x30FC..=0x30FF | 0x31F0..=0x31FF => Self::Kana,
            0x3005 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF => {
                Self::Han
            }
            _ if letter.is_alphabetic() => Self::Other,
            _ => return None,
        })
    }

    pub(crate) fn from_code(code: u8) -> Option<Self> {
        use Script::*;
        [
            Latin, Cyrillic, Greek, Arabic, Hebrew, Hangul, Han, Kana, Thai, Georgian, Armenian,
            Devanagari, Other, Khmer,
        ]
        .get(code as usize)
        .copied()
    }

    /// How many there are.
    pub(crate) const COUNT: usize = 14;

    /// Written without vowels: compared by consonants.
    pub(crate) fn is_abjad(self) -> bool {
        matches!(self, Self::Arabic | Self::Hebrew)
    }
}
