import { FrameReader } from "../../mod/io/frame_reader.ts";
import { textLines } from "../../mod/io/lines.ts";
import { withUnread } from "../../mod/net/connection/with_unread.ts";
import type { Service } from "../../mod/server/service.ts";

/** A service for tests: it answers lines, and from one that begins with `home` on they are answered at home. */
const passing: Service<Record<string, never>> = {
  name: "passing",
  state: "none",
  module: import.meta.url,
  manyAtOnce: true,
  create(_options, _lifetime, home) {
    home?.port.postMessage("up");
    return async (connection, context) => {
      for await (const line of new FrameReader(connection, textLines())) {
        const bytes = new TextEncoder().encode(`${line}\n`);
        if (line.startsWith("home")) return await home!.serve(withUnread(connection, bytes), context);
        if (line === "crash") Promise.reject(new Error("on purpose"));
        await connection.write(new TextEncoder().encode(`${line.toUpperCase()}\n`));
      }
    };
  },
};

export default passing;
