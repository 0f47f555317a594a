//! What stands apart from the parties of the advanced file and is pointed to: words, places and documents.

use std::collections::HashMap;

use super::reference::References;
use crate::Address;
use crate::date::{self, Days};
use crate::party::filled;
use crate::source::xml::Element;

/// What stands apart from the parties and is pointed to.
#[derive(Default)]
pub(super) struct Apart {
    pub(super) references: References,
    pub(super) locations: HashMap<String, Address>,
    /// Documents by the number of the identity that they belong to.
    pub(super) documents: HashMap<String, Vec<Document>>,
}

pub(super) struct Document {
    pub(super) kind: String,
    pub(super) number: String,
    pub(super) country: String,
    pub(super) issued: String,
    pub(super) expires: String,
    pub(super) note: String,
}

impl Apart {
    pub(super) fn word(&self, table: &str, id: &str) -> &str {
        self.references.word(table, id)
    }

    pub(super) fn location(&mut self, location: &Element<'_>) {
        let country = location
            .child("LocationCountry")
            .map_or("", |country| country.attribute("CountryID"));
        let area = location
            .child("LocationAreaCode")
            .map_or("", |area| area.attribute("AreaCodeID"));
        let mut parts: HashMap<&str, Vec<&str>> = HashMap::new();
        // A second value of a part is the same in another script, and its comment says in which.
        let mut second = Vec::new();
        for part in location.all("LocationPart") {
            let kind = self.word("LocPartType", part.attribute("LocPartTypeID"));
            let slot = match kind {
                "CITY" => "city",
                "STATE/PROVINCE" => "region",
                "POSTAL CODE" => "postal code",
                _ => "street",
            };
            for value in part.all("LocationPartValue") {
                let (text, comment) = (value.value("Value"), value.value("Comment"));
                if value.attribute("Primary") == "false" {
                    second.push(match comment {
                        "" => text.to_owned(),
                        comment => format!("{text} ({comment})"),
                    });
                } else {
                    parts.entry(slot).or_default().push(text);
                    second.extend(filled(comment));
                }
                value.attribute("LocPartValueTypeID");
                value.attribute("LocPartValueStatusID");
            }
        }
        let part = |name: &str| {
            parts
                .get(name)
                .map(|values| values.join(", "))
                .unwrap_or_default()
        };
        let country = match self.word("Country", country) {
            "" | "undetermined" => self.word("AreaCode", area),
            country => country,
        };
        let address = Address::from_parts(
            &part("street"),
            &part("city"),
            &part("region"),
            &part("postal code"),
            country,
            &second.join("; "),
        );
        if let Some(address) = address {
            self.locations
                .insert(location.attribute("ID").to_owned(), address);
        }
        // The way back, from a place to what points to it, says nothing new.
        for back in ["FeatureVersionReference", "IDRegDocumentReference"] {
            for reference in location.all(back) {
                for name in ["FeatureVersionID", "DocumentID", "IDRegDocumentID"] {
                    reference.attribute(name);
                }
            }
        }
    }

    pub(super) fn document(&mut self, document: &Element<'_>) {
        let place = self
            .locations
            .get(document.attribute("IssuedIn-LocationID"));
        let issued_in = place.map_or_else(String::new, |place| format!("issued in {}", place.text));
        let mut found = Document {
            kind: self
                .word("IDRegDocType", document.attribute("IDRegDocTypeID"))
                .to_owned(),
            number: document.value("IDRegistrationNo").to_owned(),
            country: self
                .word("Country", document.attribute("IssuedBy-CountryID"))
                .to_owned(),
            issued: String::new(),
            expires: String::new(),
            note: [
                document.value("Comment"),
                document.value("IssuingAuthority"),
                &issued_in,
            ]
            .join(" ")
            .trim()
            .to_owned(),
        };
        for date in document.all("DocumentDate") {
            let kind = self.word("IDRegDocDateType", date.attribute("IDRegDocDateTypeID"));
            let Some(days) = date.child("DatePeriod").and_then(period) else {
                continue;
            };
            if kind.contains("Expir") {
                found.expires = days.first.to_string();
            } else {
                found.issued = days.first.to_string();
            }
        }
        match self.word("Validity", document.attribute("ValidityID")) {
            "" | "Valid" => {}
            validity => found.note = format!("{} {validity}", found.note).trim().to_owned(),
        }
        for reference in document.all("DocumentedNameReference") {
            reference.attribute("DocumentedNameID");
        }
        self.documents
            .entry(document.attribute("IdentityID").to_owned())
            .or_default()
            .push(found);
    }
}

/// `<Year>`, `<Month>`, `<Day>`; what is missing widens the stretch.
pub(super) fn day(element: &Element<'_>) -> Option<Days> {
    let [year, month, day] = ["Year", "Month", "Day"].map(|name| element.value(name));
    let words: Vec<&str> = [day, month, year]
        .into_iter()
        .filter(|word| !word.is_empty())
        .collect();
    date::days(&words.join("."))
}

/// From the first day of a period's start to the last day of its end.
pub(super) fn period(element: &Element<'_>) -> Option<Days> {
    let ends = |name: &str| -> Option<Days> {
        let side = element.child(name)?;
        let from = side.child("From").and_then(day)?;
        let to = side.child("To").and_then(day).unwrap_or(from);
        side.attribute("Approximate");
        Some(Days {
            first: from.first,
            last: to.last,
        })
    };
    let start = ends("Start").or_else(|| element.child("Start").and_then(day))?;
    let end = ends("End").unwrap_or(start);
    Some(Days {
        first: start.first,
        last: end.last,
    })
}
