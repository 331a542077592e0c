// The org that the environment tells, and jsforce connected to it.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";

export const jsforce = createRequire(import.meta.url)(process.env.JSFORCE);
const { SPECFORCE_INSTANCE_URL: instanceUrl, SPECFORCE_ACCESS_TOKEN: token } = process.env;

export function connect(accessToken = token, options = {}) {
  return new jsforce.Connection({ instanceUrl, accessToken, ...options });
}

/** Does to the org what no request of Salesforce's API may, and gives what it tells. */
export async function control(path, body) {
  const answer = await fetch(`${instanceUrl}/emulator/${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const told = await answer.text();
  assert.ok(answer.ok, told);
  return told && JSON.parse(told);
}

/** Logs in anew. */
export async function login() {
  return (await control("session", null)).accessToken;
}

/** A name that no other test has. */
export function unique(name) {
  return name + randomUUID().replaceAll("-", "").slice(0, 12);
}
