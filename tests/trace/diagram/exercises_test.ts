import { assert, assertEquals } from "@std/assert";
import { diagramFaults, wordsOf } from "../../_kit/diagram/svg_rules.ts";
import { catalog } from "../../../mod/lab/exercises/catalog.ts";
import { inLanguage } from "../../../mod/i18n/in_language.ts";
import { toFrench } from "../../../mod/i18n/french/to_french.ts";
import { ENGLISH } from "../../../mod/i18n/locale.ts";
import { ladder } from "../../../mod/trace/diagram/ladder.ts";
import { renderDiagram } from "../../../mod/trace/diagram/render_diagram.ts";
import { parseTrace, type TraceRecord } from "../../../mod/trace/diagram/trace_record.ts";

const LANGUAGES = { en: ENGLISH.translate, fr: toFrench } as const;

/** What the roles of an exercise told when it was played (`tests/_kit/diagram/record_exercises.ts`). */
function recorded(id: string): TraceRecord[] {
  return parseTrace(Deno.readTextFileSync(new URL(`../../data/exercises/${id}.jsonl`, import.meta.url)));
}

for (const [id, load] of Object.entries(catalog)) {
  Deno.test(`renderDiagram() draws ${id} with nothing on anything else and time running down, in both languages`, async () => {
    const { title } = (await load()).default;
    const events = recorded(id);
    for (const language of ["en", "fr"] as const) {
      const words = { title: `${id} · ${inLanguage(title, language)}`, translate: LANGUAGES[language] };
      const svg = renderDiagram(events, "svg", words);
      assertEquals(diagramFaults(svg), [], language);
      assert(Number(/ width="(\d+)"/.exec(svg)![1]) <= 1120, "a page of A4 across has 1120 pixels");
      const handshakes = ladder(events).arrows.filter(({ kind, local }) =>
        kind === "connect" && !local
      ).length;
      for (const segment of ["SYN", "SYN-ACK", "ACK"]) {
        assertEquals(wordsOf(svg, "carried").filter((each) => each === segment).length, handshakes, segment);
      }
    }
  });
}

Deno.test("ladder() has one handshake for each connection of an exercise, and never a cause below its effect", () => {
  for (const id of Object.keys(catalog)) {
    const events = recorded(id);
    const { arrows, marks } = ladder(events);
    const pairs = events.filter(({ event, transport }) => event === "connect" && transport !== "udp")
      .map(({ local, remote }) => `${local} ${remote}`);
    const accepted = events.filter(({ event, local }) => event === "accept" && local !== undefined)
      .map(({ local, remote }) => `${remote} ${local}`);
    assertEquals(
      arrows.filter(({ kind, local }) => kind === "connect" && !local).length,
      new Set([...pairs, ...accepted]).size,
      id,
    );
    for (const { from, to } of arrows) if (from !== undefined && to !== undefined) assert(from < to, id);
    marks.forEach(({ at }, index) => assert(index === 0 || at >= marks[index - 1]!.at, id));
  }
});
