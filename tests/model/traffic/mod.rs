//! What happens to the records of an org.

mod gone;
mod talk;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use fastrand::Rng;
use serde_json::{Value, json};
use specforce_emulator::{Rule, Trouble};

use crate::articles;
use crate::inserts;
use crate::org::Org;
use crate::steps::Steps;

/// A record is seen at most so much later than it is stamped: less than syncs wait.
const LATEST: u64 = 299;

const MINUTE: i64 = 60;
const DAY: i64 = 24 * 60 * MINUTE;

/// Random changes of an org.
pub(crate) struct Traffic {
    pub(crate) org: Arc<Org>,
    pub(crate) random: Rng,
    pub(crate) steps: Arc<Steps>,
    /// What records there are.
    objects: Vec<&'static str>,
    /// Much happens beside the sync that runs.
    busy: bool,
    /// Makes each value another one.
    count: u64,
    /// Records that came back or were touched, whose lines may be the same as before.
    pub(crate) again: BTreeSet<String>,
    /// The list of deletes has gaps.
    pub(crate) has_purged: bool,
    /// People talk about cases.
    talks: bool,
    /// When something was said about a record, or said otherwise, or taken back, as stamps have it.
    pub(crate) said: BTreeMap<String, Vec<String>>,
    /// How often the recycle bin was emptied, so that nothing tells whom that was about which was taken back.
    pub(crate) emptied: usize,
}

impl Traffic {
    pub(crate) fn new(
        org: Arc<Org>,
        random: Rng,
        steps: Arc<Steps>,
        objects: Vec<&'static str>,
        talks: bool,
    ) -> Self {
        Self {
            org,
            random,
            steps,
            objects,
            busy: false,
            count: 0,
            again: BTreeSet::new(),
            has_purged: false,
            talks,
            said: BTreeMap::new(),
            emptied: 0,
        }
    }

    /// A sync begins: mostly little happens beside it, at times much.
    pub(crate) fn begin_beside(&mut self) {
        self.busy = self.random.u8(..6) == 0;
    }

    /// Something may happen before a sync asks on.
    pub(crate) fn between_requests(&mut self) {
        let count = match self.random.u8(..10) {
            _ if self.busy => self.random.usize(1..4),
            0 => 1,
            _ => 0,
        };
        (0..count).for_each(|_| self.happen());
    }

    /// Something happens.
    pub(crate) fn happen(&mut self) {
        if self.talks && self.random.u8(..3) == 0 {
            return self.talk();
        }
        match self.random.u8(..100) {
            0..18 => self.insert(),
            18..38 => self.update(),
            38..50 => self.delete(),
            50..55 => self.undelete(),
            55..60 => self.hard_delete(),
            60..63 => self.empty_bin(),
            63..66 => drop(self.send("DELETE", "/emulator/locators", &Value::Null)),
            66..68 => self.merge(),
            68..78 => self.in_flight(),
            78..80 => self.burst(),
            80 => self.purge_delete_log(),
            _ => self.wait(),
        }
    }

    /// Time passes.
    pub(crate) fn wait(&mut self) {
        let seconds = match self.random.u8(..100) {
            0..35 => self.random.i64(1..MINUTE),
            35..75 => self.random.i64(MINUTE..10 * MINUTE),
            75..93 => self.random.i64(10 * MINUTE..180 * MINUTE),
            93..98 => self.random.i64(DAY..5 * DAY),
            _ => self.random.i64(14 * DAY..17 * DAY),
        };
        self.steps.note(format!("{seconds} s pass"));
        self.org.wait(seconds);
    }

    /// One more record than a page has, of one stamp.
    pub(crate) fn burst(&mut self) {
        let object = *self.random.choice(&self.objects).unwrap();
        inserts::create(self, object, self.org.page + 1);
    }

    fn insert(&mut self) {
        let object = *self.random.choice(&self.objects).unwrap();
        let count = self.random.usize(1..4);
        inserts::create(self, object, count);
    }

    fn update(&mut self) {
        let object = *self.random.choice(&self.objects).unwrap();
        if object == articles::OBJECT {
            return articles::change(self);
        }
        for id in self.some(object) {
            let n = self.number();
            let change = match object {
                "Account" => json!({ "Phone": n.to_string() }),
                "Contact" => json!({ "Title": n.to_string(), "MailingCity": null }),
                "Case" if n.is_multiple_of(3) => {
                    json!({ "Status": "Closed", "Subject": n.to_string() })
                }
                "Case" => json!({ "Status": "Working", "Subject": n.to_string() }),
                "User" => json!({ "FirstName": n.to_string() }),
                _ => json!({ "Amount": f64::from(u32::try_from(n % 1_000_000).unwrap()) / 8.0 }),
            };
            self.send("PATCH", &format!("sobjects/{object}/{id}"), &change);
        }
    }

    fn merge(&mut self) {
        let object = *self.random.choice(&self.objects).unwrap();
        let mut ids = self.living(object);
        self.random.shuffle(&mut ids);
        if let [master, merged, ..] = &ids[..] {
            let body = json!({ "master": master, "merged": [merged] });
            self.send("POST", "/emulator/merge", &body);
            self.note_again();
        }
    }

    /// What is written next is seen later.
    fn in_flight(&mut self) {
        let seconds = self.random.u64(1..=LATEST);
        self.steps
            .note(format!("the next write is seen after {seconds} s"));
        let rule = Rule::new(Trouble::InFlight { seconds });
        self.org
            .emulator
            .trouble(rule.path("/services/data"))
            .unwrap();
        match self.random.u8(..3) {
            _ if self.talks && self.random.bool() => self.talk(),
            0 => self.insert(),
            1 => self.update(),
            _ => self.delete(),
        }
    }

    fn note_again(&mut self) {
        for object in self.objects.clone() {
            self.again.extend(self.org.stamped(object));
        }
    }

    /// One to three records that are there.
    fn some(&mut self, object: &str) -> Vec<String> {
        let living = self.living(object);
        self.among(living)
    }

    fn among(&mut self, mut ids: Vec<String>) -> Vec<String> {
        self.random.shuffle(&mut ids);
        ids.truncate(self.random.usize(1..4));
        ids
    }

    pub(crate) fn living(&self, object: &str) -> Vec<String> {
        let condition = if object == "User" {
            "Id != null"
        } else {
            "IsDeleted = false"
        };
        self.org.ids(object, condition)
    }

    pub(crate) fn number(&mut self) -> u64 {
        self.count += 1;
        self.count
    }

    /// A request, which the org may refuse: a record may be gone, or not ready for what is asked.
    pub(crate) fn send(&mut self, method: &str, path: &str, body: &Value) -> Value {
        let (status, answer) = self.org.http.send(method, path, body);
        let body: String = body.to_string().chars().take(120).collect();
        self.steps
            .note(format!("{method} {path} {body} → {status}"));
        assert!(status < 500, "{method} {path}: {answer}");
        answer
    }
}
