"""An org in trouble, through simple-salesforce."""

import unittest

from simple_salesforce import SalesforceExpiredSession, SalesforceGeneralError, SalesforceRefusedRequest

from org import code, connect, control, login, unique

sf = connect()


class Trouble(unittest.TestCase):
    def setUp(self):
        self.name = unique("Acme")

    def created(self):
        return sf.query(f"SELECT Id FROM Account WHERE Name = '{self.name}'")["totalSize"]

    def test_a_session_ends_and_a_new_one_goes_on(self):
        ended = connect(login())
        control("trouble", "expired-session")
        for _ in range(2):
            with self.assertRaises(SalesforceExpiredSession) as refused:
                ended.Account.create({"Name": self.name})
            self.assertEqual(code(refused), "INVALID_SESSION_ID")
        connect(login()).Account.create({"Name": self.name})
        self.assertEqual(self.created(), 1)

    def test_what_is_refused_for_now_has_a_type(self):
        for rule, kind, status, expected in (
            ("503", SalesforceGeneralError, 503, "SERVER_UNAVAILABLE"),
            ("daily-limit", SalesforceRefusedRequest, 403, "REQUEST_LIMIT_EXCEEDED"),
            ("concurrent-limit", SalesforceRefusedRequest, 403, "REQUEST_LIMIT_EXCEEDED"),
        ):
            control("trouble", rule)
            with self.assertRaises(kind) as refused:
                sf.Account.create({"Name": self.name})
            self.assertEqual((refused.exception.status, code(refused)), (status, expected))
        self.assertEqual(self.created(), 0)
