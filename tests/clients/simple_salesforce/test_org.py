"""What an org tells of itself, through simple-salesforce."""

import unittest

from simple_salesforce import SalesforceResourceNotFound

from org import code, connect

sf = connect()


class Metadata(unittest.TestCase):
    def test_describe(self):
        objects = {each["name"]: each for each in sf.describe()["sobjects"]}
        self.assertEqual(objects["Account"]["keyPrefix"], "001")
        account = sf.Account.describe()
        fields = {field["name"]: field for field in account["fields"]}
        self.assertEqual((fields["Name"]["type"], fields["Name"]["nillable"]), ("string", False))
        self.assertTrue(fields["ErpId__c"]["externalId"])
        self.assertIn("Contacts", [child["relationshipName"] for child in account["childRelationships"]])

    def test_basic_information_lists_what_was_viewed_last(self):
        id = sf.Account.create({"Name": "Acme"})["id"]
        told = sf.Account.metadata()
        self.assertEqual(told["objectDescribe"]["label"], "Account")
        self.assertIn(id, [item["Id"] for item in told["recentItems"]])

    def test_resources(self):
        resources = sf.restful("")
        self.assertEqual(resources["queryAll"], f"/services/data/v{sf.sf_version}/queryAll")
        self.assertIn(sf.sf_instance, resources["identity"])

    def test_quick_actions(self):
        self.assertIn("NewTask", [action["name"] for action in sf.restful("quickActions")])
        done = sf.restful("quickActions/NewTask", method="POST", json={"record": {"Subject": "Call"}})
        self.assertEqual(sf.Task.get(done["id"])["Subject"], "Call")


class Standing(unittest.TestCase):
    def test_limits(self):
        calls = sf.limits()["DailyApiRequests"]
        # Each answer tells in a header how many calls were made.
        usage = sf.api_usage["api-usage"]
        self.assertEqual((usage.total, usage.used), (calls["Max"], calls["Max"] - calls["Remaining"]))

    def test_what_was_viewed_last(self):
        id = sf.Account.create({"Name": "Acme"})["id"]
        [last] = sf.restful("recent", params={"limit": 1})
        self.assertEqual((last["Id"], last["attributes"]["type"]), (id, "Account"))

    def test_who_one_is(self):
        who = sf.oauth2("userinfo")
        self.assertEqual(sf.User.get(who["user_id"])["Username"], who["preferred_username"])
        self.assertFalse(sf.is_sandbox())

    def test_a_resource_that_does_not_exist(self):
        with self.assertRaises(SalesforceResourceNotFound) as refused:
            sf.restful("nothing")
        self.assertEqual(code(refused), "NOT_FOUND")
