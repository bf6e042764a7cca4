/** A ticket of Speed Daemon: the first mile and time are those of the earlier observation. */
export interface Ticket {
  readonly plate: string;
  readonly road: number;
  readonly mile1: number;
  /** Seconds since the beginning of day 0. */
  readonly time1: number;
  readonly mile2: number;
  readonly time2: number;
  /** Hundredths of a mile per hour. */
  readonly speed: number;
}

/** What a client says. */
export const SAY = {
  plate: (plate: string, time: number) => message(0x20, text(plate), u32(time)),
  wantHeartbeat: (deciseconds: number) => message(0x40, u32(deciseconds)),
  camera: (road: number, mile: number, limit: number) => message(0x80, u16(road), u16(mile), u16(limit)),
  dispatcher: (roads: readonly number[]) => message(0x81, [roads.length], ...roads.map(u16)),
  /** A type that no message has. */
  unknown: () => message(0x13),
  /** A message that only servers send. */
  heartbeat: () => message(0x41),
};

/** What a server says. */
export type SpeedMessage =
  | { readonly type: "error"; readonly text: string }
  | { readonly type: "ticket"; readonly ticket: Ticket }
  | { readonly type: "heartbeat" };

/** A message at the front of some bytes, and how many of them it has. */
export interface ParsedSpeedMessage {
  readonly message: SpeedMessage;
  readonly length: number;
}

/** @returns undefined while a part of it has not come yet, null where no message begins like this. */
export function parseMessage(bytes: Uint8Array): ParsedSpeedMessage | undefined | null {
  const [type, length = 0] = bytes;
  if (type === undefined) return undefined;
  if (type === 0x41) return { message: { type: "heartbeat" }, length: 1 };
  if (type !== 0x10 && type !== 0x21) return null;
  const end = 2 + length;
  if (bytes.length < (type === 0x10 ? Math.max(end, 2) : end + 16)) return undefined;
  const string = new TextDecoder().decode(bytes.subarray(2, end));
  if (type === 0x10) return { message: { type: "error", text: string }, length: end };
  const view = new DataView(bytes.buffer, bytes.byteOffset + end, 16);
  const ticket = {
    plate: string,
    road: view.getUint16(0),
    mile1: view.getUint16(2),
    time1: view.getUint32(4),
    mile2: view.getUint16(8),
    time2: view.getUint32(10),
    speed: view.getUint16(14),
  };
  return { message: { type: "ticket", ticket }, length: end + 16 };
}

function message(type: number, ...parts: readonly (readonly number[])[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([type, ...parts.flat()]);
}

function text(value: string): number[] {
  const bytes = new TextEncoder().encode(value);
  return [bytes.length, ...bytes];
}

function u16(value: number): number[] {
  return [value >> 8 & 0xff, value & 0xff];
}

function u32(value: number): number[] {
  return [...u16(Math.floor(value / 0x10000)), ...u16(value % 0x10000)];
}
