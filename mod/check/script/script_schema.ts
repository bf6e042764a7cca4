/**
 * The form of a script, as a JSON Schema (draft 2020-12): what `--schema` prints for editors, and what a file is held
 * to before it is used (`check_shape.ts` knows the words that stand here).
 */
export interface Schema {
  readonly $ref?: string;
  readonly type?: "object" | "array" | "string" | "integer" | "boolean";
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** Names that begin with `$` or `_` are the author's; all others have to be known. */
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: false;
  /** A text as it is, or an object. */
  readonly anyOf?: readonly Schema[];
  /** Exactly one of these names has to be there. */
  readonly oneOf?: readonly { readonly required: readonly [string] }[];
  /** Names that go with another one only. */
  readonly dependentRequired?: Readonly<Record<string, readonly string[]>>;
  readonly if?: Schema;
  readonly then?: Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly enum?: readonly string[];
  readonly const?: true;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

const text = (description: string): Schema => ({ type: "string", maxLength: 100_000, description });
const told = (description: string): Schema => ({ $ref: "#/$defs/text", description });
const name = (description: string): Schema => ({
  type: "string",
  pattern: "^[A-Za-z_][A-Za-z0-9_]*$",
  description,
});
const id = (description: string): Schema => ({ type: "string", pattern: "^[a-z][a-z0-9_-]*$", description });
const hex = (description: string): Schema => ({
  type: "string",
  pattern: "^\\s*([0-9A-Fa-f]{2}\\s*)*$",
  maxLength: 100_000,
  description,
});
const time = (description: string): Schema => ({ type: "integer", minimum: 0, maximum: 60_000, description });
const list = (items: string, description: string, minItems = 0): Schema => ({
  type: "array",
  items: { $ref: `#/$defs/${items}` },
  ...(minItems > 0 ? { minItems } : {}),
  maxItems: 200,
  description,
});
const object = (schema: Schema): Schema => ({
  type: "object",
  patternProperties: { "^[$_]": {} },
  additionalProperties: false,
  ...schema,
});
const one = (...names: string[]) => names.map((each) => ({ required: [each] as const }));

/** The definitions that the others refer to. */
export const SCRIPT_DEFINITIONS: Readonly<Record<string, Schema>> = {
  text: {
    anyOf: [
      text("the same in both languages"),
      object({ properties: { en: text("English"), fr: text("French") }, required: ["en"] }),
    ],
  },
  rule: object({
    properties: {
      id: id("its name, for --only"),
      title: told("the fact that a pass states"),
      rule: told("the sheet's words; by default the title"),
      sheet: text("where it stands"),
      severity: {
        type: "string",
        enum: ["must", "should"],
        description: "whether breaking it fails the check",
      },
      hint: told("what usually breaks it; told where no sign shows the cause"),
      needs: { type: "array", items: { type: "string" }, description: "rules without which it is not tried" },
      steps: list("step", "the conversation", 1),
    },
    required: ["id", "title", "steps"],
  }),
  step: object({
    properties: {
      say: told("what it is about"),
      do: list("action", "what the clients do"),
      see: list("observation", "what they have to see then, in this order"),
    },
  }),
  action: object({
    properties: {
      connect: name("connects a client of this name"),
      send: name("this client sends line, text or hex"),
      line: text("a line, without its end"),
      text: text("text, as it is"),
      hex: hex("bytes, such as 48 0a"),
      pieces: {
        type: "string",
        enum: ["bytewise", "split", "random", "slow"],
        description: "how the bytes travel: one by one, cut inside characters, at random places, slowly",
      },
      end: name("this client has said everything (half-close)"),
      close: name("this client closes"),
      reset: name("this client breaks off"),
      pause: time("milliseconds in which nothing is done"),
    },
    oneOf: one("connect", "send", "end", "close", "reset", "pause"),
    dependentRequired: { line: ["send"], text: ["send"], hex: ["send"], pieces: ["send"] },
    if: { required: ["send"] },
    then: { oneOf: one("line", "text", "hex") },
  }),
  observation: object({
    properties: {
      role: name("the client that sees it"),
      line: text("the next line is this one"),
      text: text("the next bytes are this text"),
      hex: hex("the next bytes are these"),
      matches: text("the next line fits this pattern as a whole; its named groups are kept"),
      length: { type: "integer", minimum: 1, maximum: 16_777_216, description: "so many bytes come" },
      ends: { type: "boolean", const: true, description: "the stream ends" },
      never: time("milliseconds in which nothing comes"),
      as: name("the name under which what came is kept"),
      within: time("milliseconds to wait; by default --timeout"),
    },
    required: ["role"],
    oneOf: one("line", "text", "hex", "matches", "length", "ends", "never"),
  }),
};

/** The script as a whole. */
export const SCRIPT_SCHEMA: Schema = object({
  description: "netlab check script: what a course sheet asks of a server",
  properties: {
    id: id("what it is called"),
    title: told("what it is about"),
    sheet: text("where it stands"),
    transport: { type: "string", enum: ["tcp", "udp"], description: "tcp by default" },
    rules: list("rule", "what is tried", 1),
  },
  required: ["id", "title", "rules"],
});

/** The schema as one piece of JSON. */
export function printedSchema(): string {
  const whole = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    ...SCRIPT_SCHEMA,
    $defs: SCRIPT_DEFINITIONS,
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}
