//! The article this project started from: every code, digit, text, question,
//! cause, port and tip of it gets an answer, and where it or popular belief is
//! wrong, the answer is right. `cases/article.toml` is the list.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

/// How many items of each kind there are, so that none gets lost.
const KINDS: &[(&str, usize)] = &[
    ("concept", 8),
    ("first-digit", 6),
    ("second-digit", 7),
    ("third-digit", 2),
    ("code", 16),
    ("wildcard", 2),
    ("text", 17),
    ("question", 11),
    ("cause", 19),
    ("port", 5),
    ("tip", 7),
    ("product", 4),
    ("correction", 38),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    number: Option<u32>,
    name: String,
    #[serde(default)]
    ask: Vec<String>,
    #[serde(default)]
    look_up: Vec<String>,
    topic: Option<String>,
    found: Option<String>,
    standard_code: Option<u16>,
    outcome: Option<String>,
    #[serde(default)]
    causes: Vec<String>,
    #[serde(default)]
    must_say: Vec<String>,
    #[serde(default)]
    must_not_say: Vec<String>,
}

#[test]
fn ok_everything_in_the_article_gets_the_right_answer() {
    let items: BTreeMap<String, Vec<Item>> =
        toml::from_str(include_str!("cases/article.toml")).expect("the list is valid");
    for (kind, count) in KINDS {
        assert_eq!(items.get(*kind).map(Vec::len), Some(*count), "items of the kind {kind}");
    }
    assert_eq!(items.len(), KINDS.len(), "a kind of items is not counted");
    let numbers: Vec<u32> = items["correction"].iter().filter_map(|item| item.number).collect();
    assert_eq!(numbers, (1..=38).collect::<Vec<u32>>(), "numbers of the corrections");

    let mut wrong = Vec::new();
    for (kind, items) in &items {
        for item in items {
            let number = item.number.map(|number| format!(" {number}")).unwrap_or_default();
            for fault in item.faults() {
                wrong.push(format!("{kind}{number} ({}): {fault}", item.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{} answers are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

impl Item {
    fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        if self.ask.is_empty() && self.look_up.is_empty() {
            faults.push("nothing is asked".to_owned());
        }
        for asked in &self.look_up {
            let found = look_up(asked);
            if found.is_none() {
                faults.push(format!("`{asked}` is not found"));
            }
            faults.extend(self.faults_of(asked, &[found]));
        }
        for asked in &self.ask {
            faults.extend(self.faults_of(asked, &[Some(explain(asked)), look_up(asked)]));
            faults.extend(self.verdict_faults(asked));
        }
        faults
    }

    /// What the answers say, taken together.
    fn faults_of(&self, asked: &str, answers: &[Option<Value>]) -> Vec<String> {
        let mut faults = Vec::new();
        let found = answers.last().and_then(Option::as_ref);
        let mut expect = |key: &str, wanted: &Option<String>| {
            let Some(wanted) = wanted else { return };
            let is = found.and_then(|found| found[key].as_str()).unwrap_or("nothing");
            if is != wanted {
                faults.push(format!("`{asked}`: {key} is {is}, not {wanted}"));
            }
        };
        expect("id", &self.topic);
        expect("kind", &self.found.clone().or_else(|| self.topic.as_ref().map(|_| "topic".into())));
        let mut said = String::new();
        answers.iter().flatten().for_each(|answer| collect(answer, &mut said));
        let said = said.to_lowercase();
        for fact in &self.must_say {
            if !fact.split(" | ").any(|either| said.contains(either)) {
                faults.push(format!("`{asked}`: does not say \"{fact}\""));
            }
        }
        for claim in self.must_not_say.iter().filter(|claim| said.contains(claim.as_str())) {
            faults.push(format!("`{asked}`: says \"{claim}\""));
        }
        faults
    }

    /// What `explain` concludes; for a standard text also with its code before it.
    fn verdict_faults(&self, asked: &str) -> Vec<String> {
        let mut inputs = vec![asked.to_owned()];
        if let Some(code) = self.standard_code {
            inputs.extend([format!("{code} {asked}"), format!("{code}. {asked}")]);
        }
        let mut faults = Vec::new();
        for input in inputs {
            let explanation = explain(&input);
            let verdict = &explanation["verdicts"][0];
            let mut expect = |what: &str, is: &Value, right: bool| {
                if !right {
                    faults.push(format!("`{input}`: {what} is {is}"));
                }
            };
            if let Some(code) = self.standard_code {
                let is = &verdict["standardCode"];
                expect("standardCode", is, is.as_u64() == Some(u64::from(code)));
                expect("entry", &verdict["entry"], verdict["entry"].is_string());
            }
            if let Some(outcome) = &self.outcome {
                expect(
                    "outcome",
                    &explanation["outcome"],
                    explanation["outcome"] == outcome.as_str(),
                );
            }
            let cause = &verdict["cause"];
            let known = self.causes.iter().any(|wanted| *cause == wanted.as_str());
            expect("cause", cause, known || self.causes.is_empty());
        }
        faults
    }
}

fn explain(input: &str) -> Value {
    serde_json::to_value(whybounced::explain(input)).expect("an explanation is plain JSON")
}

fn look_up(asked: &str) -> Option<Value> {
    whybounced::lookup(asked)
        .map(|found| serde_json::to_value(found).expect("a meaning is plain JSON"))
}

/// Everything that an answer states. What others claim and the words of the
/// input itself are left out: they are not what the answer says.
fn collect(value: &Value, said: &mut String) {
    match value {
        Value::String(text) => {
            said.push_str(text);
            said.push('\n');
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, said)),
        Value::Object(fields) => {
            let not_said = ["claim", "evidence", "tokens", "reply", "warnings", "url", "form"];
            fields
                .iter()
                .filter(|(name, _)| !not_said.contains(&name.as_str()))
                .for_each(|(_, field)| collect(field, said));
        }
        _ => {}
    }
}
