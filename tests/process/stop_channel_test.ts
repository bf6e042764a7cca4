import { assertEquals } from "@std/assert";
import { StopChannel } from "../../mod/process/stop_channel.ts";
import { listenForStopRequests } from "../../mod/process/stop_requests.ts";
import type { StopSignal } from "../../mod/process/stop_signals.ts";
import { until } from "../_kit/until.ts";

const ENCODER = new TextEncoder();

function parts(channel: StopChannel): { port: number; hello: string; key: string } {
  const [port, hello, key] = channel.env.NETLAB_STOP_CHANNEL!.split(":");
  return { port: Number(port), hello: hello!, key: key! };
}

/** What the program is asked, in order. */
function listener(value: string | undefined): StopSignal[] {
  const asked: StopSignal[] = [];
  listenForStopRequests(value, (signal) => asked.push(signal));
  return asked;
}

/** The text that somebody gets who connects and says this, up to the end. */
async function told(port: number, said: string): Promise<string> {
  using conn = await Deno.connect({ hostname: "127.0.0.1", port });
  await conn.write(ENCODER.encode(said));
  let text = "";
  const buffer = new Uint8Array(1024);
  try {
    for (let count = await conn.read(buffer); count !== null; count = await conn.read(buffer)) {
      text += new TextDecoder().decode(buffer.subarray(0, count));
    }
  } catch {
    // Reset: it said more than anybody wanted to read
  }
  return text;
}

Deno.test("a program hears each request as the signal that it stands for, those from before it came, too", async () => {
  using channel = new StopChannel();
  channel.request("SIGHUP");
  const asked = listener(channel.env.NETLAB_STOP_CHANNEL);
  await until(() => asked.length === 1);
  channel.request("SIGINT");
  channel.request("SIGTERM");
  await until(() => asked.length === 3);
  assertEquals(asked, ["SIGHUP", "SIGINT", "SIGTERM"]);
});

Deno.test("a program whose parent is gone stops", async () => {
  const channel = new StopChannel();
  const asked = listener(channel.env.NETLAB_STOP_CHANNEL);
  channel.request("SIGINT");
  await until(() => asked.length === 1);
  channel[Symbol.dispose]();
  const other = new StopChannel();
  const gone = listener(other.env.NETLAB_STOP_CHANNEL);
  // Its program has come once it does not listen any more
  await until(() =>
    Deno.connect({ hostname: "127.0.0.1", port: parts(other).port }).then(hangUp, () => true)
  );
  other[Symbol.dispose]();
  await until(() => gone.length === 1);
  assertEquals([asked, gone], [["SIGINT"], ["SIGTERM"]]);
});

function hangUp(conn: Deno.Conn): boolean {
  conn.close();
  return false;
}

const STRANGERS: Readonly<Record<string, (hello: string) => string>> = {
  "the wrong word": (hello) => `${hello.slice(1)}x\n`,
  "half the word": (hello) => `${hello.slice(0, 20)}\n`,
  "the word and more": (hello) => `${hello}${hello}\n`,
  "an empty line": () => "\n",
};

for (const [what, said] of Object.entries(STRANGERS)) {
  Deno.test(`somebody who says ${what} hears nothing, and the program is heard afterwards`, async () => {
    using channel = new StopChannel();
    channel.request("SIGTERM");
    const { port, hello } = parts(channel);
    assertEquals(await told(port, said(hello)), "");
    const asked = listener(channel.env.NETLAB_STOP_CHANNEL);
    await until(() => asked.length === 1);
  });
}

Deno.test("strangers who say nothing do not keep the program out", async () => {
  using channel = new StopChannel();
  const { port } = parts(channel);
  const crowd = await Promise.all(
    Array.from({ length: 100 }, () => Deno.connect({ hostname: "127.0.0.1", port })),
  );
  const asked = listener(channel.env.NETLAB_STOP_CHANNEL);
  channel.request("SIGTERM");
  await until(() => asked.length === 1);
  crowd.forEach((each) => each.close());
});

/** What somebody says who sits on the port, but does not know the key; then it goes. */
const IMPOSTORS: Readonly<Record<string, (hello: string) => string>> = {
  "nothing": () => "",
  "the name of a signal": () => "SIGTERM\n",
  "the word that it has heard": (hello) => `${hello} here\n${hello} SIGTERM\n`,
  "more than a line": () => `${"x".repeat(100_000)}\n`,
};

for (const [what, said] of Object.entries(IMPOSTORS)) {
  Deno.test(`a program is not stopped by somebody who says ${what} on the port of its parent`, async () => {
    using impostor = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const asked = listener(`${impostor.addr.port}:${"h".repeat(64)}:${"k".repeat(64)}`);
    using conn = await impostor.accept();
    const hello = new Uint8Array(65);
    for (let got = 0; got < hello.length;) got += (await conn.read(hello.subarray(got)))!;
    await conn.write(ENCODER.encode(said("h".repeat(64)))).catch(() => {/* it has hung up */});
    if (said("") === "") await conn.closeWrite();
    // It hangs up, and has then taken in all that was said
    await conn.read(new Uint8Array(1)).catch(() => {/* with bytes unread */});
    assertEquals(asked, []);
  });
}

for (const value of [undefined, "", "x", "80", "80:", "80::", "99999999:a:b", "port:a:b", "0x50:a:b"]) {
  Deno.test(`a variable that is ${JSON.stringify(value)} asks nothing`, () => {
    assertEquals(listener(value), []);
  });
}
