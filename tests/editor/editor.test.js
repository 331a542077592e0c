// What an editor shows of a manifest, told by the language server that editors use.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { Client } from "./client.js";

const spec = new URL("../../spec/", import.meta.url);
const schema = JSON.parse(readFileSync(new URL("../generated/schemas/manifest.schema.json", spec), "utf8"));
const action = schema.$defs.Action.properties;
const records = readFileSync(new URL("records.yaml", spec), "utf8");

let client;
before(async () => {
  // The schema that a file names is all it takes: nothing is fetched.
  client = await Client.start(process.env.YAML_LANGUAGE_SERVER, { yaml: { schemaStore: { enable: false } } });
});
after(() => client.stop());

/** The line of the first action's `key`, and of the manifest where something else stands there. */
function edited(key, replacement) {
  const lines = records.split("\n");
  const line = lines.findIndex((text) => text.startsWith(`    ${key}:`));
  lines[line] = replacement;
  return { line, text: lines.join("\n") };
}

async function ask(method, name, { line, text }, character) {
  const uri = new URL(name, spec).href;
  await client.open(uri, text);
  return client.request(`textDocument/${method}`, { textDocument: { uri }, position: { line, character } });
}

test("a key is completed, with what it says", async () => {
  const begun = edited("endpoint", "    end");
  const { items } = await ask("completion", "key.yaml", begun, 7);
  const offered = items.find(({ label }) => label === "endpoint");
  assert.equal(offered?.documentation.value, action.endpoint.description);
});

test("a method is completed", async () => {
  const begun = edited("method", "    method: ");
  const { items } = await ask("completion", "method.yaml", begun, 12);
  assert.deepEqual(items.map(({ label }) => label), ["GET", "POST", "PUT", "PATCH", "DELETE"]);
});

test("a type is completed", async () => {
  const begun = edited("statuses", "    output: { id: { type: s } }");
  const { items } = await ask("completion", "type.yaml", begun, 27);
  assert.ok(items.some(({ label }) => label === "list<string>"), JSON.stringify(items));
});

test("a type in short is completed", async () => {
  const begun = edited("statuses", "    output: { id: s }");
  const { items } = await ask("completion", "short.yaml", begun, 19);
  assert.ok(items.some(({ label }) => label === "list<string>"), JSON.stringify(items));
});

test("a key under the pointer shows what it says, in Markdown", async () => {
  const unchanged = edited("method", "    method: POST");
  const hover = await ask("hover", "hover.yaml", unchanged, 6);
  assert.ok(hover.contents.value.includes(action.method.description), hover.contents.value);
});

test("a wrong key is marked where it stands", async () => {
  const { line, text } = edited("endpoint", "    endpont: /services/data");
  const found = await client.open(new URL("wrong.yaml", spec).href, text);
  const marked = found.filter(({ message }) => message.includes("endpont"));
  assert.deepEqual(marked.map(({ range }) => range.start), [{ line, character: 4 }]);
});

for (const file of readdirSync(spec)) {
  test(`nothing is wrong with ${file}`, async () => {
    const url = new URL(file, spec);
    assert.deepEqual(await client.open(url.href, readFileSync(url, "utf8")), []);
  });
}

test("every key and every definition says what it is", () => {
  const silent = Object.entries({ File: schema, ...schema.$defs }).flatMap(([name, definition]) => [
    ...(definition.description ? [] : [name]),
    ...Object.entries(definition.properties ?? {})
      .filter(([, property]) => !property.description)
      .map(([key]) => `${name}.${key}`),
    ...(definition.anyOf ?? []).filter((choice) => !choice.description).map((_, at) => `${name}/anyOf/${at}`),
  ]);
  assert.deepEqual(silent, []);
});
