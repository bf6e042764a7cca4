import type { Expectation } from "../causes/expectation.ts";
import { quoted } from "../causes/expectation.ts";
import { RuleViolation } from "../causes/rule_violation.ts";
import { sleep } from "../probes/sleep.ts";
import { visibleBytes } from "../reports/visible_bytes.ts";
import type { RuleContext } from "../rule_context.ts";
import { SCRIPT_EXPECTED } from "../texts/script_texts.ts";
import { compilePattern } from "./pattern/match_pattern.ts";
import {
  REFERENCE,
  type ScriptAction,
  type ScriptObservation,
  type ScriptRule,
  type ScriptStep,
} from "./script.ts";
import { bothLanguages } from "./script.ts";
import { type ScriptClient, tcpClient, UdpClient } from "./script_client.ts";

/** How a rule of a script is played. */
export interface ScriptPlay {
  readonly transport: "tcp" | "udp";
  /** Whether everything is sent in one piece, whatever the rule says. */
  readonly whole?: boolean;
}

/**
 * Plays a rule: one step after the other.
 *
 * @throws {RuleViolation} when something else is seen than it says.
 */
export async function playScript(
  { steps }: ScriptRule,
  context: RuleContext,
  { transport, whole = false }: ScriptPlay,
): Promise<void> {
  using player = new ScriptPlayer(context, transport, whole);
  if (transport === "udp") await context.target.awake?.();
  for (const [index, step] of steps.entries()) await player.play(step, index + 1);
}

class ScriptPlayer implements Disposable {
  readonly #context: RuleContext;
  readonly #transport: "tcp" | "udp";
  readonly #whole: boolean;
  readonly #clients = new Map<string, ScriptClient>();
  readonly #values = new Map<string, string>();
  readonly #opened = new DisposableStack();

  constructor(context: RuleContext, transport: "tcp" | "udp", whole: boolean) {
    [this.#context, this.#transport, this.#whole] = [context, transport, whole];
  }

  async play(step: ScriptStep, number: number): Promise<void> {
    for (const action of step.do ?? []) await this.#act(action);
    for (const seen of step.see ?? []) await this.#see(seen, step, number);
  }

  [Symbol.dispose](): void {
    this.#opened.dispose();
  }

  async #act(action: ScriptAction): Promise<void> {
    if (action.pause !== undefined) return await sleep(action.pause, this.#context.options.signal);
    if (action.connect !== undefined) return await this.#connect(action.connect);
    const client = this.#clients.get((action.send ?? action.end ?? action.close ?? action.reset)!)!;
    if (action.send !== undefined) {
      return await client.send(this.#bytes(action), this.#whole ? "whole" : action.pieces ?? "whole");
    }
    if (action.end !== undefined) return await client.end();
    if (action.close !== undefined) client.close();
    else client.reset();
    this.#clients.delete((action.close ?? action.reset)!);
  }

  async #connect(name: string): Promise<void> {
    const client = this.#transport === "tcp"
      ? await tcpClient(this.#context)
      : this.#opened.use(new UdpClient(this.#context, this.#clients.size + 1));
    this.#clients.set(name, client);
  }

  async #see(seen: ScriptObservation, step: ScriptStep, number: number): Promise<void> {
    const client = this.#clients.get(seen.role)!;
    const what = this.#expectation(seen);
    const place = SCRIPT_EXPECTED.atStep(
      number,
      step.say === undefined ? undefined : bothLanguages(step.say),
    );
    const whose = this.#clients.size > 1 ? SCRIPT_EXPECTED.forClient(seen.role) : { en: "", fr: "" };
    const expected = {
      ...what,
      en: `${what.en}${whose.en}${place.en}`,
      fr: `${what.fr}${whose.fr}${place.fr}`,
    };
    const timeout = seen.within ?? this.#context.timeout;
    if (seen.never !== undefined) return await client.quiet(expected, seen.never);
    if (seen.ends !== undefined) return await client.ends(expected, timeout);
    if (seen.line !== undefined || seen.matches !== undefined) {
      return this.#line(seen, await client.line(expected, timeout), expected);
    }
    const wanted = seen.length === undefined ? this.#bytes(seen) : undefined;
    const count = wanted?.length ?? seen.length!;
    const bytes = await client.bytes(count, expected, timeout);
    if (bytes.length !== count || wanted?.some((byte, index) => byte !== bytes[index]) === true) {
      throw new RuleViolation("different", expected, bytes);
    }
    if (seen.as !== undefined) this.#values.set(seen.as, new TextDecoder().decode(bytes));
  }

  #line({ line, matches, as }: ScriptObservation, came: string, expected: Expectation): void {
    const fits = line !== undefined
      ? came === this.#filled(line) ? {} : undefined
      : compilePattern(this.#filled(matches!, quotedForPattern)).match(came);
    if (fits === undefined) {
      throw new RuleViolation("different", expected, new TextEncoder().encode(`${came}\n`));
    }
    for (const [name, value] of Object.entries(fits)) this.#values.set(name, value);
    if (as !== undefined) this.#values.set(as, came);
  }

  #expectation(seen: ScriptObservation): Expectation {
    if (seen.line !== undefined) return quoted(this.#filled(seen.line), "\n");
    if (seen.text !== undefined) return quoted(this.#filled(seen.text));
    if (seen.hex !== undefined) {
      const shown = visibleBytes(this.#bytes(seen));
      return { en: shown, fr: shown };
    }
    if (seen.matches !== undefined) {
      return SCRIPT_EXPECTED.matching(this.#filled(seen.matches, quotedForPattern));
    }
    if (seen.length !== undefined) return SCRIPT_EXPECTED.bytes(seen.length);
    return seen.ends === true ? SCRIPT_EXPECTED.end : SCRIPT_EXPECTED.nothing(seen.never ?? 0);
  }

  #bytes({ line, text, hex }: ScriptAction | ScriptObservation): Uint8Array {
    if (hex !== undefined) return Uint8Array.fromHex(hex.replace(/\s+/g, ""));
    const end = line !== undefined && this.#transport === "tcp" ? "\n" : "";
    return new TextEncoder().encode(this.#filled(line ?? text ?? "") + end);
  }

  /** The text with the values that were kept. */
  #filled(text: string, quote: (value: string) => string = (value) => value): string {
    return text.replace(
      REFERENCE,
      (_, literal?: string, name = "") => literal ?? quote(this.#values.get(name) ?? ""),
    );
  }
}

/** A value stands for itself in a pattern. */
function quotedForPattern(value: string): string {
  return value.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
