//! Queries as people write them, and as they are printed.

use specforce_soql::Query;

/// Each is printed so, and what is printed is read as the same tree.
fn printed(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let query: Query = text
            .parse()
            .unwrap_or_else(|error| panic!("{text}: {error}"));
        let printed = query.to_string();
        assert_eq!(printed, *expected, "{text}");
        assert_eq!(printed.parse(), Ok(query), "{text}");
    }
}

/// Each is printed as it stands.
fn kept(queries: &[&str]) {
    let cases: Vec<(&str, &str)> = queries.iter().map(|query| (*query, *query)).collect();
    printed(&cases);
}

#[test]
fn what_is_selected() {
    kept(&[
        "SELECT Id FROM Account",
        "SELECT Id, Owner.Profile.Name FROM Account",
        "SELECT COUNT() FROM Account",
        "SELECT COUNT(Id) total, MAX(Amount) FROM Opportunity GROUP BY StageName",
        "SELECT toLabel(Status) FROM Case",
        "SELECT CALENDAR_YEAR(convertTimezone(CreatedDate)) FROM Account GROUP BY CALENDAR_YEAR(convertTimezone(CreatedDate))",
        "SELECT FIELDS(ALL) FROM Account LIMIT 200",
        "SELECT FIELDS(STANDARD), FIELDS(CUSTOM) FROM Account",
        "SELECT Id, (SELECT LastName FROM Contacts ORDER BY LastName LIMIT 5) FROM Account",
        "SELECT TYPEOF What WHEN Account THEN Phone, Owner.Name WHEN Opportunity THEN Amount ELSE Name END FROM Event",
    ]);
    printed(&[
        (
            "select\n  id\n, name n\nfrom account",
            "SELECT id, name n FROM account",
        ),
        (
            "SELECT COUNT( ) FROM Account",
            "SELECT COUNT() FROM Account",
        ),
        (
            "SELECT Typeof, Fields FROM X__c",
            "SELECT Typeof, Fields FROM X__c",
        ),
    ]);
}

#[test]
fn where_it_is_selected_from() {
    kept(&[
        "SELECT a.Name FROM Account a",
        "SELECT COUNT() FROM Contact c, c.Account a WHERE a.Name = 'Acme'",
        "SELECT Id FROM Account USING SCOPE mine",
        "SELECT Id FROM Group",
        "SELECT g.Type, COUNT(Id) FROM Group g GROUP BY g.Type",
        "SELECT Group.Name FROM GroupMember WHERE Group.Type = 'Queue'",
        "SELECT Id FROM Order ORDER BY Id",
        "SELECT Id FROM Account ORDER BY Name",
        "SELECT Id FROM Knowledge__kav WITH DATA CATEGORY Geography__c ABOVE_OR_BELOW (usa__c, uk__c) AND Product__c AT (all__c)",
        "SELECT Id FROM Account WITH SECURITY_ENFORCED LIMIT 1",
    ]);
    printed(&[
        ("SELECT Id FROM Account AS a", "SELECT Id FROM Account a"),
        (
            "SELECT Id FROM X__kav WITH DATA CATEGORY Geography__c AT usa__c",
            "SELECT Id FROM X__kav WITH DATA CATEGORY Geography__c AT (usa__c)",
        ),
    ]);
}

#[test]
fn conditions() {
    kept(&[
        "SELECT Id FROM A WHERE x = 1 AND y != NULL AND z < 2.50",
        "SELECT Id FROM A WHERE x = 1 OR (y >= -1 AND z <= 1e5)",
        "SELECT Id FROM A WHERE (NOT x = TRUE) AND (y = FALSE OR (NOT z > 3))",
        "SELECT Id FROM A WHERE x = 1 AND (y = 2 AND z = 3)",
        "SELECT Id FROM A WHERE Name LIKE 'a%_b'",
        "SELECT Id FROM A WHERE Name LIKE '100\\% \\_ \\'x\\''",
        "SELECT Id FROM A WHERE Id IN ('001', '002') AND Name NOT IN ('a')",
        "SELECT Id FROM A WHERE Id IN (SELECT AccountId FROM Contact WHERE Email != NULL)",
        "SELECT Id FROM A WHERE Id NOT IN (SELECT AccountId FROM Contact)",
        "SELECT Id FROM A WHERE Regions__c INCLUDES ('AAA;BBB', 'CCC') AND Regions__c EXCLUDES ('D')",
        "SELECT Id FROM A WHERE Amount > USD5000 AND Amount < EUR10.50",
        "SELECT Id FROM A WHERE DISTANCE(Location__c, GEOLOCATION(37.7, -122.4), 'mi') < 20",
        "SELECT Name, COUNT(Id) FROM A GROUP BY Name HAVING COUNT(Id) > 1 AND Name LIKE 'a%'",
    ]);
    printed(&[
        (
            "SELECT Id FROM A WHERE ((x <> 1))",
            "SELECT Id FROM A WHERE x != 1",
        ),
        (
            "SELECT Id FROM A WHERE NOT x = 1",
            "SELECT Id FROM A WHERE NOT x = 1",
        ),
        (
            "SELECT Id FROM A WHERE n = 'it\\'s \\u00e9\\N\\\"\\\\'",
            "SELECT Id FROM A WHERE n = 'it\\'s é\\n\"\\\\'",
        ),
    ]);
}

#[test]
fn dates_and_times() {
    kept(&[
        "SELECT Id FROM A WHERE d = 2024-02-29 AND t = 2026-01-31T10:00:00Z",
        "SELECT Id FROM A WHERE t >= 2026-01-31T10:00:00.123Z",
        "SELECT Id FROM A WHERE c = 09:30:00.000Z",
        "SELECT Id FROM A WHERE d = TODAY OR d = YESTERDAY OR d = TOMORROW",
        "SELECT Id FROM A WHERE d = LAST_WEEK OR d = THIS_MONTH OR d = NEXT_FISCAL_QUARTER",
        "SELECT Id FROM A WHERE d = LAST_90_DAYS OR d = NEXT_90_DAYS",
        "SELECT Id FROM A WHERE d > LAST_N_DAYS:30 AND d < NEXT_N_FISCAL_YEARS:2",
        "SELECT Id FROM A WHERE d = N_QUARTERS_AGO:3",
    ]);
    printed(&[
        (
            "SELECT Id FROM A WHERE t = 2026-01-31T10:00:00.000+02:00",
            "SELECT Id FROM A WHERE t = 2026-01-31T08:00:00Z",
        ),
        (
            "SELECT Id FROM A WHERE t = 2026-01-31t10:00:00-0800",
            "SELECT Id FROM A WHERE t = 2026-01-31T18:00:00Z",
        ),
        (
            "SELECT Id FROM A WHERE d = today AND e = last_n_days:5",
            "SELECT Id FROM A WHERE d = TODAY AND e = LAST_N_DAYS:5",
        ),
    ]);
}

#[test]
fn what_stands_at_the_end() {
    kept(&[
        "SELECT Id FROM A ORDER BY Name ASC NULLS LAST, Owner.Name DESC, Id NULLS FIRST",
        "SELECT Id FROM A LIMIT 10 OFFSET 20",
        "SELECT Id FROM A FOR VIEW",
        "SELECT Id FROM A FOR VIEW, REFERENCE UPDATE TRACKING, VIEWSTAT",
        "SELECT LeadSource, Rating FROM Lead GROUP BY ROLLUP(LeadSource, Rating)",
        "SELECT LeadSource FROM Lead GROUP BY CUBE(LeadSource) ORDER BY COUNT(Id)",
    ]);
}
