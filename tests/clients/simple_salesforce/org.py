"""The org that the environment tells, and simple-salesforce connected to it."""

import os
import uuid

import requests
from requests.adapters import HTTPAdapter
from simple_salesforce import Salesforce

URL = os.environ["SPECFORCE_INSTANCE_URL"]
TOKEN = os.environ["SPECFORCE_ACCESS_TOKEN"]


class WithoutTls(HTTPAdapter):
    """simple-salesforce says https to every org, and an emulator has no certificate."""

    def send(self, request, **options):
        request.url = request.url.replace("https://", "http://", 1)
        return super().send(request, **options)


def connect(token=TOKEN):
    session = requests.Session()
    session.mount(URL.replace("http://", "https://", 1), WithoutTls())
    return Salesforce(instance_url=URL, session_id=token, session=session)


def control(path, body):
    """Does to the org what no request of Salesforce's API may, and gives what it tells."""
    answer = requests.post(f"{URL}/emulator/{path}", json=body, headers={"Authorization": f"Bearer {TOKEN}"})
    answer.raise_for_status()
    return answer.json() if answer.content else None


def login():
    """Logs in anew."""
    return control("session", None)["accessToken"]


def unique(name):
    """A name that no other test has."""
    return f"{name}{uuid.uuid4().hex[:12]}"


def code(error):
    """Salesforce's code for why something was refused."""
    return error.exception.content[0]["errorCode"]
