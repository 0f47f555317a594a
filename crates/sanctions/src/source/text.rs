//! Bytes to text: publishers use UTF-8, UTF-16, Windows-1252, Shift_JIS and EUC-KR.

use std::borrow::Cow;

use encoding_rs::{EUC_KR, Encoding, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::error::Error;

/// A file's text and the encoding that it came in.
#[derive(Debug)]
pub(crate) struct Text<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) encoding: &'static str,
}

/// Lists larger than this are refused: all official lists together are a hundredth of it.
pub(crate) const GREATEST_FILE: usize = 4 << 30;

/// Decodes a file. What says its encoding (a byte order mark, an XML declaration) is believed; else UTF-8 is tried,
/// then the encoding that the letters fit.
pub(crate) fn decode<'a>(file: &str, bytes: &'a [u8]) -> Result<Text<'a>, Error> {
    if bytes.len() > GREATEST_FILE {
        return Err(Error::Refused {
            file: file.to_owned(),
            place: "its start".to_owned(),
            problem: format!("{} bytes are more than any list has", bytes.len()),
        });
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return strictly(file, encoding, &bytes[mark..]);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        // NUL in every second place is UTF-16 without its mark; a NUL anywhere else is no text at all.
        if memchr::memchr(0, bytes).is_none() {
            return Ok(Text {
                text: Cow::Borrowed(text),
                encoding: "UTF-8",
            });
        }
    }
    match bytes {
        [b'<' | b'"' | b'{' | b'0'..=b'z', 0, ..] => return strictly(file, UTF_16LE, bytes),
        [0, b'<' | b'"' | b'{' | b'0'..=b'z', ..] => return strictly(file, UTF_16BE, bytes),
        _ => {}
    }
    if memchr::memchr(0, bytes).is_some() {
        return Err(Error::NotText {
            file: file.to_owned(),
            problem: "it holds zero bytes".to_owned(),
        });
    }
    if let Some(encoding) = declared(bytes) {
        if encoding == UTF_8 {
            return Err(Error::NotText {
                file: file.to_owned(),
                problem: "it declares UTF-8 and breaks its rules; it may be cut off or damaged"
                    .to_owned(),
            });
        }
        return strictly(file, encoding, bytes);
    }
    let fits = |encoding: &'static Encoding, range: std::ops::RangeInclusive<char>| {
        let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
        let letters = text.chars().filter(|letter| !letter.is_ascii()).count();
        let own = text.chars().filter(|letter| range.contains(letter)).count();
        (!had_errors && own * 3 > letters).then_some(text)
    };
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let low_of_high = bytes
        .iter()
        .filter(|byte| (0x80..0xa0).contains(*byte))
        .count();
    // Shift_JIS writes kana and common characters with bytes from 80 to 9F; EUC-KR hardly uses them.
    let (text, encoding) =
        if let Some(text) = fits(SHIFT_JIS, 'ぁ'..='鿿').filter(|_| low_of_high * 5 > high) {
            (text, SHIFT_JIS)
        } else if let Some(text) = fits(EUC_KR, '가'..='힣') {
            (text, EUC_KR)
        } else {
            (
                WINDOWS_1252.decode_without_bom_handling(bytes).0,
                WINDOWS_1252,
            )
        };
    Ok(Text {
        text,
        encoding: encoding.name(),
    })
}

fn strictly<'a>(
    file: &str,
    encoding: &'static Encoding,
    bytes: &'a [u8],
) -> Result<Text<'a>, Error> {
    match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => Ok(Text {
            text,
            encoding: encoding.name(),
        }),
        None => Err(Error::NotText {
            file: file.to_owned(),
            problem: format!(
                "it says that it is {} and breaks its rules; it may be cut off or damaged",
                encoding.name()
            ),
        }),
    }
}

/// The encoding that an XML declaration names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(200)];
    let declaration = start.strip_prefix(b"<?xml")?;
    let end = memchr::memmem::find(declaration, b"?>")?;
    let declaration = std::str::from_utf8(&declaration[..end]).ok()?;
    let (_, rest) = declaration.split_once("encoding")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest
        .chars()
        .next()
        .filter(|letter| matches!(letter, '"' | '\''))?;
    let (label, _) = rest[1..].split_once(quote)?;
    Encoding::for_label(label.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, &'static str) {
        let text = decode("a file", bytes).expect("text");
        (text.text.into_owned(), text.encoding)
    }

    #[test]
    fn every_encoding_that_publishers_use_is_read() {
        let utf_16: Vec<u8> = "\u{feff}<a>é</a>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(read(&utf_16), ("<a>é</a>".to_owned(), "UTF-16LE"));
        let unmarked: Vec<u8> = "<a>é</a>"
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        assert_eq!(read(&unmarked), ("<a>é</a>".to_owned(), "UTF-16BE"));
        assert_eq!(
            read("\u{feff}Name".as_bytes()),
            ("Name".to_owned(), "UTF-8")
        );
        assert_eq!(
            read(b"caf\xe9;Z\xfcrich"),
            ("café;Zürich".to_owned(), "windows-1252")
        );
        assert_eq!(
            read(b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>").0,
            "<?xml version='1.0' encoding='ISO-8859-1'?><a>é</a>"
        );
        for (encoding, words) in [
            (SHIFT_JIS, "名称,テロリスト等,平壌"),
            (EUC_KR, "성명,김응순,평양"),
        ] {
            let (bytes, _, _) = encoding.encode(words);
            assert_eq!(read(&bytes), (words.to_owned(), encoding.name()));
        }
    }

    #[test]
    fn what_is_no_text_is_named() {
        let broken = decode(
            "a.xml",
            b"<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>\xff</a>",
        )
        .expect_err("not UTF-8");
        assert!(broken.to_string().contains("declares UTF-8"), "{broken}");
        assert!(decode("a.bin", b"\x7fELF\0\0\0\xff").is_err());
    }
}
