/*
Every phase of a transfer against every limit that can end it: a server made for the phase, the real program,
and what is left: the exit code, one sentence, and no file under its name.
*/

import { assertEquals, assertMatch } from "@std/assert";
import { HostileServer, type Victim } from "../../_kit/net/hostile_server.ts";
import { run } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

type Script = (victim: Victim, visit: number) => Promise<unknown>;

/** A phase: what the server does in it, and what the program says for each option that ends it. */
interface Phase {
  readonly script: Script;
  /** By option; an option that is empty is none: it ends by itself. */
  readonly ends: Readonly<Record<string, RegExp>>;
  /** The address, where it is not the plain one. */
  readonly address?: (server: HostileServer) => string[];
  readonly env?: (server: HostileServer) => Record<string, string>;
}

const STALL = "--timeout=0.5";
/** The same for a phase that is told from those before it: the server, which is this test, has the time to get there. */
const LATE_STALL = "--timeout=5";
const CONNECT = "--connect-timeout=0.5";
const WHOLE = "--max-time=0.8";
const SIZE = "--max-size=1MB";

const late = /: it took longer than 0\.8 seconds \(--max-time\)$/;
const still = /: nothing moved for 0\.5 seconds$/;
const apart = /: no connection within 0\.5 seconds$/;
const large = /: it is larger than 1000000 bytes \(--max-size\)$/;
const odd = /: The answer of the server is not one of HTTP$/;

async function inOneSentence(
  args: string[],
  said: RegExp,
  kept: string[],
  env: Record<string, string> = {},
): Promise<void> {
  using temp = new TempFolder();
  const rest = args.includes("put") ? [] : ["-o", temp.path];
  const { code, stderr } = await run([...args, ...rest], { env: { TMPDIR: temp.path, ...env } });
  const lines = stderr.trim().split("\n");
  assertMatch(lines.at(-1)!, said, `${args.join(" ")}\n${stderr}`);
  assertEquals(code, 1, `${args.join(" ")}\n${stderr}`);
  const left = temp.names().filter((name) => !name.startsWith("netlab-upload-"));
  assertEquals(left, kept, args.join(" "));
}

/** All phases with all their options, a few at a time. */
async function everyEnd(
  phases: Readonly<Record<string, Phase>>,
  command: (server: HostileServer) => string[],
): Promise<void> {
  const runs = Object.entries(phases).flatMap(([name, phase]) =>
    Object.entries(phase.ends).map(([option, said]) => ({ name, phase, option, said }))
  );
  const work = async () => {
    for (let next = runs.shift(); next !== undefined; next = runs.shift()) {
      const { name, phase, option, said } = next;
      using server = new HostileServer(phase.script);
      const args = [
        ...phase.address?.(server) ?? command(server),
        ...option.split(" ").filter((each) => each !== ""),
      ];
      try {
        await inOneSentence(args, said, [], phase.env?.(server));
      } catch (error) {
        throw new Error(`${name} ${option}: ${(error as Error).message}`, { cause: error });
      }
    }
  };
  await Promise.all(Array.from({ length: 4 }, work));
}

/** Answers every request with a head, then does something. */
function after(head: string, then: Script): Script {
  return async (victim, visit) => {
    await victim.head();
    await victim.say(head.replaceAll("\n", "\r\n"));
    return await then(victim, visit);
  };
}

/** Answers HEAD with a plain head, and GET with something else. */
function get(then: Script, fields = ""): Script {
  return async (victim, visit) => {
    if ((await victim.head()).startsWith("HEAD")) return await victim.say(`HTTP/1.1 200 OK\r\n${fields}\r\n`);
    return await then(victim, visit);
  };
}

const silence: Script = (victim) => victim.silence();
const OK = "HTTP/1.1 200 OK\r\n\r\n";
const https = ({ port }: HostileServer) => ["files", "get", `https://127.0.0.1:${port}/f`];
const tunnel = {
  address: () => ["files", "get", "https://h.invalid/f"],
  env: ({ url }: HostileServer) => ({ https_proxy: url }),
};

