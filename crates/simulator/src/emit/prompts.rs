//! The use of an AI service, as the service or a firm's gateway sees it.

use bonafide_model::table::AiUse;

use crate::stream::{Chance, mix};
use crate::trade::TRADES;

use super::{Desk, time};

impl Desk<'_> {
    pub(super) fn prompts(&mut self) {
        let Some(prompts) = &self.person.habits.prompts else {
            return;
        };
        let person = self.person;
        let count = self.dice.lognormal(prompts.uses, 0.6).clamp(1.0, 150.0) as i64;
        let mut at = self.moment();
        for number in 0..count {
            // Prompts come in sittings of a handful.
            let sits_on = number > 0 && self.dice.chance(0.8);
            let gap = self.dice.lognormal(prompts.pace, 0.8).round().max(2.0);
            at = if sits_on {
                at + gap as i64
            } else {
                self.moment()
            };
            let weights = prompts.of.iter().map(|(_, weight)| *weight);
            let category = prompts.of[self.dice.weighted(weights)].0;
            let about = self.dice.whole(0, prompts.people - 1) as u64;
            let named = matches!(
                category,
                "resume" | "referee" | "interview-answer" | "headshot"
            );
            let employers = if prompts.people > 1 { 12 } else { 4 };
            let employer = self.dice.whole(0, employers) as u64;
            let picture = matches!(category, "headshot" | "identity-document-edit");
            let row = AiUse {
                subject_id: self.id(),
                used_at: Some(time(at)),
                category: Some(category.to_owned()),
                persona_hash: named.then(|| format!("{:016x}", mix(mix(96, person.index), about))),
                employer_hash: (named && self.dice.chance(0.6))
                    .then(|| format!("{:016x}", mix(mix(97, person.index), employer))),
                job_title: named.then(|| {
                    if about == 0 {
                        person.trade.role
                    } else {
                        TRADES[(mix(about, person.index) % TRADES.len() as u64) as usize].role
                    }
                    .to_owned()
                }),
                seconds_since_previous: sits_on.then_some(gap),
                image_hash: picture.then(|| self.dice.hex(64)),
                blocked: self.maybe(0.6, |dice| {
                    dice.chance(if category == "identity-document-edit" {
                        0.3
                    } else {
                        0.004
                    })
                }),
            };
            self.tables.ai_use.push(row);
        }
    }
}
