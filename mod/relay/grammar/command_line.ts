/** Everything the options say. Times are milliseconds, 0 for "no limit". */
export interface CommandLine {
  mode: "run" | "version" | "help";
  /** 0 for -h, 1 for -hh, 2 for -hhh. */
  helpDepth: number;
  /** 0: errors (default), 1: warnings, 2: notices, 3: infos, 4: debug. */
  verbosity: number;
  direction: "both" | "left-to-right" | "right-to-left";
  /** Bytes per block; undefined: let the pump choose. */
  blockSize: number | undefined;
  lingerMs: number;
  idleMs: number;
  text: boolean;
  hex: boolean;
  rawLeft: string | undefined;
  rawRight: string | undefined;
  sloppy: boolean;
  /** What has been typed to say that features may be tried that socat 1.8 calls experimental. */
  experimental: boolean;
  /** Say how much has passed, at the end and at SIGUSR1. */
  statistics: boolean;
  /** The family that is preferred; 0: none, the system's resolver has the say; undefined: nothing was said. */
  ipVersion: 0 | 4 | 6 | undefined;
  lock: { readonly path: string; readonly wait: boolean } | undefined;
  log: { file: string | undefined; programName: string; micros: boolean; hostname: boolean };
  extensions: ExtensionValues;
  addresses: readonly string[];
}

/** The values of the long options. */
export interface ExtensionValues {
  trace?: "text" | "json";
  /** File to draw into. */
  diagram?: string;
  stats?: boolean;
  explain?: boolean;
  reconnect?: boolean;
  record?: string;
  replay?: string;
  pcap?: string;
  rewrite: string[];
  rewriteWith: string | undefined;
  delayMs?: number;
  /** Bytes per second. */
  rate?: number;
  /** Largest piece written at once, bytes. */
  chop?: number;
}
