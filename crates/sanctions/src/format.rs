//! The published formats, told apart by content.

use crate::words::words;

words! {
    /// A published format of a sanctions list.
    Format {
        /// OFAC, delimited: main, alias, address and comment files.
        OfacCsv = "ofac_csv",
        /// OFAC, SDN.XML and CONSOLIDATED.XML.
        OfacXml = "ofac_xml",
        /// OFAC, SDN_ADVANCED.XML and CONS_ADVANCED.XML.
        OfacAdvanced = "ofac_advanced",
        /// OFAC, SDN_ENHANCED.XML and CONS_ENHANCED.XML.
        OfacEnhanced = "ofac_enhanced",
        /// United Nations, consolidated XML.
        UnXml = "un_xml",
        /// European Union, annexes of acts of the Official Journal as tables.
        EuJournal = "eu_journal",
        /// European Union, Financial Sanctions Files, XML 1.1.
        EuXml = "eu_xml",
        /// European Union, Financial Sanctions Files, CSV.
        EuCsv = "eu_csv",
        /// United Kingdom sanctions list, CSV.
        UkCsv = "uk_csv",
        /// United Kingdom sanctions list, XML.
        UkXml = "uk_xml",
        /// Japan, Ministry of Finance, workbook.
        JapanMof = "japan_mof",
        /// Japan, Ministry of Economy, End User List.
        JapanMeti = "japan_meti",
        /// Republic of Korea, lists of persons whose transactions are restricted.
        Korea = "korea",
        /// Switzerland, SECO, XML.
        SwissXml = "swiss_xml",
        /// FollowTheMoney entities, one JSON object a line.
        FollowTheMoney = "follow_the_money",
        /// A snapshot of primary names by list and number, JSON.
        PrimaryNames = "primary_names",
        /// A table read by a mapping.
        Mapped = "mapped",
    }
}
