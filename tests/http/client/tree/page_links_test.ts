import { assertEquals } from "@std/assert";
import { pageLinks } from "../../../../mod/http/client/tree/page_links.ts";

/** As servers and people write them. */
const PAGES: readonly [html: string, links: string[]][] = [
  // nginx
  ['<a href="../">../</a>\n<a href="a%20b.txt">a b.txt</a>   29-Feb-2020 12:00   3\n', ["../", "a%20b.txt"]],
  // Apache
  ['<th><a href="?C=N;O=D">Name</a></th><td><a href="sub/">sub/</a></td>', ["?C=N;O=D", "sub/"]],
  // python3 -m http.server
  ['<li><a href="q%26a%3B%271%27.txt">q&amp;a;</a></li>', ["q%26a%3B%271%27.txt"]],
  // Caddy
  ['<a href="./empty/">\n<svg viewBox="0 0 1 1"><path d="M0>1"/></svg>', ["./empty/"]],
  // by hand
  ["<A HREF=bare.txt>x</A><a\n  class='b' href = 'quoted one'>", ["bare.txt", "quoted one"]],
  ['<a data-x="<a href=no>" href="yes">', ["yes"]],
  ['<a href="a&amp;b&#233;&#xe9;&lt;&unknown;&#55296;">', ["a&b\u00e9\u00e9<&unknown;&#55296;"]],
  ['<!-- <a href="no"> --><script>"<a href=no>"</script><style>a{}</style><a href="yes">', ["yes"]],
  ["<abbr href=no><article href=no><a name=top>none</a>", []],
  ['<a href="broken off', []],
  ['<!-- for ever <a href="no">', []],
];

for (const [html, links] of PAGES) {
  Deno.test(`pageLinks() finds ${JSON.stringify(links)} in ${html.slice(0, 40).trim()}`, () => {
    assertEquals([...pageLinks(html)], links);
  });
}

Deno.test("pageLinks() takes no longer for a page that was made to take long", () => {
  for (
    const piece of ['<a x="', "<a x='", "<a ", "<a href", "<a x=<a", "<script>", "<!--", "<a\t\t\t\t\t\t\t\t"]
  ) {
    const begun = performance.now();
    assertEquals([...pageLinks(piece.repeat(300_000))].length <= 300_000, true);
    assertEquals(performance.now() - begun < 5000, true, `${piece} took ${performance.now() - begun} ms`);
  }
});
