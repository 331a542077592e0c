"""simple-salesforce: an iterator over every page, and a file of lines."""

import json
import os
import sys
from pathlib import Path

import requests
from requests.adapters import HTTPAdapter
from simple_salesforce import Salesforce

URL = os.environ["SPECFORCE_INSTANCE_URL"]
SOQL = Path(__file__).parent.parent.joinpath("accounts.soql").read_text().strip()
FIELDS = {
    "id": "Id",
    "name": "Name",
    "accountNumber": "AccountNumber",
    "industry": "Industry",
    "type": "Type",
    "billingCity": "BillingCity",
    "billingState": "BillingState",
    "billingCountry": "BillingCountry",
    "phone": "Phone",
    "website": "Website",
    "createdDate": "CreatedDate",
    "lastModifiedDate": "LastModifiedDate",
    "systemModstamp": "SystemModstamp",
}


class WithoutTls(HTTPAdapter):
    """simple-salesforce says https to every org, and the server has no certificate."""

    def send(self, request, **options):
        request.url = request.url.replace("https://", "http://", 1)
        return super().send(request, **options)


session = requests.Session()
session.mount(URL.replace("http://", "https://", 1), WithoutTls())
sf = Salesforce(instance_url=URL, session_id=os.environ["SPECFORCE_ACCESS_TOKEN"], session=session)

with open(sys.argv[1], "w") as lines:
    for record in sf.query_all_iter(SOQL):
        row = {name: record[field] for name, field in FIELDS.items() if record[field] is not None}
        lines.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
