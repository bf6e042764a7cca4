import { assertEquals } from "@std/assert";
import { contentDisposition, dispositionName } from "../../../mod/http/semantics/content_disposition.ts";

Deno.test("contentDisposition() writes any name so that old and new clients understand it", () => {
  assertEquals(contentDisposition("inline", "a b.txt"), 'inline; filename="a b.txt"');
  assertEquals(
    contentDisposition("attachment", "été (1).pdf"),
    `attachment; filename="ete (1).pdf"; filename*=UTF-8''%C3%A9t%C3%A9%20%281%29.pdf`,
  );
  assertEquals(
    contentDisposition("inline", 'a"\r\n😀%'),
    `inline; filename="a_______"; filename*=UTF-8''a%22%0D%0A%F0%9F%98%80%25`.replace("a_______", "a______"),
  );
});

Deno.test("dispositionName() reads back what contentDisposition() wrote", () => {
  for (const name of ["a.txt", "é.txt", 'q"uo\\te.txt', "日本語.pdf", "a;b=c.txt", "100%.txt"]) {
    assertEquals(dispositionName(contentDisposition("attachment", name)), name);
  }
});

Deno.test("dispositionName() falls back from a broken extended name", () => {
  assertEquals(dispositionName(`attachment; filename="a"; filename*=UTF-8''%ff`), "a");
  assertEquals(dispositionName("attachment; filename=plain.txt"), "plain.txt");
  assertEquals(dispositionName("attachment"), undefined);
});

Deno.test("contentDisposition() makes no device and no path of the plain name", () => {
  const rows = [
    ["ＣＯＮ.txt", "_CON.txt"],
    ["a／..／b", "a_.._b"],
    ["１２：３０", "12_30"],
    ["a．．", "a"],
  ] as const;
  for (const [name, plain] of rows) {
    const field = contentDisposition("attachment", name);
    assertEquals(field.split(";")[1], ` filename="${plain}"`);
    assertEquals(dispositionName(field), name);
  }
});

Deno.test("contentDisposition() writes the plain name exactly for a client that reads no other", () => {
  const rows = [
    ["a b;c%.txt", 'inline; filename="a b;c%.txt"'],
    ["\u00e9.txt", "inline; filename=\"\xc3\xa9.txt\"; filename*=UTF-8''%C3%A9.txt"],
    ['q"u\\o\r\n\u0085', `inline; filename="q_u_o___"; filename*=UTF-8''q%22u%5Co%0D%0A%C2%85`],
  ] as const;
  for (const [name, field] of rows) assertEquals(contentDisposition("inline", name, "utf-8"), field);
});
