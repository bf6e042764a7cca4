import { assertEquals } from "@std/assert";
import { DownloadCount } from "../../../mod/http/share/download_count.ts";

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
