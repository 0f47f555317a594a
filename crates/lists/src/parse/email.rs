//! Mail domains with a class.

use std::collections::HashMap;

use crate::domain_name::normal_domain;
use crate::email_fact::EmailClass;
use crate::table::{Layout, Tally, layout};
use crate::{About, ListError};

use super::missing_columns;

/// Domains with the bits of their classes.
#[derive(Debug, Default)]
pub(crate) struct EmailDomains {
    pub(crate) bits: HashMap<Box<str>, u8>,
    pub(crate) known: u8,
}

const DOMAIN: [&str; 4] = ["domain", "email_domain", "mail_domain", "host"];

pub(super) fn domains(
    bytes: &[u8],
    about: &About,
    tally: &mut Tally,
) -> Result<EmailDomains, ListError> {
    let attribute = |problem: String| ListError::Attribute {
        list: about.name.clone(),
        problem,
    };
    let common = about
        .attributes
        .class
        .as_deref()
        .map(EmailClass::parse)
        .transpose()
        .map_err(attribute)?;
    let mut domains = EmailDomains::default();
    let mut add = |domain: &str, class: EmailClass| {
        let domain = normal_domain(domain)?;
        *domains.bits.entry(domain.into()).or_default() |= class.bit();
        domains.known |= class.bit();
        Ok(())
    };
    match layout(about, bytes, &DOMAIN)? {
        Layout::Lines(lines) => {
            let class = common.ok_or_else(|| {
                attribute("its lines do not say of what class the domains are; give the class beside the list (disposable, free or relay)".to_owned())
            })?;
            lines.each_value(tally, |value| add(value, class));
        }
        Layout::Table(table) => {
            let (domain, class) = (
                table.column(&DOMAIN),
                table.column(&["class", "type", "category"]),
            );
            if !class.is_there() && common.is_none() {
                return Err(missing_columns(about, table.column_names()));
            }
            table.each_row(tally, |row| {
                let class = match row.some(class) {
                    Some(class) => EmailClass::parse(class)?,
                    None => common.ok_or("the row gives no class")?,
                };
                add(row.get(domain), class)
            });
        }
    }
    Ok(domains)
}
