import { assert, assertEquals } from "@std/assert";
import { TestBrowser } from "../../_kit/peers/playwright.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { readPicture } from "../../_kit/diagram/svg_rules.ts";
import { catalog } from "../../../mod/lab/exercises/catalog.ts";
import { toFrench } from "../../../mod/i18n/french/to_french.ts";
import { renderDiagram } from "../../../mod/trace/diagram/render_diagram.ts";
import { parseTrace, type TraceRecord } from "../../../mod/trace/diagram/trace_record.ts";
import { textWidth } from "../../../mod/trace/diagram/text_width.ts";

Deno.test("textWidth() counts an accent with its letter, and an emoji as two columns", () => {
  const font = { size: 10 };
  assertEquals(textWidth("été", font), textWidth("ete", font));
  assert(textWidth("🦆", { size: 10, mono: true }) >= 2 * textWidth("m", { size: 10, mono: true }));
});

peerTest("no text of a picture is wider in Chromium than textWidth() says", ["chromium"], async () => {
  await using browser = await TestBrowser.start();
  const page = await browser.browser.newPage();
  for (const id of ["E9", "E17", "E22", ...Object.keys(catalog)].slice(0, 12)) {
    const svg = renderDiagram(events(id), "svg", { title: `${id} · Écho, déjà vu 🦆`, translate: toFrench });
    await page.setContent(svg);
    const widths = await page.evaluate(
      "[...document.querySelectorAll('svg text')].map((text) => text.getBBox().width)",
    ) as number[];
    const texts = readPicture(svg).texts;
    assertEquals(widths.length, texts.length);
    texts.forEach(({ words, width }, index) => {
      assert(widths[index]! <= width + 0.5, `${id}: "${words}" is ${widths[index]} wide, not ${width}`);
    });
  }
});

function events(id: string): TraceRecord[] {
  return parseTrace(Deno.readTextFileSync(new URL(`../../data/exercises/${id}.jsonl`, import.meta.url)));
}
