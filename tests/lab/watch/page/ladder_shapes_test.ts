import { assert, assertEquals } from "@std/assert";
import type { WatchEvent } from "../../../../mod/lab/watch/watch_event.ts";
import { call, client, CONNECTED, moved, server } from "./_events.ts";

const { Recording } = await import("../../../../mod/lab/watch/page/assets/recording.js");
const { ladderShapes } = await import("../../../../mod/lab/watch/page/assets/ladder_shapes.js");
const { fitColumns, placeColumns } = await import("../../../../mod/lab/watch/page/assets/columns.js");

const WIDTHS = { times: 90, lane: 180, gap: 170 };

function drawn(events: readonly WatchEvent[], first = 0, last = 100) {
  const recording = new Recording();
  for (const event of events) recording.add(event);
  const columns = placeColumns(recording.lanes.values(), false, WIDTHS);
  const shapes = ladderShapes(recording, {
    columns,
    first,
    last,
    left: 0,
    right: 2000,
    rowHeight: 30,
    letter: 7,
  });
  const of = (kind: string) =>
    shapes.filter(({ attributes }) => String(attributes["class"]).split(" ").includes(kind));
  return { recording, columns, shapes, of };
}

Deno.test("lanes of a program stand side by side, and the kernel between two programs", () => {
  const lanes = [["s", "s"], ["c", "c"], ["s/2", "s"]].map(([name, program]) => ({
    name: name!,
    program: program!,
  }));
  const { columns, gaps, width } = placeColumns(lanes, true, WIDTHS);
  assertEquals(columns.map(({ lane, group }) => [lane, group]), [["s", 0], ["s/2", 0], ["c", 1], ["", 2]]);
  assertEquals(gaps.slice(0, 2), [{ from: 450, to: 620 }, { from: 800, to: 970 }]);
  assertEquals(width, 1150);
  const fitted = fitColumns(lanes, false, 600, WIDTHS, { lane: 100, gap: 80 });
  assertEquals(placeColumns(lanes, false, fitted).width <= 600, true);
  assertEquals(fitColumns(lanes, false, 100, WIDTHS, { lane: 100, gap: 80 }), {
    times: 90,
    lane: 100,
    gap: 80,
  });
});

Deno.test("an arrow never goes up, and what it brought waits below it", () => {
  const { of } = drawn([
    ...CONNECTED,
    client(0.6, "send", moved("hello")),
    server(0.7, "recv", moved("hello")),
  ]);
  const arrows = of("arrow");
  assertEquals(arrows.length, 4); // three of the handshake, one of data
  for (const { attributes: { y1, y2 } } of arrows) assert(Number(y2) >= Number(y1));
  assertEquals(of("carried").map(({ text }) => text), ["SYN · SYN-ACK · ACK", '"hello"']);
  assertEquals(of("wait").map(({ attributes }) => attributes["class"]), ["wait connect", "wait data"]);
});

Deno.test("what began above the part that is drawn is seen in it", () => {
  const blocked = call(5, "server", "poll", { start: 0.9 });
  const many = Array.from({ length: 50 }, (_, at) => client(1 + at / 100, "send", moved("x")));
  const { of } = drawn([...CONNECTED, ...many, blocked], 30, 40);
  assertEquals(of("blocked").map(({ attributes: { y, height } }) => [y, height]), [[0, 300]]);
  assert(of("wait").length > 0 || of("arrow").length === 10);
});

Deno.test("only the rows that are asked for are drawn, however many there are", () => {
  const many = Array.from({ length: 20_000 }, (_, at) => client(1 + at / 1000, "send", moved("x")));
  const { shapes } = drawn([...CONNECTED, ...many], 10_000, 10_040);
  assert(shapes.length < 1200, `${shapes.length} shapes`);
});

Deno.test("what a recording says is text, and never an attribute but its own", () => {
  const { shapes } = drawn([
    ...CONNECTED,
    call(1, "client", '"><script>', { arguments: "<b onload=x>" }),
  ]);
  const known = /^(class|x|y|x1|x2|y1|y2|cx|cy|r|d|width|height|text-anchor)$/;
  for (const { attributes } of shapes) {
    for (const name of Object.keys(attributes)) assert(known.test(name), name);
  }
  assert(shapes.some(({ text }) => text?.startsWith('"><script>')));
});
