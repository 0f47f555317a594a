//! Names of people who do not exist.
//!
//! A name is put together from invented stems and endings that only sound like a region; none of
//! the parts is a common real name of the region, so that no person on a sanctions list and nobody
//! in public life is named by accident.

use serde::{Deserialize, Serialize};

use crate::stream::{Chance, Dice};

/// The part of the world that a person comes from: birth country or that of their parents.
///
/// Drawn before anything else and independent of honesty, so that fairness can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// United States and Canada.
    NorthAmerica,
    /// Mexico to Chile.
    LatinAmerica,
    /// Ireland to Italy.
    WesternEurope,
    /// Poland to Kazakhstan.
    EasternEurope,
    /// Morocco to the Gulf.
    MiddleEast,
    /// South of the Sahara.
    Africa,
    /// Pakistan to Sri Lanka.
    SouthAsia,
    /// Thailand to the Philippines.
    SoutheastAsia,
    /// China, Korea, Japan, Taiwan.
    EastAsia,
    /// Australia and New Zealand.
    Oceania,
}

impl Origin {
    /// Every origin.
    pub const ALL: [Self; 10] = [
        Self::NorthAmerica,
        Self::LatinAmerica,
        Self::WesternEurope,
        Self::EasternEurope,
        Self::MiddleEast,
        Self::Africa,
        Self::SouthAsia,
        Self::SoutheastAsia,
        Self::EastAsia,
        Self::Oceania,
    ];

    /// The name in the truth tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::NorthAmerica => "north_america",
            Self::LatinAmerica => "latin_america",
            Self::WesternEurope => "western_europe",
            Self::EasternEurope => "eastern_europe",
            Self::MiddleEast => "middle_east",
            Self::Africa => "africa",
            Self::SouthAsia => "south_asia",
            Self::SoutheastAsia => "southeast_asia",
            Self::EastAsia => "east_asia",
            Self::Oceania => "oceania",
        }
    }

    /// Countries in which people of that origin mostly live, large ones repeated.
    pub(crate) fn homes(self) -> &'static [&'static str] {
        match self {
            Self::NorthAmerica => &["US", "US", "US", "US", "US", "CA"],
            Self::LatinAmerica => &["BR", "BR", "MX", "MX", "AR", "CO", "CL", "PE"],
            Self::WesternEurope => &[
                "GB", "GB", "DE", "DE", "FR", "ES", "IT", "NL", "PT", "IE", "SE", "CH",
            ],
            Self::EasternEurope => &["UA", "UA", "PL", "PL", "RO", "RU", "GE", "KZ"],
            Self::MiddleEast => &["EG", "EG", "TR", "TR", "MA", "AE", "SA", "IL"],
            Self::Africa => &["NG", "NG", "NG", "KE", "KE", "ZA", "GH"],
            Self::SouthAsia => &["IN", "IN", "IN", "IN", "PK", "PK", "BD", "LK"],
            Self::SoutheastAsia => &["PH", "PH", "PH", "VN", "VN", "ID", "MY", "TH", "SG", "KH"],
            Self::EastAsia => &["CN", "CN", "JP", "JP", "KR", "TW", "HK"],
            Self::Oceania => &["AU", "AU", "NZ"],
        }
    }

    fn stems(self) -> &'static Stems {
        match self {
            Self::NorthAmerica => &NORTH_AMERICA,
            Self::LatinAmerica => &LATIN_AMERICA,
            Self::WesternEurope => &WESTERN_EUROPE,
            Self::EasternEurope => &EASTERN_EUROPE,
            Self::MiddleEast => &MIDDLE_EAST,
            Self::Africa => &AFRICA,
            Self::SouthAsia => &SOUTH_ASIA,
            Self::SoutheastAsia => &SOUTHEAST_ASIA,
            Self::EastAsia => &EAST_ASIA,
            Self::Oceania => &OCEANIA,
        }
    }
}

struct Stems {
    given: &'static [&'static str],
    given_ends: &'static [&'static str],
    family: &'static [&'static str],
    middles: &'static [&'static str],
    family_ends: &'static [&'static str],
}

