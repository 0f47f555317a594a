//! What is known beside the names: birth dates, countries, documents, wallets.

/// Gender as a document says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Gender {
    /// Female.
    Female,
    /// Male.
    Male,
}

/// A birth date as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Birth {
    /// First possible year.
    pub from_year: i16,
    /// Last possible year; the same as the first when the year is known.
    pub to_year: i16,
    /// Month, 1 to 12, when known.
    pub month: Option<u8>,
    /// Day of the month when known.
    pub day: Option<u8>,
}

impl Birth {
    /// A known year.
    pub fn year(year: i16) -> Self {
        Self {
            from_year: year,
            to_year: year,
            month: None,
            day: None,
        }
    }

    /// A known day.
    pub fn day(year: i16, month: u8, day: u8) -> Self {
        Self {
            from_year: year,
            to_year: year,
            month: Some(month),
            day: Some(day),
        }
    }

    /// Reads `1970`, `1970-05`, `1970-5-31`; lists write "circa" dates as ranges, which callers build themselves.
    pub fn parse(text: &str) -> Option<Self> {
        let mut fields = text.trim().split('-');
        let year: i16 = fields
            .next()?
            .parse()
            .ok()
            .filter(|year| (1000..3000).contains(year))?;
        let month = fields
            .next()
            .and_then(|field| field.parse().ok())
            .filter(|month| (1..=12).contains(month));
        let day = fields
            .next()
            .and_then(|field| field.get(..2).or(Some(field))?.parse().ok())
            .filter(|day| (1..=31).contains(day));
        Some(Self {
            from_year: year,
            to_year: year,
            month,
            day: month.and(day),
        })
    }
}

/// What a fact did to the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    /// It decides: the same document or wallet.
    Decides,
    /// It raised the score.
    Raises,
    /// It left the score as it was.
    Neutral,
    /// It lowered the score.
    Lowers,
}

/// One fact that was weighed.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighed {
    /// What the fact is about: "birth date", "document number" …
    pub fact: &'static str,
    /// What it did.
    pub effect: Effect,
    /// By how much, on the scale of the score.
    pub by: f64,
    /// Why, in words.
    pub reason: &'static str,
}

/// How much the same birth date raises a score.
const SAME_DAY: f64 = 0.08;
/// How much a birth date lowers a score that can be a slip of the pen.
const SLIP: f64 = 0.06;

impl Weighed {
    /// Whether the whole fact agrees: the same day of birth, the same number, the same wallet. A year
    /// alone, or day and month swapped, is less than that.
    pub fn agrees_in_full(&self) -> bool {
        match self.effect {
            Effect::Decides => true,
            Effect::Raises => self.fact == "birth date" && self.by >= SAME_DAY,
            Effect::Neutral | Effect::Lowers => false,
        }
    }

    /// Whether a birth date says that it is somebody else. A slip of the pen does not: another day or month of one year, or
    /// the year beside it, which lists and clerks have wrong as well.
    pub fn is_another_birth_date(&self) -> bool {
        self.effect == Effect::Lowers && self.fact == "birth date" && self.by < -SLIP
    }
}

/// What is known of both parties beside their names. Only what both sides give is weighed; nothing is guessed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Evidence {
    /// Birth dates of the subject and of the listed party; a list may give several.
    pub births: (Option<Birth>, Vec<Birth>),
    /// Gender in the subject's own document, and of the listed person.
    pub genders: (Option<Gender>, Option<Gender>),
    /// Countries of both, as ISO codes or as one uses them throughout.
    pub countries: (Vec<String>, Vec<String>),
    /// Document and registration numbers of both.
    pub documents: (Vec<String>, Vec<String>),
    /// Wallet addresses of both, in canonical form.
    pub wallets: (Vec<String>, Vec<String>),
}

impl Evidence {
    /// Names only.
    pub fn none() -> Self {
        Self::default()
    }

