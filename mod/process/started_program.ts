import { OrphanGuard } from "./orphan_guard.ts";
import { killProcess, type ProcessIdentity, strayDescendants } from "./process_family.ts";
import { StopChannel } from "./stop_channel.ts";
import { type SignalSystem, signalSystem, type StopSignal } from "./stop_signals.ts";

/** A program to start. */
export interface ProgramLaunch {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string | undefined;
  /** Added to our own environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin: "piped" | "null";
  readonly stdout: "piped" | "null";
  readonly stderr: "piped" | "null";
  /** Whether its arguments are one command line already, as Windows' command interpreter reads it. */
  readonly windowsRawArguments?: boolean;
  /** Whether it is netlab, which can be asked to stop on every system. */
  readonly own: boolean;
  /** Whether it leads a process group, where there are any, so that its children end with it. */
  readonly group?: boolean;
  /** Whether it is to end when we die. @default {true} */
  readonly guarded?: boolean;
  /** How programs are asked here; @default {signalSystem()} */
  readonly system?: SignalSystem;
}

/**
 * A program that we start, ask to stop, and end by force if it does not.
 *
 * It is asked with a signal where there are signals, and over a channel where there are none, if it is one
 * of ours (`stop_channel.ts`). A foreign program cannot be asked there: closing its standard input is all
 * that can be said to it.
 */
export class StartedProgram {
  readonly child: Deno.ChildProcess;
  /** How it has ended; `undefined` as long as it runs. */
  ended: Deno.CommandStatus | undefined;
  readonly #system: SignalSystem;
  readonly #group: boolean;
  readonly #channel: StopChannel | undefined;
  readonly #orphans = new OrphanGuard();
  /** Descendants outside its group, as they were last seen: they lose their parent when it ends. */
  readonly #strays: ProcessIdentity[] = [];

  /** @throws what `Deno.Command.spawn` throws when there is no such program. */
  constructor(
    { program, args, own, env = {}, group = false, guarded = true, system = signalSystem(), ...options }:
      ProgramLaunch,
  ) {
    this.#system = system;
    this.#group = group && Deno.build.os !== "windows";
    this.#channel = own && !system.sends ? new StopChannel() : undefined;
    try {
      this.child = new Deno.Command(program, {
        ...options,
        args: [...args],
        env: { ...env, ...this.#channel?.env },
        ...(this.#group ? { detached: true } : {}),
      } as Deno.CommandOptions).spawn();
    } catch (error) {
      this.#channel?.[Symbol.dispose]();
      throw error;
    }
    if (guarded) this.#orphans.add(this.child.pid, { group: this.#group });
    this.child.status.then((status) => this.ended = status);
  }

  /** Whether it can be asked to stop. */
  get canBeAsked(): boolean {
    return this.#channel !== undefined || this.#system.sends;
  }

  /** Asks it to stop as that signal does; nothing happens where it cannot be asked. */
  askToStop(signal: StopSignal = "SIGTERM"): void {
    if (this.#channel !== undefined) this.#channel.request(signal);
    else if (this.#system.sends) this.#send(signal);
  }

  /** Ends it at once, with its group and, on Windows, with all its descendants. */
  kill(): void {
    if (!this.#orphans.killFamily(this.child.pid)) this.#send("SIGKILL");
  }

  /**
   * Asks it to stop, kills it when it has not ended in time, and releases all that was taken for it. Its
   * outputs are the caller's.
   *
   * @param grace milliseconds from being asked to being killed.
   */
  async end(grace: number): Promise<Deno.CommandStatus> {
    this.#findStrays();
    this.askToStop();
    const force = setTimeout(() => this.#force(), grace);
    const status = await this.child.status;
    clearTimeout(force);
    if (this.#group || !this.#system.sends) this.kill();
    this.#strays.forEach(killProcess);
    this.#channel?.[Symbol.dispose]();
    await this.#orphans[Symbol.asyncDispose]();
    return status;
  }

  #force(): void {
    this.#findStrays();
    this.kill();
  }

  #findStrays(): void {
    if (this.#group) this.#strays.push(...strayDescendants(this.child.pid));
  }

  #send(signal: Deno.Signal): void {
    try {
      if (this.#group) Deno.kill(-this.child.pid, signal);
      else if (this.ended === undefined) this.child.kill(signal);
    } catch {
      // It has ended, and all its children with it
    }
  }
}
