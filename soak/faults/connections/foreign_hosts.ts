import type { Fault } from "../../_kit/fault.ts";
import { askHttp } from "../../_kit/clients/ask_http.ts";
import { CONVERSATION_TIMEOUT_MS } from "../../_kit/clients/run_client.ts";
import type { TestedServer } from "../../_kit/servers/tested_server.ts";
import { expect } from "../../_kit/wrong_answer.ts";

const HOSTS = [
  "evil.example",
  "localhost.evil.example:80",
  "127.0.0.1.evil.example",
  "0x7f.1",
  "user@localhost",
];
const METHODS = ["GET", "HEAD", "PUT", "POST", "PATCH", "DELETE", "OPTIONS"];

export default {
  name: "foreign hosts",
  about: "pages whose names have come to lead here ask for everything, and every one must be sent away",
  appliesTo: (server) => addressOf(server) !== undefined,
  async inject(server, { random, right }) {
    const signal = AbortSignal.timeout(CONVERSATION_TIMEOUT_MS);
    for (const method of METHODS) {
      const host = random.pick(HOSTS);
      const fields = {
        host,
        origin: `http://${host}`,
        "x-forwarded-host": "localhost",
        "x-forwarded-for": "127.0.0.1",
      };
      const { status } = await askHttp(addressOf(server)!, { method, path: "/room", fields }, signal);
      expect(String(status), host.includes("@") ? "400" : "421", `${method} by the name ${host}`);
      right();
    }
  },
} satisfies Fault;

function addressOf(server: TestedServer) {
  return server.address("http") ?? server.address("web");
}
