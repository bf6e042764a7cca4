import { assertEquals, assertRejects } from "@std/assert";
import { EventFeed } from "../../../../mod/lab/watch/page/event_feed.ts";
import { readRecording } from "../../../../mod/lab/watch/page/read_recording.ts";
import { TempFolder } from "../../../_kit/temp_folder.ts";
import { CONNECTED } from "./_events.ts";

Deno.test("readRecording() takes the events of a file, and passes over what is none", async () => {
  using folder = new TempFolder();
  const lines = CONNECTED.map((event) => JSON.stringify(event));
  const file = folder.write(
    "a.jsonl",
    ["", lines[0], "Traceback", ...lines.slice(1), lines[0], '{"type":"call"'].join("\n"),
  );
  const feed = new EventFeed();
  await readRecording(file, feed);
  feed.end();
  assertEquals((await Array.fromAsync(feed.read(0, new AbortController().signal))).flat(), lines);
});

Deno.test("readRecording() says what is wrong with a file", async () => {
  using folder = new TempFolder();
  for (const text of ["", "hello\n", JSON.stringify(CONNECTED[1])]) {
    const file = folder.write("b.jsonl", text);
    await assertRejects(() => readRecording(file, new EventFeed()), Error, "is not a recording");
  }
  await assertRejects(() => readRecording(`${folder.path}/none`, new EventFeed()), Error, "Cannot find");
});
