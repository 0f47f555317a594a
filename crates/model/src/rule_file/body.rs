//! The Markdown below the front matter: reason, query and cases.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag};

use super::case::{Case, Expectation};
use super::problem::Problem;
use super::reason::{OneLine, Reason};
use super::{Param, Spanned};

/// The body. Where there are problems, parts may be empty.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) reason: Reason,
    pub(super) innocent_reasons: String,
    pub(super) ask: String,
    pub(super) thresholds: Option<String>,
    pub(super) sql: Spanned<String>,
    pub(super) cases: Vec<Case>,
}

/// The named parts of the prose, as written in bold.
const PARTS: [&str; 3] = ["Innocent reasons.", "Ask.", "Thresholds."];

/// Reads the body that begins at `start` of the rule file.
pub(super) fn read(
    text: &str,
    start: usize,
    params: &BTreeMap<String, Param>,
    problems: &mut Vec<Problem>,
) -> Body {
    let mut reader = Reader {
        text,
        params,
        problems,
        prose: Prose::default(),
        sql: None,
        cases: Vec::new(),
        case: None,
        in_cases: false,
    };
    for block in blocks(text, start) {
        reader.take(block);
    }
    reader.finish(start)
}

/// One block at the left margin of the document.
struct Block {
    place: Range<usize>,
    kind: BlockKind,
}

enum BlockKind {
    /// Prose, with the places of words in bold.
    Prose(Vec<Range<usize>>),
    Heading(HeadingLevel),
    Fence,
    /// Code without a fence, or with a fence inside a list or a quote.
    LooseCode,
    /// What readers do not see, or a line across the page.
    Unread,
}

/// Splits the body into its outermost blocks.
fn blocks(text: &str, start: usize) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut depth = 0_usize;
    for (event, place) in Parser::new(&text[start..]).into_offset_iter() {
        let place = start + place.start..start + place.end;
        match event {
            Event::Start(tag) => {
                let kind = match (&tag, depth) {
                    (Tag::Heading { level, .. }, 0) => Some(BlockKind::Heading(*level)),
                    (Tag::CodeBlock(CodeBlockKind::Fenced(_)), 0) => Some(BlockKind::Fence),
                    (Tag::CodeBlock(_), _) => Some(BlockKind::LooseCode),
                    (Tag::HtmlBlock, 0) => Some(BlockKind::Unread),
                    (_, 0) => Some(BlockKind::Prose(Vec::new())),
                    _ => None,
                };
                if let Some(kind) = kind {
                    blocks.push(Block { place, kind });
                } else if let (
                    Tag::Strong,
                    Some(Block {
                        kind: BlockKind::Prose(bold),
                        ..
                    }),
                ) = (&tag, blocks.last_mut())
                {
                    bold.push(place);
                }
                depth += 1;
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            _ if depth == 0 => blocks.push(Block {
                place,
                kind: BlockKind::Unread,
            }),
            _ => {}
        }
    }
    blocks
}

/// Which part of the prose each stretch of text belongs to.
#[derive(Default)]
struct Prose {
    /// The reason, then one entry for each of [`PARTS`].
    places: [Vec<Range<usize>>; 4],
    /// Where the names of parts stand.
    named: [Option<Range<usize>>; 3],
    /// The part that the next stretch belongs to.
    current: usize,
}

struct Reader<'a> {
    text: &'a str,
    params: &'a BTreeMap<String, Param>,
    problems: &'a mut Vec<Problem>,
    prose: Prose,
    sql: Option<Spanned<String>>,
    cases: Vec<Case>,
    case: Option<Case>,
    /// Whether a heading was met: what follows belongs to cases.
    in_cases: bool,
}

