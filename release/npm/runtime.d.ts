/**
 * As much of the types of Deno as the library's own types name, for programs that are checked without them.
 */
export type PermissionName = "read" | "write" | "net" | "env" | "sys" | "run" | "ffi";

export interface Conn {
  read(buffer: Uint8Array): Promise<number | null>;
  write(bytes: Uint8Array): Promise<number>;
  close(): void;
}

export interface TcpConn extends Conn {
  setNoDelay(noDelay?: boolean): void;
  setKeepAlive(keepAlive?: boolean): void;
}

export interface FsFile {
  read(buffer: Uint8Array): Promise<number | null>;
  readSync(buffer: Uint8Array): number | null;
  seekSync(offset: number | bigint, whence: number): number;
}

export interface DatagramConn {
  receive(buffer?: Uint8Array): Promise<[Uint8Array, unknown]>;
  // deno-lint-ignore no-explicit-any -- whatever an address is there
  send(bytes: Uint8Array, to: any): Promise<number>;
  close(): void;
}

/** Functions of a library of the system; what they take is the house's own affair. */
export interface DynamicLibrary<Functions> {
  readonly symbols: { readonly [Name in keyof Functions]: (...given: never[]) => unknown };
  close(): void;
}
