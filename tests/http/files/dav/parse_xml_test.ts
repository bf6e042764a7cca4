import { assertEquals, assertThrows } from "@std/assert";
import { SaxesParser } from "npm:saxes@6.0.0";
import {
  MOST_XML_LEVELS,
  MOST_XML_NODES,
  parseXml,
  XmlError,
} from "../../../../mod/http/files/dav/xml/parse_xml.ts";
import { textOf, writeXml, XML } from "../../../../mod/http/files/dav/xml/xml_element.ts";
import { fc, property } from "../../../_kit/property.ts";

/** Documents that are well-formed, and such that are not; none has a document type. */
const DOCUMENTS = [
  "<a/>",
  "<a></a >",
  '<?xml version="1.0" encoding="utf-8" standalone="yes" ?>\n<!-- x --><?pi y?><a/><!---->\n',
  '<D:a xmlns:D="DAV:" D:b="1" b="2"><D:c/>x&lt;&#65;&#x1F600;<![CDATA[<&]]]]><![CDATA[>]]>y</D:a>',
  '<a xmlns="x"><b xmlns=""/><c xmlns="y" d=" 1\n2\t3&#10;"/></a>',
  '<a xml:lang="fr">é\r\n\r</a>',
  "<a><!-- a - b --><?x?></a>",
  "<é·>𐐀</é·>",
  "<a",
  "<a>",
  "</a>",
  "<a></b>",
  "<a/><b/>",
  "x<a/>",
  "<a/>x",
  "<a>&nbsp;</a>",
  "<a>&</a>",
  "<a>&#0;</a>",
  "<a>&#xD800;</a>",
  "<a>&#xFFFE;</a>",
  "<a>&#1114112;</a>",
  "<a>]]></a>",
  "<a><!-- -- --></a>",
  "<a><!-- x ---></a>",
  "<a b='1' b='2'/>",
  '<a xmlns:p="x" xmlns:q="x" p:b="1" q:b="2"/>',
  '<a xmlns:p=""/>',
  '<a xmlns:xml="x"/>',
  '<a xmlns:xmlns="x"/>',
  '<a xmlns="http://www.w3.org/2000/xmlns/"/>',
  "<p:a/>",
  "<a p:b='1'/>",
  "<a b/>",
  "<a b=1/>",
  "<a b='<'/>",
  "<a b='1'c='2'/>",
  "<a:b:c xmlns:a='x'/>",
  "<1/>",
  "< a/>",
  "<a><?xml version='1.0'?></a>",
  " <?xml version='1.0'?><a/>",
  "<?xml?><a/>",
  "<?xml version='1.0' encoding='utf-8' encoding='utf-8'?><a/>",
  "<a>\u0001</a>",
  "<a>\ufffe</a>",
  "<a><![CDATA[</a>",
  "<a><!-- </a>",
  "<a><?x </a>",
  "<a><!x></a>",
  "",
  " ",
];

/** What another parser makes of a document: start tags, ends and text, or undefined when it refuses. */
function others(text: string): unknown[] | undefined {
  const seen: unknown[] = [];
  const parser = new SaxesParser({ xmlns: true, position: false });
  parser.on("error", (error) => {
    throw error;
  });
  const say = (words: string) => {
    if (typeof seen.at(-1) === "string") seen.push(seen.pop() + words);
    else if (words !== "") seen.push(words);
  };
  let level = 0;
  parser.on("opentag", ({ uri, local, attributes }) => {
    level++;
    const own = Object.values(attributes).filter(({ uri }) => uri !== "http://www.w3.org/2000/xmlns/")
      .map(({ uri, local, value }) => [uri, local, value]);
    seen.push([uri, local, own]);
  });
  parser.on("closetag", () => {
    level--;
    seen.push(null);
  });
  parser.on("text", (words) => level > 0 && say(words));
  parser.on("cdata", say);
  try {
    parser.write(text).close();
    return seen;
  } catch {
    return undefined;
  }
}

function ours(text: string): unknown[] | undefined {
  const seen: unknown[] = [];
  const walk = (each: ReturnType<typeof parseXml> | string) => {
    if (typeof each === "string") {
      if (typeof seen.at(-1) === "string") seen.push(seen.pop() + each);
      else if (each !== "") seen.push(each);
      return;
    }
    seen.push([each.space, each.name, each.attributes.map(({ space, name, value }) => [space, name, value])]);
    each.children.forEach(walk);
    seen.push(null);
  };
  try {
    walk(parseXml(text));
    return seen;
  } catch (error) {
    if (error instanceof XmlError) return undefined;
    throw error;
  }
}

Deno.test("parseXml() takes and refuses what another parser takes and refuses", () => {
  for (const text of DOCUMENTS) assertEquals(ours(text), others(text), JSON.stringify(text));
});

property(
  "parseXml() agrees with another parser on what is made of pieces of XML",
  fc.array(fc.constantFrom(...DOCUMENTS.flatMap((text) => text.match(/<[^>]*>|[^<]+|<$/g) ?? [])), {
    maxLength: 8,
  }),
  (pieces: string[]) => {
    const text = `<r>${pieces.join("")}</r>`;
    assertEquals(ours(text), others(text), JSON.stringify(text));
  },
);

Deno.test("parseXml() gives back what writeXml() has written", () => {
  for (const text of DOCUMENTS) {
    const seen = ours(text);
    if (seen !== undefined) assertEquals(ours(writeXml(parseXml(text))), seen, text);
  }
  const { attributes, children } = parseXml('<a xml:lang="fr">\u200e\ud83d\ude00&#13;</a>');
  assertEquals([attributes, children], [[{ space: XML, name: "lang", value: "fr" }], [
    "\u200e\ud83d\ude00\r",
  ]]);
});

Deno.test("parseXml() reads no document type, and stays within its limits", () => {
  const lol = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l>&b;</l>';
  const file = '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><l>&x;</l>';
  for (
    const text of [lol, file, '<!DOCTYPE l SYSTEM "http://127.0.0.1/">\n<l/>', `<?xml version="1.0"?>${lol}`]
  ) {
    assertThrows(() => parseXml(text), XmlError, "document type");
  }
  const nested = (levels: number) => "<a>".repeat(levels) + "x" + "</a>".repeat(levels);
  assertEquals(textOf(parseXml(nested(MOST_XML_LEVELS))), "x");
  assertThrows(() => parseXml(nested(MOST_XML_LEVELS + 1)), XmlError, "levels");
  const wide = (nodes: number) => `<a>${"<b/>".repeat(nodes - 1)}</a>`;
  assertEquals(parseXml(wide(MOST_XML_NODES)).children.length, MOST_XML_NODES - 1);
  assertThrows(() => parseXml(wide(MOST_XML_NODES + 1)), XmlError, "too many");
  assertThrows(() => parseXml('<?xml version="1.0" encoding="latin1"?><a/>'), XmlError, "Unicode");
});
