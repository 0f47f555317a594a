//! XML, one entry at a time: each becomes a small bounded tree, and the tree knows what was taken out of it.

use std::borrow::Cow;
use std::cell::Cell;
use std::rc::Rc;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::ledger::{Ledger, PathId};
use crate::error::Error;

/// An entry with more text than this is no honest entry.
const GREATEST_ENTRY: usize = 8 << 20;
/// An entry with more elements than this neither.
const MOST_ELEMENTS: usize = 200_000;
/// An element with more attributes than this neither.
const MOST_ATTRIBUTES: usize = 200;
/// Elements do not nest deeper than this in any list.
const DEEPEST: usize = 48;

/// An element of an entry. What is asked of it counts as used.
#[derive(Debug)]
pub(crate) struct Element<'a> {
    name: Rc<str>,
    path: PathId,
    text: Cow<'a, str>,
    attributes: Vec<Attribute>,
    pub(crate) children: Vec<Element<'a>>,
    used: Cell<bool>,
}

#[derive(Debug)]
struct Attribute {
    name: Rc<str>,
    path: PathId,
    value: String,
    used: Cell<bool>,
}

impl<'a> Element<'a> {
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The text, trimmed.
    pub(crate) fn text(&self) -> &str {
        self.used.set(true);
        self.text.trim()
    }

    /// The text as it stands, with outer space.
    pub(crate) fn raw_text(&self) -> &str {
        self.used.set(true);
        &self.text
    }

    /// The text of the first child of a name; empty where there is none.
    pub(crate) fn value(&self, name: &str) -> &str {
        self.child(name).map_or("", Element::text)
    }

    /// The first child of a name.
    pub(crate) fn child(&self, name: &str) -> Option<&Element<'a>> {
        self.children.iter().find(|child| &*child.name == name)
    }

    /// Every child of a name.
    pub(crate) fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element<'a>> {
        self.children
            .iter()
            .filter(move |child| &*child.name == name)
    }

    /// Every element at a path of names below this one.
    pub(crate) fn at(&self, path: &[&str]) -> Vec<&Element<'a>> {
        let mut found = vec![self];
        for name in path {
            found = found
                .into_iter()
                .flat_map(|element| {
                    element
                        .children
                        .iter()
                        .filter(|child| &*child.name == *name)
                })
                .collect();
        }
        found
    }

    /// The value of an attribute, trimmed; empty where there is none.
    pub(crate) fn attribute(&self, name: &str) -> &str {
        self.attributes
            .iter()
            .find(|attribute| &*attribute.name == name)
            .map_or("", |attribute| {
                attribute.used.set(true);
                attribute.value.trim()
            })
    }

    fn settle(&self, ledger: &mut Ledger) {
        let text = self.text.trim();
        if !text.is_empty() {
            if self.used.get() {
                ledger.used(self.path);
            } else {
                ledger.left(self.path, text);
            }
        } else if self.children.is_empty() && self.attributes.is_empty() {
            ledger.empty(self.path);
        }
        for attribute in &self.attributes {
            if attribute.value.trim().is_empty() {
                ledger.empty(attribute.path);
            } else if attribute.used.get() {
                ledger.used(attribute.path);
            } else {
                ledger.left(attribute.path, &attribute.value);
            }
        }
        for child in &self.children {
            child.settle(ledger);
        }
    }
}

/// What a reader does with an element that opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// Look inside: its children are asked about in turn.
    Enter,
    /// Gather it with all that is in it, and hand it out.
    Gather,
}

