#![doc = include_str!("../README.md")]

mod appeal;
mod audit;
mod bootstrap;
mod calibrate;
mod chance;
mod error;
mod evaluation;
mod groups;
mod over_time;
mod page;
mod recall;
mod reliability;
mod reported;
mod rules;
mod share;
mod summary;
mod table;
mod treatment;
mod truth;
mod value;
mod view;
mod weighing;

pub use appeal::{Appeals, Explained, Heard, Passed};
pub use audit::{Audit, ByCharacteristic, Categories, Category, Ratio, UNKNOWN, audit};
pub use bootstrap::Clustered;
pub use calibrate::{
    Asked, Calibration, Moved, RuleCalibration, Verdict, Verdicts, Weights, calibrate,
};
pub use error::{Error, Result};
pub use evaluation::{
    BUDGETS, Budget, Evaluation, LAYOUT, OutcomeCount, SIMULATED, evaluate, same_world,
};
pub use groups::GroupEvaluation;
pub use over_time::{
    Cuts, Days, Detection, Look, OverTime, PUBLISHED_DWELL_DAYS, PUBLISHED_DWELL_SOURCE, Paid,
    Payment, Records, Screen, Windows, over_time,
};
pub use recall::{CareRecall, Recall, RoleRecall};
pub use reliability::{Reliability, Step};
pub use reported::{Found, Judged, Reported};
pub use rules::RuleEvaluation;
pub use share::{Interval, Share};
pub use summary::{Aim, Measure, Summary, Unit, Value};
pub use treatment::{FourFifths, GroupShare};
pub use truth::{OperationTruth, SubjectTruth, Truth};
pub use value::LeftOut;
pub use view::{VIEWS, View};
pub use weighing::{Weighable, Weighed, Weigher};
