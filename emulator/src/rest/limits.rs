use serde_json::{Map, Value, json};

use crate::fault::Fault;
use crate::org::Org;
use crate::store::quoted;

use super::{Answer, Request, Response, not_allowed};

/// What an org of the Developer Edition has, in [Salesforce's](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_limits.htm)
/// order. Nothing here uses up what is not counted below.
const LIMITS: &[(&str, u64)] = &[
    ("ActiveScratchOrgs", 3),
    ("AnalyticsExternalDataSizeMB", 40_960),
    ("CdpAiInferenceApiMonthlyLimit", 500_000_000),
    ("ConcurrentAsyncGetReportInstances", 200),
    ("ConcurrentEinsteinDataInsightsStoryCreation", 5),
    ("ConcurrentEinsteinDiscoveryStoryCreation", 2),
    ("ConcurrentSyncReportRuns", 20),
    ("DailyAnalyticsDataflowJobExecutions", 60),
    ("DailyAnalyticsUploadedFilesSizeMB", 51_200),
    (API_REQUESTS, 15_000),
    ("DailyAsyncApexExecutions", 250_000),
    ("DailyAsyncApexTests", 500),
    ("DailyBulkApiBatches", 15_000),
    ("DailyBulkV2QueryFileStorageMB", 976_562),
    ("DailyBulkV2QueryJobs", 10_000),
    ("DailyDeliveredPlatformEvents", 10_000),
    ("DailyDurableGenericStreamingApiEvents", 10_000),
    ("DailyDurableStreamingApiEvents", 10_000),
    ("DailyEinsteinDataInsightsStoryCreation", 1_000),
    ("DailyEinsteinDiscoveryOptimizationJobRuns", 25),
    ("DailyEinsteinDiscoveryPredictAPICalls", 50_000),
    ("DailyEinsteinDiscoveryPredictionsByCDC", 500_000),
    ("DailyEinsteinDiscoveryStoryCreation", 100),
    ("DailyFunctionsApiCallLimit", 235_000),
    ("DailyGenericStreamingApiEvents", 10_000),
    ("DailyScratchOrgs", 6),
    ("DailyStandardVolumePlatformEvents", 10_000),
    ("DailyStreamingApiEvents", 10_000),
    ("DailyWorkflowEmails", 390),
    (DATA_STORAGE, 5),
    ("DurableStreamingApiConcurrentClients", 20),
    ("FileStorageMB", 20),
    ("HourlyAsyncReportRuns", 1_200),
    ("HourlyDashboardRefreshes", 200),
    ("HourlyDashboardResults", 5_000),
    ("HourlyDashboardStatuses", 999_999_999),
    ("HourlyLongTermIdMapping", 100_000),
    ("HourlyManagedContentPublicRequests", 50_000),
    ("HourlyODataCallout", 1_000),
    ("HourlyPublishedPlatformEvents", 50_000),
    ("HourlyPublishedStandardVolumePlatformEvents", 1_000),
    ("HourlyShortTermIdMapping", 100_000),
    ("HourlySyncReportRuns", 500),
    ("HourlyTimeBasedWorkflow", 50),
    ("MassEmail", 10),
    ("MonthlyEinsteinDiscoveryStoryCreation", 500),
    ("MonthlyPlatformEventsUsageEntitlement", 0),
    ("Package2VersionCreates", 6),
    ("Package2VersionCreatesWithoutValidation", 500),
    (PERMISSION_SETS, 1_500),
    ("PrivateConnectOutboundCalloutHourlyLimitMB", 0),
    ("PublishCallbackUsageInApex", 5_242_880),
    ("SingleEmail", 15),
    ("StreamingApiConcurrentClients", 20),
];

const API_REQUESTS: &str = "DailyApiRequests";
const DATA_STORAGE: &str = "DataStorageMB";
const PERMISSION_SETS: &str = "PermissionSets";

/// How much a record takes, whatever is in it.
const KB_A_RECORD: u64 = 2;

/// `GET /services/data/v66.0/limits`
pub(super) fn answer(org: &mut Org, request: &Request) -> Answer {
    if request.method != "GET" {
        return not_allowed(request, "GET,HEAD");
    }
    let mut limits = Map::new();
    for &(name, most) in LIMITS {
        limits.insert(name.to_owned(), limit(org, name, most)?);
    }
    Ok(Response::json(200, &limits))
}

fn limit(org: &Org, name: &str, most: u64) -> Result<Value, Fault> {
    let left =
        |most: u64, used: u64| json!({ "Max": most, "Remaining": most.saturating_sub(used) });
    Ok(match name {
        API_REQUESTS => left(org.usage.limit, org.usage.used(org.clock.now())),
        DATA_STORAGE => left(most, megabytes(org)?),
        PERMISSION_SETS => {
            let mut sets = left(most, 0);
            sets["CreateCustom"] = left(1_000, 0);
            sets
        }
        _ => left(most, 0),
    })
}

/// What all records take, those in the recycle bin too; users take nothing.
fn megabytes(org: &Org) -> Result<u64, Fault> {
    let mut records: u64 = 0;
    for object in org.catalog.objects().filter(|object| object.deletable) {
        let count = format!("SELECT count(*) FROM {}", quoted(&object.name));
        records += u64::from(org.db.query_row(&count, [], |row| row.get::<_, u32>(0))?);
    }
    Ok((records * KB_A_RECORD).div_ceil(1024))
}
