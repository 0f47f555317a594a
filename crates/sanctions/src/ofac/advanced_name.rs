//! Names of the advanced file: documented names of typed parts, in scripts.

use std::collections::HashMap;

use super::apart::Apart;
use crate::source::xml::Element;
use crate::{ListedName, NameKind, PartKind, Party, Schema, Strength};

/// Takes the names of an identity into a party.
pub(super) fn names(party: &mut Party, identity: &Element<'_>, apart: &Apart) {
    let mut part_kinds: HashMap<&str, PartKind> = HashMap::new();
    for group in identity.at(&["NamePartGroups", "MasterNamePartGroup", "NamePartGroup"]) {
        let kind = match apart.word("NamePartType", group.attribute("NamePartTypeID")) {
            "Last Name" => PartKind::Family,
            "First Name" => PartKind::Given,
            "Middle Name" => PartKind::Middle,
            "Maiden Name" => PartKind::Maiden,
            "Patronymic" => PartKind::Patronymic,
            "Matronymic" => PartKind::Matronymic,
            "Nickname" => PartKind::Nickname,
            "Vessel Name" | "Aircraft Name" => PartKind::Craft,
            _ => PartKind::Organisation,
        };
        part_kinds.insert(group.attribute("ID"), kind);
    }
    for alias in identity.all("Alias") {
        let kind = apart.word("AliasType", alias.attribute("AliasTypeID"));
        let kind = match kind {
            _ if alias.attribute("Primary") == "true" => NameKind::Primary,
            "F.K.A." => NameKind::Former,
            _ => NameKind::Alias,
        };
        let is_weak = alias.attribute("LowQuality") == "true";
        for documented in alias.all("DocumentedName") {
            let values = documented.at(&["DocumentedNamePart", "NamePartValue"]);
            let script = values
                .first()
                .map_or("", |value| value.attribute("ScriptID"));
            let parts: Vec<(PartKind, &str)> = values
                .iter()
                .map(|value| {
                    value.attribute("ScriptID");
                    value.attribute("ScriptStatusID");
                    value.attribute("Acronym");
                    let group = value.attribute("NamePartGroupID");
                    (
                        part_kinds
                            .get(group)
                            .copied()
                            .unwrap_or(PartKind::Organisation),
                        value.text(),
                    )
                })
                .collect();
            let name = documented_name(party.schema, kind, &parts);
            party.names.extend(name.map(|name| {
                let name = if is_weak { name.weak() } else { name };
                in_script(name, apart.word("Script", script))
            }));
        }
    }
}

/// Parts of people's names are joined as the delimited files join them: "FAMILY, Given".
fn documented_name(
    schema: Schema,
    kind: NameKind,
    parts: &[(PartKind, &str)],
) -> Option<ListedName> {
    let named = ListedName::of_parts(kind, parts)?;
    if schema != Schema::Person {
        return Some(named);
    }
    let join = |is_family: bool| -> String {
        let words = parts
            .iter()
            .filter(|(kind, _)| (*kind == PartKind::Family) == is_family);
        words
            .map(|(_, text)| text.trim())
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let (family, given) = (join(true), join(false));
    let text = if family.is_empty() || given.is_empty() {
        return Some(named);
    } else {
        format!("{family}, {given}")
    };
    Some(ListedName { text, ..named })
}

/// What the file says of the script is believed for names in another script than Latin.
fn in_script(mut name: ListedName, script: &str) -> ListedName {
    let is_other = !script.is_empty() && script != "Latin";
    if is_other && name.strength == Strength::Strong {
        name.strength = Strength::OriginalScript;
    }
    if is_other && name.script.as_deref() == Some("Latn") {
        name.note = Some(format!("script: {script}"));
    }
    name
}
