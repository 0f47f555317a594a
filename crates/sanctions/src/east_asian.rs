//! The lists of Japan and the Republic of Korea: sheets whose columns are told by the words of their header.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::list::{About, SanctionsList};
use crate::mapped::{self, Field};
use crate::source::cell;
use crate::source::ledger::{Ledger, PathId};
use crate::source::table::GREATEST_CELL;
use crate::source::workbook::{Cells, Sheet, serial_day};
use crate::{CountryRole, Format, IdentifierKind, ListedWallet, Party, Schema, date, script};

/// How many rows from the top a header is looked for.
const HEADER_WITHIN: usize = 15;

/// Tells the list by the words of a header.
pub(crate) fn format_of(sheets: &[Sheet]) -> Option<Format> {
    let rows = sheets
        .iter()
        .flat_map(|sheet| sheet.rows.iter().take(HEADER_WITHIN));
    rows.into_iter().find_map(format_of_row)
}

fn format_of_row(row: &Cells) -> Option<Format> {
    let words: Vec<String> = row.cells.values().map(|text| squashed(text)).collect();
    let has = |wanted: &str| words.iter().any(|word| word.contains(wanted));
    if has("告示日付") {
        Some(Format::JapanMof)
    } else if has("companyororganization") || has("企業名、組織名") {
        Some(Format::JapanMeti)
    } else {
        let is_name = ["성명", "명칭", "한글명", "이름"]
            .iter()
            .any(|name| has(name));
        let is_list = ["생년월일", "지정일", "국적", "별칭", "여권번호", "제재"]
            .iter()
            .any(|name| has(name));
        (is_name && is_list).then_some(Format::Korea)
    }
}

/// A word without any space, in small letters: headers are spread out to fill their cells ("日 本 語 表 記").
fn squashed(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}

/// What a column of any of these lists holds, by the start of its squashed header; the first that fits counts.
fn field(header: &str) -> Option<Field> {
    use IdentifierKind as K;
    let word = squashed(header);
    let table: [(&[&str], Field); 27] = [
        (
            &[
                "英語表記",
                "companyororganization",
                "企業名、組織名",
                "영문명",
                "영문성명",
                "영문",
                "로마자",
            ],
            Field::Name,
        ),
        (
            &[
                "日本語表記",
                "한글명",
                "한글",
                "성명",
                "명칭",
                "이름",
                "대상자명",
                "원어명",
            ],
            Field::OriginalName,
        ),
        (&["한자"], Field::OriginalName),
        (&["確定に十分でない別名"], Field::WeakAlias),
        (
            &["過去の別名", "以前の別名", "旧称", "이전명", "구명칭"],
            Field::FormerName,
        ),
        (&["別称・旧称"], Field::Alias),
        (
            &[
                "確定可能な別名",
                "別名",
                "別称",
                "alsoknownas",
                "별칭",
                "별명",
                "이명",
                "가명",
            ],
            Field::Alias,
        ),
        (&["称号"], Field::Title),
        (&["役職", "肩書", "직책", "직위"], Field::Position),
        (&["生年月日", "생년월일", "출생일"], Field::BirthDate),
        (&["出生地", "출생지"], Field::BirthPlace),
        (&["国籍", "국적"], Field::Country(CountryRole::Nationality)),
        (&["性別", "성별"], Field::Gender),
        (
            &["旅券番号", "여권번호", "여권"],
            Field::Identifier(K::Passport),
        ),
        (
            &[
                "id番号",
                "ｉｄ番号",
                "身分証番号",
                "身分登録番号",
                "신분증번호",
                "주민번호",
            ],
            Field::Identifier(K::NationalId),
        ),
        (&["imo"], Field::Identifier(K::Imo)),
        (&["電話", "전화"], Field::Identifier(K::Phone)),
        (&["fax", "팩스"], Field::Identifier(K::Phone)),
        (
            &["国連参照番号", "유엔번호", "un번호"],
            Field::Identifier(K::ListReference),
        ),
        (
            &["住所", "所在地", "活動地域・住所", "주소", "소재지"],
            Field::Address,
        ),
        (
            &["活動地域", "countryorregion", "国名、地域名", "국가"],
            Field::Country(CountryRole::Unspecified),
        ),
        (&["告示日付", "지정일", "등재일", "고시일"], Field::ListedOn),
        (
            &[
                "国連制裁委員会による指定日",
                "国連制裁員会による指定日",
                "リスト掲載日",
            ],
            Field::Detail("listed by the United Nations".to_owned()),
        ),
        (
            &[
                "告示番号",
                "고시번호",
                "指定の根拠",
                "決議1483上の根拠",
                "근거",
                "지정근거",
            ],
            Field::LegalBasis,
        ),
        (
            &[
                "typeofwmd",
                "懸念区分",
                "제재사유",
                "지정사유",
                "사유",
                "その他の情報",
                "詳細",
                "비고",
                "기타",
            ],
            Field::Remark,
        ),
        (&["구분", "유형", "종류"], Field::Schema),
        (
            &["no.", "no", "番号", "연번", "번호", "순번"],
            Field::Ignore,
        ),
    ];
    let exact = table
        .iter()
        .find(|(words, _)| words.contains(&word.as_str()));
    let starts = || {
        table
            .iter()
            .find(|(words, _)| words.iter().any(|start| word.starts_with(start)))
    };
    exact.or_else(starts).map(|(_, field)| field.clone())
}

