//! Hostile sanctions lists: each ends in a sentence, and the list that is stored stays in force.

use std::fs;

use bonafide_lists::{AddOptions, Kind, Store};
use tempfile::TempDir;

const GOOD: &str = "<sdnList><sdnEntry><uid>1</uid><lastName>Oru</lastName><firstName>Vane</firstName><sdnType>Individual</sdnType><programList><program>DPRK2</program></programList><idList><id><uid>2</uid><idType>Passport</idType><idNumber>AB7301946</idNumber></id></idList></sdnEntry></sdnList>";
const FIELD: usize = 200 << 20;

struct InForce {
    _folder: TempDir,
    store: Store,
    sha256: String,
    file: String,
}

impl InForce {
    fn new() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let store = Store::open(folder.path().join("store")).expect("a new store");
        let path = folder.path().join("list");
        let file = path.to_str().expect("UTF-8").to_owned();
        fs::write(&path, GOOD).expect("ours");
        let added = store
            .add(Kind::Sanctions, "sdn", &file, &AddOptions::default())
            .expect("a good list");
        Self {
            sha256: added.artefact().sha256.clone(),
            _folder: folder,
            store,
            file,
        }
    }

    /// Offers the bytes as the new version of the list; gives back the sentence with which they are refused.
    fn refused(&self, what: &str, bytes: &[u8]) -> String {
        self.refused_with(&AddOptions::default(), what, bytes)
    }

    fn refused_with(&self, options: &AddOptions, what: &str, bytes: &[u8]) -> String {
        fs::write(&self.file, bytes).expect("ours");
        let outcome = self.store.update("sdn", options);
        let message = outcome.expect_err(what).to_string();
        assert!(message.len() < 1_500, "{what}: {} bytes", message.len());
        let state = self.store.status().expect("readable");
        assert_eq!(
            (state.len(), &state[0].artefact.sha256, state[0].is_present),
            (1, &self.sha256, true),
            "{what}"
        );
        let lists = self.store.load_all().expect("the old list is whole");
        let found = lists.listings("document", "AB7301946", None).count();
        assert_eq!(found, 1, "{what}: the old list is in force");
        message
    }
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    zstd::bulk::compress(bytes, 1).expect("memory")
}

fn entry(inner: &str) -> Vec<u8> {
    format!("<sdnList><sdnEntry><uid>1</uid>{inner}</sdnEntry></sdnList>").into_bytes()
}

#[test]
fn entities_and_depth_are_refused() {
    let list = InForce::new();
    let mut bomb = String::from("<!DOCTYPE sdnList [<!ENTITY e0 \"lol\">");
    for level in 1..10 {
        let inner = format!("&e{};", level - 1).repeat(10);
        bomb.push_str(&format!("<!ENTITY e{level} \"{inner}\">"));
    }
    bomb.push_str("]><sdnList><sdnEntry><uid>&e9;</uid></sdnEntry></sdnList>");
    let message = list.refused("entity bomb", bomb.as_bytes());
    assert!(message.contains("document type"), "{message}");
    let file = "<!DOCTYPE sdnList [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><sdnList><sdnEntry><uid>&x;</uid></sdnEntry></sdnList>";
    let message = list.refused("a file drawn in", file.as_bytes());
    assert!(message.contains("document type"), "{message}");
    let message = list.refused("unknown entity", &entry("<lastName>&e9;</lastName>"));
    assert!(message.contains("&e9;"), "{message}");
    for depth in [60, 100_000] {
        let deep = format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
        let message = list.refused("deep elements", &entry(&deep));
        assert!(message.contains("nested"), "{message}");
        let outside = format!("<sdnList>{}", "<sdnList>".repeat(depth));
        list.refused("deep roots", outside.as_bytes());
    }
    let json = format!(
        "{{\"id\":\"1\",\"schema\":\"Person\",\"properties\":{{\"name\":{}{}}}}}\n",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    list.refused("deep JSON", json.as_bytes());
    let snapshot = format!("{{\"OFAC\":{}", "{\"1\":".repeat(100_000));
    list.refused("deep snapshot", snapshot.as_bytes());
}

#[test]
fn other_encodings_and_cut_files_are_refused() {
    let list = InForce::new();
    let declared = [
        b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>".as_slice(),
        &entry("<lastName>Or\u{fb}</lastName>")
            .iter()
            .flat_map(|byte| if *byte == 0xbb { vec![] } else { vec![*byte] })
            .collect::<Vec<u8>>(),
    ]
    .concat();
    let message = list.refused("half a letter", &declared);
    assert!(message.contains("UTF-8"), "{message}");
    let mut utf_16: Vec<u8> = format!("\u{feff}{GOOD}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    utf_16.pop();
    let message = list.refused("half of a UTF-16 letter", &utf_16);
    assert!(message.contains("UTF-16"), "{message}");
    list.refused("zero bytes", &[GOOD.as_bytes(), &[0; 40]].concat());
    list.refused("noise", &[0xff, 0xfe, 0xfd, 0x00, 0xd8, 0x00, 0xdc, 0x01]);
    list.refused("nothing", b"");
    for part in [10, 30, 60, 90, 99] {
        let cut = &GOOD[..GOOD.len() * part / 100];
        list.refused("a cut list", cut.as_bytes());
    }
    let whole = packed(GOOD.as_bytes());
    list.refused("a cut Zstandard file", &whole[..whole.len() - 3]);
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packer, GOOD.as_bytes()).expect("memory");
    let whole = packer.finish().expect("memory");
    list.refused("a cut gzip file", &whole[..whole.len() - 9]);
}

#[test]
fn bombs_stop_at_the_limit() {
    let list = InForce::new();
    let mut options = AddOptions::default();
    options.limits.bytes = 64 << 20;
    let spaces = vec![b' '; 256 << 20];
    let bomb = packed(&spaces);
    assert!(bomb.len() < 1 << 20, "a small file");
    let message = list.refused_with(&options, "Zstandard bomb", &bomb);
    assert!(message.contains("decompressed"), "{message}");
    // Members of a gzip file follow each other, each of them harmless.
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut packer, &spaces[..8 << 20]).expect("memory");
    let member = packer.finish().expect("memory");
    let message = list.refused_with(&options, "gzip bomb", &member.repeat(32));
    assert!(message.contains("decompressed"), "{message}");
    let inner = packed(&bomb);
    list.refused_with(&options, "a bomb in a bomb", &inner);
    let message = list.refused_with(&options, "a workbook", &workbook(&spaces));
    assert!(message.contains("unpacks to far more"), "{message}");
    let workbook = workbook(&spaces);
    list.refused_with(&options, "a cut workbook", &workbook[..workbook.len() - 30]);
}

