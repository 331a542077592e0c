// jsforce: a query that fetches every page, and a file of lines.

import { createWriteStream, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { finished } from "node:stream/promises";

const jsforce = createRequire(import.meta.url)(process.env.JSFORCE);
const { SPECFORCE_INSTANCE_URL: instanceUrl, SPECFORCE_ACCESS_TOKEN: accessToken } = process.env;
const soql = readFileSync(new URL("../accounts.soql", import.meta.url), "utf8").trim();
const connection = new jsforce.Connection({ instanceUrl, accessToken, version: "66.0" });
const lines = createWriteStream(process.argv[2]);

// A property that is undefined is left out of the line.
const line = (record) =>
  JSON.stringify({
    id: record.Id,
    name: record.Name ?? undefined,
    accountNumber: record.AccountNumber ?? undefined,
    industry: record.Industry ?? undefined,
    type: record.Type ?? undefined,
    billingCity: record.BillingCity ?? undefined,
    billingState: record.BillingState ?? undefined,
    billingCountry: record.BillingCountry ?? undefined,
    phone: record.Phone ?? undefined,
    website: record.Website ?? undefined,
    createdDate: record.CreatedDate,
    lastModifiedDate: record.LastModifiedDate,
    systemModstamp: record.SystemModstamp,
  }) + "\n";

// Without `maxFetch` it ends after 10,000 rows.
await connection
  .query(soql)
  .on("record", (record) => lines.write(line(record)))
  .run({ autoFetch: true, maxFetch: Infinity });
lines.end();
await finished(lines);
