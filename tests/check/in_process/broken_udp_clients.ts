import type { UdpClient, UdpClientWays } from "./udp_client.ts";

/** A client over UDP of this very process with one mistake. */
export interface BrokenUdpClient {
  readonly mistake: string;
  /** The rule that it breaks, without the service. */
  readonly rule: string;
  /** Words of the diagnosis. */
  readonly diagnosis: string;
  readonly client: UdpClient;
}

/** The right answer to a question, asked again until it comes; undefined when it does not. */
async function ask(ways: UdpClientWays, question: string, send = question): Promise<string | undefined> {
  for (const wait of [700, 1400]) {
    await ways.send(send);
    for (const late = Date.now() + wait;;) {
      const came = await ways.receive(Math.max(late - Date.now(), 0));
      if (came === undefined) break;
      if (came.isServers && came.text === question.toUpperCase()) return came.text;
    }
  }
  return undefined;
}

/** A right client, with one of its parts in another way. */
function client(asks: (ways: UdpClientWays, line: string) => Promise<string | undefined | null>): UdpClient {
  return async (ways: UdpClientWays) => {
    for (let line = await ways.line(); line !== null; line = await ways.line()) {
      const answer = await asks(ways, line);
      if (answer === null) return;
      ways.print(answer ?? "no answer");
    }
  };
}

/** Takes what comes for the answer. */
async function takes(ways: UdpClientWays, line: string, size = 65_535): Promise<string> {
  await ways.send(line);
  return (await ways.receive())!.text.slice(0, size);
}

/** One that is right. */
export const RIGHT_UDP_CLIENT: UdpClient = client((ways, line) => ask(ways, line));

/** Each with one mistake. */
export const BROKEN_UDP_CLIENTS: readonly BrokenUdpClient[] = ([
  [
    "a zero byte goes along",
    "sent",
    "sends zero bytes along",
    client((ways, line) => ask(ways, line, `${line}\0`)),
  ],
  [
    "something goes around it",
    "sent",
    "and something around it",
    client((ways, line) => ask(ways, line, `> ${line}`)),
  ],
  [
    "all that was typed goes into one datagram",
    "sent",
    "read the keyboard line by line",
    async (ways: UdpClientWays) => {
      const lines = [await ways.line(), await ways.line(), await ways.line()];
      await ask(ways, lines.join("\n"));
    },
  ],
  ["it ends at once", "sent", "your client has ended (exit status 0)", async () => {}],
  [
    "all is sent at once",
    "waits",
    "before the answer to the last one has come",
    async (ways: UdpClientWays) => {
      for (let line = await ways.line(); line !== null; line = await ways.line()) await ways.send(line);
    },
  ],
  [
    "the answer is not shown",
    "shows",
    "although your client went on after it",
    async (ways: UdpClientWays) => {
      for (let line = await ways.line(); line !== null; line = await ways.line()) await ask(ways, line);
    },
  ],
  [
    "the end of the keyboard is sent",
    "ctrl_d",
    "takes the end of the keyboard for a line",
    async (ways: UdpClientWays) => {
      while (true) await ask(ways, await ways.line() ?? "");
    },
  ],
  ["an empty datagram is the end", "empty", "an empty datagram for the end", async (ways: UdpClientWays) => {
    for (let line = await ways.line(); line !== null; line = await ways.line()) {
      await ways.send(line);
      if ((await ways.receive())!.text === "") return;
    }
  }],
  [
    "nothing limits the wait",
    "lost",
    "waits for an answer without end",
    client((ways, line) => takes(ways, line)),
  ],
  [
    "nobody looks who has answered",
    "stranger",
    "went on when one came from another port",
    client((ways, line) => takes(ways, line)),
  ],
  [
    "a stranger ends it",
    "stranger",
    "ended when a datagram came from another port",
    client(async (ways, line) => {
      await ways.send(line);
      const came = (await ways.receive())!;
      return came.isServers ? came.text : null;
    }),
  ],
  [
    "the next datagram is the answer",
    "stale",
    "the first answer, once more, passed for the second",
    client((ways, line) => takes(ways, line)),
  ],
  [
    "an old answer ends it",
    "stale",
    "ended when an answer came a second time",
    client(async (ways, line) => {
      const answer = await takes(ways, line);
      return answer === line.toUpperCase() ? answer : null;
    }),
  ],
  [
    "the buffer is small",
    "large",
    "1024 of the 1400 characters of the answer",
    client((ways, line) => takes(ways, line, 1024)),
  ],
  [
    "a line is cut",
    "large",
    "512 of the 1400 characters that were typed",
    client((ways, line) => takes(ways, line.slice(0, 512))),
  ],
] as const).map(([mistake, rule, diagnosis, client]) => ({ mistake, rule, diagnosis, client }));
