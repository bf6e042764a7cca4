import { assert, assertEquals } from "@std/assert";
import { registry } from "../../commands/registry.ts";
import type { AnyCommand } from "../../mod/cli/command.ts";
import { parseHostPort } from "../../mod/cli/host_port.ts";
import { parseCommandLine } from "../../mod/cli/parse_command_line.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { renderDiagram } from "../../mod/trace/diagram/render_diagram.ts";
import { parseTrace, type TraceRecord } from "../../mod/trace/diagram/trace_record.ts";
import { readExercise } from "../../mod/lab/runner/read_exercise.ts";
import { anyText, fc, property, textOf, unless } from "../_kit/property.ts";

/** Every command that reads its arguments by a table. */
const commands = await tables();

const argument = (command: AnyCommand) => {
  const names = Object.keys(command.options).flatMap((name) => [`--${name}`, `--${name}=`, `--no-${name}`]);
  const typical = [
    "8765",
    "localhost",
    "127.0.0.1:80",
    "[::1]:80",
    "0",
    "-1",
    "1e9",
    "",
    "-",
    "--",
    "-h",
    "-4",
    "x=y",
    "1.5",
  ];
  return fc.oneof(fc.constantFrom(...names, ...typical), textOf(...names, ...typical), anyText());
};

for (const command of commands) {
  property(
    `netlab ${command.name} understands arguments or says in one line which it does not`,
    fc.array(argument(command), { maxLength: 6 }),
    (argv) => {
      try {
        const { options } = parseCommandLine(command, argv);
        assert(typeof options === "object");
      } catch (error) {
        assert(error instanceof UsageError, String(error));
        assert(error.message.length > 5 && !error.message.includes("[object"), error.message);
      }
    },
    { runs: 60 },
  );
}

for (const command of commands) {
  const options = Object.entries(command.options);
  if (options.length === 0) continue;
  property(
    `netlab ${command.name} takes its options in every spelling, the last one counting`,
    fc.tuple(
      fc.constantFrom(...options),
      fc.constantFrom("1", "2", "json", "x y", "", "-", "1.5", "50M"),
      fc.nat(3),
    ),
    ([[name, option], value, spelling]) => {
      const wanted = unless(Error, () => option.takes === "nothing" ? true : option.read([value]));
      const spellings = [
        [`--${name}=${value}`],
        option.takes === "value" ? [`--${name}`, value] : [`--${name}=${value}`],
        [`--${option.aliases?.[0] ?? name}=${value}`],
        option.short === undefined || option.takes !== "value"
          ? [`--${name}=${value}`]
          : [`-${option.short}`, value],
      ];
      const argv = option.takes === "nothing" ? [`--${name}`] : spellings[spelling]!;
      const read = unless(UsageError, () => parseCommandLine(without(command), argv));
      assertEquals(read?.options[name], wanted);
      for (const [other, { absent }] of options) {
        if (other !== name && read) assertEquals(read.options[other], absent);
      }
    },
    { runs: 40 },
  );
}

/** A command that needs no arguments besides its options. */
function without(command: AnyCommand): AnyCommand {
  const options = Object.entries(command.options).map((
    [name, option],
  ) => [name, { ...option, idle: undefined }]);
  return { ...command, args: {}, options: Object.fromEntries(options) };
}

property(
  "parseHostPort() reads what it would write",
  fc.tuple(fc.oneof(fc.ipV4(), fc.domain()), fc.integer({ min: 1, max: 65_535 })),
  ([host, port]) => {
    assertEquals(parseHostPort(`${host}:${port}`), { hostname: host, port });
    assertEquals(parseHostPort(`[${host}]:${port}`), { hostname: host, port });
  },
);

const record = (): fc.Arbitrary<TraceRecord> =>
  fc.record({
    role: fc.constantFrom("server", "client"),
    time: fc.constantFrom("2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00.010Z", "2026-01-01T00:00:01.000Z"),
    event: fc.constantFrom(
      "listen",
      "accept",
      "connect",
      "read",
      "write",
      "end",
      "close",
      "error",
      "reset",
    ) as fc.Arbitrary<TraceRecord["event"]>,
    conn: fc.nat(3),
    local: fc.constantFrom("127.0.0.1:1", "127.0.0.1:2", "[::1]:3"),
    remote: fc.constantFrom("127.0.0.1:1", "127.0.0.1:2", "[::1]:3"),
    bytes: fc.nat(5000),
    data: fc.string({ unit: "binary", maxLength: 30 }),
    detail: fc.string({ unit: "grapheme", maxLength: 30 }),
  }, { requiredKeys: ["time", "event"] });

property(
  "a trace is read back as it was written, whatever stands between its lines",
  fc.array(fc.tuple(record(), anyText())),
  (lines) => {
    const noise = (text: string) => text.replaceAll(/[\n\r{]/g, "");
    const text = lines.map(([each, other]) => `${JSON.stringify(each)}\n${noise(other)}\n`).join("");
    assertEquals(parseTrace(text), JSON.parse(JSON.stringify(lines.map(([each]) => each))));
  },
);

property(
  "any trace can be drawn, and nothing in it breaks out of the picture",
  fc.array(record(), { maxLength: 20 }),
  (records) => {
    const svg = renderDiagram(records, "svg", { title: '<title> & "title"' });
    assert(svg.includes("<svg") && svg.trimEnd().endsWith("</svg>"));
    // deno-lint-ignore no-control-regex
    assert(!/[\x00-\x08\x0b\x0c\x0e-\x1f]/.test(svg), "a control character is no XML");
    assert(!/&(?!(amp|lt|gt|quot|#\d+);)/.test(svg) && !svg.includes("<title> &"), "not escaped");
    assert(renderDiagram(records, "mmd", { title: "title" }).includes("\nsequenceDiagram\n"));
    // deno-lint-ignore no-control-regex
    assert(!/[\x00-\x09\x0b-\x1f\x7f]/.test(renderDiagram(records, "txt", { title: "title" })));
  },
);

property(
  "readExercise() takes any JSON for an exercise or says what is wrong with it",
  fc.jsonValue(),
  (json) => {
    const exercise = unless(Error, () => readExercise(json));
    assertEquals(exercise, undefined); // no random value has all that an exercise needs
    try {
      readExercise(json);
    } catch (error) {
      assert(!(error instanceof TypeError) && !(error instanceof RangeError), String(error));
    }
  },
);

async function tables(): Promise<AnyCommand[]> {
  const loaded: AnyCommand[] = [];
  for (const entry of registry) {
    for (const each of "commands" in entry ? entry.commands : [entry]) {
      if (!("load" in each)) continue;
      const { default: command } = await each.load() as { default: AnyCommand };
      if ("options" in command) loaded.push(command);
    }
  }
  return loaded;
}
