//! What goes wrong for syncs.

use fastrand::Rng;
use specforce_emulator::{Emulator, Rule};

/// What a client repeats, or gives up at once.
const TROUBLE: [&str; 18] = [
    "500",
    "502,done",
    "503",
    "503,retry-after=2",
    "504,done",
    "429",
    "concurrent-limit",
    "daily-limit",
    "expired-session",
    "reset,when=before",
    "reset,when=during",
    "reset,when=after",
    "truncated-body",
    "truncated-gzip",
    "maintenance,status=503",
    "maintenance,status=200",
    "moved,to=https://acme--new.my.salesforce.com",
    "slow,seconds=0.01",
];

/// The real program waits before it repeats, as nobody tells it not to. So it meets so many troubles at most, once each.
const FEW: usize = 3;

/// The rules of a seed.
#[derive(Debug)]
pub(crate) struct Troubles {
    rules: Vec<Rule>,
    for_program: Vec<Rule>,
}

impl Troubles {
    /// Some of all, each at a rate of its own; in some seeds nothing goes wrong.
    pub(crate) fn random(random: &mut Rng) -> Self {
        let most = [0.0, 0.01, 0.03, 0.06][random.usize(..4)];
        let few = random.choose_multiple(TROUBLE, FEW);
        let for_program = rules(&few, ",times=1", most, random);
        let mut rules = rules(&TROUBLE, "", most, random);
        if most > 0.0 {
            rules.push(rule("stalled-body,rate=0.0005"));
        }
        Self { rules, for_program }
    }

    /// From now on syncs of this process meet it.
    pub(crate) fn begin(&self, org: &Emulator) {
        replaced(org, &self.rules);
    }

    /// From now on the program meets it.
    pub(crate) fn begin_for_program(&self, org: &Emulator) {
        replaced(org, &self.for_program);
    }
}

/// Each at a rate of its own.
fn rules(troubles: &[&str], often: &str, most: f64, random: &mut Rng) -> Vec<Rule> {
    let rules = troubles.iter().map(|trouble| {
        let rate = most * random.f64();
        rule(&format!("{trouble},rate={rate:.4}{often}"))
    });
    rules.collect()
}

fn replaced(org: &Emulator, rules: &[Rule]) {
    org.clear_trouble();
    for rule in rules {
        org.trouble(rule.clone()).unwrap();
    }
}

/// Of syncs, and not of the traffic.
fn rule(text: &str) -> Rule {
    let rule: Rule = text.parse().unwrap();
    rule.path("/services/data/v66.0")
}
