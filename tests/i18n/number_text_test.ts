import { assertEquals } from "@std/assert";
import {
  dayMessage,
  decimalMessage,
  type Message,
  messageData,
  messageFrom,
  renderMessage,
  secondsMessage,
  sizeMessage,
} from "../../mod/i18n/message.ts";
import { sizeText } from "../../mod/i18n/number_text.ts";

Deno.test("sizeText() writes sizes as people of each language do", () => {
  const rows: [bytes: number, en: string, fr: string][] = [
    [0, "0 B", "0\u00a0o"],
    [6, "6 B", "6\u00a0o"],
    [224_000, "224 kB", "224\u00a0ko"],
    [1_500_000, "1.5 MB", "1,5\u00a0Mo"],
    [2_340_000_000, "2.34 GB", "2,34\u00a0Go"],
  ];
  for (const [bytes, en, fr] of rows) assertEquals([sizeText(bytes, "en"), sizeText(bytes, "fr")], [en, fr]);
});

Deno.test("sizes, numbers and days in a sentence are those of its language", () => {
  const french = {
    language: "fr",
    find: (id: string) => id,
    isSingular: (count: number) => count < 2,
  } as const;
  const rows: [message: Message, en: string, fr: string][] = [
    [sizeMessage(1_500_000), "1.5 MB", "1,5\u00a0Mo"],
    [decimalMessage(0.126, 2), "0.13", "0,13"],
    [decimalMessage(2.5), "2.5", "2,5"],
    [secondsMessage(0.5), "0.5 seconds", "0,5 second"],
    [dayMessage(Date.UTC(2026, 10, 30)), "2026-11-30", "30/11/2026"],
  ];
  for (const [message, en, fr] of rows) {
    assertEquals([String(message), renderMessage(message, french)], [en, fr]);
    assertEquals(renderMessage(messageFrom(messageData(message)), french), fr, "in another isolate");
  }
});
