import { assertEquals } from "@std/assert";
import type { Found } from "../../../../mod/fs/served_folder.ts";
import { decodePath } from "../../../../mod/http/files/decode_path.ts";
import { dropBoxPage } from "../../../../mod/http/files/page/drop_box_page.ts";

/** The heading of a drop box at `/a/<b>/c/`. @param seen the folders above that are there for the reader */
function heading(seen: readonly string[]): string {
  const tree = {
    find: (names: readonly string[]) =>
      seen.includes(names.join("/")) ? { kind: "folder" } as Found : undefined,
  };
  const where = { path: decodePath("/a/%3Cb%3E/c/"), tree, title: "class" };
  const page = dropBoxPage({ received: NaN, where, account: undefined, language: "en" }, "nonce");
  return /<h1>(.*?)<\/h1>/.exec(page)![1]!.replace(/ aria-\w+="[^"]*"/g, "");
}

const HERE = "<span>c</span>";
const TO = {
  root: '<a href="../../../">class</a>',
  a: '<a href="../../../a/">a</a>',
  b: '<a href="../../../a/%3Cb%3E/">&lt;b&gt;</a>',
};

Deno.test("a drop box has its name, and leads up to the folders that its reader may see, and to no others", () => {
  const rows: [seen: string[], links: string[]][] = [
    [[], []],
    [[""], [TO.root]],
    [["", "a"], [TO.root, TO.a]],
    [["a/<b>"], [TO.b]],
    [["", "a", "a/<b>"], [TO.root, TO.a, TO.b]],
  ];
  for (const [seen, links] of rows) {
    const crumbs = [...links, HERE].join('<span class="sep">/</span>');
    assertEquals(heading(seen), `<nav>${crumbs}</nav>`);
  }
});

Deno.test("a drop box for everybody says nothing of the folder behind it", () => {
  const page = dropBoxPage({ received: NaN, where: undefined, account: undefined, language: "fr" }, "nonce");
  assertEquals(/<h1>(.*?)<\/h1>/.exec(page)![1], "Boîte de dépôt");
});
