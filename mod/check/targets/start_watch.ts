import { type WaitingSocket, waitingSockets } from "../../net/port_owner/sockets_in_proc.ts";
import type { RunningProgram } from "./running_program.ts";
import type { StartProblem } from "../causes/start_problem.ts";

/** What is seen of a program between its start and its first client. */
export interface StartView {
  readonly program: Pick<RunningProgram, "ended" | "over" | "lifetime" | "family" | "printed">;
  /** The port on which it ought to listen. */
  readonly port: number;
  readonly transport: "tcp" | "udp";
  /** Whether it may be compiled first: it computes for a while then. @default {false} */
  readonly compiled?: boolean;
  /** What was learnt from its earlier starts. */
  readonly patience?: StartPatience;
}

/** How long the starts of one program are waited for: what was seen once need not be waited for as long again. */
export class StartPatience {
  /** Milliseconds for which it may compute without a pause before it listens. */
  computing = COMPUTES;

  /** Milliseconds for which it has, at most, in vain. */
  computed = 0;

  /** It has computed so long in vain. */
  spent(computed: number): void {
    this.computing = COMPUTES_AGAIN;
    this.computed = Math.max(this.computed, computed);
  }
}

/**
 * Looks at a program that does not accept anybody (yet), and says when waiting makes no more sense: it has ended, it
 * listens elsewhere, or it runs, does nothing and listens nowhere. Where the system does not show that, only the
 * time is up some day.
 */
export class StartWatch {
  readonly #view: StartView;
  readonly #limit: number;
  #ticks = -1;
  #printed = 0;
  /** Since when it has used no processor time. */
  #restingSince: number | undefined;
  /** Since when it has listened elsewhere, or at another address of its port, and how often that was seen. */
  #elsewhere: { since: number; looks: number } | undefined;
  #lookedAt = -Infinity;
  /** The numbers of its processes. */
  #processes = "";
  /** Since when it has computed at every look, the same processes all the time. */
  #computingSince: number | undefined;

  /** @param limit milliseconds after which it is given up in any case. */
  constructor(view: StartView, limit = START_LIMIT) {
    this.#view = view;
    this.#limit = limit;
  }

  /**
   * @param now milliseconds on any clock that does not run backwards.
   * @returns undefined as long as it may still be starting.
   */
  problem(now = performance.now()): StartProblem | undefined {
    const { program } = this.#view;
    if (program.over) return { what: "ended", end: program.ended ?? { code: 0, signal: null } };
    if (now - this.#lookedAt >= LOOK_EVERY) {
      this.#lookedAt = now;
      const seen = this.#look(now);
      if (seen !== undefined) return seen;
    }
    return program.lifetime > this.#limit ? { what: "silent", seconds: program.lifetime / 1000 } : undefined;
  }

  /** Whether its socket is there; true where that cannot be seen. */
  bound(): boolean {
    const family = this.#view.program.family();
    const sockets = family === undefined ? undefined : waitingSockets(family.pids);
    const { port, transport, program } = this.#view;
    if (sockets === undefined) return !program.over;
    return sockets.some((socket) => socket.port === port && socket.transport === transport);
  }

  #look(now: number): StartProblem | undefined {
    const family = this.#view.program.family();
    const sockets = family === undefined ? undefined : waitingSockets(family.pids);
    if (family === undefined || sockets === undefined) return undefined;
    const { printed } = this.#view.program;
    // What prints without an end waits for us most of the time.
    const worked = family.processorTicks !== this.#ticks || printed !== this.#printed;
    this.#printed = printed;
    if (worked) this.#restingSince = now;
    // What a build tool starts comes and goes; a shell, a jail and strace stay beside the program that they have started.
    const processes = family.pids.toSorted().join();
    // On a busy machine there are looks between which it got no turn.
    const paused = processes !== this.#processes || now - this.#restingSince! > RESTS;
    this.#processes = processes;
    if (paused) this.#computingSince = undefined;
    else if (worked) this.#computingSince ??= now;
    this.#ticks = family.processorTicks;
    const rests = now - this.#restingSince!;
    const { port, transport } = this.#view;
    if (sockets.some((socket) => socket.port === port && socket.transport === transport)) {
      // It listens where it should, and where it goes on doing so, then at an address where it is not looked for.
      const [there] = sockets.filter((socket) => socket.port === port && socket.transport === transport);
      const settled = this.#settled(now) && rests > RESTS && transport === "tcp";
      return settled ? { what: "elsewhere", sockets: [there!] } : undefined;
    }
    const found = sockets.filter(isServed);
    if (found.length === 0) {
      this.#elsewhere = undefined;
      const computed = this.#computedInVain(now);
      if (computed !== undefined) return { what: "computes", seconds: computed / 1000 };
      return rests > RESTS_SILENT
        ? { what: "silent", seconds: this.#view.program.lifetime / 1000 }
        : undefined;
    }
    return this.#settled(now) && rests > RESTS ? { what: "elsewhere", sockets: found } : undefined;
  }

  /** Milliseconds for which it has computed, once they are too many. */
  #computedInVain(now: number): number | undefined {
    const { compiled = false, patience = new StartPatience() } = this.#view;
    const computed = now - (this.#computingSince ?? now);
    if (compiled || computed < patience.computing) return undefined;
    patience.spent(computed);
    return patience.computed;
  }

  /** Whether that has been so for a while: by time, and by looks, between which it was tried to connect to it. */
  #settled(now: number): boolean {
    this.#elsewhere ??= { since: now, looks: 0 };
    return ++this.#elsewhere.looks >= FEWEST_LOOKS && now - this.#elsewhere.since > RESTS;
  }
}

/** A UDP socket with a port of the system's choice is that of a client, such as of a name server. */
function isServed({ transport, port }: WaitingSocket): boolean {
  return transport === "tcp" || port < 32_768;
}

/** Milliseconds for which a program may compute before it listens, and once it has done so in vain. */
const COMPUTES = 10_000;
const COMPUTES_AGAIN = 2_000;
/** Milliseconds: how often it is looked at, and how long it has to rest before a conclusion is drawn. */
const LOOK_EVERY = 100;
const RESTS = 600;
const RESTS_SILENT = 3_000;
/** On a busy machine time may pass in which neither it nor we get anywhere. */
const FEWEST_LOOKS = 4;
/** A program that is compiled first may take its time, as long as something happens. */
const START_LIMIT = 60_000;
