"""Queries, search and what changed, through simple-salesforce."""

import unittest
from datetime import datetime, timedelta, timezone

from simple_salesforce import SalesforceMalformedRequest, format_soql

from org import code, connect, control, unique

sf = connect()


class Queries(unittest.TestCase):
    def test_all_pages(self):
        control("records", {"Case": 4100})
        cases = "SELECT Id, CaseNumber FROM Case ORDER BY CaseNumber"
        first = sf.query(cases)
        self.assertEqual((first["done"], len(first["records"])), (False, 2000))
        more = sf.query_more(first["nextRecordsUrl"], identifier_is_url=True)
        locator = more["nextRecordsUrl"].rsplit("/", 1)[1]
        self.assertTrue(sf.query_more(locator)["done"])
        every = sf.query_all(cases)
        self.assertEqual((every["totalSize"], every["done"]), (first["totalSize"], True))
        self.assertEqual(len({case["Id"] for case in every["records"]}), every["totalSize"])
        headers = {"Sforce-Query-Options": "batchSize=200"}
        self.assertEqual(len(sf.query(cases, headers=headers)["records"]), 200)
        again = sf.query_all_iter(cases, headers=headers)
        self.assertEqual([case["Id"] for case in again], [case["Id"] for case in every["records"]])

    def test_deleted_records_are_seen_by_query_all_alone(self):
        name = unique("Acme")
        kept, deleted = (sf.Account.create({"Name": name})["id"] for _ in range(2))
        sf.Account.delete(deleted)
        asked = format_soql("SELECT Id, IsDeleted FROM Account WHERE Name = {}", name)
        self.assertEqual([row["Id"] for row in sf.query_all(asked)["records"]], [kept])
        seen = sf.query_all(asked, include_deleted=True)["records"]
        self.assertEqual({row["Id"]: row["IsDeleted"] for row in seen}, {kept: False, deleted: True})

    def test_values_are_quoted(self):
        name = unique("It's a \"test\" \\ 100%_")
        id = sf.Account.create({"Name": name, "AnnualRevenue": 1234567})["id"]
        yesterday = datetime.now(timezone.utc) - timedelta(days=1)
        asked = format_soql(
            "SELECT Name, AnnualRevenue FROM Account WHERE Name LIKE '{:like}%' AND Id IN {} AND CreatedDate > {}",
            name, [id], yesterday,
        )
        [found] = sf.query(asked)["records"]
        self.assertEqual((found["Name"], found["AnnualRevenue"]), (name, 1234567))

    def test_parents_children_and_aggregates(self):
        name = unique("Acme")
        account = sf.Account.create({"Name": name})["id"]
        for last in ("Okafor", "Varga"):
            sf.Contact.create({"LastName": last, "AccountId": account})
        [found] = sf.query(format_soql(
            "SELECT Owner.Name, (SELECT LastName, Account.Name FROM Contacts ORDER BY LastName) FROM Account WHERE Id = {}",
            account,
        ))["records"]
        contacts = found["Contacts"]["records"]
        self.assertEqual([contact["LastName"] for contact in contacts], ["Okafor", "Varga"])
        self.assertEqual(contacts[0]["Account"]["Name"], name)
        self.assertEqual(found["Owner"]["attributes"]["type"], "User")
        counted = sf.query(format_soql("SELECT COUNT(Id) n, Account.Name FROM Contact WHERE AccountId = {} GROUP BY Account.Name", account))
        self.assertEqual((counted["records"][0]["n"], counted["records"][0]["Name"]), (2, name))
        self.assertEqual(sf.query(f"SELECT COUNT() FROM Contact WHERE AccountId = '{account}'")["totalSize"], 2)

    def test_refusals_have_types(self):
        for query, why in (("SELECT Id FORM Account", "MALFORMED_QUERY"), ("SELECT Nmae FROM Account", "INVALID_FIELD"),
                           ("SELECT Id FROM Nothing__c", "INVALID_TYPE")):
            with self.subTest(query), self.assertRaises(SalesforceMalformedRequest) as refused:
                sf.query(query)
            self.assertEqual(code(refused), why)


class Search(unittest.TestCase):
    def test_sosl(self):
        word = unique("lantern")
        id = sf.Account.create({"Name": f"The {word} works"})["id"]
        [found] = sf.search(f"FIND {{{word}}} IN NAME FIELDS RETURNING Account (Id, Name), Contact")["searchRecords"]
        self.assertEqual((found["Id"], found["attributes"]["type"]), (id, "Account"))
        self.assertIn(id, [row["Id"] for row in sf.quick_search(word)["searchRecords"]])
        self.assertEqual(sf.quick_search(unique("none"))["searchRecords"], [])

    def test_parameterized(self):
        word = unique("lantern")
        id = sf.Account.create({"Name": word})["id"]
        params = {"q": word, "sobject": "Account", "Account.fields": "Id,Name"}
        [found] = sf.restful("parameterizedSearch", params=params)["searchRecords"]
        self.assertEqual((found["Id"], found["Name"]), (id, word))
        asked = {"q": word, "fields": ["Id"], "sobjects": [{"name": "Account", "fields": ["Name"]}]}
        [found] = sf.restful("parameterizedSearch", method="POST", json=asked)["searchRecords"]
        self.assertEqual(found["Name"], word)

    def test_what_is_no_sosl_is_refused(self):
        with self.assertRaises(SalesforceMalformedRequest) as refused:
            sf.search("FIND lantern")
        self.assertEqual(code(refused), "MALFORMED_SEARCH")


class Changes(unittest.TestCase):
    def test_what_was_deleted_and_updated(self):
        kept, deleted = (sf.Account.create({"Name": "Acme"})["id"] for _ in range(2))
        sf.Account.delete(deleted)
        now = datetime.now(timezone.utc)
        start, end = now - timedelta(minutes=5), now + timedelta(minutes=2)
        gone = sf.Account.deleted(start, end)
        self.assertIn(deleted, [row["id"] for row in gone["deletedRecords"]])
        self.assertIn("latestDateCovered", gone)
        changed = sf.Account.updated(start, end)["ids"]
        self.assertEqual((kept in changed, deleted in changed), (True, False))
