//! A picture of a group: who is tied to whom, by what.

use std::fmt::Write;

use bonafide_model::report::{GroupReport, GroupTie};
use fjadra::{Center, Collide, Link, ManyBody, Node, PositionX, PositionY, SimulationBuilder};

use super::svg::Svg;

/// Half of a node's width, in units of the picture.
const NODE: f64 = 11.0;
/// Room around the outermost nodes.
const MARGIN: f64 = 20.0;
/// Width and height of the smallest picture.
const LEAST: [f64; 2] = [560.0, 170.0];

/// The classes of ties that have a line of their own, with what they are.
pub(crate) const LINES: [(&str, &str); 6] = [
    ("e-money", "money and tax"),
    ("e-person", "contact and documents"),
    ("e-device", "devices"),
    ("e-content", "texts, pictures and code"),
    ("e-place", "places"),
    ("e-habit", "habits and dealings"),
];

/// The class of the line of a kind of tie.
pub(crate) fn class_of(kind: &str) -> &'static str {
    match kind {
        "bank_account" | "wallet" | "transfer" | "tax_id" => "e-money",
        "email" | "recovery_email" | "phone" | "handle" | "document" | "name" => "e-person",
        "device" | "cookie" | "configuration" => "e-device",
        "photo" | "background" | "text" | "answers" | "ssh_key" | "commit" | "commit_email" => {
            "e-content"
        }
        "ip" | "address" => "e-place",
        _ => "e-habit",
    }
}

/// The picture. Nodes carry the numbers of the table of members; the same group gives the same picture.
pub(crate) fn picture(group: &GroupReport) -> Svg {
    let count = group.members.len();
    let ties: Vec<&GroupTie> = group
        .ties
        .iter()
        .filter(|tie| (tie.a as usize) < count && (tie.b as usize) < count && tie.a != tie.b)
        .collect();
    let places = places(count, &ties);
    let ([left, top], [right, bottom]) = bounds(&places);
    // A picture of two is no larger than one of ten.
    let (wide, high) = (
        (right - left + 2.0 * MARGIN).max(LEAST[0]),
        (bottom - top + 2.0 * MARGIN).max(LEAST[1]),
    );
    let (aside, below) = (
        (wide - (right - left)) / 2.0 - left,
        (high - (bottom - top)) / 2.0 - top,
    );
    let at = |place: u32| -> [f64; 2] {
        let [x, y] = places[place as usize];
        [x + aside, y + below]
    };
    let mut svg = format!(
        "<svg class=net viewBox=\"0 0 {wide:.0} {high:.0}\" role=img aria-label=\"{} of {} members and {} ties between them; the tables below tell the same\">",
        count,
        group.size,
        ties.len()
    );
    // Two ties of one pair lie beside each other.
    let mut drawn: std::collections::BTreeMap<(u32, u32), u32> = std::collections::BTreeMap::new();
    for tie in ties {
        let pair = (tie.a.min(tie.b), tie.a.max(tie.b));
        let lane = drawn.entry(pair).or_default();
        let ([x1, y1], [x2, y2]) = (at(pair.0), at(pair.1));
        let long = (x2 - x1).hypot(y2 - y1).max(1.0);
        let off = f64::from(lane.div_ceil(2)) * if lane.is_multiple_of(2) { 3.0 } else { -3.0 };
        let (dx, dy) = ((y1 - y2) / long * off, (x2 - x1) / long * off);
        *lane += 1;
        write!(
            svg,
            "<line class={} x1={:.1} y1={:.1} x2={:.1} y2={:.1} />",
            class_of(&tie.kind),
            x1 + dx,
            y1 + dy,
            x2 + dx,
            y2 + dy
        )
        .expect("a String takes all text");
    }
    for (place, member) in (0_u32..).zip(&group.members) {
        let [x, y] = at(place);
        write!(
            svg,
            "<g class=o-{}><circle cx={x:.1} cy={y:.1} r={NODE} /><text x={x:.1} y={:.1}>{}</text></g>",
            member.outcome.word(),
            y + 3.5,
            place + 1
        )
        .expect("a String takes all text");
    }
    svg.push_str("</svg>");
    Svg::of(svg)
}

/// Where the nodes lie: springs along the ties, and everybody pushes everybody away.
fn places(count: usize, ties: &[&GroupTie]) -> Vec<[f64; 2]> {
    let links = ties.iter().map(|tie| (tie.a as usize, tie.b as usize));
    let mut simulation = SimulationBuilder::default()
        .build((0..count).map(|_| Node::default()))
        .add_force("ties", Link::new(links).distance(55.0))
        .add_force("push", ManyBody::new().strength(-140.0))
        .add_force("apart", Collide::new().radius(|_| NODE + 4.0))
        .add_force("x", PositionX::new().strength(0.06))
        .add_force("y", PositionY::new().strength(0.09))
        .add_force("middle", Center::new());
    simulation.step();
    simulation
        .positions()
        .map(|[x, y]| {
            // Whatever the forces do, a picture has finite places.
            let tame = |at: f64| {
                if at.is_finite() {
                    at.clamp(-2_000.0, 2_000.0)
                } else {
                    0.0
                }
            };
            [tame(x), tame(y)]
        })
        .collect()
}

fn bounds(places: &[[f64; 2]]) -> ([f64; 2], [f64; 2]) {
    places.iter().fold(
        ([0.0_f64; 2], [0.0_f64; 2]),
        |([left, top], [right, bottom]), [x, y]| {
            ([left.min(*x), top.min(*y)], [right.max(*x), bottom.max(*y)])
        },
    )
}
