// An org in trouble, through jsforce.

import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, control, login, unique } from "./org.js";

const accounts = connect().sobject("Account");

test("a session that ends is renewed", async () => {
  const tokens = [await login()];
  const refreshFn = async (_, done) => {
    tokens.push(await login());
    done(null, tokens.at(-1));
  };
  const org = connect(tokens[0], { refreshFn });
  await control("trouble", "expired-session");
  const Name = unique("Acme");
  assert.equal((await org.sobject("Account").create({ Name })).success, true);
  assert.deepEqual([tokens.length, org.accessToken], [2, tokens[1]]);
  assert.equal(await accounts.count({ Name }), 1);
  await assert.rejects(connect(tokens[0]).limits(), { errorCode: "INVALID_SESSION_ID" });
});

test("what is refused for now has a code", async () => {
  const Name = unique("Acme");
  for (const [rule, errorCode] of [
    ["503", "SERVER_UNAVAILABLE"],
    ["daily-limit", "REQUEST_LIMIT_EXCEEDED"],
    ["concurrent-limit", "REQUEST_LIMIT_EXCEEDED"],
  ]) {
    await control("trouble", rule);
    await assert.rejects(accounts.create({ Name }), { errorCode, name: errorCode }, rule);
  }
  assert.equal(await accounts.count({ Name }), 0);
});