pub(crate) fn read(file: &str, sheets: &[Sheet]) -> Result<SanctionsList, Error> {
    let format = format_of(sheets).ok_or_else(|| Error::Unrecognised {
        file: file.to_owned(),
        found: "a workbook without a header that is known".to_owned(),
    })?;
    let (list, title, publisher) = match format {
        Format::JapanMof => (
            "jp_mof",
            "Targets of asset freezes under the Foreign Exchange Act",
            "Japan, Ministry of Finance",
        ),
        Format::JapanMeti => (
            "jp_meti",
            "End User List",
            "Japan, Ministry of Economy, Trade and Industry",
        ),
        _ => (
            "kr",
            "Persons whose financial transactions are restricted",
            "Republic of Korea",
        ),
    };
    let about = About {
        list: list.to_owned(),
        title: title.to_owned(),
        publisher: publisher.to_owned(),
        format,
        published: None,
        files: Vec::new(),
    };
    let mut ledger = Ledger::new(&[]);
    let mut parties = Vec::new();
    for row in sheets.iter().flat_map(|sheet| &sheet.rows) {
        if row.cells.values().any(|cell| cell.len() > GREATEST_CELL) {
            return Err(Error::Refused {
                file: file.to_owned(),
                place: format!("row {}", row.number),
                problem: "a cell of more than a megabyte".to_owned(),
            });
        }
    }
    for sheet in sheets {
        read_sheet(sheet, &about, &mut parties, &mut ledger);
    }
    Ok(SanctionsList::finish(about, parties, ledger.finish()))
}

fn read_sheet(sheet: &Sheet, about: &About, parties: &mut Vec<Party>, ledger: &mut Ledger) {
    let header = sheet
        .rows
        .iter()
        .take(HEADER_WITHIN)
        .position(|row| format_of_row(row) == Some(about.format));
    let Some(header) = header else {
        for row in &sheet.rows {
            for text in row.cells.values() {
                let root = ledger.root("(sheet without a header that is known)");
                ledger.unread(root, text);
            }
        }
        return;
    };
    // Rows above the header say which measure the sheet is about.
    let section: Vec<&str> = sheet.rows[..header]
        .iter()
        .flat_map(|row| row.cells.values().map(|text| text.trim()))
        .collect();
    let section = section.join(" / ");
    let root = ledger.root(about.list.as_str());
    let columns: BTreeMap<usize, (Option<Field>, PathId)> = sheet.rows[header]
        .cells
        .iter()
        .map(|(place, name)| {
            (
                *place,
                (
                    field(name),
                    ledger.below(root, &crate::name::one_line(name)),
                ),
            )
        })
        .collect();
    for row in &sheet.rows[header + 1..] {
        parties.extend(read_row(
            row,
            &columns,
            &section,
            &sheet.name,
            about,
            ledger,
        ));
    }
}

fn read_row(
    row: &Cells,
    columns: &BTreeMap<usize, (Option<Field>, PathId)>,
    section: &str,
    sheet: &str,
    about: &About,
    ledger: &mut Ledger,
) -> Option<Party> {
    let mut party = Party::new(about.list.as_str(), "", schema_of(section));
    // The kind comes first: how a name is read hangs on it.
    let mut cells: Vec<(&Field, PathId, &str)> = Vec::new();
    for (place, text) in &row.cells {
        match columns.get(place) {
            Some((Some(field), path)) => cells.push((field, *path, text.trim())),
            Some((None, path)) => {
                ledger.unread(*path, text);
                party.detail("(column that is not understood)", text);
            }
            None => {
                let root = ledger.root("(column without a header)");
                ledger.unread(root, text);
                party.remark(text);
            }
        }
    }
    cells.sort_by_key(|(field, _, _)| **field != Field::Schema);
    for (field, path, text) in cells {
        if matches!(text, "不明" | "-" | "－" | "불명" | "미상") {
            ledger.ignored_because(path, "the list says that it does not know");
            continue;
        }
        if *field == Field::Ignore {
            ledger.ignored_because(path, "the number of the row");
            continue;
        }
        take(&mut party, field, text, about.format);
        ledger.used(path);
    }
    if party.names.is_empty() {
        // A row of a heading within the sheet, or a foot note.
        if !party.remarks.is_empty() || !party.details.is_empty() {
            ledger.note(format!("{sheet}, row {}: no name in it", row.number));
        }
        return None;
    }
    let is_person =
        party.schema == Schema::Unknown && (!party.births.is_empty() || !party.genders.is_empty());
    if is_person {
        party.schema = Schema::Person;
    }
    if !section.is_empty() {
        party.programmes.push(crate::name::one_line(section));
    }
    party.id = id_of(&party);
    Some(party)
}