    /// Weighs each fact that both sides give.
    pub(crate) fn weigh(&self) -> Vec<Weighed> {
        let mut weighed = Vec::new();
        if share(&self.wallets, str::to_owned, LEAST_NUMBER) {
            weighed.push(Weighed {
                fact: "wallet",
                effect: Effect::Decides,
                by: 1.0,
                reason: "the same wallet address",
            });
        }
        let plain = |text: &str| -> String {
            text.chars()
                .filter(char::is_ascii_alphanumeric)
                .map(|letter| letter.to_ascii_uppercase())
                .collect()
        };
        if share(&self.documents, plain, LEAST_NUMBER) {
            weighed.push(Weighed {
                fact: "document number",
                effect: Effect::Decides,
                by: 1.0,
                reason: "the same document or registration number",
            });
        }
        if let (Some(subject), listed) = (self.births.0, &self.births.1)
            && !listed.is_empty()
        {
            // A list that gives several dates is met by any of them.
            let best = listed
                .iter()
                .map(|listed| birth(subject, *listed))
                .max_by(|a, b| a.by.total_cmp(&b.by));
            weighed.extend(best);
        }
        if let (Some(subject), Some(listed)) = self.genders
            && subject != listed
        {
            weighed.push(Weighed {
                fact: "gender",
                effect: Effect::Lowers,
                by: -0.12,
                reason: "the document gives another gender than the list",
            });
        }
        let said = |countries: &[String]| countries.iter().any(|text| !text.trim().is_empty());
        if said(&self.countries.0) && said(&self.countries.1) {
            weighed.push(
                if share(&self.countries, |text| text.trim().to_ascii_uppercase(), 2) {
                    Weighed {
                        fact: "country",
                        effect: Effect::Raises,
                        by: 0.02,
                        reason: "a country in common",
                    }
                } else {
                    Weighed {
                        fact: "country",
                        effect: Effect::Lowers,
                        by: -0.10,
                        reason: "no country in common",
                    }
                },
            );
        }
        weighed
    }
}

/// Shorter numbers are shared by chance.
const LEAST_NUMBER: usize = 7;

fn share(sides: &(Vec<String>, Vec<String>), form: impl Fn(&str) -> String, least: usize) -> bool {
    sides.0.iter().any(|one| {
        let one = form(one);
        one.len() >= least && sides.1.iter().any(|other| form(other) == one)
    })
}

fn birth(subject: Birth, listed: Birth) -> Weighed {
    let lower = |by: f64, reason| Weighed {
        fact: "birth date",
        effect: Effect::Lowers,
        by,
        reason,
    };
    let apart = (listed.from_year - subject.to_year)
        .max(subject.from_year - listed.to_year)
        .max(0);
    match apart {
        0 => match (subject.month, listed.month, subject.day, listed.day) {
            (Some(a), Some(b), Some(c), Some(d)) if (a, c) == (b, d) => Weighed {
                fact: "birth date",
                effect: Effect::Raises,
                by: SAME_DAY,
                reason: "the same birth date",
            },
            // Clerks swap day and month.
            (Some(a), Some(b), Some(c), Some(d)) if (a, c) == (d, b) => Weighed {
                fact: "birth date",
                effect: Effect::Raises,
                by: 0.04,
                reason: "the same birth date with day and month swapped",
            },
            (Some(a), Some(b), _, _) if a != b => {
                lower(-0.06, "the same birth year, another month")
            }
            (Some(_), Some(_), Some(c), Some(d)) if c != d => {
                lower(-0.04, "the same birth month, another day")
            }
            _ => Weighed {
                fact: "birth date",
                effect: Effect::Raises,
                by: 0.03,
                reason: "the birth years agree",
            },
        },
        1 => lower(-0.04, "birth years one apart"),
        2..=3 => lower(-0.12, "birth years two or three apart"),
        4..=9 => lower(-0.22, "birth years four to nine apart"),
        _ => lower(-0.32, "birth years ten or more apart"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn countries(one: &str, other: &str) -> Vec<Weighed> {
        Evidence {
            countries: (vec![one.to_owned()], vec![other.to_owned()]),
            ..Evidence::none()
        }
        .weigh()
    }

    #[test]
    fn equal_countries_agree_and_unknown_ones_say_nothing() {
        assert_eq!(countries("KP", "kp")[0].effect, Effect::Raises);
        assert_eq!(countries("KP", "US")[0].effect, Effect::Lowers);
        assert!(countries("", "US").is_empty());
        assert!(countries("KP", " ").is_empty());
    }

    #[test]
    fn only_the_same_day_or_number_agrees_in_full() {
        let born = Birth::day(1962, 3, 4);
        assert!(birth(born, Birth::day(1962, 3, 4)).agrees_in_full());
        for less in [
            Birth::year(1962),
            Birth::day(1962, 4, 3),
            Birth {
                from_year: 1955,
                to_year: 1980,
                month: None,
                day: None,
            },
        ] {
            let weighed = birth(born, less);
            assert_eq!(weighed.effect, Effect::Raises);
            assert!(!weighed.agrees_in_full());
        }
        assert!(birth(born, Birth::year(1975)).is_another_birth_date());
    }

    #[test]
    fn short_numbers_decide_nothing() {
        let same = |number: &str| Evidence {
            documents: (vec![number.to_owned()], vec![number.to_owned()]),
            ..Evidence::none()
        };
        assert!(same("1-02-34").weigh().is_empty());
        assert!(same("AB 1023 456").weigh()[0].agrees_in_full());
    }
}
