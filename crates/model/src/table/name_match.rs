//! The `name_match` table.

table! {
    /// A name in the records that resembles a name on a sanctions list, or the word that none does.
    ///
    /// A name alone is never a match: `corroborated` says whether a day of birth or a number is the
    /// same, `contradicted` whether the birth date is another.
    NameMatch = "name_match" in Derived {
        /// Whose records hold the name.
        subject_id: Text [id],
        /// Where the name stands: `subject`, `document`, `payee`, `profile`, `company` or `reference`.
        field: Text [id kind],
        /// Whether a listed name resembles it; absent where none does and only an extract of a list was searched.
        matched: Boolean,
        /// How alike, from 0 to 1, with what else is known; docs/names.md says how.
        score: Real,
        /// `possible`, `strong` or `decisive`.
        decision: Text,
        /// How firmly the list gives the name that met: `strong`, `weak`, `former`, `original_script`.
        strength: Text,
        /// Whether the day of birth or a document, registration or wallet number is the same.
        corroborated: Boolean,
        /// Whether the birth date is another.
        contradicted: Boolean,
        /// The list.
        list: Text,
        /// The number of the entry in the list.
        entry: Text,
        /// Primary name of the listed party.
        entity: Text,
        /// The listed name that met.
        met: Text,
        /// Sanctions programmes, with `; ` between them.
        programme: Text,
        /// Acts and orders on which the listing rests, with `; ` between them.
        legal_basis: Text,
        /// Since when the party is listed.
        listed_on: Date,
        /// The version of the list: its name, its date, the beginning of its hash.
        list_version: Text,
        /// Why a party is compared that is not listed itself: which listed parties hold half of it or more.
        ownership: Text,
        /// Fingerprint of what was compared on both sides; a clearance holds for it.
        pair: Text,
        /// Whether a person has compared the two and found that they are not one.
        cleared: Boolean,
        /// Who cleared the pair, when, until when and why; or why an earlier clearance no longer holds.
        clearance: Text,
        /// Which parts of the listed name met, how, and what else was weighed, in words.
        explanation: Text,
    }
}
