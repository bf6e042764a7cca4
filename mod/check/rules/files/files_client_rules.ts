import { join } from "@std/path";
import { exactly } from "../../probes/answer.ts";
import type { RuleContext } from "../../rule_context.ts";
import { awakeNow } from "../../probes/awake_clock.ts";
import { RuleSkipped, RuleViolation } from "../../causes/rule_violation.ts";
import type { ClientTarget } from "../../targets/client_target.ts";
import type { Cause, Rule, RuleText } from "../../rule.ts";
import { temporaryFolder } from "../../../system/temporary_folder.ts";
import { sleep } from "../../probes/sleep.ts";
import { clientCauses } from "../../causes/client_causes.ts";
import { difference, sameBytes } from "../../probes/saved_file.ts";
import { CLIENT_TEXTS as TEXTS, KEPT_AND_SAID, NEEDS_RUN } from "../../texts/client_texts.ts";
import { EXPECTED, EXPECTED_OF } from "../../texts/expected_texts.ts";
import type { Segmentation } from "../../probes/segmentation.ts";
import type { ObservedConnection } from "../../probes/observed_connection.ts";

/**
 * The rules of a client of the file service (sheet 000 §3).
 *
 * @param dir the folder the client runs in; the files it saves are looked for there and in /tmp.
 */
export function filesClientRules(target: ClientTarget, dir: string): Rule[] {
  const rule = (
    id: string,
    text: RuleText,
    causes: readonly Cause[],
    probe: Probe,
    control?: Probe,
  ): Rule => ({
    id: `files.client_${id}`,
    ...text,
    severity: "must",
    needs: id === "asks" ? [] : ["files.client_asks"],
    causes,
    ...(control === undefined ? {} : { control: (context) => control({ context, target, dir }) }),
    probe: (context) => probe({ context, target, dir }),
  });
  const saving = clientCauses("saves");
  return [
    rule("asks", TEXTS.asks, clientCauses("asks"), async (setting) => void await begin(setting)),
    rule("saves", TEXTS.saves, saving, saves("whole", 20_000)),
    rule("saves_pieces", TEXTS.savesPieces, saving, saves("bytewise", 60), saves("whole", 60)),
    rule("cut", TEXTS.cut, clientCauses("cut"), cut),
    rule("refused", TEXTS.refused, clientCauses("refused"), refused),
  ];
}

type Probe = (setting: Setting) => Promise<void>;

interface Setting {
  readonly context: RuleContext;
  readonly target: ClientTarget;
  readonly dir: string;
}

async function begin({ context, target }: Setting): Promise<{ conn: ObservedConnection; name: string }> {
  // Not by chance alone: with the same seed a whole class may be checked at once, and all save to /tmp.
  const name = `netlab-check-${context.random.word(10)}-${Deno.pid}.bin`;
  await target.begin(`${name}\n`, name);
  const conn = await context.connect();
  await conn.hear(exactly(name));
  return { conn, name };
}

/** Milliseconds in which a program that goes on has written what it keeps. */
const SETTLED = 200;

/** Bytes of all values, with line ends among the first. */
const CONTENT_HEAD = [0x0a, 0x0d, 0x0a, 0x00, 0xff, 0xc3, 0xa9, 0xc3];

function saves(via: Segmentation, size: number): Probe {
  return async (setting) => {
    const { conn, name } = await begin(setting);
    const content = Uint8Array.from([...CONTENT_HEAD, ...setting.context.random.bytes(size)]);
    const head = new TextEncoder().encode(`OK\n${content.length}\n`);
    await conn.send(Uint8Array.from([...head, ...content]), via);
    conn.close();
    using saved = await savedFile(setting, name, (bytes) => bytes.length === content.length);
    if (saved.bytes === undefined) throw new RuleViolation("silence", EXPECTED_OF.saved(name));
    if (sameBytes(saved.bytes, content)) return;
    const part = difference(saved.bytes, head, content);
    const expected = EXPECTED_OF.sentBytes(content.length);
    throw new RuleViolation("different", part === undefined ? expected : { ...expected, part }, saved.bytes);
  };
}

/** The server is gone in the middle of the content: what has come is not the file. */
async function cut(setting: Setting): Promise<void> {
  const { context, target } = setting;
  const { conn, name } = await begin(setting);
  const content = Uint8Array.from([...CONTENT_HEAD, ...context.random.bytes(6000)]);
  const half = content.subarray(0, content.length / 2);
  // A question at the keyboard may stand there, too.
  const before = target.said();
  const shown = target.shown();
  await conn.send(`OK\n${content.length}\n`);
  await conn.send(half);
  conn.close();
  await until(context, () => target.ended() ?? true);
  await sleep(SETTLED, context.options.signal);
  using saved = await savedFile(setting, name, () => true, 0);
  const signs = await target.signs?.();
  if (signs?.ended === undefined && signs?.busy === true) {
    throw new RuleViolation("open", EXPECTED.clientEnds);
  }
  if (saved.bytes === undefined) return;
  // One that has not ended, and shows nothing, may well try again.
  if (signs?.ended === undefined && target.shown() === shown) return;
  const tellsIt = (signs?.ended?.code ?? 0) !== 0 || target.said() !== before;
  if (tellsIt) return context.note(KEPT_AND_SAID);
  throw new RuleViolation("different", EXPECTED_OF.wholeOrNone(half.length, content.length), saved.bytes);
}

async function refused(setting: Setting): Promise<void> {
  const { conn, name } = await begin(setting);
  const reason = `no such file ${setting.context.random.word(6)}`;
  await conn.send(`KO\n${reason}\n`);
  conn.close();
  await until(setting.context, () => setting.target.ended() ?? true);
  using saved = await savedFile(setting, name, () => true, 300);
  if (saved.bytes !== undefined) throw new RuleViolation("extra", EXPECTED.noFile, saved.bytes);
  const shown = `${setting.target.shown() ?? ""}${setting.target.said()}`;
  if (setting.target.ours && !shown.includes(reason)) {
    throw new RuleViolation("different", EXPECTED_OF.onScreen(reason), new TextEncoder().encode(shown));
  }
}

/**
 * The file that the client has saved under that name, once it is complete; removed with the scope.
 */
async function savedFile(
  { context, dir, target }: Setting,
  name: string,
  complete: (bytes: Uint8Array) => boolean,
  timeout = context.timeout,
): Promise<Disposable & { bytes?: Uint8Array }> {
  if (!target.ours) throw new RuleSkipped(NEEDS_RUN);
  const paths = [join(dir, name), join(temporaryFolder(Deno.env.get), name)];
  const read = () => paths.map(readIfThere).find((bytes) => bytes !== undefined);
  await until(context, () => {
    const bytes = read();
    return bytes !== undefined && complete(bytes);
  }, timeout);
  return { bytes: read(), [Symbol.dispose]: () => paths.forEach(removeIfThere) };
}

async function until(context: RuleContext, test: () => boolean, timeout = context.timeout): Promise<void> {
  const deadline = awakeNow() + timeout;
  while (!test() && awakeNow() < deadline) await sleep(25, context.options.signal);
}

function readIfThere(path: string): Uint8Array | undefined {
  try {
    return Deno.readFileSync(path);
  } catch {
    return undefined; // not there (yet)
  }
}

function removeIfThere(path: string): void {
  try {
    Deno.removeSync(path);
  } catch {
    // It was never there.
  }
}
