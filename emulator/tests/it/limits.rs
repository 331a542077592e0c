use specforce_emulator::Emulator;

use crate::support::{org, start};

const VERSION: &str = "/services/data/v66.0";

#[tokio::test]
async fn who_has_called_too_often_is_refused_until_the_calls_are_a_day_old() {
    let org = start(Emulator::builder().daily_limit(2)).await;
    for usage in ["api-usage=1/2", "api-usage=2/2"] {
        let answer = org.get(VERSION).await;
        assert_eq!(
            (answer.status, answer.header("sforce-limit-info")),
            (200, usage)
        );
    }
    let refused = org.get(VERSION).await;
    assert_eq!(
        refused.refusal(),
        (403, "REQUEST_LIMIT_EXCEEDED".to_owned())
    );
    assert_eq!(
        refused.json()[0]["message"],
        "TotalRequests Limit exceeded."
    );
    assert_eq!(refused.header("sforce-limit-info"), "api-usage=2/2");
    assert_eq!(org.get("/services/data").await.status, 200);
    org.emulator.clock().advance("23h 59m".parse().unwrap());
    assert_eq!(org.get(VERSION).await.status, 403);
    org.emulator.clock().advance("1m".parse().unwrap());
    assert_eq!(
        org.get(VERSION).await.header("sforce-limit-info"),
        "api-usage=1/2"
    );
}

#[tokio::test]
async fn the_limits_count() {
    let org = org().await;
    let limits = org.get("/services/data/v66.0/limits").await.json();
    assert_eq!(limits["DailyApiRequests"]["Max"], 15_000);
    assert_eq!(limits["DailyApiRequests"]["Remaining"], 14_999);
    let limits = org.get("/services/data/v66.0/limits").await.json();
    assert_eq!(limits["DailyApiRequests"]["Remaining"], 14_998);
    assert_eq!(limits["PermissionSets"]["CreateCustom"]["Max"], 1000);
    let names = limits.as_object().unwrap();
    for (name, limit) in names {
        let (most, left) = (limit["Max"].as_u64(), limit["Remaining"].as_u64());
        assert!(most.is_some() && left <= most, "{name}");
    }
}
