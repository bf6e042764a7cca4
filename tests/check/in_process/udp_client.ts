import type { InetAddress } from "../../../mod/net/address/socket_address.ts";
import { listenDatagrams } from "../../../mod/net/udp/datagram_socket.ts";
import { ClientDatagrams } from "../../../mod/check/targets/client_datagrams.ts";
import type { UdpClientTarget } from "../../../mod/check/rules/client_udp_rules.ts";

/** A client over UDP as a function: what it is given, its socket and its server. */
export interface UdpClientWays {
  /** The next line that is typed; `null` at the end of the keyboard. */
  line(): Promise<string | null>;
  print(text: string): void;
  send(data: string): Promise<void>;
  /** The next datagram, within this time; undefined when none came. */
  receive(within?: number): Promise<Received | undefined>;
}

/** A datagram, and whether it came from the server. */
export interface Received {
  readonly text: string;
  readonly isServers: boolean;
}

/** A client of this process; it ends when the function does. */
export type UdpClient = (ways: UdpClientWays) => Promise<void>;

/** A client over UDP that is a function of this process, as the target of a check. */
export async function udpClientTarget(client: UdpClient): Promise<UdpClientTarget> {
  return new ClientHere(client, new ClientDatagrams(await listenDatagrams(0, { hostname: "127.0.0.1" })));
}

class ClientHere implements UdpClientTarget {
  readonly name = "in process";
  /** Each mistake shows every time: none is tried twice. */
  readonly ours = false;
  readonly atTerminal = false;
  #running: RunningClient | undefined;

  constructor(readonly client: UdpClient, readonly datagrams: ClientDatagrams) {}

  async begin(typed = ""): Promise<void> {
    await this.#running?.stop();
    this.datagrams.forget();
    this.#running = new RunningClient(this.client, this.endpoint(), typed);
  }

  type(text: string): void {
    this.#running!.type(text);
  }

  endTyping(): void {
    this.#running!.type(null);
  }

  shown(): string {
    return this.#running!.shown;
  }

  ended(): boolean {
    return this.#running!.ended;
  }

  signs() {
    return Promise.resolve(this.ended() ? { ended: { code: 0, signal: null } } : {});
  }

  ready(): Promise<boolean> {
    return Promise.resolve(true);
  }

  connect(): Promise<never> {
    throw new Error("there is no connection over UDP");
  }

  endpoint(): InetAddress {
    return this.datagrams.addresses[0]!;
  }

  said(): string {
    return "";
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#running?.stop();
    this.datagrams[Symbol.dispose]();
  }
}

class RunningClient {
  shown = "";
  ended = false;
  readonly #socket = Deno.listenDatagram({ transport: "udp", hostname: "127.0.0.1", port: 0 });
  readonly #server: InetAddress;
  readonly #over: Promise<void>;
  readonly #lines: (string | null)[] = [];
  readonly #came: Received[] = [];
  readonly #stop = Promise.withResolvers<never>();
  #change = Promise.withResolvers<void>();

  constructor(client: UdpClient, server: InetAddress, typed: string) {
    this.#server = server;
    this.#stop.promise.catch(() => {});
    this.type(typed);
    this.#pump().catch(() => {/* closed */});
    this.#over = this.#run(client);
  }

  type(text: string | null): void {
    this.#lines.push(...text === null ? [null] : text.split("\n").slice(0, -1));
    this.#changed();
  }

  async stop(): Promise<void> {
    this.#stop.reject(new Error("stopped"));
    await this.#over;
  }

  async #run(client: UdpClient): Promise<void> {
    try {
      await client({
        line: async () => {
          while (this.#lines.length === 0) await this.#wait();
          return this.#lines.shift()!;
        },
        print: (text) => void (this.shown += `${text}\n`),
        send: async (data) => void await this.#socket.send(new TextEncoder().encode(data), this.#server),
        receive: async (within) => {
          const late = within === undefined ? undefined : Date.now() + within;
          while (this.#came.length === 0) {
            if (late !== undefined && Date.now() >= late) return undefined;
            await this.#wait(late === undefined ? undefined : late - Date.now());
          }
          return this.#came.shift();
        },
      });
    } catch {
      // It was stopped.
    }
    this.ended = true;
    this.#socket.close();
  }

  async #wait(within?: number): Promise<void> {
    const waits = [this.#change.promise, this.#stop.promise];
    if (within === undefined) return await Promise.race(waits);
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, within);
    try {
      await Promise.race([...waits, promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  #changed(): void {
    this.#change.resolve();
    this.#change = Promise.withResolvers();
  }

  async #pump(): Promise<void> {
    for await (const [data, from] of this.#socket) {
      const isServers = (from as Deno.NetAddr).port === this.#server.port;
      this.#came.push({ text: new TextDecoder().decode(data), isServers });
      this.#changed();
    }
  }
}
