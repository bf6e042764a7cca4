/** What servers of messages do right and wrong, for the tables beside. */
import type { RunningServer } from "./broken_servers.ts";
import { type Client, type Serve, servingClients } from "./tcp_server.ts";

export const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
export const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
export const upper = (data: Uint8Array): Uint8Array<ArrayBuffer> => encode(decode(data).toUpperCase());
export const join = (...parts: Uint8Array[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(parts.flatMap((part) => [...part]));
export const lengthBytes = (value: number, size: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: size }, (_, at) => Math.floor(value / 256 ** (size - 1 - at)) % 256);
export const value = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => sum * 256 + byte, 0);

/** How a server reads and writes; what is left out is right, for two bytes of length and upper case. */
export interface Ways {
  readonly read?: Read;
  readonly change?: Change;
  readonly mark?: Change;
}
/** Reads a message; null at the end. */
export type Read = (client: Client) => Promise<Uint8Array | null>;
/** What is made of a message, or of an answer. */
export type Change = (bytes: Uint8Array) => Uint8Array;
/** Begins to serve. */
export type Start = () => RunningServer;

export const sized = (size: number): Read => async (client: Client): Promise<Uint8Array | null> => {
  const length = await client.exactly(size);
  return length && await client.exactly(value(length));
};
export const marked = (size: number): Change => (answer: Uint8Array) =>
  join(lengthBytes(answer.length, size), answer);

export function serve({ read = sized(2), change = upper, mark = marked(2) }: Ways): Serve {
  return async (client) => {
    for (let message = await read(client); message !== null; message = await read(client)) {
      await client.write(mark(change(message)));
    }
  };
}

export const server = (ways: Ways): Start => (): RunningServer => servingClients(serve(ways));
export const by = (mark: Change): Start => server({ mark });
export const changing = (change: Change): Start => server({ change });

export async function littleEndian(client: Client): Promise<Uint8Array | null> {
  const length = await client.exactly(2);
  return length && await client.exactly(value(length.toReversed()));
}

export async function countingItself(client: Client): Promise<Uint8Array | null> {
  const length = await client.exactly(2);
  return length && await client.exactly(value(length) - 2);
}

/** The length is what one read of two bytes returns. */
export async function lengthOfOneRead(client: Client): Promise<Uint8Array | null> {
  const length = await client.some(2);
  return length && await client.exactly(value(length));
}

export async function bodyOfOneRead(client: Client): Promise<Uint8Array | null> {
  const length = await client.exactly(2);
  if (length === null || value(length) === 0) return length && new Uint8Array(0);
  return await client.some(value(length));
}

/** What one read returns is a message. */
export async function messageOfOneRead(client: Client): Promise<Uint8Array | null> {
  const read = await client.some();
  if (read === null) return null;
  const rest = 2 + value(read.subarray(0, 2)) - read.length;
  if (rest > 0) client.giveBack(join(read, await client.exactly(rest) ?? new Uint8Array(0)));
  const whole = rest > 0 ? (await client.some())! : read;
  return whole.subarray(2, 2 + value(whole.subarray(0, 2)));
}

/** Takes all whole messages out of what was read, and forgets the beginning of the next one. */
export async function forgetful(client: Client): Promise<void> {
  while (true) {
    const message = await sized(2)(client);
    if (message === null) return;
    await client.write(marked(2)(upper(message)));
    for (let read = await client.some(1 << 16); read !== null; read = await client.some(1 << 16)) {
      if (read.length < 2 || read.length < 2 + value(read.subarray(0, 2))) {
        client.giveBack(read);
        break;
      }
      let at = 0;
      while (at + 2 <= read.length && at + 2 + value(read.subarray(at, at + 2)) <= read.length) {
        const end = at + 2 + value(read.subarray(at, at + 2));
        await client.write(marked(2)(upper(read.subarray(at + 2, end))));
        at = end;
      }
    }
  }
}

export async function closesAfterOne(client: Client): Promise<void> {
  await client.write(marked(2)(upper((await sized(2)(client))!)));
}

/** Answers a moment later, and closes when the stream ends. */
export async function hurriedAtEnd(client: Client): Promise<void> {
  for (let message = await sized(2)(client); message !== null; message = await sized(2)(client)) {
    const answer = marked(2)(upper(message));
    setTimeout(() => client.write(answer).catch(() => {/* closed */}), 40);
  }
}

export const staysOpen = (): RunningServer => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const running = servingClients(async (client) => {
    await serve({})(client);
    await promise;
  });
  return {
    port: running.port,
    [Symbol.dispose]() {
      resolve();
      running[Symbol.dispose]();
    },
  };
};

/** Serves only the first that comes. */
export const onlyFirst = (): RunningServer => {
  let first: Client | undefined;
  return servingClients(async (client) => {
    first ??= client;
    if (first === client) await serve({})(client);
    else while (await client.some() !== null);
  });
};

/** Serves nobody after one who has broken off. */
export const brokenByReset = (): RunningServer => {
  let broken = false;
  return servingClients(async (client) => {
    if (broken) { while (await client.some() !== null); }
    try {
      await serve({})(client);
    } catch (error) {
      broken = true;
      throw error;
    }
  });
};

/** Forgets who comes while another one is there. */
export const oneAtATime = (): RunningServer => {
  let busy = false;
  return servingClients(async (client) => {
    if (busy) { while (await client.some() !== null); }
    busy = true;
    await serve({})(client).finally(() => busy = false);
  });
};

export const emptyIsEnd = async (client: Client): Promise<Uint8Array | null> => {
  const message = await sized(2)(client);
  return message?.length === 0 ? null : message;
};
export const emptyIsSkipped = async (client: Client): Promise<Uint8Array | null> => {
  let message = await sized(2)(client);
  while (message?.length === 0) message = await sized(2)(client);
  return message;
};
export const cutAt = (byte: number): Change => (data) =>
  upper(data.includes(byte) ? data.subarray(0, data.indexOf(byte)) : data);
export const ascii = (data: Uint8Array): Uint8Array =>
  data.map((byte) => byte >= 97 && byte <= 122 ? byte - 32 : byte);
export const signed = async (client: Client): Promise<Uint8Array | null> => {
  const length = await client.exactly(1);
  return length && (length[0]! > 127 ? null : await client.exactly(length[0]!));
};
export const zeroEnded = (answer: Uint8Array): Uint8Array<ArrayBuffer> => join(answer, Uint8Array.of(0));
