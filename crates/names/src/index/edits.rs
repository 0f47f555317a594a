//! Slips of the pen for tests: letters put in, left out, swapped and taken for others.

/// The text after some slips, each a place, a letter and a way: 0 puts the letter in, 1 takes it for the one there, 2 swaps
/// two letters, 3 leaves one out.
pub(super) fn edited(text: &str, edits: Vec<(usize, String, u8)>) -> String {
    let mut text = text.to_owned();
    for (place, letter, way) in edits {
        let place = place % text.len().max(1);
        match way {
            0 => text.insert_str(place, &letter),
            1 if !text.is_empty() => text.replace_range(place..=place, &letter),
            2 if place + 1 < text.len() => {
                let swapped: String = text[place..place + 2].chars().rev().collect();
                text.replace_range(place..place + 2, &swapped);
            }
            _ if !text.is_empty() => text.replace_range(place..=place, ""),
            _ => {}
        }
    }
    text
}
