//! The XML: one `Designation` for each entry.

use crate::error::Error;
use crate::list::SanctionsList;
use crate::party::push_text;
use crate::source::ledger::{Ignored, Ledger};
use crate::source::xml::{self, Element, Step};
use crate::{Address, CountryRole, Format, IdentifierKind, Party, Place, RelationKind};

const IGNORED: &[Ignored] = &[(
    "SanctionsImposedIndicators",
    "the measures again, as one yes or no each; they are read from SanctionsImposed",
)];

pub(crate) fn read((file, text): (&str, &str)) -> Result<SanctionsList, Error> {
    let mut about = super::about(Format::UkXml);
    let mut ledger = Ledger::new(IGNORED);
    let mut parties = Vec::new();
    let step = |path: &str| {
        if path.contains('/') {
            Step::Gather
        } else {
            Step::Enter
        }
    };
    xml::walk(file, text, &mut ledger, step, |element, _| {
        match element.name() {
            "DateGenerated" => about.published = crate::party::filled(element.text()),
            "Designation" => parties.push(designation(element)),
            _ => {}
        }
        Ok(())
    })?;
    Ok(SanctionsList::finish(about, parties, ledger.finish()))
}

fn designation(entry: &Element<'_>) -> Party {
    let mut party = Party::new(
        "uk",
        entry.value("UniqueID"),
        super::schema(entry.value("IndividualEntityShip")),
    );
    for name in entry.at(&["Names", "Name"]) {
        let parts =
            ["Name1", "Name2", "Name3", "Name4", "Name5", "Name6"].map(|part| name.value(part));
        let strength = [name.value("AliasStrength"), name.value("NameStrength")].concat();
        party.names.extend(super::name(
            party.schema,
            parts,
            name.value("NameType"),
            &strength,
        ));
        push_text(&mut party.titles, name.value("Title"));
    }
    for name in entry.at(&["NonLatinNames", "NonLatinName"]) {
        party.names.extend(super::original_name(
            name.value("NameNonLatinScript"),
            name.value("NonLatinScriptLanguage"),
            name.value("NonLatinScriptType"),
        ));
    }
    for title in entry.at(&["Titles", "Title"]) {
        push_text(&mut party.titles, title.text());
    }
    super::number(
        &mut party,
        IdentifierKind::ListReference,
        "OFSI group",
        entry.value("OFSIGroupID"),
        "",
    );
    super::number(
        &mut party,
        IdentifierKind::ListReference,
        "UN reference",
        entry.value("UNReferenceNumber"),
        "",
    );
    push_text(&mut party.programmes, entry.value("RegimeName"));
    let source = entry.value("DesignationSource");
    if !source.is_empty() {
        party
            .legal_bases
            .push(format!("designated by {}", source.replace('|', " and ")));
    }
    super::measures(&mut party, entry.value("SanctionsImposed"));
    super::designated(&mut party, entry.value("DateDesignated"));
    super::amended(&mut party, entry.value("LastUpdated"));
    party.remark(entry.value("OtherInformation"));
    party.remark(entry.value("UKStatementofReasons"));
    for address in entry.at(&["Addresses", "Address"]) {
        let lines = [
            "AddressLine1",
            "AddressLine2",
            "AddressLine3",
            "AddressLine4",
            "AddressLine5",
            "AddressLine6",
        ]
        .map(|line| address.value(line));
        let street: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        let (code, country) = (
            address.value("AddressPostalCode"),
            address.value("AddressCountry"),
        );
        party.addresses.extend(Address::from_parts(
            &street.join(", "),
            "",
            "",
            code,
            country,
            "",
        ));
    }
    for (list, item, kind) in [
        ("PhoneNumbers", "PhoneNumber", IdentifierKind::Phone),
        ("Websites", "Website", IdentifierKind::Website),
        ("EmailAddresses", "EmailAddress", IdentifierKind::Email),
    ] {
        for number in entry.at(&[list, item]) {
            for text in number.text().split([';', '\n']) {
                super::number(&mut party, kind, kind.as_str(), text, "");
            }
        }
    }
    for individual in entry.at(&["IndividualDetails", "Individual"]) {
        self::individual(&mut party, individual);
    }
    for body in entry.at(&["EntityDetails", "Entity"]) {
        self::body(&mut party, body);
    }
    for ship in entry.at(&["ShipDetails", "Ship"]) {
        self::ship(&mut party, ship);
    }
    party
}

