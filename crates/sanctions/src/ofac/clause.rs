//! The words with which the clauses of remarks begin, and what follows each.

use std::sync::LazyLock;

/// What a clause of remarks tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tells {
    Birth,
    BirthPlace,
    Gender,
    Nationality,
    Citizenship,
    Registered,
    FormerFlag,
    Flag,
    Wallet,
    WeakName,
    FormerName,
    LinkedTo,
    Operator,
    Owner,
    Phone,
    Email,
    Website,
    /// The clause as a whole is a web site.
    WholeWebsite,
    Family,
    Legal,
    /// A labelled fact that is kept with its label.
    Detail,
    /// A number of a register or document: "LABEL NUMBER (Country) issued DAY expires DAY".
    Document,
}

/// The first words of a clause and what it tells. Of several that fit, the longest counts.
const CLAUSES: &[(&str, Tells)] = {
    use Tells as T;
    &[
        ("DOB ", T::Birth),
        ("POB ", T::BirthPlace),
        ("Gender ", T::Gender),
        ("nationality ", T::Nationality),
        ("nationality: ", T::Nationality),
        ("Nationality ", T::Nationality),
        ("citizen ", T::Citizenship),
        ("Nationality of Registration ", T::Registered),
        ("Former Vessel Flag ", T::FormerFlag),
        ("Other Vessel Flag ", T::Flag),
        ("Vessel Flag ", T::Flag),
        ("Digital Currency Address - ", T::Wallet),
        ("a.k.a. ", T::WeakName),
        ("f.k.a. ", T::FormerName),
        ("n.k.a. ", T::WeakName),
        ("Linked To: ", T::LinkedTo),
        ("(Linked To: ", T::LinkedTo),
        ("Aircraft Operator ", T::Operator),
        ("Vessel Owner ", T::Owner),
        ("Phone Number ", T::Phone),
        ("Telephone ", T::Phone),
        ("Telephone: ", T::Phone),
        ("Fax ", T::Phone),
        ("Fax: ", T::Phone),
        ("PHONE ", T::Phone),
        ("FAX ", T::Phone),
        ("www.", T::WholeWebsite),
        ("wife of ", T::Family),
        ("husband of ", T::Family),
        ("son of ", T::Family),
        ("daughter of ", T::Family),
        ("brother of ", T::Family),
        ("sister of ", T::Family),
        ("sister-in-law of ", T::Family),
        ("brother-in-law of ", T::Family),
        ("Email Address ", T::Email),
        ("Website ", T::Website),
        ("Secondary sanctions risk:", T::Legal),
        ("Additional Sanctions Information - ", T::Legal),
        ("Transactions Prohibited For ", T::Legal),
        ("Executive Order ", T::Legal),
        ("CAATSA Section 235 Information:", T::Legal),
        ("PEESA Information:", T::Legal),
        ("IFCA Determination - ", T::Legal),
        ("HOSTAGES", T::Legal),
        ("Subject to ", T::Legal),
        ("For more information on directives", T::Detail),
        ("Effective Date (", T::Detail),
        ("Listing Date (", T::Detail),
        ("Purchase/Sales For Divestment Date (", T::Detail),
        ("Organization Type: ", T::Detail),
        ("Organization Established Date ", T::Detail),
        ("Target Type ", T::Detail),
        ("Issuer Name ", T::Detail),
        ("Aircraft Manufacture Date ", T::Detail),
        ("Aircraft Model ", T::Detail),
        ("Aircraft Mode S Transponder Code ", T::Detail),
        ("Aircraft Serial Identification ", T::Detail),
        ("Vessel Year of Build ", T::Detail),
        ("Vessel Type ", T::Detail),
        ("Other Vessel Type ", T::Detail),
        ("Former Vessel Type ", T::Detail),
        ("Vessel Tonnage ", T::Detail),
        ("Gross Registered Tonnage ", T::Detail),
        ("Gross Tonnage ", T::Detail),
        ("Vessel Call Sign ", T::Document),
        ("Height ", T::Detail),
        ("Weight ", T::Detail),
        ("Eyes ", T::Detail),
        ("Eye Color ", T::Detail),
        ("Hair ", T::Detail),
        ("Complexion ", T::Detail),
        ("Build ", T::Detail),
        ("Race ", T::Detail),
        ("Tribe ", T::Detail),
        ("Ethnicity ", T::Detail),
        ("Interpol: Red Notice", T::Detail),
        ("All offices worldwide", T::Detail),
        ("all offices worldwide", T::Detail),
        ("All Offices Worldwide", T::Detail),
        ("Type of Vessel ", T::Detail),
        ("Passport ", T::Document),
        ("Diplomatic Passport ", T::Document),
        ("Stateless Person Passport ", T::Document),
        ("National ID No. ", T::Document),
        ("National Foreign ID Number ", T::Document),
        ("Tax ID No. ", T::Document),
        ("Registration Number ", T::Document),
        ("Registration ID ", T::Document),
        ("Business Registration Number ", T::Document),
        ("Business Registration Document # ", T::Document),
        ("Business Number ", T::Document),
        ("Public Registration Number ", T::Document),
        ("Commercial Registry Number ", T::Document),
        ("Economic Register Number (CBLS) ", T::Document),
        ("Central Registration System Number ", T::Document),
        ("Government Gazette Number ", T::Document),
        ("Vessel Registration Identification ", T::Document),
        ("Identification Number ", T::Document),
        ("Identification Number IMO ", T::Document),
        ("Company Number ", T::Document),
        ("Company Number IMO ", T::Document),
        ("UK Company Number ", T::Document),
        ("Company ID", T::Document),
        ("MMSI ", T::Document),
        ("Cedula No. ", T::Document),
        ("Cedula de Residencia ", T::Document),
        ("Cedula de Ciudadania ", T::Document),
        ("NIT # ", T::Document),
        ("RUC # ", T::Document),
        ("RIF # ", T::Document),
        ("RTN ", T::Document),
        ("R.F.C. ", T::Document),
        ("C.U.R.P. ", T::Document),
        ("C.U.I. ", T::Document),
        ("C.U.I.P. ", T::Document),
        ("C.U.I.T. ", T::Document),
        ("C.I.F. ", T::Document),
        ("C.R. No. ", T::Document),
        ("D.N.I. ", T::Document),
        ("N.I.E. ", T::Document),
        ("I.F.E. ", T::Document),
        ("V.A.T. Number ", T::Document),
        ("US FEIN ", T::Document),
        ("SSN ", T::Document),
        ("D-U-N-S Number ", T::Document),
        ("Legal Entity Number ", T::Document),
        ("SWIFT/BIC ", T::Document),
        ("BIK (RU) ", T::Document),
        ("Equity Ticker ", T::Document),
        ("ISIN ", T::Document),
        ("Unified Social Credit Code (USCC) ", T::Document),
        (
            "United Social Credit Code Certificate (USCCC) ",
            T::Document,
        ),
        ("Organization Code ", T::Document),
        ("Enterprise Number ", T::Document),
        ("Trade License No. ", T::Document),
        ("License ", T::Document),
        ("Folio Mercantil No. ", T::Document),
        ("Matricula Mercantil No ", T::Document),
        ("Chamber of Commerce Number ", T::Document),
        ("Istanbul Chamber of Comm. No. ", T::Document),
        ("Dubai Chamber of Commerce Membership No. ", T::Document),
        ("Birth Certificate Number ", T::Document),
        ("Driver's License No. ", T::Document),
        ("Electoral Registry No. ", T::Document),
        ("Credencial electoral ", T::Document),
        ("Personal ID Card ", T::Document),
        ("Italian Fiscal Code ", T::Document),
        ("Fiscal Code ", T::Document),
        ("Italian Fiscal Code: ", T::Document),
        ("Tazkira National ID Card ", T::Document),
        ("Cartilla de Servicio Militar Nacional ", T::Document),
        ("Other Vessel Call Sign ", T::Document),
        ("Residency Number ", T::Document),
        ("Travel Document Number ", T::Document),
        ("Turkish Identification Number ", T::Document),
        ("Numero de Identidad ", T::Document),
        ("Refugee ID Card ", T::Document),
        ("Military Registration Number ", T::Document),
        ("Kenyan ID No. ", T::Document),
        ("Citizen's Card Number ", T::Document),
        ("Bosnian Personal ID No. ", T::Document),
        ("Afghan Money Service Provider License Number ", T::Document),
        ("Aircraft Tail Number ", T::Document),
        ("Previous Aircraft Tail Number ", T::Document),
        ("Aircraft Manufacturer's Serial Number (MSN) ", T::Document),
        (
            "Aircraft Construction Number (also called L/N or S/N or F/N) ",
            T::Document,
        ),
        ("Global Intermediary Identification Number ", T::Document),
        ("MERSIS Number ", T::Document),
        ("MERSIS No. ", T::Document),
        ("Certificate of Incorporation Number ", T::Document),
        ("Registered Charity No. ", T::Document),
        ("File Number ", T::Document),
        ("LE Number ", T::Document),
        ("Tourism License No. ", T::Document),
        ("Serial No. ", T::Document),
        ("Moneda de Pago ", T::Detail),
    ]
};