/// Goes through a document. `step` says for each element outside of entries what to do, from its path (names from the
/// root on, joined by `/`); `each` gets every gathered element, and entered elements' attributes as a bare element.
pub(crate) fn walk<'a>(
    file: &str,
    text: &'a str,
    ledger: &mut Ledger,
    step: impl Fn(&str) -> Step,
    mut each: impl FnMut(&Element<'a>, &mut Ledger) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut reader = Reader::from_str(text);
    let mut path = String::new();
    let mut entered: Vec<(PathId, usize)> = Vec::new();
    let mut has_root = false;
    loop {
        let event = reader
            .read_event()
            .map_err(|error| problem(file, text, reader.error_position(), &error.to_string()))?;
        let here = reader.buffer_position();
        match event {
            Event::Start(start) => {
                has_root = true;
                let element = open(
                    file,
                    text,
                    here,
                    &start,
                    entered.last().map(|(id, _)| *id),
                    ledger,
                )?;
                let length = path.len();
                path.push('/');
                path.push_str(&element.name);
                if step(&path[1..]) == Step::Enter {
                    if entered.len() >= DEEPEST {
                        return Err(too_much(
                            file,
                            text,
                            here,
                            "elements nested deeper than in any list",
                        ));
                    }
                    entered.push((element.path, length));
                    each(&element, ledger)?;
                    if !element.attributes.is_empty() {
                        element.settle(ledger);
                    }
                } else {
                    let element = gather(file, text, &mut reader, element, ledger)?;
                    path.truncate(length);
                    each(&element, ledger)?;
                    element.settle(ledger);
                }
            }
            Event::Empty(start) => {
                has_root = true;
                let element = open(
                    file,
                    text,
                    here,
                    &start,
                    entered.last().map(|(id, _)| *id),
                    ledger,
                )?;
                each(&element, ledger)?;
                element.settle(ledger);
            }
            Event::End(_) => {
                if let Some((_, length)) = entered.pop() {
                    path.truncate(length);
                }
            }
            Event::Text(found) if !found.trim().is_empty() => {
                let id = match entered.last() {
                    Some((id, _)) => *id,
                    None => {
                        return Err(problem(
                            file,
                            text,
                            here,
                            "text outside of the root element",
                        ));
                    }
                };
                ledger.left(id, &found);
            }
            Event::CData(_) | Event::GeneralRef(_) => {
                if let Some((id, _)) = entered.last() {
                    ledger.left(*id, "text between elements");
                }
            }
            Event::DocType(_) => return Err(no_document_type(file, text, here)),
            Event::Eof => break,
            Event::Text(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    if !has_root {
        return Err(Error::Empty {
            file: file.to_owned(),
        });
    }
    if !entered.is_empty() {
        return Err(cut_off(file, text, &path));
    }
    Ok(())
}

/// Reads everything up to the end of an element that has been opened.
fn gather<'a>(
    file: &str,
    text: &'a str,
    reader: &mut Reader<&'a [u8]>,
    first: Element<'a>,
    ledger: &mut Ledger,
) -> Result<Element<'a>, Error> {
    let start = reader.buffer_position();
    let mut elements = 0_usize;
    let mut open_elements = vec![first];
    loop {
        let event = reader
            .read_event()
            .map_err(|error| problem(file, text, reader.error_position(), &error.to_string()))?;
        let here = reader.buffer_position();
        if (here - start) as usize > GREATEST_ENTRY || elements > MOST_ELEMENTS {
            return Err(too_much(
                file,
                text,
                start,
                "an entry larger than any list has",
            ));
        }
        let Some(current) = open_elements.last_mut() else {
            return Err(cut_off(file, text, ""));
        };
        match event {
            Event::Start(found) => {
                elements += 1;
                let child = open(file, text, here, &found, Some(current.path), ledger)?;
                if open_elements.len() >= DEEPEST {
                    return Err(too_much(
                        file,
                        text,
                        here,
                        "elements nested deeper than in any list",
                    ));
                }
                open_elements.push(child);
            }
            Event::Empty(found) => {
                elements += 1;
                let child = open(file, text, here, &found, Some(current.path), ledger)?;
                current.children.push(child);
            }
            Event::End(_) => {
                let done = open_elements.pop();
                match (done, open_elements.last_mut()) {
                    (Some(done), Some(parent)) => parent.children.push(done),
                    (Some(done), None) => return Ok(done),
                    (None, _) => return Err(cut_off(file, text, "")),
                }
            }
            Event::Text(found) => add(&mut current.text, found.xml10_content()),
            Event::CData(found) => add(&mut current.text, found.into_inner()),
            Event::GeneralRef(reference) => {
                let letter = reference
                    .resolve_char_ref()
                    .map_err(|error| problem(file, text, here, &error.to_string()))?;
                let name = reference.xml10_content();
                match (letter, resolve_predefined_entity(&name)) {
                    (Some(letter), _) => current.text.to_mut().push(letter),
                    (None, Some(known)) => current.text.to_mut().push_str(known),
                    (None, None) => {
                        let short: String = name.chars().take(40).collect();
                        return Err(problem(
                            file,
                            text,
                            here,
                            &format!("an entity &{short}; that XML does not know"),
                        ));
                    }
                }
            }
            Event::DocType(_) => return Err(no_document_type(file, text, here)),
            Event::Eof => {
                let names: Vec<&str> = open_elements.iter().map(Element::name).collect();
                return Err(cut_off(file, text, &names.join("/")));
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

fn add<'a>(text: &mut Cow<'a, str>, more: Cow<'a, str>) {
    if text.is_empty() {
        *text = more;
    } else {
        text.to_mut().push_str(&more);
    }
}

fn open<'a>(
    file: &str,
    text: &str,
    here: u64,
    start: &BytesStart<'_>,
    parent: Option<PathId>,
    ledger: &mut Ledger,
) -> Result<Element<'a>, Error> {
    let name = start.local_name();
    let name: &str = name.as_ref();
    let path = match parent {
        Some(parent) => ledger.below(parent, name),
        None => ledger.root(name),
    };
    let mut attributes = Vec::new();
    for attribute in start.attributes().with_checks(false) {
        if attributes.len() >= MOST_ATTRIBUTES {
            return Err(too_much(
                file,
                text,
                here,
                "more attributes than any list has",
            ));
        }
        let attribute = attribute.map_err(|error| problem(file, text, here, &error.to_string()))?;
        let name: &str = attribute.key.as_ref();
        // Namespaces and schema places say nothing of a party.
        if name.starts_with("xmlns") || name.starts_with("xsi:") {
            continue;
        }
        if attribute.value.len() > GREATEST_ENTRY {
            return Err(too_much(
                file,
                text,
                here,
                "an attribute larger than any entry",
            ));
        }
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| problem(file, text, here, &error.to_string()))?;
        let id = ledger.below(path, &format!("@{name}"));
        attributes.push(Attribute {
            name: Rc::from(name),
            path: id,
            value: value.into_owned(),
            used: Cell::new(false),
        });
    }
    Ok(Element {
        name: ledger.name(path),
        path,
        text: Cow::Borrowed(""),
        attributes,
        children: Vec::new(),
        used: Cell::new(false),
    })
}

fn line_of(text: &str, byte: u64) -> String {
    let byte = (byte as usize).min(text.len());
    let line = memchr::memchr_iter(b'\n', &text.as_bytes()[..byte]).count() + 1;
    format!("line {line}")
}

fn problem(file: &str, text: &str, byte: u64, problem: &str) -> Error {
    let problem: String = problem.chars().take(300).collect();
    Error::Broken {
        file: file.to_owned(),
        place: line_of(text, byte),
        problem,
    }
}

fn too_much(file: &str, text: &str, byte: u64, problem: &str) -> Error {
    Error::Refused {
        file: file.to_owned(),
        place: line_of(text, byte),
        problem: problem.to_owned(),
    }
}

fn no_document_type(file: &str, text: &str, byte: u64) -> Error {
    too_much(
        file,
        text,
        byte,
        "a document type, with which entities can be made to explode",
    )
}

fn cut_off(file: &str, text: &str, path: &str) -> Error {
    let path: String = path.trim_start_matches('/').chars().take(200).collect();
    Error::CutOff {
        file: file.to_owned(),
        place: line_of(text, text.len() as u64),
        problem: format!("<{path}> is never closed"),
    }
}