fn schema_of(section: &str) -> Schema {
    if section.contains("（個人）") || section.contains("(個人)") {
        Schema::Person
    } else if section.contains("（団体）") || section.contains("(団体)") {
        Schema::Organisation
    } else {
        Schema::Unknown
    }
}

fn take(party: &mut Party, field: &Field, text: &str, format: Format) {
    match field {
        Field::Schema => {
            party.schema = match text {
                "개인" | "個人" => Schema::Person,
                "단체" | "기관" | "법인" | "団体" => Schema::Organisation,
                "선박" | "船舶" => Schema::Vessel,
                _ => party.schema,
            };
        }
        Field::ListedOn => {
            for value in text.lines() {
                match date::day(value).or_else(|| serial_day(value)) {
                    Some(day) => party.listed(Some(day)),
                    None => party.detail("listed", value),
                }
            }
        }
        Field::BirthDate => {
            for value in values(text) {
                let day = serial_day(value).map(|day| day.to_string());
                party
                    .births
                    .extend(crate::Birth::read(day.as_deref().unwrap_or(value)));
            }
        }
        Field::Remark => {
            party.remark(text);
            wallets_in(party, text);
        }
        // The End User List writes a name in Latin letters with its own script in brackets behind it.
        Field::Name if format == Format::JapanMeti => {
            for value in values(text) {
                let (name, original) = with_original(value);
                mapped::take(party, field, name);
                mapped::take(party, &Field::OriginalName, original);
            }
        }
        // Aliases of the End User List are parted by a middle dot.
        Field::Alias if format == Format::JapanMeti => {
            for value in text.split(['・', '\n', ';']) {
                mapped::take(party, field, value);
            }
        }
        _ => {
            for value in values(text) {
                mapped::take(party, field, value);
            }
        }
    }
}

/// "Example Trading (見本貿易)" is a name in two scripts; any other text is one name.
fn with_original(text: &str) -> (&str, &str) {
    let Some(inside) = text.trim().strip_suffix([')', '）']) else {
        return (text, "");
    };
    match inside.rsplit_once(['(', '（']) {
        Some((name, original)) if name.is_ascii() && is_foreign(original) => {
            (name.trim(), original)
        }
        _ => (text, ""),
    }
}

fn is_foreign(text: &str) -> bool {
    let mut letters = text
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .peekable();
    letters.peek().is_some() && letters.all(script::is_foreign)
}

/// Lines, enumerated values, and values parted by the marks of the region.
fn values(text: &str) -> Vec<&str> {
    text.split(['\n', ';', '；'])
        .flat_map(cell::enumerated)
        .filter(|value| !value.is_empty())
        .collect()
}

/// Addresses of digital currencies stand in the prose; only those with a checksum are believed.
fn wallets_in(party: &mut Party, text: &str) {
    for word in text
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| word.len() >= 26)
    {
        let has_checksum = matches!(
            bonafide_signals::wallet::detect(word).map(|wallet| wallet.chain.as_str()),
            Some("bitcoin" | "ethereum" | "tron" | "litecoin")
        );
        if has_checksum {
            party.wallets.extend(ListedWallet::new("", word));
        }
    }
}

/// The lists give no number that stays; the names do.
fn id_of(party: &Party) -> String {
    let mut names: Vec<&str> = party
        .names
        .iter()
        .filter(|name| {
            matches!(
                name.kind,
                crate::NameKind::Primary | crate::NameKind::Original
            )
        })
        .map(|name| name.text.as_str())
        .collect();
    if names.is_empty() {
        names = party.names.iter().map(|name| name.text.as_str()).collect();
    }
    names.sort_unstable();
    let digest = Sha256::digest(names.join("\n").as_bytes());
    digest[..6]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// A delimited table as a sheet, for lists that are published as either.
pub(crate) fn sheet_of(text: &str) -> Sheet {
    let mut reader = crate::source::table::reader(text, b',');
    let mut record = csv::StringRecord::new();
    let mut rows = Vec::new();
    while let Ok(true) = reader.read_record(&mut record) {
        let cells: BTreeMap<usize, String> = record
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.trim().is_empty())
            .map(|(place, cell)| (place, cell.to_owned()))
            .collect();
        if !cells.is_empty() {
            rows.push(Cells {
                number: record.position().map_or(0, csv::Position::line),
                cells,
            });
        }
    }
    Sheet {
        name: "table".to_owned(),
        rows,
    }
}

/// A sheet as a delimited table, so that a mapping reads workbooks too.
pub(crate) fn table_of(sheet: &Sheet) -> String {
    let width = sheet
        .rows
        .iter()
        .flat_map(|row| row.cells.keys())
        .max()
        .map_or(0, |last| last + 1);
    let mut text = String::new();
    for row in &sheet.rows {
        for place in 0..width {
            let cell = row.cells.get(&place).map_or("", String::as_str);
            text.push_str(if place == 0 { "\"" } else { ",\"" });
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        }
        text.push('\n');
    }
    text
}