/// For each first byte the clauses that begin with it, the longest first.
static BY_FIRST: LazyLock<Vec<Vec<(&'static str, Tells)>>> = LazyLock::new(|| {
    let mut by_first = vec![Vec::new(); 128];
    for (start, tells) in CLAUSES {
        by_first[usize::from(start.as_bytes()[0])].push((*start, *tells));
    }
    for clauses in &mut by_first {
        clauses.sort_by_key(|(start, _)| std::cmp::Reverse(start.len()));
    }
    by_first
});

/// What a clause tells: its label, its meaning, and the rest behind the label.
pub(super) fn read(clause: &str) -> Option<(&'static str, Tells, &str)> {
    let first = usize::from(*clause.as_bytes().first()?);
    BY_FIRST.get(first)?.iter().find_map(|(start, tells)| {
        // A clause that is a label alone ("All offices worldwide") has nothing behind it.
        let rest = clause
            .strip_prefix(start)
            .or_else(|| (clause == start.trim_end()).then_some(""))?;
        Some((start.trim_end_matches([' ', ':', '-']), *tells, rest.trim()))
    })
}

/// A label of a document that is not in the table, told by its last word ("… No.", "… Number", "… #"), with the number
/// behind it, which must hold a digit.
pub(super) fn unknown_document(clause: &str) -> Option<(&str, &str)> {
    const LAST_WORDS: [&str; 8] = [
        " No. ", " No ", " Number ", " # ", " Nr. ", " ID ", " Code ", " Card ",
    ];
    if clause.len() > 160 {
        return None;
    }
    let (at, length) = LAST_WORDS
        .iter()
        .filter_map(|word| Some((clause.find(word)?, word.len())))
        .min()?;
    let (label, number) = (clause[..at + length].trim(), clause[at + length..].trim());
    let first_word = number.split([' ', '(']).next()?;
    let is_number = first_word.bytes().any(|letter| letter.is_ascii_digit());
    (is_number && label.len() < 70).then_some((label, number))
}
