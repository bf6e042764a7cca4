import { runCommand } from "../program/run.ts";
import { until } from "../until.ts";

/**
 * Runs a redis-server for the length of a test.
 *
 * @param test gets its port
 */
export async function withRedis(test: (port: number) => Promise<void>, ...options: string[]): Promise<void> {
  while (true) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const child = new Deno.Command("redis-server", {
      args: ["--port", `${port}`, "--bind", "127.0.0.1", "--save", "", ...options],
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    let isOver = false;
    const over = child.status.then(() => isOver = true);
    const answers = async () =>
      (await runCommand("redis-cli", ["-p", `${port}`, "ping"])).stdout === "PONG\n";
    await until(async () => isOver || await answers());
    if (isOver) continue; // the port was somebody else's
    try {
      return await test(port);
    } finally {
      child.kill("SIGTERM");
      await over;
    }
  }
}
