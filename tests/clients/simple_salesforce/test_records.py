"""Records, one and many, through simple-salesforce."""

import unittest

from simple_salesforce import (
    SalesforceExpiredSession,
    SalesforceMalformedRequest,
    SalesforceMoreThanOneRecord,
    SalesforceResourceNotFound,
    format_external_id,
)

from org import code, connect, control, unique

sf = connect()


class OneRecord(unittest.TestCase):
    def test_it_is_created_read_updated_and_deleted(self):
        created = sf.Account.create({"Name": "Acme", "NumberOfEmployees": 7})
        self.assertEqual((created["success"], created["errors"]), (True, []))
        id = created["id"]
        self.assertEqual(sf.Account.update(id, {"Name": "Acme Ltd", "Website": None}), 204)
        account = sf.Account.get(id, params={"fields": "Name,NumberOfEmployees,Owner.Username"})
        self.assertEqual((account["Name"], account["NumberOfEmployees"]), ("Acme Ltd", 7))
        self.assertEqual(account["attributes"]["type"], "Account")
        self.assertEqual(account["Owner"]["Username"], sf.oauth2("userinfo")["preferred_username"])
        self.assertEqual(sf.Account.delete(id), 204)
        with self.assertRaises(SalesforceResourceNotFound) as gone:
            sf.Account.get(id)
        self.assertEqual(code(gone), "ENTITY_IS_DELETED")

    def test_it_is_found_by_an_external_id(self):
        # Whoever writes the path by hand encodes it.
        key = f"{unique('erp')}/7"
        path = format_external_id("ErpId__c", key)
        created = sf.Account.upsert(path, {"Name": "Acme"}, raw_response=True)
        self.assertEqual((created.status_code, created.json()["created"]), (201, True))
        updated = sf.Account.upsert(path, {"Name": "Acme Ltd"}, raw_response=True)
        self.assertEqual((updated.status_code, updated.json()["created"]), (200, False))
        self.assertEqual(updated.json()["id"], created.json()["id"])
        account = sf.Account.get_by_custom_id("ErpId__c", key)
        self.assertEqual((account["Name"], account["ErpId__c"]), ("Acme Ltd", key))
        contact = {"LastName": "Okafor", "Account": {"ErpId__c": key}}
        contact = sf.Contact.get(sf.Contact.create(contact)["id"])
        self.assertEqual(contact["AccountId"], account["Id"])

    def test_an_external_id_of_several(self):
        legacy = {"type": "string", "length": 20, "external_id": True}
        control("objects", {"extends": "Lead", "fields": {"Legacy__c": legacy}})
        for name in ("Okafor", "Varga"):
            sf.Lead.create({"LastName": name, "Company": "Acme", "Legacy__c": "7"})
        with self.assertRaises(SalesforceMoreThanOneRecord) as several:
            sf.Lead.get_by_custom_id("Legacy__c", "7")
        self.assertEqual(len(several.exception.content), 2)

    def test_refusals_have_types(self):
        with self.assertRaises(SalesforceMalformedRequest) as refused:
            sf.Account.create({})
        self.assertEqual(code(refused), "REQUIRED_FIELD_MISSING")
        self.assertEqual(refused.exception.content[0]["fields"], ["Name"])
        with self.assertRaises(SalesforceResourceNotFound) as refused:
            sf.Account.update("001000000000001AAA", {"Name": "Nobody"})
        self.assertEqual(code(refused), "NOT_FOUND")
        with self.assertRaises(SalesforceResourceNotFound) as refused:
            sf.Nothing__c.describe()
        self.assertEqual(code(refused), "NOT_FOUND")
        with self.assertRaises(SalesforceExpiredSession) as refused:
            connect("00D000000000001!wrong").Account.describe()
        self.assertEqual(code(refused), "INVALID_SESSION_ID")


class ManyRecords(unittest.TestCase):
    """simple-salesforce has no methods for these resources: its generic one reaches them."""

    def collection(self, method, *records, **options):
        records = [{"attributes": {"type": "Account"}, **record} for record in records]
        return sf.restful("composite/sobjects", method=method, json={"records": records, **options})

    def test_a_collection(self):
        created = self.collection("POST", {"Name": "Acme"}, {}, {"Name": "Globex"})
        self.assertEqual([row["success"] for row in created], [True, False, True])
        self.assertEqual(created[1]["errors"][0]["statusCode"], "REQUIRED_FIELD_MISSING")
        ids = [created[0]["id"], created[2]["id"]]
        updated = self.collection("PATCH", *({"id": id, "Phone": "7"} for id in ids))
        self.assertTrue(all(row["success"] for row in updated))
        asked = {"ids": ids, "fields": ["Name", "Phone"]}
        found = sf.restful("composite/sobjects/Account", method="POST", json=asked)
        self.assertEqual([(row["Name"], row["Phone"]) for row in found], [("Acme", "7"), ("Globex", "7")])
        deleted = sf.restful("composite/sobjects", params={"ids": ",".join(ids)}, method="DELETE")
        self.assertEqual([row["id"] for row in deleted], ids)

    def test_all_or_none(self):
        name = unique("Acme")
        rows = self.collection("POST", {"Name": name}, {}, allOrNone=True)
        self.assertEqual(rows[0]["errors"][0]["statusCode"], "ALL_OR_NONE_OPERATION_ROLLED_BACK")
        self.assertEqual(sf.query(f"SELECT Id FROM Account WHERE Name = '{name}'")["totalSize"], 0)

    def test_a_composite_refers_to_what_came_before(self):
        path = f"/services/data/v{sf.sf_version}"
        account = {"method": "POST", "url": f"{path}/sobjects/Account", "referenceId": "account", "body": {"Name": "Acme"}}
        contact = {"LastName": "Okafor", "AccountId": "@{account.id}"}
        contact = {"method": "POST", "url": f"{path}/sobjects/Contact", "referenceId": "contact", "body": contact}
        read = {"method": "GET", "url": f"{path}/sobjects/Contact/@{{contact.id}}?fields=Account.Name", "referenceId": "read"}
        answer = sf.restful("composite", method="POST", json={"allOrNone": True, "compositeRequest": [account, contact, read]})
        answers = answer["compositeResponse"]
        self.assertEqual([answer["httpStatusCode"] for answer in answers], [201, 201, 200])
        self.assertEqual(answers[2]["body"]["Account"]["Name"], "Acme")

    def test_a_batch(self):
        path = f"v{sf.sf_version}"
        requests = [{"method": "GET", "url": f"{path}/limits"}, {"method": "GET", "url": f"{path}/sobjects/Account/001000000000001AAA"}]
        answer = sf.restful("composite/batch", method="POST", json={"batchRequests": requests})
        self.assertTrue(answer["hasErrors"])
        self.assertEqual([result["statusCode"] for result in answer["results"]], [200, 404])