Deno.test("files get URL ends in every phase, whatever the server does", async () => {
  await everyEnd({
    handshake: {
      script: silence,
      address: https,
      ends: { [STALL]: apart, [CONNECT]: apart, [WHOLE]: late },
    },
    "slow handshake": {
      // A record of TLS that is announced and comes by the byte.
      script: async (victim) => {
        await victim.say("\x16\x03\x03\x3f\xff");
        await victim.drip("\0");
      },
      address: https,
      ends: { [STALL]: apart, [CONNECT]: apart, [WHOLE]: late },
    },
    "proxy": { ...tunnel, script: silence, ends: { [STALL]: apart, [CONNECT]: apart, [WHOLE]: late } },
    "slow proxy": {
      ...tunnel,
      script: (victim) => victim.drip("HTTP/1.1 200 OK\r\n".slice(0, 1)),
      ends: { [CONNECT]: apart, [WHOLE]: late },
    },
    "endless proxy": { ...tunnel, script: (victim) => victim.flood("A: b\r\n"), ends: { "": odd } },
    "handshake behind a proxy": {
      ...tunnel,
      script: after("HTTP/1.1 200 OK\n\n", silence),
      ends: { [STALL]: apart, [CONNECT]: apart, [WHOLE]: late },
    },
    "refusing proxy": {
      ...tunnel,
      script: after("HTTP/1.1 407 No\n\n", (victim) => victim.flood("x")),
      ends: { "": /: The proxy answers 407$/ },
    },
    "talking proxy": {
      ...tunnel,
      script: after("HTTP/1.1 200 OK\n\nand more", silence),
      ends: { "": /: The proxy says more than it was asked$/ },
    },
    "head": { script: silence, ends: { [STALL]: still, [WHOLE]: late } },
    "slow head": { script: (victim) => victim.drip("A"), ends: { [WHOLE]: late } },
    "endless head": {
      script: after("HTTP/1.1 200 OK\n", (victim) => victim.flood("A: b\r\n")),
      ends: { "": odd },
    },
    "endless line": { script: (victim) => victim.flood("A"), ends: { "": odd } },
    "endless interim answers": {
      script: (victim) => victim.flood("HTTP/1.1 100 Continue\r\n\r\n"),
      ends: { "": odd },
    },
    "slow interim answers": {
      script: (victim) => victim.drip("HTTP/1.1 100 Continue\r\n\r\n"),
      ends: { [`${WHOLE} --timeout=9`]: new RegExp(`${late.source}|${odd.source}`) },
    },
    "no HTTP": { script: after("ICY 200 OK\n\n", silence), ends: { "": odd } },
    "two lengths": {
      script: after("HTTP/1.1 200 OK\nContent-Length: 3, 4\n\nabcd", silence),
      ends: { "": odd },
    },
    "negative length": {
      script: after("HTTP/1.1 200 OK\nContent-Length: -1\n\nabcd", silence),
      ends: { "": odd },
    },
    "length and chunks": {
      script: get((victim) =>
        victim.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n")
      ),
      ends: { "": odd },
    },
    "body": {
      script: get(async (victim) => {
        await victim.say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbegin");
        await victim.silence();
      }),
      ends: { [`${STALL} --retries=1`]: still, [WHOLE]: late },
    },
    "slow body": {
      script: get(async (victim) => {
        await victim.say(OK);
        await victim.drip("x");
      }),
      ends: { [WHOLE]: late },
    },
    "endless body": {
      script: get(async (victim) => {
        await victim.say(OK);
        await victim.flood("x");
      }),
      ends: { [SIZE]: large, [WHOLE]: late },
    },
    "announced body": {
      script: after('HTTP/1.1 200 OK\nContent-Length: 5000000\nAccept-Ranges: bytes\nETag: "a"\n\n', silence),
      ends: { [SIZE]: large },
    },
    "endless chunks": {
      script: get(async (victim) => {
        await victim.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        await victim.flood("4\r\nabcd\r\n");
      }),
      ends: { [SIZE]: large },
    },
    "endless size of a chunk": {
      script: get(async (victim) => {
        await victim.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        await victim.flood("0");
      }),
      ends: { "": odd },
    },
    "endless trailers": {
      script: get(async (victim) => {
        await victim.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n");
        await victim.flood("A: b\r\n");
      }),
      ends: { "": odd },
    },
    "endless error page": {
      script: get(async (victim) => {
        await victim.say("HTTP/1.1 404 No\r\n\r\n");
        await victim.flood("\x1b[31mno ");
      }),
      ends: { "": /: The server answers 404: \\x1b\[31mno .*$/ },
    },
    "slow error page": {
      script: get(async (victim) => {
        await victim.say("HTTP/1.1 404 No\r\n\r\n");
        await victim.drip("no ");
      }),
      ends: { "": /: The server answers 404: no .*$/, [WHOLE]: late },
    },
    "silent error page": {
      script: get(async (victim) => {
        await victim.say("HTTP/1.1 404 No\r\n\r\nnot here");
        await victim.silence();
      }),
      ends: { [LATE_STALL]: /: The server answers 404: not here$/, [WHOLE]: late },
    },
    "redirects": {
      script: after("HTTP/1.1 302 On\nLocation: /on\n\n", async () => {}),
      ends: { "": /: it sends us from one address to the next without end$/ },
    },
    "slow redirects": {
      script: async (victim) => {
        await victim.head();
        await victim.pause(400);
        await victim.say("HTTP/1.1 302 On\r\nLocation: /on\r\n\r\n");
      },
      ends: { [WHOLE]: late },
    },
    "retries": {
      script: after("HTTP/1.1 503 Later\nRetry-After: 3600\n\n", async () => {}),
      ends: { [WHOLE]: late, "--retries=0": /: The server answers 503$/ },
    },
  }, ({ url }) => ["files", "get", `${url}/f`]);
});

Deno.test("files get -o - ends for the same limits", async () => {
  const rows: [Script, string, RegExp][] = [
    [silence, STALL, still],
    [(victim) => victim.drip("A"), WHOLE, late],
    [after("HTTP/1.1 200 OK\n\n", (victim) => victim.flood("x")), SIZE, large],
    [after("HTTP/1.1 200 OK\n\n", (victim) => victim.drip("x")), WHOLE, late],
    [after("HTTP/1.1 500 No\n\n", (victim) => victim.flood("x")), "", /: The server answers 500: x+$/],
  ];
  for (const [script, option, said] of rows) {
    using server = new HostileServer(script);
    const args = ["files", "get", `${server.url}/f`, "-o", "-", ...option === "" ? [] : [option]];
    const { code, stderr } = await run(args);
    assertEquals(code, 1);
    assertMatch(stderr.trim(), said);
  }
});

Deno.test("files get HOST PORT ends in every phase, whatever the server does", async () => {
  const answer = (text: string, then: Script = async () => {}): Script => async (victim, visit) => {
    await victim.until("\n");
    await victim.say(text);
    await then(victim, visit);
  };
  const none = /: the answer is not that of a file server \(neither OK with a size nor KO\)$/;
  const sizes = ["-5", "1e3", "0x10", "five", "", "9".repeat(16), "9".repeat(5000)];
  await everyEnd({
    "head": { script: answer("", silence), ends: { [STALL]: still, [WHOLE]: late } },
    "slow head": { script: answer("", (victim) => victim.drip("O")), ends: { [WHOLE]: late } },
    "endless head": { script: answer("", (victim) => victim.flood("O")), ends: { "": none } },
    "size": { script: answer("OK\n", silence), ends: { [STALL]: still, [WHOLE]: late } },
    "huge size": {
      script: answer("OK\n999999999999999\n", silence),
      ends: { [SIZE]: large, [STALL]: still },
    },
    "body": { script: answer("OK\n100\nbegin", silence), ends: { [STALL]: still, [WHOLE]: late } },
    "slow body": { script: answer("OK\n1000000\n", (victim) => victim.drip("x")), ends: { [WHOLE]: late } },
    "short body": {
      script: answer("OK\n100\nbegin"),
      ends: { "": /: the connection ended early, after 5 of 100 bytes$/ },
    },
    "endless reason": { script: answer("KO\n", (victim) => victim.flood("no ")), ends: { "": none } },
    "silent refusal": { script: answer("KO\n", silence), ends: { [STALL]: still } },
    "reason that steers a terminal": {
      script: answer("KO\n\x1b]0;x\x07\n"),
      ends: { "": /: the server refused: \\x1b\]0;x\\x07$/ },
    },
    ...Object.fromEntries(
      sizes.map((size) => [`size ${size}`, { script: answer(`OK\n${size}\n`), ends: { "": none } }]),
    ),
  }, ({ port }) => ["files", "get", "127.0.0.1", `${port}`, "f"]);
});