/// A workbook of one packed sheet that says of itself that it is small.
fn workbook(sheet: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut packer, sheet).expect("memory");
    let packed = packer.finish().expect("memory");
    let name = b"xl/worksheets/sheet1.xml";
    let length = u32::try_from(packed.len())
        .expect("a small file")
        .to_le_bytes();
    let mut common = vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    common.extend([length, length].concat());
    common.extend([u8::try_from(name.len()).expect("short"), 0, 0, 0]);
    let file = [b"PK\x03\x04".as_slice(), &common, name, &packed].concat();
    let entry = [b"PK\x01\x02\x14\x00".as_slice(), &common, &[0; 14], name].concat();
    let start = u32::try_from(file.len())
        .expect("a small file")
        .to_le_bytes();
    let size = u32::try_from(entry.len())
        .expect("a small entry")
        .to_le_bytes();
    let end = [
        b"PK\x05\x06\0\0\0\0\x01\0\x01\0".as_slice(),
        &size,
        &start,
        &[0, 0],
    ]
    .concat();
    [file, entry, end].concat()
}

#[test]
fn a_field_of_two_hundred_megabytes_is_refused() {
    let list = InForce::new();
    let long = "A".repeat(FIELD);
    let shapes: [(&str, String); 6] = [
        (
            "a text of XML",
            format!(
                "<sdnList><sdnEntry><uid>1</uid><lastName>{long}</lastName></sdnEntry></sdnList>"
            ),
        ),
        (
            "an attribute of an entry",
            format!(
                "<export xmlns=\"http://eu.europa.ec/fpi/fsd/export\"><sanctionEntity euReferenceNumber=\"EU.1\" logicalId=\"{long}\"/></export>"
            ),
        ),
        (
            "a cell of the main file",
            format!(
                "1,\"{long}\",\"individual\",\"DPRK2\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n"
            ),
        ),
        (
            "a cell of a plain table",
            format!("id,schema,name\n1,person,{long}\n"),
        ),
        (
            "a line of JSON",
            format!(
                "{{\"id\":\"1\",\"schema\":\"Person\",\"properties\":{{\"name\":[\"{long}\"]}}}}\n"
            ),
        ),
        (
            "a name of a snapshot",
            format!("{{\"OFAC\":{{\"1\":[\"{long}\",\"DPRK2\",\"person\"]}}}}"),
        ),
    ];
    for (what, text) in shapes {
        let message = list.refused(what, &packed(text.as_bytes()));
        assert!(message.contains("no publisher"), "{what}: {message}");
    }
    let korean = format!("연번,성명,생년월일,국적\n1,{long},1970,북한\n");
    list.refused("a cell of a Korean table", &packed(korean.as_bytes()));
}
