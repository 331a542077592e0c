// Queries, search and what changed, through jsforce.

import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, control, jsforce, unique } from "./org.js";

const org = connect();
const accounts = org.sobject("Account");

test("all pages", async () => {
  await control("records", { Case: 4100 });
  const cases = "SELECT Id, CaseNumber FROM Case ORDER BY CaseNumber";
  const first = await org.query(cases);
  assert.deepEqual([first.done, first.records.length], [false, 2000]);
  const second = await org.queryMore(first.nextRecordsUrl);
  assert.deepEqual([second.done, second.records.length], [false, 2000]);
  const every = await org.query(cases, { autoFetch: true, responseTarget: "Records" });
  assert.equal(new Set(every.map(({ Id }) => Id)).size, first.totalSize);
  const headers = { "Sforce-Query-Options": "batchSize=200" };
  assert.equal((await org.query(cases, { headers })).records.length, 200);
  const streamed = [];
  for await (const { Id } of org.query(cases, { headers }).stream("record")) streamed.push(Id);
  assert.deepEqual(streamed, every.map(({ Id }) => Id));
});

test("deleted records are seen by queryAll alone", async () => {
  const Name = unique("Acme");
  const [kept, deleted] = await accounts.create([{ Name }, { Name }]);
  await accounts.destroy(deleted.id);
  const found = await accounts.find({ Name }, "Id");
  assert.deepEqual(found.map(({ Id }) => Id), [kept.id]);
  const seen = await accounts.find({ Name }, "Id, IsDeleted").scanAll(true).sort("IsDeleted");
  assert.deepEqual(seen.map(({ Id, IsDeleted }) => [Id, IsDeleted]), [[kept.id, false], [deleted.id, true]]);
});

test("conditions that it writes", async () => {
  const Name = unique("It's a \"test\" \\");
  const { id } = await accounts.create({ Name, NumberOfEmployees: 7, AnnualRevenue: 1234567 });
  const yesterday = new Date(Date.now() - 24 * 60 * 60 * 1000);
  const found = await accounts.findOne({
    Id: { $in: [id] },
    Name: { $like: `${Name.slice(0, 4)}%` },
    NumberOfEmployees: { $gte: 7, $lt: 8 },
    CreatedDate: { $gt: jsforce.SfDate.toDateTimeLiteral(yesterday) },
    $or: [{ Phone: null }, { Phone: { $ne: "7" } }],
  });
  assert.deepEqual([found.Name, found.AnnualRevenue], [Name, 1234567]);
});

test("parents, children and aggregates", async () => {
  const Name = unique("Acme");
  const { id } = await accounts.create({ Name });
  await org.sobject("Contact").create(["Okafor", "Varga"].map((LastName) => ({ LastName, AccountId: id })));
  const [found] = await accounts
    .select("Name, Owner.Name")
    .where({ Id: id })
    .include("Contacts")
    .select("LastName, Account.Name")
    .orderby("LastName")
    .end();
  assert.deepEqual(found.Contacts.records.map(({ LastName }) => LastName), ["Okafor", "Varga"]);
  assert.equal(found.Contacts.records[0].Account.Name, Name);
  assert.equal(found.Owner.attributes.type, "User");
  const grouped = `SELECT COUNT(Id) n, Account.Name FROM Contact WHERE AccountId = '${id}' GROUP BY Account.Name`;
  const [group] = (await org.query(grouped)).records;
  assert.deepEqual([group.n, group.Name], [2, Name]);
  assert.equal(await org.sobject("Contact").count({ AccountId: id }), 2);
});

test("children of several pages", async () => {
  const { id } = await accounts.create({ Name: "Acme" });
  const contacts = Array.from({ length: 450 }, (_, number) => ({ LastName: `Okafor ${number}`, AccountId: id }));
  await org.sobject("Contact").create(contacts, { allowRecursive: true });
  const headers = { "Sforce-Query-Options": "batchSize=200" };
  const query = `SELECT Id, (SELECT LastName FROM Contacts) FROM Account WHERE Id = '${id}'`;
  const [account] = (await org.query(query, { headers, autoFetch: true })).records;
  assert.equal(new Set(account.Contacts.records.map(({ LastName }) => LastName)).size, 450);
});

test("refused queries have codes", async () => {
  for (const [query, errorCode] of [
    ["SELECT Id FORM Account", "MALFORMED_QUERY"],
    ["SELECT Nmae FROM Account", "INVALID_FIELD"],
    ["SELECT Id FROM Nothing__c", "INVALID_TYPE"],
  ]) {
    await assert.rejects(org.query(query), { errorCode }, query);
  }
  await assert.rejects(org.queryMore("0r8000000000000AAA-2000"), { errorCode: "INVALID_QUERY_LOCATOR" });
});

test("SOSL", async () => {
  const word = unique("lantern");
  const { id } = await accounts.create({ Name: `The ${word} works` });
  const { searchRecords } = await org.search(`FIND {${word}} IN NAME FIELDS RETURNING Account (Id, Name), Contact`);
  assert.deepEqual(searchRecords.map(({ Id, attributes }) => [Id, attributes.type]), [[id, "Account"]]);
  await assert.rejects(org.search("FIND lantern"), { errorCode: "MALFORMED_SEARCH" });
});

test("parameterized search", async () => {
  const word = unique("lantern");
  await accounts.create({ Name: word });
  const { searchRecords } = await org.requestPost("/parameterizedSearch", {
    q: word,
    sobjects: [{ name: "Account", fields: ["Name"], limit: 5 }],
  });
  assert.deepEqual(searchRecords.map(({ Name }) => Name), [word]);
});

test("what was deleted and updated", async () => {
  const [kept, deleted] = await accounts.create([{ Name: "Acme" }, { Name: "Acme" }]);
  await accounts.destroy(deleted.id);
  const minutes = (count) => new Date(Date.now() + count * 60 * 1000);
  const { deletedRecords } = await accounts.deleted(minutes(-5), minutes(2));
  assert.ok(deletedRecords.some(({ id }) => id === deleted.id));
  const { ids } = await accounts.updated(minutes(-5), minutes(2));
  assert.deepEqual([ids.includes(kept.id), ids.includes(deleted.id)], [true, false]);
});