fn individual(party: &mut Party, individual: &Element<'_>) {
    for born in individual.at(&["DOBs", "DOB"]) {
        party.births.extend(super::birth(born.text()));
    }
    for country in individual.at(&["Nationalities", "Nationality"]) {
        party.country(CountryRole::Nationality, country.text());
    }
    for id in individual.at(&["NationalIdentifierDetails", "NationalIdentifier"]) {
        let (number, note) = (
            id.value("NationalIdentifierNumber"),
            id.value("NationalIdentifierAdditionalInformation"),
        );
        super::number(
            party,
            IdentifierKind::NationalId,
            "national identifier",
            number,
            note,
        );
    }
    for passport in individual.at(&["PassportDetails", "Passport"]) {
        let (number, note) = (
            passport.value("PassportNumber"),
            passport.value("PassportAdditionalInformation"),
        );
        super::number(party, IdentifierKind::Passport, "passport", number, note);
    }
    for position in individual.at(&["Positions", "Position"]) {
        push_text(&mut party.positions, position.text());
    }
    for gender in individual.at(&["Genders", "Gender"]) {
        party.gender(gender.text());
    }
    for place in individual.at(&["BirthDetails", "Location"]) {
        let (town, country) = (place.value("TownOfBirth"), place.value("CountryOfBirth"));
        let words: Vec<&str> = [town, country]
            .into_iter()
            .filter(|word| !word.is_empty())
            .collect();
        if !words.is_empty() {
            party.birth_places.push(Place {
                text: words.join(", "),
                country: crate::country::code(country),
                note: None,
            });
        }
    }
}

fn body(party: &mut Party, body: &Element<'_>) {
    for kind in body.at(&["TypeOfEntities", "TypeOfEntity"]) {
        party.detail("type of entity", kind.text());
    }
    for other in body.at(&["Subsidiaries", "Subsidiary"]) {
        super::relation(party, RelationKind::Owns, other.text(), "subsidiary");
    }
    for other in body.at(&["ParentCompanies", "ParentCompany"]) {
        super::relation(party, RelationKind::OwnedBy, other.text(), "parent company");
    }
    for number in body.at(&["BusinessRegistrationNumbers", "BusinessRegistrationNumber"]) {
        super::number(
            party,
            IdentifierKind::Registration,
            "business registration",
            number.text(),
            "",
        );
    }
}

fn ship(party: &mut Party, ship: &Element<'_>) {
    for number in ship.at(&["IMONumbers", "IMONumber"]) {
        super::number(party, IdentifierKind::Imo, "imo", number.text(), "");
    }
    for number in ship.at(&["HullIdentificationNumbers", "HullIdentificationNumber"]) {
        super::number(party, IdentifierKind::Serial, "hull", number.text(), "");
    }
    for owner in ship.at(&["CurrentOwnerOperators", "CurrentOwnerOperator"]) {
        super::relation(
            party,
            RelationKind::OwnedBy,
            owner.text(),
            "owner or operator",
        );
    }
    for owner in ship.at(&["PreviousOwnerOperators", "PreviousOwnerOperator"]) {
        super::relation(
            party,
            RelationKind::LinkedTo,
            owner.text(),
            "previous owner or operator",
        );
    }
    for flag in ship.at(&["CurrentBelievedFlagOfShips", "CurrentBelievedFlagOfShip"]) {
        party.country(CountryRole::Flag, flag.text());
    }
    for flag in ship.at(&["PreviousFlags", "PreviousFlag"]) {
        party.country(CountryRole::FormerFlag, flag.text());
    }
    for (list, item, label) in [
        ("TypeOfShipDetails", "TypeOfShip", "type of ship"),
        ("TonnageOfShipDetails", "TonnageOfShip", "tonnage"),
        ("LengthOfShipDetails", "LengthOfShip", "length"),
        ("YearBuiltDetails", "YearBuilt", "year built"),
        ("YearsBuilt", "YearBuilt", "year built"),
    ] {
        for value in ship.at(&[list, item]) {
            party.detail(label, value.text());
        }
    }
}