Deno.test("files put ends in every phase, whatever the server does", async () => {
  using temp = new TempFolder();
  const path = temp.write("f", new Uint8Array(30_000_000));
  const created = "HTTP/1.1 201 Created\r\nLocation: /u/1\r\nTus-Resumable: 1.0.0\r\n\r\n";
  /** Takes the request for an upload, and does something to the request with the file in it. */
  const patch = (then: Script): Script => async (victim, visit) => {
    if ((await victim.head()).startsWith("POST")) return await victim.say(created);
    await then(victim, visit);
  };
  const put = (then: Script): Script => async (victim, visit) => {
    if ((await victim.head()).startsWith("POST")) return await victim.say("HTTP/1.1 405 No\r\n\r\n");
    await then(victim, visit);
  };
  const whole: Script = async (victim) => {
    await victim.swallow(30_000_000);
    await victim.silence();
  };
  await everyEnd({
    "begin": { script: silence, ends: { [STALL]: still, [WHOLE]: late } },
    "slow begin": { script: (victim) => victim.drip("H"), ends: { [WHOLE]: late } },
    "endless begin": {
      script: after("HTTP/1.1 201 Created\n", (v) => v.flood("A: b\r\n")),
      ends: { "": odd },
    },
    "refused begin": {
      script: after("HTTP/1.1 403 No\n\n", (victim) => victim.flood("no ")),
      ends: { "": /: The server answers 403: no .*$/ },
    },
    "a server that does not read": {
      script: patch(silence),
      ends: { [STALL]: still, [WHOLE]: late },
    },
    "the same by PUT": { script: put(silence), ends: { [STALL]: still, [WHOLE]: late } },
    "a server that reads slowly": {
      script: patch(async (victim) => {
        for (;;) {
          await victim.swallow(1000);
          await victim.pause(20);
        }
      }),
      ends: { [WHOLE]: late },
    },
    "the last answer": { script: patch(whole), ends: { [STALL]: still, [`${WHOLE} --timeout=9`]: late } },
    "an answer that comes too early": {
      script: put((victim) => victim.say("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n")),
      ends: { "--retries=0": /: The server answers before it has the whole file$/ },
    },
    "an endless refusal": {
      script: patch(async (victim) => {
        await victim.say("HTTP/1.1 413 Large\r\n\r\n");
        await victim.flood("much too large ");
      }),
      ends: { "--retries=0": /: The server answers 413: much too large .*$/ },
    },
    "an offset that is a lie": {
      script: patch(async (victim) => {
        await victim.swallow(30_000_000);
        await victim.say("HTTP/1.1 204 No Content\r\nUpload-Offset: 99999999999\r\n\r\n");
      }),
      ends: { "--retries=0": /: The server does not say how much of the file it has$/ },
    },
    "too large": { script: silence, ends: { [SIZE]: large } },
  }, ({ url }) => ["files", "put", path, `${url}/`]);
});
