//! Checklists: what to do, to ask and to look at on one occasion in one sector.
//!
//! Answers come back as rows of the table `observation`: present, absent or unclear, by whom and
//! when. The table that [`Checklist::csv`] prints is that table, with the question beside it.

mod csv;
mod html;
mod text;

use bonafide_model::catalogue::{Catalogue, Citation, Indicator, Sector, Stage};
use bonafide_model::rule_file::{RuleFile, Status};
use serde::Serialize;

use crate::language::{Language, Words};
use crate::reads;

/// When a checklist is gone through: one or two stages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occasion {
    word: &'static str,
    stages: &'static [Stage],
}

const OCCASIONS: [Occasion; 12] = [
    Occasion {
        word: "sourcing",
        stages: &[Stage::Sourcing],
    },
    Occasion {
        word: "application",
        stages: &[Stage::Application],
    },
    Occasion {
        word: "identity-check",
        stages: &[Stage::IdentityVerification],
    },
    Occasion {
        word: "interview",
        stages: &[Stage::Interview],
    },
    Occasion {
        word: "onboarding",
        stages: &[Stage::Onboarding],
    },
    Occasion {
        word: "device-shipping",
        stages: &[Stage::DeviceShipping],
    },
    Occasion {
        word: "access",
        stages: &[Stage::Access],
    },
    Occasion {
        word: "work",
        stages: &[Stage::WorkBehaviour],
    },
    Occasion {
        word: "code",
        stages: &[Stage::CodeContribution],
    },
    Occasion {
        word: "payment",
        stages: &[Stage::Payment],
    },
    Occasion {
        word: "onchain",
        stages: &[Stage::Onchain],
    },
    Occasion {
        word: "exit",
        stages: &[Stage::Offboarding, Stage::PostTermination],
    },
];

impl Occasion {
    /// All occasions, in the order of a working relation. Every stage belongs to exactly one.
    pub fn all() -> impl Iterator<Item = Self> {
        OCCASIONS.into_iter()
    }

    /// The occasion of a stage.
    pub fn of(stage: Stage) -> Self {
        Self::all()
            .find(|occasion| occasion.stages.contains(&stage))
            .expect("every stage belongs to an occasion, as a test of this crate checks")
    }

    /// The occasion, or that of the stage, of that word.
    pub fn parse(word: &str) -> Option<Self> {
        let stage = Stage::ALL.iter().find(|stage| stage.word() == word);
        Self::all()
            .find(|occasion| occasion.word == word)
            .or_else(|| stage.map(|stage| Self::of(*stage)))
    }

    /// The word on the command line.
    pub fn word(self) -> &'static str {
        self.word
    }

    /// Its stages.
    pub fn stages(self) -> &'static [Stage] {
        self.stages
    }
}

/// A step to take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Id of the measure.
    pub code: String,
    /// Title.
    pub title: String,
    /// What to do.
    pub description: String,
    /// Name in the column `check_name` of the table `verification` under which to record it.
    pub check: Option<String>,
    /// Rules that count for the subject once it was taken.
    pub counts: Vec<String>,
    /// Who publishes it.
    pub publishers: Vec<String>,
}

/// A question to answer with present, absent or unclear.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Question {
    /// Id of the indicator.
    pub code: String,
    /// What it is about.
    pub title: String,
    /// The question.
    pub question: String,
    /// Why an honest person may match.
    pub innocent: Vec<String>,
    /// How much it tells.
    pub strength: &'static str,
    /// Rules that read the answer against or for the subject.
    pub read_by: Vec<String>,
    /// Who publishes it.
    pub publishers: Vec<String>,
}

/// What records show, without a person's help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Watched {
    /// Id of the indicator.
    pub code: String,
    /// What it is about.
    pub title: String,
    /// The records that show it.
    pub records: Vec<String>,
}

/// One checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Checklist {
    /// Versions of the catalogue.
    pub catalogue: String,
    /// Sector.
    pub sector: &'static str,
    /// Occasion.
    pub occasion: &'static str,
    /// Language of the texts.
    pub language: Language,
    /// Steps to take.
    pub steps: Vec<Step>,
    /// Questions to answer.
    pub questions: Vec<Question>,
    /// Contradictions that records may show, and for which an explanation is checked.
    pub explanations: Vec<Question>,
    /// What records show by themselves; in English only.
    pub watched: Vec<Watched>,
}

