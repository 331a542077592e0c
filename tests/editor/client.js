// As much of the Language Server Protocol as an editor needs to open a file and ask about it.

import { spawn } from "node:child_process";
import { once } from "node:events";

export class Client {
  #answers = new Map();
  #diagnostics = new Map();
  #waiting = new Map();
  #buffer = Buffer.alloc(0);
  #lastId = 0;

  static async start(program, settings) {
    const client = new Client(program, settings);
    await client.request("initialize", {
      processId: process.pid,
      rootUri: null,
      capabilities: {
        workspace: { configuration: true },
        textDocument: {
          completion: { completionItem: { documentationFormat: ["markdown"] } },
          hover: { contentFormat: ["markdown"] },
          publishDiagnostics: {},
        },
      },
    });
    const configured = new Promise((resolve) => (client.configured = resolve));
    client.#send({ method: "initialized", params: {} });
    await configured;
    return client;
  }

  constructor(program, settings) {
    this.settings = settings;
    this.server = spawn(process.execPath, [program, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
    this.server.stdout.on("data", (bytes) => this.#receive(bytes));
    this.server.on("exit", (status) => {
      for (const { reject } of this.#answers.values()) reject(new Error(`the server ended with ${status}`));
    });
  }

  /** Opens a file and gives what the server finds wrong with it. */
  open(uri, text) {
    const found = new Promise((resolve) => this.#waiting.set(uri, resolve));
    this.#send({
      method: "textDocument/didOpen",
      params: { textDocument: { uri, languageId: "yaml", version: 1, text } },
    });
    return found;
  }

  request(method, params) {
    const id = ++this.#lastId;
    const answer = new Promise((resolve, reject) => this.#answers.set(id, { resolve, reject }));
    this.#send({ id, method, params });
    return answer;
  }

  async stop() {
    await this.request("shutdown", null);
    const ended = once(this.server, "exit");
    this.#send({ method: "exit" });
    await ended;
  }

  #send(message) {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    this.server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #receive(bytes) {
    this.#buffer = Buffer.concat([this.#buffer, bytes]);
    for (;;) {
      const headers = this.#buffer.indexOf("\r\n\r\n");
      if (headers < 0) return;
      const [, length] = /Content-Length: (\d+)/i.exec(this.#buffer.toString("ascii", 0, headers));
      const end = headers + 4 + Number(length);
      if (this.#buffer.length < end) return;
      const body = this.#buffer.toString("utf8", headers + 4, end);
      this.#buffer = this.#buffer.subarray(end);
      this.#handle(JSON.parse(body));
    }
  }

  #handle(message) {
    const { id, method, params } = message;
    if (method === undefined) {
      const { resolve, reject } = this.#answers.get(id);
      this.#answers.delete(id);
      if (message.error) reject(new Error(message.error.message));
      else resolve(message.result);
    } else if (method === "workspace/configuration") {
      this.#send({ id, result: params.items.map(({ section }) => this.settings[section] ?? null) });
      this.configured();
    } else if (method === "textDocument/publishDiagnostics") {
      this.#waiting.get(params.uri)?.(params.diagnostics);
    } else if (id !== undefined) {
      this.#send({ id, result: null });
    }
  }
}
