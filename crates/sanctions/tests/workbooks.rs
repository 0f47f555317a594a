//! Lists that come as workbooks or as tables told by the words of their header, and workbooks that are traps.

use bonafide_sanctions::{File, Format, Options, Precision, Schema, read};

/// A workbook with one sheet, packed without compression, as the smallest archive that holds one.
fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    let mut sheet = String::from("<worksheet xmlns=\"x\"><sheetData>");
    for (number, row) in rows.iter().enumerate() {
        sheet.push_str(&format!("<row r=\"{}\">", number + 1));
        for (place, text) in row.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let column = char::from(b'A' + u8::try_from(place).expect("few columns"));
            sheet.push_str(&format!(
                "<c r=\"{column}{}\" t=\"inlineStr\"><is><t>{text}</t></is></c>",
                number + 1
            ));
        }
        sheet.push_str("</row>");
    }
    sheet.push_str("</sheetData></worksheet>");
    let book =
        "<workbook><sheets><sheet name=\"list\" sheetId=\"1\"/></sheets></workbook>".to_owned();
    archive(&[
        ("xl/workbook.xml", 0, book.as_bytes()),
        ("xl/worksheets/sheet1.xml", 0, sheet.as_bytes()),
    ])
}

fn archive(files: &[(&str, u16, &[u8])]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, method, content) in files {
        let start = u32::try_from(bytes.len()).expect("a small file");
        let length = u32::try_from(content.len()).expect("a small file");
        let name_length = u16::try_from(name.len()).expect("a short name");
        let common = |out: &mut Vec<u8>| {
            for field in [20, 0, *method, 0, 0] {
                out.extend(u16::to_le_bytes(field));
            }
            for field in [0, length, length] {
                out.extend(u32::to_le_bytes(field));
            }
            out.extend(name_length.to_le_bytes());
            out.extend(0_u16.to_le_bytes());
        };
        directory.extend(b"PK\x01\x02\x14\x00");
        common(&mut directory);
        directory.extend([0; 10]);
        directory.extend(start.to_le_bytes());
        directory.extend(name.as_bytes());
        bytes.extend(b"PK\x03\x04");
        common(&mut bytes);
        bytes.extend(name.as_bytes());
        bytes.extend(*content);
    }
    let start = u32::try_from(bytes.len()).expect("a small file");
    let count = u16::try_from(files.len()).expect("few files");
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend(count.to_le_bytes());
    bytes.extend(count.to_le_bytes());
    bytes.extend(
        u32::try_from(directory.len())
            .expect("a small file")
            .to_le_bytes(),
    );
    bytes.extend(start.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

#[test]
fn the_japanese_workbook_is_read_with_its_scripts_and_eras() {
    let bytes = workbook(&[
        &["北朝鮮のミサイル又は大量破壊兵器計画に関連する者（個人）"],
        &[
            "告示日付",
            "告示番号",
            "日 本 語 表 記",
            "英 語 表 記",
            "別 名",
            "生 年 月 日",
            "国 籍",
            "旅 券 番 号",
            "そ の 他 の 情 報",
        ],
        &[
            "令和7年8月27日",
            "第1号",
            "見本太郎",
            "Example Invented",
            "(a) One Example (b) ミホン",
            "昭和45年3月2日",
            "北朝鮮",
            "不明",
            "XBT 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
        ],
    ]);
    let list = read(
        &[File {
            name: "mof.xlsx",
            bytes: &bytes,
        }],
        &Options::default(),
    )
    .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(
        (list.about.format, list.parties.len()),
        (Format::JapanMof, 1)
    );
    let party = &list.parties[0];
    assert_eq!(
        (party.schema, party.primary_name()),
        (Schema::Person, "Example Invented")
    );
    assert_eq!(
        party.listed_on.map(|day| day.to_string()).as_deref(),
        Some("2025-08-27")
    );
    assert_eq!(
        party.births[0]
            .earliest
            .map(|day| day.to_string())
            .as_deref(),
        Some("1970-03-02")
    );
    assert_eq!(party.countries[0].code.as_deref(), Some("KP"));
    let scripts: Vec<_> = party
        .names
        .iter()
        .map(|name| name.script.as_deref().unwrap_or_default())
        .collect();
    assert_eq!(scripts, ["Latn", "Latn", "Kana", "Hani"]);
    assert_eq!(party.wallets.len(), 1);
    assert!(
        list.counts.is_complete() && list.counts.unread() == 0,
        "{}",
        list.counts
    );
}

#[test]
fn korean_and_japanese_tables_are_read_by_their_headers() {
    let korean = "연번,구분,성명,영문명,별칭,생년월일,국적,여권번호,지정일,비고\n1,개인,김보기,KIM Bogi,가명,1970년경,북한,A0000001,2025-08-27,만든 항목\n";
    let (bytes, _, _) = encoding_rs::EUC_KR.encode(korean);
    let list = read(
        &[File {
            name: "kr.csv",
            bytes: &bytes,
        }],
        &Options::default(),
    )
    .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(
        (list.about.format, list.about.files[0].encoding.as_str()),
        (Format::Korea, "EUC-KR")
    );
    let party = &list.parties[0];
    assert_eq!(
        (party.schema, party.births[0].precision),
        (Schema::Person, Precision::Circa)
    );
    assert_eq!(party.names.len(), 3);
    assert!(
        list.counts.is_complete() && list.counts.unread() == 0,
        "{}",
        list.counts
    );
    let meti = "No.,Country or Region,Company or Organization,Also Known As,Type of WMD\n1,North Korea,Invented Trading,Invented One・Invented Two,\"B,C,M,N\"\n";
    let list = read(
        &[File {
            name: "eul.csv",
            bytes: meti.as_bytes(),
        }],
        &Options::default(),
    )
    .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(
        (list.about.format, list.parties[0].names.len()),
        (Format::JapanMeti, 3)
    );
}

#[test]
fn the_end_user_list_is_read_with_the_two_languages_of_its_header_and_cells() {
    let bytes = workbook(&[
        &["外国ユーザーリスト / End User List"],
        &[
            "No.",
            "国名、地域名\nCountry or Region",
            "企業名、組織名\nCompany or Organization",
            "別名\nAlso Known As",
            "懸念区分\nType of WMD",
        ],
        &[
            "1",
            "北朝鮮\nNorth Korea",
            "Invented Trading Corporation (見本貿易会社)",
            "・Invented Corp\n・Sample Trading",
            "核\nN",
        ],
    ]);
    let list = read(
        &[File {
            name: "eul.xlsx",
            bytes: &bytes,
        }],
        &Options::default(),
    )
    .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(
        (list.about.format, list.parties.len()),
        (Format::JapanMeti, 1)
    );
    let party = &list.parties[0];
    let names: Vec<&str> = party.names.iter().map(|name| name.text.as_str()).collect();
    for wanted in ["見本貿易会社", "Invented Corp", "Sample Trading"] {
        assert!(names.contains(&wanted), "{wanted}: {names:?}");
    }
    assert!(
        names.contains(&"Invented Trading Corporation"),
        "the name without what stands in brackets: {names:?}"
    );
    let codes: Vec<_> = party
        .countries
        .iter()
        .map(|country| country.code.as_deref())
        .collect();
    assert!(codes.contains(&Some("KP")), "{:?}", party.countries);
    assert_eq!(list.counts.unread(), 0, "{}", list.counts);
}

#[test]
fn a_workbook_that_explodes_is_refused() {
    let mut packer = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut packer, &vec![b' '; 64 << 20]).expect("memory");
    let bomb = packer.finish().expect("memory");
    // The archive says that the file is small; what counts is what comes out of it.
    let bytes = archive(&[
        ("xl/workbook.xml", 0, b"<workbook/>"),
        ("xl/worksheets/sheet1.xml", 8, &bomb),
    ]);
    let error = read(
        &[File {
            name: "bomb.xlsx",
            bytes: &bytes,
        }],
        &Options::default(),
    )
    .expect_err("a bomb");
    assert!(
        matches!(error, bonafide_sanctions::Error::Refused { .. }),
        "{error}"
    );
    assert!(error.to_string().contains("bomb.xlsx"), "{error}");
}

#[test]
fn a_workbook_that_points_to_one_long_text_over_and_over_is_refused() {
    let shared = format!("<sst><si><t>{}</t></si></sst>", "a".repeat(1 << 20));
    let rows: String = (1..=1_000)
        .map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>"))
        .collect();
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let bytes = archive(&[
        ("xl/workbook.xml", 0, b"<workbook/>"),
        ("xl/sharedStrings.xml", 0, shared.as_bytes()),
        ("xl/worksheets/sheet1.xml", 0, sheet.as_bytes()),
    ]);
    let error = read(
        &[File {
            name: "shared.xlsx",
            bytes: &bytes,
        }],
        &Options::default(),
    )
    .expect_err("a bomb");
    assert!(
        error.to_string().contains("more text than any list has"),
        "{error}"
    );
}