impl Reader<'_> {
    fn take(&mut self, block: Block) {
        match block.kind {
            BlockKind::Heading(level) => self.take_heading(level, block.place),
            BlockKind::Fence => self.take_fence(block.place),
            BlockKind::LooseCode => self.problems.push(
                Problem::new(
                    first_line(self.text, &block.place),
                    "an indented block is not read",
                    "not at the left margin",
                )
                .help("begin prose at the left margin, and put code between two lines ``` at the left margin"),
            ),
            BlockKind::Prose(bold) if !self.in_cases => self.take_prose(block.place, &bold),
            BlockKind::Prose(_) => {
                if let Some(case) = &mut self.case {
                    case.add_prose(self.text, block.place);
                }
            }
            BlockKind::Unread => {}
        }
    }

    fn take_prose(&mut self, place: Range<usize>, bold: &[Range<usize>]) {
        let mut from = place.start;
        for name in bold {
            let word = self.text[name.clone()].trim_matches(['*', '_']);
            let at_line_start = self.text[place.start..name.start]
                .rsplit('\n')
                .next()
                .is_none_or(|before| before.trim().is_empty());
            let part = PARTS.iter().position(|part| *part == word);
            if part.is_none() && at_line_start && word.ends_with('.') {
                self.problems.push(
                    Problem::new(
                        name.clone(),
                        format!("there is no part `{word}`"),
                        "unknown part",
                    )
                    .suggest(
                        word,
                        PARTS,
                        format!("the parts are {}", PARTS.join(" ")),
                    ),
                );
            }
            let Some(part) = part else { continue };
            if self.prose.named[part].is_some() {
                self.problems.push(
                    Problem::new(
                        name.clone(),
                        format!("the part `{word}` stands twice"),
                        "again",
                    )
                    .help("write it once"),
                );
            }
            self.prose.places[self.prose.current].push(from..name.start);
            self.prose.named[part] = Some(name.clone());
            self.prose.current = part + 1;
            from = name.end;
        }
        self.prose.places[self.prose.current].push(from..place.end);
    }

    fn take_heading(&mut self, level: HeadingLevel, place: Range<usize>) {
        self.end_case();
        self.in_cases = true;
        let line = first_line(self.text, &place);
        let heading = &self.text[line.clone()];
        let Some(name) = heading
            .strip_prefix("## ")
            .filter(|_| level == HeadingLevel::H2)
        else {
            self.problems.push(
                Problem::new(
                    line,
                    "only cases have headings, of the second level",
                    "another heading",
                )
                .help("write `## Fires …`, `## Stays quiet …`, `## Lacks data …` or `## Adds at most 4 for …`"),
            );
            return;
        };
        let name = name.trim().trim_end_matches('#').trim_end();
        if self.cases.iter().any(|case| case.name == name) {
            self.problems.push(
                Problem::new(
                    line.clone(),
                    format!("two cases are called `{name}`"),
                    "again",
                )
                .help("give each case a name of its own"),
            );
        }
        self.case = Case::at_heading(name, line, self.problems);
    }

    fn take_fence(&mut self, place: Range<usize>) {
        let opening = first_line(self.text, &place);
        let line = &self.text[opening.clone()];
        let word = line.trim_start_matches(['`', '~']).trim();
        let fence = line.chars().next().unwrap_or('`');
        let info_start = opening.end - line.trim_start_matches(['`', '~']).trim_start().len();
        let info = Spanned {
            value: word.to_owned(),
            span: if word.is_empty() {
                opening.clone()
            } else {
                info_start..info_start + word.len()
            },
        };
        let Some(content) = content(self.text, &place, fence) else {
            self.problems.push(
                Problem::new(opening, "the block is not closed", "opened here")
                    .help("end it with a line ```"),
            );
            return;
        };
        if let Some(case) = &mut self.case {
            case.add_block(self.text, &info, content, self.params, self.problems);
        } else if self.in_cases {
            // The heading that should tell the case is the problem.
        } else if info.value == "sql" {
            self.take_sql(&info, content);
        } else {
            self.problems.push(
                Problem::new(info.span, "only the query stands above the cases", "not `sql`")
                    .help("put tables under a heading `## Fires …`, `## Stays quiet …` or `## Lacks data …`"),
            );
        }
    }

    fn take_sql(&mut self, info: &Spanned<String>, content: Range<usize>) {
        if self.sql.is_some() {
            self.problems.push(
                Problem::new(info.span.clone(), "the rule has two queries", "again")
                    .help("keep one; parts of a query are written with WITH"),
            );
            return;
        }
        let query = &self.text[content.clone()];
        if query.trim().is_empty() {
            self.problems.push(
                Problem::new(info.span.clone(), "the query is empty", "nothing follows")
                    .help("write `SELECT subject_id, …`"),
            );
        }
        self.sql = Some(Spanned {
            value: query.to_owned(),
            span: content,
        });
    }

    fn end_case(&mut self) {
        if let Some(case) = self.case.take() {
            case.check_whole(self.problems);
            self.cases.push(case);
        }
    }

    fn finish(mut self, start: usize) -> Body {
        self.end_case();
        let [reason, parts @ ..] = &self.prose.places;
        let mut named = self.prose.named.iter();
        let [innocent_reasons, ask, thresholds] = parts.each_ref().map(|places| {
            let words = OneLine::of(self.text, places).text;
            let name = named.next().cloned().flatten();
            (words, name)
        });
        let blank = self.text[start..].len() - self.text[start..].trim_start().len();
        let whole = first_line(self.text, &(start + blank..self.text.len()));
        let reason = Reason::read(self.text, reason, self.problems);
        let mut missing = |what: &str, help: &str, place: Range<usize>| {
            self.problems
                .push(Problem::new(place, format!("the rule has no {what}"), "missing").help(help));
        };
        if reason.text.is_empty() {
            missing(
                "reason",
                "write the sentence that a finding shows, right below the front matter",
                whole.clone(),
            );
        }
        for (part, name, help) in [
            (
                &innocent_reasons,
                PARTS[0],
                "write why an honest person may match, after `**Innocent reasons.**`",
            ),
            (
                &ask,
                PARTS[1],
                "write a question that would clear or confirm it, after `**Ask.**`",
            ),
        ] {
            if part.0.is_empty() {
                let place = part.1.clone().unwrap_or_else(|| whole.clone());
                missing(&format!("part `{name}`"), help, place);
            }
        }
        if self.sql.is_none() {
            missing("query", "add a block ```sql", whole.clone());
        }
        for expectation in Expectation::REQUIRED {
            if self
                .cases
                .iter()
                .all(|case| case.expectation != expectation)
            {
                missing(
                    &format!("case `{} …`", expectation.heading()),
                    "a rule needs at least one case that fires, one that stays quiet and one that lacks data",
                    whole.clone(),
                );
            }
        }
        Body {
            reason,
            innocent_reasons: innocent_reasons.0,
            ask: ask.0,
            thresholds: Some(thresholds.0).filter(|words| !words.is_empty()),
            sql: self.sql.unwrap_or_default(),
            cases: self.cases,
        }
    }
}

/// The first line of a place, without its line end.
fn first_line(text: &str, place: &Range<usize>) -> Range<usize> {
    let line = text[place.clone()].split('\n').next().unwrap_or_default();
    place.start..place.start + line.trim_end().len()
}

/// What stands between the two fences; `None` where the block is not closed.
fn content(text: &str, place: &Range<usize>, fence: char) -> Option<Range<usize>> {
    let block = text[place.clone()].trim_end();
    let first = block.find('\n')? + 1;
    let last = block.rfind('\n')? + 1;
    let closing = block[last..].trim();
    let closed = !closing.is_empty() && closing.chars().all(|character| character == fence);
    closed.then_some(place.start + first..place.start + last)
}
