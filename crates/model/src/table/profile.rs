//! The `profile` table.

table! {
    /// One public or platform profile that the subject declares or that belongs to them.
    Profile = "profile" in Claimed {
        /// Whose profile it is.
        subject_id: Text [id],
        /// Site, such as `github`, `linkedin`, `portfolio`, `freelance`.
        site: Text [kind],
        /// Address of the profile.
        url: Text,
        /// Handle on the site.
        handle: Text,
        /// Name shown there.
        name: Text [protected],
        /// Country shown there (ISO 3166-1 alpha-2).
        country: Text,
        /// City shown there.
        city: Text,
        /// Headline or role shown there.
        headline: Text,
        /// Text about the person.
        bio: Text,
        /// Perceptual hash of the picture (PDQ, hexadecimal).
        photo_hash: Text,
        /// When the profile was created.
        created_at: Timestamp,
        /// Earliest activity that archives show.
        first_activity_at: Timestamp,
        /// Latest activity.
        last_activity_at: Timestamp,
        /// End of the longest pause in activity.
        dormant_until: Timestamp,
        /// Length of the longest pause in activity, in days.
        dormant_days: Integer,
        /// When the address was last checked.
        checked_at: Timestamp,
        /// HTTP status at the last check.
        http_status: Integer,
        /// Connections or contacts.
        connections: Integer,
        /// Followers.
        followers: Integer,
        /// Accounts followed.
        following: Integer,
        /// Distinct accounts with which there was any exchange.
        interacting_peers: Integer,
        /// Pages of a portfolio site.
        page_count: Integer,
        /// Whether the site is a subdomain of a free host.
        free_hosting: Boolean,
        /// Organisations or projects to which the profile claims to contribute.
        claimed_contributions: Integer,
        /// Merged pull requests or other accepted work in those projects.
        accepted_contributions: Integer,
        /// Neighbours in the follow graph that the site has suspended.
        suspended_neighbours: Integer,
        /// Neighbours in the follow graph.
        neighbours: Integer,
        /// An earlier handle of the same account.
        former_handle: Text,
    }
}
