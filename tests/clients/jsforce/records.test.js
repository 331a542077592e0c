// Records, one and many, through jsforce.

import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, control, unique } from "./org.js";

const org = connect();
const accounts = org.sobject("Account");

test("a record is created, read, updated and deleted", async () => {
  const { id, success, errors } = await accounts.create({ Name: "Acme", NumberOfEmployees: 7 });
  assert.deepEqual({ success, errors }, { success: true, errors: [] });
  const updated = await accounts.update({ Id: id, Name: "Acme Ltd", Website: null });
  assert.deepEqual(updated, { id, success: true, errors: [] });
  const account = await accounts.retrieve(id);
  assert.deepEqual([account.Name, account.NumberOfEmployees], ["Acme Ltd", 7]);
  const some = await org.retrieve("Account", id, { fields: ["Name", "Owner.Username"] });
  assert.deepEqual(Object.keys(some), ["attributes", "Name", "Owner"]);
  assert.equal((await accounts.destroy(id)).success, true);
  await assert.rejects(accounts.retrieve(id), { errorCode: "ENTITY_IS_DELETED" });
});

test("a record is found by an external id", async () => {
  const ErpId__c = unique("erp");
  const created = await accounts.upsert({ ErpId__c, Name: "Acme" }, "ErpId__c");
  assert.equal(created.created, true);
  const updated = await accounts.upsert({ ErpId__c, Name: "Acme Ltd" }, "ErpId__c");
  assert.deepEqual([updated.created, updated.id], [false, created.id]);
  const account = await org.requestGet(`/sobjects/Account/ErpId__c/${ErpId__c}`);
  assert.deepEqual([account.Id, account.Name], [created.id, "Acme Ltd"]);
  const contact = await org.sobject("Contact").create({ LastName: "Okafor", Account: { ErpId__c } });
  assert.equal((await org.sobject("Contact").retrieve(contact.id)).AccountId, created.id);
});

test("an external id of several records", async () => {
  const Legacy__c = { type: "string", length: 20, external_id: true };
  await control("objects", { extends: "Lead", fields: { Legacy__c } });
  const lead = { LastName: "Okafor", Company: "Acme", Legacy__c: "7" };
  await org.sobject("Lead").create([lead, lead]);
  const several = { errorCode: "MULTIPLE_CHOICES", name: "MULTIPLE_CHOICES" };
  await assert.rejects(org.requestGet("/sobjects/Lead/Legacy__c/7"), several);
});

test("a collection", async () => {
  const created = await accounts.create([{ Name: "Acme" }, {}, { Name: "Globex" }]);
  assert.deepEqual(created.map(({ success }) => success), [true, false, true]);
  assert.equal(created[1].errors[0].statusCode, "REQUIRED_FIELD_MISSING");
  const ids = [created[0].id, created[2].id];
  const updated = await accounts.update(ids.map((Id) => ({ Id, Phone: "7" })));
  assert.deepEqual(updated.map(({ id, success }) => [id, success]), ids.map((id) => [id, true]));
  // It asks for all fields that describe tells.
  const found = await accounts.retrieve(ids);
  assert.deepEqual(found.map(({ Name, Phone }) => [Name, Phone]), [["Acme", "7"], ["Globex", "7"]]);
  const deleted = await accounts.destroy(ids);
  assert.deepEqual(deleted.map(({ success }) => success), [true, true]);
});

test("a collection by external ids", async () => {
  const [first, second] = [unique("erp"), unique("erp")];
  await accounts.create({ Name: "Acme", ErpId__c: first });
  const records = [first, second].map((ErpId__c) => ({ ErpId__c, Name: "Acme Ltd" }));
  const rows = await accounts.upsert(records, "ErpId__c");
  assert.deepEqual(rows.map(({ created, success }) => [created, success]), [[false, true], [true, true]]);
});

test("all or none", async () => {
  const Name = unique("Acme");
  const rows = await accounts.create([{ Name }, {}], { allOrNone: true });
  assert.equal(rows[0].errors[0].statusCode, "ALL_OR_NONE_OPERATION_ROLLED_BACK");
  assert.equal(await accounts.count({ Name }), 0);
});

test("more records than a request may have", async () => {
  const Name = unique("Acme");
  const records = Array.from({ length: 250 }, () => ({ Name }));
  await assert.rejects(accounts.create(records), { errorCode: "EXCEEDED_ID_LIMIT" });
  const created = await accounts.create(records, { allowRecursive: true });
  assert.equal(created.filter(({ success }) => success).length, 250);
  const updated = await accounts.find({ Name }).update({ Phone: "7" }, { allowBulk: false });
  assert.equal(updated.length, 250);
  assert.equal(await accounts.count({ Name, Phone: "7" }), 250);
  await accounts.find({ Name }).destroy({ allowBulk: false });
  assert.equal(await accounts.count({ Name }), 0);
});

test("a composite refers to what came before", async () => {
  const path = `/services/data/v${org.version}/sobjects`;
  const contact = { LastName: "Okafor", AccountId: "@{account.id}" };
  const { compositeResponse } = await org.requestPost("/composite", {
    allOrNone: true,
    compositeRequest: [
      { method: "POST", url: `${path}/Account`, referenceId: "account", body: { Name: "Acme" } },
      { method: "POST", url: `${path}/Contact`, referenceId: "contact", body: contact },
      { method: "GET", url: `${path}/Contact/@{contact.id}?fields=Account.Name`, referenceId: "read" },
    ],
  });
  assert.deepEqual(compositeResponse.map(({ httpStatusCode }) => httpStatusCode), [201, 201, 200]);
  assert.equal(compositeResponse[2].body.Account.Name, "Acme");
});

test("a tree of composites", async () => {
  const url = `/services/data/v${org.version}/sobjects/Account`;
  const graph = (graphId, body) => ({
    graphId,
    compositeRequest: [{ method: "POST", url, referenceId: "account", body }],
  });
  const { graphs } = await org.requestPost("/composite/graph", { graphs: [graph("a", { Name: "Acme" }), graph("b", {})] });
  assert.deepEqual(graphs.map(({ isSuccessful }) => isSuccessful), [true, false]);
});

test("refusals have codes", async () => {
  const missing = { errorCode: "REQUIRED_FIELD_MISSING", name: "REQUIRED_FIELD_MISSING", message: /Name/ };
  await assert.rejects(accounts.create({}), missing);
  await assert.rejects(accounts.update({ Id: "001000000000001AAA", Name: "Nobody" }), { errorCode: "NOT_FOUND" });
  await assert.rejects(org.sobject("Nothing__c").describe(), { errorCode: "NOT_FOUND" });
  await assert.rejects(connect("00D000000000001!wrong").limits(), { errorCode: "INVALID_SESSION_ID" });
});
