//! Devanagari in Latin letters, roughly: enough to meet usual spellings.

/// Devanagari: consonants carry an "a" unless a vowel sign or a virama follows; the last one is silent.
pub(crate) fn devanagari(word: &[char], out: &mut String) {
    for (place, letter) in word.iter().enumerate() {
        let (text, consonant) = match letter {
            'अ' | 'ा' | 'आ' => ("a", false),
            'इ' | 'ई' | 'ि' | 'ी' => ("i", false),
            'उ' | 'ऊ' | 'ु' | 'ू' => ("u", false),
            'ऋ' | 'ृ' => ("ri", false),
            'ए' | 'े' => ("e", false),
            'ऐ' | 'ै' => ("ai", false),
            'ओ' | 'ो' | 'ॉ' | 'ऑ' => ("o", false),
            'औ' | 'ौ' => ("au", false),
            'ं' | 'ँ' => ("n", false),
            'ः' => ("h", false),
            'क' => ("k", true),
            'ख' => ("kh", true),
            'ग' => ("g", true),
            'घ' => ("gh", true),
            'ङ' | 'ञ' | 'ण' | 'न' => ("n", true),
            'च' => ("ch", true),
            'छ' => ("chh", true),
            'ज' => ("j", true),
            'झ' => ("jh", true),
            'ट' | 'त' => ("t", true),
            'ठ' | 'थ' => ("th", true),
            'ड' | 'द' => ("d", true),
            'ढ' | 'ध' => ("dh", true),
            'प' => ("p", true),
            'फ' => ("ph", true),
            'ब' => ("b", true),
            'भ' => ("bh", true),
            'म' => ("m", true),
            'य' => ("y", true),
            'र' => ("r", true),
            'ल' | 'ळ' => ("l", true),
            'व' => ("v", true),
            'श' | 'ष' => ("sh", true),
            'स' => ("s", true),
            'ह' => ("h", true),
            _ => ("", false),
        };
        out.push_str(text);
        let next = word.get(place + 1).copied();
        let carries_vowel = match next {
            None => false,
            Some('्' | 'ा' | 'ि' | 'ी' | 'ु' | 'ू' | 'ृ' | 'े' | 'ै' | 'ो' | 'ॉ' | 'ौ' | '़') => {
                false
            }
            Some(_) => true,
        };
        if consonant && carries_vowel {
            out.push('a');
        }
    }
}
