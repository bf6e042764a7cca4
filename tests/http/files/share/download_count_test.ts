import { assertEquals } from "@std/assert";
import { DownloadCount } from "../../../../mod/http/files/share/download_count.ts";

const SIZE = 100;

/** Begins a transfer; what it returns ends it. */
function transfer(
  count: DownloadCount,
  start: number,
  end: number,
  kind: "whole" | "resume" | "suffix" = "whole",
) {
  const finish = count.begin({ client: "a", version: "1", resumes: kind === "resume" }, SIZE);
  return (complete: boolean, reached = end) => finish({ ranges: [{ start, end: reached }], complete });
}

Deno.test("DownloadCount counts a whole download, and the next one of the same client", () => {
  const count = new DownloadCount();
  assertEquals([transfer(count, 0, 100)(true), transfer(count, 0, 100)(true), count.count], [true, true, 2]);
});

Deno.test("DownloadCount counts neither a part nor what was broken off", () => {
  const count = new DownloadCount();
  transfer(count, 0, 10)(true);
  transfer(count, 90, 100, "suffix")(true);
  transfer(count, 0, 100)(false);
  transfer(count, 0, 100)(false, 50);
  transfer(count, 95, 100, "suffix")(true);
  assertEquals(count.count, 0);
});

Deno.test("DownloadCount adds parts up, in any order", () => {
  const count = new DownloadCount();
  assertEquals(transfer(count, 60, 100, "resume")(true), false);
  assertEquals(transfer(count, 0, 30)(true), false);
  assertEquals(transfer(count, 20, 60, "resume")(true), true);
});

Deno.test("DownloadCount believes a client that goes on after a broken download", () => {
  const count = new DownloadCount();
  transfer(count, 0, 100)(false, 70);
  assertEquals(transfer(count, 40, 100, "resume")(true), true);
});

Deno.test("DownloadCount does not believe one that goes on after what it was never sent", () => {
  const count = new DownloadCount();
  transfer(count, 0, 100)(false, 30);
  assertEquals(transfer(count, 40, 100, "resume")(true), false);
});

Deno.test("DownloadCount understands a download manager that cuts off its first connection", () => {
  const count = new DownloadCount();
  const first = transfer(count, 0, 100);
  transfer(count, 25, 50, "resume")(true);
  transfer(count, 50, 75, "resume")(true);
  transfer(count, 75, 100, "resume")(true);
  assertEquals([first(false, 40), count.count], [true, 1]);
});

Deno.test("DownloadCount keeps clients and versions apart", () => {
  const count = new DownloadCount();
  const part = (client: string, version: string, start: number, end: number) =>
    count.begin({ client, version, resumes: start > 0 }, SIZE)({ ranges: [{ start, end }], complete: true });
  assertEquals([part("a", "1", 0, 50), part("b", "1", 50, 100), part("a", "2", 50, 100)], [
    false,
    false,
    false,
  ]);
  assertEquals(part("a", "1", 50, 100), true);
});

Deno.test("DownloadCount counts an empty file when it was taken", () => {
  const count = new DownloadCount();
  const empty = () => count.begin({ client: "a", version: "1", resumes: false }, 0);
  assertEquals(empty()({ ranges: [], complete: false }), false);
  assertEquals(empty()({ ranges: [], complete: true }), true);
});

Deno.test("DownloadCount agrees with the rule as it is written, whatever the order of the ends", () => {
  // The rule, with no thought of what it costs: all pairs of a broken transfer and one that went on after it.
  interface Told {
    readonly begun: number;
    readonly resumes: boolean;
    readonly complete: boolean;
    readonly range: { start: number; end: number };
  }
  const covered = (ended: readonly Told[], size: number) => {
    const has = new Set<number>();
    const add = (start: number, end: number) => {
      for (let at = start; at < end; at++) has.add(at);
    };
    for (const { complete, range } of ended) if (complete) add(range.start, range.end);
    for (const broken of ended.filter(({ complete }) => !complete)) {
      for (const { begun, resumes, complete, range } of ended) {
        if (complete && resumes && begun > broken.begun) {
          add(broken.range.start, Math.min(broken.range.end, range.start));
        }
      }
    }
    return has.size === size;
  };
  let seed = 7;
  const random = (below: number) => (seed = (seed * 1103515245 + 12345) % 2 ** 31) % below;
  const SMALL = 12;
  for (let round = 0; round < 2000; round++) {
    const count = new DownloadCount();
    const under = Array.from({ length: 12 }, (_, index) => {
      const start = random(SMALL);
      const told = {
        begun: index,
        resumes: start > 0 && random(2) === 0,
        complete: random(2) === 0,
        range: { start, end: start + random(SMALL - start + 1) },
      };
      return { told, end: count.begin({ client: "a", version: "1", resumes: told.resumes }, SMALL) };
    });
    const ended: Told[] = [];
    while (under.length > 0) {
      const [{ told, end }] = under.splice(random(under.length), 1) as [typeof under[number]];
      ended.push(told);
      const counted = end({ ranges: [told.range], complete: told.complete });
      assertEquals(counted, covered(ended, SMALL), JSON.stringify(ended));
      if (counted) break;
    }
  }
});

Deno.test("DownloadCount forgets a client that takes the file in too many pieces", () => {
  const rest = (pieces: number) => {
    const count = new DownloadCount();
    const take = (start: number, end: number) =>
      count.begin({ client: "a", version: "1", resumes: false }, 10_000)({
        ranges: [{ start, end }],
        complete: true,
      });
    for (let piece = 0; piece < pieces; piece++) take(2 * piece, 2 * piece + 1);
    let done = false;
    for (let piece = 0; piece < pieces; piece++) done = take(2 * piece + 1, 2 * piece + 2);
    return take(2 * pieces, 10_000) || done;
  };
  assertEquals([rest(4096), rest(4097)], [true, false]);
});

Deno.test("DownloadCount looks at few ranges at the end of a transfer, whatever came before", () => {
  // Each range is looked at through a proxy, so that work is counted and not timed.
  let looks = 0;
  const watched = (start: number, end: number) =>
    new Proxy({ start, end }, { get: (range, key) => (looks++, Reflect.get(range, key)) });
  const count = new DownloadCount();
  const take = (start: number, resumes: boolean, complete: boolean) =>
    count.begin({ client: "a", version: "1", resumes }, 1e9)({
      ranges: [watched(start, start + 5)],
      complete,
    });
  for (let at = 0; at < 1000; at++) take(10 * at, false, false);
  looks = 0;
  for (let at = 0; at < 1000; at++) take(10 * at + 7, true, true);
  assertEquals(looks < 1000 * 1000, true, `${looks} looks`);
});
