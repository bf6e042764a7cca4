/* Web servers that we did not write, and our own first one: none of them may be accused. */

import { assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { inPool } from "../../_kit/in_pool.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { checkHttp } from "./run_http_check.ts";

const GOOD = fromFileUrl(new URL("../servers/http_good.py", import.meta.url));

/** Writes a configuration for a port and a folder, and runs nginx with it. */
const NGINX = `folder=$(mktemp -d "$1/nginx.XXXX")
cat > "$folder/conf" <<END
daemon off; master_process off; pid $folder/pid; error_log /dev/null; events {}
http { include /etc/nginx/mime.types; access_log off; client_body_temp_path $folder/1; proxy_temp_path $folder/2;
  fastcgi_temp_path $folder/3; uwsgi_temp_path $folder/4; scgi_temp_path $folder/5;
  server { listen 127.0.0.1:$2; root $3; } }
END
exec nginx -c "$folder/conf"
`;

/** What is worth a note about each. */
const SERVERS: readonly [name: string, words: (temp: string) => string[], notes: string[]][] = [
  ["http_good.py", () => ["python3", GOOD, "{port}"], ["keep_alive", "at_once"]],
  ["python3 -m http.server", () => ["python3", "-m", "http.server", "{port}"], ["keep_alive"]],
  ["busybox httpd", () => ["busybox", "httpd", "-f", "-p", "{port}", "-h", "{dir}"], ["head", "keep_alive"]],
  ["nginx", (temp) => ["sh", `${temp}/nginx.sh`, temp, "{port}", "{dir}"], []],
];

peerTest("check http accuses no right server", ["python3", "busybox", "nginx"], async () => {
  using temp = new TempFolder();
  temp.write("nginx.sh", NGINX);
  const verdicts = await inPool(2, SERVERS, async ([name, words]) => {
    const { nature, results, failed } = await checkHttp(words(temp.path));
    const notes = results.filter(({ outcome }) => outcome === "note").map(({ rule }) => rule.id);
    const skipped = results.filter(({ outcome }) => outcome === "skipped").map(({ rule }) => rule.id);
    return { name, site: nature?.web?.site, failed, notes, skipped };
  });
  assertEquals(
    verdicts,
    SERVERS.map(([name, _, notes]) => ({
      name,
      site: "folder" as const,
      failed: {},
      notes: notes.map((note) => `http.${note}`),
      skipped: [],
    })),
  );
});