static NORTH_AMERICA: Stems = Stems {
    given: &[
        "Brax", "Cald", "Dar", "Ells", "Garr", "Harl", "Jarv", "Kend", "Lor", "Marv", "Odel",
        "Pell", "Ruth", "Tal", "Wend", "Zad",
    ],
    given_ends: &["en", "ina", "on", "ie", "amy", "ette", "iel", "wyn"],
    family: &[
        "Ashb", "Barn", "Colt", "Dunl", "Eld", "Farn", "Grad", "Holl", "Kirk", "Lang", "Mort",
        "Nels", "Pemb", "Rad", "Stan", "Thorn", "Wex", "Yar",
    ],
    middles: &["er", "in", "or", "el", "am", "ow"],
    family_ends: &[
        "brook", "field", "wick", "stead", "ley", "combe", "shaw", "mere",
    ],
};
static LATIN_AMERICA: Stems = Stems {
    given: &[
        "Adel", "Belis", "Cand", "Dolor", "Esmer", "Florent", "Galv", "Herm", "Isaur", "Jov",
        "Leand", "Macar", "Nob", "Osval", "Remed", "Tib",
    ],
    given_ends: &["ina", "ino", "ario", "elia", "indo", "eta", "ucho", "ilda"],
    family: &[
        "Alcan", "Barr", "Cordov", "Delmar", "Esquin", "Fuen", "Galind", "Huer", "Jarab", "Larr",
        "Montev", "Ontal", "Pedr", "Quint", "Sarab", "Tordes", "Valen", "Zarag",
    ],
    middles: &["al", "er", "in", "ol", "aq", "eb"],
    family_ends: &["iza", "osa", "uela", "anco", "edo", "ares", "illo", "onte"],
};
static WESTERN_EUROPE: Stems = Stems {
    given: &[
        "Alb", "Bened", "Clem", "Domin", "Eleon", "Fab", "Gisl", "Hug", "Isold", "Jor", "Leop",
        "Mat", "Norb", "Ott", "Rein", "Syl",
    ],
    given_ends: &["ine", "olt", "era", "iane", "ard", "ette", "onne", "mar"],
    family: &[
        "Brand", "Corv", "Delac", "Eber", "Falk", "Grim", "Hall", "Isen", "Kel", "Lind", "Mont",
        "Oster", "Perr", "Ros", "Steen", "Tour", "Vander", "Wald",
    ],
    middles: &["en", "el", "er", "au", "in", "ol"],
    family_ends: &[
        "mühl", "steyn", "vaux", "berg", "hoven", "elle", "ström", "accio",
    ],
};
static EASTERN_EUROPE: Stems = Stems {
    given: &[
        "Bogd", "Casim", "Dobr", "Eug", "Gler", "Hryn", "Jarom", "Kves", "Lyub", "Miros", "Nest",
        "Ostap", "Radov", "Svet", "Tarl", "Zden",
    ],
    given_ends: &["ana", "ek", "omir", "islava", "ija", "en", "ko", "yna"],
    family: &[
        "Berez", "Chor", "Dubr", "Gor", "Hlad", "Jas", "Kov", "Lys", "Mel", "Nov", "Oles", "Pav",
        "Rud", "Stoj", "Tym", "Vas", "Yar", "Zel",
    ],
    middles: &["en", "ad", "ov", "in", "al", "os"],
    family_ends: &[
        "yuk", "eszko", "ovar", "ilev", "enko", "adze", "escu", "ynski",
    ],
};
static MIDDLE_EAST: Stems = Stems {
    given: &[
        "Am", "Bas", "Dun", "Fair", "Ghas", "Had", "Jal", "Kham", "Lam", "Mar", "Nad", "Ras",
        "Sul", "Tar", "Was", "Zah",
    ],
    given_ends: &[
        "ouna", "ehir", "imeh", "oud", "asem", "eera", "inaz", "oush",
    ],
    family: &[
        "Barak", "Dabb", "Fak", "Gham", "Haw", "Jar", "Karam", "Lut", "Maz", "Nas", "Qad", "Rash",
        "Sab", "Tah", "Um", "Yaz", "Zag", "Sher",
    ],
    middles: &["an", "ou", "ad", "il", "ar", "em"],
    family_ends: &[
        "aki", "ouri", "oglan", "adeh", "awi", "ouche", "eddin", "iyeh",
    ],
};
static AFRICA: Stems = Stems {
    given: &[
        "Ade", "Bab", "Chi", "Dum", "Efe", "Fol", "Gak", "Ife", "Jab", "Kam", "Lin", "Mos", "Nka",
        "Oba", "Sip", "Thab",
    ],
    given_ends: &[
        "lowa", "tunji", "nero", "sani", "kemi", "wendo", "mbira", "lisha",
    ],
    family: &[
        "Abi", "Boa", "Chuk", "Dlam", "Eke", "Gath", "Igw", "Kiba", "Lum", "Mben", "Nwa", "Odu",
        "Okel", "Sek", "Tem", "Umo", "Wam", "Zul",
    ],
    middles: &["no", "be", "ru", "ka", "di", "lo"],
    family_ends: &[
        "mbeka", "wuna", "thiga", "lade", "nyemi", "tsoro", "kwashi", "ringo",
    ],
};
static SOUTH_ASIA: Stems = Stems {
    given: &[
        "Abh", "Bhav", "Char", "Dev", "Esh", "Gaur", "Har", "Ind", "Jay", "Kavy", "Lax", "Mayur",
        "Nir", "Pran", "Ruk", "Suv",
    ],
    given_ends: &[
        "anika", "esha", "inder", "ulan", "opal", "iketh", "ashree", "endu",
    ],
    family: &[
        "Agn", "Bhat", "Chan", "Desh", "Gond", "Hira", "Jad", "Kal", "Lod", "Mah", "Nar", "Pad",
        "Raj", "Sam", "Tank", "Udav", "Var", "Wij",
    ],
    middles: &["an", "er", "ik", "om", "ul", "as"],
    family_ends: &[
        "pathi", "wardha", "anker", "ekara", "oriya", "umdar", "avali", "ullah",
    ],
};
static SOUTHEAST_ASIA: Stems = Stems {
    given: &[
        "Ang", "Bin", "Cha", "Dal", "Emil", "Gal", "Hanh", "Ina", "Jun", "Kan", "Lig", "Mal",
        "Nim", "Pur", "Rat", "Tin",
    ],
    given_ends: &["aya", "orn", "isto", "ela", "uong", "awan", "inda", "emi"],
    family: &[
        "Bala", "Catap", "Dima", "Gul", "Hart", "Kus", "Lac", "Maha", "Ngu", "Pana", "Rach",
        "Sala", "Sura", "Tag", "Thon", "Uma", "Wid", "Yud",
    ],
    middles: &["ga", "ta", "ra", "no", "li", "ma"],
    family_ends: &[
        "puran", "yotha", "dinata", "lungan", "wongse", "tuan", "sakti", "banwa",
    ],
};
static EAST_ASIA: Stems = Stems {
    given: &[
        "Aru", "Bei", "Chae", "Den", "Fuyu", "Gao", "Haru", "Jia", "Koto", "Lian", "Mizu", "Nori",
        "Rui", "Sora", "Tae", "Yoru",
    ],
    given_ends: &[
        "mika", "wenlo", "binna", "goro", "xuan", "seul", "nobue", "lanhe",
    ],
    family: &[
        "Aka", "Bok", "Chey", "Dao", "Fuka", "Guo", "Hata", "Ishi", "Kawa", "Lou", "Mori", "Nam",
        "Oka", "Qiao", "Sawa", "Taka", "Yeo", "Zhuo",
    ],
    middles: &["no", "mi", "wan", "ru", "ze", "go"],
    family_ends: &[
        "zumi", "dera", "heng", "shiro", "lwon", "tari", "miao", "gasu",
    ],
};
static OCEANIA: Stems = Stems {
    given: &[
        "Arl", "Bry", "Cor", "Dell", "Fen", "Gry", "Hin", "Jas", "Kir", "Lach", "Mer", "Nga",
        "Ros", "Ta", "Wil", "Zar",
    ],
    given_ends: &["oa", "inda", "ett", "irra", "ane", "elle", "mere", "iah"],
    family: &[
        "Bar", "Coo", "Dar", "Fitz", "Gun", "Hak", "Kal", "Maru", "Nar", "Par", "Rang", "Tau",
        "Tor", "War", "Whit", "Yar", "Brin", "Mount",
    ],
    middles: &["ra", "da", "ba", "ga", "en", "el"],
    family_ends: &[
        "wood", "ngata", "long", "combe", "field", "roa", "dale", "mine",
    ],
};

/// A given name that sounds like the origin.
pub(crate) fn given(origin: Origin, dice: &mut Dice) -> String {
    let stems = origin.stems();
    format!("{}{}", dice.pick(stems.given), dice.pick(stems.given_ends))
}

/// A family name that sounds like the origin.
pub(crate) fn family(origin: Origin, dice: &mut Dice) -> String {
    let stems = origin.stems();
    format!(
        "{}{}{}",
        dice.pick(stems.family),
        dice.pick(stems.middles),
        dice.pick(stems.family_ends)
    )
}

/// The name in the letters that mailboxes and handles take.
pub(crate) fn plain(name: &str) -> String {
    name.chars()
        .filter_map(|letter| match letter {
            'ü' => Some('u'),
            'ö' => Some('o'),
            'a'..='z' => Some(letter),
            'A'..='Z' => Some(letter.to_ascii_lowercase()),
            _ => None,
        })
        .collect()
}
