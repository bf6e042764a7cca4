import { Server } from "./server.ts";
import { run, runCommand } from "./run.ts";

/** A relay that listens, started as a user does, with its notices. */
export class Relay implements AsyncDisposable {
  private constructor(readonly server: Server, readonly port: number) {}

  /** Starts `netlab relay -d -d …` and waits until it listens. */
  static async start(...args: string[]): Promise<Relay> {
    const server = await Server.start(["relay", "-d", "-d", ...args]);
    const line = await server.line((each) => each.includes("listening on "));
    return new Relay(server, Number(/:(\d+)$/.exec(line)?.[1] ?? 0));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server[Symbol.asyncDispose]();
  }
}

/** Runs `netlab relay …` to its end. */
export function relay(args: string[], stdin?: string | Uint8Array): ReturnType<typeof run> {
  return run(["relay", ...args], stdin === undefined ? {} : { stdin });
}

/** Runs the real socat to its end. */
export function socat(args: string[], stdin?: string | Uint8Array): ReturnType<typeof run> {
  return runCommand("socat", args, stdin === undefined ? {} : { stdin });
}
