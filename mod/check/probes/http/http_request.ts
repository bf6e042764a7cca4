/** A request to a web server, as bytes are written for it. */
export interface PlainRequest {
  /** The path as it stands in the request line, with its query and its escapes. */
  readonly path: string;
  /** @default "GET" */
  readonly method?: string;
  /** The value of Host. */
  readonly host: string;
  /** Further fields, as they are sent. */
  readonly fields?: readonly (readonly [name: string, value: string])[];
}

/** A whole request without a body (RFC 9112 §2.1), as a plain client sends it. */
export function httpRequest({ path, method = "GET", host, fields = [] }: PlainRequest): string {
  const all = [["Host", host], ["User-Agent", "netlab-check"], ["Accept", "*/*"], ...fields];
  return [`${method} ${path} HTTP/1.1`, ...all.map(([name, value]) => `${name}: ${value}`), "", ""].join(
    "\r\n",
  );
}

/** Fields that make a head of this many bytes at least, as cookies do in a browser. */
export function cookies(bytes: number): [name: string, value: string][] {
  const count = Math.ceil(bytes / 74);
  return Array.from({ length: count }, (_, index) => [`X-Netlab-Check-${index}`, "cookie".repeat(9)]);
}
