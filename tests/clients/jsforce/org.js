// The org that the environment tells, and jsforce connected to it.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";

export const jsforce = createRequire(import.meta.url)(process.env.JSFORCE);
const { SPECFORCE_INSTANCE_URL: instanceUrl, SPECFORCE_ACCESS_TOKEN: token } = process.env;

export function connect(accessToken = token) {
  return new jsforce.Connection({ instanceUrl, accessToken });
}

/** Does to the org what no request of Salesforce's API may. */
export async function control(path, body) {
  const answer = await fetch(`${instanceUrl}/emulator/${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  assert.ok(answer.ok, await answer.text());
}

/** A name that no other test has. */
export function unique(name) {
  return name + randomUUID().replaceAll("-", "").slice(0, 12);
}
