import { msg } from "../i18n/message.ts";
import { MessageError, messageOf } from "../i18n/message_error.ts";
import type { Locale } from "../i18n/locale.ts";
import {
  type StandardInput,
  standardInput,
  type StandardOutput,
  standardOutput,
} from "../process/console/standard_streams.ts";
import { dropPermissions } from "../process/drop_permissions.ts";
import { jobControl } from "../process/job_control.ts";
import { hangupIgnored } from "../process/hangup_ignored.ts";
import { listenForSignal } from "../process/listen_for_signal.ts";
import { STOP_CHANNEL } from "../process/stop_channel.ts";
import { listenForStopRequests } from "../process/stop_requests.ts";
import { SIGNALS_VARIABLE, signalSystem, type StopSignal } from "../process/stop_signals.ts";
import { ignoreSignals, ignoreStraySignals } from "../process/stray_signals.ts";
import { messageWriter } from "./message_writer.ts";
import {
  type CommandContext,
  type Input,
  type Output,
  OutputClosedError,
  SignalExit,
} from "./command_context.ts";

/**
 * The real world: standard streams, environment and signals of this process.
 *
 * The first signal that asks for it (`stop_signals.ts`) stops the program; a second one ends it at once,
 * unless it is SIGHUP. (A terminal that closes says SIGHUP twice, once by the kernel and once by the shell,
 * and systemd says it after SIGTERM: it is never the second. And a launcher passes on what the terminal has said to this
 * program already: one Ctrl-C at `npx deno task` is two signals in the same moment.)
 *
 * @param locale how its messages speak.
 */
export function denoContext(locale: Locale, env: CommandContext["env"]): CommandContext {
  const diverted = new Diversions();
  const signal = stopSignal(env, diverted);
  ignoreStraySignals();
  return {
    ...locale,
    args: Deno.args,
    stdin: terminalInput(standardInput()),
    stdout: dataOutput(standardOutput("stdout", env("TERM"))),
    stderr: messageWriter(
      standardOutput("stderr", env("TERM")),
      () => columnsOf(Deno.stderr),
      locale.translate,
    ),
    signal,
    divertSignal: (name, act) => diverted.add(name, act),
    env,
    keepPermissions: dropPermissions,
    dropPermissions: () => ({ kept: [], lost: [] }),
  };
}

function dataOutput(stdout: StandardOutput): Output {
  const encoder = new TextEncoder();
  return {
    async write(data) {
      const bytes = typeof data === "string" ? encoder.encode(data) : data;
      try {
        for (let written = 0; written < bytes.length;) {
          written += await stdout.write(bytes.subarray(written));
        }
      } catch (error) {
        const closed = error instanceof Deno.errors.BrokenPipe || error instanceof Deno.errors.BadResource;
        if (closed) throw new OutputClosedError();
        throw new MessageError(msg`Cannot write to standard output: ${messageOf(error)}`, { cause: error });
      }
    },
    writeNow(text) {
      try {
        stdout.writeSync(encoder.encode(text));
      } catch {
        // Nobody is left to see it
      }
    },
    isTerminal: () => stdout.isTerminal(),
    obeysEscapes: () => stdout.obeysEscapes(),
    columns: () => columnsOf(Deno.stdout),
    rows: () => rowsOf(Deno.stdout),
  };
}

/** Standard input, which can be left alone for a while where somebody types. */
function terminalInput(stdin: StandardInput): Input {
  const suspend = stdin.isTerminal() ? jobControl() : undefined;
  return {
    read: (buffer) => stdin.read(buffer),
    isTerminal: () => stdin.isTerminal(),
    setRaw: (raw) => stdin.setRaw(raw),
    ...(suspend === undefined ? {} : { suspend }),
  };
}

function rowsOf(stream: { isTerminal(): boolean }): number | undefined {
  try {
    return stream.isTerminal() ? Deno.consoleSize().rows || undefined : undefined;
  } catch {
    return undefined;
  }
}

function columnsOf(stream: { isTerminal(): boolean }): number {
  try {
    return (stream.isTerminal() && Deno.consoleSize().columns) || 80; // some terminals say 0
  } catch {
    return 80; // a terminal that does not say how wide it is
  }
}

/** What is done at signals that do not stop the program for the time being. */
class Diversions {
  readonly #all = new Map<StopSignal, Set<() => void>>();

  add(name: StopSignal, act: () => void): Disposable {
    const those = this.#all.get(name) ?? new Set();
    this.#all.set(name, those.add(act));
    return { [Symbol.dispose]: () => void those.delete(act) };
  }

  /** @returns whether the signal has been taken care of */
  take(name: StopSignal): boolean {
    const those = [...this.#all.get(name) ?? []];
    those.forEach((act) => act());
    return those.length > 0;
  }
}

/** Milliseconds in which the same signal is the first one passed on, and no second one. */
const SAME_MOMENT = 50;

function stopSignal(env: CommandContext["env"], diverted: Diversions): AbortSignal {
  const controller = new AbortController();
  const { stops, hangupTime } = signalSystem(Deno.build.os, env(SIGNALS_VARIABLE));
  const outlives = hangupIgnored();
  let first: { readonly name: StopSignal; readonly at: number } | undefined;
  const isPassedOn = (name: StopSignal) => first?.name === name && performance.now() - first.at < SAME_MOMENT;
  const stop = (name: StopSignal) => {
    if (diverted.take(name)) return;
    first ??= { name, at: performance.now() };
    const exit = new SignalExit(name, name === "SIGHUP" ? hangupTime : Infinity);
    if (!controller.signal.aborted) controller.abort(exit);
    else if (name !== "SIGHUP") Deno.exit(exit.exitCode);
  };
  for (const name of stops) {
    // The runtime asks the kernel for SIGHUP along with the first signal that somebody listens for
    if (name === "SIGHUP" && outlives) ignoreSignals([name]);
    else listenForSignal(name, () => isPassedOn(name) || stop(name));
  }
  listenForStopRequests(env(STOP_CHANNEL), stop);
  return controller.signal;
}
