/** A handler that ends for nobody, in the way that the first word of a client says. */
import type { LineConnection } from "../../../mod/mod.ts";

export default async function stubborn(connection: LineConnection): Promise<void> {
  const buffer = new Uint8Array(64);
  const length = await connection.read(buffer);
  await connection.writeLine("so be it");
  switch (new TextDecoder().decode(buffer.subarray(0, length ?? 0)).trim()) {
    case "computes":
      while (buffer.length > 0);
      break;
    case "waits":
      await new Promise((resolve) => setInterval(() => buffer.length === 0 && resolve(0), 1000));
      break;
    case "writes":
      while (true) await connection.write(new Uint8Array(65_536)).catch(() => new Promise(() => {}));
  }
}
