use std::fmt::{self, Display};

use jsonschema::Validator;
use proptest::sample::Index;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestCaseResult, TestRunner};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{instances, mutations};
use crate::sync::SyncFunction;
use crate::{Action, Violation, Violations, schema_check};

/// How many valid instances a schema is tried with, and how many variations of each.
const INSTANCES: u32 = 64;
const VARIATIONS: usize = 12;

/// Tries instances of a function's input, valid ones and variations of them that break the schema at one place, on
/// three judges that must agree: a validator of JSON Schema, serde with the typed check, and the check of JSON.
///
/// What a schema cannot tell is left out: conditions of the manifest (`fail_if`) and segments of a path that are empty
/// or made of dots. So is what the judges are known to see differently: an integer beyond 64 bits, and a list in place
/// of an object.
///
/// # Panics
/// When the judges differ, with the instance and what each says of it.
pub fn inputs_agree<A: Action + DeserializeOwned>(schema: &str) {
    agree(A::NAME, schema, A::check);
}

/// As [`inputs_agree`], for the input of a sync.
///
/// # Panics
/// When the judges differ, with the instance and what each says of it.
pub fn sync_inputs_agree<S: SyncFunction + DeserializeOwned>(schema: &str) {
    agree(S::NAME, schema, S::check);
}

fn agree<T: DeserializeOwned>(name: &str, schema: &str, check: impl Fn(&T, &mut Violations)) {
    each_instance(name, schema, true, |judge, instance, valid| {
        let verdicts = [
            ("JSON Schema", judge.by_schema(instance)),
            ("the typed input", by_type(instance, &check)),
            ("the check of JSON", judge.by_own_check(instance)),
        ];
        same(&format!("input of {name}"), instance, valid, &verdicts)
    });
}

/// Tries instances of an output: a validator of JSON Schema and the check of JSON agree on all of them, the type reads
/// the valid ones, and what it writes is valid again.
///
/// The type is no third judge here: it reads what the function itself has written, and checks no bounds.
///
/// # Panics
/// When they differ, with the instance and what each says of it.
pub fn outputs_agree<T: DeserializeOwned + Serialize>(name: &str, schema: &str) {
    each_instance(name, schema, false, |judge, instance, valid| {
        let mut verdicts = vec![
            ("JSON Schema", judge.by_schema(instance)),
            ("the check of JSON", judge.by_own_check(instance)),
        ];
        if valid {
            let again = rewritten::<T>(instance);
            verdicts.push((
                "JSON Schema, once the type has read and written it",
                again.and_then(|again| judge.by_schema(&again)),
            ));
        }
        same(&format!("output of {name}"), instance, valid, &verdicts)
    });
}

type Verdict = Result<(), String>;

struct Judge<'a> {
    root: &'a Value,
    validator: Validator,
}

impl Judge<'_> {
    fn by_schema(&self, instance: &Value) -> Verdict {
        self.validator
            .validate(instance)
            .map_err(|error| format!("{}: {error}", error.instance_path()))
    }

    fn by_own_check(&self, instance: &Value) -> Verdict {
        verdict(&schema_check::violations_of(instance, self.root))
    }
}

fn by_type<T: DeserializeOwned>(instance: &Value, check: impl Fn(&T, &mut Violations)) -> Verdict {
    let typed: T = serde_json::from_value(instance.clone()).map_err(told)?;
    let mut found = Violations::new();
    check(&typed, &mut found);
    let mut found = found.into_vec();
    found.retain(|violation| !violation.message.starts_with("must not fulfil `"));
    verdict(&found)
}

fn verdict(found: &[Violation]) -> Verdict {
    let told: Vec<_> = found.iter().map(ToString::to_string).collect();
    match told.as_slice() {
        [] => Ok(()),
        several => Err(several.join("; ")),
    }
}

fn rewritten<T: DeserializeOwned + Serialize>(instance: &Value) -> Result<Value, String> {
    let typed: T = serde_json::from_value(instance.clone()).map_err(told)?;
    serde_json::to_value(typed).map_err(told)
}

fn told(error: impl Display) -> String {
    error.to_string()
}

/// Gives `look` each instance, and whether it was made to be valid.
fn each_instance(
    name: &str,
    schema: &str,
    typed: bool,
    look: impl Fn(&Judge<'_>, &Value, bool) -> TestCaseResult,
) {
    let root: Value = serde_json::from_str(schema)
        .unwrap_or_else(|error| panic!("{name}: the schema is no JSON: {error}"));
    let validator = jsonschema::draft202012::new(&root)
        .unwrap_or_else(|error| panic!("{name}: the schema is none: {error}"));
    let judge = Judge {
        root: &root,
        validator,
    };
    let picks = proptest::collection::vec(proptest::arbitrary::any::<Index>(), VARIATIONS);
    let instances = (instances::of(&root), picks);
    let outcome = runner(INSTANCES).run(&instances, |(instance, picks)| {
        look(&judge, &instance, true)?;
        let variations = mutations::of(&root, &instance, typed);
        if variations.is_empty() {
            return Ok(());
        }
        picks
            .iter()
            .try_for_each(|pick| look(&judge, &pick.get(&variations).apply(&instance), false))
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}

/// The same instances at each run.
pub(super) fn runner(cases: u32) -> TestRunner {
    TestRunner::new(Config {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(1),
        max_shrink_iters: 512,
        ..Config::default()
    })
}

fn same(what: &str, instance: &Value, valid: bool, verdicts: &[(&str, Verdict)]) -> TestCaseResult {
    let agreed = verdicts
        .windows(2)
        .all(|pair| pair[0].1.is_ok() == pair[1].1.is_ok());
    let misjudged = valid && verdicts.iter().any(|(_, verdict)| verdict.is_err());
    if agreed && !misjudged {
        return Ok(());
    }
    let told = Told {
        what,
        instance,
        verdicts,
    };
    Err(TestCaseError::fail(told.to_string()))
}

struct Told<'a> {
    what: &'a str,
    instance: &'a Value,
    verdicts: &'a [(&'a str, Verdict)],
}

impl Display for Told<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what, self.instance)?;
        for (judge, verdict) in self.verdicts {
            match verdict {
                Ok(()) => write!(f, "\n  {judge}: valid")?,
                Err(reason) => write!(f, "\n  {judge}: invalid: {reason}")?,
            }
        }
        Ok(())
    }
}
