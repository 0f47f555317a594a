//! The `address_outcome` table.

table! {
    /// What rules found of the others who used a network address that the subject used. Filled after every other rule has
    /// run, so that only rules that read this table see it.
    ///
    /// At most three rows a subject, for rented servers and for any other address: of those that two to twelve subjects
    /// used, one of whose other users rules tell something strong of somebody, and among such the one that says most; and
    /// of servers the one whose other users are most bound to each other.
    /// Only findings count that rest on those users' own records, and none about the address, the relay or the place.
    AddressOutcome = "address_outcome" in Derived {
        /// Somebody who used an address that a few others used too.
        subject_id: Text [id],
        /// Short name of the address, as in `link.records`.
        address: Text,
        /// Whether lists say that it is a rented server, and none that it is the exit of a VPN, a proxy or Tor.
        server: Boolean,
        /// Others who used it and were screened in this run.
        others: Integer,
        /// Of them, those of whom rules found at least eight decibans on their own records.
        others_told: Integer,
        /// What the records of all others together say of the hand behind them, in decibans: the sum of what was found of
        /// each, at most 16, less what is ordinary among everybody. Below zero where nothing unusual is found of most.
        decibans: Real,
        /// Others who are bound to another of the others by something that one person holds: a paper, a device, a photo,
        /// a telephone, an account into which the subject itself is not paid. For servers only.
        others_bound: Integer,
        /// The kinds of those ties, separated by commas.
        bound_by: Text,
    }
}
