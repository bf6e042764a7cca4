import type { Fault } from "../_kit/fault.ts";
import { askHttp } from "../_kit/http_talk.ts";
import { PATIENCE_MS } from "../_kit/keep_conversing.ts";
import type { Subject } from "../_kit/subject.ts";
import { expect } from "../_kit/wrong.ts";

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
  suits: (subject) => doorOf(subject) !== undefined,
  async inject(subject, { random, right }) {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    for (const method of METHODS) {
      const host = random.pick(HOSTS);
      const fields = {
        host,
        origin: `http://${host}`,
        "x-forwarded-host": "localhost",
        "x-forwarded-for": "127.0.0.1",
      };
      const { status } = await askHttp(doorOf(subject)!, { method, path: "/room", fields }, signal);
      expect(String(status), host.includes("@") ? "400" : "421", `${method} by the name ${host}`);
      right();
    }
  },
} satisfies Fault;

function doorOf(subject: Subject) {
  return subject.door("http") ?? subject.door("web");
}
