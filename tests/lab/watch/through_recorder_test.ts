import { assertEquals } from "@std/assert";
import { parseThrough, ThroughRecorder } from "../../../mod/lab/watch/through/through_recorder.ts";
import { traceRecords } from "../../../mod/lab/watch/trace_records.ts";
import type { WatchEvent } from "../../../mod/lab/watch/watch_event.ts";
import { ENGLISH } from "../../../mod/i18n/locale.ts";
import { watchLine } from "../../../mod/lab/watch/watch_line.ts";
import { until } from "../../_kit/until.ts";

Deno.test("--through has a port, a host and a port", () => {
  assertEquals(parseThrough("9000:localhost:8765"), {
    port: 9000,
    to: { hostname: "localhost", port: 8765 },
  });
  assertEquals(parseThrough("0:[::1]:80"), { port: 0, to: { hostname: "::1", port: 80 } });
  for (const wrong of ["9000", "9000:8765", "x:host:1", "1:host:0", "70000:h:1", "1:::1:80"]) {
    assertEquals(parseThrough(wrong), undefined, wrong);
  }
});

Deno.test("a relay in between tells the bytes of both sides, their ends, and a server that is not there", async () => {
  using server = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const events: WatchEvent[] = [];
  const stop = new AbortController();
  const address = Promise.withResolvers<number>();
  const to = { hostname: "127.0.0.1", port: server.addr.port };
  const recorder = new ThroughRecorder({ port: 0, to }, (event) => events.push(event));
  const running = recorder.run(stop.signal, (text) => address.resolve(Number(text.replace(/^.*:/, ""))));
  const port = await address.promise;

  const client = await Deno.connect({ port });
  const accepted = await server.accept();
  await client.write(new TextEncoder().encode("bonjour"));
  await client.closeWrite();
  const buffer = new Uint8Array(100);
  assertEquals(await accepted.read(buffer), 7);
  assertEquals(await accepted.read(buffer), null);
  await accepted.write(new TextEncoder().encode("salut"));
  accepted.close();
  assertEquals(await client.read(buffer), 5);
  assertEquals(await client.read(buffer), null);
  client.close();
  await until(() => events.filter((event) => event.type === "call" && event.call === "close").length === 2);

  server.close();
  const refused = await Deno.connect({ port });
  await refused.read(buffer).catch(() => null);
  refused.close();
  await until(() => events.some((event) => event.type === "call" && event.errno !== undefined));
  stop.abort();
  await running;

  const lines = events.flatMap((event) => watchLine(event, { ...ENGLISH, language: "en" }) ?? []);
  assertEquals(lines.filter((line) => /undefined|NaN/.test(line)), []);
  const told = traceRecords(events).map(({ event, bytes, data, detail }) =>
    [event, bytes, data, detail].filter((each) => each !== undefined).join(" ")
  );
  assertEquals(told.slice(0, 3), ["listen", "accept", "connect"]);
  for (
    const each of [
      ...[
        "read 7 bonjour",
        "write 7 bonjour",
        "read 5 salut",
        "write 5 salut",
        "end the peer has said everything",
      ],
      ...["end we have said everything", "close", "error connect: Connection refused"],
    ]
  ) assertEquals(told.includes(each), true, `${each} is not in ${told.join("; ")}`);
  assertEquals(events.every(({ at }, index) => index === 0 || at >= events[index - 1]!.at), true);
});
