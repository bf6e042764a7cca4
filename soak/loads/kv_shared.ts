import { delay } from "@std/async";
import { jetstream } from "@nats-io/jetstream";
import { Kvm } from "@nats-io/kv";
import { connect } from "@nats-io/transport-node";
import type { Load } from "../_kit/load.ts";
import type { Ledger } from "../_kit/ledger.ts";
import { ClientStream } from "../_kit/clients/client_stream.ts";
import type { TestedServer } from "../_kit/servers/tested_server.ts";
import { WrongAnswer } from "../_kit/wrong_answer.ts";

const KEY = "soak-count";
const ADDITIONS = 10;
/** Nothing was done: it is asked again, as such an answer says. */
const AGAIN = /^-(CLUSTERDOWN|TRYAGAIN) /;
/** Nobody can know. */
const UNKNOWN = /^-ERR the bus went away /;

export default {
  name: "kv shared",
  about:
    "adds to one number by way of two servers; no two clients get the same sum, and at the end it is what was added",
  at: "kv",
  appliesTo: (server) => server.plan.partner !== undefined,
  async converse({ server, signal, asked, right }) {
    using stream = await ClientStream.dial(server.address("kv")!, signal);
    for (let done = 0; done < ADDITIONS; done++) {
      asked();
      let answer: string;
      do {
        await stream.write(`INCR ${KEY}\r\n`);
        answer = (await stream.line()).replace(/\r$/, "");
        if (AGAIN.test(answer)) await delay(100, { signal });
      } while (AGAIN.test(answer));
      const sum = /^:(\d+)$/.exec(answer)?.[1];
      if (sum !== undefined) server.acknowledged.push(sum);
      else if (!UNKNOWN.test(answer)) throw new WrongAnswer(`INCR: ${answer}`);
      right();
    }
  },
  finish: (server, ledger) => compareWithBucket(server, ledger),
} satisfies Load;

/** Reads the sum from the bus itself, after the end of both servers. */
async function compareWithBucket(server: TestedServer, ledger: Ledger): Promise<void> {
  const partner = server.plan.partner!();
  const sums = [...server.acknowledged, ...partner.acknowledged];
  if (new Set(sums).size < sums.length) ledger.wrong.push("two clients got the same sum");
  const nats = await connect({ servers: server.plan.keptBy!.url });
  try {
    const entry = await (await new Kvm(jetstream(nats)).open("soak")).get(KEY);
    const sum = Number(entry?.string() ?? "0");
    const most = ledger.asked + partner.ledgers.of("kv shared").asked;
    if (sum < sums.length || sum > most) {
      ledger.wrong.push(`the sum is ${sum} after ${sums.length} additions that were told, of ${most}`);
    }
  } finally {
    await nats.close();
  }
}
