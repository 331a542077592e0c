// What an org tells of itself, through jsforce.

import assert from "node:assert/strict";
import { test } from "node:test";
import { connect } from "./org.js";

const org = connect();

test("describe", async () => {
  const { sobjects } = await org.describeGlobal();
  assert.equal(sobjects.find(({ name }) => name === "Account").keyPrefix, "001");
  const account = await org.sobject("Account").describe();
  const field = (name) => account.fields.find((field) => field.name === name);
  assert.deepEqual([field("Name").type, field("Name").nillable], ["string", false]);
  assert.equal(field("ErpId__c").externalId, true);
  assert.ok(account.childRelationships.some(({ relationshipName }) => relationshipName === "Contacts"));
});

test("quick actions", async () => {
  assert.ok((await org.quickActions()).some(({ name }) => name === "NewTask"));
  const { id } = await org.sobject("Account").create({ Name: "Acme" });
  const action = org.sobject("Account").quickAction("NewContact");
  assert.equal((await action.describe()).targetSobjectType, "Contact");
  const { success, id: contact } = await action.execute(id, { LastName: "Okafor" });
  assert.equal(success, true);
  assert.equal((await org.sobject("Contact").retrieve(contact)).AccountId, id);
});

test("limits", async () => {
  const { Max, Remaining } = (await org.limits()).DailyApiRequests;
  // Each answer tells in a header how many calls were made.
  assert.deepEqual(org.limitInfo.apiUsage, { limit: Max, used: Max - Remaining });
});

test("what was viewed last", async () => {
  const { id } = await org.sobject("Account").create({ Name: "Acme" });
  const recent = await org.recent(200);
  assert.ok(recent.some(({ Id, attributes }) => Id === id && attributes.type === "Account"));
  assert.ok((await org.sobject("Account").recent()).some(({ Id }) => Id === id));
});

test("who one is", async () => {
  const identity = await org.identity();
  assert.equal(identity.asserted_user, true);
  assert.deepEqual(org.userInfo, { id: identity.user_id, organizationId: identity.organization_id, url: identity.id });
  const user = await org.sobject("User").retrieve(identity.user_id);
  assert.deepEqual([user.Username, user.Name], [identity.username, identity.display_name]);
  const userinfo = await org.request("/services/oauth2/userinfo");
  assert.equal(userinfo.preferred_username, identity.username);
});

test("a resource that does not exist", async () => {
  await assert.rejects(org.requestGet("/nothing"), { errorCode: "NOT_FOUND" });
});
