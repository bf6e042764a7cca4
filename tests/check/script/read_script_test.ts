import { assertEquals, assertThrows } from "@std/assert";
import { jsonLines } from "../../../mod/check/script/json_lines.ts";
import { readScript } from "../../../mod/check/script/read_script.ts";
import { printedSchema } from "../../../mod/check/script/script_schema.ts";

const RIGHT = `{
  "$schema": "script.schema.json",
  "id": "bank",
  "title": { "en": "a bank", "fr": "une banque" },
  "rules": [
    {
      "id": "deposit",
      "title": "what is paid in is there",
      "_note": "mine",
      "steps": [
        {
          "do": [
            { "connect": "ginette" },
            { "send": "ginette", "line": "DEPOSIT {{n}}", "pieces": "slow" }
          ],
          "see": [
            { "role": "ginette", "matches": "OK (?<first>\\\\d+)" },
            { "role": "ginette", "line": "{first}", "as": "second", "within": 500 },
            { "role": "ginette", "never": 10 }
          ]
        },
        { "do": [{ "pause": 10 }, { "close": "ginette" }] }
      ]
    },
    { "id": "empty", "title": "nothing", "needs": ["deposit"], "severity": "should", "steps": [{}] }
  ]
}
`;

/** A change of the right script, and what is said of it. */
const WRONG: readonly (readonly [from: string, to: string, sentence: string])[] = [
  ['"id": "bank",', '"id": "bank"', "4: this is no JSON at column 3"],
  ['"id": "bank",', "", '1: "id" is missing'],
  ['"id": "bank"', '"id": "Bank!"', '3: id: "Bank!" is no name'],
  [
    '"rules"',
    '"ruels"',
    '5: there is no "ruels" here; it may have id, title, sheet, transport, rules; did you mean "rules"?',
  ],
  [
    '{ "en": "a bank", "fr": "une banque" }',
    "7",
    "4: title: it needs to be a text, or an object with en and fr",
  ],
  ['"en": "a bank", ', "", '4: title: "en" is missing'],
  ['"connect": "ginette"', '"conect": "ginette"', '13: rules[0].steps[0].do[0]: there is no "conect" here'],
  [
    '"connect": "ginette"',
    '"connect": "ginette", "pause": 3',
    "13: rules[0].steps[0].do[0]: connect, pause do not go together",
  ],
  ['{ "connect": "ginette" },', "", '14: rules[0].steps[0].do[0]: "ginette" is not connected'],
  [
    '"pieces": "slow"',
    '"pieces": "slwo"',
    '14: rules[0].steps[0].do[1].pieces: it needs to be one of bytewise, split, random, slow; did you mean "slow"?',
  ],
  ['"line": "DEPOSIT {{n}}", ', "", "14: rules[0].steps[0].do[1]: one of line, text, hex is missing"],
  [
    '"line": "DEPOSIT {{n}}"',
    '"hex": "4 8"',
    "14: rules[0].steps[0].do[1].hex: it needs to be bytes as pairs of hexadecimal digits",
  ],
  [
    "{{n}}",
    "{n}",
    '14: rules[0].steps[0].do[1]: no value "n" is kept before; the text itself is written {{n}}',
  ],
  ["(?<first>", "(?<first", "17: rules[0].steps[0].see[0]: matches at character 4: (?< is not understood"],
  [
    '"role": "ginette", "line"',
    '"role": "ginete", "line"',
    '18: rules[0].steps[0].see[1]: "ginete" is not connected before; did you mean "ginette"?',
  ],
  [
    '"within": 500',
    '"within": "soon"',
    "18: rules[0].steps[0].see[1].within: it needs to be a whole number from 0 to 60000",
  ],
  ['"pause": 10', '"line": "x", "pause": 10', '22: rules[0].steps[1].do[0]: "line" goes with "send" only'],
  [
    '"needs": ["deposit"]',
    '"needs": ["deposits"]',
    '25: rules[1].needs: there is no rule "deposits" before; did you mean "deposit"?',
  ],
  ['"id": "empty"', '"id": "deposit"', '25: rules[1].id: there is a rule "deposit" before'],
  ['"steps": [{}]', '"steps": []', "25: rules[1].steps: it is empty"],
  [
    '"id": "bank",',
    '"id": "bank", "transport": "udp",',
    "14: rules[0].steps[0].do[1]: datagrams have no stream",
  ],
];

Deno.test("a script that is right is read", () => {
  assertEquals(readScript(RIGHT, "bank.json").rules.map(({ id }) => id), ["deposit", "empty"]);
});

Deno.test("a mistake in a script is told with its line, its place, and what was meant", () => {
  for (const [from, to, sentence] of WRONG) {
    const { message } = assertThrows(
      () => readScript(RIGHT.replace(from, () => to), "bank.json"),
      Error,
      undefined,
      to,
    );
    assertEquals([to, message.slice(0, "bank.json:".length + sentence.length)], [
      to,
      `bank.json:${sentence}`,
    ]);
  }
});

Deno.test("jsonLines() knows the line of each value", () => {
  const text = '{\n "a": [1,\n {"b": "x\\"\\\\"}],\n\n "c":\n null }';
  assertEquals([...jsonLines(text)], [["", 1], ["a", 2], ["a[0]", 2], ["a[1]", 3], ["a[1].b", 3], ["c", 5]]);
});

Deno.test("the schema that is printed is JSON whose references lead somewhere", () => {
  const schema = JSON.parse(printedSchema());
  const references = [...printedSchema().matchAll(/"\$ref": "#\/\$defs\/(\w+)"/g)].map(([, name]) => name!);
  assertEquals(new Set(references), new Set(Object.keys(schema.$defs)));
});