impl Checklist {
    /// The checklist for a sector on an occasion.
    pub fn of(
        catalogue: &Catalogue,
        rules: &[&RuleFile],
        sector: Sector,
        occasion: Occasion,
        language: Language,
    ) -> Self {
        let words = Words::of(language);
        let live: Vec<&RuleFile> = rules
            .iter()
            .copied()
            .filter(|rule| rule.status != Status::Retired)
            .collect();
        let here: Vec<&Indicator> = catalogue
            .indicators()
            .iter()
            .filter(|indicator| occasion.stages.contains(&indicator.stage))
            .filter(|indicator| Sector::overlap(&indicator.sector, &[sector]))
            .collect();
        let readers = |indicator: &Indicator| -> Vec<&RuleFile> {
            live.iter()
                .copied()
                .filter(|rule| reads::asks(rule) && reads::names(rule, &indicator.id))
                .collect()
        };
        let mut questions = Vec::new();
        let mut explanations = Vec::new();
        let mut watched = Vec::new();
        for indicator in here {
            let read_by = readers(indicator);
            let asked = catalogue.question(&indicator.id);
            let explained = read_by.iter().any(|rule| rule.weight < 0.0);
            match asked {
                Some(asked) => {
                    let own = words.question(&indicator.id);
                    questions.push(question(
                        catalogue,
                        indicator,
                        own.map_or(asked, |own| &own.question),
                        &read_by,
                        &words,
                    ));
                }
                None if explained => {
                    let asked = words.text("checklist.explanation-question");
                    explanations.push(question(catalogue, indicator, asked, &read_by, &words));
                }
                None => watched.push(Watched {
                    code: indicator.id.clone(),
                    title: indicator.title.clone(),
                    records: indicator.data_needed.clone(),
                }),
            }
        }
        let steps = occasion
            .stages
            .iter()
            .flat_map(|stage| catalogue.measures_at(*stage, &[sector]))
            .map(|measure| {
                let used = catalogue
                    .measure_use(&measure.id)
                    .cloned()
                    .unwrap_or_default();
                let own = words.measure(&measure.id);
                Step {
                    code: measure.id.clone(),
                    title: own.map_or(&measure.title, |own| &own.title).clone(),
                    description: own
                        .map_or(&measure.description, |own| &own.description)
                        .clone(),
                    check: used.check,
                    counts: used.mitigations,
                    publishers: publishers(catalogue, &measure.sources),
                }
            })
            .collect();
        Self {
            catalogue: catalogue.versions(),
            sector: sector.word(),
            occasion: occasion.word,
            language,
            steps,
            questions,
            explanations,
            watched,
        }
    }

    /// Whether the catalogue has nothing for this sector on this occasion.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
            && self.questions.is_empty()
            && self.explanations.is_empty()
            && self.watched.is_empty()
    }

    /// Plain text for a terminal or a mail.
    pub fn text(&self) -> String {
        text::text(self)
    }

    /// Markdown.
    pub fn markdown(&self) -> String {
        text::markdown(self)
    }

    /// One page to print: boxes to tick, lines to write on.
    pub fn html(&self) -> String {
        html::html(self)
    }

    /// Rows of the table `observation`, one an item and subject, to be filled in.
    pub fn csv(&self, subjects: &[String], observer: Option<&str>) -> String {
        csv::observations(self, subjects, observer)
    }

    /// Rows of the table `verification`, one a step that is recorded there and subject.
    pub fn verification_csv(&self, subjects: &[String]) -> String {
        csv::verifications(self, subjects)
    }
}

fn question(
    catalogue: &Catalogue,
    indicator: &Indicator,
    asked: &str,
    read_by: &[&RuleFile],
    words: &Words,
) -> Question {
    let own = words.question(&indicator.id);
    Question {
        code: indicator.id.clone(),
        title: own.map_or(&indicator.title, |own| &own.title).clone(),
        question: asked.to_owned(),
        innocent: own.map_or_else(
            || indicator.benign_explanations.clone(),
            |own| vec![own.innocent.clone()],
        ),
        strength: indicator.strength.word(),
        read_by: read_by.iter().map(|rule| rule.id.clone()).collect(),
        publishers: publishers(catalogue, &indicator.sources),
    }
}

/// Who publishes an entry, each once, governments first.
fn publishers(catalogue: &Catalogue, citations: &[Citation]) -> Vec<String> {
    let mut sources: Vec<_> = citations
        .iter()
        .filter_map(|citation| catalogue.source(&citation.key))
        .collect();
    sources.sort_by_key(|source| (source.kind, source.key.clone()));
    let mut publishers: Vec<String> = Vec::new();
    for source in sources {
        if !publishers.contains(&source.publisher) {
            publishers.push(source.publisher.clone());
        }
    }
    publishers
}
